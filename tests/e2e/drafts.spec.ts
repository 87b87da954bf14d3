import { ACCOUNT, connect, expect, FAILED_REQUEST, OTHER, type Panel, test } from "./fixtures";
import { panic } from "./host";
import type { Page } from "@playwright/test";

const ID = "d".repeat(32);
const SECOND = "c".repeat(32);
const EMAIL = "notifications.inbound.email.send_to";
const SOUND = {
  name: "Sound",
  fax_header: "ACME",
  caller_id: "+15551230001",
  retries: 1,
  smtp_permission_list: ["^a@b\\.example$"],
  notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } },
};

/** What the tab's storage holds of drafts: keys and texts. */
function drafts(page: Page): Promise<[string, string][]> {
  return page.evaluate(() => Object.entries(sessionStorage).filter(([key]) => key.startsWith("faxbox-admin.draft ")));
}

/** Waits until the storage holds a text in a draft. */
async function expectKept(page: Page, text: string): Promise<void> {
  await expect.poll(async () => JSON.stringify(await drafts(page))).toContain(text);
}

async function expectNoDraft(page: Page): Promise<void> {
  await expect.poll(() => drafts(page)).toEqual([]);
}

function take(panel: Panel) {
  return panel.page.locator("[name=take_draft]");
}

function offer(panel: Panel) {
  return panel.page.getByRole("region", { name: "Changes that were not saved" });
}

test("what was typed survives a reload, is offered with its age, and is saved", async ({ page, panel, sandbox }) => {
  // A number that no browser can hold: the draft keeps every digit.
  await sandbox.put(ID, JSON.stringify(SOUND).replace('"retries":1', '"retries":1,"big":12345678901234567890123'));
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Renamed, not saved");
  await panel.addRow(EMAIL, "bob@acme.example");
  await expectKept(page, "bob@acme.example");
  const [[key, text]] = await drafts(page);
  expect(key).toBe(`faxbox-admin.draft ${sandbox.url} ${ACCOUNT.id} ${ID}`);
  expect(key + text).not.toContain(ACCOUNT.token);

  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(offer(panel)).toContainText("Typed a moment ago in this tab: Name, E-mail to (When a fax arrives).");
  await expect(page.getByRole("status").filter({ hasText: "Changes that were not saved" })).toHaveCount(1);
  await expect(panel.control("name")).toHaveValue("Sound");
  await take(panel).click();
  await expect(panel.control("name")).toHaveValue("Renamed, not saved");
  await expect(panel.control("name")).toBeFocused();
  await expect(panel.control(`${EMAIL}.1`)).toHaveValue("bob@acme.example");
  await expect(offer(panel)).toHaveCount(0);
  await panel.saveWell();
  expect(await sandbox.text(ID)).toContain("12345678901234567890123");
  await expectNoDraft(page);
});

test("its age is told in minutes, hours and days", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Older");
  await expectKept(page, "Older");
  const typed = Date.now();
  page.on("dialog", (dialog) => void dialog.accept());
  for (const [minutes, told] of [
    [1, "a minute ago"],
    [59, "59 minutes ago"],
    [60, "an hour ago"],
    [60 * 47, "a day ago"],
    [60 * 49, "2 days ago"],
  ] as const) {
    await page.clock.setFixedTime(typed + minutes * 60_000 + 1000);
    await page.reload();
    await expect(offer(panel)).toContainText(`Typed ${told} in this tab`);
  }
});

test("a draft that is discarded can be brought back, and then is offered again", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Unwanted");
  await expectKept(page, "Unwanted");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.locator("[name=drop_draft]").click();
  await expectNoDraft(page);
  await expect(page.locator("[name=bring_back_draft]")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(take(panel)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.control("name")).toHaveValue("Unwanted");
});

