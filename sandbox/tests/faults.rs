//! Every kind of fault, and the control path that asks for them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::{BOXES, JSON, ORIGIN, Running, TOKEN};
use faxbox_sandbox::Options;
use serde_json::{Value, json};

fn renamed(name: &str) -> Value {
    json!({"data": {"name": name}})
}

/// A sandbox with one faxbox, and the path of that one.
fn with_one() -> (Running, String) {
    let sandbox = Running::with(0);
    let id = sandbox.create(&json!({"name": "before"}));
    (sandbox, format!("{BOXES}/{id}"))
}

fn name_of(sandbox: &Running, path: &str) -> Value {
    sandbox.control("PUT", "faults", Some(&json!({"faults": []})));
    sandbox.ask("GET", path, None).data()["name"].clone()
}

#[test]
fn a_status_comes_in_its_recorded_form() {
    let (sandbox, path) = with_one();
    for (status, message, content_type, empty) in [
        (401, Some("invalid_credentials"), false, false),
        (402, Some("accept charges"), true, false),
        (403, Some("forbidden"), false, false),
        (404, Some("bad_identifier"), true, false),
        (405, Some("invalid_method"), false, false),
        (406, None, false, true),
        (409, Some("datastore_conflict"), true, false),
        (410, Some("gone"), false, false),
        (412, None, false, true),
        (416, Some("range not satisfiable"), true, false),
        (423, Some("locked"), true, false),
        (429, Some("too_many_requests"), false, false),
        (500, Some("datastore_fault"), true, false),
        (503, Some("datastore_unreachable"), true, false),
        (599, Some("unspecified_fault"), true, false),
    ] {
        sandbox.fault(&json!({"kind": "status", "status": status}));
        let reply = sandbox.send("GET", &path, &[TOKEN, ORIGIN], None);
        assert_eq!(reply.status, status);
        assert_eq!(reply.json()["message"].as_str(), message, "{status}");
        assert_eq!(reply.header("content-type").is_some(), content_type, "{status}");
        assert_eq!(reply.body.is_empty(), empty, "{status}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{status}");
        assert_eq!(sandbox.ask("GET", &path, None).status, 200, "one time only");
    }
    sandbox.fault(&json!({"kind": "status", "status": 429}));
    assert_eq!(sandbox.ask("GET", &path, None).json()["tokens"]["remaining"], 0);
}

#[test]
fn a_status_takes_a_body_and_headers() {
    let (sandbox, path) = with_one();
    sandbox.fault(&json!({"status": 429, "body": "slow down", "headers": {"Retry-After": "3", "Content-Type": "text/plain"}}));
    let reply = sandbox.ask("GET", &path, None);
    assert_eq!((reply.status, reply.text()), (429, "slow down"));
    assert_eq!(reply.header("retry-after"), Some("3"));
    assert_eq!(reply.header("content-type"), Some("text/plain"));
}

#[test]
fn bodies_come_as_html_empty_cut_or_without_a_document() {
    let (sandbox, path) = with_one();
    sandbox.fault(&json!({"kind": "html", "status": 502}));
    let reply = sandbox.ask("GET", &path, None);
    assert_eq!(reply.status, 502);
    assert!(reply.text().starts_with("<!DOCTYPE html>"));
    sandbox.fault(&json!({"kind": "html"}));
    assert_eq!(sandbox.ask("GET", &path, None).status, 200);

    sandbox.fault(&json!({"kind": "empty"}));
    let reply = sandbox.ask("GET", &path, None);
    assert_eq!((reply.status, reply.text()), (200, ""));

    sandbox.fault(&json!({"kind": "cut"}));
    let reply = sandbox.ask("GET", &path, None);
    assert_eq!((reply.status, reply.json()), (200, Value::Null));
    assert!(reply.text().starts_with('{'));

    sandbox.fault(&json!({"kind": "no_document"}));
    let reply = sandbox.ask("PUT", BOXES, Some(&renamed("x")));
    assert_eq!((reply.status, &reply.json()["status"]), (201, &json!("success")));
    assert_eq!(reply.json().get("data"), None);
    assert_eq!(sandbox.ask("GET", BOXES, None).json()["page_size"], 1);
}

