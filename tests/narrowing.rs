//! What search and filters keep together, and what a list shows before its filters can be asked.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::Arc;

use faxbox_admin::{
    api::reply::Page,
    state::{Fields, Filters, List, ListRow, Narrowing, Query, Scope, Search, Senders, TextOrder},
};
use serde_json::{Value, json};

const ORDER: TextOrder = TextOrder { compare: |a, b| a.cmp(b), fold };

fn fold(text: &str) -> String {
    text.to_uppercase()
}

fn document(id: &str, fax_option: bool) -> Value {
    json!({"id": id, "name": id, "media": {"fax_option": fax_option}})
}

fn narrowing(typed: &str, query: &str) -> Narrowing {
    Narrowing::new(Arc::new(Search::new(typed, fold)), Filters::parse(query, str::to_owned))
}

#[test]
fn search_and_filters_narrow_together() {
    let rows = [document("alpha", true), document("beta", false)];
    let rows = rows.map(|document| ListRow::read(&document, fold, Fields::default()).unwrap());
    for (typed, query, expected) in [
        ("", "", [true, true]),
        ("  ", "t38=on", [true, false]),
        ("BETA", "", [false, true]),
        ("beta", "t38=on", [false, false]),
        ("", "t38=none", [false, false]),
    ] {
        let narrowing = narrowing(typed, query);
        assert_eq!(
            [&rows[0], &rows[1]].map(|row| narrowing.keeps(row, &Senders::default())),
            expected,
            "{typed:?} {query}"
        );
        let is_everything = matches!(narrowing.scope(), Scope::Everything);
        assert_eq!(is_everything, typed.trim().is_empty() && query.is_empty(), "{typed:?} {query}");
    }
    assert!(narrowing("x ", "t38=on") == narrowing("x", "t38=on"));
    assert!(narrowing("x", "t38=on") != narrowing("y", "t38=on"));
    assert!(narrowing("x", "t38=on") != narrowing("x", ""));
}

#[test]
fn nothing_passes_filters_that_cannot_be_asked_yet() {
    let page = Page { rows: vec![document("a", true), document("b", false)], next_start_key: None };
    let mut list = List::of(page, ORDER, 0);
    list.begin();
    let shown = |list: &List| list.shown().map(|row| row.id.to_string()).collect::<Vec<_>>();
    assert_eq!(shown(&list), ["a", "b"]);
    list.look(Query { filters: "t38=on".to_owned(), ..Query::default() });
    assert_eq!(shown(&list), [""; 0]);
    list.filter_by(Some(Arc::new(|row| row.id.as_str() == "a")));
    assert_eq!(shown(&list), ["a"]);
    list.look(Query::default());
    list.filter_by(None);
    assert_eq!(shown(&list), ["a", "b"]);
}
