use serde_json::{Map, Value};

use crate::{
    api::reply::Fetched,
    domain::FaxboxId,
    form::{
        Control, Draft, Field, KnowsTimeZone, Place, Problem, Row, path, place_of, plan::Clash, value::public,
    },
};

use super::save::{Outcome, Proof, Reading, generated_address};

/// What is on the screen of an open editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Where it came from.
    pub origin: Origin,
    /// What stands in the controls.
    pub draft: Draft,
    /// Which problems have been told.
    judged: Judged,
    /// What the server refused, until the field is edited.
    refusals: Vec<Problem>,
    /// How the last save ended.
    pub saved: Option<Saved>,
}

/// Where a form's faxbox came from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// It is to be created.
    New,
    /// It was fetched.
    Existing {
        /// Its id.
        id: FaxboxId,
        /// The document as it was opened, or as the last save left it.
        opened: Value,
        /// The generated address, which only lists and writes tell.
        address: Option<String>,
    },
}

/// How the last save ended, for the form to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It stands on the server.
    Yes(Box<Proof>),
    /// It ended otherwise; all that was typed is still here.
    No(Box<Outcome>),
}

/// Which problems a person is told of: a field is judged when they leave it, all at a save.
#[derive(Clone, Debug, PartialEq)]
enum Judged {
    /// These paths.
    Some(Vec<String>),
    /// All.
    All,
}

impl Form {
    /// A save begins: all is judged, and what the server said the last time is forgotten.
    pub(super) fn submit(&mut self) {
        self.judged = Judged::All;
        self.refusals.clear();
        self.saved = None;
    }

    /// An empty form.
    pub fn new() -> Self {
        Self {
            origin: Origin::New,
            draft: Draft::read(&Value::Object(Map::new())),
            judged: Judged::Some(Vec::new()),
            refusals: Vec::new(),
            saved: None,
        }
    }

    /// The form of a fetched faxbox. What is wrong with it is told at once.
    pub fn open(id: FaxboxId, opened: Value, address: Option<String>, zones: KnowsTimeZone) -> Self {
        let mut form = Self::new();
        form.rebase(id, opened, address, zones);
        form
    }

    /// Takes over what was saved. Where the server kept something else, or cannot be asked what it kept, what was typed stays
    /// on top, unsaved.
    pub(super) fn saved(&mut self, proof: &Proof, zones: KnowsTimeZone) {
        let typed = self.draft.clone();
        match &proof.reading {
            Reading::Missing(_) if self.id().is_some() => return,
            Reading::Missing(_) | Reading::Compared { .. } => {}
        }
        self.rebase(proof.id.clone(), proof.document.clone(), proof.address.clone(), zones);
        if !proof.is_clean() {
            self.draft = typed.onto(&proof.document);
        }
    }

    /// How an attempt ended that was no save.
    pub fn tell(&mut self, outcome: Outcome) {
        self.saved = Some(Saved::No(Box::new(outcome)));
    }

    /// Takes over a document that stands on the server now.
    pub(super) fn rebase(
        &mut self,
        id: FaxboxId,
        document: Value,
        address: Option<String>,
        zones: KnowsTimeZone,
    ) {
        let known = match &self.origin {
            Origin::Existing { address, .. } => address.clone(),
            Origin::New => None,
        };
        let address = address.or_else(|| generated_address(&document)).or(known);
        self.draft = Draft::read(&document);
        self.origin = Origin::Existing { id, opened: document, address };
        self.refusals.clear();
        self.judged =
            Judged::Some(self.all_problems(zones).into_iter().map(|problem| problem.path).collect());
    }

