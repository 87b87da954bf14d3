use std::{borrow::Cow, cmp::Ordering};

use serde_json::Value;

use super::{
    Fields,
    list::TextOrder,
    row::{Column, ListRow},
};

/// How many names are put in order in one piece: a thousand comparisons, each a call into the browser.
const NAMES_AT_ONCE: usize = 100;
/// How much of a text decides without a second look.
const KEY_BYTES: usize = 8;

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

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Name, direction: Direction::Ascending }
    }
}

impl Sort {
    /// By `column`, or the other way round where it is sorted so already.
    #[must_use]
    pub fn by(self, column: Column) -> Self {
        let direction = match self {
            Self { column: by, direction } if by == column => direction.reversed(),
            // Whoever sorts by problems looks for the worst.
            _ if column == Column::Problems => Direction::Descending,
            _ => Direction::Ascending,
        };
        Self { column, direction }
    }
}

/// The first rows of some documents by name, with what may be seen of them: what is drawn of the first page, before there is more than
/// that. A server may send far more than it was asked for, of which one sees the first.
pub fn first_by_name(
    documents: &[Value],
    TextOrder { compare, fold }: TextOrder,
    seen: Fields,
    most: usize,
) -> Vec<ListRow> {
    let mut first: Vec<(Cow<'_, str>, &Value)> = Vec::new();
    for document in documents {
        let Some(name) = ListRow::name(document) else { continue };
        let is_behind = |(other, _): &(Cow<'_, str>, &Value)| match (other.is_empty(), name.is_empty()) {
            (false, false) => compare(other, &name).is_le(),
            (other_is_unnamed, is_unnamed) => is_unnamed || !other_is_unnamed,
        };
        if first.len() < most || !first.last().is_some_and(is_behind) {
            first.insert(first.partition_point(is_behind), (name, document));
            first.truncate(most);
        }
    }
    first.into_iter().filter_map(|(_, document)| ListRow::read(document, fold, seen)).collect()
}

/// Among how few of all rows those that are wanted are looked for one after the other: a quarter.
const FEW: usize = 4;

/// Those of some places among `rows` that are wanted. Where they are many, the rows are looked at as they lie in memory: in another order
/// the processor waits for each, which takes twice as long for 10,000.
pub fn kept(mut places: Vec<usize>, rows: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    if places.len() < rows / FEW {
        places.retain(|place| is_wanted(*place));
    } else {
        let wanted: Vec<bool> = (0..rows).map(is_wanted).collect();
        places.retain(|place| wanted.get(*place) == Some(&true));
    }
    places
}

/// The places of rows by name, as a person orders names. That order is asked of the browser, which is slow, so it is kept and
/// made a slice at a time.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Those that are in order.
    ordered: Vec<usize>,
    /// Those that came since.
    waiting: Vec<usize>,
}

impl Names {
    /// A row is at a place where none was.
    pub fn add(&mut self, place: usize) {
        self.waiting.push(place);
    }

    /// The row at a place has another name.
    pub fn renamed(&mut self, place: usize) {
        self.ordered.retain(|known| *known != place);
        self.waiting.retain(|known| *known != place);
        self.waiting.push(place);
    }

    /// Rows have moved, or are gone.
    pub fn moved(&mut self, place_of: impl Fn(usize) -> Option<usize>) {
        for places in [&mut self.ordered, &mut self.waiting] {
            *places = places.iter().filter_map(|place| place_of(*place)).collect();
        }
    }

