/**
 * The beginning of our own page, while the element's script, many times as long, is on its way: whoever is signed in has the first page of
 * the list asked for, whoever is not has the form of connecting. In a host's page it is the host who connects.
 *
 * The release build writes this into the page itself: it runs a round trip before any file is there. Where the page's policy does not name
 * its hash the browser refuses it, and the element does all of it a moment later.
 */
import { connect, typedConnection, WORDS } from "./connect.js";
import { askEarly, isEnglish, readConfig, remembered, wantedLanguages } from "./early.js";
import { make } from "./make.js";

/** What the form looks like: in the release build alone. */
const STYLE = typeof FORM_STYLE === "undefined" ? undefined : FORM_STYLE;

/** Asks for the first page, and leaves it where the element finds it. Whether it could. */
function ask(element, connection) {
  const request = askEarly(connection);
  if (!request) return false;
  const { url, answer, end } = request;
  // Anybody can read it there: it has no token.
  element.asked = { url, answer, end, isFor: (other) => JSON.stringify(other) === JSON.stringify(connection) };
  return true;
}

/** Draws the form of connecting as it stays, and leaves it where the element finds it. */
function draw(element, sheet) {
  const form = connect((name) => WORDS[name], element.getAttribute("storage") === "tab");
  form.submit = (form) => {
    const connection = typedConnection(form);
    return connection !== undefined && ask(element, connection);
  };
  form.withdraw = () => {
    element.asked?.end.abort();
    delete element.asked;
  };
  const panel = make("div", { className: "panel", lang: "en", dir: "ltr" }, form);
  const root = element.attachShadow({ mode: "open" });
  wear(root, sheet);
  // Beside it stands what the page says where the element's script does not come.
  root.append(panel, make("slot", {}));
  Object.assign(element.begun, { panel, form });
}

/** Has the page, or the panel, look as the form does. */
function wear(place, sheet) {
  place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
}

function begin(element) {
  element.begun = { config: readConfig(element.getAttribute("config")) };
  const connection = remembered(element);
  if (connection) ask(element, connection);
  if (!STYLE || !("adoptedStyleSheets" in document)) return;
  // A stylesheet in the body holds nothing up in some browsers: what the page says where the script does not come would be seen.
  const sheet = (element.begun.sheet = new CSSStyleSheet());
  sheet.replaceSync(STYLE);
  wear(document, sheet);
  if (!connection && element.getAttribute("connect") !== "none" && isEnglish(wantedLanguages(element))) draw(element, sheet);
}

// An element whose script was quicker has begun already, and in a browser that is too old there will be no panel.
const element = globalThis.WebAssembly?.instantiateStreaming && AbortSignal.timeout && document.querySelector("faxbox-admin:not(:defined)");
if (element) begin(element);
