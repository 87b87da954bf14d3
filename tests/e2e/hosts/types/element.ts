/** All that a host can say to the element and hear from it, as TypeScript sees it. What is wrong must be an error. */
import { FaxboxAdmin, type Change, type Faxbox, type FaxboxProperties, type FaxboxText } from "faxbox-admin";
import { embed, serve } from "faxbox-admin/bridge";
import type texts from "faxbox-admin/messages.json";

const made = document.createElement("faxbox-admin");
const found = document.querySelector("faxbox-admin") ?? new FaxboxAdmin();
const panel: FaxboxAdmin = made;

const all: Required<FaxboxProperties> = {
  server: "https://api.example:8443/v2",
  accountId: null,
  view: "faxbox",
  faxboxId: "e".repeat(32),
  locale: "pt-BR",
  theme: "dark",
  readOnly: true,
  fields: ["name", "notifications.inbound"],
  can: ["create", "export"],
  routing: "hash",
  storage: "tab",
  config: "config.json",
  shortcuts: "off",
  density: "compact",
  connect: "none",
  token: "secret",
  getToken: async () => (await fetch("/portal/token")).text(),
};
Object.assign(panel, all);

panel.server = all.server;
panel.accountId = all.accountId;
panel.view = all.view;
panel.faxboxId = all.faxboxId;
panel.locale = all.locale;
panel.theme = all.theme;
panel.readOnly = all.readOnly;
panel.fields = all.fields;
panel.can = all.can;
panel.routing = all.routing;
panel.storage = all.storage;
panel.config = all.config;
panel.shortcuts = all.shortcuts;
panel.density = all.density;
panel.connect = all.connect;
panel.token = all.token;
panel.getToken = all.getToken;
panel.getToken = undefined;
const fields: string | null = panel.fields;
// @ts-expect-error: no such view
panel.view = "report";
// @ts-expect-error: no such ability
panel.can = ["fly"];
// @ts-expect-error: an attribute's name is no property's
panel.readonly = true;
// @ts-expect-error: a promise is wanted
panel.getToken = () => "secret";
// @ts-expect-error: a flag
panel.readOnly = "yes";

panel.refresh();
panel.open("e".repeat(32));
panel.create();
panel.create({ name: "From the portal", retries: 2 } satisfies Faxbox);
panel.close();
const unsaved: boolean = panel.hasUnsavedChanges();
const forms: FaxboxText = { one: "{count} Anschluss", other: "{count} Anschlüsse" };
const done: Promise<void> = panel.setMessages("de", { "New faxbox": "Neuer Anschluss", "{count} faxboxes": forms });
const some: Partial<Record<keyof typeof texts, FaxboxText>> = { "New faxbox": "Neuer Anschluss" };
// @ts-expect-error: there is no such text
const none: Partial<Record<keyof typeof texts, FaxboxText>> = { "New fax": "Neuer Anschluss" };
// @ts-expect-error: which faxbox?
panel.open();
// @ts-expect-error: one form must be there for every number
panel.setMessages("de", { "{count} faxboxes": { one: "{count} Anschluss" } });

panel.addEventListener("faxbox-ready", (event) => event.detail satisfies Record<string, never>);
panel.addEventListener("faxbox-view", function ({ detail }) {
  const view: "connect" | "list" | "new" | "faxbox" = detail.view;
  const id: string | null = detail.faxboxId;
  this.open(id ?? view);
});
panel.addEventListener("faxbox-created", ({ detail }) => detail.faxbox["name"] === detail.id);
panel.addEventListener("faxbox-changed", ({ detail }) => detail.id.length + Object.keys(detail.faxbox).length);
panel.addEventListener("faxbox-removed", ({ detail }) => detail.id.length);
panel.addEventListener("faxbox-dirty", ({ detail }) => detail.dirty === true);
panel.addEventListener("faxbox-error", ({ detail }) => {
  const told: [string, number | null, string | null] = [detail.code, detail.status, detail.requestId];
  // @ts-expect-error: nothing fails so
  return told.length > 0 && detail.code === "bored";
});
panel.addEventListener("faxbox-signed-out", ({ detail }) => detail.reason === "person" || detail.reason === "host" || detail.reason === "token");
panel.addEventListener("faxbox-before-save", (event) => {
  const changes: readonly Change[] = event.detail.changes;
  if (changes.some(({ id, faxbox }) => id === null && faxbox?.["name"] === "")) event.preventDefault();
});
panel.addEventListener("faxbox-before-remove", (event) => event.detail.ids.includes("x") && event.preventDefault(), { once: true });
panel.addEventListener("click", (event) => event.clientX);
const heard = (event: DocumentEventMap["faxbox-changed"]) => event.detail.id;
document.body.addEventListener("faxbox-changed", heard);
document.addEventListener("faxbox-changed", heard);
window.addEventListener("faxbox-changed", heard);
found.addEventListener("faxbox-changed", heard);
found.removeEventListener("faxbox-changed", heard);
// @ts-expect-error: nothing of this is told there
panel.addEventListener("faxbox-changed", ({ detail }) => detail.dirty);

const end: () => void = serve(panel, { origins: ["https://portal.example"] });
const bridge = embed(document.createElement("iframe"), {
  origin: "https://fax.example",
  getToken: all.getToken,
  properties: { server: all.server, readOnly: true, can: ["create"] },
  onEvent: (name, detail) => name === "faxbox-changed" && "id" in detail,
});
bridge.set({ theme: "dark" });
bridge.call("open", "e".repeat(32));
bridge.call("create", { name: "From the portal" });
bridge.call("refresh");
bridge.close();
// @ts-expect-error: a token goes by its function
bridge.set({ token: "secret" });
// @ts-expect-error: which faxbox?
bridge.call("open");

export { bridge, done, end, fields, none, some, unsaved };
