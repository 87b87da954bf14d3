//! The list: pages in any order and number, the search, the order of rows.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{Failure, reply::Page},
    domain::FaxboxId,
    state::{Column, Counts, Direction, List, Loading, Sort, TextOrder, sorted},
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

const ORDER: TextOrder =
    TextOrder { compare: |a, b| a.to_lowercase().cmp(&b.to_lowercase()), fold: str::to_lowercase };

fn page(rows: &[Value], next: Option<&str>) -> Page {
    Page { rows: rows.to_vec(), next_start_key: next.map(str::to_owned) }
}

fn row(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name})
}

fn list(rows: &[Value]) -> List {
    let mut list = List::default();
    list.judged_by(|document| Counts::of(document, |_| true));
    assert_eq!(list.arrived(&page(rows, None), ORDER), None);
    list
}

fn shown(list: &List) -> Vec<&str> {
    list.shown(ORDER).iter().map(|row| row.id.as_str()).collect()
}

#[test]
fn pages_are_read_until_one_has_no_next() {
    let mut list = List::default();
    assert_eq!(list.loading, Loading::First);
    assert_eq!(
        list.arrived(&page(&[row("c", "1"), row("b", "2")], Some("k1")), ORDER).as_deref(),
        Some("k1")
    );
    assert_eq!((&list.loading, list.len()), (&Loading::More, 2));
    // A page in the middle may be empty.
    assert_eq!(list.arrived(&page(&[], Some("k2")), ORDER).as_deref(), Some("k2"));
    assert_eq!(list.loading, Loading::More);
    assert_eq!(list.arrived(&page(&[row("a", "3")], None), ORDER), None);
    assert_eq!((&list.loading, list.len()), (&Loading::Done, 3));
    let ids: Vec<_> = list.ids().iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["c", "b", "a"]);
}

#[test]
fn no_account_is_too_small() {
    let list = list(&[]);
    assert!(list.is_empty());
    assert_eq!((list.loading.clone(), shown(&list)), (Loading::Done, Vec::new()));
}

#[test]
fn a_key_that_comes_again_ends_the_reading() {
    let mut list = List::default();
    assert!(list.arrived(&page(&[row("a", "1")], Some("k1")), ORDER).is_some());
    assert_eq!(list.arrived(&page(&[row("a", "1")], Some("k1")), ORDER), None);
    assert_eq!(list.loading, Loading::Done);
    // A circle of two is one as well.
    let mut list = List::default();
    assert!(list.arrived(&page(&[], Some("k1")), ORDER).is_some());
    assert!(list.arrived(&page(&[], Some("k2")), ORDER).is_some());
    assert_eq!(list.arrived(&page(&[], Some("k1")), ORDER), None);
    assert_eq!(list.loading, Loading::Done);
}

#[test]
fn a_row_that_comes_twice_counts_once_and_the_later_one_counts() {
    let mut list = List::default();
    list.arrived(&page(&[row("b", "old"), row("a", "1"), row("b", "older")], Some("k")), ORDER);
    list.arrived(&page(&[row("b", "new"), row("c", "2")], None), ORDER);
    assert_eq!(list.len(), 3);
    let b = FaxboxId::parse("b").unwrap();
    assert_eq!(list.row(&b).unwrap().cell(Column::Name), "new");
    list.put(&row("b", "newest"), ORDER);
    assert_eq!((list.len(), list.row(&b).unwrap().cell(Column::Name)), (3, "newest"));
    list.remove(&b);
    assert_eq!((list.len(), list.row(&b)), (2, None));
}

#[test]
fn what_is_no_row_is_passed_over() {
    let list = list(&[
        json!(5),
        json!(null),
        json!({"name": "x"}),
        json!({"id": 5}),
        json!({"id": ""}),
        row("a", "1"),
    ]);
    assert_eq!(shown(&list), ["a"]);
}

