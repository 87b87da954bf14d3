use std::cmp::Ordering;

use serde_json::Value;

use crate::{
    api::{Failure, reply::Page},
    domain::FaxboxId,
    form::value::ID,
};

use super::row::{Column, Judge, ListRow};

/// How texts are ordered and folded. The browser's in the panel (`Intl.Collator`), plain in tests: Unicode's tables
/// would weigh more than the list.
#[derive(Clone, Copy)]
pub struct TextOrder {
    /// Orders two texts for a person.
    pub compare: fn(&str, &str) -> Ordering,
    /// A text without regard to case.
    pub fold: fn(&str) -> String,
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
        let matching = self.rows.iter().enumerate().filter(|(_, row)| row.matches(&words));
        let places: Vec<_> = matching.map(|(place, _)| place).collect();
        sorted(places, |a, b| match (self.rows.get(a), self.rows.get(b)) {
            (Some(a), Some(b)) => self.compare(a, b, order),
            _ => Ordering::Equal,
        })
    }

    fn compare(&self, a: &ListRow, b: &ListRow, order: TextOrder) -> Ordering {
        let Sort { column, direction } = self.sort;
        let empty = a.cell(column).is_empty().cmp(&b.cell(column).is_empty());
        match direction {
            _ if empty.is_ne() => empty,
            Direction::Ascending => compare(a, b, column, order),
            Direction::Descending => compare(b, a, column, order),
        }
    }
}

fn compare(a: &ListRow, b: &ListRow, column: Column, order: TextOrder) -> Ordering {
    match column {
        Column::Problems => a.counts.cmp(&b.counts),
        Column::Retries => a.number(column).cmp(&b.number(column)),
        _ => (order.compare)(a.cell(column), b.cell(column)),
    }
}

/// Sorts, and leaves equals as they stand, by merging runs of growing length.
///
/// The standard library's sort does the same and is 1.3 KiB of brotli WASM more (measured), for speed on millions of items
/// that no list here has. A property test holds the two against each other.
pub fn sorted(mut items: Vec<usize>, compare: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut run = 1;
    while run < items.len() {
        let mut merged = Vec::with_capacity(items.len());
        for pair in items.chunks(run * 2) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
            while let (Some(&a), Some(&b)) = (left.peek(), right.peek()) {
                let first = if compare(a, b).is_gt() { &mut right } else { &mut left };
                merged.extend(first.next());
            }
            merged.extend(left.chain(right));
        }
        items = merged;
        run *= 2;
    }
    items
}
