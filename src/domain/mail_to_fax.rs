//! E-mail to fax: the address a document is mailed to, and the records by which mail finds a domain.

/// The part before the `@` for a number as somebody types it; nothing where it is no number.
///
/// - `"+1 (555) 010-0199"`: `"+15550100199"`.
/// - `"0221 555"`: `"0221555"`.
/// - `""`, `"+"`, `"1+2"`, `"extension 12"`: nothing.
///
/// Source: contract, "What the fields do": somebody mails `{number}@{domain}`.
pub fn mailbox(number: &str) -> Option<String> {
    let mailbox: String =
        number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '(' | ')' | '/')).collect();
    let digits = mailbox.strip_prefix('+').unwrap_or(&mailbox);
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(mailbox)
}

/// The CNAME record, as a zone file has it, by which mail to `domain` goes where mail to `generated` goes.
///
/// A mail server that follows the alias may write the generated domain into the address: that is this same faxbox.
pub fn cname_record(domain: &str, generated: &str) -> String {
    format!("{domain}. IN CNAME {generated}.")
}

/// The MX record, as a zone file has it, by which mail to `domain` goes to `server`.
pub fn mx_record(domain: &str, server: &str) -> String {
    format!("{domain}. IN MX 10 {server}.")
}
