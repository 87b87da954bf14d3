import { ACCOUNT, expect, FAILED_REQUEST, type Panel, type Severity, test } from "./fixtures";

const IN = "notifications.inbound";
const OUT = "notifications.outbound";

/** When a problem is told: as one types, or only when one leaves the control. */
type When = "typing" | "leaving";

interface Row {
  path: string;
  /** Typed into the control, or into the first row of a list. */
  text: string;
  severity: Severity;
  told: string;
  when?: When;
}

const error = (path: string, text: string, told: string, when: When = "leaving"): Row => ({ path, text, severity: "error", told, when });
const warning = (path: string, text: string, told: string): Row => ({ path, text, severity: "warning", told });

const E164 = "Best written with country code, as +15551234567";

const TEXTS: Row[] = [
  error("name", "", "Required: a faxbox must have a name"),
  error("name", "ü".repeat(129), "Use at most 128 characters; these are 129", "typing"),
  warning("name", "   ", "Nothing but blanks: nobody will find it"),
  warning("name", " Sales", "A blank at the start or the end is kept"),
  warning("caller_id", "extension 12", E164),
  warning("caller_name", "Acme Logistics Head Office", "26 characters; most carriers cut after 15"),
  warning("fax_header", "Kazoo Fax Printer", "“Kazoo Fax Printer” is printed at the top of every page"),
  warning("fax_identity", "+1 555 123 0001 0002 0003", "25 characters; a fax page has room for 20"),
  warning("fax_identity", "ACME", "Fax machines show digits, + and blanks here"),
  warning("fax_timezone", "Nowhere/Land", "This browser knows no time zone of that name"),
  error("retries", "many", "Enter a whole number, 0 to 4"),
  error("retries", "1.5", "Enter a whole number, 0 to 4"),
  error("retries", "-1", "Enter 0 or more: 0 sends once only", "typing"),
  error("retries", "99999999999999999999999", "No server tries that often: enter 0 to 4", "typing"),
  warning("retries", "5", "Many servers refuse more than 4"),
  warning("custom_smtp_email_address", "fax@acme.example", "A domain goes here, without the part before the @"),
  warning("custom_smtp_email_address", "fax acme.example", "A domain has no blanks"),
  warning("custom_smtp_email_address", "Fax.Acme.Example", "Write it small: mail is looked up in lower case"),
  warning("custom_smtp_email_address", "acme", "Not a full domain"),
];

const LISTS: Row[] = [
  ...[`${IN}.email.send_to`, `${OUT}.email.send_to`].flatMap((path) => [
    error(path, "nobody", "An address needs an @"),
    error(path, "a@@b.example", "Two @ signs: the server takes no such address", "typing"),
    error(path, "@b.example", "Something must stand before the @"),
    error(path, "a@", "Something must stand behind the @"),
    warning(path, "a b@c.example", "A blank in an address: no mail will arrive"),
    warning(path, "a@b.example, c@d.example".replace("@d", " at d"), "Only the bare address belongs here"),
    warning(path, "a@b", "No dot behind the @"),
    warning(path, "a@b..example", "A dot too many behind the @"),
    warning(path, "", "Nothing typed: this row will not be saved"),
  ]),
  ...[`${IN}.sms.send_to`, `${OUT}.sms.send_to`].map((path) => warning(path, "0551 2345", E164)),
  error("smtp_permission_list", "(", "A ( is never closed"),
  error("smtp_permission_list", ")", "A ) closes nothing"),
  error("smtp_permission_list", "[", "A [ is never closed"),
  error("smtp_permission_list", "a\\", "A \\ at the end escapes nothing"),
  error("smtp_permission_list", "\\u0041", "\\l, \\L, \\u and \\U mean nothing to the server"),
  error("smtp_permission_list", "*", "A *, + or ? with nothing before it"),
  error("smtp_permission_list", "a{3,2}", "In {a,b} the first number must not be the larger"),
  warning("smtp_permission_list", ".*", "Lets everybody in"),
  warning("smtp_permission_list", "^John@acme\\.example$", "As an expression capitals match nothing"),
  warning("smtp_permission_list", "^jörg@acme\\.example$", "Letters beyond ASCII match nothing"),
  warning("smtp_permission_list", "john@acme\\.example", "Lets in more than it seems"),
  warning("smtp_permission_list", "^john@acme.example$", "A dot stands for any character"),
];