#[test]
fn reading_goes_on_where_it_failed() {
    let mut list = List::default();
    list.failed(Failure::Unreachable);
    assert_eq!(list.loading, Loading::Failed(Failure::Unreachable));
    assert_eq!((list.resume_at(), list.loading.clone()), (None, Loading::First));
    list.arrived(&page(&[row("a", "1")], Some("k1")), ORDER);
    list.arrived(&page(&[row("b", "1")], Some("k2")), ORDER);
    list.failed(Failure::Unreachable);
    assert_eq!(list.len(), 2, "those before it stay");
    assert_eq!((list.resume_at().as_deref(), list.loading.clone()), (Some("k2"), Loading::More));
    assert_eq!(list.arrived(&page(&[row("c", "1")], Some("k3")), ORDER).as_deref(), Some("k3"));
    list.failed(Failure::Unreachable);
    assert_eq!(list.resume_at().as_deref(), Some("k3"));
    assert_eq!(list.arrived(&page(&[], None), ORDER), None);
    assert_eq!(list.loading, Loading::Done);
}

#[test]
fn a_search_takes_words_in_any_order_over_all_columns() {
    let document = json!({"id": "0aff", "name": "Front Desk Köln", "caller_id": "+15551234567", "fax_identity": "+1 555",
    "smtp_email_address": "ab12.fax.example", "fax_timezone": "Europe/Berlin", "smtp_permission_list": ["^boss@"],
    "notifications": {
        "inbound": {"email": {"send_to": ["first@x.example", "second@x.example"]}, "sms": {"send_to": "+4970"},
            "callback": {"url": "https://hook.example/a"}},
        "outbound": {"email": {"send_to": "out@x.example"}, "sms": {"send_to": ["+4980"]}}
    }});
    let mut list = list(&[document, row("b", "other")]);
    let mut check = |search: &str, found: bool| {
        search.clone_into(&mut list.search);
        assert_eq!(shown(&list).contains(&"0aff"), found, "{search:?}");
    };
    for search in [
        "",
        "  ",
        "front",
        "desk FRONT",
        "köln desk",
        "KÖLN",
        "555 berlin",
        "second@x",
        "ab12",
        "hook.example",
        "boss",
        "out@",
        "+4970",
        "+4980",
        "0aff",
        "fron",
        " desk  front ",
    ] {
        check(search, true);
    }
    for search in ["other", "front other", "deskfront", "front\u{0}", "https://hook"] {
        check(search, false);
    }
}

#[test]
fn a_column_is_sorted_one_way_and_then_the_other() {
    let mut list = list(&[row("d", "beta"), row("c", "Alpha"), row("b", "beta"), row("a", "")]);
    assert_eq!(list.sort, Sort { column: Column::Name, direction: Direction::Ascending });
    // Equal ones stay as they came, empty ones come last both ways.
    assert_eq!(shown(&list), ["c", "d", "b", "a"]);
    list.sort_by(Column::Name);
    assert_eq!(list.sort.direction, Direction::Descending);
    assert_eq!(shown(&list), ["d", "b", "c", "a"]);
    list.sort_by(Column::Name);
    assert_eq!(list.sort.direction, Direction::Ascending);
    list.sort_by(Column::Name);
    list.sort_by(Column::CallerId);
    assert_eq!(list.sort, Sort { column: Column::CallerId, direction: Direction::Ascending });
}

#[test]
fn numbers_are_sorted_as_numbers() {
    let retries = |id: &str, retries: Value| json!({"id": id, "name": "x", "retries": retries});
    let mut list =
        list(&[retries("a", json!(10)), retries("b", json!(9)), retries("c", json!("3")), row("d", "x")]);
    list.sort_by(Column::Retries);
    assert_eq!(shown(&list), ["c", "b", "a", "d"]);
    list.sort_by(Column::Retries);
    assert_eq!(shown(&list), ["a", "b", "c", "d"]);
}

