/** The look at what a save would do: old and new by field, how it is sent, the request itself. */
import { execFileSync } from "node:child_process";
import { ACCOUNT, expect, FAILED_REQUEST, ID, type Manner, type Panel, type Sandbox, SOUND, test } from "./fixtures";

const RECIPIENTS = "notifications.inbound.email.send_to";

const OPENED = { ...SOUND, name: "It's “reviewed”", media: { fax_option: true }, retries: 3, flags: ["vip"] };

const AFTER = {
  ...OPENED,
  name: "Accounts “payable”",
  notifications: { inbound: { email: { send_to: ["ann@acme.example", "maria@acme.example"] } } },
};

async function change(panel: Panel, sandbox: Sandbox): Promise<void> {
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await panel.control("name").fill(AFTER.name);
  await panel.control(`${RECIPIENTS}.1`).fill("maria@acme.example");
}

test("each change is shown as old and new, row by row where it is a list", async ({ panel, sandbox }) => {
  await change(panel, sandbox);
  await panel.review();
  await expect(panel.dialog.getByRole("heading")).toHaveText(`2 changes to ${AFTER.name}`);
  const [name, recipients] = [panel.dialog.getByRole("row").nth(1), panel.dialog.getByRole("row").nth(2)];
  await expect(name).toHaveText(/Name\s*name\s*It's “reviewed”\s*Accounts “payable”/);
  await expect(recipients.locator("del")).toHaveText(["bob@acme.example"]);
  await expect(recipients.locator("ins")).toHaveText(["maria@acme.example"]);
  await expect(panel.dialog.getByRole("row")).toHaveCount(3);
  await expect(panel.dialog).toContainText("Compared with the server a moment ago: nobody else changed it.");
  expect(await sandbox.sent("POST")).toEqual([]);
  await panel.button("Save 2 changes").click();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.document(ID)).toEqual(AFTER);
});

for (const [way, method] of [["Change", "POST"], ["Update", "PATCH"]] as const)
  test(`the request as JSON and as curl is the one that is sent (${method})`, async ({ panel, sandbox, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await change(panel, sandbox);
    await panel.review();
    await panel.dialog.locator("[name=manner]").nth(way === "Change" ? 0 : 1).check();
    await panel.dialog.getByRole("radio", { name: "Request" }).check();
    await expect(panel.dialog.locator(".code").first()).toContainText(`${method} ${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${ID}`);
    await panel.button("Copy the JSON").click();
    await expect(panel.dialog).toContainText("Copied");
    const body = await panel.page.evaluate(() => navigator.clipboard.readText());
    await panel.dialog.getByRole("radio", { name: "curl" }).check();
    await panel.button("Copy the command").click();
    await expect(panel.dialog.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
    const command = await panel.page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain("$AUTH_TOKEN");
    expect(command).not.toContain(ACCOUNT.token);

    await panel.dialog.locator("[name=save_reviewed]").click();
    await expect(panel.notice).toContainText("Saved.");
    const [ours] = await sandbox.sent(method);
    expect(JSON.parse(body)).toEqual(JSON.parse(ours.body));

    // The command does the same to a faxbox in the same state.
    await sandbox.reset(20);
    await sandbox.put(ID, OPENED);
    execFileSync("sh", ["-c", command], { env: { ...process.env, AUTH_TOKEN: ACCOUNT.token } });
    const [theirs] = await sandbox.sent(method);
    expect(theirs.body).toBe(ours.body);
    expect(theirs.path).toBe(ours.path);
    expect(theirs.headers["if-match"]).toBe(ours.headers["if-match"]);
    expect(await sandbox.document(ID)).toEqual(AFTER);
  });

for (const manner of ["usual", "deep"] as Manner[])
  test.describe(`on a server in the manner “${manner}”`, () => {
    test.use({ manner });

    test("what the words promise of either way comes true", async ({ panel, sandbox }) => {
      await change(panel, sandbox);
      await panel.review();
      await expect(panel.dialog).toContainText("Sends the whole document with other programs’ keys in it (1 here)");
      await expect(panel.dialog).toContainText("It would reset Caller ID name, Fax header, Tries after a failure, media if they were left out");
      await expect(panel.dialog).toContainText("On one that merges deeply, the same comes of it.");
      await panel.dialog.locator("[name=manner]").nth(1).check();
      await panel.dialog.locator("[name=save_reviewed]").click();
      await expect(panel.notice).toContainText("Saved.");
      expect(await sandbox.document(ID)).toEqual(AFTER);
    });
  });

test("what others changed meanwhile is seen before saving, and kept", async ({ panel, sandbox }) => {
  await change(panel, sandbox);
  await sandbox.change(ID, { fax_header: "Theirs" });
  await panel.review();
  await expect(panel.dialog).toContainText("Somebody else changed Fax header meanwhile; that will be kept.");
  await expect(panel.dialog.getByRole("row")).toHaveCount(3);
  await panel.button("Save 2 changes").click();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.document(ID)).toEqual({ ...AFTER, fax_header: "Theirs" });
});

test("a conflict, a removal and a save that is done already are met in the review", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await change(panel, sandbox);
  await sandbox.change(ID, { name: "Theirs" });
  await panel.page.locator("button[name=review]").click();
  await expect(panel.dialog).toContainText("Somebody else changed this faxbox while you had it open");
  await panel.page.keyboard.press("Escape");
  await sandbox.put(ID, AFTER);
  await panel.page.locator("button[name=review]").click();
  await expect(panel.notice).toContainText("Nothing to save");
  await panel.control("name").fill("Once more");
  await sandbox.faults({ status: 404, method: "GET", path: ID, body: '{"status":"error","error":"404","message":"bad identifier"}' });
  await panel.page.locator("button[name=review]").click();
  await expect(panel.outcome).toContainText("Somebody removed this faxbox meanwhile");
});

