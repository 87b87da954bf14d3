import { ACCOUNT, BLANK, COSTLY, type Document, expect, FAILED_REQUEST, type Manner, type Panel, type Sandbox, test } from "./fixtures";

/** Every parameter that a person can edit. */
const FILLED: Document = {
  name: "Accounts payable – Köln 📠",
  caller_id: "+15551234567",
  caller_name: "Acme Payable",
  fax_header: "Acme Logistics",
  fax_identity: "+1 555 123 4567",
  fax_timezone: "Europe/Berlin",
  retries: 3,
  media: { fax_option: true },
  custom_smtp_email_address: "payable.acme.example",
  smtp_permission_list: ["^john@acme\\.example$", "^[^@]+@payable\\.acme\\.example$"],
  notifications: {
    inbound: {
      email: { send_to: ["ann@acme.example", "bob@acme.example"] },
      sms: { send_to: ["+15551230002"] },
      callback: { url: "https://hooks.acme.example/in?x=1&y=2", method: "post", type: "json" },
    },
    outbound: {
      email: { send_to: ["carol@acme.example"] },
      sms: { send_to: ["+15551230003", "+15551230004"] },
      callback: { url: "https://hooks.acme.example/out", method: "put", type: "www-url-form-encoded" },
    },
  },
};

type Kind = "text" | "choice" | "rows";

const KINDS: [string, Kind][] = [
  ["name", "text"],
  ["caller_id", "text"],
  ["caller_name", "text"],
  ["fax_header", "text"],
  ["fax_identity", "text"],
  ["fax_timezone", "text"],
  ["retries", "text"],
  ["media.fax_option", "choice"],
  ["custom_smtp_email_address", "text"],
  ["smtp_permission_list", "rows"],
  ...["inbound", "outbound"].flatMap((way): [string, Kind][] => [
    [`notifications.${way}.email.send_to`, "rows"],
    [`notifications.${way}.sms.send_to`, "rows"],
    [`notifications.${way}.callback.url`, "text"],
    [`notifications.${way}.callback.method`, "choice"],
    [`notifications.${way}.callback.type`, "choice"],
  ]),
];

function at(document: Document, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Document)[key], document);
}

async function fill(panel: Panel, document: Document): Promise<void> {
  for (const [path, kind] of KINDS) {
    const value = at(document, path);
    if (kind === "text") await panel.control(path).fill(String(value));
    else if (kind === "choice") await panel.choose(path, String(value));
    else for (const row of value as string[]) await panel.addRow(path, row);
  }
}

async function expectShown(panel: Panel, document: Document): Promise<void> {
  for (const [path, kind] of KINDS) {
    const value = at(document, path);
    if (kind === "text") await expect(panel.control(path)).toHaveValue(String(value));
    else if (kind === "choice") await expect(panel.choice(path, String(value))).toBeChecked();
    else
      for (const [index, row] of (value as string[]).entries())
        await expect(panel.control(`${path}.${index}`)).toHaveValue(row);
  }
}

