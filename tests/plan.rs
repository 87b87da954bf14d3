//! What a save may write: three-way plans, bodies of updates, and what a read-back shows, case by case.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::form::{
    Difference, ReadBack,
    plan::{Clash, NoUpdate, Plan, plan, update_body},
    read_back,
    value::{is_system_key, public, same},
};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The plan of `opened`, `theirs`, `mine` writes `document` and keeps `foreign`.
#[track_caller]
fn writes(opened: &str, theirs: &str, mine: &str, document: &str, foreign: &[&str]) {
    let Plan::Write { document: written, foreign: kept } = plan(&json(opened), &json(theirs), &json(mine))
    else {
        unreachable!("{:?}", plan(&json(opened), &json(theirs), &json(mine)));
    };
    assert!(same(&written, &json(document)), "{written}");
    assert_eq!(kept, foreign);
}

#[track_caller]
fn nothing(opened: &str, theirs: &str, mine: &str) {
    assert_eq!(plan(&json(opened), &json(theirs), &json(mine)), Plan::Nothing);
}

#[track_caller]
fn clashes(opened: &str, theirs: &str, mine: &str, paths: &[&str]) {
    let Plan::Conflict(clashes) = plan(&json(opened), &json(theirs), &json(mine)) else {
        unreachable!("{:?}", plan(&json(opened), &json(theirs), &json(mine)));
    };
    let found: Vec<_> = clashes.iter().map(|clash| clash.path.as_str()).collect();
    assert_eq!(found, paths);
}

