/** Pages of somebody else's (`hosts`), which have the packed package installed, and what serves them. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HOSTS = fileURLToPath(new URL("./hosts", import.meta.url));
/** The package, as npm unpacks it. */
export const PACKAGE = join(HOSTS, "node_modules/faxbox-admin");

/** The pages without a build. */
export const PAGES = join(HOSTS, "pages");

/** The policy of a host as strict as the panel lets it be: no inline script, no inline style, no `data:`. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' http://127.0.0.1:*; " +
  "img-src data:; worker-src 'self'; frame-src http://127.0.0.1:*; base-uri 'none'; form-action 'none'";

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** A server that runs. */
export interface Running {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves folders, each under a path that ends in a slash. */
export async function serve(folders: Record<string, string>, headers: Record<string, string> = {}): Promise<Running> {
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url ?? "/", "http://host").pathname);
    const mount = Object.keys(folders).filter((mount) => path.startsWith(mount)).sort().at(-1);
    const file = mount === undefined ? "" : join(folders[mount] ?? "", path.slice(mount.length) || "index.html");
    if (path.includes("..") || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers }).end(readFileSync(file));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => (server.closeAllConnections(), server.close(() => closed()))),
  };
}

/** Those pages, beside the package. */
export const servePages = (policy = STRICT) =>
  serve({ "/": `${PAGES}/`, "/faxbox-admin/": `${PACKAGE}/` }, { "content-security-policy": policy });

/** The package where a CDN has it: another origin, a path with a version. */
export const serveCdn = () => serve({ "/npm/faxbox-admin@latest/": `${PACKAGE}/` }, { "access-control-allow-origin": "*" });

/** Vite in a host's folder, in the version that the host asks for. */
function vite(name: string, ...args: string[]): ChildProcess {
  const folder = join(HOSTS, name);
  const program = join(dirname(createRequire(join(folder, "package.json")).resolve("vite/package.json")), "bin/vite.js");
  const { NODE_ENV: _, FORCE_COLOR: __, ...environment } = process.env;
  return spawn(process.execPath, [program, ...args], { cwd: folder, env: { ...environment, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
}

/** What a program prints, until it has printed something or has ended. */
function printed(program: ChildProcess, until: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const hear = (part: Buffer) => {
      text += part.toString();
      if (until.test(text)) resolve(text);
    };
    program.stdout?.on("data", hear);
    program.stderr?.on("data", hear);
    program.on("close", () => resolve(text));
  });
}

/** A host under `vite dev`. */
export async function serveDev(name: string): Promise<Running> {
  const address = /Local:\s+(http:\S+?)\/\s/;
  const program = vite(name, "--host", "127.0.0.1", "--force");
  const text = await printed(program, address);
  const url = address.exec(text)?.[1];
  if (url === undefined) throw new Error(`vite dev of ${name} does not start:\n${text}`);
  return {
    url,
    close: () => new Promise((closed) => (program.once("close", () => closed()), program.kill())),
  };
}

/** A host as `vite build` makes it, served under a strict policy. It fails where Vite has something to say. */
export async function serveBuilt(name: string, folder: string): Promise<Running> {
  const program = vite(name, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "warn");
  const text = await printed(program, /(?!)/);
  if (text.trim() !== "" || program.exitCode !== 0) throw new Error(`vite build of ${name}:\n${text}`);
  return serve({ "/": `${folder}/` }, { "content-security-policy": STRICT });
}
