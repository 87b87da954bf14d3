import { readFile } from "node:fs/promises";
import type { Download, Locator, Route } from "@playwright/test";
import { BULK_WASM, importFile, openTask, slowedDown } from "./bulk";
import { COSTLY, expect, FAILED_REQUEST, type Panel, type Sandbox, test } from "./fixtures";

/** What a run has done, told by its end. */
function end(panel: Panel): Locator {
  return panel.dialog.locator(".bulk__end");
}

function total(panel: Panel, name: RegExp): Locator {
  return panel.dialog.locator(".bulk__total").filter({ hasText: name });
}

const go = (panel: Panel): Locator => panel.dialog.locator("[name=go]");

async function text(download: Promise<Download>): Promise<{ name: string; text: string }> {
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/** Presses what hands out a file, and reads it. */
async function handedOut(panel: Panel, press: Locator): Promise<{ name: string; text: string }> {
  const download = panel.page.waitForEvent("download");
  await press.click();
  return text(download);
}

/** Says that a parameter gets a value. */
async function set(panel: Panel, path: string, value: string): Promise<void> {
  await panel.dialog.locator("[name=what]").selectOption(path);
  await panel.dialog.locator("[name=first]").fill(value);
}

/** How often each faxbox was written, by the sandbox's log. */
async function writes(sandbox: Sandbox): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { path } of await sandbox.sent("POST")) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

/** Opens the list. Its rules as a text, as old documents hold them, the server refuses on every write: they become a list. */
async function openSound(panel: Panel, sandbox: Sandbox): Promise<void> {
  const all = await sandbox.list();
  for (const { id, smtp_permission_list: rules } of all) {
    if (typeof rules === "string") await sandbox.change(String(id), { smtp_permission_list: [] });
  }
  await sandbox.forget();
  await panel.openList();
  await expect(panel.page.getByText(`${all.length} faxboxes`, { exact: true })).toBeVisible();
}

