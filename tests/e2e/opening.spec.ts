import { expect, test } from "./fixtures";
import { ID, SOUND } from "./sandbox";

const MAIL = "notifications.inbound.email.send_to";

test.beforeEach(async ({ sandbox, panel }) => {
  await sandbox.put(ID, { ...SOUND, caller_name: "By document", smtp_permission_list: ["^ann@acme\\.example$"] });
  await panel.openList();
  await expect(panel.told).toContainText("faxboxes");
});

test("what the list knows stands there at once, to be read and no more, until the document takes its place", async ({ page, panel, sandbox }) => {
  const release = await panel.hold("GET", `/faxboxes/${ID}`);
  await panel.row(ID).getByRole("link").click();
  const [name, form] = [panel.control("name"), page.getByRole("main")];
  await expect(name).toHaveValue("Sound");
  await expect(panel.control(`${MAIL}.1`)).toHaveValue("bob@acme.example");
  // It is told to be on its way, and nothing can be done with it.
  await expect(form).toHaveAttribute("aria-busy", "true");
  await expect(page.locator(".dock [role=status]")).toHaveText("Loading the faxbox…");
  await expect(form.getByRole("button")).toHaveCount(0);
  await expect(panel.button("JSON")).toHaveCount(0);
  for (const control of [name, panel.control("caller_name"), panel.control(`${MAIL}.0`)]) {
    await expect(control).not.toBeEditable();
  }
  // What the list does not know is left open.
  await expect(panel.control("caller_name")).toHaveValue("");
  await expect(page.locator("[id='caller_name-state']")).toHaveText("");
  await expect(form.locator("[name='notifications.inbound.callback.method']:checked")).toHaveCount(0);
  await expect(form.locator("[name='media.fax_option']:enabled")).toHaveCount(0);

  await name.focus();
  // No blank among them: in what can only be read, it scrolls.
  await page.keyboard.type("too-soon");
  await page.keyboard.press("Control+s");
  await page.keyboard.press("Control+z");
  const address = panel.control(`${MAIL}.0`);
  await address.focus();
  const place = await address.boundingBox();
  await sandbox.change(ID, { name: "Renamed meanwhile", media: { fax_option: true } });
  release();

  await expect(name).toHaveValue("Renamed meanwhile");
  await expect(panel.heading("Renamed meanwhile")).toBeVisible();
  await expect(panel.control("caller_name")).toHaveValue("By document");
  await expect(panel.choice("media.fax_option", "true")).toBeChecked();
  await expect(form).not.toHaveAttribute("aria-busy");
  await expect(page.locator(".dock [role=status]")).toHaveText("No changes");
  await expect(panel.button("JSON")).toBeVisible();
  // Where one was, one goes on.
  await expect(address).toBeFocused();
  expect(await address.boundingBox()).toEqual(place);
  await page.keyboard.press("End");
  await page.keyboard.type("s");
  await expect(address).toHaveValue("ann@acme.examples");
  await panel.saveWell();
  // What others wrote meanwhile stands, and nothing was sent before.
  expect(await sandbox.sent("POST")).toHaveLength(1);
  expect(await sandbox.document(ID)).toMatchObject({
    name: "Renamed meanwhile",
    caller_name: "By document",
    notifications: { inbound: { email: { send_to: ["ann@acme.examples", "bob@acme.example"] } } },
  });
});

test("a faxbox that does not come takes what the list knew of it along", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(/Failed to load resource/);
  await sandbox.faults({ kind: "status", status: 503, method: "GET", path: `/faxboxes/${ID}`, times: 0 });
  const release = await panel.hold("GET", `/faxboxes/${ID}`);
  await panel.row(ID).getByRole("link").click();
  await expect(panel.control("name")).toHaveValue("Sound");
  release();
  await expect(page.getByRole("alert")).toContainText("The faxbox did not arrive");
  await expect(panel.control("name")).toHaveCount(0);
  await sandbox.faults();
  await panel.button("Try again").click();
  await expect(panel.control("caller_name")).toHaveValue("By document");
  await expect(panel.control("name")).toBeEditable();
});

test("an editor whose file is there is drawn at once: nothing says that it loads", async ({ page, panel }) => {
  // Another file asks for it as soon as the list is there; what it brings is told in the rows.
  await expect(page.locator(".attention__head")).toContainText(/in \d+ of|nothing/);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const root = document.querySelector("faxbox-admin")!.shadowRoot!;
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) if (node instanceof Element && node.matches("main")) seen.push(node.className);
    }).observe(root, { subtree: true, childList: true });
  });
  await panel.row(ID).getByRole("link").click();
  await expect(panel.control("caller_name")).toHaveValue("By document");
  // The form is in a block of its own: the one `main` that would be drawn by itself is that of loading.
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
});
