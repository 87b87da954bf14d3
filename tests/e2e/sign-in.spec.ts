import { ACCOUNT, expect, FAILED_REQUEST, SANDBOXES, SIGN_IN, test, USER, type Panel } from "./fixtures";
import type { Page } from "@playwright/test";
import { expectSound } from "./axe";

/** `admin:sandbox-password-acme`, as MD5. */
const HASH = "0b3e4ad3e88763bfb9ed6cc12f32bf22";

async function choose(page: Page, way: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Server" }).fill(SANDBOXES.usual.url);
  await page.getByRole("radio", { name: way }).check();
  await expect(page.locator(way === "Password" ? "[name=password]" : "[name=api_key]")).toBeVisible();
}

async function byPassword(page: Page, account = SIGN_IN.name, password = SIGN_IN.password): Promise<void> {
  await choose(page, "Password");
  await page.getByRole("textbox", { name: "Account" }).fill(account);
  await page.getByRole("textbox", { name: "User name" }).fill(USER);
  await page.locator("[name=password]").fill(password);
  await page.getByRole("button", { name: "Connect" }).click();
}

async function connected(panel: Panel): Promise<void> {
  await expect(panel.search).toBeVisible();
  await expect(panel.page.locator("[data-faxbox-id]").first()).toBeVisible();
  // The last that is asked for.
  await expect(panel.page.locator(".account")).toContainText(SIGN_IN.name);
}

test("where the file with the controls does not come, it is asked for again, and the focus stays in the form", async ({ page, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  complaints.expected(/Failed to fetch/);
  const files = /\/editor-[0-9a-f]+\.wasm$/;
  await page.route(files, (route) => route.abort());
  await page.goto("/");
  await page.getByRole("radio", { name: "Password" }).check();
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await page.unroute(files);
  await again.click();
  await expect(page.locator("[name=password]")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Password" })).toBeFocused();
});

for (const [what, account] of [
  ["name", " acme  LOGISTICS "],
  ["realm", SIGN_IN.realm.toUpperCase()],
  ["phone number", SIGN_IN.phoneNumber],
]) {
  test(`a user signs in with a password, the account named by its ${what}`, async ({ page, panel, sandbox }) => {
    await byPassword(page, account);
    await connected(panel);
    const requests = await sandbox.requests();
    const [signIn, list] = requests;
    expect(signIn.path).toBe("/v2/user_auth");
    expect(signIn.headers).not.toHaveProperty("x-auth-token");
    expect(JSON.parse(signIn.body).data.credentials).toBe(HASH);
    expect(list.headers["x-auth-token"]).toMatch(/^sandbox-token-acme~/);
    for (const request of requests) {
      expect(request.path + request.query + request.body + JSON.stringify(request.headers)).not.toContain(SIGN_IN.password);
    }
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }) + location.href)).not.toContain("sandbox");
  });
}

test("an API key gives a token", async ({ page, panel, sandbox }) => {
  await choose(page, "API key");
  await page.locator("[name=api_key]").fill(`  ${SIGN_IN.apiKey}\n`);
  await page.getByRole("button", { name: "Connect" }).click();
  await connected(panel);
  const [signIn] = await sandbox.requests();
  expect(signIn.path).toBe("/v2/api_auth");
  expect(signIn.headers).not.toHaveProperty("x-auth-token");
});

test("what cannot be sent is told at its control, and nothing is sent", async ({ page, panel, sandbox }) => {
  await choose(page, "Password");
  await page.getByRole("button", { name: "Connect" }).click();
  for (const name of ["account_name", "username", "password"]) await expect(panel.problem(name)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Account" })).toBeFocused();
  await page.getByRole("radio", { name: "API key" }).check();
  await page.locator("[name=api_key]").fill(SIGN_IN.apiKey.slice(1));
  await page.keyboard.press("Enter");
  await expect(panel.problem("api_key")).toContainText("64 characters");
  expect(await sandbox.requests()).toEqual([]);
});

test("each refusal has its own words, at what is to blame, and what was typed stays", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await byPassword(page, SIGN_IN.name, "wrong");
  await expect(panel.problem("password")).toContainText("It does not tell which");
  await expect(page.locator("[name=password]")).toBeFocused();
  await expect(page.locator("[name=password]")).toHaveValue("wrong");
  await expect(page.getByRole("textbox", { name: "User name" })).toHaveValue(USER);
  for (const [rule, words] of [
    ["disabled", "The account is disabled"],
    ["expired", "The account was a trial"],
  ]) {
    const body = JSON.stringify({ data: { account: { [rule]: { message: rule } } }, status: "error", message: "validation error" });
    await sandbox.faults({ kind: "status", method: "PUT", path: "user_auth", status: 400, body });
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(page.getByText(words)).toBeVisible();
  }
  await page.getByRole("radio", { name: "API key" }).check();
  await page.locator("[name=api_key]").fill("f".repeat(64));
  await page.keyboard.press("Enter");
  await expect(panel.problem("api_key")).toContainText("Nobody on this server has this API key");
  await sandbox.faults({ kind: "crash", method: "PUT", path: "api_auth" });
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(panel.problem("server")).toBeVisible();
});

test("a token that expires is renewed in silence, once for all that wait", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await byPassword(page);
  await connected(panel);
  await sandbox.expireTokens();
  await sandbox.forget();
  await panel.button("Refresh").click();
  await page.locator("[data-faxbox-id] .row__open").first().click();
  // What the list knows is there before; the document comes by the new token.
  await expect(panel.control("name")).toBeEditable();
  await expect(panel.dialog).toBeHidden();
  expect((await sandbox.sent("PUT")).map((request) => request.path)).toEqual(["/v2/user_auth"]);
});

test("where the password was changed meanwhile, a token is asked for, and the work goes on", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await byPassword(page);
  await connected(panel);
  await sandbox.expireTokens();
  await sandbox.faults({ kind: "status", method: "PUT", path: "user_auth", status: 401, times: 9 });
  await page.locator("[data-faxbox-id] .row__open").first().click();
  await expect(panel.dialog).toBeVisible();
  await panel.dialog.getByLabel("Token").fill(ACCOUNT.token);
  await page.keyboard.press("Enter");
  await expect(panel.control("name")).toBeVisible();
});

test("signing out forgets what could renew the token", async ({ page, panel, sandbox }) => {
  await byPassword(page);
  await connected(panel);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("radio", { name: "Token" })).toBeChecked();
  await sandbox.forget();
  await page.getByRole("radio", { name: "Password" }).check();
  await expect(page.locator("[name=password]")).toHaveValue("");
  expect(await sandbox.requests()).toEqual([]);
});

for (const way of ["Password", "API key"]) {
  test(`axe finds nothing where one signs in with ${way}, with problems`, async ({ page, panel }) => {
    await choose(page, way);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(panel.problem(way === "Password" ? "password" : "api_key")).toBeVisible();
    await expectSound(page);
  });
}
