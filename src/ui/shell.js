/**
 * What stands in the place of the panel while the WASM is on its way: the list without its rows. The panel draws the same markup;
 * `src/ui/left.rs` goes on with what was typed and pressed here.
 */
import { block, make, panel } from "./make.js";

/** The list's columns, as `class` in `src/ui/list/row.rs` calls them, and how many rows stand for those that are on their way. */
const COLUMNS = "name caller-id fax-identity address inbound outbound callback fax-option retries time-zone problems".split(" ");
const SKELETON_ROWS = 20;

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
