use std::fmt;

/// The secret that goes into the one header `X-Auth-Token` and nowhere else.
///
/// Printable ASCII; a JWT on the recorded server, but nothing here depends on that. It has no `Display`, and its `Debug` shows
/// nothing of it. Source: contract, "The six calls" and "Signing in".
#[derive(Clone, PartialEq, Eq)]
pub struct AuthToken(String);

/// Why a text is not an [`AuthToken`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthTokenError {
    /// Nothing but blanks was given.
    Empty,
    /// A character that cannot stand in a header: a line break inside, or a letter beyond ASCII.
    NotAHeaderValue,
}

impl AuthToken {
    /// Trims what a paste brought along and keeps the token.
    ///
    /// # Errors
    /// - `" "`: [`AuthTokenError::Empty`].
    /// - `"abc\ndef"`, `"tökén"`: [`AuthTokenError::NotAHeaderValue`].
    pub fn parse(text: &str) -> Result<Self, AuthTokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AuthTokenError::Empty);
        }
        if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return Err(AuthTokenError::NotAHeaderValue);
        }
        Ok(Self(text.to_owned()))
    }

    /// A text with `blot` wherever it holds the token.
    pub fn taken_out(&self, text: &str, blot: &str) -> String {
        text.replace(&self.0, blot)
    }

    /// The header's value. Called by `api::client` for the header, and by `ui` for the tab's own storage when its
    /// person asked to be remembered.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthToken(…)")
    }
}
