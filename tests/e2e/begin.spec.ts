/** What our own page asks for before the element's script is there: the first page of the list that the tab remembers. */
import type { Page } from "@playwright/test";
import { ACCOUNT, expect, FAILED_REQUEST, framesPass, type Sandbox, SANDBOXES, test } from "./fixtures";
import { hold } from "./files";

/** The element's own script, and that of the page, in the release build. */
const ELEMENT = /\/faxbox-admin-[0-9a-f]{16}\.js$/;
const BEGIN = /\/faxbox-admin-begin-[0-9a-f]+\.js$/;

const firstPages = async (sandbox: Sandbox) =>
  (await sandbox.requests()).filter(({ query }) => query.includes("page_size=") && !query.includes("start_key")).length;

/** Writes other attributes into the page's element. */
async function rewrite(page: Page, attributes: string): Promise<void> {
  // As in `openHost`.
  await page.context().grantPermissions(["local-network-access"]);
  await page.route("**/", async (route) => {
    const page = await route.fetch();
    await route.fulfill({ response: page, body: (await page.text()).replace('storage="tab"', attributes) });
  });
}

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

test("where the element's script is there first, it alone asks", async ({ page, panel, sandbox }) => {
  const show = await hold(page, BEGIN);
  await panel.open("#/faxboxes", ACCOUNT, "commit");
  await expect(panel.told).toHaveText("20 faxboxes");
  const came = page.waitForEvent("requestfinished", (request) => BEGIN.test(request.url()));
  show();
  await came;
  await framesPass(page);
  expect(await firstPages(sandbox)).toBe(1);
});

for (const [what, attributes] of [
  ["another account is named", `storage="tab" account-id="${"b2".repeat(16)}"`],
  ["another server is named", `storage="tab" server="${SANDBOXES.usual.url}/other"`],
  ["the tab's storage is none of the panel's", ""],
]) {
  test(`nothing is asked for with what the tab remembers where ${what}`, async ({ page, panel, sandbox }) => {
    await rewrite(page, attributes);
    const show = await hold(page, ELEMENT);
    const came = page.waitForEvent("requestfinished", (request) => BEGIN.test(request.url()));
    await panel.open("#/faxboxes", ACCOUNT, "commit");
    await came;
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
