import type { Page } from "@playwright/test";
import { ACCOUNT, BLANK, expect, FAILED_REQUEST, framesPass, test } from "./fixtures";
import type { Account, Panel } from "./fixtures";
import { PANEL_WASM, hold } from "./files";
import { type } from "./connecting";
import { openHost } from "./host";
import { countShifts } from "./shifts";

/** What draws the first view; the tools around the list. They exist in the release build alone. */
const MAIN_WASM = /\/faxbox-admin-[0-9a-f]+\.wasm$/;
const TOOLS_WASM = /\/(split_)?tools-[0-9a-f]+\.wasm$/;

/** What is on the screen, without what only code sees: comments, the order of attributes, what was typed. */
function markup(page: Page): Promise<string> {
  return page.evaluate(() => {
    const told = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element)) return "";
      const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
      return `<${node.localName}${attributes.join("")}>${[...node.childNodes].map(told).join("")}</${node.localName}>\n`;
    };
    const root = document.querySelector("faxbox-admin")!.shadowRoot!;
    return told(root.querySelector(".bar")!) + told(root.querySelector("main")!);
  });
}

/** Whether the panel has taken over: its notices are always there. */
function taken(page: Page): Promise<unknown> {
  return expect(page.locator(".notice")).toHaveCount(1);
}

test("the panel takes the place of the first view, with the same markup", async ({ page, panel }) => {
  const showPanel = await hold(page, PANEL_WASM);
  await hold(page, TOOLS_WASM);
  await panel.open();
  await expect(panel.rows).toHaveCount(20);
  await expect(page.locator(".notice")).toHaveCount(0);
  const before = await markup(page);
  const row = await panel.rows.first().elementHandle();

  const name = await panel.hold("GET", "/accounts/");
  showPanel();
  await taken(page);
  expect(await markup(page)).toBe(before);
  expect(await row!.evaluate((row) => row.isConnected), "the rows are the same").toBe(true);
  name();
});

test("of whoever connected before the program was there as well", async ({ page, panel }) => {
  const showFirst = await hold(page, MAIN_WASM);
  const showPanel = await hold(page, PANEL_WASM);
  await hold(page, TOOLS_WASM);
  await page.goto("/");
  await type(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("Asking the server…");
  showFirst();
  await expect(panel.rows).toHaveCount(20);
  const before = await markup(page);
  const name = await panel.hold("GET", "/accounts/");
  showPanel();
  await taken(page);
  expect(await markup(page)).toBe(before);
  name();
});

test("where the host signs the person in, the first view has no way out either, and what is pressed in it is the same in the panel", async ({ page, panel, sandbox }) => {
  const show = await hold(page, PANEL_WASM);
  // The token is there before the WASM, so that the first page is asked for meanwhile.
  const showFirst = await hold(page, MAIN_WASM);
  await page.addInitScript((token) => {
    const define = customElements.define.bind(customElements);
    customElements.define = (name, element, options) => {
      Object.assign(document.querySelector(name)!, { token });
      define(name, element, options);
    };
  }, ACCOUNT.token);
  const asked = page.waitForRequest(/\/faxboxes\?page_size=50$/);
  await openHost(page, `<faxbox-admin server="${sandbox.url}" account-id="${ACCOUNT.id}"></faxbox-admin>`);
  await asked;
  showFirst();
  await expect(panel.rows).toHaveCount(20);
  await expect(page.locator(".account")).toBeVisible();
  await expect(page.locator(".account__sign-out")).toHaveCount(0);
  await panel.button("New faxbox").click();
  show();
  await expect(panel.control("name")).toBeVisible();
});

test("a press that began before the panel was there is a click of its own, however late it ends", async ({ page, panel }) => {
  const show = await hold(page, PANEL_WASM);
  await panel.open();
  await panel.rows.first().getByRole("link").hover();
  await page.mouse.down();
  const come = page.waitForEvent("requestfinished", (request) => PANEL_WASM.test(request.url()));
  show();
  await come;
  await framesPass(page);
  await expect(page.locator(".notice")).toHaveCount(0);
  await page.mouse.up();
  await expect(panel.control("name")).toBeVisible();
});

test("what is typed before the panel is there is kept, with the caret, and searched for", async ({ page, panel }) => {
  const show = await hold(page, PANEL_WASM);
  await panel.open();
  await expect(panel.rows).toHaveCount(20);
  await panel.search.pressSequentially("only a name");
  await page.keyboard.press("ArrowLeft");
  show();
  await expect(panel.rows).toHaveCount(1);
  await expect(panel.search).toBeFocused();
  await page.keyboard.type("X");
  await expect(panel.search).toHaveValue("only a namXe");
});

test("a row that is pressed before the panel is there is opened then", async ({ page, panel, sandbox }) => {
  const show = await hold(page, PANEL_WASM);
  await panel.open();
  await expect(panel.rows).toHaveCount(20);
  const id = await sandbox.id("Only a name");
  await panel.row(id).locator("td").last().click();
  show();
  await expect(panel.control("name")).toHaveValue("Only a name");
});

/** Presses a button of the first view whose page holds no rows, before the panel is there. */
async function pressWithoutRows(page: Page, panel: Panel, account: Account): Promise<void> {
  const show = await hold(page, PANEL_WASM);
  // The frame is drawn without rows where their answer is not there before it.
  const answer = await panel.hold("GET", "page_size=50");
  const asked = page.waitForRequest(/page_size=50/);
  await panel.open("#/faxboxes", account);
  await expect(panel.button("Import")).toBeVisible();
  const answered = (await asked).response();
  answer();
  await answered;
  await framesPass(page);
  await panel.button("Import").click();
  show();
}

test("a button that is pressed in an empty list before the panel is there is pressed in it", async ({ page, panel }) => {
  await pressWithoutRows(page, panel, BLANK);
  await expect(panel.dialog).toBeVisible();
});

test("a button that is pressed while there is no list to come does no harm", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.faults({ kind: "status", status: 500, times: 99 });
  await pressWithoutRows(page, panel, ACCOUNT);
  await expect(panel.problem("server")).toBeVisible();
});

