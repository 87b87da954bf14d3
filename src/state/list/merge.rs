use serde_json::Value;

use crate::{
    domain::FaxboxId,
    form::value::ID,
    state::{
        order::sorted,
        row::{Column, ListRow},
    },
};

use super::{List, Source};

/// Of how many documents rows are made in one piece: most of the work is to find their problems.
const ROWS_AT_ONCE: usize = 50;

impl List {
    /// About how many there are, where that can be told: ids are random and come in descending order, so the last one read tells how
    /// much of their range is behind.
    pub fn about(&self) -> Option<usize> {
        let done = u64::from(u32::MAX - self.last_head?).max(1);
        let about = (self.read as u64).saturating_mul(u64::from(u32::MAX)) / done;
        usize::try_from(about).ok().filter(|about| *about > self.read)
    }

    /// Makes rows of some of what came; `false` where all is done, and they are in the list. A piece of work, between which the browser can
    /// draw.
    pub fn digest(&mut self) -> bool {
        if self.undigested.is_empty() {
            self.take_digested();
            return false;
        }
        let rest = self.undigested.split_off(ROWS_AT_ONCE.min(self.undigested.len()));
        let piece = std::mem::replace(&mut self.undigested, rest);
        self.make_rows(piece);
        true
    }

    fn make_rows(&mut self, documents: Vec<Value>) {
        self.digested_from += documents.len();
        for document in documents {
            let Some(mut row) = ListRow::read(&document, self.text_order.fold, self.permits.fields) else {
                continue;
            };
            match self.judge {
                Some(judge) => row.counts = Some(judge(&document, self.permits)),
                None => self.unjudged.push(document),
            }
            self.digested.push(row);
        }
    }

    /// Takes the rows in that were made, all at once: where they come among others, those are moved.
    pub(super) fn take_digested(&mut self) {
        self.changed();
        self.read += std::mem::take(&mut self.digested_from);
        let mut batch: Vec<_> = std::mem::take(&mut self.digested).into_iter().map(Some).collect();
        let id = |place: usize| batch.get(place).and_then(Option::as_ref).map(|row| &row.id);
        let descending = sorted((0..batch.len()).collect(), &|a, b| id(b).cmp(&id(a)));
        let mut new: Vec<ListRow> = Vec::with_capacity(batch.len());
        for place in descending {
            let Some(row) = batch.get_mut(place).and_then(Option::take) else { continue };
            self.last_head = head(&row.id);
            if self.gone.contains(&row.id) {
                continue;
            }
            match (self.find(&row.id), new.last_mut()) {
                (Ok(known), _) => self.replace(known, row),
                (Err(_), Some(last)) if last.id == row.id => *last = row,
                (Err(_), _) => new.push(row),
            }
        }
        self.insert(new);
    }

    /// What a page says of a row that is known.
    fn replace(&mut self, place: usize, row: ListRow) {
        let (Some(known), Some(source)) = (self.rows.get_mut(place), self.sources.get_mut(place)) else {
            return;
        };
        source.reading = self.readings;
        if source.saved {
            return;
        }
        if known.cell(Column::Name) != row.cell(Column::Name) {
            self.names.renamed(place);
        }
        *known = row;
    }

    /// Puts rows in that are not known, by id, descending: behind all others, as pages come, or among them.
    fn insert(&mut self, new: Vec<ListRow>) {
        let Some(first) = new.first() else { return };
        let from = self.find(&first.id).unwrap_or_else(|place| place);
        let source = |reading| Source { reading, saved: false };
        let old_rows = self.rows.split_off(from);
        let mut old = old_rows.into_iter().zip(self.sources.split_off(from)).peekable();
        let mut new = new.into_iter().peekable();
        let (mut moved, mut added) = (Vec::new(), Vec::new());
        loop {
            let place = self.rows.len();
            let is_old = match (old.peek(), new.peek()) {
                (Some((old, _)), Some(new)) => old.id > new.id,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            if is_old {
                let Some((row, source)) = old.next() else { break };
                moved.push(place);
                self.rows.push(row);
                self.sources.push(source);
            } else {
                added.push(place);
                self.rows.extend(new.next());
                self.sources.push(source(self.readings));
            }
        }
        if !moved.is_empty() {
            let place_of = |place: usize| match place.checked_sub(from) {
                Some(behind) => moved.get(behind).copied(),
                None => Some(place),
            };
            self.names.moved(place_of);
            for places in [&mut self.ordered, &mut self.shown] {
                *places = places.iter().filter_map(|place| place_of(*place)).collect();
            }
        }
        for place in added {
            self.names.add(place);
        }
    }

    /// Drops the rows that `wanted` does not want.
    pub(super) fn keep(&mut self, wanted: impl Fn(&ListRow, &Source) -> bool) {
        let mut places = Vec::with_capacity(self.rows.len());
        let mut kept = 0;
        for (row, source) in self.rows.iter().zip(&self.sources) {
            let is_kept = wanted(row, source);
            places.push(is_kept.then_some(kept));
            kept += usize::from(is_kept);
        }
        if kept == self.rows.len() {
            return;
        }
        self.changed();
        let is_kept = |place: usize| places.get(place).is_some_and(Option::is_some);
        let mut place = 0;
        self.rows.retain(|_| {
            place += 1;
            is_kept(place - 1)
        });
        place = 0;
        self.sources.retain(|_| {
            place += 1;
            is_kept(place - 1)
        });
        self.names.moved(|place| places.get(place).copied().flatten());
    }

    /// Puts a row in that was just saved, or in the place of the one with its id.
    pub fn put(&mut self, document: &Value) {
        let Some(id) = document.get(ID).and_then(Value::as_str).and_then(|id| FaxboxId::parse(id).ok())
        else {
            return;
        };
        // Of a page that is being made into rows, what is older.
        self.take_digested();
        let read = self.read;
        self.gone.retain(|gone| *gone != id);
        if let Some(place) = self.place(&id)
            && let Some(source) = self.sources.get_mut(place)
        {
            source.saved = false;
        }
        let last_head = self.last_head;
        self.make_rows(vec![document.clone()]);
        self.take_digested();
        (self.read, self.last_head) = (read, last_head);
        if let Some(place) = self.place(&id)
            && let Some(source) = self.sources.get_mut(place)
        {
            source.saved = true;
        }
        while self.order_names() {}
    }

    /// Takes a row out.
    pub fn remove(&mut self, id: &FaxboxId) {
        self.gone.push(id.clone());
        self.keep(|row, _| row.id != *id);
        self.arrange();
    }
}

/// The first eight hexadecimal digits of an id that has them.
fn head(id: &FaxboxId) -> Option<u32> {
    u32::from_str_radix(id.as_str().get(..8)?, 16).ok()
}