/** The id in the address. */
async function createdId(panel: Panel): Promise<string> {
  await expect(panel.page).toHaveURL(/#\/faxboxes\/[0-9a-f]{32}$/);
  return panel.page.url().slice(-32);
}

async function named(sandbox: Sandbox, name: string, account = ACCOUNT): Promise<Document[]> {
  return (await sandbox.list(account)).filter((row) => row.name === name);
}

const WAYS: { manner: Manner; way: "Save" | "Update" }[] = [
  { manner: "usual", way: "Save" },
  { manner: "usual", way: "Update" },
  { manner: "deep", way: "Save" },
  { manner: "deep", way: "Update" },
  { manner: "noIfMatch", way: "Save" },
];

for (const { manner, way } of WAYS) {
  test.describe(`on a server in the manner “${manner}”`, () => {
    test.use({ manner });

    test(`a faxbox with every field is created, found again, changed in one recipient by “${way}”, and removed`, async ({ page, panel, sandbox }) => {
      await panel.openList();
      await page.getByRole("link", { name: "New faxbox" }).click();
      await fill(panel, FILLED);
      await panel.saveWell();
      const [put] = await sandbox.sent("PUT");
      expect(JSON.parse(put.body)).toEqual({ data: FILLED });
      const id = await createdId(panel);

      await page.reload();
      await expect(panel.heading(FILLED.name as string)).toBeVisible();
      await expectShown(panel, FILLED);
      const before = await sandbox.document(id);
      expect(before).toEqual({ ...FILLED, attempts: 0 });

      await panel.control("notifications.inbound.email.send_to.1").fill("dora@acme.example");
      await (way === "Save" ? panel.save() : panel.updateOnly());
      await expect(panel.notice).toContainText("Saved.");
      await expect(panel.outcome).toHaveCount(0);
      const expected = structuredClone(before);
      (at(expected, "notifications.inbound.email.send_to") as string[])[1] = "dora@acme.example";
      expect(await sandbox.document(id)).toEqual(expected);
      expect(await sandbox.sent("PATCH")).toHaveLength(way === "Save" ? 0 : 1);

      await panel.button("Remove…").click();
      await panel.dialog.getByRole("button", { name: "Remove for good" }).click();
      await expect(panel.heading(/^Faxboxes/)).toBeVisible();
      await expect(panel.row(id)).toHaveCount(0);
      expect(await named(sandbox, FILLED.name as string)).toEqual([]);
    });
  });
}

test("what was not filled in is not sent: not even what was typed and emptied again", async ({ panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Only a name here");
  await panel.control("caller_id").fill("+15551234567");
  await panel.control("caller_id").fill("");
  await panel.choose("media.fax_option", "true");
  await panel.choose("media.fax_option", "");
  await panel.choose("notifications.inbound.callback.method", "put");
  await panel.choose("notifications.inbound.callback.method", "");
  await panel.addRow("smtp_permission_list", "");
  await panel.addRow("notifications.outbound.email.send_to", "");
  await panel.saveWell();
  const [put] = await sandbox.sent("PUT");
  expect(JSON.parse(put.body)).toEqual({ data: { name: "Only a name here" } });
  await expect(panel.outcome).toContainText("The server filled in its default for");
});

test("blank rows between others are left out, and the others keep their order", async ({ panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Rows");
  for (const text of ["a@x.example", "", "b@x.example"]) await panel.addRow("notifications.inbound.email.send_to", text);
  await panel.saveWell();
  const [put] = await sandbox.sent("PUT");
  expect(JSON.parse(put.body)).toEqual({
    data: { name: "Rows", notifications: { inbound: { email: { send_to: ["a@x.example", "b@x.example"] } } } },
  });
});

test("many addresses pasted at once become a row each", async ({ page, panel, sandbox }) => {
  const path = "notifications.inbound.email.send_to";
  await panel.openNew();
  await panel.control("name").fill("Pasted");
  await panel.addRow(path, "");
  await panel.control(`${path}.0`).evaluate((row) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "a@x.example, b@x.example;\nc@x.example\td@x.example\n");
    row.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
  });
  await expect(page.locator(`[name^="${path}."]`)).toHaveCount(4);
  await expect(panel.control(`${path}.3`)).toBeFocused();
  await panel.saveWell();
  const [put] = await sandbox.sent("PUT");
  expect(at(JSON.parse(put.body).data as Document, path)).toEqual(["a@x.example", "b@x.example", "c@x.example", "d@x.example"]);
});

test("a new faxbox is in the list, with the address that the server generated", async ({ page, panel, sandbox }) => {
  await panel.open("#/faxboxes", BLANK);
  await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "New faxbox" }).click();
  await panel.control("name").fill("The first");
  await panel.saveWell();
  const id = await createdId(panel);
  const address = (await sandbox.list(BLANK))[0]?.smtp_email_address as string;
  await expect(page.locator(".facts")).toContainText(address);
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await expect(panel.row(id)).toContainText("The first");
  await expect(panel.row(id)).toContainText(address);
});

