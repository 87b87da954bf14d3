/**
 * Every view in a language that is made up: each text is the English one in ⟦brackets⟧. Whatever has none did not come through the catalogue.
 *
 * A table for each part of the panel: a state, and the shortest way to it from the one before.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { ACCOUNT, BLANK, COSTLY, expect, FAILED_REQUEST, ID, type Panel, type Sandbox, SIGN_IN, SOUND, test as base, USER } from "./fixtures";
import { panic } from "./host";

const [OPEN, CLOSE] = ["⟦", "⟧"];
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const ENGLISH = Object.keys(JSON.parse(read("src/text/catalogue/de.json")) as object);
const PSEUDO = JSON.stringify(Object.fromEntries(ENGLISH.map((english) => [english, OPEN + english + CLOSE])));

/** What stands in no catalogue and is right so: names of the field's own standards, and of what the servers are called. */
const PATHS = [...read("README.md").matchAll(/^\| `([a-z_.]+)`/gm)].map(([, path]) => path ?? "");
const NAMES = [
  ...PATHS,
  "Faxbox Admin GET POST PUT PATCH DELETE JSON HTTP UTC T.38 CSV",
  "Blank Slate", // The names of accounts.
  "Costly Fax",
  "bad_identifier bad identifier forbidden invalid_credentials", // What the server says itself.
  ...Object.values(SIGN_IN), USER,
  ...[ACCOUNT, BLANK, COSTLY].flatMap(({ id, token }) => [id, token]),
];

/** The keys and the texts of a value. */
const values = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.entries(Object(value)).flatMap(([key, value]) => [key, ...values(value)]);

class Walk {
  /** What a person has typed, or other programs have written: it is nobody's to translate. */
  private data: string[] = [...NAMES];

  constructor(
    readonly page: Page,
    readonly panel: Panel,
    readonly sandbox: Sandbox,
  ) {
    this.is(sandbox.url, SOUND);
  }

  /** Takes note of texts that are data. */
  is(...data: unknown[]): void {
    this.data.push(...values(data));
  }

  /** What the server has is data. */
  async learn(account = ACCOUNT): Promise<void> {
    for (const row of await this.sandbox.list(account)) this.is(row, await this.sandbox.document(String(row.id), account));
  }

  button(english: string) {
    return this.panel.button(OPEN + english + CLOSE);
  }

  /** A text in brackets; what is filled into it may stand in some too. */
  said(english: string) {
    return this.page.getByText(OPEN + english).first();
  }

  go(hash: string): Promise<void> {
    return this.page.evaluate((hash) => void (location.hash = hash), hash);
  }

  /** Every text that a person sees or hears and that did not come through the catalogue. */
  async foreign(): Promise<string[]> {
    const texts = await this.page.locator("faxbox-admin .panel").evaluate((root) => {
      // What is written in `code` are paths and methods; in `pre`, requests, documents and reports, which a person hands on as they are.
      const found: [string, string][] = [];
      const walk = (node: Node) => {
        if (node instanceof Text && node.data.trim()) {
          const parent = node.parentElement!;
          const kind = parent.closest("pre") ? "source" : parent.closest(".keys kbd") ? "key" : "text";
          if (!parent.closest("svg, style, textarea, .trouble pre")) found.push([kind, node.data]);
        }
        if (node instanceof Element) {
          for (const name of ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt", "label", "data-side"]) {
            if (node.getAttribute(name)) found.push(["text", node.getAttribute(name)!]);
          }
        }
        for (const child of node.childNodes) walk(child);
      };
      walk(root);
      return [...found, ["text", document.title]];
    });
    return texts.filter(([kind, text]) => !this.isRight(kind!, text!)).map(([, text]) => text!);
  }

