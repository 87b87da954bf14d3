/** The panel in a frame of another origin: who may speak to it, by what way the token comes, how high it is. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { ACCOUNT, expect, SANDBOXES, test } from "./fixtures";
import { elementScript } from "./host";

const INSIDE = new URL(process.env.PANEL_URL ?? "").origin;
const AROUND = new URL(process.env.STRANGER_URL ?? "").origin;
const BRIDGE = new URL("../../src/ui/bridge.js", import.meta.url);

/** Two pages: one with a frame, at the stranger's origin, and the frame's, which serves `origins`. */
async function open(page: Page, origins: string[], origin = INSIDE): Promise<void> {
  const index = await page.request.get("/");
  const script = elementScript(await index.text());
  const policy = (index.headers()["content-security-policy"] ?? "").replace("frame-ancestors 'none'", `frame-ancestors ${AROUND}`);
  const bridge = await readFile(BRIDGE, "utf8");
  const js = (body: string) => ({ body, contentType: "text/javascript" });
  const html = (body: string, headers = {}) => ({ body: `<!doctype html><html lang="en"><title>A page</title>${body}</html>`, contentType: "text/html", headers });
  await page.route("**/bridge.js", (route) => route.fulfill(js(bridge)));
  await page.route(`${INSIDE}/inside.js`, (route) =>
    route.fulfill(js(`import { serve } from "./bridge.js"; serve(document.querySelector("faxbox-admin"), { origins: ${JSON.stringify(origins)} });`)),
  );
  await page.route(`${INSIDE}/inside.html`, (route) =>
    route.fulfill(html(`<body><faxbox-admin connect="none"></faxbox-admin><script type="module" src="${script}"></script><script type="module" src="inside.js"></script></body>`, { "content-security-policy": policy })),
  );
  await page.route(`${AROUND}/around.js`, (route) =>
    route.fulfill(js(`import { embed } from "./bridge.js";
      Object.assign(window, { told: [], asked: 0, heard: [] });
      addEventListener("message", (event) => heard.push(JSON.stringify(event.data)));
      window.panel = embed(document.querySelector("iframe"), {
        origin: ${JSON.stringify(origin)},
        getToken: async () => { asked += 1; return ${JSON.stringify(ACCOUNT.token)}; },
        properties: { server: ${JSON.stringify(SANDBOXES.usual.url)}, accountId: ${JSON.stringify(ACCOUNT.id)} },
        onEvent: (name, detail) => told.push(name + " " + JSON.stringify(detail)),
      });`)),
  );
  await page.route(`${AROUND}/around.html`, (route) =>
    route.fulfill(html(`<body><iframe title="Faxboxes" allow="local-network-access" width="900"></iframe><script type="module" src="around.js"></script></body>`)),
  );
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto(`${AROUND}/around.html`);
  await page.waitForFunction(() => "panel" in window);
  await page.evaluate((url) => document.querySelector("iframe")?.setAttribute("src", url), `${INSIDE}/inside.html`);
}

const read = <T>(page: Page, name: string): Promise<T> => page.evaluate((name) => (window as unknown as Record<string, T>)[name] as T, name);

test("a page around the frame signs in over a channel, hears, sets, calls, and gives the room that is wanted", async ({ page, sandbox }) => {
  await open(page, ["https://elsewhere.example", AROUND]);
  const inside = page.frameLocator("iframe");
  await expect(inside.locator(".bar__count")).toHaveText("20");
  expect(await read(page, "asked")).toBe(1);
  await expect.poll(() => read<string[]>(page, "told")).toContain('faxbox-view {"view":"list","faxboxId":null}');
  // What was posted to the window itself is the hello alone.
  for (const heard of await read<string[]>(page, "heard")) expect(heard).toMatch(/^{"type":"faxbox-hello","since":[\d.]+}$/);
  const height = () => page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().height);
  const wanted = () => inside.locator("faxbox-admin").evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
  await expect.poll(async () => Math.abs((await height()) - (await wanted()))).toBeLessThan(8);
  const before = await height();

  const id = await sandbox.id("Only a name");
  await page.evaluate((id) => (window as unknown as { panel: { call(...all: string[]): void } }).panel.call("open", id), id);
  await expect(inside.locator("[name=name]")).toHaveValue("Only a name");
  await expect.poll(height).not.toBe(before);
  await page.evaluate(() => (window as unknown as { panel: { set(all: object): void } }).panel.set({ readOnly: true }));
  await expect(inside.locator("faxbox-admin")).toHaveAttribute("readonly", "");
});

test("a frame answers no page that it does not serve, and a page no frame that is not at the origin it names", async ({ page }) => {
  await open(page, ["https://elsewhere.example"]);
  const inside = page.frameLocator("iframe");
  await expect(inside.getByText("Nobody is signed in here")).toBeVisible();
  // Not by pushing it either.
  await page.evaluate((origin) => {
    const { port2 } = new MessageChannel();
    const frame = document.querySelector("iframe") as HTMLIFrameElement;
    frame.contentWindow?.postMessage({ type: "faxbox-connect", properties: { connect: "form" }, givesToken: true }, origin, [port2]);
  }, INSIDE);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(inside.locator("faxbox-admin")).toHaveAttribute("connect", "none");
  expect([await read(page, "asked"), await read(page, "heard")]).toEqual([0, []]);

  await open(page, [AROUND], "https://elsewhere.example");
  await expect(inside.getByText("Nobody is signed in here")).toBeVisible();
  await expect.poll(async () => (await read<string[]>(page, "heard")).length).toBeGreaterThan(1);
  expect(await read(page, "asked")).toBe(0);
  const refused = await page.evaluate(async () => {
    const { embed } = await import(`${location.origin}/bridge.js`);
    return ["*", "null", "https://portal.example/", "https://*.example", "portal.example"].map((origin) => {
      try {
        return String(embed(document.querySelector("iframe"), { origin }));
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(refused).toEqual(["TypeError", "TypeError", "TypeError", "TypeError", "TypeError"]);
});
