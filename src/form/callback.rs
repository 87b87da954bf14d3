//! A callback: who is called when, how, and what such a call could look like.

use serde_json::Value;

use crate::domain::CallbackUrl;

use super::{Draft, Field};

/// What a callback tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A fax that arrived.
    Inbound,
    /// A fax that was sent.
    Outbound,
}

impl Direction {
    /// The address to call.
    pub const fn url(self) -> Field {
        match self {
            Self::Inbound => Field::InboundCallbackUrl,
            Self::Outbound => Field::OutboundCallbackUrl,
        }
    }

    /// The method to call it with.
    pub const fn method(self) -> Field {
        match self {
            Self::Inbound => Field::InboundCallbackMethod,
            Self::Outbound => Field::OutboundCallbackMethod,
        }
    }

    /// The format of what is sent.
    pub const fn format(self) -> Field {
        match self {
            Self::Inbound => Field::InboundCallbackType,
            Self::Outbound => Field::OutboundCallbackType,
        }
    }
}

/// How what is sent is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `json`
    Json,
    /// `www-url-form-encoded`
    Form,
}

/// A callback as it stands in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// Where to; nothing where no server would take the address.
    pub url: Option<CallbackUrl>,
    /// `POST` or `PUT`; nothing where none is chosen, or an undocumented one.
    pub method: Option<&'static str>,
    /// Nothing where none is chosen, or an undocumented one.
    pub format: Option<Format>,
}

impl Callback {
    /// As it stands in the controls.
    pub fn read(draft: &Draft, direction: Direction) -> Self {
        Self {
            url: CallbackUrl::parse(&draft.text(direction.url())).ok(),
            method: match draft.text(direction.method()).as_str() {
                "post" => Some("POST"),
                "put" => Some("PUT"),
                _ => None,
            },
            format: match draft.text(direction.format()).as_str() {
                "json" => Some(Format::Json),
                "www-url-form-encoded" => Some(Format::Form),
                _ => None,
            },
        }
    }

    /// What a call could look like; nothing where it is not said where to, or in which format.
    ///
    /// What a server really sends is not documented. The body is made of documented parameters of the faxbox, so that the
    /// format can be seen and nothing is promised.
    pub fn sample(&self, draft: &Draft) -> Option<String> {
        let (host, path) = self.url.as_ref()?.parts();
        let method = self.method.unwrap_or("POST");
        let members = || SAMPLE.iter().filter_map(|field| Some((field.path(), draft.value(*field)?)));
        let (content_type, body) = match self.format? {
            Format::Json => {
                let lines: Vec<_> = members().map(|(key, value)| format!("  \"{key}\": {value}")).collect();
                ("application/json", format!("{{\n{}\n}}", lines.join(",\n")))
            }
            Format::Form => {
                let pairs = members().map(|(key, value)| format!("{key}={}", form_encoded(&plain(&value))));
                ("application/x-www-form-urlencoded", pairs.collect::<Vec<_>>().join("&"))
            }
        };
        Some(format!("{method} {path} HTTP/1.1\nHost: {host}\nContent-Type: {content_type}\n\n{body}"))
    }
}

/// The parameters of the faxbox that stand in a sample.
const SAMPLE: [Field; 4] = [Field::Name, Field::CallerId, Field::FaxHeader, Field::FaxIdentity];

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `application/x-www-form-urlencoded`: letters, digits and `*-._` as they are, a blank as `+`, all else as `%` and the byte.
fn form_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'-' | b'.' | b'_' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => {
                let digit =
                    |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
                encoded.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
            }
        }
    }
    encoded
}
