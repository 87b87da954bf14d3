mod parts;
mod standing;

use std::sync::Arc;

use serde_json::Value;

use super::{
    Entry, Fault, Field, KnowsTimeZone, ListForm, Place, Problem, Row,
    change::{Change, changes},
    entry::Entered,
    judge, path, place_of,
    value::{public, same_or_missing, spelled_alike},
};

pub use self::{parts::Parts, standing::Standing};

/// What stands in all controls, beside what stood there when the faxbox was opened.
///
/// A control that was not touched gives back the very value that was read; so load, then save without an edit, is the
/// identity (ARCHITECTURE.md, invariant 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Shared with the drafts before it: one is kept for each step, and most of them differ in one control.
    controls: Vec<Arc<Entered>>,
    /// Paths of what no control shows and the person took out.
    taken_out: Vec<String>,
    /// The document as it was written as JSON, where it says more than the controls.
    written: Option<Written>,
}

/// A document that was written as a whole.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    /// On top of what.
    opened: Value,
    /// As it was written, without the system's keys.
    document: Value,
}

impl Draft {
    /// The controls as they show `document`.
    pub fn read(document: &Value) -> Self {
        let entered = |field: &Field| Arc::new(Entered::open(*field, path::get(document, field.path())));
        Self { controls: Field::ALL.iter().map(entered).collect(), taken_out: Vec::new(), written: None }
    }

    /// What stands in `field`'s control.
    pub fn entry(&self, field: Field) -> &Entry {
        self.controls.get(field.index()).map_or(&Entry::Absent, |control| &control.entry)
    }

    /// What `field`'s control shows as text; `""` for nothing.
    pub fn text(&self, field: Field) -> String {
        match self.entry(field) {
            Entry::Absent | Entry::Rows(..) => String::new(),
            Entry::Text(text) => text.clone(),
            Entry::Flag(flag) => flag.to_string(),
            Entry::Other(value) => value.to_string(),
        }
    }

    /// The rows of `field`'s list.
    pub fn rows(&self, field: Field) -> &[Row] {
        match self.entry(field) {
            Entry::Rows(rows, _) => rows,
            _ => &[],
        }
    }

    /// Takes over what was typed. An emptied control takes the value out, unless an empty text was opened.
    pub fn type_text(&mut self, field: Field, text: String) {
        let Some(control) = self.control_mut(field) else { return };
        let takes_out = text.is_empty() && !control.takes_empty();
        control.entry = if takes_out { Entry::Absent } else { Entry::Text(text) };
    }

    /// Sets a flag, or takes it out.
    pub fn set_flag(&mut self, field: Field, flag: Option<bool>) {
        self.set(field, flag.map_or(Entry::Absent, Entry::Flag));
    }

    /// Sets a choice, or takes it out.
    pub fn choose(&mut self, field: Field, choice: Option<String>) {
        self.set(field, choice.map_or(Entry::Absent, Entry::Text));
    }

    /// Takes over what was typed into a row.
    pub fn type_row(&mut self, field: Field, row: usize, text: String) {
        self.edit_rows(field, |rows| {
            if let Some(entry) = rows.get_mut(row) {
                *entry = Row::typed(text);
            }
        });
    }

    /// Adds a blank row at the end and tells its index.
    pub fn add_row(&mut self, field: Field) -> usize {
        let added = self.edit_rows(field, |rows| {
            rows.push(Row::Blank);
            rows.len() - 1
        });
        added.unwrap_or_default()
    }

    /// Puts a blank row before another, or behind the last.
    pub fn insert_row(&mut self, field: Field, row: usize) {
        self.edit_rows(field, |rows| rows.insert(row.min(rows.len()), Row::Blank));
    }

    /// Moves a row, so that it stands where another stood.
    pub fn move_row(&mut self, field: Field, from: usize, to: usize) {
        self.edit_rows(field, |rows| {
            if from < rows.len() && to < rows.len() {
                let row = rows.remove(from);
                rows.insert(to, row);
            }
        });
    }

    /// Takes a row out.
    pub fn remove_row(&mut self, field: Field, row: usize) {
        self.edit_rows(field, |rows| {
            if row < rows.len() {
                rows.remove(row);
            }
        });
    }

