//! Reads answers: decides by status alone, and never asks for a `Content-Type`, which many errors lack.
//!
//! Source: contract, "What comes back".

use std::{fmt, ops::ControlFlow};

use serde_json::{Map, Value};

use crate::{
    domain::{AccountId, AuthToken, EntityTag, FaxboxId},
    form::{Fault, Place, Problem, place_of, value::ID},
};

use super::{
    charges::Charges,
    failure::{Failure, Refused},
    json,
};

/// Where an answer has what was asked for.
const DATA: &str = "data";
/// How many rows of a page are read in one piece: before the browser has compiled the reader anew, to be faster, that takes up to five
/// milliseconds.
const ROWS_AT_ONCE: usize = 100;

/// An answer as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// The HTTP status.
    pub status: u16,
    /// The header `ETag`, quotes included.
    pub etag: Option<String>,
    /// The header `X-Request-Id`.
    pub request_id: Option<String>,
    /// The header `Retry-After`, where it is a number of seconds.
    pub retry_after: Option<u32>,
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

/// What signing in gave.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedIn {
    /// For the header of every call from now on. It expires: after an hour, on the recorded server.
    pub token: AuthToken,
    /// Whose faxboxes it opens.
    pub account: AccountId,
    /// What that account is called, where told.
    pub account_name: Option<String>,
}

/// Why signing in gave no token.
#[derive(Clone, Debug, PartialEq)]
pub enum SignInFailure {
    /// 401: no such account, no such user, or another password; the server does not tell which.
    WrongCredentials(Refused),
    /// 404: nobody has this API key.
    UnknownKey(Refused),
    /// 400 `account.disabled`, or 423.
    Disabled(Refused),
    /// 400 `account.expired`: a trial that ended.
    Expired(Refused),
    /// What every call can meet.
    Other(Failure),
}

/// Reads the answer to a sign-in.
///
/// # Errors
/// See [`SignInFailure`]; a 201 without a token or without an account is [`Failure::NotTheApi`].
pub fn signed_in(raw: &Raw) -> Result<SignedIn, SignInFailure> {
    let envelope = success(raw, refusal_of_fields).map_err(|failure| match failure {
        Failure::SignedOut(refused) => SignInFailure::WrongCredentials(refused),
        Failure::NotFound(refused) => SignInFailure::UnknownKey(refused),
        Failure::Locked(refused) => SignInFailure::Disabled(refused),
        Failure::Invalid(problems, refused) => {
            let says = |rule: &str| {
                problems.iter().any(|problem| problem.path == "account" && problem.fault.rule() == rule)
            };
            if says("disabled") {
                SignInFailure::Disabled(refused)
            } else if says("expired") {
                SignInFailure::Expired(refused)
            } else {
                SignInFailure::Other(Failure::Invalid(problems, refused))
            }
        }
        failure => SignInFailure::Other(failure),
    })?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let data = |key: &str| text(envelope.get("data").and_then(|data| data.get(key)));
    let token = text(envelope.get("auth_token")).and_then(|token| AuthToken::parse(&token).ok());
    let account = data("account_id").and_then(|account| AccountId::parse(&account).ok());
    match (token, account) {
        (Some(token), Some(account)) => Ok(SignedIn { token, account, account_name: data("account_name") }),
        _ => Err(SignInFailure::Other(Failure::NotTheApi { status: raw.status })),
    }
}

/// Reads the answer to a fetch.
///
/// # Errors
/// See [`Failure`]; a 200 whose `data` is no object with an `id` is [`Failure::NotTheApi`]: a save would take what is missing for removed.
pub fn fetched(raw: &Raw) -> Result<Fetched, Failure> {
    let mut envelope = success(raw, refusal_of_fields)?;
    let tag = raw.etag.as_deref().and_then(EntityTag::parse);
    match envelope.remove("data") {
        Some(document) if document.get(ID).is_some_and(Value::is_string) => Ok(Fetched { document, tag }),
        _ => Err(Failure::NotTheApi { status: raw.status }),
    }
}