const URLS: Row[] = [`${IN}.callback.url`, `${OUT}.callback.url`].flatMap((path) => [
  error(path, "ftp://x.example", "Must begin with http:// or https://"),
  error(path, "HTTPS://x.example", "Write http:// or https:// in small letters"),
  warning(path, "https://", "No host in it: nothing can ever be called"),
  warning(path, "https://x.example/a b", "A blank in a web address"),
  warning(path, "https://me:pw@x.example", "A name or password in it is stored"),
  warning(path, "https://10.0.0.1/fax", "A host that only the server’s own network can reach"),
  warning(path, "http://x.example/fax", "Plain http: what is sent can be read on the way"),
]);

/** Something in each control that nothing can be said against. */
const SOUND: Record<string, string> = {
  name: "Sales",
  caller_id: "+15551234567",
  caller_name: "Acme",
  fax_header: "Acme",
  fax_identity: "+1 555 123 4567",
  fax_timezone: "Europe/Berlin",
  retries: "4",
  custom_smtp_email_address: "fax.acme.example",
  smtp_permission_list: "^john@acme\\.example$",
  [`${IN}.email.send_to`]: "ann@acme.example",
  [`${OUT}.email.send_to`]: "ann@acme.example",
  [`${IN}.sms.send_to`]: "+15551234567",
  [`${OUT}.sms.send_to`]: "+15551234567",
  [`${IN}.callback.url`]: "https://hooks.acme.example/fax",
  [`${OUT}.callback.url`]: "https://hooks.acme.example/fax",
};

/** Types it, leaves, cures it and spoils it again; the form is as new afterwards. */
async function follow(panel: Panel, { path, text, severity, told, when }: Row, isList: boolean): Promise<void> {
  const control = isList ? `${path}.0` : path;
  const problem = panel.problem(control, severity).filter({ hasText: told });
  if (isList) await panel.page.locator(`[id="${path}"]`).click();
  await panel.control(control).fill(text);
  if (when === "typing") await expect(problem).toBeVisible();
  else await expect(panel.problem(control)).toHaveCount(0);
  await panel.page.keyboard.press("Tab");
  await expect(problem).toBeVisible();
  await expect(panel.control(control)).toHaveAttribute("aria-invalid", String(severity === "error"));

  // From now on it is judged at every keystroke.
  await panel.control(control).fill(SOUND[path]);
  await expect(panel.problem(control)).toHaveCount(0);
  await expect(panel.control(control)).toHaveAttribute("aria-invalid", "false");
  await panel.control(control).fill(text);
  await expect(problem).toBeVisible();
  await panel.control(control).fill(SOUND[path]);
  await panel.button("Discard").click();
  await expect(panel.page.locator(".dock")).toContainText(/No changes|Nothing typed yet/);
  // It goes there with the next drawing, and would leave what is typed into before.
  await expect(panel.page.locator("[name=undo]")).toBeFocused();
}

for (const [what, rows] of [
  ["every text", TEXTS],
  ["every row of a list", LISTS],
  ["every callback", URLS],
] as const)
  test(`${what} is judged when one leaves it, at once where typing on cannot cure it, and then at every keystroke`, async ({ panel }) => {
    test.setTimeout(60_000);
    await panel.openNew();
    for (const row of rows)
      await test.step(`${row.path}: ${row.text}`, () => follow(panel, row, rows === LISTS));
  });

test("a row that stands there twice names the first", async ({ panel }) => {
  const path = `${IN}.email.send_to`;
  await panel.openNew();
  for (const text of ["ann@acme.example", "bob@acme.example", "ann@acme.example"]) await panel.addRow(path, text);
  await panel.page.keyboard.press("Tab");
  await expect(panel.problem(`${path}.2`, "warning")).toContainText("The same as row 1");
  await panel.button("Remove row 1 of E-mail to").first().click();
  await expect(panel.problem(`${path}.1`)).toHaveCount(0);
});

