use serde_json::{Number, Value};

use crate::domain::Retries;

use super::{Control, Field, value::same_or_missing};

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

    pub(super) fn typed(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    fn item(&self) -> Option<Value> {
        match self {
            Self::Blank => None,
            Self::Text(text) => Some(Value::String(text.clone())),
            Self::Other(item) => Some(item.clone()),
        }
    }

    /// Whether it is what an item was read as.
    fn is(&self, item: &Value) -> bool {
        match (self, item) {
            (Self::Text(text), Value::String(item)) => text == item,
            (Self::Text(_) | Self::Blank, _) | (_, Value::String(_)) => false,
            (Self::Other(kept), item) => kept == item,
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

/// One control: what was opened, what it showed before anything was typed, and what stands there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entered {
    /// What the faxbox had when it was opened: what a change is a change of.
    pub(super) opened: Option<Value>,
    /// What `entry` showed before anything was typed: the same, until the document was written as a whole.
    read: Option<Value>,
    pub(super) entry: Entry,
}

impl Entered {
    pub(super) fn open(field: Field, value: Option<&Value>) -> Self {
        Self { opened: value.cloned(), read: value.cloned(), entry: entry_of(field, value) }
    }

    /// Shows another value than what was opened, as it is written.
    pub(super) fn show(&mut self, field: Field, value: Option<&Value>) {
        self.read = value.cloned();
        self.entry = entry_of(field, value);
    }

    /// Takes `value` for what it shows, where it shows that.
    pub(super) fn take_value(&mut self, field: Field, value: Option<&Value>) {
        if self.entry == entry_of(field, value) {
            self.read = value.cloned();
        }
    }

    /// Shows what was opened.
    pub(super) fn put_back(&mut self, field: Field) {
        let opened = self.opened.take();
        *self = Self::open(field, opened.as_ref());
    }

    /// What stands in another control for the same field, on top of what was opened here.
    pub(super) fn take_from(&mut self, other: &Self) {
        self.read.clone_from(&other.read);
        self.entry.clone_from(&other.entry);
    }

    /// Whether an empty text is a value here, and not the way to take one out.
    pub(super) fn takes_empty(&self) -> bool {
        [&self.opened, &self.read].into_iter().flatten().any(|value| value == "")
    }

    /// What was read, a value or none, where nothing else was typed.
    fn untouched(&self, field: Field) -> Option<&Option<Value>> {
        let untouched = [&self.read, &self.opened];
        untouched.into_iter().find(|value| shows(&self.entry, field, value.as_ref()))
    }

    /// Whether what stands there is another value than what was opened.
    pub(super) fn is_changed(&self, field: Field) -> bool {
        let opened = self.opened.as_ref();
        match self.untouched(field) {
            Some(value) => !same_or_missing(value.as_ref(), opened),
            None => !same_or_missing(self.value(field).as_ref(), opened),
        }
    }

    /// The value that stands there. What was not typed is the very value that was read.
    pub(super) fn value(&self, field: Field) -> Option<Value> {
        if let Some(value) = self.untouched(field) {
            return value.clone();
        }
        match &self.entry {
            Entry::Absent => None,
            Entry::Text(text) if matches!(field.control(), Control::Integer | Control::Shown) => {
                Some(integer(text))
            }
            Entry::Text(text) => Some(Value::String(text.clone())),
            Entry::Flag(flag) => Some(Value::Bool(*flag)),
            Entry::Rows(rows, form) => {
                let mut items: Vec<_> = rows.iter().filter_map(Row::item).collect();
                // The very text that was read, with nothing but blank rows beside it, stays a text.
                if *form == ListForm::Text
                    && self.read.is_some()
                    && items.len() == 1
                    && items.first() == self.read.as_ref()
                {
                    return items.pop();
                }
                // A list that was absent and got only blank rows is still absent.
                (self.read.is_some() || !items.is_empty()).then_some(Value::Array(items))
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

/// Whether an entry is what a value is read as: as [`entry_of`] tells, which would copy each row of a list.
fn shows(entry: &Entry, field: Field, value: Option<&Value>) -> bool {
    match (entry, value) {
        (Entry::Rows(rows, ListForm::List), Some(Value::Array(items))) => {
            rows.len() == items.len() && rows.iter().zip(items).all(|(row, item)| row.is(item))
        }
        (Entry::Rows(..), Some(Value::Array(_))) => false,
        _ => *entry == entry_of(field, value),
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
