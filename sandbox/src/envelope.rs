//! The answer and its envelope, in the form that was recorded (contract, "What comes back").

use crate::accounts;
use crate::cors::{self, Cors};
use crate::identity;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, LOCATION};
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::Value;

/// The envelope around the data.
#[derive(Debug, Clone, Default)]
pub struct Envelope {
    /// The data as JSON text; absent where the server says nothing.
    pub data: Option<String>,
    /// The message of an error; absent in a success.
    pub message: Option<&'static str>,
    /// The tag of what is shown, or the revision of what was written.
    pub revision: Option<String>,
    /// The number of rows on this page.
    pub page_size: Option<usize>,
    /// The key that this page was asked with.
    pub start_key: Option<String>,
    /// The key of the next page.
    pub next_start_key: Option<String>,
    /// Errors that arise early say neither `version` nor the token. (`version` is said to whoever has a good token only.)
    pub early: bool,
    /// What `tokens.remaining` says.
    pub remaining: Option<u32>,
}

/// What the bucket for signing in and bad tokens holds; nothing draws on it here.
const TOKENS_REMAINING: u32 = 100;

/// The body of an answer.
#[derive(Debug, Clone)]
pub enum Content {
    /// Nothing at all.
    Empty,
    /// The envelope.
    Envelope(Box<Envelope>),
    /// Some other text with its content type.
    Text(String, String),
}

/// An answer before it becomes HTTP.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub content: Content,
    /// Whether the header `Content-Type` is sent; many errors have none.
    pub content_type: bool,
    /// The tag, without quotes.
    pub tag: Option<String>,
    /// Where the new faxbox is.
    pub location: Option<String>,
    /// When the CORS headers are sent.
    pub cors: Cors,
    /// The methods that the CORS headers name.
    pub methods: String,
    /// Whether the header `X-Request-Id` is sent.
    pub request_id: bool,
    /// Headers besides, for faults.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    /// A success with this data.
    pub fn success(status: StatusCode, data: String) -> Self {
        Self {
            status,
            content: Content::Envelope(Box::new(Envelope { data: Some(data), ..Envelope::default() })),
            content_type: true,
            tag: None,
            location: None,
            cors: Cors::WithOrigin,
            methods: String::new(),
            request_id: true,
            headers: Vec::new(),
        }
    }

    /// An error of a resource: with a content type.
    pub fn error(status: StatusCode, message: &'static str, data: &Value) -> Self {
        let envelope =
            Envelope { data: Some(data.to_string()), message: Some(message), ..Envelope::default() };
        Self {
            content: Content::Envelope(Box::new(envelope)),
            cors: Cors::Always,
            ..Self::success(status, String::new())
        }
    }

    /// An error without a content type: of the path, the account, the token, the right.
    pub fn plain_error(status: StatusCode, message: &'static str, data: &Value) -> Self {
        Self { content_type: false, ..Self::error(status, message, data) }
    }

    /// An error that arises before the resource is known: without a content type, `version` and token.
    pub fn early_error(status: StatusCode, message: &'static str, data: &Value) -> Self {
        let mut answer = Self::plain_error(status, message, data);
        if let Content::Envelope(envelope) = &mut answer.content {
            envelope.early = true;
        }
        answer
    }

    /// An answer without a body, with CORS headers where an origin asks.
    pub fn empty(status: StatusCode) -> Self {
        Self { content: Content::Empty, content_type: false, ..Self::success(status, String::new()) }
    }

    /// An answer without a body and without any header of the API: a malformed request, a crash.
    pub fn bare(status: StatusCode) -> Self {
        Self { cors: Cors::Never, request_id: false, ..Self::empty(status) }
    }

    /// An answer that is no part of the API.
    pub fn text(status: StatusCode, content_type: &str, text: impl Into<String>) -> Self {
        Self {
            content: Content::Text(content_type.to_owned(), text.into()),
            cors: Cors::Never,
            request_id: false,
            ..Self::success(status, String::new())
        }
    }

    /// Changes the envelope, where there is one.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Envelope)) -> Self {
        if let Content::Envelope(envelope) = &mut self.content {
            change(envelope);
        }
        self
    }

    /// The answer as HTTP.
    pub fn into_response(self, origin: bool, request_id: &str, token: Option<&str>) -> Response<Body> {
        let mut content_type = self.content_type.then(|| "application/json".to_owned());
        let body = match self.content {
            Content::Empty => String::new(),
            Content::Envelope(envelope) => envelope.text(self.status, request_id, token),
            Content::Text(kind, text) => {
                content_type = Some(kind);
                text
            }
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        if let Some(content_type) = content_type {
            set(CONTENT_TYPE, &content_type);
        }
        if let Some(tag) = self.tag {
            set(ETAG, &format!("\"{tag}\""));
        }
        if let Some(location) = self.location {
            set(LOCATION, &location);
        }
        if self.request_id {
            set(HeaderName::from_static("x-request-id"), request_id);
        }
        if self.cors.is_sent(origin) {
            cors::add(headers, &self.methods);
        }
        // What a test asks for is stronger than what is usual.
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        response
    }
}

impl Envelope {
    fn text(&self, status: StatusCode, request_id: &str, token: Option<&str>) -> String {
        let data_length = self.data.as_ref().map_or(0, String::len);
        let mut members = Members(String::with_capacity(data_length + 512));
        members.text("next_start_key", self.next_start_key.as_deref());
        members.raw("page_size", self.page_size.map(|rows| rows.to_string()).as_deref());
        members.text("start_key", self.start_key.as_deref());
        let is_known = token.is_some_and(|token| accounts::by_token(token).is_some());
        members.text("version", (is_known && !self.early).then_some("4.0.0"));
        members.text("timestamp", Some(&identity::rfc3339(identity::now())));
        members.text("node", Some("sandbox"));
        members.text("request_id", Some(request_id));
        let remaining = self.remaining.unwrap_or(TOKENS_REMAINING);
        members.raw("tokens", Some(&format!(r#"{{"consumed":1,"remaining":{remaining}}}"#)));
        members.text("auth_token", token.filter(|_| !self.early));
        members.raw("data", self.data.as_deref());
        members.text("revision", self.revision.as_deref());
        if let Some(message) = self.message {
            members.text("error", Some(status.as_str()));
            members.text("message", Some(message));
            members.text("status", Some("error"));
        } else {
            members.text("status", Some("success"));
        }
        members.0.push('}');
        members.0
    }
}

/// A JSON object under construction.
struct Members(String);

impl Members {
    fn raw(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push(if self.0.is_empty() { '{' } else { ',' });
            self.0.push('"');
            self.0.push_str(key);
            self.0.push_str("\":");
            self.0.push_str(value);
        }
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        self.raw(key, value.map(|value| Value::from(value).to_string()).as_deref());
    }
}