    /// After a conflict: takes theirs where both sides changed the same, and keeps every other change, unsaved.
    pub fn take_theirs_of(&mut self, clashes: &[Clash], theirs: &Fetched) {
        self.put_over_theirs(theirs);
        let lies_at = |field: &Field, clash: &Clash| {
            let rest = field.path().strip_prefix(clash.path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        for &field in Field::ALL.iter().filter(|field| clashes.iter().any(|clash| lies_at(field, clash))) {
            self.draft.put_back(field);
        }
    }

    /// Drops what was typed and takes what is on the server.
    pub fn take_theirs(&mut self, theirs: Fetched, zones: KnowsTimeZone) {
        if let Origin::Existing { id, .. } = &self.origin {
            self.rebase(id.clone(), theirs.document, None, zones);
            self.saved = None;
        }
    }

    /// After a conflict: keeps what was typed, on top of what is on the server; saving it overwrites theirs.
    pub fn put_over_theirs(&mut self, theirs: &Fetched) {
        if let Origin::Existing { opened, .. } = &mut self.origin {
            self.draft = self.draft.onto(&theirs.document);
            opened.clone_from(&theirs.document);
            self.saved = None;
        }
    }

    /// The person has seen how the last save ended.
    pub fn dismiss(&mut self) {
        self.saved = None;
    }

    /// The id, where the faxbox exists.
    pub fn id(&self) -> Option<&FaxboxId> {
        match &self.origin {
            Origin::New => None,
            Origin::Existing { id, .. } => Some(id),
        }
    }

    /// The document that was opened; an empty one for a new faxbox.
    pub fn opened(&self) -> Value {
        match &self.origin {
            Origin::New => Value::Object(Map::new()),
            Origin::Existing { opened, .. } => opened.clone(),
        }
    }

    /// The document that a save would send.
    pub fn document(&self) -> Value {
        public(&self.draft.document(&self.opened()))
    }

    /// Whether anything would be lost by leaving.
    pub fn is_dirty(&self) -> bool {
        self.draft.change_count() > 0
    }

    /// Edits a field; what the server refused in it is forgotten.
    pub fn edit(&mut self, field: Field, edit: impl FnOnce(&mut Draft)) {
        edit(&mut self.draft);
        self.refusals.retain(|problem| match place_of(&problem.path) {
            Place::Field(refused) | Place::Row(refused, _) => refused != field,
            Place::Form => false,
        });
        self.saved = None;
    }

    /// Takes out what no control shows.
    pub fn take_out(&mut self, path: &str) {
        self.draft.take_out(path);
        self.saved = None;
    }

    /// Adds a row and tells its index.
    pub fn add_row(&mut self, field: Field) -> usize {
        let mut added = 0;
        self.edit(field, |draft| added = draft.add_row(field));
        added
    }

    /// Takes a row out; what was told of the rows behind it moves up with them.
    pub fn remove_row(&mut self, field: Field, row: usize) {
        self.edit(field, |draft| draft.remove_row(field, row));
        if let Judged::Some(paths) = &mut self.judged {
            paths.retain(|path| *path != path::join_index(field.path(), row));
            for path in paths.iter_mut() {
                if let Place::Row(judged, index) = place_of(path)
                    && judged == field
                    && index > row
                {
                    *path = path::join_index(field.path(), index - 1);
                }
            }
        }
        self.leave(field.path());
    }

    /// The person left the control of this path: it is judged from now on.
    pub fn leave(&mut self, left: &str) {
        if let Judged::Some(paths) = &mut self.judged {
            let field = match place_of(left) {
                Place::Row(field, _) => Some(field.path()),
                _ => None,
            };
            for path in field.into_iter().chain([left]) {
                if !paths.iter().any(|known| known == path) {
                    paths.push(path.to_owned());
                }
            }
        }
    }

    /// Whether the problems of this path are told already.
    pub fn is_judged(&self, path: &str) -> bool {
        match &self.judged {
            Judged::All => true,
            Judged::Some(paths) => paths.iter().any(|judged| judged == path),
        }
    }

    /// Puts all fields back as they were opened.
    pub fn discard(&mut self, zones: KnowsTimeZone) {
        self.draft = Draft::read(&self.opened());
        self.refusals.clear();
        self.saved = None;
        self.judged = match self.origin {
            Origin::New => Judged::Some(Vec::new()),
            Origin::Existing { .. } => {
                Judged::Some(self.all_problems(zones).into_iter().map(|p| p.path).collect())
            }
        };
    }

    /// The problems to tell: of what was judged, of what typing on cannot cure, and what the server refused.
    pub fn problems(&self, zones: KnowsTimeZone) -> Vec<Problem> {
        let mut problems = self.all_problems(zones);
        problems.retain(|problem| self.is_told(problem));
        problems.extend(self.refusals.iter().cloned());
        problems
    }

    fn all_problems(&self, zones: KnowsTimeZone) -> Vec<Problem> {
        self.draft.problems(&self.opened(), zones)
    }

    fn is_told(&self, problem: &Problem) -> bool {
        let touched = || match place_of(&problem.path) {
            Place::Field(field) | Place::Row(field, _) => self.draft.is_changed(field),
            Place::Form => true,
        };
        match &self.judged {
            Judged::All => true,
            Judged::Some(paths) => {
                paths.contains(&problem.path) || (problem.fault.is_incurable() && touched())
            }
        }
    }

    /// Places what the server refused: on its field and row; that of a whole list on the list and on the rows that look
    /// guilty.
    pub(super) fn refuse(&mut self, problems: &[Problem]) {
        for problem in problems {
            if let Place::Field(field) = place_of(&problem.path)
                && matches!(field.control(), Control::List(_))
            {
                let guilty =
                    self.draft.rows(field).iter().enumerate().filter(|(_, row)| looks_guilty(field, row));
                let rows = guilty
                    .map(|(row, _)| Problem::new(path::join_index(field.path(), row), problem.fault.clone()));
                self.refusals.extend(rows.collect::<Vec<_>>());
                self.refusals.push(problem.clone());
            } else {
                let mut shown = self.draft.as_shown(problem.clone());
                // A row that the form does not have: its list tells.
                if let Place::Row(field, row) = place_of(&shown.path)
                    && row >= self.draft.rows(field).len()
                {
                    field.path().clone_into(&mut shown.path);
                }
                self.refusals.push(shown);
            }
        }
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

fn looks_guilty(field: Field, row: &Row) -> bool {
    match row {
        Row::Blank => false,
        Row::Text(text) => field.check(text).is_some(),
        Row::Other(_) => true,
    }
}
