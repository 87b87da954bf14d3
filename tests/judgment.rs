//! The judgment of whole documents: every fault on its path, with its rule and its severity.

#![allow(clippy::expect_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    domain::{
        CallbackUrlError, CallbackUrlOddity, CallerIdOddity, EmailAddressError, EmailAddressOddity,
        FaxHeaderOddity, FaxIdentityOddity, FaxboxNameError, FaxboxNameOddity, PermissionRuleError,
        PermissionRuleOddity, RetriesError, SmtpDomainOddity,
    },
    form::{Fault, Kind, Problem, Severity, judge},
};
use serde_json::{Value, json};

/// A time zone that no browser knows.
const UNKNOWN_ZONE: &str = "Europe/Atlantis";

fn problems(document: &Value) -> Vec<Problem> {
    judge(document, |zone| zone != UNKNOWN_ZONE)
}

/// A document that nothing is wrong or odd with.
fn sound() -> Value {
    json!({
        "name": "Büro Köln",
        "caller_id": "+15551234567",
        "caller_name": "ACME",
        "fax_header": "ACME Ltd",
        "fax_identity": "+1 555 1234567",
        "fax_timezone": "Europe/Berlin",
        "retries": 4,
        "attempts": 4,
        "media": {"fax_option": true},
        "custom_smtp_email_address": "fax.acme.example",
        "smtp_permission_list": ["^john@acme\\.com$", "^[^@]+@acme\\.com$"],
        "notifications": {
            "inbound": {
                "email": {"send_to": ["john@acme.example"]},
                "sms": {"send_to": "+15550001111"},
                "callback": {"url": "https://hook.example/in", "method": "put", "type": "json"}
            },
            "outbound": {
                "email": {"send_to": "john@acme.example"},
                "sms": {"send_to": []},
                "callback": {"url": "https://hook.example/out", "method": "post", "type": "www-url-form-encoded"}
            }
        },
        "flags": ["a", ""],
        "owner_id": null,
        "ui.x": {"deep": [null, {"y": null}]}
    })
}

/// The sound document with `value` at `path`, or without anything there for `null` at the top.
fn with(path: &[&str], value: Value) -> Value {
    let mut document = sound();
    let mut place = &mut document;
    for key in path {
        place = &mut place[*key];
    }
    *place = value;
    document
}

fn without(path: &[&str]) -> Value {
    let (last, parents) = path.split_last().expect("a path");
    let mut document = sound();
    let mut place = &mut document;
    for key in parents {
        place = &mut place[*key];
    }
    place.as_object_mut().and_then(|members| members.remove(*last)).expect("it was there");
    document
}

/// Exactly this one problem.
#[track_caller]
fn check(document: &Value, path: &str, rule: &str, fault: Fault) {
    assert_eq!(fault.rule(), rule);
    assert_eq!(problems(document), [Problem::new(path, fault)], "{document}");
}

#[track_caller]
fn error(document: &Value, path: &str, rule: &str, fault: Fault) {
    assert_eq!(fault.severity(), Severity::Error);
    check(document, path, rule, fault);
}

#[track_caller]
fn warning(document: &Value, path: &str, rule: &str, fault: Fault) {
    assert_eq!(fault.severity(), Severity::Warning);
    check(document, path, rule, fault);
}

const INBOUND_EMAIL: &[&str] = &["notifications", "inbound", "email", "send_to"];
const OUTBOUND_SMS: &[&str] = &["notifications", "outbound", "sms", "send_to"];
const URL: &[&str] = &["notifications", "inbound", "callback", "url"];

#[test]
fn a_sound_document_has_no_problem() {
    assert_eq!(problems(&sound()), []);
}

#[test]
fn a_document_is_an_object() {
    for document in [json!(null), json!([]), json!("x"), json!(1), json!([{"name": "x"}])] {
        error(&document, "", "type", Fault::Type(Kind::Object));
    }
}

