//! What differs between servers and proxies, money, accounts, browsers, and what survives a restart.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::{ACME, BOXES, JSON, ORIGIN, Running, TOKEN};
use faxbox_sandbox::{ACCOUNTS, BODY_LIMIT_BYTES, Options, Patch};
use serde_json::{Value, json};
use std::path::PathBuf;

const FULL: &str = r#"{"name": "full", "caller_name": "Mine", "retries": 3, "media": {"fax_option": true}, "owner_id": "o",
    "serial": 123456789012345678901234567890, "smtp_permission_list": ["a"],
    "notifications": {"inbound": {"email": {"send_to": ["a@b"]}}, "outbound": {"email": {"send_to": "c@d"}}}}"#;

fn full() -> Value {
    serde_json::from_str(FULL).unwrap()
}

#[test]
fn a_top_level_patch_destroys_what_it_does_not_name() {
    let sandbox = Running::with(0);
    let path = format!("{BOXES}/{}", sandbox.create(&full()));
    let change = json!({"data": {"name": "x", "notifications": {"inbound": {}}, "owner_id": null}});
    let document = sandbox.ask("PATCH", &path, Some(&change)).data();
    assert_eq!(document["notifications"], json!({"inbound": {}}));
    assert_eq!(document["retries"], 1);
    assert_eq!(document["media"], json!({}));
    assert_eq!(document["smtp_permission_list"], json!([]));
    assert_eq!(document["caller_name"], "Kazoo Fax Printer");
    assert_eq!(document["serial"].to_string(), "123456789012345678901234567890");
    assert_eq!(document.get("owner_id"), None);
}

#[test]
fn a_deep_patch_changes_what_it_names_and_null_removes_at_any_depth() {
    let sandbox =
        Running::start(Options { faxboxes: 0, patch: Patch::Deep, control: true, ..Options::default() });
    let path = format!("{BOXES}/{}", sandbox.create(&full()));
    let change = json!({"data": {"retries": "2", "notifications": {"inbound": null}, "owner_id": null}});
    let document = sandbox.ask("PATCH", &path, Some(&change)).data();
    assert_eq!(document["notifications"], json!({"outbound": {"email": {"send_to": "c@d"}}}));
    assert_eq!((&document["name"], &document["retries"]), (&json!("full"), &json!(2)));
    assert_eq!(document["caller_name"], "Mine");
    assert_eq!(document.get("owner_id"), None);
    let refused = sandbox.ask("PATCH", &path, Some(&json!({"data": {"name": null}})));
    assert_eq!(refused.data()["name"]["required"]["value"], "name");
}

