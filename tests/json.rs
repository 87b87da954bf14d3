//! The panel's own reader of JSON against `serde_json`, text by text.

use std::ops::ControlFlow;

use faxbox_admin::{
    api::json::{Pieces, read},
    form::value::same_or_missing,
};
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

/// What comes of reading `text` so many items of `list` at a time.
fn in_pieces(text: &str, list: &'static str, items: usize) -> Option<Value> {
    let mut pieces = Pieces::of(text, list);
    loop {
        if let ControlFlow::Break(read) = pieces.read_some(items) {
            return read.map(Value::Object);
        }
    }
}

#[test]
fn an_object_is_read_in_as_many_pieces_as_its_list_needs() {
    for (text, items, count) in [
        (r#"{"a":[1,2,3]}"#, 1, 3),
        (r#"{"a":[1,2,3]}"#, 2, 2),
        (r#"{"a":[1,2,3]}"#, 3, 1),
        (r#"{"a":[1],"b":{"a":[1,2,3]},"a":[1,2]}"#, 1, 3),
        (r#"{"a":[]}"#, 1, 1),
        (r#"{"b":[1,2,3]}"#, 1, 1),
    ] {
        let mut pieces = Pieces::of(text, "a");
        let mut read = 1;
        while pieces.read_some(items).is_continue() {
            read += 1;
        }
        assert_eq!(read, count, "{text}, {items} at a time");
    }
}

#[test]
fn in_pieces_the_same_is_json_and_the_same_comes_of_it() {
    for text in [
        r#"{"a":[1,[2],{"a":[3]}],"b":{"a":[4]},"c":"d"}"#,
        r#" { "a" : [ 1 , 2 ] , "b" : 0 } "#,
        r#"{"a":[]}"#,
        r#"{"a":[ ],"a":1}"#,
        r#"{"a":1,"a":[1,2]}"#,
        r#"{"a":[1,2],"a":[3]}"#,
        "{}",
        " { } ",
        "{ } x",
        "[]",
        "",
        r#"{"a":[1,]}"#,
        r#"{"a":[1 2]}"#,
        r#"{"a":[1,2}"#,
        r#"{"a":[1,2"#,
        r#"{"a":[,1]}"#,
        r#"{"a":[1],}"#,
        r#"{"a":[1]}}"#,
        r#"{"a":[1]"#,
        r#"{"a" [1]}"#,
    ] {
        let whole = read(text).filter(Value::is_object);
        for items in 1..4 {
            assert_eq!(in_pieces(text, "a", items), whole, "{text}, {items} at a time");
        }
    }
    for depth in [124, 125, 126, 127] {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for text in [format!(r#"{{"a":{}}}"#, nested(depth)), format!(r#"{{"b":{}}}"#, nested(depth))] {
            assert_eq!(in_pieces(&text, "a", 1), read(&text), "{depth}: {text}");
        }
    }
}

proptest! {
    #[test]
    fn in_pieces_any_text_is_read_as_whole(text in r#"\{("[ab]":(\[[0-9\[\], ]{0,9}\]|[0-9"{}\[\], ]{0,4}),?){0,3}\} ?"#, items in 1..4_usize) {
        prop_assert_eq!(in_pieces(&text, "a", items), read(&text).filter(Value::is_object));
    }

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
