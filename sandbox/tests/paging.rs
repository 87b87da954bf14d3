//! The list at its edges.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::{BOXES, Running};
use faxbox_sandbox::{LIST_LIMIT_BYTES, Options, PAGE_SIZE_ROWS};
use serde_json::{Value, json};

fn ids(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// Every page of a list, one after the other.
fn pages(sandbox: &Running, query: &str) -> Vec<Value> {
    let mut pages = Vec::new();
    let mut key = String::new();
    loop {
        let page = sandbox.ask("GET", &format!("{BOXES}?{query}{key}"), None).json();
        let next = page["next_start_key"].as_str().map(|next| format!("&start_key={next}"));
        pages.push(page);
        match next {
            Some(next) => key = next,
            None => return pages,
        }
    }
}

#[test]
fn pages_hold_every_row_once_in_the_order_of_ids() {
    let sandbox = Running::with(125);
    for (query, sizes) in [
        ("", vec![50, 50, 25]),
        ("page_size=124", vec![124, 1]),
        ("page_size=125", vec![125]),
        ("page_size=126", vec![125]),
        ("page_size=1000", vec![125]),
        ("page_size=25", vec![25; 5]),
        ("ascending=true", vec![50, 50, 25]),
    ] {
        let pages = pages(&sandbox, query);
        let found: Vec<u64> = pages.iter().map(|page| page["page_size"].as_u64().unwrap()).collect();
        assert_eq!(found, sizes, "{query}");
        let rows: Vec<String> = pages.iter().flat_map(ids).collect();
        let mut sorted = rows.clone();
        sorted.sort();
        sorted.dedup();
        if !query.contains("ascending") {
            sorted.reverse();
        }
        assert_eq!(rows, sorted, "{query}");
        assert_eq!(rows.len(), 125);
    }
    assert_eq!(PAGE_SIZE_ROWS, 50);
}

#[test]
fn a_list_in_one_piece_says_no_page_size() {
    let sandbox = Running::with(125);
    let list = sandbox.ask("GET", &format!("{BOXES}?paginate=false&page_size=10"), None).json();
    assert_eq!(list["data"].as_array().unwrap().len(), 125);
    assert_eq!((list.get("page_size"), list.get("next_start_key")), (None, None));
}

#[test]
fn a_page_begins_after_a_row_that_went_away() {
    let sandbox = Running::with(6);
    let all = ids(&sandbox.ask("GET", BOXES, None).json());
    let first = sandbox.ask("GET", &format!("{BOXES}?page_size=2"), None).json();
    sandbox.ask("DELETE", &format!("{BOXES}/{}", all[2]), None);
    let key = first["next_start_key"].as_str().unwrap();
    let second = sandbox.ask("GET", &format!("{BOXES}?page_size=2&start_key={key}"), None).json();
    assert_eq!(ids(&second), all[3..5]);
}

#[test]
fn a_filtered_page_can_be_followed_by_an_empty_one() {
    let sandbox = Running::with(0);
    for number in 0..40 {
        let owner = if number < 5 { "wanted" } else { "other" };
        sandbox.create(&json!({"name": format!("{number}"), "owner_id": owner}));
    }
    let pages = pages(&sandbox, "filter_owner_id=wanted&page_size=5");
    let sizes: Vec<&Value> = pages.iter().map(|page| &page["page_size"]).collect();
    assert!(sizes == [&json!(5), &json!(0)] || sizes == [&json!(5)], "{sizes:?}");
}

#[test]
fn an_empty_start_key_is_not_the_start() {
    let sandbox = Running::with(3);
    let page = sandbox.ask("GET", &format!("{BOXES}?start_key="), None).json();
    assert_eq!((&page["page_size"], &page["data"]), (&json!(0), &json!([])));
}

#[test]
fn an_operator_may_cap_the_rows_of_a_page() {
    let sandbox = Running::start(Options { faxboxes: 10, page_size_max: 4, ..Options::default() });
    let sizes: Vec<Value> =
        pages(&sandbox, "page_size=1000").iter().map(|page| page["page_size"].clone()).collect();
    assert_eq!(sizes, [4, 4, 2]);
}

#[test]
fn a_list_that_is_too_large_is_refused_and_smaller_pages_are_not() {
    let sandbox = Running::with(0);
    let part = LIST_LIMIT_BYTES / 4;
    for number in 0..4 {
        sandbox.create(&json!({"name": format!("big {number}"), "x": "y".repeat(part)}));
    }
    for query in ["paginate=false", ""] {
        let reply = sandbox.ask("GET", &format!("{BOXES}?{query}"), None);
        assert_eq!((reply.status, reply.data()), (416, json!({})), "{query}");
        assert_eq!(reply.json()["message"], "range not satisfiable");
    }
    assert_eq!(sandbox.ask("GET", &format!("{BOXES}?page_size=3"), None).status, 200);
}

#[test]
fn fifty_thousand_faxboxes_are_served_in_pages() {
    let sandbox = Running::with(50_000);
    let page = sandbox.ask("GET", &format!("{BOXES}?page_size=1000"), None).json();
    assert_eq!(page["page_size"], 1000);
    assert_eq!(sandbox.ask("GET", &format!("{BOXES}?paginate=false"), None).status, 416);
}
