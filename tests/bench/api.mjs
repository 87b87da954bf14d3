/** The API that both are measured against: pages of a list, one faxbox, the account. From memory, so that it is no part of what is measured. */
import { createServer } from "node:http";

export const TOKEN = "bench-token";
const PAGE_SIZE_MAX = 1000;
/** One of them has a character that stands in nothing else: what is typed first into the search. */
const WORDS = ["Sales", "R&D", "Claims", "Front Desk", "Legal", "Orders", "Support", "Warehouse", "Payroll", "Reception"];
const PLACES = ["North", "South", "East", "West", "Berlin", "Lagos", "Oslo", "Lima", "Quito", "Osaka", "Reno"];
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Africa/Lagos"];

/** For ids without digits: one searches for digits of names. Backwards: the server's lists come by id, descending. */
const LETTERS = "jihgfedcba";
const numberOf = (id) => Number([...id.replace(/^z+/, "")].map((letter) => LETTERS.indexOf(letter)).join(""));

/** The same faxbox for the same number. */
export function faxbox(number) {
  const digits = String(number).padStart(6, "0");
  const pick = (list, step) => list[(number * step) % list.length];
  const mail = (name) => `${name}-${digits}@fax.example`;
  return {
    id: [...digits].map((digit) => LETTERS[digit]).join("").padStart(32, "z"),
    name: `${pick(WORDS, 7)} ${pick(PLACES, 3)} n${digits}`,
    caller_id: `+1555${digits}0`,
    caller_name: `${pick(WORDS, 7)} Fax`,
    fax_header: `${pick(PLACES, 3)} office`,
    fax_identity: `+1555${digits}1`,
    fax_timezone: pick(ZONES, 1),
    retries: number % 4,
    attempts: number % 3,
    media: { fax_option: number % 2 === 0 },
    smtp_permission_list: [`^.*@team${number % 50}\\.example$`, mail("boss")],
    smtp_email_address: `${digits}@realm.fax.example`,
    notifications: {
      inbound: { email: { send_to: [mail("in"), mail("desk")] }, callback: { url: `https://hook.example/${digits}`, method: "post", type: "json" } },
      outbound: { email: { send_to: mail("out") }, sms: { send_to: [`+1555${digits}2`] } },
    },
  };
}

/** Serves lists of the lengths that the account's name ends with: `bench-1000`. Gives its address, as the panel wants it. */
export async function serve() {
  const pages = new Map();
  const answer = ({ url }) => {
    const { pathname, searchParams } = new URL(url, "http://api");
    const [, , , account, kind, id] = pathname.split("/");
    const length = Number(account?.split("-")[1]);
    if (!length) return undefined;
    if (!kind) return JSON.stringify({ data: { id: account, name: "Bench" }, status: "success" });
    if (id) return JSON.stringify({ data: faxbox(numberOf(id)), status: "success" });
    const start = Number(searchParams.get("start_key") ?? 0);
    const size = Math.min(Number(searchParams.get("page_size") ?? 50), PAGE_SIZE_MAX);
    const key = `${length} ${start} ${size}`;
    if (!pages.has(key)) {
      const end = Math.min(start + size, length);
      const data = Array.from({ length: end - start }, (_, index) => faxbox(start + index));
      const next = end < length ? { next_start_key: String(end) } : {};
      pages.set(key, Buffer.from(JSON.stringify({ page_size: data.length, data, ...next, status: "success" })));
    }
    return pages.get(key);
  };
  const server = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "X-Auth-Token, If-Match, Content-Type");
    response.setHeader("Access-Control-Expose-Headers", "ETag, X-Request-ID");
    response.setHeader("Access-Control-Max-Age", "86400");
    response.setHeader("Timing-Allow-Origin", "*");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const body = request.headers["x-auth-token"] === TOKEN ? answer(request) : undefined;
    response.setHeader("Content-Type", "application/json");
    response.setHeader("ETag", "\"1-bench\"");
    return response.writeHead(body ? 200 : 401).end(body ?? JSON.stringify({ data: {}, status: "error", message: "invalid_credentials" }));
  });
  await new Promise((ready) => server.listen(Number(process.env.API_PORT ?? 0), "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/v2`, end: () => server.close() };
}
