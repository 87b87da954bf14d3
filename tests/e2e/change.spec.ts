import { expect, FAILED_REQUEST, ID, type Seen, SOUND, test } from "./fixtures";

function steps(requests: Seen[]): string[] {
  return requests.filter((request) => request.path.endsWith(ID)).map((request) => request.method);
}

test("a save fetches, sends the whole document with the tag of that fetch, and fetches again", async ({ panel, sandbox }) => {
  const tag = await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await sandbox.forget();
  await panel.saveWell();
  const requests = await sandbox.requests();
  expect(steps(requests)).toEqual(["GET", "POST", "GET"]);
  const post = requests[1];
  expect(post.headers["if-match"]).toBe(tag);
  expect(JSON.parse(post.body)).toEqual({ data: { ...SOUND, caller_id: "+15551239999" } });
  expect(await sandbox.document(ID)).toEqual({ ...SOUND, caller_id: "+15551239999" });
});

test("keys of other programs and numbers of any size are sent back to the last digit", async ({ panel, sandbox }) => {
  const others =
    '"flags":["vip"],"owner_id":"0f0e0d0c0b0a09080706050403020100","ui_metadata":{"deep":{"list":[1,{"nothing":null}]},"empty":{}},' +
    '"billing.reference":"a key with a dot","serial":123456789012345678901234567890,"weight":0.1,"": "no key"';
  await sandbox.put(ID, `{"name":"Others","attempts":0,"retries":1,"caller_name":"A","fax_header":"A","smtp_permission_list":[],
    "media":{"fax_option":false,"codec":"T38"},${others},"notifications":{"outbound":{"x_other":{"k":1}}}}`);
  const before = await sandbox.text(ID);
  await panel.openFaxbox(ID);
  for (const kept of ["billing%2Ereference", "serial", "123456789012345678901234567890"])
    await expect(panel.page.locator(".facts")).toContainText(kept);
  await panel.control("name").fill("Others, renamed");
  await panel.saveWell();
  await expect(panel.outcome).toHaveCount(0);
  const [post] = await sandbox.sent("POST");
  for (const number of ["123456789012345678901234567890", "0.1"]) expect(post.body).toContain(number);
  expect(await sandbox.text(ID)).toBe(before.replace('"Others"', '"Others, renamed"'));
});

test("two saves in a row both succeed, each with the newest tag", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  for (const name of ["First", "Second", "Third"]) {
    await panel.control("name").fill(name);
    await panel.saveWell();
    await expect(panel.page.locator(".dock")).toContainText("No changes");
  }
  const tags = (await sandbox.sent("POST")).map((request) => request.headers["if-match"]);
  expect(new Set(tags).size).toBe(3);
  expect(await sandbox.document(ID)).toEqual({ ...SOUND, name: "Third" });
});

test("a double click on Save sends once, and the button says what it is doing", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Once");
  const release = await panel.hold("POST", ID);
  await panel.saveButton.dblclick();
  await expect(panel.saveButton).toContainText("Saving…");
  await panel.page.keyboard.press("Control+s");
  release();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.sent("POST")).toHaveLength(1);
});

test("the list shows what was saved, without being read again", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openList();
  await panel.row(ID).getByRole("link").click();
  await panel.control("name").fill("Renamed in the editor");
  await panel.saveWell();
  await sandbox.forget();
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await expect(panel.row(ID)).toContainText("Renamed in the editor");
  expect(await sandbox.requests()).toEqual([]);
});

test("every change is marked with what it was, and can be put back; all can be discarded", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await panel.control("name").fill("Another");
  await expect(page.locator(".dock")).toContainText("2 changes");
  await expect(page.getByText("was “+15551230001”")).toBeVisible();
  const field = page.locator(".field", { has: panel.control("caller_id") });
  await field.getByRole("button", { name: "put back" }).click();
  await expect(panel.control("caller_id")).toHaveValue("+15551230001");
  await expect(page.locator(".dock")).toContainText("1 change");
  await panel.button("Discard").click();
  await expect(panel.control("name")).toHaveValue("Sound");
  await expect(page.locator(".dock")).toContainText("No changes");
});

