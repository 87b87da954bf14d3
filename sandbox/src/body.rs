//! What a request's body says: JSON in an envelope, exact to the last digit (contract, "What comes back", status 400).

use crate::route;
use serde::de::Deserialize as _;
use serde_json::{Map, Number, Value, json};

/// Bodies beyond this many bytes are refused with `file.maxSize`.
pub const BODY_LIMIT_BYTES: usize = 8_000_000;

/// Bodies beyond this many bytes are not even read to their end.
pub const READ_LIMIT_BYTES: usize = 32_000_000;

/// Levels of nesting up to which a body is taken. The recorded server took 500; the limit saves the stack.
pub const DEPTH_LIMIT_LEVELS: usize = 600;

/// What a body says.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The document, or an empty one where there is no body.
    pub data: Value,
    /// The members of the envelope beside `data`.
    pub envelope: Map<String, Value>,
}

/// Why a body is refused before anything else is looked at; holds the `data` of the error.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyFault {
    /// Not JSON, or no envelope.
    Refused(Value),
    /// A content type that brings the recorded server down.
    Crash,
}

/// Reads a body. `wanted` says that the method needs `data`.
///
/// # Errors
///
/// Where the body is too large, no JSON, or no envelope with a document in it.
pub fn read(bytes: &[u8], content_type: Option<&str>, wanted: bool) -> Result<Said, BodyFault> {
    if bytes.len() > BODY_LIMIT_BYTES {
        let message = format!("Payload or Files must not be more than {BODY_LIMIT_BYTES} bytes");
        return Err(BodyFault::Refused(
            json!({"file": {"maxSize": {"message": message, "target": BODY_LIMIT_BYTES}}}),
        ));
    }
    let is_form =
        content_type.is_some_and(|kind| kind.trim_start().starts_with("application/x-www-form-urlencoded"));
    let nothing = Said { data: json!({}), envelope: Map::new() };
    if bytes.is_empty() {
        return Ok(nothing);
    }
    match content_type.map(|value| value.split(';').next().unwrap_or_default().trim()) {
        None | Some("application/json" | "application/x-json" | "application/x-www-form-urlencoded") => {}
        Some(other) if other.contains('/') => return Ok(nothing),
        Some(_) => return Err(BodyFault::Crash),
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    };
    let not_json = |message: &str| {
        Err(BodyFault::Refused(json!({"json": {"invalid": {"message": message, "target": "body"}}})))
    };
    let form =
        || is_form.then(|| route::query(&text).into_iter().map(|(key, value)| (key, json!(value))).collect());
    let Some(parsed) = parse(&text).or_else(form) else { return not_json("decoder_exit around 0") };
    let Value::Object(members) = parsed else { return not_json("All JSON must be valid") };
    let mut envelope: Map<String, Value> = members
        .into_iter()
        .map(|(key, value)| (key.to_lowercase(), value))
        .filter(|(_, value)| !value.is_null())
        .collect();
    match envelope.remove("data") {
        Some(data @ (Value::Object(_) | Value::Array(_))) => Ok(Said { data, envelope }),
        Some(data) if wanted => {
            let types = "object, array";
            let message = format!("Value did not match type(s): {types}");
            Err(BodyFault::Refused(
                json!({"data": {"type": {"message": message, "target": types, "value": data}}}),
            ))
        }
        None if wanted => {
            let message = "Field is required but missing";
            Err(BodyFault::Refused(json!({"data": {"required": {"message": message, "value": envelope}}})))
        }
        _ => Ok(Said { data: json!({}), envelope }),
    }
}

/// Parses JSON: whole numbers exactly, others as the server writes them (`1.10` → `1.1`, `1e3` → `1000.0`). `None` where it is not
/// JSON, or has a number that no double holds, or is nested too deeply.
pub fn parse(text: &str) -> Option<Value> {
    if depth(text) > DEPTH_LIMIT_LEVELS {
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let mut value = Value::deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    settle(&mut value).then_some(value)
}

/// The deepest nesting that the brackets of a text can amount to.
fn depth(text: &str) -> usize {
    let (mut level, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match (quoted, escaped, byte) {
            (true, true, _) => escaped = false,
            (true, false, b'\\') => escaped = true,
            (_, false, b'"') => quoted = !quoted,
            (false, _, b'[' | b'{') => {
                level += 1;
                deepest = deepest.max(level);
            }
            (false, _, b']' | b'}') => level = level.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Writes every number that is not whole as a double; `false` where one does not fit.
fn settle(value: &mut Value) -> bool {
    match value {
        Value::Number(number) if number.to_string().contains(['.', 'e', 'E']) => {
            let settled = number.as_f64().and_then(Number::from_f64);
            let fits = settled.is_some();
            *number = settled.unwrap_or_else(|| Number::from(0));
            fits
        }
        Value::Array(items) => items.iter_mut().all(settle),
        Value::Object(members) => members.values_mut().all(settle),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_as_the_server_writes_them() {
        for (sent, kept) in [
            ("123456789012345678901234567890", Some("123456789012345678901234567890")),
            ("1.10", Some("1.1")),
            ("1e3", Some("1000.0")),
            ("1.0", Some("1.0")),
            ("1e400", None),
        ] {
            assert_eq!(parse(sent).map(|value| value.to_string()).as_deref(), kept, "{sent}");
        }
    }

    #[test]
    fn nesting_is_taken_up_to_its_limit() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&nested(DEPTH_LIMIT_LEVELS)).is_some());
        assert!(parse(&nested(DEPTH_LIMIT_LEVELS + 1)).is_none());
        assert!(parse(r#"["[[[\"[[["]"#).is_some());
    }

    #[test]
    fn a_body_is_taken_up_to_its_limit() {
        let body = |length: usize| {
            let frame = r#"{"data":{"name":""}}"#.len();
            format!(r#"{{"data":{{"name":"{}"}}}}"#, "x".repeat(length - frame)).into_bytes()
        };
        assert!(read(&body(BODY_LIMIT_BYTES), None, true).is_ok());
        assert!(matches!(read(&body(BODY_LIMIT_BYTES + 1), None, true), Err(BodyFault::Refused(_))));
    }
}
