use std::{cell::LazyCell, cmp::Ordering};

use serde_json::{Map, Value};

use crate::{
    api::reply::Fetched,
    domain::FaxboxId,
    form::{
        Control, Draft, Field, KnowsTimeZone, Place, Problem, Row, path, place_of,
        plan::{Side, merge},
        value::public,
    },
};

use super::{
    document::DocumentText,
    duplicate::Copied,
    history::History,
    judged::Judged,
    outcome::{Outcome, Proof, Reading},
    save::generated_address,
};

/// What is on the screen of an open editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Where it came from.
    pub origin: Origin,
    /// What stands in the controls.
    pub draft: Draft,
    /// What a faxbox that is to be created has beside the controls: an empty document, or what a copy took along.
    pub(super) kept: Value,
    /// What it is a copy of.
    pub copied: Option<Copied>,
    /// What was done, to be undone.
    pub(super) history: History,
    /// Which problems have been told.
    judged: Judged,
    /// What the server refused, until the field is edited.
    refusals: Vec<Problem>,
    /// How the last save ended.
    pub saved: Option<Saved>,
    /// The document as text, where it was edited as such.
    pub(super) text: DocumentText,
    /// What nobody knows yet, in a [`Form::preview`].
    pub(super) unknown: Vec<Field>,
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

impl Form {
    /// A save begins: all is judged, and what the server said the last time is forgotten.
    pub(super) fn submit(&mut self) {
        self.judge_all();
        self.refusals.clear();
        self.saved = None;
    }

    pub(super) fn judge_all(&mut self) {
        self.judged = Judged::All;
    }

