//! The reading of answers: every row of the contract's table of statuses, with bodies as recorded.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{
        Charges, Failure, Invoice, InvoiceItem, Refused,
        reply::{Raw, account_name, fetched, page, removed, written},
    },
    form::{Fault, Place, place_of},
};
use serde_json::{Value, json};

fn raw(status: u16, body: &str) -> Raw {
    Raw { status, body: body.to_owned(), ..Raw::default() }
}

/// Makes a failure of what the server told.
type Make = fn(Refused) -> Failure;

/// An error in the recorded envelope.
fn error(status: u16, message: &str, data: &str) -> Raw {
    let body = format!(
        r#"{{"version":"4.0.0","timestamp":"2026-01-01T00:00:00Z","node":"NODE","request_id":"r1","tokens":{{"consumed":1,"remaining":100}},
            "auth_token":"TOKEN","data":{data},"error":"{status}","message":"{message}","status":"error"}}"#
    );
    raw(status, &body)
}

fn success(data: &str) -> Raw {
    raw(200, &format!(r#"{{"data":{data},"revision":"2-ab","status":"success","request_id":"r1"}}"#))
}

fn refused(status: u16, message: &str) -> Refused {
    let told = !message.is_empty();
    Refused {
        status,
        message: message.to_owned(),
        request_id: told.then(|| "r1".to_owned()),
        ..Refused::default()
    }
}

/// All four readers call it this failure.
#[track_caller]
fn fails(raw: &Raw, expected: &Failure) {
    assert_eq!(fetched(raw).unwrap_err(), *expected);
    assert_eq!(written(raw).unwrap_err(), *expected);
    assert_eq!(removed(raw).unwrap_err(), *expected);
    assert_eq!(page(raw).unwrap_err(), *expected);
    assert_eq!(account_name(raw), None);
}

#[test]
fn the_status_alone_decides_whatever_the_message_says() {
    let rows: &[(u16, &str, &str, Make)] = &[
        (400, "validation error", "{}", Failure::BadRequest),
        (401, "invalid_credentials", r#"{"message":"invalid credentials"}"#, Failure::SignedOut),
        (401, "invalid credentials", "{}", Failure::SignedOut),
        (402, "no_credit", "{}", Failure::MustPay),
        (402, "no_payment_token", "[]", Failure::MustPay),
        (403, "forbidden", r#"{"message":"forbidden"}"#, Failure::Forbidden),
        (404, "bad_identifier", r#"{"cause":"x","message":"bad identifier"}"#, Failure::NotFound),
        (404, "bad identifier", r#"["x"]"#, Failure::NotFound),
        (404, "not_found", r#"{"message":"not found"}"#, Failure::NotFound),
        (404, "faulty_request", r#"{"message":"page size must be at least 1"}"#, Failure::NotFound),
        (405, "invalid_method", r#"{"message":"method not allowed"}"#, Failure::WrongServer),
        (410, "gone", "\"API version 1 is not supported.\"", Failure::WrongServer),
        (409, "datastore_conflict", r#"{"message":"conflicting documents"}"#, Failure::Conflict),
        (413, "request entity too large", "null", Failure::TooLarge),
        (416, "range not satisfiable", "{}", Failure::TooLarge),
        (423, "locked", "{}", Failure::Locked),
        (429, "too_many_requests", r#"{"message":"too many requests"}"#, Failure::TooMany),
        (500, "datastore_fault", r#"{"cause":"econnrefused","message":"unknown failure"}"#, Failure::Trouble),
        (502, "unspecified_fault", "null", Failure::Trouble),
        (503, "datastore_unreachable", "{}", Failure::Trouble),
        (418, "teapot", "{}", Failure::BadRequest),
        (301, "moved", "{}", Failure::BadRequest),
    ];
    for (status, message, data, failure) in rows {
        fails(&error(*status, message, data), &failure(refused(*status, message)));
        fails(&error(*status, "success", data), &failure(refused(*status, "success")));
    }
    fails(&error(412, "precondition failed", "{}"), &Failure::Changed);
    // Without `data`, as the creation that a server could not store.
    let init_failed =
        raw(500, r#"{"error":"500","message":"init failed","status":"error","request_id":"r1"}"#);
    fails(&init_failed, &Failure::Trouble(refused(500, "init failed")));
}

#[test]
fn an_error_without_an_envelope_still_has_its_status() {
    for body in ["", "<html><title>502</title></html>", "{\"error\":", "null", "[]", "\"x\""] {
        let rows: &[(u16, Make)] = &[
            (400, Failure::BadRequest),
            (401, Failure::SignedOut),
            (402, Failure::MustPay),
            (403, Failure::Forbidden),
            (406, Failure::WrongServer),
            (409, Failure::Conflict),
            (413, Failure::TooLarge),
            (429, Failure::TooMany),
            (500, Failure::Trouble),
            (501, Failure::Trouble),
            (504, Failure::Trouble),
        ];
        for (status, failure) in rows {
            fails(&raw(*status, body), &failure(refused(*status, "")));
        }
        fails(&raw(412, body), &Failure::Changed);
        // A 404 that is none of the API's: the address leads elsewhere.
        fails(&raw(404, body), &Failure::NotTheApi { status: 404 });
        fails(&raw(200, body), &Failure::NotTheApi { status: 200 });
        fails(&raw(204, body), &Failure::NotTheApi { status: 204 });
    }
}

#[test]
fn the_request_id_comes_from_the_body_or_the_header() {
    let header = Raw { request_id: Some("h1".to_owned()), ..raw(500, "") };
    assert_eq!(removed(&header).unwrap_err().refused().unwrap().request_id.as_deref(), Some("h1"));
    let both = Raw { request_id: Some("h1".to_owned()), ..error(500, "x", "{}") };
    assert_eq!(removed(&both).unwrap_err().refused().unwrap().request_id.as_deref(), Some("r1"));
}

/// Path, rule, words and value of each problem.
type Told = (&'static str, &'static str, &'static str, Option<Value>);

#[track_caller]
fn invalid(data: &str, expected: &[Told]) {
    let problems = match written(&error(400, "validation error", data)) {
        Err(Failure::Invalid(problems, _)) => problems,
        other => panic!("{other:?}"),
    };
    let mut expected: Vec<_> = expected
        .iter()
        .map(|(path, rule, message, value)| {
            let message = (*message).to_owned();
            ((*path).to_owned(), Fault::Refused { rule: (*rule).to_owned(), message, value: value.clone() })
        })
        .collect();
    let mut found: Vec<_> = problems.into_iter().map(|problem| (problem.path, problem.fault)).collect();
    let by_rule = |(path, fault): &(String, Fault)| (path.clone(), fault.rule().to_owned());
    found.sort_by_key(by_rule);
    expected.sort_by_key(by_rule);
    assert_eq!(found, expected);
}

#[test]
fn each_fault_of_a_validation_reaches_its_path() {
    invalid(
        r#"{"smtp_permission_list.0":{"error":{"message":"invalid regular expression: '['","value":"["}},
            "notifications.inbound.email.send_to":{"not_one_schema_valid":{"message":"failed to validate","value":["a@b","nobody"]}},
            "retries":{"maximum":{"message":"Value must be at most 4","target":4,"value":9}},
            "name":{"required":{"message":"Field is required but missing","value":"name"}}}"#,
        &[
            ("smtp_permission_list.0", "error", "invalid regular expression: '['", Some(json!("["))),
            (
                "notifications.inbound.email.send_to",
                "not_one_schema_valid",
                "failed to validate",
                Some(json!(["a@b", "nobody"])),
            ),
            ("retries", "maximum", "Value must be at most 4", Some(json!(9))),
            ("name", "required", "Field is required but missing", Some(json!("name"))),
        ],
    );
    invalid(
        r#"{"custom_smtp_email_address":{"unique":{"message":"email address must be unique","cause":"fax.example"}}}"#,
        &[("custom_smtp_email_address", "unique", "email address must be unique", None)],
    );
    invalid(
        r#"{"retries":{"type":{"message":"Value did not match type(s): integer","value":null}}}"#,
        &[("retries", "type", "Value did not match type(s): integer", Some(Value::Null))],
    );
}

#[test]
fn several_rules_of_a_field_are_several_problems() {
    invalid(
        r#"{"notifications.outbound.email.send_to.1":{"wrong_format":{"message":"no"},"type":{"message":"text"}}}"#,
        &[
            ("notifications.outbound.email.send_to.1", "wrong_format", "no", None),
            ("notifications.outbound.email.send_to.1", "type", "text", None),
        ],
    );
}

#[test]
fn a_rule_nobody_knows_and_details_of_any_kind_still_reach_their_path() {
    invalid(r#"{"name":{"sings":{"message":"la"}}}"#, &[("name", "sings", "la", None)]);
    invalid(r#"{"name":{"unique":"taken"}}"#, &[("name", "unique", "taken", None)]);
    invalid(r#"{"name":{"unique":null}}"#, &[("name", "unique", "", None)]);
    invalid(r#"{"name":{"unique":{"message":5}}}"#, &[("name", "unique", "", None)]);
    invalid(r#"{"name":{"unique":["x"]}}"#, &[("name", "unique", "", None)]);
    invalid(r#"{"name":"is taken"}"#, &[("name", "error", "is taken", None)]);
    invalid(r#"{"name":{}}"#, &[("name", "error", "", None)]);
    invalid(r#"{"retries":["no"],"message":"x","cause":"y"}"#, &[("retries", "error", "", None)]);
    invalid(r#"{"a%2Eb.c":{"type":{"message":"x"}}}"#, &[("a%2Eb.c", "type", "x", None)]);
}

#[test]
fn faults_of_no_field_belong_to_the_form() {
    for (path, rule) in [
        ("", "type"),
        ("account", "expired"),
        ("account", "disabled"),
        ("data", "required"),
        ("json", "invalid"),
        ("file", "maxSize"),
        ("flags.0", "type"),
        ("media%2Efax_option", "type"),
    ] {
        let data = json!({path: {rule: {"message": "x", "cause": 63_000_000_000_u64}}});
        let Err(Failure::Invalid(problems, _)) = fetched(&error(400, "validation error", &data.to_string()))
        else {
            panic!("{path}");
        };
        assert_eq!(problems.len(), 1);
        assert!(problems.iter().all(|problem| place_of(&problem.path) == Place::Form));
    }
}

#[test]
fn a_400_without_faults_is_a_bad_request() {
    for data in ["{}", "null", "\"bad\"", "[]", "[1]", "5", r#"{"message":"bad","cause":"x"}"#] {
        let failure = Failure::BadRequest(refused(400, "validation error"));
        fails(&error(400, "validation error", data), &failure);
    }
}

const CHARGES: &str = r#"[{"activation_charges":[],"items":[{"category":"faxes","item":"mailbox","name":"Fax boxes","quantity":2,
    "billable":2,"rate":5.0,"maximum":2,"total":10.50}],"taxes":[],"summary":{"today":0.0,"recurring":10.0},
    "plan":{"faxes":{"mailbox":{"rate":5}}},"bookkeeper":{"type":"default"}}]"#;

#[test]
fn charges_are_a_question_with_its_amounts() {
    let text = |text: &str| Some(text.to_owned());
    let item = InvoiceItem {
        name: "Fax boxes".to_owned(),
        rate: "5".to_owned(),
        quantity: "2".to_owned(),
        total: "10.50".to_owned(),
    };
    let invoice = Invoice { today: text("0"), recurring: text("10"), activation: None, items: vec![item] };
    let asked = |message: &str, data: &str| match written(&error(402, message, data)) {
        Err(Failure::Charges(charges)) => charges.invoices(),
        other => panic!("{other:?}"),
    };
    assert_eq!(asked("accept charges", CHARGES), [invoice]);
    let bare = r#"[{"activation_charges":12.5},{"items":[{"name":"x"}],"summary":{"today":"7.00"}}]"#;
    let one = Invoice { activation: text("12.5"), ..Invoice::default() };
    let other = InvoiceItem { name: "x".to_owned(), ..InvoiceItem::default() };
    let other = Invoice { today: text("7.00"), items: vec![other], ..Invoice::default() };
    assert_eq!(asked("accept_charges", bare), [one, other]);
    for data in ["{}", "[]", "null", "\"x\"", "[1]"] {
        let failure = Failure::MustPay(refused(402, "accept charges"));
        fails(&error(402, "accept charges", data), &failure);
    }
}

#[test]
fn a_fetch_gives_the_document_and_its_tag() {
    let tagged =
        Raw { etag: Some("W/\"3-ab\"".to_owned()), ..success(r#"{"id":"1","n":123456789012345678901}"#) };
    let fetched_now = fetched(&tagged).unwrap();
    assert_eq!(fetched_now.document.to_string(), r#"{"id":"1","n":123456789012345678901}"#);
    assert_eq!(fetched_now.tag.unwrap().as_str(), "W/\"3-ab\"");
    let unquoted = Raw { etag: Some("3-ab".to_owned()), ..success(r#"{"id":"1"}"#) };
    assert_eq!(fetched(&unquoted).unwrap().tag, None);
    assert_eq!(fetched(&success(r#"{"id":"1"}"#)).unwrap().tag, None);
    // A document without its id is none: a save would take what is missing for removed.
    for data in ["[]", "null", "\"x\"", "5", "{}", r#"{"name":"x"}"#, r#"{"id":5}"#] {
        assert_eq!(fetched(&success(data)), Err(Failure::NotTheApi { status: 200 }));
    }
    assert_eq!(fetched(&raw(200, r#"{"status":"success"}"#)), Err(Failure::NotTheApi { status: 200 }));
    assert_eq!(fetched(&raw(200, "{\"data\":{\"name\":\"x\"")), Err(Failure::NotTheApi { status: 200 }));
}

#[test]
fn a_write_without_a_document_wrote_nothing() {
    let read = written(&success(r#"{"id":"1","name":"x","smtp_email_address":"a.example"}"#)).unwrap();
    assert_eq!(read.id.as_str(), "1");
    assert_eq!(read.document["smtp_email_address"], "a.example");
    let created = raw(201, r#"{"data":{"id":"2"},"status":"success"}"#);
    assert_eq!(written(&created).unwrap().id.as_str(), "2");
    for data in ["{}", "null", "[]", "\"x\"", r#"{"id":5}"#, r#"{"id":""}"#, r#"{"name":"x"}"#] {
        let expected = Failure::NoDocument(refused(200, ""));
        let read = written(&success(data)).unwrap_err();
        assert_eq!(
            read,
            match expected {
                Failure::NoDocument(told) =>
                    Failure::NoDocument(Refused { request_id: Some("r1".to_owned()), ..told }),
                other => other,
            }
        );
    }
    let empty = raw(201, r#"{"status":"success"}"#);
    assert_eq!(written(&empty), Err(Failure::NoDocument(refused(201, ""))));
}

#[test]
fn a_removal_is_done_by_a_success_that_holds_what_was_removed() {
    assert_eq!(removed(&success(r#"{"id":"1","_read_only":{"deleted":true}}"#)), Ok(()));
    assert_eq!(removed(&raw(200, "{}")), Err(Failure::NoDocument(refused(200, ""))));
}

#[test]
fn a_page_tells_where_the_next_begins() {
    let next = |next: &str| {
        let body = format!(r#"{{"data":[{{"id":"1"}},5],"page_size":2{next},"status":"success"}}"#);
        let page = page(&raw(200, &body)).unwrap();
        assert_eq!(page.rows, [json!({"id": "1"}), json!(5)]);
        page.next_start_key
    };
    assert_eq!(next(r#","next_start_key":"g20AAA""#).as_deref(), Some("g20AAA"));
    assert_eq!(
        next(r#","next_start_key":12345678901234567890123"#).as_deref(),
        Some("12345678901234567890123")
    );
    for last in ["", r#","next_start_key":"""#, r#","next_start_key":null"#, r#","next_start_key":{}"#] {
        assert_eq!(next(last), None, "{last}");
    }
    assert_eq!(page(&raw(200, r#"{"data":[]}"#)).unwrap().rows, Vec::<Value>::new());
    for data in ["{}", "null", "\"x\""] {
        assert_eq!(page(&success(data)), Err(Failure::NotTheApi { status: 200 }));
    }
    assert_eq!(page(&raw(200, "{}")), Err(Failure::NotTheApi { status: 200 }));
}

#[test]
fn an_accounts_name_is_a_bonus() {
    assert_eq!(account_name(&success(r#"{"name":"ACME","realm":"x"}"#)).as_deref(), Some("ACME"));
    for data in ["{}", r#"{"name":""}"#, r#"{"name":5}"#, "[]", "null"] {
        assert_eq!(account_name(&success(data)), None);
    }
}

#[test]
fn a_failure_tells_whether_the_write_may_have_happened() {
    let told = || refused(500, "x");
    for doubt in [
        Failure::Unreachable,
        Failure::Oversized { mebibytes: 32 },
        Failure::Cors,
        Failure::TimedOut { seconds: 1 },
        Failure::NotTheApi { status: 200 },
        Failure::NoDocument(told()),
        Failure::Trouble(told()),
    ] {
        assert!(doubt.leaves_in_doubt(), "{doubt:?}");
    }
    for sure in [
        Failure::Offline,
        Failure::Blocked,
        Failure::Invalid(Vec::new(), told()),
        Failure::BadRequest(told()),
        Failure::SignedOut(told()),
        Failure::Charges(Charges::default()),
        Failure::MustPay(told()),
        Failure::Forbidden(told()),
        Failure::NotFound(told()),
        Failure::WrongServer(told()),
        Failure::Conflict(told()),
        Failure::Changed,
        Failure::TooLarge(told()),
        Failure::Locked(told()),
        Failure::TooMany(told()),
    ] {
        assert!(!sure.leaves_in_doubt(), "{sure:?}");
    }
}
