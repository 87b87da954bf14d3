mod merge;
mod revision;

use std::{cmp::Ordering, sync::Arc};

use serde_json::Value;

use crate::{
    api::{Failure, reply::Page},
    domain::FaxboxId,
    form::value::ID,
};

use super::{
    Density, Permits,
    order::{Names, first_by_name, kept, order},
    pages::{PageAsk, Pages, Turn},
    query::Query,
    row::{Judge, ListRow},
    search::{Fold, Search},
};

/// How texts are ordered and folded. The browser's in the panel (`Intl.Collator`), plain in tests: Unicode's tables
/// would weigh more than the list.
#[derive(Clone, Copy)]
pub struct TextOrder {
    /// Orders two texts for a person.
    pub compare: fn(&str, &str) -> Ordering,
    /// A text as the search compares it.
    pub fold: Fold,
}

/// Whether a row passes the filters. They come with the tools, so that the first rows need not wait for them.
pub type Passes = Arc<dyn Fn(&ListRow) -> bool + Send + Sync>;

/// How far reading the list is.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading {
    /// Nothing has come yet.
    First,
    /// Some pages have come, and more will.
    More,
    /// A page did not come, and is asked for again after so many milliseconds.
    Waiting(u32),
    /// The person stopped it.
    Stopped,
    /// All pages have come.
    Done,
    /// A page did not come; those before it stay.
    Failed(Failure),
}

/// A row, and where it is from.
#[derive(Debug)]
struct Source {
    /// The number of the reading that saw it last.
    reading: u32,
    /// Whether it was saved while that went on: what a page says of it may be older.
    saved: bool,
}

/// The list of an account's faxboxes, as far as it was read.
pub struct List {
    /// The page that connecting brought, as long as nothing was made of it but the first rows.
    first: Option<Page>,
    text_order: TextOrder,
    /// By id, descending, each once.
    rows: Vec<ListRow>,
    /// Of each row, by place.
    sources: Vec<Source>,
    /// Of what has the same rows; 0 where there were none yet.
    revision: u32,
    names: Names,
    /// All places, in the order of `query.sort`.
    ordered: Vec<usize>,
    /// Those of them that match the search and pass the filters.
    shown: Vec<usize>,
    /// How far reading is.
    pub loading: Loading,
    /// The search, the order, the columns, the filters.
    query: Query,
    /// The search of it, as it found what is shown.
    search: Arc<Search>,
    typed: Option<String>,
    /// How high the rows are.
    pub density: Density,
    /// What of each faxbox may be seen; what was read before stays as it is until it is read again.
    pub permits: Permits,
    passes: Option<Passes>,
    pages: Pages,
    /// How often the list was read from its beginning.
    readings: u32,
    /// What came and no rows were made of yet.
    undigested: Vec<Value>,
    /// The rows of it that were made.
    digested: Vec<ListRow>,
    /// Of how many documents: not each is a row.
    digested_from: usize,
    /// How many rows have come since then.
    read: usize,
    /// When that was, in milliseconds of Unix time.
    began_at: u64,
    /// When the reading began that was the last to come to its end.
    read_at: Option<u64>,
    /// The beginning of the last id that was read.
    last_head: Option<u32>,
    /// What was removed while reading goes on.
    gone: Vec<FaxboxId>,
    /// What counts problems, once it is there.
    judge: Option<Judge>,
    /// Documents that came before it.
    unjudged: Vec<Value>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            first: None,
            text_order: TextOrder { compare: str::cmp, fold: str::to_ascii_uppercase },
            rows: Vec::new(),
            sources: Vec::new(),
            revision: 0,
            names: Names::default(),
            ordered: Vec::new(),
            shown: Vec::new(),
            loading: Loading::First,
            query: Query::default(),
            search: Arc::default(),
            typed: None,
            density: Density::Comfortable,
            permits: Permits::default(),
            passes: None,
            pages: Pages::default(),
            readings: 0,
            undigested: Vec::new(),
            digested: Vec::new(),
            digested_from: 0,
            read: 0,
            began_at: 0,
            read_at: None,
            last_head: None,
            gone: Vec::new(),
            judge: None,
            unjudged: Vec::new(),
        }
    }
}

