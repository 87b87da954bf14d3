import type { Page } from "@playwright/test";
import { openTask } from "./bulk";
import { ACCOUNT, expect, FAILED_REQUEST, test } from "./fixtures";

const link = (page: Page, name: string) => page.getByRole("link", { name });

function speak(page: Page, locale: string): Promise<void> {
  return page.locator("faxbox-admin").evaluate((element, locale) => element.setAttribute("locale", locale), locale);
}

test("a change of language takes effect at once, and loses nothing that was typed", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Only a name");
  await panel.openFaxbox(id);
  await panel.control("name").fill("Typed before");
  await panel.control("retries").fill("9");
  await panel.control("retries").blur();
  await page.locator("#mail-to-number").fill("+15551230001");

  await speak(page, "de-AT");
  await expect(panel.saveButton).toHaveText("SpeichernStrg S");
  await expect(panel.control("name")).toHaveValue("Typed before");
  await expect(page.locator("#mail-to-number")).toHaveValue("+15551230001");
  await expect(panel.problem("retries")).toHaveText(/Viele Server lehnen mehr als 4 ab/);
  await expect(page.locator(".panel")).toHaveAttribute("lang", "de-AT");
  await expect(page.locator(".dock")).toContainText("2 Änderungen");

  await speak(page, "ar");
  await expect(page.locator(".panel")).toHaveAttribute("dir", "rtl");
  await expect(page.locator(".dock")).toContainText("تغييران");
  await speak(page, "it-IT"); // There is none: the next best is English.
  await expect(panel.saveButton).toContainText("Save");
  await expect(page.locator(".panel")).toHaveAttribute("dir", "ltr");
  await panel.control("retries").fill("2");
  await panel.saveWell();
});

test("what was typed into the form of connecting outlives a change of language", async ({ page, panel }) => {
  await page.goto("/");
  await panel.control("server").fill("no address");
  await panel.control("account_id").fill(ACCOUNT.id);
  await panel.button("Connect").click();
  await expect(panel.problem("server")).toHaveText(/Begin with https/);
  await speak(page, "fr");
  await expect(panel.problem("server")).toHaveText(/Commencez par https/);
  await expect(panel.control("server")).toHaveValue("no address");
  await expect(panel.control("account_id")).toHaveValue(ACCOUNT.id);
});

test("what was typed into a change of many outlives a change of language, with what would become of each", async ({ page, panel }) => {
  await panel.openList();
  await openTask(panel, "change");
  const [first, second] = [panel.dialog.locator("input[type=text]").first(), panel.dialog.locator("input[type=text]").nth(1)];
  await first.fill("ann@acme.example");
  await second.fill("bob@acme.example");
  await expect(panel.dialog).toContainText(/so already/);
  await speak(page, "de");
  await expect(panel.dialog).toContainText("Eine Adresse überall ersetzen");
  await expect(panel.dialog).toContainText(/bereits so/);
  await expect(first).toHaveValue("ann@acme.example");
  await expect(second).toHaveValue("bob@acme.example");
});

test("a language that does not come leaves English and says so, and is asked for again", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await page.route(/es[^/]*\.json$/, (route) => route.abort());
  await panel.openList();
  await speak(page, "es");
  await expect(panel.notice).toContainText("The language could not be loaded");
  await expect(link(page, "New faxbox")).toBeVisible();
  await page.unroute(/es[^/]*\.json$/);
  await speak(page, "es-MX");
  await expect(link(page, "Nuevo buzón de fax")).toBeVisible();
});

test.describe("a browser that speaks Arabic", () => {
  test.use({ locale: "ar-EG" });

  test("gets the page in Arabic, from right to left", async ({ page, panel }) => {
    await panel.open();
    await expect(panel.heading(/صناديق الفاكس/)).toBeVisible();
    await expect(page.locator(".panel")).toHaveAttribute("dir", "rtl");
    await expect(panel.rows.first()).toBeVisible();
    await expect(panel.told).not.toBeEmpty(); // Nothing is put in another's place from here on.
    const [heading, account] = [await panel.heading(/./).boundingBox(), await page.locator(".account").boundingBox()];
    expect(heading!.x).toBeGreaterThan(account!.x);
  });
});

test("two panels of a page speak two languages, each its own whatever happens in the other", async ({ page, panel, sandbox }) => {
  await page.goto("/");
  await panel.connecting();
  await page.evaluate(
    ([server, account]) => {
      document.querySelector("faxbox-admin")!.remove();
      for (const locale of ["de", "pt"]) {
        const element = document.createElement("faxbox-admin");
        Object.assign(element, { locale, server, accountId: account });
        document.body.append(element);
      }
    },
    [sandbox.url, ACCOUNT.id] as const,
  );
  const [german, portuguese] = [page.locator("faxbox-admin").first(), page.locator("faxbox-admin").last()];
  for (const [element, connect] of [[german, "Verbinden"], [portuguese, "Conectar"]] as const) {
    await element.locator("[name=auth_token]").fill(ACCOUNT.token);
    await element.getByRole("button", { name: connect }).click();
    await expect(element.locator("[data-faxbox-id]").first()).toBeVisible();
  }
  await german.locator("[type=search]").fill("zzzz");
  await portuguese.locator("[type=search]").fill("zzzz");
  await expect(german.getByText("Nichts passt zu „zzzz“")).toBeVisible();
  await expect(portuguese.getByText("Nada corresponde a “zzzz”")).toBeVisible();
});

test("a host says other texts, for a language or a region of it, and adds a language", async ({ page, panel }) => {
  await panel.openList();
  const say = (locale: string, texts: Record<string, unknown>) =>
    page.locator("faxbox-admin").evaluate(
      (element, [locale, texts]) => (element as HTMLElement & { setMessages(locale: string, texts: object): Promise<void> }).setMessages(locale, texts),
      [locale, texts] as const,
    );
  await say("en", { "New faxbox": "New fax line", "{count} faxboxes": { one: "{count} line", other: "{count} lines" } });
  await expect(link(page, "New fax line")).toBeVisible();
  await expect(panel.told).toContainText("20 lines");
  await say("it", { "New faxbox": "Nuova casella fax" });
  await speak(page, "it-CH");
  await expect(link(page, "Nuova casella fax")).toBeVisible();
  await expect(panel.button("Import")).toBeVisible();
});
