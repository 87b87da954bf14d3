import { connect, expect, test } from "./fixtures";
import { OTHER } from "./sandbox";

test("Back and forward go between list and editor", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Every field");
  await panel.openList();
  await panel.row(id).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`#/faxboxes/${id}$`));
  await expect(panel.heading("Every field")).toBeVisible();
  await expect(page).toHaveTitle("Every field – Faxbox Admin");
  await page.goBack();
  await expect(panel.rows).toHaveCount(20);
  await expect(page).toHaveTitle("Faxboxes – Faxbox Admin");
  await expect(panel.row(id).getByRole("link")).toBeFocused();
  await page.goForward();
  await expect(panel.heading("Every field")).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "New faxbox" }).click();
  await expect(panel.heading("New faxbox")).toBeVisible();
  await page.goBack();
  await expect(panel.rows).toHaveCount(20);
});

test("Back from one faxbox to another shows the other", async ({ page, panel, sandbox }) => {
  const [first, second] = [await sandbox.id("Every field"), await sandbox.id("Only a name")];
  await panel.openFaxbox(first);
  await page.goto(`/#/faxboxes/${second}`);
  await expect(panel.control("name")).toHaveValue("Only a name");
  await page.goBack();
  await expect(panel.control("name")).toHaveValue("Every field");
});

test("a reload keeps the view, and the session of a tab that remembers it", async ({ page, panel, sandbox }) => {
  await panel.openFaxbox(await sandbox.id("Every field"));
  await page.reload();
  await expect(panel.control("name")).toHaveValue("Every field");
  await page.goto("/#/faxboxes/new");
  await page.reload();
  await expect(panel.heading("New faxbox")).toBeVisible();
});

test("an address that was opened signed out is shown after connecting", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Every field");
  await page.goto(`/#/faxboxes/${id}`);
  await panel.control("server").fill(sandbox.url);
  await panel.control("account_id").fill("a1".repeat(16));
  await panel.control("auth_token").fill("sandbox-token-acme");
  await panel.button("Connect").click();
  await expect(panel.control("name")).toHaveValue("Every field");
});

for (const hash of ["#/nowhere", "#faxboxes", "#/faxboxes/", "#/faxboxes/a/b", "#/faxboxes/%E0%A4%A", "#/faxboxes/.."])
  test(`an address that leads nowhere (${hash}) shows the list, or that there is no such faxbox`, async ({ page, panel, complaints }) => {
    complaints.expected(/Failed to load resource/);
    await panel.open(hash);
    await expect(panel.search.or(page.getByRole("heading", { level: 1, name: "There is no such faxbox" }))).toBeVisible();
  });

test("a faxbox that was just created has its address, and Back leads to the list", async ({ page, panel }) => {
  await panel.openList();
  await page.getByRole("link", { name: "New faxbox" }).click();
  await panel.control("name").fill("Addressed");
  await panel.saveWell();
  await expect(page).toHaveURL(/#\/faxboxes\/[0-9a-f]{32}$/);
  await page.goBack();
  await expect(panel.rows).toHaveCount(21);
});

test.describe("leaving with changes", () => {
  test.beforeEach(async ({ panel, sandbox }) => {
    await panel.openList();
    await panel.row(await sandbox.id("Every field")).getByRole("link").click();
    await panel.control("name").fill("Unsaved");
  });

  for (const [way, leave] of [
    ["by a link", (page) => page.getByRole("link", { name: "Faxboxes" }).click()],
    ["by Back", (page) => page.goBack()],
    ["by another address", (page) => page.evaluate(() => void (location.hash = "#/faxboxes/new"))],
    ["by signing out", (page) => page.getByRole("button", { name: "Sign out" }).click()],
  ] as [string, (page: import("@playwright/test").Page) => Promise<unknown>][])
    test(`${way} asks first, and one can stay or go`, async ({ page, panel }) => {
      const here = page.url();
      await leave(page);
      await expect(panel.dialog).toContainText("Leave without saving?");
      await expect(page).toHaveURL(here);
      await panel.dialog.getByRole("button", { name: "Keep editing" }).click();
      await expect(panel.dialog).toHaveCount(0);
      await expect(panel.control("name")).toHaveValue("Unsaved");
      await expect(page).toHaveURL(here);

      await leave(page);
      await panel.dialog.getByRole("button", { name: "Discard the changes" }).click();
      await expect(panel.heading("Unsaved")).toHaveCount(0);
      await expect(page).not.toHaveURL(here);
    });

  test("by Escape in the question stays", async ({ page, panel }) => {
    await page.getByRole("link", { name: "Faxboxes" }).click();
    await expect(panel.dialog).toContainText("Leave without saving?");
    await page.keyboard.press("Escape");
    await expect(panel.dialog).toHaveCount(0);
    await expect(panel.control("name")).toHaveValue("Unsaved");
  });

  test("by a reload lets the browser ask", async ({ page, panel }) => {
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual(["beforeunload"]);
    await expect(panel.control("name")).toHaveValue("Every field");
  });

  test("after a save, or after putting all back, asks nothing", async ({ page, panel, sandbox }) => {
    await panel.saveWell();
    await page.getByRole("link", { name: "Faxboxes" }).click();
    await expect(panel.rows).toHaveCount(20);
    await panel.row(await sandbox.id("Only a name")).getByRole("link").click();
    await panel.control("name").fill("Unsaved");
    await panel.button("Discard").click();
    await page.goBack();
    await expect(panel.rows).toHaveCount(20);
  });
});

test("going on after a save was sent loses nothing: the list learns of it", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Every field");
  await panel.openList();
  await panel.row(id).getByRole("link").click();
  await panel.control("name").fill("Saved on the way");
  await sandbox.faults({ kind: "latency", latency_ms: 1500, method: "POST" });
  await panel.save();
  await expect.poll(async () => (await sandbox.sent("POST")).length).toBe(1);
  await page.getByRole("link", { name: "Faxboxes" }).click();
  const leave = panel.dialog.getByRole("button", { name: "Discard the changes" });
  await expect(leave.or(panel.search)).toBeVisible();
  if (await leave.isVisible()) await leave.click();
  await expect(panel.row(id)).toContainText("Saved on the way");
  expect((await sandbox.document(id)).name).toBe("Saved on the way");
});

