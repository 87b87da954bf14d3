//! What somebody pastes into a list, as rows: addresses from a mail program, numbers from a table, rules from a file.

use super::Item;

/// Most rows that one paste may bring.
pub const PASTE_MAX_ROWS: usize = 500;

/// What part pasted pieces, besides line breaks. A blank parts addresses too, and never numbers.
const SEPARATORS: [char; 7] = [',', ';', '\t', '|', '，', '；', '、'];

/// The longest word that is looked at for what stands around an address: none of as many bytes is one.
const WORD_BYTES_MAX: usize = 1000;

/// Signs that cannot be seen and stand in what is copied from web pages: they break an address.
const INVISIBLE: [char; 8] =
    ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{200e}', '\u{200f}', '\u{ad}'];

/// What a paste into a row becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paste {
    /// What a paste always is.
    Text,
    /// These rows, in the place of the row.
    Rows {
        /// Their texts; first what stood in the row, if anything.
        texts: Vec<String>,
        /// How many of them were pasted.
        pasted: usize,
    },
    /// More than [`PASTE_MAX_ROWS`]: this many. Nothing is taken over.
    TooMany(usize),
}

/// What becomes of `text` pasted into a row in which `standing` is kept.
///
/// One piece that needs nothing done to it stays a plain paste, as does a piece that is put into other text.
pub fn paste(item: Item, text: &str, standing: &str) -> Paste {
    let pieces = split(item, text);
    match pieces.as_slice() {
        [] => Paste::Text,
        [piece] if piece == text || !standing.is_empty() => Paste::Text,
        _ if pieces.len() > PASTE_MAX_ROWS => Paste::TooMany(pieces.len()),
        _ => {
            let pasted = pieces.len();
            let kept = (!standing.is_empty()).then(|| standing.to_owned());
            Paste::Rows { texts: kept.into_iter().chain(pieces).collect(), pasted }
        }
    }
}

/// The rows that a text holds. What is no address becomes a row too, and is judged there: nothing is dropped but the name
/// before an address in angle brackets, bullets, and punctuation around a piece.
///
/// - addresses: `"Doe, John" <j@x.example>; k@x.example mailto:l@x.example` are three.
/// - numbers: `+1 555 010 0199, +49 221 555 01` are two.
/// - rules: one a line, since a rule may hold any sign.
pub fn split(item: Item, text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|c| !INVISIBLE.contains(c)).collect();
    match item {
        Item::EmailAddress => addresses(&text),
        Item::Number => pieces(&text).iter().filter_map(|piece| number(&piece.text)).collect(),
        Item::PermissionRule => {
            let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        }
    }
}

/// A piece between separators that stand outside of quotes and angle brackets.
struct Piece {
    text: String,
    /// Whether a comma parts it from the next.
    ends_with_comma: bool,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in text.split(['\n', '\r']) {
        pieces_of_line(line, &mut pieces);
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}

fn pieces_of_line(line: &str, pieces: &mut Vec<Piece>) {
    // Looked for once: a line may be long, and each of its signs may open something.
    let (last_quote, last_bracket) = (line.rfind('"'), line.rfind('>'));
    let mut piece = String::new();
    let mut closing = None;
    for (at, c) in line.char_indices() {
        match (c, closing) {
            (_, Some(sign)) if c == sign => closing = None,
            ('"', None) if last_quote > Some(at) => closing = Some('"'),
            ('<', None) if last_bracket > Some(at) => closing = Some('>'),
            _ => {}
        }
        if closing.is_none() && SEPARATORS.contains(&c) {
            pieces.push(Piece { text: std::mem::take(&mut piece), ends_with_comma: c == ',' });
        } else {
            piece.push(c);
        }
    }
    pieces.push(Piece { text: piece, ends_with_comma: false });
}

fn addresses(text: &str) -> Vec<String> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut before_comma = false;
    let mut rest = pieces.iter().peekable();
    while let Some(piece) = rest.next() {
        // `Doe, John <j@x>` and nothing else between two breaks: the comma is the name's.
        let is_family_name = !before_comma
            && piece.ends_with_comma
            && !piece.text.contains('@')
            && rest.peek().is_some_and(|next| !next.ends_with_comma && is_named(&next.text));
        if !is_family_name {
            addresses_of(&piece.text, &mut found);
        }
        before_comma = piece.ends_with_comma;
    }
    found
}

