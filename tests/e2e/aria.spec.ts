/** What is said of each view to a person who hears it: the browser's accessibility tree, held to the files in `aria`. */
import { importFile, openTask } from "./bulk";
import { ACCOUNT, BLANK, COSTLY, expect, FAILED_REQUEST, ID, SOUND, test } from "./fixtures";
import { openHost, panic } from "./host";
import { expectTree } from "./tree";

test.use({ faxboxes: 2 });

test("connecting is told: the ways, what is wrong and where, what was found", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await page.goto("/");
  await panel.connecting();
  await panel.button("Connect").click();
  await expect(panel.problem("server")).toBeVisible();
  await expectTree(page, "connect", ".panel");
  await panel.control("server").fill(sandbox.url);
  await panel.control("account_id").fill(ACCOUNT.id);
  await panel.control("auth_token").fill("wrong");
  await panel.button("Connect").click();
  await expect(page.getByRole("list", { name: "Checks" })).toBeVisible();
  await expectTree(page, "connect-checks", ".checks");
  await page.getByRole("radio", { name: "Password" }).check();
  await expect(panel.control("password")).toBeVisible();
  await expectTree(page, "connect-password", "form");
});

test("the list is told: on its way, its rows and their order, what is selected, what is open, nothing found", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, { ...SOUND, fax_identity: "+1 555 1230001", media: { fax_option: true }, fax_timezone: "Europe/Berlin" });
  const release = await panel.hold("GET", "/faxboxes?");
  await panel.openList();
  await expect(page.getByText("Loading the faxboxes…")).toBeVisible();
  await expectTree(page, "list-loading", ".bar", "main");
  release();
  await expect(panel.told).toHaveText("3 faxboxes");
  await page.getByRole("button", { name: "Caller ID", exact: true }).click();
  await panel.row(ID).getByRole("checkbox").check();
  await expectTree(page, "list", ".panel");
  await panel.button("View").click();
  await expectTree(page, "list-menu", ".view-menu");
  await page.keyboard.press("Escape");
  await panel.search.fill("no such thing");
  await expect(page.getByRole("heading", { name: /^Nothing matches/ })).toBeVisible();
  await expectTree(page, "list-nothing", ".state h2", ".state p", ".state button", ".foot [role=status]");
  await panel.search.fill("");
  await page.locator("button[name=about]").click();
  await expect(panel.dialog).toContainText("About Faxbox Admin");
  await expectTree(page, "about", "dialog[open]");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expectTree(page, "list-keys", "dialog[open]");
  await page.keyboard.press("Escape");
  await sandbox.faults({ status: 401, method: "GET", path: "/faxboxes?", times: 0 });
  await panel.button("Refresh").click();
  await panel.dialog.getByRole("button", { name: "Go on" }).click();
  await expect(panel.dialog.getByRole("alert")).toContainText("Enter a token");
  await expectTree(page, "token", "dialog[open]");
});

test("an account without faxboxes is told", async ({ page, panel }) => {
  await panel.open("#/faxboxes", BLANK);
  await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
  await expectTree(page, "list-empty", ".bar", ".state h2", ".state p", ".state a", ".foot [role=status]");
});

test("the editor is told: a field with an error, rows, rules, the page, the system's keys, what would be saved, the text, a conflict", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, { ...SOUND, smtp_permission_list: ["^ann@acme\\.example$", "("] });
  await panel.openFaxbox(ID);
  await panel.control("name").fill("");
  await panel.control("name").blur();
  await expect(panel.problem("name", "error")).toBeVisible();
  await page.locator("#try-address").fill("ann@acme.example");
  await expect(page.locator("[data-verdict=allowed]").first()).toBeVisible();
  await expectTree(page, "editor", ".bar", "nav", "[aria-labelledby=identity-title]", "[aria-labelledby=email-to-fax-title]", "[aria-labelledby=system-title]", ".aside", ".dock");
  await panel.control("name").fill("Renamed");
  await panel.control("smtp_permission_list.1").fill("^bob@acme\\.example$");
  await panel.review();
  await expectTree(page, "review", "dialog[open]");
  await page.keyboard.press("Escape");
  await panel.turn();
  await panel.text.fill("{");
  await expect(page.locator(".source__said .note--error")).toBeVisible();
  await expectTree(page, "document", "main");
  await page.keyboard.press("Control+z");
  await panel.turn();
  await sandbox.change(ID, { name: "Theirs" });
  await panel.save();
  await expect(panel.dialog).toContainText("Nothing was overwritten");
  await expectTree(page, "conflict", "dialog[open]");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await expect(panel.dialog).toContainText("Leave without saving?");
  await expectTree(page, "leaving", "dialog[open]");
  await page.keyboard.press("Escape");
  await panel.heading("Renamed").click();
  await page.keyboard.press("?");
  await expectTree(page, "editor-keys", "dialog[open]");
});

test("the question about charges is told", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await panel.openNew(COSTLY);
  await panel.control("name").fill("Not for free");
  await panel.save();
  await expect(panel.dialog).toContainText("This faxbox costs money");
  await expectTree(page, "charges", "dialog[open]");
});

test("what is done with many is told: what to change, what would become of each, how it ended, what a file would do", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, SOUND);
  await panel.openList();
  await openTask(panel, "change");
  await panel.dialog.locator("[name=what]").selectOption("fax_header");
  await panel.dialog.locator("[name=first]").fill("Acme");
  await expect(panel.dialog.locator("[name=go]")).toHaveAttribute("aria-disabled", "false");
  await expectTree(page, "change", "dialog[open]");
  await sandbox.faults({ method: "POST", status: 403, path: await sandbox.id("Only a name"), times: 0 });
  await panel.dialog.locator("[name=go]").click();
  await expect(panel.dialog.locator(".bulk__end")).toContainText(/\d refused/);
  await expectTree(page, "change-end", "dialog[open]");
  await panel.dialog.locator("[name=close]").click();
  await importFile(panel, "new.csv", "id,name,retries,Comment\r\nunknown,New one,many,x\r\n,Another,2,\r\n");
  await expect(panel.dialog.locator(".bulk__total--bad")).toBeVisible();
  await expectTree(page, "import", "dialog[open]");
});

test("an element in somebody's page, that may only be read, is told, and what stands there after a panic", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(/made to fail|unreachable|already borrowed|recursive|closure invoked/);
  // Without rows: an element of a kind that was never there is what the panic is made of.
  await sandbox.put(ID, { name: "Sound", caller_id: "+15551230001" });
  await openHost(page, `<h1>The portal</h1><faxbox-admin server="${sandbox.url}" account-id="${ACCOUNT.id}" readonly fields="name caller_id" view="faxbox" faxbox-id="${ID}"></faxbox-admin>`);
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await expect(panel.heading("Sound")).toBeVisible();
  await expectTree(page, "embedded", ".panel");
  await page.locator("faxbox-admin").evaluate((element) => ["readonly", "fields"].forEach((name) => element.removeAttribute(name)));
  await panel.control("name").fill("Typed before");
  await expect(panel.heading("Typed before")).toBeVisible();
  await panic(page, panel.button("Add an address").first());
  await expect(page.getByRole("heading", { name: "Faxbox Admin stopped" })).toBeVisible();
  await expectTree(page, "panic", ".trouble");
});
