use std::cmp::Ordering;

use serde_json::Value;

use crate::{
    api::{Failure, reply::Page},
    domain::{CallbackUrl, FaxboxId},
    form::{Field, KnowsTimeZone, Severity, judge, path, value::ID},
};

use super::save::generated_address;

/// How texts are ordered and folded. The browser's in the panel (`Intl.Collator`), plain in tests: Unicode's tables
/// would weigh more than the list.
#[derive(Clone, Copy)]
pub struct TextOrder {
    /// Orders two texts for a person.
    pub compare: fn(&str, &str) -> Ordering,
    /// A text without regard to case.
    pub fold: fn(&str) -> String,
}

/// How many problems a faxbox has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counts {
    /// Those that stop a save.
    pub errors: usize,
    /// Those that do not.
    pub warnings: usize,
}

/// Counts the problems of a document. It comes with the editor, so that the first rows need not wait for it.
pub type Judge = fn(&Value) -> Counts;

impl Counts {
    /// The problems of `document`.
    pub fn of(document: &Value, knows_time_zone: KnowsTimeZone) -> Self {
        let problems = judge(document, knows_time_zone);
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        Self { errors, warnings: problems.len() - errors }
    }
}

/// What a row shows of a faxbox; the editor fetches its own document.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Its id.
    pub id: FaxboxId,
    /// The columns' texts, by [`Column`]; empty where the document has nothing there.
    pub cells: [String; Column::ALL.len()],
    /// More recipients than the one shown: of arriving faxes, of sent ones.
    pub more: [usize; 2],
    /// The generated address, which a fetch does not tell.
    pub generated_address: Option<String>,
    /// Its problems, once they were counted.
    pub counts: Option<Counts>,
    /// What the search looks into, folded.
    haystack: String,
}

/// The columns of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// `name`
    Name,
    /// `caller_id`
    CallerId,
    /// `fax_identity`
    FaxIdentity,
    /// The address faxes are mailed to: the faxbox's own domain, else the generated one.
    Address,
    /// The first recipient of arriving faxes.
    Inbound,
    /// The first recipient of sent faxes.
    Outbound,
    /// The hosts that are called back.
    Callback,
    /// T.38: `true`, `false` or nothing.
    FaxOption,
    /// `retries`
    Retries,
    /// `fax_timezone`
    TimeZone,
    /// Errors, then warnings.
    Problems,
}

impl Column {
    /// In the order they are shown.
    pub const ALL: &[Self] = &[
        Self::Name,
        Self::CallerId,
        Self::FaxIdentity,
        Self::Address,
        Self::Inbound,
        Self::Outbound,
        Self::Callback,
        Self::FaxOption,
        Self::Retries,
        Self::TimeZone,
        Self::Problems,
    ];
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A to Z, 0 to 9.
    Ascending,
    /// Z to A, 9 to 0.
    Descending,
}

impl Direction {
    /// The other way.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// By what the rows are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// Which way.
    pub direction: Direction,
}

impl ListRow {
    /// Reads a row of the list; nothing where it has no id and could not be opened.
    pub fn read(document: &Value, order: TextOrder) -> Option<Self> {
        let id = FaxboxId::parse(document.get(ID)?.as_str()?).ok()?;
        let cells: [String; Column::ALL.len()] = std::array::from_fn(|index| {
            Column::ALL.get(index).map(|column| cell(document, *column)).unwrap_or_default()
        });
        let more =
            [Field::InboundEmail, Field::OutboundEmail].map(|field| count(document, field).saturating_sub(1));
        let rest = [
            Field::InboundEmail,
            Field::OutboundEmail,
            Field::InboundSms,
            Field::OutboundSms,
            Field::SmtpPermissionList,
        ];
        let mut haystack = cells.join("\n");
        for field in rest {
            haystack.push('\n');
            haystack.push_str(&texts(document, field).join("\n"));
        }
        haystack.push('\n');
        haystack.push_str(id.as_str());
        let generated_address = generated_address(document);
        Some(Self { id, cells, more, generated_address, counts: None, haystack: (order.fold)(&haystack) })
    }

    /// What a column shows.
    pub fn cell(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }

    fn matches(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.haystack.contains(word))
    }

    fn number(&self, column: Column) -> Option<u64> {
        self.cell(column).parse().ok()
    }
}

/// All texts of a field: its own, or its rows'.
fn texts(document: &Value, field: Field) -> Vec<&str> {
    match path::get(document, field.path()) {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn count(document: &Value, field: Field) -> usize {
    match path::get(document, field.path()) {
        Some(Value::Array(items)) => items.len(),
        Some(Value::String(_)) => 1,
        _ => 0,
    }
}

fn cell(document: &Value, column: Column) -> String {
    let first = |field| texts(document, field).first().copied().unwrap_or_default().to_owned();
    let scalar = |field: Field| match path::get(document, field.path()) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    };
    let host =
        |field| CallbackUrl::parse(&scalar(field)).map(|url| url.host().to_owned()).unwrap_or_default();
    match column {
        Column::Name => scalar(Field::Name),
        Column::CallerId => scalar(Field::CallerId),
        Column::FaxIdentity => scalar(Field::FaxIdentity),
        Column::Address => match scalar(Field::CustomSmtpEmailAddress) {
            own if own.is_empty() => generated_address(document).unwrap_or_default(),
            own => own,
        },
        Column::Inbound => first(Field::InboundEmail),
        Column::Outbound => first(Field::OutboundEmail),
        Column::Callback => match host(Field::InboundCallbackUrl) {
            inbound if inbound.is_empty() => host(Field::OutboundCallbackUrl),
            inbound => inbound,
        },
        Column::FaxOption => scalar(Field::FaxOption),
        Column::Retries => scalar(Field::Retries),
        Column::TimeZone => scalar(Field::FaxTimezone),
        Column::Problems => String::new(),
    }
}

/// How far reading the list is.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading {
    /// Nothing has come yet.
    First,
    /// Some pages have come, and more will.
    More,
    /// All pages have come.
    Done,
    /// A page did not come; those before it stay.
    Failed(Failure),
}

