import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { openHost, signIn } from "./look";

/** What a host may well pick, and what it should not. */
const ACCENTS = [
  "#ffe600", "#ffffff", "#000000", "#808080", "#767676", "#ff0000", "#00ff00", "#0000ff", "#00ffff", "#ff00ff", "#067a50", "#ff8800",
  "seagreen", "oklch(0.7 0.3 140)", "color(display-p3 1 0.9 0)", "hsl(210 10% 55%)",
];
/** WCAG 1.4.3 for text, 1.4.11 for frames. */
const TEXT_CONTRAST = 4.5;

/** What cannot be read: each accent, light and dark, on each ground. */
function unreadable(page: Page, accents: string[]): Promise<string[]> {
  return page.evaluate(
    ([accents, least]) => {
      const element = document.querySelector("faxbox-admin") as HTMLElement;
      const panel = element.shadowRoot?.querySelector(".panel") as HTMLElement;
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
      const probe = panel.appendChild(document.createElement("i"));
      const colour = (value: string) => {
        probe.style.setProperty("background-color", value);
        return getComputedStyle(probe).backgroundColor;
      };
      const luminance = (...layers: string[]) => {
        for (const layer of layers) {
          canvas.fillStyle = layer;
          canvas.fillRect(0, 0, 1, 1);
        }
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
          const part = byte / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
      };
      const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const found: string[] = [];
      for (const theme of ["light", "dark"]) {
        for (const accent of accents) {
          element.setAttribute("theme", theme);
          element.style.setProperty("--faxbox-accent", accent);
          const tell = (what: string, text: number, ...ground: string[]) => {
            const measured = contrast(text, luminance(...ground));
            if (measured < least) found.push(`${theme} ${accent}: ${what} ${measured.toFixed(2)}`);
          };
          const onAccent = luminance(colour("var(--accent-text)"));
          tell("text on the accent", onAccent, colour("var(--accent-fill)"));
          tell("text on the accent, hovered", onAccent, colour("var(--accent-fill-hover)"));
          const asText = luminance(colour("var(--accent)"));
          for (const ground of ["surface", "canvas", "raised", "sunken", "accent-soft", "warning-soft", "danger-soft"]) {
            tell(`the accent on ${ground}`, asText, colour(`var(--${ground})`));
            tell(`the accent on ${ground}, hovered`, asText, colour(`var(--${ground})`), colour("var(--hover)"));
          }
          tell("plain text on the soft accent", luminance(colour("var(--text-3)")), colour("var(--accent-soft)"));
          // What is drawn is made of these.
          const button = element.shadowRoot?.querySelector(".button--primary") as HTMLElement;
          const drawn = getComputedStyle(button);
          if (drawn.backgroundColor !== colour("var(--accent-fill)") || drawn.color !== colour("var(--accent-text)")) {
            found.push(`${theme} ${accent}: the button is ${drawn.color} on ${drawn.backgroundColor}`);
          }
        }
      }
      probe.remove();
      return found;
    },
    [accents, TEXT_CONTRAST] as const,
  );
}

test("whatever accent a host picks can be read, on it and as text, light and dark", async ({ page, panel }) => {
  await openHost(page, {});
  await panel.connecting();
  expect(await unreadable(page, ACCENTS)).toEqual([]);
  await page.evaluate(() => (document.querySelector("faxbox-admin") as HTMLElement).style.setProperty("--faxbox-accent", "rgb(255, 230, 0)"));
  await expect(panel.button("Connect")).toHaveCSS("background-color", "rgb(255, 230, 0)");
});

