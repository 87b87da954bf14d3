const events = document.querySelector("#events");

// Events bubble: one listener hears of both, and `target` says whose it is.
document.addEventListener("faxbox-changed", ({ target, detail }) => {
  const item = document.createElement("li");
  item.textContent = `${target.id} ${detail.id}`;
  events.append(item);
});

for (const panel of document.querySelectorAll("faxbox-admin")) {
  const session = await (await fetch(`/portal/${panel.id}/session`)).json();
  Object.assign(panel, { ...session, getToken: async () => (await fetch(`/portal/${panel.id}/token`)).text() });
}
