/// What is odd about a number that is shown or called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerIdOddity {
    /// Not E.164: `+`, then 7 to 15 digits, blanks and the like between them or not.
    NotE164,
}

/// Fewest digits of a number that can be dialled from abroad.
const E164_MIN_DIGITS: usize = 7;
/// Most digits E.164 allows.
const E164_MAX_DIGITS: usize = 15;

/// What is odd about `text`, if anything. An empty text is no number and not odd as one.
///
/// - `"+15551234567"`, `"+49 (221) 555-01"`, `""`: nothing.
/// - `"5551234567"`, `"+123456"`, `"+0221555010"`, `"extension 12"`: [`CallerIdOddity::NotE164`].
///
/// Source: contract, "What the fields do": numbers are best written as E.164.
pub fn oddity(text: &str) -> Option<CallerIdOddity> {
    let Some(rest) = text.strip_prefix('+') else {
        return (!text.is_empty()).then_some(CallerIdOddity::NotE164);
    };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let only_separators = rest.chars().all(|c| matches!(c, '0'..='9' | ' ' | '-' | '.' | '(' | ')'));
    // No country has a code that begins with 0.
    let begins_with_code = rest.chars().find(char::is_ascii_digit).is_some_and(|digit| digit != '0');
    let dialable =
        only_separators && begins_with_code && (E164_MIN_DIGITS..=E164_MAX_DIGITS).contains(&digits);
    (!dialable).then_some(CallerIdOddity::NotE164)
}
