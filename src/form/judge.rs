use std::collections::HashMap;

use serde_json::Value;

use crate::domain::{
    CallbackUrl, EmailAddress, FaxboxName, INHERIT_TIME_ZONE, PermissionRule, Retries, RetriesOddity,
    SERVER_DEFAULT_NAME, caller_id_oddity, caller_name_oddity, fax_header_oddity, fax_identity_oddity,
    smtp_domain_oddity,
};

use super::{Control, Fault, Field, Item, Kind, Problem, path};

/// Whether the time can be told in a time zone of this name. The browser knows; natively all are believed.
pub type KnowsTimeZone = fn(&str) -> bool;

/// The most that the system counts `attempts` to (contract, "The documented parameters").
const ATTEMPTS_MAX: u64 = 4;

/// The objects that documented parameters lie in.
const OBJECTS: &[&str] = &[
    "media",
    "notifications",
    "notifications.inbound",
    "notifications.inbound.callback",
    "notifications.inbound.email",
    "notifications.inbound.sms",
    "notifications.outbound",
    "notifications.outbound.callback",
    "notifications.outbound.email",
    "notifications.outbound.sms",
];

/// Every problem of a faxbox document, in the order of the form.
///
/// An error stands only where the recorded server refuses; all it refuses is an error or a warning.
/// Source: contract, "The documented parameters" and "What the fields do".
pub fn judge(document: &Value, knows_time_zone: KnowsTimeZone) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !document.is_object() {
        problems.push(Problem::new("", Fault::Type(Kind::Object)));
        return problems;
    }
    for &path in OBJECTS {
        if path::get(document, path).is_some_and(|value| !value.is_object()) {
            problems.push(Problem::new(path, Fault::Type(Kind::Object)));
        }
    }
    for &field in Field::ALL {
        judge_field(document, field, knows_time_zone, &mut problems);
    }
    judge_flags(document, &mut problems);
    problems
}

fn judge_field(document: &Value, field: Field, knows_time_zone: KnowsTimeZone, problems: &mut Vec<Problem>) {
    let spec = field.spec();
    let mut found = |fault: Option<Fault>| problems.extend(fault.map(|fault| Problem::new(spec.path, fault)));
    if field == Field::InboundEmail && nobody_is_told(document) {
        found(Some(Fault::NobodyTold));
    }
    if field == Field::SmtpPermissionList && nobody_may_send(document) {
        found(Some(Fault::NobodyMaySend));
    }
    let Some(value) = path::get(document, spec.path) else {
        found(spec.absent.fault().or_else(|| missing_choice(document, field)));
        return;
    };
    match spec.control {
        Control::Text | Control::Number => found(text(value, |text| field.check(text))),
        Control::Url => match value.as_str().map(CallbackUrl::parse) {
            Some(Ok(url)) => url.oddities().into_iter().for_each(|oddity| found(Some(Fault::UrlOdd(oddity)))),
            _ => found(text(value, |text| field.check(text))),
        },
        Control::TimeZone => found(text(value, |_| None).or_else(|| time_zone(value, knows_time_zone))),
        Control::Choice(choices) => found(choice(value, choices).or_else(|| lonely_choice(document, field))),
        Control::Integer => found(integer(value)),
        Control::Shown => found(attempts(value)),
        Control::Flag => found(flag(value)),
        Control::List(item) => list(value, field, item, problems),
    }
}

fn text(value: &Value, check: impl Fn(&str) -> Option<Fault>) -> Option<Fault> {
    match value {
        Value::String(text) => check(text),
        _ => Some(Fault::Type(Kind::Text)),
    }
}

fn choice(value: &Value, choices: &'static [&'static str]) -> Option<Fault> {
    let known = value.as_str().is_some_and(|text| choices.contains(&text));
    (!known).then_some(Fault::Choice(choices))
}

/// A callback's method or format has no use without its address.
fn lonely_choice(document: &Value, field: Field) -> Option<Fault> {
    callback_url_of(document, field).is_none().then_some(Fault::CallbackWithoutUrl)
}

/// What a callback with an address lacks is left to the server, and nobody documents what it takes then.
fn missing_choice(document: &Value, field: Field) -> Option<Fault> {
    if !matches!(field.control(), Control::Choice(_)) {
        return None;
    }
    let url = callback_url_of(document, field)?.as_str()?;
    CallbackUrl::parse(url).is_ok().then_some(Fault::CallbackIncomplete)
}

/// The address of the callback that a method or format belongs to.
fn callback_url_of(document: &Value, field: Field) -> Option<&Value> {
    let (callback, _) = field.path().rsplit_once('.')?;
    path::get(document, &path::join(callback, "url"))
}

fn integer(value: &Value) -> Option<Fault> {
    let text = match value {
        Value::Number(number) => number.as_str(),
        Value::String(text) => text,
        _ => return Some(Fault::Type(Kind::Integer)),
    };
    match Retries::parse(text) {
        Ok(_) if value.is_string() => Some(Fault::Repaired(Kind::Integer)),
        Ok(number) => number.oddity().map(|RetriesOddity::AboveUsual| Fault::RetriesMany),
        Err(_) if value.is_number() && is_fraction(text) => Some(Fault::Repaired(Kind::Integer)),
        Err(error) => Some(Fault::Retries(error)),
    }
}

/// `1.0`, `1e0`, `1.5`: a number, not negative, that servers which repair numbers round.
fn is_fraction(number: &str) -> bool {
    !number.starts_with('-') && number.contains(['.', 'e', 'E'])
}

