import type { Locator } from "@playwright/test";
import { expect, type Panel, test } from "./fixtures";

function address(panel: Panel): Locator {
  return panel.page.getByRole("textbox", { name: "Lets this sender in" });
}

function verdict(panel: Panel): Locator {
  return panel.page.locator(".takers");
}

async function note(panel: Panel, name: string): Promise<string> {
  return panel.row(await panel.sandbox.id(name)).locator(".cell__note").innerText();
}

test("an address shows the faxboxes that let it in, by which rule, and warns where more than one does", async ({ page, panel, sandbox }) => {
  await panel.openList();
  await address(panel).fill("John@acme.example");
  await expect(verdict(panel)).toContainText("5 faxboxes let John@acme.example in.");
  await expect(verdict(panel)).toContainText("left to chance");
  await expect(panel.rows).toHaveCount(5);
  await expect.poll(() => note(panel, "Every field")).toBe("Rule 1: ^john@acme\\.example$");
  await expect.poll(() => note(panel, "Rules as one text (old)")).toBe("Rule 1: john@acme.example");
  await expect.poll(() => note(panel, "Open to a whole domain and more")).toBe("Rule 1: @acme.example");
  await expect.poll(() => note(panel, "Empty rule")).toBe("Rule 1: (empty: lets everybody in)");
  await expect(page).toHaveURL(/\?sender=John@acme.example$/);

  await address(panel).fill("ann@sales.acme.example");
  await expect(verdict(panel)).toContainText("3 faxboxes let ann@sales.acme.example in.");
  await expect.poll(() => note(panel, "Every field")).toBe("Rule 2: ^[^@]+@sales\\.acme\\.example$");

  // One alone, and none.
  for (const name of ["Open to everybody", "Empty rule"]) await sandbox.change(await sandbox.id(name), { smtp_permission_list: [] });
  await panel.button("Refresh").click();
  await expect(verdict(panel)).toContainText("One faxbox lets ann@sales.acme.example in.");
  await expect(verdict(panel)).not.toContainText("left to chance");
  await address(panel).fill("nobody@nowhere.example");
  await expect(verdict(panel)).toContainText("No rule lets nobody@nowhere.example in");
  await address(panel).fill("");
  await expect(panel.rows).toHaveCount(20);
  await expect(verdict(panel)).toHaveText("");
});

test("a rule that never ends is told apart, holds up nobody, and another address is not made to wait for it", async ({ panel, sandbox }) => {
  const slow = await sandbox.id("Only a name");
  await sandbox.change(slow, { smtp_permission_list: ["^(a+)+$"] });
  await panel.openList();
  const long = `${"a".repeat(40)}@acme.example`;
  await address(panel).fill(long);
  await expect(verdict(panel)).toContainText("One more could not be tried for certain; it is marked.");
  await expect(panel.row(slow).locator(".cell__note")).toHaveText("Not certain, rule 1: ^(a+)+$");
  await expect(verdict(panel)).toContainText("left to chance");
  await address(panel).fill("john@acme.example");
  await expect(verdict(panel)).toContainText("5 faxboxes let john@acme.example in.");
});

test("an address in the page's address is tried when the list comes", async ({ panel }) => {
  await panel.open("#/faxboxes?sender=desk17@acme.example");
  await expect(verdict(panel)).toContainText("let desk17@acme.example in.");
  await expect(address(panel)).toHaveValue("desk17@acme.example");
  await expect(panel.rows.filter({ hasText: "^desk17@acme" })).toHaveCount(1);
});

test.describe("with ten thousand faxboxes", () => {
  test.use({ faxboxes: 10_000 });

  test("all rules are tried", async ({ panel }) => {
    test.slow();
    await panel.openList();
    await expect(panel.page.locator(".foot")).toContainText("10 000 faxboxes", { timeout: 60_000 });
    await address(panel).fill("desk9999@acme.example");
    await expect(verdict(panel)).toContainText(/faxboxes let desk9999@acme.example in./, { timeout: 60_000 });
    await expect(panel.rows.filter({ hasText: "^desk9999@acme" })).toHaveCount(1);
  });
});
