// Put into each measured page before its own scripts. Finds what both subjects have in common, through open shadow roots.
(() => {
  const ROW = "[data-faxbox-id]";
  const NAME = "[name=name]";
  const ROWS_READ = 20;
  const FRAME_MS = 1000 / 60;
  const SCROLL_FRAMES = 90;

  const roots = () => [document, ...[...document.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean)];
  const find = (selector) => roots().map((root) => root.querySelector(selector)).find(Boolean);
  const rows = () => roots().flatMap((root) => [...root.querySelectorAll(ROW)]).slice(0, ROWS_READ).map((row) => row.textContent);
  const conditions = {
    someRow: () => rows().some((text) => /\d{6}/.test(text)),
    everyRowHas: (text) => rows().length > 0 && rows().every((row) => row.includes(text)),
    someRowLacks: (text) => rows().some((row) => !row.includes(text)),
    firstRowChanged: (was) => rows().length > 0 && rows()[0] !== was,
    /** The editor of this row is there. */
    editorOf: (row) => row.includes(find(NAME)?.value || "\0"),
    says: (selector) => Boolean(find(selector)?.textContent.trim()),
    isSilent: (selector) => !conditions.says(selector),
    listIsBack: () => Boolean(find(ROW)?.checkVisibility()),
    /** Below the panel's list, beside the baseline's search. */
    all: (length) => (find("output, .foot [role=status]")?.textContent ?? "").replace(/[^\d ]/g, "").split(" ").includes(String(length)),
  };

  // The browser leaves these out of its own figure.
  const memories = new Set();
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...source) => {
    const made = await instantiate.apply(WebAssembly, source);
    for (const value of Object.values(made.instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
    return made;
  };

  let shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) shifted += hadRecentInput ? 0 : value;
  }).observe({ type: "layout-shift", buffered: true });
  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

  /** When a condition first held, and when that was painted. Looked at after every frame and every microtask that changes the DOM. */
  function until(name, argument) {
    return new Promise((resolve) => {
      const watched = new Set();
      let done = false;
      const look = () => {
        if (done) return;
        for (const root of roots()) {
          if (!watched.has(root)) observer.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
          watched.add(root);
        }
        if (!conditions[name](argument)) return;
        done = true;
        observer.disconnect();
        const held = performance.now();
        requestAnimationFrame(() => setTimeout(() => resolve({ held, painted: performance.now() })));
      };
      const observer = new MutationObserver(look);
      const frame = () => {
        look();
        if (!done) requestAnimationFrame(frame);
      };
      frame();
    });
  }

  /** When the last change of the DOM or long task was, or the last answer came, once there was none for a while. */
  async function settled(from, quiet) {
    let changed = from;
    const observer = new MutationObserver(() => (changed = performance.now()));
    for (const root of roots()) observer.observe(root, { childList: true, subtree: true, characterData: true });
    const ends = () => [...longTasks.map(({ startTime, duration }) => startTime + duration), ...performance.getEntriesByType("resource").map((entry) => entry.responseEnd)];
    const busy = () => Math.max(changed, ...ends());
    while (performance.now() - busy() < quiet) await new Promise((ready) => setTimeout(ready, 25));
    observer.disconnect();
    return busy();
  }

  /** What was transferred by a time: compressed bodies and requests, of the page's own origin. */
  function transferred(by) {
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const own = entries.filter(({ name, responseEnd }) => name.startsWith(location.origin) && responseEnd <= by);
    return { bytes: own.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0), requests: own.length };
  }

  function scroller() {
    for (let node = find(ROW); node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
      const scrolls = node instanceof Element && /auto|scroll/.test(getComputedStyle(node).overflowY);
      if (scrolls && node.scrollHeight > node.clientHeight) return node;
      if (node instanceof ShadowRoot) node = { parentNode: node.host };
    }
    return document.scrollingElement;
  }

  const load = (async () => {
    const { held, painted } = await until("someRow");
    return { firstRow: painted, ...transferred(held) };
  })();

  /** How long the main thread did not come to the next task, at most: what runs in one piece, or draws. */
  let beating;
  function beat() {
    const { port1, port2 } = new MessageChannel();
    const heart = (beating = { longest: 0, last: performance.now(), on: true });
    port1.onmessage = () => {
      const now = performance.now();
      heart.longest = Math.max(heart.longest, now - heart.last);
      heart.last = now;
      if (heart.on) port2.postMessage(0);
    };
    port2.postMessage(0);
  }

  let armed;
  globalThis.bench = {
    load: () => load,
    transferred: () => transferred(Infinity),
    shifts: () => shifted,
    rows,
    until,
    settled: (quiet) => settled(0, quiet),
    beat,
    longest() {
      beating.on = false;
      return beating.longest;
    },
    /** Types as soon as there is a row, and tells when the search has answered. */
    async interactive(text) {
      await load;
      const search = find("input[type=search]");
      search.value = text;
      search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      return (await until("everyRowHas", text)).painted;
    },
    focus(selector) {
      const control = find(selector);
      control.focus();
      control.select();
    },
    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    /** How long each phase of the panel's work took, each time since this was asked last, by its name. */
    phases() {
      const times = Object.groupBy(performance.getEntriesByType("measure"), ({ name }) => name);
      performance.clearMeasures();
      return Object.fromEntries(Object.entries(times).map(([name, entries]) => [name, entries.map(({ duration }) => duration)]));
    },
    nodes: () => roots().reduce((sum, root) => sum + root.querySelectorAll("*").length, 0),
    /** The next event of this kind starts the clock; the condition stops it. */
    arm(event, name, argument) {
      armed = new Promise((resolve) => addEventListener(event, ({ timeStamp }) => {
        until(name, argument).then(({ held, painted }) => resolve({ held: held - timeStamp, painted: painted - timeStamp }));
      }, { capture: true, once: true }));
    },
    armed: () => armed,
    /** From the first row to the last, frame by frame: how many frames were dropped. */
    async scroll() {
      const element = scroller();
      const end = element.scrollHeight - element.clientHeight;
      let dropped = 0;
      let last = await new Promise(requestAnimationFrame);
      for (let step = 1; step <= SCROLL_FRAMES; step += 1) {
        element.scrollTop = (end * step) / SCROLL_FRAMES;
        const now = await new Promise(requestAnimationFrame);
        dropped += Math.max(0, Math.round((now - last) / FRAME_MS) - 1);
        last = now;
      }
      element.scrollTop = 0;
      return dropped;
    },
  };
})();
