//! What reads input from outside, as functions that must come back whatever they are given. `fuzz` and `tests/inputs.rs` share them.

#![allow(dead_code, reason = "each of the two uses its part")]

use faxbox_admin::{
    api::{
        Failure, json,
        reply::{self, Raw},
        source,
    },
    domain::{FaxboxId, PermissionRule, Sender, Step, Trial},
    form::{Draft, Field, csv, judge, place_of, recipients, value::public},
    state::{Filters, Form, Query, Route, read_drafts, read_file},
    text::{failures::explain, faults},
};
use serde_json::json;

/// A reader of input.
pub type Body = fn(&[u8]);

/// Each by the name of its target and of its corpus.
pub const ALL: &[(&str, Body)] =
    &[("reply", reply), ("document", document), ("import", import), ("route", route), ("rule", rule)];

/// Runs the one of a name.
pub fn run(name: &str, bytes: &[u8]) {
    for (_, read) in ALL.iter().filter(|(known, _)| *known == name) {
        read(bytes);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An answer of the server: the first byte chooses the status.
fn reply(bytes: &[u8]) {
    const STATUSES: [u16; 16] =
        [200, 201, 204, 302, 400, 401, 402, 403, 404, 409, 412, 413, 418, 423, 429, 500];
    let Some((first, body)) = bytes.split_first() else { return };
    let status = STATUSES.get(usize::from(first % 16)).copied().unwrap_or(599);
    let raw = Raw { status, body: text(body), etag: Some(text(body)), ..Raw::default() };
    let told = |failure: &Failure| {
        let _ = (explain(failure), failure.leaves_in_doubt(), failure.is_passing());
        if let Failure::Invalid(problems, _) = failure {
            for problem in problems {
                let _ = (place_of(&problem.path), faults::fault(&problem.fault));
            }
        }
    };
    match reply::fetched(&raw) {
        Ok(fetched) => opened(&fetched.document),
        Err(failure) => told(&failure),
    }
    for failure in [reply::written(&raw).err(), reply::removed(&raw).err(), reply::page(&raw).err()]
        .into_iter()
        .flatten()
    {
        told(&failure);
    }
    let _ = (reply::signed_in(&raw), reply::account_name(&raw), reply::tokens_remaining(&raw));
}

/// A document is opened, judged, shown, and saved as it is: nothing of it may change by that.
fn opened(document: &serde_json::Value) {
    let Ok(id) = FaxboxId::parse("b1") else { return };
    let form = Form::open(id, document.clone(), None, |_| true);
    let _ = (form.problems(|_| true), form.text());
    assert_eq!(form.document().to_string(), public(document).to_string());
    let _ = judge(document, |_| false);
}

/// A document as a person types it, and what stands in the tab's storage.
fn document(bytes: &[u8]) {
    let text = text(bytes);
    match source::read(&text) {
        Ok(read) => {
            let _ = read.place("notifications.inbound.email.send_to.0");
        }
        Err(error) => {
            let _ = source::position(&text, error.at);
        }
    }
    if let Some(value) = json::read(&text) {
        opened(&value);
        let draft = Draft::read(&value);
        let _ = draft.document(&json!({"name": "other"}));
    }
    let mut form = Form::new();
    form.type_text(text.clone());
    let _ = (form.text(), form.document(), form.syntax_error());
    let _ = read_drafts(&text);
}

/// A file that somebody imports, and what is pasted.
fn import(bytes: &[u8]) {
    if let Ok(file) = read_file(bytes) {
        for row in &file.rows {
            let fresh = row.fresh();
            let _ = (row.name(), judge(&fresh, |_| true));
        }
    }
    let text = text(bytes);
    let _ = csv::read(&text);
    for field in Field::ALL {
        if let faxbox_admin::form::Control::List(item) = field.control() {
            let _ = (recipients::split(item, &text), recipients::paste(item, &text, ""));
        }
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| *first == b'%');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The page's address: what is read of it leads to the same place again.
fn route(bytes: &[u8]) {
    let hash = text(bytes);
    let route = Route::parse(&hash, decoded);
    assert_eq!(Route::parse(&route.hash(encoded), decoded), route);
    let query = Query::parse(&hash, decoded);
    let again = Query::parse(&query.suffix(encoded), decoded);
    assert_eq!(again, query);
    let filters = Filters::parse(&query.filters, decoded);
    assert_eq!(Filters::parse(&filters.query(encoded), decoded), filters);
}

/// A rule of `smtp_permission_list`, and the address that it is tried against, behind the last line break.
fn rule(bytes: &[u8]) {
    let text = text(bytes);
    let (rule, address) = text.rsplit_once('\n').unwrap_or((&text, "john@acme.com"));
    let sender = Sender::new(address);
    let trial = Trial::new(rule);
    let _ = (matches!(trial.step(&sender), Step::Search(_)), trial.is_suspect(&sender));
    if let Ok(rule) = PermissionRule::parse(rule) {
        let _ = (rule.oddity(), rule.reading());
    }
    let _ = (PermissionRule::exact(rule), PermissionRule::as_exact(rule), PermissionRule::as_domain(rule));
}