#[test]
fn what_needs_attention_comes_first() {
    let recipient = json!({"inbound": {"email": {"send_to": ["a@b.example"]}}});
    let sound = json!({"id": "a", "name": "x", "fax_header": "x", "notifications": recipient});
    let odd = json!({"id": "b", "name": "x", "notifications": recipient});
    let wrong = json!({"id": "c", "name": "", "fax_header": "x", "notifications": recipient});
    let mut list = list(&[sound, odd, wrong]);
    list.sort_by(Column::Problems);
    assert_eq!(shown(&list), ["c", "b", "a"]);
    let counts: Vec<_> = list.shown(ORDER).iter().map(|row| row.counts.unwrap()).collect();
    let count = |errors, warnings| Counts { errors, warnings };
    assert_eq!(counts, [count(1, 0), count(0, 1), count(0, 0)]);
}

#[test]
fn what_came_before_its_judge_is_counted_once_the_judge_is_there() {
    let mut list = List::default();
    list.arrived(&page(&[json!({"id": "a"}), json!({"id": "b", "name": "x"})], None), ORDER);
    assert!(list.shown(ORDER).iter().all(|row| row.counts.is_none()));
    list.judged_by(|document| Counts { errors: usize::from(document.get("name").is_none()), warnings: 0 });
    list.put(&json!({"id": "c"}), ORDER);
    let errors = |id| list.row(&FaxboxId::parse(id).unwrap()).unwrap().counts.unwrap().errors;
    assert_eq!([errors("a"), errors("b"), errors("c")], [1, 0, 1]);
}

#[test]
fn each_column_shows_its_part_of_the_document() {
    let check = |document: Value, expected: &[(Column, &str)]| {
        let list = list(&[document]);
        let rows = list.shown(ORDER);
        for (column, text) in expected {
            assert_eq!(rows[0].cell(*column), *text, "{column:?}");
        }
    };
    check(
        json!({"id": "a", "name": "Desk", "caller_id": "1", "fax_identity": "2", "retries": 3, "fax_timezone": "UTC",
        "media": {"fax_option": false}, "smtp_email_address": "ab.example",
        "notifications": {
            "inbound": {"email": {"send_to": ["x@y", "z@y"]}, "callback": {"url": "https://in.example/a"}},
            "outbound": {"email": {"send_to": "o@y"}, "callback": {"url": "https://out.example"}}
        }}),
        &[
            (Column::Name, "Desk"),
            (Column::CallerId, "1"),
            (Column::FaxIdentity, "2"),
            (Column::Address, "ab.example"),
            (Column::Inbound, "x@y"),
            (Column::Outbound, "o@y"),
            (Column::Callback, "in.example"),
            (Column::FaxOption, "false"),
            (Column::Retries, "3"),
            (Column::TimeZone, "UTC"),
            (Column::Problems, ""),
        ],
    );
    let own =
        json!({"id": "a", "custom_smtp_email_address": "own.example", "smtp_email_address": "ab.example"});
    check(own, &[(Column::Address, "own.example"), (Column::Name, ""), (Column::FaxOption, "")]);
    let broken = json!({"id": "a", "name": {"x": 1}, "media": [], "notifications": "x", "retries": null});
    check(broken, &[(Column::Name, ""), (Column::Inbound, ""), (Column::Retries, "")]);
    let more =
        list(&[json!({"id": "a", "notifications": {"inbound": {"email": {"send_to": ["a", "b", "c"]}}}})]);
    assert_eq!(more.shown(ORDER)[0].more, [2, 0]);
}

#[test]
fn a_restart_keeps_the_search_and_the_order() {
    let mut list = list(&[row("a", "x")]);
    "x".clone_into(&mut list.search);
    list.sort_by(Column::Name);
    list.restart();
    assert_eq!((list.len(), list.search.as_str(), list.sort.direction), (0, "x", Direction::Descending));
    assert_eq!((list.resume_at(), list.loading.clone()), (None, Loading::First));
}

proptest! {
    #[test]
    fn the_lists_own_sort_is_that_of_the_standard_library(keys in vec(0_u8..8, 0..200)) {
        let mut expected: Vec<_> = (0..keys.len()).collect();
        expected.sort_by_key(|place| keys[*place]);
        let places = (0..keys.len()).collect();
        prop_assert_eq!(sorted(places, |a, b| keys[a].cmp(&keys[b])), expected);
    }
}