test("where the server does not answer, that is said, and asked again", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await change(panel, sandbox);
  await sandbox.faults({ status: 403, method: "GET", path: ID });
  await panel.page.locator("button[name=review]").click();
  await expect(panel.dialog).toContainText("It could not be compared with the server");
  await panel.dialog.getByRole("button", { name: "Try again" }).click();
  await expect(panel.dialog.getByRole("row")).toHaveCount(3);
});

test("a new faxbox is reviewed as what is sent to create it", async ({ panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Brand new");
  await panel.review();
  await expect(panel.dialog.getByRole("heading")).toHaveText("A new faxbox: Brand new");
  await panel.dialog.getByRole("radio", { name: "Request" }).check();
  await expect(panel.dialog.locator(".code").first()).toContainText("PUT ");
  await panel.dialog.locator("[name=save_reviewed]").click();
  await expect(panel.notice).toContainText("Created.");
  expect((await sandbox.list()).filter((row) => row.name === "Brand new")).toHaveLength(1);
});

test("all of it is done by keyboard", async ({ page, panel, sandbox }) => {
  await change(panel, sandbox);
  await page.keyboard.press("Control+Enter");
  await expect(panel.dialog.getByRole("row")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(panel.dialog).toHaveCount(0);
  await page.locator("button[name=review]").focus();
  await page.keyboard.press("Enter");
  await expect(panel.dialog.getByRole("row")).toHaveCount(3);
  await panel.dialog.getByRole("radio", { name: "Changes" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(panel.dialog.getByRole("radio", { name: "Request" })).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await expect(panel.dialog.getByRole("radio", { name: "curl" })).toBeChecked();
  // The focus stays in the dialog however often it moves on.
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => {
      const active = document.querySelector("faxbox-admin")?.shadowRoot?.activeElement;
      return active === null || active?.closest("dialog") !== null;
    })).toBe(true);
  }
  await panel.dialog.locator("[name=save_reviewed]").focus();
  await page.keyboard.press("Enter");
  await expect(panel.notice).toContainText("Saved.");
  await expect(panel.saveButton).toBeFocused();
});

test("a review that finds errors in the form takes one to the first", async ({ panel, sandbox }) => {
  await change(panel, sandbox);
  await panel.control(`${RECIPIENTS}.1`).fill("a@@b");
  await panel.review();
  await panel.dialog.locator("[name=save_reviewed]").click();
  await expect(panel.dialog).toHaveCount(0);
  await expect(panel.control(`${RECIPIENTS}.1`)).toBeFocused();
  expect(await sandbox.sent("POST")).toEqual([]);
});
