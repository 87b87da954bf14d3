import { connect, expect, framesPass, test } from "./fixtures";
import { hold, PANEL_WASM } from "./files";
import { panic } from "./host";
import { ACCOUNT } from "./sandbox";
import type { Page } from "@playwright/test";

const MAIN_WASM = /\/faxbox-admin-[0-9a-f]+\.wasm$/;
const EDITOR_WASM = /\/split_editor-[0-9a-f]+\.wasm$/;

/** The addresses that a page asks for, from now on. */
function requests(page: Page): string[] {
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  return urls;
}

/** Opens the editor for a new faxbox. */
async function openEditor(page: Page): Promise<void> {
  await page.getByRole("link", { name: "New faxbox" }).or(page.getByRole("button", { name: "New faxbox" })).first().click();
}

/** A control that only the editor has. */
function editor(page: Page) {
  return page.getByLabel("Name", { exact: true });
}

test("the panel starts under the strict policy, and five files come before the first row", async ({ page, panel }) => {
  const urls = requests(page);
  const answer = await panel.hold("GET", "/faxboxes");
  const started = page.waitForResponse((response) => new URL(response.url()).pathname === "/");
  await panel.open();
  expect((await started).headers()["content-security-policy"]).toMatch(
    /^default-src 'none'; script-src 'self' 'sha256-[\w+/]{43}=' 'wasm-unsafe-eval'; style-src 'self'; /,
  );
  // The frame is drawn, and waits for the rows alone.
  await expect(page.locator(".sheet [role=status]")).toHaveText("Loading the faxboxes…");
  const own = urls.filter((url) => url.startsWith(new URL(page.url()).origin));
  const names = own.map((url) => new URL(url).pathname.replace(/-[0-9a-f]{16}\./, "."));
  const expected = ["/", "/config.json", "/faxbox-admin.css", "/faxbox-admin.js", "/faxbox-admin.wasm"];
  expect([...new Set(names)].sort()).toEqual(expected);
  expect(urls.filter((url) => MAIN_WASM.test(url))).toHaveLength(1);
  answer();
  await expect(page.locator(".foot")).toBeVisible();
});

