use super::fax_identity::{FAX_IDENTITY_MAX_CHARS, is_carried};

/// Most bytes of a header's text that are printed: a letter beyond ASCII counts twice and more.
///
/// No standard names a number. This is the one of the T.30 implementation that most servers send with (`spandsp`,
/// `T30_MAX_PAGE_HEADER_INFO`), which refuses a longer text and then prints no line at all; others cut it.
pub const FAX_HEADER_MAX_BYTES: usize = 50;

/// What is odd about a `fax_header`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxHeaderOddity {
    /// More than [`FAX_HEADER_MAX_BYTES`].
    TooLong {
        /// Bytes of UTF-8 that it has.
        bytes: usize,
    },
    /// Letters beyond ASCII, or a control character: the font of the line has one sign for each byte, so that `ü` comes out
    /// as two wrong ones.
    Unprintable,
}

/// What is odd about `text`, if anything; the length first.
///
/// - `"ACME Ltd"`, `""`: nothing.
/// - 51 letters: [`FaxHeaderOddity::TooLong`].
/// - `"Büro"`: [`FaxHeaderOddity::Unprintable`].
pub fn oddity(text: &str) -> Option<FaxHeaderOddity> {
    if text.len() > FAX_HEADER_MAX_BYTES {
        Some(FaxHeaderOddity::TooLong { bytes: text.len() })
    } else if !text.chars().all(is_printed) {
        Some(FaxHeaderOddity::Unprintable)
    } else {
        None
    }
}

fn is_printed(c: char) -> bool {
    matches!(c, ' '..='~')
}

/// A piece of a text at the top of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its text.
    pub text: String,
    /// What becomes of it.
    pub print: Print,
}

/// What becomes of a piece of text on the way to the recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// It is printed.
    Printed,
    /// It is lost, or something else is printed in its place.
    Lost,
}

/// A header's text, as far as it is printed and as far as it is not.
pub fn header_runs(text: &str) -> Vec<Run> {
    runs(text.char_indices().map(|(at, c)| (c, at + c.len_utf8() <= FAX_HEADER_MAX_BYTES && is_printed(c))))
}

/// An identity's text, as far as a fax can carry it and as far as it cannot.
pub fn identity_runs(text: &str) -> Vec<Run> {
    runs(text.chars().enumerate().map(|(at, c)| (c, at < FAX_IDENTITY_MAX_CHARS && is_carried(c))))
}

fn runs(chars: impl Iterator<Item = (char, bool)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (c, printed) in chars {
        let print = if printed { Print::Printed } else { Print::Lost };
        match runs.last_mut().filter(|run| run.print == print) {
            Some(run) => run.text.push(c),
            None => runs.push(Run { text: c.to_string(), print }),
        }
    }
    runs
}
