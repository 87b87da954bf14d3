//! What is remembered of the last requests, for a diagnosis that somebody hands on: how each went, and nothing of what was said in it.

use crate::domain::AuthToken;

use super::{Method, RequestId};

/// How many requests are remembered.
pub const TRACES_MAX: usize = 50;

/// How one request went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// When it was sent, in milliseconds of Unix time.
    pub sent_at: u64,
    /// When it was answered, or given up.
    pub ended_at: u64,
    /// Its method.
    pub method: Method,
    /// Where to, whole.
    pub url: String,
    /// The HTTP status; nothing where no answer came that could be read.
    pub status: Option<u16>,
    /// What the server calls it.
    pub request_id: Option<RequestId>,
}

impl Trace {
    /// One line: method, address, status, how long it took, the server's name for it; `–` for what is not known.
    pub fn line(&self) -> String {
        let status = self.status.map_or_else(|| "–".to_owned(), |status| status.to_string());
        let took = self.ended_at.saturating_sub(self.sent_at).to_string();
        let id = self.request_id.as_deref().unwrap_or("–");
        [self.method.as_str(), " ", &self.url, " ", &status, " ", &took, " ms ", id].concat()
    }
}

/// Remembers one more, and forgets the oldest where there are too many.
pub fn remember(traces: &mut Vec<Trace>, trace: Trace) {
    if traces.len() >= TRACES_MAX {
        traces.remove(0);
    }
    traces.push(trace);
}

/// `text` without the token that is in use, nor anything else that looks like one. A server can repeat one anywhere.
pub fn blotted(text: &str, token: Option<&AuthToken>) -> String {
    const BLOT: &str = "█████";
    let text = token.map_or_else(|| text.to_owned(), |token| token.taken_out(text, BLOT));
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.~+/=".contains(c);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    // A JSON Web Token begins with `{"`, which reads so in base64.
    while let Some((before, behind)) = rest.split_once("eyJ") {
        kept.push_str(before);
        kept.push_str(BLOT);
        rest = behind.trim_start_matches(is_part);
    }
    kept + rest
}
