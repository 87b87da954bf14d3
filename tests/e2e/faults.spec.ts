import { type Page } from "@playwright/test";
import { ACCOUNT, expect, FAILED_REQUEST, ID, type Panel, type Sandbox, test } from "./fixtures";
import { openTask } from "./bulk";

const SOUND = { name: "Sound", attempts: 0, caller_name: "Acme", fax_header: "Acme", media: {}, retries: 1, smtp_permission_list: [] };

test.beforeEach(({ complaints }) => complaints.expected(FAILED_REQUEST));

test("a save that cannot even fetch says so and writes nothing", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await sandbox.faults({ status: 403, method: "GET", path: ID });
  await panel.save();
  await expect(panel.outcome).toContainText("This token may not do that");
  await expect(panel.control("caller_id")).toHaveValue("+15551239999");
  expect(await sandbox.sent("POST")).toEqual([]);
});

test("a faxbox that was removed meanwhile cannot be saved, what was typed stays, and two ways out are offered", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${ID}`, { method: "DELETE", headers: { "x-auth-token": ACCOUNT.token } });
  await panel.save();
  await expect(panel.outcome).toContainText("Somebody removed this faxbox meanwhile");
  await expect(panel.control("caller_id")).toHaveValue("+15551239999");
  await expect(panel.outcome.getByRole("button", { name: "Create it again" })).toBeVisible();
  await expect(panel.outcome.getByRole("link", { name: "Show the list" })).toBeVisible();
});

test("opening a faxbox that is not there offers the list", async ({ page, panel }) => {
  await panel.open(`#/faxboxes/${ID}`);
  const alert = page.getByRole("alert").filter({ hasText: "faxbox" });
  await expect(alert).toContainText("There is no such faxbox");
  await expect(alert).toContainText("It may have been removed, or the address was cut.");
  await alert.getByRole("link", { name: "Show the list" }).click();
  await expect(panel.rows).toHaveCount(20);
});

test("leaving a view ends what it reads, and never what it writes", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openList();
  await expect(panel.told).toHaveText("21 faxboxes");
  const ended: string[] = [];
  page.on("requestfailed", (request) => ended.push(`${request.method()} ${request.failure()?.errorText}`));
  const read = await panel.hold("GET", ID);
  await panel.row(ID).getByRole("link").click();
  await expect(page.getByText("Loading the faxbox…")).toBeVisible();
  await page.evaluate(() => (location.hash = "#/faxboxes"));
  await expect.poll(() => ended).toEqual(["GET net::ERR_ABORTED"]);
  read();

  await panel.row(ID).getByRole("link").click();
  await panel.control("name").fill("Written");
  const write = await panel.hold("POST", ID);
  // What is read before it is a read, which leaving ends.
  const written = page.waitForRequest((request) => request.method() === "POST" && request.url().includes(ID));
  await panel.save();
  await written;
  await expect(panel.saveButton).toBeDisabled();
  await page.evaluate(() => (location.hash = "#/faxboxes"));
  await page.getByRole("button", { name: "Discard the changes" }).click();
  write();
  await expect.poll(async () => (await sandbox.document(ID)).name).toBe("Written");
  await expect(panel.row(ID)).toContainText("Written");
  expect(ended).toHaveLength(1);
});

test("losing the network is said, and so is its coming back; listeners go with the panel", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openList();
  await expect(panel.told).toHaveText("21 faxboxes");
  await page.context().setOffline(true);
  await expect(panel.notice).toContainText("This device is offline. What you typed stays");
  await panel.row(ID).getByRole("link").click();
  await expect(page.locator(".state[role=alert]")).toContainText("This device is offline.");
  await page.context().setOffline(false);
  await expect(panel.control("name")).toHaveValue("Sound");
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  // What is taken out of the page hears nothing any more: a listener that stayed would call into what was dropped.
  await page.evaluate(async () => {
    document.querySelector("faxbox-admin")?.remove();
    await new Promise((done) => setTimeout(done));
    dispatchEvent(new Event("offline"));
    dispatchEvent(new Event("online"));
  });
  expect(errors).toEqual([]);
});

test("what is read for a change of many is read on by itself once the network is back", async ({ page, panel }) => {
  await panel.openList();
  // Its file is there before the network goes.
  await openTask(panel, "change");
  await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.context().setOffline(true);
  await panel.button("Change…").first().click();
  const alert = panel.dialog.getByRole("alert");
  await expect(alert).toContainText("The faxboxes could not be read");
  await expect(alert).toContainText("This device is offline.");
  await page.context().setOffline(false);
  await expect(panel.dialog.getByText("20 faxboxes read.")).toBeVisible();
  await expect(alert).toHaveCount(0);
  await panel.dialog.locator("[name=what]").selectOption("fax_header");
});

test.describe("a server that asks for patience (429)", () => {
  test("is waited for, which is said, and then everything goes on", async ({ panel, sandbox }) => {
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID);
    await panel.control("name").fill("Patient");
    await sandbox.faults({ status: 429, method: "POST" });
    await panel.save();
    await expect(panel.notice).toContainText("The server asks for patience. Trying again in 2 s…");
    await expect(panel.notice).toContainText("Saved.");
    expect(await sandbox.sent("POST")).toHaveLength(2);
    expect(await sandbox.document(ID)).toEqual({ ...SOUND, name: "Patient" });
  });

  test("and goes on asking is given up on, with all that was typed", async ({ page, panel, sandbox }) => {
    await page.clock.install();
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID);
    await panel.control("name").fill("Patient");
    await sandbox.faults({ status: 429, method: "POST", times: 0 });
    await panel.save();
    for (const seconds of [2, 4, 8]) {
      await expect(panel.notice).toContainText(`Trying again in ${seconds} s…`);
      await page.clock.fastForward(seconds * 1000);
    }
    await expect(panel.outcome).toContainText("Too many requests.");
    await expect(panel.outcome).toContainText("Wait a minute, then try again.");
    await expect(panel.control("name")).toHaveValue("Patient");
    expect(await sandbox.sent("POST")).toHaveLength(4);
  });
});

