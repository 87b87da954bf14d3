/** Criteria of WCAG that no rule of axe holds: what a press, a hover, a name and a place mean is the same everywhere. */
import type { Page } from "@playwright/test";
import { speak } from "./axe";
import { expect, ID, type Panel, type Sandbox, SOUND, test } from "./fixtures";

test.use({ faxboxes: 3 });

/** Views with most of what can be pressed. */
const VIEWS: [string, (panel: Panel, sandbox: Sandbox) => Promise<unknown>][] = [
  [
    "the list",
    async (panel) => {
      await panel.openList();
      await expect(panel.told).toHaveText("3 faxboxes");
    },
  ],
  [
    "the editor",
    async (panel, sandbox) => {
      await sandbox.put(ID, SOUND);
      await panel.openFaxbox(ID);
      await expect(panel.page.locator("[aria-busy=true]")).toHaveCount(0);
    },
  ],
  [
    "the removal of a faxbox",
    async (panel, sandbox) => {
      await sandbox.put(ID, SOUND);
      await panel.openFaxbox(ID);
      await panel.button("Remove…").click();
      await expect(panel.dialog.locator("[name=keep_document]")).toBeEnabled();
    },
  ],
];

/** What a press could change: where one is, what is open, what is typed, chosen, pressed and sorted. */
function state(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const all = [...(root?.querySelectorAll<HTMLInputElement>("dialog[open], input, select, textarea, [aria-expanded], [aria-pressed], [aria-sort], [data-faxbox-id], h1") ?? [])];
    const told = all.map((element) => {
      const of = ["aria-expanded", "aria-pressed", "aria-sort", "data-faxbox-id"].map((name) => element.getAttribute(name));
      return [element.localName, element.name, element.value, element.checked, element.localName === "h1" ? element.textContent : "", ...of].join();
    });
    return [location.href, ...told].join("\n");
  });
}

for (const [name, open] of VIEWS)
  test(`a press that is let go elsewhere does nothing in ${name}`, async ({ page, panel, sandbox }) => {
    await open(panel, sandbox);
    const before = await state(page);
    const asked = (await sandbox.requests()).length;
    const places = await page.evaluate(() => {
      const root = document.querySelector("faxbox-admin")?.shadowRoot;
      const part = [...(root?.querySelectorAll("dialog[open]") ?? [])].at(-1) ?? root;
      // A segment's radio covers it. A handle that is dragged gives its row back where it is let go.
      return [...(part?.querySelectorAll<HTMLElement>("a[href], button:not([class*=handle]), [type=checkbox], [type=radio], select, summary, tbody tr, .drop") ?? [])].flatMap((target) => {
        const { x, y, width, height } = target.getBoundingClientRect();
        const [at, up] = [x + width / 2, y + height / 2];
        return target.checkVisibility() && width > 1 && root?.elementFromPoint(at, up)?.closest("a, button, input, select, summary, tr") === target ? [{ at, up }] : [];
      });
    });
    expect(places.length).toBeGreaterThan(name === "the removal of a faxbox" ? 2 : 10);
    for (const { at, up } of places) {
      await page.mouse.move(at, up);
      await page.mouse.down();
      await page.mouse.move(2, 2);
      await page.mouse.up();
    }
    expect(await state(page)).toBe(before);
    expect(await sandbox.requests()).toHaveLength(asked);
  });

test("nothing opens where the pointer or the focus merely comes by", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  for (const hash of ["#/faxboxes", `#/faxboxes/${ID}`]) {
    await panel.open(hash);
    await (hash.endsWith(ID) ? expect(panel.control("name")).toBeVisible() : expect(panel.told).toHaveText("4 faxboxes"));
    // Rows are looked at for problems once they are there, and what is found is drawn then.
    if (!hash.endsWith(ID)) await expect(page.locator(".attention__head")).toContainText(/in \d+ of|nothing/);
    await panel.drawn();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    // What is drawn, but for what only gets another colour, and whatever lies over something else.
    const drawn = () =>
      page.evaluate(() => {
        const root = document.querySelector("faxbox-admin")?.shadowRoot;
        const floating = "dialog[open], :popover-open, [role=tooltip], [role=listbox], [role=menu]";
        const all = [...(root?.querySelectorAll("*") ?? [])].filter((element) => element.checkVisibility({ visibilityProperty: true }));
        return [all.length, root?.querySelectorAll(floating).length, document.documentElement.scrollHeight];
      });
    const before = await drawn();
    const places = await page.evaluate(() =>
      [...(document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("a, button, input, select, .field, td") ?? [])].slice(0, 60).map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x + width / 2, y + height / 2] as const;
      }),
    );
    for (const [x, y] of places) {
      if (y > 700) continue;
      await page.mouse.move(x, y);
      expect(await drawn(), `the pointer at ${x}, ${y}`).toEqual(before);
    }
    for (let time = 0; time < 25; time++) {
      await page.keyboard.press("Tab");
      const [, floating] = await drawn();
      expect(floating).toBe(0);
    }
  }
});

