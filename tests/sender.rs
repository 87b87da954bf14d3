//! Who lets a sender in, over a list; and what search and filters keep together.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::Arc;

use faxbox_admin::{
    domain::Admission,
    state::{Fields, Filters, ListRow, Narrowing, Part, Scope, Search, Senders, Takers},
};
use serde_json::{Value, json};

const ANN: &str = "ann@acme.example";

fn fold(text: &str) -> String {
    text.to_uppercase()
}

fn row(id: &str, rules: &Value) -> ListRow {
    ListRow::read(&json!({"id": id, "name": id, "smtp_permission_list": rules}), fold, Fields::default())
        .unwrap()
}

fn tried(senders: &mut Senders, row: &ListRow, admission: Admission) {
    senders.tried(ANN, row.id.clone(), row.part(Part::Rules).to_owned(), admission);
}

#[test]
fn what_was_found_out_holds_for_these_rules_and_this_address_alone() {
    let mut senders = Senders::default();
    let before = row("a", &json!(["^ann@acme\\.example$"]));
    assert_eq!(senders.admission(ANN, &before), None);
    tried(&mut senders, &before, Admission::LetIn { row: 0 });
    assert_eq!(senders.admission(ANN, &before), Some(Admission::LetIn { row: 0 }));
    assert_eq!(senders.admission("bob@acme.example", &before), None);
    assert_eq!(senders.admission(ANN, &row("b", &json!(["^ann@acme\\.example$"]))), None);
    for changed in [json!([]), json!(["^ann@acme\\.example$", ""]), json!(["^bob@acme\\.example$"])] {
        assert_eq!(senders.admission(ANN, &row("a", &changed)), None, "{changed}");
    }
    senders.keep(|address| address != ANN);
    assert_eq!(senders.admission(ANN, &before), None);
}

#[test]
fn more_than_one_taker_is_a_matter_of_chance() {
    let let_in = Some(Admission::LetIn { row: 0 });
    let open = Some(Admission::Open { row: 0 });
    let stopped = Some(Admission::Stopped { row: 0 });
    let (refused, no_rules) = (Some(Admission::Refused), Some(Admission::NoRules));
    for (admissions, expected, compete) in [
        (vec![], Takers { certain: 0, open: 0, untried: 0 }, false),
        (vec![let_in, refused, no_rules, stopped], Takers { certain: 1, open: 0, untried: 0 }, false),
        (vec![let_in, let_in], Takers { certain: 2, open: 0, untried: 0 }, true),
        (vec![let_in, open], Takers { certain: 1, open: 1, untried: 0 }, true),
        (vec![open, open], Takers { certain: 0, open: 2, untried: 0 }, true),
        (vec![open, None], Takers { certain: 0, open: 1, untried: 1 }, false),
    ] {
        let mut senders = Senders::default();
        let rows: Vec<_> =
            (0..admissions.len()).map(|number| row(&format!("row{number}"), &json!(["x"]))).collect();
        for (row, admission) in rows.iter().zip(&admissions) {
            if let Some(admission) = admission {
                tried(&mut senders, row, *admission);
            }
        }
        let takers = senders.takers(ANN, &rows);
        assert_eq!((takers, takers.compete()), (expected, compete), "{admissions:?}");
    }
}

#[test]
fn search_filters_and_sender_narrow_together() {
    let mut senders = Senders::default();
    let (a, b) = (row("alpha", &json!(["x"])), row("beta", &json!(["x"])));
    tried(&mut senders, &a, Admission::LetIn { row: 0 });
    tried(&mut senders, &b, Admission::Refused);
    for (typed, query, expected) in [
        ("", "", [true, true]),
        ("  ", "t38=none", [true, true]),
        ("BETA", "", [false, true]),
        ("", "t38=on", [false, false]),
        ("", "sender=ann@acme.example", [true, false]),
        ("beta", "sender=ann@acme.example", [false, false]),
        ("", "sender=bob@acme.example", [false, false]),
    ] {
        let narrowing =
            Narrowing::new(Arc::new(Search::new(typed, fold)), Filters::parse(query, str::to_owned));
        assert_eq!([&a, &b].map(|row| narrowing.keeps(row, &senders)), expected, "{typed:?} {query}");
        let is_everything = matches!(narrowing.clone().scope(), Scope::Everything);
        assert_eq!(is_everything, typed.trim().is_empty() && query.is_empty(), "{typed:?} {query}");
    }
    let narrowing = |typed: &str| Narrowing::new(Arc::new(Search::new(typed, fold)), Filters::default());
    assert!(narrowing("x ") == narrowing("x"));
    assert!(narrowing("x") != narrowing("y"));
}