#[test]
fn a_proxy_that_drops_if_match_lets_every_write_through() {
    let sandbox = Running::start(Options { faxboxes: 0, ignore_if_match: true, ..Options::default() });
    let path = format!("{BOXES}/{}", sandbox.create(&json!({"name": "a"})));
    for tag in ["\"9-old\"", "unquoted"] {
        let headers = [TOKEN, JSON, ("if-match", tag)];
        let reply = sandbox.send("POST", &path, &headers, Some(br#"{"data":{"name":"b"}}"#));
        assert_eq!(reply.status, 200);
    }
}

#[test]
fn if_match_takes_one_strong_tag_of_several_and_no_weak_one() {
    let sandbox = Running::with(0);
    let path = format!("{BOXES}/{}", sandbox.create(&json!({"name": "a"})));
    let tag = sandbox.ask("GET", &path, None).header("etag").unwrap().to_owned();
    for (if_match, status) in [
        (format!("W/{tag}"), 412),
        (tag.replace("\"1-", "\"1-gzip-"), 412),
        (format!("{tag}-gzip"), 400),
        (String::new(), 400),
        (format!("\"x\", {tag}"), 200),
    ] {
        let headers = [TOKEN, JSON, ("if-match", if_match.as_str())];
        let reply = sandbox.send("POST", &path, &headers, Some(br#"{"data":{"name":"b"}}"#));
        assert_eq!(reply.status, status, "{if_match}");
        assert_eq!(reply.body.is_empty(), status != 200);
    }
}

#[test]
fn of_many_writers_with_one_tag_exactly_one_gets_through() {
    let sandbox = Running::with(0);
    let path = format!("{BOXES}/{}", sandbox.create(&json!({"name": "a"})));
    let tag = sandbox.ask("GET", &path, None).header("etag").unwrap().to_owned();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let writer = || {
            let headers = [TOKEN, JSON, ("if-match", tag.as_str())];
            sandbox.send("POST", &path, &headers, Some(br#"{"data":{"name":"b"}}"#)).status
        };
        let writers: Vec<_> = (0..8).map(|_| scope.spawn(writer)).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 7, "{statuses:?}");
}

#[test]
fn a_faxbox_that_costs_money_asks_first() {
    let sandbox = Running::with(0);
    let path = "/v2/accounts/c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3/faxboxes";
    let put = |target: &str, body: &str| {
        sandbox.send("PUT", target, &[("x-auth-token", "sandbox-token-costly"), JSON], Some(body.as_bytes()))
    };
    let question = put(path, r#"{"data":{"name":"x"}}"#);
    assert_eq!((question.status, &question.json()["message"]), (402, &json!("accept charges")));
    let invoice = &question.data()[0];
    assert_eq!(invoice["items"][0]["name"], "Fax boxes");
    assert_eq!(invoice["summary"], json!({"today": 0.0, "recurring": 5.0}));
    for (target, body, status) in [
        (path.to_owned(), r#"{"accept_charges":false,"data":{"name":"x"}}"#, 402),
        (path.to_owned(), r#"{"accept_charges":true,"data":{"name":""}}"#, 400),
        (path.to_owned(), r#"{"accept_charges":true,"data":{"name":"x"}}"#, 201),
        (path.to_owned(), r#"{"accept_charges":"true","data":{"name":"x"}}"#, 201),
        (format!("{path}?accept_charges=true"), r#"{"data":{"name":"x"}}"#, 201),
    ] {
        assert_eq!(put(&target, body).status, status, "{body}");
    }
    assert_eq!(put(path, r#"{"data":{"name":"x"}}"#).data()[0]["items"][0]["quantity"], 4);
}

#[test]
fn a_custom_address_is_unique_over_all_accounts() {
    let sandbox = Running::with(0);
    sandbox.create(&json!({"name": "mine", "custom_smtp_email_address": "one.example"}));
    let path = "/v2/accounts/b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2/faxboxes";
    for (address, status) in [("one.example", 400), ("One.Example", 400), ("two.example", 201), ("", 201)] {
        let body = json!({"data": {"name": "theirs", "custom_smtp_email_address": address}}).to_string();
        let headers = [("x-auth-token", "sandbox-token-birch"), JSON];
        assert_eq!(sandbox.send("PUT", path, &headers, Some(body.as_bytes())).status, status, "{address}");
    }
}

#[test]
fn an_account_opens_with_its_own_token_only() {
    let sandbox = Running::with(0);
    for account in ACCOUNTS {
        for holder in ACCOUNTS {
            let path = format!("/v2/accounts/{}", account.id);
            let reply = sandbox.send("GET", &path, &[("x-auth-token", holder.token)], None);
            let expected = if account == holder { 200 } else { 403 };
            assert_eq!(reply.status, expected, "{} {}", account.name, holder.token);
            if expected == 200 {
                let data = reply.data();
                assert_eq!(
                    (data["name"].as_str(), data["realm"].as_str()),
                    (Some(account.name), Some(account.realm))
                );
                assert!(data["timezone"].is_string());
            }
        }
    }
    assert_eq!(sandbox.send("GET", ACME, &[], None).status, 401);
    assert_eq!(sandbox.ask("PUT", "/v2/users", Some(&json!({"data": {}}))).status, 404);
}

#[test]
fn a_preflight_answers_with_the_fixed_list_whatever_is_asked() {
    let sandbox = Running::with(0);
    let ask =
        [ORIGIN, ("access-control-request-method", "GET"), ("access-control-request-headers", "x-invented")];
    let reply = sandbox.send("OPTIONS", BOXES, &ask, None);
    assert_eq!(reply.status, 200);
    let allowed: Vec<&str> = reply.header("access-control-allow-headers").unwrap().split(", ").collect();
    assert!(
        allowed.contains(&"if-match")
            && allowed.contains(&"x-auth-token")
            && allowed.contains(&"content-type")
    );
    assert!(
        !allowed.iter().any(|header| ["x-invented", "if-none-match", "authorization", "*"].contains(header))
    );
    assert_eq!(reply.header("access-control-max-age"), Some("86400"));
    let exposed = reply.header("access-control-expose-headers").unwrap();
    assert_eq!(exposed, "content-type, x-auth-token, x-request-id, location, etag");
}

#[test]
fn answers_are_gzipped_where_that_is_accepted() {
    let sandbox = Running::with(20);
    let plain = sandbox.send("GET", BOXES, &[TOKEN], None);
    assert_eq!(plain.header("content-encoding"), None);
    let packed = sandbox.send("GET", BOXES, &[TOKEN, ("accept-encoding", "gzip")], None);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() < plain.body.len() / 2);
}

#[test]
fn a_body_is_taken_up_to_its_limit_and_refused_beyond() {
    let sandbox = Running::with(0);
    let frame = r#"{"data":{"name":"big","x":""}}"#.len();
    for (length, status) in [(BODY_LIMIT_BYTES, 201), (BODY_LIMIT_BYTES + 1, 400)] {
        let body = format!(r#"{{"data":{{"name":"big","x":"{}"}}}}"#, "y".repeat(length - frame));
        let reply = sandbox.send("PUT", BOXES, &[TOKEN, JSON], Some(body.as_bytes()));
        assert_eq!(reply.status, status);
        if status == 400 {
            assert_eq!(reply.data()["file"]["maxSize"]["target"], BODY_LIMIT_BYTES);
        }
    }
}

/// A file that goes when the test ends.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
    }
}

#[test]
fn data_survives_a_restart() {
    let file = Scratch(std::env::temp_dir().join(format!("faxbox-sandbox-{}.sqlite", std::process::id())));
    let options =
        || Options { faxboxes: 3, database: Some(file.0.clone()), control: true, ..Options::default() };
    let (before, tag, id) = {
        let sandbox = Running::start(options());
        let id = sandbox.create(&full());
        let seeded = sandbox.ask("GET", BOXES, None).data();
        let victim =
            seeded.as_array().unwrap().iter().find(|row| row["id"] != id.as_str()).unwrap()["id"].clone();
        assert_eq!(sandbox.ask("DELETE", &format!("{BOXES}/{}", victim.as_str().unwrap()), None).status, 200);
        (sandbox.ask("GET", BOXES, None).data(), sandbox.tag(&id), id)
    };
    let sandbox = Running::start(options());
    assert_eq!(sandbox.ask("GET", BOXES, None).data(), before, "what was removed is not seeded again");
    assert_eq!(sandbox.tag(&id), tag);
    assert_ne!(sandbox.create(&json!({"name": "new"})), id);
}
