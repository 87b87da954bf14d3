/** The whole document as text, in step with the form in both directions. */
import { expect, FAILED_REQUEST, ID, type Panel, type Sandbox, test } from "./fixtures";

const OPENED = '{"x_rate":1.0,"name":"As text","big":123456789012345678901234567890,"attempts":0,"caller_name":"Acme","fax_header":"Acme",' +
  '"media":{"codec":"T38"},"retries":3,"smtp_permission_list":[],"a.b":{"c":null}}';

async function open(panel: Panel, sandbox: Sandbox): Promise<void> {
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await panel.turn();
  await expect(panel.text).toBeVisible();
}

/** The text with a part of it replaced, typed as a person does. */
async function replace(panel: Panel, from: string, to: string): Promise<void> {
  await expect(panel.text).toHaveValue(new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  const text = await panel.text.inputValue();
  await panel.text.fill(text.replace(from, to));
}

test("every key is there, in its order, with its number as it was written", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  const text = await panel.text.inputValue();
  expect(text.replaceAll(/\s+(?=([^"]*"[^"]*")*[^"]*$)/g, "")).toBe(OPENED.replaceAll(" ", "").replace("Astext", "As text"));
  await replace(panel, '"big"', '"bigger"');
  await panel.saveWell();
  const stored = await sandbox.text(ID);
  for (const part of ['"x_rate":1.0', '"bigger":123456789012345678901234567890', '"a.b":{"c":null}']) expect(stored).toContain(part);
  expect(stored).not.toContain('"big":');
});

test("what is typed as text is in the form, and what is typed in the form is in the text", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"As text"', '"From the text"');
  await expect(panel.heading("From the text")).toBeVisible();
  await replace(panel, '"retries": 3', '"retries": 2, "flags": ["new"]');
  await expect(panel.page.locator(".dock")).toContainText("3 changes");
  await panel.turn();
  await expect(panel.control("name")).toHaveValue("From the text");
  await expect(panel.control("retries")).toHaveValue("2");
  await expect(panel.page.getByText("1 other key was changed in the document.")).toBeVisible();
  await panel.control("name").fill("From the form");
  await panel.turn();
  await expect.poll(() => panel.text.inputValue()).toContain('"name": "From the form"');
  await panel.saveWell();
  expect(await sandbox.document(ID)).toMatchObject({ name: "From the form", retries: 2, flags: ["new"], media: { codec: "T38" } });
});

test("a syntax error is told with line and character, the form keeps what it had, the text is kept, and nothing is saved", async ({ page, panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"retries": 3,', '"retries": 2,');
  const broken = (await panel.text.inputValue()).replace('"As text",', '"Lost?"');
  await panel.text.fill(broken);
  await expect(panel.page.locator(".source__said")).toContainText("Line 4, character 3: a comma or a } belongs here");
  await expect(panel.text).toHaveAttribute("aria-invalid", "true");
  await panel.save();
  await expect(panel.text).toBeFocused();
  expect(await sandbox.sent("POST")).toEqual([]);
  await panel.turn();
  await expect(panel.control("name")).toHaveValue("As text");
  await expect(panel.control("retries")).toHaveValue("2");
  await expect(page.getByRole("alert").filter({ hasText: "error in line 4, character 3" })).toBeVisible();
  await panel.save();
  expect(await sandbox.sent("POST")).toEqual([]);
  await panel.button("Show the text").click();
  await expect(panel.text).toBeFocused();
  await expect.poll(() => panel.text.inputValue()).toBe(broken);
  await panel.text.fill(broken.replace('"Lost?"', '"Kept",'));
  await expect(panel.page.locator(".source__said")).toContainText("In step with the form.");
  await panel.saveWell();
  expect(await sandbox.document(ID)).toMatchObject({ name: "Kept", retries: 2 });
});

test("a text that is no document can be put back to what the form has", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  const before = await panel.text.inputValue();
  await panel.text.fill("{");
  await panel.button("Put back what the form has").click();
  await expect.poll(() => panel.text.inputValue()).toBe(before);
  await expect(panel.page.locator(".dock")).toContainText("No changes");
});

test("a key that comes twice is told and not dropped", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"retries": 3', '"retries": 3,\n  "name": "Twice"');
  await expect(panel.page.locator(".source__said")).toContainText("the object has the key name already");
});

test("the field table judges as one types, and leads to the line", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"As text"', '""');
  const problem = panel.page.locator(".document .problems").getByRole("listitem").filter({ hasText: "Name" });
  await expect(problem).toContainText("Line 3");
  await problem.getByRole("button", { name: "Line 3" }).click();
  await expect(panel.text).toBeFocused();
  const selected = await panel.text.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(selected).toBe('""');
  await panel.save();
  expect(await sandbox.sent("POST")).toEqual([]);
});

test("keys of the system are said not to be sent", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"retries": 3', '"retries": 3, "id": "x", "pvt_secret": 1');
  await expect(panel.page.locator(".source__said")).toContainText("These keys are the system’s and are not sent: id, pvt_secret.");
});

test("changed keys of other programs are put back in one press", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"T38"', '"other"');
  await replace(panel, '"x_rate": 1.0', '"x_rate": 2.50');
  await replace(panel, '"retries": 3', '"retries": 2');
  await panel.turn();
  const line = panel.page.getByText("2 other keys were changed in the document.");
  await expect(line).toBeVisible();
  await line.getByRole("button", { name: "put back" }).click();
  await expect(panel.page.locator(".dock")).toContainText("1 change");
  await panel.saveWell();
  expect(await sandbox.text(ID)).toContain('"x_rate":1.0');
  expect(await sandbox.document(ID)).toMatchObject({ media: { codec: "T38" }, retries: 2 });
});

test("a changed key of another program is reviewed, and a conflict about it is chosen", async ({ panel, sandbox }) => {
  await open(panel, sandbox);
  await replace(panel, '"T38"', '"mine"');
  await panel.review();
  await expect(panel.dialog.getByRole("row").nth(1)).toHaveText(/media\.codec\s*"T38"\s*"mine"/);
  await panel.button("Back to the form").click();
  await sandbox.change(ID, { media: { codec: "theirs" } });
  await panel.save();
  await panel.dialog.getByRole("radio", { name: 'media.codec Mine "mine"' }).check();
  await panel.button("Save this choice").click();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.document(ID)).toMatchObject({ media: { codec: "mine" } });
});

test("a new faxbox can be written as a whole", async ({ panel, sandbox }) => {
  await panel.openNew();
  await panel.turn();
  await panel.text.fill('{"name": "Pasted", "retries": 0, "x": [1.50, 1e2]}');
  await panel.saveWell();
  const id = await sandbox.id("Pasted");
  expect((await sandbox.sent("PUT"))[0].body).toContain('"x":[1.50,1e2]');
  expect(await sandbox.document(id)).toMatchObject({ name: "Pasted", retries: 0 });
});

test("where the file of it does not come, that is said, and asked again", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  complaints.expected(/Failed to fetch|ERR_FAILED/);
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await page.route("**/*document*.wasm", (route) => route.abort());
  await panel.turn();
  await expect(panel.dialog).toContainText("This part of the panel did not load");
  await page.unroute("**/*document*.wasm");
  await panel.button("Try again").click();
  await expect(panel.text).toBeVisible();
});

test("leaving with a broken text asks", async ({ page, panel, sandbox }) => {
  await open(panel, sandbox);
  await panel.text.fill("{");
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await expect(panel.dialog).toContainText("Leave without saving?");
});
