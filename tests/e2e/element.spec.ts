/** What a host page says to the element, and hears from it. */
import { ACCOUNT, expect, OTHER, SANDBOXES, SIGN_IN, test } from "./fixtures";
import { openTask } from "./bulk";
import { giveTokens, listen, openHost } from "./host";

const SERVER = `server="${SANDBOXES.usual.url}" account-id="${ACCOUNT.id}"`;

test("a change of an attribute takes effect at once, and each is a property", async ({ page, panel, sandbox }) => {
  await openHost(page, `<faxbox-admin ${SERVER}></faxbox-admin>`);
  const element = page.locator("faxbox-admin");
  await expect(panel.control("account_id")).toHaveValue(ACCOUNT.id);
  await panel.control("auth_token").fill("typed");
  await expect(panel.control("remember")).toHaveCount(0);

  await element.evaluate((element: any, id) => {
    element.accountId = id;
    element.storage = "tab";
  }, OTHER.id);
  await expect(panel.control("account_id")).toHaveValue(OTHER.id);
  await expect(panel.control("remember")).toHaveCount(1);
  await expect(panel.control("auth_token")).toHaveValue("typed");
  const read = await element.evaluate((element: any) => {
    element.can = ["create", "export"];
    element.readOnly = true;
    const read = [element.getAttribute("account-id"), element.getAttribute("can"), element.getAttribute("readonly"), element.readOnly, element.view];
    element.can = null;
    element.readOnly = false;
    return [...read, element.hasAttribute("can"), element.hasAttribute("readonly")];
  });
  expect(read).toEqual([OTHER.id, "create export", "", true, null, false, false]);

  await element.evaluate((element: any, id) => (element.accountId = id), ACCOUNT.id);
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await expect(panel.rows.first()).toBeVisible();
  await page.getByRole("button", { name: "New faxbox" }).waitFor();
  await element.evaluate((element: any) => (element.routing = "hash"));
  await expect(page.getByRole("link", { name: "New faxbox" })).toBeVisible();
  await expect(page).toHaveURL(/portal\.html#\/faxboxes/);
  await element.evaluate((element: any) => (element.routing = "none"));
  await expect(page.getByRole("button", { name: "New faxbox" })).toBeVisible();

  const id = await sandbox.id("Only a name");
  await element.evaluate((element: any, id) => Object.assign(element, { view: "faxbox", faxboxId: id }), id);
  await expect(panel.control("name")).toHaveValue("Only a name");
});

test("a change that would lose what is typed asks, and without an answer nothing comes of it", async ({ page, panel }) => {
  await openHost(page, `<faxbox-admin ${SERVER} view="new"></faxbox-admin>`);
  const element = page.locator("faxbox-admin");
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await panel.control("name").fill("Typed");
  for (const change of [{ view: "list" }, { accountId: OTHER.id }]) {
    await element.evaluate((element: any, change) => Object.assign(element, change), change);
    await expect(panel.dialog).toContainText("Leave without saving?");
    await page.keyboard.press("Escape");
    await expect(panel.dialog).toHaveCount(0);
    await expect(panel.control("name")).toHaveValue("Typed");
  }
  // What loses nothing does not ask.
  await element.evaluate((element: any) => (element.theme = "dark"));
  await expect(panel.control("name")).toHaveValue("Typed");

  await element.evaluate((element: any, id) => (element.accountId = id), OTHER.id);
  await panel.dialog.getByRole("button", { name: "Discard the changes" }).click();
  await expect(panel.control("account_id")).toHaveValue(OTHER.id);
  await expect(panel.control("auth_token")).toHaveValue("");
});

test("what the tab remembers yields to the server and the account that the host names", async ({ page, panel, sandbox }) => {
  await openHost(page, `<faxbox-admin ${SERVER.replace('" ', '/" ')} storage="tab"></faxbox-admin>`);
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.control("remember").check();
  await panel.button("Connect").click();
  await expect(panel.rows.first()).toBeVisible();
  const element = page.locator("faxbox-admin");
  // The same account, however it is written, is no other one.
  await element.evaluate((element: any) => (element.server = element.server.replace(/.$/, "")));
  await expect(panel.rows.first()).toBeVisible();
  await page.reload();
  await expect(panel.rows.first()).toBeVisible();
  // The last that is asked for.
  await expect(page.locator(".account bdi")).toHaveText("Acme Logistics");

  await sandbox.forget();
  await element.evaluate((element: any, id) => (element.accountId = id), OTHER.id);
  await expect(panel.control("account_id")).toHaveValue(OTHER.id);
  await expect(panel.control("auth_token")).toHaveValue("");
  expect(await sandbox.requests()).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(ACCOUNT.token);
});

/** A new token, as a portal's own server would get it. */
async function signIn(): Promise<string> {
  const body = JSON.stringify({ data: { api_key: SIGN_IN.apiKey } });
  const response = await fetch(`${SANDBOXES.usual.url}/api_auth`, { method: "PUT", body, headers: { "content-type": "application/json" } });
  return ((await response.json()) as { auth_token: string }).auth_token;
}

test("the host's token opens the list at once, is in no attribute, no storage and no event", async ({ page, panel, sandbox }) => {
  const told = await listen(page);
  const asked = await giveTokens(page, () => ACCOUNT.token);
  await openHost(page, `<faxbox-admin ${SERVER}></faxbox-admin>`);
  await expect(panel.rows.first()).toBeVisible();
  await expect(panel.told).toHaveText("20 faxboxes");
  await expect(page.getByRole("button", { name: "Sign out" })).toBeHidden();
  expect(asked()).toBe(1);
  expect(await told()).toEqual(["ready {}", 'view {"view":"list","faxboxId":null}']);
  expect((await sandbox.requests()).filter(({ query }) => query.includes("page_size=50")).length).toBe(1);
  const left = await page.evaluate(() => [
    document.documentElement.outerHTML, document.querySelector("faxbox-admin")?.shadowRoot?.innerHTML,
    { ...localStorage }, { ...sessionStorage }, location.href,
  ]);
  expect(JSON.stringify(left)).not.toContain(ACCOUNT.token);
  expect(await page.locator("faxbox-admin").evaluate((element: any) => element.token)).toBeUndefined();
});

test("a token that expired is asked for again, once for all that wait, and then they go on", async ({ page, panel, sandbox, complaints }) => {
  const told = await listen(page);
  const id = await sandbox.id("Only a name");
  const first = await signIn();
  await sandbox.expireTokens();
  let tokens = [first];
  const asked = await giveTokens(page, async () => tokens.shift() ?? signIn());
  await openHost(page, `<faxbox-admin ${SERVER} faxbox-id="${id}"></faxbox-admin>`);
  await expect(panel.control("name")).toHaveValue("Only a name");
  expect(asked()).toBe(2);
  // The last that is asked for by itself: on its way still, it would bring the next token before anybody waits for one.
  await expect.poll(async () => (await sandbox.requests()).filter(({ path }) => path.endsWith(`/accounts/${ACCOUNT.id}`)).length).toBeGreaterThan(0);
  await sandbox.expireTokens();
  await panel.control("name").fill("Saved with the next token");
  await sandbox.forget();
  const lists = async () => (await sandbox.requests()).filter(({ path }) => path.endsWith("/faxboxes")).length;
  await page.locator("faxbox-admin").evaluate((element: any) => element.refresh());
  // What reads the list may still be on its way, and the save would have the new token by then.
  await expect.poll(lists).toBeGreaterThan(0);
  await panel.saveWell();
  await expect.poll(lists).toBe(2);
  expect(asked()).toBe(3);
  const events = (await told()).filter((event) => !event.startsWith("view"));
  expect(events.map((event) => event.split(" ")[0])).toEqual(["ready", "dirty", "before-save", "changed", "dirty"]);
  expect(events[3]).toContain('"name":"Saved with the next token"');
  complaints.expected(/401/);
});

test("where the form is the host's, a token that fails is told in words and as an event", async ({ page, panel, complaints }) => {
  const told = await listen(page);
  await openHost(page, `<faxbox-admin ${SERVER} connect="none"></faxbox-admin>`);
  await expect(page.getByText("Nobody is signed in here")).toBeVisible();
  await expect(panel.control("server")).toHaveCount(0);
  expect(await told()).toEqual(["ready {}", 'view {"view":"connect","faxboxId":null}', 'signed-out {"reason":"token"}']);
  const element = page.locator("faxbox-admin");
  await element.evaluate((element: any) => (element.token = "no-such-token"));
  await expect(page.getByRole("list", { name: "Checks" })).toContainText("The token is refused");
  await element.evaluate((element: any, token) => (element.token = token), ACCOUNT.token);
  await expect(panel.rows.first()).toBeVisible();
  await element.evaluate((element: any) => (element.token = null));
  await expect(page.getByText("Nobody is signed in here")).toBeVisible();
  expect(await told()).toContain('signed-out {"reason":"host"}');
  complaints.expected(/401/);
});

test("a host opens, begins, reads again and closes, and can hold a save and a removal back", async ({ page, panel, sandbox }) => {
  const told = await listen(page);
  const id = await sandbox.id("Only a name");
  await giveTokens(page, () => ACCOUNT.token);
  await openHost(page, `<faxbox-admin ${SERVER}></faxbox-admin>`);
  const element = page.locator("faxbox-admin");
  const call = (name: string, argument?: unknown) =>
    element.evaluate((element: any, [name, argument]) => element[name as string](argument), [name, argument]);
  await call("create", { name: "From the host", retries: 2, flags: ["kept"] });
  await expect(panel.control("name")).toHaveValue("From the host");
  expect(await call("hasUnsavedChanges")).toBe(true);
  await page.evaluate(() => document.addEventListener("faxbox-before-save", (event) => event.preventDefault(), { once: true }));
  await panel.save();
  await expect(panel.notice).toContainText("held that back");
  expect(await sandbox.sent("PUT")).toHaveLength(0);
  await panel.saveWell();
  expect((await sandbox.sent("PUT")).map(({ body }) => JSON.parse(body).data)).toEqual([
    { name: "From the host", retries: 2, flags: ["kept"] },
  ]);
  expect(await call("hasUnsavedChanges")).toBe(false);

  await call("open", id);
  await expect(panel.control("name")).toHaveValue("Only a name");
  await page.evaluate(() => document.addEventListener("faxbox-before-remove", (event) => event.preventDefault(), { once: true }));
  await page.locator("button[name=remove]").click();
  await page.locator("[name=confirm_remove]").click();
  await expect(panel.notice).toContainText("held that back");
  await page.locator("button[name=remove]").click();
  await page.locator("[name=confirm_remove]").click();
  await expect.poll(told).toContain(`removed {"id":"${id}","faxbox":null}`);

  await call("create");
  await panel.control("name").fill("Typed");
  await call("close");
  await expect(panel.dialog).toContainText("Leave without saving?");
  await panel.dialog.getByRole("button", { name: "Discard the changes" }).click();
  await expect(panel.rows.first()).toBeVisible();
  await sandbox.forget();
  await call("refresh");
  await expect.poll(async () => (await sandbox.sent("GET")).length).toBeGreaterThan(0);
});

test("a run tells each of its writes, and can be held back as a whole", async ({ page, panel, sandbox }) => {
  const told = await listen(page);
  await giveTokens(page, () => ACCOUNT.token);
  await openHost(page, `<faxbox-admin ${SERVER}></faxbox-admin>`);
  await expect(panel.told).toHaveText("20 faxboxes");
  await panel.search.fill("Only a name");
  await expect(panel.rows).toHaveCount(1);
  await openTask(panel, "remove");
  await panel.dialog.locator("[name=number]").fill("1");
  await page.evaluate(() => document.addEventListener("faxbox-before-remove", (event) => event.preventDefault(), { once: true }));
  await panel.dialog.locator("[name=number]").press("Enter");
  await expect(panel.notice).toContainText("held that back");
  expect(await sandbox.sent("DELETE")).toHaveLength(0);
  await panel.dialog.locator("[name=number]").press("Enter");
  await expect.poll(async () => (await told()).filter((event) => event.startsWith("removed")).length).toBe(1);
});

test("the script asks for nothing before an element is there, and leaves nothing global but the element's name", async ({ page, panel }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => Object.assign(window, { before: Object.getOwnPropertyNames(window).length + 1 }));
  await openHost(page, "<main></main>");
  await page.evaluate(() => customElements.whenDefined("faxbox-admin"));
  expect(asked.filter((path) => !/portal\.html$|\.js$/.test(path))).toEqual([]);

  await page.evaluate((html) => (document.querySelector("main")!.innerHTML = html), `<faxbox-admin ${SERVER} view="new"></faxbox-admin>`.repeat(2));
  await page.locator("faxbox-admin").first().evaluate((element: any, token) => (element.token = token), ACCOUNT.token);
  await expect(panel.control("name")).toBeVisible();
  expect(asked.filter((path) => path.endsWith(".wasm")).length).toBe(new Set(asked.filter((path) => path.endsWith(".wasm"))).size);
  expect(await page.evaluate(() => Object.getOwnPropertyNames(window).length - (window as unknown as { before: number }).before)).toBe(0);
});

