/**
 * What Vite must be told about Faxbox Admin.
 *
 * - `vite dev` copies the packages that a page imports into a folder of its own, without the files that their scripts find beside
 *   themselves: this one is left where it is.
 * - `vite build` writes small files into the script as `data:` addresses, which a strict Content-Security-Policy refuses to fetch:
 *   those of this package stay files.
 *
 * @returns {import("vite").Plugin}
 */
export default function faxboxAdmin() {
  return {
    name: "faxbox-admin",
    config({ build }) {
      const limit = build?.assetsInlineLimit ?? 4096; // Vite's own.
      const ours = (file) => file.replaceAll("\\", "/").includes("/faxbox-admin/assets/");
      return {
        optimizeDeps: { exclude: ["faxbox-admin"] },
        build: {
          assetsInlineLimit: (file, content) =>
            ours(file) ? false : typeof limit === "function" ? limit(file, content) : content.length < limit,
        },
      };
    },
  };
}
