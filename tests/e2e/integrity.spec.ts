import { expect, FAILED_REQUEST, test } from "./fixtures";

/** A file that was changed on its way. */
const CHANGED = "\n/* changed */";

test("a script that was changed on its way does not run, and a person is told", async ({ page, complaints }) => {
  complaints.expected(/integrity|digest/i);
  const script = /faxbox-admin-[0-9a-f]{16}\.js$/;
  await page.route(script, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `window.ran = true;${await response.text()}` });
  });
  const refused = page.waitForEvent("console", (message) => /integrity/i.test(message.text()));
  await page.goto("/");
  await refused;
  const alert = page.getByRole("alert");
  // Not while it is on its way: what is waited for is the time that a script is given. The form is there meanwhile.
  await expect(page.locator("[name=server]")).toBeVisible();
  await expect(alert).toBeHidden();
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  await expect(alert).toContainText("Faxbox Admin does not start");
  expect(await page.evaluate(() => [("ran" in window), customElements.get("faxbox-admin") === undefined])).toEqual([false, true]);
});

test("stylesheets that were changed on their way are not used", async ({ page, panel, complaints }) => {
  complaints.expected(/integrity|digest|Event/i);
  const changed: string[] = [];
  await page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    changed.push(new URL(route.request().url()).pathname);
    await route.fulfill({ response, body: `.faxbox { color: rgb(255, 0, 0) }${await response.text()}${CHANGED}` });
  });
  await panel.open();
  // A file that is not what it should be counts as one that did not come.
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(new Set(changed.map((path) => path.replace(/[0-9a-f]{16}/, "")))).toEqual(new Set(["/faxbox-admin-.css", "/faxbox-admin-late-.css"]));
  const sheets = await page.evaluate(() => {
    const links = [...(document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("link") ?? [])];
    return [...links, ...document.querySelectorAll("link")].filter((link) => link.rel === "stylesheet").map((link) => link.sheet);
  });
  expect(sheets.length).toBeGreaterThan(2);
  expect(new Set(sheets)).toEqual(new Set([null]));
});

test("a first page that does not end is ended, said, and asked for again", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  await sandbox.faults({ kind: "endless", method: "GET", path: "/faxboxes?", times: 0 });
  await panel.open();
  await expect(page.getByText("The answer is longer than this panel reads.").first()).toBeVisible({ timeout: 20_000 });
  await sandbox.faults();
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(panel.told).toHaveText("20 faxboxes");
});

test("a first page that comes byte by byte is given up in time, which is said, and asked for again", async ({ page, panel, sandbox, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  // The time of the list's reads is up when the test says so.
  await page.addInitScript(() => {
    let last: AbortController | undefined;
    const reads: AbortController[] = [];
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds) => {
      const controller = (last = new AbortController());
      timeout(milliseconds).addEventListener("abort", () => controller.abort(new DOMException("", "TimeoutError")));
      return controller.signal;
    };
    const ask = window.fetch.bind(window);
    window.fetch = (what, how) => {
      if (String(what instanceof Request ? what.url : what).includes("/faxboxes?") && last) reads.push(last);
      return ask(what, how);
    };
    Object.assign(window, { timeIsUp: () => reads.forEach((read) => read.abort(new DOMException("", "TimeoutError"))) });
  });
  await sandbox.faults({ kind: "trickle", method: "GET", path: "/faxboxes?", times: 0 });
  const begun = page.waitForResponse(/faxboxes\?/);
  await panel.open();
  await begun;
  await page.evaluate(() => (window as unknown as { timeIsUp(): void }).timeIsUp());
  await expect(page.getByText("No answer in time.").first()).toBeVisible();
  await sandbox.faults();
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(panel.told).toHaveText("20 faxboxes");
});
