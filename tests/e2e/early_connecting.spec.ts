import type { Page } from "@playwright/test";
import { ACCOUNT, expect, FAILED_REQUEST, framesPass, type Panel, type Sandbox, SANDBOXES, test } from "./fixtures";
import { hold, PANEL_WASM } from "./files";
import { drawn, type } from "./connecting";
import { openHost } from "./host";

/** What draws anything but what `shell.js` does. */
const WASM = /\.wasm$/;

const server = (page: Page) => page.locator("[name=server]");
const button = (page: Page) => page.getByRole("button", { name: "Connect", exact: true });
/** What only the panel has: its region of notices. */
const panelIsThere = (page: Page) => expect(page.locator(".notice")).toHaveCount(1);

/** The requests for the first page of the list. */
const firstPages = async (sandbox: Sandbox) =>
  (await sandbox.requests()).filter(({ query }) => query.includes("page_size=50") && !query.includes("start_key"));

for (const [width, language] of [[1400, "en"], [760, "de"], [320, "fr"]] as const) {
  test(`the form of connecting stands there before the program, and nothing of it changes then: ${width} pixels, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const show = await hold(page, WASM);
    await page.route("**/", async (route) => {
      const page = await route.fetch();
      await route.fulfill({ response: page, body: (await page.text()).replace('locale="auto"', `locale="${language}"`) });
    });
    await page.goto("/");
    await expect(server(page)).toBeVisible();
    const before = await drawn(page);
    show();
    await panelIsThere(page);
    expect(await drawn(page)).toEqual(before);
    expect(before.length).toBeGreaterThan(30);
  });
}

test("what was typed and chosen before the program is there stays, with the focus and the caret", async ({ page, panel, sandbox }) => {
  const show = await hold(page, WASM);
  await page.goto("/");
  await type(page, "a token");
  await page.locator("[name=remember]").check();
  await server(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  show();
  await panelIsThere(page);
  await expect(server(page)).toBeFocused();
  await expect(page.locator("[name=auth_token]")).toHaveValue("a token");
  await expect(page.locator("[name=remember]")).toBeChecked();
  await page.keyboard.type("X");
  await expect(server(page)).toHaveValue(SANDBOXES.usual.url.replace("h", "hX"));
  await button(page).click();
  await expect(panel.problem("server", "error")).toHaveText("Begin with https:// or http://");
  await expect(panel.control("server")).toBeFocused();
  expect(await sandbox.requests()).toEqual([]);
});

/** Whoever connects while these files are on their way, all others being there, is connected once they are there too. */
async function connectEarly(page: Page, panel: Panel, sandbox: Sandbox, files: RegExp): Promise<void> {
  const show = await hold(page, files);
  const last = page.waitForRequest(files);
  await page.goto("/");
  await last;
  await type(page);
  await page.locator("[name=remember]").check();
  await framesPass(page);
  await page.locator("[name=auth_token]").press("Enter");
  await expect(page.getByRole("button", { name: "Connecting…" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("status")).toHaveText("Asking the server…");
  await expect.poll(async () => (await sandbox.requests()).length).toBe(1);
  await page.locator("[name=auth_token]").press("Enter");
  show();
  await expect(panel.rows.first()).toBeVisible();
  expect(await firstPages(sandbox)).toHaveLength(1);
  await page.reload();
  await expect(panel.rows.first()).toBeVisible();
}

for (const [what, files] of [["the program", WASM], ["the panel's own file", PANEL_WASM]] as const) {
  test(`whoever connects before ${what} is there is connected once it is, by one request, and stays so if wanted`, async ({ page, panel, sandbox }) => {
    await connectEarly(page, panel, sandbox, files);
  });
}

test("whoever connects before the program is there has the first rows before the panel's own file, and goes on in them", async ({ page, panel, sandbox }) => {
  const showWasm = await hold(page, WASM);
  const showPanel = await hold(page, PANEL_WASM);
  await page.goto("/");
  await type(page);
  await page.locator("[name=auth_token]").press("Enter");
  await expect(page.getByRole("status")).toHaveText("Asking the server…");
  showWasm();
  await expect(panel.rows).toHaveCount(20);
  await expect(page.locator(".notice, .filters")).toHaveCount(0);
  await expect(page.locator(".bar__title")).toBeFocused();
  await expect(page.locator("form.connect__form")).toHaveCount(0);
  await page.keyboard.press("/");
  showPanel();
  await expect(panel.told).toHaveText("20 faxboxes");
  await expect(panel.search).toBeFocused();
  expect(await firstPages(sandbox)).toHaveLength(1);
  expect(await page.evaluate(() => sessionStorage.length), "nobody wanted it kept").toBe(0);
});

test("the focus goes with whoever connects before the program is there, to what the list is called", async ({ page, panel }) => {
  const show = await hold(page, WASM);
  await page.goto("/");
  await type(page);
  await page.locator("[name=remember]").check();
  await button(page).click();
  show();
  await expect(panel.told).toHaveText("20 faxboxes");
  await expect(page.locator(".bar__title")).toBeFocused();
  await page.reload();
  await expect(panel.told).toHaveText("20 faxboxes");
});

/** Connects in a host's page while the program is on its way, and the server takes long: the panel's file is asked for meanwhile, and held. */
async function connectSlowly(page: Page, panel: Panel, sandbox: Sandbox) {
  const showWasm = await hold(page, WASM);
  const showPanel = await hold(page, PANEL_WASM);
  await openHost(page, `<faxbox-admin storage="tab" server="${sandbox.url}" account-id="${ACCOUNT.id}"></faxbox-admin><input id="portal">`);
  await expect(server(page)).toHaveValue(sandbox.url);
  await page.locator("[name=auth_token]").fill(ACCOUNT.token);
  const answer = await panel.hold("GET", "/faxboxes");
  await button(page).click();
  showWasm();
  await page.waitForRequest(PANEL_WASM);
  return { showPanel, answer };
}

/** Lets the answer come, until all that comes of it is drawn. */
async function answered(page: Page, answer: () => void): Promise<void> {
  const came = page.waitForEvent("requestfinished", (request) => request.url().includes("page_size=50"));
  answer();
  await came;
  await framesPass(page);
}

test("a host that lets nobody type any more while the server is asked has its way", async ({ page, panel, sandbox }) => {
  const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
  await page.locator("[name=remember]").check();
  await page.locator("faxbox-admin").evaluate((element) => element.setAttribute("connect", "none"));
  await framesPass(page);
  await answered(page, answer);
  await expect(panel.rows).toHaveCount(0);
  showPanel();
  await expect(page.getByText("Nobody is signed in here.")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("a host that signs the person in while the server is asked has its way", async ({ page, panel, sandbox }) => {
  const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
  await page.locator("faxbox-admin").evaluate((element, token) => Object.assign(element, { token }), ACCOUNT.token);
  await framesPass(page);
  await answered(page, answer);
  await expect(panel.rows).toHaveCount(0);
  showPanel();
  await expect(panel.told).toHaveText("20 faxboxes");
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
});

test("where the server takes longer than the panel, the panel waits for it: one request, and the form can be left", async ({ page, panel, sandbox }) => {
  const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
  showPanel();
  await panelIsThere(page);
  await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
  await page.getByRole("button", { name: "About" }).click();
  await expect(page.getByRole("dialog", { name: "About Faxbox Admin" })).toBeVisible();
  await page.keyboard.press("Escape");
  answer();
  await expect(panel.told).toHaveText("20 faxboxes");
  expect(await firstPages(sandbox)).toHaveLength(1);
});

for (const [what, ticked] of [["ticked", true], ["not ticked", false]] as const) {
  test(`whether the tab remembers is what is ${what} when the rows come, not when somebody connected`, async ({ page, panel, sandbox }) => {
    const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
    const box = page.locator("[name=remember]");
    await box.check();
    if (!ticked) await box.uncheck();
    await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
    await answered(page, answer);
    await expect(panel.rows).toHaveCount(20);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(ticked ? 1 : 0);
    showPanel();
    await expect(panel.told).toHaveText("20 faxboxes");
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith("connection")))).toHaveLength(ticked ? 1 : 0);
  });
}

test("whoever went on in the portal while the server was asked stays there", async ({ page, panel, sandbox }) => {
  const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
  const portal = page.locator("#portal");
  await portal.click();
  await page.keyboard.type("abc");
  await answered(page, answer);
  await expect(panel.rows).toHaveCount(20);
  await expect(portal).toBeFocused();
  await page.keyboard.type("def");
  showPanel();
  await expect(panel.told).toHaveText("20 faxboxes");
  await page.keyboard.type("ghi");
  await expect(portal).toHaveValue("abcdefghi");
});

test("whoever went on in the portal stays there as well where the panel waits for the server", async ({ page, panel, sandbox }) => {
  const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
  const portal = page.locator("#portal");
  await portal.click();
  showPanel();
  await panelIsThere(page);
  await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
  await answered(page, answer);
  await expect(panel.told).toHaveText("20 faxboxes");
  await expect(portal).toBeFocused();
  await page.keyboard.type("abc");
  await expect(portal).toHaveValue("abc");
});

test("whoever types on after pressing has not connected: what is half typed is not sent, and no rows come", async ({ page, panel, sandbox }) => {
  const { showPanel, answer } = await connectSlowly(page, panel, sandbox);
  await page.locator("[name=auth_token]").press("End");
  const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("page_size=50"));
  await page.keyboard.type("x");
  await expect(button(page)).toHaveAttribute("aria-disabled", "false");
  await expect(page.getByText("Asking the server…")).toHaveCount(0);
  await ended;
  answer();
  await framesPass(page);
  await expect(panel.rows).toHaveCount(0);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Asking the server…");
  showPanel();
  await expect(panel.told).toHaveText("20 faxboxes");
  expect(await firstPages(sandbox), "what was withdrawn never came to the server").toHaveLength(1);
});

test("what is wrong is said by the program, and nothing that is in doubt is sent before it is there", async ({ page, panel, sandbox }) => {
  const show = await hold(page, WASM);
  await page.goto("/");
  await type(page);
  await server(page).fill(`${SANDBOXES.usual.url}?x=1`);
  await button(page).click();
  await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
  expect(await sandbox.requests()).toEqual([]);
  show();
  await expect(panel.problem("server", "error")).toHaveText("End with the path, as /v2: no ? and no #");
  await expect(panel.control("server")).toBeFocused();
  await expect(page.locator("[name=auth_token]")).toHaveValue(ACCOUNT.token);
  expect(await sandbox.requests()).toEqual([]);
});

test("a token that was refused before the program is there is named as the one that is wrong", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  const show = await hold(page, WASM);
  await page.goto("/");
  await type(page, "wrong");
  const refused = page.waitForResponse((response) => response.status() === 401);
  await button(page).click();
  await refused;
  show();
  await expect(panel.problem("auth_token", "error")).toBeVisible();
  await expect(panel.control("auth_token")).toBeFocused();
  await expect(panel.control("auth_token")).toHaveValue("wrong");
});

test("another way to sign in, and what the program tells about itself, can be asked for as early", async ({ page }) => {
  let show = await hold(page, WASM);
  await page.goto("/");
  await page.getByRole("radio", { name: "Password" }).check();
  await server(page).fill("https://api.example/v2");
  show();
  await expect(page.getByLabel("User name")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Password" })).toBeChecked();
  await expect(server(page)).toHaveValue("https://api.example/v2");

  await page.unroute(WASM);
  show = await hold(page, WASM);
  await page.goto("/");
  await page.getByRole("button", { name: "About" }).click();
  show();
  await expect(page.getByRole("dialog", { name: "About Faxbox Admin" })).toBeVisible();
});

test("what is typed is still there where the program does not come at first", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  let refuse = () => {};
  const held = new Promise<void>((resolve) => (refuse = resolve));
  await page.route(WASM, async (route) => {
    await held;
    await route.abort();
  });
  await page.goto("/");
  await type(page);
  refuse();
  await expect(page.locator(".trouble")).toContainText("Faxbox Admin could not be loaded");
  await page.unroute(WASM);
  const show = await hold(page, WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[name=auth_token]")).toHaveValue(ACCOUNT.token);
  show();
  await panelIsThere(page);
  await button(page).click();
  await expect(panel.rows.first()).toBeVisible();
});

test("what is typed and pressed is still there where only the panel's own file does not come", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  // The loader's own word.
  complaints.expected(/Failed to fetch/);
  let refuse = () => {};
  const held = new Promise<void>((resolve) => (refuse = resolve));
  await page.route(PANEL_WASM, async (route) => {
    await held;
    await route.abort();
  });
  const last = page.waitForRequest(PANEL_WASM);
  await page.goto("/");
  await last;
  await type(page);
  await button(page).click();
  refuse();
  await expect(page.getByText("Nothing you typed is lost")).toBeVisible();
  await expect(page.locator("[name=auth_token]")).toHaveValue(ACCOUNT.token);
  await page.unroute(PANEL_WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(panel.rows.first()).toBeVisible();
  expect(await firstPages(sandbox)).toHaveLength(1);
});

test("who connects from the box beside, where the focus has no caret, connects", async ({ page, panel }) => {
  const show = await hold(page, WASM);
  await page.goto("/");
  await type(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
  show();
  await expect(panel.rows.first()).toBeVisible();
});

test("what a host changes while somebody types stands there where they did not, and no control takes another's place", async ({ page, panel, sandbox }) => {
  const show = await hold(page, WASM);
  await openHost(page, `<faxbox-admin server="https://one.example/v2"></faxbox-admin>`);
  await expect(server(page)).toHaveValue("https://one.example/v2");
  await page.locator("[name=account_id]").fill(ACCOUNT.id);
  await page.locator("[name=auth_token]").fill(ACCOUNT.token);
  await page.locator("faxbox-admin").evaluate((element, url) => {
    element.setAttribute("server", url);
    element.setAttribute("account-id", "another");
    element.setAttribute("storage", "tab");
    element.setAttribute("locale", "de");
  }, sandbox.url);
  await expect(server(page)).toHaveValue(sandbox.url);
  await expect(page.locator("[name=account_id]")).toHaveValue(ACCOUNT.id);
  await button(page).click();
  show();
  await expect(panel.rows.first()).toBeVisible();
  await expect(page.locator("faxbox-admin >> .panel")).toHaveAttribute("lang", "de");
  expect(await page.evaluate(() => sessionStorage.length), "nobody wanted it kept").toBe(0);
});

test("what the page says of the server stands there where nobody typed, as soon as it is known", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/config.json", async (route) => {
    await held;
    await route.fulfill({ json: { server: "https://api.example/v2", account_id: "acme" } });
  });
  const show = await hold(page, WASM);
  await page.goto("/");
  await server(page).fill("https://typed.example/v2");
  release();
  await expect(page.locator("[name=account_id]")).toHaveValue("acme");
  await expect(server(page)).toHaveValue("https://typed.example/v2");
  show();
  await panelIsThere(page);
  await expect(page.locator("[name=account_id]")).toHaveValue("acme");
  await expect(server(page)).toHaveValue("https://typed.example/v2");
});

test("where the host signs people in, or lets nobody type, there is no form before the program", async ({ page }) => {
  const show = await hold(page, WASM);
  await openHost(page, '<faxbox-admin connect="none"></faxbox-admin>');
  await expect(page.getByText("Loading Faxbox Admin…")).toBeVisible();
  await expect(page.locator("form")).toHaveCount(0);
  show();
  await expect(page.getByText("Nobody is signed in here.")).toBeVisible();
});

test("a button that is being pressed while the program takes over is pressed", async ({ page, panel }) => {
  const show = await hold(page, WASM);
  await page.goto("/");
  await type(page);
  await button(page).hover();
  await page.mouse.down();
  show();
  // In one file, or in three.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /(panel|_bg)[^/]*\.wasm$/.test(name)));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.mouse.up();
  await expect(panel.rows.first()).toBeVisible();
});

test("the way to a server is made as soon as its address was typed, and nothing is asked of it", async ({ page, panel, sandbox }) => {
  await page.addInitScript(() => {
    const made: string[] = [];
    Object.assign(window, { made });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node instanceof HTMLLinkElement && node.rel === "preconnect") made.push(node.href);
      }
    }).observe(document, { childList: true, subtree: true });
  });
  const made = () => page.evaluate(() => (window as unknown as { made: string[] }).made);
  const asked = await sandbox.requests();
  await page.goto("/");
  await panel.connecting();
  for (const [typed, links] of [["", 0], ["localhost", 0], ["http://localhost:999999/v2", 1], [SANDBOXES.usual.url, 2]] as const) {
    await server(page).fill(typed);
    await server(page).blur();
    await expect.poll(made).toHaveLength(links);
  }
  expect((await made()).at(-1)).toBe(`${new URL(SANDBOXES.usual.url).origin}/`);
  await expect(page.locator("link[rel=preconnect]")).toHaveCount(0);
  expect(await sandbox.requests()).toEqual(asked);
});

test("where the page has the stylesheet already, the form is there before the next task", async ({ page }) => {
  await page.addInitScript(() => {
    const define = customElements.define.bind(customElements);
    customElements.define = (name, element, options) => {
      define(name, element, options);
      void (async () => {
        for (let turn = 0; turn < 20; turn += 1) await null;
        const panel = document.querySelector(name)?.shadowRoot?.querySelector<HTMLElement>(".panel");
        Object.assign(window, { early: [panel?.hidden, Boolean(panel?.querySelector("[name=server]"))] });
      })();
    };
  });
  await page.goto("/");
  await expect(server(page)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { early: unknown[] }).early)).toEqual([false, true]);
});
