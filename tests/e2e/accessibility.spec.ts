import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page } from "@playwright/test";
import { ACCOUNT, BLANK, COSTLY, expect, FAILED_REQUEST, type Panel, type Sandbox, test } from "./fixtures";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ID = "e".repeat(32);

interface Found {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** What axe holds against the page, the open shadow roots in it included. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: Found[] }> } };
    return (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ""}`));
}

/** Whether the page, or a dialog on it, must be moved sideways to be read. */
function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const dialogs = [...(document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("dialog, .dialog__body") ?? [])];
    return [root, ...dialogs].some((part) => part.scrollWidth > part.clientWidth + 1);
  });
}

/** Nothing to hold against it: light, dark, narrow. */
async function expectSound(page: Page): Promise<void> {
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 1280],
    ["light", 320],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    expect(await violations(page), `${scheme}, ${width} px`).toEqual([]);
    expect(await isTooWide(page), `scrolls sideways at ${width} px`).toBe(false);
  }
}

async function signIn(page: Page, sandbox: Sandbox, token: string): Promise<void> {
  await page.locator("[name=server]").fill(sandbox.url);
  await page.locator("[name=account_id]").fill(ACCOUNT.id);
  await page.locator("[name=auth_token]").fill(token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

/** An existing faxbox with warnings and errors, and with what other programs keep in it. */
async function openTroubled(panel: Panel, sandbox: Sandbox): Promise<void> {
  await sandbox.put(ID, {
    name: "Troubled",
    custom_smtp_email_address: "",
    smtp_permission_list: ["(", ".*", "john@acme.example"],
    flags: [1],
    media: { fax_option: "true", codec: "T38" },
    notifications: { inbound: { callback: { method: "PATCH" }, email: { send_to: ["a@@b", "ann@acme.example"] } } },
  });
  await panel.openFaxbox(ID);
  await panel.control("caller_id").fill("extension 12");
  await panel.save();
  await expect(panel.problem("smtp_permission_list.0", "error")).toBeVisible();
}

interface View {
  name: string;
  show(view: { page: Page; panel: Panel; sandbox: Sandbox }): Promise<void>;
}

const VIEWS: View[] = [
  {
    name: "connect, fresh",
    async show({ page, panel }) {
      await page.goto("/");
      await expect(panel.control("server")).toBeVisible();
    },
  },
  {
    name: "connect, with errors",
    async show({ page, panel }) {
      await page.goto("/");
      await panel.button("Connect").click();
      await expect(panel.problem("server")).toBeVisible();
    },
  },
  {
    name: "connect, with checks that failed",
    async show({ page, sandbox }) {
      await page.goto("/");
      await signIn(page, sandbox, "wrong");
      await expect(page.getByRole("list", { name: "Checks" })).toBeVisible();
    },
  },
  {
    name: "connect, without its defaults",
    async show({ page }) {
      await page.route("**/config.json", (route) => route.fulfill({ body: "{" }));
      await page.goto("/");
      await expect(page.getByText("could not be read (config.json)")).toBeVisible();
    },
  },
  {
    name: "the list, with rows",
    async show({ page, panel }) {
      await panel.openList();
      await expect(page.locator(".col-problems .mark").first()).toBeAttached();
    },
  },
  {
    name: "the list, empty",
    async show({ page, panel }) {
      await panel.open("#/faxboxes", BLANK);
      await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
    },
  },
  {
    name: "the list, with nothing found",
    async show({ page, panel }) {
      await panel.openList();
      await panel.search.fill("no such thing, however long one looks for it in every one of the columns");
      await expect(page.getByRole("heading", { name: /^Nothing matches/ })).toBeVisible();
    },
  },
  {
    name: "the list, on its way",
    async show({ page, panel }) {
      await panel.openList();
      await panel.hold("GET", "/faxboxes?");
      await panel.button("Refresh").click();
      await expect(page.locator("[aria-busy=true]")).toBeVisible();
    },
  },
  {
    name: "the list, failed",
    async show({ page, panel, sandbox }) {
      await panel.openList();
      await sandbox.faults({ status: 503, method: "GET", path: "/faxboxes?", times: 0 });
      await panel.button("Refresh").click();
      await expect(page.getByRole("alert")).toContainText("The list did not arrive");
    },
  },
  {
    name: "the editor, new",
    async show({ panel }) {
      await panel.openNew();
    },
  },
  {
    name: "the editor, of every field",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Changed");
    },
  },
  {
    name: "the editor, of the longest name",
    async show({ panel, sandbox }) {
      const long = (await sandbox.list()).find((row) => String(row.name).length === 128);
      await panel.openFaxbox(long?.id as string);
    },
  },
  { name: "the editor, with errors and warnings", show: ({ panel, sandbox }) => openTroubled(panel, sandbox) },
  {
    name: "the editor, after a save that failed",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Changed");
      await sandbox.faults({ status: 503, method: "POST" });
      await panel.save();
      await expect(panel.outcome).toContainText("Not saved");
    },
  },
  {
    name: "the editor, of a faxbox that is not there",
    async show({ page, panel }) {
      await panel.open(`#/faxboxes/${ID}`);
      await expect(page.getByRole("heading", { level: 1, name: "There is no such faxbox" })).toBeVisible();
    },
  },
  {
    name: "the question before a removal",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.button("Remove…").click();
      await expect(panel.dialog.locator("[name=keep_document]")).toBeEnabled();
    },
  },
  {
    name: "the question after a conflict",
    async show({ panel, sandbox }) {
      const id = await sandbox.id("Every field");
      await panel.openFaxbox(id);
      await panel.control("name").fill("Mine, and rather long, so that the table of both sides has something to wrap");
      await sandbox.change(id, { name: "Theirs" });
      await panel.save();
      await expect(panel.dialog).toContainText("Nothing was overwritten.");
    },
  },
  {
    name: "the question about charges",
    async show({ panel }) {
      await panel.openNew(COSTLY);
      await panel.control("name").fill("Not for free");
      await panel.save();
      await expect(panel.dialog).toContainText("This faxbox costs money");
    },
  },
  {
    name: "the question for a token",
    async show({ panel, sandbox }) {
      await panel.openList();
      await sandbox.faults({ status: 401, method: "GET", path: "/faxboxes?", times: 0 });
      await panel.button("Refresh").click();
      await panel.dialog.getByRole("button", { name: "Go on" }).click();
      await expect(panel.dialog.getByRole("alert")).toContainText("Enter a token");
    },
  },
  {
    name: "the question before leaving",
    async show({ page, panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Changed");
      await page.getByRole("link", { name: "Faxboxes" }).click();
      await expect(panel.dialog).toContainText("Leave without saving?");
    },
  },
  {
    name: "a part that did not load",
    async show({ page, panel }) {
      await page.route(/split_editor/, (route) => route.abort());
      await panel.open("#/faxboxes/new");
      await expect(page.getByRole("alert").filter({ hasText: "did not load" })).toBeVisible();
    },
  },
];

for (const { name, show } of VIEWS)
  test(`axe finds nothing in ${name}, light, dark and narrow`, async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    complaints.expected(/Failed to fetch|ERR_FAILED/);
    await show({ page, panel, sandbox });
    await expectSound(page);
  });

for (const [name, show] of [
  ["connect", async ({ page, sandbox }) => {
    await page.goto("/");
    await signIn(page, sandbox, "wrong");
    await expect(page.getByRole("list", { name: "Checks" })).toBeVisible();
  }],
  ["the list", ({ panel }) => panel.openList()],
  ["the editor", ({ panel, sandbox }) => openTroubled(panel, sandbox)],
] as [string, View["show"]][])
  test(`nothing of ${name} must be moved sideways to be read, at any width`, async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await show({ page, panel, sandbox });
    for (const width of [320, 390, 620, 820, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await isTooWide(page), `${width} px`).toBe(false);
    }
  });