/// Reads the answer to a create, change or update.
///
/// # Errors
/// See [`Failure`]; a 200 or 201 without a document and its id is [`Failure::NoDocument`]: nothing was written.
pub fn written(raw: &Raw) -> Result<Written, Failure> {
    let mut envelope = success(raw, refusal_of_fields)?;
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
/// See [`Failure`]; a 200 without the removed document and its id is [`Failure::NoDocument`]: nothing was removed.
pub fn removed(raw: &Raw) -> Result<(), Failure> {
    let envelope = success(raw, refusal_of_fields)?;
    match envelope.get("data") {
        Some(document) if document.get(ID).is_some_and(Value::is_string) => Ok(()),
        _ => Err(Failure::NoDocument(refused(raw, Some(&envelope)))),
    }
}

/// Reads one page of the list. It is refused as a whole: there are no fields to blame and nothing to pay for.
///
/// # Errors
/// See [`Failure`], without [`Failure::Invalid`] and [`Failure::Charges`]; a 200 whose `data` is no list is [`Failure::NotTheApi`].
pub fn page(raw: &Raw) -> Result<Page, Failure> {
    page_of(raw, envelope(raw))
}

/// As [`page`], some rows at each call, between which others can work.
pub fn page_in_pieces(raw: &Raw) -> impl FnMut() -> ControlFlow<Result<Page, Failure>> {
    let mut pieces = json::Pieces::of(&raw.body, DATA);
    move || pieces.read_some(ROWS_AT_ONCE).map_break(|envelope| page_of(raw, envelope))
}

fn page_of(raw: &Raw, envelope: Option<Map<String, Value>>) -> Result<Page, Failure> {
    let mut envelope = success_of(raw, envelope, failure)?;
    let next_start_key = match envelope.get("next_start_key") {
        Some(Value::String(key)) if !key.is_empty() => Some(key.clone()),
        Some(Value::Number(key)) => Some(key.to_string()),
        _ => None,
    };
    match envelope.remove(DATA) {
        Some(Value::Array(rows)) => Ok(Page { rows, next_start_key }),
        _ => Err(Failure::NotTheApi { status: raw.status }),
    }
}

/// The account's own name, where the answer tells it.
pub fn account_name(raw: &Raw) -> Option<String> {
    let envelope = success(raw, failure).ok()?;
    let name = envelope.get("data")?.get("name")?.as_str()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// How many more requests the server says it would take (`tokens.remaining`), where it says so.
pub fn tokens_remaining(raw: &Raw) -> Option<u64> {
    json::read(&raw.body)?.get("tokens")?.get("remaining")?.as_u64()
}

/// The envelope of a success. `refusal` reads any other answer: apart, so that what a write alone can be refused for is not in the
/// first view's WASM.
fn success(
    raw: &Raw,
    refusal: fn(&Raw, Option<&Map<String, Value>>) -> Failure,
) -> Result<Map<String, Value>, Failure> {
    success_of(raw, envelope(raw), refusal)
}

fn envelope(raw: &Raw) -> Option<Map<String, Value>> {
    match json::read(&raw.body) {
        Some(Value::Object(envelope)) => Some(envelope),
        _ => None,
    }
}

fn success_of(
    raw: &Raw,
    envelope: Option<Map<String, Value>>,
    refusal: fn(&Raw, Option<&Map<String, Value>>) -> Failure,
) -> Result<Map<String, Value>, Failure> {
    match (raw.status, envelope) {
        (200..=299, Some(envelope)) => Ok(envelope),
        (200..=299, None) => Err(Failure::NotTheApi { status: raw.status }),
        (_, envelope) => Err(refusal(raw, envelope.as_ref())),
    }
}

/// Why one faxbox was refused: its fields, what it costs, or what any call is refused for.
fn refusal_of_fields(raw: &Raw, envelope: Option<&Map<String, Value>>) -> Failure {
    let data = envelope.and_then(|envelope| envelope.get("data"));
    let problems = if raw.status == 400 { data.map(problems).unwrap_or_default() } else { Vec::new() };
    match data.and_then(Charges::read).filter(|_| raw.status == 402) {
        Some(charges) => Failure::Charges(charges),
        None if problems.is_empty() => failure(raw, envelope),
        None => Failure::Invalid(problems, refused(raw, envelope)),
    }
}

fn failure(raw: &Raw, envelope: Option<&Map<String, Value>>) -> Failure {
    let refused = refused(raw, envelope);
    match raw.status {
        401 => Failure::SignedOut(refused),
        402 => Failure::MustPay(refused),
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
        retry_after: raw.retry_after,
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
