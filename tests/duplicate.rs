//! A new faxbox from another: what comes along, what stays behind, and what is said of it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    domain::FaxboxId,
    form::Field,
    state::{Copied, Form, Origin},
};
use serde_json::{Value, json};

#[track_caller]
fn check(document: &Value, copy: &Value, domain: Option<&str>, unknown: &[&str]) {
    let form =
        Form::open(FaxboxId::parse("b1").unwrap(), document.clone(), Some("x.example".to_owned()), |_| true);
    let made = form.duplicate("Copy".to_owned());
    assert_eq!(made.document(), *copy);
    assert_eq!(made.origin, Origin::New);
    let name = document.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let unknown = unknown.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(made.copied, Some(Copied { name, domain: domain.map(str::to_owned), unknown }));
    assert!(made.is_dirty() && !made.can_undo());
}

#[test]
fn a_copy_leaves_out_what_is_unique_and_what_is_the_systems() {
    check(
        &json!({"id": "b1", "smtp_email_address": "x", "_read_only": {}, "pvt_type": 1, "attempts": 3, "name": "Desk",
            "custom_smtp_email_address": "fax.acme.example", "retries": 2}),
        &json!({"name": "Copy", "retries": 2}),
        Some("fax.acme.example"),
        &[],
    );
}

#[test]
fn a_copy_takes_along_what_the_documentation_does_not_know() {
    // A text in the place of a list was never a good one, and a new document has it as a list.
    check(
        &json!({"name": "Desk", "flags": ["a"], "owner_id": "o", "a.b": 123_456_789, "media": {"codec": "T38", "fax_option": true},
            "notifications": {"inbound": {"email": {"send_to": "a@b.example", "cc": null}}}}),
        &json!({"flags": ["a"], "owner_id": "o", "a.b": 123_456_789, "media": {"codec": "T38", "fax_option": true},
            "notifications": {"inbound": {"email": {"cc": null, "send_to": ["a@b.example"]}}}, "name": "Copy"}),
        None,
        &["flags", "owner_id", "a%2Eb", "media.codec", "notifications.inbound.email.cc"],
    );
    check(&json!({}), &json!({"name": "Copy"}), None, &[]);
}

#[test]
fn a_copy_is_of_what_stands_in_the_form() {
    let mut form = Form::open(FaxboxId::parse("b1").unwrap(), json!({"name": "Desk"}), None, |_| true);
    form.edit(Field::CallerId, |draft| draft.type_text(Field::CallerId, "7".to_owned()));
    assert_eq!(form.duplicate("Copy".to_owned()).document(), json!({"name": "Copy", "caller_id": "7"}));
}
