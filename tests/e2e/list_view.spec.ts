import { expect, type Panel, test } from "./fixtures";

test.use({ faxboxes: 60 });

/** How many rows are drawn where the tools do not come: the first page. */
const FIRST_PAGE = 50;

async function openMenu(panel: Panel): Promise<void> {
  await panel.button("View").click();
  await expect(panel.button("View")).toHaveAttribute("aria-expanded", "true");
}

/** The headings that are seen, from the start. */
function headings(panel: Panel): Promise<string[]> {
  return panel.page.locator(".table th:visible").allInnerTexts();
}

test("search, order and columns are in the address, which can be shared, and Back undoes them", async ({ page, panel }) => {
  await panel.openList();
  await panel.search.pressSequentially("front desk");
  await expect(page).toHaveURL(/#\/faxboxes\?search=front%20desk$/);
  await page.getByRole("columnheader", { name: "Caller ID" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "Caller ID" }).getByRole("button").click();
  await expect(page).toHaveURL(/\?search=front%20desk&sort=-caller_id$/);
  await openMenu(panel);
  await page.getByRole("checkbox", { name: "Fax identity" }).check();
  await page.getByRole("checkbox", { name: "Time zone" }).uncheck();
  await expect(page).toHaveURL(/columns=name,caller_id,fax_identity,inbound,outbound,callback,retries,problems$/);
  const address = page.url();
  const names = () => panel.rows.locator(".row__open").allInnerTexts();
  const shown = await names();

  // Opened again, it is the same.
  await page.reload();
  await expect(panel.search).toHaveValue("front desk");
  await expect.poll(names).toEqual(shown);
  await expect(page.getByRole("columnheader", { name: "Caller ID" })).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => headings(panel)).toContain("Fax identity");
  await expect.poll(() => headings(panel)).not.toContain("Time zone");
  expect(page.url()).toBe(address);

  // Into a faxbox and back, and back again, step by step.
  await panel.rows.first().getByRole("link").click();
  await expect(page).toHaveURL(/#\/faxboxes\/[0-9a-f]{32}\?search=/);
  await expect(panel.control("name")).toBeVisible();
  await page.goBack();
  await expect(panel.search).toHaveValue("front desk");
  await expect.poll(names).toEqual(shown);
  for (let step = 0; step < 4; step++) await page.goBack();
  await expect(page).toHaveURL(/\?search=front%20desk$/);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await page.goBack();
  await expect(page).toHaveURL(/#\/faxboxes$/);
  await expect(panel.search).toHaveValue("");
  await expect(panel.told).toHaveText("60 faxboxes");
});

test("columns and density are remembered in the tab, and the room decides again when asked", async ({ page, panel }) => {
  await panel.openList();
  await expect(panel.told).toHaveText("60 faxboxes");
  const before = await headings(panel);
  const high = (await panel.rows.first().boundingBox())?.height ?? 0;
  await openMenu(panel);
  await page.getByRole("checkbox", { name: "Retries" }).uncheck();
  await page.getByRole("checkbox", { name: "E-mail to fax" }).check();
  await page.getByRole("radio", { name: "Compact" }).check();
  await expect.poll(async () => (await panel.rows.first().boundingBox())?.height ?? high).toBeLessThan(high);
  await page.keyboard.press("Escape");
  await expect(panel.button("View")).toBeFocused();
  await expect(page.getByRole("radio", { name: "Compact" })).toHaveCount(0);

  await page.reload();
  await expect.poll(() => headings(panel)).toContain("E-mail to fax");
  await expect.poll(() => headings(panel)).not.toContain("Retries");
  await expect(page.locator(".table--compact")).toBeVisible();
  await openMenu(panel);
  await panel.button("As the room allows").click();
  await expect.poll(() => headings(panel)).toEqual(before);
});

test("where the tab may not be used, nothing is remembered", async ({ page, panel }) => {
  await panel.openList();
  await expect(panel.told).toHaveText("60 faxboxes");
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key === "faxbox-admin.view"))).toEqual([]);
});

test("what is typed before the tools are there is searched for once they are", async ({ page, panel }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/split_tools-*", async (route) => {
    await held;
    await route.continue();
  });
  await panel.openList();
  await expect(panel.rows).toHaveCount(FIRST_PAGE);
  await panel.search.fill("only a name");
  release();
  await expect(panel.rows).toHaveCount(1);
  await expect(panel.search).toHaveValue("only a name");
});

test("a file of tools that does not come leaves the first rows, and says so", async ({ page, panel, complaints }) => {
  complaints.expected(/Failed to load resource|Failed to fetch/);
  await page.route("**/split_tools-*", (route) => route.abort());
  await panel.openList();
  await expect(panel.rows).toHaveCount(FIRST_PAGE);
  await expect(panel.notice).toContainText("did not");
  await page.unroute("**/split_tools-*");
  await panel.button("Refresh").click();
  await expect(panel.told).toHaveText("60 faxboxes");
});