#[test]
fn a_name_is_required_and_has_its_limits() {
    error(&without(&["name"]), "name", "required", Fault::Required);
    error(&with(&["name"], json!("")), "name", "minLength", Fault::Name(FaxboxNameError::Empty));
    let long = Fault::Name(FaxboxNameError::TooLong { chars: 129 });
    error(&with(&["name"], json!("ü".repeat(129))), "name", "maxLength", long);
    assert_eq!(problems(&with(&["name"], json!("🖷".repeat(128)))), []);
    warning(&with(&["name"], json!(" ")), "name", "name", Fault::NameOdd(FaxboxNameOddity::OnlyBlanks));
    warning(&with(&["name"], json!("x ")), "name", "name", Fault::NameOdd(FaxboxNameOddity::BlanksAround));
}

#[test]
fn a_text_is_no_other_kind() {
    for key in [
        "name",
        "caller_id",
        "caller_name",
        "fax_header",
        "fax_identity",
        "fax_timezone",
        "custom_smtp_email_address",
    ] {
        for value in [json!(null), json!(1), json!(true), json!([]), json!({})] {
            error(&with(&[key], value), key, "type", Fault::Type(Kind::Text));
        }
    }
    error(&with(URL, json!(null)), "notifications.inbound.callback.url", "type", Fault::Type(Kind::Text));
}

#[test]
fn an_object_is_no_other_kind() {
    let check = |path: &[&str], others: usize| {
        for value in [json!(null), json!([]), json!("x"), json!(1), json!(false)] {
            let document = with(path, value);
            let found = problems(&document);
            assert_eq!(found.first(), Some(&Problem::new(path.join("."), Fault::Type(Kind::Object))));
            assert_eq!(found.len(), 1 + others, "{document}");
        }
    };
    check(&["media"], 0);
    check(&["notifications", "inbound", "callback"], 0);
    check(&["notifications", "inbound", "email"], 0);
    check(&["notifications", "inbound", "sms"], 0);
    check(&["notifications", "outbound"], 0);
    check(&["notifications", "outbound", "callback"], 0);
    check(&["notifications", "outbound", "email"], 0);
    check(&["notifications", "outbound", "sms"], 0);
    // Then nobody is told either.
    check(&["notifications"], 1);
    check(&["notifications", "inbound"], 1);
}

#[test]
fn retries_are_0_to_4_and_repaired_where_they_can_be() {
    let check = |value: &str, rule: &str, fault: Fault, severity: Severity| {
        let value = serde_json::from_str(value).expect("JSON");
        assert_eq!(fault.severity(), severity);
        check(&with(&["retries"], value), "retries", rule, fault);
    };
    for value in ["1.0", "1.5", "1e0", "4.4", "\"2\"", "\"007\""] {
        check(value, "type", Fault::Repaired(Kind::Integer), Severity::Warning);
    }
    check("5", "maximum", Fault::RetriesMany, Severity::Warning);
    for value in ["-1", "-18446744073709551616"] {
        check(value, "minimum", Fault::Retries(RetriesError::Negative), Severity::Error);
    }
    check(
        "123456789012345678901234567890",
        "maximum",
        Fault::Retries(RetriesError::TooLarge),
        Severity::Error,
    );
    for value in ["\"two\"", "\"\"", "\" 2 \"", "\"1.5\"", "-1.5"] {
        check(value, "type", Fault::Retries(RetriesError::NotAWholeNumber), Severity::Error);
    }
    for value in ["null", "true", "[]", "{}"] {
        check(value, "type", Fault::Type(Kind::Integer), Severity::Error);
    }
    for value in [0, 1, 4] {
        assert_eq!(problems(&with(&["retries"], json!(value))), []);
    }
}

#[test]
fn attempts_are_the_systems_own_so_their_faults_are_warnings() {
    for value in [json!(5), json!(-1), json!(1.5), json!("1"), json!(null), json!([])] {
        warning(&with(&["attempts"], value), "attempts", "maximum", Fault::AttemptsOutOfRange);
    }
    for value in [0, 4] {
        assert_eq!(problems(&with(&["attempts"], json!(value))), []);
    }
}

