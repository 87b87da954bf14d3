/** Two people at one faxbox, each in a browser of their own, on servers of every kind. */
import { type Browser } from "@playwright/test";
import { expect, FAILED_REQUEST, ID, type Manner, Panel, type Sandbox, SOUND, test } from "./fixtures";

const RECIPIENTS = "notifications.inbound.email.send_to";

const OPENED = {
  ...SOUND,
  name: "Shared",
  flags: ["vip"],
  x_big: { rate: 1 },
  notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } },
};

/** Somebody else's panel, in a browser of their own. */
async function another(browser: Browser, sandbox: Sandbox): Promise<Panel> {
  const context = await browser.newContext();
  return new Panel(await context.newPage(), sandbox);
}

for (const manner of ["usual", "deep", "noIfMatch"] as Manner[])
  test.describe(`two at one faxbox, on a server in the manner “${manner}”`, () => {
    test.use({ manner });

    let theirs: Panel;

    test.beforeEach(async ({ browser, panel, sandbox }) => {
      await sandbox.put(ID, OPENED);
      theirs = await another(browser, sandbox);
      await panel.openFaxbox(ID);
      await theirs.openFaxbox(ID);
    });

    test.afterEach(async () => {
      await theirs.page.context().close();
    });

    test("who changed other fields loses nothing, and is told of the other's", async ({ panel, sandbox }) => {
      await theirs.control("fax_header").fill("Theirs");
      await theirs.saveWell();
      await panel.control("name").fill("Mine");
      await panel.saveWell();
      await expect(panel.outcome).toContainText("Somebody else changed Fax header meanwhile; that was kept.");
      expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Mine", fax_header: "Theirs" });
    });

    test("each field that both changed is chosen by itself", async ({ panel, sandbox }) => {
      await theirs.control("name").fill("Their name");
      await theirs.control("caller_id").fill("+15557770000");
      await theirs.control("retries").fill("3");
      await theirs.addRow(RECIPIENTS, "jan@acme.example");
      await theirs.saveWell();

      await panel.control("name").fill("My name");
      await panel.control("caller_id").fill("+15558880000");
      await panel.control("fax_header").fill("Mine alone");
      await panel.addRow(RECIPIENTS, "maria@acme.example");
      await panel.save();
      await expect(panel.dialog).toContainText("Somebody else changed this faxbox while you had it open");
      await expect(panel.dialog).toContainText("What else they changed is kept: Tries after a failure.");
      expect(await sandbox.document(ID)).toMatchObject({ name: "Their name", fax_header: "Acme" });
      const row = panel.dialog.getByRole("row").filter({ hasText: "jan@acme.example" });
      await expect(row.getByRole("listitem")).toHaveText(["ann@acme.example", "ann@acme.example", "maria@acme.example", "ann@acme.example", "jan@acme.example"]);

      await panel.dialog.getByRole("radio", { name: /^Name Mine/ }).check();
      await panel.dialog.getByRole("radio", { name: /^Caller ID number Theirs/ }).check();
      await row.getByRole("radio", { name: /Theirs/ }).check();
      await panel.dialog.getByRole("button", { name: "Save this choice" }).click();
      await expect(panel.notice).toContainText("Saved.");
      await expect(panel.control("caller_id")).toHaveValue("+15557770000");
      expect(await sandbox.document(ID)).toEqual({
        ...OPENED,
        name: "My name",
        caller_id: "+15557770000",
        fax_header: "Mine alone",
        retries: 3,
        notifications: { inbound: { email: { send_to: ["ann@acme.example", "jan@acme.example"] } } },
      });
    });

    test("who saves after the faxbox was removed can create it again from the screen, other programs' keys too", async ({ panel, sandbox, complaints }) => {
      complaints.expected(FAILED_REQUEST);
      await theirs.button("Remove…").click();
      await theirs.dialog.locator("[name=confirm_remove]").click();
      await expect(theirs.row(ID)).toHaveCount(0);

      await panel.control("name").fill("Back again");
      await panel.save();
      await expect(panel.outcome).toContainText("Somebody removed this faxbox meanwhile");
      await expect(panel.control("name")).toHaveValue("Back again");
      await panel.outcome.getByRole("button", { name: "Create it again" }).click();
      await expect(panel.notice).toContainText("Created.");
      const id = await sandbox.id("Back again");
      expect(id).not.toBe(ID);
      await expect(panel.page).toHaveURL(new RegExp(`#/faxboxes/${id}$`));
      const { id: _, ...document } = await sandbox.document(id);
      expect(document).toEqual({ ...OPENED, name: "Back again" });
    });

    test("a field that both write in the same instant is never overwritten without a word", async ({ panel, sandbox, complaints }) => {
      complaints.expected(FAILED_REQUEST);
      await panel.control("name").fill("Mine");
      const release = await panel.hold("POST", ID);
      const held = panel.page.waitForRequest((request) => request.method() === "POST");
      await panel.save();
      await held;
      await theirs.control("name").fill("Theirs");
      await theirs.saveWell();
      release();
      if (manner === "noIfMatch") {
        await expect(panel.outcome).toContainText("Somebody else wrote in the same moment, and the server did not keep the writes apart.");
        return;
      }
      await expect(panel.dialog).toContainText("Somebody else changed this faxbox while you had it open");
      expect(await sandbox.document(ID)).toMatchObject({ name: "Theirs" });
      await panel.dialog.getByRole("radio", { name: "Name Mine Mine" }).check();
      await panel.dialog.getByRole("button", { name: "Save this choice" }).click();
      await expect(panel.notice).toContainText("Saved.");
      expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Mine" });
    });

    test("a write right after ours to the same field is told, and chosen from three values", async ({ panel, sandbox }) => {
      await panel.control("name").fill("Mine");
      await sandbox.faults({ kind: "foreign_write_after", method: "POST", change: { name: "Theirs" } });
      await panel.save();
      await expect(panel.outcome).toContainText("Somebody else wrote in the same moment");
      await panel.outcome.getByRole("button", { name: "Choose for each field…" }).click();
      await expect(panel.dialog.getByRole("row").nth(1)).toHaveText(/Name\s*Shared\s*Mine\s*Theirs/);
      await panel.dialog.getByRole("radio", { name: "Name Mine Mine" }).check();
      await panel.dialog.getByRole("button", { name: "Save this choice" }).click();
      await expect(panel.notice).toContainText("Saved.");
      expect(await sandbox.document(ID)).toEqual({ ...OPENED, name: "Mine" });
    });
  });
