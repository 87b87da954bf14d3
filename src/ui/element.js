/**
 * `<faxbox-admin>`, as far as it is JavaScript.
 *
 * It waits for the first element to be connected, fetches the WASM once for all of them, mounts one panel into the shadow
 * root of each, and says in plain words what happened where that fails, then or later. The panel itself is Rust
 * (`src/ui/element.rs`).
 *
 * `ATTRIBUTES` names the attributes, `src/state/options.rs` says what each means. A change of any takes effect at once; where it
 * would lose something typed, the person is asked, and where they stay nothing comes of it until the attribute is set again.
 */
import { connect, isPressed, PLAIN, typedConnection, WORDS as FORM_WORDS } from "./connect.js";
import { askEarly, deadline, isEnglish, keepInTab, kept, readConfig, remembered, STORAGE_KEY, wantedLanguages } from "./early.js";
import { engine } from "./engine.js";
import { make } from "./make.js";
import { list } from "./shell.js";

/** Every word that the scripts show, in English. The rest of the panel's words are in `src/text/`. */
const WORDS = {
  loading: "Loading Faxbox Admin…",
  notLoaded: "Faxbox Admin could not be loaded",
  notLoadedWhy: "The connection may be down, or a newer version may have been put in place. Nothing was changed.",
  tooOld: "This browser is too old for Faxbox Admin",
  tooOldWhy: "It needs a browser of the year 2022 or later: Chrome, Edge, Firefox or Safari.",
  retry: "Try again",
  stopped: "Faxbox Admin stopped",
  stoppedWhy: "This is a fault in the program. What was saved before is safe; what stood in the form is below, to be copied.",
  stoppedEmpty: "This is a fault in the program. What was saved before is safe; nothing was open for editing.",
  typed: "What stood in the form",
  restart: "Start again",
  details: "Details for the report",
  title: "Faxboxes",
  refresh: "Refresh",
  change: "Change…",
  import: "Import",
  export: "Export",
  new: "New faxbox",
  search: "Search",
  searchHint: "Search names, numbers, addresses, rules",
  ...FORM_WORDS,
};

/** Where the rows are there sooner, the shell would be one more layout and painting before them. */
const SHELL_AFTER_MS = 100;

/** The longest wait for a frame: where nothing is shown there is none. */
const FRAME_WITHIN_MS = 100;

/** The frames until one is on the screen: see `src/ui/browser.rs`. */
const FRAMES_TO_SCREEN = 3;

/** After this time a WASM file that has not arrived counts as lost, and the person is offered a retry. */
const WASM_TIMEOUT_MS = 30_000;

/**
 * Starts the worker that tries rules, a file of its own: this one may have become a part of the host's script. It lies on the
 * element that the panel is mounted into, for `src/ui/trial.rs`.
 */
const startWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

/** As in `src/ui/tools/view_menu.rs`: that a person wants no keys. */
const VIEW_STORAGE_KEY = "faxbox-admin.view";
const NO_KEYS = / no-keys(\?|$)/;

/** The build writes the hash of the file beside its name: the browser takes no other content then. */
const STYLESHEET = Object.assign(new URL("./style/index.css", import.meta.url), { integrity: "" });
/** What the parts that come on demand look like. */
const LATE_STYLESHEET = Object.assign(new URL("./style/late.css", import.meta.url), { integrity: "" });
const WASM = new URL("./faxbox-admin_bg.wasm", import.meta.url);
/** The files of the part that is wanted first where nothing can be drawn before it. */
const PANEL = typeof SPLIT === "undefined" ? [] : [new URL("./panel.wasm", import.meta.url), new URL("./split_panel.wasm", import.meta.url)];

/** Controls whose value is no typed text, or a secret. */
const NOT_TEXT = ["button", "checkbox", "color", "file", "hidden", "image", "password", "radio", "range", "reset", "submit"];

/** The attributes, each also a property in camel case: `account-id` is `accountId`. */
const ATTRIBUTES = [
  "server", "account-id", "view", "faxbox-id", "locale", "theme", "readonly", "fields", "can", "routing", "storage", "config", "shortcuts",
  "density", "connect",
];

/** What leads elsewhere when it changes, and where: to another server or account, to another view, on with another token. */
const LEADS = { server: "connect", "account-id": "connect", config: "connect", view: "go", "faxbox-id": "go", token: "token" };

