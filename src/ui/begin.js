/**
 * Asks for the first page of the list where the tab remembers a connection, while the element's script is on the way: that one is
 * twenty times as long. For our own page; in a host's it is the host who connects.
 */
import { askEarly, remembered } from "./early.js";

// An element whose script was quicker has asked already, and in a browser that is too old there will be no panel.
const element = globalThis.WebAssembly?.instantiateStreaming && document.querySelector("faxbox-admin:not(:defined)");
const connection = element && remembered(element);
const end = new AbortController();
const request = connection && askEarly(end.signal, connection);
if (request) {
  const { url, answer } = request;
  // Anybody can read it there: it has no token.
  element.asked = { url, answer, end, isFor: (other) => JSON.stringify(other) === JSON.stringify(connection) };
}
