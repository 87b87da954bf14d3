import { ACCOUNT, expect, FAILED_REQUEST, type Panel, type Sandbox, test } from "./fixtures";

test.use({ faxboxes: 10_000 });
test.describe.configure({ timeout: 120_000 });

/** How many of them there are, as the heading says it. */
const ALL = "10\u202f000";
/** How many there are where it is told what becomes of a page: a small one, and two large ones and more. */
const FEW = 3_000;

/** Ten thousand faxboxes are read in a second or two; a busy machine takes longer. */
const PATIENCE = { timeout: 30_000 };

/** The ids of all faxboxes, in the order a list gives them. */
async function ids(sandbox: Sandbox): Promise<string[]> {
  return (await sandbox.list()).map((row) => row.id as string);
}

/** The requests for pages that the sandbox has seen, as their queries. */
async function pages(sandbox: Sandbox): Promise<string[]> {
  const requests = await sandbox.requests();
  return requests.filter((request) => request.path.endsWith("/faxboxes")).map((request) => request.query);
}

async function openAll(panel: Panel, all = ALL): Promise<void> {
  await panel.openList();
  await expect(panel.told).toHaveText(`${all} faxboxes`, PATIENCE);
}

/** How many elements the panel has. */
function elements(panel: Panel): Promise<number> {
  return panel.page.evaluate(() => document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("*").length ?? 0);
}

/** The number of the row that has the focus: the first of the list is 2, behind the headings. */
function focusedRow(panel: Panel): Promise<string | null> {
  return panel.page.evaluate(() => {
    const focused = document.querySelector("faxbox-admin")?.shadowRoot?.activeElement;
    return focused?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex") ?? null;
  });
}

test.describe("loading", () => {
  test("begins with a small page, goes on in large ones, and says how far it is", async ({ page, panel, sandbox }) => {
    const release = await panel.hold("GET", "start_key=");
    await panel.openList();
    await expect(panel.rows.first()).toBeVisible();
    await expect(panel.heading(/^Faxboxes/)).toHaveText("Faxboxes 50");
    await expect(page.locator(".foot")).toContainText(/^50 of about [0-9 \u202f]+ read/);
    await expect(page.getByRole("progressbar", { name: "How much of the list was read" })).toBeVisible();
    await expect(page.getByRole("table", { name: "Faxboxes of this account" })).toHaveAttribute("aria-rowcount", "-1");
    release();
    await expect(panel.told).toHaveText(`${ALL} faxboxes`, PATIENCE);
    await expect(panel.heading(/^Faxboxes/)).toHaveText(`Faxboxes ${ALL}`);
    await expect(page.getByRole("table", { name: "Faxboxes of this account" })).toHaveAttribute("aria-rowcount", "10001");
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await expect(page.locator(".foot")).toContainText("read just now");
    const asked = await pages(sandbox);
    expect(asked[0]).toBe("page_size=50");
    expect(asked).toHaveLength(11);
    for (const query of asked.slice(1)) expect(query).toMatch(/^page_size=1000&start_key=/);
  });
});

