//! Whether a rule of `smtp_permission_list` compiles on the recorded server: PCRE 8 over bytes. Here PCRE2 is asked, after what
//! it refuses and PCRE 8 took is written the way both take it. (Groups nested beyond 250 levels stay refused here.)

use std::fmt::Write;

use pcre2::bytes::Regex;

/// Letters that mean nothing after a backslash: PCRE 8 takes them for themselves.
const IDLE_LETTERS: &str = "ijmqyFIJMOTY";

/// Escapes for a kind of character; a hyphen behind one in a class stands for itself in PCRE 8.
const KINDS: &str = "dDsSwWhHvV";

/// Whether the rule compiles.
pub fn compiles(rule: &str) -> bool {
    // PCRE 8 sees that the rule would call itself for ever, PCRE2 leaves that to the match; and a rule that asks for UTF-8 was
    // refused, because the server hands over bytes.
    let is_endless = rule.starts_with("(?R)") || rule.starts_with("(?0)");
    !is_endless && !rule.starts_with("(*UTF") && Regex::new(&modern(rule)).is_ok()
}

/// Whether a rule is found in a text of bytes; nothing where it does not compile, or where there was too much to try.
pub fn is_found(rule: &str, text: &[u8]) -> Option<bool> {
    Regex::new(&modern(rule)).ok()?.is_match(text).ok()
}

/// The rule as PCRE2 has to be given it.
fn modern(rule: &str) -> String {
    let mut modern = String::with_capacity(rule.len() + 8);
    let (mut in_class, mut quoted) = (false, false);
    let mut letters = rule.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            in_class = !quoted && (letter == '[' || in_class && letter != ']') || quoted && in_class;
            modern.push(letter);
            continue;
        }
        let Some(escaped) = letters.next() else {
            modern.push('\\');
            break;
        };
        match escaped {
            'Q' => quoted = true,
            'E' => quoted = false,
            _ => {}
        }
        // By its number, so that it lengthens no number that stands before it.
        if !quoted && "89F".contains(escaped) {
            let _ = write!(modern, "\\x{:02x}", u32::from(escaped));
            continue;
        }
        let is_idle = !quoted && IDLE_LETTERS.contains(escaped);
        if !is_idle {
            modern.push('\\');
        }
        modern.push(escaped);
        if in_class && !quoted && KINDS.contains(escaped) && letters.peek() == Some(&'-') {
            modern.push('\\');
        }
    }
    modern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pcre_2_refuses_and_pcre_8_took_is_written_for_both() {
        for (rule, written) in [
            (r"\y\d", r"y\d"),
            (r"[\d-x]", r"[\d\-x]"),
            (r"\d-x", r"\d-x"),
            (r"\8", r"\x38"),
            (r"(a)\1\8", r"(a)\1\x38"),
            (r"\Q\y\E\y", r"\Q\y\Ey"),
            (r"a\", r"a\"),
        ] {
            assert_eq!(modern(rule), written);
        }
    }
}
