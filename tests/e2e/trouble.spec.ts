/** What helps where something went wrong: the diagnosis, wherever one is, and the message after a panic, by keyboard alone. */
import { ACCOUNT, expect, FAILED_REQUEST, ID, SOUND, test } from "./fixtures";
import { violations } from "./axe";
import { panic } from "./host";
import { Keys } from "./keys";

test("a diagnosis is at hand where connecting fails, where a faxbox does not come, and where one edits", async ({ page, panel, sandbox, context, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await sandbox.put(ID, SOUND);
  const keys = new Keys(page);
  const diagnosis = async () => {
    await keys.to("[name=about]");
    await keys.press("Enter");
    await expect(panel.dialog).toContainText("About Faxbox Admin");
    await keys.arrives("[name=copy_diagnosis]");
    await keys.press("Enter");
    await expect(panel.dialog.getByRole("status")).toHaveText("Copied");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await keys.press("Escape");
    await keys.arrives("[name=about]");
    expect(text).toMatch(/^Faxbox Admin \d/);
    expect(text).not.toContain(ACCOUNT.token);
    return text;
  };
  // Nobody was asked yet.
  await page.goto("/");
  await panel.connecting();
  await page.keyboard.press("Tab");
  expect(await diagnosis()).not.toContain("http");

  await page.getByLabel("Server", { exact: true }).fill(sandbox.url);
  await page.getByLabel("Account ID", { exact: true }).fill(ACCOUNT.id);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(ACCOUNT.token);
  // A server that names a request by the token.
  await sandbox.faults({ status: 403, method: "GET", path: "/faxboxes?", headers: { "x-request-id": ACCOUNT.token } });
  await panel.button("Connect").click();
  await expect(panel.problem("auth_token")).toBeVisible();
  expect(await diagnosis()).toMatch(/ GET \S+\/faxboxes\?page_size=50 403 \d+ ms █████/);

  await panel.button("Connect").click();
  await expect(panel.told).toHaveText("21 faxboxes");
  await sandbox.faults({ status: 403, method: "GET", path: ID });
  await page.evaluate((id) => (location.hash = `#/faxboxes/${id}`), ID);
  await expect(page.locator(".state[role=alert]")).toBeVisible();
  expect(await diagnosis()).toMatch(new RegExp(`GET \\S+/${ID} 403 `));
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(panel.control("name")).toHaveValue("Sound");
  expect(await diagnosis()).toMatch(new RegExp(`GET \\S+/${ID} 200 `));
  // Signed out, nothing is left to tell.
  await page.getByRole("button", { name: "Sign out" }).click();
  await panel.connecting();
  expect(await diagnosis()).not.toContain("http");
});

test("after a panic a keyboard is where the typed text can be copied, and goes on from there", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(/unreachable|made to fail|already borrowed|recursive|closure invoked|faxbox-admin:/);
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("caller_name").fill("Typed before");
  await expect(page.locator(".field--changed")).toHaveCount(1);
  await panic(page, page.getByRole("button", { name: "Add an address" }).first(), "keyboard");
  const typed = page.getByLabel("What stood in the form");
  await expect(page.getByRole("alert")).toContainText("Faxbox Admin stopped");
  await expect(typed).toBeFocused();
  await expect(typed).toHaveValue(/Typed before/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await expect(page.locator("summary")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("pre")).toBeVisible();
  await page.keyboard.press("Tab");
  // What is long enough to scroll can be reached by keyboard too.
  if (!(await page.getByRole("button", { name: "Start again" }).evaluate((button) => button.matches(":focus")))) await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Start again" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.control("caller_name")).toBeVisible();
});
