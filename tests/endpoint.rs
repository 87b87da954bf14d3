//! The calls: exact methods, paths, bodies and preconditions, with everything percent-encoded.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{Consent, Endpoint, Method},
    domain::{AccountId, ApiRoot, AuthToken, EntityTag, FaxboxId},
    state::FIRST_PAGE_ROWS,
};
use serde_json::{Value, json};

fn account(text: &str) -> AccountId {
    AccountId::parse(text).unwrap()
}

fn id(text: &str) -> FaxboxId {
    FaxboxId::parse(text).unwrap()
}

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "reads better at each call")]
fn check(endpoint: &Endpoint, method: &str, path: &str, body: Option<Value>, if_match: Option<&str>) {
    assert_eq!(endpoint.method.as_str(), method);
    assert_eq!(endpoint.path, path);
    assert_eq!(endpoint.body, body);
    assert_eq!(endpoint.if_match.as_ref().map(EntityTag::as_str), if_match);
}

#[test]
fn the_six_calls_are_those_of_the_contract() {
    let (a, b) = (account("a1"), id("b2"));
    let document = json!({"name": "x", "n": 1});
    let data = Some(json!({"data": document}));
    let tag = EntityTag::parse("W/\"1-ab\"").unwrap();
    let tagged = Some("W/\"1-ab\"");
    check(&Endpoint::list(&a, 50, None), "GET", "/accounts/a1/faxboxes?page_size=50", None, None);
    check(
        &Endpoint::create(&a, &document, Consent::NotAsked),
        "PUT",
        "/accounts/a1/faxboxes",
        data.clone(),
        None,
    );
    check(&Endpoint::fetch(&a, &b), "GET", "/accounts/a1/faxboxes/b2", None, None);
    let path = "/accounts/a1/faxboxes/b2";
    check(&Endpoint::change(&a, &b, &document, Some(&tag)), "POST", path, data.clone(), tagged);
    check(&Endpoint::change(&a, &b, &document, None), "POST", path, data.clone(), None);
    check(&Endpoint::update(&a, &b, &document, Some(&tag)), "PATCH", path, data.clone(), tagged);
    check(&Endpoint::update(&a, &b, &document, None), "PATCH", path, data, None);
    check(&Endpoint::remove(&a, &b, Some(&tag)), "DELETE", path, None, tagged);
    check(&Endpoint::remove(&a, &b, None), "DELETE", path, None, None);
}

#[test]
fn the_accounts_own_name_is_one_call_more() {
    check(&Endpoint::account(&account("a1")), "GET", "/accounts/a1", None, None);
}

#[test]
fn consent_to_charges_stands_beside_the_document() {
    let create = Endpoint::create(&account("a1"), &json!({"name": "x"}), Consent::Given);
    assert_eq!(create.body, Some(json!({"data": {"name": "x"}, "accept_charges": true})));
    assert_eq!(create.method, Method::Put);
}

#[test]
fn a_page_begins_where_the_one_before_said() {
    let path = |key| Endpoint::list(&account("a1"), 1000, Some(key)).path;
    let page = "/accounts/a1/faxboxes?page_size=1000&start_key=";
    assert_eq!(path("g20AAAAg_-"), format!("{page}g20AAAAg_-"));
    assert_eq!(path("a+b/c=="), format!("{page}a%2Bb%2Fc%3D%3D"));
    assert_eq!(path("[\"x\",1]&y=1#z"), format!("{page}%5B%22x%22%2C1%5D%26y%3D1%23z"));
}

#[test]
fn every_segment_is_percent_encoded() {
    let check = |text: &str, encoded: &str| {
        let path = Endpoint::fetch(&account("a"), &id(text)).path;
        assert_eq!(path, format!("/accounts/a/faxboxes/{encoded}"));
    };
    check("azAZ09-._~", "azAZ09-._~");
    check("a/b", "a%2Fb");
    check("a b", "a%20b");
    check("100%", "100%25");
    check("%2F", "%252F");
    check("ü", "%C3%BC");
    check("漢🖷", "%E6%BC%A2%F0%9F%96%B7");
    check("../x", "..%2Fx");
    check("a?b#c&d=e;f:g@h", "a%3Fb%23c%26d%3De%3Bf%3Ag%40h");
    check("\u{0}\n", "%00%0A");
    let path = Endpoint::fetch(&account("ü%"), &id("x")).path;
    assert_eq!(path, "/accounts/%C3%BC%25/faxboxes/x");
}

