//! Which rows of a long list are drawn, and which of a long value are shown.

use faxbox_admin::state::{DrawnRows, ROWS_AT_ONCE, ROWS_REACHED_MAX, shown_rows};
use proptest::prelude::*;

const MANY: usize = 10_000;

fn reached(row: usize) -> DrawnRows {
    let mut drawn = DrawnRows::default();
    drawn.reach(row, MANY);
    drawn
}

#[test]
fn a_list_up_to_the_limit_is_drawn_whole_and_one_row_more_waits() {
    let drawn = DrawnRows::default();
    for count in [0, 1, ROWS_AT_ONCE] {
        assert_eq!((drawn.of(count), drawn.before(count), drawn.behind(count)), (0..count, 0, 0), "{count}");
    }
    let one_more = ROWS_AT_ONCE + 1;
    assert_eq!((drawn.of(one_more), drawn.behind(one_more)), (0..ROWS_AT_ONCE, 1));
    assert_eq!((drawn.of(MANY), drawn.behind(MANY)), (0..ROWS_AT_ONCE, ROWS_AT_ONCE));
}

#[test]
fn more_are_drawn_at_either_end_until_there_are_no_more() {
    let mut drawn = DrawnRows::default();
    drawn.show_behind(250);
    assert_eq!((drawn.of(250), drawn.behind(250)), (0..200, 50));
    drawn.show_behind(250);
    assert_eq!((drawn.of(250), drawn.behind(250)), (0..250, 0));
    let mut drawn = reached(5000);
    assert_eq!((drawn.of(MANY), drawn.before(MANY)), (4950..5050, ROWS_AT_ONCE));
    drawn.show_before(MANY);
    drawn.show_behind(MANY);
    assert_eq!(drawn.of(MANY), 4850..5150);
    let mut drawn = reached(720);
    while drawn.before(MANY) > 0 {
        drawn.show_before(MANY);
    }
    assert_eq!(drawn.of(MANY), 0..770);
}

#[test]
fn a_row_that_is_needed_is_drawn_with_those_between_or_with_its_neighbours_alone() {
    assert_eq!(reached(0).of(MANY), 0..ROWS_AT_ONCE);
    assert_eq!(reached(ROWS_AT_ONCE - 1).of(MANY), 0..ROWS_AT_ONCE);
    assert_eq!(reached(ROWS_AT_ONCE).of(MANY), 0..2 * ROWS_AT_ONCE);
    assert_eq!(reached(ROWS_REACHED_MAX - 1).of(MANY), 0..ROWS_REACHED_MAX);
    assert_eq!(reached(ROWS_REACHED_MAX).of(MANY), 550..650);
    assert_eq!(reached(MANY - 1).of(MANY), 9900..MANY);
    // None that is not there.
    assert_eq!(reached(MANY).of(MANY), 0..ROWS_AT_ONCE);
    // Upwards too.
    let mut drawn = reached(5000);
    drawn.reach(4920, MANY);
    assert_eq!(drawn.of(MANY), 4900..5050);
    drawn.reach(3, MANY);
    assert_eq!(drawn.of(MANY), 0..ROWS_AT_ONCE);
}

#[test]
fn where_rows_go_those_that_are_left_are_drawn() {
    let drawn = reached(MANY - 1);
    assert_eq!(drawn.of(3), 0..3);
    assert_eq!(drawn.of(150), 50..150);
}

#[test]
fn of_a_long_value_what_is_marked_is_shown_before_all_else() {
    let mut marked = [false; 10];
    assert_eq!(shown_rows(&marked, 3), [0, 1, 2]);
    marked[9] = true;
    assert_eq!(shown_rows(&marked, 3), [0, 1, 9]);
    assert_eq!(shown_rows(&marked, 100), (0..10).collect::<Vec<_>>());
    assert_eq!(shown_rows(&[true; 10], 3), [0, 1, 2]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_some_rows_are_drawn_and_the_last_that_was_needed_is_among_them(
        steps in proptest::collection::vec((0..3_u8, 0..2000_usize, 1..2000_usize), 1..20),
    ) {
        let mut drawn = DrawnRows::default();
        for (what, row, count) in steps {
            match what {
                0 => drawn.show_before(count),
                1 => drawn.show_behind(count),
                _ => drawn.reach(row, count),
            }
            let rows = drawn.of(count);
            prop_assert!(rows.end <= count && rows.len() >= count.min(ROWS_AT_ONCE), "{:?} of {}", rows, count);
            prop_assert!(what != 2 || row >= count || rows.contains(&row), "{} of {:?}", row, rows);
            prop_assert_eq!(drawn.before(count) == 0, rows.start == 0);
            prop_assert_eq!(drawn.behind(count) == 0, rows.end == count);
        }
    }
}
