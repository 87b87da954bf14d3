//! Whether a rule lets an address in, as far as that can be told without the server.

use super::{
    parse::parse,
    risk::Risk,
    set::LOWERED,
    translate::{Translated, Translation, translate},
};

/// What became of the trial of one rule against one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The server lets the address in by this rule.
    Allowed,
    /// This rule does not let the address in.
    Refused,
    /// The rule does not compile; the server stops there.
    Broken,
    /// It was not tried, or the outcome is not certain to be the server's.
    Untested(Doubt),
}

/// Why a rule was not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It holds what no other dialect is certain to read alike.
    Dialect,
    /// What the server makes of letters beyond ASCII there was not recorded.
    BeyondAscii,
    /// There are more ways to try than the server is sure to try.
    Ways,
    /// The trial did not come back in time.
    Deadline,
    /// There is nothing to try it with: no worker could be started.
    NoWorker,
}

/// A sender's address as the server compares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    subject: String,
}

impl Sender {
    /// Lowers an address byte by byte.
    pub fn new(address: &str) -> Self {
        Self { subject: lowered(address) }
    }

    /// The address to search in; each character is one byte.
    pub fn subject(&self) -> &str {
        &self.subject
    }
}

/// The bytes of a text, lowered, each as the character of its number.
fn lowered(text: &str) -> String {
    let lower = |byte: u8| if LOWERED.contains(byte) { byte + (b'a' - b'A') } else { byte };
    text.bytes().map(|byte| char::from(lower(byte))).collect()
}

/// A rule ready to be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The row in the form in which it is compared.
    lowered: String,
    expression: Expression,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Expression {
    Broken,
    Untranslated,
    Never,
    Search(Translation, Risk),
}

/// What is to be done for a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Nothing: it is known.
    Known(Verdict),
    /// Search for this expression (JavaScript's, without flags) in [`Sender::subject`], and tell [`Trial::settle`] what
    /// came out.
    Search(&'a str),
}

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// It is there.
    Found,
    /// It is not.
    NotFound,
    /// Nothing is known, for this reason.
    Failed(Doubt),
}

impl Trial {
    /// Makes a rule ready.
    pub fn new(rule: &str) -> Self {
        let expression = match parse(rule) {
            Err(_) => Expression::Broken,
            Ok(pattern) => match translate(&pattern) {
                Translated::Never => Expression::Never,
                Translated::Not => Expression::Untranslated,
                Translated::Into(translation) => Expression::Search(translation, Risk::of(&pattern.root)),
            },
        };
        Self { lowered: lowered(rule), expression }
    }

    /// What is to be done for the verdict on an address.
    pub fn step(&self, sender: &Sender) -> Step<'_> {
        let is_equal = self.lowered == sender.subject;
        match &self.expression {
            // Whether the server compares before it compiles was not recorded.
            Expression::Broken if is_equal => Step::Known(Verdict::Untested(Doubt::Dialect)),
            Expression::Broken => Step::Known(Verdict::Broken),
            _ if is_equal => Step::Known(Verdict::Allowed),
            Expression::Never => Step::Known(Verdict::Refused),
            Expression::Untranslated => Step::Known(Verdict::Untested(Doubt::Dialect)),
            Expression::Search(translation, _)
                if translation.doubts_beyond_ascii && !sender.subject.is_ascii() =>
            {
                Step::Known(Verdict::Untested(Doubt::BeyondAscii))
            }
            Expression::Search(translation, _) => Step::Search(&translation.source),
        }
    }

    /// Whether the search may not come back: it is better done alone.
    pub fn is_suspect(&self, sender: &Sender) -> bool {
        match &self.expression {
            Expression::Search(_, risk) => !risk.is_decided_within(sender.subject.len()),
            _ => false,
        }
    }

    /// The verdict after a search.
    pub fn settle(&self, sender: &Sender, search: Search) -> Verdict {
        match search {
            // The server may have given up before, which it takes for “not there”.
            Search::Found if self.is_suspect(sender) => Verdict::Untested(Doubt::Ways),
            Search::Found => Verdict::Allowed,
            Search::NotFound => Verdict::Refused,
            Search::Failed(doubt) => Verdict::Untested(doubt),
        }
    }
}

/// What the whole list makes of an address, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// No rule at all: only the owner may send.
    NoRules,
    /// Let in by this row, from 0; the first that is known to.
    LetIn {
        /// The row.
        row: usize,
    },
    /// No row lets it in.
    Refused,
    /// This row does not compile and no row before it lets the address in: all mail that gets here fails.
    Stopped {
        /// The row.
        row: usize,
    },
    /// No row is known to let it in, but this one was not tried.
    Open {
        /// The first row that was not tried.
        row: usize,
    },
}

impl Admission {
    /// What the server makes of these verdicts, in the order of the rows.
    pub fn of(verdicts: &[Verdict]) -> Self {
        if verdicts.is_empty() {
            return Self::NoRules;
        }
        let mut open = None;
        for (row, verdict) in verdicts.iter().enumerate() {
            match verdict {
                Verdict::Allowed => return Self::LetIn { row },
                Verdict::Broken => return open.map_or(Self::Stopped { row }, |row| Self::Open { row }),
                Verdict::Untested(_) => open = open.or(Some(row)),
                Verdict::Refused => {}
            }
        }
        open.map_or(Self::Refused, |row| Self::Open { row })
    }
}
