use std::fmt::{self, Write as _};

use md5::{Digest, Md5};
use zeroize::Zeroizing;

/// How many characters an API key has at least: the recorded server refuses a shorter one.
///
/// Source: contract, "Signing in".
pub const API_KEY_MIN_CHARS: usize = 64;

/// What somebody signs in with, in the place of a token. For the memory alone: it is as good as the password, for as long
/// as that is not changed. It is wiped when it is dropped, and has neither `Display` nor a `Debug` that shows it.
///
/// Source: contract, "Signing in".
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// For `user_auth`.
    User {
        /// `md5hex("user:password")`, in small letters: capitals are refused.
        hash: Zeroizing<String>,
        /// Whose user.
        account: AccountName,
    },
    /// For `api_auth`.
    ApiKey(Zeroizing<String>),
}

/// How somebody names an account without its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountName {
    /// Its name; blanks and capitals count for nothing.
    Name(String),
    /// Its realm, as `acme.example.com`; capitals count for nothing.
    Realm(String),
    /// One of its phone numbers.
    PhoneNumber(String),
}

/// What is wrong with what somebody wants to sign in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialsError {
    /// Nothing was given.
    Empty,
    /// The user's name has a colon: the server could not tell where the password begins.
    Colon,
    /// An API key of fewer than [`API_KEY_MIN_CHARS`] characters: most likely not all of it was copied.
    Short,
}

impl AccountName {
    /// Trims what a paste brought along. A text that begins with `+`, or holds digits alone, is a phone number; one with a
    /// dot inside and no blank is a realm; any other is a name.
    ///
    /// # Errors
    /// - `" "`: [`CredentialsError::Empty`].
    pub fn parse(text: &str) -> Result<Self, CredentialsError> {
        let text = text.trim();
        let named = text.to_owned();
        let dotted = text.trim_matches('.').contains('.') && !text.contains(char::is_whitespace);
        if text.is_empty() {
            Err(CredentialsError::Empty)
        } else if text.starts_with('+') || text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self::PhoneNumber(named))
        } else if dotted {
            Ok(Self::Realm(named))
        } else {
            Ok(Self::Name(named))
        }
    }

    /// The key of `user_auth` that it goes into.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Name(_) => "account_name",
            Self::Realm(_) => "account_realm",
            Self::PhoneNumber(_) => "phone_number",
        }
    }

    /// As it was typed, trimmed.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name(text) | Self::Realm(text) | Self::PhoneNumber(text) => text,
        }
    }
}

impl Credentials {
    /// Hashes user and password. The user's name is trimmed, the password is taken as it is: blanks may be part of it.
    ///
    /// # Errors
    /// - `user` `" "`, `password` `""`: [`CredentialsError::Empty`].
    /// - `user` `"ann:smith"`: [`CredentialsError::Colon`].
    pub fn user(user: &str, password: &str, account: AccountName) -> Result<Self, CredentialsError> {
        let user = Self::user_name(user)?;
        let login = Zeroizing::new(format!("{user}:{}", Self::password(password)?));
        let mut hash = Zeroizing::new(String::with_capacity(32));
        for byte in Md5::digest(login.as_bytes()) {
            // Writing to a text does not fail.
            let _ = write!(hash, "{byte:02x}");
        }
        Ok(Self::User { hash, account })
    }

    /// A user's name as it is hashed.
    ///
    /// # Errors
    /// - `" "`: [`CredentialsError::Empty`].
    /// - `"ann:smith"`: [`CredentialsError::Colon`].
    pub fn user_name(text: &str) -> Result<&str, CredentialsError> {
        match text.trim() {
            "" => Err(CredentialsError::Empty),
            user if user.contains(':') => Err(CredentialsError::Colon),
            user => Ok(user),
        }
    }

    /// A password as it is hashed.
    ///
    /// # Errors
    /// - `""`: [`CredentialsError::Empty`].
    pub const fn password(text: &str) -> Result<&str, CredentialsError> {
        if text.is_empty() { Err(CredentialsError::Empty) } else { Ok(text) }
    }

    /// Trims what a paste brought along and keeps the key.
    ///
    /// # Errors
    /// - `" "`: [`CredentialsError::Empty`].
    /// - 63 characters: [`CredentialsError::Short`].
    pub fn api_key(text: &str) -> Result<Self, CredentialsError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(CredentialsError::Empty),
            count if count < API_KEY_MIN_CHARS => Err(CredentialsError::Short),
            _ => Ok(Self::ApiKey(Zeroizing::new(text.to_owned()))),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User { account, .. } => {
                f.debug_struct("User").field("account", account).finish_non_exhaustive()
            }
            Self::ApiKey(_) => f.write_str("ApiKey(…)"),
        }
    }
}