#[test]
fn a_flag_is_true_or_false_and_their_names_are_repaired() {
    let path = &["media", "fax_option"];
    for value in [json!("true"), json!("false")] {
        warning(&with(path, value), "media.fax_option", "type", Fault::Repaired(Kind::Flag));
    }
    for value in [json!(1), json!(null), json!("yes"), json!("True"), json!([])] {
        error(&with(path, value), "media.fax_option", "type", Fault::Type(Kind::Flag));
    }
}

#[test]
fn a_choice_is_one_of_its_words_in_small_letters() {
    let methods = Fault::Choice(&["post", "put"]);
    for value in [json!("POST"), json!("get"), json!(""), json!(null), json!(1)] {
        let path = &["notifications", "inbound", "callback", "method"];
        error(&with(path, value), "notifications.inbound.callback.method", "enum", methods.clone());
    }
    let types = Fault::Choice(&["json", "www-url-form-encoded"]);
    for value in [json!("JSON"), json!("xml"), json!(["json"])] {
        let path = &["notifications", "outbound", "callback", "type"];
        error(&with(path, value), "notifications.outbound.callback.type", "enum", types.clone());
    }
}

#[test]
fn a_callback_needs_an_address_and_the_address_a_scheme() {
    let path = "notifications.inbound.callback.url";
    error(&with(URL, json!("")), path, "pattern", Fault::Url(CallbackUrlError::Empty));
    error(
        &with(URL, json!("HTTP://x.example")),
        path,
        "pattern",
        Fault::Url(CallbackUrlError::SchemeInCapitals),
    );
    error(&with(URL, json!("x.example")), path, "pattern", Fault::Url(CallbackUrlError::NotHttp));
    for (url, oddity) in [
        ("http://", CallbackUrlOddity::NoHost),
        ("https://hook.example/a b", CallbackUrlOddity::Blank),
        ("https://me:pw@hook.example", CallbackUrlOddity::Credentials),
        ("https://127.0.0.1/x", CallbackUrlOddity::PrivateHost),
        ("http://hook.example", CallbackUrlOddity::PlainHttp),
    ] {
        warning(&with(URL, json!(url)), path, "url", Fault::UrlOdd(oddity));
    }
    let all = with(URL, json!("http://me:pw@localhost/"));
    let odd = |oddity| Problem::new(path, Fault::UrlOdd(oddity));
    let expected =
        [CallbackUrlOddity::Credentials, CallbackUrlOddity::PrivateHost, CallbackUrlOddity::PlainHttp];
    assert_eq!(problems(&all), expected.map(odd));
    for lacking in ["method", "type"] {
        let path = ["notifications", "inbound", "callback", lacking];
        warning(&without(&path), &path.join("."), "url", Fault::CallbackIncomplete);
    }
    let found = problems(&without(URL));
    let lonely =
        |key: &str| Problem::new(format!("notifications.inbound.callback.{key}"), Fault::CallbackWithoutUrl);
    assert_eq!(found, [lonely("method"), lonely("type")]);
    assert_eq!(Fault::CallbackWithoutUrl.severity(), Severity::Warning);
}

