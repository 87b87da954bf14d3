import { type Page } from "@playwright/test";
import { ACCOUNT, expect, framesPass, SANDBOXES, test } from "./fixtures";
import { elementScript, openHost } from "./host";

/** A page of somebody else's with the element in it, on the panel's origin and under its policy. */
async function host(page: Page, attributes: string): Promise<void> {
  const index = await page.request.get("/");
  const script = elementScript(await index.text());
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The portal</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="portal.css"><script type="module" src="${script}"></script></head>
    <body><h1>The portal</h1><input name="portal"><faxbox-admin ${attributes}></faxbox-admin></body></html>`;
  const policy = index.headers()["content-security-policy"];
  await page.route("**/portal.html", (route) =>
    route.fulfill({ body: html, contentType: "text/html", headers: { "content-security-policy": policy } }),
  );
  await page.route("**/portal.css", (route) =>
    route.fulfill({ body: "* { color: red !important } input, button { display: none !important } input[name=portal] { display: block !important }", contentType: "text/css" }),
  );
  // What a test answers in the place of a server is nobody's, and must ask before it may speak to this machine.
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto("/portal.html");
}

/** What of the host's page a panel could have changed. */
function traces(page: Page): Promise<unknown> {
  return page.evaluate(() => [
    location.href, history.length, document.title, document.cookie, { ...localStorage }, { ...sessionStorage },
    document.documentElement.getAttributeNames(), document.body.getAttributeNames(), document.body.children.length,
    document.head.children.length,
  ]);
}

const SERVER = `server="${SANDBOXES.usual.url}" account-id="${ACCOUNT.id}"`;

test("an element without attributes leaves the address, the history, the storage and the title of its host alone", async ({ page, panel, sandbox }) => {
  await host(page, SERVER);
  await expect(panel.control("server")).toHaveValue(sandbox.url);
  await expect(panel.control("account_id")).toHaveValue(ACCOUNT.id);
  await expect(panel.control("remember")).toHaveCount(0);
  const before = await traces(page);

  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await expect(page.locator(".bar__count")).toHaveText("20");
  await expect(panel.rows.first()).toBeVisible();
  const id = await sandbox.id("Only a name");
  await panel.row(id).getByRole("button").click();
  await panel.control("name").fill("Changed inside a portal");
  await panel.saveWell();
  await page.getByRole("button", { name: "Faxboxes" }).click();
  await expect(panel.row(id)).toContainText("Changed inside a portal");
  await page.getByRole("button", { name: "New faxbox" }).click();
  await panel.control("name").fill("Unsaved");
  await page.getByRole("button", { name: "Faxboxes", exact: true }).click();
  await expect(panel.dialog).toContainText("Leave without saving?");
  await panel.dialog.getByRole("button", { name: "Discard the changes" }).click();
  await expect(page.locator(".bar__count")).toHaveText("20");
  await expect(panel.rows.first()).toBeVisible();
  expect(await traces(page)).toEqual(before);
});

test("the keys of the host's page stay the host's", async ({ page, panel }) => {
  await host(page, SERVER);
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await expect(page.locator(".bar__count")).toHaveText("20");
  await expect(panel.rows.first()).toBeVisible();
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { kept });
    window.addEventListener("keydown", (event) => kept.push(`${event.key} ${event.defaultPrevented}`));
  });
  await page.locator("h1", { hasText: "The portal" }).click();
  for (const key of ["/", "n"]) await page.keyboard.press(key);
  await expect(panel.search).not.toBeFocused();
  await expect(page.locator(".bar__count")).toHaveText("20");
  await expect(panel.rows.first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { kept: string[] }).kept)).toEqual(["/ false", "n false"]);
});

test("the styles of the host's page do not reach into the panel, nor the panel's out of it", async ({ page, panel }) => {
  await host(page, SERVER);
  await panel.connecting();
  const color = await panel.control("server").evaluate((control) => getComputedStyle(control).color);
  expect(color).not.toBe("rgb(255, 0, 0)");
  const portal = await page.locator("input[name=portal]").evaluate((control) => getComputedStyle(control).borderRadius);
  expect(portal).toBe("0px");
});

test("a host that lets it may have its address and its storage used", async ({ page, panel, sandbox }) => {
  await host(page, `${SERVER} routing="hash" storage="tab"`);
  await page.getByLabel("Keep me signed in in this tab").check();
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  const id = await sandbox.id("Only a name");
  await panel.row(id).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`portal.html#/faxboxes/${id}$`));
  await page.reload();
  await expect(panel.control("name")).toHaveValue("Only a name");
});

test("an element that is taken out while it waits for a server leaves no trace", async ({ page, panel, sandbox }) => {
  await host(page, SERVER);
  await panel.control("auth_token").fill(ACCOUNT.token);
  await sandbox.faults({ kind: "latency", latency_ms: 300, method: "GET" });
  const begun = page.waitForRequest(/faxboxes/);
  const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("/faxboxes"));
  await panel.button("Connect").click();
  await begun;
  await page.evaluate(() => document.querySelector("faxbox-admin")?.remove());
  await ended;
  await expect(page.locator("input[name=portal]")).toBeVisible();
});

for (const begin of ["list", "new", "faxbox"]) {
  test(`what a panel begins with takes the focus from nobody and scrolls nothing, and what the host opens then has it: ${begin}`, async ({ page, panel, sandbox }) => {
    const [first] = await sandbox.list();
    const of = begin === "faxbox" ? `faxbox-id="${String(first?.id)}"` : "";
    await openHost(page, `<input name="portal">${"<p>above</p>".repeat(200)}<faxbox-admin ${SERVER} view="${begin}" ${of}></faxbox-admin>`);
    const portal = page.locator("[name=portal]");
    await portal.focus();
    const element = page.locator("faxbox-admin");
    await element.evaluate((element, token) => Object.assign(element, { token }), ACCOUNT.token);
    await expect(begin === "list" ? panel.rows.first() : panel.control("name")).toBeVisible();
    await panel.drawn();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(page.locator(".notice").first()).toBeAttached();
    await framesPass(page);
    await expect(portal).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(0);

    await element.evaluate((element) => (element as HTMLElement & { close(): void }).close());
    await element.evaluate((element) => (element as HTMLElement & { create(): void }).create());
    await expect(panel.control("name")).toBeFocused();
  });
}
