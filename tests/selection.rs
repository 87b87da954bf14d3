//! What is selected: a rule and exceptions, held against a set that is kept by hand.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};

use faxbox_admin::{
    domain::FaxboxId,
    state::{Scope, Selection, Tick, range},
};
use proptest::{collection::vec, prelude::*};

/// Kinds of rows; a query keeps some of them, a bit for each.
const KINDS: u8 = 3;
const ROWS: u8 = 8;

type Query = u8;

fn id(number: u8) -> FaxboxId {
    FaxboxId::parse(&format!("row-{number}")).unwrap()
}

fn matches(query: Query, kind: u8) -> bool {
    query & 1 << kind != 0
}

/// What a person does, and what happens meanwhile.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Ticks or un-ticks a row that is there.
    Toggle(u8),
    /// Shift-click on a row that is there.
    Range(u8),
    /// Shift with an arrow key, from a row to a neighbour.
    Arrow(u8, u8),
    /// Ticks or un-ticks all that match.
    All(Tick),
    /// Filters otherwise, or not at all.
    Filter(Option<Query>),
    /// A row is loaded, or comes back.
    Arrive(u8, u8),
    /// A row is removed.
    Remove(u8),
    /// The selection is given up.
    Clear,
}

fn step() -> impl Strategy<Value = Step> {
    let tick = prop_oneof![2 => Just(Tick::On), 1 => Just(Tick::Off)];
    prop_oneof![
        4 => (0..ROWS).prop_map(Step::Toggle),
        4 => (0..ROWS).prop_map(Step::Range),
        2 => (0..ROWS, 0..ROWS).prop_map(|(from, to)| Step::Arrow(from, to)),
        3 => tick.prop_map(Step::All),
        3 => prop::option::of(0..1_u8 << KINDS).prop_map(Step::Filter),
        3 => (0..ROWS, 0..KINDS).prop_map(|(row, kind)| Step::Arrive(row, kind)),
        1 => (0..ROWS).prop_map(Step::Remove),
        1 => Just(Step::Clear),
    ]
}

/// The set of what is selected, as one would keep it with all rows at hand.
#[derive(Default)]
struct Naive {
    rows: BTreeMap<u8, u8>,
    filter: Option<Query>,
    set: BTreeSet<u8>,
    /// What is said of those that come.
    coming: Vec<(Option<Query>, Tick)>,
    anchor: Option<(u8, Tick)>,
    before: Option<BTreeSet<u8>>,
}

impl Naive {
    fn shown(&self) -> Vec<u8> {
        let kept = |kind: u8| self.filter.is_none_or(|query| matches(query, kind));
        self.rows.iter().filter(|(_, kind)| kept(**kind)).map(|(row, _)| *row).collect()
    }

    fn say(&mut self, row: u8, tick: Tick) {
        match tick {
            Tick::On => self.set.insert(row),
            Tick::Off => self.set.remove(&row),
        };
    }

    fn extend(&mut self, to: u8) {
        let Some((from, tick)) = self.anchor else { return };
        let shown = self.shown();
        let reached: Vec<_> = if shown.contains(&from) {
            shown.into_iter().filter(|row| (from.min(to)..=from.max(to)).contains(row)).collect()
        } else {
            vec![to]
        };
        let before = self.before.take().unwrap_or_else(|| self.set.clone());
        self.set.clone_from(&before);
        for row in reached {
            self.say(row, tick);
        }
        self.before = Some(before);
    }
}

