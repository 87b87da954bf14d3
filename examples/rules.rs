//! The trial of permission rules without a browser.
//!
//! Reads `{"rule": "…", "address": "…"}` a line from standard input and writes one line for each:
//! `{"verdict": "allowed" | "refused" | "broken" | "untested"}`. A line that is no such object gets `{"error": "…"}`.
//!
//! ```text
//! echo '{"rule":"@acme.com","address":"john@acme.com.evil.org"}' | cargo run -q --example rules
//! ```

use std::io::{self, BufRead, Write};

use serde_json::{Value, json};

#[path = "../tests/common/search.rs"]
mod search;

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?))?;
    }
    out.flush()
}

fn answer(line: &str) -> Value {
    let asked: Value = match serde_json::from_str(line) {
        Ok(asked) => asked,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    let text = |key: &str| asked.get(key).and_then(Value::as_str);
    match (text("rule"), text("address")) {
        (Some(rule), Some(address)) => json!({ "verdict": search::name(search::verdict(rule, address)) }),
        _ => json!({ "error": "expected an object with the texts `rule` and `address`" }),
    }
}
