import { expect, test } from "./fixtures";

const ID = "a".repeat(32);
const ORIGINAL = {
  name: "Original",
  fax_header: "ACME",
  attempts: 3,
  custom_smtp_email_address: "fax.acme.example",
  flags: ["of another program"],
  owner_id: "somebody",
  ui_metadata: { version: 2, "a.b": null },
  media: { fax_option: true, codec: "T38" },
  notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } },
};

test("a copy leaves out what is unique or the system's, keeps the rest, and says both", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, ORIGINAL);
  await panel.openFaxbox(ID);
  await panel.button("Duplicate").click();
  await expect(page).toHaveURL(/#\/faxboxes\/new$/);
  await expect(panel.control("name")).toHaveValue("Copy of Original");
  await expect(panel.control("name")).toBeFocused();
  await expect(panel.control("custom_smtp_email_address")).toHaveValue("");
  const told = page.getByRole("region", { name: "A copy of “Original”, not created yet" });
  await expect(told).toContainText("The own mail domain fax.acme.example was left out");
  await expect(told).toContainText("Copied as they are, and not edited here: flags, owner_id, ui_metadata, media.codec.");
  expect(await sandbox.sent("PUT")).toEqual([]);

  await panel.saveWell();
  await expect(told).toHaveCount(0);
  const id = await sandbox.id("Copy of Original");
  const { custom_smtp_email_address: _, attempts: __, ...rest } = ORIGINAL;
  const [put] = await sandbox.sent("PUT");
  expect((JSON.parse(put.body) as { data: unknown }).data).toEqual({ ...rest, name: "Copy of Original" });
  expect(await sandbox.document(id)).toMatchObject({ ...rest, name: "Copy of Original", attempts: 0 });
  expect(await sandbox.document(ID)).toEqual(ORIGINAL);
});

test("a copy of unsaved changes asks for the original first, and survives a reload", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, ORIGINAL);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551234567");
  await panel.button("Duplicate").click();
  await panel.button("Keep editing").click();
  await expect(panel.heading("Original")).toBeVisible();
  await panel.button("Duplicate").click();
  await panel.button("Keep them for later in this tab").click();
  await expect(panel.control("name")).toHaveValue("Copy of Original");
  await expect(panel.control("caller_id")).toHaveValue("+15551234567");

  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.locator("[name=take_draft]").click();
  await expect(panel.control("name")).toHaveValue("Copy of Original");
  await expect(page.locator(".facts")).toContainText("owner_id");
  await panel.saveWell();
  expect(await sandbox.document(await sandbox.id("Copy of Original"))).toMatchObject({ owner_id: "somebody", caller_id: "+15551234567" });
  await page.goto(`/#/faxboxes/${ID}`);
  await page.locator("[name=take_draft]").click();
  await expect(panel.control("caller_id")).toHaveValue("+15551234567");
});

test("after a copy was left an empty form is empty", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, ORIGINAL);
  await panel.openFaxbox(ID);
  await panel.button("Duplicate").click();
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await panel.button("Discard the changes").click();
  await page.goto("/#/faxboxes/new");
  await expect(panel.control("name")).toHaveValue("");
  await expect(page.locator(".facts")).not.toContainText("owner_id");
});
