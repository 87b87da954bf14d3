/** The plugin in a typed configuration. */
import faxboxAdmin from "faxbox-admin/vite";
import { defineConfig } from "vite";

export default defineConfig({ plugins: [faxboxAdmin()] });
