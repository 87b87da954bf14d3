use crate::api::{Failure, reply::Page};

/// How many rows the first page has: they are on the screen before more is asked for.
pub const FIRST_PAGE_ROWS: u16 = 50;
/// How many rows every later page has, where the server gives so many.
///
/// Source: contract, "Lists are paged": 1 000 were served.
pub const PAGE_ROWS_MAX: u16 = 1000;
/// How few rows are asked for at least, however often a larger page failed.
pub const PAGE_ROWS_MIN: u16 = 10;
/// How many pages in a row may be empty and name another one behind them: a list may have gaps, and one without an end is none.
pub const EMPTY_PAGES_MAX: u16 = 100;
/// How long is waited before a page that failed is asked for again: the first time, the second, and so on. Then the person is
/// told.
pub const BACKOFF_MILLISECONDS: [u32; 4] = [500, 1000, 2000, 4000];

/// A page to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAsk {
    /// How many rows are wished for.
    pub rows: u16,
    /// Where it begins; nothing at the start.
    pub start_key: Option<String>,
}

/// What is to be done after a page came, or did not.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// Ask for [`Pages::ask`], at once.
    Ask,
    /// Ask for it after so many milliseconds.
    Wait(u32),
    /// That was the last page.
    Done,
    /// The page did not come, however often it was asked for. [`Pages::ask`] still names it: asking for it again goes on.
    Failed(Failure),
}

/// Reading a list page by page to its end, whatever the server does on the way.
///
/// Sizes are wishes: a page that is too large or never arrives is asked for again in a smaller size, and its end is told by
/// the key of the next one alone, never by how few rows came. Rows may come twice where others write meanwhile: whoever
/// keeps them knows them by their ids. It does no calls of its own: hand in what came, do what [`Turn`] says.
#[derive(Clone, Debug)]
pub struct Pages {
    ask: PageAsk,
    /// Every key that was asked for.
    start_keys: Vec<String>,
    /// How often in a row the page failed.
    failures: usize,
    /// How many pages in a row were empty.
    empty: u16,
    /// The size of the next page: less after a failure, and twice as much after each page that came.
    rows: u16,
    /// What is never asked for again.
    rows_max: u16,
    /// Whether the size was doubled since the last failure.
    grown: bool,
    /// How many rows came where more were wished for: what the server gives at most.
    given: u16,
}

impl Default for Pages {
    fn default() -> Self {
        Self::of_pages(PAGE_ROWS_MAX)
    }
}

impl Pages {
    /// Reads a small page first, and then pages of `rows`.
    pub fn of_pages(rows: u16) -> Self {
        let ask = PageAsk { rows: FIRST_PAGE_ROWS.min(rows), start_key: None };
        Self {
            ask,
            start_keys: Vec::new(),
            failures: 0,
            empty: 0,
            rows,
            rows_max: rows,
            grown: false,
            given: u16::MAX,
        }
    }

    /// Begins again, in the size that the server was found to give.
    #[must_use]
    pub fn again(&self) -> Self {
        Self::of_pages(self.rows_max)
    }

    /// The page that comes next; after [`Turn::Done`] nothing that should be asked for.
    pub const fn ask(&self) -> &PageAsk {
        &self.ask
    }

    /// Takes the page that was asked for.
    pub fn came(&mut self, page: &Page) -> Turn {
        self.failures = 0;
        let came = u16::try_from(page.rows.len()).unwrap_or(u16::MAX);
        self.empty = if came > 0 { 0 } else { self.empty + 1 };
        if came > 0 {
            self.given = if came < self.ask.rows { came } else { u16::MAX };
        }
        if self.ask.start_key.is_some() {
            self.grown = self.rows < self.rows_max;
            self.rows = self.rows.saturating_mul(2).min(self.rows_max);
        }
        match &page.next_start_key {
            Some(key) if !self.start_keys.contains(key) => {
                self.start_keys.push(key.clone());
                self.ask = PageAsk { rows: self.rows, start_key: Some(key.clone()) };
                if self.empty < EMPTY_PAGES_MAX {
                    Turn::Ask
                } else {
                    self.empty = 0;
                    Turn::Failed(Failure::NotTheApi { status: 200 })
                }
            }
            _ => Turn::Done,
        }
    }

    /// The page that was asked for did not come.
    pub fn failed(&mut self, failure: Failure) -> Turn {
        let smaller = (self.ask.rows.min(self.given) / 2).max(PAGE_ROWS_MIN);
        if matches!(failure, Failure::TooLarge(_) | Failure::Oversized { .. }) && smaller < self.ask.rows {
            // Nothing is wrong with the server, the wish was too large.
            self.rows_max = smaller;
            self.shrink(smaller);
            return Turn::Ask;
        }
        match BACKOFF_MILLISECONDS.get(self.failures) {
            Some(milliseconds) if failure.is_passing() => {
                self.failures += 1;
                if self.grown {
                    // The smaller size was given a moment ago.
                    self.rows_max = smaller;
                }
                self.shrink(smaller);
                Turn::Wait(*milliseconds)
            }
            _ => {
                self.failures = 0;
                Turn::Failed(failure)
            }
        }
    }

    fn shrink(&mut self, rows: u16) {
        self.grown = false;
        self.ask.rows = rows.min(self.ask.rows);
        // The first page is small of itself; that it failed tells nothing of others.
        let known = if self.ask.start_key.is_some() { self.ask.rows } else { self.rows };
        self.rows = known.min(self.rows_max);
    }
}
