import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, FAILED_REQUEST, type Fault, ID, type Panel, type Sandbox, SIGN_IN, test, USER } from "./fixtures";

/**
 * Every call with every fault. What shall come of it is what the machines below the view make of it, natively: `tests/faults.rs` writes
 * the table down.
 */
const MATRIX = JSON.parse(readFileSync(new URL("../data/faults.json", import.meta.url), "utf8")) as Row[];

interface Row {
  name: string;
  does: { sandbox?: Fault; network?: "offline" | "name" | "reset" | "silence" | "announced" | "content_type" };
  calls: Partial<Record<Call, Cell>>;
}

type Call = "list" | "read" | "create" | "change" | "update" | "remove" | "sign in";

interface Cell {
  ends: "well" | "told" | "asked";
  told: string[];
  sent: number;
}

/** How much sooner a call counts as timed out where nothing answers: by the page's own clock, which is set forward. */
const HASTE = 200;

/** Whether the answer never comes to its end. */
const isSlow = ({ does }: Pick<Row, "does">) => does.network === "silence" || does.sandbox?.kind === "trickle";

interface Hurried {
  haste: number;
  timeouts: number[];
}

/** Lets the page wait a fiftieth of what it means to wait, and notes for how long it waits for answers. */
async function hurry(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const hurried = window as unknown as Hurried;
    hurried.haste = 1;
    hurried.timeouts = [];
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds: number) => {
      hurried.timeouts.push(milliseconds);
      return timeout(milliseconds / hurried.haste);
    };
    const later = window.setTimeout.bind(window);
    const hurriedly = (act: TimerHandler, milliseconds = 0) => later(act, milliseconds >= 250 && milliseconds < 10_000 ? milliseconds / 50 : milliseconds);
    window.setTimeout = hurriedly as typeof window.setTimeout;
  });
}

interface At {
  page: Page;
  panel: Panel;
  sandbox: Sandbox;
  call: Call;
  method: string;
  /** A part of the address of the call that suffers. */
  path: string;
}

/** Does a fault to a call, whenever it is made. What it gives ends the fault and tells how often the call was made. */
async function inflict(at: At, { does }: Row): Promise<() => Promise<number>> {
  const { page, sandbox, method, path } = at;
  let sent = 0;
  const count = (request: { method(): string; url(): string }) => {
    if (request.method() === method && request.url().includes(path)) sent += 1;
  };
  page.on("request", count);
  const isServer = (url: URL) => url.href.startsWith(sandbox.url.replace(/\/v2$/, ""));
  await page.evaluate((haste) => Object.assign(window, { haste, timeouts: [] }), isSlow({ does }) ? HASTE : 1);
  if (does.sandbox) await sandbox.faults({ ...does.sandbox, method, path, times: 0 });
  else if (does.network === "offline") await page.context().setOffline(true);
  else
    await page.route(isServer, async (route) => {
      const request = route.request();
      if (does.network === "name" && (request.method() === method || at.call === "sign in")) return route.abort("namenotresolved");
      if (does.network === "reset" && at.call === "sign in") return route.abort("connectionreset");
      if (request.method() !== method || !request.url().includes(path)) return route.continue();
      switch (does.network) {
        case "silence":
          return; // It is never answered.
        case "announced":
          return route.fulfill({ status: 200, headers: { "content-length": "62914560", "content-type": "application/json" }, body: "{" });
        case "content_type": {
          const response = await route.fetch();
          return route.fulfill({ response, headers: { ...response.headers(), "content-type": "image/png" } });
        }
        default:
          return route.abort("connectionreset");
      }
    });
  return async () => {
    page.off("request", count);
    await page.evaluate(() => Object.assign(window, { haste: 1 }));
    await sandbox.faults();
    if (does.network === "offline") await page.context().setOffline(false);
    else if (does.network) await page.unrouteAll({ behavior: does.network === "silence" ? "ignoreErrors" : "wait" });
    return sent;
  };
}

