//! Comparing JSON as the server means it: by value, without regard to the order of keys or the spelling of a number.

use serde_json::{Map, Value};

/// The key that holds a faxbox's id in `data`.
pub const ID: &str = "id";
/// The key of the generated address, which only writes and rows of a list carry.
pub const SMTP_EMAIL_ADDRESS: &str = "smtp_email_address";

/// An object of these members.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Whether a top-level key belongs to the system: it is dropped from what is sent, so it is never sent and never missed.
///
/// Source: contract, "The documented parameters", unknown keys.
pub fn is_system_key(key: &str) -> bool {
    key == ID || key == SMTP_EMAIL_ADDRESS || key.starts_with('_') || key.starts_with("pvt_")
}

/// `document` without the system's keys: what may be sent, and what is compared.
pub fn public(document: &Value) -> Value {
    let members = document.as_object().map(|members| {
        let own = members.iter().filter(|(key, _)| !is_system_key(key));
        own.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>()
    });
    Value::Object(members.unwrap_or_default())
}

/// Whether two values mean the same: `1`, `1.0` and `1e0` do, `1` and `"1"` do not.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || decimal(a.as_str()) == decimal(b.as_str()),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// [`same`] where either may be missing.
pub fn same_or_missing(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => same(a, b),
        _ => false,
    }
}

/// Whether two values are the same to the letter: spelling of numbers and order of keys too.
pub fn spelled_alike(a: Option<&Value>, b: Option<&Value>) -> bool {
    a.map(Value::to_string) == b.map(Value::to_string)
}

/// A JSON number's sign, its digits without zeros at either end, and the power of ten of the last digit.
fn decimal(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    if significant.is_empty() {
        return (false, String::new(), 0);
    }
    let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    // An exponent that nobody can count equals only itself.
    let Ok(exponent) = exponent.trim_start_matches('+').parse::<i64>() else {
        return (negative, text.to_owned(), 0);
    };
    let power = exponent.saturating_sub(length(fraction.len())).saturating_add(length(trailing));
    (negative, significant.to_owned(), power)
}
