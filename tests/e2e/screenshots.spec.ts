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
