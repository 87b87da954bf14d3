/**
 * The form of connecting while the WASM is on its way, in our own page even before the element's script. The panel draws the same markup;
 * `src/ui/left.rs` goes on with what was typed and pressed here.
 */
import { block, make, panel } from "./make.js";

/** Its words, in English: as `WORDS` in `element.js`. */
export const WORDS = {
  product: "Faxbox Admin",
  lead: "Connect to the server that holds your faxboxes",
  ways: "Connect with",
  password: "Password",
  apiKey: "API key",
  server: "Server",
  accountId: "Account ID",
  authToken: "Token",
  keep: "Keep me signed in in this tab",
  connect: "Connect",
  connecting: "Connecting…",
  trying: "Asking the server…",
  promise: "The token stays in this tab and goes to this server alone.",
  about: "About",
};

/** What the panel reads as it is typed, and beyond doubt: part of what `ApiRoot`, `AccountId` and `AuthToken` take in Rust. */
export const PLAIN = { server: /^(https?:\/\/[\w.-]+(?::\d+)?)(\/[\w.-]+)*$/, account_id: /^\w[\w-]*$/, auth_token: /^[!-~]+$/ };

const SVG = "http://www.w3.org/2000/svg";

/** A button that was pressed, and waits for the panel: as in `src/ui/left.rs`. */
const WAITING = "button[aria-disabled=true]";
const wait = (button) => button.setAttribute("aria-disabled", "true");

/** The product's mark, as `brand` in `src/ui/connect.rs`. */
function brand() {
  const draw = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  return draw("svg", { class: "brand", viewBox: "0 0 40 40", "aria-hidden": "true" },
    draw("rect", { class: "brand__ground", width: 40, height: 40, rx: 10 }),
    draw("path", {
      class: "brand__line",
      d: "M12 17V8.5h12.5L28 12v5M11.5 16.5h17q3 0 3 3v8q0 3-3 3h-17q-3 0-3-3v-8q0-3 3-3M14 23.5h12M14 27h7",
    }));
}

/**
 * What somebody typed to connect with; nothing where any of it is in doubt: it is the panel that reads it then.
 * @param {HTMLFormElement} form
 */
export function typedConnection(form) {
  const text = (name) => form.elements[name].value.trim();
  const connection = { server: text("server").replace(/\/+$/, ""), account_id: text("account_id"), auth_token: text("auth_token") };
  return Object.entries(PLAIN).every(([name, plain]) => plain.test(connection[name])) ? connection : undefined;
}

/** Whether somebody pressed Connect in it, and waits. @param {ParentNode} view */
export const isPressed = (view) => view.querySelector("[type=submit]").matches(WAITING);

/**
 * The form of connecting, as `src/ui/connect.rs` draws it. A button that was pressed waits for the panel, disabled meanwhile. What is given back
 * calls its own `submit` where somebody connects, which says whether the server is asked at once, and `withdraw` where they type on: what is
 * half typed must not be sent.
 * @param {(name: string) => string} word - one of `WORDS`
 * @param {boolean} mayKeep - whether the tab may remember the connection
 * @returns {HTMLElement & { submit: (form: HTMLFormElement) => boolean, withdraw: () => void }}
 */
export function connect(word, mayKeep) {
  const text = (name, label, className, type, inputMode) =>
    make("div", { className: "field" },
      make("label", { className: "field__label", htmlFor: name }, word(label)),
      make("input", {
        className, id: name, name, type, inputMode, autocomplete: "off", autocapitalize: "off", spellcheck: false, required: true,
        ariaInvalid: "false",
      }),
      make("div", {}));
  const way = (name, checked) =>
    make("label", { className: "segmented__segment" }, make("input", { type: "radio", name: "way", checked }), make("span", {}, word(name)));
  const button = make("button", { className: "button button--primary", type: "submit", ariaDisabled: "false" }, word("connect"));
  const onsubmit = (event) => {
    event.preventDefault();
    // What the other ways take is the panel's to draw.
    if (button.matches(WAITING) || !form.elements.way[0].checked) return;
    wait(button);
    button.textContent = word("connecting");
    if (view.submit(form)) button.after(make("p", { className: "checks muted", role: "status" }, word("trying")));
  };
  const oninput = ({ target }) => {
    if (!button.matches(WAITING) || target.name === "remember") return;
    button.setAttribute("aria-disabled", "false");
    button.textContent = word("connect");
    button.nextSibling?.remove();
    view.withdraw();
  };
  const form = block("form", "connect__form", { part: "connect", noValidate: true, onsubmit, oninput },
    make("div", { className: "segmented connect__ways", role: "radiogroup", ariaLabel: word("ways") },
      way("authToken", true), way("password", false), way("apiKey", false)),
    text("server", "server", "input", "text", "url"),
    text("account_id", "accountId", "input mono", "text", "text"),
    text("auth_token", "authToken", "input", "password", "text"),
    mayKeep ? make("label", { className: "connect__keep" }, make("input", { type: "checkbox", name: "remember" }), word("keep")) : "",
    button);
  const about = make("button", { className: "link about", type: "button", name: "about", onclick: () => wait(about) }, word("about"));
  const view = panel({},
    make("main", { className: "connect" },
      make("div", { className: "connect__card" },
        make("div", { className: "connect__brand" },
          brand(), make("div", {}, make("h1", {}, word("product")), make("span", { className: "muted" }, word("lead")))),
        form,
        make("p", { className: "connect__promise muted" }, word("promise")),
        about)));
  return view;
}