test("a browser that makes no colours from a colour shows our own accent", async ({ page, panel }) => {
  await page.route("**/*.css", async (route) => {
    if (route.request().url().endsWith("portal.css")) return route.fallback();
    const response = await route.fetch();
    const body = (await response.text()).replace(/@supports[^{]+xyz[^{]+/, "@supports (display: none-such) ");
    await route.fulfill({ response, body });
  });
  // The script would hold the stylesheet to its content.
  await page.route("**/*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/sha384-[\w+/=]+/g, "") });
  });
  await openHost(page, {});
  await panel.connecting();
  expect(await unreadable(page, ["#ffe600", "#ffffff"])).toEqual([]);
  await expect(panel.button("Connect")).not.toHaveCSS("background-color", "rgb(255, 230, 0)");
});

test("theme and density take effect at once, and a page's own colour scheme holds without a theme", async ({ page, panel }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openHost(page, { style: ".dark faxbox-admin { color-scheme: dark }" });
  const set = (name: string, value: string) => page.locator("faxbox-admin").evaluate((element, [name, value]) => element.setAttribute(name ?? "", value ?? ""), [name, value]);
  const input = panel.control("server");
  const light = "rgb(255, 255, 255)";
  const isLight = async () => (await page.locator(".connect__form").evaluate((form) => getComputedStyle(form).backgroundColor)).startsWith("oklch(1 ");
  await panel.connecting();
  expect(await isLight(), light).toBe(true);
  await set("theme", "dark");
  expect(await isLight()).toBe(false);
  await set("theme", "auto");
  expect(await isLight()).toBe(true);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await isLight()).toBe(false);
  await set("theme", "light");
  expect(await isLight()).toBe(true);
  await page.emulateMedia({ colorScheme: "light" });
  await set("theme", "auto");
  await page.evaluate(() => document.documentElement.classList.add("dark"));
  expect(await isLight()).toBe(false);
  const height = () => input.evaluate((control) => control.getBoundingClientRect().height);
  const comfortable = await height();
  await set("density", "compact");
  expect(await height()).toBeLessThan(comfortable - 2);
  await set("density", "comfortable");
  expect(await height()).toBe(comfortable);
  await signIn(page);
  const row = () => panel.rows.first().evaluate((row) => Math.round(row.getBoundingClientRect().height));
  const high = await row();
  await set("density", "compact");
  await expect.poll(row).toBeLessThan(high - 10);
  await set("density", "comfortable");
  await expect.poll(row).toBe(high);
});

test("every part that is documented can be styled by the page", async ({ page, panel }) => {
  const readme = readFileSync("../../README.md", "utf8");
  const table = readme.split("<!-- parts -->")[1]?.split("<!-- /parts -->")[0] ?? "";
  const parts = [...table.matchAll(/^\| `([a-z]+)`/gm)].map((row) => row[1] ?? "");
  expect(parts.length).toBeGreaterThan(10);
  await openHost(page, { style: parts.map((part, number) => `faxbox-admin::part(${part}) { outline: ${number + 1}px dashed red }`).join("\n") });
  const styled = new Set<string>();
  const look = async () => {
    const seen = await page.evaluate(() =>
      [...(document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("[part]") ?? [])].map((part) => [
        part.getAttribute("part"), getComputedStyle(part).outlineWidth, getComputedStyle(part).outlineStyle,
      ] as const),
    );
    for (const [part, width, style] of seen) {
      if (style === "dashed" && width === `${parts.indexOf(part ?? "") + 1}px`) styled.add(part ?? "");
    }
  };
  await panel.connecting();
  await look();
  await signIn(page);
  await panel.rows.getByRole("checkbox").first().click();
  await panel.button("View").click();
  await look();
  await panel.rows.first().getByRole("button").click();
  await expect(panel.control("name")).toBeVisible();
  await page.locator("button[name=remove], .button--danger").first().click();
  await expect(panel.dialog).toBeVisible();
  await look();
  expect([...styled].sort()).toEqual([...parts].sort());
});

/** Columns that a page may put the element into, 360 px wide on a wide screen. */
const COLUMNS = [
  ["a block", ".c { width: 360px }"],
  ["a grid", ".c { display: grid; grid-template-columns: 360px 1fr }"],
  ["a flexible box", ".c { display: flex; width: 360px }"],
  ["a float", ".c { width: 360px } faxbox-admin { float: left }"],
] as const;

for (const [name, style] of COLUMNS) {
  test(`a column of 360 px in ${name} is enough, whatever the window's width`, async ({ page, panel }) => {
    await page.setViewportSize({ width: 1400, height: 900 });
    await openHost(page, { style, around: `<div class="c">%</div>` });
    const fits = async () => {
      const found = await page.evaluate(() => {
        const element = document.querySelector("faxbox-admin") as HTMLElement;
        const frame = element.shadowRoot?.querySelector(".faxbox") as HTMLElement;
        return [element.getBoundingClientRect().width, frame.getBoundingClientRect().width, frame.scrollWidth];
      });
      expect(found).toEqual([360, 360, 360]);
    };
    await panel.connecting();
    await fits();
    await signIn(page);
    await fits();
    await panel.rows.nth(3).getByRole("button").click();
    await expect(panel.control("name")).toBeVisible();
    await panel.control("name").fill("Narrow");
    await fits();
  });
}
