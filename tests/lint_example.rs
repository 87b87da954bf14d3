//! The lint example: one line in, one line out, in the promised shape.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "common/run_example.rs"]
mod example;

use serde_json::{Value, json};

fn lint(lines: &str) -> Option<Vec<Value>> {
    let answers = example::answers("lint", lines)?;
    Some(answers.iter().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn each_document_gets_one_line_of_errors_and_warnings() {
    let lines = "{\"name\":\"\",\"fax_header\":\"x\",\"smtp_permission_list\":[\"^a$\"]}\n{\"name\":\"x\",\"smtp_permission_list\":[\"^a$\"]}\nnot json\n\n[]\n";
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
