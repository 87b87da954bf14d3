//! Rows of a task: what changes, as old and new.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    form::edit::Change,
    text::{bulk as words, list},
};

/// Most characters of a value that are shown in a cell.
const VALUE_CHARS: usize = 80;

/// A faxbox's name, or that it has none.
pub fn name(name: &str) -> String {
    if name.trim().is_empty() { list::UNNAMED.get().to_owned() } else { name.to_owned() }
}

/// What changes, in two cells: as it is, as it will be. Of a list only what comes and goes.
pub fn changes(changes: &[Change], labelled: bool) -> AnyView {
    let lines = |new: bool| {
        let line = move |change: &Change| {
            let label =
                labelled.then(|| view! { <span class="bulk__field">{words::label(&change.path)}</span> });
            let values = shown(change, new).into_iter().map(|text| {
                if new {
                    view! { <ins>{text}</ins> }.into_any()
                } else {
                    view! { <del>{text}</del> }.into_any()
                }
            });
            view! { <div class="bulk__line">{label} {values.collect::<Vec<_>>()}</div> }
        };
        changes.iter().map(line).collect::<Vec<_>>()
    };
    view! { <td>{lines(false)}</td> <td>{lines(true)}</td> }.into_any()
}

/// What is shown of one side of a change.
fn shown(change: &Change, new: bool) -> Vec<String> {
    let (side, other) = if new { (&change.after, &change.before) } else { (&change.before, &change.after) };
    match (side, other) {
        (Some(Value::Array(items)), Some(Value::Array(others))) => {
            let differing: Vec<_> = items.iter().filter(|item| !others.contains(item)).map(text).collect();
            // The same items in another order, or another number of times.
            let same = others.iter().all(|item| items.contains(item)) && differing.is_empty();
            if same { items.iter().map(text).collect() } else { differing }
        }
        (Some(Value::Array(items)), _) if !items.is_empty() => items.iter().map(text).collect(),
        (Some(value), _) => vec![text(value)],
        (None, _) => vec![words::NOTHING.get().to_owned()],
    }
}

fn text(value: &Value) -> String {
    let text = match value {
        Value::String(text) if text.is_empty() => return words::EMPTY_TEXT.get().to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => return words::EMPTY_LIST.get().to_owned(),
        other => other.to_string(),
    };
    match text.char_indices().nth(VALUE_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
