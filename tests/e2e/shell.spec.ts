import type { Page } from "@playwright/test";
import { ACCOUNT, expect, test } from "./fixtures";
import { PANEL_WASM, hold } from "./files";
import { openHost } from "./host";
import { countShifts } from "./shifts";

/** What draws anything but the shell. */
const WASM = /\.wasm$/;

/** A row may begin half a pixel lower. */
const PIXELS_OFF_MAX = 1;

/** How far blocks are from where they were, at most, in pixels; by name those that are too far. */
function moved(before: Record<string, number[]>, after: Record<string, number[]>): string[] {
  return Object.keys(before).filter((part) => before[part]!.some((place, index) => Math.abs(place - after[part]![index]!) > PIXELS_OFF_MAX));
}

/** Where the blocks of the list are, in whole pixels: left, top and height of each. */
function places(page: Page): Promise<Record<string, number[]>> {
  return page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")!.shadowRoot!;
    const parts = [".bar", ".bar__title", ".account", ".bar__end", ".button--primary", ".attention", ".search", "input", ".sheet", ".sheet thead", ".sheet td.col-name", ".sheet tbody tr"];
    return Object.fromEntries(parts.map((part) => {
      const { x, y, height } = root.querySelector(part)!.getBoundingClientRect();
      return [part, [x, y, ...(part === ".sheet" || part === ".attention" ? [] : [height])].map(Math.round)];
    }));
  });
}

/** Fractions of pixels: what Chromium counts where a number is set anew in its place. */
const SHIFT_MAX = 0.001;

for (const width of [1400, 1000, 760, 320]) {
  test(`the shell stands where the list will, ${width} pixels wide`, async ({ page, panel }) => {
    await page.setViewportSize({ width, height: 800 });
    const show = await hold(page, WASM);
    await panel.open();
    await expect(page.locator(".ghost tbody tr")).toHaveCount(20);
    await expect(page.getByRole("status")).toHaveText("Loading Faxbox Admin…");
    await expect(page.getByRole("row"), "what stands for rows is nothing to those who listen").toHaveCount(0);
    await expect(page.locator("[aria-busy=true]")).toHaveCount(1);
    const shell = await places(page);
    show();
    await expect(page.locator(".foot [role=status]")).toContainText("20");
    await expect(page.locator("[aria-busy=true], .ghost")).toHaveCount(0);
    expect(moved(shell, await places(page))).toEqual([]);
  });
}

test("in a page of somebody else's that gives a token, the shell stands there as well, without a way out", async ({ page, panel, sandbox }) => {
  const show = await hold(page, WASM);
  await openHost(page, "");
  await page.evaluate(([server, account, token]) => {
    const element = Object.assign(document.createElement("faxbox-admin"), { server, accountId: account, token });
    document.body.append(element);
  }, [sandbox.url, ACCOUNT.id, ACCOUNT.token]);
  await expect(page.locator(".ghost")).toBeVisible();
  const shell = await places(page);
  show();
  await expect(page.locator(".foot [role=status]")).toContainText("20");
  expect(moved(shell, await places(page))).toEqual([]);
  await expect(panel.rows).toHaveCount(20);
});

test("what is typed into the shell stays, with the focus and the caret, and is searched for", async ({ page, panel }) => {
  const show = await hold(page, WASM);
  await panel.open();
  await expect(page.locator(".ghost")).toBeVisible();
  await page.keyboard.press("/");
  await expect(panel.search).toBeFocused();
  await page.keyboard.type("only a name");
  await page.keyboard.press("ArrowLeft");
  show();
  await expect(panel.rows).toHaveCount(1);
  await expect(panel.search).toBeFocused();
  await page.keyboard.type("X");
  await expect(panel.search).toHaveValue("only a namXe");
});

test("n makes a new faxbox, however early it was pressed", async ({ page, panel }) => {
  const show = await hold(page, WASM);
  await panel.open();
  await expect(page.locator(".ghost")).toBeVisible();
  await page.keyboard.press("n");
  show();
  await expect(panel.control("name")).toBeVisible();
});

test("before the panel's own file is there, / searches and n makes a new faxbox", async ({ page, panel }) => {
  const show = await hold(page, PANEL_WASM);
  await panel.open();
  await expect(panel.rows).toHaveCount(20);
  await page.keyboard.press("/");
  await expect(panel.search).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("n");
  show();
  await expect(panel.control("name")).toBeVisible();
});

test("the search of an address stands in the shell, and no other rows are ever shown", async ({ page, panel }) => {
  await page.addInitScript(() => {
    let most = 0;
    const look = () => {
      const rows = document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("[data-faxbox-id]").length ?? 0;
      most = Math.max(most, rows);
      Object.assign(window, { most });
      requestAnimationFrame(look);
    };
    look();
  });
  const show = await hold(page, WASM);
  await panel.open("#/faxboxes?search=only%20a%20name");
  await expect(panel.search).toHaveValue("only a name");
  const steps = await page.evaluate(() => history.length);
  show();
  await expect(panel.rows).toHaveCount(1);
  await expect(panel.search).toHaveValue("only a name");
  await expect(page.locator(".foot [role=status]")).toContainText("1");
  expect(await page.evaluate(() => [(window as unknown as { most: number }).most, history.length])).toEqual([1, steps]);
});

test.describe("with a thousand faxboxes", () => {
  test.use({ faxboxes: 1000 });

  for (const latency of [0, 150]) {
    test(`nothing jumps from the shell to the whole list, ${latency} ms away`, async ({ page, panel }) => {
      const shifts = await countShifts(page);
      const session = await page.context().newCDPSession(page);
      await session.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 });
      const show = await hold(page, WASM);
      const showRest = await panel.hold("GET", "start_key");
      await panel.open();
      await expect(page.locator(".ghost")).toBeVisible();
      const { ".account": account, ".sheet tbody tr": row, ".sheet td.col-name": name, ...frame } = await places(page);
      show();
      await expect(page.locator(".attention__list")).toBeVisible();
      await expect(panel.rows.first()).toBeVisible();
      expect(await shifts()).toBeLessThan(SHIFT_MAX);

      // What comes then is sorted in among the rows that are there; what is around them stays.
      showRest();
      await expect(panel.told).toContainText("1000");
      expect(moved(frame, await places(page))).toEqual([]);
    });
  }
});
