/** Lists that are edited row by row: pasted, typed, moved, taken out; by mouse and by keyboard. */
import { expect, ID, type Panel, test } from "./fixtures";

const IN = "notifications.inbound.email.send_to";
const SMS = "notifications.inbound.sms.send_to";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Pastes into what has the focus, as a person does. */
async function paste(panel: Panel, text: string): Promise<void> {
  await panel.page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await panel.page.keyboard.press("Control+v");
}

function values(panel: Panel, path: string): Promise<string[]> {
  return panel.page.locator(`[name^="${path}."]`).evaluateAll((rows) => rows.map((row) => (row as HTMLInputElement).value));
}

async function expectRows(panel: Panel, path: string, expected: string[]): Promise<void> {
  await expect.poll(() => values(panel, path)).toEqual(expected);
}

async function openList(panel: Panel, rows = ["a@x.example", "b@x.example", "c@x.example"]): Promise<void> {
  await panel.sandbox.put(ID, { name: "Rows", notifications: { inbound: { email: { send_to: rows } } } });
  await panel.openFaxbox(ID);
}

test("ten addresses separated by anything become ten rows, which is said", async ({ page, panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Ten");
  await page.locator(`[id="${IN}"]`).click();
  await expect(panel.control(`${IN}.0`)).toBeFocused();
  await paste(
    panel,
    'Ann <a@x.example>, "Doe, John" <b@x.example>; c@x.example d@x.example\te@x.example\n' +
      "- f@x.example\n2. g@x.example\nmailto:h@x.example?subject=x\nDoe, Jane <i@x.example>\n(j@x.example).",
  );
  const ten = [..."abcdefghij"].map((letter) => `${letter}@x.example`);
  await expectRows(panel, IN, ten);
  await expect(panel.notice).toContainText("10 addresses added");
  await expect(panel.control(`${IN}.9`)).toBeFocused();
  await panel.saveWell();
  expect(await sandbox.document(await sandbox.id("Ten"))).toMatchObject({ notifications: { inbound: { email: { send_to: ten } } } });
});

test("what is pasted and is no address becomes a row with its problem", async ({ page, panel }) => {
  await panel.openNew();
  await page.locator(`[id="${IN}"]`).click();
  await paste(panel, "a@x.example; nobody, b@@x.example");
  await expectRows(panel, IN, ["a@x.example", "nobody", "b@@x.example"]);
  await expect(panel.problem(`${IN}.1`, "error")).toContainText("An address needs an @");
  await expect(panel.problem(`${IN}.2`, "error")).toContainText("Two @ signs");
});

test("one plain address stays a plain paste, one with a name becomes the address", async ({ page, panel }) => {
  await panel.openNew();
  await page.locator(`[id="${IN}"]`).click();
  await paste(panel, "a@x.example");
  await expectRows(panel, IN, ["a@x.example"]);
  await page.keyboard.press("Control+a");
  await paste(panel, "Bob <b@x.example>");
  await expectRows(panel, IN, ["b@x.example"]);
  await expect(panel.notice).toContainText("1 address added");
  await paste(panel, ".org");
  await expectRows(panel, IN, ["b@x.example.org"]);
  // Behind what stands there.
  await paste(panel, "c@x.example d@x.example");
  await expectRows(panel, IN, ["b@x.example.org", "c@x.example", "d@x.example"]);
});

test("what was typed with a name becomes the address with one click", async ({ page, panel }) => {
  await panel.openNew();
  await panel.addRow(IN, "Ann <a@x.example>");
  await panel.button("Keep the address alone").click();
  await expectRows(panel, IN, ["a@x.example"]);
  await expect(panel.control(`${IN}.0`)).toBeFocused();
  await panel.control(`${IN}.0`).fill("a@x.example, b@x.example");
  await panel.button("Make it 2 rows").click();
  await expectRows(panel, IN, ["a@x.example", "b@x.example"]);
  await expect(page.getByRole("button", { name: /Make it|Keep the/ })).toHaveCount(0);
});

test("more than 500 at once are not taken, and that is said", async ({ page, panel }) => {
  await panel.openNew();
  await page.locator(`[id="${IN}"]`).click();
  await paste(panel, "a@x.example ".repeat(501));
  await expect(panel.notice).toContainText("501 at once are too many: paste at most 500. Nothing was added.");
  await expectRows(panel, IN, [""]);
});

test("duplicates are found without regard to case", async ({ panel }) => {
  await openList(panel, ["Ann@x.example", "bob@x.example", "ann@X.example"]);
  await expect(panel.problem(`${IN}.2`, "warning")).toContainText("The same as row 1");
  await expect(panel.problem(`${IN}.1`)).toHaveCount(0);
});

test("Enter adds the next row, Backspace in an empty one takes it out and goes back", async ({ page, panel }) => {
  await openList(panel);
  await panel.control(`${IN}.0`).focus();
  await page.keyboard.press("Enter");
  await expect(panel.control(`${IN}.1`)).toBeFocused();
  await expectRows(panel, IN, ["a@x.example", "", "b@x.example", "c@x.example"]);
  await page.keyboard.type("n");
  await page.keyboard.press("Backspace");
  await expectRows(panel, IN, ["a@x.example", "", "b@x.example", "c@x.example"]);
  await page.keyboard.press("Backspace");
  await expectRows(panel, IN, ["a@x.example", "b@x.example", "c@x.example"]);
  await expect(panel.control(`${IN}.0`)).toBeFocused();
  // It goes on where the text ends.
  await page.keyboard.press("Backspace");
  await expectRows(panel, IN, ["a@x.exampl", "b@x.example", "c@x.example"]);
});

test("rows are moved by keyboard, the focus stays with them, and it is said", async ({ page, panel, sandbox }) => {
  await openList(panel);
  await panel.control(`${IN}.0`).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expectRows(panel, IN, ["b@x.example", "a@x.example", "c@x.example"]);
  await expect(panel.control(`${IN}.1`)).toBeFocused();
  const said = page.getByRole("group", { name: "E-mail to" }).first().getByRole("status");
  await expect(said).toHaveText("Now row 2 of 3");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expectRows(panel, IN, ["b@x.example", "c@x.example", "a@x.example"]);
  await expect(panel.control(`${IN}.2`)).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expectRows(panel, IN, ["b@x.example", "a@x.example", "c@x.example"]);
  await panel.saveWell();
  expect((await sandbox.document(ID)).notifications).toEqual({
    inbound: { email: { send_to: ["b@x.example", "a@x.example", "c@x.example"] } },
  });
});

test("an undo puts the order back, and what was pasted with it", async ({ page, panel }) => {
  await openList(panel);
  await panel.control(`${IN}.0`).focus();
  await page.keyboard.press("Alt+ArrowDown");
  // The focus follows with the next drawing.
  await expect(panel.control(`${IN}.1`)).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(panel.control(`${IN}.2`)).toBeFocused();
  await page.keyboard.press("End");
  await paste(panel, " Zoe <z@x.example>; y@x.example");
  await expectRows(panel, IN, ["b@x.example", "c@x.example", "a@x.example", "z@x.example", "y@x.example"]);
  await page.keyboard.press("Control+z");
  await expectRows(panel, IN, ["b@x.example", "c@x.example", "a@x.example"]);
  await page.keyboard.press("Control+z");
  await expectRows(panel, IN, ["b@x.example", "a@x.example", "c@x.example"]);
  await page.keyboard.press("Control+z");
  await expectRows(panel, IN, ["a@x.example", "b@x.example", "c@x.example"]);
  await expect(page.locator(".dock")).toContainText("No changes");
  await page.keyboard.press("Control+Shift+z");
  await expectRows(panel, IN, ["b@x.example", "a@x.example", "c@x.example"]);
});

test("rows are moved by their buttons, and what is told of them goes with them", async ({ panel }) => {
  await openList(panel, ["a@x.example", "nobody", "c@x.example"]);
  await expect(panel.problem(`${IN}.1`, "error")).toBeVisible();
  await panel.control(`${IN}.1`).focus();
  await panel.button("Move row 2 of E-mail to up").click();
  await expectRows(panel, IN, ["nobody", "a@x.example", "c@x.example"]);
  await expect(panel.problem(`${IN}.0`, "error")).toBeVisible();
  await expect(panel.control(`${IN}.0`)).toBeFocused();
  // At the end of its way nothing happens.
  await panel.button("Move row 1 of E-mail to up").click({ force: true });
  await expectRows(panel, IN, ["nobody", "a@x.example", "c@x.example"]);
  await panel.button("Move row 1 of E-mail to down").click();
  await expectRows(panel, IN, ["a@x.example", "nobody", "c@x.example"]);
});

test("a row is dragged to its place, and a mark shows where that is", async ({ page, panel }) => {
  await openList(panel);
  const rows = page.locator(".row", { has: page.locator(`[name^="${IN}."]`) });
  const box = async (row: number) => (await rows.nth(row).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const grip = rows.first().locator(".row__grip");
  await grip.hover();
  await page.mouse.down();
  const last = await box(2);
  await page.mouse.move(last.x + 10, last.y + last.height - 2, { steps: 5 });
  await expect(rows.nth(2)).toHaveClass(/row--behind/);
  await expectRows(panel, IN, ["a@x.example", "b@x.example", "c@x.example"]);
  await page.mouse.up();
  await expectRows(panel, IN, ["b@x.example", "c@x.example", "a@x.example"]);
  await expect(page.locator(".row--behind, .row--dragged")).toHaveCount(0);
  // Upwards, and Escape leaves it where it was.
  await rows.nth(2).locator(".row__grip").hover();
  await page.mouse.down();
  const first = await box(0);
  await page.mouse.move(first.x + 10, first.y + 2, { steps: 5 });
  await expect(rows.nth(0)).toHaveClass(/row--before/);
  await page.keyboard.press("Escape");
  await expect(page.locator(".row--before, .row--dragged")).toHaveCount(0);
  await page.mouse.up();
  await expectRows(panel, IN, ["b@x.example", "c@x.example", "a@x.example"]);
});

test("numbers are read in groups below, and stay as typed", async ({ page, panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Numbers");
  await panel.control("caller_id").fill("+15550100199");
  await expect(page.getByText("Reads as +1 555 010 0199")).toBeVisible();
  await expect(panel.control("caller_id")).toHaveValue("+15550100199");
  await expect(panel.control("caller_id")).toHaveAccessibleDescription(/Reads as \+1 555 010 0199/);
  await panel.addRow(SMS, "+4922155501");
  await expect(page.getByText("Reads as +49 221 555 01")).toBeVisible();
  await page.keyboard.press("Enter");
  await paste(panel, "0221 555 01; +49 221 555 02");
  await expectRows(panel, SMS, ["+4922155501", "0221 555 01", "+49 221 555 02"]);
  await expect(panel.problem(`${SMS}.1`, "warning")).toContainText("Best written with country code");
  await panel.saveWell();
  expect(await sandbox.document(await sandbox.id("Numbers"))).toMatchObject({
    caller_id: "+15550100199",
    notifications: { inbound: { sms: { send_to: ["+4922155501", "0221 555 01", "+49 221 555 02"] } } },
  });
});
