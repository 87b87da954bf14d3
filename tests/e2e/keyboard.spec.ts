import { ACCOUNT, expect, FAILED_REQUEST, type Panel, test } from "./fixtures";

/** Presses Tab until an element has the focus. */
async function tabTo(panel: Panel, selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    const there = await panel.page.evaluate((selector) => {
      const focused = document.querySelector("faxbox-admin")?.shadowRoot?.activeElement;
      return focused?.matches(selector) ?? false;
    }, selector);
    if (there) return;
    await panel.page.keyboard.press(key);
  }
  throw new Error(`${selector} cannot be reached with ${key}`);
}

test("all of it goes by keyboard: connect, find, open, change, save, create, remove", async ({ page, panel, sandbox }) => {
  const { keyboard } = page;
  await page.goto("/");
  await expect(panel.control("server")).toBeVisible();
  await tabTo(panel, "[name=server]");
  await keyboard.type(sandbox.url);
  await keyboard.press("Tab");
  await keyboard.type(ACCOUNT.id);
  await keyboard.press("Tab");
  await keyboard.type(ACCOUNT.token);
  await keyboard.press("Enter");
  await expect(panel.rows).toHaveCount(20);

  await keyboard.press("/");
  await expect(panel.search).toBeFocused();
  await keyboard.type("only a name");
  await expect(panel.rows).toHaveCount(1);
  await tabTo(panel, ".row__open");
  await keyboard.press("Enter");
  await expect(panel.heading("Only a name")).toBeVisible();

  await tabTo(panel, "[name=caller_id]");
  await keyboard.type("+15551234567");
  await keyboard.press("Control+s");
  await expect(panel.notice).toContainText("Saved.");
  expect((await sandbox.document(await sandbox.id("Only a name"))).caller_id).toBe("+15551234567");

  await tabTo(panel, ".crumb", "Shift+Tab");
  await keyboard.press("Enter");
  await expect(panel.rows).toHaveCount(1);
  await keyboard.press("n");
  await expect(panel.control("name")).toBeFocused();
  await keyboard.type("By keyboard");
  await tabTo(panel, "[id='notifications.inbound.email.send_to']");
  await keyboard.press("Enter");
  await expect(panel.control("notifications.inbound.email.send_to.0")).toBeFocused();
  await keyboard.type("ann@acme.example");
  await tabTo(panel, "[name='notifications.inbound.callback.url']");
  await keyboard.type("https://hooks.acme.example/");
  await keyboard.press("Tab");
  await keyboard.press("ArrowRight");
  await expect(panel.choice("notifications.inbound.callback.method", "post")).toBeChecked();
  await keyboard.press("Control+s");
  await expect(panel.notice).toContainText("Created.");
  const id = await sandbox.id("By keyboard");
  expect((await sandbox.document(id)).notifications).toEqual({
    inbound: { email: { send_to: ["ann@acme.example"] }, callback: { url: "https://hooks.acme.example/", method: "post" } },
  });

  await tabTo(panel, "[name=remove]", "Shift+Tab");
  await keyboard.press("Enter");
  await expect(panel.dialog).toContainText("Remove “By keyboard”?");
  await expect(panel.dialog.locator("[name=keep_document]")).toBeEnabled();
  await tabTo(panel, "[name=confirm_remove]");
  await keyboard.press("Enter");
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();
  await expect(panel.row(id)).toHaveCount(0);
  expect((await sandbox.list()).map((row) => row.name)).not.toContain("By keyboard");
});

test("the arrow keys, Home and End move from row to row, and Enter opens", async ({ page, panel }) => {
  await panel.openList();
  const links = panel.rows.locator(".row__open");
  await expect(links).toHaveCount(20);
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
  await expect(page).toHaveURL(/#\/faxboxes$/);
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