test("a method or format without an address has no effect, and that is said", async ({ panel }) => {
  await panel.openNew();
  await panel.choose(`${IN}.callback.method`, "put");
  await panel.control("name").focus();
  await expect(panel.problem(`${IN}.callback.method`, "warning")).toContainText("Has no effect: the callback has no URL");
  await panel.control(`${IN}.callback.url`).fill("https://hooks.acme.example/");
  await expect(panel.problem(`${IN}.callback.method`)).toHaveCount(0);
});

test("a required name is missed at once where one empties it", async ({ panel, sandbox }) => {
  await panel.openFaxbox(await sandbox.id("Only a name"));
  await panel.control("name").fill("");
  await expect(panel.problem("name", "error")).toContainText("Required: a faxbox must have a name");
});

test("what is wrong with a faxbox is told as soon as it is opened", async ({ panel, sandbox }) => {
  await panel.openFaxbox(await sandbox.id("Open to everybody"));
  await expect(panel.problem("smtp_permission_list.0", "warning")).toContainText("Lets everybody in");
  await expect(panel.problem(`${IN}.email.send_to`, "warning")).toContainText("Nobody is told when a fax arrives");
  await expect(panel.problem("fax_header", "warning")).toContainText("“Kazoo Fax Printer” is printed");
});

test("each odd faxbox of the seed says what is odd about it as soon as it is opened", async ({ page, panel, sandbox }) => {
  const rows: [string, string, Severity, string][] = [
    ["Rules as one text (old)", "smtp_permission_list", "warning", "Stands in the document as a text"],
    ["Open to everybody", "smtp_permission_list.0", "warning", "Lets everybody in"],
    ["Open to a whole domain and more", "smtp_permission_list.0", "warning", "Lets in more than it seems"],
    ["Open to a whole domain and more", "smtp_permission_list.1", "warning", "capitals match nothing"],
    ["Empty rule", "smtp_permission_list.0", "warning", "Lets everybody in"],
    ["Capitals in the domain", "custom_smtp_email_address", "warning", "Write it small"],
    ["Empty domain", "custom_smtp_email_address", "warning", "An empty text is stored as a domain"],
    ["Calls home", `${IN}.callback.url`, "warning", "only the server’s own network can reach"],
    ["A number that is none, and a caller name that carriers cut", "caller_id", "warning", E164],
    ["A number that is none, and a caller name that carriers cut", "caller_name", "warning", "most carriers cut after 15"],
    ["A number that is none, and a caller name that carriers cut", "fax_timezone", "warning", "no time zone of that name"],
    ["Recipients that look wrong and pass", `${IN}.email.send_to.0`, "warning", "No dot behind the @"],
    ["Recipients that look wrong and pass", `${IN}.email.send_to.2`, "warning", "A blank in an address"],
    ["Recipients that look wrong and pass", `${IN}.sms.send_to.0`, "warning", "Empty: nobody is reached by it"],
    ["  blanks around  ", "name", "warning", "A blank at the start or the end is kept"],
  ];
  const documents = await sandbox.list();
  await panel.openList();
  for (const [name, path, severity, told] of rows)
    await test.step(`${name}: ${path}`, async () => {
      await page.goto(`/#/faxboxes/${documents.find((row) => row.name === name)?.id as string}`);
      await expect(panel.problem(path, severity).filter({ hasText: told })).toBeVisible();
    });
  await page.goto(`/#/faxboxes/${documents.find((row) => row.name === undefined)?.id as string}`);
  await expect(panel.problem("name", "error")).toContainText("Required: a faxbox must have a name");
});

test("saving with errors sends nothing, lists all of them with links, and puts the focus on the first", async ({ page, panel, sandbox }) => {
  await panel.openNew();
  await panel.control("retries").fill("many");
  await panel.control(`${OUT}.callback.url`).fill("ftp://x");
  await panel.save();
  await expect(panel.control("name")).toBeFocused();
  const list = page.locator(".problems").first();
  await expect(list).toContainText("Name: Required");
  await expect(list).toContainText("Tries after a failure: Enter a whole number");
  await expect(page.getByText("Before this can be saved")).toBeVisible();
  await list.getByRole("button", { name: "Callback URL (When a fax was sent)" }).click();
  await expect(panel.control(`${OUT}.callback.url`)).toBeFocused();
  expect(await sandbox.sent("PUT")).toEqual([]);

  await panel.control("name").fill("Now it has one");
  await panel.save();
  await expect(panel.control("retries")).toBeFocused();
});