/// Whether a name without an `@` stands before an address in angle brackets.
fn is_named(piece: &str) -> bool {
    piece
        .split_once('<')
        .is_some_and(|(name, rest)| !name.trim().is_empty() && !name.contains('@') && rest.contains('@'))
}

fn addresses_of(piece: &str, found: &mut Vec<String>) {
    // A quoted name may hold any sign.
    let quoted = piece.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let mut rest = match quoted {
        Some((_, behind)) if behind.trim_start().starts_with('<') => behind,
        _ => piece,
    };
    while let Some((name, inside)) = rest.split_once('<') {
        let Some((inside, behind)) = inside.split_once('>').filter(|(inside, _)| inside.contains('@')) else {
            break;
        };
        let address = clean(inside.trim());
        // A name may be an address: that of somebody else is one more recipient.
        let others = name.rfind('@').and_then(|at| name.split_at_checked(at));
        if let Some((before, behind)) = others
            && clean(name.trim()).to_lowercase() != address.to_lowercase()
        {
            let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
            words_of(&format!("{before}{}", behind.get(..end).unwrap_or(behind)), found);
        }
        found.push(address);
        rest = behind;
    }
    words_of(rest, found);
}

/// Addresses with blanks between; words that are none stay together.
fn words_of(text: &str, found: &mut Vec<String>) {
    let text = text.trim();
    let is_one = text.contains("\"@") || text.split_whitespace().any(|word| word == "@");
    if is_one {
        found.push(clean(text));
        return;
    }
    let mut others: Vec<&str> = Vec::new();
    let flush = |others: &mut Vec<&str>, found: &mut Vec<String>| {
        let joined = others.join(" ");
        others.clear();
        let joined = if joined.contains(char::is_alphanumeric) { clean(&joined) } else { String::new() };
        if !joined.is_empty() {
            found.push(joined);
        }
    };
    for word in text.split_whitespace() {
        if word.contains('@') {
            flush(&mut others, found);
            found.push(clean(word));
        } else if !(is_bullet(word) && others.is_empty()) {
            others.push(word);
        }
    }
    flush(&mut others, found);
}

/// `1.`, `2)`, `•`, `-`, and the like, before what they number.
fn is_bullet(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')', ':']);
    let is_number = digits.len() < word.len() && digits.chars().all(|c| c.is_ascii_digit());
    is_number || !word.contains(char::is_alphanumeric)
}

/// Without `mailto:` and what follows an address there, and without quotes, brackets and punctuation around it. Only what no
/// domain ends with is taken from the end, only what no mailbox begins with from the start.
fn clean(word: &str) -> String {
    let mut word = word;
    if word.len() > WORD_BYTES_MAX {
        return word.to_owned();
    }
    loop {
        let before = word;
        word = word.trim_start_matches(['(', '[', '<', '•', '·', '“', '„', '‘', '«']);
        word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>', '”', '“', '’', '»', '\'']);
        // A domain may be a number in brackets.
        word = word.strip_suffix(']').filter(|_| !word.contains("@[")).unwrap_or(word);
        word = word.strip_prefix('\'').filter(|_| before.ends_with('\'')).unwrap_or(word);
        word = word.strip_suffix('"').unwrap_or(word);
        word = word.strip_prefix('"').filter(|rest| !rest.contains("\"@")).unwrap_or(word);
        if let Some(scheme) = word.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
            word = word.strip_prefix(scheme).unwrap_or(word);
            word = word.split_once('?').map_or(word, |(to, _)| if to.contains('@') { to } else { word });
        }
        word = word.trim();
        if word == before {
            return word.to_owned();
        }
    }
}

/// A number as it stands, without a bullet, `tel:` and punctuation behind it.
fn number(piece: &str) -> Option<String> {
    let mut text = piece.trim();
    if let Some((first, rest)) = text.split_once(char::is_whitespace)
        && is_bullet(first)
        && !first.contains(['+', '('])
    {
        text = rest.trim_start();
    }
    let text = text.trim_start_matches(['•', '·']).trim_end_matches(['.', ':']);
    let scheme = text.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("tel:"));
    let text = scheme.and_then(|scheme| text.strip_prefix(scheme)).unwrap_or(text).trim();
    text.contains(char::is_alphanumeric).then(|| text.to_owned())
}