test.describe("a token that expires (401)", () => {
  const OLD = { id: ACCOUNT.id, token: "a-token-that-expires" };

  /** Lets the old token pass for the real one, until it is told to expire. */
  async function lend(page: Page, sandbox: Sandbox): Promise<{ expire(): void }> {
    let valid = true;
    await page.route(`${sandbox.url}/**`, async (route) => {
      const headers = route.request().headers();
      if (valid && headers["x-auth-token"] === OLD.token) headers["x-auth-token"] = ACCOUNT.token;
      await route.continue({ headers });
    });
    return { expire: () => (valid = false) };
  }

  async function renew(panel: Panel): Promise<void> {
    await expect(panel.dialog).toContainText("The server no longer takes the token.");
    await panel.dialog.getByLabel("Token").fill(ACCOUNT.token);
    await panel.dialog.getByRole("button", { name: "Go on" }).click();
    await expect(panel.dialog).toHaveCount(0);
  }

  test("in a save asks for a new one, and the save goes on where it was", async ({ page, panel, sandbox }) => {
    const token = await lend(page, sandbox);
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID, OLD);
    await panel.control("name").fill("Renewed");
    token.expire();
    await panel.save();
    await renew(panel);
    await expect(panel.notice).toContainText("Saved.");
    expect(await sandbox.document(ID)).toEqual({ ...SOUND, name: "Renewed" });
    // The tab remembers the new one.
    await page.reload();
    await expect(panel.control("name")).toHaveValue("Renewed");
  });

  test("in the list asks for a new one, once, and the list goes on", async ({ page, panel, sandbox }) => {
    const token = await lend(page, sandbox);
    await panel.open("#/faxboxes", OLD);
    // All that is asked of itself has its answer.
    await expect(panel.told).toHaveText("20 faxboxes");
    token.expire();
    await panel.button("Refresh").click();
    await renew(panel);
    await expect(panel.rows).toHaveCount(20);
  });

  test("is asked for again where the new one is no better, or none was typed", async ({ page, panel, sandbox }) => {
    const token = await lend(page, sandbox);
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID, OLD);
    await panel.control("name").fill("Renewed");
    token.expire();
    await panel.save();
    await panel.dialog.getByRole("button", { name: "Go on" }).click();
    await expect(panel.dialog.getByRole("alert")).toContainText("Enter a token");
    await panel.dialog.getByLabel("Token").fill("no-better");
    await panel.dialog.getByRole("button", { name: "Go on" }).click();
    await expect(panel.dialog.getByLabel("Token")).toHaveValue("");
    await renew(panel);
    await expect(panel.notice).toContainText("Saved.");
  });

  test("and is not renewed leaves everything as it is, unsaved", async ({ page, panel, sandbox }) => {
    const token = await lend(page, sandbox);
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID, OLD);
    await panel.control("name").fill("Renewed");
    token.expire();
    await panel.save();
    await panel.dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(panel.outcome).toContainText("The server does not take this token.");
    await expect(panel.control("name")).toHaveValue("Renewed");
    expect(await sandbox.document(ID)).toEqual(SOUND);
    await panel.save();
    await renew(panel);
    await expect(panel.notice).toContainText("Saved.");
  });
});

test.describe("a token that expires in the middle of a change of many", () => {
  test.use({ faxboxes: 40 });

  test("asks for a new one, once, and every faxbox is written once", async ({ page, panel, sandbox }) => {
    test.setTimeout(90_000);
    const all = await sandbox.list();
    for (const { id, smtp_permission_list: rules } of all)
      if (typeof rules === "string") await sandbox.change(String(id), { smtp_permission_list: [] });
    const tags = async () => {
      const ask = ({ id }: Record<string, unknown>) => fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${String(id)}`, { headers: { "x-auth-token": ACCOUNT.token } });
      return (await Promise.all(all.map(ask))).map((answer) => Number(answer.headers.get("etag")?.match(/\d+/)?.[0]));
    };
    const before = await tags();
    await panel.openList({ id: ACCOUNT.id, token: await sandbox.token() });
    await expect(panel.told).toHaveText(`${all.length} faxboxes`);
    await openTask(panel, "change");
    await panel.dialog.locator("[name=what]").selectOption("fax_header");
    await panel.dialog.locator("[name=first]").fill("Acme");
    await sandbox.forget();
    let written = 0;
    page.on("response", (response) => {
      if (response.request().method() === "POST" && ++written === 8) void sandbox.expireTokens();
    });
    await panel.dialog.locator("[name=go]").click();
    const question = page.getByRole("dialog", { name: "Sign in again" });
    await expect(question).toContainText("everything goes on where it was");
    await question.getByLabel("Token").fill(await sandbox.token());
    await question.getByRole("button", { name: "Go on" }).click();
    await expect(panel.dialog.locator(".bulk__end")).toHaveText(/^All \d+ done\.$/, { timeout: 60_000 });
    // What was refused for its token was not done, and was sent again; nothing that was done was: the generation tells.
    const [rows, now] = [await sandbox.list(), await tags()];
    const changed = all.map(({ id }, place) => [rows.find((row) => row.id === id)?.fax_header === "Acme", (now[place] ?? 0) - (before[place] ?? 0)]);
    expect(changed.filter(([is]) => is).length).toBeGreaterThan(20);
    for (const [is, times] of changed) expect(times).toBeLessThanOrEqual(is ? 1 : 0);
  });
});
