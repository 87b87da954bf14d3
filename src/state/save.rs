use serde_json::Value;

use crate::{
    api::{
        Consent, Failure,
        reply::{Fetched, Written},
    },
    domain::{EntityTag, FaxboxId},
    form::{
        Field,
        edit::Edit,
        plan::{Plan, plan, update_body},
        read_back,
        value::{ID, public, same},
    },
};

use super::outcome::{Company, Conflict, Outcome, Proof, Reading};

/// How often a write begins again after 409 or 412 before the person is asked.
pub const ROUNDS_MAX: u8 = 5;

/// Which call carries a save of an existing faxbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// POST of the whole resulting document.
    #[default]
    Change,
    /// PATCH, with a body that is right on both kinds of server.
    Update,
}

/// A call that a save wants made.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// GET of the faxbox. Answer with [`Reply::Fetched`].
    Fetch(FaxboxId),
    /// PUT. Answer with [`Reply::Written`].
    Create(Value, Consent),
    /// POST. Answer with [`Reply::Written`].
    Change(FaxboxId, Value, Option<EntityTag>),
    /// PATCH. Answer with [`Reply::Written`].
    Update(FaxboxId, Value, Option<EntityTag>),
    /// The whole list, to look for a create whose answer was lost. Answer with [`Reply::Rows`].
    Search,
}

impl Call {
    /// Whether it changes anything on the server.
    pub fn writes(&self) -> bool {
        !matches!(self, Self::Fetch(_) | Self::Search)
    }
}

/// What came of a [`Call`].
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Of [`Call::Fetch`].
    Fetched(Result<Fetched, Failure>),
    /// Of a write.
    Written(Result<Written, Failure>),
    /// Of [`Call::Search`].
    Rows(Result<Vec<Value>, Failure>),
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Make this call and hand in its reply.
    Send(Call),
    /// The save has ended.
    Done(Outcome),
}

/// Which faxboxes there were before a create: one that is found later is none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// These and no others.
    Known(Vec<FaxboxId>),
    /// The list was not read to its end.
    Unread,
}

/// One save on its way: hand in each reply, make each call, until it is done.
///
/// An existing faxbox is fetched, compared three ways, written with `If-Match`, fetched again and compared; 409 and 412
/// begin again. A new one is created and fetched; where its answer is lost it is looked for, since it may cost money.
/// Source: contract, "Writing: what destroys data".
#[derive(Clone, Debug, PartialEq)]
pub struct Save {
    job: Job,
    step: Step,
}

#[derive(Clone, Debug, PartialEq)]
enum Job {
    Create { document: Value, before: Before },
    Edit { id: FaxboxId, aim: Aim, manner: Manner, rounds: u8, refused: Option<EntityTag> },
}

/// What a save of an existing faxbox wants it to be.
#[derive(Clone, Debug, PartialEq)]
enum Aim {
    /// It was opened like this and shall be like that.
    Reach { opened: Value, mine: Value },
    /// What this edit makes of whatever is there.
    Apply(Edit),
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// Waiting for the present document.
    Fetching,
    /// Waiting for the write's answer.
    Writing(Attempt),
    /// The write may or may not have been carried out: waiting for the document, or the list, that tells.
    Finding(Attempt, Failure),
    /// Waiting for the document after the write.
    ReadingBack(Attempt, Written),
}

/// What was sent, and on top of what.
#[derive(Clone, Debug, Default, PartialEq)]
struct Attempt {
    sent: Value,
    base: Value,
    tag: Option<EntityTag>,
    foreign: Vec<String>,
}

impl Save {
    /// Begins a create.
    pub fn create(document: Value, consent: Consent, before: Before) -> (Self, Next) {
        let call = Call::Create(document.clone(), consent);
        let attempt = Attempt { sent: document.clone(), ..Attempt::default() };
        (Self { job: Job::Create { document, before }, step: Step::Writing(attempt) }, Next::Send(call))
    }

    /// Begins a save of the faxbox that was opened as `opened` and shall be `mine`.
    pub fn edit(id: FaxboxId, opened: Value, mine: Value, manner: Manner) -> (Self, Next) {
        Self::existing(id, Aim::Reach { opened, mine }, manner)
    }

