import { expect } from "@playwright/test";
import type { Panel } from "./panel";

/** The file of what is done with many faxboxes at once, which exists in the release build alone. */
export const BULK_WASM = /\/split_bulk-[0-9a-f]+\.wasm$/;

/** Opens what is done with all that is shown. */
export async function openTask(panel: Panel, what: "change" | "remove"): Promise<void> {
  await panel.button("Change…").first().click();
  await expect(panel.dialog.getByText(/faxboxes read/)).toBeVisible({ timeout: 20_000 });
  if (what === "remove") {
    await panel.dialog.locator("[name=what]").selectOption("erase");
    await expect(panel.dialog.locator("[name=number]")).toBeVisible();
  }
}

/** Waits for what is said of a server that asks for patience: it may be said for half a second, so this begins before the run does. */
export function slowedDown(panel: Panel): Promise<void> {
  return panel.page.evaluate(
    () =>
      new Promise<void>((seen) => {
        const look = () => {
          const dialogs = [...(document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("dialog") ?? [])];
          if (dialogs.some((dialog) => dialog.textContent?.includes("slowed down: the server asked for it"))) seen();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Opens the import, unless it is open, and hands it a file. */
export async function importFile(panel: Panel, name: string, content: string): Promise<void> {
  if (!(await panel.dialog.isVisible())) await panel.button("Import").click();
  await panel.dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
}
