/**
 * `<faxbox-admin>`: all the JavaScript there is of ours.
 *
 * It waits for the first element to be connected, fetches the WASM once for all of them, mounts one panel into the shadow
 * root of each, and says in plain words what happened where that fails, then or later. The panel itself is Rust
 * (`src/ui/element.rs`).
 *
 * Attributes, read when the element is connected:
 * - `config`: address of a JSON file with defaults for `server` and `account_id`; never a token
 * - `server`, `account-id`: the same, stronger than the file
 * - `routing`: `none` (default), or `hash`, by which the panel keeps its view in the page's address
 * - `storage`: `none` (default), or `tab`, by which the panel remembers the connection for this tab
 */
import start, { mount, on_panic } from "./faxbox-admin.js";

/** Every word that this file shows. The rest of the panel's words are in `src/text/`. */
const WORDS = {
  loading: "Loading Faxbox Admin…",
  notLoaded: "Faxbox Admin could not be loaded",
  notLoadedWhy: "The connection may be down, or a newer version may have been put in place. Nothing was changed.",
  retry: "Try again",
  stopped: "Faxbox Admin stopped",
  stoppedWhy: "This is a fault in the program. What was saved before is safe; what stood in the form is below, to be copied.",
  stoppedEmpty: "This is a fault in the program. What was saved before is safe; nothing was open for editing.",
  typed: "What stood in the form",
  reload: "Reload the page",
  details: "Details for the report",
};

/** After this time a WASM file that has not arrived counts as lost, and the person is offered a retry. */
const WASM_TIMEOUT_MS = 30_000;

/** A file of defaults that has not arrived by then is done without. */
const CONFIG_TIMEOUT_MS = 5_000;

const STYLESHEET = new URL("./style/index.css", import.meta.url);
const WASM = new URL("./faxbox-admin_bg.wasm", import.meta.url);

/** Controls whose value is no typed text, or a secret. */
const NOT_TEXT = ["button", "checkbox", "color", "file", "hidden", "image", "password", "radio", "range", "reset", "submit"];

/** The connected elements: a panic ends the panels of all of them. @type {Set<FaxboxAdmin>} */
const connected = new Set();

/** The one start of the WASM, from the first element on; forgotten where it failed. @type {Promise<void> | undefined} */
let started;

/** Whether the WASM has panicked: it serves no panel of this page any more. */
let stopped = false;

/**
 * Fetches a WASM file, and gives up after a time. The chunks come through here too: the build puts this function in the place
 * of `fetch` in the loader of the chunks.
 * @param {URL} url
 * @returns {Promise<Response>}
 */
export function fetchWasm(url) {
  const controller = new AbortController();
  // The body has the same deadline; once it is there, nothing is left to abort.
  setTimeout(() => controller.abort(), WASM_TIMEOUT_MS);
  return fetch(url, { signal: controller.signal });
}

/** Starts the WASM, once however many elements ask. */
function startWasm() {
  started ??= start({ module_or_path: fetchWasm(WASM) })
    .then(() => on_panic(stopAll))
    .catch((error) => {
      started = undefined;
      throw error;
    });
  return started;
}

/**
 * The defaults from the operator's file. A file that is not there is no fault: it is optional.
 * @param {string | null} address
 * @returns {Promise<{ server?: string, account_id?: string }>}
 */
async function readConfig(address) {
  if (!address) return {};
  const response = await fetch(new URL(address, document.baseURI), { signal: AbortSignal.timeout(CONFIG_TIMEOUT_MS) });
  if (response.status === 404) return {};
  if (!response.ok) throw new Error(`${address}: HTTP status ${response.status}`);
  return Object(await response.json());
}

/** Called by the panic hook in Rust. The WASM is of no use from here on, so every panel says so. @param {string} report */
function stopAll(report) {
  if (stopped) return; // What was under way fails too; the first report is the one that counts.
  stopped = true;
  console.error("faxbox-admin:", report);
  for (const element of connected) element.stop(report);
}

/**
 * The text typed into a panel, each with its label, one empty line between.
 * @param {ParentNode} root
 */
