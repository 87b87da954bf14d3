import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, FAILED_REQUEST, type Fault, framesPass, ID, type Panel, type Sandbox, SIGN_IN, test, USER } from "./fixtures";

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

/** Lets the page wait a five-hundredth of what it means to wait, and notes for how long it waits for answers. */
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
    const hurriedly = (act: TimerHandler, milliseconds = 0) => later(act, milliseconds >= 250 && milliseconds < 10_000 ? milliseconds / 500 : milliseconds);
    window.setTimeout = hurriedly as typeof window.setTimeout;
  });
}

/** What is said of the list. */
const TOLD = ".foot [role=status]";

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

/**
 * Waits until the panel shows something that a selector finds and that holds a text, or until it does not any more. The page itself tells as
 * soon as that is so: Playwright looks less and less often, half a second apart in the end, which adds up in three hundred cells.
 */
async function until({ page }: Pick<At, "page">, selector: string, text = "", is: "shown" | "gone" = "shown"): Promise<void> {
  const came = page.locator("faxbox-admin").evaluate(
    (element, [selector, text, is]) =>
      new Promise<boolean>((done) => {
        const root = element.shadowRoot ?? element;
        const holds = (found: Element) => (found.textContent ?? "").replace(/\s+/g, " ").includes(text) && found.checkVisibility();
        const look = () => [...root.querySelectorAll(selector)].some(holds) === (is === "shown") && end(true);
        const observer = new MutationObserver(look);
        const timer = setTimeout(() => end(false), 20_000);
        const end = (came: boolean) => {
          observer.disconnect();
          clearTimeout(timer);
          done(came);
        };
        observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
        look();
      }),
    [selector, text, is] as const,
  );
  expect(await came, `${selector} with “${text}” is ${is}`).toBe(true);
}

/** Presses a button or a link by its key: a click first waits for two drawings in which nothing moves. */
async function press(what: Locator): Promise<void> {
  await what.press("Enter");
}

/** Waits for what is told of a cell at one place of the panel: all of it, and the focus where it belongs. That comes with the next frame. */
async function expectTold(at: Pick<At, "page">, selector: string, where: Locator, { told }: Cell): Promise<void> {
  await until(at, selector, told[0]);
  for (const text of told) await expect(where).toContainText(text);
  await framesPass(at.page);
}

