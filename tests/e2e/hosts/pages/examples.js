/**
 * An example of everything that a host can use. `code` is what is shown and run; the rest is the stage's: `begin` and `given` say how the
 * element begins, `show` and `then` press what a person would, `seen` is true once the example has done its work.
 */

const press = (inside, selector) => async (until) => (await until(() => inside(selector))).click();
const button = (inside, name) => [...inside(".panel").querySelectorAll("button, a")].find((button) => button.textContent.includes(name));

async function type({ inside }, until, name, text) {
  const control = await until(() => inside(`[name="${name}"]`));
  control.value = text;
  control.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
}

async function save(on, until) {
  await press(on.inside, "button[name=save]:enabled")(until);
}

async function change(on, until) {
  await type(on, until, "name", `Changed ${performance.now()}`);
  await save(on, until);
}

async function remove(on, until) {
  (await until(() => button(on.inside, "Remove…"))).click();
  await press(on.inside, "[name=confirm_remove][aria-disabled=false]")(until);
}

const part = (name) => `faxbox-admin::part(${name}) {\n  outline: 3px solid orangered;\n}`;
const token = (name, value) => `faxbox-admin {\n  ${name}: ${value};\n}`;

export const examples = {
  attributes: {
    server: {
      begin: "form",
      code: ({ panel }) => {
        panel.server = "https://api.example:8443/v2";
      },
      seen: ({ inside }) => inside("[name=server]").value === "https://api.example:8443/v2",
    },
    "account-id": {
      begin: "form",
      code: ({ panel }) => {
        panel.accountId = "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2";
      },
      seen: ({ inside }) => inside("[name=account_id]").value.startsWith("b2b2"),
    },
    config: {
      begin: "form",
      given: { server: null },
      code: ({ panel }) => {
        panel.config = "config.json";
      },
      seen: ({ inside }) => inside("[name=server]").value === "https://fax.example:8443/v2",
    },
    view: {
      code: ({ panel }) => {
        panel.view = "new";
      },
      seen: ({ inside }) => inside("[name=name]")?.value === "",
    },
    "faxbox-id": {
      code: ({ panel, id }) => {
        panel.view = "faxbox";
        panel.faxboxId = id;
      },
      seen: ({ inside }) => inside("[name=name]"),
    },
    locale: {
      code: ({ panel }) => {
        panel.locale = "ar";
      },
      seen: ({ inside }) => inside(".panel").dir === "rtl",
    },
    theme: {
      code: ({ panel }) => {
        panel.theme = "dark";
      },
      seen: ({ inside }) => getComputedStyle(inside(".faxbox")).colorScheme === "dark",
    },
    density: {
      code: ({ panel }) => {
        panel.density = "compact";
      },
      seen: {
        before: ({ inside }) => inside("[data-faxbox-id]").getBoundingClientRect().height,
        after: ({ inside }, before) => inside("[data-faxbox-id]").getBoundingClientRect().height < before,
      },
    },
    readonly: {
      code: ({ panel }) => {
        panel.readOnly = true;
      },
      seen: ({ inside }) => !button(inside, "New faxbox"),
    },
    fields: {
      begin: "editor",
      code: ({ panel }) => {
        panel.fields = ["name", "notifications.inbound"];
      },
      seen: ({ inside }) => inside("[name=name]") && !inside("[name=caller_id]"),
    },
    can: {
      code: ({ panel }) => {
        panel.can = ["export"];
      },
      seen: ({ inside }) => button(inside, "Export") && !button(inside, "New faxbox"),
    },
    routing: {
      code: ({ panel }) => {
        panel.routing = "hash";
      },
      seen: () => location.hash.startsWith("#/faxboxes"),
      undo: ({ panel }) => {
        panel.remove();
        history.replaceState(null, "", location.pathname);
      },
    },
    shortcuts: {
      code: ({ panel }) => {
        panel.shortcuts = "off";
      },
      seen: ({ panel }) => panel.getAttribute("shortcuts") === "off",
    },
    storage: {
      begin: "form",
      code: ({ panel }) => {
        panel.storage = "tab";
      },
      seen: ({ inside }) => inside("[name=remember]"),
    },
    connect: {
      begin: "form",
      code: ({ panel }) => {
        panel.connect = "none";
      },
      seen: ({ inside }) => !inside("[name=server]"),
    },
  },

  members: {
    token: {
      begin: "form",
      code: async ({ panel, token }) => {
        panel.token = await token();
      },
      seen: ({ inside }) => inside("[data-faxbox-id]"),
    },
    getToken: {
      begin: "form",
      code: ({ panel }) => {
        panel.getToken = async () => (await fetch("/portal/token")).text();
      },
      seen: ({ inside }) => inside("[data-faxbox-id]"),
    },
    refresh: {
      code: ({ panel }) => {
        panel.refresh();
      },
      seen: {
        before: () => performance.getEntriesByType("resource").length,
        after: (_, before) => performance.getEntriesByType("resource").length > before,
      },
    },
    open: {
      code: ({ panel, id }) => {
        panel.open(id);
      },
      seen: ({ inside }) => inside("[name=name]"),
    },
    create: {
      code: ({ panel }) => {
        panel.create({ name: "From the portal", retries: 2 });
      },
      seen: ({ inside }) => inside("[name=name]")?.value === "From the portal",
    },
    close: {
      begin: "editor",
      code: ({ panel }) => {
        panel.close();
      },
      seen: ({ inside }) => inside(".sheet"),
    },
    hasUnsavedChanges: {
      begin: "editor",
      code: ({ panel }) => {
        return panel.hasUnsavedChanges();
      },
    },
    setMessages: {
      code: ({ panel }) => {
        panel.setMessages("en", { "New faxbox": "New fax number" });
      },
      seen: ({ inside }) => button(inside, "New fax number"),
      undo: ({ panel }) => panel.setMessages("en", { "New faxbox": "New faxbox" }),
    },
  },

  events: {
    "faxbox-ready": {},
    "faxbox-view": {},
    "faxbox-created": {
      then: async (on, until) => {
        on.panel.create({ name: "From the manual" });
        await save(on, until);
      },
    },
    "faxbox-changed": { begin: "editor", then: change },
    "faxbox-removed": { begin: "editor", then: remove },
    "faxbox-dirty": {
      then: ({ panel }) => panel.create({ name: "Not saved" }),
    },
    "faxbox-error": {
      begin: "form",
      then: ({ panel }) => {
        panel.getToken = () => Promise.reject(new Error("the portal has signed out"));
      },
    },
    "faxbox-signed-out": {
      begin: "form",
      then: async ({ panel, inside, token }, until) => {
        panel.token = await token();
        await until(() => inside("[data-faxbox-id]"));
        panel.token = null;
      },
    },
    "faxbox-before-save": {
      begin: "editor",
      code: (event) => {
        if (!confirmed) event.preventDefault();
      },
      then: change,
    },
    "faxbox-before-remove": {
      begin: "editor",
      code: (event) => {
        if (!confirmed) event.preventDefault();
      },
      then: remove,
    },
  },

  tokens: {
    "--faxbox-accent": { code: token("--faxbox-accent", "seagreen") },
    "--faxbox-canvas": { code: token("--faxbox-canvas", "lavender") },
    "--faxbox-font": { code: token("--faxbox-font", "Georgia, serif") },
    "--faxbox-font-mono": { begin: "editor", code: token("--faxbox-font-mono", '"Courier New", monospace') },
    "--faxbox-font-size": { code: token("--faxbox-font-size", "16px") },
    "--faxbox-min-block-size": { code: token("--faxbox-min-block-size", "40rem") },
    "--faxbox-radius": { code: token("--faxbox-radius", "0") },
    "--faxbox-surface": { code: token("--faxbox-surface", "ivory") },
    "--faxbox-text": { code: token("--faxbox-text", "midnightblue") },
  },

  parts: {
    panel: { code: part("panel") },
    connect: { begin: "form", code: part("connect") },
    bar: { code: part("bar") },
    attention: { code: part("attention") },
    toolbar: { code: part("toolbar") },
    menu: {
      show: async ({ inside }, until) => (await until(() => button(inside, "View"))).click(),
      code: part("menu"),
    },
    sheet: { code: part("sheet") },
    heading: { code: part("heading") },
    row: { code: part("row") },
    foot: { show: async ({ inside }, until) => until(() => inside(".foot")), code: part("foot") },
    sections: { begin: "editor", code: part("sections") },
    section: { begin: "editor", code: part("section") },
    field: { begin: "editor", code: part("field") },
    aside: { begin: "editor", code: part("aside") },
    dock: {
      begin: "editor",
      show: (on, until) => type(on, until, "name", "Changed"),
      code: part("dock"),
    },
    dialog: {
      begin: "editor",
      show: async (on, until) => {
        (await until(() => button(on.inside, "Remove…"))).click();
        await until(() => on.inside("dialog"));
      },
      code: part("dialog"),
    },
    notice: {
      begin: "editor",
      show: async (on, until) => {
        await change(on, until);
        await until(() => on.inside(".notice").textContent.includes("Saved."));
      },
      code: part("notice"),
    },
  },
};

/** Whether the host lets it be done. */
const confirmed = false;
