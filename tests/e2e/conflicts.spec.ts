import { expect, FAILED_REQUEST, ID, type Panel, type Sandbox, SOUND, test } from "./fixtures";

const OPENED = {
  ...SOUND,
  name: "Contested",
  notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } },
};

const BOTH = { ...OPENED, name: "Mine", fax_header: "Theirs" };

/** The methods and answers of the calls for this faxbox, since it was opened. */
async function steps(sandbox: Sandbox): Promise<string[]> {
  return (await sandbox.requests()).filter((request) => request.path.endsWith(ID)).map((request) => request.method);
}

async function openAndRename(panel: Panel, sandbox: Sandbox): Promise<void> {
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Mine");
  await sandbox.forget();
}

test("a change by others in another field, before the save, is kept and said", async ({ panel, sandbox }) => {
  await openAndRename(panel, sandbox);
  const tag = await sandbox.change(ID, { fax_header: "Theirs" });
  await panel.saveWell();
  await expect(panel.outcome).toContainText("Somebody else changed Fax header meanwhile; that was kept.");
  await expect(panel.control("fax_header")).toHaveValue("Theirs");
  expect(await sandbox.document(ID)).toEqual(BOTH);
  expect((await sandbox.sent("POST"))[0].headers["if-match"]).toBe(tag);
});

test("keys that others added meanwhile are kept too", async ({ panel, sandbox }) => {
  await openAndRename(panel, sandbox);
  await sandbox.change(ID, { flags: ["vip"], notifications: { ...OPENED.notifications, outbound: { x: { y: 1 } } } });
  await panel.saveWell();
  expect(await sandbox.document(ID)).toEqual({
    ...OPENED,
    name: "Mine",
    flags: ["vip"],
    notifications: { ...OPENED.notifications, outbound: { x: { y: 1 } } },
  });
});

test("a write by others between our fetch and our write is met by the tag: the save begins again, and both changes stand", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAndRename(panel, sandbox);
  await sandbox.faults({ kind: "foreign_write", method: "POST", change: { fax_header: "Theirs" } });
  await panel.saveWell();
  await expect(panel.outcome).toContainText("Somebody else changed Fax header meanwhile; that was kept.");
  expect(await sandbox.document(ID)).toEqual(BOTH);
  expect(await steps(sandbox)).toEqual(["GET", "POST", "GET", "POST", "GET"]);
});

test("two writes in the same instant (409) begin again as well", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAndRename(panel, sandbox);
  await sandbox.faults({ status: 409, method: "POST" });
  await panel.saveWell();
  expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Mine" });
  expect(await steps(sandbox)).toEqual(["GET", "POST", "GET", "POST", "GET"]);
});

test("a write by others right after ours is told by the read-back", async ({ panel, sandbox }) => {
  await openAndRename(panel, sandbox);
  await sandbox.faults({ kind: "foreign_write_after", method: "POST", change: { name: "Theirs" } });
  await panel.save();
  await expect(panel.outcome).toContainText("Somebody else wrote in the same moment");
  await expect(panel.outcome).toContainText("Name: sent Mine, kept Theirs");
  // What was typed stays, unsaved.
  await expect(panel.control("name")).toHaveValue("Mine");
  await expect(panel.page.locator(".dock")).toContainText("1 change");
  expect((await sandbox.document(ID)).name).toBe("Theirs");
});

test("a write by others in the midst of a save that meets the same field asks, and writes nothing", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAndRename(panel, sandbox);
  await sandbox.faults({ kind: "foreign_write", method: "POST", change: { name: "Theirs" } });
  await panel.save();
  await expect(panel.dialog).toContainText("Somebody else changed this faxbox while you had it open");
  expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Theirs" });
});

test("others that write again and again are given way to after five tries", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAndRename(panel, sandbox);
  await sandbox.faults({ kind: "foreign_write", method: "POST", times: 0, change: { fax_header: "Theirs" } });
  await panel.save();
  // A write that changes nothing raises the generation all the same.
  await expect(panel.outcome).toContainText("Others keep changing this faxbox");
  await expect(panel.outcome).toContainText("Nothing was written, and nothing you typed is lost.");
  await expect(panel.control("name")).toHaveValue("Mine");
  expect(await sandbox.document(ID)).toEqual({ ...OPENED, fax_header: "Theirs" });
  await sandbox.faults();
  await panel.saveWell();
  expect(await sandbox.document(ID)).toEqual(BOTH);
});

test("a server that refuses its own tag is told of after one try more", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAndRename(panel, sandbox);
  await sandbox.faults({ status: 412, method: "POST", times: 0 });
  await panel.save();
  await expect(panel.outcome).toContainText("Something between here and the server alters its tags");
  await expect(panel.control("name")).toHaveValue("Mine");
  expect(await sandbox.document(ID)).toEqual(OPENED);
});

