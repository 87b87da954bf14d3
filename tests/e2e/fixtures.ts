import { expect, test as base, type Page } from "@playwright/test";

/** The sandboxes, by their manner. Each is the address that a person types as the server. */
export const API = {
  /** Merges the top level of a PATCH, and honours `If-Match`. */
  usual: process.env.API_URL ?? "",
  /** Merges a PATCH deeply. */
  deep: process.env.API_URL_DEEP ?? "",
  /** Ignores `If-Match`. */
  noIfMatch: process.env.API_URL_NO_IF_MATCH ?? "",
};

/** The account that most specs work in. It and its token open nothing but a sandbox. */
export const ACCOUNT = { id: "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", token: "sandbox-token-acme" };

/** Opens the panel and connects it to a sandbox: the list is what shows then. */
export async function connect(page: Page, server = API.usual, account = ACCOUNT): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Server", { exact: true }).fill(server);
  await page.getByLabel("Account ID", { exact: true }).fill(account.id);
  await page.getByLabel("Token", { exact: true }).fill(account.token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Faxboxes" })).toBeVisible();
}

/** What a page complained about. */
export class Complaints {
  readonly list: string[] = [];

  private constructor() {}

  static async of(page: Page): Promise<Complaints> {
    const complaints = new Complaints();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.list.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.list.push(`error: ${error.message}`));
    await page.exposeBinding("complain", (_, text: string) => complaints.list.push(`policy: ${text}`));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        // @ts-expect-error: made above
        window.complain(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    return complaints;
  }

  /** Takes out those that a test has provoked. */
  expected(pattern: RegExp): void {
    this.list.splice(0, Infinity, ...this.list.filter((text) => !pattern.test(text)));
  }
}

/** A test that also fails where the page breaks its Content-Security-Policy, logs an error, or throws. */
export const test = base.extend<{ complaints: Complaints }>({
  complaints: [
    async ({ page }, use) => {
      const complaints = await Complaints.of(page);
      await use(complaints);
      expect(complaints.list).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
