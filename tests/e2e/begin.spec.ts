/** What our own page does before the element's script is there: it asks for the list that the tab remembers, or draws the form of connecting. */
import type { Page } from "@playwright/test";
import { ACCOUNT, type Complaints, expect, FAILED_REQUEST, framesPass, type Sandbox, SANDBOXES, test } from "./fixtures";
import { hold } from "./files";
import { drawn, type } from "./connecting";
import { countShifts } from "./shifts";

/** The element's own script in the release build, and every file but the page. */
const ELEMENT = /\/faxbox-admin-[0-9a-f]{16}\.js$/;
const FILES = /\.(js|css|wasm)$/;

const firstPages = async (sandbox: Sandbox) =>
  (await sandbox.requests()).filter(({ query }) => query.includes("page_size=") && !query.includes("start_key")).length;

/** Whether the page has begun: what it found to do is done then. */
const hasBegun = (page: Page) => page.waitForFunction(() => document.querySelector("faxbox-admin") && "begun" in document.querySelector("faxbox-admin")!);

/** Writes other attributes into the page's element. */
async function rewrite(page: Page, attributes: string, instead: string | RegExp = 'storage="tab"'): Promise<void> {
  // As in `openHost`.
  await page.context().grantPermissions(["local-network-access"]);
  await page.route("**/", async (route) => {
    const page = await route.fetch();
    await route.fulfill({ response: page, body: (await page.text()).replace(instead, attributes) });
  });
}

/** Whether a stylesheet of a script's is in use, in the page or in the panel. */
const isMadeUp = (page: Page) =>
  page.evaluate(() => [document, document.querySelector("faxbox-admin")!.shadowRoot!].map(({ adoptedStyleSheets }) => adoptedStyleSheets.length));

test("the first page of the list is asked for before the element's script is there, and once", async ({ page, panel, sandbox }) => {
  const show = await hold(page, ELEMENT);
  await panel.open("#/faxboxes", ACCOUNT, "commit");
  await expect.poll(() => firstPages(sandbox)).toBe(1);
  await expect(panel.rows).toHaveCount(0);
  show();
  await expect(panel.rows.first()).toBeVisible();
  await expect(panel.told).toHaveText("20 faxboxes");
  expect(await firstPages(sandbox)).toBe(1);
});

/** Serves the page under a policy that does not name its script. */
async function refuseBegin(page: Page, complaints: Complaints): Promise<void> {
  complaints.expected(/Content Security Policy|content-security-policy|script-src/i);
  await page.context().grantPermissions(["local-network-access"]);
  await page.route("**/", async (route) => {
    const page = await route.fetch();
    const headers = page.headers();
    await route.fulfill({
      response: page,
      headers: { ...headers, "content-security-policy": (headers["content-security-policy"] ?? "").replace(/ 'sha256-[^']+'/, "") },
    });
  });
}

test("where the page's policy does not name its script, the element asks for the list a moment later", async ({ page, panel, sandbox, complaints }) => {
  await refuseBegin(page, complaints);
  const show = await hold(page, ELEMENT);
  await panel.open("#/faxboxes", ACCOUNT, "commit");
  await expect(page.locator("faxbox-admin > p")).toBeAttached();
  expect(await sandbox.requests()).toEqual([]);
  show();
  await expect(panel.told).toHaveText("20 faxboxes");
  expect(await firstPages(sandbox)).toBe(1);
});

test("where the page's policy does not name its script, the element draws the form a moment later", async ({ page, panel, complaints }) => {
  await refuseBegin(page, complaints);
  const show = await hold(page, ELEMENT);
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.locator("faxbox-admin > p")).toBeAttached();
  expect(await page.evaluate(() => document.querySelector("faxbox-admin")!.shadowRoot)).toBeNull();
  show();
  await panel.connecting();
  await expect(page.locator(".connect")).toHaveCSS("display", "grid");
});

for (const [what, attributes] of [
  ["another account is named", `storage="tab" account-id="${"b2".repeat(16)}"`],
  ["another server is named", `storage="tab" server="${SANDBOXES.usual.url}/other"`],
  ["the tab's storage is none of the panel's", ""],
]) {
  test(`nothing is asked for with what the tab remembers where ${what}`, async ({ page, panel, sandbox }) => {
    await rewrite(page, attributes);
    const show = await hold(page, ELEMENT);
    await panel.open("#/faxboxes", ACCOUNT, "commit");
    await hasBegun(page);
    await framesPass(page);
    show();
    await expect(panel.control("auth_token")).toBeVisible();
    expect(await sandbox.requests()).toEqual([]);
  });
}

test("the page's own token counts, whatever was asked for with the tab's", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await rewrite(page, `storage="tab" server="${SANDBOXES.usual.url}" account-id="${ACCOUNT.id}"`);
  await page.addInitScript((token) => {
    const observer = new MutationObserver(() => {
      const element = document.querySelector("faxbox-admin");
      if (!element) return;
      observer.disconnect();
      Object.assign(element, { token });
    });
    observer.observe(document, { childList: true, subtree: true });
  }, ACCOUNT.token);
  const show = await hold(page, ELEMENT);
  await panel.open("#/faxboxes", { ...ACCOUNT, token: "no token any more" }, "commit");
  await expect.poll(() => firstPages(sandbox)).toBe(1);
  show();
  await expect(panel.rows.first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeHidden();
  expect(await firstPages(sandbox)).toBe(2);
});

