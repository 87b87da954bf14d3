// What the panel is measured against, as near to the limit as plain hands come: the same list and an editor with the same controls. It
// reads a small page first and then large ones, as the panel does, keeps its rows in order, draws those that are in view, filters, sorts,
// opens with what the list knows, and tells what is wrong with a field. It saves nothing.
const { server, account_id, auth_token } = JSON.parse(sessionStorage.getItem("faxbox-admin.connection"));
const base = `${server}/accounts/${account_id}/faxboxes`;
const get = async (url) => (await fetch(url, { headers: { "X-Auth-Token": auth_token } })).json();
let answer = get(`${base}?page_size=50`);

const ROW_PIXELS = 41;
const ROWS_BEYOND = 6;
const find = (selector) => document.querySelector(selector);
const [main, form, search, count] = ["main", "form", "input[type=search]", "output"].map(find);
const [above, rows, below] = document.querySelectorAll("tbody");
const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);
const at = (document, path) => path.split(".").reduce((value, key) => value?.[key], document);
const recipients = (way) => (faxbox) => list(at(faxbox, `notifications.${way}.email.send_to`)).join(", ");
const COLUMNS = [
  ["Name", (faxbox) => faxbox.name],
  ["Caller ID", (faxbox) => faxbox.caller_id],
  ["Fax identity", (faxbox) => faxbox.fax_identity],
  ["E-mail to fax", (faxbox) => faxbox.smtp_email_address],
  ["Arriving faxes to", recipients("inbound")],
  ["Sent faxes to", recipients("outbound")],
  ["Callback", (faxbox) => at(faxbox, "notifications.inbound.callback.url")],
  ["T.38", (faxbox) => at(faxbox, "media.fax_option")],
  ["Retries", (faxbox) => faxbox.retries],
  ["Time zone", (faxbox) => faxbox.fax_timezone],
];
const collator = new Intl.Collator(undefined, { numeric: true });
/** In order, so that filtering need not sort; a page put at its end is soon sorted in. */
let all = [];
let shown = [];
let sort = { column: 0, sign: 1 };

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function take(page) {
  for (const faxbox of page) {
    const cells = COLUMNS.map(([, text]) => String(text(faxbox) ?? ""));
    const rules = list(faxbox.smtp_permission_list).join("\n");
    all.push({ faxbox, cells, searched: `${cells.join("\n")}\n${rules}`.toLowerCase() });
  }
  order();
}

function order() {
  const { column, sign } = sort;
  all.sort((a, b) => sign * collator.compare(a.cells[column], b.cells[column]));
  choose();
}

function choose() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  shown = words.length ? all.filter(({ searched }) => words.every((word) => searched.includes(word))) : all;
  count.value = `${shown.length} of ${all.length}`;
  draw();
}

function draw() {
  const first = Math.max(0, Math.floor(main.scrollTop / ROW_PIXELS) - ROWS_BEYOND);
  const last = Math.min(shown.length, Math.ceil((main.scrollTop + main.clientHeight) / ROW_PIXELS) + ROWS_BEYOND);
  const room = (rows) => {
    const cell = make("td", {});
    cell.style.blockSize = `${rows * ROW_PIXELS}px`;
    return make("tr", {}, cell);
  };
  above.replaceChildren(...(first ? [room(first)] : []));
  below.replaceChildren(...(last < shown.length ? [room(shown.length - last)] : []));
  rows.replaceChildren(...shown.slice(first, last).map(({ faxbox, cells }) => {
    const row = make("tr", {}, ...cells.map((text, column) => make("td", {}, column ? text : make("a", { href: `#${faxbox.id}` }, text))));
    row.dataset.faxboxId = faxbox.id;
    return row;
  }));
}

find("thead tr").append(...COLUMNS.map(([title], column) => make("th", {}, make("button", {
  onclick() {
    sort = { column, sign: sort.column === column ? -sort.sign : 1 };
    order();
  },
}, title))));
search.oninput = () => {
  main.scrollTop = 0;
  choose();
};
main.onscroll = draw;
onresize = draw;

const email = (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? "" : "Not an e-mail address");
const emails = (text) => text.split("\n").filter(Boolean).map(email).find(Boolean) ?? "";
const url = (text) => (!text || /^https?:\/\/\S+$/.test(text) ? "" : "Begin with https:// or http://");
const whole = (text) => (!text || /^\d+$/.test(text) ? "" : "Not a whole number");
const required = (text) => (text ? "" : "Required");
const nothing = () => "";
const zones = () => ["", ...Intl.supportedValuesOf("timeZone")];
const FIELDS = [
  ["name", "text", required], ["caller_id", "text", nothing], ["caller_name", "text", nothing], ["fax_header", "text", nothing],
  ["fax_identity", "text", nothing], ["fax_timezone", zones, nothing], ["retries", "text", whole],
  ["media.fax_option", () => ["", "false", "true"], nothing], ["custom_smtp_email_address", "text", nothing],
  ["smtp_permission_list", "lines", nothing],
  ...["inbound", "outbound"].flatMap((way) => [
    [`notifications.${way}.email.send_to`, "lines", emails], [`notifications.${way}.sms.send_to`, "lines", nothing],
    [`notifications.${way}.callback.url`, "text", url],
    [`notifications.${way}.callback.method`, () => ["", "post", "put"], nothing],
    [`notifications.${way}.callback.type`, () => ["", "json", "www-url-form-encoded"], nothing],
  ]),
];

/** Draws what the list knows, and puts right what is found otherwise. */
async function open(known) {
  form.replaceChildren(...FIELDS.flatMap(([name, kind, check]) => {
    const control = kind === "lines" ? make("textarea", { name, rows: 2 })
      : kind === "text" ? make("input", { name })
      : make("select", { name }, ...kind().map((choice) => make("option", {}, choice)));
    const problem = make("p", { className: "problem", role: "alert" });
    problem.dataset.problemOf = name;
    control.oninput = () => { problem.textContent = check(control.value); };
    return [make("label", {}, name, control), problem];
  }), make("a", { href: "#" }, "Back"));
  fill(known);
  const { data } = await get(`${base}/${encodeURIComponent(known.id)}`);
  if (location.hash === `#${data.id}`) fill(data, known);
}

function fill(faxbox, known) {
  const text = (document, name) => list(at(document, name)).join("\n");
  for (const [name] of FIELDS) {
    const control = form.elements[name];
    if (!known || control.value === text(known, name)) control.value = text(faxbox, name);
  }
}

onhashchange = () => {
  const row = all.find(({ faxbox }) => faxbox.id === location.hash.slice(1));
  main.hidden = Boolean(row);
  form.hidden = !row;
  if (row) open(row.faxbox);
  else draw();
};

for (;;) {
  const { data, next_start_key: next } = await answer;
  answer = next && get(`${base}?page_size=1000&start_key=${encodeURIComponent(next)}`);
  take(data);
  if (!answer) break;
}