#[test]
fn each_recipient_is_judged_in_its_row() {
    let path = |row: usize| format!("notifications.inbound.email.send_to.{row}");
    for (text, fault) in [
        ("", EmailAddressError::Empty),
        ("nobody", EmailAddressError::NoAt),
        ("a@@b", EmailAddressError::SecondAt),
        ("@b", EmailAddressError::NoMailbox),
        ("a@", EmailAddressError::NoDomain),
    ] {
        let document = with(INBOUND_EMAIL, json!(["a@b.example", text]));
        error(&document, &path(1), "not_one_schema_valid", Fault::Email(fault));
        error(&with(INBOUND_EMAIL, json!(text)), &path(0), "not_one_schema_valid", Fault::Email(fault));
    }
    for (text, oddity) in [
        ("a b@c d", EmailAddressOddity::Blank),
        ("a@b.example;", EmailAddressOddity::Separator),
        ("a@b", EmailAddressOddity::DomainWithoutDot),
        ("a@b.", EmailAddressOddity::StrayDot),
    ] {
        warning(&with(INBOUND_EMAIL, json!([text])), &path(0), "email_address", Fault::EmailOdd(oddity));
    }
    for value in [json!(5), json!(null), json!(["x@y.example"])] {
        error(&with(INBOUND_EMAIL, json!([value])), &path(0), "type", Fault::Type(Kind::Text));
    }
    for value in [json!(5), json!(null), json!({})] {
        let list = "notifications.inbound.email.send_to";
        error(&with(INBOUND_EMAIL, value), list, "type", Fault::Type(Kind::TextOrList));
    }
    let twice = with(INBOUND_EMAIL, json!(["a@b.example", "c@d.example", "a@b.example", "a@b.example"]));
    let duplicate = |row| Problem::new(path(row), Fault::Duplicate { first: 0 });
    assert_eq!(problems(&twice), [duplicate(2), duplicate(3)]);
    // Without regard to case, whatever the letters.
    let twice = with(INBOUND_EMAIL, json!(["Ann@b.example", "ann@B.example", "Ü@b.example", "ü@b.example"]));
    let same = |row, first| Problem::new(path(row), Fault::Duplicate { first });
    assert_eq!(problems(&twice), [same(1, 0), same(3, 2)]);
    assert_eq!(Fault::Duplicate { first: 0 }.severity(), Severity::Warning);
    assert_eq!(Fault::Duplicate { first: 0 }.rule(), "duplicate");
}

#[test]
fn numbers_may_be_any_text_and_are_best_written_as_e164() {
    let row = "notifications.outbound.sms.send_to.0";
    let odd = Fault::NumberOdd(CallerIdOddity::NotE164);
    warning(&with(OUTBOUND_SMS, json!(["5551234"])), row, "e164", odd.clone());
    warning(&with(OUTBOUND_SMS, json!("5551234")), row, "e164", odd.clone());
    warning(&with(&["caller_id"], json!("555-1234")), "caller_id", "e164", odd);
    let twice = with(OUTBOUND_SMS, json!(["+1 (555) 123-4567", "+15551234567"]));
    warning(&twice, "notifications.outbound.sms.send_to.1", "duplicate", Fault::Duplicate { first: 0 });
    warning(&with(OUTBOUND_SMS, json!([""])), row, "empty", Fault::EmptyItem);
    assert_eq!(problems(&with(&["caller_id"], json!(""))), []);
    for value in [json!(5), json!(null), json!({})] {
        let list = "notifications.outbound.sms.send_to";
        error(&with(OUTBOUND_SMS, value), list, "type", Fault::Type(Kind::TextOrList));
    }
    error(&with(OUTBOUND_SMS, json!([15_551_234_567_u64])), row, "type", Fault::Type(Kind::Text));
}