    /// Puts some more names in order; `false` where all are.
    pub fn order_some(&mut self, rows: &[ListRow], compare: fn(&str, &str) -> Ordering) -> bool {
        let name = |place: usize| rows.get(place).map_or("", |row| row.cell(Column::Name));
        let slice: Vec<_> = self.waiting.drain(..NAMES_AT_ONCE.min(self.waiting.len())).collect();
        let slice = sorted(slice, &|a, b| compare(name(a), name(b)));
        let mut merged = Vec::with_capacity(self.ordered.len() + slice.len());
        let mut rest = self.ordered.as_slice();
        for place in slice {
            let before = rest.partition_point(|known| compare(name(*known), name(place)).is_le());
            let (smaller, larger) = rest.split_at(before);
            merged.extend_from_slice(smaller);
            merged.push(place);
            rest = larger;
        }
        merged.extend_from_slice(rest);
        self.ordered = merged;
        !self.waiting.is_empty()
    }
}

/// The places of all rows in an order; those without a text there come last both ways, equal ones stay as they stand.
pub fn order(rows: &[ListRow], names: &Names, sort: Sort) -> Vec<usize> {
    let Sort { column, direction } = sort;
    let is_empty = |place: &usize| {
        rows.get(*place).is_none_or(|row| match column {
            Column::Problems => row.counts.is_none(),
            _ => row.cell(column).is_empty(),
        })
    };
    if column == Column::Name {
        let known = names.ordered.iter().chain(&names.waiting).copied();
        let (mut places, empty): (Vec<_>, Vec<_>) = known.partition(|place| !is_empty(place));
        if direction == Direction::Descending {
            places.reverse();
            let name = |place: &usize| rows.get(*place).map_or("", |row| row.cell(column));
            places.chunk_by_mut(|a, b| name(a) == name(b)).for_each(<[usize]>::reverse);
        }
        places.extend(empty);
        return places;
    }
    let keys: Vec<u64> = rows.iter().map(|row| key(row, column)).collect();
    let compare = |a: usize, b: usize| {
        let quick = keys.get(a).cmp(&keys.get(b));
        let ascending = match (rows.get(a), rows.get(b)) {
            (Some(a), Some(b)) if quick.is_eq() => compare_behind_key(a, b, column),
            _ => quick,
        };
        if direction == Direction::Descending { ascending.reverse() } else { ascending }
    };
    let (places, empty): (Vec<_>, Vec<_>) = (0..rows.len()).partition(|place| !is_empty(place));
    let mut places = sorted(places, &compare);
    places.extend(empty);
    places
}

/// What mostly decides: a number, or the first letters.
fn key(row: &ListRow, column: Column) -> u64 {
    match column {
        Column::Problems => {
            row.counts.map_or(0, |counts| (counts.errors as u64) << 32 | counts.warnings as u64)
        }
        Column::Retries => row.cell(column).parse().map_or(0, |retries: u64| retries.saturating_add(1)),
        _ => {
            let first = letters(row.cell(column), column).take(KEY_BYTES);
            let (key, count) =
                first.fold((0, 0), |(key, count), letter| (key << 8 | u64::from(letter), count + 1));
            key << (8 * (KEY_BYTES - count).min(7))
        }
    }
}

fn compare_behind_key(a: &ListRow, b: &ListRow, column: Column) -> Ordering {
    match column {
        Column::Problems | Column::Retries => Ordering::Equal,
        _ => letters(a.cell(column), column)
            .skip(KEY_BYTES)
            .cmp(letters(b.cell(column), column).skip(KEY_BYTES)),
    }
}

/// What of a text counts: of a telephone number its digits, else everything, capitals like the rest. Names apart, all columns hold
/// what machines read, and no language has a say in it.
fn letters(text: &str, column: Column) -> impl Iterator<Item = u8> {
    let is_number = matches!(column, Column::CallerId | Column::FaxIdentity);
    text.bytes()
        .filter(move |byte| !is_number || !matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')'))
        .map(|byte| byte.to_ascii_uppercase())
}

/// Sorts, and leaves equals as they stand, by merging runs of growing length.
///
/// The standard library's sort does the same and is 1.3 KiB of brotli WASM more (measured), for speed on millions of items
/// that no list here has. A property test holds the two against each other.
pub fn sorted(mut items: Vec<usize>, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
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
