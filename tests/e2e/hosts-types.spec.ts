/** The package as TypeScript reads it: what is right passes, and what is wrong is an error (`@ts-expect-error` in `hosts/types`). */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
const types = fileURLToPath(new URL("hosts/types", import.meta.url));

for (const [way, ...options] of [
  ["a bundler resolves it", "--module", "esnext", "--moduleResolution", "bundler"],
  ["Node resolves it", "--module", "nodenext", "--moduleResolution", "nodenext"],
] as const)
  test(`the package's types hold what it says, where ${way}`, () => {
    const run = (...files: string[]) => spawnSync(process.execPath, [compiler, "--pretty", "false", ...options, ...files], { cwd: types, encoding: "utf8" }).stdout;
    expect(run("--project", ".")).toBe("");
    // Vite's own types lean on those of Node, which are not here.
    expect(run("--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--types", "", "vite.config.ts")).toBe("");
  });
