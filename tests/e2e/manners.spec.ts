/** The element as a guest: it comes, goes, and comes again, and leaves nothing behind. */
import { ACCOUNT, expect, OTHER, SANDBOXES, test } from "./fixtures";
import { openTask } from "./bulk";
import { giveTokens, listen, openHost, panic } from "./host";

const element = (account: { id: string }) => `<faxbox-admin server="${SANDBOXES.usual.url}" account-id="${account.id}"></faxbox-admin>`;
const tokens = (account: string) => (account === ACCOUNT.id ? ACCOUNT.token : OTHER.token);

test("two elements with different accounts are apart, and after a panic one press starts both again without a reload", async ({ page, complaints }) => {
  const told = await listen(page);
  await giveTokens(page, tokens);
  await openHost(page, element(ACCOUNT) + element(OTHER));
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const [one, two] = [page.locator("faxbox-admin").first(), page.locator("faxbox-admin").last()];
  const count = (one: typeof two) => one.locator(".bar__count");
  await expect(count(one)).toHaveText("20");
  await expect(two.locator("[data-faxbox-id]").first()).toBeVisible();
  const others = await count(two).innerText();

  await one.getByRole("button", { name: "New faxbox" }).click();
  await one.getByLabel("Name", { exact: true }).fill("Typed before");
  await expect(one.getByRole("heading", { name: "Typed before" })).toBeVisible();
  await panic(page, one.getByRole("button", { name: "Add an address" }).first());
  await expect(page.getByRole("heading", { name: "Faxbox Admin stopped" })).toHaveCount(2);
  await expect(one.getByLabel("What stood in the form")).toHaveValue(/Name\nTyped before/);
  expect((await told()).filter((event) => event.includes("stopped"))).toHaveLength(2);

  await two.getByRole("button", { name: "Start again" }).click();
  await expect(count(one)).toHaveText("20");
  await expect(count(two)).toHaveText(others);
  await one.getByRole("button", { name: "New faxbox" }).click();
  await one.getByLabel("Name", { exact: true }).fill("Typed after");
  await one.locator("button[name=save]").click();
  await expect(one.locator(".notice")).toContainText("Created.");
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);

  // And once more: the instance that came second is as mortal as the first.
  await panic(page, one.getByRole("button", { name: "Add an address" }).first());
  await one.getByRole("button", { name: "Start again" }).click();
  await expect(count(two)).toHaveText(others);
  complaints.expected(/unreachable|made to fail|already borrowed|recursive|closure invoked/);
});

test("a move keeps the state, a removal aborts reads, and lets a write to its end and tells it", async ({ page, panel, sandbox }) => {
  await giveTokens(page, tokens);
  await openHost(page, element(ACCOUNT) + "<aside></aside>");
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const name of ["faxbox-changed", "faxbox-created"]) {
      document.querySelector("faxbox-admin")?.addEventListener(name, (event) => told.push(`${name} ${(event as CustomEvent).detail.id}`));
    }
  });
  const id = await sandbox.id("Only a name");
  await panel.row(id).getByRole("button").first().click();
  await panel.control("name").fill("Written while it went");
  await page.evaluate(() => document.querySelector("aside")?.append(document.querySelector("faxbox-admin") as Node));
  await expect(panel.control("name")).toHaveValue("Written while it went");

  const release = await panel.hold("POST", id);
  const written = page.waitForRequest((request) => request.method() === "POST");
  await panel.save();
  await written;
  await page.evaluate(() => document.querySelector("faxbox-admin")?.remove());
  release();
  await expect.poll(() => page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([`faxbox-changed ${id}`]);
  expect((await sandbox.document(id)).name).toBe("Written while it went");

  // It comes again, asks, and goes before it was answered.
  const letGo = await panel.hold("GET", "/faxboxes");
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/faxboxes"));
  const begun = page.waitForRequest((request) => request.url().includes("/faxboxes?"));
  await page.evaluate(([html, token]) => {
    const main = document.createElement("main");
    document.body.append(main);
    main.innerHTML = html ?? "";
    Object.assign(main.firstElementChild as Element, { token });
  }, [element(ACCOUNT), ACCOUNT.token]);
  await begun;
  await page.evaluate(() => document.querySelector("faxbox-admin")?.remove());
  expect((await failed).failure()?.errorText).toContain("ABORTED");
  letGo();
});

