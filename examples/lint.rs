//! The panel's judgment without a browser.
//!
//! Reads one faxbox document (JSON) a line from standard input and writes one line for each:
//! `{"errors":[{"path":"…","rule":"…","message":"…"}],"warnings":[…]}`.
//!
//! ```text
//! echo '{"name":""}' | cargo run -q --example lint
//! ```

use std::io::{self, BufRead, Write};

use faxbox_admin::{
    form::{Problem, Severity, judge},
    text,
};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let verdict = match serde_json::from_str::<Value>(&line?) {
            Ok(document) => verdict(&judge(&document, |_| true)),
            Err(error) => {
                let problem = json!({ "path": "", "rule": "json", "message": error.to_string() });
                json!({ "errors": [problem], "warnings": [] })
            }
        };
        writeln!(out, "{verdict}")?;
    }
    out.flush()
}

fn verdict(problems: &[Problem]) -> Value {
    let of = |severity| {
        let found = problems.iter().filter(|problem| problem.severity() == severity).map(|problem| {
            let message = text::faults::fault(&problem.fault);
            json!({ "path": problem.path, "rule": problem.fault.rule(), "message": message })
        });
        found.collect::<Vec<_>>()
    };
    json!({ "errors": of(Severity::Error), "warnings": of(Severity::Warning) })
}
