//! What a save may write: three documents in (as opened, as it is now, as it shall be), one plan out.
//!
//! The editor, bulk change and import share it. Source: contract, "Writing: what destroys data, and what does not".

use serde_json::{Map, Value};

use super::{
    field::defaults,
    path,
    value::{is_system_key, public, same, same_or_missing},
};

/// What a save may do.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// What shall be is there already.
    Nothing,
    /// This document, whole, in the place of the present one.
    Write {
        /// Without the system's keys.
        document: Value,
        /// The paths that others changed meanwhile and that are kept.
        foreign: Vec<String>,
    },
    /// Both sides changed the same places in different ways: nothing may be written.
    Conflict(Vec<Clash>),
}

/// One place that both sides changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// Its dotted path.
    pub path: String,
    /// As it was opened.
    pub was: Option<Value>,
    /// As it shall be.
    pub mine: Option<Value>,
    /// As it is now.
    pub theirs: Option<Value>,
}

/// Puts my changes (`opened` → `mine`) on top of theirs (`opened` → `theirs`).
///
/// Objects are compared key by key, a list is one value. The system's keys take no part.
///
/// ```
/// use faxbox_admin::form::plan::{Plan, plan};
/// use serde_json::json;
///
/// let opened = json!({ "name": "Sales", "retries": 1 });
/// let theirs = json!({ "name": "Sales", "retries": 3 });
/// let mine = json!({ "name": "Sales Berlin", "retries": 1 });
/// let document = json!({ "name": "Sales Berlin", "retries": 3 });
/// assert_eq!(plan(&opened, &theirs, &mine), Plan::Write { document, foreign: vec!["retries".to_owned()] });
/// ```
pub fn plan(opened: &Value, theirs: &Value, mine: &Value) -> Plan {
    let merged = merge(opened, theirs, mine, &|_| Side::Theirs);
    if !merged.clashes.is_empty() {
        Plan::Conflict(merged.clashes)
    } else if same(&merged.document, &public(theirs)) {
        Plan::Nothing
    } else {
        Plan::Write { document: merged.document, foreign: merged.foreign }
    }
}

/// Whose value counts where both sides changed a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What shall be.
    Mine,
    /// What is now.
    Theirs,
}

/// Both sides' changes in one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Without the system's keys.
    pub document: Value,
    /// The paths that others changed and that are kept.
    pub foreign: Vec<String>,
    /// The places that both sides changed, each of which was chosen.
    pub clashes: Vec<Clash>,
}

/// Puts my changes on top of theirs, as [`plan`] does; of a place that both changed, by its path, the side that `choose` names
/// counts.
pub fn merge(opened: &Value, theirs: &Value, mine: &Value, choose: &dyn Fn(&str) -> Side) -> Merged {
    let (opened, theirs, mine) = (public(opened), public(theirs), public(mine));
    let mut merge = Merge { choose, foreign: Vec::new(), clashes: Vec::new() };
    let keys = |document| members(Some(document)).unwrap_or_default();
    let document = Value::Object(merge.object("", &keys(&opened), &keys(&theirs), &keys(&mine)));
    Merged { document, foreign: merge.foreign, clashes: merge.clashes }
}

struct Merge<'a> {
    choose: &'a dyn Fn(&str) -> Side,
    foreign: Vec<String>,
    clashes: Vec<Clash>,
}

