//! What a run does for one faxbox: a save, or a removal that asks nobody any more.

use serde_json::Value;

use crate::{
    api::{Charges, Consent, Endpoint, Failure, Method, reply::Fetched},
    domain::{EntityTag, FaxboxId},
    form::{
        edit::Edit,
        plan::Clash,
        value::{public, same},
    },
};

use super::{
    outcome::{Outcome, Proof},
    save::{Before, Call, Manner, Next, ROUNDS_MAX, Reply, Save},
};

/// What is wanted for one faxbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// It is created.
    Create(Value),
    /// It is changed in this way, whatever it is by then.
    Apply(Edit),
    /// It was seen like this and shall be like that; what others change elsewhere meanwhile is kept.
    Reach {
        /// As it was seen.
        seen: Value,
        /// As it shall be.
        mine: Value,
    },
    /// It is removed, if it is still what was seen.
    Remove {
        /// As it was seen.
        seen: Value,
    },
}

/// A call that a run wants made.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Answer with [`Heard::Reply`].
    Call(Call),
    /// DELETE. Answer with [`Heard::Removed`].
    Remove(FaxboxId, Option<EntityTag>),
}

impl Ask {
    /// Whether it changes anything on the server.
    pub fn writes(&self) -> bool {
        match self {
            Self::Call(call) => call.writes(),
            Self::Remove(..) => true,
        }
    }
}

/// What came of an [`Ask`].
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// Of [`Ask::Call`].
    Reply(Reply),
    /// Of [`Ask::Remove`].
    Removed(Result<(), Failure>),
}

impl Heard {
    /// That no answer came to the call of `endpoint`.
    pub fn failed(endpoint: &Endpoint, failure: Failure) -> Self {
        match endpoint.method {
            Method::Get => Self::Reply(Reply::Fetched(Err(failure))),
            Method::Put | Method::Post | Method::Patch => Self::Reply(Reply::Written(Err(failure))),
            Method::Delete => Self::Removed(Err(failure)),
        }
    }

    /// Why it did not do what was asked.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Reply(
                Reply::Fetched(Err(failure)) | Reply::Written(Err(failure)) | Reply::Rows(Err(failure)),
            )
            | Self::Removed(Err(failure)) => Some(failure),
            _ => None,
        }
    }

    /// The document that a fetch brought.
    pub fn fetched(&self) -> Option<&Value> {
        match self {
            Self::Reply(Reply::Fetched(Ok(fetched))) => Some(&fetched.document),
            _ => None,
        }
    }
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Make this call.
    Ask(Ask),
    /// It has ended.
    End(End),
}

/// How one faxbox fared.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// It is on the server.
    Saved(Box<Proof>),
    /// It was so already; nothing was sent.
    Unchanged,
    /// It is gone.
    Removed,
    /// The server asks what to do about what it would cost; nothing was written.
    Charges(Charges),
    /// Nothing was written.
    Failed(Reason),
    /// Whether it was written could not be found out.
    InDoubt(Failure),
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The call failed.
    Failure(Failure),
    /// Others changed the same places since it was seen.
    Conflict(Vec<Clash>),
    /// It shall be removed, and is not what was seen any more. Asked again, this is what is removed.
    Changed(Value),
    /// Others wrote again and again.
    Busy,
    /// The server refuses the very tag it gives.
    TagNeverMatches,
}

/// The way of one faxbox: hand in each answer, make each call, until it has ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// A save.
    Save(Box<Save>),
    /// A removal.
    Removal(Erasure),
}

impl Errand {
    /// Begins. A create needs to know what there was before, and whether its charges are accepted.
    pub fn begin(id: Option<&FaxboxId>, work: &Work, consent: Consent, before: Before) -> (Self, Ask) {
        let (save, next) = match (work, id) {
            (Work::Create(document), _) => Save::create(document.clone(), consent, before),
            (Work::Apply(edit), Some(id)) => Save::apply(id.clone(), edit.clone()),
            (Work::Reach { seen, mine }, Some(id)) => {
                Save::edit(id.clone(), seen.clone(), mine.clone(), Manner::Change)
            }
            (Work::Remove { seen }, Some(id)) => {
                let erasure =
                    Erasure { id: id.clone(), seen: seen.clone(), step: Erasing::Fetching(None), rounds: 0 };
                return (Self::Removal(erasure), Ask::Call(Call::Fetch(id.clone())));
            }
            // What exists has an id: nothing else is ever made.
            (Work::Apply(_) | Work::Reach { .. } | Work::Remove { .. }, None) => {
                Save::create(Value::Null, consent, before)
            }
        };
        let ask = match next {
            Next::Send(call) => Ask::Call(call),
            Next::Done(_) => Ask::Call(Call::Search),
        };
        (Self::Save(Box::new(save)), ask)
    }

