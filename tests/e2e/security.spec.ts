import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { importFile, openTask } from "./bulk";
import { ACCOUNT, BLANK, expect, FAILED_REQUEST, ID, type Panel, SIGN_IN, test, USER } from "./fixtures";

/** What runs, where anything makes HTML, a link or a request of it. */
const MARKUP = `"'><img src="https://evil.example/x.png" onerror="ran()"><script>ran()</script><svg onload=ran()>`;
const LINK = "javascript:ran()//https://evil.example/";
const FETCHED = "https://evil.example/hook?<script>ran()</script>";
const IDS = ["=", "+", "-", "@", "\t", "\r"].map((_, index) => `${index}`.repeat(32));
const FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1"];

/** A faxbox that is hostile in every place there is. */
function hostile(start: string): Record<string, unknown> {
  const callback = { url: FETCHED, method: MARKUP, type: MARKUP, [MARKUP]: MARKUP };
  const told = { callback, email: { send_to: [MARKUP, LINK, start] }, sms: { send_to: [MARKUP, LINK] }, [MARKUP]: { [MARKUP]: MARKUP } };
  return {
    name: start + MARKUP,
    caller_id: start + LINK,
    caller_name: MARKUP,
    custom_smtp_email_address: MARKUP,
    fax_header: MARKUP,
    fax_identity: MARKUP,
    fax_timezone: MARKUP,
    retries: MARKUP,
    attempts: MARKUP,
    media: { fax_option: MARKUP },
    smtp_permission_list: [MARKUP, LINK, "(a+)+$"],
    notifications: { inbound: told, outbound: told },
    smtp_email_address: MARKUP,
    [MARKUP]: MARKUP,
    __proto__x: { constructor: MARKUP },
  };
}

/** Whether anything ran, and what of the panel's document could run. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const alive = [...(root?.querySelectorAll("*") ?? [])].filter((element) => {
      const attributes = [...element.attributes];
      return (
        ["script", "iframe", "object", "embed", "img", "form[action]", "base", "meta"].includes(element.localName) ||
        attributes.some(({ name, value }) => name.startsWith("on") || /^\s*javascript:/i.test(value)) ||
        (element.localName === "a" && !/^(#|blob:)/.test(element.getAttribute("href") ?? "#"))
      );
    });
    return { alive: alive.map((element) => element.outerHTML), ran: (window as unknown as { ran: { count: number } }).ran.count };
  });
  expect(found).toEqual({ alive: [], ran: 0 });
}

async function text(download: Promise<Download>): Promise<string> {
  return readFileSync(await (await download).path(), "utf8");
}

/** The cells of a CSV. */
function cells(csv: string): string[] {
  return [...csv.replace(/^\ufeff/, "").matchAll(/"((?:[^"]|"")*)"|([^,"\r\n]+)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const ran = Object.assign(() => (ran.count += 1), { count: 0 });
    Object.assign(window, { ran });
  });
});

