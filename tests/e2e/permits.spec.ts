/** What a host lets a person see and do: `readonly`, `fields` and `can`, at the start and changed at any time. */
import { type Page } from "@playwright/test";
import { expectSound, speak } from "./axe";
import { ACCOUNT, expect, type Panel, type Sandbox, test } from "./fixtures";
import { openHost, signIn } from "./look";

const ID = "e".repeat(32);
const RECIPIENTS = "notifications.inbound.email notifications.inbound.sms";

/** Changes an attribute of the element; `null` takes it out. */
async function set(page: Page, name: string, value: string | null): Promise<void> {
  await page.locator("faxbox-admin").evaluate(
    (element, [name, value]) => (value === null ? element.removeAttribute(name) : element.setAttribute(name, value)),
    [name, value] as const,
  );
}

/** A faxbox with something in every section, and with what other programs keep in it. */
async function put(sandbox: Sandbox, more: Record<string, unknown> = {}): Promise<void> {
  await sandbox.put(ID, {
    name: "Front office", caller_name: "Front", fax_header: "ACME", fax_identity: "+15551234567", fax_timezone: "Europe/Berlin", retries: 2,
    smtp_permission_list: ["^ann@acme\\.example$"], media: { fax_option: true, codec: "T38" }, big: "12345678901234567890",
    notifications: { inbound: { email: { send_to: ["ann@acme.example"] }, callback: { url: "https://hooks.acme.example/x", method: "post", type: "json" } } },
    ...more,
  });
}

async function openFaxbox(page: Page, panel: Panel): Promise<void> {
  await signIn(page);
  await panel.search.fill("Front office");
  await panel.row(ID).getByRole("button").click();
  await expect(panel.heading("Front office")).toBeVisible();
}

const barButtons = (page: Page) => page.locator(".bar__end").getByRole("button");

