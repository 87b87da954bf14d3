use serde_json::{Number, Value};

use crate::domain::Retries;

use super::{Control, Fault, Field, KnowsTimeZone, Place, Problem, judge, path, place_of, value};

/// What stands in one control.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Nothing: the document does not have it.
    Absent,
    /// A text, a number as typed, or a choice, documented or not.
    Text(String),
    /// True or false.
    Flag(bool),
    /// The rows of a list.
    Rows(Vec<Row>, ListForm),
    /// A value of a kind that the control cannot show: kept until something else is typed.
    Other(Value),
}

/// How a list stands in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListForm {
    /// As a list.
    List,
    /// As one text; it becomes a list once its rows are others than that text.
    Text,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// Nothing was typed into it: it is not sent.
    Blank,
    /// A text. Empty only where the document holds an empty text.
    Text(String),
    /// An item of another kind, kept until something is typed.
    Other(Value),
}

impl Row {
    fn read(item: &Value) -> Self {
        match item {
            Value::String(text) => Self::Text(text.clone()),
            other => Self::Other(other.clone()),
        }
    }

    fn typed(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    fn item(&self) -> Option<Value> {
        match self {
            Self::Blank => None,
            Self::Text(text) => Some(Value::String(text.clone())),
            Self::Other(item) => Some(item.clone()),
        }
    }

    /// What its control shows.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Other(item) => item.to_string(),
        }
    }
}

/// What stands in all controls, beside what stood there when the faxbox was opened.
///
/// A control that was not touched gives back the very value that was read; so load, then save without an edit, is the
/// identity (ARCHITECTURE.md, invariant 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    controls: Vec<Entered>,
    /// Paths of what no control shows and the person took out.
    taken_out: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entered {
    opened: Option<Value>,
    entry: Entry,
}

impl Draft {
    /// The controls as they show `document`.
    pub fn read(document: &Value) -> Self {
        let entered = |field: &Field| {
            let opened = path::get(document, field.path()).cloned();
            Entered { entry: entry_of(*field, opened.as_ref()), opened }
        };
        Self { controls: Field::ALL.iter().map(entered).collect(), taken_out: Vec::new() }
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
        let Some(control) = self.controls.get_mut(field.index()) else { return };
        let opened_empty = control.opened.as_ref().is_some_and(|value| value == "");
        control.entry = if text.is_empty() && !opened_empty { Entry::Absent } else { Entry::Text(text) };
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
        if let Some(Entry::Rows(_, form)) =
            self.controls.get_mut(field.index()).map(|control| &mut control.entry)
        {
            *form = ListForm::List;
        }
    }

    /// Puts back what was opened.
    pub fn put_back(&mut self, field: Field) {
        if let Some(control) = self.controls.get_mut(field.index()) {
            control.entry = entry_of(field, control.opened.as_ref());
        }
    }

    /// The same changes on top of another document.
    #[must_use]
    pub fn onto(&self, document: &Value) -> Self {
        let mut draft = Self::read(document);
        draft.taken_out.clone_from(&self.taken_out);
        for field in self.changes() {
            draft.set(field, self.entry(field).clone());
        }
        draft
    }

    /// Takes out what no control shows: something else than an object where documented parameters lie.
    pub fn take_out(&mut self, path: &str) {
        self.taken_out.push(path.to_owned());
    }

    /// How many changes there are.
    pub fn change_count(&self) -> usize {
        self.changes().len() + self.taken_out.len()
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
        !value::same_or_missing(self.value(field).as_ref(), self.opened(field))
    }

    /// The fields in which it differs, in form order.
    pub fn changes(&self) -> Vec<Field> {
        Field::ALL.iter().copied().filter(|&field| self.is_changed(field)).collect()
    }

    /// The document that results: `opened` with the changed fields written into it, all else as it was.
    pub fn document(&self, opened: &Value) -> Value {
        let mut document = opened.clone();
        for path in &self.taken_out {
            path::remove(&mut document, path);
        }
        for field in self.changes() {
            match self.value(field) {
                Some(value) => path::set(&mut document, field.path(), value),
                None => path::remove(&mut document, field.path()),
            }
        }
        document
    }