/** How long the page waits for the answer to a call: what it meant by it, and not how long it took. */
async function expectTimeout({ page, method }: At): Promise<void> {
  const timeouts = await page.evaluate(() => (window as unknown as Hurried).timeouts);
  expect(timeouts).toContain(method === "GET" ? 30_000 : 60_000);
}

/** Waits for a text. `expect` looks a few times a second, which adds up in some three hundred cells; this looks more often at first. */
async function saying(where: Locator, text: string): Promise<void> {
  await where.filter({ hasText: text }).first().waitFor({ timeout: 20_000 });
}

async function expectTold(where: Locator, { told }: Cell): Promise<void> {
  for (const [at, text] of told.entries()) {
    if (at === 0) await saying(where, text);
    await expect(where).toContainText(text);
  }
}

async function renew({ panel, sandbox }: At, cell: Cell): Promise<void> {
  await expectTold(panel.dialog.last(), cell);
  await panel.dialog.last().getByLabel("Token").fill(await sandbox.token());
  await panel.dialog.last().getByRole("button", { name: "Go on" }).click();
}

/** Does each fault to a call, in one page. */
async function each(at: At, suffer: (row: Row, cell: Cell, number: number) => Promise<void>): Promise<void> {
  let number = 0;
  for (const row of MATRIX) {
    const cell = row.calls[at.call];
    number += 1;
    if (cell) await test.step(row.name, () => suffer(row, cell, number));
  }
}

