use serde_json::Value;

use crate::{
    api::{Failure, reply::Fetched},
    domain::EntityTag,
    form::{
        change::{Change, changes},
        defaults, path,
        plan::{NoUpdate, Plan, plan, update_body},
        unknown,
        value::{object, public, same_or_missing},
    },
};

use super::outcome::{Conflict, Outcome};

/// What would be saved, looked at before.
#[derive(Clone, Debug, PartialEq)]
pub enum Review {
    /// Waiting for the present document.
    Fetching,
    /// It did not come.
    Failed(Failure),
    /// This is what a save would do.
    Ready(Box<Preview>),
}

/// What a save would do now.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// What stands on the server, and what shall stand there.
    pub changes: Vec<Change>,
    /// The whole document that a create or a change sends.
    pub document: Value,
    /// How many of its places are other programs'.
    pub others: usize,
    /// The tag that must still be the faxbox's; none where it is new, or the server gave none.
    pub tag: Option<EntityTag>,
    /// The paths that others changed since the faxbox was opened, and that are kept.
    pub foreign: Vec<String>,
    /// What an update would send; nothing where there is nothing to update yet.
    pub update: Option<Result<Update, NoUpdate>>,
}

/// What an update would send.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// Its document.
    pub body: Value,
    /// The top-level keys that it repeats unchanged since a server that fills in defaults would reset them: paths.
    pub repeated: Vec<String>,
}

impl Preview {
    /// Of a faxbox that is to be created as `document`.
    pub fn create(document: Value) -> Self {
        Self {
            changes: changes(&object([]), &document),
            others: unknown(&document).len(),
            document,
            tag: None,
            foreign: Vec::new(),
            update: None,
        }
    }

    /// Of a faxbox that was opened as `opened`, is `fetched` now and shall be `mine`.
    ///
    /// # Errors
    /// Both sides changed the same place: [`Outcome::Conflict`]. All is there already: [`Outcome::Unchanged`].
    pub fn edit(opened: &Value, mine: &Value, fetched: Fetched) -> Result<Self, Box<Outcome>> {
        let theirs = public(&fetched.document);
        let (document, foreign) = match plan(opened, &theirs, mine) {
            Plan::Nothing => return Err(Box::new(Outcome::Unchanged(fetched))),
            Plan::Conflict(_) => {
                return Err(Box::new(Outcome::Conflict(Conflict::of(opened, &fetched.document, mine))));
            }
            Plan::Write { document, foreign } => (document, foreign),
        };
        let update =
            update_body(&theirs, &document).map(|body| Update { repeated: repeated(&theirs, &body), body });
        Ok(Self {
            changes: changes(&theirs, &document),
            others: unknown(&document).len(),
            document,
            tag: fetched.tag,
            foreign,
            update: Some(update),
        })
    }
}

/// The keys with a default that `body` repeats, and that would become another value if it did not.
fn repeated(theirs: &Value, body: &Value) -> Vec<String> {
    let is_repeated = |(key, default): &(&str, Value)| {
        let present = theirs.get(*key);
        present.is_some()
            && same_or_missing(present, body.get(*key))
            && !same_or_missing(present, Some(default))
    };
    defaults().filter(is_repeated).map(|(key, _)| path::escape(key)).collect()
}