test("an account full of script runs none of it, shows it as text, and asks nobody but the server", async ({ page, panel, sandbox, complaints }) => {
  test.setTimeout(90_000);
  complaints.expected(FAILED_REQUEST);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => asked.push(`dialog: ${dialog.message()}`));
  for (const [index, start] of FORMULAS.entries()) await sandbox.put(IDS[index] as string, hostile(start), BLANK);

  await test.step("the list, its search, filters and columns", async () => {
    await panel.openList(BLANK);
    await expect(panel.told).toHaveText(`${FORMULAS.length} faxboxes`);
    await expect(panel.row(IDS[0] as string)).toContainText(`=1+1${MARKUP}`);
    await panel.search.fill(MARKUP);
    await expect(panel.rows).toHaveCount(FORMULAS.length);
    await page.evaluate((markup) => (location.hash = `#/faxboxes?search=${encodeURIComponent(markup)}&zone=${encodeURIComponent(markup)}&sender=${encodeURIComponent(markup)}`), MARKUP);
    await expectHarmless(page);
    await page.evaluate(() => (location.hash = "#/faxboxes"));
    await expect(panel.rows).toHaveCount(FORMULAS.length);
  });

  await test.step("the editor, the document as text, the review, a conflict", async () => {
    await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), IDS[0]);
    await expect(panel.control("name")).toHaveValue(`=1+1${MARKUP}`);
    await expect(panel.control("notifications.inbound.callback.url")).toHaveValue(FETCHED);
    await expectHarmless(page);
    await panel.control("caller_name").fill(`Mine${MARKUP}`);
    await panel.review();
    await expect(panel.dialog).toContainText(`Mine${MARKUP}`);
    await expectHarmless(page);
    await page.keyboard.press("Escape");
    await panel.turn();
    await expect(panel.text).toHaveValue(/<script>ran\(\)<\/script>/);
    await expectHarmless(page);
    await panel.turn();
  });

  await test.step("a conflict with somebody else's markup", async () => {
    // One that the server would take, so that it can be saved.
    await sandbox.put(ID, { name: MARKUP, caller_name: MARKUP, fax_header: MARKUP, retries: 1, attempts: 0, media: {}, smtp_permission_list: [], [MARKUP]: MARKUP }, BLANK);
    await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), ID);
    await page.getByRole("button", { name: "Discard the changes" }).click();
    await panel.control("caller_name").fill(`Mine${MARKUP}`);
    await sandbox.change(ID, { caller_name: `Theirs${MARKUP}` }, BLANK);
    await panel.save();
    await expect(panel.dialog).toContainText(`Theirs${MARKUP}`);
    await expectHarmless(page);
    await page.keyboard.press("Escape");
  });

  await test.step("what the server says in its errors", async () => {
    const body = JSON.stringify({ status: "error", error: "400", message: MARKUP, request_id: MARKUP, data: { caller_name: { [MARKUP]: { message: MARKUP } }, [MARKUP]: { [MARKUP]: { message: LINK } } } });
    await sandbox.faults({ status: 400, body, method: "GET", path: IDS[1] });
    await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), IDS[1]);
    await page.getByRole("button", { name: "Discard the changes" }).click();
    await expect(page.locator(".state[role=alert]")).toContainText(MARKUP);
    await expectHarmless(page);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(panel.control("name")).toHaveValue(`+1+1${MARKUP}`);
    await page.locator("[name=remove]").click();
    await expect(panel.dialog).toContainText(MARKUP);
    await expectHarmless(page);
    await panel.dialog.getByRole("button", { name: "Cancel" }).click();
    await page.evaluate(() => (location.hash = "#/faxboxes"));
    await expect(panel.row(IDS[0] as string)).toBeVisible();
  });

  await test.step("a change of many, an export and its import", async () => {
    await openTask(panel, "change");
    await expectHarmless(page);
    await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await panel.button("Export").click();
    const download = page.waitForEvent("download");
    await panel.dialog.locator("[name=export]").click();
    const csv = await text(download);
    expect(cells(csv).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(csv).toContain("'=1+1");
    await expectHarmless(page);
    await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await importFile(panel, "hostile.csv", csv);
    await expect(panel.dialog).toContainText("This file changes nothing.");
    await expectHarmless(page);
    await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  });

  await test.step("the report of a change of many, which the server refuses in markup", async () => {
    const body = JSON.stringify({ status: "error", error: "400", message: MARKUP, request_id: MARKUP, data: { fax_header: { [MARKUP]: { message: MARKUP } } } });
    await sandbox.faults({ status: 400, body, method: "POST", times: 0 });
    await panel.button("Refresh").click();
    await expect(panel.told).toHaveText(`${FORMULAS.length + 1} faxboxes`);
    await openTask(panel, "change");
    await panel.dialog.locator("[name=what]").selectOption("fax_header");
    await panel.dialog.locator("[name=first]").fill(`Other${MARKUP}`);
    await panel.dialog.locator("[name=go]").click();
    await expect(panel.dialog.locator(".bulk__end")).toContainText("refused");
    await expect(panel.dialog.locator("tbody")).toContainText(MARKUP);
    await expectHarmless(page);
    const download = page.waitForEvent("download");
    await panel.dialog.locator("[name=report]").click();
    expect(cells(await text(download)).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    await sandbox.faults();
    await panel.dialog.locator("[name=close]").click();
  });

  await test.step("an import that changes, creates and is refused", async () => {
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    const rows = [["id", "name", MARKUP, LINK], [ID, `Imported${MARKUP}`, MARKUP, LINK], ["", `New${MARKUP}`, MARKUP, LINK], [MARKUP, MARKUP, MARKUP, LINK]];
    await importFile(panel, `${MARKUP.replaceAll("/", "")}.csv`, rows.map((row) => row.map(quoted).join(",")).join("\r\n"));
    await expect(panel.dialog).toContainText(MARKUP);
    await expect(panel.dialog.locator(".bulk__total").filter({ hasText: /1 will be created/ })).toBeVisible();
    await expectHarmless(page);
    await panel.dialog.locator("[name=go]").click();
    await expect(panel.dialog.locator(".bulk__end")).toBeVisible();
    await expectHarmless(page);
    await panel.dialog.locator("[name=close]").click();
    await sandbox.id(`New${MARKUP}`, BLANK);
  });

  const own = [new URL(page.url()).origin, new URL(sandbox.url).origin];
  expect(asked.filter((url) => !own.some((origin) => url.startsWith(`${origin}/`)) && !url.startsWith("blob:"))).toEqual([]);
});

