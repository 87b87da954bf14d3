import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Counts the elements of a kind that are made, on the screen or not. */
async function count(page: Page, name: string): Promise<() => Promise<number>> {
  await page.addInitScript((name) => {
    const [create, clone] = [document.createElement, Node.prototype.cloneNode];
    Object.assign(window, { made: 0 });
    const count = (node: Node) => {
      if (node instanceof Element && node.localName === name) (window as unknown as { made: number }).made += 1;
    };
    document.createElement = function (this: Document, ...given: Parameters<typeof create>) {
      const made = create.apply(this, given);
      count(made);
      return made;
    } as typeof create;
    Node.prototype.cloneNode = function (...given) {
      const made = clone.apply(this, given);
      count(made);
      return made;
    };
  }, name);
  return () => page.evaluate(() => (window as unknown as { made: number }).made);
}

/** What somebody sees and hears of the panel and its page, and what is kept of it. */
function shown(page: Page): Promise<unknown[]> {
  return page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")!.shadowRoot!;
    const said = [...root.querySelectorAll("[role=status], [role=alert]")].map(({ textContent }) => textContent).join();
    return [said, root.querySelectorAll("*").length, root.activeElement?.className, document.title, location.hash, history.length, Object.keys(sessionStorage).length];
  });
}

/** Waits until no more are made. */
async function rest(page: Page, made: () => Promise<number>): Promise<void> {
  await expect.poll(async () => {
    const last = await made();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    return (await made()) === last;
  }).toBe(true);
}

test("an opening is rehearsed out of sight: nothing is sent, said, focused or drawn", async ({ page, panel, sandbox }) => {
  const inputs = await count(page, "input");
  await panel.openList();
  await expect(panel.told).toContainText("faxboxes");
  await expect(page.locator(".attention__head")).toContainText(/in \d+ of|nothing/);
  const [before, asked, view] = [await inputs(), await sandbox.requests(), await shown(page)];
  // The name and the other texts of the first section, twice.
  await expect.poll(inputs).toBeGreaterThan(before + 4);
  await rest(page, inputs);
  expect(await sandbox.requests()).toEqual(asked);
  expect(await shown(page)).toEqual(view);
});

test("while somebody connects, the list is rehearsed out of sight: nothing is sent, said, focused or drawn", async ({ page, panel, sandbox }) => {
  const rows = await count(page, "tr");
  const told: string[] = [];
  await page.exposeFunction("tell", (event: string) => told.push(event));
  await page.addInitScript(() => {
    for (const event of ["ready", "view", "dirty", "error", "signed-out"]) {
      addEventListener(`faxbox-${event}`, ({ type }) => (window as unknown as { tell(event: string): void }).tell(type));
    }
  });
  const asked = await sandbox.requests();
  await page.goto("/");
  await panel.connecting();
  await panel.control("server").focus();
  const view = await shown(page);
  // The headings, and a row or more.
  await expect.poll(rows).toBeGreaterThan(1);
  await rest(page, rows);
  expect(await sandbox.requests()).toEqual(asked);
  expect(await shown(page)).toEqual(view);
  expect(told).toEqual(["faxbox-ready", "faxbox-view"]);
});