test.describe("a change of many", () => {
  test.use({ faxboxes: 60 });

  test.beforeEach(async ({ panel, sandbox, complaints }) => {
    test.setTimeout(120_000);
    complaints.expected(FAILED_REQUEST);
    await openSound(panel, sandbox);
  });

  test("shows old and new before anything is sent, skips those that are so, and writes each once with its tag", async ({ panel, sandbox }) => {
    await openTask(panel, "change");
    await set(panel, "retries", "3");
    await expect(total(panel, /will change/)).toBeVisible();
    const before = await sandbox.list();
    const differing = before.filter((document) => document.retries !== 3 && typeof document.smtp_permission_list !== "string");
    await expect(panel.dialog.locator("del").first()).toBeVisible();
    expect(await sandbox.sent("POST")).toEqual([]);
    const count = Number((await go(panel).innerText()).match(/\d+/)?.[0]);
    expect(count).toBeGreaterThan(40);
    expect(count).toBeLessThanOrEqual(differing.length);
    await go(panel).click();
    await expect(end(panel)).toHaveText(`All ${count} done.`, { timeout: 60_000 });
    const sent = await sandbox.sent("POST");
    expect(sent).toHaveLength(count);
    for (const request of sent) expect(request.headers["if-match"]).toMatch(/^"\d+-/);
    expect(Math.max(...(await writes(sandbox)).values())).toBe(1);
    // What nobody touched is as it was.
    const after = new Map((await sandbox.list()).map((document) => [document.id, document]));
    for (const document of before) {
      const { retries: _, ...rest } = document;
      expect(after.get(document.id)).toMatchObject(rest);
    }

    // The file that undoes it, imported, puts the old values back.
    const undo = await handedOut(panel, panel.dialog.locator("[name=undo]"));
    expect(undo.name).toMatch(/^faxboxes-undo-.*-\d{4}-\d\d-\d\d\.csv$/);
    const report = await handedOut(panel, panel.dialog.locator("[name=report]"));
    expect(report.text.split("\r\n")).toHaveLength(count + 2);
    await panel.dialog.locator("[name=close]").click();
    await importFile(panel, undo.name, undo.text);
    await expect(total(panel, /will change/)).toBeVisible();
    await go(panel).click();
    await expect(end(panel)).toHaveText(/All \d+ done\./, { timeout: 60_000 });
    const back = new Map((await sandbox.list()).map((document) => [document.id, document.retries]));
    for (const document of differing) expect(back.get(document.id)).toBe(document.retries ?? 1);
  });

  test("a foreign write in the middle is kept, and that one begins again", async ({ panel, sandbox }) => {
    await openTask(panel, "change");
    await set(panel, "fax_header", "Acme");
    await sandbox.faults({ method: "POST", kind: "foreign_write", nth: 30, change: { caller_name: "Somebody else" } });
    await go(panel).click();
    await expect(end(panel)).toHaveText(/All \d+ done\./, { timeout: 60_000 });
    const touched = (await sandbox.list()).filter((document) => document.caller_name === "Somebody else");
    expect(touched).toHaveLength(1);
    expect(touched[0]?.fax_header).toBe("Acme");
    const twice = [...(await writes(sandbox)).values()].filter((count) => count > 1);
    expect(twice, "one was refused with 412 and sent again").toEqual([2]);
  });

  test("an answer that was lost is settled by looking, not by writing again", async ({ panel, sandbox }) => {
    await openTask(panel, "change");
    await set(panel, "fax_header", "Acme");
    await sandbox.faults({ method: "POST", kind: "drop_after", nth: 5, times: 1 }, { method: "POST", kind: "drop_after", nth: 40, times: 1 });
    await go(panel).click();
    await expect(end(panel)).toHaveText(/All \d+ done\./, { timeout: 60_000 });
    expect(Math.max(...(await writes(sandbox)).values())).toBe(1);
  });

  test("a storm of 429 slows it down and loses nothing", async ({ panel, sandbox }) => {
    await openTask(panel, "change");
    await set(panel, "caller_id", "+15550100");
    await sandbox.faults({ status: 429, path: "/faxboxes/", nth: 30, times: 6 });
    const slowed = slowedDown(panel);
    await go(panel).click();
    await slowed;
    await expect(end(panel)).toHaveText(/All \d+ done\./, { timeout: 60_000 });
    // A write that was turned away is sent again; none is carried out twice.
    const generations = (await sandbox.sent("POST")).map((request) => request.headers["if-match"]);
    expect(new Set(generations).size).toBeGreaterThan(40);
  });

  test("it pauses, goes on, and stops; what is not tried is told and can be tried", async ({ page, panel, sandbox }) => {
    await openTask(panel, "change");
    await set(panel, "fax_header", "Acme");
    await sandbox.faults({ latency_ms: 15, times: 0, path: "/faxboxes/" });
    await go(panel).click();
    await expect(panel.dialog.locator("[name=pause]")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel.dialog.getByRole("button", { name: "Go on" })).toBeVisible();
    await expect(panel.dialog).toContainText("paused");
    const state = (): Promise<string> => panel.dialog.locator(".bulk__count").innerText();
    let before = "";
    await expect.poll(async () => before === (before = await state())).toBe(true);
    await page.keyboard.press("Enter");
    await expect.poll(state).not.toBe(before);
    // Escape asks first.
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Stop and leave?" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Stop and leave?" })).toHaveCount(0);
    await panel.dialog.locator("[name=stop]").click();
    await expect(end(panel)).toHaveText(/of \d+ done, 0 refused, \d+ not tried\./);
    await expect(end(panel)).toBeFocused();
    await sandbox.faults();
    await panel.dialog.getByRole("button", { name: "Retry the failed" }).click();
    await expect(end(panel)).toHaveText(/All \d+ done\./, { timeout: 60_000 });
    expect(Math.max(...(await writes(sandbox)).values())).toBe(1);
  });

  test("leaving while it runs asks, and the list shows what came of it", async ({ page, panel, sandbox }) => {
    await openTask(panel, "change");
    await set(panel, "caller_id", "+15550199");
    await sandbox.faults({ latency_ms: 20, times: 0, path: "/faxboxes/" });
    await go(panel).click();
    await expect.poll(async () => (await sandbox.sent("POST")).length).toBeGreaterThan(3);
    await page.evaluate(() => (location.hash = "#/faxboxes/new"));
    await expect(page.getByRole("dialog", { name: "Stop and leave?" })).toBeVisible();
    await page.getByRole("button", { name: "Stop and leave" }).click();
    await expect(panel.page.getByRole("dialog")).toHaveCount(0);
    await expect(panel.control("name")).toBeVisible();
  });

  test("a removal asks for the number, offers the export first, and spares what was changed meanwhile", async ({ panel, sandbox }) => {
    await openTask(panel, "remove");
    await expect(panel.dialog).toContainText("and 50 more");
    const kept = await handedOut(panel, panel.dialog.locator("[name=keep]"));
    expect(JSON.parse(kept.text)).toHaveLength(60);
    await go(panel).click({ force: true });
    expect(await sandbox.sent("DELETE")).toEqual([]);
    await panel.dialog.locator("[name=number]").fill("6");
    await expect(panel.dialog).toContainText("This is not 60.");
    const id = String((await sandbox.list())[7]?.id);
    await sandbox.change(id, { caller_name: "Changed meanwhile" });
    await panel.dialog.locator("[name=number]").fill("60");
    await panel.dialog.locator("[name=number]").press("Enter");
    await expect(end(panel)).toHaveText("59 of 60 done, 1 refused, 0 not tried.", { timeout: 60_000 });
    await total(panel, /1 refused/).click();
    await expect(panel.dialog.locator("tbody")).toContainText("Somebody changed it after you saw it");
    for (const request of await sandbox.sent("DELETE")) expect(request.headers["if-match"]).toBeDefined();
    expect((await sandbox.list()).map((document) => document.id)).toEqual([id]);
    await panel.dialog.locator("[name=close]").click();
    await expect(panel.rows).toHaveCount(1);
  });
});

