//! The one field table: a row for every documented parameter, the place of every path, the defaults, the sections.

use std::collections::HashSet;

use faxbox_admin::form::{Control, Field, Item, Place, Section, defaults, place_of};
use serde_json::{Value, json};

/// Every documented parameter that holds a value, from the contract's table.
const DOCUMENTED: &[&str] = &[
    "attempts",
    "caller_id",
    "caller_name",
    "custom_smtp_email_address",
    "fax_header",
    "fax_identity",
    "fax_timezone",
    "media.fax_option",
    "name",
    "notifications.inbound.callback.method",
    "notifications.inbound.callback.type",
    "notifications.inbound.callback.url",
    "notifications.inbound.email.send_to",
    "notifications.inbound.sms.send_to",
    "notifications.outbound.callback.method",
    "notifications.outbound.callback.type",
    "notifications.outbound.callback.url",
    "notifications.outbound.email.send_to",
    "notifications.outbound.sms.send_to",
    "retries",
    "smtp_permission_list",
];

#[test]
fn every_documented_parameter_has_exactly_one_row() {
    let mut rows: Vec<_> = Field::ALL.iter().map(|field| field.path()).collect();
    rows.sort_unstable();
    assert_eq!(rows, DOCUMENTED);
}

#[test]
fn a_field_knows_its_own_place() {
    for (index, field) in Field::ALL.iter().enumerate() {
        assert_eq!(field.index(), index, "{field:?}");
        assert_eq!(place_of(field.path()), Place::Field(*field));
    }
}

#[test]
fn only_the_name_must_be_there() {
    let required: Vec<_> = Field::ALL.iter().filter(|field| field.is_required()).collect();
    assert_eq!(required, [&Field::Name]);
}

#[test]
fn the_server_fills_in_six_defaults() {
    let filled: Value = defaults().map(|(key, value)| (key.to_owned(), value)).collect();
    let documented = json!({
        "attempts": 0,
        "caller_name": "Kazoo Fax Printer",
        "fax_header": "Kazoo Fax Printer",
        "media": {},
        "retries": 1,
        "smtp_permission_list": [],
    });
    assert_eq!(filled, documented);
}

#[test]
fn the_form_shows_the_sections_in_order_and_every_field_once() {
    let by_section: Vec<_> = Section::ALL.iter().flat_map(|section| Field::of(*section)).collect();
    assert_eq!(by_section, Field::ALL);
    let anchors: Vec<_> = Section::ALL.iter().map(|section| section.anchor()).collect();
    let expected = ["identity", "page-header", "sending", "email-to-fax", "inbound", "outbound", "system"];
    assert_eq!(anchors, expected);
    assert_eq!(anchors.iter().collect::<HashSet<_>>().len(), anchors.len());
}

#[test]
fn choices_and_lists_are_those_that_are_documented() {
    let check = |field: Field, control| assert_eq!(field.control(), control, "{field:?}");
    for field in [Field::InboundCallbackMethod, Field::OutboundCallbackMethod] {
        check(field, Control::Choice(&["post", "put"]));
    }
    for field in [Field::InboundCallbackType, Field::OutboundCallbackType] {
        check(field, Control::Choice(&["json", "www-url-form-encoded"]));
    }
    for field in [Field::InboundEmail, Field::OutboundEmail] {
        check(field, Control::List(Item::EmailAddress));
    }
    for field in [Field::InboundSms, Field::OutboundSms] {
        check(field, Control::List(Item::Number));
    }
    check(Field::SmtpPermissionList, Control::List(Item::PermissionRule));
    check(Field::Attempts, Control::Shown);
}

#[test]
fn a_path_names_a_row_a_field_or_the_form_and_never_nothing() {
    use Place::{Form, Row};
    let check = |path: &str, expected| assert_eq!(place_of(path), expected, "{path:?}");
    check("smtp_permission_list.0", Row(Field::SmtpPermissionList, 0));
    check("smtp_permission_list.12", Row(Field::SmtpPermissionList, 12));
    check("smtp_permission_list.0.x.1", Row(Field::SmtpPermissionList, 0));
    check("notifications.inbound.email.send_to.3", Row(Field::InboundEmail, 3));
    check("notifications.outbound.sms.send_to.0", Row(Field::OutboundSms, 0));
    check("smtp_permission_list.x", Place::Field(Field::SmtpPermissionList));
    check("smtp_permission_list.-1", Place::Field(Field::SmtpPermissionList));
    check("smtp_permission_list.99999999999999999999", Place::Field(Field::SmtpPermissionList));
    check("smtp_permission_list.", Place::Field(Field::SmtpPermissionList));
    // A field without rows has no row to show a problem at.
    check("name.0", Place::Field(Field::Name));
    check("media.fax_option.0.x", Place::Field(Field::FaxOption));
    // What no field has belongs to the form.
    for path in [
        "",
        "account",
        "data",
        "json",
        "file",
        "media",
        "notifications",
        "notifications.inbound",
        "notifications.inbound.callback",
        "notifications.inbound.email",
        "flags.0",
        "name_x",
        "namex.0",
        "x.name",
        "names",
        "retries2",
        "smtp_permission_list_0",
        "smtp_permission_list%2E0",
        "media%2Efax_option",
        "attempts%2E0",
        "a%2Eb",
        ".name",
        "Name",
    ] {
        check(path, Form);
    }
}
