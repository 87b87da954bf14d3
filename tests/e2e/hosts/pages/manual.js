/** Draws the catalogue from the package's manifest, with an example of each name from `examples.js` that can be run. */
import { examples } from "./examples.js";

/** How long what an example does may take to be seen. */
const SEEN_TIMEOUT_MS = 10_000;
const LOOK_MS = 50;

const stage = document.querySelector("#stage");
const token = async () => (await fetch("/portal/token")).text();

/** How an element begins on the stage: what it is given, and what is waited for. */
const BEGINNINGS = {
  list: { given: {}, there: ".sheet [data-faxbox-id]" },
  editor: { given: { view: "faxbox" }, there: "[name=name]" },
  form: { given: { getToken: undefined }, there: "form [name=account_id]" },
};

async function until(check) {
  const end = performance.now() + SEEN_TIMEOUT_MS;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (performance.now() > end) throw new Error("what it should do cannot be seen");
    await new Promise((next) => setTimeout(next, LOOK_MS));
  }
}

/** The id of some faxbox of the account. */
async function someId({ server, accountId }) {
  const answer = await fetch(`${server}/accounts/${accountId}/faxboxes?page_size=1`, { headers: { "X-Auth-Token": await token() } });
  return (await answer.json()).data[0].id;
}

/** What is drawn inside: how each element of it looks. */
function looks(panel) {
  const of = ["color", "background-color", "font-family", "font-size", "border-radius", "min-block-size", "outline-style"];
  return JSON.stringify([...panel.shadowRoot.querySelectorAll(".panel *")].map((element) => {
    const style = getComputedStyle(element);
    return of.map((name) => style.getPropertyValue(name));
  }));
}

/** Puts a new element on the stage. `before` sees it before it is in the page. */
async function fresh(beginning, more, before = () => {}) {
  const session = await (await fetch("/portal/session")).json();
  const id = await someId(session);
  const { given, there } = BEGINNINGS[beginning];
  const panel = document.createElement("faxbox-admin");
  Object.assign(panel, session, { getToken: token, faxboxId: beginning === "editor" ? id : null, ...given, ...more });
  before(panel);
  stage.replaceChildren(panel);
  const inside = (selector) => panel.shadowRoot?.querySelector(selector);
  await until(() => inside(there));
  return { panel, id, inside, token };
}

/** Undoes what the last example did to the page: until the next one, it can be looked at. */
let undoLast = () => {};

/** Runs an example. Gives what there is to say of it. */
async function run(kind, name, { begin = "list", given = {}, show, code, then, seen, undo }) {
  await undoLast();
  document.adoptedStyleSheets = [];
  let heard;
  const listen = (panel) => panel.addEventListener(name, (event) => {
    heard = event;
    code?.(event);
  });
  const on = await fresh(begin, given, kind === "events" ? listen : undefined);
  undoLast = () => undo?.(on);
  await show?.(on, until);
  if (kind === "events") {
    await then?.(on, until);
    await until(() => heard);
    return heard.detail;
  }
  if (typeof code === "string") {
    const before = looks(on.panel);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(code);
    document.adoptedStyleSheets = [sheet];
    await until(() => looks(on.panel) !== before);
    return undefined;
  }
  const before = seen?.before?.(on);
  const told = await code(on);
  const check = seen?.after ?? seen;
  if (check) await until(() => check(on, before));
  return told;
}

/** The text of a function's body, or of a rule. */
function text(kind, name, { code }) {
  const source = typeof code === "function" ? String(code) : (code ?? "");
  const body = /=> \{\n?([\s\S]*)\}$/.exec(source)?.[1] ?? source.replace(/^.*?=> /, "");
  const lines = body.split("\n").filter((line) => line.trim());
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  const plain = lines.map((line) => line.slice(indent)).join("\n");
  if (kind !== "events") return plain;
  return code ? `panel.addEventListener("${name}", (event) => {\n  ${plain}\n});` : `panel.addEventListener("${name}", (event) => console.log(event.detail));`;
}

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function entry(kind, { name, description, type, default: standard }) {
  const example = examples[kind]?.[name];
  const result = make("output");
  const article = make("article", { id: `${kind}-${name}` },
    make("h3", {}, name),
    make("p", {}, [type?.text, standard && `default: ${standard}`, description].filter(Boolean).join(" – ")));
  article.dataset.example = name;
  if (!example) {
    article.dataset.outcome = "missing";
    article.append("There is no example.");
    return article;
  }
  const press = async () => {
    article.dataset.outcome = "running";
    try {
      const told = await run(kind, name, example);
      result.textContent = told === undefined ? "Done." : JSON.stringify(told);
      article.dataset.outcome = "well";
    } catch (error) {
      result.textContent = String(error);
      article.dataset.outcome = "failed";
    }
  };
  article.append(make("pre", {}, text(kind, name, example)), make("button", { type: "button", onclick: press }, "Run"), result);
  return article;
}

const manifest = await (await fetch("/faxbox-admin/custom-elements.json")).json();
const element = manifest.modules[0].declarations[0];
// Where an attribute has an example, its property has the same.
const attributes = new Set(element.attributes.map(({ fieldName }) => fieldName));
const kinds = {
  attributes: element.attributes,
  members: element.members.filter(({ name }) => !attributes.has(name)),
  events: element.events,
  tokens: element.cssProperties,
  parts: element.cssParts,
};
for (const [kind, list] of Object.entries(kinds)) {
  const section = make("section", { id: kind }, make("h2", {}, kind), ...list.map((one) => entry(kind, one)));
  for (const name of Object.keys(examples[kind])) {
    if (list.some((one) => one.name === name)) continue;
    const article = make("article", {}, `${name} is in no manifest.`);
    Object.assign(article.dataset, { example: name, outcome: "missing" });
    section.append(article);
  }
  document.querySelector("#catalogue").append(section);
}
document.documentElement.dataset.ready = "";
