/**
 * The WASM with its glue, each call a new instance of both: a panic ends one, and the next knows nothing of it. This is development's; the
 * release build puts a function in the place of this file that holds the glue and the loader of the chunks (`xtask/src/split.rs`), which
 * asks for them by `fetchChunk` and can `end` an instance.
 * @param {(url: URL) => Promise<Response>} fetchChunk
 * @param {number} instance
 */
export const engine = (fetchChunk, instance) => import(instance ? `./faxbox-admin.js?${instance}` : "./faxbox-admin.js");