test("no change of any attribute loses what is typed, unless the person says so", async ({ page, panel }) => {
  await openHost(page, `<faxbox-admin ${SERVER} view="new"></faxbox-admin>`);
  const element = page.locator("faxbox-admin");
  await element.evaluate((element: any, token) => (element.token = token), ACCOUNT.token);
  await panel.control("name").fill("Typed");
  const changes: [attribute: string, value: string][] = [
    ["server", `${SANDBOXES.usual.url}/other`],
    ["account-id", OTHER.id],
    ["config", "config.json"],
    ["view", "list"],
    ["faxbox-id", "e".repeat(32)],
    ["locale", "de"],
    ["theme", "dark"],
    ["density", "compact"],
    ["fields", "name retries"],
    ["can", "create"],
    ["readonly", ""],
    ["routing", "hash"],
    ["storage", "tab"],
    ["shortcuts", "off"],
    ["connect", "none"],
  ];
  expect(changes.map(([attribute]) => attribute).sort()).toEqual(
    await page.evaluate(() => [...(customElements.get("faxbox-admin") as unknown as { observedAttributes: string[] }).observedAttributes].sort()),
  );
  const asks: string[] = [];
  for (const [attribute, value] of changes) {
    const before = await element.getAttribute(attribute);
    await element.evaluate((element, [name, value]) => element.setAttribute(name!, value!), [attribute, value]);
    // By the second frame a question is there.
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
    if (await panel.dialog.isVisible()) {
      asks.push(attribute);
      await page.keyboard.press("Escape");
    }
    await element.evaluate((element, [name, value]) => (value === null ? element.removeAttribute(name!) : element.setAttribute(name!, value!)), [attribute, before]);
    await expect.poll(async () => {
      if (await panel.dialog.isVisible()) await page.keyboard.press("Escape");
      return panel.control("name").inputValue();
    }, attribute).toBe("Typed");
  }
  expect(asks).toEqual(["server", "account-id", "view", "faxbox-id"]);
  await expect(panel.dialog).toHaveCount(0);
  expect(await element.evaluate((element: any) => element.hasUnsavedChanges())).toBe(true);
});
