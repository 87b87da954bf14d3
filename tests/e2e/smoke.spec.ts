import { connect, expect, test } from "./fixtures";
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

test("the panel starts under the strict policy, and the first load is five files", async ({ page }) => {
  const urls = requests(page);
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
  );
  await expect(page.getByRole("heading", { name: "Faxbox Admin" })).toBeVisible();
  const names = urls.map((url) => new URL(url).pathname.replace(/-[0-9a-f]{16}\./, "."));
  const expected = ["/", "/config.json", "/faxbox-admin.css", "/faxbox-admin.js", "/faxbox-admin.wasm"];
  expect([...new Set(names)].sort()).toEqual(expected);
  expect(urls.filter((url) => MAIN_WASM.test(url))).toHaveLength(1);
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

test("an editor that never arrives counts as failed, and can be asked for again", async ({ page, complaints }) => {
  await page.clock.install();
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
  // Leptos gives up where an element cannot be made; the screen that follows must not.
  await page.evaluate(() => {
    document.createElement = () => {
      Reflect.deleteProperty(document, "createElement");
      throw new Error("made to fail");
    };
  });
  await page.getByRole("button", { name: "Add an address" }).first().click();
  await expect(page.getByRole("heading", { name: "Faxbox Admin stopped" })).toBeVisible();
  await expect(page.getByLabel("What stood in the form")).toHaveValue(/Name\nSales Berlin/);
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
