import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { openTask, slowedDown } from "./bulk";
import { expect, FAILED_REQUEST, type Panel, type Sandbox, test } from "./fixtures";

test.use({ faxboxes: 10_000 });
test.describe.configure({ timeout: 240_000 });

const PATIENCE = { timeout: 60_000 };
/** How many are written before a run is stopped. */
const SOME = 60;

const end = (panel: Panel): Locator => panel.dialog.locator(".bulk__end");
const go = (panel: Panel): Locator => panel.dialog.locator("[name=go]");

/** Which faxboxes were written with a method, each with the tags that it was written with. */
async function written(sandbox: Sandbox, method: "POST" | "DELETE"): Promise<Map<string, Set<string>>> {
  const tags = new Map<string, Set<string>>();
  for (const { path, headers } of await sandbox.sent(method)) {
    const known = tags.get(path) ?? new Set();
    tags.set(path, known.add(headers["if-match"] ?? ""));
  }
  return tags;
}

/** Lets a run go on until so many faxboxes were written, then stops it; how many it says are done, refused, and not tried. */
async function stopAfter(panel: Panel, sandbox: Sandbox, method: "POST" | "DELETE", count: number): Promise<number[]> {
  await expect.poll(async () => (await written(sandbox, method)).size, PATIENCE).toBeGreaterThan(count);
  await panel.dialog.locator("[name=stop]").click();
  await expect(end(panel)).toBeFocused(PATIENCE);
  const line = await end(panel).innerText();
  const [, done, all, refused, untried] = /^(\d+) of (\d+) done, (\d+) refused, (\d+) not tried\.$/.exec(line) ?? [];
  const counts = [done, refused, untried].map(Number);
  expect(counts.reduce((a, b) => a + b), line).toBe(Number(all));
  return counts;
}

async function openAll(panel: Panel): Promise<void> {
  await panel.openList();
  await expect(panel.told).toHaveText("10\u202f000 faxboxes", PATIENCE);
}

test("a change of ten thousand heeds a server that slows down, is stopped, goes on, and sends nothing twice", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAll(panel);
  await openTask(panel, "change");
  await panel.dialog.locator("[name=what]").selectOption("fax_header");
  await panel.dialog.locator("[name=first]").fill("Acme");
  await expect(go(panel)).toContainText(/\d{4}/, PATIENCE);
  const all = Number((await go(panel).innerText()).match(/\d+/)?.[0]);
  expect(all).toBeGreaterThan(9_900);

  // First a bucket that runs empty, then a server that turns everything away for a while.
  await sandbox.options({ bucket: { size: 40, refill_per_second: 3 } });
  const slowed = slowedDown(panel);
  await go(panel).click();
  await expect(panel.dialog.locator(".bulk__count")).toContainText(String(all));
  await slowed;
  await sandbox.options({ bucket: null });
  const first = await stopAfter(panel, sandbox, "POST", SOME);
  expect(first[0]).toBe((await written(sandbox, "POST")).size);
  await sandbox.faults({ status: 429, path: "/faxboxes/", nth: 20, times: 3 });
  const again = slowedDown(panel);
  await panel.dialog.getByRole("button", { name: "Retry the failed" }).click();
  await again;
  const [done, refused] = await stopAfter(panel, sandbox, "POST", (first[0] ?? 0) + SOME);
  expect(refused).toBe(0);

  // Whatever was sent again had been turned away: a second write would have come with another tag.
  const tags = await written(sandbox, "POST");
  expect(tags.size).toBe(done);
  expect([...tags.values()].filter((tags) => tags.size > 1 || tags.has(""))).toEqual([]);
  const download = panel.page.waitForEvent("download");
  await panel.dialog.locator("[name=report]").click();
  const report = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(report).toHaveLength(all + 1);
  expect(report.filter((line) => line.includes(",done,"))).toHaveLength(done ?? 0);
  const headed = (await sandbox.list()).filter((document) => document.fax_header === "Acme");
  for (const path of tags.keys()) expect(headed.some(({ id }) => path.endsWith(String(id)))).toBe(true);
  await panel.dialog.locator("[name=close]").click();
  await expect(panel.told).toHaveText("10\u202f000 faxboxes");
});

test("a removal of ten thousand wants their number, is stopped, and goes on with those that are left", async ({ panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await openAll(panel);
  await openTask(panel, "remove");
  await panel.dialog.locator("[name=number]").fill("1000");
  await expect(panel.dialog).toContainText("This is not 10000.");
  await go(panel).click({ force: true });
  expect(await sandbox.sent("DELETE")).toEqual([]);
  await panel.dialog.locator("[name=number]").fill("10000");
  await go(panel).click();
  const first = await stopAfter(panel, sandbox, "DELETE", SOME);
  await panel.dialog.getByRole("button", { name: "Retry the failed" }).click();
  const [done, refused] = await stopAfter(panel, sandbox, "DELETE", (first[0] ?? 0) + SOME);
  expect(refused).toBe(0);
  expect((await sandbox.sent("DELETE")).length).toBe(done);
  expect((await written(sandbox, "DELETE")).size).toBe(done);
  expect(await sandbox.list()).toHaveLength(10_000 - (done ?? 0));
  await panel.dialog.locator("[name=close]").click();
  await expect(panel.told).toHaveText(`${10_000 - (done ?? 0)} faxboxes`);
});
