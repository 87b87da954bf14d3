//! Sends calls: the only place that opens a connection, and the only one that writes the token into a header.

use gloo_net::{
    Error,
    http::{self, RequestBuilder, Response},
};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

use crate::domain::{ApiRoot, AuthToken};

use super::{Endpoint, Failure, Method, reply::Raw};

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
/// # Errors
/// - No answer that the page may read: [`Failure::Unreachable`].
/// - None within [`READ_TIMEOUT_SECONDS`] or [`WRITE_TIMEOUT_SECONDS`]: [`Failure::TimedOut`].
/// - An `http` server asked from an `https` page: [`Failure::Blocked`], without asking.
pub async fn send(root: &ApiRoot, token: &AuthToken, endpoint: &Endpoint) -> Result<Raw, Failure> {
    if root.is_blocked_from_https() && page_is_https() {
        return Err(Failure::Blocked);
    }
    let seconds = match endpoint.method {
        Method::Get => READ_TIMEOUT_SECONDS,
        _ => WRITE_TIMEOUT_SECONDS,
    };
    let failed = |error| failure(&error, seconds);
    let response = exchange(root, token, endpoint, seconds).await.map_err(failed)?;
    let headers = response.headers();
    let (etag, request_id) = (headers.get("etag"), headers.get("x-request-id"));
    let status = response.status();
    let body = response.text().await.map_err(failed)?;
    Ok(Raw { status, etag, request_id, body })
}

async fn exchange(
    root: &ApiRoot,
    token: &AuthToken,
    endpoint: &Endpoint,
    seconds: u32,
) -> Result<Response, Error> {
    let mut request = builder(&format!("{}{}", root.as_str(), endpoint.path), endpoint.method, seconds)
        .header("X-Auth-Token", token.reveal());
    if let Some(tag) = &endpoint.if_match {
        request = request.header("If-Match", tag.as_str());
    }
    match &endpoint.body {
        None => request.send().await,
        Some(body) => request.header("Content-Type", "application/json").body(body.to_string())?.send().await,
    }
}

fn builder(url: &str, method: Method, seconds: u32) -> RequestBuilder {
    let deadline = AbortSignal::timeout_with_u32(seconds.saturating_mul(1000));
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
        .abort_signal(Some(&deadline))
}

/// Finds out why nothing could be read: asks once more without wanting to read, and without the token.
///
/// Where that is answered, something is there that sends no CORS headers: [`Failure::Cors`]; else `failure` stands.
pub async fn diagnose(root: &ApiRoot, failure: Failure) -> Failure {
    if !matches!(failure, Failure::Unreachable) {
        return failure;
    }
    let probe = builder(root.as_str(), Method::Get, PROBE_TIMEOUT_SECONDS).mode(RequestMode::NoCors);
    match probe.redirect(RequestRedirect::Follow).send().await {
        Ok(_) => Failure::Cors,
        Err(_) => failure,
    }
}

fn failure(error: &Error, seconds: u32) -> Failure {
    match error {
        Error::JsError(error) if error.name == "TimeoutError" || error.name == "AbortError" => {
            Failure::TimedOut { seconds }
        }
        _ => Failure::Unreachable,
    }
}

fn page_is_https() -> bool {
    web_sys::window()
        .is_some_and(|window| window.location().protocol().is_ok_and(|protocol| protocol == "https:"))
}
