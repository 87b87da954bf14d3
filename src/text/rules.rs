//! Words of the rules of `smtp_permission_list`: what they say, whom they let in.

use crate::domain::{Doubt, Phrase, Reading, Tie};

use super::{Message, messages};

messages! {
    TRY_LABEL = "Try an address";
    TRY_HELP = "Matched here as the server matches it: in small letters, row by row.";
    NO_RULES = "No rules: only the owner may send.";
    TEXT_NOT_LIST = "Mail to this faxbox fails as long as a text stands where a list belongs.";
    LET_IN = "Let in by row {row}";
    LET_IN_AT_LATEST = "Let in by row {row}, or before by row {untested}, which could not be tried";
    NOT_LET_IN = "Not let in";
    STOPPED = "Not let in: row {row} does not compile, and the mail fails there";
    OPEN = "Not certain: row {row} could not be tried";
    TRYING = "Trying…";
    ROW_ALLOWED = "Lets it in";
    ROW_ALLOWED_TOO = "Would let it in too";
    ROW_REFUSED = "Does not match";
    ROW_BROKEN = "Does not compile";
    ROW_UNTESTED = "Not tried: {why}";
    ROW_TRYING = "Trying…";
    EXACT = "Only this address";
    EXACT_NAME = "Row {row}: only this address, {rule}";
    DOMAIN = "The whole domain";
    DOMAIN_NAME = "Row {row}: the whole domain, {rule}";
    REWRITTEN = "Row {row} is now {rule}";
    DOUBT_DIALECT = "it holds what only the server reads";
    DOUBT_BEYOND_ASCII = "what the server makes of letters beyond ASCII here is not known";
    DOUBT_WAYS = "there are more ways to try than the server may try";
    DOUBT_DEADLINE = "the trial did not come back in time, and the server may hang on it too";
    DOUBT_NO_WORKER = "this page may not start a worker, in which a rule that hangs could be ended";
    READ_ANYWHERE = "Anything that contains {what}";
    READ_START = "Anything that begins with {what}";
    READ_END = "Anything that ends with {what}";
    READ_WHOLE = "Exactly {what}";
    READ_EVERYTHING = "Every address there is";
    READ_ADDRESS = "Exactly {what}, nobody else";
    READ_DOMAIN = "Everybody at {what}, nobody else";
    READ_INTRICATE = "Too intricate to be told in words; try addresses below";
    READ_OR = "{first}; or: {last}";
    QUOTED = "“{text}”";
    NOTHING = "nothing at all";
    ANY = "any character";
    DIGIT = "a digit";
    WORD = "a letter, digit or _";
    BLANK = "a blank";
    ONE_OF = "one of {set}";
    NONE_OF = "any character but {set}";
    WORD_EDGE = "the edge of a word";
    ANY_TEXT = "any text";
    SOME_TEXT = "at least one character";
    SOME_NONE_OF = "at least one character, none of them {set}";
    ANY_NONE_OF = "any text without {set}";
    PERHAPS = "perhaps {what}";
    TIMES_ANY = "any number of {what}";
    TIMES_SOME = "one or more of {what}";
    TIMES_EXACT = "{low} times {what}";
    TIMES_LOW = "{low} or more times {what}";
    TIMES = "{low} to {high} times {what}";
    GROUPED = "({what})";
    FOLLOWED = "{first} followed by {rest}";
    AND = "{first} and {last}";
    COMMA = "{first}, {last}";
    OR = "{first} or {last}";
}

/// Why a rule was not tried.
pub const fn doubt(doubt: Doubt) -> Message {
    match doubt {
        Doubt::Dialect => DOUBT_DIALECT,
        Doubt::BeyondAscii => DOUBT_BEYOND_ASCII,
        Doubt::Ways => DOUBT_WAYS,
        Doubt::Deadline => DOUBT_DEADLINE,
        Doubt::NoWorker => DOUBT_NO_WORKER,
    }
}

/// What a rule says.
pub fn reading(reading: &Reading) -> String {
    let what = |text: &str| quoted(text);
    match reading {
        Reading::Parts(tie, phrases) => {
            let message = match tie {
                Tie::Anywhere => READ_ANYWHERE,
                Tie::Start => READ_START,
                Tie::End => READ_END,
                Tie::Whole => READ_WHOLE,
            };
            message.with(&[("what", &in_a_row(phrases))])
        }
        Reading::Either(all) => list(&all.iter().map(self::reading).collect::<Vec<_>>(), READ_OR, READ_OR),
        Reading::Everything => READ_EVERYTHING.get().to_owned(),
        Reading::Address(text) => READ_ADDRESS.with(&[("what", &what(text))]),
        Reading::Domain(text) => READ_DOMAIN.with(&[("what", &what(text))]),
        Reading::Intricate => READ_INTRICATE.get().to_owned(),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { NOTHING.get().to_owned() } else { QUOTED.with(&[("text", text)]) }
}

/// Parts one after the other: "a followed by b, c and d".
fn in_a_row(phrases: &[Phrase]) -> String {
    let said: Vec<_> = phrases.iter().map(phrase).collect();
    match said.split_first() {
        None => NOTHING.get().to_owned(),
        Some((first, [])) => first.clone(),
        Some((first, rest)) => FOLLOWED.with(&[("first", first), ("rest", &list(rest, COMMA, AND))]),
    }
}

/// Parts with `between` them, and `last` before the last.
fn list(parts: &[String], between: Message, last: Message) -> String {
    let Some((first, rest)) = parts.split_first() else { return String::new() };
    let end = rest.len();
    rest.iter().enumerate().fold(first.clone(), |said, (index, part)| {
        let message = if index + 1 == end { last } else { between };
        message.with(&[("first", &said), ("last", part)])
    })
}

fn phrase(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Text(text) => quoted(text),
        Phrase::Any => ANY.get().to_owned(),
        Phrase::Digit => DIGIT.get().to_owned(),
        Phrase::Word => WORD.get().to_owned(),
        Phrase::Blank => BLANK.get().to_owned(),
        Phrase::OneOf(set) => ONE_OF.with(&[("set", &quoted(set))]),
        Phrase::NoneOf(set) => NONE_OF.with(&[("set", &quoted(set))]),
        Phrase::WordEdge => WORD_EDGE.get().to_owned(),
        Phrase::Times(what, low, high) => times(what, *low, *high),
        Phrase::Group(phrases) => GROUPED.with(&[("what", &in_a_row(phrases))]),
        Phrase::Either(all) => {
            GROUPED.with(&[("what", &list(&all.iter().map(self::phrase).collect::<Vec<_>>(), COMMA, OR))])
        }
    }
}

fn times(what: &Phrase, low: u32, high: Option<u32>) -> String {
    let message = match (what, low, high) {
        (Phrase::Any, 0, None) => return ANY_TEXT.get().to_owned(),
        (Phrase::Any, 1, None) => return SOME_TEXT.get().to_owned(),
        (Phrase::NoneOf(set), 0, None) => return ANY_NONE_OF.with(&[("set", &quoted(set))]),
        (Phrase::NoneOf(set), 1, None) => return SOME_NONE_OF.with(&[("set", &quoted(set))]),
        (_, 0, Some(1)) => PERHAPS,
        (_, 0, None) => TIMES_ANY,
        (_, 1, None) => TIMES_SOME,
        (_, low, Some(high)) if low == high => TIMES_EXACT,
        (_, _, None) => TIMES_LOW,
        _ => TIMES,
    };
    let high = high.unwrap_or_default().to_string();
    message.with(&[("what", &phrase(what)), ("low", &low.to_string()), ("high", &high)])
}
