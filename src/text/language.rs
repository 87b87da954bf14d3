//! The language that is spoken. English is built in; of any other the texts come as data, and what `Intl` knows of it as functions.
//!
//! A text is found by the English one. Which language is spoken is said by whoever draws: two panels of one page may differ.

use std::cell::Cell;

/// Parts the plural forms of a text, and each from the name of its category: `one␁{count} faxbox␁other␁{count} faxboxes`.
const FORM: char = '\u{1}';
/// Parts the texts of a catalogue.
const TEXT: char = '\0';
/// Around what is filled into a text that reads from right to left, so that it keeps its own direction (Unicode's FSI and PDI).
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// How a language reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// A language other than the built-in English.
pub struct Language {
    /// English texts, in order, each with what is said in its place.
    texts: Vec<(&'static str, &'static str)>,
    direction: Direction,
    /// By which whoever made it knows it.
    number: u32,
    intl: Intl,
}

/// What the browser's `Intl` is asked about a language.
#[derive(Clone, Copy, Debug)]
pub enum Question<'a> {
    /// The plural category of a number of things: `zero`, `one`, `two`, `few`, `many` or `other`.
    Category(usize),
    /// A number as one writes it.
    Number(usize),
    /// Things one after the other.
    List(&'a [String]),
}

/// What asks `Intl` about the language of a number.
pub type Intl = fn(u32, Question<'_>) -> String;

impl Language {
    /// A language from its texts: an English one, what is said in its place, the next, each with a zero between. The English ones are
    /// in the order of their code points. The texts stay for good, so there is one of these for each language of a page.
    pub fn new(texts: String, direction: Direction, number: u32, intl: Intl) -> Self {
        let mut all = String::leak(texts).split(TEXT);
        let mut texts = Vec::new();
        while let (Some(english), Some(said)) = (all.next(), all.next()) {
            texts.push((english, said));
        }
        Self { texts, direction, number, intl }
    }

    fn ask(&self, question: Question<'_>) -> String {
        (self.intl)(self.number, question)
    }

    fn text(&self, english: &str) -> Option<&'static str> {
        let at = self.texts.binary_search_by(|(known, _)| (*known).cmp(english)).ok()?;
        self.texts.get(at).map(|(_, said)| *said)
    }

    /// The form of a text for a number of things. Where the number's own category lacks, the last one stands.
    fn form(&self, text: &'static str, count: Option<&str>) -> &'static str {
        if !text.contains(FORM) {
            return text;
        }
        // Written for people, it may have something between its thousands.
        let digits = count.unwrap_or_default().chars().filter(char::is_ascii_digit).collect::<String>();
        let category = self.ask(Question::Category(digits.parse().unwrap_or_default()));
        let mut forms = text.split(FORM);
        let mut found = "";
        while let (Some(known), Some(form)) = (forms.next(), forms.next()) {
            found = form;
            if known == category {
                break;
            }
        }
        found
    }
}

thread_local! {
    static SPOKEN: Cell<Option<&'static Language>> = const { Cell::new(None) };
}

/// Speaks a language from here on; without one, English.
pub fn speak(language: Option<&'static Language>) {
    SPOKEN.set(language);
}

/// The language that is spoken; `None` is English.
pub fn spoken() -> Option<&'static Language> {
    SPOKEN.get()
}

/// What is said in the place of an English text, all plural forms of it.
pub(super) fn text(english: &'static str) -> &'static str {
    spoken().and_then(|language| language.text(english)).unwrap_or(english)
}

/// Whether the language has a text for this English one.
pub(super) fn has(english: &'static str) -> bool {
    spoken().is_some_and(|language| language.text(english).is_some())
}

/// What is said in the place of an English text, in the form for this many things.
pub(super) fn form(english: &'static str, count: Option<&str>) -> &'static str {
    let text = text(english);
    spoken().map_or(text, |language| language.form(text, count))
}

/// Writes what is filled into a text.
pub(super) fn fill(text: &mut String, part: &str) {
    let [before, after] = ISOLATE;
    if spoken().is_some_and(|language| language.direction == Direction::RightToLeft) {
        text.push(before);
        text.push_str(part);
        text.push(after);
    } else {
        text.push_str(part);
    }
}

/// A count as a person reads it: from five digits on, thousands stand apart.
pub fn number(count: usize) -> String {
    if let Some(language) = spoken() {
        return language.ask(Question::Number(count));
    }
    let digits = count.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Things one after the other.
pub fn list(parts: &[String]) -> String {
    match spoken() {
        Some(language) => language.ask(Question::List(parts)),
        None => parts.join(", "),
    }
}
