//! Which rows of a long list are drawn.

use faxbox_admin::state::{JUMP_OVERSCAN_ROWS, OVERSCAN_ROWS, Segment, WINDOW_ROWS_MAX, Window};
use proptest::prelude::*;

fn window(first: usize, end: usize) -> Window {
    Window { first, end }
}

#[test]
fn what_is_seen_is_told_in_pixels() {
    let check = |count, above, height, expected: (usize, usize)| {
        assert_eq!(
            Window::seen(count, above, height, 46),
            window(expected.0, expected.1),
            "{count} {above} {height}"
        );
    };
    check(0, 0, 1000, (0, 0));
    check(10, 0, 1000, (0, 10));
    check(100, 0, 460, (0, 10));
    // A row of which a pixel is seen is seen.
    check(100, 1, 460, (0, 11));
    check(100, 45, 460, (0, 11));
    check(100, 46, 460, (1, 11));
    // They begin below what is seen, at its end, and are all above it.
    check(100, -100, 460, (0, 8));
    check(100, -460, 460, (0, 0));
    check(100, -9999, 460, (0, 0));
    check(100, 99_999, 460, (100, 100));
    check(50_000, 2_299_540, 460, (49_990, 50_000));
    // No room, or a row that was not measured.
    check(100, 0, 0, (0, 0));
    assert_eq!(Window::seen(100, 0, 10, 0), window(0, 10));
}

#[test]
fn some_more_are_drawn_above_and_below_and_never_too_many() {
    let check = |seen: (usize, usize), expected: (usize, usize)| {
        assert_eq!(
            window(seen.0, seen.1).wider(1000, OVERSCAN_ROWS),
            window(expected.0, expected.1),
            "{seen:?}"
        );
    };
    check((0, 10), (0, 10 + OVERSCAN_ROWS));
    check((100, 110), (100 - OVERSCAN_ROWS, 110 + OVERSCAN_ROWS));
    check((990, 1000), (990 - OVERSCAN_ROWS, 1000));
    check((0, 1000), (0, WINDOW_ROWS_MAX));
    check((500, 500), (500 - OVERSCAN_ROWS, 500 + OVERSCAN_ROWS));
}

#[test]
fn where_all_rows_are_others_fewer_are_drawn_beyond_what_is_seen() {
    let check = |seen: (usize, usize), expected| {
        assert_eq!(window(seen.0, seen.1).overscan_rows(window(100, 130)), expected, "{seen:?}");
    };
    check((110, 120), OVERSCAN_ROWS);
    check((129, 139), OVERSCAN_ROWS);
    check((91, 101), OVERSCAN_ROWS);
    check((130, 140), JUMP_OVERSCAN_ROWS);
    check((90, 100), JUMP_OVERSCAN_ROWS);
    assert_eq!(window(0, 10).overscan_rows(Window::default()), JUMP_OVERSCAN_ROWS);
}

#[test]
fn the_row_with_the_focus_stays_between_gaps() {
    use Segment::{Gap, Row};
    let check = |focused, expected: &[Segment]| {
        assert_eq!(window(3, 5).segments(10, focused), expected, "{focused:?}");
    };
    check(None, &[Gap(3), Row(3), Row(4), Gap(5)]);
    check(Some(4), &[Gap(3), Row(3), Row(4), Gap(5)]);
    check(Some(0), &[Row(0), Gap(2), Row(3), Row(4), Gap(5)]);
    check(Some(1), &[Gap(1), Row(1), Gap(1), Row(3), Row(4), Gap(5)]);
    check(Some(2), &[Gap(2), Row(2), Row(3), Row(4), Gap(5)]);
    check(Some(7), &[Gap(3), Row(3), Row(4), Gap(2), Row(7), Gap(2)]);
    check(Some(9), &[Gap(3), Row(3), Row(4), Gap(4), Row(9)]);
    check(Some(10), &[Gap(3), Row(3), Row(4), Gap(5)]);
    assert_eq!(window(0, 0).segments(0, None), []);
}

proptest! {
    /// Gaps and rows together are all rows, in order, once; what is seen is among them.
    #[test]
    fn nothing_is_missing_and_nothing_comes_twice(
        count in 0_usize..60_000,
        above in -2000_i32..2_500_000,
        height in 0_i32..3000,
        row in 20_i32..80,
        focused in proptest::option::of(0_usize..60_000),
    ) {
        let seen = Window::seen(count, above, height, row);
        let drawn = seen.wider(count, OVERSCAN_ROWS);
        prop_assert!(seen.end - seen.first > WINDOW_ROWS_MAX - OVERSCAN_ROWS || drawn.holds(seen));
        let mut next = 0;
        let mut rows = 0;
        for segment in drawn.segments(count, focused) {
            match segment {
                Segment::Gap(gap) => {
                    prop_assert!(gap > 0);
                    next += gap;
                }
                Segment::Row(index) => {
                    prop_assert_eq!(index, next);
                    next += 1;
                    rows += 1;
                }
            }
        }
        prop_assert_eq!(next, count);
        prop_assert!(rows <= WINDOW_ROWS_MAX + 1);
    }
}
