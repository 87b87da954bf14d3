const panel = document.querySelector("faxbox-admin");

const events = document.querySelector("#events");
for (const name of ["faxbox-ready", "faxbox-changed", "faxbox-dirty"]) {
  panel.addEventListener(name, ({ detail }) => {
    const item = document.createElement("li");
    item.textContent = `${name} ${JSON.stringify(detail)}`;
    events.append(item);
  });
}

// Whose faxboxes, and a token for them: only the portal's own back end knows.
const { server, accountId } = await (await fetch("/portal/session")).json();
const getToken = async () => (await fetch("/portal/token")).text();
Object.assign(panel, { server, accountId, getToken });