/** Everything that a page keeps, shows or has said, as one text. */
async function everything(page: Page, said: string[]): Promise<string> {
  const kept = await page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const typed = [...(root?.querySelectorAll("input, textarea") ?? [])].map((control) => (control as HTMLInputElement).value);
    return JSON.stringify([document.cookie, location.href, document.title, { ...localStorage }, { ...sessionStorage }, root?.innerHTML, document.documentElement.outerHTML, typed, history.state]);
  });
  return [kept, ...said].join("\n");
}

test("a long walk leaves the token nowhere but in the header", async ({ page, panel, sandbox, complaints }) => {
  test.setTimeout(60_000);
  complaints.expected(FAILED_REQUEST);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => said.push(request.url(), request.postData() ?? ""));
  await sandbox.put(ID, { name: "Sound" });
  await page.goto("/");
  await page.getByRole("textbox", { name: "Server" }).fill(sandbox.url);
  await page.getByRole("textbox", { name: "Account ID" }).fill(ACCOUNT.id);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(ACCOUNT.token);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(panel.told).toHaveText("21 faxboxes");
  const look = async () => {
    expect(await everything(page, said)).not.toContain(ACCOUNT.token);
  };
  await look();
  await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), ID);
  await panel.control("caller_id").fill("+15551234567");
  await panel.review();
  await panel.dialog.getByRole("radio", { name: "curl" }).check();
  await expect(panel.dialog).toContainText("AUTH_TOKEN");
  await look();
  await page.keyboard.press("Escape");
  // Errors repeat the token in their envelope.
  const body = JSON.stringify({ status: "error", message: "validation error", auth_token: ACCOUNT.token, data: {}, request_id: "r1" });
  await sandbox.faults({ status: 403, body, method: "POST" });
  await panel.save();
  await expect(panel.outcome).toContainText("403");
  await look();
  await panel.saveWell();
  await page.evaluate(() => (location.hash = "#/faxboxes"));
  await expect(panel.told).toHaveText("21 faxboxes");
  await panel.button("Export").click();
  const download = page.waitForEvent("download");
  await panel.dialog.locator("[name=export]").click();
  said.push(await text(download));
  await panel.dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await look();
  const requests = await sandbox.requests();
  expect(requests.length).toBeGreaterThan(4);
  for (const { headers } of requests) {
    // Past the cache, without cookies, without saying from where.
    expect(headers).toMatchObject({ "x-auth-token": ACCOUNT.token, "cache-control": "no-cache" });
    for (const header of ["cookie", "referer"]) expect(headers).not.toHaveProperty(header);
  }
});

