/** Who may mail to a faxbox: the rules, read back in words, and tried against an address. */
import { type Locator } from "@playwright/test";
import { ACCOUNT, expect, ID, type Panel, type Sandbox, SANDBOXES, test } from "./fixtures";
import { elementScript } from "./host";

const LIST = "smtp_permission_list";

async function openWith(panel: Panel, sandbox: Sandbox, rules: unknown): Promise<void> {
  await sandbox.put(ID, { name: "Rules", [LIST]: rules });
  await panel.openFaxbox(ID);
}

const address = (panel: Panel): Locator => panel.page.getByLabel("Try an address");
/** What the whole list makes of the address. */
const outcome = (panel: Panel): Locator => panel.page.locator(".try [role=status]");
const row = (panel: Panel, index: number): Locator =>
  panel.page.locator(".rows > li", { has: panel.control(`${LIST}.${index}`) });
/** What a row made of the address. */
const verdict = (panel: Panel, index: number): Locator => row(panel, index).locator("[data-verdict]");
const reading = (panel: Panel, index: number): Locator => row(panel, index).locator("[data-reading]");

test("an address is tried as one types it, row by row", async ({ panel, sandbox }) => {
  await openWith(panel, sandbox, ["^mary@acme\\.com$", "@acme.com", "acme", "^(?i)JOHN++@"]);
  await address(panel).pressSequentially("John@Acme.com");
  await expect(outcome(panel)).toHaveText("Let in by row 2");
  await expect(verdict(panel, 0)).toHaveText("Does not match");
  await expect(verdict(panel, 1)).toHaveText("Lets it in");
  await expect(verdict(panel, 2)).toHaveText("Would let it in too");
  await expect(verdict(panel, 3)).toHaveAttribute("data-verdict", "allowed");

  await address(panel).fill("x@evil.example");
  await expect(outcome(panel)).toHaveText("Not let in");
  await panel.control(`${LIST}.0`).fill("^[a-z]@evil");
  await expect(outcome(panel)).toHaveText("Let in by row 1");
  await panel.control(`${LIST}.0`).fill("(");
  await expect(outcome(panel)).toHaveText("Not let in: row 1 does not compile, and the mail fails there");
  await expect(verdict(panel, 0)).toHaveText("Does not compile");

  await address(panel).fill("");
  await expect(outcome(panel)).toHaveText("");
  await expect(verdict(panel, 1)).toHaveCount(0);
});

test("a rule that hangs is ended, said to be untested, and the others are tried", async ({ panel, sandbox }) => {
  await openWith(panel, sandbox, ["^(a+)+$", "^a", "^(x+x+)+y$"]);
  await address(panel).fill(`${"a".repeat(40)}@acme.com`);
  await expect(outcome(panel)).toHaveText("Let in by row 2, or before by row 1, which could not be tried");
  await expect(verdict(panel, 1)).toHaveAttribute("data-verdict", "allowed");
  await expect(verdict(panel, 0)).toContainText("did not come back in time");
  await expect(verdict(panel, 2)).toHaveAttribute("data-verdict", "refused");
  await expect(panel.problem(`${LIST}.0`, "warning")).toContainText("could stop the server");
  // One that hung is not waited for again.
  await address(panel).fill("a@acme.com");
  await expect(outcome(panel)).toHaveText("Let in by row 2, or before by row 1, which could not be tried");
});

test("what only the server can read is untested and said to be so", async ({ panel, sandbox }) => {
  await openWith(panel, sandbox, ["a(?R)?b"]);
  await address(panel).fill("ab@acme.com");
  await expect(outcome(panel)).toHaveText("Not certain: row 1 could not be tried");
  await expect(verdict(panel, 0)).toContainText("it holds what only the server reads");
  await expect(panel.problem(`${LIST}.0`, "error")).toHaveCount(0);
});

