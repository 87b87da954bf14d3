import react from "@vitejs/plugin-react";
import faxboxAdmin from "faxbox-admin/vite";
import { defineConfig } from "vite";

export default defineConfig({ plugins: [react(), faxboxAdmin()] });
