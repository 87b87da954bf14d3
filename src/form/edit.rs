//! A change that is made to many documents alike: what it makes of one, and what that differs in.

use serde_json::Value;

use crate::domain::PermissionRule;

use super::{
    Control, Field, Item, path,
    value::{public, same, same_or_missing},
};

/// A change for many documents.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Each parameter gets its value; nothing takes it out.
    Set(Vec<(Field, Option<Value>)>),
    /// A list gets one more item at its end, unless it has it.
    Add(Field, String),
    /// A list loses an item, as often as it has it.
    Remove(Field, String),
    /// In every list an address, or an exact rule for it, is replaced by another.
    Replace {
        /// The one that goes.
        from: String,
        /// The one that comes in its place.
        to: String,
    },
    /// An entry of `smtp_permission_list` becomes a rule for this very address.
    MakeExact(String),
}

impl Edit {
    /// What it makes of a document.
    #[must_use]
    pub fn apply(&self, document: &Value) -> Value {
        let mut document = document.clone();
        match self {
            Self::Set(values) => {
                for (field, value) in values {
                    put(&mut document, *field, value.clone());
                }
            }
            Self::Add(field, item) => {
                let mut items = items(&document, *field);
                if !items.iter().any(|present| is_item(*field, present, item)) {
                    items.push(Value::String(item.clone()));
                    put(&mut document, *field, Some(Value::Array(items)));
                }
            }
            Self::Remove(field, item) => {
                edit_items(&mut document, *field, |present| {
                    if is_item(*field, present, item) { Turn::Gone } else { Turn::Same }
                });
            }
            Self::Replace { from, to } => {
                for field in lists() {
                    edit_items(&mut document, field, |present| replaced(field, present, from, to));
                }
            }
            Self::MakeExact(rule) => {
                edit_items(&mut document, Field::SmtpPermissionList, |present| {
                    if present.as_str() == Some(rule) {
                        Turn::Into(PermissionRule::exact(rule))
                    } else {
                        Turn::Same
                    }
                });
            }
        }
        document
    }
}

/// The parameters that are lists.
pub fn lists() -> impl Iterator<Item = Field> {
    Field::ALL.iter().copied().filter(|field| matches!(field.control(), Control::List(_)))
}

/// Puts a value at a field, or takes out what is there; leaves it as it is spelled where it means the same.
fn put(document: &mut Value, field: Field, value: Option<Value>) {
    if same_or_missing(path::get(document, field.path()), value.as_ref()) {
        return;
    }
    match value {
        Some(value) => path::set(document, field.path(), value),
        None => path::remove(document, field.path()),
    }
}

/// What becomes of an item.
enum Turn {
    Same,
    Gone,
    Into(String),
}

/// Passes each item of a list; what an item turns into stands once. A text stays a text.
fn edit_items(document: &mut Value, field: Field, turn: impl Fn(&Value) -> Turn) {
    let (before, was_text) = match path::get(document, field.path()) {
        Some(Value::Array(items)) => (items.clone(), false),
        Some(text @ Value::String(_)) => (vec![text.clone()], true),
        _ => return,
    };
    let mut after = Vec::new();
    let mut changed = false;
    for item in &before {
        match turn(item) {
            Turn::Same => after.push(item.clone()),
            Turn::Gone => changed = true,
            Turn::Into(text) => {
                changed = true;
                // Where it stands already, beside or before, twice would be once too often.
                let stands = |others: &[Value]| others.iter().any(|other| is_item(field, other, &text));
                if !stands(&after) && !stands(&before) {
                    after.push(Value::String(text));
                }
            }
        }
    }
    // A rule as a text cannot be saved, so a list is what a change of it makes.
    let stays_text = was_text && field != Field::SmtpPermissionList;
    let value = match after.pop() {
        None if was_text => None,
        Some(text) if stays_text => Some(text),
        last => Some(Value::Array(after.into_iter().chain(last).collect())),
    };
    if changed {
        put(document, field, value);
    }
}

fn replaced(field: Field, present: &Value, from: &str, to: &str) -> Turn {
    let is_rule = field.control() == Control::List(Item::PermissionRule);
    if is_rule && present.as_str() == Some(PermissionRule::exact(from).as_str()) {
        Turn::Into(PermissionRule::exact(to))
    } else if is_item(field, present, from) {
        Turn::Into(to.to_owned())
    } else {
        Turn::Same
    }
}

/// Whether an item is this one: mail addresses without regard to case, all else to the letter.
fn is_item(field: Field, item: &Value, text: &str) -> bool {
    let Some(item) = item.as_str() else { return false };
    match field.control() {
        Control::List(Item::EmailAddress) => item.eq_ignore_ascii_case(text),
        _ => item == text,
    }
}

fn items(document: &Value, field: Field) -> Vec<Value> {
    match path::get(document, field.path()) {
        Some(Value::Array(items)) => items.clone(),
        Some(text @ Value::String(_)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// One place where two documents differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its dotted path.
    pub path: String,
    /// What stood there.
    pub before: Option<Value>,
    /// What stands there then.
    pub after: Option<Value>,
}

/// What `after` differs in, path by path, the system's keys apart. A list is one value.
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    differ("", Some(&public(before)), Some(&public(after)), &mut found);
    found
}

fn differ(at: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Change>) {
    if same_or_missing(before, after) {
        return;
    }
    let empty = Value::Object(serde_json::Map::new());
    // An object that comes or goes is told by what is in it, for that is where the controls are.
    let (was, becomes) = match (before, after) {
        (Some(was @ Value::Object(_)), None) if !same(was, &empty) => (was, &empty),
        (None, Some(becomes @ Value::Object(_))) if !same(becomes, &empty) => (&empty, becomes),
        (Some(was), Some(becomes)) => (was, becomes),
        _ => {
            found.push(Change { path: at.to_owned(), before: before.cloned(), after: after.cloned() });
            return;
        }
    };
    let (Value::Object(was), Value::Object(becomes)) = (was, becomes) else {
        found.push(Change { path: at.to_owned(), before: before.cloned(), after: after.cloned() });
        return;
    };
    let added = becomes.keys().filter(|key| !was.contains_key(*key));
    for key in was.keys().chain(added) {
        differ(&path::join(at, key), was.get(key), becomes.get(key), found);
    }
}