    /// Puts several texts in the place of a row, as a paste of many does.
    pub fn paste_rows(&mut self, field: Field, row: usize, texts: Vec<String>) {
        self.edit_rows(field, |rows| {
            if row < rows.len() {
                rows.splice(row..=row, texts.into_iter().map(Row::typed));
            }
        });
    }

    /// Makes a list of what stands in the document as one text.
    pub fn make_list(&mut self, field: Field) {
        self.edit_rows(field, |_| ());
        if let Some(Entry::Rows(_, form)) = self.control_mut(field).map(|control| &mut control.entry) {
            *form = ListForm::List;
        }
    }

    /// Puts back what was opened.
    pub fn put_back(&mut self, field: Field) {
        if let Some(control) = self.control_mut(field) {
            control.put_back(field);
        }
    }

    /// Takes over `document` as it was written as a whole, on top of `opened`: each control shows its part of it, and what no
    /// control shows is kept as it stands there. A control whose part is as it was is left alone.
    pub fn write(&mut self, opened: &Value, document: &Value) {
        let document = public(document);
        if spelled_alike(Some(&public(&self.document(opened))), Some(&document)) {
            return;
        }
        self.put_back_others();
        for (control, &field) in self.controls.iter_mut().zip(Field::ALL) {
            let part = path::get(&document, field.path());
            if !spelled_alike(control.value(field).as_ref(), part) {
                Arc::make_mut(control).show(field, part);
            }
        }
        self.written = Some(Written { opened: opened.clone(), document });
    }

    /// Gives controls that show what was written the very value of it: a number keeps its spelling, a text that looks like one
    /// stays a text.
    fn show_what_was_written(&mut self) {
        let Some(written) = &self.written else { return };
        for (control, &field) in self.controls.iter_mut().zip(Field::ALL) {
            Arc::make_mut(control).take_value(field, path::get(&written.document, field.path()));
        }
    }

    /// The same controls over `now`, with `document` in them: what a merge made of their changes and others'.
    #[must_use]
    pub fn over(&self, now: &Value, document: &Value) -> Self {
        let mut draft = Self::read(now);
        for ((to, from), &field) in draft.controls.iter_mut().zip(&self.controls).zip(Field::ALL) {
            if self.is_changed(field) {
                Arc::make_mut(to).take_from(from);
            }
        }
        draft.write(now, document);
        draft
    }

    /// What differs from `opened` beyond the fields: other programs' keys, and objects where documented parameters lie.
    pub fn other_changes(&self, opened: &Value) -> Vec<Change> {
        if self.written.is_none() && self.taken_out.is_empty() {
            return Vec::new();
        }
        let mut others = changes(&public(opened), &public(&self.document(opened)));
        others.retain(|change| place_of(&change.path) == Place::Form);
        others
    }

    /// Puts back what no control shows.
    pub fn put_back_others(&mut self) {
        self.taken_out.clear();
        self.written = None;
    }

    /// Takes out what no control shows: something else than an object where documented parameters lie.
    pub fn take_out(&mut self, path: &str) {
        self.taken_out.push(path.to_owned());
    }

    /// How many changes there are.
    pub fn change_count(&self) -> usize {
        let others = match &self.written {
            Some(written) => self.other_changes(&written.opened).len(),
            None => self.taken_out.len(),
        };
        self.changes().len() + others
    }

    /// What was opened in `field`.
    pub fn opened(&self, field: Field) -> Option<&Value> {
        self.controls.get(field.index()).and_then(|control| control.opened.as_ref())
    }

    /// What `field` has in the resulting document.
    pub fn value(&self, field: Field) -> Option<Value> {
        let control = self.controls.get(field.index())?;
        control.value(field)
    }

    /// Whether the resulting document differs from the opened one in `field`.
    pub fn is_changed(&self, field: Field) -> bool {
        self.controls.get(field.index()).is_some_and(|control| control.is_changed(field))
    }

    /// The fields in which it differs, in form order.
    pub fn changes(&self) -> Vec<Field> {
        Field::ALL.iter().copied().filter(|&field| self.is_changed(field)).collect()
    }

