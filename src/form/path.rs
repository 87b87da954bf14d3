//! Dotted paths, as the server names a place in a document: `notifications.inbound.email.send_to.0`.
//!
//! A dot inside a key is written `%2E` (contract, "What comes back").

use serde_json::{Map, Value};

/// One key, as it stands in a dotted path: `a%2Eb` for `a.b`.
pub fn escape(key: &str) -> String {
    key.replace('.', "%2E")
}

/// A path with one more key behind it: `media.fax_option`; the key alone behind the document's own path, `""`.
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { escape(key) } else { format!("{path}.{}", escape(key)) }
}

/// A path with one more list index, from 0, behind it: `smtp_permission_list.0`.
pub fn join_index(path: &str, index: usize) -> String {
    format!("{path}.{index}")
}

/// What stands at a documented path of `document`; nothing where a part of the way is missing or no object.
pub fn get<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(document, |value, key| value.as_object()?.get(key))
}

/// Puts `value` at a documented path, making the objects on the way where they lack.
///
/// Something else than an object on the way is replaced by one: the server refuses it there anyway.
pub fn set(document: &mut Value, path: &str, value: Value) {
    let (key, rest) = match path.split_once('.') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    if !document.is_object() {
        *document = Value::Object(Map::new());
    }
    let Some(members) = document.as_object_mut() else { return };
    match rest {
        None => {
            members.insert(key.to_owned(), value);
        }
        Some(rest) => set(members.entry(key).or_insert(Value::Null), rest, value),
    }
}

/// Takes what stands at a documented path out, and with it the objects on the way that are empty because of that.
pub fn remove(document: &mut Value, path: &str) {
    let Some(members) = document.as_object_mut() else { return };
    let Some((key, rest)) = path.split_once('.') else {
        members.shift_remove(path);
        return;
    };
    let Some(child) = members.get_mut(key) else { return };
    let held_something = child.as_object().is_some_and(|child| !child.is_empty());
    remove(child, rest);
    if held_something && child.as_object().is_some_and(Map::is_empty) {
        members.shift_remove(key);
    }
}
