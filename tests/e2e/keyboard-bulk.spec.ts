import { expect, test } from "./fixtures";
import { Keys } from "./keys";

test("many at once goes by keyboard alone: a change is chosen and made, a file is chosen and imported, all is exported", async ({ page, panel, sandbox }) => {
  const keys = new Keys(page);
  await panel.openList();
  await expect(panel.rows).toHaveCount(20);
  await page.keyboard.press("Tab");

  await test.step("a change", async () => {
    await keys.to("[name=search]");
    await keys.type("front desk");
    await keys.to("[title^='Change']", "Shift+Tab");
    await keys.press("Enter");
    await expect(panel.dialog.getByText(/faxboxes? read/)).toBeVisible();
    await keys.to("[name=what]");
    while ((await panel.dialog.locator("[name=what]").inputValue()) !== "fax_header") await keys.press("ArrowDown");
    await keys.to("[name=first]");
    await keys.type("By keyboard");
    await expect(panel.dialog.locator("[name=go]")).toHaveAttribute("aria-disabled", "false");
    await keys.to("[name=go]");
    await sandbox.faults({ latency_ms: 100, times: 0, path: "/faxboxes/" });
    await keys.press("Enter");
    await keys.arrives("[name=pause], .bulk__end");
    await sandbox.faults();
    await expect(panel.dialog.locator(".bulk__end")).toHaveText(/All \d+ done\./);
    await keys.arrives(".bulk__end");
    await keys.to("[name=close]");
    await keys.press("Enter");
    await expect(panel.dialog).toHaveCount(0);
    await keys.press("Tab");
  });

  await test.step("an import: the browser's own dialog asks for the file", async () => {
    const import_ = panel.button("Import");
    await keys.to("button:has(+ button[title^='Export']), [title^='Import']", "Shift+Tab");
    await expect(import_).toBeFocused();
    await keys.press("Enter");
    // Waited for from here on: the browser hears of that by another way than of the key, which may be the quicker one.
    const chooser = page.waitForEvent("filechooser");
    await keys.to("input[type=file]");
    await page.keyboard.press("Space");
    await (await chooser).setFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from("name\r\nBy keyboard\r\n") });
    await expect(panel.dialog.locator("[name=go]")).toHaveAttribute("aria-disabled", "false");
    await keys.to("[name=go]");
    await keys.press("Enter");
    await expect(panel.dialog.locator(".bulk__end")).toHaveText("All 1 done.");
    await keys.to("[name=close]");
    await keys.press("Enter");
    await sandbox.id("By keyboard");
  });

  await test.step("an export", async () => {
    await keys.to("[title^='Export']", "Shift+Tab");
    await keys.press("Enter");
    await keys.to("[name=export]");
    const download = page.waitForEvent("download");
    await keys.press("Enter");
    await download;
    await keys.press("Escape");
    await expect(panel.dialog).toHaveCount(0);
    await keys.arrives("[title^='Export']");
  });
});
