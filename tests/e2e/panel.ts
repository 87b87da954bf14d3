import { expect, type Locator, type Page } from "@playwright/test";
import { ACCOUNT, type Account, type Sandbox } from "./sandbox";

/** Where the panel keeps a connection for the tab. */
const STORAGE_KEY = "faxbox-admin.connection";

export type Severity = "error" | "warning";

/** The panel on a page, by what a person sees of it. */
export class Panel {
  readonly search: Locator;
  /** Creates or saves. */
  readonly saveButton: Locator;
  /** How the last save ended, where there is more to say than that it went well. */
  readonly outcome: Locator;
  /** What is said of the list, below it. */
  readonly told: Locator;
  /** What was done, at the foot. */
  readonly notice: Locator;
  readonly dialog: Locator;

  constructor(
    readonly page: Page,
    readonly sandbox: Sandbox,
  ) {
    this.search = page.getByRole("searchbox", { name: "Search" });
    this.saveButton = page.locator("button[name=save]");
    this.outcome = page.locator(".outcome");
    this.told = page.locator(".foot [role=status]");
    this.notice = page.locator(".notice");
    this.dialog = page.getByRole("dialog");
  }

  /** Opens the panel somewhere, in a tab that remembers a connection; `commit` where a script of the page is held back. */
  async open(hash = "#/faxboxes", account: Account = ACCOUNT, waitUntil: "load" | "commit" = "load"): Promise<void> {
    const connection = JSON.stringify({
      server: this.sandbox.url,
      account_id: account.id,
      auth_token: account.token,
    });
    await this.page.addInitScript(
      ([key, text]) => {
        if (sessionStorage.getItem("prepared")) return;
        sessionStorage.setItem("prepared", "yes");
        sessionStorage.setItem(key, text);
      },
      [STORAGE_KEY, connection] as const,
    );
    await this.page.goto(`/${hash}`, { waitUntil });
  }

  async openList(account: Account = ACCOUNT): Promise<void> {
    await this.open("#/faxboxes", account);
    await expect(this.search).toBeVisible();
    // It stands there before the program does.
    await expect(this.page.locator("[aria-busy=true]")).toHaveCount(0);
  }

  /** Opens the editor of a faxbox by its address. */
  async openFaxbox(id: string, account: Account = ACCOUNT): Promise<void> {
    await this.open(`#/faxboxes/${id}`, account);
    await expect(this.control("name")).toBeVisible();
    await this.drawn();
    // What the list knew may stand there until the document comes.
    await expect(this.page.locator("[aria-busy=true]")).toHaveCount(0);
  }

  async openNew(account: Account = ACCOUNT): Promise<void> {
    await this.open("#/faxboxes/new", account);
    await expect(this.control("name")).toBeVisible();
    await this.drawn();
  }

  /** Waits for the panel's own form of connecting, which takes the place of one that is there before it. */
  async connecting(): Promise<void> {
    await expect(this.control("server")).toBeVisible();
    await expect(this.page.locator(".notice").first()).toBeAttached();
  }

  /** Waits until all sections of the editor are drawn: the first is there before the others. */
  async drawn(): Promise<void> {
    await expect(this.page.locator(".editor--begun")).toHaveCount(0);
  }

  /** Holds back the requests of a method that name a path, until what comes back is called. */
  async hold(method: string, path: string): Promise<() => void> {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await this.page.route(
      (url) => url.href.startsWith(this.sandbox.url) && url.href.includes(path),
      async (route) => {
        if (route.request().method() === method) await held;
        await route.continue();
      },
    );
    return release;
  }

  /** A row of the list. */
  row(id: string): Locator {
    return this.page.locator(`[data-faxbox-id="${id}"]`);
  }

  get rows(): Locator {
    return this.page.locator("[data-faxbox-id]");
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  /** The control of a documented path. */
  control(path: string): Locator {
    return this.page.locator(`[name="${path}"]`);
  }

  /** What is said of a path. */
  problem(path: string, severity?: Severity): Locator {
    const kind = severity === undefined ? "" : `[data-severity=${severity}]`;
    return this.page.locator(`[data-problem-of="${path}"]${kind}`);
  }

  /** One of a few: "" is "not set". */
  choice(path: string, value: string): Locator {
    return this.page.locator(`[name="${path}"][value="${value}"]`);
  }

  async choose(path: string, value: string): Promise<void> {
    await this.page.locator("label", { has: this.choice(path, value) }).click();
    await expect(this.choice(path, value)).toBeChecked();
  }

  /** Adds a row to a list and types into it. */
  async addRow(path: string, text: string): Promise<void> {
    const rows = this.page.locator(`[name^="${path}."]`);
    const row = await rows.count();
    await this.page.locator(`[id="${path}"]`).click();
    await this.control(`${path}.${row}`).fill(text);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  async save(): Promise<void> {
    await this.saveButton.click();
  }

  /** Saves, and waits until it is said that it went well. */
  async saveWell(): Promise<void> {
    await this.save();
    await expect(this.notice).toContainText(/Saved\.|Created\./);
  }

  /** Opens the look at what a save would do. */
  async review(): Promise<void> {
    await this.page.locator("button[name=review]").click();
    await expect(this.dialog).toContainText(/Changes/);
  }

  /** Saves by PATCH: the review offers it. */
  async updateOnly(): Promise<void> {
    await this.review();
    await this.dialog.getByRole("radio", { name: /^Update/ }).check();
    await this.dialog.locator("[name=save_reviewed]").click();
  }

  /** Turns from the form to the document as text, or back. */
  async turn(): Promise<void> {
    await this.page.locator("button[name=show_document]").click();
  }

  /** The document as text. */
  get text(): Locator {
    return this.page.locator("textarea[name=document]");
  }
}
