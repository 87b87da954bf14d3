import { expect } from "@playwright/test";
import type { Panel } from "./panel";

/** Opens what is done with all that is shown. */
export async function openTask(panel: Panel, what: "change" | "remove"): Promise<void> {
  await panel.button("Change…").first().click();
  await expect(panel.dialog.getByText(/faxboxes read/)).toBeVisible({ timeout: 20_000 });
  if (what === "remove") {
    await panel.dialog.locator("[name=what]").selectOption("erase");
    await expect(panel.dialog.locator("[name=number]")).toBeVisible();
  }
}

/** Opens the import, unless it is open, and hands it a file. */
export async function importFile(panel: Panel, name: string, content: string): Promise<void> {
  if (!(await panel.dialog.isVisible())) await panel.button("Import").click();
  await panel.dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
}