    /// Every problem of the resulting document, with rows counted as the form shows them.
    pub fn problems(&self, opened: &Value, knows_time_zone: KnowsTimeZone) -> Vec<Problem> {
        let mut problems: Vec<_> = judge(&self.document(opened), knows_time_zone)
            .into_iter()
            .map(|problem| self.as_shown(problem))
            .collect();
        problems.extend(self.typed_problems());
        problems.sort_by_key(|problem| match place_of(&problem.path) {
            Place::Form => (0, 0),
            Place::Field(field) => (field.index() + 1, 0),
            Place::Row(field, row) => (field.index() + 1, row + 1),
        });
        problems
    }

    /// `problem` with the row that the form shows, where blank rows, which are not sent, stand before it.
    pub fn as_shown(&self, mut problem: Problem) -> Problem {
        if let Place::Row(field, item) = place_of(&problem.path) {
            let sent = self.rows(field).iter().enumerate().filter(|(_, row)| **row != Row::Blank);
            let shown = |item: usize| sent.clone().nth(item).map_or(item, |(row, _)| row);
            problem.path = path::join_index(field.path(), shown(item));
            if let Fault::Duplicate { first } = &mut problem.fault {
                *first = shown(*first);
            }
        }
        problem
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

    fn set(&mut self, field: Field, entry: Entry) {
        if let Some(control) = self.controls.get_mut(field.index()) {
            control.entry = entry;
        }
    }

    /// The rows of a list that is being changed; what stood there and was none becomes a list.
    fn edit_rows<T>(&mut self, field: Field, edit: impl FnOnce(&mut Vec<Row>) -> T) -> Option<T> {
        let control = self.controls.get_mut(field.index())?;
        let (mut rows, form) = match std::mem::replace(&mut control.entry, Entry::Absent) {
            Entry::Rows(rows, form) => (rows, form),
            _ => (Vec::new(), ListForm::List),
        };
        let result = edit(&mut rows);
        control.entry = Entry::Rows(rows, form);
        Some(result)
    }
}

impl Entered {
    fn value(&self, field: Field) -> Option<Value> {
        if self.entry == entry_of(field, self.opened.as_ref()) {
            return self.opened.clone();
        }
        match &self.entry {
            Entry::Absent => None,
            Entry::Text(text) if field.control() == Control::Integer => Some(integer(text)),
            Entry::Text(text) => Some(Value::String(text.clone())),
            Entry::Flag(flag) => Some(Value::Bool(*flag)),
            Entry::Rows(rows, form) => {
                let mut items: Vec<_> = rows.iter().filter_map(Row::item).collect();
                // The very text that was opened, with nothing but blank rows beside it, stays a text.
                if *form == ListForm::Text
                    && self.opened.is_some()
                    && items.len() == 1
                    && items.first() == self.opened.as_ref()
                {
                    return items.pop();
                }
                // A list that was opened absent and got only blank rows is still absent.
                (self.opened.is_some() || !items.is_empty()).then_some(Value::Array(items))
            }
            Entry::Other(value) => Some(value.clone()),
        }
    }
}

/// A typed number as JSON; what cannot be read as one stays the text it is, which the judgment refuses.
fn integer(text: &str) -> Value {
    match Retries::parse(text) {
        Ok(number) => Value::Number(Number::from(number.get())),
        Err(_) => Value::String(text.to_owned()),
    }
}

fn entry_of(field: Field, value: Option<&Value>) -> Entry {
    let Some(value) = value else { return Entry::Absent };
    match (field.control(), value) {
        (Control::List(_), Value::Array(items)) => {
            Entry::Rows(items.iter().map(Row::read).collect(), ListForm::List)
        }
        (Control::List(_), Value::String(_)) => Entry::Rows(vec![Row::read(value)], ListForm::Text),
        (Control::Flag, Value::Bool(flag)) => Entry::Flag(*flag),
        (Control::Integer | Control::Shown, Value::Number(number)) => Entry::Text(number.to_string()),
        (Control::List(_) | Control::Flag, _) => Entry::Other(value.clone()),
        (_, Value::String(text)) => Entry::Text(text.clone()),
        _ => Entry::Other(value.clone()),
    }
}
