import vue from "@vitejs/plugin-vue";
import faxboxAdmin from "faxbox-admin/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "faxbox-admin" } } }), faxboxAdmin()],
});