test("what is emptied is taken out of the document, and a row that is removed out of its list", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("");
  await panel.button("Remove row 1 of E-mail to").first().click();
  await expect(panel.control("notifications.inbound.email.send_to.0")).toHaveValue("bob@acme.example");
  await panel.saveWell();
  const { caller_id: _, ...rest } = SOUND;
  expect(await sandbox.document(ID)).toEqual({ ...rest, notifications: { inbound: { email: { send_to: ["bob@acme.example"] } } } });
});

test("where the server has it all already nothing is sent", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("The same idea");
  await sandbox.change(ID, { name: "The same idea" });
  await panel.save();
  await expect(panel.notice).toContainText("Nothing to save: the server has all of this already.");
  expect(await sandbox.sent("POST")).toEqual([]);
  await expect(panel.page.locator(".dock")).toContainText("No changes");
});

test("a server that says yes and keeps something else is told of", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await sandbox.faults({ kind: "ignore_write", method: "POST" });
  await panel.save();
  await expect(panel.outcome).toContainText("Saved, but the server keeps something else");
  await expect(panel.outcome).toContainText("Caller ID number: sent +15551239999, kept +15551230001");
});

test.describe("an edit whose answer is lost", () => {
  test.beforeEach(async ({ panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID);
    await panel.control("name").fill("Lost and found");
  });

  for (const kind of ["drop_after", "cut", "cut_connection"] as const)
    test(`is found to have been saved (${kind})`, async ({ panel, sandbox }) => {
      await sandbox.faults({ kind, method: "POST" });
      await panel.saveWell();
      expect(await sandbox.sent("POST")).toHaveLength(1);
      expect(await sandbox.document(ID)).toEqual({ ...SOUND, name: "Lost and found" });
    });

  for (const [kind, told] of [
    ["drop", "No answer from the server."],
    ["crash", "No answer from the server."],
    ["empty", "Something answered that is not the faxbox API."],
    ["no_document", "The server said yes and gave nothing back: most likely nothing was written."],
  ] as const)
    test(`is found not to have been saved (${kind})`, async ({ panel, sandbox }) => {
      await sandbox.faults({ kind, method: "POST" });
      await panel.save();
      await expect(panel.outcome).toContainText("Not saved");
      await expect(panel.outcome).toContainText(told);
      await expect(panel.outcome).toContainText("Nothing you typed is lost.");
      await expect(panel.control("name")).toHaveValue("Lost and found");
      await panel.saveWell();
      expect(await sandbox.document(ID)).toEqual({ ...SOUND, name: "Lost and found" });
    });

  test("is in doubt where nothing can be asked afterwards, and saving again writes nothing twice", async ({ panel, sandbox }) => {
    await sandbox.faults({ kind: "drop_after", method: "POST" }, { status: 403, method: "GET", nth: 2, times: 1, path: ID });
    await panel.save();
    await expect(panel.outcome).toContainText("It is not known whether this was saved");
    await expect(panel.control("name")).toHaveValue("Lost and found");
    await panel.save();
    await expect(panel.notice).toContainText("Nothing to save");
    expect(await sandbox.sent("POST")).toHaveLength(1);
  });
});

