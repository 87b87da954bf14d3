import { expect, framesPass, test } from "./fixtures";

const ID = "f".repeat(32);

/** The frame of a parameter. */
function field(page: import("@playwright/test").Page, path: string) {
  return page.locator(".field", { has: page.locator(`[id="${path}-state"]`) });
}

test("a new faxbox sends what was typed alone, and says beforehand what a save fills in", async ({ page, panel, sandbox }) => {
  await panel.openNew();
  for (const [path, placeholder, told] of [
    ["caller_name", "Kazoo Fax Printer", "A save fills in “Kazoo Fax Printer”."],
    ["fax_header", "Kazoo Fax Printer", "A save fills in “Kazoo Fax Printer”, and every page says so."],
    ["retries", "1", "A save fills in 1."],
  ] as const) {
    await expect(panel.control(path)).toHaveAttribute("placeholder", placeholder);
    await expect(panel.control(path)).toHaveValue("");
    await expect(field(page, path)).toContainText(told);
    await expect(field(page, path).locator(".field__state")).toHaveText("not set");
    await expect(panel.control(path)).toHaveAccessibleDescription(new RegExp(`not set.*${told.slice(0, 15)}`));
  }
  await expect(field(page, "smtp_permission_list")).toContainText("A save fills in an empty list.");
  await expect(field(page, "media.fax_option")).toContainText("Not set means off.");
  await panel.control("name").fill("Only a name typed");
  await panel.saveWell();
  const [put] = await sandbox.sent("PUT");
  expect((JSON.parse(put.body) as { data: unknown }).data).toEqual({ name: "Only a name typed" });
});

test("each field says whether it is set, default or not, and can be unset", async ({ page, panel, sandbox }) => {
  const email = "notifications.inbound.email.send_to";
  await sandbox.put(ID, {
    name: "Standing", caller_id: "+15551230001", fax_header: "", retries: 1, smtp_permission_list: [], flags: ["x"],
    media: { fax_option: true }, notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } },
  });
  await panel.openFaxbox(ID);
  const unset = page.locator(".field__unset");
  for (const [path, state] of [["caller_id", "set"], ["fax_header", "set"], ["retries", "default"], ["smtp_permission_list", "default"], [email, "set"], ["media.fax_option", "set"], ["fax_identity", "not set"]])
    await expect(page.locator(`[id="${path}-state"]`)).toHaveText(state);
  await expect(field(page, "name").locator(".field__unset")).toHaveCount(0);
  await panel.button("Unset Caller ID number").focus();
  await page.keyboard.press("Enter");
  await expect(panel.control("caller_id")).toHaveValue("");
  await expect(panel.control("caller_id")).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Caller ID number is not set now." })).toHaveCount(1);
  for (const name of ["Unset Fax header", "Unset Tries after a failure", "Unset Who may send", "Unset E-mail to (When a fax arrives)"])
    await panel.button(name).click();
  await panel.choose("media.fax_option", "");
  await expect(unset).toHaveCount(0);
  await panel.save();
  // The defaults that the server fills in are told afterwards; what was unset was not sent.
  await expect(panel.outcome.first()).toContainText("The server filled in its default for");
  const [post] = await sandbox.sent("POST");
  expect((JSON.parse(post.body) as { data: unknown }).data).toEqual({ name: "Standing", flags: ["x"] });
});

test("a place without its region is offered as the zone it is", async ({ page, panel }) => {
  await panel.openNew();
  await panel.control("fax_timezone").fill("Berlin");
  await panel.button("Use Europe/Berlin").click();
  await expect(panel.control("fax_timezone")).toHaveValue("Europe/Berlin");
  await expect(panel.control("fax_timezone")).toBeFocused();
  await expect(panel.button("Use Europe/Berlin")).toHaveCount(0);
  await panel.control("fax_timezone").fill("Nowhere");
  await expect(page.getByRole("button", { name: /^Use / })).toHaveCount(0);
});

test("the section that one is in is marked, and the faxbox is named while one scrolls", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, { name: "Scrolled", fax_header: "A", custom_smtp_email_address: "" });
  await panel.openFaxbox(ID);
  const current = page.locator(".sections [aria-current=true]");
  await expect(current).toHaveText("Identity");
  await expect(page.locator(".slim")).toBeHidden();
  await page.mouse.move(640, 400);
  await page.mouse.wheel(0, 700);
  await expect(current).not.toContainText("Identity");
  await expect(page.locator(".slim")).toContainText("Scrolled");
  await page.mouse.wheel(0, 10_000);
  await expect(current).toHaveText("System");
  for (const name of ["When a fax was sent", "Page header"]) {
    await page.locator(".sections").getByRole("button", { name }).click();
    await expect(current).toContainText(name);
    await expect(page.getByRole("heading", { name, exact: true })).toBeFocused();
  }
  await page.mouse.wheel(0, 10_000);
  await page.locator(".slim").getByRole("button", { name: /go to the first$/ }).first().click();
  await expect(panel.control("custom_smtp_email_address")).toBeFocused();
});

test("who has the focus in the line that names the faxbox keeps it while the bar comes back", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, { name: "Scrolled", fax_header: "A", custom_smtp_email_address: "" });
  await panel.openFaxbox(ID);
  await page.mouse.move(640, 400);
  await page.mouse.wheel(0, 10_000);
  const mark = page.locator(".slim").getByRole("button", { name: /go to the first$/ }).first();
  await mark.focus();
  await page.mouse.wheel(0, -20_000);
  await expect(page.locator(".slim")).toHaveAttribute("hidden");
  await framesPass(page);
  await expect(mark).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(".bar :focus")).toHaveCount(1);
  await expect(page.locator(".slim")).toBeHidden();
});

test("Save stands out where there is something to save, and answers where there is not", async ({ panel, sandbox }) => {
  await sandbox.put(ID, { name: "Clean", fax_header: "A", retries: 1 });
  await panel.openFaxbox(ID);
  await expect(panel.saveButton).not.toHaveClass(/button--primary/);
  await panel.save();
  await expect(panel.notice).toContainText("Nothing to save: the server has all of this already.");
  await panel.control("name").fill("Changed");
  await expect(panel.saveButton).toHaveClass(/button--primary/);
});