function typedText(root) {
  const found = [];
  for (const control of root.querySelectorAll("input, textarea")) {
    if (NOT_TEXT.includes(control.type) || control.value === "") continue;
    const label = control.labels?.[0]?.textContent ?? control.getAttribute("aria-label") ?? control.name;
    found.push(`${label.trim()}\n${control.value}`);
  }
  return found.join("\n\n");
}

/**
 * A DOM element with its properties and children. Text only ever becomes text.
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {...(Node | string)} children
 */
function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Where there is no DOM (a server that renders pages) this file can be imported and does nothing. */
const Base = typeof HTMLElement === "undefined" ? class {} : HTMLElement;

export class FaxboxAdmin extends Base {
  /** What lies in the shadow root beside the stylesheet. Hidden until the stylesheet is there. @type {HTMLElement | undefined} */
  #panel;
  /** The panel in Rust: `free()` takes it down. @type {{ free(): void } | undefined} */
  #mounted;
  /** Whether it says that it has stopped. */
  #stopped = false;

  connectedCallback() {
    connected.add(this);
    if (this.#panel) return; // It was moved within the page: it keeps its panel.
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const panel = make("div", { className: "panel", hidden: true });
    const show = () => (panel.hidden = false);
    root.replaceChildren(make("link", { rel: "stylesheet", href: STYLESHEET, onload: show, onerror: show }), panel);
    this.#panel = panel;
    this.#load();
  }

  disconnectedCallback() {
    // A move within the page is a disconnect and a connect in one task: the panel is taken down only where it stays away.
    queueMicrotask(() => {
      if (this.isConnected) return;
      connected.delete(this);
      this.#mounted?.free();
      this.#mounted = undefined;
      this.#panel = undefined;
      this.#stopped = false;
    });
  }

  /** Fetches what is needed, then mounts; on failure a message and a retry. */
  async #load() {
    const panel = this.#panel;
    panel.replaceChildren(make("p", { className: "loading", role: "status" }, WORDS.loading));
    const config = readConfig(this.getAttribute("config")).catch((error) => {
      console.warn("faxbox-admin:", error);
      return { failed: true };
    });
    try {
      await startWasm();
    } catch (error) {
      console.warn("faxbox-admin:", error);
      this.#say(
        panel,
        WORDS.notLoaded,
        make("p", {}, WORDS.notLoadedWhy),
        make("button", { type: "button", onclick: () => this.#load() }, WORDS.retry),
      );
      return;
    }
    const options = this.#options(await config);
    if (panel !== this.#panel) return; // It was taken out of the page meanwhile.
    panel.replaceChildren();
    this.#mounted = mount(panel, options);
  }

  /** What `mount` in `src/ui/element.rs` reads. */
  #options(config) {
    return {
      server: this.getAttribute("server") ?? config.server,
      account_id: this.getAttribute("account-id") ?? config.account_id,
      config_failed: config.failed === true,
      routing: this.getAttribute("routing") ?? "none",
      storage: this.getAttribute("storage") ?? "none",
    };
  }

  /** The panel is dead: keep the text that was typed. @param {string} report */
  stop(report) {
    const panel = this.#panel;
    if (!panel || this.#stopped) return; // The first report is the one that counts.
    this.#stopped = true;
    const typed = typedText(panel);
    this.#mounted = undefined; // Not freed: that would call into the WASM that has just failed.
    this.#say(
      panel,
      WORDS.stopped,
      make("p", {}, typed ? WORDS.stoppedWhy : WORDS.stoppedEmpty),
      ...(typed ? [make("textarea", { ariaLabel: WORDS.typed, readOnly: true, rows: 12, value: typed })] : []),
      make("details", {}, make("summary", {}, WORDS.details), make("pre", {}, report)),
      make("button", { type: "button", onclick: () => location.reload() }, WORDS.reload),
    );
  }

  /** Puts a message in the place of the panel. */
  #say(panel, title, ...rest) {
    panel.replaceChildren(make("div", { className: "trouble", role: "alert" }, make("h1", {}, title), ...rest));
  }
}

if (typeof customElements !== "undefined" && !customElements.get("faxbox-admin")) {
  customElements.define("faxbox-admin", FaxboxAdmin);
}
