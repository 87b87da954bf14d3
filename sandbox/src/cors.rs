//! The headers that let a browser in (contract, "From a browser").

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
};
use axum::http::{HeaderMap, HeaderValue};

/// The fixed list of request headers: whatever a preflight asks for, this is the answer.
pub const ALLOWED_HEADERS: &str = "content-type, depth, user-agent, x-http-method-override, x-file-size, \
    x-requested-with, if-modified-since, x-file-name, cache-control, x-auth-token, x-kazoo-cluster-id, if-match";

/// The response headers that a browser shows to a program.
pub const EXPOSED_HEADERS: &str = "content-type, x-auth-token, x-request-id, location, etag";

/// One day, in seconds.
pub const MAX_AGE_SECONDS: &str = "86400";

/// When the headers are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cors {
    /// On errors with an envelope, even where no origin asks.
    Always,
    /// Where an origin asks.
    WithOrigin,
    /// Not on a malformed request and not on a crash.
    Never,
}

impl Cors {
    /// Whether they are sent to a request with or without `Origin`.
    pub fn is_sent(self, origin: bool) -> bool {
        self == Self::Always || self == Self::WithOrigin && origin
    }
}

/// Adds the headers.
pub fn add(headers: &mut HeaderMap, methods: &str) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ALLOWED_HEADERS));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED_HEADERS));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE_SECONDS));
    if let Ok(methods) = HeaderValue::from_str(methods) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    }
}
