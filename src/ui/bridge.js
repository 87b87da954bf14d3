/**
 * A bridge between a page and the panel in an `<iframe>` of another origin. It is no part of the panel: the page inside calls `serve`, the
 * page around it `embed`.
 *
 *     // In the frame, whose page holds the element alone:
 *     import { serve } from "./bridge.js";
 *     serve(document.querySelector("faxbox-admin"), { origins: ["https://portal.example"] });
 *
 *     // Around it:
 *     import { embed } from "./bridge.js";
 *     const panel = embed(document.querySelector("iframe"), {
 *       origin: "https://fax.example",
 *       getToken: async () => (await fetch("/faxbox-token")).text(),
 *       properties: { server: "https://api.example:8443/v2", accountId: "…", locale: "de" },
 *       onEvent: (name, detail) => console.log(name, detail),
 *     });
 *     panel.call("open", "…");
 *
 * The frame says hello to each origin that it serves, without a secret in it. The page around it answers one that comes from this very frame
 * and this very origin, with one end of a `MessageChannel`; all else, the token too, goes through that and nowhere else. The frame takes it from
 * its parent alone, and only where that has one of the origins. `faxbox-before-save` and `faxbox-before-remove` are told, but a page in another
 * process cannot hold them back.
 */

const HELLO = "faxbox-hello";
const CONNECT = "faxbox-connect";
/** How often a frame says hello until it is answered. */
const GREETING_MS = 250;

/** What the page around may set and call. */
const PROPERTIES = [
  "server", "accountId", "view", "faxboxId", "locale", "theme", "readOnly", "fields", "can", "shortcuts", "density", "connect",
];
const METHODS = ["refresh", "open", "create", "close"];
const EVENTS = [
  "ready", "view", "created", "changed", "removed", "dirty", "error", "signed-out", "before-save", "before-remove",
].map((name) => `faxbox-${name}`);

/** An origin as browsers write it: no path, no slash at its end, and never `*` or `null`. @param {string} origin */
function exact(origin) {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw new TypeError(`not an origin: ${origin}`);
}

/**
 * Serves the page around this one. Gives a function that ends it.
 * @param {HTMLElement & { getToken?: () => Promise<string> }} element
 * @param {{ origins: string[] }} options the origins that may embed this page
 * @returns {() => void}
 */
export function serve(element, { origins }) {
  const served = origins.map(exact);
  const end = new AbortController();
  const { signal } = end;
  /** @type {MessagePort | undefined} */
  let port;
  /** The requests for a token that wait for an answer. @type {Map<number, { resolve(token: string): void, reject(error: Error): void }>} */
  const asked = new Map();
  let last = 0;

  const tell = (message) => port?.postMessage(message);
  const hear = ({ data }) => {
    if (data.type === "token") {
      const waiting = asked.get(data.id);
      asked.delete(data.id);
      if (typeof data.token === "string") waiting?.resolve(data.token);
      else waiting?.reject(new Error("the page around this frame gave no token"));
    } else if (data.type === "set") {
      for (const name of PROPERTIES) if (Object.hasOwn(data.properties, name)) element[name] = data.properties[name];
    } else if (data.type === "call" && METHODS.includes(data.method)) {
      element[data.method](...data.arguments);
    }
  };
  const getToken = () =>
    new Promise((resolve, reject) => {
      last += 1;
      asked.set(last, { resolve, reject });
      tell({ type: "token", id: last });
    });
  const connect = (event) => {
    if (event.source !== parent || !served.includes(event.origin) || event.data?.type !== CONNECT) return;
    clearInterval(greeting);
    port?.close(); // The page around asks anew: what it asked before is nothing any more.
    [port] = event.ports;
    port.onmessage = hear;
    for (const { reject } of asked.values()) reject(new Error("the page around this frame began anew"));
    asked.clear();
    hear({ data: { type: "set", properties: event.data.properties } });
    if (event.data.givesToken) element.getToken = getToken;
    measure();
  };
  const measure = () => tell({ type: "height", height: Math.ceil(element.getBoundingClientRect().height) });

  const size = new ResizeObserver(measure);
  size.observe(element);
  for (const name of EVENTS) element.addEventListener(name, ({ detail }) => tell({ type: "event", name, detail }), { signal });
  addEventListener("message", connect, { signal });
  // A browser delivers it only where the page around has that very origin; where it tells which that is, no other is tried.
  const [around] = location.ancestorOrigins ?? [];
  const greeted = parent === window ? [] : served.filter((origin) => !around || origin === around);
  const greet = () => {
    // `since` tells a frame that was loaded anew from one that says it again.
    for (const origin of greeted) parent.postMessage({ type: HELLO, since: performance.timeOrigin }, origin);
  };
  // The page around may begin later than this one.
  const greeting = setInterval(greet, GREETING_MS);
  greet();
  return () => {
    end.abort();
    clearInterval(greeting);
    size.disconnect();
    port?.close();
  };
}

/**
 * Embeds a page that serves this one. The frame becomes as high as what it shows.
 * @param {HTMLIFrameElement} frame
 * @param {{ origin: string, getToken?: () => Promise<string>, properties?: object, onEvent?: (name: string, detail: object) => void }} options
 * @returns {{ set(properties: object): void, call(method: string, ...rest: unknown[]): void, close(): void }}
 */
export function embed(frame, { origin, getToken, properties = {}, onEvent }) {
  const target = exact(origin);
  const end = new AbortController();
  /** @type {MessagePort | undefined} */
  let port;
  /** When the frame began that was greeted last. */
  let since;
  /** What is to be done once the frame is there. */
  const waiting = [];

  const send = (message) => (port ? port.postMessage(message) : waiting.push(message));
  const hear = async ({ data }) => {
    if (data.type === "token") {
      const answer = port;
      const token = await getToken?.().catch(() => undefined);
      answer?.postMessage({ type: "token", id: data.id, token });
    } else if (data.type === "height") {
      frame.style.height = `${data.height}px`;
    } else if (data.type === "event" && EVENTS.includes(data.name)) {
      onEvent?.(data.name, data.detail);
    }
  };
  const greet = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== target || event.data?.type !== HELLO) return;
    if (event.data.since === since) return;
    since = event.data.since;
    port?.close(); // It was loaded anew.
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = hear;
    frame.contentWindow.postMessage({ type: CONNECT, properties, givesToken: Boolean(getToken) }, target, [channel.port2]);
    for (const message of waiting.splice(0)) port.postMessage(message);
  };
  addEventListener("message", greet, { signal: end.signal });
  return {
    set(changes) {
      properties = { ...properties, ...changes };
      if (port) send({ type: "set", properties: changes });
    },
    call(method, ...rest) {
      send({ type: "call", method, arguments: rest });
    },
    close() {
      end.abort();
      port?.close();
    },
  };
}
