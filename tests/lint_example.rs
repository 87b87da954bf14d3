//! The lint example: one line in, one line out, in the promised shape.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

/// The example, which `cargo test` builds beside the tests; nothing where one test alone was asked for.
fn example() -> Option<PathBuf> {
    let tests = std::env::current_exe().ok()?;
    let built =
        tests.parent()?.parent()?.join("examples").join(format!("lint{}", std::env::consts::EXE_SUFFIX));
    built.is_file().then_some(built)
}

fn lint(lines: &str) -> Option<Vec<Value>> {
    let mut child = Command::new(example()?).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn each_document_gets_one_line_of_errors_and_warnings() {
    let lines = "{\"name\":\"\",\"fax_header\":\"x\"}\n{\"name\":\"x\"}\nnot json\n\n[]\n";
    let Some(verdicts) = lint(lines) else { return };
    assert_eq!(verdicts.len(), 5);
    let told = |verdict: &Value, severity: &str| -> Vec<(Value, Value)> {
        let problems = verdict[severity].as_array().unwrap();
        for problem in problems {
            let keys: Vec<_> = problem.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["path", "rule", "message"]);
            assert!(problem["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
        problems.iter().map(|problem| (problem["path"].clone(), problem["rule"].clone())).collect()
    };
    assert_eq!(told(&verdicts[0], "errors"), [(json!("name"), json!("minLength"))]);
    let nobody = (json!("notifications.inbound.email.send_to"), json!("nobody_told"));
    assert_eq!(told(&verdicts[0], "warnings"), std::slice::from_ref(&nobody));
    assert_eq!(told(&verdicts[1], "errors"), []);
    assert_eq!(told(&verdicts[1], "warnings"), [(json!("fax_header"), json!("default_header")), nobody]);
    for unreadable in &verdicts[2..4] {
        assert_eq!(told(unreadable, "errors"), [(json!(""), json!("json"))]);
    }
    assert_eq!(told(&verdicts[4], "errors"), [(json!(""), json!("type"))]);
}
