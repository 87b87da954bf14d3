/**
 * The panel beside a page without a framework: the same API, the same browser, in turn. `cargo xtask bench` serves both and sets
 * the variables; the tables go to the output, every sample goes into a file.
 */
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { serve, TOKEN } from "./api.mjs";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("playwright-core");
const PROBE = readFileSync(new URL("probe.js", import.meta.url), "utf8");
const STORAGE_KEY = "faxbox-admin.connection";
const TIMEOUT_MS = 180_000;
const QUIET_MS = { load: 400, act: 100 };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SUBJECTS = { baseline: process.env.BASELINE_URL, panel: process.env.PANEL_URL };
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const LENGTHS = (process.env.LENGTHS ?? "100 1000 10000 50000").split(" ").map(Number);
const FULL_SPEED = { cpu: 1, line: { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 } };
const PROFILES = {
  // What is short is done more often: a frame more or less counts there.
  "no throttling": { times: 3 },
  // What browsers' tools call "Slow 4G": 1.6 Mbit/s less 10 %, 562.5 ms until an answer begins.
  "CPU 4× slower, slow 4G": { times: 1, cpu: 4, line: { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 } },
};
/** What those phases are called that are measured while all is read, and where they are kept. */
const READING = { page: "faxbox-admin: page", digest: "faxbox-admin: digest", order: "faxbox-admin: order names", settleWork: "faxbox-admin: settle" };
const [LOOK, ROWS] = ["faxbox-admin: look", "faxbox-admin: rows"];
const ONLY = process.env.PROFILE; // the beginning of a profile's name
/** Key, name, unit, and, where it is in the README, the name there. */
const METRICS = [
  ["bytesFirst", "bytes before the first row", "KiB", "bytes before the first row"], ["requestsFirst", "requests before the first row", ""],
  ["bytesAll", "bytes, settled", "KiB"], ["requestsAll", "requests, settled", ""],
  ["firstRow", "navigation → first row", "ms", "first row"], ["interactive", "navigation → a search typed at the first row is answered", "ms", "interactive"],
  ["settled", "navigation → all rows, and quiet", "ms"], ["shifts", "layout shift (CLS)", ""],
  ["filter", "filter, the first character", "ms", "filter, first character"], ["filterHeld", "… in the DOM", "ms"],
  ["narrow", "filter, the last character", "ms", "filter, last character"], ["narrowHeld", "… in the DOM", "ms"],
  ["clear", "clear the filter", "ms", "clear"], ["clearHeld", "… in the DOM", "ms"],
  ["sort", "sort", "ms", "sort"], ["sortHeld", "… in the DOM", "ms"],
  ["open", "open the editor", "ms", "open"], ["openHeld", "… in the DOM", "ms"],
  ["reopen", "open the editor again", "ms", "open again"], ["reopenHeld", "… in the DOM", "ms"],
  ["message", "keystroke → message", "ms", "keystroke → message"], ["messageHeld", "… in the DOM", "ms"],
  ["readTask", "longest task while the rest is read", "ms", "longest task: reading the rest"],
  ["filterTask", "longest task of a filter", "ms", "longest task: filter"], ["sortTask", "longest task of a sort", "ms", "longest task: sort"],
  ["page", "work: a page is read", "ms"], ["digest", "work: rows are made of some of it", "ms"], ["order", "work: some names are put in order", "ms"],
  ["settleWork", "work: what came takes its place", "ms"], ["filterWork", "work: filter", "ms"], ["sortWork", "work: sort", "ms"],
  ["rowsWork", "work: the rows in sight are drawn", "ms"],
  ["dropped", "scroll from end to end, dropped frames", "", "scroll: dropped frames"],
  ["heap", "heap, script and WASM", "MiB", "heap"], ["nodes", "DOM elements", ""],
];

/** A new page that has never been here, with the connection in its tab. */
async function visit(browser, url, length, profile, api, act) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    const cdp = await context.newCDPSession(page);
    const connection = JSON.stringify({ server: api, account_id: `bench-${length}`, auth_token: TOKEN });
    await page.addInitScript(([key, text]) => sessionStorage.setItem(key, text), [STORAGE_KEY, connection]);
    await page.addInitScript(PROBE);
    await cdp.send("Network.enable");
    const slow = async ({ cpu, line }) => {
      if (!profile.cpu) return;
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
      await cdp.send("Network.emulateNetworkConditions", line);
    };
    await slow(profile);
    const underWay = new Set();
    cdp.on("Network.requestWillBeSent", ({ requestId, request }) => request.url.startsWith("http") && underWay.add(requestId));
    for (const end of ["Finished", "Failed"]) cdp.on(`Network.loading${end}`, ({ requestId }) => underWay.delete(requestId));
    /** When the page came to rest: nothing is drawn, nothing worked on, and nothing is on its way. */
    const settle = async (quiet) => {
      for (;;) {
        const when = await page.evaluate((quiet) => bench.settled(quiet), quiet);
        if (!underWay.size) return when;
      }
    };
    await page.goto(url, { waitUntil: "commit" });
    return await act({ page, cdp, slow, settle });
  } finally {
    await context.close();
  }
}

