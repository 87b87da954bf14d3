//! The judgment of a document: JSON Schema draft 4 against a schema of the sandbox's own, with the recorded idea of an e-mail
//! address and of a rule that compiles. It shares no code with the panel: it is an independent judge.

use crate::rule;
use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::LocationSegment;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// One fault that the judge found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// The dotted path of the field, `""` for the document itself; a dot inside a key is written `%2E`.
    pub path: String,
    /// The rule that was broken, in the words of the API (contract, "What comes back").
    pub rule: &'static str,
}

/// A fault with what the API says about it.
#[derive(Debug, Clone)]
struct Finding {
    path: String,
    rule: &'static str,
    detail: Value,
}

static VALIDATOR: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("schema/faxbox.json")).ok()?;
    jsonschema::draft4::options()
        .should_validate_formats(true)
        .with_format("email", is_mail_address)
        .build(&schema)
        .ok()
});

/// What the server takes for a mail address: `^[^@]+@[^@]+$` (contract, "The documented parameters").
fn is_mail_address(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}

/// Judges a document as it is, without the repair of numbers: every fault, in the order of path and rule. Where a value is of the
/// wrong type and not in an enumeration either, both are named, as the recorded verdicts do.
pub fn judge(document: &Value) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> =
        findings(document).into_iter().map(|Finding { path, rule, .. }| Verdict { path, rule }).collect();
    verdicts.sort();
    verdicts.dedup();
    verdicts
}

/// The `data` of a validation failure: path → rule → what is said of it, one rule a field (a wrong type before all others). `None`
/// where there is no fault.
pub fn complaint(document: &Value) -> Option<Value> {
    let mut fields: Map<String, Value> = Map::new();
    for Finding { path, rule, detail } in findings(document) {
        if rule == "type" || !fields.contains_key(&path) {
            fields.insert(path, json!({ rule: detail }));
        }
    }
    (!fields.is_empty()).then_some(Value::Object(fields))
}

fn findings(document: &Value) -> Vec<Finding> {
    let Some(validator) = VALIDATOR.as_ref() else {
        let detail = json!({"message": "the sandbox's own schema is broken"});
        return vec![Finding { path: String::new(), rule: "error", detail }];
    };
    let mut findings: Vec<Finding> = validator
        .iter_errors(document)
        .map(|error| {
            let path = dotted(error.instance_path().segments());
            let (path, rule, detail) = explain(error.kind(), path, error.instance());
            Finding { path, rule, detail }
        })
        .collect();
    let rules = document.get("smtp_permission_list").and_then(Value::as_array);
    for (index, text) in rules.into_iter().flatten().enumerate() {
        if let Some(text) = text.as_str().filter(|text| !rule::compiles(text)) {
            let detail = json!({"message": format!("invalid regular expression: '{text}'"), "value": text});
            findings.push(Finding { path: format!("smtp_permission_list.{index}"), rule: "error", detail });
        }
    }
    findings
}

fn dotted<'a>(segments: impl Iterator<Item = LocationSegment<'a>>) -> String {
    let segments: Vec<String> = segments.map(|segment| segment.to_string().replace('.', "%2E")).collect();
    segments.join(".")
}

/// The path, the rule and the words of the API for one error of the schema library.
fn explain(kind: &ValidationErrorKind, path: String, value: &Value) -> (String, &'static str, Value) {
    match kind {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            (path, "required", json!({"message": "Field is required but missing", "value": name}))
        }
        ValidationErrorKind::Type { kind } => {
            let target = match kind {
                TypeKind::Single(single) => single.to_string(),
                TypeKind::Multiple(_) => "object, array".to_owned(),
            };
            let message = format!("Value did not match type(s): {target}");
            (path, "type", json!({"message": message, "target": target, "value": value}))
        }
        ValidationErrorKind::MinLength { limit } => {
            let message = format!("String must be at least {limit} characters");
            (path, "minLength", json!({"message": message, "target": limit, "cause": value, "value": value}))
        }
        ValidationErrorKind::MaxLength { limit } => {
            let message = format!("String must not be more than {limit} characters");
            (path, "maxLength", json!({"message": message, "target": limit, "cause": value, "value": value}))
        }
        ValidationErrorKind::Minimum { limit } => {
            let message = format!("Value must be at least {limit}");
            (path, "minimum", json!({"message": message, "target": limit, "value": value}))
        }
        ValidationErrorKind::Maximum { limit } => {
            let message = format!("Value must be at most {limit}");
            (path, "maximum", json!({"message": message, "target": limit, "value": value}))
        }
        ValidationErrorKind::Enum { options } => {
            let message = "Value not found in enumerated list of values";
            (path, "enum", json!({"message": message, "target": options.as_ref(), "value": value}))
        }
        ValidationErrorKind::Pattern { pattern } => {
            let message = format!("Failed to match pattern '{pattern}'");
            (path, "pattern", json!({"message": message, "target": pattern, "value": value}))
        }
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => {
            (path, "not_one_schema_valid", json!({"message": "failed to validate", "value": value}))
        }
        _ => (path, "error", json!({"message": "failed to validate", "value": value})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_what_the_server_takes_for_one() {
        for good in ["a@b", "ü@ö.de", "a b@c d"] {
            assert!(is_mail_address(good), "{good}");
        }
        for bad in ["", "nobody", "a@@b", "a@", "@b"] {
            assert!(!is_mail_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_field_has_one_rule_over_http_and_all_of_them_in_a_verdict() {
        let document = json!({"name": "x", "notifications": {"inbound": {"callback": {"method": 1}}}});
        let path = "notifications.inbound.callback.method";
        let verdict = |rule| Verdict { path: path.to_owned(), rule };
        assert_eq!(judge(&document), [verdict("enum"), verdict("type")]);
        let complaint = complaint(&document).unwrap();
        assert_eq!(complaint[path]["type"]["target"], "string");
        assert_eq!(complaint[path].as_object().unwrap().len(), 1);
    }

    #[test]
    fn a_whole_float_is_no_integer_in_draft_4_and_a_huge_one_is_too_large() {
        for (number, rule) in
            [("1.0", "type"), ("1e0", "type"), ("123456789012345678901234567890", "maximum")]
        {
            let document: Value =
                serde_json::from_str(&format!(r#"{{"name": "x", "retries": {number}}}"#)).unwrap();
            assert_eq!(judge(&document), [Verdict { path: "retries".to_owned(), rule }], "{number}");
        }
    }
}
