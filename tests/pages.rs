//! Reading a list page by page, whatever the server does on the way.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use faxbox_admin::{
    api::{Failure, Refused, reply::Page},
    state::{
        BACKOFF_MILLISECONDS, EMPTY_PAGES_MAX, FIRST_PAGE_ROWS, PAGE_ROWS_MAX, PAGE_ROWS_MIN, Pages, Turn,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

/// A page of so many rows.
fn page(rows: usize, next: Option<&str>) -> Page {
    Page { rows: vec![json!({}); rows], next_start_key: next.map(str::to_owned) }
}

fn refused(status: u16) -> Refused {
    Refused { status, ..Refused::default() }
}

/// What a step of a story is: so many rows with a key, or none and a failure; then what is asked for next.
enum Step {
    Came(usize, &'static str),
    TooLarge,
    Trouble,
}

fn story(steps: &[(Step, u16)]) {
    let mut pages = Pages::default();
    assert_eq!((pages.ask().rows, &pages.ask().start_key), (FIRST_PAGE_ROWS, &None));
    for (index, (step, rows)) in steps.iter().enumerate() {
        match step {
            Step::Came(rows, key) => {
                assert_eq!(pages.came(&page(*rows, Some(key))), Turn::Ask);
                assert_eq!(pages.ask().start_key.as_deref(), Some(*key), "step {index}");
            }
            Step::TooLarge => {
                assert_eq!(pages.failed(Failure::TooLarge(refused(416))), Turn::Ask, "step {index}");
            }
            Step::Trouble => {
                assert!(matches!(pages.failed(Failure::Unreachable), Turn::Wait(_)), "step {index}");
            }
        }
        assert_eq!(pages.ask().rows, *rows, "step {index}");
    }
}

#[test]
fn a_list_of_empty_pages_without_an_end_is_ended_and_can_be_asked_for_again() {
    let mut pages = Pages::default();
    let mut turns = |rows: &[usize]| {
        rows.iter()
            .map(|rows| {
                let key = pages.ask().start_key.as_ref().map_or(0, |key| key.parse::<u32>().unwrap()) + 1;
                pages.came(&page(*rows, Some(&key.to_string())))
            })
            .collect::<Vec<_>>()
    };
    let most = usize::from(EMPTY_PAGES_MAX);
    assert_eq!(turns(&vec![0; most - 1]), vec![Turn::Ask; most - 1]);
    // A row in time, and all is well.
    assert_eq!(turns(&[1]), [Turn::Ask]);
    assert_eq!(turns(&vec![0; most - 1]), vec![Turn::Ask; most - 1]);
    assert_eq!(turns(&[0]), [Turn::Failed(Failure::NotTheApi { status: 200 })]);
    assert_eq!(turns(&[0, 1, 0]), vec![Turn::Ask; 3]);
}

#[test]
fn the_first_page_is_small_and_the_others_large() {
    story(&[(Step::Came(50, "a"), PAGE_ROWS_MAX), (Step::Came(1000, "b"), PAGE_ROWS_MAX)]);
}

#[test]
fn a_page_that_is_too_large_is_asked_for_at_once_in_halves_and_never_in_that_size_again() {
    story(&[
        (Step::Came(50, "a"), 1000),
        (Step::TooLarge, 500),
        (Step::TooLarge, 250),
        (Step::Came(250, "b"), 250),
        (Step::Came(250, "c"), 250),
        (Step::TooLarge, 125),
        (Step::Came(125, "d"), 125),
    ]);
    story(&[
        (Step::TooLarge, 25),
        (Step::TooLarge, 12),
        (Step::TooLarge, PAGE_ROWS_MIN),
        (Step::Came(10, "a"), 10),
    ]);
}

#[test]
fn what_came_is_believed_and_not_the_wish() {
    // This server gives 200 at most, and says so by nothing else.
    story(&[
        (Step::Came(50, "a"), 1000),
        (Step::Came(200, "b"), 1000),
        (Step::TooLarge, 100),
        (Step::Came(100, "c"), 100),
    ]);
}

#[test]
fn a_page_that_passes_by_is_asked_for_in_halves_that_grow_again() {
    story(&[
        (Step::Came(50, "a"), 1000),
        (Step::Trouble, 500),
        (Step::Trouble, 250),
        (Step::Came(250, "b"), 500),
        (Step::Came(500, "c"), 1000),
        (Step::Came(1000, "d"), 1000),
    ]);
    // The size that fails again after the smaller one came is not tried a third time.
    story(&[
        (Step::Came(50, "a"), 1000),
        (Step::Trouble, 500),
        (Step::Came(500, "b"), 1000),
        (Step::Trouble, 500),
        (Step::Came(500, "c"), 500),
        (Step::Came(500, "d"), 500),
    ]);
    // The first page tells nothing of the size of others.
    story(&[(Step::Trouble, 25), (Step::Trouble, 12), (Step::Came(12, "a"), 1000)]);
}

#[test]
fn what_passes_is_waited_out_ever_longer_and_then_told() {
    for failure in [
        Failure::Unreachable,
        Failure::TimedOut { seconds: 30 },
        Failure::NotTheApi { status: 200 },
        Failure::Trouble(refused(503)),
    ] {
        let mut pages = Pages::default();
        pages.came(&page(50, Some("a")));
        for milliseconds in BACKOFF_MILLISECONDS {
            assert_eq!(pages.failed(failure.clone()), Turn::Wait(milliseconds));
        }
        assert_eq!(pages.failed(failure.clone()), Turn::Failed(failure.clone()));
        // Whoever asks again begins with the same page, and with the same patience.
        assert_eq!(pages.ask().start_key.as_deref(), Some("a"));
        assert_eq!(pages.failed(failure), Turn::Wait(BACKOFF_MILLISECONDS[0]));
    }
    let mut pages = Pages::default();
    pages.failed(Failure::Unreachable);
    pages.came(&page(1, Some("a")));
    assert_eq!(
        pages.failed(Failure::Unreachable),
        Turn::Wait(BACKOFF_MILLISECONDS[0]),
        "a page that came is a new start"
    );
}

#[test]
fn what_does_not_pass_is_told_at_once() {
    for failure in [
        Failure::SignedOut(refused(401)),
        Failure::Forbidden(refused(403)),
        Failure::NotFound(refused(404)),
        Failure::TooMany(refused(429)),
        Failure::Blocked,
        // What waits goes on when the network is back, and not by asking again and again.
        Failure::Offline,
    ] {
        assert_eq!(Pages::default().failed(failure.clone()), Turn::Failed(failure));
    }
    let mut smallest = Pages::of_pages(PAGE_ROWS_MIN);
    let too_large = Failure::TooLarge(refused(413));
    assert_eq!(smallest.failed(too_large.clone()), Turn::Failed(too_large));
}

#[test]
fn a_key_that_comes_again_ends_the_reading() {
    for circle in [["a", "a"].as_slice(), &["a", "b", "a"], &["a", "b", "c", "b"]] {
        let mut pages = Pages::default();
        let (last, keys) = circle.split_last().unwrap();
        for key in keys {
            assert_eq!(pages.came(&page(1, Some(key))), Turn::Ask);
        }
        assert_eq!(pages.came(&page(1, Some(last))), Turn::Done, "{circle:?}");
    }
    assert_eq!(Pages::default().came(&page(0, None)), Turn::Done);
}

#[test]
fn the_next_reading_knows_what_was_too_large() {
    let mut pages = Pages::default();
    pages.came(&page(50, Some("a")));
    pages.failed(Failure::TooLarge(refused(416)));
    let mut again = pages.again();
    assert_eq!((again.ask().rows, &again.ask().start_key), (FIRST_PAGE_ROWS, &None));
    again.came(&page(50, Some("a")));
    assert_eq!(again.ask().rows, 500);
}

/// What the server does with one request.
#[derive(Clone, Copy, Debug)]
enum Mood {
    /// Gives the rows that are wished for, or as many as it gives at most.
    Gives,
    /// Gives nothing, and a key.
    Empty,
    /// Says that it is too much.
    TooLarge,
    /// Does not answer.
    Silent,
    /// Gives the rows, and the last of them again on the next page.
    Repeats,
}

proptest! {
    /// Rows are the numbers below `count`, a key is where the next page begins.
    #[test]
    fn every_row_is_read_whatever_the_server_does(
        count in 0_usize..3000,
        cap in 1_usize..1500,
        moods in vec(select(vec![Mood::Gives, Mood::Gives, Mood::Empty, Mood::TooLarge, Mood::Silent, Mood::Repeats]), 0..40),
    ) {
        let mut pages = Pages::default();
        let (mut seen, mut empty, mut asked) = (BTreeSet::new(), 0, 0);
        let mut moods = moods.into_iter();
        loop {
            asked += 1;
            prop_assert!(asked < 5000, "it ends");
            let ask = pages.ask().clone();
            prop_assert!((1..=PAGE_ROWS_MAX).contains(&ask.rows));
            // An empty page's key is another spelling of the same place.
            let from: usize = ask.start_key.as_deref().map_or(0, |key| key.split('-').next().unwrap().parse().unwrap());
            let mood = moods.next().unwrap_or(Mood::Gives);
            let rows = usize::from(ask.rows).min(cap).min(count - from.min(count));
            let turn = match mood {
                Mood::Silent => pages.failed(Failure::Unreachable),
                Mood::TooLarge => pages.failed(Failure::TooLarge(refused(416))),
                Mood::Empty => {
                    empty += 1;
                    pages.came(&page(0, Some(&format!("{from}-{empty}"))))
                }
                Mood::Gives | Mood::Repeats => {
                    seen.extend(from..from + rows);
                    let back = usize::from(matches!(mood, Mood::Repeats) && rows > 1);
                    let next = from + rows - back;
                    pages.came(&page(rows, (next < count).then(|| next.to_string()).as_deref()))
                }
            };
            if turn == Turn::Done {
                break;
            }
            // After a failure that is told, the person asks again.
        }
        prop_assert_eq!(seen.len(), count);
    }
}