    /// Takes an answer and tells what to do now. One that was not asked for ends it in doubt.
    pub fn answered(&mut self, heard: Heard) -> Step {
        match (self, heard) {
            (Self::Save(save), Heard::Reply(reply)) => match save.answered(reply) {
                Next::Send(call) => Step::Ask(Ask::Call(call)),
                Next::Done(outcome) => Step::End(end(outcome)),
            },
            (Self::Removal(erasure), heard) => erasure.answered(heard),
            (Self::Save(_), Heard::Removed(_)) => Step::End(End::InDoubt(Failure::Unreachable)),
        }
    }
}

fn end(outcome: Outcome) -> End {
    match outcome {
        Outcome::Saved(proof) => End::Saved(proof),
        Outcome::Unchanged(_) => End::Unchanged,
        Outcome::Charges(charges) => End::Charges(charges),
        Outcome::InDoubt(failure) => End::InDoubt(failure),
        Outcome::Failed(failure) => End::Failed(Reason::Failure(failure)),
        Outcome::Conflict(conflict) => End::Failed(Reason::Conflict(conflict.clashes)),
        Outcome::Busy => End::Failed(Reason::Busy),
        Outcome::TagNeverMatches => End::Failed(Reason::TagNeverMatches),
        // Asked for by updates alone, and a run makes none.
        Outcome::NoUpdate(_) => End::InDoubt(Failure::Unreachable),
    }
}

/// A removal after its question: fetched, compared with what was seen, removed with its tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Erasure {
    id: FaxboxId,
    seen: Value,
    step: Erasing,
    rounds: u8,
}

#[derive(Clone, Debug, PartialEq)]
enum Erasing {
    /// Waiting for the document; the tag that did not match.
    Fetching(Option<EntityTag>),
    /// Waiting for the removal's answer, which was sent with this tag.
    Sending(Option<EntityTag>),
    /// The removal may or may not have been carried out: waiting for what is there.
    Finding(Failure),
}

impl Erasure {
    fn answered(&mut self, heard: Heard) -> Step {
        let step = std::mem::replace(&mut self.step, Erasing::Fetching(None));
        match (step, heard) {
            (
                Erasing::Fetching(_) | Erasing::Finding(_),
                Heard::Reply(Reply::Fetched(Err(Failure::NotFound(_)))),
            )
            | (Erasing::Sending(_), Heard::Removed(Ok(()) | Err(Failure::NotFound(_)))) => {
                Step::End(End::Removed)
            }
            (Erasing::Fetching(refused), Heard::Reply(Reply::Fetched(Ok(theirs)))) => {
                self.remove(theirs, refused.as_ref())
            }
            (Erasing::Fetching(_), Heard::Reply(Reply::Fetched(Err(failure)))) => {
                Step::End(End::Failed(Reason::Failure(failure)))
            }
            (Erasing::Sending(tag), Heard::Removed(Err(failure))) => self.refused(tag, failure),
            (Erasing::Finding(failure), Heard::Reply(Reply::Fetched(Ok(theirs)))) => {
                // A removal that is still under way at the server may come true yet.
                let settled = self.is_seen(&theirs.document) && !matches!(failure, Failure::TimedOut { .. });
                Step::End(if settled { End::Failed(Reason::Failure(failure)) } else { End::InDoubt(failure) })
            }
            (Erasing::Finding(failure), _) => Step::End(End::InDoubt(failure)),
            _ => Step::End(End::InDoubt(Failure::Unreachable)),
        }
    }

    fn is_seen(&self, document: &Value) -> bool {
        same(&public(&self.seen), &public(document))
    }

    fn remove(&mut self, theirs: Fetched, refused: Option<&EntityTag>) -> Step {
        if !self.is_seen(&theirs.document) {
            return Step::End(End::Failed(Reason::Changed(theirs.document)));
        }
        let tag = match &theirs.tag {
            None => None,
            Some(newest) => match newest.after(refused) {
                None => return Step::End(End::Failed(Reason::TagNeverMatches)),
                tag => tag,
            },
        };
        self.step = Erasing::Sending(tag.clone());
        Step::Ask(Ask::Remove(self.id.clone(), tag))
    }

    fn refused(&mut self, tag: Option<EntityTag>, failure: Failure) -> Step {
        let fetch = Step::Ask(Ask::Call(Call::Fetch(self.id.clone())));
        match failure {
            Failure::Changed | Failure::Conflict(_) => {
                self.rounds += 1;
                if self.rounds >= ROUNDS_MAX {
                    return Step::End(End::Failed(Reason::Busy));
                }
                self.step = Erasing::Fetching(tag.filter(|_| failure == Failure::Changed));
                fetch
            }
            failure if failure.leaves_in_doubt() => {
                self.step = Erasing::Finding(failure);
                fetch
            }
            failure => Step::End(End::Failed(Reason::Failure(failure))),
        }
    }
}

/// The document that a write left on the server, with its generated address where the write told it: a row of the list.
pub fn row_of(proof: &Proof) -> Value {
    let mut row = proof.document.clone();
    if let (Some(members), Some(address)) = (row.as_object_mut(), &proof.address) {
        let key = crate::form::value::SMTP_EMAIL_ADDRESS.to_owned();
        members.insert(key, Value::String(address.clone()));
    }
    row
}
