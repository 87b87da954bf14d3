/** Two tabs of one browser on one origin: what one keeps, types and forgets is nothing to the other. */
import { openHost } from "./host";
import { ACCOUNT, Complaints, expect, FAILED_REQUEST, ID, OTHER, Panel, SOUND, test } from "./fixtures";

/** What a tab keeps of connections and drafts, as JSON. */
function kept({ page }: Panel): Promise<string> {
  return page.evaluate(() => JSON.stringify(Object.entries(sessionStorage).filter(([key]) => key.startsWith("faxbox-admin."))));
}

async function expectKept(panel: Panel, ...texts: string[]): Promise<void> {
  for (const text of texts) await expect.poll(() => kept(panel)).toContain(text);
}

async function expectNotKept(panel: Panel, ...texts: string[]): Promise<void> {
  for (const text of texts) await expect.poll(() => kept(panel)).not.toContain(text);
}

/** Goes without asking, as a person who confirms. */
async function reload({ page }: Panel): Promise<void> {
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
}

async function signOut(panel: Panel): Promise<void> {
  await panel.button("Sign out").click();
  await panel.button("Discard the changes").click();
  await expect(panel.control("auth_token")).toHaveValue("");
}

test("two accounts in two tabs: lists, drafts, undo, the remembered token and a sign-out are each tab's own", async ({ page, panel, sandbox }) => {
  const second = new Panel(await page.context().newPage(), sandbox);
  const complaints = await Complaints.of(second.page);
  await sandbox.put(ID, { ...SOUND, name: "Acme's" });
  await sandbox.put(ID, { ...SOUND, name: "Birch's" }, OTHER);
  // The same faxbox by its id, and two documents.
  await panel.openFaxbox(ID);
  await second.openFaxbox(ID, OTHER);
  await expect(panel.control("name")).toHaveValue("Acme's");
  await expect(second.control("name")).toHaveValue("Birch's");

  await panel.control("name").fill("Typed at Acme");
  await second.control("name").fill("Typed at Birch");
  await second.control("caller_id").fill("+15551239999");
  await expectKept(panel, ACCOUNT.token, "Typed at Acme");
  await expectKept(second, OTHER.token, "Typed at Birch");
  await expectNotKept(panel, OTHER.token, OTHER.id, "at Birch");
  await expectNotKept(second, ACCOUNT.token, ACCOUNT.id, "at Acme");

  await second.button("Undo").click();
  await expect(second.control("caller_id")).toHaveValue(SOUND.caller_id);
  await expect(panel.control("name")).toHaveValue("Typed at Acme");
  await expect(panel.page.locator(".dock")).toContainText("1 change");

  await panel.saveWell();
  await expectNotKept(panel, "Typed at Acme");
  await expectKept(second, "Typed at Birch");
  expect((await sandbox.document(ID)).name).toBe("Typed at Acme");
  expect((await sandbox.document(ID, OTHER)).name).toBe("Birch's");
  await expect(second.control("name")).toHaveValue("Typed at Birch");

  await signOut(second);
  expect(await kept(second)).toBe("[]");
  await expectKept(panel, ACCOUNT.token);
  await panel.page.getByRole("link", { name: "Faxboxes" }).click();
  await panel.button("Refresh").click();
  await expect(panel.row(ID)).toContainText("Typed at Acme");
  await reload(panel);
  await expect(panel.row(ID)).toContainText("Typed at Acme");
  await reload(second);
  await expect(second.control("auth_token")).toHaveValue("");
  expect(complaints.list).toEqual([]);
});

test("a tab that another has opened begins with a copy of what that keeps, and from then on it is its own", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("Typed before");
  await expectKept(panel, "Typed before");
  const open = async (): Promise<Panel> => {
    const opened = page.context().waitForEvent("page");
    await page.evaluate(() => window.open(location.href));
    return new Panel(await opened, sandbox);
  };
  const [first, second] = [await open(), await open()];
  // Each is signed in, and offers what was typed in the other.
  for (const copy of [first, second]) await expect(copy.page.locator("[name=take_draft]")).toBeVisible();

  await first.page.locator("[name=drop_draft]").click();
  await expectNotKept(first, "Typed before");
  await first.button("Sign out").click();
  await expect(first.control("auth_token")).toHaveValue("");
  expect(await kept(first)).toBe("[]");
  for (const other of [panel, second]) await expectKept(other, ACCOUNT.token, "Typed before");

  // The tab that it was opened from signs out: the copy still knows its token and what was typed.
  await signOut(panel);
  expect(await kept(panel)).toBe("[]");
  await reload(second);
  await second.page.locator("[name=take_draft]").click();
  await second.saveWell();
  await expectNotKept(second, "Typed before");
  expect((await sandbox.document(ID)).name).toBe("Typed before");
});

test("a removal in one tab is told in the other that has it open, with all that was typed there", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.put(ID, SOUND);
  const second = new Panel(await page.context().newPage(), sandbox);
  await panel.openFaxbox(ID);
  await second.openFaxbox(ID);
  await panel.control("name").fill("Typed before it went");
  await second.button("Remove…").click();
  await second.dialog.locator("[name=confirm_remove]").click();
  await expect(second.row(ID)).toHaveCount(0);
  await expectKept(panel, "Typed before it went");
  await panel.save();
  await expect(panel.outcome).toContainText("Somebody removed this faxbox meanwhile");
  await expect(panel.control("name")).toHaveValue("Typed before it went");
  await expectKept(panel, "Typed before it went");
});

test("a tab that is not to remember its connection any more forgets the one that it did", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.faults({ status: 401, path: "/faxboxes?", times: 2 });
  await panel.open();
  await expect(panel.problem("auth_token", "error")).toBeVisible();
  await sandbox.faults();
  await panel.control("remember").uncheck();
  await panel.button("Connect").click();
  await expect(panel.search).toBeVisible();
  expect(await kept(panel)).not.toContain(ACCOUNT.token);
  await reload(panel);
  await expect(panel.control("auth_token")).toHaveValue("");
});

test("of two panels on one page, what one is given anew is not remembered in the place of the other's", async ({ page, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  const element = ({ id }: { id: string }) => `<faxbox-admin storage="tab" server="${sandbox.url}" account-id="${id}"></faxbox-admin>`;
  await openHost(page, element(OTHER) + element(ACCOUNT));
  const [birch, acme] = [0, 1].map((place) => page.locator("faxbox-admin").nth(place));
  for (const [element, token] of [[birch, OTHER.token], [acme, ACCOUNT.token]] as const) {
    await element.locator("[name=auth_token]").fill(token);
    if (element === acme) await element.locator("[name=remember]").check();
    await element.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(element.getByRole("searchbox")).toBeVisible();
  }
  const remembered = () => page.evaluate(() => sessionStorage.getItem("faxbox-admin.connection"));
  expect(await remembered()).toContain(ACCOUNT.token);
  await sandbox.faults({ status: 401, path: `${OTHER.id}/faxboxes` });
  await birch.getByRole("button", { name: "Refresh" }).click();
  await birch.getByRole("dialog").getByLabel("Token").fill(OTHER.token);
  await birch.getByRole("button", { name: "Go on" }).click();
  await expect(birch.getByRole("dialog")).toHaveCount(0);
  expect(await remembered()).toContain(ACCOUNT.token);
  // Who signs out is asked, whatever the tab remembers.
  await birch.getByRole("button", { name: "Sign out" }).click();
  await expect(birch.locator("[name=auth_token]")).toHaveValue("");
  expect(await remembered()).toBeNull();
  await expect(acme.getByRole("searchbox")).toBeVisible();
});
