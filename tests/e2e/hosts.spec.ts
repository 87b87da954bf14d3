/** The package in pages of somebody else's: each signs in by `getToken`, edits a faxbox, saves it and hears of it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { ACCOUNT, expect, OTHER, type Panel, test as base } from "./fixtures";
import { PACKAGE, PAGES, type Running, serveBuilt, serveCdn, serveDev, servePages, STRICT } from "./hosts";

const RULES = "e".repeat(32);

/** The servers of hosts, each started by the first test of a worker that asks for it. */
const test = base.extend<object, { start: (name: string, run: () => Promise<Running>) => Promise<string> }>({
  start: [
    async ({}, use) => {
      const running = new Map<string, Promise<Running>>();
      await use(async (name, run) => {
        if (!running.has(name)) running.set(name, run());
        return (await running.get(name)!).url;
      });
      for (const server of running.values()) await (await server).close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

/** What the portal's back end says. Gives how often it was asked for a token. */
async function backEnd(page: Page, server: string, account = ACCOUNT, path = "/portal"): Promise<() => number> {
  let tokens = 0;
  await page.route(`**${path}/session`, (route) => route.fulfill({ json: { server, accountId: account.id } }));
  await page.route(`**${path}/token`, (route) => {
    tokens += 1;
    return route.fulfill({ body: account.token });
  });
  return () => tokens;
}

/** Whether the page lets the panel start its worker. */
type Trial = "tried" | "untested";

/** Signs in, changes a faxbox, saves it, and hears of it. */
async function works(page: Page, panel: Panel, url: string, trial: Trial = "tried"): Promise<void> {
  const { sandbox } = panel;
  await sandbox.put(RULES, { name: "Rules", smtp_permission_list: ["@acme"] });
  const tokens = await backEnd(page, sandbox.url);
  await page.goto(url);
  await panel.search.fill("Rules");
  await panel.row(RULES).getByRole("button").click();
  await expect(panel.control("name")).toHaveValue("Rules");
  await page.getByLabel("Try an address").fill("john@acme.com");
  const verdict = page.locator("[data-verdict]").first();
  await expect(verdict).toHaveAttribute("data-verdict", trial === "tried" ? "allowed" : "untested");
  await panel.control("name").fill("Changed in a portal");
  await panel.saveWell();
  expect(await sandbox.document(RULES)).toMatchObject({ name: "Changed in a portal", smtp_permission_list: ["@acme"] });
  expect(tokens()).toBe(1);
  const told = await page.locator("#events li").allTextContents();
  expect(told.filter((line) => line.startsWith("faxbox-ready "))).toHaveLength(1);
  expect(told.find((line) => line.startsWith("faxbox-dirty "))).toContain("true");
  expect(told.find((line) => line.startsWith("faxbox-changed "))).toContain(RULES);
}

test("a plain page under a strict policy", async ({ page, panel, start }) => {
  await works(page, panel, `${await start("pages", () => servePages())}/plain.html`);
});

test("a page with much to say on looks", async ({ page, panel, start }) => {
  await works(page, panel, `${await start("pages", () => servePages())}/hostile.html`);
});

test("a page that has the package from a CDN, held to its content", async ({ page, panel, start }) => {
  const cdn = await start("cdn", serveCdn);
  const integrity = JSON.parse(readFileSync(`${PACKAGE}/integrity.json`, "utf8")) as Record<string, string>;
  const body = readFileSync(`${PAGES}/cdn.html`, "utf8").replace("{cdn}", cdn).replace("{integrity}", integrity["faxbox-admin.js"] ?? "");
  const policy = STRICT.replaceAll(/(script-src|style-src) 'self'/g, `$& ${cdn}`);
  await page.route("**/cdn.html", (route) =>
    route.fulfill({ body, contentType: "text/html", headers: { "content-security-policy": policy } }),
  );
  await page.context().grantPermissions(["local-network-access"]);
  // A script of another origin can start no worker.
  await works(page, panel, `${await start("pages", () => servePages())}/cdn.html`, "untested");
});

test("two elements with two accounts know nothing of each other", async ({ page, panel, sandbox, start }) => {
  const rules = { acme: "e".repeat(32), birch: "f".repeat(32) };
  for (const [name, account] of [["acme", ACCOUNT], ["birch", OTHER]] as const) {
    await sandbox.put(rules[name], { name: `Of ${name}` }, account);
    await backEnd(page, sandbox.url, account, `/portal/${name}`);
  }
  const wasm: string[] = [];
  page.on("request", (request) => request.url().includes("faxbox-admin") && request.url().endsWith(".wasm") && wasm.push(request.url()));
  await page.goto(`${await start("pages", () => servePages())}/two.html`);
  for (const [name, account] of [["acme", ACCOUNT], ["birch", OTHER]] as const) {
    const element = page.locator(`#${name}`);
    await element.locator(`[data-faxbox-id="${rules[name]}"]`).getByRole("button").click();
    await element.locator("[name=name]").fill(`Changed by ${name}`);
    await element.locator("button[name=save]").click();
    await expect(element.locator(".notice")).toContainText("Saved.");
    expect(await sandbox.document(rules[name], account)).toMatchObject({ name: `Changed by ${name}` });
  }
  await expect(page.locator("#events li")).toHaveText([`acme ${rules.acme}`, `birch ${rules.birch}`]);
  expect(new Set(wasm).size).toBe(wasm.length);
  const accounts = (await sandbox.requests()).map(({ path, headers }) => [path.split("/")[3], headers["x-auth-token"]]);
  const pairs = new Set(accounts.filter(([id]) => id === ACCOUNT.id || id === OTHER.id).map(String));
  expect([...pairs].sort()).toEqual([`${ACCOUNT.id},${ACCOUNT.token}`, `${OTHER.id},${OTHER.token}`]);
});

test("the panel in a frame of another origin, by the package's bridge", async ({ page, sandbox, start }) => {
  const around = await start("pages", () => servePages());
  const inside = await start("frame", () => servePages(`${STRICT}; frame-ancestors ${around}`));
  await sandbox.put(RULES, { name: "Rules" });
  const tokens = await backEnd(page, sandbox.url);
  await page.route("**/portal/session", (route) =>
    route.fulfill({ json: { server: sandbox.url, accountId: ACCOUNT.id, frame: `${inside}/framed.html` } }),
  );
  await page.route("**/frame/origins", (route) => route.fulfill({ json: [around] }));
  await page.goto(`${around}/frame.html`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("searchbox", { name: "Search" }).fill("Rules");
  await frame.locator(`[data-faxbox-id="${RULES}"]`).getByRole("button").click();
  await frame.locator("[name=name]").fill("Changed in a frame");
  await frame.locator("button[name=save]").click();
  await expect(page.locator("#events")).toContainText(`faxbox-changed {"id":"${RULES}"`);
  expect(await sandbox.document(RULES)).toMatchObject({ name: "Changed in a frame" });
  expect(tokens()).toBe(1);
});

for (const host of ["react", "vue"]) {
  test(`${host}, as Vite serves it while it is worked on`, async ({ page, panel, start }) => {
    await works(page, panel, await start(`${host} dev`, () => serveDev(host)));
  });

  test(`${host}, as Vite builds it, under a strict policy`, async ({ page, panel, start }, info) => {
    await works(page, panel, await start(`${host} built`, () => serveBuilt(host, info.outputPath("built"))));
  });
}

test("on a server without a DOM, importing the package does nothing and does not throw", () => {
  const parts = ["faxbox-admin", "faxbox-admin/react", "faxbox-admin/vue", "faxbox-admin/bridge"];
  const script = `const before = Object.keys(globalThis);
    const parts = await Promise.all(${JSON.stringify(parts)}.map((name) => import(name)));
    console.log([...parts.map((part) => Object.keys(part)), Object.keys(globalThis).length - before.length].join(" "));`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: `${PACKAGE}/..`, encoding: "utf8" });
  expect(printed.trim()).toBe("FaxboxAdmin FaxboxAdmin FaxboxAdmin embed,serve 0");
});
