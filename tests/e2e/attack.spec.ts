/** What else somebody who writes a faxbox, answers as the server, or owns the page around the panel may try. */
import { ACCOUNT, BLANK, expect, FAILED_REQUEST, ID, SANDBOXES, test } from "./fixtures";
import { openHost } from "./host";

const OTHER_ID = "d".repeat(32);
/** Turns the rest of the line around; draws nothing; ends a text in C. */
const LETTERS = "gnp.\u202Eexe\u2066\u200B\u0000\uFEFF\u061C";

test("a faxbox hostile by its size, its keys and its letters is shown, edited and saved like any other, and its neighbours stay as they are", async ({ page, panel, sandbox }) => {
  test.setTimeout(60_000);
  const recipients = Array.from({ length: 300 }, (_, number) => `r${number}@acme.example`);
  const deep = `${"[".repeat(60)}${"]".repeat(60)}`;
  const sound = `"media":{},"caller_name":"c","fax_header":"h","retries":1,"attempts":0,"smtp_permission_list":[]`;
  const text = (name: string) =>
    `{"name":${JSON.stringify(name)},${sound},"own":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"constructor":1,"toString":1,"then":1,"deep":${deep},"notifications":{"inbound":{"email":{"send_to":${JSON.stringify(recipients)}}}}}`;
  await sandbox.put(ID, text(LETTERS), BLANK);
  await sandbox.put(OTHER_ID, { name: "Neighbour" }, BLANK);
  const huge = "c".repeat(32);
  await sandbox.put(huge, `{"name":${JSON.stringify("x".repeat(1_000_000))},${sound}}`, BLANK);

  await panel.openList(BLANK);
  await expect(panel.told).toHaveText("3 faxboxes", { timeout: 20_000 });
  // Each name is apart from what stands beside it, whatever its letters would have turned around.
  await expect(panel.row(ID)).toContainText("gnp.");
  const isolated = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).unicodeBidi);
  expect(await isolated(`[data-faxbox-id="${ID}"] bdi`)).toMatch(/isolate/);
  await expect(panel.row(OTHER_ID)).toContainText("Neighbour");
  expect((await panel.row(huge).boundingBox())?.height).toBeLessThan(200);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && !("polluted" in {}))).toBe(true);

  const before = await sandbox.text(ID, BLANK);
  await panel.row(ID).getByRole("link").click();
  await expect(panel.control("caller_name")).toHaveValue("c", { timeout: 20_000 });
  expect(await isolated("h1 bdi")).toMatch(/isolate/);
  await panel.control("caller_name").fill("Mine");
  await panel.saveWell();
  // Nothing but what was typed is another, prototype keys and all.
  const after = await sandbox.text(ID, BLANK);
  expect(after.length).toBeGreaterThan(5_000);
  expect(after.replace('"caller_name":"Mine"', '"caller_name":"c"')).toBe(before);
});

test("a server that names keys and addresses as it likes gets no request anywhere else, and no list without an end", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const ids = ["../../../evil", "a/b?c#d", "//evil.example/", "https://evil.example/", "\\\\evil", "__proto__", "%2e%2e", "\u202Eevil"];
  const rows = ids.map((id) => ({ id, name: id, self: "https://evil.example/self", next: "https://evil.example/next" }));
  // The same key again and again: what it leads to is known already.
  const body = JSON.stringify({ data: rows, status: "success", next_start_key: "https://evil.example/?", page_size: rows.length, links: { next: "https://evil.example/" } });
  await sandbox.faults({ status: 200, body, method: "GET", path: "/faxboxes?", times: 0, headers: { link: "<https://evil.example/>; rel=preload", location: "https://evil.example/", refresh: "0; url=https://evil.example/" } });
  await panel.open();
  await expect(panel.rows).toHaveCount(ids.length);
  await expect(panel.told).not.toHaveText("");
  const lists = asked.filter((url) => url.includes("/faxboxes?")).length;
  expect(lists).toBeLessThan(10);
  for (const id of ids) {
    const sent = page.waitForRequest((request) => /\/faxboxes\/./.test(request.url()));
    await panel.rows.filter({ has: page.getByText(id, { exact: true }) }).first().getByRole("link").click();
    const path = new URL((await sent).url()).pathname;
    expect(path).toMatch(new RegExp(`^/v2/accounts/${ACCOUNT.id}/faxboxes/[^/]+$`));
    expect(decodeURIComponent(path.split("/").at(-1) ?? "")).toBe(id);
    await page.evaluate(() => (location.hash = "#/faxboxes"));
    await expect(panel.rows.first()).toBeVisible();
  }
  const own = [new URL(page.url()).origin, new URL(sandbox.url).origin];
  expect(asked.filter((url) => !own.includes(new URL(url).origin))).toEqual([]);
});

test("a page that has bent what objects inherit gets neither a crash nor a token out of attributes and events", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const name of ["token", "auth_token", "config", "early"]) {
      Object.defineProperty(Object.prototype, name, { configurable: true, get: () => undefined, set(value) { Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true }); } });
    }
    Array.prototype.toJSON = undefined as never;
    addEventListener("message", (event) => told.push(JSON.stringify(event.data)));
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) {
      told.push(`${event.type} ${JSON.stringify((event as CustomEvent).detail ?? null)}`);
      return dispatch.call(this, event);
    };
  });
  await openHost(page, `<faxbox-admin server="${SANDBOXES.usual.url}" account-id="${ACCOUNT.id}"></faxbox-admin>`);
  await page.evaluate((token) => Object.assign(document.querySelector("faxbox-admin") as Element, { token }), ACCOUNT.token);
  await expect(panel.rows).toHaveCount(20);
  await panel.rows.first().getByRole("button").first().click();
  await expect(panel.control("name")).toBeVisible();
  const [told, html, globals] = await page.evaluate(() => [
    (window as unknown as { told: string[] }).told.join("\n"),
    document.documentElement.outerHTML + document.querySelector("faxbox-admin")?.shadowRoot?.innerHTML,
    Object.keys(window).join(" ") + JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie,
  ]);
  for (const text of [told, html, globals]) expect(text).not.toContain(ACCOUNT.token);
  expect(told).toContain("faxbox-ready");
});
