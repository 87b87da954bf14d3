use serde_json::Value;

use crate::{
    api::{Charges, Failure, reply::Fetched},
    domain::FaxboxId,
    form::{
        ReadBack,
        plan::{Clash, NoUpdate, Side, merge},
    },
};

use super::form::{Form, Origin};

/// How a save ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is on the server, as [`Proof`] tells.
    Saved(Box<Proof>),
    /// What shall be was there already; nothing was sent.
    Unchanged(Fetched),
    /// Both sides changed the same places; nothing was written.
    Conflict(Conflict),
    /// An update cannot express it; nothing was written.
    NoUpdate(NoUpdate),
    /// The server asks what to do about what it would cost; nothing was written.
    Charges(Charges),
    /// Nothing was written. After a create whose answer was lost: it was looked for and is not there.
    Failed(Failure),
    /// Whether it was written could not be found out.
    InDoubt(Failure),
    /// Others wrote again and again; nothing was written.
    Busy,
    /// The server refuses the very tag it gives: something on the way alters tags. Nothing was written.
    TagNeverMatches,
}

/// Both sides changed the same places, each in their own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The document that both began with.
    pub was: Value,
    /// The document that stands on the server.
    pub theirs: Value,
    /// The places, with what stands there on all three sides.
    pub clashes: Vec<Clash>,
    /// The paths that others changed besides, and that are kept.
    pub foreign: Vec<String>,
}

impl Conflict {
    /// What lies between `theirs` and `mine`, which both began with `was`.
    pub fn of(was: &Value, theirs: &Value, mine: &Value) -> Self {
        let merged = merge(was, theirs, mine, &|_| Side::Mine);
        Self { was: was.clone(), theirs: theirs.clone(), clashes: merged.clashes, foreign: merged.foreign }
    }
}

/// What is known of a faxbox after its save.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Its id.
    pub id: FaxboxId,
    /// Its document now: as fetched afterwards, or, where that failed, as the write answered.
    pub document: Value,
    /// The document that was sent.
    pub sent: Value,
    /// The document that it was compared with and written over; `null` where there was none.
    pub base: Value,
    /// The generated address, where the write's answer told it.
    pub address: Option<String>,
    /// Paths that others changed since it was opened, and that were kept.
    pub foreign: Vec<String>,
    /// Whether, and how, it was read back.
    pub reading: Reading,
}

impl Proof {
    /// What others did to the same places in the same moment, as far as it still stands there: they wrote after us, on a server
    /// that does not keep writes apart.
    pub fn conflict(&self) -> Option<Conflict> {
        let conflict = Conflict::of(&self.base, &self.document, &self.sent);
        match &self.reading {
            Reading::Compared { company: Company::Met, .. } if !conflict.clashes.is_empty() => Some(conflict),
            _ => None,
        }
    }

    /// Whether the faxbox stands on the server as it was sent, as far as anybody can tell.
    pub fn is_clean(&self) -> bool {
        match &self.reading {
            Reading::Compared { read_back, company } => {
                read_back.differs.is_empty() && *company != Company::Met
            }
            Reading::Missing(_) => false,
        }
    }
}

/// What the fetch after a write showed.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// It came.
    Compared {
        /// What the server made of what was sent.
        read_back: ReadBack,
        /// Whether somebody else wrote in the same moment, told by the generation of the tag.
        company: Company,
    },
    /// It did not come; what the write answered is all that is known.
    Missing(Failure),
}

/// Whether another write met ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// None, or the tag does not tell.
    Alone,
    /// The generation rose by more than one.
    Met,
    /// The server gave no tag, so the write was not guarded: another in the same moment would not be noticed.
    Unguarded,
}

impl Form {
    /// After a conflict: takes what is on the server, `theirs`, with what was typed since `was` on top of it; of what both
    /// changed, the side that `choose` names counts. Nothing is saved by that.
    pub fn resolve(&mut self, was: &Value, theirs: &Value, choose: &dyn Fn(&str) -> Side) {
        let merged = merge(was, theirs, &self.document(), choose);
        if let Origin::Existing { opened, .. } = &mut self.origin {
            opened.clone_from(theirs);
            self.step(|draft| *draft = draft.over(theirs, &merged.document));
            self.seal();
        }
    }
}