    /// An empty form.
    pub fn new() -> Self {
        Self {
            origin: Origin::New,
            draft: Draft::read(&Value::Object(Map::new())),
            kept: Value::Object(Map::new()),
            copied: None,
            history: History::default(),
            judged: Judged::default(),
            refusals: Vec::new(),
            saved: None,
            text: DocumentText::Shown,
            unknown: Vec::new(),
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
        let (typed, mine) = (self.draft.clone(), self.document());
        let was = self.opened().clone();
        match &proof.reading {
            Reading::Missing(_) if self.id().is_some() => return,
            Reading::Missing(_) | Reading::Compared { .. } => {}
        }
        self.rebase(proof.id.clone(), proof.document.clone(), proof.address.clone(), zones);
        if !proof.is_clean() {
            let merged = merge(&was, &proof.document, &mine, &|_| Side::Mine);
            self.draft = typed.over(&proof.document, &merged.document);
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
        self.history.seal();
        self.copied = None;
        self.origin = Origin::Existing { id, opened: document, address };
        self.refusals.clear();
        self.judged = Judged::of(self.all_problems(zones));
    }

    /// The faxbox was removed meanwhile: what is on the screen becomes a new one, other programs' keys and all, without the id.
    pub fn make_new(&mut self) {
        let document = self.document();
        *self = Self::new();
        self.write(&document);
    }

    /// Drops what was typed and takes what is on the server.
    pub fn take_theirs(&mut self, theirs: Fetched, zones: KnowsTimeZone) {
        if let Origin::Existing { id, .. } = &self.origin {
            let before = self.draft.clone();
            self.rebase(id.clone(), theirs.document, None, zones);
            self.history.record(&before, &self.draft);
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

    /// The document that was opened; for a new faxbox an empty one, or what a copy took along that no control shows.
    pub fn opened(&self) -> &Value {
        match &self.origin {
            Origin::New => &self.kept,
            Origin::Existing { opened, .. } => opened,
        }
    }

    /// The document that a save would send.
    pub fn document(&self) -> Value {
        public(&self.draft.document(self.opened()))
    }

    /// Whether anything would be lost by leaving.
    pub fn is_dirty(&self) -> bool {
        self.draft.change_count() > 0 || self.syntax_error().is_some()
    }

    /// Edits a field; what the server refused in it is forgotten.
    pub fn edit(&mut self, field: Field, edit: impl FnOnce(&mut Draft)) {
        self.step(edit);
        self.forget_refusals(&[field]);
    }

    /// Takes over a document that was written as a whole: all of it is judged.
    pub(super) fn write(&mut self, document: &Value) {
        let (opened, before) = (self.opened().clone(), self.draft.clone());
        self.draft.write(&opened, document);
        self.history.record_text(&before, &self.draft);
        self.refusals.clear();
        self.judged = Judged::All;
        self.saved = None;
    }

    /// Takes out what no control shows.
    pub fn take_out(&mut self, path: &str) {
        self.step(|draft| draft.take_out(path));
    }

    pub(super) fn forget_refusals(&mut self, fields: &[Field]) {
        self.refusals.retain(|problem| match place_of(&problem.path) {
            Place::Field(refused) | Place::Row(refused, _) => !fields.contains(&refused),
            Place::Form => false,
        });
    }

    /// Adds a row and tells its index.
    pub fn add_row(&mut self, field: Field) -> usize {
        let mut added = 0;
        self.edit(field, |draft| added = draft.add_row(field));
        added
    }

    /// Puts a blank row before another; what was told of the rows behind it moves with them.
    pub fn insert_row(&mut self, field: Field, row: usize) {
        self.edit(field, |draft| draft.insert_row(field, row));
        self.judged.renumber(field, |index| Some(if index >= row { index + 1 } else { index }));
    }

    /// Takes a row out; what was told of the rows behind it moves up with them.
    pub fn remove_row(&mut self, field: Field, row: usize) {
        self.edit(field, |draft| draft.remove_row(field, row));
        self.judged.renumber(field, |index| match index.cmp(&row) {
            Ordering::Less => Some(index),
            Ordering::Equal => None,
            Ordering::Greater => Some(index - 1),
        });
        self.leave(field.path());
    }

    /// Moves a row, so that it stands where another stood; what was told of the rows moves with them.
    pub fn move_row(&mut self, field: Field, from: usize, to: usize) {
        self.edit(field, |draft| draft.move_row(field, from, to));
        self.judged.renumber(field, |index| {
            let moved = match index {
                _ if index == from => to,
                _ if from < index && index <= to => index - 1,
                _ if to <= index && index < from => index + 1,
                _ => index,
            };
            Some(moved)
        });
    }

    /// Puts several texts in the place of a row, and judges each at once: nobody will type on in them.
    pub fn paste_rows(&mut self, field: Field, row: usize, texts: Vec<String>) {
        let added = texts.len().saturating_sub(1);
        self.edit(field, |draft| draft.paste_rows(field, row, texts));
        self.judged.renumber(field, |index| Some(if index > row { index + added } else { index }));
        for pasted in row..=row + added {
            self.leave(&path::join_index(field.path(), pasted));
        }
    }

    /// The person left the control of this path: it is judged from now on.
    pub fn leave(&mut self, left: &str) {
        if let Place::Row(field, _) = place_of(left) {
            self.judged.add(field.path());
        }
        self.judged.add(left);
    }

    /// Whether the problems of this path are told already.
    pub fn is_judged(&self, path: &str) -> bool {
        self.judged.has(path)
    }

    /// Puts all fields back as they were opened; an undo brings them back.
    pub fn discard(&mut self, zones: KnowsTimeZone) {
        let opened = Draft::read(self.opened());
        self.step(|draft| *draft = opened);
        self.drop_text();
        self.refusals.clear();
        self.judged = match self.origin {
            Origin::New => Judged::default(),
            Origin::Existing { .. } => Judged::of(self.all_problems(zones)),
        };
    }

    /// The problems to tell: of what was judged, of what typing on cannot cure, and what the server refused.
    pub fn problems(&self, zones: KnowsTimeZone) -> Vec<Problem> {
        let mut problems = self.all_problems(zones);
        let changed = LazyCell::new(|| self.draft.changes());
        problems.retain(|problem| self.is_told(problem, &changed) && self.is_of_known(problem));
        problems.extend(self.refusals.iter().cloned());
        problems.extend(self.text_problem());
        problems
    }

    fn all_problems(&self, zones: KnowsTimeZone) -> Vec<Problem> {
        self.draft.problems(self.opened(), zones)
    }

    /// `changed` are the fields that differ from what was opened.
    fn is_told(
        &self,
        problem: &Problem,
        changed: &LazyCell<Vec<Field>, impl FnOnce() -> Vec<Field>>,
    ) -> bool {
        let touched = || match place_of(&problem.path) {
            Place::Field(field) | Place::Row(field, _) => changed.contains(&field),
            Place::Form => true,
        };
        self.judged.has(&problem.path) || (problem.fault.is_incurable() && touched())
    }

    /// Places what the server refused: on its field and row; that of a whole list on the list and on the rows that look
    /// guilty.
    pub(super) fn refuse(&mut self, problems: &[Problem]) {
        let mut others = Vec::new();
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
                others.push(problem.clone());
            }
        }
        for mut shown in self.draft.as_shown(others) {
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