test("a diagnosis tells how the last requests went, and no secret, whatever the server repeats", async ({ page, panel, sandbox, context, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await page.getByRole("radio", { name: "Password" }).check();
  await page.getByRole("textbox", { name: "Server" }).fill(sandbox.url);
  await page.getByRole("textbox", { name: "Account" }).fill(SIGN_IN.name);
  await page.getByRole("textbox", { name: "User name" }).fill(USER);
  await page.locator("[name=password]").fill(SIGN_IN.password);
  const signedIn = page.waitForResponse((response) => response.url().endsWith("/user_auth") && response.request().method() === "PUT");
  await page.getByRole("button", { name: "Connect" }).click();
  const token = ((await (await signedIn).json()) as { auth_token: string }).auth_token;
  await expect(panel.told).toHaveText("20 faxboxes");
  // A server that names a request by the token, or by that of somebody else.
  const repeat = (id: string) => ({ status: 403, method: "GET", path: "/faxboxes?", headers: { "x-request-id": id } });
  for (const id of [token, "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl"]) {
    await sandbox.faults(repeat(id));
    const refused = page.waitForResponse((response) => response.status() === 403);
    await panel.button("Refresh").click();
    await refused;
    await expect(page.getByRole("alert").filter({ hasText: "The list was not read again" })).toBeVisible();
  }
  await sandbox.faults();
  // By keyboard alone.
  await page.locator("[name=about]").focus();
  await page.keyboard.press("Enter");
  await expect(panel.dialog).toContainText("About Faxbox Admin");
  await expect(panel.dialog).toContainText(sandbox.url);
  await expect(panel.dialog.locator("[name=copy_diagnosis]")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.dialog.getByRole("status")).toHaveText("Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Faxbox Admin \d+\.\d+\.\d+\n/);
  expect(copied).toMatch(/\n\d{4}-\d\d-\d\dT[\d:.]+Z PUT \S+\/v2\/user_auth 201 \d+ ms \S+\n/);
  expect(copied).toMatch(/ GET \S+\/faxboxes\?page_size=50 200 \d+ ms [0-9a-f]{32}/);
  expect(copied.match(/ 403 \d+ ms █████/g)).toHaveLength(2);
  for (const secret of [token, SIGN_IN.password, "eyJ"]) expect(copied).not.toContain(secret);
  await page.keyboard.press("Escape");
  await expect(page.locator("[name=about]")).toBeFocused();
});

test("the page comes with a policy that allows what the panel needs and nothing else", async ({ page, sandbox, panel }) => {
  const started = page.waitForResponse((response) => new URL(response.url()).pathname === "/");
  await panel.openList();
  const headers = (await started).headers();
  const policy = Object.fromEntries((headers["content-security-policy"] ?? "").split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
  const connect = policy["connect-src"] ?? "";
  // The one script that stands in the page itself is allowed by what it says, and no other.
  const inline = await page.evaluate(async () => {
    const texts = [...document.scripts].filter((script) => script.src === "").map((script) => script.textContent ?? "");
    const hashes = texts.map(async (text) => btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))))));
    return Promise.all(hashes);
  });
  expect(inline).toHaveLength(1);
  expect({ ...policy, "connect-src": "" }).toEqual({
    "default-src": "'none'",
    "script-src": `'self' 'sha256-${inline[0]}' 'wasm-unsafe-eval'`,
    "style-src": "'self'",
    "connect-src": "",
    "img-src": "'self' data:",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  });
  expect(connect.split(" ")).toContain(new URL(sandbox.url).origin);
  expect(connect).not.toContain("*");
  expect([headers["referrer-policy"], headers["x-content-type-options"]]).toEqual(["no-referrer", "nosniff"]);
});