test("warnings stop nothing", async ({ panel, sandbox }) => {
  await panel.openNew();
  await panel.control("name").fill(" Odd ");
  await panel.control("retries").fill("4");
  await panel.control("caller_id").fill("extension 12");
  await panel.addRow("smtp_permission_list", ".*");
  await panel.saveWell();
  expect(JSON.parse((await sandbox.sent("PUT"))[0].body)).toEqual({
    data: { name: " Odd ", retries: 4, caller_id: "extension 12", smtp_permission_list: [".*"] },
  });
});

test.describe("what the server refuses", () => {
  test.beforeEach(({ complaints }) => complaints.expected(FAILED_REQUEST));

  /** Answers a write as the recorded server does where it finds faults. */
  function refusal(data: Record<string, unknown>) {
    const body = JSON.stringify({ status: "error", error: "400", message: "validation error", request_id: "0123456789", data });
    return { status: 400, method: "PUT", body };
  }

  test("lands on its field and row, the focus goes to the first, and it is forgotten once that is edited", async ({ panel, sandbox }) => {
    await panel.openNew();
    await panel.control("name").fill("Refused");
    await panel.control("caller_name").fill("Acme");
    for (const text of ["^a@x\\.example$", "^b@x\\.example$"]) await panel.addRow("smtp_permission_list", text);
    await sandbox.faults(
      refusal({
        "smtp_permission_list.1": { error: { message: "invalid regular expression", value: "^b" } },
        caller_name: { an_unheard_of_rule: { message: "we do not like it" } },
      }),
    );
    await panel.save();
    await expect(panel.problem("smtp_permission_list.1", "error")).toContainText("The server refused this: invalid regular expression");
    await expect(panel.problem("caller_name", "error")).toContainText("The server refused this: we do not like it");
    await expect(panel.control("caller_name")).toBeFocused();
    await expect(panel.outcome).toContainText("The server refused some fields.");
    await expect(panel.outcome).toContainText("0123456789");
    await expect(panel.control("name")).toHaveValue("Refused");

    await panel.control("caller_name").fill("Acme Logistics");
    await expect(panel.problem("caller_name")).toHaveCount(0);
    await expect(panel.problem("smtp_permission_list.1", "error")).toBeVisible();
    await panel.saveWell();
  });

  test("in a list as a whole lands on the list, and on the rows that look guilty", async ({ panel, sandbox }) => {
    const path = `${IN}.email.send_to`;
    await panel.openNew();
    await panel.control("name").fill("Refused");
    for (const text of ["ann@acme.example", "a@b"]) await panel.addRow(path, text);
    await sandbox.faults(refusal({ [path]: { not_one_schema_valid: { message: "failed to validate" } } }));
    await panel.save();
    await expect(panel.problem(path, "error")).toContainText("failed to validate");
    await expect(panel.problem(`${path}.1`, "error")).toContainText("failed to validate");
    await expect(panel.problem(`${path}.0`, "error")).toHaveCount(0);
  });

  test("at a path that no control has stands at the top, with the path", async ({ page, panel, sandbox }) => {
    await panel.openNew();
    await panel.control("name").fill("Refused");
    await sandbox.faults(refusal({ "flags.0": { type: { message: "Value did not match type(s): string" } } }));
    await panel.save();
    await expect(panel.problem("flags.0", "error")).toContainText("The server refused this: Value did not match type(s): string");
    await expect(page.getByRole("main").locator("code", { hasText: "flags.0" })).toBeVisible();
    await expect(panel.control("name")).toHaveValue("Refused");
  });

  test("by a rule that this page cannot check, as a domain that is taken, is said in plain words", async ({ panel, sandbox }) => {
    await sandbox.put("e".repeat(32), { name: "First", custom_smtp_email_address: "taken.acme.example" }, ACCOUNT);
    await panel.openNew();
    await panel.control("name").fill("Second");
    await panel.control("custom_smtp_email_address").fill("taken.acme.example");
    await panel.save();
    await expect(panel.problem("custom_smtp_email_address", "error")).toContainText("Taken: another faxbox of this system has it already");
    await expect(panel.control("custom_smtp_email_address")).toBeFocused();
  });
});
