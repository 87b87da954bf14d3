import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** All of axe, but for the targets, which are measured below, more strictly. */
const RULES = { rules: { "target-size": { enabled: false } } };

interface Found {
  id: string;
  nodes: { target: unknown; failureSummary?: string; any: { relatedNodes?: { target: unknown }[] }[] }[];
}

/**
 * What axe holds against the page, the open shadow roots in it included. Or against the dialog alone that is open on it: what lies below is inert
 * then, is a view of its own, and was looked at with the dialog in light.
 */
export async function violations(page: Page, of: "page" | "dialog" = "page"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(AXE);
    await page.evaluate(() => {
      // In forced colours a browser tells of this property, which axe asks first, what it would be without them.
      const { getPropertyValue } = CSSStyleDeclaration.prototype;
      CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
        return getPropertyValue.call(this, name === "-webkit-text-fill-color" ? "color" : name);
      };
    });
  }
  const found = await page.evaluate(
    async ([rules, of]) => {
      const { axe } = window as unknown as { axe: { run(context: Node, options: object): Promise<{ violations: Found[] }> } };
      const dialogs = of === "page" ? [] : [...(document.querySelector("faxbox-admin")?.shadowRoot?.querySelectorAll("dialog:modal") ?? [])];
      return (await axe.run(dialogs.at(-1) ?? document, { resultTypes: ["violations"], preload: false, elementRef: false, ...rules })).violations;
    },
    [RULES, of] as const,
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ""} ${JSON.stringify(node.any.flatMap((check) => check.relatedNodes?.map((related) => related.target) ?? []))}`));
}

/** For what the page, or a dialog on it, must be moved sideways to be read. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const shadow = document.querySelector("faxbox-admin")?.shadowRoot;
    const dialogs = [...(shadow?.querySelectorAll("dialog, .dialog__body") ?? [])];
    // What begins before the page's edge can not even be moved to.
    const scrolls = (part: Element | null): boolean => part !== null && (getComputedStyle(part).overflowX === "auto" || scrolls(part.parentElement));
    const outside = [...(shadow?.querySelectorAll("button, a, input, select, textarea, h1, h2, p") ?? [])].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return element.checkVisibility() && right > left && element.closest(".visually-hidden, thead") === null && (left < -1 || right > innerWidth + 1) && !scrolls(element);
    });
    return [...outside.map((element) => element.outerHTML.slice(0, 80)), ...[root, ...dialogs].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.localName)];
  });
}

/** What is cut off, so that some of a text cannot be seen: what leaves out the end of a line and says so by `…` is not. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const told = (element: Element) => `${element.localName}.${element.className} ${(element.textContent ?? "").trim().slice(0, 40)}`;
    return [...(root?.querySelectorAll<HTMLElement>("*") ?? [])]
      .filter((element) => {
        const style = getComputedStyle(element);
        // What is typed scrolls in its control, and the drawing of a page is no text.
        const exempt = element.matches("input, select, textarea, .paper") || element.closest(".visually-hidden") !== null;
        if (!(element instanceof HTMLElement) || !element.checkVisibility() || exempt) return false;
        const cuts = (overflow: string) => overflow === "hidden" || overflow === "clip" || style.contain.includes("paint") || style.contain === "content";
        const high = cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
        const wide = cuts(style.overflowX) && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 2;
        // A button's text may not stand out of it.
        const out = element.localName === "button" && element.scrollWidth > element.clientWidth + 2;
        return element.clientWidth > 1 && (high || wide || out);
      })
      .map(told);
  });
}

/** What is smaller than 24 px, among all that can be pressed: a link within a sentence may be. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const dialogs = [...(root?.querySelectorAll("dialog[open]") ?? [])];
    const part = dialogs.at(-1) ?? root;
    return [...(part?.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']") ?? [])]
      .filter((target) => target.checkVisibility({ visibilityProperty: true }))
      .flatMap((target) => {
        // What can be pressed in its place: a row's box is ticked by its whole cell.
        const label = target.closest("label, .check");
        const style = getComputedStyle(target);
        if (style.display === "inline" && (target.parentElement?.textContent ?? "").length > (target.textContent ?? "").length) return [];
        const { width, height } = (label ?? target).getBoundingClientRect();
        return width > 1 && Math.min(width, height) < 23.9 ? [`${target.localName}.${target.className} ${width} × ${height} ${target.outerHTML.slice(0, 90)}`] : [];
      });
  });
}

/** What moves although one asked for less motion. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 1)
      .map((animation) => `${(animation as CSSAnimation).animationName ?? "transition"}`),
  );
}

/** Texts set as WCAG 1.4.12 lets anybody set them. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

/** Gives the panel one style sheet more, in the place of the one before. */
async function style(page: Page, css: string): Promise<void> {
  await page.evaluate((css) => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((sheet) => sheet.media.mediaText !== "screen"), sheet];
    sheet.media.appendMedium("screen");
  }, css);
}

/** Speaks a language: all is drawn anew, in its direction, with the dialogs that were open. */
export async function speak(page: Page, locale: "en" | "ar"): Promise<void> {
  await page.evaluate(
    (locale) =>
      new Promise<void>((drawn) => {
        const element = document.querySelector("faxbox-admin");
        const root = element?.shadowRoot;
        const dialogs = () => root?.querySelectorAll("dialog[open]").length;
        const before = dialogs();
        const look = () => {
          const whole = root?.querySelector("[dir]")?.getAttribute("lang") === locale && dialogs() === before && root.querySelector(".editor--begun") === null;
          if (whole) drawn();
          else requestAnimationFrame(look);
        };
        element?.setAttribute("locale", locale);
        look();
      }),
    locale,
  );
}

/** Controls whose name leaves out what can be read on them, so that one who says what he reads does not get them (WCAG 2.5.3). */
function misnamed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    // What is said beside a sign, and what only a key's cap says, is no label.
    const words = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
    const shown = (element: Element): string => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(".visually-hidden, [aria-hidden=true], kbd, code")) return "";
      return [...element.childNodes].map((node) => (node instanceof Element ? shown(node) : (node.textContent ?? ""))).join(" ");
    };
    const named = (control: Element): string => {
      const by = control.getAttribute("aria-labelledby")?.split(" ").map((id) => root?.getElementById(id)?.textContent ?? "");
      return by?.join(" ") ?? control.getAttribute("aria-label") ?? "";
    };
    return [...(root?.querySelectorAll<HTMLElement>("[aria-label], [aria-labelledby]") ?? [])].flatMap((control) => {
      if (!control.matches("a, button, input, select, textarea") || !control.checkVisibility()) return [];
      const labels = [...((control as HTMLInputElement).labels ?? [])].filter((label) => !control.hasAttribute("aria-describedby") || label.childElementCount === 0);
      const label = words(control.matches("a, button") ? shown(control) : labels.map(shown).join(" "));
      return words(named(control)).includes(label) ? [] : [`“${label}” is called “${named(control)}”`];
    });
  });
}

/** The least contrast of what tells a control from what is around it (WCAG 1.4.11). */
const FRAME_CONTRAST = 3;

/** Controls to write or choose in of which no border, ground or frame of the focus tells where they are. Those that cannot be used may be faint. */
function faint(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const root = document.querySelector("faxbox-admin")?.shadowRoot;
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
    const known = new Map<string, number>();
    const luminance = (layers: string[]): number => {
      const key = layers.join();
      const before = known.get(key);
      if (before !== undefined) return before;
      for (const layer of ["white", ...layers]) {
        canvas.fillStyle = layer;
        canvas.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => (byte <= 10 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
      const measured = 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
      known.set(key, measured);
      return measured;
    };
    const grounds = (element: Element | null): string[] => {
      if (element === null) return [];
      const parent = element.parentElement ?? (element.parentNode instanceof ShadowRoot ? element.parentNode.host : null);
      return [...grounds(parent), getComputedStyle(element).backgroundColor];
    };
    const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const WRITTEN = "input:not([type=checkbox], [type=radio], [type=file]), select, textarea, .segmented, .stepper";
    return [...(root?.querySelectorAll<HTMLElement>(WRITTEN) ?? [])].flatMap((control) => {
      const framed = control.closest<HTMLElement>(".stepper") ?? control;
      if (!framed.checkVisibility() || framed.clientWidth < 2 || control.matches(":disabled, [readonly]")) return [];
      const style = getComputedStyle(framed);
      const ground = grounds(framed.parentElement);
      const around = luminance(ground);
      const lines = [[style.borderBlockEndWidth, style.borderBlockEndColor], style.outlineStyle === "none" ? [] : [style.outlineWidth, style.outlineColor]];
      const frames = lines.flatMap(([width, colour]) => (parseFloat(width ?? "0") > 0 ? [luminance([...ground, colour ?? ""])] : []));
      const best = Math.max(...[...frames, luminance(grounds(framed))].map((tone) => contrast(tone, around)));
      return best < least ? [`${framed.localName}.${framed.className} ${best.toFixed(2)}`] : [];
    });
  }, FRAME_CONTRAST);
}

/**
 * Nothing to hold against a view: all of axe in light, in dark, in forced colours, with text twice as large, and in Arabic from right to left;
 * own measures narrow and with text set further apart as well. One visit for all of them, which ends in Arabic.
 */
export async function expectSound(page: Page): Promise<void> {
  const wide = { width: 1280, height: 800 };
  const narrow = { width: 320, height: 800 };
  const readable = async (how: string): Promise<void> => {
    const [outside, cut] = await Promise.all([tooWide(page), cutOff(page)]);
    expect.soft(outside, `stands out sideways ${how}`).toEqual([]);
    expect.soft(cut, `cut off ${how}`).toEqual([]);
  };
  const seen = async (how: string): Promise<void> => {
    expect.soft(await faint(page), `frames that cannot be seen, ${how}`).toEqual([]);
  };
  const pressed = async (how: string): Promise<void> => {
    const [small, otherwise] = await Promise.all([smallTargets(page), misnamed(page)]);
    expect.soft(small, `too small to press ${how}`).toEqual([]);
    expect.soft(otherwise, `called otherwise than they read ${how}`).toEqual([]);
  };
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize(wide);
  expect.soft(await violations(page), "light").toEqual([]);
  await pressed("in English");
  expect.soft(await moving(page), "moves").toEqual([]);
  await seen("light");
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await violations(page, "dialog"), "dark").toEqual([]);
  await seen("dark");
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  expect.soft(await violations(page, "dialog"), "forced colours").toEqual([]);
  await seen("in forced colours");
  await page.emulateMedia({ forcedColors: "none" });
  await style(page, ":host { --faxbox-font-size: 28px }");
  await readable("with text twice as large");
  expect.soft(await violations(page, "dialog"), "with text twice as large").toEqual([]);
  await style(page, SPACED);
  await readable("with text further apart");
  await page.setViewportSize(narrow);
  await readable("at 320 px with text further apart");
  await style(page, "");
  await readable("at 320 px");
  await speak(page, "ar");
  await readable("from right to left, at 320 px");
  await pressed("in Arabic, at 320 px");
  await page.setViewportSize(wide);
  await readable("from right to left");
  expect.soft(await violations(page, "dialog"), "from right to left").toEqual([]);
}
