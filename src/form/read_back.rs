use serde_json::Value;

use super::{
    field::defaults,
    path,
    value::{public, same, same_or_missing},
};

/// What a server made of what was sent to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadBack {
    /// Top-level keys that it filled in with its documented default.
    pub filled_in: Vec<String>,
    /// Places where something else stands than was sent.
    pub differs: Vec<Difference>,
}

/// One place where a server keeps something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its dotted path.
    pub path: String,
    /// What was sent.
    pub sent: Option<Value>,
    /// What stands there now.
    pub kept: Option<Value>,
}

/// Compares what was sent with what a fetch gave afterwards.
///
/// Source: contract, "What comes back": a 200 is not yet a proof.
pub fn read_back(sent: &Value, kept: &Value) -> ReadBack {
    let mut result = ReadBack::default();
    let (sent, kept) = (public(sent), public(kept));
    for (key, default) in defaults() {
        let filled = sent.get(key).is_none() && kept.get(key).is_some_and(|value| same(value, &default));
        if filled {
            result.filled_in.push(key.to_owned());
        }
    }
    differences("", Some(&sent), Some(&kept), &mut result);
    result
}

fn differences(path: &str, sent: Option<&Value>, kept: Option<&Value>, result: &mut ReadBack) {
    if same_or_missing(sent, kept) || result.filled_in.iter().any(|filled| filled == path) {
        return;
    }
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (sent, kept) else {
        let difference = Difference { path: path.to_owned(), sent: sent.cloned(), kept: kept.cloned() };
        result.differs.push(difference);
        return;
    };
    let added = after.keys().filter(|key| !before.contains_key(*key));
    for key in before.keys().chain(added) {
        differences(&path::join(path, key), before.get(key), after.get(key), result);
    }
}