/** The connected elements: a panic ends the panels of all of them. @type {Set<FaxboxAdmin>} */
const connected = new Set();

/** How many panels there have been on this page: where there was another, it may have spoken another language. */
let panels = 0;

/** The one start of the WASM, from the first element on; forgotten where it failed. @type {Promise<object> | undefined} */
let started;

/** How many instances of the WASM have panicked on this page: those serve no panel any more. */
let ended = 0;

/** Whether a part that comes on demand was asked for. Without `SPLIT`, which the release build defines, nothing is on demand. */
let late = typeof SPLIT === "undefined";

/** Those that were asked for before the WASM that wants them was there, by their addresses. @type {Map<string, Promise<Response>>} */
const ahead = new Map();

/** The file of the languages beside English, once somebody wanted one. @type {Promise<typeof import("./language.js")> | undefined} */
let languages;

/** Asks for that file; where it does not come, the next call asks again. */
function loadLanguages() {
  languages ??= import("./language.js").catch((error) => {
    languages = undefined;
    throw error;
  });
  return languages;
}

/**
 * Fetches a WASM file, and gives up after a time.
 * @param {URL} url
 * @returns {Promise<Response>}
 */
function fetchWasm(url) {
  // The body has the same deadline.
  return fetch(url, { signal: AbortSignal.timeout(WASM_TIMEOUT_MS) });
}

/**
 * Fetches a part of the WASM that comes on demand, and what it looks like: what `fetch` is in the loader of the chunks.
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function fetchChunk(url) {
  // The first one takes ten milliseconds, which are free while the file is on its way.
  if (!late) setTimeout(() => new Intl.Collator(undefined, { numeric: true }));
  late = true;
  const file = ahead.get(url.href) ?? fetchWasm(url);
  ahead.delete(url.href);
  const [response] = await Promise.all([file, ...[...connected].map((element) => element.dress(LATE_STYLESHEET))]);
  return response;
}

/** Fetches the panel's part beside the main one, once: it waits for no other that way. What fails is asked for again when it is wanted. */
function fetchAhead() {
  if (late) return;
  late = true;
  for (const url of PANEL) {
    const file = fetchWasm(url);
    file.catch(() => ahead.delete(url.href));
    ahead.set(url.href, file);
  }
}

