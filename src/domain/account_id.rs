/// The id of an account: 32 hexadecimal digits on the recorded server, any text without blanks elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountId(String);

/// Why a text is not an [`AccountId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountIdError {
    /// Nothing but blanks was given, or dots that name no place in a path.
    Empty,
    /// A blank, a slash or a control character stands inside: most likely more than the id was copied.
    Stray,
}

impl AccountId {
    /// Trims what a paste brought along and keeps the id.
    ///
    /// # Errors
    /// - `"  "`, `"."`, `".."`: [`AccountIdError::Empty`].
    /// - `"a1 b2"`, `"accounts/a1"`: [`AccountIdError::Stray`].
    pub fn parse(text: &str) -> Result<Self, AccountIdError> {
        let text = text.trim();
        if text.is_empty() || text == "." || text == ".." {
            return Err(AccountIdError::Empty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/') {
            return Err(AccountIdError::Stray);
        }
        Ok(Self(text.to_owned()))
    }

    /// The id as it goes into a path, not yet encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
