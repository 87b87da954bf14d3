use std::fmt;

use serde_json::Value;

use crate::{
    domain::{AccountId, Credentials, EntityTag, FaxboxId},
    form::value::object,
};

/// A call's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Put,
    /// Replaces.
    Post,
    /// Updates.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// One call, ready to be sent: method, path and query below the API root, body, precondition.
///
/// Only this type makes paths; every segment and every query value is percent-encoded.
/// Source: contract, "The six calls".
#[derive(Clone, PartialEq)]
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// Path and query, beginning with a slash.
    pub path: String,
    /// The body's JSON, where the call has one.
    pub body: Option<Value>,
    /// The tag that must still be the faxbox's.
    pub if_match: Option<EntityTag>,
}

impl fmt::Debug for Endpoint {
    /// Without the body: that of a sign-in is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.path)
    }
}

impl Endpoint {
    /// `PUT /user_auth` or `PUT /api_auth`: asks for a token. It goes without one.
    ///
    /// Source: contract, "Signing in".
    pub fn sign_in(credentials: &Credentials) -> Self {
        let text = |text: &str| Value::String(text.to_owned());
        let (path, data) = match credentials {
            Credentials::User { hash, account } => (
                "/user_auth",
                object([
                    ("credentials", text(hash)),
                    (account.key(), text(account.as_str())),
                    ("method", text("md5")),
                ]),
            ),
            Credentials::ApiKey(key) => ("/api_auth", object([("api_key", text(key))])),
        };
        Self { body: Some(object([("data", data)])), ..Self::new(Method::Put, path.to_owned()) }
    }

    /// `GET /accounts/{account}`: the account's own name, a bonus.
    pub fn account(account: &AccountId) -> Self {
        Self::new(Method::Get, format!("/accounts/{}", encode(account.as_str())))
    }

    /// `GET …/faxboxes?page_size=…[&start_key=…]`: one page of the list. The size is a wish.
    pub fn list(account: &AccountId, page_size: u16, start_key: Option<&str>) -> Self {
        let start = start_key.map(|key| format!("&start_key={}", encode(key))).unwrap_or_default();
        Self::new(Method::Get, format!("{}?page_size={page_size}{start}", faxboxes(account)))
    }

    /// `GET …/faxboxes/{id}`
    pub fn fetch(account: &AccountId, id: &FaxboxId) -> Self {
        Self::new(Method::Get, faxbox(account, id))
    }

    /// `PUT …/faxboxes`, with consent to its charges beside the document where it was given.
    pub fn create(account: &AccountId, document: &Value, consent: Consent) -> Self {
        let body = match consent {
            Consent::NotAsked => object([("data", document.clone())]),
            Consent::Given => object([("data", document.clone()), ("accept_charges", Value::Bool(true))]),
        };
        Self { body: Some(body), ..Self::new(Method::Put, faxboxes(account)) }
    }

    /// `POST …/faxboxes/{id}`: puts `document` in the place of the one that has `tag`.
    pub fn change(account: &AccountId, id: &FaxboxId, document: &Value, tag: Option<&EntityTag>) -> Self {
        Self::write(Method::Post, account, id, Some(document), tag)
    }

    /// `PATCH …/faxboxes/{id}`: sends `body` of an update.
    pub fn update(account: &AccountId, id: &FaxboxId, body: &Value, tag: Option<&EntityTag>) -> Self {
        Self::write(Method::Patch, account, id, Some(body), tag)
    }

    /// `DELETE …/faxboxes/{id}`
    pub fn remove(account: &AccountId, id: &FaxboxId, tag: Option<&EntityTag>) -> Self {
        Self::write(Method::Delete, account, id, None, tag)
    }

    fn write(
        method: Method,
        account: &AccountId,
        id: &FaxboxId,
        document: Option<&Value>,
        tag: Option<&EntityTag>,
    ) -> Self {
        let body = document.map(|document| object([("data", document.clone())]));
        Self { body, if_match: tag.cloned(), ..Self::new(method, faxbox(account, id)) }
    }

    fn new(method: Method, path: String) -> Self {
        Self { method, path, body: None, if_match: None }
    }
}

/// Whether a person agreed to what a new faxbox costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The server has not asked yet.
    NotAsked,
    /// It asked, and the person said yes.
    Given,
}

fn faxboxes(account: &AccountId) -> String {
    format!("/accounts/{}/faxboxes", encode(account.as_str()))
}

fn faxbox(account: &AccountId, id: &FaxboxId) -> String {
    format!("{}/{}", faxboxes(account), encode(id.as_str()))
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn encode(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.extend(['%', digit(byte >> 4), digit(byte & 0x0f)]),
        }
    }
    encoded
}