test("what is typed before one decides is kept beside the older draft", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Older");
  await expectKept(page, "Older");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(take(panel)).toBeVisible();
  await panel.control("caller_id").fill("+15557654321");
  await expectKept(page, "+15557654321");
  await page.reload();
  await expect(offer(panel)).toContainText("Caller ID number");
  await page.locator("[name=drop_draft]").click();
  await expect(offer(panel)).toContainText("Name");
  await take(panel).click();
  await expect(panel.control("name")).toHaveValue("Older");
  await expect(panel.control("caller_id")).toHaveValue("+15551230001");
});

test("a discard drops the draft, and an undo brings both back", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Discarded");
  await expectKept(page, "Discarded");
  await panel.button("Discard").click();
  await expect(panel.notice).toContainText("1 change discarded. Undo brings it back.");
  await expectNoDraft(page);
  await expect(panel.button("Undo")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.control("name")).toHaveValue("Discarded");
  await expectKept(page, "Discarded");
});

test("two faxboxes' drafts are apart, and those of two accounts too", async ({ page, panel, sandbox }) => {
  for (const [id, name] of [[ID, "First"], [SECOND, "Second"]] as const) await sandbox.put(id, { ...SOUND, name });
  await sandbox.put(ID, { ...SOUND, name: "Another account's" }, OTHER);
  await panel.openFaxbox(ID);
  for (const [id, name, typed] of [[ID, "First", "First typed"], [SECOND, "Second", "Second typed"]] as const) {
    await page.goto(`/#/faxboxes/${id}`);
    await expect(panel.heading(name)).toBeVisible();
    await panel.control("name").fill(typed);
    await page.getByRole("link", { name: "Faxboxes" }).click();
    await panel.button("Keep them for later in this tab").click();
    await expect(panel.search).toBeVisible();
  }
  await expect.poll(() => drafts(page)).toHaveLength(2);
  await panel.row(ID).getByRole("link").click();
  await take(panel).click();
  await expect(panel.control("name")).toHaveValue("First typed");
  await panel.saveWell();
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await panel.row(SECOND).getByRole("link").click();
  await take(panel).click();
  await expect(panel.control("name")).toHaveValue("Second typed");
  // Signed in anew for another account, without the first having signed out.
  await page.evaluate(
    ([id, token]) => {
      const kept = JSON.parse(sessionStorage.getItem("faxbox-admin.connection")!) as object;
      sessionStorage.setItem("faxbox-admin.connection", JSON.stringify({ ...kept, account_id: id, auth_token: token }));
    },
    [OTHER.id, OTHER.token],
  );
  page.on("dialog", (dialog) => void dialog.accept());
  await page.evaluate((id) => history.replaceState(null, "", `#/faxboxes/${id}`), ID);
  await page.reload();
  await expect(panel.heading("Another account's")).toBeVisible();
  await expect(take(panel)).toHaveCount(0);
  await expect.poll(() => drafts(page)).toHaveLength(1);
});

test("a new faxbox's draft is offered, and gone once it is created", async ({ page, panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill("Half made");
  await panel.addRow(EMAIL, "ann@acme.example");
  await expectKept(page, "ann@acme.example");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole("region", { name: "A new faxbox that was begun" })).toContainText("Name");
  await take(panel).click();
  await panel.saveWell();
  await expectNoDraft(page);
  const id = await sandbox.id("Half made");
  expect((await sandbox.document(id)).notifications).toEqual({ inbound: { email: { send_to: ["ann@acme.example"] } } });
});

test("a new faxbox that was being created when the page went is offered with a warning", async ({ page, panel }) => {
  await panel.openNew();
  await panel.control("name").fill("Created or not");
  await panel.hold("PUT", "/faxboxes");
  await panel.save();
  await expectKept(page, '\\"sent\\":true');
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole("region", { name: "A new faxbox that was begun" })).toContainText("Look into the list before you create it again");
});