async function renew(at: At, cell: Cell): Promise<void> {
  const question = at.panel.dialog.last();
  await expectTold(at, "dialog", question, cell);
  await question.getByLabel("Token").fill(await at.sandbox.token());
  await press(question.getByRole("button", { name: "Go on" }));
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
    await until(at, TOLD, "of 20");
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
    await press(panel.button("Refresh"));
    await answered;
    if (cell.ends === "told") await expectTold(at, "[role=alert]", alert, cell);
    else if (cell.ends === "asked") await expectTold(at, "dialog", panel.dialog, cell);
    else await until(at, TOLD, "of 20");
    await expect(panel.rows).toHaveCount(rows);
    await expect(panel.search).toHaveValue(plain);
    await expect(selected).toContainText("2 selected");
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (cell.ends === "asked") await renew(at, cell);
    // Once the network is back, it goes on by itself.
    else if (cell.ends === "told" && row.does.network !== "offline") await press(alert.getByRole("button", { name: "Try again" }));
    await until(at, "[role=alert]", "The list was not read again", "gone");
    await expect(alert).toHaveCount(0);
    await until(at, TOLD, "of 20");
    // A size that was too large is not wished for again, as long as the page lives.
    if (/MB|end|announced|41[36]/.test(row.name)) {
      await page.reload();
      // The address says what is searched for, once the tools are there.
      await panel.search.waitFor();
      await until(at, TOLD, "of 20");
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
  // It has come: nothing is on its way any more.
  const opened = async () => {
    await until(at, "main:not([aria-busy]) [name=name]");
    await expect(panel.control("name")).toHaveValue("Sound");
  };
  await each(at, async (row, cell) => {
    const restore = await inflict(at, row);
    await press(panel.row(ID).locator(".row__open"));
    if (cell.ends === "told") await expectTold(at, ".state[role=alert]", alert, cell);
    else if (cell.ends === "asked") await expectTold(at, "dialog", panel.dialog, cell);
    else await opened();
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (cell.ends === "asked") await renew(at, cell);
    else if (row.name !== "404" && cell.ends === "told" && row.does.network !== "offline") await press(alert.getByRole("button", { name: "Try again" }));
    if (row.name !== "404") await opened();
    await press(row.name === "404" ? page.getByRole("link", { name: "Show the list" }) : page.locator(".crumb"));
    await until(at, `[data-faxbox-id="${ID}"]`);
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
    await each(at, async (row, cell, number) => {
      const typed = `+1555123${9000 + number}`;
      await panel.control("caller_id").fill(typed);
      let restore;
      if (call === "change") {
        restore = await inflict(at, row);
        await press(panel.saveButton);
      } else {
        await press(page.locator("button[name=review]"));
        await until(at, "dialog", "Changes");
        await panel.dialog.getByRole("radio", { name: /^Update/ }).check();
        restore = await inflict(at, row);
        await press(panel.dialog.locator("[name=save_reviewed]"));
      }
      if (cell.ends === "told") {
        await expectTold(at, ".outcome", panel.outcome, cell);
        await expect(row.name === "400 that names a field" ? panel.control("caller_id") : panel.outcome).toBeFocused();
      } else if (cell.ends === "asked") await expectTold(at, "dialog", panel.dialog.last(), cell);
      else await until(at, ".notice", "Saved.");
      await expect(panel.control("caller_id")).toHaveValue(typed);
      if (isSlow(row)) await expectTimeout(at);
      if (cell.ends !== "well") expect((await sandbox.document(ID)).caller_id).not.toBe(typed);
      expect(await restore()).toBe(cell.sent);
      if (cell.ends === "asked") {
        await renew(at, cell);
        await until(at, ".notice", "Saved.");
      } else if (cell.ends === "told") {
        await press(panel.saveButton);
        await until(at, ".notice", "Saved.");
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
    await until(at, "[name=name]");
    await expect(panel.control("name")).toHaveValue("");
    await panel.control("name").fill(name);
    await panel.control("caller_id").fill("+15551239999");
    const restore = await inflict(at, row);
    await press(panel.saveButton);
    if (cell.ends === "told") await expectTold(at, ".outcome", panel.outcome, cell);
    else if (cell.ends === "asked") await expectTold(at, "dialog", panel.dialog, cell);
    else await until(at, ".notice", "Created.");
    await expect(panel.control("name")).toHaveValue(name);
    await expect(panel.control("caller_id")).toHaveValue("+15551239999");
    if (isSlow(row)) await expectTimeout(at);
    expect(await restore()).toBe(cell.sent);
    if (row.name === "401") await renew(at, cell);
    else if (cell.ends === "asked") {
      await press(panel.button("Do not create it"));
      await press(panel.saveButton);
    } else if (cell.ends === "told") await press(panel.saveButton);
    await until(at, ".notice", "Created.");
    const named = (await sandbox.list()).filter((row) => row.name === name);
    expect(named).toHaveLength(1);
    await page.evaluate(() => (location.hash = "#/faxboxes"));
    await until(at, TOLD, "faxboxes");
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
    const canConfirm = async () => {
      await until(at, "[name=confirm_remove][aria-disabled=false]");
      await expect(confirm).toHaveAttribute("aria-disabled", "false");
    };
    await each(at, async (row, cell, number) => {
      const id = ids[number];
      await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), id);
      await until(at, "main:not([aria-busy]) [name=name]");
      const restore = await inflict(at, row);
      await press(page.locator("[name=remove]"));
      if (row.does.network !== "offline") {
        await canConfirm();
        await press(confirm);
      }
      if (cell.ends === "well") await until(at, "[type=search]");
      else await expectTold(at, "dialog", panel.dialog.last(), cell);
      if (isSlow(row)) await expectTimeout(at);
      if (cell.ends === "asked" && row.name === "409") await canConfirm();
      expect(await restore()).toBe(cell.sent);
      if (cell.ends === "well") return;
      if (row.name === "401") await renew(at, cell);
      else if (cell.told[0].includes("alters its tags")) {
        await press(panel.dialog.getByRole("button", { name: "Cancel" }));
        await press(page.locator("[name=remove]"));
        await canConfirm();
        await press(confirm);
      } else if (row.does.network === "offline") {
        await press(confirm);
        await until(at, "dialog [role=alert]", "", "gone");
        await canConfirm();
        await press(confirm);
      } else await press(confirm);
      await until(at, "[type=search]");
      await expect(panel.dialog).toHaveCount(0);
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
    await press(panel.button("Connect"));
    if (cell.ends === "told") {
      await expectTold(at, ".connect", page.locator(".connect"), cell);
      for (const [name, text] of [
        ["account_name", SIGN_IN.name],
        ["username", USER],
        ["password", SIGN_IN.password],
      ])
        await expect(page.locator(`[name=${name}]`)).toHaveValue(text);
    } else await until(at, "[type=search]");
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