#[test]
fn a_document_goes_out_as_it_is() {
    let text = r#"{"a.b":{"c":null},"f":1.10,"n":123456789012345678901234567890}"#;
    let document = serde_json::from_str(text).unwrap();
    let change = Endpoint::change(&account("a"), &id("b"), &document, None);
    assert_eq!(change.body.unwrap().to_string(), format!(r#"{{"data":{text}}}"#));
}

#[test]
fn the_early_request_of_the_script_is_the_first_one_of_the_list() {
    let script = include_str!("../src/ui/early.js");
    let account = AccountId::parse("ab").unwrap();
    let path = Endpoint::list(&account, FIRST_PAGE_ROWS, None).path;
    assert_eq!(path, format!("/accounts/ab/faxboxes?page_size={FIRST_PAGE_ROWS}"));
    for line in [
        "${server}/accounts/${encodeURIComponent(account_id)}/faxboxes?page_size=${FIRST_PAGE_ROWS}"
            .to_owned(),
        format!("const FIRST_PAGE_ROWS = {FIRST_PAGE_ROWS};"),
        "const ANSWER_BYTES_MAX = 32 << 20;".to_owned(),
    ] {
        assert!(script.contains(&line), "{line}");
    }
    assert!(include_str!("../src/api/body.rs").contains("ANSWER_MEBIBYTES_MAX: u32 = 32;"));
}

/// What the script takes to be beyond doubt, by its line in `connect.js`.
fn plain(name: &str) -> regress::Regex {
    let script = include_str!("../src/ui/connect.js");
    let line = script.lines().find(|line| line.starts_with("export const PLAIN = ")).unwrap();
    let (_, rest) = line.split_once(&format!("{name}: /")).unwrap();
    let end = ["$/,", "$/ }"].iter().filter_map(|end| rest.find(end)).min().unwrap();
    regress::Regex::new(rest.get(..=end).unwrap()).unwrap()
}

#[test]
fn what_the_script_sends_early_is_what_the_panel_reads() {
    for (server, is_plain) in [
        ("https://api.example/v2", true),
        ("http://127.0.0.1:8000/v2", true),
        ("https://api.example", true),
        ("https://api.example:443/a/b.c/v2", true),
        ("HTTPS://api.example/v2", false),
        ("https://api.example/v2/", false),
        ("https://me:pw@api.example/v2", false),
        ("https://me@api.example/v2", false),
        ("https://api.example/v2?x=1", false),
        ("https://api.example/v2#x", false),
        ("https://api example/v2", false),
        ("https:///v2", false),
        ("https://", false),
        ("api.example/v2", false),
        ("javascript:alert(1)", false),
        ("https://api.example/v2\n", false),
        ("", false),
    ] {
        assert_eq!(plain("server").find(server).is_some(), is_plain, "{server:?}");
        if is_plain {
            assert_eq!(ApiRoot::parse(server).unwrap().as_str(), server);
        }
    }
    for (id, is_plain) in [
        ("a1", true),
        ("acme-2", true),
        ("..", false),
        ("a/b", false),
        ("a b", false),
        ("ü", false),
        ("", false),
    ] {
        assert_eq!(plain("account_id").find(id).is_some(), is_plain, "{id:?}");
        if is_plain {
            assert_eq!(AccountId::parse(id).unwrap().as_str(), id);
        }
    }
    for (token, is_plain) in [
        ("eyJ.a-b_c~", true),
        ("a b", false),
        ("tökén", false),
        ("a\nb", false),
        ("\u{7f}", false),
        ("", false),
    ] {
        assert_eq!(plain("auth_token").find(token).is_some(), is_plain, "{token:?}");
        assert!(!is_plain || AuthToken::parse(token).is_ok(), "{token:?}");
    }
}