/// Takes both a step further; whether they still agree is for the caller.
fn go(naive: &mut Naive, selection: &mut Selection<Query>, step: Step) {
    let order = |naive: &Naive| naive.shown().into_iter().map(id).collect::<Vec<_>>();
    match step {
        Step::Toggle(row) if naive.shown().contains(&row) => {
            let tick = if naive.set.contains(&row) { Tick::Off } else { Tick::On };
            naive.say(row, tick);
            (naive.anchor, naive.before) = (Some((row, tick)), None);
            selection.tick(&id(row), tick);
        }
        Step::Range(row) if naive.shown().contains(&row) => {
            naive.anchor = naive.anchor.or(Some((row, Tick::On)));
            naive.extend(row);
            selection.begin(&id(row));
            let from = selection.anchor().unwrap().clone();
            selection.extend(range(&order(naive), &from, &id(row)));
        }
        Step::Arrow(from, to) if naive.shown().contains(&from) && naive.shown().contains(&to) => {
            (naive.anchor, naive.before) = (Some((from, Tick::On)), None);
            naive.extend(to);
            selection.settle();
            selection.begin(&id(from));
            selection.extend(range(&order(naive), &id(from), &id(to)));
        }
        Step::All(tick) => {
            for row in naive.shown() {
                naive.say(row, tick);
            }
            naive.coming.push((naive.filter, tick));
            (naive.anchor, naive.before) = (None, None);
            selection.all(naive.filter.map_or(Scope::Everything, Scope::Matching), tick);
        }
        Step::Filter(filter) => naive.filter = filter,
        Step::Arrive(row, kind) if !naive.rows.contains_key(&row) => {
            naive.rows.insert(row, kind);
            let mut newest = naive.coming.iter().rev();
            let said = newest.find(|(query, _)| query.is_none_or(|query| matches(query, kind)));
            if let Some((_, Tick::On)) = said {
                naive.set.insert(row);
                if let Some(before) = &mut naive.before {
                    before.insert(row);
                }
            }
        }
        Step::Remove(row) => {
            naive.rows.remove(&row);
            naive.set.remove(&row);
            naive.anchor = naive.anchor.filter(|(anchor, _)| *anchor != row);
            naive.before = None;
            let is_there = |known: &FaxboxId| *known != id(row);
            selection.keep(is_there);
        }
        Step::Clear => {
            naive.set.clear();
            naive.coming.clear();
            (naive.anchor, naive.before) = (None, None);
            selection.clear();
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_selection_by_rule_is_the_set_that_one_would_keep(steps in vec(step(), 1..60)) {
        let mut naive = Naive::default();
        let mut selection = Selection::default();
        for row in 0..ROWS / 2 {
            go(&mut naive, &mut selection, Step::Arrive(row, row % KINDS));
        }
        for step in steps {
            go(&mut naive, &mut selection, step);
            let selected = |(row, kind): (&u8, &u8)| {
                selection.has(&id(*row), |query| matches(*query, *kind)).then_some(*row)
            };
            let set: BTreeSet<_> = naive.rows.iter().filter_map(selected).collect();
            prop_assert_eq!(&set, &naive.set, "after {:?}", step);
        }
    }

    #[test]
    fn a_range_is_what_lies_between_whichever_way(from in 0..ROWS, to in 0..ROWS) {
        let order: Vec<_> = (0..ROWS).rev().map(id).collect();
        let reached: BTreeSet<_> = range(&order, &id(from), &id(to)).iter().cloned().collect();
        let expected: BTreeSet<_> = (from.min(to)..=from.max(to)).map(id).collect();
        prop_assert_eq!(reached, expected);
    }
}

#[test]
fn un_ticking_one_of_all_keeps_the_others_and_those_to_come() {
    let mut selection = Selection::<Query>::default();
    selection.all(Scope::Everything, Tick::On);
    selection.tick(&id(3), Tick::Off);
    let selected = |row| selection.has(&id(row), |_| false);
    assert!(!selected(3));
    assert!((0..ROWS).filter(|row| *row != 3).all(selected), "none of these was ever named");
}

#[test]
fn a_range_that_shrinks_gives_back_what_it_had_taken() {
    let order: Vec<_> = (0..ROWS).map(id).collect();
    let mut selection = Selection::<Query>::default();
    selection.tick(&id(5), Tick::On);
    selection.tick(&id(2), Tick::On);
    for (to, expected) in [(6, vec![2, 3, 4, 5, 6]), (3, vec![2, 3, 5]), (0, vec![0, 1, 2, 5])] {
        selection.extend(range(&order, &id(2), &id(to)));
        let found: Vec<_> = (0..ROWS).filter(|row| selection.has(&id(*row), |_| false)).collect();
        assert_eq!(found, expected, "to {to}");
    }
}

#[test]
fn a_row_that_is_not_there_is_no_end_of_a_range() {
    let order = [id(1), id(2)];
    assert_eq!(range(&order, &id(1), &id(7)), []);
    assert_eq!(range(&order, &id(7), &id(2)), [id(2)]);
}

#[test]
fn rules_about_the_same_do_not_pile_up() {
    let mut selection = Selection::default();
    for _ in 0..100 {
        selection.all(Scope::Matching(1), Tick::On);
        selection.tick(&id(1), Tick::Off);
        selection.all(Scope::Matching(2), Tick::Off);
    }
    assert_eq!(selection.queries().collect::<Vec<_>>(), [&1, &2]);
    selection.all(Scope::Everything, Tick::Off);
    assert!(selection.is_clear());
}