test.beforeEach(async ({ page, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  test.setTimeout(120_000);
  await hurry(page);
});

test("reading the list, with every fault: the rows, the search and what is selected stay", async ({ page, panel, sandbox }) => {
  const at: At = { page, panel, sandbox, call: "list", method: "GET", path: "/faxboxes?" };
  const plain = (await sandbox.list()).map((row) => String(row.name)).find((name) => /^[A-Za-z]{4,}[A-Za-z0-9 ]*$/.test(name)) ?? "";
  const look = async () => {
    await panel.search.fill("");
    await expect(panel.told).toHaveText("20 faxboxes");
    for (const row of [1, 3]) await panel.rows.nth(row).getByRole("checkbox").click();
    await panel.search.fill(plain);
    await saying(panel.told, "of 20");
  };
  await panel.openList();
  await look();
  const rows = await panel.rows.count();
  expect(rows).toBeGreaterThan(0);
  const selected = page.getByRole("region", { name: "Selection" });
  const alert = page.getByRole("alert").filter({ hasText: "The list was not read again" });
  await each(at, async (row, cell) => {
    const restore = await inflict(at, row);
    const answered = cell.ends === "well" ? page.waitForResponse(/faxboxes\?/) : undefined;
    await panel.button("Refresh").click();
    await answered;
    if (cell.ends === "told") await expectTold(alert, cell);
    else if (cell.ends === "asked") await expectTold(panel.dialog, cell);
    else await saying(panel.told, "of 20");
    await expect(panel.rows).toHaveCount(rows);
    await expect(panel.search).toHaveValue(plain);
    await expect(selected).toContainText("2 selected");
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (cell.ends === "asked") await renew(at, cell);
    // Once the network is back, it goes on by itself.
    else if (cell.ends === "told" && row.does.network !== "offline") await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toHaveCount(0);
    await saying(panel.told, "of 20");
    // A size that was too large is not wished for again, as long as the page lives.
    if (/MB|end|announced|41[36]/.test(row.name)) {
      await page.reload();
      // The address says what is searched for, once the tools are there.
      await saying(panel.told, "of 20");
      await look();
    }
  });
});

test("opening a faxbox, with every fault: one can try again, or go back to the list", async ({ page, panel, sandbox }) => {
  const at: At = { page, panel, sandbox, call: "read", method: "GET", path: ID };
  await sandbox.put(ID, { name: "Sound" });
  await panel.openList();
  await expect(panel.told).toHaveText("21 faxboxes");
  const alert = page.locator(".state[role=alert]");
  await each(at, async (row, cell) => {
    const restore = await inflict(at, row);
    await panel.row(ID).getByRole("link").click();
    if (cell.ends === "told") await expectTold(alert, cell);
    else if (cell.ends === "asked") await expectTold(panel.dialog, cell);
    else await expect(panel.control("name")).toHaveValue("Sound");
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (cell.ends === "asked") await renew(at, cell);
    else if (row.name !== "404" && cell.ends === "told" && row.does.network !== "offline") await alert.getByRole("button", { name: "Try again" }).click();
    if (row.name !== "404") await expect(panel.control("name")).toHaveValue("Sound");
    await page.getByRole("link", { name: row.name === "404" ? "Show the list" : "Faxboxes" }).click();
    await panel.row(ID).waitFor();
  });
});

for (const [call, method] of [
  ["change", "POST"],
  ["update", "PATCH"],
] as const)
  test(`saving by ${method}, with every fault: what was typed stays, and is saved by the next try`, async ({ page, panel, sandbox }) => {
      const at: At = { page, panel, sandbox, call, method, path: ID };
    await sandbox.put(ID, { name: "Sound", media: {}, caller_name: "c", fax_header: "h", retries: 1, attempts: 0, smtp_permission_list: [] });
    await panel.openFaxbox(ID);
    const save = async () => {
      await panel.save();
    };
    await each(at, async (row, cell, number) => {
      const typed = `+1555123${9000 + number}`;
      await panel.control("caller_id").fill(typed);
      let restore;
      if (call === "change") {
        restore = await inflict(at, row);
        await save();
      } else {
        await panel.review();
        await panel.dialog.getByRole("radio", { name: /^Update/ }).check();
        restore = await inflict(at, row);
        await panel.dialog.locator("[name=save_reviewed]").click();
      }
      if (cell.ends === "told") {
        await expectTold(panel.outcome, cell);
        await expect(row.name === "400 that names a field" ? panel.control("caller_id") : panel.outcome).toBeFocused();
      } else if (cell.ends === "asked") await expectTold(panel.dialog.last(), cell);
      else await saying(panel.notice, "Saved.");
      await expect(panel.control("caller_id")).toHaveValue(typed);
      if (isSlow(row)) await expectTimeout(at);
      if (cell.ends !== "well") expect((await sandbox.document(ID)).caller_id).not.toBe(typed);
      expect(await restore()).toBe(cell.sent);
      if (cell.ends === "asked") {
        await renew(at, cell);
        await saying(panel.notice, "Saved.");
      } else if (cell.ends === "told") {
        await panel.save();
        await saying(panel.notice, "Saved.");
      }
      await expect(panel.outcome).toHaveCount(0);
      expect((await sandbox.document(ID)).caller_id).toBe(typed);
    });
  });

test("creating, with every fault: what was typed stays, and nothing is created twice", async ({ page, panel, sandbox }) => {
  const at: At = { page, panel, sandbox, call: "create", method: "PUT", path: "/faxboxes" };
  await panel.openList();
  await expect(panel.told).toHaveText("20 faxboxes");
  await each(at, async (row, cell, number) => {
    const name = `New ${number}`;
    await page.evaluate(() => (location.hash = "#/faxboxes/new"));
    await expect(panel.control("name")).toHaveValue("");
    await panel.control("name").fill(name);
    await panel.control("caller_id").fill("+15551239999");
    const restore = await inflict(at, row);
    await panel.save();
    if (cell.ends === "told") await expectTold(panel.outcome, cell);
    else if (cell.ends === "asked") await expectTold(panel.dialog, cell);
    else await saying(panel.notice, "Created.");
    await expect(panel.control("name")).toHaveValue(name);
    await expect(panel.control("caller_id")).toHaveValue("+15551239999");
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (row.name === "401") await renew(at, cell);
    else if (cell.ends === "asked") {
      await panel.button("Do not create it").click();
      await panel.save();
    } else if (cell.ends === "told") await panel.save();
    await saying(panel.notice, "Created.");
    const named = (await sandbox.list()).filter((row) => row.name === name);
    expect(named).toHaveLength(1);
    await page.evaluate(() => (location.hash = "#/faxboxes"));
    await saying(panel.told, "faxboxes");
  });
});

test.describe("removing", () => {
  test.use({ faxboxes: 70 });

  test("with every fault: what is gone is said to be gone, and what is not can be removed again", async ({ page, panel, sandbox }) => {
    const at: At = { page, panel, sandbox, call: "remove", method: "DELETE", path: "/faxboxes/" };
    const ids = (await sandbox.list()).map((row) => String(row.id));
    await panel.openList();
    await expect(panel.told).toHaveText("70 faxboxes");
    const confirm = panel.dialog.locator("[name=confirm_remove]");
    await each(at, async (row, cell, number) => {
      const id = ids[number];
      await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), id);
      await panel.control("name").waitFor();
      const restore = await inflict(at, row);
      await page.locator("[name=remove]").click();
      if (row.does.network !== "offline") {
        await expect(confirm).toHaveAttribute("aria-disabled", "false");
        await confirm.click();
      }
      if (cell.ends === "well") await panel.search.waitFor();
      else await expectTold(panel.dialog.last(), cell);
      if (isSlow(row)) await expectTimeout(at);
      if (cell.ends === "asked" && row.name === "409") await expect(confirm).toHaveAttribute("aria-disabled", "false");
      expect(await restore()).toBe(cell.sent);
      if (cell.ends === "well") return;
      if (row.name === "401") await renew(at, cell);
      else if (cell.told[0].includes("alters its tags")) {
        await panel.dialog.getByRole("button", { name: "Cancel" }).click();
        await page.locator("[name=remove]").click();
        await expect(confirm).toHaveAttribute("aria-disabled", "false");
        await confirm.click();
      } else if (row.does.network === "offline") {
        await confirm.click();
        await expect(panel.dialog.getByRole("alert")).toHaveCount(0);
        await expect(confirm).toHaveAttribute("aria-disabled", "false");
        await confirm.click();
      } else await confirm.click();
      await expect(panel.dialog).toHaveCount(0);
      await panel.search.waitFor();
      expect((await sandbox.list()).map((row) => row.id)).not.toContain(id);
    });
  });
});

