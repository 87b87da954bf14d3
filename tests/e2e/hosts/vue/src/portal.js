/** What the portal's own back end says to whoever is signed in to the portal. */

/** Whose faxboxes, and where. @returns {Promise<{ server: string, accountId: string }>} */
export const session = async () => (await fetch("/portal/session")).json();

/** A token for them, new each time. @returns {Promise<string>} */
export const token = async () => (await fetch("/portal/token")).text();