for (const [what, altered] of [
  ["weak", (tag: string) => `W/${tag}`],
  ["longer", (tag: string) => tag.replace(/"$/, '-gzip"')],
] as const)
  test(`a tag that a proxy made ${what} is understood`, async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await page.route(`**/${ID}`, async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), etag: altered(response.headers().etag) } });
    });
    await openAndRename(panel, sandbox);
    await panel.saveWell();
    const tags = (await sandbox.sent("POST")).map((request) => request.headers["if-match"]);
    expect(tags).toHaveLength(2);
    expect(tags[0]).toBe(altered(tags[1]));
    expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Mine" });
  });

test.describe("where both changed the same field", () => {
  test.beforeEach(async ({ panel, sandbox }) => {
    await openAndRename(panel, sandbox);
    await panel.control("caller_id").fill("+15551239999");
    await sandbox.change(ID, { name: "Theirs", fax_header: "Theirs" });
    await panel.save();
    await expect(panel.dialog).toContainText("Nothing was overwritten");
  });

  test.afterEach(async ({ panel }) => {
    await expect(panel.dialog).toHaveCount(0);
  });

  test("nothing is written and all three values are shown; one can keep editing", async ({ panel, sandbox }) => {
    await expect(panel.dialog.getByRole("row").nth(1)).toHaveText(/Name\s*Contested\s*Mine\s*Theirs/);
    await expect(panel.dialog.getByRole("row")).toHaveCount(2);
    await expect(panel.dialog).toContainText("What else they changed is kept: Fax header.");
    await panel.dialog.getByRole("button", { name: "Keep editing" }).click();
    await expect(panel.control("name")).toHaveValue("Mine");
    await expect(panel.control("caller_id")).toHaveValue("+15551239999");
    expect(await sandbox.sent("POST")).toEqual([]);
    // Nothing is settled: the next save asks again.
    await panel.save();
    await expect(panel.dialog).toContainText("Nothing was overwritten");
    await panel.page.keyboard.press("Escape");
  });

  test("nothing is chosen beforehand, and nothing is saved before all is chosen", async ({ panel, sandbox }) => {
    const [mine, theirs] = [panel.dialog.getByRole("radio", { name: "Name Mine Mine" }), panel.dialog.getByRole("radio", { name: "Name Theirs Theirs" })];
    await expect(mine).not.toBeChecked();
    await expect(theirs).not.toBeChecked();
    await panel.dialog.getByRole("button", { name: "Save this choice" }).click({ force: true });
    await expect(panel.dialog).toContainText("Choose for each field first.");
    await expect(mine).toBeFocused();
    await panel.page.keyboard.press("Space");
    await expect(mine).toBeChecked();
    await panel.page.keyboard.press("ArrowRight");
    await expect(theirs).toBeChecked();
    expect(await sandbox.sent("POST")).toEqual([]);
    await panel.page.keyboard.press("Escape");
  });

  test("one can take theirs, and what was in no conflict is saved", async ({ panel, sandbox }) => {
    await panel.dialog.getByRole("button", { name: "All theirs" }).click();
    await panel.dialog.getByRole("button", { name: "Save this choice" }).click();
    await expect(panel.notice).toContainText("Saved.");
    await expect(panel.control("name")).toHaveValue("Theirs");
    expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Theirs", caller_id: "+15551239999", fax_header: "Theirs" });
  });

  test("one can save one's own over theirs, and their other changes stay", async ({ panel, sandbox }) => {
    await panel.dialog.getByRole("button", { name: "All mine" }).click();
    await panel.dialog.getByRole("button", { name: "Save this choice" }).click();
    await expect(panel.notice).toContainText("Saved.");
    expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Mine", caller_id: "+15551239999", fax_header: "Theirs" });
  });
});

test.describe("where If-Match is ignored", () => {
  test.use({ manner: "noIfMatch" });

  test("a write by others in the same instant is told by the read-back", async ({ panel, sandbox }) => {
    await openAndRename(panel, sandbox);
    await sandbox.faults({ kind: "foreign_write", method: "POST", change: { fax_header: "Theirs" } });
    await panel.save();
    await expect(panel.outcome).toContainText("Somebody else wrote in the same moment, and the server did not keep the writes apart.");
  });

  test("a change by others before the save is kept all the same", async ({ panel, sandbox }) => {
    await openAndRename(panel, sandbox);
    await sandbox.change(ID, { fax_header: "Theirs" });
    await panel.saveWell();
    expect(await sandbox.document(ID)).toEqual(BOTH);
  });
});
