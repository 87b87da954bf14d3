/** Pictures of the views, for eyes and not for a comparison: `tests/e2e/screenshots/`, which git ignores. */
import { type Page } from "@playwright/test";
import { connect, expect, test } from "./fixtures";

const ROOMS = [
  { name: "wide", width: 1440, height: 900 },
  { name: "middle", width: 1024, height: 800 },
  { name: "narrow", width: 390, height: 844 },
] as const;

test.use({ faxboxes: 60 });

async function picture(page: Page, view: string, room: string, scheme: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: `screenshots/${view}-${room}-${scheme}.png`, fullPage });
}

for (const scheme of ["light", "dark"] as const) {
  for (const room of ROOMS) {
    test.describe(`${scheme}, ${room.name}`, () => {
      test.use({ colorScheme: scheme, viewport: { width: room.width, height: room.height } });

      test("connect, list and editor are drawn", async ({ page }) => {
        await page.goto("/");
        await expect(page.getByLabel("Server", { exact: true })).toBeVisible();
        await picture(page, "connect", room.name, scheme);
        await connect(page);
        await expect(page.locator("[data-faxbox-id] .col-problems .mark").first()).toBeVisible();
        await picture(page, "list", room.name, scheme);
        await page.locator("[data-faxbox-id]").nth(3).getByRole("link").click();
        await expect(page.locator("[name='name']")).toBeVisible();
        await page.locator("[name='name']").fill("Accounts payable");
        await page.getByRole("button", { name: "Add an address" }).first().click();
        await expect(page.locator("[name^='notifications.inbound.email.send_to.']:focus")).toBeVisible();
        await page.keyboard.type("maria@@acme.example");
        await expect(page.locator("[data-severity=error]").first()).toBeVisible();
        await page.mouse.move(0, 0);
        await picture(page, "editor", room.name, scheme, true);
      });
    });
  }
}

for (const [locale, width] of [["ar", 1440], ["ar", 390], ["de", 390]] as const) {
  test.describe(`${locale}, ${width} wide`, () => {
    test.use({ locale, viewport: { width, height: 900 } });

    test(`views are drawn in another language: ${locale}, ${width} wide`, async ({ page, panel }) => {
      const draw = (view: string, fullPage = false) => picture(page, view, String(width), locale, fullPage);
      await page.goto("/");
      await panel.connecting();
      await draw("connect");
      await panel.open();
      await page.reload();
      await expect(page.locator("[data-faxbox-id] .col-problems .mark").first()).toBeVisible();
      await draw("list");
      await page.locator("[data-faxbox-id] [type=checkbox]").nth(2).check();
      await page.locator("[data-faxbox-id] [type=checkbox]").nth(4).check();
      await expect(page.locator(".dock")).toBeVisible();
      await draw("selection");
      await page.locator(".dock button", { hasText: /Ändern|تغيير/ }).click();
      await expect(panel.dialog.locator("input[type=text], textarea").first()).toBeVisible();
      await panel.dialog.locator("input[type=text], textarea").first().fill("ann@acme.example");
      await draw("bulk");
      await page.keyboard.press("Escape");
      await page.locator("[data-faxbox-id]").nth(3).getByRole("link").click();
      await expect(panel.control("name")).toBeVisible();
      await panel.control("name").fill("Accounts payable");
      await panel.control("caller_id").fill("5551234");
      await panel.control("retries").fill("9");
      await panel.control("retries").blur();
      await page.mouse.move(0, 0);
      await draw("editor", true);
      await page.locator("button[name=review]").click();
      await expect(panel.dialog.locator("table")).toBeVisible();
      await draw("review");
    });
  });
}
