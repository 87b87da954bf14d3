//! An import's file, read: bytes to text to rows, each with what it wants.

use std::borrow::Cow;

use serde_json::Value;

use crate::{
    api::json,
    form::{Field, csv, edit::Edit, path, table, value::ID},
};

/// The largest file that is read, in bytes.
pub const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most rows that are read.
pub const FILE_MAX_ROWS: usize = 50_000;

/// Why a file cannot be imported at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// More than [`FILE_MAX_BYTES`].
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// More than [`FILE_MAX_ROWS`].
    TooManyRows {
        /// How many rows it has.
        rows: usize,
    },
    /// Neither UTF-8 nor UTF-16 with a mark.
    NotUtf8 {
        /// The first line that is not, from 1.
        line: usize,
    },
    /// It begins as JSON and is none.
    NotJson,
    /// JSON, but neither a list of documents nor one.
    NoDocuments,
    /// CSV whose quote is never closed.
    OpenQuote {
        /// The line in which it opens, from 1.
        line: usize,
    },
    /// CSV without a column that is documented.
    NoColumns,
    /// A heading that stands twice.
    TwoColumns {
        /// It.
        heading: String,
    },
    /// Nothing in it.
    Empty,
}

/// A file's rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// Each with what it wants.
    pub rows: Vec<Row>,
    /// Headings that are no documented parameter: their columns are left out.
    pub unknown: Vec<String>,
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line of a CSV, or the place in a JSON list, from 1.
    pub number: usize,
    /// The id it names.
    pub id: Option<String>,
    /// What it wants.
    pub wish: Wish,
    /// Columns whose cell cannot be read.
    pub unreadable: Vec<&'static str>,
}

/// What a row wants its faxbox to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// These parameters get these values; all else stays.
    Cells(Vec<(Field, Option<Value>)>),
    /// This whole document.
    Document(Value),
}

impl Row {
    /// The name it wants, where it says one.
    pub fn name(&self) -> Option<&str> {
        match &self.wish {
            Wish::Cells(cells) => {
                let name = cells.iter().find(|(field, _)| *field == Field::Name)?;
                name.1.as_ref()?.as_str()
            }
            Wish::Document(document) => document.get(Field::Name.path())?.as_str(),
        }
    }

    /// The document that it makes of nothing.
    pub fn fresh(&self) -> Value {
        match &self.wish {
            Wish::Cells(cells) => Edit::Set(cells.clone()).apply(&Value::Object(serde_json::Map::new())),
            Wish::Document(document) => {
                let mut document = crate::form::value::public(document);
                path::remove(&mut document, Field::Attempts.path());
                document
            }
        }
    }
}

/// Reads a file: JSON where it begins as such, CSV else.
///
/// # Errors
/// See [`FileError`].
pub fn read(bytes: &[u8]) -> Result<File, FileError> {
    if bytes.len() > FILE_MAX_BYTES {
        return Err(FileError::TooLarge { bytes: bytes.len() });
    }
    let text = decode(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let file = if text.trim_start().starts_with(['[', '{']) { read_json(text)? } else { read_csv(text)? };
    match file.rows.len() {
        0 => Err(FileError::Empty),
        rows if rows > FILE_MAX_ROWS => Err(FileError::TooManyRows { rows }),
        _ => Ok(file),
    }
}

/// UTF-8, or UTF-16 where its mark says so: spreadsheets write both.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, FileError> {
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, unit)) = wide {
        let units: Vec<_> =
            rest.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
        return Ok(Cow::Owned(String::from_utf16_lossy(&units)));
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let good = bytes.iter().take(error.valid_up_to());
        FileError::NotUtf8 { line: 1 + good.filter(|byte| **byte == b'\n').count() }
    })
}

fn read_json(text: &str) -> Result<File, FileError> {
    let documents = match json::read(text).ok_or(FileError::NotJson)? {
        Value::Array(documents) => documents,
        // The answer of a server, as it came.
        Value::Object(mut envelope) if envelope.contains_key("data") && !envelope.contains_key("name") => {
            match envelope.shift_remove("data") {
                Some(Value::Array(documents)) => documents,
                Some(document) => vec![document],
                None => Vec::new(),
            }
        }
        document => vec![document],
    };
    if documents.iter().any(|document| !document.is_object()) {
        return Err(FileError::NoDocuments);
    }
    let row = |(index, document): (usize, Value)| Row {
        number: index + 1,
        id: document.get(ID).and_then(Value::as_str).map(str::to_owned),
        wish: Wish::Document(document),
        unreadable: Vec::new(),
    };
    Ok(File { rows: documents.into_iter().enumerate().map(row).collect(), unknown: Vec::new() })
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Field(Field),
    Other,
}

fn read_csv(text: &str) -> Result<File, FileError> {
    let csv::CsvError::OpenQuote { line } = match csv::read(text) {
        Ok(records) => return rows(&records),
        Err(error) => error,
    };
    Err(FileError::OpenQuote { line })
}

fn rows(records: &[csv::Record]) -> Result<File, FileError> {
    let Some((head, records)) = records.split_first() else { return Err(FileError::Empty) };
    let mut columns: Vec<Column> = Vec::new();
    let mut unknown = Vec::new();
    for heading in &head.cells {
        let heading = heading.trim();
        let column = match Field::ALL.iter().find(|field| field.path() == heading) {
            Some(field) => Column::Field(*field),
            None if heading == ID => Column::Id,
            None => Column::Other,
        };
        if column == Column::Other && !heading.is_empty() {
            unknown.push(heading.to_owned());
        } else if column != Column::Other && columns.contains(&column) {
            return Err(FileError::TwoColumns { heading: heading.to_owned() });
        }
        columns.push(column);
    }
    if columns.iter().all(|column| *column == Column::Other) {
        return Err(FileError::NoColumns);
    }
    let rows = records.iter().map(|record| row(record, &columns)).collect();
    Ok(File { rows, unknown })
}

fn row(record: &csv::Record, columns: &[Column]) -> Row {
    let (mut id, mut cells, mut unreadable) = (None, Vec::new(), Vec::new());
    for (index, column) in columns.iter().enumerate() {
        let cell = record.cell(index);
        match column {
            Column::Id => id = Some(cell.trim()).filter(|id| !id.is_empty()).map(str::to_owned),
            // The system counts it; what a file says of it is what was once.
            Column::Field(Field::Attempts) | Column::Other => {}
            Column::Field(field) => match table::value(*field, cell, json::read) {
                Ok(value) => cells.push((*field, value)),
                Err(table::NotJson) => unreadable.push(field.path()),
            },
        }
    }
    Row { number: record.line, id, wish: Wish::Cells(cells), unreadable }
}
