/** Shows what the panel tells, for the test. */
export function tell({ type, detail }) {
  const item = document.createElement("li");
  item.textContent = `${type} ${JSON.stringify(detail)}`;
  document.getElementById("events").append(item);
}

// Events bubble: the page hears those that nobody nearer asked for.
for (const name of ["faxbox-ready", "faxbox-dirty"]) document.addEventListener(name, tell);