test("whatever is open when the element is taken out, nothing fails, and the next one works", async ({ page, panel, sandbox, complaints }) => {
  await giveTokens(page, tokens);
  await openHost(page, element(ACCOUNT));
  const id = await sandbox.id("Only a name");
  const again = () =>
    page.evaluate(([html, token]) => {
      document.querySelector("faxbox-admin")?.remove();
      document.body.insertAdjacentHTML("beforeend", html ?? "");
      Object.assign(document.querySelector("faxbox-admin") as Element, { token });
    }, [element(ACCOUNT), ACCOUNT.token]);
  const states: Record<string, () => Promise<unknown>> = {
    "the list, being typed into": () => panel.search.pressSequentially("acme"),
    "the menu": () => page.locator(".view-menu__button").click(),
    "all ticked": () => page.keyboard.press("Control+a"),
    "a change of many": () => openTask(panel, "change"),
    "an import": () => panel.button("Import").click(),
    "a faxbox with changes": async () => {
      await panel.row(id).getByRole("button").first().click();
      await panel.control("name").fill("Typed");
    },
    "a review": async () => {
      await panel.row(id).getByRole("button").first().click();
      await panel.control("name").fill("Typed");
      await panel.review();
    },
    "the document as text": async () => {
      await panel.row(id).getByRole("button").first().click();
      await panel.turn();
      await panel.text.press("End");
    },
    "a removal": async () => {
      await panel.row(id).getByRole("button").first().click();
      await page.locator("button[name=remove]").click();
    },
    "the question before leaving": async () => {
      await panel.row(id).getByRole("button").first().click();
      await panel.control("name").fill("Typed");
      await page.locator("faxbox-admin").evaluate((element: any) => element.close());
      await expect(panel.dialog).toBeVisible();
    },
  };
  for (const [state, reach] of Object.entries(states)) {
    await expect(panel.rows.first(), state).toBeVisible();
    await expect(panel.told, state).toHaveText("20 faxboxes");
    await reach();
    await again();
  }
  await expect(panel.told).toHaveText("20 faxboxes");
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  expect(complaints.list).toEqual([]);
});

test("200 times there and gone again leave no memory, no listener, no timer and no request behind", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const cdp = await page.context().newCDPSession(page);
  await page.addInitScript(() => {
    // Timers that were set and have neither come nor been cleared, and the listeners of the page.
    const open = { timers: new Set<number>(), listeners: new Map<string, number>() };
    Object.assign(window, { open_things: open });
    const { setTimeout: set, clearTimeout: clear, setInterval: every, clearInterval: end } = window;
    window.setTimeout = ((act: () => void, ...rest: unknown[]) => {
      const id: number = (set as Function)(() => { open.timers.delete(id); act(); }, ...rest);
      open.timers.add(id);
      return id;
    }) as typeof set;
    window.setInterval = ((...all: unknown[]) => {
      const id: number = (every as Function)(...all);
      open.timers.add(id);
      return id;
    }) as typeof every;
    window.clearTimeout = (id) => { open.timers.delete(id as number); clear(id); };
    window.clearInterval = (id) => { open.timers.delete(id as number); end(id); };
    for (const target of [window, document]) {
      const [add, remove] = [target.addEventListener.bind(target), target.removeEventListener.bind(target)];
      const count = (name: string, step: number) => open.listeners.set(name, (open.listeners.get(name) ?? 0) + step);
      target.addEventListener = (name: string, ...rest: [never, AddEventListenerOptions?]) => {
        count(name, 1);
        rest[1]?.signal?.addEventListener("abort", () => count(name, -1));
        add(name, ...(rest as [never]));
      };
      target.removeEventListener = (name: string, ...rest: [never]) => { count(name, -1); remove(name, ...rest); };
    }
    // The memory of the WASM, by the instance that is made of it.
    const stream = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => {
      const made = await stream(...all);
      if (made.instance.exports.memory) Object.assign(window, { memory: made.instance.exports.memory });
      return made;
    };
  });
  await openHost(page, "<main></main>");
  const rounds = (count: number) =>
    page.evaluate(async ([count, html, token]) => {
      const main = document.querySelector("main") as HTMLElement;
      for (let round = 0; round < Number(count); round += 1) {
        main.innerHTML = String(html);
        const element = main.firstElementChild as HTMLElement & { token: string };
        await new Promise((resolve) => {
          element.addEventListener("faxbox-view", resolve, { once: true });
          element.token = String(token);
        });
        element.remove();
        await new Promise((resolve) => setTimeout(resolve));
      }
    }, [count, element(ACCOUNT), ACCOUNT.token]);
  const measure = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    const { usedSize } = await cdp.send("Runtime.getHeapUsage");
    const rest = await page.evaluate(() => {
      const { open_things: open, memory } = window as unknown as {
        open_things: { timers: Set<number>; listeners: Map<string, number> };
        memory: WebAssembly.Memory;
      };
      return { timers: open.timers.size, listeners: [...open.listeners].filter(([, count]) => count !== 0), wasm: memory.buffer.byteLength };
    });
    return { heap: usedSize, ...rest };
  };
  const collected = async (rounds_: number) => {
    // What only the collector frees would stand for a leak where it has not come by.
    for (let round = 0; round < rounds_; round += 20) {
      await rounds(20);
      await cdp.send("HeapProfiler.collectGarbage");
    }
    await expect.poll(async () => (await measure()).timers).toBe(0);
    return measure();
  };
  const before = await collected(40);
  const after = await collected(200);
  expect(after.listeners).toEqual(before.listeners);
  // A panel that stayed would hold its list alone at some 25 000 bytes.
  expect(after.heap - before.heap).toBeLessThan(200 * 3_000);
  expect(after.wasm - before.wasm).toBeLessThan(200 * 1_500);
  await sandbox.forget();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  expect(await sandbox.requests()).toEqual([]);
});

test("the script does nothing where there is no page, and says what is missing in an old browser", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
  await openHost(page, element(ACCOUNT));
  await expect(page.getByRole("alert")).toContainText("browser");
});
