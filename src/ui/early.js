/**
 * What is known and asked for while the WASM is on its way, in our own page even before the element's script (`begin.js`): the first page
 * of the list, which `src/api/early.rs` takes over, and the operator's defaults.
 */

/** As `FIRST_PAGE_ROWS`, `READ_TIMEOUT_SECONDS` and `STORAGE_KEY` in Rust. */
const FIRST_PAGE_ROWS = 50;
const READ_TIMEOUT_MS = 30_000;
/** The longest answer that is read: as `ANSWER_MEBIBYTES_MAX` in Rust. */
const ANSWER_BYTES_MAX = 32 << 20;
export const STORAGE_KEY = "faxbox-admin.connection";

/** A file of defaults that has not arrived by then is done without. */
const CONFIG_TIMEOUT_MS = 5_000;

/** What the tab's storage has, where the browser lets us. @param {string} key */
export function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps it there; where it cannot, that is all that is lost. @param {string} key @param {string} text */
export function keepInTab(key, text) {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Full, or forbidden.
  }
}

/**
 * The connection that the tab remembers for an element; nothing where its host lets nothing be remembered, or names another server or
 * account.
 * @param {HTMLElement} element
 */
export function remembered(element) {
  if (element.getAttribute("storage") !== "tab") return undefined;
  try {
    const connection = JSON.parse(kept(STORAGE_KEY));
    const { server, account_id, auth_token } = connection;
    const isSame = (name, kept) => (element.getAttribute(name) || kept).trim().replace(/\/+$/, "") === kept;
    const isWhole = [server, account_id, auth_token].every((text) => typeof text === "string");
    return isWhole && isSame("server", server) && isSame("account-id", account_id) ? connection : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks for the first page of the list, where the host gives a token, the tab remembers a connection, or somebody has typed one.
 * Beside `src/api/client.rs` this is the one place that sends the token.
 * @param {{ server: string, account_id: string, auth_token: string }} [connection]
 * @param {AbortSignal} [until] - when nobody waits for it any more; `end` of what is given back ends it before
 */
export function askEarly(connection, until) {
  const end = new AbortController();
  until?.addEventListener("abort", () => end.abort());
  try {
    const { server, account_id, auth_token } = connection;
    const url = `${server}/accounts/${encodeURIComponent(account_id)}/faxboxes?page_size=${FIRST_PAGE_ROWS}`;
    if (location.protocol === "https:" && new URL(url).protocol !== "https:") return undefined;
    const answer = fetch(url, {
      headers: { "X-Auth-Token": auth_token },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: deadline(READ_TIMEOUT_MS, end.signal),
    }).then(bounded);
    answer.catch(() => {}); // The client asks again, and says what is wrong.
    return { url, server, account_id, auth_token, answer, end };
  } catch {
    return undefined; // Nothing is remembered, or what is no connection.
  }
}

/**
 * The same answer, whose body fails beyond what is read of one: where no length is announced it could go on for ever.
 * @param {Response} response
 */
function bounded(response) {
  let left = ANSWER_BYTES_MAX;
  const transform = (chunk, body) => ((left -= chunk.length) < 0 ? body.error(new RangeError()) : body.enqueue(chunk));
  return new Response(response.body?.pipeThrough(new TransformStream({ transform })), response);
}

/**
 * When something ends: in time, or by one of these.
 * @param {number} milliseconds
 * @param {...(AbortSignal | undefined)} ends
 */
export function deadline(milliseconds, ...ends) {
  const timeout = AbortSignal.timeout(milliseconds);
  return AbortSignal.any?.([timeout, ...ends.filter(Boolean)]) ?? timeout;
}

/**
 * The defaults from the operator's file. A file that is not there is no fault: it is optional.
 * @param {string | null} address
 * @returns {Promise<{ server?: string, account_id?: string } | undefined>} nothing where it is there and cannot be read
 */
export async function readConfig(address) {
  if (!address) return {};
  try {
    const response = await fetch(new URL(address, document.baseURI), { signal: AbortSignal.timeout(CONFIG_TIMEOUT_MS) });
    if (response.status === 404) return {};
    if (!response.ok) throw new Error(`${address}: HTTP status ${response.status}`);
    return Object(await response.json());
  } catch (error) {
    console.warn("faxbox-admin:", error);
  }
}

/** The languages that are wanted of an element, the best first: by `locale`, else by the nearest `lang` around. @param {HTMLElement} element */
export function wantedLanguages(element) {
  const locale = element.getAttribute("locale") || element.closest("[lang]")?.lang || "en";
  return locale === "auto" ? navigator.languages : [locale];
}

/** Whether that is the language that the scripts speak without a file. @param {readonly string[]} wanted */
export const isEnglish = ([first]) => /^en\b/i.test(first);