for (const [width, theme] of [[1280, "light"], [390, "dark"]] as const) {
  test(`the form of connecting is there with the page alone, and stays as it is: ${width} pixels, ${theme}`, async ({ page, panel }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme });
    const shifts = await countShifts(page);
    const show = await hold(page, FILES);
    await page.goto("/", { waitUntil: "commit" });
    await expect(panel.control("server")).toBeVisible();
    const before = await drawn(page);
    expect(await isMadeUp(page)).toEqual([1, 1]);
    show();
    await panel.connecting();
    expect(await drawn(page)).toEqual(before);
    // The stylesheet has the last word again, and what a page says of its own.
    await expect.poll(() => isMadeUp(page)).toEqual([0, 0]);
    expect(await drawn(page)).toEqual(before);
    expect(await shifts()).toBe(0);
  });
}

test("whoever connects with the page alone is connected once the rest is there, by one request", async ({ page, panel, sandbox }) => {
  const show = await hold(page, FILES);
  await page.goto("/", { waitUntil: "commit" });
  await type(page);
  await panel.control("auth_token").press("Enter");
  await expect(page.getByRole("status")).toHaveText("Asking the server…");
  await expect.poll(() => firstPages(sandbox)).toBe(1);
  show();
  await expect(panel.rows.first()).toBeVisible();
  await expect(panel.told).toHaveText("20 faxboxes");
  expect(await firstPages(sandbox)).toBe(1);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("what is typed with the page alone stays, with the focus and the caret, when the element's script comes and when the panel comes", async ({ page, panel }) => {
  const showElement = await hold(page, ELEMENT);
  const showWasm = await hold(page, /\.wasm$/);
  await page.goto("/", { waitUntil: "commit" });
  await type(page, "a token");
  await page.locator("[name=remember]").check();
  await panel.control("server").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  showElement();
  await page.waitForFunction(() => document.querySelector("faxbox-admin:defined"));
  await page.keyboard.type("X");
  showWasm();
  await panel.connecting();
  await expect(panel.control("server")).toBeFocused();
  await page.keyboard.type("Y");
  await expect(panel.control("server")).toHaveValue(SANDBOXES.usual.url.replace("h", "hXY"));
  await expect(panel.control("auth_token")).toHaveValue("a token");
  await expect(page.locator("[name=remember]")).toBeChecked();
});

test("whoever types on after pressing, with the page alone, has not connected, and nothing half typed is sent", async ({ page, panel, sandbox }) => {
  const show = await hold(page, FILES);
  await page.goto("/", { waitUntil: "commit" });
  await type(page);
  const answer = await panel.hold("GET", "/faxboxes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Asking the server…");
  await panel.control("server").press("End");
  await page.keyboard.type("x");
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toHaveAttribute("aria-disabled", "false");
  show();
  await panel.connecting();
  answer();
  expect(await firstPages(sandbox)).toBe(0);
  await expect(panel.control("server")).toHaveValue(`${SANDBOXES.usual.url}x`);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(panel.told).toHaveText("20 faxboxes");
});

test("what is in doubt is not asked for with the page alone: the panel says what is wrong", async ({ page, panel, sandbox }) => {
  const show = await hold(page, FILES);
  await page.goto("/", { waitUntil: "commit" });
  await type(page);
  await panel.control("server").fill(`${SANDBOXES.usual.url}?x=1`);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
  show();
  await expect(panel.problem("server", "error")).toHaveText("End with the path, as /v2: no ? and no #");
  expect(await sandbox.requests()).toEqual([]);
});

test("a token that is refused while there is the page alone is named as the one that is wrong", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  const show = await hold(page, FILES);
  await page.goto("/", { waitUntil: "commit" });
  await type(page, "wrong");
  const refused = page.waitForResponse((response) => response.status() === 401);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await refused;
  show();
  await expect(panel.problem("auth_token", "error")).toBeVisible();
  await expect(panel.control("auth_token")).toBeFocused();
  await expect(panel.control("auth_token")).toHaveValue("wrong");
});

for (const [what, from, to] of [
  ["in another language than its own", 'locale="auto"', 'locale="de"'],
  ["where nobody may type", 'storage="tab"', 'storage="tab" connect="none"'],
] as const) {
  test(`the page draws no form ${what}`, async ({ page }) => {
    await rewrite(page, to, from);
    const show = await hold(page, ELEMENT);
    await page.goto("/", { waitUntil: "commit" });
    await hasBegun(page);
    expect(await page.evaluate(() => document.querySelector("faxbox-admin")!.shadowRoot)).toBeNull();
    show();
    await expect(page.locator("faxbox-admin .connect")).toBeVisible();
  });
}

test("no list stands there without its looks: where the stylesheet is late, the form waits for it", async ({ page, panel }) => {
  // As in a browser that holds nothing up for a stylesheet in the body.
  await rewrite(page, "", /<link rel="stylesheet"[^>]*>/);
  const show = await hold(page, /\/faxbox-admin-[0-9a-f]{16}\.css$/);
  await page.goto("/", { waitUntil: "commit" });
  await type(page);
  const answered = page.waitForResponse((response) => response.url().includes("page_size=50"));
  await page.keyboard.press("Enter");
  await answered;
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm")));
  await framesPass(page);
  await expect(panel.rows).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
  show();
  await expect(panel.rows.first()).toBeVisible();
});

test("where the stylesheet does not come, the form keeps what the page brought along", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await page.route(/\/faxbox-admin-[0-9a-f]{16}\.css$/, (route) => route.abort());
  await page.goto("/");
  await panel.connecting();
  await expect(page.locator(".connect")).toHaveCSS("display", "grid");
  expect(await isMadeUp(page)).toEqual([1, 1]);
});