test("signing out forgets the view, the list and the token", async ({ page, panel }) => {
  await connect(page);
  await panel.rows.first().getByRole("link").click();
  await expect(panel.control("name")).toBeVisible();
  await panel.button("Sign out").click();
  await expect(panel.control("auth_token")).toHaveValue("");
  await expect(panel.rows).toHaveCount(0);
  await page.goBack();
  await expect(panel.control("auth_token")).toHaveValue("");
});

for (const [what, path] of [
  ["a text", "caller_id"],
  ["a row of a list", "notifications.inbound.email.send_to.0"],
] as const) {
  test(`Back with the focus in ${what} goes back: the control that goes with its view tells nobody`, async ({ page, panel, sandbox }) => {
    const id = await sandbox.id("Every field");
    await panel.openList();
    await panel.row(id).getByRole("link").click();
    await panel.control(path).focus();
    await page.goBack();
    await expect(panel.rows).toHaveCount(20);
  });
}

test("the answer to a save is nothing to the faxbox that was opened meanwhile", async ({ page, panel, sandbox }) => {
  const [first, second] = [await sandbox.id("Every field"), await sandbox.id("Only a name")];
  await sandbox.faults({ method: "GET", path: first, nth: 2, times: 1, kind: "latency", latency_ms: 1500 });
  await panel.openFaxbox(first);
  await panel.control("caller_name").fill("Slow");
  await panel.button(/^Save/).click();
  await page.goto(`/#/faxboxes/${second}`);
  await page.getByRole("button", { name: "Discard the changes" }).click();
  await panel.control("caller_name").fill("Kept here");
  // The first faxbox's fetch comes late; the save that was given up writes nothing.
  const fetches = async () => (await sandbox.sent("GET")).filter(({ path }) => path.includes(first)).length;
  await expect.poll(fetches).toBe(2);
  await page.waitForLoadState("networkidle");
  await expect(panel.control("name")).toHaveValue("Only a name");
  await expect(panel.control("caller_name")).toHaveValue("Kept here");
  expect(await sandbox.sent("POST")).toEqual([]);
});

test("what one account asked for is nothing to the next that signs in", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Every field");
  await panel.openFaxbox(id);
  await sandbox.faults({ method: "GET", path: id, nth: 1, times: 1, kind: "latency", latency_ms: 1500 });
  await panel.control("caller_name").fill("Slow");
  await panel.button(/^Save/).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Discard the changes" }).click();
  await panel.control("account_id").fill(OTHER.id);
  await panel.control("auth_token").fill(OTHER.token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Birch & Sons")).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(panel.rows).toHaveCount(5);
  expect(await sandbox.sent("POST")).toEqual([]);
});