test.describe("loading what does not come at once", () => {
  test.use({ faxboxes: FEW });

  test("waits out a page that fails twice, and loses none of the others", async ({ panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.faults({ status: 503, method: "GET", path: "start_key=", nth: 3, times: 2 });
    await openAll(panel, String(FEW));
    const asked = await pages(sandbox);
    const sizes = asked.map((query) => Number(/page_size=([0-9]+)/.exec(query)?.[1]));
    // The page that failed was asked for again, in halves, and then in more again.
    expect(sizes.slice(0, 6)).toEqual([50, 1000, 1000, 1000, 500, 250]);
    expect(new Set(asked.slice(3, 6).map((query) => query.split("&")[1])).size).toBe(1);
    await panel.search.fill("Front desk");
    await expect(panel.rows.first()).toBeVisible();
  });

  test("asks for less where the server says that it is too much", async ({ panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.faults({ status: 416, method: "GET", path: "page_size=1000", times: 0 }, { status: 413, method: "GET", path: "page_size=500", times: 0 });
    await openAll(panel, String(FEW));
    const sizes = (await pages(sandbox)).map((query) => /page_size=([0-9]+)/.exec(query)?.[1]);
    expect(sizes.slice(0, 5)).toEqual(["50", "1000", "500", "250", "250"]);
    expect(sizes.filter((size) => size === "1000")).toHaveLength(1);
    // The next reading remembers.
    await sandbox.forget();
    await panel.button("Refresh").click();
    await expect(panel.told).toHaveText(`${FEW} faxboxes`, PATIENCE);
    await expect.poll(async () => (await pages(sandbox)).length).toBe(1 + Math.ceil((FEW - 50) / 250));
    expect((await pages(sandbox)).filter((query) => query.includes("page_size=1000"))).toEqual([]);
  });

  test("waits out a storm of 429", async ({ panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.faults({ status: 429, method: "GET", path: "start_key=", nth: 2, times: 2 });
    await panel.openList();
    await expect(panel.notice).toContainText("The server asks for patience.");
    await expect(panel.told).toHaveText(`${FEW} faxboxes`, PATIENCE);
  });

  test("can be stopped, and goes on from there", async ({ page, panel, sandbox }) => {
    const release = await panel.hold("GET", "start_key=");
    await panel.openList();
    await panel.button("Stop").click();
    await expect(panel.told).toHaveText("Stopped: 50 are here, there are more.");
    release();
    await panel.button("Go on").click();
    await expect(panel.told).toHaveText(`${FEW} faxboxes`, PATIENCE);
    const asked = await pages(sandbox);
    // What was called off did not come to the server, and nothing is read twice.
    expect(asked).toHaveLength(new Set(asked).size);
    await expect(page.getByRole("table", { name: "Faxboxes of this account" })).toHaveAttribute("aria-rowcount", String(FEW + 1));
  });

  test("that failed for good keeps what came, says why, and goes on from there", async ({ page, panel, sandbox, complaints }) => {
    complaints.expected(FAILED_REQUEST);
    await sandbox.faults({ status: 403, method: "GET", path: "start_key=", nth: 2, times: 1 });
    await panel.openList();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The rest of the list did not arrive");
    await expect(alert).toContainText("What is loaded already stays here (1050)");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(panel.told).toHaveText(`${FEW} faxboxes`, PATIENCE);
    await expect(alert).toHaveCount(0);
  });

  test("again keeps rows and focus where they are, shows what came, and drops what is gone", async ({ page, panel, sandbox }) => {
    await openAll(panel, String(FEW));
    await panel.search.fill("Front desk 1");
    await expect(panel.rows.first()).toBeVisible();
    const shown = await panel.rows.count();
    const gone = (await panel.rows.last().getAttribute("data-faxbox-id")) ?? "";
    const kept = (await panel.rows.first().getAttribute("data-faxbox-id")) ?? "";
    await panel.row(kept).getByRole("link").focus();
    await fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${gone}`, { method: "DELETE", headers: { "x-auth-token": ACCOUNT.token } });
    await sandbox.change(kept, { caller_id: "+15559998888" });
    const release = await panel.hold("GET", "/faxboxes?");
    await page.evaluate(() => document.querySelector("faxbox-admin")?.shadowRoot?.querySelector<HTMLButtonElement>("[title=Refresh]")?.click());
    await expect(panel.button("Stop")).toBeVisible();
    await expect(panel.rows).toHaveCount(shown);
    release();
    await expect(panel.row(gone)).toHaveCount(0, PATIENCE);
    await expect(panel.row(kept)).toContainText("+15559998888");
    await expect(panel.row(kept).getByRole("link")).toBeFocused();
    await expect(panel.heading(/^Faxboxes/)).toHaveText(`Faxboxes ${FEW - 1}`);
  });
});

test.describe("a window of rows", () => {
  test("keeps the document small, and shows every row where it is scrolled to", async ({ page, panel }) => {
    await openAll(panel);
    expect(await elements(panel)).toBeLessThan(2500);
    for (const part of [0.5, 1, 0.25, 0]) {
      await page.evaluate((part) => window.scrollTo(0, part * document.documentElement.scrollHeight), part);
      await expect
        .poll(() =>
          page.evaluate(() => {
            // Below the headings, and above the foot, a row is under every point of the screen.
            const root = document.querySelector("faxbox-admin")?.shadowRoot;
            const at = (y: number) => root?.elementFromPoint(200, y)?.closest("[data-faxbox-id], .foot, .bar, .toolbar, thead, .sheet > .table > caption");
            return [300, 450, 600].every((y) => at(y) != null);
          }),
        )
        .toBe(true);
      expect(await elements(panel)).toBeLessThan(2500);
    }
    await page.setViewportSize({ width: 1280, height: 4000 });
    await expect.poll(() => panel.rows.count()).toBeGreaterThan(60);
    expect(await elements(panel)).toBeLessThan(2500);
  });

  test("follows Home, End and the arrows with the focus, and keeps it while one scrolls", async ({ page, panel }) => {
    await openAll(panel);
    await panel.rows.first().getByRole("link").focus();
    await expect.poll(() => focusedRow(panel)).toBe("2");
    await page.keyboard.press("End");
    await expect.poll(() => focusedRow(panel)).toBe("10001");
    await expect(panel.page.locator("[aria-rowindex='10001']")).toBeInViewport();
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => focusedRow(panel)).toBe("10000");
    await page.keyboard.press("Home");
    await expect.poll(() => focusedRow(panel)).toBe("2");
    await expect(panel.page.locator("[aria-rowindex='2']")).toBeInViewport();
    for (let pressed = 0; pressed < 40; pressed++) await page.keyboard.press("j");
    await expect.poll(() => focusedRow(panel)).toBe("42");
    await expect(panel.page.locator("[aria-rowindex='42']")).toBeInViewport();
    // Far away from it, it is still there to go on from.
    await page.evaluate(() => window.scrollTo(0, 200_000));
    await expect(panel.page.locator("[aria-rowindex='42']")).not.toBeInViewport();
    await expect.poll(() => focusedRow(panel)).toBe("42");
    await page.keyboard.press("k");
    await expect.poll(() => focusedRow(panel)).toBe("41");
    await expect(panel.page.locator("[aria-rowindex='41']")).toBeInViewport();
  });

  test("works in a box of the host's that scrolls", async ({ page, panel }) => {
    await openAll(panel);
    await page.evaluate(() => {
      const box = document.createElement("div");
      box.id = "box";
      const panel = document.querySelector("faxbox-admin");
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#box { block-size: 500px; overflow: auto }");
      document.adoptedStyleSheets.push(sheet);
      if (panel) {
        panel.replaceWith(box);
        box.append(panel);
      }
    });
    await expect(panel.told).toHaveText(`${ALL} faxboxes`, PATIENCE);
    await page.evaluate(() => document.getElementById("box")?.scrollTo(0, 230_000));
    await expect(page.locator("[aria-rowindex='5000']")).toBeInViewport();
  });
});

test("every typed character filters all of them", async ({ page, panel, sandbox }) => {
  const some = (await ids(sandbox))[7000] ?? "";
  await sandbox.change(some, { name: "Straße Zürück №7", caller_id: "+1 (555) 010-7777" });
  await openAll(panel);
  for (const typed of ["zuruck", "STRASSE", "straße", "ｚｕｒück", "zuruck stra", "555 010-7777", "5550107777", some]) {
    await panel.search.fill(typed);
    await expect(panel.rows).toHaveCount(1);
    await expect(panel.row(some)).toBeVisible();
    await expect(panel.told).toHaveText(`1 of ${ALL}`);
  }
  await panel.search.fill("");
  await expect(panel.told).toHaveText(`${ALL} faxboxes`, PATIENCE);
  await expect(page).toHaveURL(/#\/faxboxes$/);
});
