import { ACCOUNT, BLANK, expect, FAILED_REQUEST, type Panel, test } from "./fixtures";

const PLAIN = { attempts: 0, caller_name: "Acme", fax_header: "Acme", media: {}, smtp_permission_list: [] };

/** The names as the table shows them, from the top. */
function names(panel: Panel): Promise<string[]> {
  return panel.rows.locator(".row__open").allInnerTexts();
}

async function sortBy(panel: Panel, column: string): Promise<void> {
  await panel.page.getByRole("columnheader", { name: column, exact: true }).getByRole("button").click();
}

test("every faxbox of the account has a row, under its id, with its name and its number of problems", async ({ page, panel, sandbox }) => {
  await panel.openList();
  await expect(panel.rows).toHaveCount(20);
  await expect(panel.heading(/^Faxboxes/)).toHaveText("Faxboxes 20");
  await expect(panel.told).toHaveText("20 faxboxes");
  for (const document of await sandbox.list()) {
    const name = (document.name as string | undefined)?.trim() ?? "(no name)";
    await expect(panel.row(document.id as string).locator(".row__open")).toContainText(name);
  }
  await expect(panel.row(await sandbox.id("Open to everybody"))).toContainText(/[0-9] warnings/);
  await expect(panel.rows.filter({ hasText: "(no name)" })).toContainText("1 problem");
});

test("a row shows what matters of its faxbox", async ({ panel, sandbox }) => {
  await panel.openList();
  const row = panel.row(await sandbox.id("Every field"));
  for (const text of ["+15551230001", "+1 555 123 0001", "fax.acme.example", "ann@acme.example", "+1", "carol@acme.example", "hooks.acme.example", "on", "3", "America/New_York"])
    await expect(row).toContainText(text);
});

test("the search finds by any words of names, numbers, addresses and rules, in any order and case", async ({ page, panel }) => {
  await panel.openList();
  for (const [typed, found] of [
    ["every FIELD", ["Every field"]],
    ["field every", ["Every field"]],
    ["carol@acme", ["Every field"]],
    ["+15551230003", ["Every field"]],
    ["sales\\.acme", ["Every field"]],
    ["hooks.acme.example/in", ["Every field"]],
    ["hooks.acme.example/nothing", []],
    ["capitals", ["Capitals in the domain"]],
    ["büro KÖLN", ["Büro Köln"]],
    ["  only   name ", ["Only a name"]],
  ] as const) {
    await panel.search.fill(typed);
    if (found.length === 0) await expect(page.getByText(`Nothing matches “${typed}”`)).toBeVisible();
    else await expect(panel.rows.filter({ hasText: found[0] })).toHaveCount(1);
    if (typed !== "capitals") await expect(panel.rows).toHaveCount(found.length);
  }
});

test.describe("with more rows", () => {
  test.use({ faxboxes: 60 });

  test("the list is read to its end in a browser that cannot join two ends of a call, as those of 2022", async ({ page, panel }) => {
    await page.addInitScript(() => Reflect.deleteProperty(AbortSignal, "any"));
    await panel.openList();
    await expect(panel.told).toHaveText("60 faxboxes");
  });

  test("the search says how many it found of how many", async ({ panel }) => {
    await panel.openList();
    await panel.search.fill("acme");
    await expect(panel.told).toHaveText(/^[0-9]+ of 60$/);
    await panel.search.fill("");
    await expect(panel.told).toHaveText("60 faxboxes");
  });
});

test("where nothing is found, that is said, and one press clears the search", async ({ page, panel }) => {
  await panel.openList();
  await panel.search.fill("no such thing");
  await expect(page.getByRole("heading", { name: "Nothing matches “no such thing”" })).toBeVisible();
  await expect(page.getByText("Searched: names, numbers, addresses and rules of all that is loaded (20).")).toBeVisible();
  await panel.button("Clear the search").click();
  await expect(panel.rows).toHaveCount(20);
  await expect(panel.search).toBeFocused();
});

test("the rows are sorted by any column, either way, as people sort; empty cells come last", async ({ page, panel, sandbox }) => {
  const documents = [
    { ...PLAIN, name: "Zone 10", caller_id: "+2", retries: 3 },
    { ...PLAIN, name: "Zone 9", retries: 10 },
    { ...PLAIN, name: "äpfel", caller_id: "+1", retries: 1 },
    { ...PLAIN, name: "Birnen", caller_id: "+3", retries: 2 },
  ];
  for (const [index, document] of documents.entries()) await sandbox.put(String(index).repeat(32), document, BLANK);
  await panel.openList(BLANK);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => names(panel)).toEqual(["äpfel", "Birnen", "Zone 9", "Zone 10"]);
  await sortBy(panel, "Name");
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => names(panel)).toEqual(["Zone 10", "Zone 9", "Birnen", "äpfel"]);
  await sortBy(panel, "Retries");
  await expect.poll(() => names(panel)).toEqual(["äpfel", "Birnen", "Zone 10", "Zone 9"]);
  await sortBy(panel, "Caller ID");
  await expect.poll(() => names(panel)).toEqual(["äpfel", "Zone 10", "Birnen", "Zone 9"]);
  await sortBy(panel, "Caller ID");
  await expect.poll(() => names(panel)).toEqual(["Birnen", "Zone 10", "äpfel", "Zone 9"]);
});

test("an account without faxboxes says so, and offers to make the first", async ({ page, panel }) => {
  await panel.open("#/faxboxes", BLANK);
  await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "New faxbox" }).click();
  await expect(panel.control("name")).toBeFocused();
});

test("reading again shows what others did, and keeps search and order", async ({ panel, sandbox }) => {
  await panel.openList();
  await panel.search.fill("zone");
  await sandbox.put("e".repeat(32), { ...PLAIN, name: "New zone" });
  await panel.button("Refresh").click();
  await expect(panel.row("e".repeat(32))).toContainText("New zone");
  await expect(panel.search).toHaveValue("zone");
});

test.describe("while the list is read again", () => {
  test("what was there stays, and that is said", async ({ page, panel }) => {
    await panel.openList();
    await expect(panel.told).toHaveText("20 faxboxes");
    const release = await panel.hold("GET", "/faxboxes?");
    await panel.button("Refresh").click();
    await expect(panel.button("Stop")).toBeVisible();
    await expect(panel.rows).toHaveCount(20);
    release();
    await expect(page.locator(".foot")).toContainText("read just now");
  });

  test("and there was nothing, that is shown and said", async ({ page, panel }) => {
    await panel.open("#/faxboxes", BLANK);
    await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
    const release = await panel.hold("GET", "/faxboxes?");
    await panel.button("Refresh").click();
    await expect(page.getByText("Loading the faxboxes…")).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toBeVisible();
    release();
    await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
  });

  test("and does not come, what was there stays, and why is said", async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await panel.openList();
    await expect(panel.told).toHaveText("20 faxboxes");
    await sandbox.faults({ status: 403, method: "GET", path: "/faxboxes?" });
    await panel.button("Refresh").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The list was not read again");
    await expect(panel.rows).toHaveCount(20);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toHaveCount(0);
    await expect(panel.told).toHaveText("20 faxboxes");
  });
});

test("the requests carry no more than they need", async ({ panel, sandbox }) => {
  await panel.openList();
  const list = (await sandbox.requests()).find((request) => request.path.endsWith("/faxboxes"));
  expect(list?.path).toBe(`/v2/accounts/${ACCOUNT.id}/faxboxes`);
  expect(list?.query).toBe("page_size=50");
});