  private isRight(kind: string, text: string): boolean {
    const data = this.data.join("\n");
    const strip = (text: string): string => {
      // The time as a fax machine prints it is no language's.
      const inner = text.replace(/⟦[^⟦⟧]*⟧|\d\d-[A-Z]{3}-\d{4}/g, " ");
      return inner === text ? text : strip(inner);
    };
    const rest = strip(text).trim();
    if (kind === "key") return text.split(" ").every((key) => /^⟦*([A-Z][a-z]+|\S)⟧*$/.test(key));
    if (kind === "source") {
      // Without what is quoted, addresses, headers and options no two words stand side by side, as they do in any sentence.
      const bare = rest.replace(/"([^"\\]|\\.)*"|'[^']*'|https?:\S+|^[A-Za-z-]+: .*$|^Mozilla.*$|^\S+Z (GET|PUT|POST).*$|--?[a-z-]+/gm, "");
      return !/\p{L}{2,} \p{L}{2,}/u.test(bare);
    }
    const isData = (rest: string) => rest.split(/\s*[·,:()–]\s*/).every((part) => !/\p{L}/u.test(part) || data.includes(part));
    return data.includes(rest) || isData(rest);
  }
}

type State = [name: string, reach: (walk: Walk) => Promise<unknown>];

const test = base.extend<{ walk: Walk; through: (states: State[]) => Promise<void> }>({
  locale: "de-DE",
  walk: async ({ page, panel, sandbox }, use) => {
    // In the place of German, by the way on which German comes.
    await page.route(/[/-]de(-\w+)?\.json$/, (route) => route.fulfill({ body: PSEUDO, contentType: "application/json" }));
    await use(new Walk(page, panel, sandbox));
  },
  through: async ({ walk, complaints }, use) => {
    test.setTimeout(90_000);
    complaints.expected(FAILED_REQUEST);
    await use(async (states) => {
      for (const [name, reach] of states) {
        await test.step(name, () => reach(walk));
        await expect.soft(async () => expect(await walk.foreign()).toEqual([]), name).toPass({ timeout: 2_000 });
      }
    });
  },
});

async function fillConnect({ panel, sandbox }: Walk, token: string): Promise<void> {
  await panel.control("server").fill(sandbox.url);
  await panel.control("account_id").fill(ACCOUNT.id);
  await panel.control("auth_token").fill(token);
}

const way = (walk: Walk, english: string) => walk.page.locator("label", { hasText: OPEN + english + CLOSE }).first().click();

