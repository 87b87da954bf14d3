//! Some of what stands in a draft, to be put back later: by an undo, or after a reload.

use serde_json::Value;

use crate::form::{Field, Place, path, place_of, value::object};

use super::{Draft, Entry, ListForm, Row, Written};

/// The controls in which one draft differs from another, what was taken out and what was written as a whole, where that
/// differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    controls: Vec<(Field, Entry)>,
    taken_out: Option<Vec<String>>,
    whole: Option<Whole>,
}

/// Whether a document was written as a whole.
#[derive(Clone, Debug, PartialEq)]
enum Whole {
    /// None was.
    Nothing,
    /// This one.
    Written(Written),
}

impl Parts {
    /// Whether there is nothing to put back.
    pub fn is_empty(&self) -> bool {
        self.controls.is_empty() && self.taken_out.is_none() && self.whole.is_none()
    }

    /// The fields whose controls it holds, in form order.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.controls.iter().map(|(field, _)| *field)
    }

    /// As JSON: `{"controls": {PATH: ENTRY, …}, "taken_out": [PATH, …], "written": {"opened": …, "document": …}}`, the second and
    /// the third only where they differ.
    pub fn to_json(&self) -> Value {
        let controls = self.controls.iter().map(|(field, entry)| (field.path().to_owned(), written(entry)));
        let mut parts = object([("controls", Value::Object(controls.collect()))]);
        if let (Some(taken_out), Some(members)) = (&self.taken_out, parts.as_object_mut()) {
            let paths = taken_out.iter().cloned().map(Value::String).collect();
            members.insert("taken_out".to_owned(), Value::Array(paths));
        }
        if let (Some(whole), Some(members)) = (&self.whole, parts.as_object_mut()) {
            let written = match whole {
                Whole::Nothing => Value::Null,
                Whole::Written(Written { opened, document }) => {
                    object([("opened", opened.clone()), ("document", document.clone())])
                }
            };
            members.insert("written".to_owned(), written);
        }
        parts
    }

    /// Reads what [`Parts::to_json`] wrote; nothing where it is anything else.
    pub fn read(parts: &Value) -> Option<Self> {
        let control = |(path, entry): (&String, &Value)| match place_of(path) {
            Place::Field(field) => Some((field, read_entry(entry)?)),
            Place::Row(..) | Place::Form => None,
        };
        let controls = parts.get("controls")?.as_object()?.iter().map(control).collect::<Option<_>>()?;
        let taken_out = match parts.get("taken_out") {
            None => None,
            Some(paths) => Some(
                paths
                    .as_array()?
                    .iter()
                    .map(|path| path.as_str().map(str::to_owned))
                    .collect::<Option<_>>()?,
            ),
        };
        let whole = match parts.get("written") {
            None => None,
            Some(Value::Null) => Some(Whole::Nothing),
            Some(written) => Some(Whole::Written(Written {
                opened: written.get("opened")?.clone(),
                document: written.get("document")?.clone(),
            })),
        };
        Some(Self { controls, taken_out, whole })
    }
}

impl Draft {
    /// What of this draft another one has otherwise.
    pub fn parts_unlike(&self, other: &Self) -> Parts {
        let differs = |field: &Field| !self.has_same_entry(*field, other);
        let controls = Field::ALL.iter().copied().filter(differs);
        Parts {
            controls: controls.map(|field| (field, self.entry(field).clone())).collect(),
            taken_out: (self.taken_out != other.taken_out).then(|| self.taken_out.clone()),
            whole: (self.written != other.written)
                .then(|| self.written.clone().map_or(Whole::Nothing, Whole::Written)),
        }
    }

    /// Puts parts back into the controls that they were taken from.
    pub fn restore(&mut self, parts: &Parts) {
        match &parts.whole {
            None => {}
            Some(Whole::Nothing) => self.written = None,
            Some(Whole::Written(written)) => self.written = Some(written.clone()),
        }
        for (field, entry) in &parts.controls {
            self.set(*field, entry.clone());
        }
        self.show_what_was_written();
        if let Some(taken_out) = &parts.taken_out {
            self.taken_out.clone_from(taken_out);
        }
    }

    /// The path of the control in which this draft first differs from `before`: a row, where one is there; `""` where no
    /// control does.
    pub fn first_difference(&self, before: &Self) -> String {
        let differs = |field: &&Field| !self.has_same_entry(**field, before);
        let Some(&field) = Field::ALL.iter().find(differs) else { return String::new() };
        let (rows, old) = (self.rows(field), before.rows(field));
        let same = rows.iter().zip(old).take_while(|(row, old)| row == old).count();
        match rows.len().checked_sub(1) {
            Some(last) => path::join_index(field.path(), same.min(last)),
            None => field.path().to_owned(),
        }
    }
}

/// An entry as a list: what it is, then what it holds.
fn written(entry: &Entry) -> Value {
    let text = |text: &str| Value::String(text.to_owned());
    Value::Array(match entry {
        Entry::Absent => vec![text("absent")],
        Entry::Text(typed) => vec![text("text"), text(typed)],
        Entry::Flag(flag) => vec![text("flag"), Value::Bool(*flag)],
        Entry::Rows(rows, form) => {
            let form = match form {
                ListForm::List => "list",
                ListForm::Text => "text list",
            };
            vec![text(form), Value::Array(rows.iter().map(written_row).collect())]
        }
        Entry::Other(value) => vec![text("other"), value.clone()],
    })
}

/// `null` for a blank row, a text for a text, a list of one for any other value.
fn written_row(row: &Row) -> Value {
    match row {
        Row::Blank => Value::Null,
        Row::Text(text) => Value::String(text.clone()),
        Row::Other(value) => Value::Array(vec![value.clone()]),
    }
}

fn read_entry(entry: &Value) -> Option<Entry> {
    let (kind, held) = (entry.get(0)?.as_str()?, entry.get(1));
    let rows = || held?.as_array()?.iter().map(read_row).collect::<Option<Vec<_>>>();
    Some(match kind {
        "absent" => Entry::Absent,
        "text" => Entry::Text(held?.as_str()?.to_owned()),
        "flag" => Entry::Flag(held?.as_bool()?),
        "list" => Entry::Rows(rows()?, ListForm::List),
        "text list" => Entry::Rows(rows()?, ListForm::Text),
        "other" => Entry::Other(held?.clone()),
        _ => return None,
    })
}

fn read_row(row: &Value) -> Option<Row> {
    Some(match row {
        Value::Null => Row::Blank,
        Value::String(text) => Row::Text(text.clone()),
        Value::Array(items) => Row::Other(items.first()?.clone()),
        _ => return None,
    })
}