test("the first page of the list is asked for while the WASM is on its way, and once", async ({ page, panel, sandbox }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(MAIN_WASM, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForResponse((response) => response.url().includes("/faxboxes?page_size="));
  await panel.open();
  expect((await asked).status()).toBe(200);
  release();
  await expect(panel.search).toBeVisible();
  await expect(page.locator("[data-faxbox-id]").first()).toBeVisible();
  const lists = (await sandbox.requests()).filter(({ path, query }) => path.endsWith("/faxboxes") && !query.includes("start_key"));
  expect(lists).toHaveLength(1);
});

test("where no list comes first, the panel's file is asked for beside the main one, and once", async ({ page, panel, sandbox }) => {
  const urls = requests(page);
  const show = await hold(page, MAIN_WASM);
  const asked = page.waitForRequest(PANEL_WASM);
  const [faxbox] = await sandbox.list();
  await panel.open(`#/faxboxes/${faxbox?.id}`, ACCOUNT, "commit");
  const url = (await asked).url();
  show();
  await expect(panel.control("name")).toHaveValue(String(faxbox?.name));
  expect(urls.filter((asked) => asked === url)).toHaveLength(1);
});

test("where somebody is to connect, the panel's file is asked for behind the main one, and once: the rows may come before it", async ({ page, panel }) => {
  const urls = requests(page);
  const show = await hold(page, MAIN_WASM);
  await page.goto("/");
  await expect(panel.control("server")).toBeVisible();
  await framesPass(page);
  expect(urls.filter((url) => PANEL_WASM.test(url))).toEqual([]);
  show();
  await panel.connecting();
  expect(urls.filter((url) => /\/panel-/.test(url))).toHaveLength(1);
});

test("files come compressed, and those with a hash in their name are kept", async ({ page, request }) => {
  const urls = requests(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Faxbox Admin" })).toBeVisible();
  for (const url of urls.filter((url) => url.startsWith("http"))) {
    const response = await request.get(url, { headers: { "accept-encoding": "gzip, br" } });
    const headers = response.headers();
    const kept = /-[0-9a-f]{16}\./.test(url);
    expect(response.status(), url).toBe(200);
    expect(headers["content-encoding"], url).toBe("br");
    expect(headers["cache-control"], url).toBe(kept ? "public, max-age=31536000, immutable" : "no-cache");
    expect(headers["x-content-type-options"], url).toBe("nosniff");
    expect(headers["referrer-policy"], url).toBe("no-referrer");
    if (url.endsWith(".wasm")) expect(headers["content-type"]).toBe("application/wasm");
  }
});

test("the editor comes in a file of its own", async ({ page }) => {
  const chunk = page.waitForResponse(EDITOR_WASM);
  await connect(page);
  await openEditor(page);
  expect((await chunk).status()).toBe(200);
  await expect(editor(page)).toBeVisible();
});

test("an editor that does not load says so, and can be asked for again", async ({ page, complaints }) => {
  await page.route(EDITOR_WASM, (route) => route.abort());
  await connect(page);
  await openEditor(page);
  await expect(page.getByRole("alert")).toContainText("did not load");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText("did not load");

  await page.unroute(EDITOR_WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(editor(page)).toBeVisible();
  complaints.expected(/Failed to fetch|ERR_FAILED/);
});

test("a panel whose looks do not load says so, and can be asked for again", async ({ page, complaints }) => {
  const looks = /\/faxbox-admin-late-[0-9a-f]+\.css$/;
  await page.route(looks, (route) => route.abort());
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("did not load");

  await page.unroute(looks);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Faxbox Admin" })).toBeVisible();
  await expect(page.locator(".connect")).toHaveCSS("display", "grid");
  complaints.expected(/Failed to fetch|ERR_FAILED|undefined|Event/);
});

test("a failure whose explanation does not load is told all the same, and explained at the next try", async ({ page, panel, complaints }) => {
  await page.route(EDITOR_WASM, (route) => route.abort());
  await panel.open("#/faxboxes", { ...ACCOUNT, token: "no-such-token" });
  const problem = page.locator("[data-problem-of=auth_token]");
  await expect(problem).toContainText("The call failed");
  await expect(page.locator("form .told")).toContainText(/^HTTP status 401\. Request \S+$/);

  await page.unroute(EDITOR_WASM);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(problem).toContainText("does not take this token");
  await expect(page.getByRole("list", { name: "Checks" })).toContainText("The token is refused");
  complaints.expected(/Failed to fetch|ERR_FAILED|401/);
});

test("an editor that never arrives counts as failed, and can be asked for again", async ({ page, complaints }) => {
  await page.clock.install();
  // The clock that is turned forward below knows of timers alone.
  await page.addInitScript(() => {
    AbortSignal.timeout = (milliseconds) => {
      const end = new AbortController();
      setTimeout(() => end.abort(), milliseconds);
      return end.signal;
    };
  });
  await page.route(EDITOR_WASM, () => {});
  const asked = page.waitForRequest(EDITOR_WASM);
  await connect(page);
  await openEditor(page);
  await asked;
  // The file may have been asked for in advance; then the editor asks once more before it gives up.
  await expect(async () => {
    await page.clock.fastForward("00:31");
    await expect(page.getByRole("alert")).toContainText("did not load", { timeout: 500 });
  }).toPass();

  await page.unroute(EDITOR_WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(editor(page)).toBeVisible();
  complaints.expected(/AbortError/);
});

test("a panel that does not load says so, and can be asked for again", async ({ page, complaints }) => {
  await page.route(MAIN_WASM, (route) => route.abort());
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await page.unroute(MAIN_WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Faxbox Admin" })).toBeVisible();
  complaints.expected(/Failed to fetch|ERR_FAILED/);
});

test("after a panic the typed text can be copied", async ({ page, complaints }) => {
  await connect(page);
  await openEditor(page);
  await editor(page).fill("Sales Berlin");
  await expect(page.getByRole("heading", { name: "Sales Berlin" })).toBeVisible();
  await panic(page, page.getByRole("button", { name: "Add an address" }).first());
  await expect(page.getByRole("heading", { name: "Faxbox Admin stopped" })).toBeVisible();
  await expect(page.getByLabel("What stood in the form")).toHaveValue(/Name\nSales Berlin/);
  await page.getByRole("button", { name: "Start again" }).click();
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeVisible();
  // What was under way fails too, and is logged.
  complaints.expected(/unreachable|made to fail|already borrowed/);
});

test("two elements share one WASM; a move keeps a panel, a removal takes it down", async ({ page }) => {
  const urls = requests(page);
  await page.goto("/");
  await page.evaluate(() => document.body.append(document.createElement("faxbox-admin")));
  const headings = page.getByRole("heading", { name: "Faxbox Admin" });
  await expect(headings).toHaveCount(2);
  expect(urls.filter((url) => MAIN_WASM.test(url))).toHaveLength(1);

  await page.getByLabel("Server", { exact: true }).last().fill("kept");
  await page.evaluate(() => document.body.prepend(document.querySelectorAll("faxbox-admin")[1]));
  await expect(page.getByLabel("Server", { exact: true }).first()).toHaveValue("kept");

  const left = await page.evaluate(async () => {
    const element = document.querySelector("faxbox-admin")!;
    element.remove();
    await Promise.resolve();
    return element.shadowRoot!.querySelector(".panel")!.childElementCount;
  });
  expect(left).toBe(0);
  await expect(headings).toHaveCount(1);
});