test("each row is read back in words and warned about", async ({ panel, sandbox }) => {
  const rows: [string, string, string | undefined][] = [
    ["@acme.com", "Anything that contains “@acme” followed by any character and “com”", "searched anywhere in the address, and a dot"],
    ["^john@acme\\.com$", "Exactly “john@acme.com”, nobody else", undefined],
    ["^[^@]+@acme\\.com$", "Everybody at “acme.com”, nobody else", undefined],
    [".*", "Every address there is", "Lets everybody in"],
    ["John@acme\\.com", "Anything that contains “John@acme.com”", "capitals match nothing"],
    ["^jürgen@acme\\.com$", "Exactly “jürgen@acme.com”, nobody else", "Letters beyond ASCII match nothing"],
    ["^(john|mary)@", "Anything that begins with (“john” or “mary”) followed by “@”", "searched anywhere"],
    ["^(?=x)x$", "Too intricate to be told in words; try addresses below", undefined],
  ];
  await openWith(panel, sandbox, rows.map(([rule]) => rule));
  for (const [index, [, said, warned]] of rows.entries()) {
    await expect(reading(panel, index)).toHaveText(said);
    if (warned === undefined) await expect(panel.problem(`${LIST}.${index}`)).toHaveCount(0);
    else await expect(panel.problem(`${LIST}.${index}`, "warning")).toContainText(warned);
  }
});

test("one press makes a rule exact, or a whole domain, by keyboard alone", async ({ page, panel, sandbox }) => {
  await openWith(panel, sandbox, ["John@acme.com", "@partner.example"]);
  await address(panel).fill("john@acme.com.evil.example");
  await panel.control(`${LIST}.0`).focus();
  const exact = row(panel, 0).getByRole("button", { name: "only this address" });
  for (let presses = 0; presses < 5 && !(await exact.evaluate((button) => button.matches(":focus"))); presses++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(panel.control(`${LIST}.0`)).toHaveValue("^john@acme\\.com$");
  await expect(panel.control(`${LIST}.0`)).toBeFocused();
  await expect(panel.notice).toHaveText("Row 1 is now ^john@acme\\.com$");
  await expect(outcome(panel)).toHaveText("Not let in");
  await expect(exact).toHaveCount(0);
  await expect(row(panel, 1).getByRole("button", { name: "only this address" })).toHaveCount(0);
  await row(panel, 1).getByRole("button", { name: "the whole domain" }).click();
  await expect(panel.control(`${LIST}.1`)).toHaveValue("^[^@]+@partner\\.example$");
  await panel.saveWell();
  expect((await sandbox.document(ID))[LIST]).toEqual(["^john@acme\\.com$", "^[^@]+@partner\\.example$"]);
});

test("an empty list and a text in its place say what they mean", async ({ page, panel, sandbox }) => {
  await openWith(panel, sandbox, []);
  await expect(outcome(panel)).toHaveText("No rules: only the owner may send.");
  await panel.addRow(LIST, "^john@acme\\.com$");
  await address(panel).fill("john@acme.com");
  await expect(outcome(panel)).toHaveText("Let in by row 1");

  await sandbox.put(ID, { name: "Rules", [LIST]: "^john@acme\\.com$" });
  await page.reload();
  await expect(outcome(panel)).toHaveText("Mail to this faxbox fails as long as a text stands where a list belongs.");
  await panel.button("Make it a list").click();
  await address(panel).fill("john@acme.com");
  await expect(outcome(panel)).toHaveText("Let in by row 1");
  await panel.saveWell();
  expect((await sandbox.document(ID))[LIST]).toEqual(["^john@acme\\.com$"]);
});

test("where no worker can be had, rules are untested and it is said why", async ({ page, panel, sandbox }) => {
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new DOMException("from another origin", "SecurityError");
      }
    } as unknown as typeof Worker;
  });
  await openWith(panel, sandbox, ["acme", "john@acme.com"]);
  await address(panel).fill("john@acme.com");
  await expect(verdict(panel, 0)).toContainText("this page may not start a worker");
  await expect(verdict(panel, 1)).toHaveAttribute("data-verdict", "allowed");
});

test("rules are tried inside of a page of somebody else's too", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, { name: "Rules", [LIST]: ["@acme"] });
  const index = await page.request.get("/");
  const script = elementScript(await index.text());
  const element = `<faxbox-admin server="${SANDBOXES.usual.url}" account-id="${ACCOUNT.id}"></faxbox-admin>`;
  await page.route("**/portal/deep/page.html", (route) =>
    route.fulfill({
      body: `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><script type="module" src="/${script}"></script>${element}</html>`,
      contentType: "text/html",
      headers: { "content-security-policy": index.headers()["content-security-policy"] ?? "" },
    }),
  );
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto("/portal/deep/page.html");
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").click();
  await panel.row(ID).getByRole("button").click();
  await address(panel).fill("john@acme.com");
  await expect(outcome(panel)).toHaveText("Let in by row 1");
});
