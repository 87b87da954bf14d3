import { readFile } from "node:fs/promises";
import { ACCOUNT, expect, FAILED_REQUEST, ID, type Panel, test } from "./fixtures";

const DOCUMENT = { name: "To be <removed>", attempts: 0, retries: 1, serial: 12345678901234, flags: ["vip"] };

async function ask(panel: Panel): Promise<void> {
  await panel.button("Remove…").click();
  await expect(panel.dialog).toContainText("Remove “To be <removed>”?");
  // What is there now was fetched, or could not be.
  await expect(panel.dialog.locator("[name=keep_document]:enabled").or(panel.dialog.getByRole("alert")).first()).toBeVisible();
}

async function confirm(panel: Panel): Promise<void> {
  await panel.dialog.getByRole("button", { name: "Remove for good" }).click();
}

test.beforeEach(async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, DOCUMENT);
  await panel.openFaxbox(ID);
});

/** It is gone from the server and from the list, and that was said. */
async function expectGone(panel: Panel): Promise<void> {
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();
  await expect(panel.page).toHaveURL(/#\/faxboxes$/);
  await expect(panel.notice).toContainText("“To be <removed>” was removed.");
  await expect(panel.row(ID)).toHaveCount(0);
  await expect(panel.rows).toHaveCount(20);
  await expect(panel.sandbox.document(ID)).rejects.toThrow("404");
}

test("a removal names the faxbox, sends the tag of what it asked about, and leads back to the list", async ({ panel, sandbox }) => {
  const tag = await sandbox.put(ID, DOCUMENT);
  await ask(panel);
  await confirm(panel);
  await expectGone(panel);
  const [remove, ...more] = await sandbox.sent("DELETE");
  expect(more).toEqual([]);
  expect(remove.headers["if-match"]).toBe(tag);
});

test("nothing is removed before it is confirmed", async ({ page, panel, sandbox }) => {
  await ask(panel);
  await panel.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(panel.dialog).toHaveCount(0);
  await ask(panel);
  await page.keyboard.press("Escape");
  await expect(panel.dialog).toHaveCount(0);
  await expect(panel.button("Remove…")).toBeFocused();
  expect(await sandbox.sent("DELETE")).toEqual([]);
});

test("its document can be kept as a file first", async ({ page, panel }) => {
  await ask(panel);
  const download = page.waitForEvent("download");
  await panel.dialog.getByRole("button", { name: "Keep a copy (JSON)" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.json$/);
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toEqual(DOCUMENT);
});

test("a faxbox that was changed since it was opened is asked about with that", async ({ panel, sandbox }) => {
  await sandbox.change(ID, { caller_id: "1" });
  await ask(panel);
  await expect(panel.dialog.getByRole("alert")).toContainText("Somebody changed this faxbox after you opened it.");
  await confirm(panel);
  await expectGone(panel);
});

test("a change in the midst of the removal (412) asks again, with the newer tag", async ({ panel, sandbox }) => {
  await ask(panel);
  await sandbox.faults({ kind: "foreign_write", method: "DELETE", change: { caller_id: "1" } });
  await confirm(panel);
  await expect(panel.dialog.getByRole("alert")).toContainText("Somebody changed this faxbox after you opened it.");
  expect((await sandbox.document(ID)).caller_id).toBe("1");
  await confirm(panel);
  await expectGone(panel);
  const tags = (await sandbox.sent("DELETE")).map((request) => request.headers["if-match"]);
  expect(new Set(tags).size).toBe(2);
});

test("a faxbox that others removed meanwhile counts as removed", async ({ panel, sandbox }) => {
  const remove = () =>
    fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${ID}`, { method: "DELETE", headers: { "x-auth-token": ACCOUNT.token } });
  await ask(panel);
  await remove();
  await confirm(panel);
  await expectGone(panel);
});

test("a double click removes once", async ({ panel, sandbox }) => {
  await ask(panel);
  await sandbox.faults({ kind: "latency", latency_ms: 300, method: "DELETE" });
  await panel.dialog.locator("[name=confirm_remove]").dblclick();
  await expectGone(panel);
  expect(await sandbox.sent("DELETE")).toHaveLength(1);
});

for (const [status, told] of [
  [403, "This token may not do that, or belongs to another account."],
  [423, "The account is disabled or has expired."],
  [500, "The server is in trouble."],
  [503, "The server is in trouble."],
] as const)
  test(`a removal that fails with ${status} says why, and can be tried again`, async ({ panel, sandbox }) => {
    await ask(panel);
    await sandbox.faults({ status, method: "DELETE" });
    await confirm(panel);
    await expect(panel.dialog.getByRole("alert")).toContainText("Not removed");
    await expect(panel.dialog.getByRole("alert")).toContainText(told);
    await confirm(panel);
    await expectGone(panel);
  });

test("a removal whose answer is lost says that it may be gone, and finds out when asked again", async ({ panel, sandbox }) => {
  await ask(panel);
  await sandbox.faults({ kind: "drop_after", method: "DELETE" });
  await confirm(panel);
  await expect(panel.dialog.getByRole("alert")).toContainText("The faxbox may be gone already: removing it again shows.");
  await confirm(panel);
  await expectGone(panel);
});

test("a removal that cannot even ask what is there says so, and can be tried again", async ({ panel, sandbox }) => {
  await sandbox.faults({ status: 403, method: "GET", path: ID });
  await ask(panel);
  await expect(panel.dialog.getByRole("alert")).toContainText("This token may not do that, or belongs to another account.");
  expect(await sandbox.sent("DELETE")).toEqual([]);
  await confirm(panel);
  await expect(panel.dialog.getByRole("alert")).toHaveCount(0);
  await expect(panel.dialog.locator("[name=confirm_remove]")).toHaveText("Remove for good");
  await confirm(panel);
  await expectGone(panel);
});

test("what was typed does not stand in the way of a removal", async ({ panel }) => {
  await panel.control("caller_id").fill("typed");
  await ask(panel);
  await confirm(panel);
  await expectGone(panel);
});

test("a removal that no tag guards says so first", async ({ page, panel }) => {
  await page.route(`**/${ID}`, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    const { etag: _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await ask(panel);
  await expect(panel.dialog.getByRole("alert")).toContainText("The server gave no tag (ETag)");
  await confirm(panel);
  await expectGone(panel);
});
