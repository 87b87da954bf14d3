/// An e-mail address as the server understands one: something, one `@`, something.
///
/// Source: contract, "The documented parameters", `email.send_to`: `^[^@]+@[^@]+$`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);

/// Why the server refuses a text as an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailAddressError {
    /// Nothing was given.
    Empty,
    /// No `@` in it.
    NoAt,
    /// More than one `@`.
    SecondAt,
    /// Nothing before the `@`.
    NoMailbox,
    /// Nothing behind the `@`.
    NoDomain,
}

/// What is odd about an address that the server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailAddressOddity {
    /// A blank in it or around it: no mail will arrive.
    Blank,
    /// A comma, semicolon or angle bracket: more than the bare address was pasted.
    Separator,
    /// A domain without a dot, as `a@b`: no such domain is reachable from outside.
    DomainWithoutDot,
    /// A dot at an end of the domain, or two in a row.
    StrayDot,
}

impl EmailAddress {
    /// Keeps `text` as it is if the server takes it.
    ///
    /// # Errors
    /// - `""`: [`EmailAddressError::Empty`].
    /// - `"nobody"`: [`EmailAddressError::NoAt`].
    /// - `"a@@b"`: [`EmailAddressError::SecondAt`].
    /// - `"@b"`: [`EmailAddressError::NoMailbox`].
    /// - `"a@"`: [`EmailAddressError::NoDomain`].
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        if text.is_empty() {
            return Err(EmailAddressError::Empty);
        }
        let Some((mailbox, domain)) = text.split_once('@') else { return Err(EmailAddressError::NoAt) };
        if domain.contains('@') {
            Err(EmailAddressError::SecondAt)
        } else if mailbox.is_empty() {
            Err(EmailAddressError::NoMailbox)
        } else if domain.is_empty() {
            Err(EmailAddressError::NoDomain)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// What is odd about it, if anything; the gravest first.
    pub fn oddity(&self) -> Option<EmailAddressOddity> {
        let domain = self.0.split_once('@').map(|(_, domain)| domain).unwrap_or_default();
        if self.0.contains([',', ';', '<', '>']) {
            Some(EmailAddressOddity::Separator)
        } else if self.0.chars().any(|c| c.is_whitespace() || c.is_control()) {
            Some(EmailAddressOddity::Blank)
        } else if domain.starts_with('.') || domain.ends_with('.') || domain.contains("..") {
            Some(EmailAddressOddity::StrayDot)
        } else if !domain.contains('.') && !domain.starts_with('[') {
            Some(EmailAddressOddity::DomainWithoutDot)
        } else {
            None
        }
    }
}
