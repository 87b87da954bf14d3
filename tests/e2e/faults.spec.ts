import { type Page } from "@playwright/test";
import { ACCOUNT, expect, FAILED_REQUEST, type Fault, type Panel, type Sandbox, test } from "./fixtures";

const ID = "e".repeat(32);
const SOUND = { name: "Sound", attempts: 0, caller_name: "Acme", fax_header: "Acme", media: {}, retries: 1, smtp_permission_list: [] };

interface Row {
  what: string;
  fault: Fault;
  /** What happened, in the panel's words. */
  told: string;
  wayOut: string;
  /** The server's own word, where it has one. */
  own?: string;
}

const BAD_JSON = JSON.stringify({ status: "error", error: "400", message: "invalid request", data: { cause: "nobody knows" }, request_id: "r-1" });

/** Each row of the table of statuses, and what a network or a proxy makes of an answer. */
const TABLE: Row[] = [
  { what: "400", fault: { status: 400, body: BAD_JSON }, told: "The server did not understand the request.", wayOut: "give the operator the request’s number", own: "400 · invalid request · Request r-1" },
  { what: "402 without a question", fault: { status: 402, body: '{"message":"no_credit","data":{}}' }, told: "The account must pay first.", wayOut: "Ask whoever pays for the account", own: "402 · no_credit" },
  { what: "403", fault: { status: 403 }, told: "This token may not do that, or belongs to another account.", wayOut: "Use a token of this account", own: "403 · forbidden" },
  { what: "404", fault: { status: 404 }, told: "The server knows no such account or faxbox.", wayOut: "The list shows what there is.", own: "404 · bad_identifier" },
  { what: "405", fault: { status: 405 }, told: "This server does not know that call.", wayOut: "the API’s version must be v2", own: "405 · invalid_method" },
  { what: "406", fault: { status: 406 }, told: "This server does not know that call.", wayOut: "the API’s version must be v2", own: "406" },
  { what: "410", fault: { status: 410 }, told: "This server does not know that call.", wayOut: "the API’s version must be v2", own: "410 · gone" },
  { what: "413", fault: { status: 413 }, told: "too large", wayOut: "", own: "413" },
  { what: "416", fault: { status: 416 }, told: "too large", wayOut: "", own: "416 · range not satisfiable" },
  { what: "423", fault: { status: 423 }, told: "The account is disabled or has expired.", wayOut: "Ask the operator to open it again.", own: "423 · locked" },
  { what: "500", fault: { status: 500 }, told: "The server is in trouble.", wayOut: "Try again later", own: "500 · datastore_fault" },
  { what: "502 as a page of a proxy", fault: { kind: "html", status: 502 }, told: "The server is in trouble.", wayOut: "Try again later", own: "502" },
  { what: "503", fault: { status: 503 }, told: "The server is in trouble.", wayOut: "Try again later", own: "503 · datastore_unreachable" },
  { what: "a status that nobody has seen yet", fault: { status: 418 }, told: "The server did not understand the request.", wayOut: "Try again", own: "418 · unspecified_fault" },
  { what: "a page in the place of an answer", fault: { kind: "html" }, told: "Something answered that is not the faxbox API.", wayOut: "Check the address" },
  { what: "an empty body", fault: { kind: "empty" }, told: "Something answered that is not the faxbox API.", wayOut: "Check the address" },
  { what: "a dropped connection", fault: { kind: "drop" }, told: "No answer from the server.", wayOut: "Check the address and the connection." },
  { what: "a crash", fault: { kind: "crash" }, told: "No answer from the server.", wayOut: "Check the address and the connection." },
];

/** What only a read can meet: a write looks whether it was carried out. */
const CUT: Row[] = [
  { what: "cut JSON", fault: { kind: "cut" }, told: "Something answered that is not the faxbox API.", wayOut: "Check the address" },
  { what: "a connection that breaks half way", fault: { kind: "cut_connection" }, told: "No answer from the server.", wayOut: "Check the address" },
];

test.beforeEach(({ complaints }) => complaints.expected(FAILED_REQUEST));