async function measure(browser, url, length, profile, api) {
  const type = (page, text) => page.keyboard.type(text);
  const search = (page) => page.evaluate(() => bench.focus("input[type=search]"));
  const until = (page, name, argument) => page.evaluate(([name, argument]) => bench.until(name, argument), [name, argument]);
  const sample = {};
  await visit(browser, url, length, profile, api, async ({ page }) => {
    // One of the first page.
    sample.interactive = await page.evaluate(() => bench.interactive("n000042"));
  });

  await visit(browser, url, length, profile, api, async ({ page, cdp, slow, settle }) => {
    const { firstRow, bytes, requests } = await page.evaluate(() => bench.load());
    Object.assign(sample, { firstRow, bytesFirst: bytes, requestsFirst: requests });
    // The rest is read at full speed: what is slow would be minutes of the line.
    await slow(FULL_SPEED);
    if (!profile.cpu) await page.evaluate(() => bench.beat());
    await until(page, "all", length);
    if (!profile.cpu) sample.readTask = await page.evaluate(() => bench.longest());
    // There are phases in a build for this alone (`--phases`).
    const phases = () => page.evaluate(() => bench.phases());
    const read = await phases();
    for (const [key, name] of Object.entries(READING)) sample[key] = read[name];
    const settled = await settle(QUIET_MS.load);
    if (!profile.cpu) sample.settled = settled;
    await slow(profile);
    const whole = await page.evaluate(() => bench.transferred());
    Object.assign(sample, { bytesAll: whole.bytes, requestsAll: whole.requests, shifts: await page.evaluate(() => bench.shifts()) });

    await cdp.send("HeapProfiler.collectGarbage");
    await cdp.send("Performance.enable");
    const { metrics } = await cdp.send("Performance.getMetrics");
    await cdp.send("Performance.disable");
    const scripts = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
    sample.heap = scripts + (await page.evaluate(() => bench.wasmBytes()));
    sample.nodes = await page.evaluate(() => bench.nodes());
    sample.dropped = await page.evaluate(() => bench.scroll());
    await settle(QUIET_MS.act);

    const timed = async (key, event, name, argument, act) => {
      await page.evaluate(([event, name, argument]) => bench.arm(event, name, argument), [event, name, argument]);
      await act();
      const { held, painted } = await page.evaluate(() => bench.armed());
      (sample[key] ??= []).push(painted);
      (sample[`${key}Held`] ??= []).push(held);
      await settle(QUIET_MS.act);
    };
    const longest = async (key, name, argument, act) => {
      await page.evaluate(() => bench.beat());
      await act();
      await until(page, name, argument);
      sample[key] = await page.evaluate(() => bench.longest());
      await settle(QUIET_MS.act);
    };
    const rows = () => page.evaluate(() => bench.rows());
    const sorter = page.locator("thead th button").first();
    for (let time = 0; time < profile.times; time += 1) {
      await search(page);
      await timed("filter", "keydown", "everyRowHas", "&", () => type(page, "&"));
      await search(page);
      await timed("clear", "keydown", "someRowLacks", "&", () => page.keyboard.press("Delete"));
      // One letter less finds ten.
      await type(page, "n00004");
      await until(page, "everyRowHas", "n00004");
      await settle(QUIET_MS.act);
      await timed("narrow", "keydown", "everyRowHas", "n000042", () => type(page, "2"));
      await search(page);
      await page.keyboard.press("Delete");
      await until(page, "someRowLacks", "n000042");
      await settle(QUIET_MS.act);
      await timed("sort", "click", "firstRowChanged", (await rows())[0], () => sorter.click());
    }
    if (!profile.cpu) {
      await search(page);
      await phases();
      await longest("filterTask", "everyRowHas", "&", () => type(page, "&"));
      const filtered = await phases();
      [sample.filterWork, sample.rowsWork] = [filtered[LOOK], filtered[ROWS]];
      await search(page);
      await page.keyboard.press("Delete");
      await until(page, "someRowLacks", "&");
      await settle(QUIET_MS.act);
      await phases();
      await longest("sortTask", "firstRowChanged", (await rows())[0], () => sorter.click());
      sample.sortWork = (await phases())[LOOK];
    }
    const opens = Math.min(profile.times, 2);
    for (let time = 0; time <= opens; time += 1) {
      const row = page.locator("[data-faxbox-id]").nth(time);
      const link = row.locator("a").first();
      await timed(time ? "reopen" : "open", "click", "editorOf", (await rows())[time], () => link.click());
      if (time === opens) break;
      await page.evaluate(() => history.back());
      await until(page, "listIsBack");
      await settle(QUIET_MS.act);
    }
    for (let time = 0; time < profile.times; time += 1) {
      await page.evaluate(() => bench.focus("[name=name]"));
      await timed("message", "keydown", "says", "[data-problem-of=name]", () => page.keyboard.press("Delete"));
      await type(page, "x");
      await until(page, "isSilent", "[data-problem-of=name]");
      await settle(QUIET_MS.act);
    }
  });
  return sample;
}