test("a list shows what may be seen and done, and follows each change at once", async ({ page, panel }) => {
  await openHost(page, {});
  await signIn(page);
  const columns = page.locator(".table thead th:visible");
  const all = ["Refresh", "Change…", "Import", "Export", "New faxbox"];
  await expect(barButtons(page)).toHaveText(all.map((name) => new RegExp(name)));
  await panel.rows.getByRole("checkbox").first().check();
  await expect(page.getByRole("region", { name: "Selection" })).toBeVisible();

  await set(page, "can", "remove");
  await expect(barButtons(page)).toHaveText([/Refresh/]);
  await expect(page.getByRole("region", { name: "Selection" })).toHaveCount(0);
  await expect(page.locator(".table [type=checkbox]:visible")).toHaveCount(0);
  await page.locator(".row__open").first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("n");
  await expect(panel.heading(/Faxboxes/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Selection" })).toHaveCount(0);

  await set(page, "can", "bulk remove");
  await panel.rows.getByRole("checkbox").first().check();
  await expect(page.getByRole("region", { name: "Selection" }).getByRole("button")).toHaveText([/all/, /Change/, /Remove/, ""]);

  await set(page, "can", null);
  const warned = page.waitForEvent("console", (message) => message.type() === "warning" && message.text().includes("recipients"));
  await set(page, "fields", "notifications.inbound.email retries recipients");
  await warned;
  await expect(columns).toHaveText(["Name", "Arriving faxes to", "Retries", "Problems"]);
  await expect(barButtons(page)).toHaveText([/Refresh/, /Change/]);
  await expect(page.locator("[data-attention]")).toHaveText([/Nobody is told/]);
  await expect(page.locator(".chips__line .chip")).toHaveCount(3);
  await expect(panel.rows.first()).not.toContainText("Europe/");
  await panel.button("Change…").first().click();
  await expect(panel.dialog.locator("#bulk-what option")).toHaveText([/Add/, /Take|Remove/, /Tries/, /E-mail to/, /Remove/]);
  await expect(panel.dialog.locator("#bulk-list option")).toHaveCount(1);
  // What is not allowed any more is closed.
  await set(page, "readonly", "");
  await expect(panel.dialog).toHaveCount(0);
  await expect(barButtons(page)).toHaveText([/Refresh/]);
  await set(page, "fields", null);
  await expect(barButtons(page)).toHaveText([/Refresh/, /Export/]);
  await set(page, "readonly", null);
  await expect(barButtons(page)).toHaveText(all.map((name) => new RegExp(name)));
});

test("a customer who sees recipients alone changes those alone, and nothing else of the document", async ({ page, panel, sandbox }) => {
  await put(sandbox, { caller_name: "A caller name that is much too long" });
  const before = await sandbox.document(ID);
  await openHost(page, { attributes: `fields="${RECIPIENTS}" can=""` });
  await openFaxbox(page, panel);
  await expect(page.locator(".section:visible h2")).toHaveText(["When a fax arrives"]);
  await expect(page.locator(".field:visible .field__label > :first-child")).toHaveText(["E-mail to", "Text message to"]);
  await expect(page.locator(".sections button:visible")).toHaveCount(0);
  await expect(page.locator(".preview:visible")).toHaveCount(0);
  await expect(barButtons(page)).toHaveCount(0);
  // What stops nothing, and is not theirs to see, is not told.
  await expect(page.locator(".mark")).toHaveCount(0);
  await panel.addRow("notifications.inbound.email.send_to", "nora@acme.example");
  await page.locator("button[name=review]").click();
  await expect(panel.dialog).toContainText("nora@acme.example");
  await expect(panel.dialog.getByRole("radio", { name: "Request" })).toHaveCount(0);
  await panel.dialog.locator("[name=save_reviewed]").click();
  await expect(panel.notice).toContainText("Saved.");
  const after = (await sandbox.document(ID)) as { notifications: { inbound: { email: { send_to: string[] } } } };
  expect(after.notifications.inbound.email.send_to).toEqual(["ann@acme.example", "nora@acme.example"]);
  after.notifications.inbound.email.send_to.pop();
  // The server counts tries by itself.
  expect({ ...after, attempts: 0 }).toEqual({ ...before, attempts: 0 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectSound(page);
});

test("a problem in a field one cannot see stands on top, with what mends it", async ({ page, panel, sandbox }) => {
  await put(sandbox, { fax_timezone: "Berlin", custom_smtp_email_address: "Fax.Front.Example", retries: "many", smtp_permission_list: [5, "^ann@acme\\.example$"] });
  await openHost(page, { attributes: `fields="name"` });
  await openFaxbox(page, panel);
  const top = page.getByRole("region", { name: "Not shown here, and worth mending", exact: true });
  await expect(top.getByRole("listitem")).toHaveCount(4);
  await panel.control("name").fill("Front desk");
  await panel.save();
  await expect(page.locator("[id=retries]")).toBeFocused();
  const mend = (field: string, name: string) => top.getByRole("listitem").filter({ hasText: field }).getByRole("button", { name }).click();
  await mend("Time zone", "Use Europe/Berlin");
  await mend("Own mail domain", "small");
  await mend("Tries after a failure", "Take it out");
  await mend("Who may send", "Take it out");
  await expect(top).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Changed, and not shown" }).getByRole("listitem")).toHaveCount(4);
  await panel.saveWell();
  expect(await sandbox.document(ID)).toMatchObject({
    name: "Front desk", fax_timezone: "Europe/Berlin", custom_smtp_email_address: "fax.front.example", smtp_permission_list: ["^ann@acme\\.example$"],
  });
});

test("readonly shows every value, edits none, and loses nothing that was typed before", async ({ page, panel, sandbox }) => {
  await put(sandbox);
  await openHost(page, {});
  await openFaxbox(page, panel);
  await panel.control("caller_name").fill("Typed");
  await panel.addRow("notifications.inbound.email.send_to", "nora@acme.example");
  await set(page, "readonly", "");
  const form = page.locator(".editor__form");
  await expect(form.locator(".field").filter({ hasText: "Caller ID name" })).toContainText("Typed");
  await expect(form.locator(".field").filter({ hasText: "E-mail to" }).first()).toContainText("nora@acme.example");
  await expect(form.locator("[name='caller_name'], [name='retries'], [type=radio]")).toHaveCount(0);
  await expect(page.locator(".dock")).toHaveCount(0);
  await expect(barButtons(page)).toHaveText([/JSON/]);
  await page.locator(".bar__title").focus();
  for (const key of ["Control+z", "Control+s", "Control+Enter"]) await page.keyboard.press(key);
  await expect(panel.dialog).toHaveCount(0);
  await expect(form.locator(".field").filter({ hasText: "Caller ID name" })).toContainText("Typed");
  expect(await sandbox.sent("POST")).toEqual([]);
  await expectSound(page);
  await speak(page, "en");
  await panel.turn();
  await expect(panel.text).toHaveJSProperty("readOnly", true);
  await panel.turn();
  await set(page, "readonly", null);
  await expect(panel.control("caller_name")).toHaveValue("Typed");
  await expect(panel.control("notifications.inbound.email.send_to.1")).toHaveValue("nora@acme.example");
  await panel.saveWell();
  expect(await sandbox.document(ID)).toMatchObject({ caller_name: "Typed" });
});

test("what was typed into a field that the host hides is kept and shown, and can be put back", async ({ page, panel, sandbox }) => {
  await put(sandbox);
  await openHost(page, {});
  await openFaxbox(page, panel);
  await panel.control("caller_name").fill("Typed");
  await panel.control("name").fill("Front desk");
  await panel.turn();
  await expect(panel.text).toBeVisible();
  await set(page, "fields", "name");
  await expect(panel.text).toHaveCount(0);
  await expect(panel.control("name")).toHaveValue("Front desk");
  const hidden = page.getByRole("region", { name: "Changed, and not shown" });
  await expect(hidden).toContainText(/Caller ID name\s+was “Front”, is “Typed”/);
  await set(page, "fields", null);
  await expect(panel.control("caller_name")).toHaveValue("Typed");
  await set(page, "fields", "name");
  await hidden.getByRole("button", { name: "put back" }).click();
  await expect(hidden).toHaveCount(0);
  await panel.saveWell();
  expect(await sandbox.document(ID)).toMatchObject({ name: "Front desk", caller_name: "Front" });
});

test("the address of a new faxbox says so where none may be made, and goes on once it may", async ({ page, panel }) => {
  await page.addInitScript(
    ([url, id, token]) => sessionStorage.setItem("faxbox-admin.connection", JSON.stringify({ server: url, account_id: id, auth_token: token })),
    [panel.sandbox.url, ACCOUNT.id, ACCOUNT.token] as const,
  );
  await openHost(page, { attributes: `routing="hash" storage="tab" can="remove"` });
  await page.evaluate(() => (location.hash = "#/faxboxes/new"));
  await expect(panel.heading("No new faxboxes here")).toBeFocused();
  await set(page, "can", "create");
  await panel.control("name").fill("Begun");
  await set(page, "can", "");
  await expect(panel.heading("No new faxboxes here")).toBeVisible();
  await set(page, "can", null);
  await expect(panel.control("name")).toHaveValue("Begun");
});