/// The list of an account's faxboxes, as far as it was read.
#[derive(Clone, Debug)]
pub struct List {
    /// By id, descending, each once.
    rows: Vec<ListRow>,
    /// How far reading is.
    pub loading: Loading,
    /// What is searched for, as typed.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// Where each page began that was asked for, the first excepted.
    start_keys: Vec<String>,
    /// What counts problems, once it is there.
    judge: Option<Judge>,
    /// Documents that came before it.
    unjudged: Vec<Value>,
}

impl Default for List {
    fn default() -> Self {
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        Self {
            rows: Vec::new(),
            loading: Loading::First,
            search: String::new(),
            sort,
            start_keys: Vec::new(),
            judge: None,
            unjudged: Vec::new(),
        }
    }
}

impl List {
    /// Takes a page and tells where the next begins; nothing after the last, or where a key repeats.
    ///
    /// A row that comes twice, as others write meanwhile, counts once.
    pub fn arrived(&mut self, page: &Page, order: TextOrder) -> Option<String> {
        for document in &page.rows {
            self.put(document, order);
        }
        let next = page.next_start_key.clone().filter(|key| !self.start_keys.contains(key));
        self.loading = if next.is_some() { Loading::More } else { Loading::Done };
        self.start_keys.extend(next.clone());
        next
    }

    /// Begins again, with the search and the order that were.
    pub fn restart(&mut self) {
        let search = std::mem::take(&mut self.search);
        *self = Self { search, sort: self.sort, judge: self.judge, ..Self::default() };
    }

    /// A page did not come. Reading can go on at [`List::resume_at`].
    pub fn failed(&mut self, failure: Failure) {
        self.loading = Loading::Failed(failure);
    }

    /// Goes on after a failure, and tells where.
    pub fn resume_at(&mut self) -> Option<String> {
        self.loading = if self.rows.is_empty() { Loading::First } else { Loading::More };
        self.start_keys.last().cloned()
    }

    /// Puts a row in, or in the place of the one with its id.
    pub fn put(&mut self, document: &Value, order: TextOrder) {
        let Some(mut row) = ListRow::read(document, order) else { return };
        match self.judge {
            Some(judge) => row.counts = Some(judge(document)),
            None => self.unjudged.push(document.clone()),
        }
        match self.rows.binary_search_by(|known| row.id.cmp(&known.id)) {
            Ok(place) => {
                if let Some(known) = self.rows.get_mut(place) {
                    *known = row;
                }
            }
            Err(place) => self.rows.insert(place, row),
        }
    }

    /// Counts the problems of what has come, and of what will.
    pub fn judged_by(&mut self, judge: Judge) {
        self.judge = Some(judge);
        for document in std::mem::take(&mut self.unjudged) {
            let id = document.get(ID).and_then(Value::as_str).unwrap_or_default();
            let place = self.rows.binary_search_by(|row| id.cmp(row.id.as_str()));
            if let Some(row) = place.ok().and_then(|place| self.rows.get_mut(place)) {
                row.counts = Some(judge(&document));
            }
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, id: &FaxboxId) {
        self.rows.retain(|row| row.id != *id);
    }

    /// How many rows there are, shown or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every id there is.
    pub fn ids(&self) -> Vec<FaxboxId> {
        self.rows.iter().map(|row| row.id.clone()).collect()
    }

    /// The row of `id`.
    pub fn row(&self, id: &FaxboxId) -> Option<&ListRow> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// Sorts by `column`, or the other way round where it is sorted so already.
    pub fn sort_by(&mut self, column: Column) {
        let direction = match self.sort {
            Sort { column: by, direction } if by == column => direction.reversed(),
            // Whoever sorts by problems looks for the worst.
            _ if column == Column::Problems => Direction::Descending,
            _ => Direction::Ascending,
        };
        self.sort = Sort { column, direction };
    }

    /// The rows that match the search, in order: words in any order, over all columns. Empty cells come last.
    pub fn shown(&self, order: TextOrder) -> Vec<&ListRow> {
        self.places(order).into_iter().filter_map(|place| self.rows.get(place)).collect()
    }

    /// The row at a place that [`List::places`] told.
    pub fn at(&self, place: usize) -> Option<&ListRow> {
        self.rows.get(place)
    }

    /// [`List::shown`] as places, which a view can keep.
    pub fn places(&self, order: TextOrder) -> Vec<usize> {
        let search = (order.fold)(&self.search);
        let words: Vec<_> = search.split_whitespace().collect();
        let mut shown: Vec<_> = self.rows.iter().enumerate().filter(|(_, row)| row.matches(&words)).collect();
        let Sort { column, direction } = self.sort;
        shown.sort_by(|(_, a), (_, b)| {
            let ordering = compare(a, b, column, order);
            let empty = a.cell(column).is_empty().cmp(&b.cell(column).is_empty());
            match direction {
                _ if empty.is_ne() => empty,
                Direction::Ascending => ordering,
                Direction::Descending => ordering.reverse(),
            }
        });
        shown.into_iter().map(|(place, _)| place).collect()
    }
}

fn compare(a: &ListRow, b: &ListRow, column: Column, order: TextOrder) -> Ordering {
    match column {
        Column::Problems => a.counts.cmp(&b.counts),
        Column::Retries => a.number(column).cmp(&b.number(column)),
        _ => (order.compare)(a.cell(column), b.cell(column)),
    }
}