    /// Begins a save that applies `edit` to the faxbox as it is by then.
    pub fn apply(id: FaxboxId, edit: Edit) -> (Self, Next) {
        Self::existing(id, Aim::Apply(edit), Manner::Change)
    }

    fn existing(id: FaxboxId, aim: Aim, manner: Manner) -> (Self, Next) {
        let call = Call::Fetch(id.clone());
        let job = Job::Edit { id, aim, manner, rounds: 0, refused: None };
        (Self { job, step: Step::Fetching }, Next::Send(call))
    }

    /// Takes a reply and tells what to do now. A reply that was not asked for ends the save in doubt.
    pub fn answered(&mut self, reply: Reply) -> Next {
        let step = std::mem::replace(&mut self.step, Step::Fetching);
        match (step, reply) {
            (Step::Fetching, Reply::Fetched(Ok(theirs))) => self.write(theirs),
            (Step::Fetching, Reply::Fetched(Err(failure))) => Next::Done(Outcome::Failed(failure)),
            (Step::Writing(attempt), Reply::Written(written)) => self.written(attempt, written),
            (Step::Finding(attempt, failure), Reply::Fetched(found)) => {
                Self::found(attempt, failure, found, &self.job)
            }
            (Step::Finding(attempt, failure), Reply::Rows(rows)) => self.searched(attempt, failure, rows),
            (Step::ReadingBack(attempt, written), Reply::Fetched(kept)) => Self::read(attempt, written, kept),
            _ => Next::Done(Outcome::InDoubt(Failure::Unreachable)),
        }
    }

    /// Compares three ways and sends what results.
    fn write(&mut self, theirs: Fetched) -> Next {
        let Job::Edit { id, aim, manner, refused, .. } = &mut self.job else {
            return Next::Done(Outcome::InDoubt(Failure::Unreachable));
        };
        let planned = match aim {
            Aim::Reach { opened, mine } => match plan(opened, &theirs.document, mine) {
                Plan::Conflict(_) => {
                    return Next::Done(Outcome::Conflict(Conflict::of(opened, &theirs.document, mine)));
                }
                planned => planned,
            },
            Aim::Apply(edit) => plan(&theirs.document, &theirs.document, &edit.apply(&theirs.document)),
        };
        let (document, foreign) = match planned {
            // One side alone changed something: no conflict.
            Plan::Nothing | Plan::Conflict(_) => return Next::Done(Outcome::Unchanged(theirs)),
            Plan::Write { document, foreign } => (document, foreign),
        };
        let refused = refused.take();
        let tag = match &theirs.tag {
            None => None,
            Some(newest) => match newest.after(refused.as_ref()) {
                None => return Next::Done(Outcome::TagNeverMatches),
                tag => tag,
            },
        };
        let call = match manner {
            Manner::Change => Call::Change(id.clone(), document.clone(), tag.clone()),
            Manner::Update => match update_body(&theirs.document, &document) {
                Ok(body) => Call::Update(id.clone(), body, tag.clone()),
                Err(reason) => return Next::Done(Outcome::NoUpdate(reason)),
            },
        };
        self.step = Step::Writing(Attempt { sent: document, base: theirs.document, tag, foreign });
        Next::Send(call)
    }

    fn written(&mut self, attempt: Attempt, written: Result<Written, Failure>) -> Next {
        match (written, &mut self.job) {
            (Ok(written), job) => {
                // Whatever id an answer names, what was written is what was asked for.
                let id = match job {
                    Job::Edit { id, .. } => id.clone(),
                    Job::Create { .. } => written.id,
                };
                let written = Written { id, ..written };
                let call = Call::Fetch(written.id.clone());
                self.step = Step::ReadingBack(attempt, written);
                Next::Send(call)
            }
            (
                Err(failure @ (Failure::Changed | Failure::Conflict(_))),
                Job::Edit { id, rounds, refused, .. },
            ) => {
                *rounds += 1;
                if *rounds >= ROUNDS_MAX {
                    return Next::Done(Outcome::Busy);
                }
                // A 409 says nothing of the tag: two writes met inside the server.
                *refused = attempt.tag.filter(|_| failure == Failure::Changed);
                Next::Send(Call::Fetch(id.clone()))
            }
            (Err(Failure::Charges(charges)), _) => Next::Done(Outcome::Charges(charges)),
            (Err(failure), job) if failure.leaves_in_doubt() => {
                let call = match job {
                    Job::Create { .. } => Call::Search,
                    Job::Edit { id, .. } => Call::Fetch(id.clone()),
                };
                self.step = Step::Finding(attempt, failure);
                Next::Send(call)
            }
            (Err(failure), _) => Next::Done(Outcome::Failed(failure)),
        }
    }

