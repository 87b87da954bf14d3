use super::row::{ListRow, ungrouped};

/// A text as the search compares it: without regard to capitals, accents and width, `ß` as `SS`. What is not ASCII is the
/// browser's work: Unicode's tables would weigh more than the list. ASCII letters may come in either case.
pub type Fold = fn(&str) -> String;

/// A number of more digits than these is looked for anywhere: it is a telephone number.
const SHORT_NUMBER_DIGITS: usize = 5;

/// What somebody searches for: every word, in any order, anywhere in a row.
///
/// Every telephone number has most short numbers in it, and so has an id. Beside words, a short number is therefore looked for where a
/// number begins: `room 12` finds “Room 12”, and not each room whose caller ID has a 12 in it. Where nothing is found so,
/// it is looked for anywhere after all: `acme 4567` is the line of Acme that ends so. Which of both holds is the whole list's to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<Word>,
}

/// One of the words, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    /// What it is without grouping, where it is a number.
    digits: Option<String>,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    Beginning,
}

impl Search {
    /// Reads what was typed.
    pub fn new(typed: &str, fold: Fold) -> Self {
        let words = typed.split_whitespace().map(|word| {
            let mut text = if word.is_ascii() { word.to_owned() } else { fold(word) };
            text.make_ascii_uppercase();
            let begins = is_short_number(word) && has_letters(typed);
            let place = if begins { Place::Beginning } else { Place::Anywhere };
            Word { digits: ungrouped(&text), text, place }
        });
        Self { words: words.collect() }
    }

    /// Whether nothing was typed, which finds everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The same with all words anywhere; nothing where they are already.
    pub fn widened(&self) -> Option<Self> {
        let is_wide = self.words.iter().all(|word| word.place == Place::Anywhere);
        let words = self.words.iter().map(|word| Word { place: Place::Anywhere, ..word.clone() });
        (!is_wide).then(|| Self { words: words.collect() })
    }

    /// Whether `typed` finds nothing that `before` did not find: letters were added to it. A `(` alone is not found where `(5` is, as a
    /// number, nor a short number where it has become something else.
    pub fn narrows(before: &str, typed: &str) -> bool {
        let has_letter = |word: &str| word.bytes().any(|byte| byte.is_ascii_alphanumeric());
        let stays = || {
            let last = before.split_whitespace().count().saturating_sub(1);
            let [was, is] =
                [before, typed].map(|text| text.split_whitespace().nth(last).is_some_and(is_short_number));
            is || !was || !has_letters(before)
        };
        typed.starts_with(before) && before.split_whitespace().all(has_letter) && stays()
    }

    /// Whether a row has all the words.
    pub fn finds(&self, row: &ListRow) -> bool {
        let text = row.haystack();
        let has = |word: &str| contains(text, word) || contains(row.id.as_str(), word);
        self.words.iter().all(|Word { text: word, digits, place }| match place {
            Place::Anywhere => has(word) || digits.as_deref().is_some_and(has),
            Place::Beginning => begins_number(text, word),
        })
    }
}

fn has_letters(typed: &str) -> bool {
    typed.chars().any(char::is_alphabetic)
}

fn is_short_number(word: &str) -> bool {
    word.len() <= SHORT_NUMBER_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `word` stands in `text`; one of which folding left nothing does.
fn contains(text: &str, word: &str) -> bool {
    word.is_empty() || places(text, word).next().is_some()
}

/// Whether a number in `text` begins with these digits: behind no letter, digit or dot, and not in an id, where letters and digits take
/// turns. `12` begins 12, 12b and 123rd.
fn begins_number(text: &str, digits: &str) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    places(text, digits).any(|place| {
        let (before, number) = text.as_bytes().split_at_checked(place).unwrap_or_default();
        let mut behind =
            number.iter().skip_while(|byte| byte.is_ascii_digit()).skip_while(|byte| is_letter(byte));
        let is_alone =
            before.last().is_none_or(|byte| !is_letter(byte) && !byte.is_ascii_digit() && *byte != b'.');
        is_alone && behind.next().is_none_or(|byte| !byte.is_ascii_digit())
    })
}

/// Where `word`, whose ASCII letters are capitals, stands in `text`, whose letters may be either.
///
/// Plain loops: words are short, and they are a fifth of the code of the standard library's search.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let mut next = 0;
    std::iter::from_fn(move || {
        let first = *word.first()?;
        loop {
            let place = next + perhaps(text.get(next..)?, first)?;
            next = place + 1;
            if text.get(place..place + word.len())?.eq_ignore_ascii_case(word) {
                return Some(place);
            }
        }
    })
}

/// By how much a small ASCII letter differs from its capital.
const CASE: u8 = 0x20;
/// How many bytes are looked at in one go.
const WORD_BYTES: usize = size_of::<u64>();

/// The first place where `byte` may stand, in either case; where it may, some others may too.
///
/// Eight bytes at a time: ten thousand rows are some megabytes, and a letter that is in few of them is looked for in all.
fn perhaps(text: &[u8], byte: u8) -> Option<usize> {
    const LOWEST: u64 = u64::from_le_bytes([1; WORD_BYTES]);
    const HIGHEST: u64 = u64::from_le_bytes([0x80; WORD_BYTES]);
    const CASES: u64 = u64::from_le_bytes([CASE; WORD_BYTES]);
    let wanted = u64::from_le_bytes([byte | CASE; WORD_BYTES]);
    let (words, rest) = text.as_chunks::<WORD_BYTES>();
    for (index, word) in words.iter().enumerate() {
        let difference = (u64::from_le_bytes(*word) | CASES) ^ wanted;
        // The lowest bit that is left belongs to the first byte that does not differ.
        let same = difference.wrapping_sub(LOWEST) & !difference & HIGHEST;
        if same != 0 {
            return Some(index * WORD_BYTES + same.trailing_zeros() as usize / 8);
        }
    }
    let rest = rest.iter().position(|other| other | CASE == byte | CASE)?;
    Some(words.len() * WORD_BYTES + rest)
}