test("starting, connecting, and what may come between, is drawn in another language", async ({ page, context, walk, panel, sandbox, through, complaints }) => {
  complaints.expected(/unreachable|made to fail|already borrowed|recursive|closure invoked/);
  const other = await context.newPage();
  await other.addInitScript(() => {
    for (const name of ["timeout", "any"]) Reflect.deleteProperty(AbortSignal, name);
    Reflect.deleteProperty(Object, "hasOwn");
  });
  await other.route(/[/-]de(-\w+)?\.json$/, (route) => route.fulfill({ body: PSEUDO, contentType: "application/json" }));
  await other.goto("/");
  await expect(other.getByRole("alert")).toHaveText(/^⟦This browser is too old for Faxbox Admin⟧⟦It needs[^⟧]*⟧$/);
  await other.close();

  let isHeld = true;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\.wasm$/, async (route) => {
    if (!isHeld) return route.continue();
    await held;
    return route.abort();
  });
  await page.goto("/");
  await expect(walk.button("Connect")).toBeVisible();
  letGo();
  const refused = async (body: object) => {
    await sandbox.faults({ kind: "status", method: "PUT", path: "user_auth", status: 400, body: JSON.stringify({ data: body, status: "error", message: "x" }) });
    await walk.button("Connect").click();
  };
  await through([
    ["the panel does not come", () => expect(walk.button("Try again")).toBeVisible()],
    ["connecting, with problems", async () => {
      isHeld = false;
      await walk.button("Try again").click();
      await walk.button("Connect").click();
      await expect(walk.said("Enter a token")).toBeVisible();
    }],
    ["what is no address, and no id", async () => {
      await panel.control("server").fill("ftp:x y");
      await panel.control("account_id").fill("a/b");
      await walk.button("Connect").click();
      await expect(panel.problem("account_id")).toBeVisible();
      walk.is("ftp:x y", "a/b");
    }],
    ["a token that is refused", async () => {
      await fillConnect(walk, "wrong-token");
      walk.is("usual");
      await walk.button("Connect").click();
      await expect(walk.said("The token is refused")).toBeVisible();
    }],
    ["an account that is not there", async () => {
      await panel.control("auth_token").fill(ACCOUNT.token);
      await panel.control("account_id").fill("f".repeat(32));
      await walk.button("Connect").click();
      await expect(page.locator("[data-problem-of]").first()).toBeVisible();
      walk.is("f".repeat(32));
    }],
    ["a server that does not answer", async () => {
      await panel.control("server").fill(process.env.NOTHING_URL ?? "");
      await walk.button("Connect").click();
      await expect(panel.problem("server")).toBeVisible();
      walk.is(process.env.NOTHING_URL, new URL(process.env.NOTHING_URL ?? "").host);
    }],
    ["a server that is none", async () => {
      await panel.control("server").fill(process.env.STRANGER_URL ?? "");
      await walk.button("Connect").click();
      await expect(panel.problem("server")).toBeVisible();
      walk.is(process.env.STRANGER_URL, new URL(process.env.STRANGER_URL ?? "").host);
    }],
    ["an API key that lacks", async () => {
      await way(walk, "API key");
      await walk.button("Connect").click();
      await expect(panel.problem("api_key")).toBeVisible();
    }],
    ["a password that lacks", async () => {
      await way(walk, "Password");
      await walk.button("Connect").click();
      await expect(panel.problem("username")).toBeVisible();
    }],
    ["a password that is wrong", async () => {
      await panel.control("server").fill(sandbox.url);
      await panel.control("account_name").fill(SIGN_IN.name);
      await panel.control("username").fill(USER);
      await panel.control("password").fill("wrong");
      await walk.button("Connect").click();
      await expect(panel.problem("password")).toBeVisible();
    }],
    ["an account that is disabled", async () => {
      await refused({ account: { disabled: { message: "x" } } });
      await expect(walk.said("The account is disabled")).toBeVisible();
    }],
    ["an account that was a trial", async () => {
      await refused({ account: { expired: { message: "x" } } });
      await expect(walk.said("The account was a trial")).toBeVisible();
    }],
    ["a new token is asked for", async () => {
      await way(walk, "Token");
      await fillConnect(walk, ACCOUNT.token);
      await walk.learn();
      await walk.button("Connect").click();
      await expect(panel.rows.first()).toBeVisible();
      await sandbox.faults({ status: 401, method: "GET", path: "/faxboxes?", times: 2 });
      await walk.button("Refresh").click();
      await panel.dialog.locator("[type=submit]").click();
      await expect(panel.dialog.getByRole("alert")).toContainText("⟦");
    }],
    ["a panic", async () => {
      await sandbox.faults();
      await page.reload();
      await fillConnect(walk, ACCOUNT.token);
      await walk.button("Connect").click();
      await expect(panel.rows.first()).toBeVisible();
      await walk.go("#/faxboxes/new");
      await panel.control("name").fill("Typed before");
      walk.is("Typed before");
      await expect(panel.heading("Typed before")).toBeVisible();
      await panic(page, walk.button("Add an address").first());
      await expect(walk.button("Start again")).toBeVisible();
      await page.locator("details summary").click();
    }],
  ]);
});

