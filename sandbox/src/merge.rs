//! What a write does to a document before it is stored: keys dropped, defaults filled in, and the two kinds of PATCH
//! (contract, "Writing: what destroys data, and what does not").

use serde_json::{Map, Value, json};

/// How a PATCH puts its body and the stored document together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch {
    /// As recorded: the body is judged alone, filled up with the defaults, and replaces top-level keys whole.
    #[default]
    Top,
    /// As other versions do: merged at every depth, `null` removes at every depth, the result is judged.
    Deep,
}

/// Whether the server keeps this top-level key of what is sent. The others are dropped without a word.
pub fn is_kept(key: &str) -> bool {
    !(key.starts_with('_') || key.starts_with("pvt_") || key == "id" || key == "smtp_email_address")
}

/// Drops the private and the generated keys.
pub fn clean(document: &mut Value) {
    if let Value::Object(members) = document {
        members.retain(|key, _| is_kept(key));
    }
}

/// The six defaults that every write fills in.
pub fn defaults() -> [(&'static str, Value); 6] {
    [
        ("attempts", json!(0)),
        ("caller_name", json!("Kazoo Fax Printer")),
        ("fax_header", json!("Kazoo Fax Printer")),
        ("media", json!({})),
        ("retries", json!(1)),
        ("smtp_permission_list", json!([])),
    ]
}

/// Fills the defaults in where their key is absent.
pub fn fill_in(document: &mut Value) {
    if let Value::Object(members) = document {
        for (key, value) in defaults() {
            members.entry(key).or_insert(value);
        }
    }
}

/// Puts `change` over `document`, top-level keys whole; `null` takes a key out.
pub fn merge_top(document: &mut Value, change: &Value) {
    let (Value::Object(members), Value::Object(change)) = (document, change) else { return };
    for (key, value) in change {
        if value.is_null() {
            members.shift_remove(key);
        } else {
            members.insert(key.clone(), value.clone());
        }
    }
}

/// Puts `change` over `document` at every depth; `null` takes a key out.
pub fn merge_deep(document: &mut Value, change: &Value) {
    let Value::Object(change) = change else {
        *document = change.clone();
        return;
    };
    if !document.is_object() {
        *document = Value::Object(Map::new());
    }
    let Value::Object(members) = document else { return };
    for (key, value) in change {
        if value.is_null() {
            members.shift_remove(key);
        } else {
            merge_deep(members.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_top_level_merge_replaces_whole_keys_and_keeps_null_deeper() {
        let mut document = json!({"a": {"b": 1, "c": 2}, "n": 5, "k": 1});
        merge_top(&mut document, &json!({"a": {"b": null}, "n": null}));
        assert_eq!(document, json!({"a": {"b": null}, "k": 1}));
    }

    #[test]
    fn a_deep_merge_removes_at_every_depth() {
        let mut document = json!({"a": {"b": 1, "c": 2}, "n": 5, "l": [1, 2]});
        merge_deep(&mut document, &json!({"a": {"b": null, "d": {"e": 1, "f": null}}, "l": [3]}));
        assert_eq!(document, json!({"a": {"c": 2, "d": {"e": 1}}, "n": 5, "l": [3]}));
    }

    #[test]
    fn private_and_generated_keys_are_dropped_at_the_top_only() {
        let mut document =
            json!({"_x": 1, "pvt_y": 2, "id": 3, "smtp_email_address": 4, "a": {"_x": 1, "id": 2}});
        clean(&mut document);
        assert_eq!(document, json!({"a": {"_x": 1, "id": 2}}));
    }
}
