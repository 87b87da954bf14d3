//! Files of many faxboxes: what is exported, what undoes a run, what a run reports.

use serde_json::Value;

use crate::form::{
    Field,
    csv::Writer,
    path,
    table::{cell, cells, headings},
    value::ID,
};

use super::{
    item::{Item, ItemState},
    run::Run,
};

/// In which form a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A row for each faxbox, a column for each documented parameter.
    Csv,
    /// Whole documents, as they came.
    Json,
}

impl Format {
    /// What a file's name ends with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// A file of documents.
pub fn export(documents: &[Value], format: Format) -> String {
    match format {
        Format::Csv => {
            let mut writer = Writer::default();
            writer.record(headings());
            for document in documents {
                writer.record(cells(document).iter().map(String::as_str));
            }
            writer.finish()
        }
        // A line for each, so that two files can be compared line by line.
        Format::Json => {
            let lines: Vec<_> = documents.iter().map(Value::to_string).collect();
            format!("[\n{}\n]\n", lines.join(",\n"))
        }
    }
}

/// A file that, imported, puts back what a run changed; nothing where it changed nothing that was there before.
///
/// The parameters alone that changed, where all of them are documented; else whole documents.
pub fn undo(run: &Run) -> Option<(Format, String)> {
    let changed = |item: &&Item| matches!(item.state, ItemState::Saved(_)) && item.before.is_some();
    let items: Vec<_> = run.items.iter().filter(changed).collect();
    if items.is_empty() {
        return None;
    }
    let mut columns = Vec::new();
    for change in items.iter().flat_map(|item| &item.changes) {
        let Some(field) = Field::ALL.iter().copied().find(|field| field.path() == change.path) else {
            let documents: Vec<_> = items.iter().filter_map(|item| item.before.clone()).collect();
            return Some((Format::Json, export(&documents, Format::Json)));
        };
        if !columns.contains(&field) {
            columns.push(field);
        }
    }
    columns.sort_by_key(|field| field.index());
    let mut writer = Writer::default();
    writer.record(std::iter::once(ID).chain(columns.iter().map(|field| field.path())));
    for item in items {
        let before = item.before.as_ref().unwrap_or(&Value::Null);
        let id = item.id.as_ref().map(ToString::to_string).unwrap_or_default();
        let cells: Vec<_> =
            columns.iter().map(|field| cell(*field, path::get(before, field.path()))).collect();
        writer.record(std::iter::once(id.as_str()).chain(cells.iter().map(String::as_str)));
    }
    Some((Format::Csv, writer.finish()))
}

/// A file's name: what it is, whose, when.
///
/// `faxboxes-acme-logistics-2026-11-24.csv`; letters and digits of the account's name, or its id where it has none.
pub fn file_name(what: &str, account: &str, date: &str, format: Format) -> String {
    let mut plain = String::new();
    for character in account.chars() {
        if character.is_alphanumeric() {
            plain.push(character);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    format!("{what}-{}-{date}.{}", plain.trim_end_matches('-'), format.extension())
}

/// How each faxbox of a run fared, as CSV: id, name, then what `words` says of it (its state, why), then the paths that
/// change.
pub fn report(run: &Run, headings: [&str; 5], words: impl Fn(&Item) -> [String; 2]) -> String {
    let mut writer = Writer::default();
    writer.record(headings);
    for item in &run.items {
        let id = item.id.as_ref().map(ToString::to_string).unwrap_or_default();
        let [state, why] = words(item);
        let paths: Vec<_> = item.changes.iter().map(|change| change.path.as_str()).collect();
        writer.record([
            id.as_str(),
            item.name.as_str(),
            state.as_str(),
            why.as_str(),
            paths.join("; ").as_str(),
        ]);
    }
    writer.finish()
}