test("the list, and what is done with many, is drawn in another language", async ({ page, walk, panel, sandbox, through }) => {
  await walk.learn();
  let release = () => {};
  const openChange = async () => {
    await walk.button("Change…").first().click();
    await expect(walk.said("⟦20⟧ faxboxes read").or(panel.dialog.getByText(/faxboxes read/))).toBeVisible({ timeout: 20_000 });
  };
  const importing = async (text: string, name = "file.csv") => {
    if (!(await panel.dialog.isVisible())) await walk.button("Import").click();
    await panel.dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  walk.is("file.csv", "notes.txt");
  await through([
    ["an account without faxboxes", async () => {
      await panel.open("#/faxboxes", BLANK);
      await expect(walk.said("No faxboxes yet")).toBeVisible();
    }],
    ["an address of no faxbox", async () => {
      await walk.go(`#/faxboxes/${"9".repeat(32)}`);
      await expect(walk.said("There is no such faxbox")).toBeVisible();
    }],
    ["the list", async () => {
      await page.evaluate((account) => {
        const key = "faxbox-admin.connection";
        sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(key)!), account_id: account.id, auth_token: account.token }));
      }, ACCOUNT);
      await walk.go("#/faxboxes");
      await page.reload();
      await expect(panel.told).toContainText("20");
    }],
    ["the overview", async () => {
      const fold = page.locator(".attention__fold");
      if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
      await expect(page.locator("[data-attention]").first()).toBeVisible();
      await expect(page.locator(".attention__head")).toContainText(/in \d+ of/);
    }],
    ["the menu of the view", () => page.locator(".view-menu__button").click()],
    ["every column", async () => {
      await page.locator("[name=sort]").selectOption({ index: 2 });
      for (const box of await page.locator(".menu [type=checkbox]").all()) if (!(await box.isChecked()) && (await box.isEnabled())) await box.check();
      await page.keyboard.press("Escape");
    }],
    ["a sender whose mail some take", async () => {
      await page.locator("[name=sender]").fill("john@acme.com");
      await page.locator("[name=sender]").blur();
      walk.is("john@acme.com");
      await expect(page.locator(".takers")).toContainText("john@acme.com");
    }],
    ["filters that nothing passes", async () => {
      await walk.go("#/faxboxes?zone=Nowhere/At_all&t38=on");
      walk.is("Nowhere/At_all");
      await expect(walk.said("Nothing passes the filters")).toBeVisible();
    }],
    ["nothing found", async () => {
      await walk.go("#/faxboxes?search=zzzz");
      walk.is("zzzz");
      await expect(walk.said("Nothing matches")).toBeVisible();
    }],
    ["a selection", async () => {
      await walk.go("#/faxboxes");
      await panel.rows.first().locator("[type=checkbox]").check();
      await expect(walk.button("Clear the selection")).toBeVisible();
    }],
    ["the keys", async () => {
      // At its edge: what stands in the middle can be pressed.
      await page.locator(".bar").click({ position: { x: 2, y: 2 } });
      await page.keyboard.press("?");
      await expect(walk.said("Show these keys")).toBeVisible();
    }],
    ["what the panel is", async () => {
      await page.keyboard.press("Escape");
      await page.locator("button[name=about]").click();
      await expect(panel.dialog).toContainText("⟦About Faxbox Admin⟧");
      walk.is("0.1.0");
    }],
    ["the list, not read again", async () => {
      await page.keyboard.press("Escape");
      await sandbox.faults({ status: 403, method: "GET", path: "/faxboxes?" });
      await walk.button("Refresh").click();
      await expect(page.getByRole("alert").filter({ hasText: "The list was not read again" })).toBeVisible();
    }],
    ["a page that is asked for again", async () => {
      await sandbox.faults({ status: 503, method: "GET", path: "/faxboxes?", times: 0 });
      await walk.button("Refresh").click();
      await expect(walk.said("A page did not come.")).toBeVisible();
    }],
    ["offline", async () => {
      await sandbox.faults();
      await page.context().setOffline(true);
      await expect(walk.said("This device is offline")).toBeVisible();
    }],
    ["an export", async () => {
      await page.context().setOffline(false);
      await expect(panel.told).toContainText("20");
      await walk.button("Export").first().click();
      await expect(panel.dialog).toBeVisible();
    }],
    ["an import, nothing chosen yet", async () => {
      await panel.dialog.getByRole("button", { name: "⟦Close⟧" }).first().click();
      await walk.button("Import").click();
      await expect(panel.dialog.locator(".drop")).toBeVisible();
    }],
    ["an import of what is no table", async () => {
      await importing("hello\nworld\n", "notes.txt");
      await expect(panel.dialog.getByRole("alert")).toBeVisible();
    }],
    ["an import, tried dry", async () => {
      const id = await sandbox.id("Only a name");
      await importing(`id,name,retries,colour\r\n,Imported,2,x\r\n,"",1,\r\n${id},Renamed by a file,1,\r\n${id},Twice,1,\r\n${"9".repeat(32)},Gone,1,\r\n,Odd,x,\r\n`);
      walk.is("Imported", "Renamed by a file", "Twice", "Gone", "Odd", "colour");
      await expect(panel.dialog.locator(".bulk__total--bad")).toBeVisible();
    }],
    ["a change of many", async () => {
      await panel.dialog.getByRole("button", { name: "⟦Close⟧" }).first().click();
      await walk.button("Clear the selection").click();
      await openChange();
      await panel.dialog.locator("[name=what]").selectOption("retries");
      await panel.dialog.locator("[name=first]").fill("3");
      await expect(panel.dialog.locator("del").first()).toBeVisible();
    }],
    ["a change of many, under way", async () => {
      release = await panel.hold("POST", "/faxboxes/");
      await panel.dialog.locator("[name=go]").click();
      await expect(panel.dialog.locator(".bulk__run")).toBeVisible();
    }],
    ["leaving while it goes", async () => {
      await page.keyboard.press("Escape");
      await expect(panel.dialog.last()).toContainText("⟦");
      await expect(panel.dialog).toHaveCount(2);
    }],
    ["a change of many, holding", async () => {
      await page.keyboard.press("Escape");
      await expect(panel.dialog).toHaveCount(1);
      await panel.dialog.locator("[name=pause]").click();
      await expect(walk.button("Go on")).toBeVisible();
    }],
    ["its report", async () => {
      await sandbox.faults({ status: 403, method: "POST", path: "/faxboxes/", nth: 2, times: 1 }, { kind: "no_document", method: "POST", nth: 3, times: 1 });
      release();
      await walk.button("Go on").click();
      await expect(panel.dialog.locator(".bulk__end")).toBeVisible({ timeout: 30_000 });
    }],
    ["a removal of many, the wrong number typed", async () => {
      await panel.dialog.locator("[name=close]").click();
      await openChange();
      await panel.dialog.locator("[name=what]").selectOption("erase");
      await panel.dialog.locator("[name=number]").fill("999999");
      await panel.dialog.locator("[name=number]").press("Enter");
    }],
    ["a removal of many, under way", async () => {
      release = await panel.hold("DELETE", "/faxboxes/");
      await panel.dialog.locator("[name=number]").fill("20");
      await panel.dialog.locator("[name=number]").press("Enter");
      await expect(panel.dialog.locator(".bulk__run")).toBeVisible();
    }],
    ["what was stopped of it", async () => {
      await panel.dialog.locator("[name=stop]").click();
      await expect(walk.said("Stopping")).toBeVisible();
      release();
      await expect(panel.dialog.locator(".bulk__end")).toBeVisible({ timeout: 30_000 });
    }],
  ]);
});

