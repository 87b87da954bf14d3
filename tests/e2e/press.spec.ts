import { ACCOUNT, expect, framesPass, SIGN_IN, test } from "./fixtures";
import { hold } from "./files";

/** What a press lands on that begins and ends at the same place: nothing moves from under the pointer meanwhile. */

const ACCOUNT_ITSELF = /\/accounts\/[0-9a-f]{32}$/;

test("what is pressed does not go from under the pointer where a name that was typed moves it", async ({ page, panel, sandbox }) => {
  await panel.openFaxbox(await sandbox.id("Every field"));
  await expect(page.locator(".account")).toContainText(SIGN_IN.name);
  await panel.button("Sign out").hover();
  await page.mouse.down();
  await panel.control("name").fill("A name that is much longer than the one before");
  await framesPass(page);
  await expect(page.locator(".bar__title")).toHaveText("Every field");
  await page.mouse.up();
  await expect(panel.dialog).toContainText("Leave without saving?");
  await expect(page.locator(".bar__title")).toContainText("much longer");
});

test("what is pressed does not go from under the pointer where the account's own name comes meanwhile", async ({ page, panel }) => {
  const name = await hold(page, ACCOUNT_ITSELF);
  const come = page.waitForEvent("requestfinished", (request) => ACCOUNT_ITSELF.test(request.url()) && request.method() === "GET");
  await panel.openList();
  await expect(page.locator(".foot")).toBeVisible();
  await panel.button("Sign out").hover();
  await page.mouse.down();
  name();
  await come;
  await framesPass(page);
  await expect(page.locator(".account")).toContainText(ACCOUNT.id);
  await page.mouse.up();
  await expect(page.getByRole("button", { name: "Connect" })).toBeVisible();
});

test("what is pressed does not go from under the pointer where the press leaves a control that something is wrong with", async ({ page, panel }) => {
  await panel.openNew();
  await expect(page.locator(".account")).toContainText(SIGN_IN.name);
  await panel.control("caller_id").fill("extension 12");
  await framesPass(page);
  await panel.button("Sign out").hover();
  await page.mouse.down();
  await framesPass(page);
  await expect(panel.problem("caller_id", "warning")).toHaveCount(0);
  await page.mouse.up();
  await expect(panel.dialog).toContainText("Leave without saving?");
  await expect(panel.problem("caller_id", "warning")).toContainText("Best written with country code");
});

test("a press that is held for very long holds nothing up", async ({ page, panel, sandbox }) => {
  await panel.openFaxbox(await sandbox.id("Every field"));
  await panel.button("Sign out").hover();
  await page.mouse.down();
  await panel.control("name").fill("Another name");
  await framesPass(page);
  await expect(page.locator(".bar__title")).toHaveText("Every field");
  await expect(page.locator(".bar__title")).toHaveText("Another name");
  await page.mouse.up();
});

test.describe("by a finger", () => {
  test.use({ hasTouch: true });

  test("what a tap leaves is judged, though the finger is up before the control is left", async ({ page, panel }) => {
    await panel.openNew();
    await panel.control("caller_id").fill("extension 12");
    await panel.control("caller_name").tap();
    await expect(panel.problem("caller_id", "warning")).toContainText("Best written with country code");
  });
});
