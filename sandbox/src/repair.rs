//! The repair of numbers and booleans before a document is judged (contract, "The documented parameters").

use serde_json::{Number, Value};

/// Repairs what the recorded server repairs: `"2"`, `1.0` and `1.5` where a whole number belongs, `"true"` and `"false"` where a
/// boolean belongs. Everything else stays as it is, for the judge to refuse.
pub fn repair(document: &mut Value) {
    for key in ["attempts", "retries"] {
        if let Some(value) = document.get_mut(key)
            && let Some(whole) = whole_number(value)
        {
            *value = whole;
        }
    }
    if let Some(value) = document.pointer_mut("/media/fax_option") {
        match value.as_str() {
            Some("true") => *value = Value::Bool(true),
            Some("false") => *value = Value::Bool(false),
            _ => {}
        }
    }
}

/// The whole number that the server makes of this value; halves go away from zero.
pub(crate) fn whole_number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if number.to_string().contains(['.', 'e', 'E']) => rounded(number.as_f64()?),
        Value::String(text) => {
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            if is_digits(digits) {
                let sign = if text.starts_with('-') { "-" } else { "" };
                let significant = digits.trim_start_matches('0');
                let significant = if significant.is_empty() { "0" } else { significant };
                serde_json::from_str(&format!("{sign}{significant}")).ok()
            } else {
                let (before, after) = digits.split_once('.')?;
                let fraction = after.split_once(['e', 'E']).map_or(after, |(fraction, _)| fraction);
                (is_digits(before) && is_digits(fraction)).then(|| text.parse().ok().and_then(rounded))?
            }
        }
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn rounded(value: f64) -> Option<Value> {
    let text = format!("{:.0}", value.round());
    let text = if text == "-0" { "0" } else { text.as_str() };
    text.parse::<Number>().ok().map(Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whole_numbers_are_made_of_what_looks_like_one() {
        for (sent, kept) in [
            (r#""2""#, "2"),
            (r#""9""#, "9"),
            (r#""-1""#, "-1"),
            ("1.0", "1"),
            ("1.5", "2"),
            ("4.5", "5"),
            ("-0.4", "0"),
            ("-0.5", "-1"),
            ("1e0", "1"),
            (r#"" 2 ""#, r#"" 2 ""#),
            (r#""x""#, r#""x""#),
            (r#""""#, r#""""#),
            ("true", "true"),
            ("null", "null"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            let mut document = json!({"retries": serde_json::from_str::<Value>(sent).unwrap()});
            repair(&mut document);
            assert_eq!(document["retries"].to_string(), kept, "{sent}");
        }
    }

    #[test]
    fn booleans_are_made_of_two_words_only() {
        for (sent, kept) in [
            (json!("true"), json!(true)),
            (json!("false"), json!(false)),
            (json!("yes"), json!("yes")),
            (json!(1), json!(1)),
        ] {
            let mut document = json!({"media": {"fax_option": sent}});
            repair(&mut document);
            assert_eq!(document["media"]["fax_option"], kept);
        }
    }
}
