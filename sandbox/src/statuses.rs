//! The recorded form of each status, for faults that ask for one (contract, the table of "What comes back").

use crate::charges;
use crate::envelope::Answer;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// An answer with this status as the server gives it; `cause` is the id that the path names.
pub fn recorded(status: StatusCode, cause: Option<&str>) -> Answer {
    let said = |message: &str| json!({"message": message});
    match status.as_u16() {
        200..=299 => Answer::success(status, "{}".to_owned()),
        304 | 406 | 412 => Answer::empty(status),
        400 => Answer::error(status, "validation error", &json!({})),
        401 => Answer::plain_error(status, "invalid_credentials", &said("invalid credentials")),
        402 => Answer::error(status, "accept charges", &charges::invoices(1)),
        403 => Answer::plain_error(status, "forbidden", &said("forbidden")),
        404 => Answer::error(status, "bad_identifier", &json!({"cause": cause, "message": "bad identifier"})),
        405 => Answer::plain_error(status, "invalid_method", &said("method not allowed")),
        409 => Answer::error(status, "datastore_conflict", &said("conflicting documents")),
        410 => Answer::early_error(status, "gone", &said("gone")),
        416 => Answer::error(status, "range not satisfiable", &json!({})),
        423 => Answer::error(status, "locked", &said("account disabled")),
        429 => Answer::plain_error(status, "too_many_requests", &said("too many requests"))
            .with(|envelope| envelope.remaining = Some(0)),
        500 => Answer::error(
            status,
            "datastore_fault",
            &json!({"cause": "econnrefused", "message": "unknown failure"}),
        ),
        502 | 503 => Answer::error(status, "datastore_unreachable", &said("datastore unreachable")),
        _ => Answer::error(status, "unspecified_fault", &Value::Object(serde_json::Map::new())),
    }
}
