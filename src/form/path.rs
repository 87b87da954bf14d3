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
    set_at(document, &path.split('.').collect::<Vec<_>>(), value);
}

/// Takes what stands at a documented path out, and with it the objects on the way that are empty because of that.
pub fn remove(document: &mut Value, path: &str) {
    remove_at(document, &path.split('.').collect::<Vec<_>>());
}

/// [`set`] by the keys themselves, which may hold dots.
pub fn set_at<S: AsRef<str>>(document: &mut Value, keys: &[S], value: Value) {
    let Some((key, rest)) = keys.split_first() else {
        *document = value;
        return;
    };
    if !document.is_object() {
        *document = Value::Object(Map::new());
    }
    let Some(members) = document.as_object_mut() else { return };
    if rest.is_empty() {
        members.insert(key.as_ref().to_owned(), value);
    } else {
        set_at(members.entry(key.as_ref()).or_insert(Value::Null), rest, value);
    }
}

/// [`remove`] by the keys themselves, which may hold dots.
pub fn remove_at<S: AsRef<str>>(document: &mut Value, keys: &[S]) {
    let (Some(members), Some((key, rest))) = (document.as_object_mut(), keys.split_first()) else { return };
    if rest.is_empty() {
        members.shift_remove(key.as_ref());
        return;
    }
    let Some(child) = members.get_mut(key.as_ref()) else { return };
    let held_something = child.as_object().is_some_and(|child| !child.is_empty());
    remove_at(child, rest);
    if held_something && child.as_object().is_some_and(Map::is_empty) {
        members.shift_remove(key.as_ref());
    }
}