#[test]
fn a_rule_of_the_permission_list_is_judged_in_its_row() {
    let path = &["smtp_permission_list"];
    let rules = |rule: &str| with(path, json!(["^a@b\\.example$", rule]));
    for (rule, fault) in [
        ("(", PermissionRuleError::OpenGroup),
        ("a)", PermissionRuleError::StrayClose),
        ("[", PermissionRuleError::OpenClass),
        ("a\\", PermissionRuleError::TrailingBackslash),
        ("*@acme.com", PermissionRuleError::NothingToRepeat),
        ("\\u0041", PermissionRuleError::UnsupportedEscape),
        ("a{2,1}", PermissionRuleError::CountsOutOfOrder),
        ("[z-a]", PermissionRuleError::RangeOutOfOrder),
    ] {
        error(&rules(rule), "smtp_permission_list.1", "error", Fault::Rule(fault));
    }
    for (rule, oddity) in [
        ("", PermissionRuleOddity::Everybody),
        (".*", PermissionRuleOddity::Everybody),
        ("^John@acme\\.com$", PermissionRuleOddity::Capitals),
        ("^jürgen@acme\\.com$", PermissionRuleOddity::BeyondAscii),
        ("@acme\\.com", PermissionRuleOddity::Unanchored),
        ("@acme.com", PermissionRuleOddity::UnanchoredWithDot),
        ("^john@acme.com$", PermissionRuleOddity::AnyCharacterDot),
        ("^(a+)+$", PermissionRuleOddity::NestedRepetition),
        ("^(?1)(a)$", PermissionRuleOddity::Unread),
    ] {
        warning(&rules(rule), "smtp_permission_list.1", "permission_rule", Fault::RuleOdd(oddity));
    }
    warning(&with(path, json!("^a@b\\.example$")), "smtp_permission_list", "type", Fault::TextNotList);
    for value in [json!(null), json!({}), json!(5)] {
        error(&with(path, value), "smtp_permission_list", "type", Fault::Type(Kind::List));
    }
    error(&with(path, json!([1])), "smtp_permission_list.0", "type", Fault::Type(Kind::Text));
}

#[test]
fn what_is_printed_on_every_page_is_worth_a_look() {
    let default = json!("Kazoo Fax Printer");
    warning(&with(&["fax_header"], default), "fax_header", "default_header", Fault::DefaultHeader);
    warning(&without(&["fax_header"]), "fax_header", "default_header", Fault::DefaultHeader);
    let long = Fault::FaxHeaderOdd(FaxHeaderOddity::TooLong { bytes: 51 });
    warning(&with(&["fax_header"], json!("x".repeat(51))), "fax_header", "fax_header", long);
    let odd = Fault::FaxHeaderOdd(FaxHeaderOddity::Unprintable);
    warning(&with(&["fax_header"], json!("Büro")), "fax_header", "fax_header", odd);
    let long = Fault::FaxIdentityOdd(FaxIdentityOddity::TooLong { chars: 21 });
    warning(&with(&["fax_identity"], json!("1".repeat(21))), "fax_identity", "fax_identity", long);
    let odd = Fault::FaxIdentityOdd(FaxIdentityOddity::NotDialable);
    warning(&with(&["fax_identity"], json!("555-1234")), "fax_identity", "fax_identity", odd);
    let name = with(&["caller_name"], json!("x".repeat(16)));
    warning(&name, "caller_name", "caller_name_length", Fault::CallerNameLong(16));
    assert_eq!(problems(&with(&["caller_name"], json!("x".repeat(15)))), []);
}

#[test]
fn a_time_zone_is_a_known_one_or_inherited() {
    let path = &["fax_timezone"];
    assert_eq!(problems(&with(path, json!("inherit"))), []);
    assert_eq!(problems(&without(path)), []);
    warning(&with(path, json!("")), "fax_timezone", "time_zone", Fault::EmptyTimeZone);
    warning(&with(path, json!(UNKNOWN_ZONE)), "fax_timezone", "time_zone", Fault::UnknownTimeZone);
}

#[test]
fn a_domain_of_its_own_must_be_found_by_mail() {
    for (text, oddity) in [
        ("", SmtpDomainOddity::Empty),
        ("fax@acme.example", SmtpDomainOddity::HasAt),
        ("fax acme.example", SmtpDomainOddity::Blank),
        ("Fax.acme.example", SmtpDomainOddity::Capitals),
        ("acme", SmtpDomainOddity::NoDomain),
    ] {
        let document = with(&["custom_smtp_email_address"], json!(text));
        warning(&document, "custom_smtp_email_address", "smtp_domain", Fault::SmtpDomainOdd(oddity));
    }
}