test.describe("a change with a refusal", () => {
  test.use({ faxboxes: 60 });

  test("a row that is refused in the middle stops nobody else, says why, and can be tried again", async ({ panel, sandbox, complaints }) => {
    test.setTimeout(120_000);
    complaints.expected(FAILED_REQUEST);
    await openSound(panel, sandbox);
    await openTask(panel, "change");
    await set(panel, "fax_header", "Acme");
    const body = JSON.stringify({
      data: { caller_id: { disabled: { message: "not today" } } },
      status: "error",
      error: "400",
      message: "validation error",
    });
    await sandbox.faults({ method: "POST", kind: "status", status: 400, nth: 30, body });
    await go(panel).click();
    await expect(end(panel)).toHaveText(/\d+ of \d+ done, 1 refused, 0 not tried\./, { timeout: 60_000 });
    await total(panel, /1 refused/).click();
    await expect(panel.dialog.locator("tbody tr")).toHaveCount(1);
    await expect(panel.dialog.locator("tbody")).toContainText("Caller ID number: The server refused this: not today");
    const report = await handedOut(panel, panel.dialog.locator("[name=report]"));
    expect(report.text).toContain("refused,Caller ID number: The server refused this: not today");
    const done = sum(await writes(sandbox));
    await panel.dialog.getByRole("button", { name: "Retry the failed" }).click();
    await expect(end(panel)).toHaveText(/All \d+ done\./);
    expect(sum(await writes(sandbox))).toBe(done + 1);
  });
});

test.describe("files", () => {
  test.beforeEach(async ({ panel, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await panel.openList();
    await expect(panel.rows).toHaveCount(20);
  });

  for (const format of ["CSV", "JSON"]) {
    test(`an export as ${format}, imported again, changes nothing`, async ({ panel, sandbox }) => {
      await panel.button("Export").click();
      await panel.dialog.getByText(new RegExp(`^${format}`)).click();
      const file = await handedOut(panel, panel.dialog.locator("[name=export]"));
      expect(file.name).toMatch(new RegExp(`^faxboxes-Acme.*\\.${format.toLowerCase()}$`));
      await expect(panel.dialog).toContainText(`20 faxboxes are in ${file.name}.`);
      await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
      await importFile(panel, file.name, file.text);
      await expect(panel.dialog).toContainText("This file changes nothing.");
      await expect(total(panel, /20 are so already/)).toBeVisible();
      await expect(go(panel)).toHaveAttribute("aria-disabled", "true");
      expect(await sandbox.sent("POST")).toEqual([]);
    });
  }

  test("what is shown is what is exported, and no cell is a formula", async ({ panel, sandbox }) => {
    const id = String((await sandbox.list())[0]?.id);
    await sandbox.change(id, { name: "=HYPERLINK(\"x\")", caller_id: "+15550100" });
    await panel.button("Refresh").click();
    await panel.search.fill("HYPERLINK");
    await expect(panel.rows).toHaveCount(1);
    await panel.button("Export").click();
    await panel.dialog.getByText("Shown (1)").click();
    const file = await handedOut(panel, panel.dialog.locator("[name=export]"));
    const lines = file.text.split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\ufeffid,name,caller_id,/);
    expect(lines[1]).toContain(`,"'=HYPERLINK(""x"")",'+15550100,`);
  });

  test("a file of a spreadsheet is judged row by row, then created and changed", async ({ panel, sandbox }) => {
    const rows = await sandbox.list();
    const [first, second] = [rows[0], rows[1]].map((row) => String(row?.id));
    const csv = [
      "\ufeffid;name;retries;notifications.inbound.email.send_to;Comment;;",
      `${first};;4;;;`,
      `${second};Renamed;2;"a@acme.example\r\nb@acme.example";hello;;`,
      ";Brand new;1;new@acme.example;;;",
      `${second};Again;2;;;;`,
      ";Broken;many;nobody;;;",
      "",
    ].join("\r\n");
    await importFile(panel, "from-a-spreadsheet.csv", csv);
    await expect(panel.dialog).toContainText("Not documented, and left out: Comment.");
    await expect(total(panel, /1 will be created/)).toBeVisible();
    await expect(total(panel, /1 will change/)).toBeVisible();
    await total(panel, /3 have problems/).click();
    const problems = panel.dialog.locator("tbody tr");
    await expect(problems.nth(0)).toContainText("Name: Required");
    await expect(problems.nth(1)).toContainText("The same faxbox as in row 3");
    await expect(problems.nth(2)).toContainText("Tries after a failure: Enter a whole number, 0 to 4");
    await expect(problems.nth(2)).toContainText("An address needs an @");
    expect(await sandbox.sent("PUT")).toEqual([]);
    await go(panel).click();
    await expect(end(panel)).toHaveText("All 2 done.");
    expect(await sandbox.document(second as string)).toMatchObject({
      name: "Renamed",
      retries: 2,
      notifications: { inbound: { email: { send_to: ["a@acme.example", "b@acme.example"] } } },
    });
    await sandbox.id("Brand new");
    await panel.dialog.locator("[name=close]").click();
    await expect(panel.rows).toHaveCount(21);
    await expect(panel.page.getByText("Brand new")).toBeVisible();
  });

  test("a file can be dropped, and one that is none says why", async ({ page, panel }) => {
    await panel.button("Import").click();
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["a,b\n1,2\n"], "odd.csv"));
      return transfer;
    });
    await panel.dialog.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
    await expect(panel.dialog.getByRole("alert")).toContainText("odd.csv cannot be imported");
    await expect(panel.dialog.getByRole("alert")).toContainText("names no documented parameter");
  });
});

