//! The panel's own reader of JSON against `serde_json`, text by text.

use faxbox_admin::{api::json::read, form::value::same_or_missing};
use proptest::prelude::*;
use serde_json::Value;

mod common;

#[track_caller]
fn check(text: &str) {
    let (ours, theirs) = (read(text), serde_json::from_str::<Value>(text).ok());
    // By value: `serde_json` respells `1e5` as `1e+5`.
    assert!(same_or_missing(ours.as_ref(), theirs.as_ref()), "{text}: {ours:?} is not {theirs:?}");
}

#[test]
fn what_is_json_is_read_and_what_is_not_is_not() {
    let texts = [
        "null",
        "true",
        "false",
        "tru",
        "nulll",
        "",
        " ",
        "0",
        "-0",
        "00",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1.0",
        "1e5",
        "1E+5",
        "1e",
        "1e-",
        "-1.25e-3",
        "123456789012345678901234567890",
        "NaN",
        "Infinity",
        "[]",
        "[ ]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,2",
        "{}",
        "{ }",
        r#"{"a":1,}"#,
        r#"{"a"}"#,
        r#"{"a":}"#,
        "{a:1}",
        r#"{"a":1 "b":2}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"a.b":{"":[null]}}"#,
        r#""""#,
        r#""a"#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\x""#,
        r#""\u00e9""#,
        r#""\u00E9\u12""#,
        r#""\ud83d\ude00""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\u+041""#,
        "\"é日本😀\"",
        "\"a\u{0}b\"",
        "\"a\nb\"",
        "\"a\u{7f}b\"",
        "\u{feff}1",
        "1 2",
        " \t\r\n1 ",
        "1\u{a0}",
        "// 1",
        "'a'",
    ];
    texts.into_iter().for_each(check);
}

#[test]
fn lists_nest_as_deep_as_in_serde_json() {
    for depth in [1, 126, 127, 128, 200] {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read(&nested).is_some(), depth <= 127, "{depth}");
    }
}

#[test]
fn numbers_keep_their_spelling() {
    let text = r#"{"big":123456789012345678901234567890,"fraction":1.50,"exponent":1e0}"#;
    assert_eq!(read(text).map(|value| value.to_string()).as_deref(), Some(text));
}

proptest! {
    #[test]
    fn what_serde_json_writes_is_read_back(document in common::document()) {
        prop_assert_eq!(read(&document.to_string()), Some(document));
    }

    #[test]
    fn any_text_is_read_as_serde_json_reads_it(text in r#"[\[\]{}:,"\\/ubnrt0-9eE+.\-a-f éß😀\n ]{0,24}"#) {
        check(&text);
    }

    #[test]
    fn a_cut_text_is_no_json(document in common::document(), part in 0.0..1.0_f64) {
        let text = document.to_string();
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short text")]
        let end = (text.len() as f64 * part) as usize;
        if let Some(cut) = text.get(..end) {
            check(cut);
        }
    }
}
