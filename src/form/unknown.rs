use serde_json::Value;

use super::{Field, path, value::is_system_key};

/// What a document holds beyond the documented parameters and the system's own keys: path and value, in the document's
/// order. All of it is kept by every write.
pub fn unknown(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    collect("", document, &mut found);
    found.retain(|(path, _)| !is_system_key(path));
    found
}

fn collect(at: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    let Some(members) = value.as_object() else { return };
    for (key, value) in members {
        let path = path::join(at, key);
        let documented = Field::ALL.iter().any(|field| field.path() == path);
        let holds_documented = Field::ALL
            .iter()
            .any(|field| field.path().strip_prefix(&path).is_some_and(|rest| rest.starts_with('.')));
        if holds_documented && value.is_object() {
            collect(&path, value, found);
        } else if !documented {
            found.push((path, value.clone()));
        }
    }
}
