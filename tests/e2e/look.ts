import { type Page } from "@playwright/test";
import { ACCOUNT, SANDBOXES } from "./fixtures";
import { elementScript } from "./host";

/** A page of somebody else's with the element in it, on the panel's origin and under its policy. */
export interface Host {
  /** The element's attributes. */
  attributes?: string;
  /** What is around the element, with `%` where it stands. */
  around?: string;
  /** The page's own stylesheet. */
  style?: string;
}

/** Opens such a page. The sandbox is the usual one; the panel is not signed in. */
export async function openHost(page: Page, { attributes = "", around = "%", style = "" }: Host): Promise<void> {
  const index = await page.request.get("/");
  const script = elementScript(await index.text());
  const element = `<faxbox-admin server="${SANDBOXES.usual.url}" account-id="${ACCOUNT.id}" ${attributes}></faxbox-admin>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The portal</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="portal.css"><script type="module" src="${script}"></script></head>
    <body>${around.replace("%", element)}</body></html>`;
  const policy = index.headers()["content-security-policy"];
  await page.route("**/portal.html", (route) =>
    route.fulfill({ body: html, contentType: "text/html", headers: { "content-security-policy": policy } }),
  );
  await page.route("**/portal.css", (route) => route.fulfill({ body: style, contentType: "text/css" }));
  // What a test answers in the place of a server is nobody's, and must ask before it may speak to this machine.
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto("/portal.html");
}

/** Signs in by the form that shows. */
export async function signIn(page: Page): Promise<void> {
  await page.locator("[name=auth_token]").fill(ACCOUNT.token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.locator("[data-faxbox-id] .col-problems .mark").first().waitFor();
}
