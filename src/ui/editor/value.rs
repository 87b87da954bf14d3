//! A value of a document as a person reads it: texts bare, lists row by row, all else as JSON.

use std::collections::HashSet;

use leptos::{html, prelude::*};
use serde_json::Value;

use crate::{
    form::{Control, Place, place_of},
    state::{ROWS_AT_ONCE, shown_rows},
    text::{editor, fields, save as words},
    ui::{browser, live},
};

use super::more;

/// How what is not on the other side is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It goes.
    Gone,
    /// It comes.
    New,
    /// It is only shown.
    Plain,
}

/// A path by the name of its field, where it has one.
pub fn name(path: &str) -> String {
    match place_of(path) {
        Place::Field(field) | Place::Row(field, _) => fields::full_label(field),
        Place::Form => path.to_owned(),
    }
}

/// The value that stands at `path`, in a line.
pub fn line(path: &str, value: Option<&Value>) -> String {
    match value {
        None => words::NOTHING.get().to_owned(),
        Some(Value::Array(items)) if is_list(path) => {
            let rows: Vec<_> = items.iter().map(|item| line(path, Some(item))).collect();
            if rows.is_empty() { words::EMPTY_LIST.get().to_owned() } else { rows.join(", ") }
        }
        Some(value) => single(path, value),
    }
}

/// The value that stands at `path`, with what `other` has not marked.
pub fn view(path: &str, value: Option<&Value>, other: Option<&Value>, mark: Mark) -> AnyView {
    match value {
        Some(Value::Array(items)) if is_list(path) && !items.is_empty() => {
            let others: HashSet<_> =
                other.map(rows).unwrap_or_default().iter().map(ToString::to_string).collect();
            let rows = items.iter().map(|item| {
                let mark = if others.contains(&item.to_string()) { Mark::Plain } else { mark };
                (single(path, item), mark)
            });
            list(rows.collect())
        }
        None => view! { <span class="muted">{line(path, None)}</span> }.into_any(),
        Some(_) => view! { <span class="value">{marked(line(path, value), mark)}</span> }.into_any(),
    }
}

/// The rows of a list; of very many those that are marked, some of the others, and a button for more.
fn list(rows: Vec<(String, Mark)>) -> AnyView {
    let (shown, element, count) = (more::first_lines(), NodeRef::<html::Ul>::new(), rows.len());
    let is_long = count > ROWS_AT_ONCE;
    let marks: Vec<_> = rows.iter().map(|(_, mark)| *mark != Mark::Plain).collect();
    let lines = {
        let marks = marks.clone();
        move || {
            let mut next = 0;
            let mut lines = Vec::new();
            for row in shown_rows(&marks, shown.get()) {
                if row > next {
                    lines.push(line_of(None, ("…".to_owned(), Mark::Plain)));
                }
                next = row + 1;
                lines.extend(rows.get(row).map(|text| line_of(is_long.then_some(row), text.clone())));
            }
            lines.into_any()
        }
    };
    if !is_long {
        return view! { <ul class="value">{untrack(lines)}</ul> }.into_any();
    }
    let focus = move |before: usize| {
        let old = shown_rows(&marks, before);
        let new = shown_rows(&marks, before + ROWS_AT_ONCE);
        let row = new.into_iter().find(|row| old.binary_search(row).is_err());
        if let (Some(row), Some(list)) = (row, element.get_untracked()) {
            browser::focus_later(list.into(), vec![format!("[data-row=\"{row}\"]")]);
        }
    };
    view! { <ul class="value" node_ref=element>{live::view(lines)}</ul> {more::button(shown, move || count, focus)} }.into_any()
}

fn line_of(row: Option<usize>, (text, mark): (String, Mark)) -> AnyView {
    view! { <li data-row=row.map(|row| row.to_string()) tabindex=row.map(|_| "-1")>{marked(text, mark)}</li> }
        .into_any()
}

fn marked(text: String, mark: Mark) -> AnyView {
    match mark {
        Mark::Gone => view! { <del>{text}</del> }.into_any(),
        Mark::New => view! { <ins>{text}</ins> }.into_any(),
        Mark::Plain => text.into_any(),
    }
}

/// The rows of a list; of a text that stands for a list, the one.
fn rows(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        other => vec![other],
    }
}

fn is_list(path: &str) -> bool {
    matches!(place_of(path), Place::Field(field) if matches!(field.control(), Control::List(_)))
}

/// One value that is shown as one: a text bare where a text belongs, so that a number and a text that looks like one differ.
fn single(path: &str, value: &Value) -> String {
    let control = match place_of(path) {
        Place::Field(field) | Place::Row(field, _) => Some(field.control()),
        Place::Form => None,
    };
    match (value, control) {
        (Value::String(text), Some(_)) if text.is_empty() => words::EMPTY_TEXT.get().to_owned(),
        (Value::Bool(flag), Some(Control::Flag)) => {
            if *flag { editor::ON } else { editor::OFF }.get().to_owned()
        }
        (Value::String(_), None | Some(Control::Flag | Control::Integer | Control::Shown)) => {
            value.to_string()
        }
        (Value::String(text), Some(_)) => text.clone(),
        _ => serde_json::to_string_pretty(value).unwrap_or_default(),
    }
}
