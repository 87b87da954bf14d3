//! The panel's judgment against recorded ones: `data/verdicts.jsonl` holds documents with what a real server's validator said
//! of them, `data/rules.jsonl` rules of `smtp_permission_list` with what its matcher made of an address.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::agreement::{Judgment, errors_that_are_none, missed};
use faxbox_admin::domain::PermissionRule;
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

#[test]
fn the_panel_agrees_with_the_recorded_verdicts() {
    let verdicts = lines(include_str!("data/verdicts.jsonl"));
    assert!(verdicts.len() > 200);
    for verdict in verdicts {
        let judgment = Judgment::of(&verdict["doc"]);
        // A missing name is recorded at the document itself.
        let refused: Vec<_> = verdict["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| match (text(error, "path"), text(error, "rule")) {
                ("", "missing_required_property") => "name".to_owned(),
                (path, _) => path.to_owned(),
            })
            .collect();
        assert_eq!(missed(&judgment, &refused), Vec::<String>::new(), "{verdict}");
        assert_eq!(errors_that_are_none(&judgment, &refused), Vec::<String>::new(), "{verdict}");
    }
}

#[test]
fn no_rule_that_compiled_is_an_error_and_each_that_did_not_is_at_least_odd() {
    let rules = lines(include_str!("data/rules.jsonl"));
    assert!(rules.len() > 400);
    for recorded in rules {
        let parsed = PermissionRule::parse(text(&recorded, "rule"));
        match text(&recorded, "verdict") {
            "broken" => assert!(parsed.is_err() || parsed.unwrap().oddity().is_some(), "{recorded}"),
            _ => assert!(parsed.is_ok(), "{recorded}"),
        }
    }
}
