//! What a document becomes, as a list of places: field by field, and key by key what no field has.

use serde_json::{Map, Value};

use super::{Field, path, value::same_or_missing};

/// One place where a document becomes another.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its dotted path.
    pub path: String,
    /// The keys that lead there, which the path may spell otherwise.
    keys: Vec<String>,
    /// What stands there.
    pub was: Option<Value>,
    /// What shall stand there.
    pub becomes: Option<Value>,
}

/// The places where `before` and `after` differ in meaning, in the order of the form, then of the document.
///
/// A documented parameter is one place, and so is a list. Of two objects each key is looked at. An object that lacks on one
/// side is looked into where documented parameters lie in it, and is one place otherwise.
///
/// ```
/// use faxbox_admin::form::change::changes;
/// use serde_json::json;
///
/// let before = json!({ "name": "Sales", "ui_metadata": { "a": 1, "b": 2 } });
/// let after = json!({ "name": "Sales", "media": { "fax_option": true }, "ui_metadata": { "a": 1, "b": 3 } });
/// let paths: Vec<_> = changes(&before, &after).into_iter().map(|change| change.path).collect();
/// assert_eq!(paths, ["media.fax_option", "ui_metadata.b"]);
/// ```
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    collect("", &mut Vec::new(), Some(before), Some(after), &mut found);
    let order = |change: &Change| {
        Field::ALL.iter().position(|field| field.path() == change.path).unwrap_or(Field::ALL.len())
    };
    found.sort_by_key(order);
    found
}

/// `document` with `changes` made to it.
#[must_use]
pub fn apply(document: &Value, changes: &[Change]) -> Value {
    let mut document = document.clone();
    for change in changes {
        match &change.becomes {
            Some(value) => path::set_at(&mut document, &change.keys, value.clone()),
            None => path::remove_at(&mut document, &change.keys),
        }
    }
    document
}

fn collect(
    path: &str,
    keys: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<Change>,
) {
    if same_or_missing(before, after) {
        return;
    }
    let Some((was, becomes)) = members(path, before, after) else {
        let change = Change {
            path: path.to_owned(),
            keys: keys.clone(),
            was: before.cloned(),
            becomes: after.cloned(),
        };
        found.push(change);
        return;
    };
    let added = becomes.keys().filter(|key| !was.contains_key(*key));
    for key in was.keys().chain(added) {
        keys.push(key.clone());
        collect(&path::join(path, key), keys, was.get(key), becomes.get(key), found);
        keys.pop();
    }
}

/// The members of both sides, where these are to be compared one by one.
fn members(
    path: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Option<(Map<String, Value>, Map<String, Value>)> {
    let is_field = Field::ALL.iter().any(|field| field.path() == path);
    let holds_fields = || {
        let inside =
            |field: &Field| field.path().strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        Field::ALL.iter().any(inside)
    };
    match (before, after) {
        _ if is_field => None,
        // That the object itself stays, empty, cannot be told by its keys.
        (Some(Value::Object(was)), Some(Value::Object(becomes))) if was.is_empty() || !becomes.is_empty() => {
            Some((was.clone(), becomes.clone()))
        }
        (Some(Value::Object(was)), None) if !was.is_empty() && holds_fields() => {
            Some((was.clone(), Map::new()))
        }
        (None, Some(Value::Object(becomes))) if !becomes.is_empty() && holds_fields() => {
            Some((Map::new(), becomes.clone()))
        }
        _ => None,
    }
}
