import { expect, type Panel, type Sandbox, test } from "./fixtures";

test.use({ faxboxes: 50_000 });
test.describe.configure({ timeout: 240_000 });

const ALL = "50\u202f000";
const STOPS = 60;
const PATIENCE = { timeout: 90_000 };

/** What was seen of the list while it was scrolled. */
interface Seen {
  /** Stops at which a part of the screen showed nothing, or the wrong rows. */
  readonly wrong: string[];
  /** The most elements that the panel had. */
  readonly elements: number;
  /** A row of every tenth stop, by what it showed. */
  readonly rows: { id: string; name: string; callerId: string }[];
  /** The faxboxes whose rows had the focus. */
  readonly focused: string[];
}

/** Scrolls from the first row to the last and back, and looks at the screen two frames after each step. */
function scroll(panel: Panel): Promise<Seen> {
  return panel.page.evaluate(async (stops) => {
    const root = document.querySelector("faxbox-admin")!.shadowRoot!;
    const body = root.querySelector(".table tbody")!;
    const frame = () => new Promise(requestAnimationFrame);
    // What is not drawn is taken for so many whole pixels a row.
    const high = Math.round(body.querySelector("[data-faxbox-id]")!.getBoundingClientRect().height);
    const wrong: string[] = [];
    const rows: Seen["rows"] = [];
    const focused = new Set<string>();
    let elements = 0;
    for (let stop = 1; stop <= 2 * stops; stop += 1) {
      const part = (stop <= stops ? stop : 2 * stops - stop) / stops;
      window.scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight));
      await frame();
      await frame();
      const { top, bottom } = body.getBoundingClientRect();
      const headings = root.querySelector(".table thead th")!.getBoundingClientRect().bottom;
      const last = Math.min(bottom, innerHeight) - high / 2;
      for (let index = Math.max(0, Math.ceil((headings - top) / high)); top + index * high < last; index += 1) {
        const y = top + (index + 0.5) * high;
        const expected = String(index + 2);
        // What lies above the rows, such as a note, is none of theirs.
        const row = root.elementsFromPoint(innerWidth / 2, y).map((element) => element.closest("[data-faxbox-id], .gap")).find(Boolean);
        if (row?.getAttribute("aria-rowindex") !== expected) wrong.push(`${stop}: ${row?.getAttribute("aria-rowindex")} for ${expected}`);
      }
      elements = Math.max(elements, root.querySelectorAll("*").length);
      focused.add(root.activeElement?.closest("[data-faxbox-id]")?.getAttribute("data-faxbox-id") ?? "none");
      const row = [...body.querySelectorAll<HTMLElement>("[data-faxbox-id]")].at(-3)!;
      const text = (selector: string) => row.querySelector(selector)!.textContent ?? "";
      if (stop % 10 === 0) rows.push({ id: row.dataset.faxboxId!, name: text("bdi"), callerId: text(".col-caller-id") });
    }
    return { wrong, elements, rows, focused: [...focused] };
  }, STOPS);
}

/** What rows showed is what their faxboxes are. */
async function agree(sandbox: Sandbox, rows: Seen["rows"]): Promise<void> {
  for (const { id, name, callerId } of rows) {
    expect(await sandbox.document(id)).toMatchObject({ name, ...(callerId === "–" ? {} : { caller_id: callerId }) });
  }
}

test("fifty thousand faxboxes are read, scrolled from end to end with a row at every stop, and filtered", async ({ page, panel, sandbox }) => {
  await panel.openList();
  await expect(panel.told, "how many there are is said").toHaveText(`${ALL} faxboxes`, PATIENCE);
  const table = page.getByRole("table", { name: "Faxboxes of this account" });
  await expect(table).toHaveAttribute("aria-rowcount", "50001");

  const id = (await panel.rows.nth(2).getAttribute("data-faxbox-id")) ?? "";
  await panel.row(id).getByRole("link").focus();
  const seen = await scroll(panel);
  expect(seen.wrong).toEqual([]);
  expect(seen.elements).toBeLessThan(2500);
  expect(seen.focused, "the row that scrolled out and back kept the focus").toEqual([id]);
  expect(new Set(seen.rows.map((row) => row.id)).size).toBeGreaterThan(5);
  await agree(sandbox, seen.rows);
  await expect(panel.row(id).getByRole("link")).toBeFocused();
  await expect(panel.row(id)).toHaveAttribute("aria-rowindex", "4");

  await page.keyboard.press("End");
  await expect(page.locator("[aria-rowindex='50001']")).toBeInViewport();
  await panel.search.fill("front desk 40001");
  await expect(panel.told).toHaveText(new RegExp(`^\\d+ of ${ALL}$`));
  await expect(panel.rows.first()).toContainText("Front desk 40001");
});
