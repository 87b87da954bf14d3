import { expect, test } from "./fixtures";

const MAIN_WASM = /faxbox-admin-[0-9a-f]+\.wasm$/;
const EDITOR_WASM = /editor-[0-9a-f]+\.wasm$/;

/** The names of the files that a page asked for, without their hashes. */
function names(urls: string[]): string[] {
  return urls.map((url) => new URL(url).pathname.replace(/-[0-9a-f]{16}\./, "."));
}

test("the panel starts under the strict policy, and the editor is not part of the first load", async ({ page }) => {
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
  await expect(page.getByRole("heading", { name: "Faxbox Admin" })).toBeVisible();
  expect(new Set(names(urls))).toEqual(
    new Set(["/", "/config.json", "/faxbox-admin.css", "/faxbox-admin.js", "/faxbox-admin.wasm"]),
  );
  expect(urls.filter((url) => MAIN_WASM.test(url))).toHaveLength(1);
});

test("files come compressed, and those with a hash in their name are kept", async ({ page, request }) => {
  const urls: string[] = [];
  page.on("response", (response) => urls.push(response.url()));
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Faxbox Admin" })).toBeVisible();
  for (const url of urls) {
    const kept = /-[0-9a-f]{16}\./.test(url);
    const { headers, status } = await request.get(url, { headers: { "accept-encoding": "gzip, br" } }).then((response) => ({
      headers: response.headers(),
      status: response.status(),
    }));
    expect(status, url).toBe(200);
    expect(headers["content-encoding"], url).toBe("br");
    expect(headers["cache-control"], url).toBe(kept ? "public, max-age=31536000, immutable" : "no-cache");
    expect(headers["x-content-type-options"], url).toBe("nosniff");
    if (url.endsWith(".wasm")) expect(headers["content-type"]).toBe("application/wasm");
  }
});

test("the editor is loaded when it is needed", async ({ page }) => {
  await page.goto("/");
  const chunk = page.waitForResponse(EDITOR_WASM);
  await page.getByRole("button", { name: "New faxbox" }).click();
  expect((await chunk).status()).toBe(200);
  await expect(page.getByLabel("Name")).toBeVisible();
});

test("an editor that does not load says so, and can be asked for again", async ({ page, complaints }) => {
  await page.goto("/");
  await page.route(EDITOR_WASM, (route) => route.abort());
  await page.getByRole("button", { name: "New faxbox" }).click();
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toBeVisible();

  await page.unroute(EDITOR_WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Name")).toBeVisible();
  complaints.expected(/Failed to fetch|ERR_FAILED/);
});

test("an editor that never arrives counts as failed, and can be asked for again", async ({ page, complaints }) => {
  await page.clock.install();
  await page.goto("/");
  await page.route(EDITOR_WASM, () => {});
  const asked = page.waitForRequest(EDITOR_WASM);
  await page.getByRole("button", { name: "New faxbox" }).click();
  await asked;
  await page.clock.fastForward("01:00");
  await expect(page.getByRole("alert")).toContainText("could not be loaded");

  await page.unroute(EDITOR_WASM);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Name")).toBeVisible();
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
  await page.goto("/");
  await page.getByRole("button", { name: "New faxbox" }).click();
  await page.getByLabel("Name").fill("Sales Berlin");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("alert")).toContainText("Faxbox Admin stopped");
  await expect(page.getByLabel("What was typed")).toHaveValue("Name\nSales Berlin");
  complaints.expected(/unreachable|stopped on purpose/);
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByRole("button", { name: "New faxbox" })).toBeVisible();
});

test("two elements share one WASM; a move keeps a panel, a removal takes it down", async ({ page }) => {
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await page.goto("/");
  await page.evaluate(() => document.body.append(document.createElement("faxbox-admin")));
  const headings = page.getByRole("heading", { name: "Faxbox Admin" });
  await expect(headings).toHaveCount(2);
  expect(urls.filter((url) => MAIN_WASM.test(url))).toHaveLength(1);

  await page.getByRole("button", { name: "New faxbox" }).last().click();
  await page.getByLabel("Name").fill("kept");
  await page.evaluate(() => document.body.prepend(document.querySelectorAll("faxbox-admin")[1]));
  await expect(page.getByLabel("Name")).toHaveValue("kept");

  const empty = await page.evaluate(async () => {
    const element = document.querySelector("faxbox-admin")!;
    element.remove();
    await Promise.resolve();
    return element.shadowRoot!.querySelector(".panel")!.childElementCount;
  });
  expect(empty).toBe(0);
  await expect(headings).toHaveCount(1);
});