test("a panel that does not come leaves the first rows, says so, and can be asked for again", async ({ page, panel, complaints }) => {
  await page.route(PANEL_WASM, (route) => route.abort());
  await panel.open();
  await expect(page.getByRole("alert")).toContainText("Nothing you typed is lost");
  await expect(panel.rows).toHaveCount(20);
  await panel.button("Try again").click();
  await expect(page.getByRole("alert")).toContainText("Nothing you typed is lost");

  await page.unroute(PANEL_WASM);
  await panel.button("Try again").click();
  await expect(page.locator(".foot")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing you typed" })).toHaveCount(0);
  complaints.expected(/Failed to fetch|ERR_FAILED/);
});

/** Fractions of pixels: what Chromium counts where a number is set anew in its place. */
const SHIFT_MAX = 0.001;

test("nothing jumps from the page's first paint to the whole list", async ({ page, panel }) => {
  const shifts = await countShifts(page);
  await panel.open();
  await expect(page.locator(".foot [role=status]")).toContainText("20");
  await expect(page.locator(".attention__list")).toBeVisible();
  expect(await shifts()).toBeLessThan(SHIFT_MAX);
});

test.describe("with more faxboxes than the screen holds", () => {
  test.use({ faxboxes: 60 });

  for (const [height, rows] of [[320, 2], [720, 11], [2400, 47]] as const) {
    test(`the first view has the rows that can be in sight, ${height} pixels high, then those of the first page, and the panel all`, async ({ page, panel }) => {
      await page.addInitScript(() => {
        const look = () => {
          const rows = document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("[data-faxbox-id]").length;
          if (rows) Object.assign(window, { firstRows: rows });
          else requestAnimationFrame(look);
        };
        look();
      });
      await page.setViewportSize({ width: 1280, height });
      const show = await hold(page, PANEL_WASM);
      await panel.open();
      await expect(panel.rows).toHaveCount(50);
      expect(await page.evaluate(() => (window as unknown as { firstRows: number }).firstRows)).toBe(rows);
      await expect(page.locator(".bar__count")).toHaveText("50");
      show();
      await expect(panel.told).toHaveText("60 faxboxes");
      const bottom = await panel.rows.last().evaluate((row) => row.getBoundingClientRect().bottom);
      expect(bottom).toBeGreaterThan(Math.min(height, 1500));
    });
  }
});
