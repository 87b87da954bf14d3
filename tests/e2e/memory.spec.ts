import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

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

/** Opens a faxbox so many times, changes its name, looks at the review, and goes back without saving: in the page, for a hand takes its time. */
function rounds(page: Page, id: string, count: number): Promise<void> {
  return page.evaluate(
    async ([id, count]) => {
      const root = document.querySelector("faxbox-admin")!.shadowRoot!;
      const there = async <E extends HTMLElement>(selector: string, text = ""): Promise<E> => {
        for (;;) {
          const found = [...root.querySelectorAll<E>(selector)].find((element) => element.checkVisibility() && element.textContent!.includes(text));
          if (found) return found;
          await new Promise(requestAnimationFrame);
        }
      };
      const gone = async (selector: string): Promise<void> => {
        while (root.querySelector(selector)) await new Promise(requestAnimationFrame);
      };
      for (let number = 0; number < count; number += 1) {
        (await there(`[data-faxbox-id="${id}"] .row__open`)).click();
        const name = await there<HTMLInputElement>("[name=name]:read-write");
        await gone(".editor--begun");
        name.value = `Edited ${number}`;
        name.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        (await there("button[name=review]")).click();
        await there("dialog[open]", `Edited ${number}`);
        (await there("dialog[open] button", "Back")).click();
        await gone("dialog[open]");
        (await there(".crumb")).click();
        (await there("dialog[open] button", "Discard the changes")).click();
        await there(`[data-faxbox-id="${id}"]`);
      }
    },
    [id, count] as const,
  );
}

test("an editor that was left leaves nothing behind: no nodes, no listeners, no memory", async ({ page, panel, sandbox }) => {
  test.setTimeout(120_000);
  await page.addInitScript(watchWasm);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await panel.openList();
  await expect(panel.told).toHaveText("20 faxboxes");
  const id = await sandbox.id("Only a name");
  await rounds(page, id, WARM_ROUNDS);
  const before = await heap(page, cdp);
  await rounds(page, id, ROUNDS);
  const after = await heap(page, cdp);
  expect(before.wasm).toBeGreaterThan(0);
  expect(after.wasm - before.wasm, "memory of the WASM").toBeLessThan(ROUNDS * BYTES_MAX_OF_ROUND);
  expect(after.script - before.script, "script's heap").toBeLessThan(ROUNDS * BYTES_MAX_OF_ROUND);
  expect(after.nodes - before.nodes, "nodes").toBeLessThan(ROUNDS * NODES_MAX_OF_ROUND);
  expect(after.listeners - before.listeners, "listeners").toBeLessThan(ROUNDS);
});
