//! What an expression says, for a person: as data, which `text` puts into words.

use super::{
    set::ByteSet,
    tree::{Node, Pattern, Place, Repeat},
};

/// More parts in a row, or groups in groups, are no longer read back: nobody could follow.
const PHRASES_MAX: usize = 12;
const DEPTH_MAX: usize = 7;

/// What a rule lets in, as far as it can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The parts, and where they have to stand.
    Parts(Tie, Vec<Phrase>),
    /// One of these.
    Either(Vec<Reading>),
    /// It is found in every address.
    Everything,
    /// Exactly this address.
    Address(String),
    /// Every address of this domain, and of no other.
    Domain(String),
    /// It is too intricate to be said, or not read here.
    Intricate,
}

/// Where parts have to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Anywhere.
    Anywhere,
    /// At the start.
    Start,
    /// At the end.
    End,
    /// They are all there is.
    Whole,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// This text.
    Text(String),
    /// Any character.
    Any,
    /// A digit.
    Digit,
    /// A letter, a digit or `_`.
    Word,
    /// A blank.
    Blank,
    /// One of these, as in a class: `a-z0-9`.
    OneOf(String),
    /// One that is none of these.
    NoneOf(String),
    /// The edge of a word.
    WordEdge,
    /// The same that often: at least, and at most where there is an end.
    Times(Box<Phrase>, u32, Option<u32>),
    /// Parts one after the other.
    Group(Vec<Phrase>),
    /// One of these.
    Either(Vec<Phrase>),
}

/// Reads an expression back.
pub fn of(pattern: &Pattern) -> Reading {
    reading(&pattern.root).unwrap_or(Reading::Intricate)
}

fn reading(root: &Node) -> Option<Reading> {
    let parts = match root {
        Node::Choice(branches) if branches.len() <= PHRASES_MAX => {
            return branches.iter().map(reading).collect::<Option<_>>().map(Reading::Either);
        }
        Node::Sequence(parts) => parts.as_slice(),
        node => std::slice::from_ref(node),
    };
    let (parts, starts) = match parts.split_first() {
        Some((Node::Place(Place::Start), rest)) => (rest, true),
        _ => (parts, false),
    };
    let (parts, ends) = match parts.split_last() {
        Some((Node::Place(Place::End | Place::VeryEnd), rest)) => (rest, true),
        _ => (parts, false),
    };
    let tie = match (starts, ends) {
        (true, true) => Tie::Whole,
        (true, false) => Tie::Start,
        (false, true) => Tie::End,
        (false, false) => Tie::Anywhere,
    };
    let phrases = phrases(parts, 0)?;
    Some(match (tie, phrases.as_slice()) {
        (Tie::Whole, [Phrase::Text(text)]) if text.contains('@') => Reading::Address(text.clone()),
        (Tie::Whole, [Phrase::Times(what, 1, None), Phrase::Text(text)])
            if **what == Phrase::NoneOf("@".to_owned()) && text.starts_with('@') =>
        {
            Reading::Domain(text.trim_start_matches('@').to_owned())
        }
        (Tie::Whole, []) => Reading::Parts(tie, vec![Phrase::Text(String::new())]),
        (_, []) | (Tie::Anywhere | Tie::Start | Tie::End, [Phrase::Times(_, 0, _)]) => Reading::Everything,
        (_, [Phrase::Times(what, _, None)]) if **what == Phrase::Any => Reading::Everything,
        _ => Reading::Parts(tie, phrases),
    })
}

fn phrases(parts: &[Node], depth: usize) -> Option<Vec<Phrase>> {
    let mut phrases = Vec::new();
    let mut text: Vec<u8> = Vec::new();
    let flush = |text: &mut Vec<u8>, phrases: &mut Vec<Phrase>| {
        if !text.is_empty() {
            phrases.push(Phrase::Text(String::from_utf8_lossy(text).into_owned()));
            text.clear();
        }
    };
    for part in parts {
        if let Node::Set(set) = part
            && let Some(byte) = set.single()
        {
            text.push(byte);
            continue;
        }
        flush(&mut text, &mut phrases);
        match phrase(part, depth)? {
            Phrase::Group(inner) => phrases.extend(inner),
            phrase => phrases.push(phrase),
        }
    }
    flush(&mut text, &mut phrases);
    (phrases.len() <= PHRASES_MAX).then_some(phrases)
}

fn phrase(node: &Node, depth: usize) -> Option<Phrase> {
    if depth > DEPTH_MAX {
        return None;
    }
    Some(match node {
        Node::Set(set) => characters(*set),
        Node::Sequence(parts) => Phrase::Group(phrases(parts, depth + 1)?),
        Node::Choice(branches) => {
            let branches = branches.iter().map(|branch| whole(branch, depth + 1));
            Phrase::Either(branches.collect::<Option<Vec<_>>>().filter(|all| all.len() <= PHRASES_MAX)?)
        }
        Node::Capture(_, node) | Node::Atomic(node) => phrase(node, depth + 1)?,
        Node::Repeat(repeat) => {
            let Repeat { node, low, high, .. } = repeat.as_ref();
            Phrase::Times(Box::new(whole(node, depth + 1)?), *low, *high)
        }
        Node::Place(Place::WordEdge) => Phrase::WordEdge,
        _ => return None,
    })
}

/// A part as one phrase.
fn whole(node: &Node, depth: usize) -> Option<Phrase> {
    let mut all = phrases(std::slice::from_ref(node), depth)?;
    if all.len() == 1 { all.pop() } else { Some(Phrase::Group(all)) }
}

/// What a set takes.
fn characters(set: ByteSet) -> Phrase {
    if set == ByteSet::NO_NEWLINE || set == ByteSet::FULL {
        Phrase::Any
    } else if set == ByteSet::DIGIT {
        Phrase::Digit
    } else if set == ByteSet::WORD {
        Phrase::Word
    } else if set == ByteSet::SPACE {
        Phrase::Blank
    } else if set.contains(b'\n') || set.contains(0xFF) {
        Phrase::NoneOf(listed(set.complement()))
    } else if let Some(byte) = set.single() {
        Phrase::Text(char::from(byte).to_string())
    } else {
        Phrase::OneOf(listed(set))
    }
}

/// The runs of a set as a class has them; what cannot be shown is a dot in the middle.
fn listed(set: ByteSet) -> String {
    let shown = |byte: u8| if byte.is_ascii_graphic() { char::from(byte) } else { '·' };
    let mut listed = String::new();
    for (from, to) in set.ranges() {
        listed.push(shown(from));
        if to > from.saturating_add(1) {
            listed.push('-');
        }
        if to > from {
            listed.push(shown(to));
        }
    }
    listed
}
