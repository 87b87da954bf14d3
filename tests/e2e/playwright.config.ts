import { defineConfig } from "@playwright/test";

// `cargo xtask test e2e` serves the panel, starts the sandboxes and sets these variables.
export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  timeout: 30_000,
  // A condition that comes costs nothing by waiting longer for it where the machine is busy.
  expect: { timeout: 10_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: process.env.PANEL_URL,
    locale: "en-GB",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