test("what comes again is in the same order and has the same name in every view", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  const known = new Map<string, string>();
  const orders: string[][] = [];
  const look = async (): Promise<void> => {
    const controls = await page.evaluate(() => {
      const root = document.querySelector("faxbox-admin")?.shadowRoot;
      // What saves a faxbox creates a new one, and says so.
      return [...(root?.querySelectorAll<HTMLElement>(".bar a[href], .bar button, button[name]:not([name=save])") ?? [])]
        .filter((control) => control.checkVisibility())
        .map((control) => ({
          what: control.getAttribute("href")?.replace(/\?.*/, "") ?? control.getAttribute("name") ?? control.textContent?.trim() ?? "",
          name: (control.getAttribute("aria-label") ?? control.textContent ?? "").trim().replace(/\d+/g, "1"),
          bar: control.closest(".bar") !== null,
        }));
    });
    for (const { what, name } of controls) {
      expect(name, `${what} was called ${known.get(what)}`).toBe(known.get(what) ?? name);
      known.set(what, name);
    }
    orders.push(controls.filter(({ bar }) => bar).map(({ what }) => what));
  };
  await panel.openList();
  await look();
  await page.goto(`/#/faxboxes/${ID}`);
  await expect(panel.control("name")).toBeVisible();
  await panel.drawn();
  await look();
  await panel.turn();
  await expect(panel.text).toBeVisible();
  await look();
  await page.goto("/#/faxboxes/new");
  await expect(panel.heading("New faxbox")).toBeVisible();
  await panel.drawn();
  await look();
  for (const [one, ...others] of orders.map((_, index) => orders.slice(index)))
    for (const other of others) {
      const both = (order: string[]) => order.filter((what) => one?.includes(what) && other.includes(what));
      expect(both(one ?? [])).toEqual(both(other));
    }
  expect(orders.every((order) => order.includes(orders[0]?.[0] ?? ""))).toBe(true);
});

test("what people typed has a direction of its own where the panel speaks Arabic", async ({ page, panel, sandbox }) => {
  const typed = { name: "Zweigstelle (Nord)", caller_name: "Acme (Nord)" };
  await sandbox.put(ID, { ...SOUND, ...typed });
  const bare = () =>
    page.evaluate((texts) => {
      const root = document.querySelector("faxbox-admin")!.shadowRoot!;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      let seen = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!texts.some((text) => node.textContent?.includes(text)) || !parent?.checkVisibility()) continue;
        seen += 1;
        const own = parent.closest("bdi, [dir=auto], [dir=ltr], svg, code, pre") ?? (getComputedStyle(parent).unicodeBidi === "plaintext" ? parent : null);
        if (own === null) found.push(`${parent.localName}.${parent.className}: ${node.textContent}`);
      }
      return { found, seen };
    }, Object.values(typed));
  await panel.openList();
  await speak(page, "ar");
  await expect(panel.row(ID)).toBeVisible();
  const list = await bare();
  expect(list.found).toEqual([]);
  expect(list.seen).toBeGreaterThan(0);
  await page.goto(`/#/faxboxes/${ID}`);
  await expect(panel.control("name")).toBeVisible();
  await panel.drawn();
  await panel.control("name").fill("Filiale");
  await expect(page.locator(".field__was")).toBeVisible();
  const editor = await bare();
  expect(editor.found).toEqual([]);
  expect(editor.seen).toBeGreaterThan(0);
});

test("what is changed, wrong, chosen or a link is told by more than its colour", async ({ page, panel, sandbox }) => {
  await sandbox.put(ID, SOUND);
  await panel.openFaxbox(ID);
  await panel.control("name").fill("");
  await panel.control("caller_id").fill("extension 12");
  await page.keyboard.press("Tab");
  await expect(panel.problem("name", "error")).toBeVisible();
  const alone = await page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")!.shadowRoot!;
    const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
    return {
      changed: all(".field--changed").filter((field) => !field.querySelector(".field__was")?.textContent?.trim()).length,
      wrong: all("[data-problem-of]").filter((problem) => !problem.querySelector("svg") || !problem.textContent?.trim()).length,
      invalid: all("[aria-invalid=true]").filter((control) => !control.getAttribute("aria-describedby")).length,
      chosen: all(".segmented__segment:has(:checked)").filter((segment) => getComputedStyle(segment).boxShadow === "none").length,
      links: all("p a[href], li a[href]").filter((link) => {
        const sentence = (link.parentElement?.textContent ?? "").trim().length > (link.textContent ?? "").trim().length;
        return sentence && !getComputedStyle(link).textDecorationLine.includes("underline");
      }).length,
      seen: [".field--changed", "[data-problem-of]", "[aria-invalid=true]", ".segmented__segment:has(:checked)"].filter((selector) => all(selector).length === 0),
    };
  });
  expect(alone).toEqual({ changed: 0, wrong: 0, invalid: 0, chosen: 0, links: 0, seen: [] });
});