test("a draft survives an expired token and the sign-in after it; a sign-out drops it", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Typed before");
  await sandbox.faults({ status: 401, method: "GET", path: ID, times: 1 });
  await panel.save();
  await expect(panel.dialog).toContainText("Sign in again");
  await panel.button("Cancel").click();
  await expect(panel.outcome.first()).toContainText("Not saved");
  await expectKept(page, "Typed before");

  // The tab is loaded again, and does not know the token any more.
  page.on("dialog", (dialog) => void dialog.accept());
  await page.evaluate(() => sessionStorage.removeItem("faxbox-admin.connection"));
  await page.reload();
  await page.getByLabel("Server", { exact: true }).fill(sandbox.url);
  await page.getByLabel("Account ID", { exact: true }).fill(ACCOUNT.id);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await take(panel).click();
  await expect(panel.control("name")).toHaveValue("Typed before");

  await panel.button("Sign out").click();
  await expect(panel.dialog).toContainText("Leave without saving?");
  await expect(panel.button("Keep them for later in this tab")).toHaveCount(0);
  await panel.button("Discard the changes").click();
  await expect(page.getByRole("textbox", { name: "Token", exact: true })).toBeVisible();
  await expect.poll(() => drafts(page)).toEqual([]);
});

test("a sign-out in the list drops the drafts of that account", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await page.evaluate(() => sessionStorage.setItem("faxbox-admin.draft http://elsewhere/v2 x new", "another's"));
  await panel.control("name").fill("Kept for later");
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await panel.button("Keep them for later in this tab").click();
  await expect(panel.search).toBeVisible();
  await expect.poll(() => drafts(page)).toHaveLength(2);
  await panel.button("Sign out").click();
  await expect(page.getByRole("textbox", { name: "Token", exact: true })).toBeVisible();
  expect((await drafts(page)).map(([, text]) => text)).toEqual(["another's"]);
});

test("leaving asks by link and by Back; what is discarded there is not offered", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openList();
  await panel.row(ID).getByRole("link").click();
  await panel.control("name").fill("Not wanted");
  await expectKept(page, "Not wanted");
  await page.goBack();
  await expect(panel.dialog).toContainText("Leave without saving?");
  await panel.button("Keep editing").click();
  await expect(panel.control("name")).toHaveValue("Not wanted");
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await panel.button("Discard the changes").click();
  await expect(panel.search).toBeVisible();
  await expect.poll(() => drafts(page)).toEqual([]);
  await panel.row(ID).getByRole("link").click();
  await expect(panel.heading("Sound")).toBeVisible();
  await expect(take(panel)).toHaveCount(0);
});

test("closing the tab with unsaved changes asks", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Unsaved");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await expect(panel.control("name")).toHaveValue("Unsaved");
});

