/** What the scripts draw with, before there is a panel. */

/** What browsers of 2022 know as attributes alone. */
const ARIA = /^(?:role$|aria)/;

/**
 * A DOM element with its properties and children; `role` and `aria…` become attributes. Text only ever becomes text.
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {...(Node | string)} children
 */
export function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (ARIA.test(key)) element.setAttribute(key.replace("aria", "aria-").toLowerCase(), value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** A block that a host may give other looks. */
export const block = (name, className, properties, ...children) => make(name, { className, part: className, ...properties }, ...children);

/** The whole panel. */
export const panel = (properties, ...children) => make("div", { className: "faxbox", part: "panel", ...properties }, ...children);
