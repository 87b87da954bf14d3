import { expect, FAILED_REQUEST, test } from "./fixtures";

test("the arrow keys, Home and End move from row to row, and Enter opens", async ({ page, panel }) => {
  await panel.openList();
  const links = panel.rows.locator(".row__open");
  await expect(links).toHaveCount(20);
  // The keys of rows come with the boxes.
  await expect(panel.rows.first().getByRole("checkbox")).toBeVisible();
  await links.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(links.nth(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(links.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(links.last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(links.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(links.first()).toBeFocused();
  const name = await links.first().innerText();
  await page.keyboard.press("Enter");
  await expect(panel.heading(name)).toBeVisible();
});

test("keys that are typed into a control are text", async ({ page, panel }) => {
  await panel.openList();
  await panel.search.focus();
  await page.keyboard.type("n/n");
  await expect(panel.search).toHaveValue("n/n");
  await expect(page).toHaveURL(/#\/faxboxes\?search=n%2Fn$/);
  await panel.search.blur();
  await page.keyboard.press("Control+n");
  await page.keyboard.press("Alt+n");
  await expect(panel.search).toBeVisible();
});

test("Ctrl+S with errors sends nothing and puts the focus on the first", async ({ page, panel, sandbox }) => {
  await panel.openNew();
  await panel.control("retries").fill("many");
  await page.keyboard.press("Control+s");
  await expect(panel.control("name")).toBeFocused();
  expect(await sandbox.sent("PUT")).toEqual([]);
});

test("a row that is removed gives the focus to the one that takes its place, and the last to the button", async ({ page, panel }) => {
  const path = "notifications.inbound.email.send_to";
  await panel.openNew();
  for (const text of ["a@x.example", "b@x.example"]) await panel.addRow(path, text);
  await panel.control(`${path}.0`).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(panel.control(`${path}.0`)).toHaveValue("b@x.example");
  await expect(panel.control(`${path}.0`)).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(`[id="${path}"]`)).toBeFocused();
});

test("a dialog holds the focus, and gives it back", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await panel.openFaxbox(await sandbox.id("Every field"));
  await panel.button("Remove…").focus();
  await page.keyboard.press("Enter");
  await expect(panel.dialog).toBeVisible();
  for (let pressed = 0; pressed < 8; pressed++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => {
      const focused = document.querySelector("faxbox-admin")?.shadowRoot?.activeElement;
      return focused != null && focused.closest("dialog") === null;
    });
    expect(outside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(panel.button("Remove…")).toBeFocused();
});
