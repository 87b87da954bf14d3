import { type Page } from "@playwright/test";
import { ACCOUNT, BLANK, connect, expect, FAILED_REQUEST, type Fault, OTHER, type Panel, SANDBOXES, test } from "./fixtures";

const STRANGER = process.env.STRANGER_URL ?? "";
const NOTHING = process.env.NOTHING_URL ?? "";

interface Typed {
  server?: string;
  account?: string;
  token?: string;
}

/** Types a connection, the sandbox's own but for what is given, and submits it. */
async function tryToConnect(page: Page, { server, account, token }: Typed): Promise<void> {
  await page.locator("[name=server]").fill(server ?? SANDBOXES.usual.url);
  await page.locator("[name=account_id]").fill(account ?? ACCOUNT.id);
  await page.locator("[name=auth_token]").fill(token ?? ACCOUNT.token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

function check(page: Page, outcome: "passed" | "failed") {
  return page.getByRole("list", { name: "Checks" }).getByRole("listitem").filter({ hasText: `(${outcome})` });
}

test("an empty form names what is missing and puts the focus on the first", async ({ page, panel }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(panel.problem("server", "error")).toHaveText("Enter the address of the API");
  await expect(panel.problem("account_id", "error")).toHaveText("Enter the ID of the account");
  await expect(panel.problem("auth_token", "error")).toHaveText("Enter a token");
  await expect(panel.control("server")).toBeFocused();
});

test("what cannot be an address, an account or a token is said before anything is asked", async ({ page, panel, sandbox }) => {
  const rows: [keyof Typed, string, string, string][] = [
    ["server", "server", "api.example/v2", "Begin with https:// or http://"],
    ["server", "server", "https://", "A host must follow, as in https://api.example/v2"],
    ["server", "server", "https://api example/v2", "An address has no blanks"],
    ["server", "server", "https://me:pw@api.example/v2", "Leave the user name out: the token goes below"],
    ["server", "server", "https://api.example/v2?x=1", "End with the path, as /v2: no ? and no #"],
    ["account", "account_id", "a/b", "Only the ID itself: no blanks, no slashes"],
    ["token", "auth_token", "tökén→", "A character in it cannot be part of a token: copy it again"],
  ];
  await page.goto("/");
  for (const [typed, path, text, problem] of rows) {
    await tryToConnect(page, { [typed]: text });
    await expect(panel.problem(path, "error"), text).toHaveText(problem);
    await expect(panel.control(path), text).toBeFocused();
    await panel.control(path).press("End");
    await panel.control(path).press("Backspace");
    await expect(panel.problem(path), text).toHaveCount(0);
  }
  expect(await sandbox.requests()).toEqual([]);
});

interface Failure extends Typed {
  what: string;
  faults?: Fault[];
  /** The control that is blamed. */
  blamed: string;
  problem: string;
  failed: string;
  passed: number;
  wayOut: string;
}

const FAILURES: Failure[] = [
  {
    what: "nothing listens at the address",
    server: NOTHING,
    blamed: "server",
    problem: "No answer from the server.",
    failed: "No answer that this page may read",
    passed: 1,
    wayOut: "Check the address and the connection.",
  },
  {
    what: "the server sends no CORS headers",
    server: STRANGER,
    blamed: "server",
    problem: "The server answers, but does not let this page read it (no CORS headers).",
    failed: "No answer that this page may read",
    passed: 1,
    wayOut: "Else its operator must allow pages from here.",
  },
  {
    what: "a web page answers",
    faults: [{ kind: "html", times: 0 }],
    blamed: "server",
    problem: "Something answered that is not the faxbox API.",
    failed: "Something answered that is not the faxbox API",
    passed: 2,
    wayOut: "the API usually ends with /v2",
  },
  {
    what: "the address lacks the API's path",
    server: SANDBOXES.usual.url.replace("/v2", ""),
    blamed: "server",
    problem: "The server answers, but does not let this page read it (no CORS headers).",
    failed: "No answer that this page may read",
    passed: 1,
    wayOut: "Check that the address is the API’s and not a web page’s.",
  },
  {
    what: "the server speaks another version",
    faults: [{ status: 410, times: 0 }],
    blamed: "server",
    problem: "This server does not know that call.",
    failed: "Something answered that is not the faxbox API",
    passed: 2,
    wayOut: "the API’s version must be v2",
  },
  {
    what: "a proxy is in trouble",
    faults: [{ kind: "html", status: 502, times: 0 }],
    blamed: "server",
    problem: "The server is in trouble.",
    failed: "It cannot answer now",
    passed: 3,
    wayOut: "Try again later",
  },
  {
    what: "no account has the ID",
    account: "f".repeat(32),
    blamed: "account_id",
    problem: "No such account on this server",
    failed: "No such account on this server",
    passed: 4,
    wayOut: "Check the ID: it must be copied whole",
  },
  {
    what: "the ID has another form",
    account: "12345",
    blamed: "account_id",
    problem: "No such account on this server",
    failed: "No such account on this server",
    passed: 4,
    wayOut: "Check the ID: it must be copied whole",
  },
  {
    what: "the token is wrong",
    token: "wrong",
    blamed: "auth_token",
    problem: "The server does not take this token.",
    failed: "The token is refused",
    passed: 5,
    wayOut: "Sign in with a new one.",
  },
  {
    what: "the token is another account's",
    token: OTHER.token,
    blamed: "auth_token",
    problem: "This token may not do that, or belongs to another account.",
    failed: "The token is another account’s, or may not do this",
    passed: 6,
    wayOut: "Use a token of this account",
  },
];

async function expectFailure(page: Page, panel: Panel, failure: Failure): Promise<void> {
  await expect(check(page, "failed")).toContainText(failure.failed);
  await expect(check(page, "failed")).toHaveCount(1);
  await expect(check(page, "passed")).toHaveCount(failure.passed);
  await expect(panel.problem(failure.blamed, "error")).toContainText(failure.problem);
  await expect(panel.control(failure.blamed)).toBeFocused();
  await expect(page.locator(".checks__way-out")).toContainText(failure.wayOut);
}

for (const failure of FAILURES) {
  test(`connecting tells where ${failure.what}, and goes on once that is put right`, async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.faults(...(failure.faults ?? []));
    await page.goto("/");
    await tryToConnect(page, failure);
    await expectFailure(page, panel, failure);
    // Nothing that was typed is lost.
    await expect(panel.control("server")).toHaveValue(failure.server ?? sandbox.url);
    await expect(panel.control("auth_token")).toHaveValue(failure.token ?? ACCOUNT.token);

    await sandbox.faults();
    await tryToConnect(page, {});
    await expect(panel.heading(/^Faxboxes/)).toBeVisible();
  });
}

test("an address that the page's own policy does not list counts as out of reach", async ({ page, panel, complaints }) => {
  complaints.expected(/connect-src|Refused to connect|Fetch API cannot load|Content Security Policy/);
  await page.goto("/");
  await tryToConnect(page, { server: "http://192.0.2.1/v2" });
  await expect(panel.problem("server", "error")).toContainText("No answer from the server.");
  await expect(page.locator(".checks__way-out")).toContainText("this page’s own policy may not list it");
});

test("a page that came over https says at once that it cannot ask an http server", async ({ page, panel }) => {
  const origin = "https://panel.example";
  await page.route(`${origin}/**`, async (route) => {
    const url = route.request().url().replace(origin, (process.env.PANEL_URL ?? "").replace(/\/$/, ""));
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto(`${origin}/`);
  await tryToConnect(page, { server: "http://api.example:8000/v2" });
  await expect(panel.problem("server", "error")).toContainText("The browser does not let this page ask there.");
  await expect(check(page, "failed")).toContainText("The browser does not let this page ask there");
  await expect(check(page, "passed")).toHaveCount(0);
  await expect(page.locator(".checks__way-out")).toContainText("Use the server’s https address.");
});

test("while it connects a second press asks nothing again", async ({ page, panel, sandbox }) => {
  await sandbox.faults({ kind: "latency", latency_ms: 400, path: "/faxboxes" });
  await page.goto("/");
  await panel.control("server").fill(sandbox.url);
  await panel.control("account_id").fill(ACCOUNT.id);
  await panel.control("auth_token").fill(ACCOUNT.token);
  await panel.button("Connect").dblclick();
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();
  expect((await sandbox.requests()).filter((request) => request.path.endsWith("/faxboxes"))).toHaveLength(1);
});

test("blanks and a slash around what was pasted do no harm", async ({ page, panel, sandbox }) => {
  await page.goto("/");
  await tryToConnect(page, { server: ` ${sandbox.url}/ `, account: ` ${ACCOUNT.id} `, token: ` ${ACCOUNT.token} ` });
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();
});

test("the account is named as its people name it, else by its ID", async ({ page, panel, sandbox, complaints }) => {
  await connect(page);
  await expect(page.locator(".account")).toContainText("Acme Logistics");
  await panel.button("Sign out").click();
  complaints.expected(FAILED_REQUEST);
  await sandbox.faults({ status: 403, path: `/accounts/${ACCOUNT.id}?`, times: 0 });
  await tryToConnect(page, {});
  await expect(page.locator(".account")).toContainText(ACCOUNT.id);
});

/** Everything that the page could have written down. */
function writtenDown(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }]));
}

