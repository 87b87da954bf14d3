use serde_json::Value;

use crate::{
    api::{Charges, Failure},
    domain::FaxboxId,
    form::edit::Change,
};

use super::{
    errand::{Ask, End, Errand, Reason, Work},
    outcome::Proof,
};

/// One faxbox of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id; a new one has none before it is created.
    pub id: Option<FaxboxId>,
    /// What a person knows it by.
    pub name: String,
    /// What changes, as was shown before.
    pub changes: Vec<Change>,
    /// What is wanted.
    pub work: Work,
    /// How far it is.
    pub state: ItemState,
    /// What stood on the server when it was written.
    pub before: Option<Value>,
    /// Where its errand is.
    pub(super) errand: Option<Errand>,
    /// The call it waits for.
    pub(super) asked: Option<Ask>,
    /// Whether a write was sent that the server did not turn away unread.
    pub(super) wrote: bool,
    /// An earlier try ended in doubt, and nothing has told since.
    pub(super) doubt: Option<Failure>,
}

impl Item {
    /// A faxbox that waits for its turn.
    pub fn new(id: Option<FaxboxId>, name: String, changes: Vec<Change>, work: Work) -> Self {
        let state = ItemState::Waiting;
        Self {
            id,
            name,
            changes,
            work,
            state,
            before: None,
            errand: None,
            asked: None,
            wrote: false,
            doubt: None,
        }
    }

    /// Whether its next call only finds out what became of its write.
    pub(super) fn settles(&self) -> bool {
        self.wrote && !self.asked.as_ref().is_some_and(Ask::writes)
    }

    /// It goes no further now.
    pub(super) fn end(&mut self, state: ItemState) {
        let told = !matches!(state, ItemState::Failed(_) | ItemState::NotTried);
        self.state = match self.doubt.take_if(|_| !told) {
            Some(failure) => ItemState::InDoubt(failure),
            None => state,
        };
        if let ItemState::InDoubt(failure) = &self.state {
            self.doubt = Some(failure.clone());
        }
        self.errand = None;
        self.asked = None;
        self.wrote = false;
    }

    /// Whether [`Run::retry`](super::Run::retry) tries it again.
    pub(super) fn can_be_tried(&self) -> bool {
        match &self.state {
            ItemState::Failed(_) | ItemState::NotTried => true,
            ItemState::InDoubt(_) => !matches!(self.work, Work::Create(_)),
            _ => false,
        }
    }
}

/// How far a faxbox of a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemState {
    /// Its turn has not come.
    Waiting,
    /// Its calls are being made.
    Sending,
    /// It is on the server.
    Saved(Box<Proof>),
    /// It was so already; nothing was sent.
    Unchanged,
    /// It is gone.
    Removed,
    /// Nothing was written.
    Failed(Reason),
    /// Whether it was written could not be found out.
    InDoubt(Failure),
    /// The run was stopped before its turn; nothing was written.
    NotTried,
}

impl ItemState {
    /// What an errand's end makes of it.
    pub(super) fn of(end: End) -> Self {
        match end {
            End::Saved(proof) => Self::Saved(proof),
            End::Unchanged => Self::Unchanged,
            End::Removed => Self::Removed,
            End::Failed(reason) => Self::Failed(reason),
            End::InDoubt(failure) => Self::InDoubt(failure),
            // Its turn comes again once the person has said yes.
            End::Charges(_) => Self::Waiting,
        }
    }

    /// Whether it is as it was wanted.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Saved(_) | Self::Unchanged | Self::Removed)
    }

    /// Whether it went wrong.
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::InDoubt(_))
    }
}

/// What a run is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Pace {
    /// Going on.
    Running,
    /// Beginning nothing new; what was written is still read back.
    Paused(Pause),
    /// Stopped for good, and waiting for the last answers.
    Stopping,
    /// Over.
    Ended,
}

/// Why a run holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Pause {
    /// The person wants so.
    Wanted,
    /// 429 again and again.
    TooMany,
    /// No answer, several times in a row.
    Silence,
    /// The token was refused and no new one given.
    SignedOut,
    /// New faxboxes cost money: the person is asked, once for all.
    Charges(Charges),
}

/// How many faxboxes are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// As they were wanted.
    pub done: usize,
    /// Refused, or in doubt.
    pub failed: usize,
    /// Stopped before their turn.
    pub not_tried: usize,
    /// All.
    pub all: usize,
}

impl Tally {
    /// Those that nothing more will happen to.
    pub const fn settled(self) -> usize {
        self.done + self.failed + self.not_tried
    }
}

/// What the list of faxboxes learns of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// This row is so now.
    Row(Value),
    /// This one is gone.
    Gone(FaxboxId),
}
