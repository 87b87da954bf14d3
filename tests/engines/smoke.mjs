// The smoke path in other engines: connect, list, edit with a rule tried, save, and the same element in a page of somebody else's.
// `cargo xtask test engines` sets PANEL_URL, API_URL, and FIREFOX, or WEBKIT_DRIVER and WEBKIT_BROWSER, for what there is.

import { createServer } from "node:http";
import { setTimeout as rest } from "node:timers/promises";
import { firefox, webkit } from "./drivers.mjs";

const ACCOUNT = { id: "a1".repeat(16), token: "sandbox-token-acme" };
/** How long anything may take to show, in milliseconds. */
const SHOWN_MAX_MS = 20_000;

/** What a person waits for and does, by selectors in the panel. */
function panelOf(driver) {
  const find = (selector, text) =>
    driver.execute(
      `const root = document.querySelector("faxbox-admin")?.shadowRoot;
       return [...(root?.querySelectorAll(arguments[0]) ?? [])].find((element) => element.getClientRects().length && element.textContent.includes(arguments[1])) ?? null;`,
      selector,
      text ?? "",
    );
  const until = async (what, look) => {
    const end = Date.now() + SHOWN_MAX_MS;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`${driver.name}: ${what}\n${await driver.execute("return document.querySelector('faxbox-admin')?.shadowRoot?.textContent.slice(0, 600) ?? document.body.textContent")}`);
      await rest(50);
    }
  };
  const see = (selector, text) => until(`${selector} ${text ?? ""} does not show`, () => find(selector, text));
  return {
    see,
    until,
    click: async (selector, text) => driver.click(await see(selector, text)),
    // What is on its way can only be read.
    type: async (selector, text) => driver.type(await see(`${selector}:not(:read-only)`), text),
    count: (selector) => driver.execute("return document.querySelector('faxbox-admin')?.shadowRoot?.querySelectorAll(arguments[0]).length ?? 0", selector),
  };
}

async function connect(panel, fields) {
  // The form is there before the panel, which draws it anew.
  await panel.see(".notice");
  for (const [name, text] of fields) await panel.type(`[name=${name}]`, text);
  await panel.click("button", "Connect");
  await panel.see(".bar__count", "20");
  await panel.see("[data-faxbox-id] .row__open");
}

/** The document of a faxbox as the sandbox keeps it. */
async function stored(name) {
  const response = await fetch(`${process.env.API_URL}/accounts/${ACCOUNT.id}/faxboxes?paginate=false`, { headers: { "x-auth-token": ACCOUNT.token } });
  return (await response.json()).data.find((document) => document.name === name);
}

async function smoke(driver, portal) {
  const control = process.env.API_URL.replace(/\/v2$/, "/control");
  await fetch(`${control}/reset`, { method: "PUT", body: JSON.stringify({ faxboxes: 20 }) });
  const panel = panelOf(driver);

  await driver.navigate(process.env.PANEL_URL);
  await connect(panel, [["server", process.env.API_URL], ["account_id", ACCOUNT.id], ["auth_token", ACCOUNT.token]]);
  await panel.type("[name=search]", "only a name");
  await panel.until("the search does not find one", async () => (await panel.count("[data-faxbox-id]")) === 1);
  await panel.click(".row__open", "Only a name");
  await panel.type("[name=caller_id]", "+15551234567");
  await panel.click("[id=smtp_permission_list]");
  await panel.type("[name='smtp_permission_list.0']", "^john@acme[.]example$");
  // In a worker, under the policy.
  await panel.type("#try-address", "john@acme.example");
  await panel.see("[data-verdict=allowed]");
  await panel.type("[name=fax_timezone]", "Nowhere/Land");
  await panel.click("h1");
  await panel.see("[data-problem-of=fax_timezone]");
  const tooWide = await driver.execute("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
  if (tooWide) throw new Error(`${driver.name}: the editor scrolls sideways`);
  await panel.click("button[name=save]");
  await panel.see(".notice", "Saved.");
  const saved = await stored("Only a name");
  if (saved.caller_id !== "+15551234567" || saved.smtp_permission_list[0] !== "^john@acme[.]example$") throw new Error(`${driver.name} saved ${JSON.stringify(saved)}`);

  await driver.navigate(portal);
  await connect(panel, [["auth_token", ACCOUNT.token]]);
  await panel.click("[data-faxbox-id] .row__open", "Only a name");
  await panel.until("the change is not there", () => driver.execute("return document.querySelector('faxbox-admin').shadowRoot.querySelector('[name=caller_id]')?.value === '+15551234567'"));
  const traces = await driver.execute("return [location.hash, document.title, sessionStorage.length]");
  if (JSON.stringify(traces) !== '["","The portal",0]') throw new Error(`${driver.name}: traces in the portal ${JSON.stringify(traces)}`);
}

/** A page of somebody else's: its own HTML, and the panel's files beside it. */
async function portalServer() {
  const index = await (await fetch(process.env.PANEL_URL)).text();
  // Not the one that hurries ahead in our own page.
  const script = /<script type="module"[^>]* src="([^"]+\.js)"/.exec(index)?.[1] ?? "";
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The portal</title><script type="module" src="${script}"></script></head>
    <body><h1>The portal</h1><faxbox-admin server="${process.env.API_URL}" account-id="${ACCOUNT.id}"></faxbox-admin></body></html>`;
  const server = createServer(async (request, response) => {
    if (request.url === "/portal.html") return response.writeHead(200, { "content-type": "text/html" }).end(html);
    const file = await fetch(new URL(request.url.replace(/^\//, ""), process.env.PANEL_URL));
    response.writeHead(file.status, { "content-type": file.headers.get("content-type") ?? "" }).end(Buffer.from(await file.arrayBuffer()));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const engines = [
  [process.env.FIREFOX, () => firefox(process.env.FIREFOX)],
  [process.env.WEBKIT_DRIVER, () => webkit(process.env.WEBKIT_DRIVER, process.env.WEBKIT_BROWSER)],
];
const server = await portalServer();
let failed = false;
for (const [there, start] of engines) {
  if (!there) continue;
  const begin = Date.now();
  let driver;
  try {
    driver = await start();
    await smoke(driver, `http://127.0.0.1:${server.address().port}/portal.html`);
    console.log(`${driver.name}: passed (${Math.round((Date.now() - begin) / 1000)} s)`);
  } catch (error) {
    failed = true;
    console.error(`FAILED: ${error.stack}`);
  } finally {
    await driver?.close();
  }
}
server.closeAllConnections();
server.close();
process.exit(failed ? 1 : 0);
