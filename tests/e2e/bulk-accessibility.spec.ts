import { expectSound } from "./axe";
import { type Account, COSTLY, expect, FAILED_REQUEST, type Panel, type Sandbox, test } from "./fixtures";
import { BULK_WASM, importFile, openTask } from "./bulk";

interface State {
  name: string;
  account?: Account;
  show(panel: Panel, sandbox: Sandbox): Promise<void>;
}

const CSV = "id,name,retries,Comment\r\nunknown,New one,many,x\r\n,Another,2,\r\n,Broken,nine,\r\n";

const STATES: State[] = [
  {
    name: "a change, nothing said yet",
    show: (panel) => openTask(panel, "change"),
  },
  {
    name: "a change, with what would become of each",
    async show(panel) {
      await openTask(panel, "change");
      await panel.dialog.locator("[name=what]").selectOption("notifications.inbound.email.send_to");
      await panel.dialog.locator("[name=first]").fill("ann@acme.example\nnobody");
      await expect(panel.dialog.locator(".bulk__total--bad")).toBeVisible();
    },
  },
  {
    name: "a change under way, and paused by the server",
    async show(panel, sandbox) {
      await openTask(panel, "change");
      await panel.dialog.locator("[name=what]").selectOption("fax_header");
      await panel.dialog.locator("[name=first]").fill("Acme");
      await sandbox.faults({ kind: "drop", times: 0, path: "/faxboxes/" });
      await panel.dialog.locator("[name=go]").click();
      await expect(panel.dialog.getByRole("alert")).toContainText("several times in a row no answer came");
    },
  },
  {
    name: "a change at its end, with some refused",
    async show(panel, sandbox) {
      await openTask(panel, "change");
      await panel.dialog.locator("[name=what]").selectOption("fax_header");
      await panel.dialog.locator("[name=first]").fill("Acme");
      await sandbox.faults({ method: "POST", status: 403, nth: 2, times: 3 });
      await panel.dialog.locator("[name=go]").click();
      await expect(panel.dialog.locator(".bulk__end")).toContainText(/\d refused/);
    },
  },
  {
    name: "the question before leaving",
    async show(panel, sandbox) {
      await openTask(panel, "change");
      await panel.dialog.locator("[name=what]").selectOption("fax_header");
      await panel.dialog.locator("[name=first]").fill("Acme");
      await sandbox.faults({ latency_ms: 20_000, times: 0, path: "/faxboxes/" });
      await panel.dialog.locator("[name=go]").click();
      await panel.page.keyboard.press("Escape");
      await expect(panel.page.getByRole("dialog", { name: "Stop and leave?" })).toBeVisible();
    },
  },
  {
    name: "a removal",
    async show(panel) {
      await openTask(panel, "remove");
      await panel.dialog.locator("[name=number]").fill("3");
    },
  },
  {
    name: "an export",
    async show(panel) {
      await panel.button("Export").click();
      await expect(panel.dialog).toBeVisible();
    },
  },
  {
    name: "an export whose file is on its way",
    async show(panel) {
      await panel.page.route(BULK_WASM, () => {});
      await panel.button("Export").click();
      await expect(panel.page.getByRole("status").filter({ hasText: "Loading…" })).toBeVisible();
    },
  },
  {
    name: "an export whose file did not come",
    async show(panel) {
      await panel.page.route(BULK_WASM, (route) => route.abort());
      await panel.button("Export").click();
      await expect(panel.page.getByRole("alert")).toContainText("did not load");
    },
  },
  {
    name: "an import, nothing chosen yet",
    async show(panel) {
      await panel.button("Import").click();
      await expect(panel.dialog).toBeVisible();
    },
  },
  {
    name: "an import of something else",
    async show(panel) {
      await importFile(panel, "notes.txt", "hello\nworld\n");
      await expect(panel.dialog.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "an import, judged",
    async show(panel) {
      await importFile(panel, "new.csv", CSV);
      await expect(panel.dialog.locator(".bulk__total--bad")).toBeVisible();
    },
  },
  {
    name: "the question about charges",
    account: COSTLY,
    async show(panel) {
      await importFile(panel, "new.csv", "name\r\nNew one\r\n");
      await panel.dialog.locator("[name=go]").click();
      await expect(panel.page.getByRole("dialog", { name: "This faxbox costs money" })).toBeVisible();
    },
  },
];

for (const { name, account, show } of STATES) {
  test(`axe finds nothing: ${name}`, async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    complaints.expected(/Failed to fetch|ERR_FAILED/);
    await panel.openList(account);
    await show(panel, sandbox);
    await expectSound(page);
  });
}