    /// The document that results: `opened`, or what was written in its place, with the changed fields written into it, all
    /// else as it was.
    pub fn document(&self, opened: &Value) -> Value {
        let base = self.written.as_ref().map_or(opened, |written| &written.document);
        let mut document = base.clone();
        for path in &self.taken_out {
            path::remove(&mut document, path);
        }
        for &field in Field::ALL {
            // Unless a whole document was written, what was not changed stands there already.
            if self.written.is_none() && !self.is_changed(field) {
                continue;
            }
            let value = self.value(field);
            if same_or_missing(value.as_ref(), path::get(base, field.path())) {
                continue;
            }
            match value {
                Some(value) => path::set(&mut document, field.path(), value),
                None => path::remove(&mut document, field.path()),
            }
        }
        document
    }

    /// Every problem of the resulting document, with rows counted as the form shows them.
    pub fn problems(&self, opened: &Value, knows_time_zone: KnowsTimeZone) -> Vec<Problem> {
        let mut problems = self.as_shown(judge(&self.document(opened), knows_time_zone));
        problems.extend(self.typed_problems());
        // Once for each, and not for each comparison.
        let placed = |problem: Problem| match place_of(&problem.path) {
            Place::Form => ((0, 0), problem),
            Place::Field(field) => ((field.index() + 1, 0), problem),
            Place::Row(field, row) => ((field.index() + 1, row + 1), problem),
        };
        let mut placed: Vec<_> = problems.into_iter().map(placed).collect();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, problem)| problem).collect()
    }

    /// The problems, each with the row that the form shows, where blank rows, which are not sent, stand before it.
    pub fn as_shown(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        let mut sent = (None, Vec::new());
        for problem in &mut problems {
            let Place::Row(field, item) = place_of(&problem.path) else { continue };
            // Counted once for all problems of a list that stand together: there may be thousands.
            if sent.0 != Some(field) {
                sent = (Some(field), self.sent_rows(field));
            }
            let shown = |item: usize| sent.1.get(item).copied().unwrap_or(item);
            problem.path = path::join_index(field.path(), shown(item));
            if let Fault::Duplicate { first } = &mut problem.fault {
                *first = shown(*first);
            }
        }
        problems
    }

    /// The rows of a list that are sent.
    fn sent_rows(&self, field: Field) -> Vec<usize> {
        let sent = self.rows(field).iter().enumerate().filter(|(_, row)| **row != Row::Blank);
        sent.map(|(row, _)| row).collect()
    }

    /// What only the controls know: blank rows, and numbers typed as nobody can read them.
    fn typed_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for &field in Field::ALL {
            let blank = self.rows(field).iter().enumerate().filter(|(_, row)| **row == Row::Blank);
            problems.extend(
                blank.map(|(row, _)| Problem::new(path::join_index(field.path(), row), Fault::BlankRow)),
            );
        }
        problems
    }

    fn control_mut(&mut self, field: Field) -> Option<&mut Entered> {
        self.controls.get_mut(field.index()).map(Arc::make_mut)
    }

    /// Whether another draft's control holds the same.
    pub fn has_same_entry(&self, field: Field, other: &Self) -> bool {
        let shared = self.controls.get(field.index()).zip(other.controls.get(field.index()));
        shared.is_some_and(|(mine, others)| Arc::ptr_eq(mine, others))
            || self.entry(field) == other.entry(field)
    }

    fn set(&mut self, field: Field, entry: Entry) {
        if let Some(control) = self.control_mut(field) {
            control.entry = entry;
        }
    }

    /// The rows of a list that is being changed; what stood there and was none becomes a list.
    fn edit_rows<T>(&mut self, field: Field, edit: impl FnOnce(&mut Vec<Row>) -> T) -> Option<T> {
        let control = self.control_mut(field)?;
        let (mut rows, form) = match std::mem::replace(&mut control.entry, Entry::Absent) {
            Entry::Rows(rows, form) => (rows, form),
            _ => (Vec::new(), ListForm::List),
        };
        let result = edit(&mut rows);
        control.entry = Entry::Rows(rows, form);
        Some(result)
    }
}
