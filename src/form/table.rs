//! A faxbox document as a row of cells: its id, then a cell for each documented parameter, in the order of [`Field::ALL`].
//!
//! An empty cell is nothing; a list's items stand side by side, divided by [`ITEM_SEPARATOR`]; whatever cannot be told so
//! stands behind [`JSON_PREFIX`] as JSON: the empty text (`json:""`), the empty list (`json:[]`), the text form of a list
//! (`json:"ann@acme.example"`), a value of another kind than the parameter's. So every value has a spelling, and reading it
//! gives the value again.

use serde_json::{Number, Value};

use super::{Control, Field, path, value::ID};

/// What divides a list's items in a cell. A line break does when it is read.
pub const ITEM_SEPARATOR: char = ';';
/// What a cell begins with that holds JSON.
pub const JSON_PREFIX: &str = "json:";

/// Reads JSON: the api's own reader, handed in from above.
pub type ReadJson = fn(&str) -> Option<Value>;

/// The headings: `id`, then the documented paths.
pub fn headings() -> impl Iterator<Item = &'static str> {
    std::iter::once(ID).chain(Field::ALL.iter().map(|field| field.path()))
}

/// A document's cells, by [`headings`].
pub fn cells(document: &Value) -> Vec<String> {
    let id = document.get(ID).and_then(Value::as_str).unwrap_or_default().to_owned();
    let fields = Field::ALL.iter().map(|field| cell(*field, path::get(document, field.path())));
    std::iter::once(id).chain(fields).collect()
}

/// A parameter's value as a cell.
pub fn cell(field: Field, value: Option<&Value>) -> String {
    let Some(value) = value else { return String::new() };
    plain(field, value).unwrap_or_else(|| format!("{JSON_PREFIX}{value}"))
}

/// A value's plain spelling, where it has one that is read as the same value.
fn plain(field: Field, value: &Value) -> Option<String> {
    match (field.control(), value) {
        (Control::Integer | Control::Shown, Value::Number(number)) => Some(number.to_string()),
        (Control::Flag, Value::Bool(flag)) => Some(flag.to_string()),
        (Control::List(_), Value::Array(items)) => {
            let items: Option<Vec<_>> = items.iter().map(plain_item).collect();
            items
                .filter(|items| !items.is_empty())
                .map(|items| items.join("; "))
                .filter(|cell| is_plain(cell))
        }
        (
            Control::Text | Control::Number | Control::Url | Control::TimeZone | Control::Choice(_),
            Value::String(text),
        ) => is_plain(text).then(|| text.clone()),
        _ => None,
    }
}

fn is_plain(cell: &str) -> bool {
    !cell.is_empty() && !cell.starts_with(JSON_PREFIX)
}

fn plain_item(item: &Value) -> Option<&str> {
    let text = item.as_str()?;
    let divides = |character| matches!(character, ITEM_SEPARATOR | '\r' | '\n');
    (!text.is_empty() && text.trim() == text && !text.contains(divides)).then_some(text)
}

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson;

/// What a cell means: nothing, or a value, which may be one that the parameter cannot have.
///
/// # Errors
/// `json:[1`: [`NotJson`].
pub fn value(field: Field, cell: &str, read_json: ReadJson) -> Result<Option<Value>, NotJson> {
    if let Some(json) = cell.strip_prefix(JSON_PREFIX) {
        return read_json(json).map(Some).ok_or(NotJson);
    }
    if cell.is_empty() {
        return Ok(None);
    }
    let text = || Value::String(cell.to_owned());
    Ok(Some(match field.control() {
        Control::Integer | Control::Shown => number(cell, read_json).map_or_else(text, Value::Number),
        // Spreadsheets write their own truths in capitals.
        Control::Flag if cell.eq_ignore_ascii_case("true") => Value::Bool(true),
        Control::Flag if cell.eq_ignore_ascii_case("false") => Value::Bool(false),
        Control::List(_) => items(cell),
        Control::Text
        | Control::Number
        | Control::Url
        | Control::TimeZone
        | Control::Choice(_)
        | Control::Flag => text(),
    }))
}

fn number(cell: &str, read_json: ReadJson) -> Option<Number> {
    match read_json(cell)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// A list of what stands between the separators; what is blank is left out.
pub fn items(cell: &str) -> Value {
    let items = cell.split([ITEM_SEPARATOR, '\r', '\n']).map(str::trim).filter(|item| !item.is_empty());
    Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
}
