import { expect, type Locator, type Page } from "@playwright/test";

const EVENTS = [
  "ready", "view", "created", "changed", "removed", "dirty", "error", "signed-out", "before-save", "before-remove",
];

/** The address of the script that a portal's page has, as our own page names it. */
export function elementScript(page: string): string {
  return /<script type="module"[^>]* src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
}

/**
 * Opens a page of somebody else's, on the panel's origin and under its policy: `body` is its body, and the panel's script is there.
 * `window.FAXBOX_SCRIPT` is that script's address.
 */
export async function openHost(page: Page, body: string): Promise<void> {
  const index = await page.request.get("/");
  const script = elementScript(await index.text());
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The portal</title><link rel="icon" href="data:,">
    <script type="module" src="${script}"></script></head><body>${body}</body></html>`;
  const policy = index.headers()["content-security-policy"];
  await page.route("**/portal.html", (route) =>
    route.fulfill({ body: html, contentType: "text/html", headers: { "content-security-policy": policy } }),
  );
  // What a test answers in the place of a server is nobody's, and must ask before it may speak to this machine.
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto("/portal.html");
}

/**
 * Presses a button that has an element made, and makes the WASM panic with it: Leptos gives up where an element cannot be made.
 * It is the press that breaks, so nothing that the panel draws of itself meanwhile can be what panics.
 */
export async function panic(page: Page, button: Locator, by: "mouse" | "keyboard" = "mouse"): Promise<void> {
  // What is said of the form afterwards is said of all of it.
  await expect(page.locator(".editor--begun")).toHaveCount(0);
  await page.evaluate(() => {
    window.addEventListener("click", () => {
      document.createElement = () => {
        Reflect.deleteProperty(document, "createElement");
        throw new Error("made to fail");
      };
    }, { capture: true, once: true });
  });
  await (by === "mouse" ? button.click() : button.press("Enter"));
}

/** Keeps what the elements of a page tell, as `name detail`, from before they are there. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript((events) => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const name of events) {
      document.addEventListener(`faxbox-${name}`, (event) => told.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`));
    }
  }, EVENTS);
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told);
}

/** Gives the elements of a page the way to tokens: `next` is asked for each, by the account. Tells how often it was. */
export async function giveTokens(page: Page, next: (account: string) => Promise<string> | string): Promise<() => number> {
  let count = 0;
  await page.exposeFunction("nextToken", (account: string) => {
    count += 1;
    return next(account);
  });
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      for (const element of document.querySelectorAll("faxbox-admin")) {
        const account = element.getAttribute("account-id") ?? "";
        Object.assign(element, { getToken: () => (window as unknown as { nextToken(account: string): Promise<string> }).nextToken(account) });
      }
    });
  });
  return () => count;
}