test.describe("a faxbox that changed under its draft", () => {
  test.beforeEach(async ({ page, panel, sandbox }) => {
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID);
    await panel.control("name").fill("Mine");
    await expectKept(page, "Mine");
    page.on("dialog", (dialog) => void dialog.accept());
  });

  test("elsewhere: both changes are kept", async ({ page, panel, sandbox }) => {
    await sandbox.change(ID, { caller_id: "+15550000000" });
    await page.reload();
    await expect(offer(panel)).toContainText("The faxbox was changed on the server since then.");
    await take(panel).click();
    await expect(panel.control("caller_id")).toHaveValue("+15550000000");
    await expect(page.locator(".dock")).toContainText("1 change");
    await panel.saveWell();
    expect(await sandbox.document(ID)).toMatchObject({ name: "Mine", caller_id: "+15550000000" });
  });

  test("in the same place: the save shows both, and nothing is overwritten", async ({ page, panel, sandbox }) => {
    await sandbox.change(ID, { name: "Theirs" });
    await page.reload();
    await take(panel).click();
    await expect(panel.control("name")).toHaveValue("Mine");
    await panel.save();
    await expect(panel.dialog).toContainText("Somebody else changed this faxbox while you had it open");
    await expect(panel.dialog).toContainText("Theirs");
    expect((await sandbox.document(ID)).name).toBe("Theirs");
  });

  test("to just what was typed: nothing is offered", async ({ page, panel, sandbox }) => {
    await sandbox.change(ID, { name: "Mine" });
    await page.reload();
    await expect(panel.heading("Mine")).toBeVisible();
    await expect(take(panel)).toHaveCount(0);
    await expectNoDraft(page);
  });

  test("and is gone: the draft is opened as a new one", async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${ID}`, {
      method: "DELETE",
      headers: { "x-auth-token": ACCOUNT.token },
    });
    await page.reload();
    await expect(page.locator(".state")).toContainText("The faxbox is gone, and what you typed is not.");
    await page.locator("[name=create_from_draft]").click();
    await expect(panel.control("name")).toHaveValue("Mine");
    await expect(panel.control("name")).toBeFocused();
    await panel.saveWell();
    const id = await sandbox.id("Mine");
    expect(await sandbox.document(id)).toMatchObject({ ...SOUND, name: "Mine" });
    await expectNoDraft(page);
  });

  test("and does not come: what was typed waits", async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.faults({ status: 403, method: "GET", path: ID, times: 1 });
    await page.reload();
    await expect(page.locator(".state")).toContainText("What you typed here before is still kept in this tab.");
    await panel.button("Try again").click();
    await take(panel).click();
    await expect(panel.control("name")).toHaveValue("Mine");
  });
});

test.describe("where the storage", () => {
  for (const [what, method, error] of [
    ["is full", "setItem", "QuotaExceededError"],
    ["is forbidden", "getItem", "SecurityError"],
  ] as const)
    test(`${what}, nothing breaks and nothing on the screen is lost`, async ({ page, panel, sandbox }) => {
      await sandbox.put(ID, SOUND);
      await panel.openFaxbox(ID);
      await page.evaluate(
        ([method, error]) => {
          const refuse = () => {
            throw new DOMException("refused", error);
          };
          Storage.prototype.setItem = refuse;
          Storage.prototype[method] = refuse;
        },
        [method, error] as const,
      );
      await panel.control("name").fill("On the screen");
      await expect(panel.outcome).toContainText("What you type is not kept over a reload");
      await expect(panel.control("name")).toHaveValue("On the screen");
      await page.getByRole("link", { name: "Faxboxes" }).click();
      await expect(panel.button("Keep them for later in this tab")).toHaveCount(0);
      await panel.button("Keep editing").click();
      await panel.saveWell();
      expect((await sandbox.document(ID)).name).toBe("On the screen");
    });
});

test("without leave of the host nothing is kept", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await page.goto("/");
  await page.evaluate(async () => {
    const element = document.querySelector("faxbox-admin")!;
    element.remove();
    await Promise.resolve();
    element.removeAttribute("storage");
    document.body.append(element);
  });
  await page.getByLabel("Server", { exact: true }).fill(sandbox.url);
  await page.getByLabel("Account ID", { exact: true }).fill(ACCOUNT.id);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await panel.row(ID).getByRole("link").click();
  await panel.control("name").fill("Nowhere but here");
  await page.getByRole("link", { name: "Faxboxes" }).click();
  await expect(panel.dialog).toBeVisible();
  await expect(panel.button("Keep them for later in this tab")).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("Nowhere but here");
});

test("after a panic and a new start the draft is offered", async ({ page, panel, complaints }) => {
  await connect(page, panel.sandbox.url);
  await page.getByRole("link", { name: "New faxbox" }).first().click();
  await panel.control("name").fill("Sales Berlin");
  await expectKept(page, "Sales Berlin");
  await panic(page, panel.button("Add an address").first());
  await expect(panel.heading("Faxbox Admin stopped")).toBeVisible();
  complaints.expected(/unreachable|made to fail|already borrowed/);
  await panel.button("Start again").click();
  await page.getByLabel("Server", { exact: true }).fill(panel.sandbox.url);
  await page.getByLabel("Account ID", { exact: true }).fill(ACCOUNT.id);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await take(panel).click();
  await expect(panel.control("name")).toHaveValue("Sales Berlin");
});
