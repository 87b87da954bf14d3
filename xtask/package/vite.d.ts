import type { Plugin } from "vite";

/** What Vite must be told about Faxbox Admin; put it among the `plugins` of `vite.config`. */
export default function faxboxAdmin(): Plugin;
