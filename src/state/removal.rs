use serde_json::Value;

use crate::{
    api::{Failure, reply::Fetched},
    domain::{EntityTag, FaxboxId},
    form::value::{public, same},
};

/// The removal of one faxbox, from the question to its end. There is no undelete.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    /// Which one.
    pub id: FaxboxId,
    /// The document that the person saw last.
    seen: Value,
    /// Its document, which the dialog offers to keep.
    pub document: Value,
    /// The tag that must still be its.
    pub tag: Option<EntityTag>,
    /// How far it is.
    pub step: RemovalStep,
    /// The tag that did not match.
    refused: Option<EntityTag>,
}

/// How far a [`Removal`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum RemovalStep {
    /// The present document is being fetched: what is asked about is what will be removed.
    Fetching,
    /// The person is asked.
    Asking {
        /// Somebody changed the faxbox since the person saw it last.
        changed_meanwhile: bool,
        /// The server gave a tag, so that it is this very document that will be removed, or none.
        is_guarded: bool,
    },
    /// Waiting for the server.
    Sending,
    /// It is gone.
    Gone,
    /// It is still there, or nobody knows.
    Failed(Failure),
    /// The server refuses the very tag it gives: something on the way alters tags.
    TagNeverMatches,
}

impl Removal {
    /// Begins with what the person has on the screen: fetch the faxbox and hand it to [`Removal::fetched`].
    pub fn begin(id: FaxboxId, seen: Value) -> Self {
        Self { id, seen, document: Value::Null, tag: None, step: RemovalStep::Fetching, refused: None }
    }

    /// The faxbox's name, as it was seen last.
    pub fn name(&self) -> Option<&str> {
        self.seen.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty())
    }

    /// Begins again where the faxbox could not be fetched; `true` where it must be.
    pub fn retry(&mut self) -> bool {
        let unseen = matches!(self.step, RemovalStep::Failed(_)) && self.document.is_null();
        if unseen {
            self.step = RemovalStep::Fetching;
        }
        unseen
    }

    /// Takes the present document and asks, or finds that it is gone already. Only where it is waited for.
    pub fn fetched(&mut self, reply: Result<Fetched, Failure>) {
        if self.step != RemovalStep::Fetching {
            return;
        }
        self.step = match reply {
            Ok(fetched) => self.ask(fetched),
            Err(Failure::NotFound(_)) => RemovalStep::Gone,
            Err(failure) => RemovalStep::Failed(failure),
        };
    }

    fn ask(&mut self, fetched: Fetched) -> RemovalStep {
        let refused = self.refused.take();
        self.tag = match &fetched.tag {
            None => None,
            Some(newest) => match newest.after(refused.as_ref()) {
                None => return RemovalStep::TagNeverMatches,
                tag => tag,
            },
        };
        let changed_meanwhile = !same(&public(&self.seen), &public(&fetched.document));
        self.seen.clone_from(&fetched.document);
        self.document = fetched.document;
        RemovalStep::Asking { changed_meanwhile, is_guarded: self.tag.is_some() }
    }

    /// The person said yes: `true` once, and only where they were asked.
    pub fn confirm(&mut self) -> bool {
        let asked = matches!(self.step, RemovalStep::Asking { .. } | RemovalStep::Failed(_))
            && !self.document.is_null();
        if asked {
            self.step = RemovalStep::Sending;
        }
        asked
    }

    /// Takes the server's answer; `true` where the faxbox must be fetched again, to ask again or to find it gone. Only where
    /// it is waited for.
    pub fn answered(&mut self, reply: Result<(), Failure>) -> bool {
        if self.step != RemovalStep::Sending {
            return false;
        }
        match reply {
            Ok(()) | Err(Failure::NotFound(_)) => self.step = RemovalStep::Gone,
            Err(failure @ (Failure::Changed | Failure::Conflict(_))) => {
                self.refused = self.tag.take().filter(|_| failure == Failure::Changed);
                self.step = RemovalStep::Fetching;
                return true;
            }
            Err(failure) => self.step = RemovalStep::Failed(failure),
        }
        false
    }

    /// Whether it can still be called off: what was sent cannot.
    pub fn can_be_cancelled(&self) -> bool {
        self.step != RemovalStep::Sending
    }
}