test("the editor, and how a save can end, is drawn in another language", async ({ page, walk, panel, sandbox, through }) => {
  const GONE = "d".repeat(32);
  await sandbox.put(ID, {
    name: "Odd", retries: "x", caller_name: "A name that is too long for carriers", fax_header: "Ü".repeat(60), fax_identity: "no number at all, and long",
    fax_timezone: "Mars/Base", smtp_permission_list: ["a(", ".*", "^x@y\\.z$", "@acme.com"], foreign: { key: 1 }, media: 5, custom_smtp_email_address: "UP",
    notifications: { inbound: { email: { send_to: ["a@b@c", "a b@c.d"] }, callback: { url: "http://10.0.0.1/x", method: "get" } } },
  });
  await sandbox.put(GONE, { ...SOUND, name: "Contested" });
  const LONG = "b".repeat(32);
  const rows = Array.from({ length: 750 }, (_, row) => (row === 749 ? "nobody" : "r@acme.example"));
  await sandbox.put(LONG, { ...SOUND, notifications: { inbound: { email: { send_to: rows } } } });
  await walk.learn();
  await walk.learn(COSTLY);
  // What one click makes of a rule, what stands in a foreign key, and what is typed below.
  walk.is("^[^@]+@y\\.z$", "^[^@]+@acme\\.com$", '{"key":1}', "Changed", "Mine", "Theirs", "Not for free", "5", "fax_boxes", "Fax boxes");
  walk.is("name caller_id media smtp_permission_list notifications callback send_to".split(" "));
  const fault = async (status: number, body: object) => {
    await sandbox.faults({ status, method: "POST", path: ID, body: JSON.stringify({ data: body, status: "error", message: "x", error: String(status) }) });
    await panel.save();
  };
  const saved = (text: string) => expect(page.locator(".outcome, .notice, [role=status]").filter({ hasText: text }).first()).toBeAttached();
  await through([
    ["lists of many rows and many problems", async () => {
      await panel.openFaxbox(LONG);
      await page.locator("#errors button").click();
      await expect(page.locator("[id$='send_to-before']")).toBeVisible();
      await expect(page.locator("#warnings > li")).toHaveCount(100);
    }],
    ["the editor, full of faults", async () => {
      await panel.openFaxbox(ID);
      await expect(panel.heading("Odd")).toBeVisible();
      await panel.drawn();
      await panel.control("name").fill("");
      await panel.control("name").blur();
      await page.locator("#try-address").fill("john@acme.com");
      walk.is("john@acme.com");
      await expect(page.locator("[data-verdict]").first()).toBeVisible();
    }],
    ["a save that its faults stop", async () => {
      await panel.save();
      await expect(page.locator(".aside, .problems").first()).toBeVisible();
    }],
    ["undone", async () => {
      await panel.control("name").fill("Changed");
      await panel.control("name").blur();
      await page.locator(".bar").click({ position: { x: 2, y: 2 } });
      await page.keyboard.press("Control+z");
      await saved("⟦Undone");
    }],
    ["redone", async () => {
      await page.keyboard.press("Control+y");
      await saved("⟦Redone");
    }],
    ["the document as text", async () => {
      await panel.turn();
      await expect(panel.text).toBeVisible();
    }],
    ["a text that is no JSON", async () => {
      await panel.text.fill("{ nothing");
      await expect(page.locator(".source__said .note--error")).toBeVisible();
    }],
    ["the review of what cannot be an update", async () => {
      await page.keyboard.press("Control+a");
      await panel.text.fill(JSON.stringify({ ...(await sandbox.document(ID)), name: "Changed", media: undefined }));
      await panel.turn();
      await page.locator("button[name=review]").click();
      await expect(panel.dialog.locator("table")).toBeVisible();
    }],
    ["the request of it", () => panel.dialog.locator(".segmented__segment").nth(1).click()],
    ["the command of it", () => panel.dialog.locator(".segmented__segment").nth(2).click()],
    ["the keys", async () => {
      await page.keyboard.press("Escape");
      await page.locator(".bar").click({ position: { x: 2, y: 2 } });
      await page.keyboard.press("?");
      await expect(walk.said("Show these keys")).toBeVisible();
    }],
    ["leaving", async () => {
      await page.keyboard.press("Escape");
      await walk.button("Duplicate").click();
      await expect(panel.dialog).toContainText("⟦Leave without saving?⟧");
    }],
    ["a copy", async () => {
      await walk.button("Discard the changes").click();
      await expect(walk.said("A copy of")).toBeVisible();
      walk.is("Copy of Odd", "foreign");
    }],
    ["the removal", async () => {
      await walk.go(`#/faxboxes/${GONE}`);
      if (await panel.dialog.isVisible()) await walk.button("Discard the changes").click();
      await expect(panel.control("name")).toHaveValue("Contested");
      await page.locator("button[name=remove]").click();
      await expect(panel.dialog).toBeVisible();
    }],
    ["a removal that was refused", async () => {
      await sandbox.faults({ status: 403, method: "DELETE" });
      await panel.dialog.locator("[name=confirm_remove][aria-disabled=false]").click();
      await expect(panel.dialog.getByRole("alert")).toBeVisible();
    }],
    ["the review of what can be an update", async () => {
      await sandbox.faults();
      await page.keyboard.press("Escape");
      await panel.control("name").fill("Mine");
      await page.locator("button[name=review]").click();
      await expect(panel.dialog.getByRole("radio").first()).toBeVisible();
    }],
    ["both have changed the same", async () => {
      await page.keyboard.press("Escape");
      await sandbox.change(GONE, { name: "Theirs", fax_header: "Theirs" });
      await panel.save();
      await expect(panel.dialog).toContainText("⟦Somebody else changed this faxbox");
    }],
    ["mine was chosen", async () => {
      await walk.button("All mine").click();
      await walk.button("Save this choice").click();
      await saved("⟦Saved.");
    }],
    ["what others changed was kept", async () => {
      await sandbox.change(GONE, { fax_identity: "+15550001111" });
      walk.is("+15550001111");
      await panel.control("caller_name").fill("Changed");
      await panel.save();
      await saved("⟦Somebody else changed");
    }],
    ["the server keeps something else", async () => {
      await sandbox.faults({ kind: "ignore_write", method: "POST" });
      await panel.control("caller_name").fill("Mine");
      await panel.save();
      await saved("⟦Saved, but the server keeps something else");
    }],
    ["the answer was lost", async () => {
      await sandbox.faults({ kind: "drop", method: "POST" }, { kind: "drop", method: "GET", path: GONE, nth: 2, times: 9 });
      await panel.control("caller_name").fill("Theirs");
      await panel.save();
      await expect(panel.outcome).toContainText("⟦It is not known whether this was saved", { timeout: 20_000 });
    }],
    ["somebody removed it", async () => {
      await sandbox.faults();
      await fetch(`${sandbox.url}/accounts/${ACCOUNT.id}/faxboxes/${GONE}`, { method: "DELETE", headers: { "x-auth-token": ACCOUNT.token } });
      await panel.save();
      await saved("⟦Somebody removed this faxbox meanwhile");
    }],
    ["what the server refuses", async () => {
      await walk.go(`#/faxboxes/${ID}`);
      await walk.button("Discard the changes").click();
      await expect(panel.control("name")).toHaveValue("Odd");
      await panel.turn();
      await panel.text.fill(JSON.stringify({ ...SOUND, foreign: { key: 1 } }));
      await panel.turn();
      await fault(400, { name: { maxLength: { message: "String must not be more than 3", target: 3 } }, foreign: { odd: { message: "No such thing" } } });
      walk.is("String must not be more than 3", "No such thing");
      await expect(panel.problem("name", "error")).toBeVisible();
    }],
    ["what is kept of it in the tab", async () => {
      page.on("dialog", (dialog) => void dialog.accept());
      await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("draft")).length)).toBeGreaterThan(0);
      await page.reload();
      await expect(page.locator("[name=take_draft]")).toBeVisible();
    }],
    ["is put back", async () => {
      await page.locator("[name=take_draft]").click();
      await saved("⟦The changes are back");
    }],
    ["is discarded", async () => {
      await panel.button(/⟦Discard⟧/).click();
      await saved("discarded");
    }],
    ["a new one costs money", async () => {
      await page.evaluate((account) => {
        const key = "faxbox-admin.connection";
        sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(key)!), account_id: account.id, auth_token: account.token }));
      }, COSTLY);
      await walk.go("#/faxboxes/new");
      await page.reload();
      await panel.control("name").fill("Not for free");
      await panel.save();
      await expect(panel.dialog).toContainText("⟦This faxbox costs money⟧");
    }],
  ]);
});