fn attempts(value: &Value) -> Option<Fault> {
    let counted = value.as_u64().is_some_and(|number| number <= ATTEMPTS_MAX);
    (!counted).then_some(Fault::AttemptsOutOfRange)
}

fn flag(value: &Value) -> Option<Fault> {
    match value {
        Value::Bool(_) => None,
        Value::String(text) if text == "true" || text == "false" => Some(Fault::Repaired(Kind::Flag)),
        _ => Some(Fault::Type(Kind::Flag)),
    }
}

fn time_zone(value: &Value, knows_time_zone: KnowsTimeZone) -> Option<Fault> {
    match value.as_str()? {
        "" => Some(Fault::EmptyTimeZone),
        INHERIT_TIME_ZONE => None,
        name => (!knows_time_zone(name)).then_some(Fault::UnknownTimeZone),
    }
}

fn list(value: &Value, field: Field, item: Item, problems: &mut Vec<Problem>) {
    let path = field.path();
    let rules = item == Item::PermissionRule;
    let items = match value {
        Value::Array(items) => items.as_slice(),
        Value::String(_) if rules => {
            problems.push(Problem::new(path, Fault::TextNotList));
            std::slice::from_ref(value)
        }
        Value::String(_) => std::slice::from_ref(value),
        _ => {
            problems.push(Problem::new(path, Fault::Type(if rules { Kind::List } else { Kind::TextOrList })));
            return;
        }
    };
    let mut firsts = HashMap::new();
    for (index, value) in items.iter().enumerate() {
        let row = || path::join_index(path, index);
        let first = value.as_str().map(|text| *firsts.entry(folded(item, text)).or_insert(index));
        if let Some(fault) = text(value, |text| field.check(text)) {
            problems.push(Problem::new(row(), fault));
        } else if let Some(first) = first.filter(|first| *first < index) {
            problems.push(Problem::new(row(), Fault::Duplicate { first }));
        }
    }
}

/// What two rows have in common that reach the same: an address without regard to case, a number without what only parts
/// its digits. A rule is compared as it stands: capitals in it mean something else.
fn folded(item: Item, text: &str) -> String {
    match item {
        Item::EmailAddress => text.to_lowercase(),
        Item::Number => text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect(),
        Item::PermissionRule => text.to_owned(),
    }
}

/// Whether neither mail, nor text message, nor callback tells of arriving faxes.
fn nobody_is_told(document: &Value) -> bool {
    let ways = [Field::InboundEmail, Field::InboundSms, Field::InboundCallbackUrl];
    ways.iter().all(|field| match path::get(document, field.path()) {
        None => true,
        Some(Value::Array(rows)) => rows.is_empty(),
        Some(_) => false,
    })
}

/// Whether there is no rule at all: then the owner alone may mail, unless the operator decided otherwise.
fn nobody_may_send(document: &Value) -> bool {
    match path::get(document, Field::SmtpPermissionList.path()) {
        None => true,
        Some(Value::Array(rules)) => rules.is_empty(),
        Some(_) => false,
    }
}

/// `flags` is no documented parameter, but the server judges it: a list of texts. It is not edited here, so: a warning.
fn judge_flags(document: &Value, problems: &mut Vec<Problem>) {
    let Some(flags) = document.get("flags") else { return };
    let Some(items) = flags.as_array() else {
        problems.push(Problem::new("flags", Fault::ForeignType(Kind::List)));
        return;
    };
    for (index, _) in items.iter().enumerate().filter(|(_, item)| !item.is_string()) {
        problems.push(Problem::new(path::join_index("flags", index), Fault::ForeignType(Kind::Text)));
    }
}

/// Any text will do.
pub fn nothing(_: &str) -> Option<Fault> {
    None
}

pub fn name(text: &str) -> Option<Fault> {
    match FaxboxName::parse(text) {
        Ok(name) => name.oddity().map(Fault::NameOdd),
        Err(error) => Some(Fault::Name(error)),
    }
}

pub fn caller_id(text: &str) -> Option<Fault> {
    caller_id_oddity(text).map(Fault::NumberOdd)
}

pub fn number(text: &str) -> Option<Fault> {
    if text.is_empty() { Some(Fault::EmptyItem) } else { caller_id(text) }
}

pub fn caller_name(text: &str) -> Option<Fault> {
    // The server's own name is nobody's typing.
    caller_name_oddity(text).filter(|_| text != SERVER_DEFAULT_NAME).map(Fault::CallerNameLong)
}

pub fn fax_header(text: &str) -> Option<Fault> {
    if text == SERVER_DEFAULT_NAME {
        return Some(Fault::DefaultHeader);
    }
    fax_header_oddity(text).map(Fault::FaxHeaderOdd)
}

pub fn fax_identity(text: &str) -> Option<Fault> {
    fax_identity_oddity(text).map(Fault::FaxIdentityOdd)
}

pub fn smtp_domain(text: &str) -> Option<Fault> {
    smtp_domain_oddity(text).map(Fault::SmtpDomainOdd)
}

pub fn email_address(text: &str) -> Option<Fault> {
    match EmailAddress::parse(text) {
        Ok(address) => address.oddity().map(Fault::EmailOdd),
        Err(error) => Some(Fault::Email(error)),
    }
}

pub fn callback_url(text: &str) -> Option<Fault> {
    match CallbackUrl::parse(text) {
        Ok(url) => url.oddities().first().copied().map(Fault::UrlOdd),
        Err(error) => Some(Fault::Url(error)),
    }
}

pub fn permission_rule(text: &str) -> Option<Fault> {
    match PermissionRule::parse(text) {
        Ok(rule) => rule.oddity().map(Fault::RuleOdd),
        Err(error) => Some(Fault::Rule(error)),
    }
}
