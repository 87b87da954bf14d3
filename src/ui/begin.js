/**
 * Asks for the first page of the list where the tab remembers a connection, while the element's script is on the way: that one is
 * twenty times as long. For our own page; in a host's it is the host who connects.
 */
import { askEarly, remembered } from "./early.js";

// An element whose script was quicker has asked already.
const element = document.querySelector("faxbox-admin:not(:defined)");
const connection = element && remembered(element);
if (connection) {
  const end = new AbortController();
  element.asked = { ...askEarly(end.signal, connection), end };
}
