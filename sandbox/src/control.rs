//! The control path, for tests; it is there only where a flag turns it on.
//!
//! - `PUT /control/faults` with `{"faults": [{…}]}` replaces the faults (`fault.rs` says what each key and kind means).
//! - `PUT /control/options` with `{"patch": "top" | "deep", "ignore_if_match": bool, "bucket": {"size", "refill_per_second"} |
//!   null}` changes the manners; a bucket limits the requests for faxboxes.
//! - `PUT /control/reset` with `{"faxboxes": N}` (or nothing) goes back to the seed.
//! - `DELETE /control/tokens` lets every token expire that signing in gave so far.
//! - `GET /control/requests` lists the requests that were seen, `DELETE` forgets them.
//! - `GET /control/document/{account}/{id}` shows a stored document as it is, `PUT` stores one without judgment.

use crate::body;
use crate::bucket::Bucket;
use crate::fault::Fault;
use crate::merge::Patch;
use crate::route::Route;
use crate::sandbox::Sandbox;
use crate::server::Inquiry;
use crate::write::custom_address;
use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE,
};
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// What is answered where there is nothing to say.
const DONE: &str = "{}";

/// Why the control path refuses.
enum Refusal {
    Slip(String),
    NotFound,
    Database(String),
}

/// Answers a request to the control path.
pub fn answer(sandbox: &Sandbox, inquiry: &Inquiry) -> Response<Body> {
    let (status, text) = if inquiry.method == "OPTIONS" {
        (StatusCode::OK, String::new())
    } else {
        match act(sandbox, inquiry) {
            Ok(text) => (StatusCode::OK, text),
            Err(Refusal::Slip(slip)) => (StatusCode::BAD_REQUEST, json!({"error": slip}).to_string()),
            Err(Refusal::NotFound) => (StatusCode::NOT_FOUND, json!({"error": "not found"}).to_string()),
            Err(Refusal::Database(error)) => {
                (StatusCode::INTERNAL_SERVER_ERROR, json!({"error": error}).to_string())
            }
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, "application/json"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, PUT, DELETE"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn act(sandbox: &Sandbox, inquiry: &Inquiry) -> Result<String, Refusal> {
    let Route::Control(segments) = &inquiry.route else { return Err(Refusal::NotFound) };
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let database = |error: crate::StoreError| Refusal::Database(error.to_string());
    match (inquiry.method.as_str(), segments.as_slice()) {
        ("PUT", ["faults"]) => {
            let body = parsed(inquiry)?;
            let faults = body.get("faults").and_then(Value::as_array);
            let faults = faults.ok_or_else(|| Refusal::Slip("faults is missing".to_owned()))?;
            let faults = faults.iter().map(Fault::of).collect::<Result<Vec<Fault>, String>>();
            sandbox.set_faults(faults.map_err(Refusal::Slip)?);
            Ok(DONE.to_owned())
        }
        ("PUT", ["options"]) => set_options(sandbox, &parsed(inquiry)?),
        ("PUT", ["reset"]) => {
            let body = if inquiry.body.is_empty() { json!({}) } else { parsed(inquiry)? };
            let faxboxes = match body.get("faxboxes") {
                None => sandbox.options.faxboxes,
                Some(number) => number
                    .as_u64()
                    .and_then(|number| usize::try_from(number).ok())
                    .ok_or_else(|| Refusal::Slip(format!("faxboxes cannot be {number}")))?,
            };
            sandbox.reset(faxboxes).map_err(database)?;
            Ok(DONE.to_owned())
        }
        ("DELETE", ["tokens"]) => {
            sandbox.expire_tokens();
            Ok(DONE.to_owned())
        }
        ("GET", ["requests"]) => Ok(sandbox.log().to_string()),
        ("DELETE", ["requests"]) => {
            sandbox.clear_log();
            Ok(DONE.to_owned())
        }
        ("GET", ["document", account, id]) => {
            let found = sandbox.store.transaction(|books| books.find(account, id)).map_err(database)?;
            found.map(|stored| stored.document).ok_or(Refusal::NotFound)
        }
        ("PUT", ["document", account, id]) => {
            let document = parsed(inquiry)?;
            if !document.is_object() {
                return Err(Refusal::Slip("a document is an object".to_owned()));
            }
            let custom = custom_address(&document);
            let stored = sandbox
                .store
                .transaction(|books| match books.find(account, id)? {
                    Some(before) => books.update(account, &before, document.to_string(), custom),
                    None => books.create_as(account, id, document.to_string(), custom),
                })
                .map_err(database)?;
            Ok(json!({"etag": format!("\"{}\"", stored.tag())}).to_string())
        }
        _ => Err(Refusal::NotFound),
    }
}

fn set_options(sandbox: &Sandbox, wish: &Value) -> Result<String, Refusal> {
    let Value::Object(members) = wish else { return Err(Refusal::Slip("options are an object".to_owned())) };
    for (key, value) in members {
        let wrong = || Refusal::Slip(format!("{key} cannot be {value}"));
        match (key.as_str(), value) {
            ("patch", Value::String(kind)) => {
                let patch = match kind.as_str() {
                    "top" => Patch::Top,
                    "deep" => Patch::Deep,
                    _ => return Err(wrong()),
                };
                sandbox.change_manners(|manners| manners.patch = patch);
            }
            ("ignore_if_match", Value::Bool(ignore)) => {
                sandbox.change_manners(|manners| manners.ignore_if_match = *ignore);
            }
            ("bucket", Value::Null) => sandbox.set_bucket(None),
            ("bucket", wish) => sandbox.set_bucket(Some(Bucket::of(wish).ok_or_else(wrong)?)),
            _ => return Err(wrong()),
        }
    }
    Ok(DONE.to_owned())
}

fn parsed(inquiry: &Inquiry) -> Result<Value, Refusal> {
    std::str::from_utf8(&inquiry.body)
        .ok()
        .and_then(body::parse)
        .ok_or_else(|| Refusal::Slip("the body is no JSON".to_owned()))
}
