/// Most characters the identity on a fax page can have: T.30 gives it 20.
///
/// Source: contract, "What the fields do", the header line.
pub const FAX_IDENTITY_MAX_CHARS: usize = 20;

/// What is odd about a `fax_identity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxIdentityOddity {
    /// More than [`FAX_IDENTITY_MAX_CHARS`]: the rest is cut off.
    TooLong {
        /// Characters (code points) it has.
        chars: usize,
    },
    /// Something else than digits, `+` and blanks.
    NotDialable,
}

/// What is odd about `text`, if anything; the length first.
///
/// - `"+1 555 1234567"`, `""`: nothing.
/// - 21 digits: [`FaxIdentityOddity::TooLong`].
/// - `"ACME"`, `"(555)"`: [`FaxIdentityOddity::NotDialable`].
pub fn oddity(text: &str) -> Option<FaxIdentityOddity> {
    let chars = text.chars().count();
    if chars > FAX_IDENTITY_MAX_CHARS {
        Some(FaxIdentityOddity::TooLong { chars })
    } else if !text.chars().all(is_carried) {
        Some(FaxIdentityOddity::NotDialable)
    } else {
        None
    }
}

/// Whether T.30 can carry a character in an identity.
pub(super) fn is_carried(c: char) -> bool {
    matches!(c, '0'..='9' | '+' | ' ')
}
