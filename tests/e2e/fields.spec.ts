/** What the recipient sees, what a callback sends, where a document is mailed to. */
import { expect, ID, type Panel, test } from "./fixtures";

const IN = "notifications.inbound.callback";

function line(panel: Panel) {
  return panel.page.locator(".aside").getByRole("img", { name: /^The top of a page as printed/ });
}

test.describe("the line at the top of a page", () => {
  test("is drawn in the faxbox’s zone, follows what is typed, and goes on with the clock", async ({ page, panel }) => {
    await page.clock.install({ time: new Date("2026-11-24T10:41:30Z") });
    await panel.openNew();
    await panel.control("fax_timezone").fill("America/New_York");
    await panel.control("fax_header").fill("ACME LOGISTICS");
    await panel.control("fax_identity").fill("+1 555 010 0142");
    await expect(line(panel)).toHaveAccessibleName(
      "The top of a page as printed: 24-NOV-2026 05:41, then “ACME LOGISTICS”, then +1 555 010 0142, then page 1 of 3.",
    );
    await expect(line(panel)).toContainText("24-NOV-2026 05:41");
    await expect(page.locator(".aside")).toContainText("The time is that of America/New_York, now.");
    await page.clock.runFor(61_000);
    await expect(line(panel)).toContainText("24-NOV-2026 05:42");
    await panel.control("fax_timezone").fill("Asia/Kolkata");
    await expect(line(panel)).toContainText("24-NOV-2026 16:12");
  });

  test("says so where the zone is another’s, or unknown", async ({ page, panel }) => {
    await panel.openNew();
    const aside = page.locator(".aside");
    for (const zone of ["", "inherit"]) {
      await panel.control("fax_timezone").fill(zone);
      await expect(aside).toContainText("On the page it is that of the owner’s time zone, else of the account’s.");
    }
    await panel.control("fax_timezone").fill("Nowhere/Land");
    await expect(aside).toContainText("Nobody here knows a time zone “Nowhere/Land”.");
    await expect(line(panel)).toContainText("Kazoo Fax Printer");
  });

  test("strikes out what does not fit and what a fax cannot carry", async ({ page, panel }) => {
    await panel.openNew();
    const aside = page.locator(".aside");
    const told = aside.getByText("What is struck out is not printed");
    await panel.control("fax_header").fill("x".repeat(50));
    await panel.control("fax_identity").fill("12345678901234567890");
    await expect(line(panel)).toContainText("x".repeat(50));
    await expect(told).toHaveCount(0);
    await panel.control("fax_header").fill(`${"x".repeat(50)}TOO LONG`);
    await expect(line(panel).locator(".paper__lost")).toHaveText(["TOO LONG"]);
    await expect(told).toBeVisible();
    // Small as it is drawn then, it can be read below.
    await expect(aside.getByText(`${"x".repeat(50)}  12345678901234567890  P1/3`)).toBeVisible();
    for (const [more, drawn] of [[12, "y".repeat(12)], [13, `${"y".repeat(12)}…`]] as const) {
      await panel.control("fax_header").fill("x".repeat(50) + "y".repeat(more));
      await expect(line(panel).locator(".paper__lost")).toHaveText([drawn]);
    }
    await panel.control("fax_header").fill(`${"x".repeat(50)}TOO LONG`);
    await expect(line(panel)).toHaveAccessibleName(/Not printed: TOO LONG$/);
    await page.keyboard.press("Tab");
    await expect(panel.problem("fax_header", "warning")).toContainText("Does not fit: 58 of 50 characters");
    await panel.control("fax_header").fill("ACME");
    await panel.control("fax_identity").fill("FAX 555-0100");
    await expect(line(panel).locator(".paper__lost")).toHaveText(["FAX", "-"]);
    await page.keyboard.press("Tab");
    await expect(panel.problem("fax_identity", "warning")).toContainText("digits, + and blanks");
    await panel.control("fax_header").fill("Büro");
    await panel.control("fax_identity").fill("");
    await expect(line(panel).locator(".paper__lost")).toHaveText(["ü"]);
  });

  test("stands beside its fields where there is no room at the side", async ({ page, panel }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await panel.openNew();
    const drawn = page.getByRole("img", { name: /^The top of a page as printed/ });
    await expect(drawn).toHaveCount(1);
    await expect(page.getByRole("region", { name: "Page header" }).getByRole("img")).toBeVisible();
  });
});

