import type { Page } from "@playwright/test";

/** The panel's own file, which exists in the release build alone. */
export const PANEL_WASM = /\/(split_)?panel-[0-9a-f]+\.wasm$/;

/** Keeps files back until what comes back is called. */
export async function hold(page: Page, files: RegExp): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(files, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}