/** Starts the WASM, once however many elements ask. Gives what it exports. */
function startWasm() {
  started ??= instantiate().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function instantiate() {
  const [instance, file] = [ended, fetchWasm(WASM)];
  file.catch(() => {}); // Told below.
  const wasm = await engine(fetchChunk, instance);
  await wasm.default({ module_or_path: file });
  wasm.on_panic((report) => {
    // What was under way fails too; the first report is the one that counts.
    if (instance === ended) stopAll(report, wasm);
  });
  return wasm;
}

/** Waits until what was drawn is on the screen; not at all where nothing is shown. */
async function painted() {
  if (document.hidden) return;
  for (let frames = FRAMES_TO_SCREEN; frames > 0; frames -= 1) {
    await new Promise((next) => {
      requestAnimationFrame(next);
      setTimeout(next, FRAME_WITHIN_MS);
    });
  }
  await new Promise((next) => setTimeout(next));
}

/**
 * Connects to a server that is about to be asked, where its address is beyond doubt: its name, the way to it and the handshake take no time then.
 * @param {unknown} server - what is no text is no address
 */
function preconnect(server) {
  const [address, href] = String(server).trim().match(PLAIN.server) ?? [];
  if (!address || (location.protocol === "https:" && !address.startsWith("https:"))) return;
  const link = make("link", { rel: "preconnect", href, crossOrigin: "anonymous" });
  document.head.append(link); // In a shadow root it would do nothing.
  link.remove();
}

/**
 * Called by the panic hook in Rust. The instance is of no use from here on, so every panel says so; the next one begins anew.
 * @param {string} report
 */
function stopAll(report, wasm) {
  ended += 1;
  started = undefined;
  console.error("faxbox-admin:", report);
  for (const element of connected) element.stop(report);
  // Not at once: this was called by it.
  setTimeout(() => wasm.end?.());
}

/** Starts every panel that has stopped, in a new instance. */
function restartAll() {
  for (const element of connected) element.restart();
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

/** Where there is no DOM (a server that renders pages) this file can be imported and does nothing. */
const Base = typeof HTMLElement === "undefined" ? class {} : HTMLElement;

export class FaxboxAdmin extends Base {
  /** What lies in the shadow root beside the stylesheets. Hidden until they are there. @type {HTMLElement | undefined} */
  #panel;
  /** Its stylesheets by address, each as the promise that it is there. @type {Map<URL, Promise<void>>} */
  #sheets = new Map();
  /**
   * The panel in Rust: `free()` takes it down.
   * @type {{ free(): void, change(options: object, wish: string): void, act(wish: string, text: string): void, asked(early: object): void } | undefined}
   */
  #mounted;
  /** What the host asked for before the panel was there. @type {[string, string][]} */
  #wishes = [];
  /** Ends with the panel. @type {AbortController} */
  #end;
  /** The host's token; what it gave is not told again. @type {string | undefined} */
  #token;
  /** @type {(() => Promise<string>) | undefined} */
  #getToken;
  /** The token that was asked for while the WASM was on its way. @type {Promise<string | undefined> | undefined} */
  #first;
  /** The view that was told last; none is told twice in a row. */
  #view = "";
  #isDirty = false;
  /** The file that `config` names, being read. @type {Promise<object | undefined>} */
  #config;
  /** Where the attributes lead that were changed in this task. @type {Set<string | undefined> | undefined} */
  #changes;
  /** Whether it says that it has stopped. */
  #stopped = false;
  /** What it says in the place of English texts. */
  #texts = {};
  /** The form of connecting before the panel is there: what is typed into it stays where the panel has to be asked for again. */
  #form;
  /** What the form looks like until the stylesheet is there, where `begin.js` drew it. @type {CSSStyleSheet | undefined} */
  #sheet;
  /** The first page of the list, asked for before the panel is there. @type {ReturnType<typeof askEarly>} */
  #early;
  /** That which somebody has typed. @type {{ end: AbortController } | undefined} */
  #typed;
  /** When its stylesheets are there, or do not come. @type {Promise<unknown>} */
  #dressed;
  /** The newest reading of its language. */
  #reading;
  /** What of the WASM is called. */
  #wasm;

  static get observedAttributes() {
    return ATTRIBUTES;
  }

  /** Write-only: what the server takes in the place of a password. Nothing: the host takes it back. @param {string | null | undefined} token */
  set token(token) {
    this.#token = token || undefined;
    this.attributeChangedCallback("token");
  }

  /** Asked at the start, and whenever the server does not take the last token. */
  get getToken() {
    return this.#getToken;
  }

  set getToken(getToken) {
    const isNew = typeof getToken !== typeof this.#getToken;
    this.#getToken = getToken ?? undefined;
    // Another function is another way to the same token: it is asked when one is needed.
    if (isNew) this.attributeChangedCallback("token");
  }

  /** Reads the list again. */
  refresh() {
    this.#act("refresh");
  }

  /** Opens a faxbox; asks the person first where something is unsaved. @param {string} id */
  open(id) {
    this.#act("open", String(id));
  }

  /** Begins a new faxbox; asks as `open` does. @param {object} [defaults] what stands in it at first, as a document */
  create(defaults = {}) {
    this.#act("create", JSON.stringify(defaults));
  }

  /** Goes back to the list; asks as `open` does. */
  close() {
    this.#act("close");
  }

  hasUnsavedChanges() {
    return this.#isDirty;
  }

  #act(wish, text = "") {
    if (this.#mounted) this.#mounted.act(wish, text);
    else this.#wishes.push([wish, text]);
  }

  /** Tells the host; whether it lets it be done. */
  #tell(name, detail) {
    return this.dispatchEvent(
      new CustomEvent(`faxbox-${name}`, { detail, bubbles: true, composed: true, cancelable: name.startsWith("before-") }),
    );
  }

  /** Tells the host of a failure that no answer of the server explains. */
  #fail(code) {
    this.#tell("error", { code, status: null, requestId: null });
  }

  /** What the panel in Rust tells. @param {string} name @param {string} text the detail as JSON */
  #hear(name, text) {
    const detail = JSON.parse(text);
    if (name === "dirty") {
      if (detail === this.#isDirty) return true;
      this.#isDirty = detail;
      return this.#tell(name, { dirty: detail });
    }
    if (name === "view") {
      if (text === this.#view) return true;
      if (!this.#view) this.#tell("ready", {});
      this.#view = text;
    }
    return this.#tell(name, detail);
  }

  /** The host's token; rejects where the host does. */
  async #askToken() {
    const first = this.#first;
    this.#first = undefined;
    return first ?? (this.#getToken ? await this.#getToken() : this.#token);
  }

  /** The host's token, or none, where it fails to give one. */
  #giveToken = () =>
    this.#askToken().catch((error) => {
      console.warn("faxbox-admin:", error);
      this.#fail("token");
    });

  /** A framework changes several attributes one after the other: they count together, at the end of the task. */
  attributeChangedCallback(name) {
    if (name === "config") this.#config = undefined;
    if (name === "locale") {
      if (this.#panel) this.#speak();
      return;
    }
    if (!this.#mounted) {
      // Who connects has seen where.
      if (this.#form && !isPressed(this.#form)) this.#prefill(this.#form);
      return;
    }
    if (!this.#changes) queueMicrotask(() => this.#change());
    this.#changes = (this.#changes ?? new Set()).add(LEADS[name]);
  }

  async #change() {
    const changes = this.#changes;
    this.#changes = undefined;
    if (changes.has("connect")) this.#forgetOther();
    const options = await this.#options();
    const wish = ["connect", "token", "go"].find((wish) => changes.has(wish)) ?? "";
    this.#mounted?.change(options, wish);
  }

  /**
   * Says other texts in the place of some, for all elements of the page; a language that there is none of is added by it.
   * @param {string} locale - a language (`de`) or a region of one (`de-AT`)
   * @param {Record<string, string | { other: string }>} overrides - by the English texts; by plural category where a number counts
   */
  async setMessages(locale, overrides) {
    (await loadLanguages()).override(locale, overrides);
    for (const element of connected) element.#speak();
  }

  #speaks = () => this.#mounted?.speak();

  /** Has what happens in this panel be said in its language, whatever was spoken before. */
  #speakBeforeAll() {
    // The same function is added once, however often it is.
    for (const type of ["focusin", "keydown", "pointerdown", "click", "input", "change"]) this.#panel?.addEventListener(type, this.#speaks, true);
  }

  /** Changes the language of what is on the screen. */
  async #speak() {
    const reading = (this.#reading = this.#language());
    const number = await reading;
    if (reading === this.#reading) this.#mounted?.change_language(number(this.#wasm));
  }

  /**
   * Takes the language over that is wanted: by `locale`, else by the nearest `lang` around. Gives what tells its number in the WASM:
   * none for English, 0 for one that did not come.
   */
  async #language() {
    const wanted = wantedLanguages(this);
    const panel = this.#panel;
    let language = { lang: "en", dir: "ltr", texts: {}, number: () => undefined };
    try {
      if (languages || !isEnglish(wanted)) language = await (await loadLanguages()).language(wanted);
    } catch (error) {
      console.warn("faxbox-admin:", error);
      language.number = () => 0;
    }
    const { lang, dir, texts, number } = language;
    Object.assign(panel, { lang, dir });
    this.#texts = texts;
    return number;
  }

  /** One of `WORDS` in the language that is spoken. */
  #word(name) {
    return this.#texts[WORDS[name]] ?? WORDS[name];
  }

  connectedCallback() {
    connected.add(this);
    if (this.#panel) return; // It was moved within the page: it keeps its panel.
    // A property that was set before this file came stands in the way of its accessor.
    for (const name of Object.keys(Object.getOwnPropertyDescriptors(FaxboxAdmin.prototype))) {
      if (!this.hasOwnProperty(name)) continue; // A browser that is too old shall say so: it may lack `Object.hasOwn`.
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const end = new AbortController();
    const begun = this.#takeBegun();
    const panel = begun ?? make("div", { className: "panel", hidden: true });
    Object.assign(panel, {
      startWorker,
      tell: (name, text) => this.#hear(name, text),
      askToken: this.#giveToken,
      deadline: (milliseconds, until) => deadline(milliseconds, end.signal, until),
    });
    // Whoever types in it keeps the focus: it must not leave the page.
    if (begun) panel.nextSibling?.remove();
    else root.replaceChildren(panel);
    this.#end = end;
    panel.addEventListener("change", ({ target }) => target.name === "server" && preconnect(target.value));
    this.#panel = panel;
    panels += 1;
    if (panels > 1) for (const element of connected) element.#speakBeforeAll();
    // What connects has a form, and so has the panel itself (`RADIOS` in `mod.rs`): what is left is the list before the panel.
    const onKey = (event) => {
      if (panel.querySelector("#radios")) removeEventListener("keydown", onKey);
      else if (panel.querySelector("main") && !panel.querySelector("form")) this.#key(event);
    };
    addEventListener("keydown", onKey, { signal: end.signal });
    this.#sheets.clear();
    const sheets = [STYLESHEET, ...(late ? [LATE_STYLESHEET] : [])].map((href) => this.dress(href));
    this.#dressed = Promise.allSettled(sheets).then(() => (panel.hidden = false));
    this.#load();
  }

  disconnectedCallback() {
    // A move within the page is a disconnect and a connect in one task: the panel is taken down only where it stays away.
    queueMicrotask(() => {
      if (this.isConnected) return;
      connected.delete(this);
      this.#takeDown();
    });
  }

  /** Puts a stylesheet into the shadow root, once; where it does not come, the next call tries again. @param {URL & { integrity: string }} href */
  dress(href) {
    let sheet = this.#sheets.get(href);
    if (!sheet) {
      let timer;
      sheet = new Promise((onload, onerror) => {
        timer = setTimeout(onerror, WASM_TIMEOUT_MS);
        this.#end.signal.addEventListener("abort", onload);
        const link = make("link", { rel: "stylesheet", integrity: href.integrity, href, onload, onerror });
        // Also where it comes later than it is waited for.
        if (href === STYLESHEET) link.addEventListener("load", () => this.#undress());
        this.#panel.before(link);
        // The page had it already; the event would come behind a painting.
        if (link.sheet) onload();
      }).finally(() => clearTimeout(timer));
      this.#sheets.set(href, sheet);
      sheet.catch(() => this.#sheets.delete(href));
    }
    return sheet;
  }

  /** Takes over what `begin.js` left in our own page. Gives what it drew the form of connecting in, where that is wanted still. */
  #takeBegun() {
    const { begun } = this;
    delete this.begun;
    if (!begun) return undefined;
    const { config, panel, form, sheet } = begun;
    this.#config = config;
    this.#sheet = sheet;
    if (!panel || !this.#asksPerson) return undefined;
    this.#form = form;
    this.#listen(form);
    this.#prefill(form);
    return panel;
  }

  /** The page's own stylesheet is there: what `begin.js` brought would have the last word over every other one. */
  #undress() {
    if (!this.#sheet) return;
    for (const place of [document, this.shadowRoot]) {
      place.adoptedStyleSheets = place.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    }
    this.#sheet = undefined;
  }

  /** Fetches what is needed, then mounts; on failure a message and a retry. */
  async #load() {
    const panel = this.#panel;
    const language = (this.#reading = this.#language());
    if (!globalThis.WebAssembly?.instantiateStreaming || !AbortSignal.timeout) {
      await language;
      this.#say(panel, this.#word("tooOld"), make("p", {}, this.#word("tooOldWhy")));
      this.#fail("not-loaded");
      return;
    }
    const loading = make("p", { className: "loading", role: "status" }, this.#word("loading"));
    const account = this.#account;
    if (!this.#form?.isConnected) panel.replaceChildren(...(account ? [] : [loading]));
    this.#early = undefined;
    // Who connected before it was to be loaded again waits still.
    if (this.#form && isPressed(this.#form)) this.#submit(this.#form.querySelector("form"));
    this.#begin().then((request) => {
      if (panel === this.#panel && !this.#mounted) this.#early ??= request;
      request?.answer.then(({ ok }) => (request.isAnswered = ok), () => {});
    });
    language.then(() => {
      loading.textContent = this.#word("loading");
      if (panel === this.#panel && this.#asksPerson) loading.replaceWith((this.#form ??= this.#connect()));
    });
    const shell = () => {
      if (account && !panel.hasChildNodes()) panel.append(this.#list(account));
    };
    const timer = setTimeout(() => language.then(shell), SHELL_AFTER_MS);
    // Who is to connect waits for the form alone; in other languages than English, for their texts too, which are on the way.
    if (this.#asksPerson) await painted();
    // Whoever connects meanwhile waits for the rows, which may come before the panel: its file is asked for behind the main one then.
    if (!account && !this.#asksPerson) fetchAhead();
    this.#config ??= readConfig(this.getAttribute("config"));
    let wasm;
    try {
      wasm = await startWasm();
    } catch (error) {
      console.warn("faxbox-admin:", error);
      await language;
      this.#fail("not-loaded");
      this.#say(
        panel,
        this.#word("notLoaded"),
        make("p", {}, this.#word("notLoadedWhy")),
        make("button", { type: "button", onclick: () => this.#load() }, this.#word("retry")),
      );
      return;
    }
    const options = await this.#options();
    const number = await language;
    // The form that the page drew is seen already, and what comes in its place would be, without its looks.
    if (this.#sheet) await this.#dressed;
    clearTimeout(timer);
    if (panel !== this.#panel || this.#stopped) return; // It was taken out of the page meanwhile.
    if (!this.#early?.isAnswered) shell();
    this.#wasm = wasm;
    this.#mounted = wasm.mount(panel, { ...options, early: this.#early }, number(wasm));
    this.#form = this.#early = undefined;
    for (const wish of this.#wishes.splice(0)) this.#mounted.act(...wish);
    if (language !== this.#reading) this.#speak(); // It was changed meanwhile.
  }

  /** Forgets the connection that the tab remembers, where the host names another server or account: the panel would connect with it. */
  #forgetOther() {
    if (this.#isKept && kept(STORAGE_KEY) && !remembered(this)) sessionStorage.removeItem(STORAGE_KEY);
  }

  /** What can be asked while the WASM is on its way: the host's token, and the first page. */
  async #begin() {
    this.#forgetOther();
    const { signal } = this.#end;
    const connection = remembered(this);
    const asked = this.#asked(connection);
    if (!this.#isByHost) return asked ?? askEarly(connection, signal);
    this.#first = this.#giveToken();
    const [server, account_id] = [this.getAttribute("server"), this.getAttribute("account-id")];
    const auth_token = await this.#first;
    if (server && account_id && auth_token && !this.#mounted) return askEarly({ server, account_id, auth_token }, signal);
  }

  /** What `begin.js` asked for in our own page, where it is wanted still. */
  #asked(connection) {
    const { asked } = this;
    if (!asked) return undefined;
    delete this.asked;
    const { url, answer, end, isFor } = asked;
    if (this.#isByHost || !isFor?.(connection)) {
      end?.abort();
      return undefined;
    }
    this.#end.signal.addEventListener("abort", () => end.abort());
    return { ...connection, url, answer, end };
  }

  /** Whether the tab's storage is ours too. */
  get #isKept() {
    return this.getAttribute("storage") === "tab";
  }

  get #hasKeys() {
    return this.getAttribute("shortcuts") !== "off";
  }

  /** The page's address, where it is the panel's. */
  get #hash() {
    return this.getAttribute("routing") === "hash" ? location.hash : "";
  }

  /** Whose list comes first, as far as can be told; nothing where something else does, or a list that lacks something. */
  get #account() {
    if (["readonly", "fields", "can"].some((name) => this.hasAttribute(name))) return undefined;
    const isList = this.#hash ? !/^#\/*faxboxes\/+[^/?]/.test(this.#hash) : (this.getAttribute("view") ?? "list") === "list";
    if (!isList) return undefined;
    if (this.#isByHost) return this.getAttribute("server") && this.getAttribute("account-id");
    return remembered(this)?.account_id;
  }

  #list(account) {
    const search = new URLSearchParams(this.#hash.split("?")[1]).get("search") ?? "";
    return list((name) => this.#word(name), { account, search, hasKeys: this.#hasKeys, isByHost: this.#isByHost });
  }

  /** Whether a form of connecting comes first: nobody is signed in, and the person may. */
  get #asksPerson() {
    return !this.#isByHost && this.getAttribute("connect") !== "none" && !remembered(this);
  }

  #connect() {
    const root = connect((name) => this.#word(name), this.#isKept);
    this.#listen(root);
    painted().then(() => this.#prefill(root));
    return root;
  }

  /** Hears of who connects in a form, and changes their mind. */
  #listen(view) {
    view.submit = (form) => this.#submit(form);
    view.withdraw = () => {
      this.#typed?.end.abort();
      if (this.#mounted) this.#mounted.asked(undefined);
      else this.#early = undefined;
    };
  }

  /** What the page says stands where nobody has typed. */
  async #prefill(root) {
    const options = await this.#options();
    for (const [name, option] of [["server", "server"], ["account_id", "account-id"]]) {
      root.querySelector(`[name=${name}]`).defaultValue = options[option] ?? "";
    }
    preconnect(options.server);
  }

  /** Asks for the first page as soon as somebody connects; whether it does. Where anything typed is in doubt, it is the panel that reads it. */
  #submit(form) {
    const connection = typedConnection(form);
    const request = connection && (this.#asked(connection) ?? askEarly(connection, this.#end.signal));
    if (!request) return false;
    const keep = () => {
      const isWanted = this.#isKept && Boolean(form.elements.remember?.checked);
      if (isWanted) keepInTab(STORAGE_KEY, JSON.stringify(connection));
      return isWanted;
    };
    const early = (this.#typed = { ...request, isTyped: true, keep });
    if (this.#mounted) this.#mounted.asked(early);
    else this.#early = early;
    return true;
  }

  /** What `/` and `n` do before the panel, which has the other keys too, is there: in the list, where nothing is typed and keys are wanted. */
  #key(event) {
    const panel = this.#panel;
    const [target] = event.composedPath();
    const isMeant = event.composedPath().includes(panel) || (target === document.body && this.getAttribute("routing") === "hash");
    const isTyping = target.matches?.("input, textarea, select") || target.isContentEditable;
    if (!isMeant || isTyping || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (!this.#hasKeys || (this.#isKept && NO_KEYS.test(kept(VIEW_STORAGE_KEY)))) return;
    if (event.key === "/") panel.querySelector("input[type=search]").focus();
    else if (event.key === "n") this.create();
    else return;
    event.preventDefault();
  }

  get #isByHost() {
    return Boolean(this.#getToken ?? this.#token);
  }

  /** What `Options::read` in `src/state/options.rs` reads: the attributes, and what the file says where `server` and `account-id` do not. */
  async #options() {
    const config = await (this.#config ??= readConfig(this.getAttribute("config")));
    const options = { server: config?.server, "account-id": config?.account_id };
    for (const name of ATTRIBUTES) options[name] = this.getAttribute(name) ?? options[name];
    return { ...options, config: config ? "read" : "failed", token: this.#isByHost ? "host" : "person" };
  }

  /** The panel is dead: keep the text that was typed. @param {string} report */
  stop(report) {
    const panel = this.#panel;
    if (!panel || this.#stopped) return; // The first report is the one that counts.
    this.#stopped = true;
    const typed = typedText(panel);
    const hasFocus = panel.getRootNode().activeElement;
    this.#mounted = undefined; // Not freed: that would call into the WASM that has just failed.
    this.#form = this.#early = this.#typed = undefined;
    this.#end.abort();
    this.#say(
      panel,
      this.#word("stopped"),
      make("p", {}, typed ? this.#word("stoppedWhy") : this.#word("stoppedEmpty")),
      ...(typed ? [make("textarea", { ariaLabel: this.#word("typed"), readOnly: true, rows: 12, value: typed })] : []),
      make("details", {}, make("summary", {}, this.#word("details")), make("pre", {}, report)),
      make("button", { type: "button", onclick: restartAll }, this.#word("restart")),
    );
    if (hasFocus) panel.querySelector("textarea, button").focus();
    this.#fail("stopped");
  }

  /** Begins anew, where it has stopped. */
  restart() {
    if (!this.#stopped) return;
    this.#takeDown();
    this.connectedCallback();
  }

  /** Nothing is left of the panel but what the host gave. */
  #takeDown() {
    this.#mounted?.free();
    this.#mounted = undefined;
    this.#panel = undefined;
    this.#form = this.#early = this.#typed = undefined;
    this.#stopped = false;
    this.#view = "";
    this.#isDirty = false;
    this.#end.abort();
  }

  /** Puts a message in the place of the panel. */
  #say(panel, title, ...rest) {
    const told = make("div", { className: "trouble", role: "alert" }, make("h1", {}, title), ...rest);
    panel.replaceChildren(make("main", {}, told));
  }
}

for (const name of ATTRIBUTES) {
  const isFlag = name === "readonly";
  const property = isFlag ? "readOnly" : name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  Object.defineProperty(FaxboxAdmin.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return isFlag ? this.hasAttribute(name) : this.getAttribute(name);
    },
    /** A list is its words; nothing is the absence. */
    set(value) {
      if (isFlag) this.toggleAttribute(name, Boolean(value));
      else if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, Array.isArray(value) ? value.join(" ") : value);
    },
  });
}

if (typeof customElements !== "undefined" && !customElements.get("faxbox-admin")) {
  customElements.define("faxbox-admin", FaxboxAdmin);
}