test.describe("a callback", () => {
  test("is one group that says in a sentence what will be sent where", async ({ page, panel }) => {
    await panel.openNew();
    const group = page.getByRole("region", { name: "When a fax arrives" }).getByRole("group", { name: "Callback" });
    await expect(group).toContainText("When a fax arrives, nothing is called.");
    await panel.control(`${IN}.url`).fill("https://me:secret@hook.example/in");
    await expect(group).toContainText("calls https://hook.example/in, by a method and in a format of its own choice.");
    await panel.choose(`${IN}.method`, "put");
    await expect(group).toContainText("sends a PUT request to https://hook.example/in, in a format of its own choice.");
    await panel.choose(`${IN}.type`, "json");
    await expect(group).toContainText("When a fax arrives, the server sends a PUT request to https://hook.example/in, with JSON.");
    await expect(group).toHaveAccessibleDescription(/sends a PUT request/);
    const sent = page.getByRole("region", { name: "When a fax was sent" }).getByRole("group", { name: "Callback" });
    await expect(sent).toContainText("When a fax was sent, nothing is called.");
  });

  test("shows a sample of the chosen format, marked as one", async ({ page, panel }) => {
    await panel.openNew();
    const group = page.getByRole("region", { name: "When a fax arrives" }).getByRole("group", { name: "Callback" });
    await panel.control("name").fill("Acme & Co");
    await panel.control(`${IN}.url`).fill("https://hook.example:8443/in");
    await expect(group).toContainText("Choose a format to see a sample of the call.");
    await panel.choose(`${IN}.type`, "www-url-form-encoded");
    await group.getByText("A sample of the call").click();
    await expect(group).toContainText("A sample and no promise");
    const sample = group.locator("pre");
    await expect(sample).toContainText("POST /in HTTP/1.1");
    await expect(sample).toContainText("Host: hook.example:8443");
    await expect(sample).toContainText("name=Acme+%26+Co");
    await panel.choose(`${IN}.type`, "json");
    await expect(sample).toContainText('"name": "Acme & Co"');
    await panel.choose(`${IN}.method`, "put");
    await expect(sample).toContainText("PUT /in HTTP/1.1");
  });

  test("warns of all that is odd about it, and of what it lacks; the server takes it", async ({ page, panel, sandbox }) => {
    await panel.openNew();
    await panel.control("name").fill("Odd");
    for (const [url, told] of [
      ["http://me:pw@127.1/in", ["name or password", "own network", "Plain http"]],
      ["https://[::ffff:10.0.0.1]/", ["own network"]],
      ["https://0x7f.1/", ["own network"]],
      ["https://fax.internal/", ["own network"]],
    ] as const) {
      await panel.control(`${IN}.url`).fill(url);
      await page.keyboard.press("Tab");
      await expect(panel.problem(`${IN}.url`, "warning")).toHaveCount(told.length);
      for (const part of told) await expect(panel.problem(`${IN}.url`, "warning").filter({ hasText: part })).toBeVisible();
    }
    await panel.saveWell();
    for (const part of ["method", "type"])
      await expect(panel.problem(`${IN}.${part}`, "warning")).toContainText("nobody documents what the server takes");
    expect(await sandbox.document(await sandbox.id("Odd"))).toMatchObject({
      notifications: { inbound: { callback: { url: "https://fax.internal/" } } },
    });
  });
});

test.describe("e-mail to fax", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });
  const copied = (panel: Panel) => panel.page.evaluate(() => navigator.clipboard.readText());

  test("shows the address to mail to for a number that one types, to copy", async ({ page, panel, sandbox }) => {
    await sandbox.put(ID, { name: "Mail", custom_smtp_email_address: "fax.acme.example" });
    await panel.openFaxbox(ID);
    const number = page.getByLabel("Number to fax to");
    await number.fill("+1 (555) 010-0199");
    await expect(page.locator("#mail-to-address")).toContainText("+15550100199@fax.acme.example");
    await panel.button("Copy the address").click();
    await expect(panel.notice).toContainText("Copied");
    await expect.poll(() => copied(panel)).toBe("+15550100199@fax.acme.example");
    await number.fill("extension 12");
    await expect(page.locator("#mail-to-address")).toContainText("Only digits and + can stand before the @");
    // Nothing of it is a change.
    await expect(page.locator(".dock")).toContainText("No changes");
    await number.fill("112");
    await panel.control("custom_smtp_email_address").fill("other.acme.example");
    await expect(page.locator("#mail-to-address")).toContainText("once this is saved, to 112@other.acme.example");
    await panel.control("custom_smtp_email_address").fill("");
    const listed = (await sandbox.list()).find((row) => row.id === ID);
    await expect(page.locator("#mail-to-address")).toContainText(`112@${listed?.smtp_email_address as string}`);
  });

  test("shows the DNS record that an own domain needs, to copy", async ({ page, panel, sandbox }) => {
    await sandbox.put(ID, { name: "Mail", custom_smtp_email_address: "fax.acme.example" });
    await panel.openFaxbox(ID);
    const record = page.getByRole("group", { name: "DNS record" });
    const listed = (await sandbox.list()).find((row) => row.id === ID);
    await expect(record).toContainText(`fax.acme.example. IN CNAME ${listed?.smtp_email_address as string}.`);
    await panel.button("Copy the CNAME record").click();
    await expect.poll(() => copied(panel)).toBe(`fax.acme.example. IN CNAME ${listed?.smtp_email_address as string}.`);
    await panel.button("Copy the MX record").click();
    await expect.poll(() => copied(panel)).toBe("fax.acme.example. IN MX 10 mail.operator.example.");
    await expect(record).toContainText("Ask the operator for the name of their mail server");
    await panel.control("custom_smtp_email_address").fill("fax");
    await expect(record).toHaveCount(0);
  });

  test("writes capitals small with one click", async ({ panel, sandbox }) => {
    const id = await sandbox.id("Capitals in the domain");
    const before = (await sandbox.document(id)).custom_smtp_email_address as string;
    await panel.openFaxbox(id);
    await expect(panel.problem("custom_smtp_email_address", "warning")).toBeVisible();
    await panel.button("Write it small").click();
    await expect(panel.control("custom_smtp_email_address")).toHaveValue(before.toLowerCase());
    await expect(panel.control("custom_smtp_email_address")).toBeFocused();
    await expect(panel.problem("custom_smtp_email_address")).toHaveCount(0);
    await panel.saveWell();
    expect((await sandbox.document(id)).custom_smtp_email_address).toBe(before.toLowerCase());
  });
});
