/// How many characters of a caller name most carriers pass on.
///
/// Source: contract, "What the fields do": carriers cut caller names at 15 characters.
pub const CALLER_NAME_SHOWN_CHARS: usize = 15;

/// How many characters (code points) `text` has, where that is more than carriers pass on.
pub fn oddity(text: &str) -> Option<usize> {
    let chars = text.chars().count();
    (chars > CALLER_NAME_SHOWN_CHARS).then_some(chars)
}
