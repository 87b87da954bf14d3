//! The example of rules: one line in, one line out, in the promised shape.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "common/run_example.rs"]
mod example;

#[test]
fn each_pair_gets_one_line_with_its_verdict() {
    let lines = [
        (r#"{"rule":"@acme.com","address":"john@acme.com.evil.org"}"#, r#"{"verdict":"allowed"}"#),
        (
            r#"{"address":"JOHN@acme.com","rule":"^john@acme\\.com$","verdict":"?"}"#,
            r#"{"verdict":"allowed"}"#,
        ),
        (r#"{"rule":"^a$","address":"b"}"#, r#"{"verdict":"refused"}"#),
        (r#"{"rule":"[","address":"b"}"#, r#"{"verdict":"broken"}"#),
        (r#"{"rule":"a(?R)?","address":"b"}"#, r#"{"verdict":"untested"}"#),
        (r#"{"rule":"a"}"#, r#"{"error":"#),
        ("", r#"{"error":"#),
        ("[1]", r#"{"error":"#),
    ];
    let asked: Vec<_> = lines.iter().map(|(asked, _)| *asked).collect();
    let Some(answers) = example::answers("rules", &(asked.join("\n") + "\n")) else { return };
    assert_eq!(answers.len(), lines.len());
    for (answer, (asked, expected)) in answers.iter().zip(lines) {
        assert!(answer.starts_with(expected), "{asked}: {answer}");
    }
}
