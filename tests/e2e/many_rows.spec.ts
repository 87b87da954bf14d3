/** A faxbox that somebody gave thousands of recipients: it opens like any other, and each of them is kept. */
import { expect, ID, SOUND, test } from "./fixtures";

const IN = "notifications.inbound.email.send_to";
const MANY = 10_000;

/** The last is no address. */
const recipients = Array.from({ length: MANY }, (_, row) => (row === MANY - 1 ? "nobody" : `r${row}@acme.example`));

test.beforeEach(async ({ panel, sandbox }) => {
  await sandbox.put(ID, { ...SOUND, notifications: { inbound: { email: { send_to: recipients } } } });
  await panel.openFaxbox(ID);
});

test("of ten thousand recipients the last is found by its problem, put right and saved with all others", async ({ page, panel, sandbox }) => {
  const rows = page.locator(`[name^="${IN}."]`);
  await expect(rows).toHaveCount(100);
  await page.locator(".problems").getByRole("button", { name: "row 10000" }).click();
  await expect(panel.control(`${IN}.9999`)).toBeFocused();
  await panel.control(`${IN}.9999`).fill("last@acme.example");
  await panel.control("name").fill("Mine");
  await expect(panel.problem(`${IN}.9999`)).toHaveCount(0);
  expect(await rows.count()).toBeLessThan(200);
  await panel.review();
  // What is another one is shown, however many are not.
  await expect(panel.dialog.locator("del")).toHaveText(["Sound", "nobody"]);
  await expect(panel.dialog.locator("ins")).toHaveText(["Mine", "last@acme.example"]);
  await panel.dialog.locator("[name=save_reviewed]").click();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.document(ID)).toEqual({
    ...SOUND,
    name: "Mine",
    notifications: { inbound: { email: { send_to: [...recipients.slice(0, -1), "last@acme.example"] } } },
  });
});

test("more rows are drawn by a button, which says how many, and the focus goes to the first of them", async ({ page, panel }) => {
  const rows = page.locator(`[name^="${IN}."]`);
  const group = page.getByRole("group").filter({ has: rows.first() });
  await page.getByRole("button", { name: /^Show 100 more / }).click();
  await expect(panel.control(`${IN}.100`)).toBeFocused();
  await expect(rows).toHaveCount(200);
  await expect(group.getByRole("status").first()).toHaveText("Rows 1 to 200 of 10000");
  // A row more at the end is far away: those before it wait.
  await page.locator(`[id="${IN}"]`).click();
  await expect(panel.control(`${IN}.10000`)).toBeFocused();
  await expect(panel.control(`${IN}.0`)).toHaveCount(0);
  await page.keyboard.type("more@acme.example");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(panel.control(`${IN}.9999`)).toBeFocused();
  await expect(panel.control(`${IN}.9999`)).toHaveValue("more@acme.example");
  const first = Number(await rows.first().evaluate((row) => (row as HTMLInputElement).name.split(".").at(-1)));
  await page.getByRole("button", { name: /^Show the 100 before / }).click();
  await expect(panel.control(`${IN}.${first - 1}`)).toBeFocused();
  // An undo leads to what it changed, wherever that is.
  await panel.control("name").fill("Mine");
  for (const _ of [1, 2]) await page.locator("button[name=undo]").click();
  await expect(panel.control(`${IN}.9999`)).toBeFocused();
  await expect(panel.control(`${IN}.9999`)).toHaveValue("nobody");
});
