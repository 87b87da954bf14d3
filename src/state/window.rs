/// How many rows are drawn beyond what is seen, above and below.
pub const OVERSCAN_ROWS: usize = 12;
/// The same where all that is drawn is new: what is seen comes first.
pub const JUMP_OVERSCAN_ROWS: usize = 4;
/// How many rows are drawn at once at most: the document stays small however tall the screen is.
pub const WINDOW_ROWS_MAX: usize = 80;

/// The rows that are drawn: those from `first` to before `end`. All others are gaps of their height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub first: usize,
    /// Behind the last.
    pub end: usize,
}

/// What stands in the table, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// As many rows that are not drawn.
    Gap(usize),
    /// A row.
    Row(usize),
}

impl Window {
    /// The rows that are seen of `count`. In pixels: `above` is how much of the rows lies above what is seen, less than nothing where they
    /// begin further down; `height` that of what is seen, `row` that of a row.
    pub fn seen(count: usize, above: i32, height: i32, row: i32) -> Self {
        let row = row.max(1);
        let index = |pixels: i32| usize::try_from(pixels.max(0) / row).unwrap_or_default();
        let end = index(above.saturating_add(height).saturating_add(row - 1)).min(count);
        Self { first: index(above).min(end), end }
    }

    /// With so many rows more above and below, so that not every step draws again.
    #[must_use]
    pub fn wider(self, count: usize, overscan_rows: usize) -> Self {
        let first = self.first.saturating_sub(overscan_rows);
        let end = (self.end + overscan_rows).min(count).min(first + WINDOW_ROWS_MAX);
        Self { first, end }
    }

    /// How many rows more are to be drawn where `drawn` is what is there.
    pub const fn overscan_rows(self, drawn: Self) -> usize {
        if self.first < drawn.end && drawn.first < self.end { OVERSCAN_ROWS } else { JUMP_OVERSCAN_ROWS }
    }

    /// Whether all of another is drawn in this one.
    pub const fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.end <= self.end
    }

    /// What stands in a table of `count` rows; a row that has the focus stays, wherever it is.
    pub fn segments(self, count: usize, focused: Option<usize>) -> Vec<Segment> {
        let mut segments = Vec::with_capacity(self.end - self.first + 5);
        let mut next = 0;
        let outside = focused.filter(|row| *row < count && !(self.first..self.end).contains(row));
        let before = outside.filter(|row| *row < self.first);
        let behind = outside.filter(|row| *row >= self.end);
        for row in before.into_iter().chain(self.first..self.end).chain(behind) {
            if row > next {
                segments.push(Segment::Gap(row - next));
            }
            segments.push(Segment::Row(row));
            next = row + 1;
        }
        if next < count {
            segments.push(Segment::Gap(count - next));
        }
        segments
    }
}