/** A page that crashed, or a condition that never holds, ends the measuring. */
function inTime(subject, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`the ${subject} was not measured within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Of all rounds, and of all times in each; nothing where it was not measured. */
function statistics(samples, key) {
  const values = samples.flatMap((sample) => sample[key] ?? []).sort((a, b) => a - b);
  if (!values.length) return undefined;
  const middle = values.length >> 1;
  const median = values.length % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return { median, least: values[0], most: values.at(-1) };
}

function number(value, unit) {
  const scaled = value / ({ KiB: 1024, MiB: 1024 * 1024 }[unit] ?? 1);
  return scaled >= 100 || Number.isInteger(scaled) ? scaled.toFixed(0) : scaled.toFixed(scaled < 1 ? 3 : 1);
}

function ratio({ baseline, panel }) {
  if (!(baseline?.median > 0) || !panel) return "–";
  const ratio = panel.median / baseline.median;
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)} ×`;
}

const both = (samples, key) => ({ baseline: statistics(samples.baseline, key), panel: statistics(samples.panel, key) });

function table(title, samples) {
  const cell = (statistic, unit) => {
    if (!statistic) return "–";
    const [median, least, most] = [statistic.median, statistic.least, statistic.most].map((value) => number(value, unit));
    return least === most ? median : `${median} (${least}–${most})`;
  };
  const lines = METRICS.flatMap(([key, name, unit]) => {
    const found = both(samples, key);
    if (!found.panel && !found.baseline) return [];
    return `| ${name}${unit && `, ${unit}`} | ${cell(found.baseline, unit)} | ${cell(found.panel, unit)} | ${ratio(found)} |`;
  });
  return [`### ${title}`, "", "| | baseline | panel | ratio |", "|---|---|---|---|", ...lines, ""].join("\n");
}

/** What the README quotes: ratios, and counts where a ratio says nothing. */
function ratios(measured) {
  const told = measured.filter(({ length }) => length > 100);
  const counts = ["bytesFirst", "dropped"];
  const lines = METRICS.filter(([, , , name]) => name).map(([key, , unit, name]) => {
    const cells = told.map(({ samples }) => {
      const found = both(samples, key);
      if (!counts.includes(key) || !found.panel || !found.baseline) return ratio(found);
      return `${number(found.panel.median, unit)} to ${number(found.baseline.median, unit)}`;
    });
    return `| ${name}${counts.includes(key) && unit ? `, ${unit}` : ""} | ${cells.join(" | ")} |`;
  });
  const heads = told.map(({ length, profile }) => `${length.toLocaleString("en")}${profile.line ? ", slow" : ""}`);
  return [`| panel ÷ baseline, ${when.slice(0, 10)} | ${heads.join(" | ")} |`, `|---|${heads.map(() => "---|").join("")}`, ...lines, ""].join("\n");
}

const api = await serve();
const when = new Date().toISOString();
const results = { when, cpus: cpus().length, rounds: ROUNDS, runs: [] };
const measured = [];

/** Written after each length: what goes wrong later costs nothing of it. */
function write() {
  const heading = `Panel and baseline in Chromium ${results.chromium} on ${when.slice(0, 10)}: median (range) of ${ROUNDS} rounds in turn.\n`;
  const tables = measured.map(({ name, length, samples }) => table(`${length} faxboxes, ${name}`, samples));
  const markdown = [heading, ...tables, "### For the README\n", ratios(measured)].join("\n");
  writeFileSync(`${process.env.RESULTS}.json`, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(`${process.env.RESULTS}.md`, markdown);
  writeFileSync(`${process.env.RESULTS}-ratios.md`, ratios(measured));
  return markdown;
}

const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });

/** One round: each in turn. Once more where one failed: a browser may end under a load that is none of ours. */
async function measureRound(order, length, profile, keep) {
  let browser = await launch();
  results.chromium = browser.version();
  try {
    for (const subject of order) {
      const sample = () => inTime(subject, measure(browser, SUBJECTS[subject], length, profile, api.url));
      keep(subject, await sample().catch(async (error) => {
        console.error(`the ${subject}, ${length} faxboxes: ${error}`);
        await browser.close();
        browser = await launch();
        return sample();
      }));
    }
  } finally {
    await browser.close();
  }
}

try {
  for (const [name, profile] of Object.entries(PROFILES)) {
    if (ONLY && !name.startsWith(ONLY)) continue;
    for (const length of LENGTHS) {
      const samples = { baseline: [], panel: [] };
      measured.push({ name, profile, length, samples });
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        await measureRound(round % 2 ? ["panel", "baseline"] : ["baseline", "panel"], length, profile, (subject, sample) => {
          samples[subject].push(sample);
          results.runs.push({ profile: name, length, round, subject, load: loadavg()[0], ...sample });
        });
        const seconds = ((performance.now() - start) / 1000).toFixed(0);
        console.error(`${name}, ${length} faxboxes: round ${round + 1} of ${ROUNDS}, ${seconds} s`);
      }
      write();
    }
  }
} finally {
  api.end();
}
console.log(write());
