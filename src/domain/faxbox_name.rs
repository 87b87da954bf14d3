/// A faxbox's friendly name: 1 to 128 characters, exactly as typed.
///
/// Length counts code points, as the server does, not bytes. Blanks count and are kept.
/// Source: contract, "The documented parameters", `name`.
///
/// ```
/// use faxbox_admin::domain::{FaxboxName, FaxboxNameError};
///
/// assert_eq!(FaxboxName::parse("Büro Süd").map(|name| name.as_str().to_owned()), Ok("Büro Süd".to_owned()));
/// assert_eq!(FaxboxName::parse(""), Err(FaxboxNameError::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaxboxName(String);

/// Why a text is not a [`FaxboxName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxboxNameError {
    /// Nothing was given.
    Empty,
    /// More than [`FaxboxName::MAX_CHARS`].
    TooLong {
        /// Characters (code points) it has.
        chars: usize,
    },
}

/// What is odd about a name that the server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxboxNameOddity {
    /// Nothing but blanks: it cannot be told from none.
    OnlyBlanks,
    /// Blanks before or behind it: it sorts and searches in a way nobody expects.
    BlanksAround,
}

impl FaxboxName {
    /// Most characters (code points) a name may have.
    pub const MAX_CHARS: usize = 128;

    /// Keeps `text` as it is if the server takes it.
    ///
    /// # Errors
    /// - `""`: [`FaxboxNameError::Empty`].
    /// - 129 letters: [`FaxboxNameError::TooLong`].
    pub fn parse(text: &str) -> Result<Self, FaxboxNameError> {
        match text.chars().count() {
            0 => Err(FaxboxNameError::Empty),
            1..=Self::MAX_CHARS => Ok(Self(text.to_owned())),
            chars => Err(FaxboxNameError::TooLong { chars }),
        }
    }

    /// What is odd about it, if anything.
    pub fn oddity(&self) -> Option<FaxboxNameOddity> {
        let trimmed = self.0.trim();
        if trimmed.is_empty() {
            Some(FaxboxNameOddity::OnlyBlanks)
        } else if trimmed.len() < self.0.len() {
            Some(FaxboxNameOddity::BlanksAround)
        } else {
            None
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
