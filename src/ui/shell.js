/**
 * What stands in the place of the panel while the WASM is on its way: the list without its rows, or the form of connecting. The panel
 * draws the same markup; `src/ui/left.rs` goes on with what was typed and pressed here.
 */

/** The list's columns, as `class` in `src/ui/list/row.rs` calls them, and how many rows stand for those that are on their way. */
const COLUMNS = "name caller-id fax-identity address inbound outbound callback fax-option retries time-zone problems".split(" ");
const SKELETON_ROWS = 20;

const SVG = "http://www.w3.org/2000/svg";

/** What browsers of 2022 know as attributes alone. */
const ARIA = /^(?:role$|aria)/;

/**
 * A DOM element with its properties and children; `role` and `aria…` become attributes. Text only ever becomes text.
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {...(Node | string)} children
 */
export function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (ARIA.test(key)) element.setAttribute(key.replace("aria", "aria-").toLowerCase(), value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** A block that a host may give other looks. */
const block = (name, className, properties, ...children) => make(name, { className, part: className, ...properties }, ...children);

/** The whole panel. */
const panel = (properties, ...children) => make("div", { className: "faxbox", part: "panel", ...properties }, ...children);

/**
 * The list while it is on its way, as `src/ui/first.rs` draws it, which takes over the search and, until there are rows, the table. Those who listen hear
 * one sentence, and the search.
 * @param {(name: string) => string} word - one of `WORDS` in `element.js`
 * @param {{ account: string, search: string, hasKeys: boolean, isByHost: boolean }} view - whose list, what is searched, whether keys do something, and
 * whether the host signs the person in
 */
export function list(word, { account, search, hasKeys, isByHost }) {
  const icon = () => make("span", { className: "i" });
  const key = (name) => make("kbd", { className: "wide-only", ariaHidden: "true", hidden: !hasKeys }, name);
  const button = (kind, ...children) => make("span", { className: `button button--${kind}`, ariaDisabled: "true" }, icon(), ...children);
  const action = (name) => button("quiet", make("span", { className: "wide-only" }, word(name)));
  const cells = (name) => [make("td", { className: "check" }), ...COLUMNS.map((column) => make(name, { className: `col-${column}` }))];
  const row = () => {
    const row = make("tr", {}, ...cells("td"));
    for (const cell of row.children) if (cell.className !== "check") cell.append(make("span", { className: "cell__main" }, "\u00a0"));
    row.children[1].append(make("span", { className: "cell__sub" }));
    return row;
  };
  const box = make("input", {
    className: "input", type: "search", name: "search", ariaLabel: word("search"), placeholder: word("searchHint"), autocomplete: "off",
    spellcheck: false, value: search,
  });
  return panel({ ariaBusy: "true" },
    block("header", "bar", {},
      make("h1", { className: "bar__title" }, word("title"), " ", make("span", { className: "bar__count num" })),
      make("span", { className: "account", ariaHidden: "true" },
        make("span", { className: "account__dot" }), make("bdi", {}, account), isByHost ? "" : make("span", { className: "account__sign-out" })),
      make("div", { className: "bar__end", ariaHidden: "true" },
        ...["refresh", "change", "import", "export"].map(action), button("primary", word("new"), key("n")))),
    make("main", { className: "list" },
      block("div", "attention", {}),
      block("div", "toolbar", { role: "search" }, make("div", { className: "search" }, icon(), box, key("/"))),
      block("div", "sheet", {},
        make("p", { className: "visually-hidden", role: "status" }, word("loading")),
        make("table", { className: "table ghost", ariaHidden: "true" },
          make("thead", {}, make("tr", {}, ...cells("th"))),
          make("tbody", {}, ...Array.from({ length: SKELETON_ROWS }, row))))));
}

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
 * The form of connecting, as `src/ui/connect.rs` draws it. A button that was pressed waits for the panel, disabled meanwhile.
 * @param {(name: string) => string} word - one of `WORDS` in `element.js`
 * @param {boolean} mayKeep - whether the tab may remember the connection
 * @param {(form: HTMLFormElement) => boolean} submit - is told that somebody connects, once; whether the server is asked at once
 */
export function connect(word, mayKeep, submit) {
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
    if (submit(form)) button.after(make("p", { className: "checks muted", role: "status" }, word("trying")));
  };
  const form = block("form", "connect__form", { part: "connect", noValidate: true, onsubmit },
    make("div", { className: "segmented connect__ways", role: "radiogroup", ariaLabel: word("ways") },
      way("authToken", true), way("password", false), way("apiKey", false)),
    text("server", "server", "input", "text", "url"),
    text("account_id", "accountId", "input mono", "text", "text"),
    text("auth_token", "authToken", "input", "password", "text"),
    mayKeep ? make("label", { className: "connect__keep" }, make("input", { type: "checkbox", name: "remember" }), word("keep")) : "",
    button);
  const about = make("button", { className: "link about", type: "button", name: "about", onclick: () => wait(about) }, word("about"));
  return panel({},
    make("main", { className: "connect" },
      make("div", { className: "connect__card" },
        make("div", { className: "connect__brand" },
          brand(), make("div", {}, make("h1", {}, word("product")), make("span", { className: "muted" }, word("lead")))),
        form,
        make("p", { className: "connect__promise muted" }, word("promise")),
        about)));
}
