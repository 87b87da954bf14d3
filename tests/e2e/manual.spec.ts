/** The manual: everything that a host can use has an example, and each example does what it says. */
import { ACCOUNT, expect, FAILED_REQUEST, test as base } from "./fixtures";
import { type Running, servePages } from "./hosts";

const test = base.extend<object, { pages: Running }>({
  pages: [
    async ({}, use) => {
      const pages = await servePages();
      await use(pages);
      await pages.close();
    },
    { scope: "worker" },
  ],
});

for (const kind of ["attributes", "members", "events", "tokens", "parts"])
  test(`each of the ${kind} has an example that runs`, async ({ page, sandbox, pages, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await page.route("**/portal/session", (route) => route.fulfill({ json: { server: sandbox.url, accountId: ACCOUNT.id } }));
    await page.route("**/portal/token", (route) => route.fulfill({ body: ACCOUNT.token }));
    await page.goto(`${pages.url}/manual.html`);
    const examples = page.locator(`#${kind} [data-example]`);
    await expect(page.locator("html[data-ready]")).toBeAttached();
    expect(await examples.count()).toBeGreaterThan(0);
    await expect(page.locator(`#${kind} [data-outcome=missing]`)).toHaveText([]);
    const failed: string[] = [];
    for (const example of await examples.all()) {
      await example.getByRole("button", { name: "Run" }).click();
      await expect(example).toHaveAttribute("data-outcome", /well|failed/, { timeout: 15_000 });
      // A dialog bars the rest of the page.
      await page.keyboard.press("Escape");
      if ((await example.getAttribute("data-outcome")) !== "well") failed.push(`${await example.getAttribute("id")}: ${await example.locator("output").textContent()}`);
    }
    expect(failed).toEqual([]);
  });
