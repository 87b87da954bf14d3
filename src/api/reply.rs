//! Reads answers: decides by status alone, and never asks for a `Content-Type`, which many errors lack.
//!
//! Source: contract, "What comes back".

use std::fmt;

use serde_json::{Map, Value};

use crate::{
    domain::{EntityTag, FaxboxId},
    form::{Fault, Place, Problem, place_of, value::ID},
};

use super::{
    charges::Charges,
    failure::{Failure, Refused},
    json,
};

/// An answer as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// The HTTP status.
    pub status: u16,
    /// The header `ETag`, quotes included.
    pub etag: Option<String>,
    /// The header `X-Request-Id`.
    pub request_id: Option<String>,
    /// The body, whatever it is.
    pub body: String,
}

impl fmt::Debug for Raw {
    /// Without the body: an envelope repeats the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, etag, request_id, .. } = self;
        f.debug_struct("Raw")
            .field("status", status)
            .field("etag", etag)
            .field("request_id", request_id)
            .finish_non_exhaustive()
    }
}

/// A fetched faxbox. It has no generated address: a fetch does not tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// The document, `id` included.
    pub document: Value,
    /// What `If-Match` wants back; nothing where a proxy dropped it.
    pub tag: Option<EntityTag>,
}

/// What a write answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The document as the server says it is now.
    pub document: Value,
    /// The id in it.
    pub id: FaxboxId,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Whole documents, with `id` and the generated address.
    pub rows: Vec<Value>,
    /// Where the next page begins, an opaque text to send back as `start_key`; nothing on the last.
    pub next_start_key: Option<String>,
}

/// Reads the answer to a fetch.
///
/// # Errors
/// See [`Failure`]; a 200 whose `data` is no object is [`Failure::NotTheApi`].
pub fn fetched(raw: &Raw) -> Result<Fetched, Failure> {
    let mut envelope = success(raw)?;
    let tag = raw.etag.as_deref().and_then(EntityTag::parse);
    match envelope.remove("data") {
        Some(document @ Value::Object(_)) => Ok(Fetched { document, tag }),
        _ => Err(Failure::NotTheApi { status: raw.status }),
    }
}

/// Reads the answer to a create, change or update.
///
/// # Errors
/// See [`Failure`]; a 200 or 201 without a document and its id is [`Failure::NoDocument`]: nothing was written.
pub fn written(raw: &Raw) -> Result<Written, Failure> {
    let mut envelope = success(raw)?;
    let document = envelope.remove("data").unwrap_or_default();
    let id = document.get(ID).and_then(Value::as_str).and_then(|id| FaxboxId::parse(id).ok());
    match id {
        Some(id) => Ok(Written { document, id }),
        None => Err(Failure::NoDocument(refused(raw, Some(&envelope)))),
    }
}

/// Reads the answer to a remove.
///
/// # Errors
/// See [`Failure`]; a 200 without the removed document is [`Failure::NoDocument`]: nothing was removed.
pub fn removed(raw: &Raw) -> Result<(), Failure> {
    let envelope = success(raw)?;
    match envelope.get("data") {
        Some(Value::Object(_)) => Ok(()),
        _ => Err(Failure::NoDocument(refused(raw, Some(&envelope)))),
    }
}

/// Reads one page of the list.
///
/// # Errors
/// See [`Failure`]; a 200 whose `data` is no list is [`Failure::NotTheApi`].
pub fn page(raw: &Raw) -> Result<Page, Failure> {
    let mut envelope = success(raw)?;
    let next_start_key = match envelope.get("next_start_key") {
        Some(Value::String(key)) if !key.is_empty() => Some(key.clone()),
        Some(Value::Number(key)) => Some(key.to_string()),
        _ => None,
    };
    match envelope.remove("data") {
        Some(Value::Array(rows)) => Ok(Page { rows, next_start_key }),
        _ => Err(Failure::NotTheApi { status: raw.status }),
    }
}

/// The account's own name, where the answer tells it.
pub fn account_name(raw: &Raw) -> Option<String> {
    let envelope = success(raw).ok()?;
    let name = envelope.get("data")?.get("name")?.as_str()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The envelope of a success.
fn success(raw: &Raw) -> Result<Map<String, Value>, Failure> {
    let envelope = match json::read(&raw.body) {
        Some(Value::Object(envelope)) => Some(envelope),
        _ => None,
    };
    match (raw.status, envelope) {
        (200..=299, Some(envelope)) => Ok(envelope),
        (200..=299, None) => Err(Failure::NotTheApi { status: raw.status }),
        (_, envelope) => Err(failure(raw, envelope.as_ref())),
    }
}

fn failure(raw: &Raw, envelope: Option<&Map<String, Value>>) -> Failure {
    let refused = refused(raw, envelope);
    let data = envelope.and_then(|envelope| envelope.get("data"));
    match raw.status {
        400 => match data.map(problems).unwrap_or_default() {
            problems if problems.is_empty() => Failure::BadRequest(refused),
            problems => Failure::Invalid(problems, refused),
        },
        401 => Failure::SignedOut(refused),
        402 => match data.and_then(Charges::read) {
            Some(charges) => Failure::Charges(charges),
            None => Failure::MustPay(refused),
        },
        403 => Failure::Forbidden(refused),
        404 if envelope.is_none() => Failure::NotTheApi { status: raw.status },
        404 => Failure::NotFound(refused),
        405 | 406 | 410 => Failure::WrongServer(refused),
        409 => Failure::Conflict(refused),
        412 => Failure::Changed,
        413 | 416 => Failure::TooLarge(refused),
        423 => Failure::Locked(refused),
        429 => Failure::TooMany(refused),
        500.. => Failure::Trouble(refused),
        _ => Failure::BadRequest(refused),
    }
}

fn refused(raw: &Raw, envelope: Option<&Map<String, Value>>) -> Refused {
    let text = |key: &str| envelope?.get(key)?.as_str().map(str::to_owned);
    Refused {
        status: raw.status,
        message: text("message").unwrap_or_default(),
        request_id: text("request_id").or_else(|| raw.request_id.clone()),
    }
}

/// The map of a validation failure: dotted path → rule → `{message, value, …}`. A rule nobody has seen yet, one whose
/// details are a bare text, and a field with no rule at all still reach their path.
fn problems(data: &Value) -> Vec<Problem> {
    let Some(paths) = data.as_object() else { return Vec::new() };
    let of_path = |(path, rules): (&String, &Value)| match rules {
        Value::Object(rules) if !rules.is_empty() => rules
            .iter()
            .map(|(rule, details)| Problem::new(path.clone(), refusal(rule.clone(), details)))
            .collect(),
        // Beside fields there are `message` and `cause`, which are texts and no problems.
        bare if place_of(path) != Place::Form => {
            vec![Problem::new(path.clone(), refusal("error".to_owned(), bare))]
        }
        _ => Vec::new(),
    };
    paths.iter().flat_map(of_path).collect()
}

fn refusal(rule: String, details: &Value) -> Fault {
    let message = details.as_str().or_else(|| details.get("message")?.as_str()).unwrap_or_default();
    Fault::Refused { rule, message: message.to_owned(), value: details.get("value").cloned() }
}
