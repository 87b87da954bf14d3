import { expect, test as base, type Page } from "@playwright/test";
import { Panel } from "./panel";
import { ACCOUNT, type Manner, type Sandbox, SANDBOXES } from "./sandbox";

export * from "./sandbox";
export { Panel };

/** Opens the panel and connects it to a sandbox as a person does: the list is what shows then. */
export async function connect(page: Page, server = SANDBOXES.usual.url, account = ACCOUNT): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Server", { exact: true }).fill(server);
  await page.getByLabel("Account ID", { exact: true }).fill(account.id);
  await page.getByRole("textbox", { name: "Token", exact: true }).fill(account.token);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Faxboxes" })).toBeVisible();
}

/** Time enough for what would happen if nothing held it. */
export async function framesPass(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
  });
}

/** What the browser logs of a request that was answered with an error, or with nothing. */
export const FAILED_REQUEST = /Failed to load resource|blocked by CORS policy/;

/** What a page complained about. */
export class Complaints {
  private readonly all: string[] = [];
  private readonly provoked: RegExp[] = [];

  private constructor() {}

  static async of(page: Page): Promise<Complaints> {
    const complaints = new Complaints();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.all.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.all.push(`error: ${error.message}`));
    await page.exposeBinding("complain", (_, text: string) => complaints.all.push(`policy: ${text}`));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        // @ts-expect-error: made above
        window.complain(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    return complaints;
  }

  /** Leaves out those that a test provokes. */
  expected(pattern: RegExp): void {
    this.provoked.push(pattern);
  }

  /** Those that no test provoked. */
  get list(): string[] {
    return this.all.filter((text) => !this.provoked.some((pattern) => pattern.test(text)));
  }
}

interface Options {
  /** How the sandbox behaves that a test works with. */
  manner: Manner;
  /** How many faxboxes it has at the start; the first sixteen are odd ones. */
  faxboxes: number;
}

interface Fixtures {
  complaints: Complaints;
  sandbox: Sandbox;
  panel: Panel;
}

/**
 * A test with a sandbox that is as new. It also fails where the page breaks its Content-Security-Policy, logs an error, or
 * throws.
 */
export const test = base.extend<Options & Fixtures>({
  manner: ["usual", { option: true }],
  faxboxes: [20, { option: true }],
  complaints: [
    async ({ page }, use) => {
      const complaints = await Complaints.of(page);
      await use(complaints);
      expect(complaints.list).toEqual([]);
    },
    { auto: true },
  ],
  sandbox: [
    async ({ manner, faxboxes }, use) => {
      const sandbox = SANDBOXES[manner];
      await sandbox.reset(faxboxes);
      await use(sandbox);
    },
    { auto: true },
  ],
  panel: async ({ page, sandbox }, use) => {
    await use(new Panel(page, sandbox));
  },
});

export { expect };