impl List {
    /// A list of which the first page has come. `now` is in milliseconds of Unix time.
    pub fn of(first: Page, text_order: TextOrder, now: u64) -> Self {
        Self { first: Some(first), text_order, began_at: now, ..Self::default() }
    }

    /// The first rows of the first page by name, so many at most: what is drawn before there is more than that.
    pub fn first_rows(&self, most: usize) -> Vec<ListRow> {
        self.first.as_ref().map_or_else(Vec::new, |page| {
            first_by_name(&page.rows, self.text_order, self.permits.fields, most)
        })
    }

    /// Takes the first page in, unless that is done.
    pub fn begin(&mut self) {
        let Some(first) = self.first.take() else { return };
        self.restart(self.began_at);
        self.answered(Ok(first));
        while self.order_names() {}
    }

    /// Begins to read, or to read again: what is there stays until it was read again, or was not seen in all of a reading.
    /// `now` is in milliseconds of Unix time.
    pub fn restart(&mut self, now: u64) {
        self.pages = self.pages.again();
        self.readings = self.readings.wrapping_add(1);
        (self.read, self.began_at, self.last_head) = (0, now, None);
        self.undigested.clear();
        self.digested.clear();
        self.digested_from = 0;
        self.gone.clear();
        for source in &mut self.sources {
            source.saved = false;
        }
        self.loading = if self.rows.is_empty() { Loading::First } else { Loading::More };
    }

    /// The page that is to be asked for.
    pub fn ask(&self) -> PageAsk {
        self.pages.ask().clone()
    }

    /// Takes what came for it, and tells how to go on.
    pub fn answered(&mut self, answer: Result<Page, Failure>) -> Turn {
        let turn = self.receive(answer);
        while self.digest() {}
        self.settle(&turn);
        turn
    }

    /// Takes what came, but makes nothing of it before [`List::digest`]; and tells how to go on, after [`List::settle`].
    pub fn receive(&mut self, answer: Result<Page, Failure>) -> Turn {
        match answer {
            Ok(page) => {
                let turn = self.pages.came(&page);
                // One who stopped and goes on may be quicker than what was made of the page before.
                self.undigested.extend(page.rows);
                turn
            }
            Err(failure) => self.pages.failed(failure),
        }
    }

    /// Is at rest with what came. Names are not in order before [`List::order_names`].
    pub fn settle(&mut self, turn: &Turn) {
        self.loading = match turn {
            Turn::Ask if self.rows.is_empty() && self.read == 0 => Loading::First,
            Turn::Ask => Loading::More,
            Turn::Wait(milliseconds) => Loading::Waiting(*milliseconds),
            Turn::Done => Loading::Done,
            Turn::Failed(failure) => Loading::Failed(failure.clone()),
        };
        if *turn == Turn::Done {
            self.read_at = Some(self.began_at);
            let here = self.readings;
            self.keep(|_, source| source.reading == here || source.saved);
        }
        self.arrange();
    }

    /// Stops where it is.
    pub fn stop(&mut self) {
        self.loading = Loading::Stopped;
    }

    /// Goes on after a stop or a failure.
    pub fn resume(&mut self) {
        self.loading = if self.rows.is_empty() { Loading::First } else { Loading::More };
    }

    /// Counts the problems of what has come, and of what will.
    pub fn judged_by(&mut self, judge: Judge) {
        self.judge = Some(judge);
        self.take_digested();
        let permits = self.permits;
        for document in std::mem::take(&mut self.unjudged) {
            let id = document.get(ID).and_then(Value::as_str).unwrap_or_default();
            let place = self.rows.binary_search_by(|row| id.cmp(row.id.as_str()));
            if let Some(row) = place.ok().and_then(|place| self.rows.get_mut(place)) {
                row.counts = Some(judge(&document, permits));
            }
        }
        self.changed();
        self.arrange();
    }

    /// Whether somebody counts the problems of what comes.
    pub fn is_judged(&self) -> bool {
        self.judge.is_some()
    }

