// Two other engines, each by the protocol that it speaks itself: no driver of somebody else's is in between. A driver has `navigate`,
// `execute`, `click`, `type` and `close`; elements are what `execute` returns.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";

/** How long a browser may take to start, in milliseconds. */
const START_MAX_MS = 30_000;
/** What marks an element in an answer, as the WebDriver standard has it. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Tries something until it goes well, for as long as a start may take. */
async function patiently(what, attempt) {
  const end = Date.now() + START_MAX_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw new Error(`${what} did not start: ${error.message}`);
      await rest(100);
    }
  }
}

function started(program, args, environment = {}) {
  const child = spawn(program, args, { stdio: "ignore", env: { ...process.env, ...environment } });
  child.on("error", () => {});
  return child;
}

function socket(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Firefox by Marionette, its own protocol: JSON behind its length in bytes. */
export async function firefox(program) {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), "faxbox-firefox-"));
  writeFileSync(
    join(profile, "user.js"),
    `user_pref("marionette.port", ${port});\nuser_pref("app.update.enabled", false);\nuser_pref("browser.shell.checkDefaultBrowser", false);\n` +
      'user_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("network.captive-portal-service.enabled", false);\n' +
      'user_pref("network.connectivity-service.enabled", false);\nuser_pref("intl.accept_languages", "en-GB");\n',
  );
  const child = started(program, ["--headless", "--marionette", "--no-remote", "--profile", profile]);
  const wire = await patiently("Firefox", () => socket(port));
  let received = Buffer.alloc(0);
  let next = 1;
  const waiting = new Map();
  const greeted = new Promise((resolve) => waiting.set("greeting", resolve));
  wire.on("data", (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const colon = received.indexOf(":");
      const length = Number(received.subarray(0, colon).toString());
      if (colon < 0 || received.length < colon + 1 + length) return;
      const message = JSON.parse(received.subarray(colon + 1, colon + 1 + length).toString());
      received = received.subarray(colon + 1 + length);
      const key = Array.isArray(message) ? message[1] : "greeting";
      waiting.get(key)?.(message);
      waiting.delete(key);
    }
  });
  await greeted;
  const command = async (name, parameters = {}) => {
    const id = next++;
    const text = JSON.stringify([0, id, name, parameters]);
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    wire.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answer;
    if (error !== null) throw new Error(`${name}: ${error.message}`);
    return result;
  };
  await command("WebDriver:NewSession", { strictFileInteractability: true });
  return {
    name: "Firefox",
    navigate: (url) => command("WebDriver:Navigate", { url }),
    execute: async (script, ...args) => (await command("WebDriver:ExecuteScript", { script, args, sandbox: null, newSandbox: false })).value,
    click: (element) => command("WebDriver:ElementClick", { id: element[ELEMENT] }),
    type: (element, text) => command("WebDriver:ElementSendKeys", { id: element[ELEMENT], text }),
    async close() {
      wire.destroy();
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** WebKitGTK by its own WebDriver, in the browser that comes with the library, on a screen that nobody sees. */
export async function webkit(driver, browser) {
  const [port, display] = [await freePort(), `:${100 + Math.floor(Math.random() * 800)}`];
  const screen = started("Xvfb", [display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
  const environment = { DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: "1", GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_FORCE_SANDBOX: "0", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const child = started(driver, [`--port=${port}`, "--host=127.0.0.1"], environment);
  const command = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value?.error} ${value?.message}`);
    return value;
  };
  await patiently("WebKitWebDriver", () => command("GET", "/status"));
  const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } };
  const { sessionId } = await patiently("WebKitGTK", () => command("POST", "/session", { capabilities }));
  const session = (path, body) => command("POST", `/session/${sessionId}${path}`, body);
  return {
    name: "WebKitGTK",
    navigate: (url) => session("/url", { url }),
    execute: (script, ...args) => session("/execute/sync", { script, args }),
    click: (element) => session(`/element/${element[ELEMENT]}/click`, {}),
    type: (element, text) => session(`/element/${element[ELEMENT]}/value`, { text }),
    async close() {
      await command("DELETE", `/session/${sessionId}`).catch(() => {});
      child.kill("SIGKILL");
      screen.kill("SIGKILL");
    },
  };
}