test.describe("a faxbox that costs money", () => {
  test.beforeEach(async ({ panel, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await panel.openNew(COSTLY);
    await panel.control("name").fill("Not for free");
    await panel.control("caller_id").fill("+15551234567");
    await panel.save();
    await expect(panel.dialog).toContainText("This faxbox costs money");
  });

  test("is asked about with the sums that the server names, and No leaves everything as it is", async ({ panel, sandbox }) => {
    await expect(panel.dialog.locator("dl")).toHaveText(/Due today\s*0\s*Each month\s*5/);
    await expect(panel.dialog.getByRole("row").nth(1)).toHaveText(/Fax boxes\s*1\s*5\s*5/);
    await panel.dialog.getByRole("button", { name: "Do not create it" }).click();
    await expect(panel.dialog).toHaveCount(0);
    await expect(panel.control("name")).toHaveValue("Not for free");
    await expect(panel.control("caller_id")).toHaveValue("+15551234567");
    expect(await sandbox.sent("PUT")).toHaveLength(1);
    expect(await sandbox.list(COSTLY)).toEqual([]);
  });

  test("is created by Yes, with the same document and the consent beside it", async ({ panel, sandbox }) => {
    await panel.dialog.getByRole("button", { name: "Create it and accept the charges" }).click();
    await expect(panel.notice).toContainText("Created.");
    const [first, second, ...more] = (await sandbox.sent("PUT")).map((request) => JSON.parse(request.body));
    expect(more).toEqual([]);
    expect(first).toEqual({ data: { name: "Not for free", caller_id: "+15551234567" } });
    expect(second).toEqual({ ...first, accept_charges: true });
    expect(await named(sandbox, "Not for free", COSTLY)).toHaveLength(1);
  });

  test("is not created by Escape", async ({ page, panel, sandbox }) => {
    await page.keyboard.press("Escape");
    await expect(panel.dialog).toHaveCount(0);
    await expect(panel.control("name")).toHaveValue("Not for free");
    expect(await sandbox.list(COSTLY)).toEqual([]);
  });
});

test.describe("a create whose answer is lost", () => {
  test.beforeEach(async ({ panel, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await panel.openNew();
    await panel.control("name").fill("Lost and found");
  });

  test("is found in the list, and not created twice", async ({ panel, sandbox }) => {
    await sandbox.faults({ kind: "drop_after", method: "PUT" });
    await panel.saveWell();
    await createdId(panel);
    expect(await sandbox.sent("PUT")).toHaveLength(1);
    expect(await named(sandbox, "Lost and found")).toHaveLength(1);
  });

  for (const kind of ["cut", "cut_connection"] as const)
    test(`is found in the list where it is lost half way (${kind})`, async ({ panel, sandbox }) => {
      await sandbox.faults({ kind, method: "PUT" });
      await panel.saveWell();
      await createdId(panel);
      expect(await sandbox.sent("PUT")).toHaveLength(1);
      expect(await named(sandbox, "Lost and found")).toHaveLength(1);
    });

  for (const kind of ["drop", "crash", "empty", "no_document"] as const)
    test(`is told where the list does not have it, and safe to try again (${kind})`, async ({ panel, sandbox }) => {
      await sandbox.faults({ kind, method: "PUT" });
      await panel.save();
      await expect(panel.outcome).toContainText("The answer was lost, and the faxbox was not created");
      await expect(panel.outcome).toContainText("It is safe to create it again.");
      await expect(panel.control("name")).toHaveValue("Lost and found");
      await panel.saveWell();
      expect(await named(sandbox, "Lost and found")).toHaveLength(1);
    });

  test("is in doubt where the list cannot be read", async ({ panel, sandbox }) => {
    await sandbox.faults({ kind: "drop_after", method: "PUT" }, { status: 503, method: "GET", path: "/faxboxes?", times: 0 });
    await panel.save();
    // The list is asked a few times, with more and more patience.
    await expect(panel.outcome).toContainText("It is not known whether this was saved", { timeout: 25_000 });
    await expect(panel.outcome).toContainText("Look into the list before creating it again");
    await expect(panel.control("name")).toHaveValue("Lost and found");
    expect(await sandbox.sent("PUT")).toHaveLength(1);
  });
});

test("a double click on Create creates once", async ({ panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Once");
  await sandbox.faults({ kind: "latency", latency_ms: 300, method: "PUT" });
  await panel.saveButton.dblclick();
  await expect(panel.notice).toContainText("Created.");
  expect(await named(sandbox, "Once")).toHaveLength(1);
});

test("a yes without a way to prove it is said, with what the server gave", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await panel.openNew();
  await panel.control("name").fill("Unproven");
  await sandbox.faults({ status: 403, method: "GET", path: "/faxboxes/", times: 0 });
  await panel.save();
  await expect(panel.outcome).toContainText("The server said yes, but could not be asked afterwards whether it did.");
  expect(await named(sandbox, "Unproven")).toHaveLength(1);
});
