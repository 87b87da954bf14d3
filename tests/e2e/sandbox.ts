/** The sandboxes, and what a test does with them behind the panel's back. */

/** A faxbox's document, as JSON. */
export type Document = Record<string, unknown>;

/** The id of a faxbox that a test puts there itself. */
export const ID = "e".repeat(32);

/** A faxbox that nothing can be said against. */
export const SOUND = {
  name: "Sound",
  attempts: 0,
  caller_id: "+15551230001",
  caller_name: "Acme",
  fax_header: "Acme",
  media: {},
  retries: 1,
  smtp_permission_list: [],
  notifications: { inbound: { email: { send_to: ["ann@acme.example", "bob@acme.example"] } } },
};

/** An account of every sandbox. Ids, tokens, passwords and keys open nothing but a sandbox. */
export interface Account {
  readonly id: string;
  readonly token: string;
}

/** The user of every account. */
export const USER = "admin";
/** How the account that most specs work in is signed in to. */
export const SIGN_IN = {
  password: "sandbox-password-acme",
  name: "Acme Logistics",
  realm: "acme.sandbox.example",
  phoneNumber: "+15555550100",
  apiKey: "a1".repeat(32),
};

/** The account that most specs work in. */
export const ACCOUNT: Account = { id: "a1".repeat(16), token: "sandbox-token-acme" };
/** Another one. */
export const OTHER: Account = { id: "b2".repeat(16), token: "sandbox-token-birch" };
/** Its faxboxes cost money. */
export const COSTLY: Account = { id: "c3".repeat(16), token: "sandbox-token-costly" };
/** It has no faxbox. */
export const BLANK: Account = { id: "d4".repeat(16), token: "sandbox-token-blank" };

/** What a sandbox does to a request; `sandbox/src/fault.rs` says what each key means. */
export interface Fault {
  kind?:
    | "status" | "html" | "cut" | "cut_connection" | "drop" | "drop_after" | "empty" | "no_document"
    | "foreign_write" | "foreign_write_after" | "large" | "endless" | "trickle" | "crash" | "ignore_write" | "latency";
  method?: string;
  path?: string;
  nth?: number;
  times?: number;
  latency_ms?: number;
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  change?: unknown;
}

/** A request that a sandbox has seen. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export class Sandbox {
  /** @param url what the panel calls the server */
  constructor(readonly url: string) {}

  /** Back to the seed, without faults, in the manner it was started with. */
  async reset(faxboxes: number): Promise<void> {
    await this.control("PUT", "reset", JSON.stringify({ faxboxes }));
  }

  async faults(...faults: Fault[]): Promise<void> {
    await this.control("PUT", "faults", JSON.stringify({ faults }));
  }

  /** Other manners; `sandbox/src/control.rs` says which there are. */
  async options(options: Record<string, unknown>): Promise<void> {
    await this.control("PUT", "options", JSON.stringify(options));
  }

  /** What was asked since the reset, or since it was told to forget; the preflights left out. */
  async requests(): Promise<Seen[]> {
    const seen = JSON.parse(await this.control("GET", "requests")) as Seen[];
    return seen.filter((request) => request.method !== "OPTIONS");
  }

  /** Those of them that name a method. */
  async sent(method: string): Promise<Seen[]> {
    return (await this.requests()).filter((request) => request.method === method);
  }

  /** A token that signing in gives. */
  async token(): Promise<string> {
    const body = JSON.stringify({ data: { api_key: SIGN_IN.apiKey } });
    const answer = await fetch(`${this.url}/api_auth`, { method: "PUT", headers: { "content-type": "application/json" }, body });
    return ((await answer.json()) as { auth_token: string }).auth_token;
  }

  /** Every token that signing in gave so far has expired. */
  async expireTokens(): Promise<void> {
    await this.control("DELETE", "tokens");
  }

  async forget(): Promise<void> {
    await this.control("DELETE", "requests");
  }

  /** A stored document as the text it is, with every digit of its numbers. */
  text(id: string, account = ACCOUNT): Promise<string> {
    return this.control("GET", `document/${account.id}/${id}`);
  }

  async document(id: string, account = ACCOUNT): Promise<Document> {
    return JSON.parse(await this.text(id, account)) as Document;
  }

  /** Stores a document as another program would, unjudged, and tells its ETag. */
  async put(id: string, document: Document | string, account = ACCOUNT): Promise<string> {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const stored = JSON.parse(await this.control("PUT", `document/${account.id}/${id}`, text)) as { etag: string };
    return stored.etag;
  }

  /** Writes into a stored document as another program would, and tells its ETag. */
  async change(id: string, change: Document, account = ACCOUNT): Promise<string> {
    return this.put(id, { ...(await this.document(id, account)), ...change }, account);
  }

  /** All faxboxes of an account, as a list gives them. */
  async list(account = ACCOUNT): Promise<Document[]> {
    const response = await fetch(`${this.url}/accounts/${account.id}/faxboxes?paginate=false`, {
      headers: { "x-auth-token": account.token },
    });
    return ((await response.json()) as { data: Document[] }).data;
  }

  /** The id of the faxbox of this name. */
  async id(name: string, account = ACCOUNT): Promise<string> {
    const row = (await this.list(account)).find((row) => row.name === name);
    if (typeof row?.id !== "string") throw new Error(`no faxbox is called ${name}`);
    return row.id;
  }

  private async control(method: string, path: string, body?: string): Promise<string> {
    const url = `${this.url.replace(/\/v2$/, "")}/control/${path}`;
    const response = await fetch(url, body === undefined ? { method } : { method, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return text;
  }
}

/** The sandbox of this worker among those that a variable names. */
function ours(variable: string): Sandbox {
  const urls = (process.env[variable] ?? "").split(" ");
  return new Sandbox(urls[Number(process.env.TEST_PARALLEL_INDEX ?? "0")] ?? "");
}

/** The sandboxes of this worker, by their manner. */
export const SANDBOXES = {
  /** Merges the top level of a PATCH, and honours `If-Match`. */
  usual: ours("API_URLS"),
  /** Merges a PATCH deeply. */
  deep: ours("API_URLS_DEEP"),
  /** Ignores `If-Match`. */
  noIfMatch: ours("API_URLS_NO_IF_MATCH"),
};

export type Manner = keyof typeof SANDBOXES;
