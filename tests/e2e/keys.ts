import { expect, type Page } from "@playwright/test";

/** How often Tab is pressed before something counts as out of reach: more than any view has targets. */
const TABS_MAX = 140;

/**
 * A person who has a keyboard and nothing else. After every key the focus is somewhere in the panel, is seen by a frame that was not there
 * without it, and does not lie below something else.
 */
export class Keys {
  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.sound(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await this.sound(`typing ${text}`);
  }

  /** Goes on with Tab until what a selector names has the focus. */
  async to(selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    for (let pressed = 0; pressed < TABS_MAX; pressed++) {
      if (await this.isAt(selector)) return;
      await this.page.keyboard.press(key);
      // Behind the last thing of the page, or of a dialog, comes the browser itself, and then the first.
      if ((await this.page.evaluate(fault)).startsWith("the focus is lost")) await this.page.keyboard.press(key);
      await this.sound(key);
    }
    throw new Error(`${selector} cannot be reached with ${key}`);
  }

  /** Waits until what a selector names has the focus. */
  async arrives(selector: string): Promise<void> {
    await expect.poll(() => this.isAt(selector), `the focus goes to ${selector}`).toBe(true);
    await this.sound(`going to ${selector}`);
  }

  private isAt(selector: string): Promise<boolean> {
    return this.page.evaluate((selector) => document.querySelector("faxbox-admin")?.shadowRoot?.activeElement?.matches(selector) ?? false, selector);
  }

  /** Views change in their own time, and the focus with them; then all is well. */
  private async sound(after: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(fault), { message: `after ${after}`, intervals: [10, 20, 50, 100] }).toBe("");
  }
}

/** What is wrong with the focus, in the page: nothing is "". */
function fault(): string {
  const memory = window as unknown as { framed?: HTMLElement; last?: string };
  const root = document.querySelector("faxbox-admin")?.shadowRoot;
  const focused = root?.activeElement;
  if (!(focused instanceof HTMLElement)) return `the focus is lost, from ${memory.last}`;
  const told = focused.outerHTML.slice(0, 120);
  memory.last = told;
  const hasFrame = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)|\/ 0\)|transparent/.test(outlineColor);
  };
  // A control that is drawn by its label, and a link by its text, has its frame there.
  const frames = [focused, focused.closest("label, .stepper"), focused.querySelector("bdi")].filter((element): element is HTMLElement => element instanceof HTMLElement);
  // Where the program puts the focus to be read from there is no frame: nothing can be done there with a key.
  const isRead = focused.tabIndex < 0 && focused.matches("h1, h2, h3, p, div, section, main");
  const framed = frames.find(hasFrame);
  if (!isRead && framed === undefined) return `no frame around ${told}`;
  const before = memory.framed;
  memory.framed = framed;
  if (before !== undefined && before !== framed && before.isConnected && !before.contains(focused) && hasFrame(before)) return `a frame around what has the focus no more, ${before.outerHTML.slice(0, 120)}`;
  const { left, right, top, bottom } = (framed ?? focused).getBoundingClientRect();
  const [width, height] = [Math.min(right, innerWidth) - Math.max(left, 0), Math.min(bottom, innerHeight) - Math.max(top, 0)];
  if (isRead) return "";
  if (width < 1 || height < 1) return `the focus is out of sight: ${told} ${left} ${top} ${right} ${bottom}`;
  const points = [0.5, 0.1, 0.9].map((part) => [Math.max(left, 0) + width * part, Math.max(top, 0) + height * part]);
  const seen = points.some(([x, y]) => {
    const there = root?.elementFromPoint(x ?? 0, y ?? 0);
    return there != null && (focused.contains(there) || there.contains(focused) && there.matches("label, td, .segmented__segment") || framed?.contains(there));
  });
  return seen ? "" : `the focus is covered: ${told} by ${root?.elementFromPoint(points[0]?.[0] ?? 0, points[0]?.[1] ?? 0)?.outerHTML.slice(0, 80)}`;
}