test("the token stays in memory, and a reload asks for it again", async ({ page, panel }) => {
  await connect(page);
  expect(await writtenDown(page)).not.toContain(ACCOUNT.token);
  await page.reload();
  await expect(panel.control("auth_token")).toHaveValue("");
});

test("a tab that was told to remembers the connection until one signs out", async ({ page, panel }) => {
  await page.goto("/");
  await page.getByLabel("Keep me signed in in this tab").check();
  await tryToConnect(page, {});
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify([location.href, { ...localStorage }]))).not.toContain(ACCOUNT.token);
  await page.reload();
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();

  await panel.button("Sign out").click();
  await expect(panel.control("auth_token")).toHaveValue("");
  expect(await writtenDown(page)).not.toContain(ACCOUNT.token);
  await page.reload();
  await expect(panel.control("auth_token")).toHaveValue("");
});

test("a remembered connection that fails shows why, with all that was typed", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.faults({ status: 401, times: 0 });
  await panel.open();
  await expect(panel.problem("auth_token", "error")).toContainText("The server does not take this token.");
  await expect(panel.control("server")).toHaveValue(sandbox.url);
});

test("the token goes into one header of one server, and nowhere else", async ({ page, sandbox }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const told = request.url() + JSON.stringify(request.headers());
    if (told.includes(ACCOUNT.token) && !request.url().startsWith(sandbox.url)) elsewhere.push(request.url());
  });
  await connect(page);
  await expect(page.locator(".account")).toContainText("Acme Logistics");
  for (const request of await sandbox.requests()) {
    expect(request.headers["x-auth-token"]).toBe(ACCOUNT.token);
    expect(request.path + request.query).not.toContain(ACCOUNT.token);
    expect(request.headers.cookie).toBeUndefined();
    expect(request.headers.referer).toBeUndefined();
  }
  expect(elsewhere).toEqual([]);
});

test("defaults from the page's own file are filled in; a broken file is said and does no harm", async ({ page, panel }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { server: "https://api.example/v2", account_id: BLANK.id } }));
  await page.goto("/");
  await expect(panel.control("server")).toHaveValue("https://api.example/v2");
  await expect(panel.control("account_id")).toHaveValue(BLANK.id);

  await page.unroute("**/config.json");
  await page.route("**/config.json", (route) => route.fulfill({ body: "{" }));
  await page.reload();
  await expect(page.getByText("The defaults of this page could not be read (config.json).")).toBeVisible();
  await tryToConnect(page, {});
  await expect(panel.heading(/^Faxboxes/)).toBeVisible();
});
