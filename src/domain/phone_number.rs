use super::caller_id;

/// A number in E.164 as one reads it aloud, in groups; nothing where it is no such number, or is written so already.
///
/// The country's code stands apart, which is sure: the codes are of one, two or three digits, and none begins another. In
/// North America (+1) the rest is grouped as there. Elsewhere nobody knows without a table of each country, so it stands in
/// threes, which is for the eye alone.
///
/// - `"+15550100199"`: `"+1 555 010 0199"`.
/// - `"+49 22155501"`: `"+49 221 555 01"`.
/// - `"+1 555 010 0199"`, `"5550100199"`, `""`: nothing.
///
/// Source: ITU-T E.164, list of assigned country codes.
pub fn reading(text: &str) -> Option<String> {
    if text.is_empty() || caller_id::oddity(text).is_some() {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (code, rest) = digits.split_at_checked(country_code_digits(&digits))?;
    let mut groups = if code == "1" && rest.len() == NANP_DIGITS {
        let (first, last) = rest.split_at_checked(6)?;
        let mut groups = threes(first);
        groups.push(last.to_owned());
        groups
    } else {
        threes(rest)
    };
    groups.insert(0, format!("+{code}"));
    let reading = groups.join(" ");
    (reading != text).then_some(reading)
}

/// Digits of a number of the North American plan behind its country code.
const NANP_DIGITS: usize = 10;

/// The codes of two digits; `1` and `7` have one, all others three.
const TWO_DIGIT_CODES: [&str; 44] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

fn country_code_digits(digits: &str) -> usize {
    match digits.get(..2) {
        Some(two) if two.starts_with(['1', '7']) => 1,
        Some(two) if TWO_DIGIT_CODES.contains(&two) => 2,
        _ => 3,
    }
}

/// Groups of three digits; one that would be left alone stays with the three before it.
fn threes(digits: &str) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    let count = digits.len();
    for (at, digit) in digits.chars().enumerate() {
        let is_last_alone = at + 1 == count && at > 0;
        match groups.last_mut() {
            Some(group) if at % 3 != 0 || is_last_alone => group.push(digit),
            _ => groups.push(digit.to_string()),
        }
    }
    groups
}
