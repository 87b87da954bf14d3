//! Comma-separated values: written as RFC 4180 says, read as spreadsheets write them. Cells are texts; what they mean is
//! [`table`](super::table)'s matter.

/// What a cell may begin with that a spreadsheet takes for a formula. The wide forms are what some of them fold to these.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What makes a cell no formula, and is taken off once when it is read.
const DEFUSED: char = '\'';
/// What stands before the first cell, so that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// What may stand between cells, the likeliest first.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Text of a CSV file under construction, with `,` between cells and CRLF behind each record.
#[derive(Clone, Debug)]
pub struct Writer(String);

impl Default for Writer {
    fn default() -> Self {
        Self(String::from(BYTE_ORDER_MARK))
    }
}

impl Writer {
    /// Adds a record. A cell that a spreadsheet would take for a formula gets a `'` before it, and so does one that begins
    /// with a `'`.
    pub fn record<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        let defuse = cell.starts_with(FORMULA_STARTS) || cell.starts_with(DEFUSED);
        let quote = cell.contains([',', ';', '\t', '"', '\r', '\n']) || cell != cell.trim();
        if quote {
            self.0.push('"');
        }
        if defuse {
            self.0.push(DEFUSED);
        }
        if quote {
            self.0.push_str(&cell.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(cell);
        }
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.0
    }
}

/// One record as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line of the file in which it begins, from 1.
    pub line: usize,
    /// Its cells, the `'` of those that were defused taken off.
    pub cells: Vec<String>,
}

impl Record {
    /// A cell; the empty text where the record ends before it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Why a text is no CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvError {
    /// A `"` that nothing closes.
    OpenQuote {
        /// The line in which it opens, from 1.
        line: usize,
    },
}

/// Reads CSV: with or without a byte-order mark, with `,`, `;` or tab between cells (whichever the first record has most
/// of, or `sep=` names), with CRLF, LF or CR behind records. Records without any content are left out.
///
/// # Errors
/// - `a,"b`: [`CsvError::OpenQuote`].
pub fn read(text: &str) -> Result<Vec<Record>, CsvError> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let (text, first_line, named) = named_separator(text);
    let mut reader = Reader {
        separator: named.unwrap_or_else(|| separator(text)),
        line: first_line,
        start: first_line,
        cells: Vec::new(),
        cell: String::new(),
        records: Vec::new(),
    };
    reader.read(text)?;
    let mut records = reader.records;
    records.retain(|record| !record.is_blank());
    Ok(records)
}

/// `sep=;` in the first line is a spreadsheet's own way to name the separator.
fn named_separator(text: &str) -> (&str, usize, Option<char>) {
    let named = text.split_once('\n').and_then(|(line, rest)| {
        let mut name = line.trim_end_matches('\r').strip_prefix("sep=")?.chars();
        Some((rest, 2, Some(name.next().filter(|_| name.next().is_none())?)))
    });
    named.unwrap_or((text, 1, None))
}

/// What the first record has most of, outside of quotes.
fn separator(text: &str) -> char {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for character in text.trim_start_matches(['\r', '\n']).chars() {
        match character {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                    *count += usize::from(character == separator);
                }
            }
        }
    }
    let best = SEPARATORS.into_iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    best.map_or(',', |(separator, _)| separator)
}

struct Reader {
    separator: char,
    /// The line that is being read.
    line: usize,
    /// The line in which the record began.
    start: usize,
    cells: Vec<String>,
    cell: String,
    records: Vec<Record>,
}

impl Reader {
    fn read(&mut self, text: &str) -> Result<(), CsvError> {
        let mut characters = text.chars().peekable();
        // The line of the open quote.
        let mut quoted = None;
        while let Some(character) = characters.next() {
            if character == '\n' || (character == '\r' && characters.peek() != Some(&'\n')) {
                self.line += 1;
            }
            match (character, quoted) {
                ('"', Some(_)) => match characters.next_if_eq(&'"') {
                    Some(quote) => self.cell.push(quote),
                    None => quoted = None,
                },
                ('"', None) if self.cell.is_empty() => quoted = Some(self.line),
                ('\r', None) if characters.peek() == Some(&'\n') => {}
                ('\r' | '\n', None) => self.end_record(),
                (character, None) if character == self.separator => self.end_cell(),
                (character, _) => self.cell.push(character),
            }
        }
        if let Some(line) = quoted {
            return Err(CsvError::OpenQuote { line });
        }
        self.end_record();
        Ok(())
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(cell.strip_prefix(DEFUSED).map(str::to_owned).unwrap_or(cell));
    }

    fn end_record(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        self.records.push(Record { line: self.start, cells });
        self.start = self.line;
    }
}
