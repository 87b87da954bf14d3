import { COSTLY, expect, FAILED_REQUEST, ID, SIGN_IN, SOUND, test, USER } from "./fixtures";
import { Keys } from "./keys";

test("what comes between goes by keyboard alone: a password, the overview, About, a token that has expired, the language, a draft, a removal of many", async ({ page, panel, sandbox, complaints }) => {
  test.setTimeout(60_000);
  complaints.expected(FAILED_REQUEST);
  page.on("dialog", (dialog) => void dialog.accept());
  const keys = new Keys(page);
  await sandbox.put(ID, SOUND);

  await test.step("a password", async () => {
    await page.goto("/");
    await panel.connecting();
    await page.keyboard.press("Tab");
    await keys.to("[name=way]:checked");
    await keys.press("ArrowRight");
    await expect(panel.control("password")).toBeVisible();
    for (const [name, text] of [["server", sandbox.url], ["account_name", SIGN_IN.name], ["username", USER], ["password", SIGN_IN.password]] as const) {
      await keys.to(`[name=${name}]`);
      await keys.type(text);
    }
    await keys.to("[name=remember]");
    await keys.press("Space", "Enter");
    await expect(panel.told).toHaveText("21 faxboxes");
    await keys.arrives("h1");
  });

  await test.step("the overview is closed, and opened again", async () => {
    await keys.to(".attention [aria-expanded]");
    await keys.press("Enter");
    await expect(page.locator(".attention [aria-expanded]")).toHaveAttribute("aria-expanded", "false");
    await keys.press("Space");
    await expect(page.locator(".attention [aria-expanded]")).toHaveAttribute("aria-expanded", "true");
  });

  await test.step("About", async () => {
    await keys.to("[name=about]", "Shift+Tab");
    await keys.press("Enter");
    await keys.arrives("[name=copy_diagnosis]");
    await keys.press("Shift+Tab", "Escape");
    await keys.arrives("[name=about]");
  });

  await test.step("a token that has expired, and cannot be renewed", async () => {
    await sandbox.faults({ status: 401, method: "GET", path: "/faxboxes?", times: 0 }, { status: 401, method: "PUT", path: "/user_auth", times: 0 });
    await keys.to("[title=Refresh]", "Shift+Tab");
    await keys.press("Enter");
    await expect(panel.dialog).toBeVisible();
    await keys.press("Escape");
    await expect(panel.dialog).toHaveCount(0);
    await sandbox.faults();
    await keys.press("Tab");
  });

  await test.step("another language, which leaves the focus where it is", async () => {
    await keys.to("[name=search]");
    await keys.type("sound");
    const speak = (locale: string) => page.locator("faxbox-admin").evaluate((element, locale) => element.setAttribute("locale", locale), locale);
    await speak("ar");
    await expect(page.locator("faxbox-admin .panel")).toHaveAttribute("dir", "rtl");
    await keys.arrives("[name=search]");
    await keys.press("ArrowLeft");
    await speak("en");
    await expect(page.locator("faxbox-admin .panel")).toHaveAttribute("dir", "ltr");
    await keys.arrives("[name=search]");
    await keys.press("Enter");
    await keys.arrives(".row__open");
  });

  await test.step("a draft, after the page went", async () => {
    await keys.press("Enter");
    await expect(panel.heading("Sound")).toBeVisible();
    await keys.to("[name=fax_header]");
    await keys.type("By keyboard");
    await expect.poll(() => page.evaluate(() => JSON.stringify(sessionStorage))).toContain("By keyboard");
    await page.reload();
    await expect(page.locator("[name=take_draft]")).toBeVisible();
    await page.keyboard.press("Tab");
    await keys.to("[name=take_draft]");
    await keys.press("Enter");
    await expect(panel.control("fax_header")).toHaveValue("By keyboard");
    await keys.press("Control+s");
    await expect(panel.notice).toContainText("Saved.");
  });

  await test.step("a removal of many: how many is typed", async () => {
    await keys.to(".crumb", "Shift+Tab");
    await keys.press("Enter");
    await expect(panel.rows).toHaveCount(1);
    await keys.to("[title^='Change']", "Shift+Tab");
    await keys.press("Enter");
    await expect(panel.dialog.getByText(/faxbox(es)? read/)).toBeVisible();
    await keys.to("[name=what]");
    await keys.press("End");
    await keys.to("[name=number]");
    await keys.type("1");
    await keys.to("[name=go]");
    await keys.press("Enter");
    await expect(panel.dialog.locator(".bulk__end")).toHaveText("All 1 done.");
    await keys.to("[name=close]");
    await keys.press("Enter");
    await expect(page.getByRole("heading", { name: /^Nothing matches/ })).toBeVisible();
    await keys.press("Tab");
  });
});

test("a faxbox that costs money is created by keyboard alone", async ({ page, panel, complaints }) => {
  complaints.expected(FAILED_REQUEST);
  const keys = new Keys(page);
  await panel.openNew(COSTLY);
  await page.keyboard.press("Tab");
  await keys.to("[name=name]");
  await keys.type("Not for free");
  await keys.press("Control+s");
  await expect(panel.dialog).toContainText("This faxbox costs money");
  await keys.press("Escape");
  await keys.arrives("[name=save], [name=name]");
  await keys.press("Control+s");
  await keys.to("[name=accept_charges]");
  await keys.press("Enter");
  await expect(panel.notice).toContainText("Created.");
  await keys.press("Tab");
});