for (const { what, fault, told, wayOut, own } of TABLE)
  test(`a save that meets ${what} says so, keeps what was typed, and can be tried again`, async ({ panel, sandbox }) => {
    await sandbox.put(ID, SOUND);
    await panel.openFaxbox(ID);
    await panel.control("caller_id").fill("+15551239999");
    await panel.addRow("notifications.inbound.email.send_to", "ann@acme.example");
    await sandbox.faults({ ...fault, method: "POST" });
    await panel.save();
    await expect(panel.outcome).toContainText("Not saved");
    await expect(panel.outcome).toContainText(told);
    await expect(panel.outcome).toContainText(wayOut);
    await expect(panel.outcome).toContainText("Nothing you typed is lost.");
    if (own !== undefined) await expect(panel.outcome.locator(".told")).toContainText(own);
    await expect(panel.outcome).toBeFocused();
    await expect(panel.control("caller_id")).toHaveValue("+15551239999");
    await expect(panel.control("notifications.inbound.email.send_to.0")).toHaveValue("ann@acme.example");
    expect(await sandbox.document(ID)).toEqual(SOUND);

    await panel.saveWell();
    await expect(panel.outcome).toHaveCount(0);
    expect(await sandbox.document(ID)).toEqual({
      ...SOUND,
      caller_id: "+15551239999",
      notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } },
    });
  });

test("a save that cannot even fetch says so and writes nothing", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await sandbox.faults({ status: 503, method: "GET", path: ID });
  await panel.save();
  await expect(panel.outcome).toContainText("The server is in trouble.");
  await expect(panel.control("caller_id")).toHaveValue("+15551239999");
  expect(await sandbox.sent("POST")).toEqual([]);
});

test("a faxbox that was removed meanwhile cannot be saved, and the list is offered", async ({ panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("+15551239999");
  await fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${ID}`, { method: "DELETE", headers: { "x-auth-token": ACCOUNT.token } });
  await panel.save();
  await expect(panel.outcome).toContainText("The server knows no such account or faxbox.");
  await expect(panel.control("caller_id")).toHaveValue("+15551239999");
  await expect(panel.outcome.getByRole("link", { name: "Show the list" })).toBeVisible();
});

test("opening a faxbox tells every failure, with a way to try again and one to the list", async ({ page, panel, sandbox }) => {
  test.setTimeout(60_000);
  await sandbox.put(ID, SOUND);
  await panel.openList();
  for (const { what, fault, told, wayOut, own } of [...TABLE, ...CUT].filter((row) => row.what !== "404"))
    await test.step(what, async () => {
      await sandbox.faults({ ...fault, method: "GET", path: ID });
      await panel.row(ID).getByRole("link").click();
      const alert = page.getByRole("alert");
      await expect(alert).toContainText("The faxbox did not arrive");
      await expect(alert).toContainText(told);
      await expect(alert).toContainText(wayOut);
      if (own !== undefined) await expect(alert.locator(".told")).toContainText(own);
      await alert.getByRole("button", { name: "Try again" }).click();
      await expect(panel.control("name")).toHaveValue("Sound");
      await page.getByRole("link", { name: "Faxboxes" }).click();
    });
});

test("opening a faxbox that is not there offers the list", async ({ page, panel }) => {
  await panel.open(`#/faxboxes/${ID}`);
  const alert = page.getByRole("alert").filter({ hasText: "faxbox" });
  await expect(alert).toContainText("There is no such faxbox");
  await expect(alert).toContainText("It may have been removed, or the address was cut.");
  await alert.getByRole("link", { name: "Show the list" }).click();
  await expect(panel.rows).toHaveCount(20);
});

test("reading the list tells every failure, and can be tried again", async ({ page, panel, sandbox }) => {
  test.setTimeout(60_000);
  await panel.openList();
  for (const { what, fault, told, wayOut, own } of [...TABLE, ...CUT])
    await test.step(what, async () => {
      await sandbox.faults({ ...fault, method: "GET", path: "/faxboxes?" });
      await panel.button("Refresh").click();
      const alert = page.getByRole("alert");
      await expect(alert).toContainText("The list did not arrive");
      await expect(alert).toContainText(told);
      await expect(alert).toContainText(wayOut);
      if (own !== undefined) await expect(alert.locator(".told")).toContainText(own);
      await alert.getByRole("button", { name: "Try again" }).click();
      await expect(panel.rows).toHaveCount(20);
    });
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
    await expect(panel.rows).toHaveCount(20);
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