#[test]
fn somebody_should_be_told_of_arriving_faxes() {
    let nobody = Problem::new("notifications.inbound.email.send_to", Fault::NobodyTold);
    assert_eq!(Fault::NobodyTold.severity(), Severity::Warning);
    assert_eq!(Fault::NobodyTold.rule(), "nobody_told");
    for inbound in [json!({}), json!({"email": {"send_to": []}, "sms": {}}), json!({"sms": {"send_to": []}})]
    {
        assert_eq!(problems(&with(&["notifications", "inbound"], inbound)), std::slice::from_ref(&nobody));
    }
    for inbound in [
        json!({"email": {"send_to": "a@b.example"}}),
        json!({"sms": {"send_to": ["+15550001111"]}}),
        json!({"callback": {"url": "https://hook.example", "method": "post", "type": "json"}}),
    ] {
        assert_eq!(problems(&with(&["notifications", "inbound"], inbound)), []);
    }
}

#[test]
fn somebody_should_be_let_in() {
    let path = "smtp_permission_list";
    warning(&with(&[path], json!([])), path, "nobody_may_send", Fault::NobodyMaySend);
    warning(&without(&[path]), path, "nobody_may_send", Fault::NobodyMaySend);
    for kept in [json!("^a@b\\.example$"), json!(["^a@b\\.example$"]), json!([""]), json!(5), json!(null)] {
        let told = problems(&with(&[path], kept.clone()));
        assert!(told.iter().all(|problem| problem.fault != Fault::NobodyMaySend), "{kept}");
    }
}

#[test]
fn flags_are_judged_although_they_are_not_documented() {
    for value in [json!("a"), json!(null), json!({})] {
        warning(&with(&["flags"], value), "flags", "type", Fault::ForeignType(Kind::List));
    }
    warning(&with(&["flags"], json!(["a", 1])), "flags.1", "type", Fault::ForeignType(Kind::Text));
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_form() {
    let document = json!({
        "notifications": {"outbound": {"email": {"send_to": ["x"]}, "callback": {"url": "x"}}},
        "smtp_permission_list": ["(", "a@b"],
        "retries": "x",
        "flags": 1
    });
    let found: Vec<_> = problems(&document).into_iter().map(|problem| problem.path).collect();
    let expected = [
        "name",
        "fax_header",
        "retries",
        "smtp_permission_list.0",
        "smtp_permission_list.1",
        "notifications.inbound.email.send_to",
        "notifications.outbound.email.send_to.0",
        "notifications.outbound.callback.url",
        "flags",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_the_server_takes_is_no_error() {
    let taken = [
        json!({"name": " "}),
        json!({"name": "x", "notifications": {}}),
        json!({"name": "x", "notifications": {"inbound": {"callback": {"method": "post"}}}}),
        json!({"name": "x", "media": {}, "smtp_permission_list": [""], "caller_id": "", "fax_timezone": ""}),
        json!({"name": "x", "smtp_permission_list": [".*", ".*", "x"], "custom_smtp_email_address": ""}),
        json!({"name": "x", "notifications": {"inbound": {"sms": {"send_to": ["", ""]}}}}),
        json!({"name": "x", "notifications": {"inbound": {"email": {"send_to": "a b@c d"}}}}),
        json!({"name": "x", "notifications": {"outbound": {"callback": {"url": "http://"}}}}),
        json!({"name": "x", "media.fax_option": 1, "unknown": null, "name_x": 1}),
    ];
    for document in taken {
        let errors: Vec<_> =
            problems(&document).into_iter().filter(|problem| problem.severity() == Severity::Error).collect();
        assert_eq!(errors, [], "{document}");
    }
}

#[test]
fn what_the_server_refused_is_an_error_with_its_own_rule() {
    let refused = Fault::Refused { rule: "unique".to_owned(), message: String::new(), value: None };
    assert_eq!((refused.severity(), refused.rule()), (Severity::Error, "unique"));
    assert_eq!((Fault::BlankRow.severity(), Fault::BlankRow.rule()), (Severity::Warning, "empty"));
}
