//! The judge against what the recorded server's own validator said: `data/verdicts.jsonl` holds documents with their faults (asked
//! without the repair of numbers), `data/rules.jsonl` rules and whether they compile.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use faxbox_sandbox::judge;
use serde_json::{Value, json};

fn lines(data: &str) -> Vec<Value> {
    data.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn documents_are_judged_as_recorded() {
    let lines = lines(include_str!("data/verdicts.jsonl"));
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let found: Value =
                judge(&line["document"]).iter().map(|verdict| json!([verdict.path, verdict.rule])).collect();
            (found != line["faults"])
                .then(|| format!("{}\n  recorded {}\n  found    {found}", line["document"], line["faults"]))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}

#[test]
fn rules_compile_as_recorded() {
    let lines = lines(include_str!("data/rules.jsonl"));
    let wrong: Vec<String> = lines
        .iter()
        .filter(|line| {
            judge(&json!({"name": "x", "smtp_permission_list": [line["rule"]]})).is_empty()
                != line["compiles"]
        })
        .map(ToString::to_string)
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}
