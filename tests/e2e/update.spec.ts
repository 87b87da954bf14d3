import { expect, FAILED_REQUEST, ID, type Manner, test } from "./fixtures";

const OPENED = {
  name: "To be updated",
  attempts: 2,
  caller_id: "+15551230001",
  caller_name: "Acme",
  fax_header: "Acme",
  fax_identity: "+1 555 123 0001",
  media: { fax_option: true, codec: "T38" },
  retries: 3,
  smtp_permission_list: ["^john@acme\\.example$"],
  flags: ["vip"],
  notifications: {
    inbound: { email: { send_to: ["ann@acme.example"] }, sms: { send_to: ["+15551230002"] } },
    outbound: { email: { send_to: ["carol@acme.example"] } },
  },
};

/** What an update repeats, since a server would reset it. */
const { name, attempts, caller_name, fax_header, media, retries, smtp_permission_list } = OPENED;
const REPEATED = { name, attempts, caller_name, fax_header, media, retries, smtp_permission_list };

for (const manner of ["usual", "deep", "noIfMatch"] as Manner[])
  test.describe(`an update on a server in the manner “${manner}”`, () => {
    test.use({ manner });

    test("sends the name, what was changed whole, and what would be reset; nothing else is touched", async ({ panel, sandbox }) => {
      const tag = await sandbox.put(ID, OPENED);
      await panel.openFaxbox(ID);
      await panel.control("notifications.inbound.email.send_to.0").fill("dora@acme.example");
      await panel.updateOnly();
      await expect(panel.notice).toContainText("Saved.");
      const notifications = { ...OPENED.notifications, inbound: { ...OPENED.notifications.inbound, email: { send_to: ["dora@acme.example"] } } };
      const [patch, ...more] = await sandbox.sent("PATCH");
      expect(more).toEqual([]);
      expect(patch.headers["if-match"]).toBe(tag);
      expect(JSON.parse(patch.body)).toEqual({ data: { ...REPEATED, notifications } });
      expect(await sandbox.document(ID)).toEqual({ ...OPENED, notifications });
      expect(await sandbox.sent("POST")).toEqual([]);
      await expect(panel.outcome).toHaveCount(0);
    });

    test("is not offered to take something out: only a change can do that everywhere", async ({ panel, sandbox }) => {
      await sandbox.put(ID, OPENED);
      await panel.openFaxbox(ID);
      await panel.control("caller_id").fill("");
      await panel.review();
      await expect(panel.dialog.getByRole("radio", { name: /^Update/ })).toBeDisabled();
      await expect(panel.dialog).toContainText("Not possible here: Caller ID number shall be taken out.");
      expect(await sandbox.sent("PATCH")).toEqual([]);
      expect(await sandbox.document(ID)).toEqual(OPENED);

      await panel.button("Save 1 change").click();
      await expect(panel.notice).toContainText("Saved.");
      const { caller_id: _, ...rest } = OPENED;
      expect(await sandbox.document(ID)).toEqual(rest);
    });

    test("of an emptied list is right, since a list goes as a whole", async ({ panel, sandbox }) => {
      await sandbox.put(ID, OPENED);
      await panel.openFaxbox(ID);
      await panel.button("Remove row 1 of Who may send").click();
      await panel.updateOnly();
      await expect(panel.notice).toContainText("Saved.");
      expect(await sandbox.document(ID)).toEqual({ ...OPENED, smtp_permission_list: [] });
    });
  });

test("a null that would be sent along stops an update, and a change keeps it", async ({ panel, sandbox }) => {
  const before = { ...OPENED, notifications: { ...OPENED.notifications, x_other: { nothing: null } } };
  await sandbox.put(ID, before);
  await panel.openFaxbox(ID);
  await panel.control("notifications.inbound.email.send_to.0").fill("dora@acme.example");
  await panel.review();
  await expect(panel.dialog.getByRole("radio", { name: /^Update/ })).toBeDisabled();
  await expect(panel.dialog).toContainText("Not possible here: there is a null in notifications.x_other.nothing.");
  expect(await sandbox.sent("PATCH")).toEqual([]);
  await panel.button("Save 1 change").click();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.document(ID)).toMatchObject({ notifications: { x_other: { nothing: null } } });
});

test("an update is offered for what exists and was changed, and for nothing else", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await expect(panel.button("Review")).toHaveCount(0);
  await panel.control("name").fill("Changed");
  await panel.review();
  await expect(panel.dialog.getByRole("radio", { name: /^Update/ })).toBeEnabled();
  await expect(panel.dialog.getByRole("radio", { name: /^Change/ }).and(page.locator("[name=manner]"))).toBeChecked();
  await panel.button("Back to the form").click();
  await panel.button("Discard").click();
  await page.goto("/#/faxboxes/new");
  await panel.control("name").fill("New");
  await panel.review();
  await expect(panel.dialog.getByRole("radio", { name: /^Update/ })).toHaveCount(0);
});

test("an update that meets others begins again, and keeps both changes", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await sandbox.faults({ kind: "foreign_write", method: "PATCH", change: { fax_header: "Theirs" } });
  await panel.updateOnly();
  await expect(panel.notice).toContainText("Saved.");
  expect(await sandbox.document(ID)).toEqual({ ...OPENED, caller_id: "+15551239999", fax_header: "Theirs" });
});

test("an update that the server says yes to without a document is told, and a 200 that was ignored too", async ({ panel, sandbox }) => {
  await sandbox.put(ID, OPENED);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await sandbox.faults({ kind: "no_document", method: "PATCH" }, { kind: "ignore_write", method: "PATCH", nth: 2 });
  await panel.updateOnly();
  await expect(panel.outcome).toContainText("The server said yes and gave nothing back");
  await panel.updateOnly();
  await expect(panel.outcome).toContainText("Caller ID number: sent +15551239999, kept +15551230001");
});
