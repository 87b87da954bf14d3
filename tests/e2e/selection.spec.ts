import type { Locator } from "@playwright/test";
import { expect, type Panel, test } from "./fixtures";

function dock(panel: Panel): Locator {
  return panel.page.getByRole("region", { name: "Selection" });
}

function box(row: Locator): Locator {
  return row.getByRole("checkbox");
}

function all(panel: Panel): Locator {
  return panel.page.getByRole("checkbox", { name: "Select all that match" });
}

/** Which rows are ticked, from the top. */
async function ticked(panel: Panel): Promise<number[]> {
  const states = await box(panel.rows).evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked));
  return states.flatMap((state, index) => (state ? [index] : []));
}

async function open(panel: Panel): Promise<void> {
  await panel.openList();
  await expect(box(panel.rows.first())).toBeVisible();
}

test("boxes, Shift and Ctrl select by clicks, and a plain click still opens", async ({ page, panel }) => {
  await open(panel);
  await box(panel.rows.nth(2)).click();
  await expect(dock(panel)).toContainText("1 selected");
  await box(panel.rows.nth(5)).click({ modifiers: ["Shift"] });
  await expect.poll(() => ticked(panel)).toEqual([2, 3, 4, 5]);
  // The range shrinks, and turns.
  await box(panel.rows.nth(3)).click({ modifiers: ["Shift"] });
  await expect.poll(() => ticked(panel)).toEqual([2, 3]);
  await panel.rows.nth(0).locator(".row__open").click({ modifiers: ["Shift"] });
  await expect.poll(() => ticked(panel)).toEqual([0, 1, 2]);
  await panel.rows.nth(8).locator(".row__open").click({ modifiers: ["ControlOrMeta"] });
  await panel.rows.nth(1).locator(".col-name").click({ modifiers: ["ControlOrMeta"] });
  await expect.poll(() => ticked(panel)).toEqual([0, 2, 8]);
  await expect(dock(panel)).toContainText("3 selected");
  expect(page.context().pages()).toHaveLength(1);
  await expect(page).toHaveURL(/#\/faxboxes$/);
  await dock(panel).getByRole("button", { name: "Clear the selection" }).click();
  await expect(dock(panel)).toHaveCount(0);
  await expect.poll(() => ticked(panel)).toEqual([]);
  await panel.rows.nth(1).locator(".row__open").click();
  await expect(panel.control("name")).toBeVisible();
});

test("a notice stands above what can be done with those that are selected", async ({ page, panel }) => {
  await open(panel);
  await box(panel.rows.nth(2)).click();
  await expect(dock(panel)).toContainText("1 selected");
  await page.context().setOffline(true);
  await expect(panel.notice).toContainText("This device is offline.");
  const [notice, below] = [await panel.notice.boundingBox(), await dock(panel).boundingBox()];
  expect((notice?.y ?? 0) + (notice?.height ?? Infinity)).toBeLessThanOrEqual(below?.y ?? 0);
});

test("x, Shift with arrows and Ctrl+A select by keys", async ({ page, panel }) => {
  await open(panel);
  await panel.rows.nth(1).locator(".row__open").focus();
  await page.keyboard.press("x");
  await expect.poll(() => ticked(panel)).toEqual([1]);
  await page.keyboard.press("x");
  await expect.poll(() => ticked(panel)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => ticked(panel)).toEqual([2, 3, 4]);
  await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(() => ticked(panel)).toEqual([2, 3]);
  await expect(panel.rows.nth(3).locator(".row__open")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Home");
  await expect.poll(() => ticked(panel)).toEqual([0, 1, 2, 3, 4, 5]);
  await page.keyboard.press("ControlOrMeta+a");
  await expect(dock(panel)).toContainText("20 selected");
  await expect(all(panel)).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(dock(panel)).toHaveCount(0);
  // What is said to those who listen.
  await page.keyboard.press("x");
  await expect(page.getByRole("status").filter({ hasText: "1 selected" })).toHaveCount(1);
});

test("all that match is a rule: one less leaves the others, and so does filtering", async ({ page, panel, sandbox }) => {
  await open(panel);
  await panel.search.fill("open");
  await expect(panel.rows).toHaveCount(2);
  await all(panel).click();
  await expect(dock(panel)).toContainText("2 selected");
  await panel.search.fill("");
  await expect(panel.rows).toHaveCount(20);
  await expect(dock(panel)).toContainText("2 selected");
  await expect(dock(panel)).not.toContainText("out of sight");
  // What matches later falls under it.
  const id = await sandbox.id("Only a name");
  await sandbox.change(id, { name: "Open later" });
  await panel.button("Refresh").click();
  await expect(dock(panel)).toContainText("3 selected");
  await expect(box(panel.row(id))).toBeChecked();
  await box(panel.row(id)).click();
  await expect(dock(panel)).toContainText("2 selected");
  await panel.search.fill("calls home");
  await expect(dock(panel)).toContainText("2 selected · 2 out of sight");
  await dock(panel).getByRole("button", { name: "Select all 1" }).click();
  await expect(dock(panel)).toContainText("3 selected · 2 out of sight");
  // A look into the editor and back.
  await panel.rows.first().locator(".row__open").click();
  await expect(panel.control("name")).toBeVisible();
  await page.goBack();
  await expect(dock(panel)).toContainText("3 selected · 2 out of sight");
  await all(panel).click();
  await expect(dock(panel)).toContainText("2 selected · 2 out of sight");
});

test("what is removed is selected no more, and another account has nothing selected", async ({ panel, sandbox }) => {
  await open(panel);
  await box(panel.rows.nth(0)).click();
  await box(panel.rows.nth(1)).click();
  await expect(dock(panel)).toContainText("2 selected");
  await panel.rows.nth(0).locator(".row__open").click();
  await panel.button("Remove…").click();
  await panel.dialog.getByRole("button", { name: "Remove for good" }).click();
  await expect(dock(panel)).toContainText("1 selected");
  expect(await sandbox.sent("DELETE")).toHaveLength(1);
  await panel.button("Sign out").click();
  await panel.connecting();
});

test("the bar hands over what is selected", async ({ panel }) => {
  await open(panel);
  await box(panel.rows.nth(0)).click();
  await box(panel.rows.nth(3)).click();
  await dock(panel).getByRole("button", { name: "Change…" }).click();
  await expect(panel.dialog).toBeVisible();
});

test.describe("with ten thousand faxboxes", () => {
  test.use({ faxboxes: 10_000 });

  test("all are selected while they are still coming, one is taken out, and the others stay", async ({ page, panel }) => {
    test.slow();
    await panel.openList();
    await expect(box(panel.rows.first())).toBeVisible();
    await panel.rows.first().locator(".row__open").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(dock(panel)).toContainText(/10.?000 selected/, { timeout: 60_000 });
    await page.keyboard.press("x");
    await expect(dock(panel)).toContainText(/9.?999 selected/);
    await panel.search.fill("no faxbox is called so");
    await expect(dock(panel)).toContainText(/9.?999 selected · 9.?999 out of sight/);
  });
});
