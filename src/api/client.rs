//! Sends calls: the only place that opens a connection, and the only one that writes the token into a header, but for the first
//! page that is asked for before it is there ([`Early`]).

use std::cell::RefCell;

use gloo_net::{
    Error,
    http::{self, RequestBuilder, Response},
};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

use crate::domain::{ApiRoot, AuthToken};

use super::{
    Endpoint, Failure, Method,
    body::{self, ANSWER_MEBIBYTES_MAX, BodyError},
    early::Early,
    reply::Raw,
    trace::{Trace, blotted, remember},
};

/// How long an answer to a read is waited for, its body included.
pub const READ_TIMEOUT_SECONDS: u32 = 30;
/// How long an answer to a write is waited for: a write that is given up on leaves in doubt what became of it.
pub const WRITE_TIMEOUT_SECONDS: u32 = 60;
/// How long a look at whether anything answers at all may take.
const PROBE_TIMEOUT_SECONDS: u32 = 10;

/// Sends one call and gives back whatever came, unread.
///
/// Past the browser's cache, which knows nothing of tokens; without cookies, referrer or redirects, so that the token
/// goes to this server and nowhere else. Source: contract, "From a browser".
///
/// `read_deadline` is when a read is given up, where that is not its time alone.
///
/// # Errors
/// - No answer that the page may read: [`Failure::Unreachable`].
/// - The same, and the browser knew of no network before it asked: [`Failure::Offline`].
/// - None within [`READ_TIMEOUT_SECONDS`] or [`WRITE_TIMEOUT_SECONDS`], or a read that `read_deadline` ended: [`Failure::TimedOut`].
/// - One longer than [`ANSWER_MEBIBYTES_MAX`]: [`Failure::Oversized`].
/// - An `http` server asked from an `https` page: [`Failure::Blocked`], without asking.
pub async fn send(
    root: &ApiRoot,
    token: Option<&AuthToken>,
    endpoint: &Endpoint,
    read_deadline: Option<AbortSignal>,
) -> Result<Raw, Failure> {
    if root.is_blocked_from_https() && page_is_https() {
        return Err(Failure::Blocked);
    }
    let seconds = match endpoint.method {
        Method::Get => READ_TIMEOUT_SECONDS,
        _ => WRITE_TIMEOUT_SECONDS,
    };
    let deadline = read_deadline
        .filter(|_| endpoint.method == Method::Get)
        .unwrap_or_else(|| AbortSignal::timeout_with_u32(seconds.saturating_mul(1000)));
    // Asked beforehand: a write that was on its way when the network went may have arrived.
    let none = if is_online() { Failure::Unreachable } else { Failure::Offline };
    let url = [root.as_str(), &endpoint.path].concat();
    let sent_at = now();
    let response = exchange(&url, token, endpoint, &deadline).await;
    note(url, endpoint.method, sent_at, response.as_ref().ok(), token);
    let response = response.map_err(|error| match error {
        Error::JsError(error) => failure(&error.name, seconds, none),
        Error::GlooError(_) => none,
    })?;
    let headers = response.headers();
    let number = |name| headers.get(name).and_then(|text| text.parse().ok());
    let (etag, request_id) = (headers.get("etag"), headers.get("x-request-id"));
    let (retry_after, length) = (number("retry-after"), number("content-length"));
    let status = response.status();
    let body = body::read(&response.into(), length).await.map_err(|error| match error {
        BodyError::Oversized => OVERSIZED,
        BodyError::Broken(error) => {
            let name =
                Reflect::get(&error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
            failure(name.as_deref().unwrap_or_default(), seconds, Failure::Unreachable)
        }
    })?;
    Ok(Raw { status, etag, request_id, retry_after, body })
}

const OVERSIZED: Failure = Failure::Oversized { mebibytes: ANSWER_MEBIBYTES_MAX };

thread_local! {
    static TRACES: RefCell<Vec<Trace>> = const { RefCell::new(Vec::new()) };
}

/// How the last requests to a server went, or to all, the oldest first. Those of all panels of the page.
pub fn traces(root: Option<&ApiRoot>) -> Vec<Trace> {
    let is_wanted = |trace: &&Trace| root.is_none_or(|root| trace.url.starts_with(root.as_str()));
    TRACES.with_borrow(|traces| traces.iter().filter(is_wanted).cloned().collect())
}

/// Forgets how the requests to a server went.
pub fn forget(root: &ApiRoot) {
    TRACES.with_borrow_mut(|traces| traces.retain(|trace| !trace.url.starts_with(root.as_str())));
}

/// Remembers how a request went; without the token, which a server can repeat.
fn note(url: String, method: Method, sent_at: u64, response: Option<&Response>, token: Option<&AuthToken>) {
    let request_id = response.and_then(|response| response.headers().get("x-request-id"));
    let trace = Trace {
        sent_at,
        ended_at: now(),
        method,
        url,
        status: response.map(Response::status),
        request_id: request_id.map(|id| blotted(&id, token)),
    };
    TRACES.with_borrow_mut(|traces| remember(traces, trace));
}

/// Milliseconds of Unix time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clock before 1970 reads as 0")]
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

async fn exchange(
    url: &str,
    token: Option<&AuthToken>,
    endpoint: &Endpoint,
    deadline: &AbortSignal,
) -> Result<Response, Error> {
    if endpoint.method == Method::Get
        && let Some(token) = token
        && let Some(response) = Early::answer(url, token).await
    {
        return Ok(response.into());
    }
    let mut request = builder(url, endpoint.method, deadline);
    if let Some(token) = token {
        request = request.header("X-Auth-Token", token.reveal());
    }
    if let Some(tag) = &endpoint.if_match {
        request = request.header("If-Match", tag.as_str());
    }
    match &endpoint.body {
        None => request.send().await,
        Some(body) => request.header("Content-Type", "application/json").body(body.to_string())?.send().await,
    }
}

fn builder(url: &str, method: Method, deadline: &AbortSignal) -> RequestBuilder {
    let method = match method {
        Method::Get => http::Method::GET,
        Method::Put => http::Method::PUT,
        Method::Post => http::Method::POST,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    };
    RequestBuilder::new(url)
        .method(method)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(deadline))
}

/// Finds out why nothing could be read: asks once more without wanting to read, and without the token.
///
/// Where that is answered, something is there that sends no CORS headers: [`Failure::Cors`]; else `failure` stands.
pub async fn diagnose(root: &ApiRoot, failure: Failure) -> Failure {
    if !matches!(failure, Failure::Unreachable) {
        return failure;
    }
    let deadline = AbortSignal::timeout_with_u32(PROBE_TIMEOUT_SECONDS * 1000);
    let probe = builder(root.as_str(), Method::Get, &deadline).mode(RequestMode::NoCors);
    match probe.redirect(RequestRedirect::Follow).send().await {
        Ok(_) => Failure::Cors,
        Err(_) => failure,
    }
}

/// What came instead of an answer, by the name of what was thrown; `none` where that says nothing.
fn failure(name: &str, seconds: u32, none: Failure) -> Failure {
    match name {
        "TimeoutError" | "AbortError" => Failure::TimedOut { seconds },
        // As `bounded` in `src/ui/early.js` ends the first page.
        "RangeError" => OVERSIZED,
        _ => none,
    }
}

/// Whether the browser knows of a network. Where it is wrong about that, nothing is lost: the call is made all the same.
fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

fn page_is_https() -> bool {
    web_sys::window()
        .is_some_and(|window| window.location().protocol().is_ok_and(|protocol| protocol == "https:"))
}