#[test]
fn connections_break_before_or_after_the_write_or_in_the_middle_of_the_answer() {
    let (sandbox, path) = with_one();
    let broken = |name: &str| {
        let body = renamed(name).to_string();
        sandbox.try_send("POST", &path, &[TOKEN, JSON], Some(body.as_bytes())).unwrap_err();
    };
    sandbox.fault(&json!({"kind": "drop"}));
    broken("lost");
    assert_eq!(name_of(&sandbox, &path), "before");
    sandbox.fault(&json!({"kind": "drop_after"}));
    broken("written");
    assert_eq!(name_of(&sandbox, &path), "written");
    sandbox.fault(&json!({"kind": "cut_connection"}));
    broken("written too");
    assert_eq!(name_of(&sandbox, &path), "written too");
}

#[test]
fn a_foreign_write_just_before_ours_makes_if_match_fail() {
    let (sandbox, path) = with_one();
    let tag = sandbox.ask("GET", &path, None).header("etag").unwrap().to_owned();
    sandbox.fault(
        &json!({"kind": "foreign_write", "method": "POST", "change": {"caller_id": "5", "retries": null}}),
    );
    let body = renamed("ours").to_string();
    let reply = sandbox.send("POST", &path, &[TOKEN, JSON, ("if-match", &tag)], Some(body.as_bytes()));
    assert_eq!((reply.status, reply.text()), (412, ""));
    let document = sandbox.ask("GET", &path, None).data();
    assert_eq!((&document["name"], &document["caller_id"]), (&json!("before"), &json!("5")));
    assert_eq!(document.get("retries"), None);
}

#[test]
fn a_foreign_write_just_after_ours_shows_in_the_generation() {
    let (sandbox, path) = with_one();
    sandbox.fault(&json!({"kind": "foreign_write_after", "method": "POST", "change": {"name": "theirs"}}));
    let reply = sandbox.ask("POST", &path, Some(&renamed("ours")));
    assert_eq!(reply.data()["name"], "ours");
    let after = sandbox.ask("GET", &path, None);
    assert_eq!(after.data()["name"], "theirs");
    assert!(after.header("etag").unwrap().starts_with("\"3-"));
}

#[test]
fn an_ignored_write_looks_like_one_but_for_the_generated_address() {
    let (sandbox, path) = with_one();
    for (method, status, target) in
        [("POST", 200, path.as_str()), ("PATCH", 200, path.as_str()), ("PUT", 201, BOXES)]
    {
        sandbox.fault(&json!({"kind": "ignore_write"}));
        let reply = sandbox.ask(method, target, Some(&renamed("gone")));
        assert_eq!(
            (reply.status, &reply.data()["name"], &reply.data()["retries"]),
            (status, &json!("gone"), &json!(1))
        );
        assert_eq!(reply.data().get("smtp_email_address"), None);
        assert_eq!(name_of(&sandbox, &path), "before");
    }
    sandbox.fault(&json!({"kind": "ignore_write"}));
    assert_eq!(sandbox.ask("DELETE", &path, None).status, 200);
    assert_eq!(sandbox.ask("GET", BOXES, None).json()["page_size"], 1);
}

#[test]
fn a_crash_has_neither_a_body_nor_cors_headers() {
    let (sandbox, path) = with_one();
    sandbox.fault(&json!({"kind": "crash"}));
    let reply = sandbox.send("GET", &path, &[TOKEN, ORIGIN], None);
    assert_eq!((reply.status, reply.text()), (500, ""));
    assert_eq!(reply.header("access-control-allow-origin"), None);
}

#[test]
fn latency_delays_and_does_nothing_else() {
    let (sandbox, path) = with_one();
    sandbox.fault(&json!({"kind": "latency", "latency_ms": 200}));
    let start = std::time::Instant::now();
    assert_eq!(sandbox.ask("GET", &path, None).status, 200);
    assert!(start.elapsed().as_millis() >= 200);
}

#[test]
fn the_nth_request_of_a_method_and_a_path_is_met() {
    let (sandbox, path) = with_one();
    sandbox.fault(&json!({"kind": "status", "status": 503, "method": "GET", "path": "/faxboxes/", "nth": 2, "times": 2}));
    let statuses: Vec<u16> = (0..5)
        .map(|_| {
            sandbox.ask("GET", BOXES, None);
            sandbox.send("OPTIONS", &path, &[ORIGIN, ("access-control-request-method", "GET")], None);
            sandbox.ask("GET", &path, None).status
        })
        .collect();
    assert_eq!(statuses, [200, 503, 503, 200, 200]);
}