test("what new faxboxes cost is asked once for all", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await panel.openList(COSTLY);
  await importFile(panel, "new.csv", "name\r\nFirst new\r\nSecond new\r\n");
  await go(panel).click();
  const question = panel.page.getByRole("dialog", { name: "This faxbox costs money" });
  await expect(question).toBeVisible();
  expect((await sandbox.sent("PUT")).length).toBe(1);
  await question.locator("[name=accept_charges]").click();
  await expect(end(panel)).toHaveText("All 2 done.");
  expect((await sandbox.sent("PUT")).length).toBe(3);
});

test("a bucket that runs empty slows it down before it is turned away", async ({ panel, sandbox, complaints }) => {
  test.setTimeout(120_000);
  complaints.expected(FAILED_REQUEST);
  await openSound(panel, sandbox);
  await openTask(panel, "change");
  await set(panel, "fax_header", "Acme");
  await sandbox.options({ bucket: { size: 30, refill_per_second: 10 } });
  const slowed = slowedDown(panel);
  await go(panel).click();
  await slowed;
  await expect(end(panel)).toHaveText(/All \d+ done\./, { timeout: 100_000 });
  expect(Math.max(...(await writes(sandbox)).values())).toBe(1);
});

test.describe("10 000 faxboxes", () => {
  test.use({ faxboxes: 10_000 });

  test("are exported with progress, and imported again change nothing", async ({ panel }) => {
    test.setTimeout(90_000);
    await panel.openList();
    await panel.button("Export").click();
    const download = panel.page.waitForEvent("download");
    await panel.dialog.locator("[name=export]").click();
    await expect(panel.dialog).toContainText(/Reading the faxboxes: \d+ so far/);
    const file = await text(download);
    expect(file.text.split("\r\n").length).toBeGreaterThan(10_000);
    await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await importFile(panel, file.name, file.text);
    await expect(total(panel, /10000 are so already/)).toBeVisible({ timeout: 60_000 });
  });
});

test("while the file of it is on its way that is said over the list, and one that does not come is left or asked for again", async ({
  page,
  panel,
  complaints,
}) => {
  complaints.expected(/Failed to fetch|ERR_FAILED/);
  const asked: Route[] = [];
  await page.route(BULK_WASM, (route) => void asked.push(route));
  const next = async (): Promise<Route> => {
    await expect(page.getByRole("status").filter({ hasText: "Loading…" })).toBeVisible();
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(panel.rows.first()).toBeVisible();
    await expect.poll(() => asked.length).toBe(1);
    return asked.pop() as Route;
  };
  const missing = page.getByRole("alert").filter({ hasText: "This part of the panel did not load The connection" });
  await panel.openList();
  await panel.button("Export").click();
  await (await next()).abort();
  await missing.getByRole("button", { name: "Close" }).click();
  await expect(missing).toHaveCount(0);
  await expect(panel.heading(/^Faxboxes/)).toBeFocused();

  await panel.button("Export").click();
  await (await next()).abort();
  await missing.getByRole("button", { name: "Try again" }).click();
  const again = await next();
  await expect(panel.heading(/^Faxboxes/)).toBeFocused();
  await again.continue();
  await expect(panel.dialog).toContainText("Export faxboxes");
  await page.keyboard.press("Escape");
  await expect(panel.heading(/^Faxboxes/)).toBeFocused();
});