#[test]
fn where_nobody_else_wrote_mine_is_written_whole() {
    writes(
        r#"{"name":"a","x":1}"#,
        r#"{"name":"a","x":1}"#,
        r#"{"name":"b","x":1}"#,
        r#"{"name":"b","x":1}"#,
        &[],
    );
    writes(r#"{"a":{"b":1}}"#, r#"{"a":{"b":1}}"#, "{}", "{}", &[]);
    writes("{}", "{}", r#"{"a":{}}"#, r#"{"a":{}}"#, &[]);
}

#[test]
fn what_is_there_already_is_not_written() {
    nothing(r#"{"name":"a"}"#, r#"{"name":"a"}"#, r#"{"name":"a"}"#);
    nothing(r#"{"name":"a"}"#, r#"{"name":"b"}"#, r#"{"name":"a"}"#);
    nothing(r#"{"name":"a"}"#, r#"{"name":"b"}"#, r#"{"name":"b"}"#);
    nothing(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#, r#"{"a":1,"b":2}"#);
    nothing(r#"{"a":1}"#, r#"{"a":1.0}"#, r#"{"a":1e0}"#);
    nothing(r#"{"a":{"x":1}}"#, r#"{"a":{}}"#, r#"{"a":{"x":1}}"#);
    nothing("{}", r#"{"a":{}}"#, "{}");
    nothing("{}", r#"{"a":{"b":{}}}"#, "{}");
    nothing(r#"{"a":{"x":{"y":1}}}"#, r#"{"a":{"x":{}}}"#, r#"{"a":{"x":{"y":1}}}"#);
}

#[test]
fn what_others_changed_elsewhere_is_kept() {
    writes(r#"{"a":1,"b":1}"#, r#"{"a":2,"b":1}"#, r#"{"a":1,"b":3}"#, r#"{"a":2,"b":3}"#, &["a"]);
    writes(r#"{"b":1}"#, r#"{"a.b":{"c":1},"b":1}"#, r#"{"b":2}"#, r#"{"a.b":{"c":1},"b":2}"#, &["a%2Eb.c"]);
    writes(r#"{"a":1,"b":1}"#, r#"{"b":1}"#, r#"{"a":1,"b":2}"#, r#"{"b":2}"#, &["a"]);
    writes(
        r#"{"n":{"i":{"x":1},"o":{"y":1}}}"#,
        r#"{"n":{"i":{"x":2},"o":{"y":1}}}"#,
        r#"{"n":{"i":{"x":1},"o":{"y":2,"z":[]}}}"#,
        r#"{"n":{"i":{"x":2},"o":{"y":2,"z":[]}}}"#,
        &["n.i.x"],
    );
    writes("{}", r#"{"a":{}}"#, r#"{"b":1}"#, r#"{"a":{},"b":1}"#, &["a"]);
    writes(r#"{"a":{"x":1}}"#, r#"{"a":{}}"#, r#"{"a":{"x":1},"b":1}"#, r#"{"a":{},"b":1}"#, &["a.x"]);
    writes(r#"{"a":{"x":1}}"#, r#"{"a":{"x":1,"y":2}}"#, "{}", r#"{"a":{"y":2}}"#, &["a.y"]);
    writes("{}", r#"{"a":{"x":1}}"#, r#"{"a":{"y":1}}"#, r#"{"a":{"x":1,"y":1}}"#, &["a.x"]);
    writes(
        r#"{"n":123456789012345678901234567890,"b":1}"#,
        r#"{"n":123456789012345678901234567891,"b":1}"#,
        r#"{"n":123456789012345678901234567890,"b":2}"#,
        r#"{"n":123456789012345678901234567891,"b":2}"#,
        &["n"],
    );
}

#[test]
fn what_both_did_alike_is_no_conflict() {
    writes("{}", r#"{"a":1}"#, r#"{"a":1,"b":1}"#, r#"{"a":1,"b":1}"#, &[]);
    writes(r#"{"a":1,"b":1}"#, r#"{"b":1}"#, r#"{"b":2}"#, r#"{"b":2}"#, &[]);
    nothing("{}", r#"{"a":{"x":1.0}}"#, r#"{"a":{"x":1}}"#);
    nothing(r#"{"a":1}"#, "{}", "{}");
}

#[test]
fn objects_that_both_sides_emptied_go_unless_one_is_meant() {
    writes(r#"{"a":{"x":1,"y":1}}"#, r#"{"a":{"x":1}}"#, r#"{"a":{"y":1}}"#, "{}", &["a.y"]);
    writes(r#"{"a":{"x":1,"y":1}}"#, r#"{"a":{"x":1}}"#, r#"{"a":{}}"#, r#"{"a":{}}"#, &[]);
    writes(r#"{"a":{"x":1},"b":1}"#, r#"{"a":{},"b":1}"#, r#"{"b":1}"#, r#"{"b":1}"#, &[]);
}

#[test]
fn the_same_place_changed_differently_is_a_conflict() {
    clashes(r#"{"a":1}"#, r#"{"a":2}"#, r#"{"a":3}"#, &["a"]);
    clashes("{}", r#"{"a":1}"#, r#"{"a":2}"#, &["a"]);
    clashes(r#"{"a":1}"#, "{}", r#"{"a":2}"#, &["a"]);
    clashes(r#"{"a":1}"#, r#"{"a":2}"#, "{}", &["a"]);
    clashes(r#"{"a":{"b":1,"c":1}}"#, r#"{"a":{"b":2,"c":1}}"#, "{}", &["a.b"]);
    clashes(r#"{"a":{"b":1}}"#, "{}", r#"{"a":{"b":2}}"#, &["a.b"]);
    clashes(r#"{"a":{"b":1}}"#, r#"{"a":5}"#, r#"{"a":{"b":2}}"#, &["a"]);
    clashes(r#"{"a":null}"#, r#"{"a":1}"#, "{}", &["a"]);
    clashes(
        r#"{"a":{"x.y":1},"b":1}"#,
        r#"{"a":{"x.y":2},"b":2}"#,
        r#"{"a":{"x.y":3},"b":3}"#,
        &["a.x%2Ey", "b"],
    );
    // A list is one value: who knows what its order means.
    clashes(r#"{"l":[1]}"#, r#"{"l":[1,2]}"#, r#"{"l":[0,1]}"#, &["l"]);
    let Plan::Conflict(found) = plan(&json(r#"{"a":1}"#), &json("{}"), &json(r#"{"a":2}"#)) else {
        unreachable!();
    };
    let clash = Clash { path: "a".to_owned(), was: Some(json("1")), mine: Some(json("2")), theirs: None };
    assert_eq!(found, [clash]);
}

#[test]
fn the_systems_keys_take_no_part() {
    nothing(
        r#"{"a":1,"id":"1"}"#,
        r#"{"a":1,"id":"2","_read_only":{"x":1},"pvt_x":1,"smtp_email_address":"x"}"#,
        r#"{"a":1,"_x":2}"#,
    );
    writes(
        r#"{"a":1,"id":"1"}"#,
        r#"{"a":1,"id":"1","_x":1}"#,
        r#"{"a":2,"id":"9","pvt_y":1}"#,
        r#"{"a":2}"#,
        &[],
    );
    // Below the top they are keys like others.
    writes(r#"{"a":{}}"#, r#"{"a":{}}"#, r#"{"a":{"id":1,"_x":1}}"#, r#"{"a":{"id":1,"_x":1}}"#, &[]);
    nothing(r#"{"":{}}"#, "{}", r#"{"":{}}"#);
    writes(r#"{"":{"_x":1}}"#, r#"{"":{"_x":1}}"#, r#"{"":{}}"#, r#"{"":{}}"#, &[]);
    assert!(update_body(&json(r#"{"":{"_x":1}}"#), &json(r#"{"":{}}"#)).is_err());
    for key in ["id", "smtp_email_address", "_", "_rev", "pvt_x", "pvt_"] {
        assert!(is_system_key(key), "{key}");
    }
    for key in ["ID", "owner_id", "x_", "pvt", "custom_smtp_email_address", ""] {
        assert!(!is_system_key(key), "{key}");
    }
    for other in ["[]", "null", "1"] {
        assert_eq!(public(&json(other)), json("{}"));
    }
}

#[test]
fn values_are_the_same_where_they_mean_the_same() {
    let check = |a: &str, b: &str, expected: bool| {
        assert_eq!(same(&json(a), &json(b)), expected, "{a} {b}");
        assert_eq!(same(&json(b), &json(a)), expected, "{b} {a}");
    };
    for (a, b) in [
        ("1", "1.0"),
        ("1", "1e0"),
        ("100", "1E+2"),
        ("0.1", "1e-1"),
        ("0", "-0.0"),
        ("0e9", "0"),
        ("12.30", "12.3"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
        (r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1}"#),
    ] {
        check(a, b, true);
    }
    for (a, b) in [
        ("1", "\"1\""),
        ("1", "-1"),
        ("1", "10"),
        ("1", "true"),
        ("[1,2]", "[2,1]"),
        ("[1]", "[1,1]"),
        ("null", "0"),
        ("123456789012345678901234567890", "123456789012345678901234567891"),
        ("{}", "[]"),
        (r#"{"a":null}"#, "{}"),
        ("1e99999999999999999999", "1"),
        ("1e-99999999999999999999", "1"),
        ("1e99999999999999999999", "1e99999999999999999998"),
        ("-1e99999999999999999999", "1e99999999999999999999"),
    ] {
        check(a, b, false);
    }
}

const FULL: &str = r#"{"name":"a","attempts":0,"caller_name":"c","fax_header":"h","media":{},"retries":2,
    "smtp_permission_list":["x"],"n":{"i":{"x":1},"o":[1]},"u":null}"#;

/// [`FULL`] with one text in it replaced.
fn full(from: &str, to: &str) -> Value {
    assert!(FULL.contains(from));
    json(&FULL.replace(from, to))
}

#[test]
fn an_update_sends_the_name_the_defaults_and_each_changed_key_whole() {
    let check = |document: &Value, keys: &[&str]| {
        let body = update_body(&json(FULL), document).unwrap();
        let sent: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
        let always =
            ["attempts", "caller_name", "fax_header", "media", "name", "retries", "smtp_permission_list"];
        let mut expected = [&always[..], keys].concat();
        expected.sort_unstable();
        let mut sent = sent;
        sent.sort_unstable();
        assert_eq!(sent, expected);
        for key in sent {
            assert_eq!(body[key], document[key], "whole");
        }
    };
    check(&json(FULL), &[]);
    check(&full(r#""a""#, r#""b""#), &[]);
    check(&full(r#""x":1"#, r#""x":2"#), &["n"]);
    check(&full(r#""o":[1]"#, r#""o":[null]"#), &["n"]);
    check(&full(r#""u":null"#, r#""u":null,"new":{"x":[]},"id":"1","_x":1"#), &["new"]);
    check(&full(r#""x":1"#, r#""x":1.0"#), &[]);
}

#[test]
fn an_update_cannot_take_anything_out() {
    let check = |from: &str, to: &str, paths: &[&str]| {
        let removes = NoUpdate::Removes(paths.iter().map(|&path| path.to_owned()).collect());
        assert_eq!(update_body(&json(FULL), &full(from, to)), Err(removes));
    };
    check(r#","u":null"#, "", &["u"]);
    check(r#""i":{"x":1},"#, "", &["n.i"]);
    check(r#""i":{"x":1},"#, r#""i":{},"#, &["n.i.x"]);
    check(r#""retries":2,"#, "", &["retries"]);
    // What is no object any more is replaced on both kinds of server.
    assert!(update_body(&json(FULL), &full(r#""i":{"x":1}"#, r#""i":5"#)).is_ok());
    // The system's keys are never missed.
    assert!(update_body(&full(r#""a""#, r#""a","id":"1","_x":1,"pvt_x":1"#), &json(FULL)).is_ok());
}

#[test]
fn an_update_cannot_send_null() {
    let check = |from: &str, to: &str, path: &str| {
        let null = NoUpdate::Null(path.to_owned());
        assert_eq!(update_body(&json(FULL), &full(from, to)), Err(null));
    };
    check(r#""i":{"x":1}"#, r#""i":{"x":null}"#, "n.i.x");
    check(r#""u":null"#, r#""u":null,"a.b":null"#, "a%2Eb");
    check(r#""media":{}"#, r#""media":{"x":null}"#, "media.x");
}

#[test]
fn a_read_back_tells_what_the_server_filled_in_and_what_it_keeps_otherwise() {
    let check = |sent: &str, kept: &str, filled_in: &[&str], differs: &[(&str, &str, &str)]| {
        let value = |text: &str| (!text.is_empty()).then(|| json(text));
        let differs = differs.iter().map(|(path, sent, kept)| Difference {
            path: (*path).to_owned(),
            sent: value(sent),
            kept: value(kept),
        });
        let filled_in = filled_in.iter().map(|&path| path.to_owned()).collect();
        let expected = ReadBack { filled_in, differs: differs.collect() };
        assert_eq!(read_back(&json(sent), &json(kept)), expected);
    };
    check(r#"{"name":"a"}"#, r#"{"name":"a","id":"1","_x":1,"smtp_email_address":"x"}"#, &[], &[]);
    check(
        r#"{"name":"a"}"#,
        r#"{"name":"a","retries":1,"media":{},"smtp_permission_list":[],"attempts":0}"#,
        &["retries", "smtp_permission_list", "attempts", "media"],
        &[],
    );
    check(r#"{"name":"a"}"#, r#"{"name":"a","retries":3}"#, &[], &[("retries", "", "3")]);
    check(r#"{"retries":"2"}"#, r#"{"retries":2}"#, &[], &[("retries", "\"2\"", "2")]);
    check(r#"{"retries":1.0}"#, r#"{"retries":1}"#, &[], &[]);
    check(r#"{"a":1}"#, "{}", &[], &[("a", "1", "")]);
    check(
        r#"{"n":{"i.j":{"x":1,"y":[1]}}}"#,
        r#"{"n":{"i.j":{"x":2,"y":[1,2],"z":3}}}"#,
        &[],
        &[("n.i%2Ej.x", "1", "2"), ("n.i%2Ej.y", "[1]", "[1,2]"), ("n.i%2Ej.z", "", "3")],
    );
    check(r#"{"media":{"x":1}}"#, r#"{"media":{}}"#, &[], &[("media.x", "1", "")]);
}