#[test]
fn the_control_path_is_off_unless_it_is_turned_on() {
    let sandbox = Running::start(Options { faxboxes: 0, ..Options::default() });
    let reply = sandbox.send("GET", "/control/requests", &[], None);
    assert_eq!((reply.status, &reply.json()["message"]), (404, &json!("not_found")));
}

#[test]
fn slips_are_refused_by_the_control_path() {
    let sandbox = Running::with(0);
    for (path, body) in [
        ("faults", r#"{"faults": [{"kind": "boom"}]}"#),
        ("faults", "{}"),
        ("options", r#"{"patch": "sideways"}"#),
        ("reset", r#"{"faxboxes": "many"}"#),
        ("reset", "{"),
        ("document/a/b", "[]"),
    ] {
        let reply = sandbox.send("PUT", &format!("/control/{path}"), &[], Some(body.as_bytes()));
        assert_eq!(reply.status, 400, "{path} {body}");
    }
    assert_eq!(sandbox.send("GET", "/control/nothing", &[], None).status, 404);
    let preflight = sandbox.send("OPTIONS", "/control/faults", &[ORIGIN], None);
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (200, Some("*")));
}

#[test]
fn requests_are_logged_until_they_are_forgotten() {
    let (sandbox, path) = with_one();
    sandbox.control("DELETE", "requests", None);
    let body = renamed("x").to_string();
    sandbox.send(
        "POST",
        &format!("{path}?a=b"),
        &[TOKEN, JSON, ("If-Match", "\"1-x\"")],
        Some(body.as_bytes()),
    );
    let log = sandbox.control("GET", "requests", None);
    assert_eq!(log.as_array().unwrap().len(), 1);
    assert_eq!(log[0]["method"], "POST");
    assert_eq!(log[0]["path"], path.as_str());
    assert_eq!(log[0]["query"], "a=b");
    assert_eq!(log[0]["headers"]["if-match"], "\"1-x\"");
    assert_eq!(log[0]["headers"]["x-auth-token"], TOKEN.1);
    assert_eq!(log[0]["body"], body.as_str());
    sandbox.control("DELETE", "requests", None);
    assert_eq!(sandbox.control("GET", "requests", None), json!([]));
}

#[test]
fn odd_documents_can_be_stored_and_are_shown_as_they_are() {
    let sandbox = Running::with(0);
    let place = "document/a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1/0000000000000000000000000000000f";
    let odd = json!({"smtp_permission_list": "text", "retries": "many"});
    sandbox.control("PUT", place, Some(&odd));
    assert_eq!(sandbox.control("GET", place, None), odd);
    let path = format!("{BOXES}/0000000000000000000000000000000f");
    assert_eq!(sandbox.ask("GET", &path, None).data()["retries"], "many");
    sandbox.control("PUT", place, Some(&json!({})));
    let reply = sandbox.ask("GET", &path, None);
    assert_eq!(reply.data(), json!({"id": "0000000000000000000000000000000f"}));
    assert!(reply.header("etag").unwrap().starts_with("\"2-"));
}

#[test]
fn a_reset_goes_back_to_the_seed() {
    let sandbox = Running::with(3);
    let seeded = sandbox.ask("GET", BOXES, None).data();
    sandbox.create(&json!({"name": "new"}));
    sandbox.fault(&json!({"kind": "crash", "times": 0}));
    sandbox.control("PUT", "options", Some(&json!({"patch": "deep", "ignore_if_match": true})));
    sandbox.control("PUT", "reset", None);
    assert_eq!(sandbox.ask("GET", BOXES, None).data(), seeded);
    let id = seeded[0]["id"].as_str().unwrap();
    assert_eq!(
        sandbox.ask("PATCH", &format!("{BOXES}/{id}"), Some(&json!({"data": {"retries": 1}}))).status,
        400
    );
    sandbox.control("PUT", "reset", Some(&json!({"faxboxes": 7})));
    assert_eq!(sandbox.ask("GET", BOXES, None).json()["page_size"], 7);
}
