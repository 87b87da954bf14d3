//! A document as a person writes it, with every way to write it wrongly; and the call as a command line.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::process::Command;

use faxbox_admin::{
    api::{
        Endpoint, curl, json,
        source::{SyntaxFault, read},
    },
    domain::{AccountId, ApiRoot, EntityTag, FaxboxId},
};
use proptest::prelude::*;
use serde_json::json;

mod common;

#[track_caller]
fn wrong(text: &str, fault: SyntaxFault, line: usize, column: usize) {
    let error = read(text).err().unwrap_or_else(|| panic!("{text} is read"));
    assert_eq!((error.fault, error.line, error.column), (fault, line, column), "{text}");
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_character() {
    use SyntaxFault::*;
    for (text, fault, line, column) in [
        ("", Ends, 1, 1),
        ("  \n ", Ends, 2, 2),
        ("{", Ends, 1, 2),
        ("{\n  \"a\": 1\n", Ends, 3, 1),
        ("{\"a\": \"b", Ends, 1, 9),
        ("{\"a\":\n", Ends, 2, 1),
        ("[]", NotAnObject, 1, 1),
        (" \"x\"", NotAnObject, 1, 2),
        ("null", NotAnObject, 1, 1),
        ("{a: 1}", Key, 1, 2),
        ("{'a': 1}", Key, 1, 2),
        ("{\"a\" 1}", Colon, 1, 6),
        ("{\"a\": b}", Value, 1, 7),
        ("{\"a\": +1}", Value, 1, 7),
        ("{\"a\": .5}", Value, 1, 7),
        ("{\"a\": NaN}", Value, 1, 7),
        ("{\"a\": 01}", Number, 1, 8),
        ("{\"a\": 1.}", Number, 1, 9),
        ("{\"a\": 1e}", Number, 1, 9),
        ("{\"a\": -}", Number, 1, 8),
        ("{\"a\": 1 \"b\": 2}", CommaOrBrace, 1, 9),
        ("{\"a\": [1 2]}", CommaOrBracket, 1, 10),
        ("{\"a\": [1,]}", TrailingComma, 1, 9),
        ("{\"a\": 1,\n}", TrailingComma, 1, 8),
        ("{\"ä😀\": 1,\n \"ü\": tru}", Value, 2, 7),
        ("{\"ä😀\": x}", Value, 1, 8),
        ("{\"a\": \"b\nc\"}", ControlCharacter, 1, 9),
        ("{\"a\": \"\\x\"}", Escape, 1, 8),
        ("{\"a\": \"\\u12\"}", Escape, 1, 8),
        ("{\"a\": \"\\ud83d\"}", HalfCharacter, 1, 8),
        ("{\"a\": \"\\ude00\"}", HalfCharacter, 1, 8),
        ("{} x", Rest, 1, 4),
        ("{}}", Rest, 1, 3),
        ("{\"a\": 1,\n \"a\": 2}", Repeated("a".to_owned()), 2, 2),
        ("{\"x\": {\"b\": 1, \"\\u0062\": 2}}", Repeated("b".to_owned()), 1, 16),
    ] {
        wrong(text, fault, line, column);
    }
    let nested = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert!(read(&nested(json::DEPTH_MAX)).is_ok());
    wrong(&nested(json::DEPTH_MAX + 1), SyntaxFault::Depth, 1, json::DEPTH_MAX * 5 + 1);
}

#[test]
fn each_value_is_found_in_the_text() {
    let text = "{\n  \"name\": \"ü\",\n  \"a.b\": {\"c\": [1, 20]}\n}";
    let source = read(text).unwrap();
    for (path, expected) in [
        ("name", "\"ü\""),
        ("a%2Eb.c.1", "20"),
        ("a%2Eb.c", "[1, 20]"),
        ("a%2Eb.c.1.deeper", ""),
        ("names", ""),
        ("", ""),
    ] {
        assert_eq!(text.get(source.place(path).unwrap()), Some(expected), "{path}");
    }
}

#[test]
fn a_text_keeps_its_numbers_and_the_order_of_its_keys() {
    let text = r#"{"z":1.0,"a":[1e2,-0,123456789012345678901234567890,1E+05],"m":{"y":0.10,"b":null}}"#;
    assert_eq!(read(text).unwrap().document.to_string(), text);
}

#[test]
fn a_call_is_a_line_that_a_shell_takes_as_it_is_meant() {
    let root = ApiRoot::parse("https://api.example:8443/v2").unwrap();
    let account = AccountId::parse(&"a1".repeat(16)).unwrap();
    let id = FaxboxId::parse("b1").unwrap();
    let document = json!({"name": "It's \"$HOME\" `id` \\ ü😀\n\u{7}", "!": "%s"});
    let tag = EntityTag::parse("\"3-ab\"").unwrap();
    let endpoint = Endpoint::change(&account, &id, &document, Some(&tag));
    let line = curl(&root, &endpoint);
    let script =
        format!("curl() {{ for part in \"$@\"; do printf '%s\\0' \"$part\"; done; }}\nAUTH_TOKEN=t0\n{line}");
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let parts: Vec<_> = output.split_terminator('\0').collect();
    let url = format!("https://api.example:8443/v2{}", endpoint.path);
    let body = endpoint.body.unwrap().to_string();
    let expected = [
        "-X",
        "POST",
        &url,
        "-H",
        "X-Auth-Token: t0",
        "-H",
        "If-Match: \"3-ab\"",
        "-H",
        "Content-Type: application/json",
        "--data-binary",
        &body,
    ];
    assert_eq!(parts, expected);
    assert!(line.contains("\"X-Auth-Token: $AUTH_TOKEN\""), "{line}");
}

#[test]
fn a_call_without_a_tag_or_a_body_says_neither() {
    let root = ApiRoot::parse("http://127.0.0.1:8000/v2").unwrap();
    let account = AccountId::parse(&"a1".repeat(16)).unwrap();
    let line = curl(&root, &Endpoint::fetch(&account, &FaxboxId::parse("b1").unwrap()));
    assert!(!line.contains("If-Match") && !line.contains("--data"), "{line}");
}

/// Both readers take the text for the same document, or both for none; a key that comes twice is told by one alone.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    match (read(text), json::read(text)) {
        (Ok(source), ours) => prop_assert_eq!(Some(source.document), ours),
        (Err(error), ours) => {
            let told = matches!(error.fault, SyntaxFault::Repeated(_));
            prop_assert!(told || !ours.is_some_and(|value| value.is_object()), "{}: {:?}", text, error);
            prop_assert!(error.at <= text.len() && text.is_char_boundary(error.at));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_document_is_read_as_the_first_view_reads_it(document in common::document()) {
        for text in [document.to_string(), serde_json::to_string_pretty(&document).unwrap()] {
            prop_assert_eq!(read(&text).ok().map(|source| source.document.to_string()), Some(document.to_string()));
        }
    }

    #[test]
    fn any_text_is_judged_as_the_first_view_judges_it(text in r#"[\[\]{}:,"\\/ubnrt0-9eE+.\-a-f éß😀\n ]{0,24}"#) {
        agrees(&text)?;
        agrees(&format!("{{\"a\":{text}}}"))?;
    }

    #[test]
    fn a_cut_document_ends_too_early(document in common::document(), part in 0.0..1.0_f64) {
        let text = document.to_string();
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short text")]
        let end = (text.len() as f64 * part) as usize;
        if let Some(cut) = text.get(..end) {
            prop_assert!(read(cut).is_err());
            agrees(cut)?;
        }
    }

    #[test]
    fn every_place_reads_as_its_value(document in common::document()) {
        let text = serde_json::to_string_pretty(&document).unwrap();
        let source = read(&text).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        for (_, range) in source.places {
            let part = text.get(range).unwrap_or_default();
            prop_assert!(json::read(part).is_some(), "{}", part);
        }
    }
}