test("Enter and the arrow down lead from the search to the first hit, j, k and the arrows from row to row", async ({ page, panel }) => {
  await panel.openList();
  await panel.search.fill("desk");
  await expect(panel.told).toContainText(" of 60");
  for (const key of ["Enter", "ArrowDown"]) {
    await panel.search.focus();
    await page.keyboard.press(key);
    await expect(panel.rows.first().locator(".row__open")).toBeFocused();
  }
  await page.keyboard.press("j");
  await expect(panel.rows.nth(1).locator(".row__open")).toBeFocused();
  await page.keyboard.press("k");
  await expect(panel.rows.first().locator(".row__open")).toBeFocused();
  const name = await panel.rows.first().locator(".row__open").innerText();
  await page.keyboard.press("Enter");
  await expect(panel.heading(name)).toBeVisible();
  await page.goBack();
  await expect(panel.rows.first().locator(".row__open")).toBeFocused();
});

test("a host can turn the keys off", async ({ page, panel }) => {
  await page.addInitScript(() => {
    const define = customElements.define.bind(customElements);
    customElements.define = (name, element, options) => {
      document.querySelector(name)?.setAttribute("shortcuts", "off");
      define(name, element, options);
    };
  });
  await panel.openList();
  await expect(panel.told).toHaveText("60 faxboxes");
  for (const key of ["n", "/", "j"]) await page.keyboard.press(key);
  await expect(panel.search).toBeVisible();
  await expect(panel.search).not.toBeFocused();
  await expect(page.locator(".row__open:focus")).toHaveCount(0);
});

test("a person can turn the keys off, for as long as the tab is there", async ({ page, panel }) => {
  await panel.openList();
  await expect(panel.told).toHaveText("60 faxboxes");
  await page.locator(".view-menu__button").click();
  await page.getByLabel("Keys do something").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(panel.told).toHaveText("60 faxboxes");
  await page.keyboard.press("n");
  await expect(panel.search).toBeVisible();
  await page.locator(".view-menu__button").click();
  await page.getByLabel("Keys do something").check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(panel.control("name")).toBeVisible();
});

test("the whole row opens its faxbox, and what is cut off is told when one points at it", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Every field");
  await panel.openList();
  await panel.search.fill("Every field");
  await expect(panel.rows).toHaveCount(1);
  await panel.row(id).locator(".col-inbound").hover();
  await expect(panel.row(id).locator(".col-inbound")).toHaveAttribute("title", "ann@acme.example");
  await panel.row(id).locator(".col-inbound").click();
  await expect(panel.heading("Every field")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`#/faxboxes/${id}`));
});

test("what is cut off stays told under a pointer at rest, whatever is drawn anew", async ({ page, panel, sandbox }) => {
  const id = await sandbox.id("Every field");
  const cell = panel.row(id).locator(".col-inbound");
  await panel.openList();
  await expect(panel.told).toHaveText("60 faxboxes");
  await panel.search.fill("Every field");
  await expect(panel.rows).toHaveCount(1);
  await cell.hover();
  await expect(cell).toHaveAttribute("title", "ann@acme.example");
  await page.keyboard.type(" fax");
  await expect(page).toHaveURL(/search=Every%20field%20fax$/);
  await expect(cell).toHaveAttribute("title", "ann@acme.example");
});

test("who goes elsewhere before the order is in the address, stays there", async ({ page, panel }) => {
  // The browser tells of it a moment later: here, when it is let.
  await page.addInitScript(() => {
    let isHeld = true;
    addEventListener("hashchange", (event) => isHeld && event.stopImmediatePropagation(), true);
    Object.assign(window, { tell: () => { isHeld = false; dispatchEvent(new HashChangeEvent("hashchange")); } });
  });
  await panel.openList();
  // It is the panel that hears of it, and no view before it.
  await expect(panel.told).toHaveText("60 faxboxes");
  const heading = page.getByRole("columnheader", { name: "Name" }).getByRole("button");
  await heading.evaluate(async (heading: HTMLElement) => {
    heading.click();
    location.hash = "#/faxboxes?search=front";
    // A timer behind the one by which the panel writes (`WRITE_AFTER` in `src/ui/page.rs`).
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await new Promise((next) => setTimeout(next, 60));
  });
  expect(new URL(page.url()).hash).toBe("#/faxboxes?search=front");
  await page.evaluate(() => (window as any).tell());
  await expect(panel.search).toHaveValue("front");
});

test("? tells the keys", async ({ page, panel }) => {
  await panel.openList();
  await expect(panel.told).toHaveText("60 faxboxes");
  await page.keyboard.press("?");
  await expect(panel.dialog).toContainText("Go to the next faxbox, or the one before");
  await page.keyboard.press("Escape");
  await expect(panel.dialog).toHaveCount(0);
});
