import type { CDPSession, Page } from "@playwright/test";
import { expect, type Panel, test } from "./fixtures";

/** Until then caches fill: the files on demand, the parsed styles, the languages' rules, the last requests that a diagnosis tells. */
const WARM_ROUNDS = 30;
const ROUNDS = 30;
/** A view that is kept has some thousands of nodes. */
const NODES_MAX_OF_ROUND = 20;
/** Of the WASM, whose memory grows by pages of 65,536 bytes and has holes, and of the script's heap. */
const BYTES_MAX_OF_ROUND = 10_000;

/** Remembers the memories of all WASM: the browser's own figure leaves them out. */
function watchWasm(): void {
  const memories = new Set<WebAssembly.Memory>();
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await instantiate(source, imports);
    for (const value of Object.values(made.instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
    return made;
  };
  Object.assign(window, { wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0) });
}

async function heap(page: Page, cdp: CDPSession) {
  // What the WASM held goes after what called it.
  for (let time = 0; time < 3; time += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value;
  const wasm = await page.evaluate(() => (window as unknown as { wasmBytes(): number }).wasmBytes());
  return { script: metric("JSHeapUsedSize"), nodes: metric("Nodes"), listeners: metric("JSEventListeners"), wasm };
}

/** Opens a faxbox, changes its name, looks at the review, and goes back without saving. */
async function round(panel: Panel, id: string, number: number): Promise<void> {
  await panel.row(id).locator(".row__open").click();
  await panel.control("name").fill(`Edited ${number}`);
  await panel.review();
  await panel.dialog.getByRole("button", { name: "Back" }).click();
  await panel.page.locator(".crumb").click();
  await panel.dialog.getByRole("button", { name: "Discard the changes" }).click();
  await expect(panel.row(id)).toBeVisible();
}

test("an editor that was left leaves nothing behind: no nodes, no listeners, no memory", async ({ page, panel, sandbox }) => {
  test.setTimeout(120_000);
  await page.addInitScript(watchWasm);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await panel.openList();
  await expect(panel.told).toHaveText("20 faxboxes");
  const id = await sandbox.id("Only a name");
  for (let number = 0; number < WARM_ROUNDS; number += 1) await round(panel, id, number);
  const before = await heap(page, cdp);
  for (let number = 0; number < ROUNDS; number += 1) await round(panel, id, number);
  const after = await heap(page, cdp);
  expect(before.wasm).toBeGreaterThan(0);
  expect(after.wasm - before.wasm, "memory of the WASM").toBeLessThan(ROUNDS * BYTES_MAX_OF_ROUND);
  expect(after.script - before.script, "script's heap").toBeLessThan(ROUNDS * BYTES_MAX_OF_ROUND);
  expect(after.nodes - before.nodes, "nodes").toBeLessThan(ROUNDS * NODES_MAX_OF_ROUND);
  expect(after.listeners - before.listeners, "listeners").toBeLessThan(ROUNDS);
});