test("what a host permits, and holds back, is told in another language", async ({ page, walk, panel, sandbox, through }) => {
  await sandbox.put(ID, { ...SOUND, caller_id: "", media: 5, name: "Sound" });
  await walk.learn();
  const set = (properties: object) => page.locator("faxbox-admin").evaluate((element, properties) => void Object.assign(element, properties), properties);
  await through([
    ["what is hidden is named", async () => {
      await panel.openFaxbox(ID);
      await panel.control("caller_name").fill("Changed");
      walk.is("Changed", "Acme", "5");
      await set({ fields: ["name", "notifications"] });
      await expect(walk.said("Changed, and not shown here")).toBeVisible();
    }],
    ["a save that the host held back", async () => {
      await page.evaluate(() => document.addEventListener("faxbox-before-save", (event) => event.preventDefault(), { once: true }));
      await page.locator("button[name=save]").click();
      await expect(panel.notice.or(panel.outcome).first()).toContainText("⟦");
    }],
    ["nothing can be changed", async () => {
      await set({ fields: null, readOnly: true });
      await expect(panel.saveButton).toHaveCount(0);
    }],
    ["no new ones", async () => {
      await set({ readOnly: false, can: ["export"] });
      await walk.go("#/faxboxes/new");
      if (await panel.dialog.isVisible()) await walk.button("Discard the changes").click();
      await expect(walk.said("No new faxboxes here")).toBeVisible();
    }],
    ["nobody is signed in", async () => {
      await set({ connect: "none", accountId: BLANK.id });
      await expect(walk.said("Nobody is signed in here")).toBeVisible();
    }],
  ]);
});