    /// Puts some more names in order; `false` where all are. A slice of work for an idle moment: see [`Names`].
    pub fn order_names(&mut self) -> bool {
        let more = self.names.order_some(&self.rows, self.text_order.compare);
        if !more {
            self.arrange();
        }
        more
    }

    /// How the list is looked at.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The search that found what is shown.
    pub fn search(&self) -> Arc<Search> {
        Arc::clone(&self.search)
    }

    /// Looks at the list in another way.
    pub fn look(&mut self, query: Query) {
        let same_order = self.query.sort == query.sort;
        let is_narrower = Search::narrows(&self.query.search, &query.search);
        self.query = query;
        match same_order {
            true if is_narrower => {
                let shown = std::mem::take(&mut self.shown);
                self.filter(shown);
            }
            true => self.filter(self.ordered.clone()),
            false => self.arrange(),
        }
    }

    /// What was typed into the search before there was anybody to search.
    pub fn typed(&mut self, search: String) {
        self.typed = Some(search);
    }

    /// What stands in the search.
    pub fn search_text(&self) -> &str {
        self.typed.as_deref().unwrap_or(&self.query.search)
    }

    /// What was typed into it before, once.
    pub fn take_typed(&mut self) -> Option<String> {
        self.typed.take()
    }

    /// Filters by what is asked of every row; by nothing.
    pub fn filter_by(&mut self, passes: Option<Passes>) {
        self.passes = passes;
        self.filter(self.ordered.clone());
    }

    /// Shows all rows there are, those among them that came and were not settled.
    pub fn arrange(&mut self) {
        self.ordered = order(&self.rows, &self.names, self.query.sort);
        self.filter(self.ordered.clone());
    }

    fn filter(&mut self, places: Vec<usize>) {
        let mut search = Search::new(&self.query.search, self.text_order.fold);
        let found = |search, places| kept(places, self.rows.len(), |place| self.finds(search, place));
        let mut shown = found(&search, places);
        if let Some(widened) = search.widened().filter(|_| shown.is_empty()) {
            shown = found(&widened, self.ordered.clone());
            search = widened;
        }
        (self.search, self.shown) = (Arc::new(search), shown);
    }

    fn finds(&self, search: &Search, place: usize) -> bool {
        // Before the filters can be asked, nothing is known to pass them.
        let passes = |row| self.passes.as_ref().map_or(self.query.filters.is_empty(), |passes| passes(row));
        self.rows.get(place).is_some_and(|row| search.finds(row) && passes(row))
    }

    /// How many rows there are, shown or not.
    pub fn len(&self) -> usize {
        self.first.as_ref().map_or(self.rows.len(), |first| first.rows.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows, by id, descending.
    pub fn rows(&self) -> &[ListRow] {
        &self.rows
    }

    /// Every id there is.
    pub fn ids(&self) -> Vec<FaxboxId> {
        self.rows.iter().map(|row| row.id.clone()).collect()
    }

    /// The row of `id`.
    pub fn row(&self, id: &FaxboxId) -> Option<&ListRow> {
        self.at(self.place(id)?)
    }

    /// The place of the row of `id`.
    pub fn place(&self, id: &FaxboxId) -> Option<usize> {
        self.find(id).ok()
    }

    /// The row at a place that [`List::places`] told.
    pub fn at(&self, place: usize) -> Option<&ListRow> {
        self.rows.get(place)
    }

    /// Where the row of `id` is, or would be.
    fn find(&self, id: &FaxboxId) -> Result<usize, usize> {
        self.rows.binary_search_by(|row| id.cmp(&row.id))
    }

    /// The places of the rows that match the search and pass the filters, in order. Empty cells come last.
    pub fn places(&self) -> &[usize] {
        &self.shown
    }

    /// [`List::places`] as rows.
    pub fn shown(&self) -> impl Iterator<Item = &ListRow> {
        self.shown.iter().filter_map(|place| self.rows.get(*place))
    }

    /// How many rows this reading has read.
    pub fn read(&self) -> usize {
        self.read
    }

    /// When the reading began whose rows are all here, in milliseconds of Unix time.
    pub fn read_at(&self) -> Option<u64> {
        self.read_at
    }
}