    /// An edit whose answer was lost: the document tells whether it was carried out.
    fn found(attempt: Attempt, failure: Failure, found: Result<Fetched, Failure>, job: &Job) -> Next {
        let (Ok(found), Job::Edit { id, .. }) = (found, job) else {
            return Next::Done(Outcome::InDoubt(failure));
        };
        if read_back(&attempt.sent, &found.document).differs.is_empty() {
            let written = Written { document: found.document.clone(), id: id.clone() };
            return Self::read(attempt, written, Ok(found));
        }
        let untouched = same(&public(&found.document), &public(&attempt.base));
        Next::Done(if untouched { Outcome::Failed(failure) } else { Outcome::InDoubt(failure) })
    }

    /// A create whose answer was lost: the list tells whether it was carried out.
    fn searched(&mut self, attempt: Attempt, failure: Failure, rows: Result<Vec<Value>, Failure>) -> Next {
        let (Ok(rows), Job::Create { document, before }) = (rows, &self.job) else {
            return Next::Done(Outcome::InDoubt(failure));
        };
        let name = |row: &Value| row.get(Field::Name.path()).cloned();
        let mut alike = false;
        let created = rows.into_iter().find_map(|row| {
            let id = FaxboxId::parse(row.get(ID)?.as_str()?).ok()?;
            if matches!(before, Before::Known(known) if known.contains(&id)) {
                return None;
            }
            alike |= name(&row) == name(document);
            // What the server added is no reason to take it for another; what it lacks of ours is.
            let is_it = read_back(document, &row).differs.iter().all(|difference| difference.sent.is_none());
            is_it.then_some(Written { document: row, id })
        });
        match created {
            // It looks the same, and may have been there before.
            Some(_) if *before == Before::Unread => Next::Done(Outcome::InDoubt(failure)),
            Some(written) => {
                let call = Call::Fetch(written.id.clone());
                self.step = Step::ReadingBack(attempt, written);
                Next::Send(call)
            }
            // Another of that name has come, or the server may still be at it.
            None if alike || matches!(failure, Failure::TimedOut { .. }) => {
                Next::Done(Outcome::InDoubt(failure))
            }
            None => Next::Done(Outcome::Failed(failure)),
        }
    }

    fn read(attempt: Attempt, written: Written, kept: Result<Fetched, Failure>) -> Next {
        let address = generated_address(&written.document);
        let (document, reading) = match kept {
            Ok(kept) => {
                let generation = |tag: Option<EntityTag>| tag.and_then(|tag| tag.generation());
                let unguarded = attempt.tag.is_none() && !attempt.base.is_null();
                let company = match (generation(attempt.tag), generation(kept.tag)) {
                    (Some(before), Some(after)) if after > before.saturating_add(1) => Company::Met,
                    _ if unguarded => Company::Unguarded,
                    _ => Company::Alone,
                };
                let read_back = read_back(&attempt.sent, &kept.document);
                (kept.document, Reading::Compared { read_back, company })
            }
            Err(failure) => (written.document, Reading::Missing(failure)),
        };
        Next::Done(Outcome::Saved(Box::new(Proof {
            id: written.id,
            document,
            sent: attempt.sent,
            base: attempt.base,
            address,
            foreign: attempt.foreign,
            reading,
        })))
    }
}

/// The generated address of a row or of a write's answer; a fetch has none.
pub fn generated_address(document: &Value) -> Option<String> {
    document.get(crate::form::value::SMTP_EMAIL_ADDRESS)?.as_str().map(str::to_owned)
}
