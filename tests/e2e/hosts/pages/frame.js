import { embed } from "/faxbox-admin/bridge.js";

const events = document.querySelector("#events");
const tell = (name, detail) => {
  const item = document.createElement("li");
  item.textContent = `${name} ${JSON.stringify(detail)}`;
  events.append(item);
};

const { server, accountId, frame } = await (await fetch("/portal/session")).json();
const iframe = document.querySelector("iframe");
embed(iframe, {
  origin: new URL(frame).origin,
  getToken: async () => (await fetch("/portal/token")).text(),
  properties: { server, accountId },
  onEvent: tell,
});
iframe.src = frame;
