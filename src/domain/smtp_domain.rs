/// What is odd about a `custom_smtp_email_address`, which is a domain (`fax.acme.example`) despite its name.
///
/// The server takes any text; whether it is taken already only the server knows.
/// Source: contract, `custom_smtp_email_address`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpDomainOddity {
    /// `""` is stored as a value, and is not "none".
    Empty,
    /// An `@`: this is a domain, the number stands before it.
    HasAt,
    /// A blank in it or around it.
    Blank,
    /// Capitals: mail is looked up in lower case and never found.
    Capitals,
    /// No dot, one at an end, or signs of a web address: no such domain can have an MX record.
    NoDomain,
}

/// What is odd about `text`, if anything; the gravest first.
///
/// - `"fax.acme.example"`: nothing.
/// - `""`: [`SmtpDomainOddity::Empty`].
/// - `"123@fax.acme.example"`: [`SmtpDomainOddity::HasAt`].
/// - `" fax.acme.example"`: [`SmtpDomainOddity::Blank`].
/// - `"Fax.acme.example"`: [`SmtpDomainOddity::Capitals`].
/// - `"fax"`, `"fax."`, `"a..b"`: [`SmtpDomainOddity::NoDomain`].
pub fn oddity(text: &str) -> Option<SmtpDomainOddity> {
    if text.is_empty() {
        Some(SmtpDomainOddity::Empty)
    } else if text.contains('@') {
        Some(SmtpDomainOddity::HasAt)
    } else if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some(SmtpDomainOddity::Blank)
    } else if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Some(SmtpDomainOddity::Capitals)
    } else if text.contains(['/', ':', '?', '#', ',', ';'])
        || !text.contains('.')
        || text.starts_with('.')
        || text.ends_with('.')
        || text.contains("..")
    {
        Some(SmtpDomainOddity::NoDomain)
    } else {
        None
    }
}