test.describe("documents as they are found", () => {
  test("an old text in the place of the rules is shown, and made a list by one click", async ({ page, panel, sandbox }) => {
    await panel.openFaxbox(await sandbox.id("Rules as one text (old)"));
    const id = page.url().slice(-32);
    await expect(panel.control("smtp_permission_list.0")).toHaveValue("john@acme.example");
    await expect(panel.problem("smtp_permission_list", "warning")).toContainText("Stands in the document as a text");
    await panel.button("Make it a list").click();
    await expect(page.locator(".dock")).toContainText("1 change");
    await panel.saveWell();
    expect((await sandbox.document(id)).smtp_permission_list).toEqual(["john@acme.example"]);
  });

  test("a value outside of the documented choice is shown as one more choice, and kept", async ({ page, panel, sandbox }) => {
    const path = "notifications.inbound.callback.method";
    const callback = { url: "https://hooks.acme.example/", method: "PATCH" };
    await sandbox.put(ID, { ...SOUND, notifications: { inbound: { callback } } });
    await panel.openFaxbox(ID);
    await expect(page.getByLabel("PATCH (not documented)")).toBeChecked();
    await expect(panel.problem(path, "error")).toContainText("The server takes only post or put");
    await expect(page.locator(".dock")).toContainText("No changes");
    await panel.choose(path, "post");
    await expect(panel.problem(path)).toHaveCount(0);
    await panel.choose(path, "PATCH");
    await expect(page.locator(".dock")).toContainText("No changes");
    await panel.choose(path, "put");
    await panel.saveWell();
    expect((await sandbox.document(ID)).notifications).toEqual({ inbound: { callback: { ...callback, method: "put" } } });
  });

  test("a text in the place of a list of recipients stays a text until its row is edited", async ({ panel, sandbox }) => {
    const email = { send_to: "carol@acme.example" };
    await sandbox.put(ID, { ...SOUND, notifications: { outbound: { email } } });
    await panel.openFaxbox(ID);
    const row = panel.control("notifications.outbound.email.send_to.0");
    await expect(row).toHaveValue("carol@acme.example");
    await panel.control("name").fill("Touched elsewhere");
    await panel.saveWell();
    expect((await sandbox.document(ID)).notifications).toEqual({ outbound: { email } });
    await row.fill("dora@acme.example");
    await panel.saveWell();
    expect((await sandbox.document(ID)).notifications).toEqual({ outbound: { email: { send_to: ["dora@acme.example"] } } });
  });

  test("a name with a line break is edited without losing it", async ({ panel, sandbox }) => {
    await sandbox.put(ID, { ...SOUND, name: "Two\nlines" });
    await panel.openFaxbox(ID);
    await expect(panel.control("name")).toHaveValue("Two\nlines");
    await panel.control("name").press("Control+End");
    await panel.page.keyboard.type("!");
    await panel.saveWell();
    expect((await sandbox.document(ID)).name).toBe("Two\nlines!");
  });

  test("every odd document opens as it is, without a change to save", async ({ page, panel, sandbox }) => {
    const documents = await sandbox.list();
    await panel.openList();
    for (const document of documents) {
      await page.goto(`/#/faxboxes/${document.id as string}`);
      const heading = (document.name as string | undefined)?.trim() ?? "(no name)";
      await expect(page.locator("h1")).toContainText(heading);
      await expect(page.locator(".dock")).toContainText("No changes");
    }
    expect((await sandbox.requests()).filter((request) => request.method !== "GET")).toEqual([]);
  });

  test("markup in any field is shown as text", async ({ page, panel, sandbox }) => {
    const evil = '<img src=x onerror="document.title=1"><b>x</b>';
    const way = {
      email: { send_to: [`a@${evil}`] },
      sms: { send_to: [evil] },
      callback: { url: `https://x.example/${evil}`, method: evil, type: evil },
    };
    await sandbox.put(ID, {
      name: evil, caller_id: evil, caller_name: evil, fax_header: evil, fax_identity: evil, fax_timezone: evil, retries: evil,
      media: { fax_option: evil }, custom_smtp_email_address: evil, smtp_permission_list: [evil], attempts: evil,
      notifications: { inbound: way, outbound: way }, [evil]: evil,
    });
    await panel.openList();
    await expect(panel.row(ID)).toContainText(evil);
    await panel.row(ID).getByRole("link").click();
    await expect(panel.control("name")).toHaveValue(evil);
    await expect(page.locator(".facts")).toContainText(evil);
    await panel.control("caller_id").fill("1");
    await panel.save();
    await expect(panel.control("caller_id")).toHaveValue("1");
    await panel.button("Remove…").click();
    await expect(panel.dialog).toContainText(evil);
    await expect(page.locator("img, b")).toHaveCount(0);
  });

  test("the generated address is shown where the editor was opened by its address alone", async ({ page, panel, sandbox }) => {
    const row = (await sandbox.list())[0];
    await panel.openFaxbox(row.id as string);
    await expect(page.locator(".facts")).toContainText(row.smtp_email_address as string);
  });
});
