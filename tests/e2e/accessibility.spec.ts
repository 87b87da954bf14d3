import { type Page } from "@playwright/test";
import { expectSound, tooWide } from "./axe";
import { ACCOUNT, BLANK, COSTLY, expect, FAILED_REQUEST, ID, type Panel, type Sandbox, test } from "./fixtures";

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
      await panel.connecting();
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
    name: "the list, filtered, with rows selected in sight and out of it",
    async show({ page, panel }) {
      await page.setViewportSize({ width: 390, height: 800 });
      await panel.openList();
      await panel.button("Filters").click();
      await panel.button("Needs attention").click();
      await panel.rows.getByRole("checkbox").first().click();
      await page.getByRole("combobox", { name: "Callback", exact: true }).selectOption("set");
      await panel.rows.getByRole("checkbox").nth(1).click();
      await page.locator("[data-attention=plain-http]").click();
      await expect(page.getByRole("region", { name: "Selection" })).toContainText("out of sight");
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
      await panel.open("#/faxboxes", BLANK);
      await expect(page.getByRole("heading", { name: "No faxboxes yet" })).toBeVisible();
      await panel.hold("GET", "/faxboxes?");
      await panel.button("Refresh").click();
      await expect(page.locator("[aria-busy=true]")).toBeVisible();
    },
  },
  {
    name: "the list, read again",
    async show({ panel }) {
      await panel.openList();
      await expect(panel.told).toHaveText("20 faxboxes");
      await panel.hold("GET", "/faxboxes?");
      await panel.button("Refresh").click();
      await expect(panel.button("Stop")).toBeVisible();
    },
  },
  {
    name: "the list, stopped",
    async show({ panel }) {
      await panel.openList();
      await expect(panel.told).toHaveText("20 faxboxes");
      await panel.hold("GET", "/faxboxes?");
      await panel.button("Refresh").click();
      await panel.button("Stop").click();
      await expect(panel.button("Go on")).toBeVisible();
    },
  },
  {
    name: "the list, failed",
    async show({ page, panel, sandbox }) {
      await panel.openList();
      await expect(panel.told).toHaveText("20 faxboxes");
      await sandbox.faults({ status: 403, method: "GET", path: "/faxboxes?", times: 0 });
      await panel.button("Refresh").click();
      await expect(page.getByRole("alert")).toContainText("The list was not read again");
    },
  },
  {
    name: "the list, dense, with other columns and its menu open",
    async show({ page, panel }) {
      await panel.open("#/faxboxes?sort=-caller_id&columns=name,caller_id,address,outbound,time_zone,problems");
      await expect(panel.told).toHaveText("20 faxboxes");
      await panel.button("View").click();
      await page.getByRole("radio", { name: "Compact" }).check();
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
  {
    name: "the editor, with rows, an address, a record and a sample",
    async show({ page, panel, sandbox }) {
      await sandbox.put(ID, {
        name: "All that is told",
        fax_header: "A header that is longer than any page has room for, ü included",
        fax_identity: "FAX +1 555",
        custom_smtp_email_address: "fax.acme.example",
        notifications: {
          inbound: {
            email: { send_to: ["ann@acme.example", "Bob <bob@acme.example>"] },
            sms: { send_to: ["+15550100142", "+4922155501"] },
            callback: { url: "http://me:pw@10.0.0.1/in", type: "json" },
          },
        },
      });
      await panel.openFaxbox(ID);
      await page.getByLabel("Number to fax to").fill("+15550100199");
      await page.getByText("A sample of the call").click();
      await panel.control("notifications.inbound.email.send_to.0").focus();
      await page.keyboard.press("Alt+ArrowDown");
      await expect(panel.control("notifications.inbound.email.send_to.1")).toBeFocused();
    },
  },
  { name: "the editor, with errors and warnings", show: ({ panel, sandbox }) => openTroubled(panel, sandbox) },
  {
    name: "the editor, with an address tried",
    async show({ page, panel, sandbox }) {
      await openTroubled(panel, sandbox);
      await page.getByLabel("Try an address").fill("john@acme.example");
      await expect(page.locator("[data-verdict=allowed]").first()).toBeVisible();
      await panel.addRow("smtp_permission_list", "a(?R)?a-rule-that-is-rather-long-and-has-no-blank-in-it-at-which-a-line-could-break");
      await expect(page.locator("[data-verdict=untested]")).toBeVisible();
    },
  },
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
      await expect(panel.dialog).toContainText("Nothing was overwritten");
    },
  },
  {
    name: "the question after a conflict about lists and other programs' keys",
    async show({ panel, sandbox }) {
      await sandbox.put(ID, { name: "Both", x: { a: "x ".repeat(80) }, notifications: { inbound: { email: { send_to: ["ann@acme.example"] } } } });
      await panel.openFaxbox(ID);
      await panel.addRow("notifications.inbound.email.send_to", "maria@acme.example");
      await panel.control("name").fill("N".repeat(128));
      await sandbox.put(ID, { name: "Theirs", x: { a: "y ".repeat(80) }, notifications: { inbound: { email: { send_to: ["jan@acme.example"] } } } });
      await panel.save();
      await panel.dialog.getByRole("button", { name: "All mine" }).click();
    },
  },
  {
    name: "the editor, of a faxbox that was removed meanwhile",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Changed");
      await sandbox.faults({ status: 404, method: "GET", path: "/faxboxes/" });
      await panel.save();
      await expect(panel.outcome).toContainText("Somebody removed this faxbox meanwhile");
    },
  },
  {
    name: "the review, of changes",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("N".repeat(128));
      await panel.addRow("notifications.inbound.email.send_to", "maria@acme.example");
      await panel.control("caller_id").fill("");
      await panel.review();
    },
  },
  {
    name: "the review, of the request",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Changed");
      await panel.review();
      await panel.dialog.getByRole("radio", { name: "Request" }).check();
      await panel.dialog.locator("[name=manner]").nth(1).check();
    },
  },
  {
    name: "the review, as curl",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Changed");
      await panel.review();
      await panel.dialog.getByRole("radio", { name: "curl" }).check();
    },
  },
  {
    name: "the document as text, with warnings",
    async show({ panel, sandbox }) {
      await openTroubled(panel, sandbox);
      await panel.turn();
      await expect(panel.text).toBeVisible();
    },
  },
  {
    name: "the document as text, that is no JSON",
    async show({ panel, sandbox }) {
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.turn();
      await panel.text.fill("{ \"name\": \"Long\", ".repeat(9));
      await expect(panel.page.locator(".source__said .note--error")).toBeVisible();
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
    name: "the editor, with a draft that is offered",
    async show({ page, panel, sandbox }) {
      page.on("dialog", (dialog) => void dialog.accept());
      await panel.openFaxbox(await sandbox.id("Every field"));
      await panel.control("name").fill("Typed before");
      await expect.poll(() => page.evaluate(() => JSON.stringify(sessionStorage))).toContain("Typed before");
      await page.reload();
      await expect(page.locator("[name=take_draft]")).toBeVisible();
    },
  },
  {
    name: "the editor, of a copy, scrolled",
    async show({ page, panel, sandbox }) {
      const id = await sandbox.id("Every field");
      await sandbox.change(id, { flags: ["kept"] });
      await panel.openFaxbox(id);
      await panel.button("Duplicate").click();
      await panel.control("caller_id").fill("extension 12");
      await panel.control("fax_timezone").fill("Berlin");
      await page.locator("[id=system-title]").focus();
      await expect(page.locator(".slim")).toBeVisible();
    },
  },
  {
    name: "the keys of the editor",
    async show({ page, panel }) {
      await panel.openNew();
      await panel.control("name").blur();
      await page.keyboard.press("?");
      await expect(panel.dialog).toContainText("Undo the last change");
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
  test(`axe finds nothing in ${name}, in every light, size and direction`, async ({ page, panel, sandbox, complaints }) => {
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
      expect(await tooWide(page), `${width} px`).toEqual([]);
    }
  });
