/**
 * A worker: searches a text for expressions. Those of strangers can take for ever, and a worker can be ended.
 * `src/ui/trial.rs` asks it.
 */
onmessage = ({ data: [text, ...sources] }) =>
  postMessage(
    sources.map((source) => {
      try {
        return RegExp(source).test(text);
      } catch {} // Too large for this browser: neither found nor not.
    }),
  );