impl Merge<'_> {
    fn value(
        &mut self,
        path: &str,
        opened: Option<&Value>,
        theirs: Option<&Value>,
        mine: Option<&Value>,
    ) -> Option<Value> {
        if same_or_missing(theirs, mine) {
            return theirs.cloned();
        }
        if same_or_missing(opened, theirs) {
            return mine.cloned();
        }
        if let (Some(was), Some(their), Some(my)) = (members(opened), members(theirs), members(mine)) {
            let merged = self.object(path, &was, &their, &my);
            let stays = !merged.is_empty() || stays_empty(opened, theirs, mine);
            if merged.is_empty() && stays && opened.is_none() && mine.is_none() {
                self.foreign.push(path.to_owned());
            }
            return stays.then_some(Value::Object(merged));
        }
        if same_or_missing(opened, mine) {
            self.foreign.push(path.to_owned());
            return theirs.cloned();
        }
        let clash = Clash {
            path: path.to_owned(),
            was: opened.cloned(),
            mine: mine.cloned(),
            theirs: theirs.cloned(),
        };
        self.clashes.push(clash);
        match (self.choose)(path) {
            Side::Mine => mine.cloned(),
            Side::Theirs => theirs.cloned(),
        }
    }

    fn object(
        &mut self,
        path: &str,
        opened: &Map<String, Value>,
        theirs: &Map<String, Value>,
        mine: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut merged = Map::new();
        // The order of keys is theirs, or mine where they left it alone.
        let (first, second) = if opened.keys().eq(theirs.keys()) { (mine, theirs) } else { (theirs, mine) };
        let added = second.keys().filter(|key| !first.contains_key(*key));
        let gone = opened.keys().filter(|key| !theirs.contains_key(*key) && !mine.contains_key(*key));
        for key in first.keys().chain(added).chain(gone) {
            let path = path::join(path, key);
            if let Some(value) = self.value(&path, opened.get(key), theirs.get(key), mine.get(key)) {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }
}

/// Whether an object without keys is meant: a side holds it so, and no side took the object itself out.
fn stays_empty(opened: Option<&Value>, theirs: Option<&Value>, mine: Option<&Value>) -> bool {
    let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    let held = theirs.is_some_and(is_empty) || mine.is_some_and(is_empty);
    let taken_out = opened.is_some() && (theirs.is_none() || mine.is_none());
    held && !taken_out
}

/// The keys of an object; a missing value has none, anything else is no object.
fn members(value: Option<&Value>) -> Option<Map<String, Value>> {
    match value {
        None => Some(Map::new()),
        Some(Value::Object(members)) => Some(members.clone()),
        Some(_) => None,
    }
}

/// Why an update (PATCH) cannot express a change on every kind of server; a change (POST) can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoUpdate {
    /// These places shall be taken out, and a server that merges deeply keeps them.
    Removes(Vec<String>),
    /// A `null` in what is sent means "take out" on one kind of server and itself on the other.
    Null(String),
}

/// The body of an update that turns `theirs` into `document` on both kinds of server.
///
/// It holds `name`, every top-level key that changes, whole, and every key with a default at its present value, since a
/// server fills defaults in that the body lacks.
///
/// # Errors
/// - Something that `theirs` has is not in `document`: [`NoUpdate::Removes`].
/// - `{"ui_metadata": {"x": null}}` in the body: [`NoUpdate::Null`].
pub fn update_body(theirs: &Value, document: &Value) -> Result<Value, NoUpdate> {
    let mut removed = Vec::new();
    removals("", &public(theirs), &public(document), &mut removed);
    if !removed.is_empty() {
        return Err(NoUpdate::Removes(removed));
    }
    let Some(members) = document.as_object() else { return Ok(Value::Object(Map::new())) };
    let mut body = Map::new();
    for (key, value) in members.iter().filter(|(key, _)| !is_system_key(key)) {
        let unchanged = theirs.get(key).is_some_and(|present| same(present, value));
        let asked_for = key == "name" || defaults().any(|(default, _)| default == key);
        if !unchanged || asked_for {
            if let Some(path) = null_in(&path::escape(key), value) {
                return Err(NoUpdate::Null(path));
            }
            body.insert(key.clone(), value.clone());
        }
    }
    Ok(Value::Object(body))
}

/// The paths that `before` has and `after` has not, at any depth of objects.
fn removals(path: &str, before: &Value, after: &Value, removed: &mut Vec<String>) {
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else { return };
    for (key, value) in before {
        let path = path::join(path, key);
        match after.get(key) {
            None => removed.push(path),
            Some(after) => removals(&path, value, after, removed),
        }
    }
}

/// Where in `value` the first `null` stands.
fn null_in(path: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(path.to_owned()),
        Value::Object(members) => {
            members.iter().find_map(|(key, value)| null_in(&path::join(path, key), value))
        }
        // What stands in a list is replaced with the list, on both kinds of server.
        _ => None,
    }
}
