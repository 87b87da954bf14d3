use std::fmt;

/// The id the server gave a faxbox: any text without a character that could not stand in a path segment.
///
/// Recorded ids are 32 hexadecimal digits; nothing here depends on that. Percent-encoding is the endpoint's work.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaxboxId(String);

/// Why a text is not a [`FaxboxId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxboxIdError {
    /// Nothing was given, or dots that name no place in a path.
    Empty,
}

impl FaxboxId {
    /// Keeps `text` if it can name a faxbox.
    ///
    /// # Errors
    /// - `""`, `"."`, `".."`: [`FaxboxIdError::Empty`]; the dots are no names in a path, even encoded.
    pub fn parse(text: &str) -> Result<Self, FaxboxIdError> {
        match text {
            "" | "." | ".." => Err(FaxboxIdError::Empty),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The id as the server wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FaxboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
