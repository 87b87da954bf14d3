import { expect, test } from "./fixtures";
import type { Page } from "@playwright/test";

const ID = "b".repeat(32);
const EMAIL = "notifications.inbound.email.send_to";
const METHOD = "notifications.inbound.callback.method";
const SOUND = {
  name: "Sound",
  fax_header: "ACME",
  retries: 1,
  notifications: { inbound: { email: { send_to: ["ann@acme.example", "bob@acme.example"] } } },
};

/** What is said to those who listen. */
function said(page: Page, text: string) {
  return page.getByRole("status").filter({ hasText: text });
}

test.beforeEach(async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
});

test("every kind of edit is undone and redone by keys, with the focus on it and a word about it", async ({ page, panel }) => {
  const { keyboard } = page;
  await panel.control("name").focus();
  await keyboard.press("End");
  await keyboard.type(" box");
  await panel.control("caller_id").fill("+15551234567");
  await panel.choose(METHOD, "post");
  await panel.addRow(EMAIL, "eve@acme.example");
  await page.getByRole("button", { name: "Remove row 1 of E-mail to" }).first().click();
  await expect(panel.control(`${EMAIL}.0`)).toHaveValue("bob@acme.example");

  await keyboard.press("Control+z");
  await expect(panel.control(`${EMAIL}.0`)).toHaveValue("ann@acme.example");
  await expect(panel.control(`${EMAIL}.0`)).toBeFocused();
  await expect(said(page, "Undone: E-mail to (When a fax arrives) is")).toHaveCount(1);
  await keyboard.press("Control+z");
  await expect(panel.control(`${EMAIL}.2`)).toHaveValue("");
  await expect(panel.control(`${EMAIL}.2`)).toBeFocused();
  await keyboard.press("Control+z");
  await expect(panel.control(`${EMAIL}.2`)).toHaveCount(0);
  await keyboard.press("Control+z");
  await expect(panel.choice(METHOD, "")).toBeChecked();
  await expect(panel.choice(METHOD, "")).toBeFocused();
  await expect(said(page, "Undone: Callback method (When a fax arrives) is not set again.")).toHaveCount(1);
  await keyboard.press("Control+z");
  await expect(panel.control("caller_id")).toHaveValue("");
  await keyboard.press("Control+z");
  await expect(panel.control("name")).toHaveValue("Sound");
  await expect(panel.control("name")).toBeFocused();
  await expect(page.locator(".dock")).toContainText("No changes");
  await keyboard.press("Control+z");
  await expect(said(page, "There is nothing to undo.")).toHaveCount(1);

  for (const key of ["Control+Shift+z", "Control+y", "Meta+Shift+z", "Control+Shift+z", "Control+y", "Control+Shift+z"])
    await keyboard.press(key);
  await expect(panel.control("name")).toHaveValue("Sound box");
  await expect(panel.control("caller_id")).toHaveValue("+15551234567");
  await expect(panel.choice(METHOD, "post")).toBeChecked();
  await expect(panel.control(`${EMAIL}.0`)).toHaveValue("bob@acme.example");
  await expect(panel.control(`${EMAIL}.1`)).toHaveValue("eve@acme.example");
  await keyboard.press("Control+y");
  await expect(said(page, "There is nothing to redo.")).toHaveCount(1);
});

test("the buttons undo and redo, and a save does not end what can be undone", async ({ panel, sandbox }) => {
  await expect(panel.button("Undo")).toHaveCount(0);
  await panel.control("name").fill("Another");
  await panel.saveWell();
  await panel.button("Undo").click();
  await expect(panel.control("name")).toHaveValue("Sound");
  await expect(panel.page.locator(".dock")).toContainText("1 change");
  await expect(panel.button("Undo")).toHaveAttribute("aria-disabled", "true");
  await panel.button("Redo").click();
  await expect(panel.page.locator(".dock")).toContainText("No changes");
  await panel.button("Undo").click();
  await panel.saveWell();
  expect(await sandbox.document(ID)).toMatchObject(SOUND);
});

test("a dialog and a control that is no part of the faxbox keep their own undo", async ({ page, panel }) => {
  await panel.control("name").fill("Another");
  await panel.button("Remove…").click();
  await expect(panel.dialog).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await expect(panel.control("name")).toHaveValue("Another");
});

test("in a host's page the keys act inside of the panel alone", async ({ page, panel }) => {
  await page.evaluate(async () => {
    const element = document.querySelector("faxbox-admin")!;
    element.remove();
    await Promise.resolve();
    element.removeAttribute("routing");
    document.body.append(element, Object.assign(document.createElement("input"), { id: "host" }));
  });
  await panel.row(ID).getByRole("button").first().click();
  await panel.control("name").fill("Another");
  await page.locator("#host").fill("of the host");
  await page.locator("#host").press("Control+z");
  await expect(panel.control("name")).toHaveValue("Another");
  await panel.control("caller_id").focus();
  await page.keyboard.press("Control+z");
  await expect(panel.control("name")).toHaveValue("Sound");
});

test("? shows the keys, and is text where text is typed", async ({ page, panel }) => {
  await panel.control("name").fill("What");
  await page.keyboard.type("?");
  await expect(panel.control("name")).toHaveValue("What?");
  await panel.heading("What?").focus();
  await page.keyboard.press("?");
  await expect(panel.dialog).toContainText("Undo the last change");
  await page.keyboard.press("Escape");
  await expect(panel.dialog).toHaveCount(0);
});
