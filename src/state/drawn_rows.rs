use std::ops::Range;

/// How many rows of a list are drawn at first, and how many more each time. A list of so many is drawn whole.
pub const ROWS_AT_ONCE: usize = 100;
/// How many rows are drawn for the sake of one that is far away: beyond that, those around it are drawn in the place of the others.
pub const ROWS_REACHED_MAX: usize = 600;

/// Which rows of a long list are drawn. It says nothing of the others but that: they are judged, kept and saved as these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnRows {
    first: usize,
    /// Behind the last.
    end: usize,
}

impl Default for DrawnRows {
    fn default() -> Self {
        Self { first: 0, end: ROWS_AT_ONCE }
    }
}

impl DrawnRows {
    /// Those of a list of `count` rows.
    pub fn of(self, count: usize) -> Range<usize> {
        if count <= ROWS_AT_ONCE {
            return 0..count;
        }
        // Rows went: the last that are left.
        let first = self.first.min(count - ROWS_AT_ONCE);
        first..self.end.clamp(first + ROWS_AT_ONCE, count)
    }

    /// How many more there are to show before them, at most [`ROWS_AT_ONCE`].
    pub fn before(self, count: usize) -> usize {
        self.of(count).start.min(ROWS_AT_ONCE)
    }

    /// How many more there are to show behind them, at most [`ROWS_AT_ONCE`].
    pub fn behind(self, count: usize) -> usize {
        (count - self.of(count).end).min(ROWS_AT_ONCE)
    }

    /// Draws more before them.
    pub fn show_before(&mut self, count: usize) {
        let Range { start, end } = self.of(count);
        *self = Self { first: start.saturating_sub(ROWS_AT_ONCE), end };
    }

    /// Draws more behind them.
    pub fn show_behind(&mut self, count: usize) {
        let Range { start, end } = self.of(count);
        *self = Self { first: start, end: end + ROWS_AT_ONCE };
    }

    /// Draws a row that is needed: those between too, or, where these would be too many, those around it alone.
    pub fn reach(&mut self, row: usize, count: usize) {
        let Range { start, end } = self.of(count);
        if row >= count || (start..end).contains(&row) {
            return;
        }
        let first = start.min(row - row % ROWS_AT_ONCE);
        let last = end.max((row + 1).next_multiple_of(ROWS_AT_ONCE));
        *self = if last - first <= ROWS_REACHED_MAX {
            Self { first, end: last }
        } else {
            let first = row.saturating_sub(ROWS_AT_ONCE / 2);
            Self { first, end: first + ROWS_AT_ONCE }
        };
    }
}

/// Which rows are shown of a value of many, `most` at most: those that are marked before all others, then from the first on. Their
/// numbers, in order.
pub fn shown_rows(marked: &[bool], most: usize) -> Vec<usize> {
    let marks = marked.iter().filter(|is_marked| **is_marked).count();
    let mut left_of_marked = most;
    let mut left_of_others = most.saturating_sub(marks);
    let is_shown = |(_, is_marked): &(usize, &bool)| {
        let left = if **is_marked { &mut left_of_marked } else { &mut left_of_others };
        let some = *left > 0;
        *left = left.saturating_sub(1);
        some
    };
    marked.iter().enumerate().filter(is_shown).map(|(row, _)| row).collect()
}
