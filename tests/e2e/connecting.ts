/** The form of connecting, whoever has drawn it. */
import type { Page } from "@playwright/test";
import { ACCOUNT, SANDBOXES } from "./fixtures";

/** Types what connects with the usual sandbox. */
export async function type(page: Page, token = ACCOUNT.token): Promise<void> {
  await page.locator("[name=server]").fill(SANDBOXES.usual.url);
  await page.locator("[name=account_id]").fill(ACCOUNT.id);
  await page.locator("[name=auth_token]").fill(token);
}

/** Each element of the form's view: its tag, what it says, what it is called, and where it is, in whole pixels. */
export const drawn = (page: Page) =>
  page.evaluate(() => {
    const all = document.querySelector("faxbox-admin")!.shadowRoot!.querySelectorAll(".connect, .connect :not(g)");
    const elements = [...all].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const told = [
      "class", "id", "name", "type", "for", "inputmode", "autocomplete", "autocapitalize", "spellcheck", "required", "role", "aria-label", "aria-invalid",
      "aria-disabled", "d",
    ];
      const attributes = told.map((name) => element.getAttribute(name) ?? "").join("|");
      const text = [...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data).join("").trim();
      // What is to say what is wrong says nothing yet.
      const role = element.matches(".field > div") ? "" : attributes;
      return `${element.tagName} ${role} ${text} ${[x, y, width, height].map(Math.round)}`;
    });
    return [...elements, `the page is ${document.documentElement.scrollHeight} pixels high`];
  });
