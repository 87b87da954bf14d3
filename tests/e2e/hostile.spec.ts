import { type Page } from "@playwright/test";
import { expect, type Panel, test } from "./fixtures";
import { type Host, openHost, signIn } from "./look";

const FONT = `font-family: "DejaVu Sans"`;
/** A page that does nothing to the element. */
const PLAIN: Host = { style: `body { margin: 0; ${FONT} } faxbox-admin { color-scheme: normal }` };
/** One that does all it can, but for what is meant to hide or bar. */
const HOSTILE: Host = {
  around: `<label class="around">%</label>`,
  style: `* { all: unset; --text: red; --surface: black; --accent: lime; --row: 3px; --control: 3px; --small: 9em; --line: red }
    html { font: italic small-caps bold 60px/3 serif; letter-spacing: 0.5em; word-spacing: 2em; text-align: right; text-indent: 4em;
      text-transform: uppercase; text-shadow: 2px 2px red; white-space: pre; word-break: break-all; overflow-wrap: anywhere; direction: rtl;
      color: red; cursor: wait; list-style: square; border-collapse: separate; border-spacing: 20px; caption-side: bottom; quotes: none;
      tab-size: 40; hyphens: auto; orphans: 9; fill: red; stroke: red; stroke-width: 9; accent-color: red; caret-color: red;
      font-variant-numeric: slashed-zero; -webkit-text-fill-color: red; -webkit-text-stroke: 1px red; line-break: anywhere; color-scheme: normal }
    label, button, input, table, h1, p { display: block !important; color: lime !important; font-size: 3em !important; margin: 40px !important }
    head { display: none !important }
    .around { display: block !important; margin: 0 !important; direction: rtl; text-decoration: none }
    faxbox-admin { ${FONT} !important; display: inline; padding: 0; line-height: 4 !important; letter-spacing: 3px !important }`,
};

/** What a page could reach: what is inherited, and what comes of it. */
const PROPERTIES = [
  "font", "line-height", "letter-spacing", "word-spacing", "text-align", "text-indent", "text-transform", "text-shadow", "white-space", "word-break",
  "overflow-wrap", "direction", "color", "cursor", "list-style-type", "border-spacing", "caption-side", "tab-size", "hyphens", "orphans", "fill", "stroke",
  "stroke-width", "accent-color", "caret-color", "font-variant", "-webkit-text-fill-color", "-webkit-text-stroke-width", "line-break", "color-scheme",
  "visibility", "display", "width", "height", "margin", "padding", "background-color", "text-decoration-line",
];
/** Rows of the list that are looked at: all are made alike. */
const ROWS = 3;

/** Of every element of the panel how it is drawn and how large. */
function drawn(page: Page): Promise<string[]> {
  return page.evaluate(
    ([properties, rows]) => {
      const panel = document.querySelector("faxbox-admin")?.shadowRoot?.querySelector(".panel");
      const elements = [...(panel?.querySelectorAll("*") ?? [])].filter((element) => !element.closest(`tr:nth-of-type(n + ${rows})`));
      return elements.map((element) => {
        const style = getComputedStyle(element);
        return `${element.tagName}.${element.getAttribute("class") ?? ""} ${properties.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ")}`;
      });
    },
    [PROPERTIES, ROWS] as const,
  );
}

/** The same, but for what a table's place on the page makes of parts of a pixel. */
function isSame(property: string, other: string): boolean {
  const [name, value] = property.split(": ");
  const pixels = (text = "") => Number.parseFloat(text);
  const isSize = name === "width" || name === "height";
  return property === other || (isSize && other.startsWith(`${name}: `) && Math.abs(pixels(value) - pixels(other.split(": ")[1])) <= 1);
}

async function walk(page: Page, panel: Panel, host: Host): Promise<string[][]> {
  await page.setViewportSize({ width: 1000, height: 800 });
  await openHost(page, host);
  const views: string[][] = [];
  await panel.connecting();
  views.push(await drawn(page));
  await signIn(page);
  await expect(panel.told).toHaveText("20 faxboxes");
  await page.mouse.move(999, 0);
  views.push(await drawn(page));
  await panel.rows.nth(3).getByRole("button").click();
  await expect(panel.heading(/./)).toBeFocused();
  await panel.drawn();
  await page.mouse.move(999, 0);
  views.push(await drawn(page));
  return views;
}

test("the panel looks the same in a page whose styles are hostile", async ({ page, panel }) => {
  const plain = await walk(page, panel, PLAIN);
  await page.unrouteAll();
  const hostile = await walk(page, panel, HOSTILE);
  for (const [view, elements] of plain.entries()) {
    expect(elements.length).toBeGreaterThan(20);
    const differs = elements.flatMap((text, at) => {
      const other = hostile[view]?.[at]?.split("; ") ?? [];
      const different = text.split("; ").flatMap((property, number) => (isSame(property, other[number] ?? "") ? [] : [`${property} and not ${other[number]}`]));
      return different.length > 0 ? [`${text.split(" ")[0]} ${different.join("; ")}`] : [];
    });
    expect(differs.slice(0, 5)).toEqual([]);
    expect(hostile[view]?.length).toBe(elements.length);
  }
});

test("what a page hides or bars is hidden and barred with the panel in it", async ({ page, panel }) => {
  await openHost(page, { around: `<div class="c">%</div>`, style: ".hidden { visibility: hidden } .barred { pointer-events: none } .off faxbox-admin { display: none }" });
  const put = (name: string) => page.evaluate((name) => (document.querySelector(".c")?.setAttribute("class", `c ${name}`)), name);
  await panel.connecting();
  await put("hidden");
  await expect(panel.button("Connect")).toBeHidden();
  await put("barred");
  await expect(panel.button("Connect")).toHaveCSS("pointer-events", "none");
  await put("off");
  await expect(panel.button("Connect")).toBeHidden();
  await put("");
  await panel.connecting();
});