test("signing in, with every fault: what was typed stays", async ({ page, panel, sandbox }) => {
  const at: At = { page, panel, sandbox, call: "sign in", method: "PUT", path: "/user_auth" };
  const fill = async () => {
    await page.getByRole("radio", { name: "Password" }).check();
    await page.getByRole("textbox", { name: "Server" }).fill(sandbox.url);
    await page.getByRole("textbox", { name: "Account" }).fill(SIGN_IN.name);
    await page.getByRole("textbox", { name: "User name" }).fill(USER);
    await page.locator("[name=password]").fill(SIGN_IN.password);
  };
  await page.goto("/");
  await fill();
  await each(at, async (row, cell) => {
    const restore = await inflict(at, row);
    await panel.button("Connect").click();
    if (cell.ends === "told") {
      await expectTold(page.locator(".connect"), cell);
      for (const [name, text] of [
        ["account_name", SIGN_IN.name],
        ["username", USER],
        ["password", SIGN_IN.password],
      ])
        await expect(page.locator(`[name=${name}]`)).toHaveValue(text);
    } else await panel.search.waitFor();
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (cell.ends === "well") {
      await page.getByRole("button", { name: "Sign out" }).click();
      await fill();
    }
  });
  await panel.button("Connect").click();
  await panel.search.waitFor();
});
