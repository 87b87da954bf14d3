//! The list: pages in any order and number, the search, the order of rows.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use faxbox_admin::{
    api::{Failure, reply::Page},
    domain::FaxboxId,
    state::{
        BACKOFF_MILLISECONDS, Column, Columns, Counts, Direction, List, ListRow, Loading, PAGE_ROWS_MAX,
        PageAsk, Part, Permits, Query, Sort, TextOrder, Turn, sorted,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

const ORDER: TextOrder = TextOrder { compare: |a, b| a.to_lowercase().cmp(&b.to_lowercase()), fold };

/// What the browser's folding does to the letters of these tests.
fn fold(text: &str) -> String {
    let plain = |character| match character {
        'é' | 'É' => 'e',
        'ö' | 'Ö' => 'o',
        '１' => '1',
        other => other,
    };
    text.chars().map(plain).collect::<String>().to_uppercase()
}

fn page(rows: &[Value], next: Option<&str>) -> Page {
    Page { rows: rows.to_vec(), next_start_key: next.map(str::to_owned) }
}

fn row(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name})
}

/// Takes a page as the panel does.
fn take(list: &mut List, rows: &[Value], next: Option<&str>) -> Turn {
    let turn = list.answered(Ok(page(rows, next)));
    while list.order_names() {}
    turn
}

fn begun() -> List {
    let first = page(&[], Some("first"));
    let mut list = List::of(first, ORDER, 1);
    list.begin();
    list.restart(1);
    list
}

fn list(rows: &[Value]) -> List {
    let mut list = begun();
    list.judged_by(|document, _| Counts::of(document, |_| true, Permits::default()));
    assert_eq!(take(&mut list, rows, None), Turn::Done);
    list
}

fn shown(list: &List) -> Vec<&str> {
    list.shown().map(|row| row.id.as_str()).collect()
}

fn search(list: &mut List, search: &str) {
    list.look(Query { search: search.to_owned(), ..list.query().clone() });
}

fn sort_by(list: &mut List, column: Column) {
    list.look(Query { sort: list.query().sort.by(column), ..list.query().clone() });
}

fn id(text: &str) -> FaxboxId {
    FaxboxId::parse(text).unwrap()
}

#[test]
fn pages_are_read_until_one_has_no_next() {
    let mut list = begun();
    assert_eq!(list.loading, Loading::First);
    assert_eq!(take(&mut list, &[row("c", "1"), row("b", "2")], Some("k1")), Turn::Ask);
    assert_eq!((&list.loading, list.len()), (&Loading::More, 2));
    assert_eq!(list.ask(), PageAsk { rows: PAGE_ROWS_MAX, start_key: Some("k1".to_owned()) });
    // A page in the middle may be empty.
    assert_eq!(take(&mut list, &[], Some("k2")), Turn::Ask);
    assert_eq!(list.loading, Loading::More);
    assert_eq!(list.read_at(), None);
    assert_eq!(take(&mut list, &[row("a", "3")], None), Turn::Done);
    assert_eq!((&list.loading, list.len(), list.read_at()), (&Loading::Done, 3, Some(1)));
    let ids: Vec<_> = list.ids().iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["c", "b", "a"]);
}

#[test]
fn of_more_rows_than_can_be_seen_the_first_by_name_are_drawn() {
    let most = 50;
    for count in [0, 1, most - 1, most, most + 1, 10 * most] {
        // Every name twice, every third none.
        let text = |n: usize| {
            if n.is_multiple_of(3) { String::new() } else { format!("{:05}", n / 2 * 7919 % 1000) }
        };
        let rows: Vec<_> = (0..count).map(|n| row(&n.to_string(), &text(n))).collect();
        let mut expected: Vec<_> = (0..count).map(|n| (text(n).is_empty(), text(n), n)).collect();
        expected.sort();
        expected.truncate(most);
        let first = List::of(page(&rows, None), ORDER, 7).first_rows(most);
        let ids: Vec<_> = first.iter().map(|row| row.id.to_string()).collect();
        let expected: Vec<_> = expected.iter().map(|(_, _, n)| n.to_string()).collect();
        assert_eq!(ids, expected, "{count}");
    }
}

#[test]
fn the_first_page_is_drawn_before_anything_is_made_of_it() {
    let mut list =
        List::of(page(&[row("c", "b"), row("b", ""), row("a", "A"), json!(5)], Some("k")), ORDER, 7);
    let names =
        |rows: Vec<ListRow>| rows.iter().map(|row| row.cell(Column::Name).to_owned()).collect::<Vec<_>>();
    assert_eq!(names(list.first_rows(50)), ["A", "b", ""]);
    assert_eq!((list.len(), list.rows().len(), &list.loading), (4, 0, &Loading::First));
    list.begin();
    assert_eq!((list.len(), shown(&list), &list.loading), (3, vec!["a", "c", "b"], &Loading::More));
    assert_eq!(list.ask().start_key.as_deref(), Some("k"));
    // It is taken once.
    list.begin();
    assert_eq!((list.len(), list.first_rows(50).len()), (3, 0));
}

#[test]
fn no_account_is_too_small() {
    let list = list(&[]);
    assert!(list.is_empty());
    assert_eq!((list.loading.clone(), shown(&list)), (Loading::Done, Vec::new()));
}

#[test]
fn a_row_that_comes_twice_counts_once_and_the_later_one_counts() {
    let mut list = begun();
    take(&mut list, &[row("b", "old"), row("a", "1"), row("b", "older")], Some("k"));
    assert_eq!(list.row(&id("b")).unwrap().cell(Column::Name), "older");
    take(&mut list, &[row("b", "new"), row("c", "2")], Some("l"));
    assert_eq!(list.len(), 3);
    assert_eq!(list.row(&id("b")).unwrap().cell(Column::Name), "new");
    assert_eq!(shown(&list), ["a", "c", "b"]);
    list.put(&row("b", "0"));
    assert_eq!((list.len(), list.row(&id("b")).unwrap().cell(Column::Name)), (3, "0"));
    assert_eq!(shown(&list), ["b", "a", "c"]);
    list.remove(&id("b"));
    assert_eq!((list.len(), list.row(&id("b"))), (2, None));
    assert_eq!(shown(&list), ["a", "c"]);
}

#[test]
fn what_changes_rows_is_a_revision_and_what_looks_at_them_is_none() {
    let mut known = Vec::new();
    let mut is_new = |list: &List| {
        let is_new = !known.contains(&list.revision());
        known.push(list.revision());
        is_new
    };
    let mut list = list(&[row("b", "2"), row("a", "1")]);
    assert!(is_new(&list));
    search(&mut list, "2");
    sort_by(&mut list, Column::Name);
    list.filter_by(None);
    list.restart(2);
    assert!(!is_new(&list), "looked at, and asked for again");
    take(&mut list, &[row("b", "3")], Some("k"));
    assert!(is_new(&list), "read");
    list.put(&row("c", "4"));
    assert!(is_new(&list), "saved");
    list.remove(&id("c"));
    assert!(is_new(&list), "removed");
    take(&mut list, &[], None);
    assert!(is_new(&list), "gone in the meantime");
    let mut judged = begun();
    take(&mut judged, &[row("b", "2")], None);
    assert!(is_new(&judged), "another list");
    judged.judged_by(|_, _| Counts::default());
    assert!(is_new(&judged), "judged");
}

#[test]
fn what_was_saved_or_removed_while_the_list_is_read_is_not_undone_by_an_older_page() {
    let mut list = begun();
    take(&mut list, &[row("c", "3")], Some("k"));
    list.put(&row("b", "saved"));
    list.put(&row("n", "created"));
    list.remove(&id("a"));
    list.remove(&id("c"));
    assert_eq!(take(&mut list, &[row("b", "old"), row("a", "1")], None), Turn::Done);
    assert_eq!(shown(&list), ["n", "b"]);
    // The next reading knows better.
    list.restart(2);
    take(&mut list, &[row("b", "newer"), row("a", "1")], None);
    assert_eq!(shown(&list), ["a", "b"]);
    assert_eq!(list.row(&id("b")).unwrap().cell(Column::Name), "newer");
}

#[test]
fn a_second_reading_keeps_what_is_there_until_it_was_read_again() {
    let mut list = list(&[row("c", "3"), row("b", "2"), row("a", "1")]);
    search(&mut list, "x");
    sort_by(&mut list, Column::CallerId);
    list.restart(2);
    assert_eq!((&list.loading, list.len(), list.read(), list.read_at()), (&Loading::More, 3, 0, Some(1)));
    take(&mut list, &[row("d", "4"), row("c", "three")], Some("k"));
    assert_eq!(list.len(), 4, "what was not read again yet is still there");
    assert_eq!(take(&mut list, &[row("a", "1")], None), Turn::Done);
    let ids: Vec<_> = list.ids().iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["d", "c", "a"], "and goes where it did not come again");
    assert_eq!(list.row(&id("c")).unwrap().cell(Column::Name), "three");
    assert_eq!((list.read_at(), list.query().search.as_str()), (Some(2), "x"));
    assert_eq!(list.query().sort.column, Column::CallerId);
}

#[test]
fn a_reading_that_failed_or_was_stopped_goes_on_where_it_was() {
    let mut list = begun();
    let failed = |list: &mut List| list.answered(Err(Failure::Unreachable));
    assert_eq!(failed(&mut list), Turn::Wait(BACKOFF_MILLISECONDS[0]));
    assert_eq!(list.loading, Loading::Waiting(BACKOFF_MILLISECONDS[0]));
    take(&mut list, &[row("a", "1")], Some("k1"));
    while failed(&mut list) != Turn::Failed(Failure::Unreachable) {}
    assert_eq!((&list.loading, list.len()), (&Loading::Failed(Failure::Unreachable), 1));
    list.resume();
    assert_eq!((&list.loading, list.ask().start_key.as_deref()), (&Loading::More, Some("k1")));
    take(&mut list, &[row("b", "1")], Some("k2"));
    list.stop();
    assert_eq!(list.loading, Loading::Stopped);
    list.resume();
    assert_eq!(list.ask().start_key.as_deref(), Some("k2"));
    assert_eq!(take(&mut list, &[], None), Turn::Done);
}

#[test]
fn the_last_id_tells_about_how_many_there_are() {
    let mut list = begun();
    assert_eq!(list.about(), None);
    take(&mut list, &[row("ffff0000aa", "1"), row("c0000000bb", "2")], Some("k"));
    assert_eq!((list.read(), list.about()), (2, Some(8)));
    take(&mut list, &[row("80000000aa", "1"), row("7fffffffbb", "2")], Some("l"));
    assert_eq!((list.read(), list.about()), (4, Some(7)));
    // Rows count once they are in the list.
    let more: Vec<_> = (0..60).map(|number| row(&format!("7000{:04}cc", 1000 - number), "x")).collect();
    drop(list.receive(Ok(page(&more, Some("l")))));
    assert!(list.digest());
    assert_eq!((list.read(), list.about()), (4, Some(7)));
    while list.digest() {}
    assert_eq!(list.read(), 64);
    // Ids of another kind tell nothing.
    take(&mut list, &[row("not-hexadecimal", "1")], Some("m"));
    assert_eq!(list.about(), None);
    take(&mut list, &[row("5", "1")], Some("n"));
    assert_eq!(list.about(), None);
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
fn a_search_takes_words_in_any_order_over_all_columns() {
    let document = json!({"id": "0aff", "name": "Front Desk Köln Café Straße", "caller_id": "+1 555 010-0142", "fax_identity": "+1 555",
    "smtp_email_address": "ab12.fax.example", "fax_timezone": "Europe/Berlin", "smtp_permission_list": ["^boss@"],
    "notifications": {
        "inbound": {"email": {"send_to": ["first@x.example", "second@x.example"]}, "sms": {"send_to": "+4970"},
            "callback": {"url": "https://hook.example/a"}},
        "outbound": {"email": {"send_to": "out@x.example"}, "sms": {"send_to": ["+4980"]}}
    }});
    let mut list = list(&[document, row("b", "other")]);
    let mut check = |search: &str, found: bool| {
        self::search(&mut list, search);
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
        "koln",
        "cafe",
        "CAFÉ",
        "strasse",
        "STRAßE",
        "555 010",
        "5550100142",
        "+15550100",
        "(555)",
        "010-0142",
        "desk １",
        "https://hook",
        "second first",
        " desk  front ",
    ] {
        check(search, true);
    }
    for search in ["other", "front other", "deskfront", "front\u{0}", "5550199", "+555", "strase"] {
        check(search, false);
    }
}

#[test]
fn a_short_number_beside_words_begins_a_number_where_one_does() {
    let document = |id: &str, name: &str| json!({"id": id, "name": name, "caller_id": "+15550012312", "smtp_email_address": "70a8c@room.12.example"});
    let mut list =
        list(&[document("c", "Room 12"), document("b", "ROOM-123b"), document("a", "Room 4, West 9th")]);
    for (search, found) in [
        ("room 12", &["c", "b"] as &[_]),
        ("12 room", &["c", "b"]),
        ("room 123", &["b"]),
        ("room 4", &["a"]),
        ("9 west 4", &["a"]),
        // Nowhere does a number begin so.
        ("west 12", &["a"]),
        ("2312 west", &["a"]),
        ("room 23", &["c", "a", "b"]),
        ("room 31", &["c", "a", "b"]),
        ("room 70", &["c", "a", "b"]),
        ("room 6", &[]),
        // Alone, or too long for a short one, it is anywhere.
        ("12", &["c", "a", "b"]),
        ("12 55", &["c", "a", "b"]),
        ("room 12312", &["c", "a", "b"]),
        ("room 012312", &["c", "a", "b"]),
        ("room 00012", &[]),
        ("west +15", &["a"]),
        ("room.12", &["c", "a", "b"]),
    ] {
        self::search(&mut list, search);
        assert_eq!(shown(&list), found, "{search:?}");
        let finds = |row: &&ListRow| list.search().finds(row);
        assert_eq!(list.rows().iter().filter(finds).count(), found.len(), "{search:?}");
    }
}

#[test]
fn a_column_is_sorted_one_way_and_then_the_other() {
    let mut list = list(&[row("d", "beta"), row("c", "Alpha"), row("b", "beta"), row("a", "")]);
    assert_eq!(list.query().sort, Sort { column: Column::Name, direction: Direction::Ascending });
    // Equal ones stay as they came, empty ones come last both ways.
    assert_eq!(shown(&list), ["c", "d", "b", "a"]);
    sort_by(&mut list, Column::Name);
    assert_eq!(list.query().sort.direction, Direction::Descending);
    assert_eq!(shown(&list), ["d", "b", "c", "a"]);
    sort_by(&mut list, Column::Name);
    assert_eq!(list.query().sort.direction, Direction::Ascending);
    sort_by(&mut list, Column::Name);
    sort_by(&mut list, Column::CallerId);
    assert_eq!(list.query().sort, Sort { column: Column::CallerId, direction: Direction::Ascending });
}

#[test]
fn numbers_are_sorted_as_numbers() {
    let retries = |id: &str, retries: Value| json!({"id": id, "name": "x", "retries": retries});
    let mut list =
        list(&[retries("a", json!(10)), retries("b", json!(9)), retries("c", json!("3")), row("d", "x")]);
    sort_by(&mut list, Column::Retries);
    assert_eq!(shown(&list), ["c", "b", "a", "d"]);
    sort_by(&mut list, Column::Retries);
    assert_eq!(shown(&list), ["a", "b", "c", "d"]);
}

#[test]
fn what_needs_attention_comes_first() {
    let recipient = json!({"inbound": {"email": {"send_to": ["a@b.example"]}}});
    let rules = json!(["^a@b\\.example$"]);
    let sound = json!({"id": "a", "name": "x", "fax_header": "x", "notifications": recipient, "smtp_permission_list": rules});
    let odd = json!({"id": "b", "name": "x", "notifications": recipient, "smtp_permission_list": rules});
    let wrong = json!({"id": "c", "name": "", "fax_header": "x", "notifications": recipient, "smtp_permission_list": rules});
    let mut list = list(&[sound, odd, wrong]);
    sort_by(&mut list, Column::Problems);
    assert_eq!(shown(&list), ["c", "b", "a"]);
    let counts = list.shown().map(|row| row.counts.unwrap());
    let counts: Vec<_> = counts.map(|counts| (counts.errors, counts.warnings)).collect();
    assert_eq!(counts, [(1, 0), (0, 1), (0, 0)]);
}

#[test]
fn what_came_before_its_judge_is_counted_once_the_judge_is_there() {
    let mut list = begun();
    take(&mut list, &[json!({"id": "a"}), json!({"id": "b", "name": "x"})], None);
    assert!(list.shown().all(|row| row.counts.is_none()));
    list.judged_by(|document, _| Counts {
        errors: usize::from(document.get("name").is_none()),
        ..Counts::default()
    });
    list.put(&json!({"id": "c"}));
    let errors = |id| list.row(&FaxboxId::parse(id).unwrap()).unwrap().counts.unwrap().errors;
    assert_eq!([errors("a"), errors("b"), errors("c")], [1, 0, 1]);
}

/// A list in the midst of a page of more rows than are made in one piece.
fn in_the_midst(rows: usize) -> (List, Turn) {
    let mut list = begun();
    let rows: Vec<_> = (0..rows).rev().map(|number| row(&format!("{number:04}"), "older")).collect();
    let turn = list.receive(Ok(page(&rows, None)));
    assert!(list.digest(), "a page in one piece");
    (list, turn)
}

#[test]
fn what_happens_in_the_midst_of_a_page_is_as_if_all_of_it_had_come() {
    let count = 120;
    let end = |mut list: List, turn: Turn| {
        while list.digest() {}
        while list.order_names() {}
        list.settle(&turn);
        list
    };
    let find =
        |list: &List, number: usize| list.row(&FaxboxId::parse(&format!("{number:04}")).unwrap()).cloned();

    let (mut list, turn) = in_the_midst(count);
    list.judged_by(|_, _| Counts { errors: 1, ..Counts::default() });
    let list = end(list, turn);
    assert_eq!(list.len(), count);
    assert!(list.shown().all(|row| row.counts.is_some_and(|counts| counts.errors == 1)));

    // What was made into rows already, and what was not.
    for number in [count - 1, 0] {
        let (mut list, turn) = in_the_midst(count);
        list.put(&row(&format!("{number:04}"), "saved"));
        let list = end(list, turn);
        assert_eq!(find(&list, number).unwrap().cell(Column::Name), "saved");
        assert_eq!(list.len(), count);

        let (mut list, turn) = in_the_midst(count);
        list.remove(&FaxboxId::parse(&format!("{number:04}")).unwrap());
        let list = end(list, turn);
        assert_eq!((find(&list, number), list.len()), (None, count - 1));
    }

    // Who stops there and goes on may have the next page before all was made of this one.
    let (mut list, _) = in_the_midst(count);
    list.stop();
    list.resume();
    let turn = list.receive(Ok(page(&[row("zzzz", "next")], None)));
    assert_eq!(end(list, turn).len(), count + 1);

    let (mut list, _) = in_the_midst(count);
    list.restart(2);
    assert_eq!(take(&mut list, &[row("0001", "newer")], None), Turn::Done);
    assert_eq!((list.len(), find(&list, 1).unwrap().cell(Column::Name)), (1, "newer"));
}

#[test]
fn each_column_shows_its_part_of_the_document() {
    let check = |document: Value, expected: &[(Column, &str)]| {
        let list = list(&[document]);
        let rows = list.rows();
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
    let more = list(&[
        json!({"id": "a", "notifications": {"inbound": {"email": {"send_to": ["a", "b", "c"]}, "sms": {"send_to": "1"}}}}),
    ]);
    let columns = [Column::Inbound, Column::Outbound, Column::Name];
    assert_eq!(columns.map(|column| more.rows()[0].more(column)), [3, 0, 0]);
}

#[test]
fn a_row_keeps_the_parts_that_filters_ask_for() {
    let list = list(&[json!({"id": "a", "name": "two\nlines", "smtp_permission_list": ["^a@", "", "x\ny"],
        "notifications": {"inbound": {"callback": {"url": "http://h.example/x"}, "sms": {"send_to": "+1 5"}}}})]);
    let row = list.row(&id("a")).unwrap();
    assert_eq!(row.part(Part::Name), "two\nlines");
    assert_eq!(row.items(Part::Rules).collect::<Vec<_>>(), ["^a@", "", "x\ny"]);
    assert_eq!(row.items(Part::InboundEmail).count(), 0);
    assert_eq!(row.part(Part::InboundCallback), "http://h.example/x");
    assert_eq!(row.items(Part::InboundSms).collect::<Vec<_>>(), ["+1 5"]);
    assert_eq!(row.items(Part::Digits).collect::<Vec<_>>(), ["+15"]);
    assert_eq!((row.part(Part::OwnDomain), row.generated_address()), ("", None));
}

#[test]
fn filters_let_pass_what_they_want() {
    let mut list = list(&[row("c", "x"), row("b", "y"), row("a", "x")]);
    list.filter_by(Some(Arc::new(|row| row.cell(Column::Name) == "x")));
    assert_eq!(shown(&list), ["c", "a"]);
    search(&mut list, "c");
    assert_eq!(shown(&list), ["c"]);
    search(&mut list, "");
    list.filter_by(None);
    assert_eq!(shown(&list), ["c", "a", "b"]);
}

#[test]
fn telephone_numbers_are_sorted_by_their_digits_and_machine_names_without_regard_to_capitals() {
    let number =
        |id: &str, number: &str| json!({"id": id, "name": "x", "caller_id": number, "fax_timezone": number});
    let mut list = list(&[
        number("e", "+1 (555) 010-0142"),
        number("d", "+15550100141"),
        number("c", "+1 555 0100143"),
        number("b", ""),
        number("a", "+1"),
    ]);
    sort_by(&mut list, Column::CallerId);
    assert_eq!(shown(&list), ["a", "d", "e", "c", "b"]);
    let zone = |id: &str, zone: &str| json!({"id": id, "fax_timezone": zone});
    let mut list = self::list(&[
        zone("e", "America/New_York"),
        zone("d", "america/chicago"),
        zone("c", "UTC"),
        zone("b", "America/New_Yorks"),
    ]);
    sort_by(&mut list, Column::TimeZone);
    assert_eq!(shown(&list), ["d", "e", "b", "c"]);
    sort_by(&mut list, Column::TimeZone);
    assert_eq!(shown(&list), ["c", "b", "e", "d"]);
}

#[test]
fn a_way_to_look_at_the_list_is_an_address_and_leads_back() {
    let check = |hash: &str, query: &Query| {
        assert_eq!(Query::parse(hash, str::to_owned), *query, "{hash}");
        assert_eq!(query.suffix(str::to_owned), hash.trim_start_matches("#/faxboxes"));
    };
    check("#/faxboxes", &Query::default());
    let sort = |column, direction| Sort { column, direction };
    check("?search=front desk", &Query { search: "front desk".to_owned(), ..Query::default() });
    check("?sort=-name", &Query { sort: sort(Column::Name, Direction::Descending), ..Query::default() });
    check("?sort=retries", &Query { sort: sort(Column::Retries, Direction::Ascending), ..Query::default() });
    let columns = Columns::NAME.with(Column::CallerId).with(Column::Problems).with(Column::Retries);
    check("?columns=name,caller_id,retries,problems", &Query { columns: Some(columns), ..Query::default() });
    check("?columns=name", &Query { columns: Some(Columns::NAME.without(Column::Name)), ..Query::default() });
    check(
        "#/faxboxes?search=x&sort=-problems&columns=name,caller_id&problems=any&zone=UTC",
        &Query {
            search: "x".to_owned(),
            sort: sort(Column::Problems, Direction::Descending),
            columns: Some(columns.without(Column::Retries).without(Column::Problems)),
            filters: "problems=any&zone=UTC".to_owned(),
        },
    );
    for (odd, read) in
        [("?sort=nonsense&&search=", ""), ("?columns=nonsense", "?columns=name"), ("#/faxboxes?", "")]
    {
        assert_eq!(Query::parse(odd, str::to_owned).suffix(str::to_owned), read, "{odd}");
    }
    for column in Column::ALL {
        assert_eq!(Column::called(column.key()), Some(*column));
    }
}

proptest! {
    #[test]
    fn the_lists_own_sort_is_that_of_the_standard_library(keys in vec(0_u8..8, 0..200)) {
        let mut expected: Vec<_> = (0..keys.len()).collect();
        expected.sort_by_key(|place| keys[*place]);
        let places = (0..keys.len()).collect();
        prop_assert_eq!(sorted(places, &|a, b| keys[a].cmp(&keys[b])), expected);
    }

    /// Wherever it stands in a row, between whatever other signs, and in either case.
    #[test]
    fn a_word_is_found_where_plain_comparing_finds_it(typed in "[A-Za-z&?_@`~]{1,3}", names in vec("[ -/:-~]{0,30}", 0..12)) {
        let numbered = |(index, name): (usize, &String)| json!({"id": format!("{index:02}"), "name": name});
        let rows: Vec<_> = names.iter().enumerate().map(numbered).collect();
        let mut found = list(&rows);
        search(&mut found, &typed);
        let has = |name: &String| name.to_uppercase().contains(&typed.to_uppercase());
        let expected = names.iter().enumerate().filter(|(_, name)| has(name)).map(|(index, _)| format!("{index:02}"));
        let mut found = shown(&found);
        found.sort_unstable();
        prop_assert_eq!(found, expected.collect::<Vec<_>>());
    }

    /// What is typed letter by letter finds what the same text finds at once.
    #[test]
    fn a_search_that_grows_finds_what_it_would_find_at_once(typed in "[a-b1 +(-]{0,9}", names in vec("[a-cA-C1 (.-]{0,5}", 0..12)) {
        let numbered = |(index, name): (usize, &String)| json!({"id": format!("{index:02}"), "name": name, "caller_id": name});
        let rows: Vec<_> = names.iter().enumerate().map(numbered).collect();
        let (mut grown, mut at_once) = (list(&rows), list(&rows));
        for end in 0..=typed.len() {
            search(&mut grown, typed.get(..end).unwrap());
        }
        search(&mut at_once, "z");
        search(&mut at_once, &typed);
        prop_assert_eq!(shown(&grown), shown(&at_once));
    }

    /// Pages in any order with repeated and renamed rows, saves and removals between them: the list is what a plain map is.
    #[test]
    fn a_list_of_many_pages_is_in_order_whatever_came(
        moves in vec((0_u8..6, vec((0_u8..40, 0_u8..9), 0..12)), 0..20),
        column in select(Column::ALL),
    ) {
        let mut list = begun();
        list.look(Query { sort: Sort { column, ..Sort::default() }, ..Query::default() });
        let mut expected: BTreeMap<Reverse<String>, String> = BTreeMap::new();
        let mut key = 0;
        for (kind, rows) in moves {
            let rows: Vec<_> = rows.into_iter().map(|(id, name)| (format!("{id:02}"), format!("n{name}"))).collect();
            match (kind, rows.first()) {
                (0, Some((gone, _))) => {
                    list.remove(&id(gone));
                    expected.remove(&Reverse(gone.clone()));
                    list.restart(0);
                }
                (1, Some((saved, name))) => {
                    list.put(&row(saved, name));
                    expected.insert(Reverse(saved.clone()), name.clone());
                    list.restart(0);
                }
                _ => {
                    key += 1;
                    let documents: Vec<_> = rows.iter().map(|(id, name)| row(id, name)).collect();
                    take(&mut list, &documents, Some(&format!("k{key}")));
                    expected.extend(rows.into_iter().map(|(id, name)| (Reverse(id), name)));
                }
            }
        }
        let ids: Vec<_> = list.ids().iter().map(ToString::to_string).collect();
        prop_assert_eq!(&ids, &expected.keys().map(|id| id.0.clone()).collect::<Vec<_>>());
        let names: Vec<_> = list.shown().map(|row| row.cell(Column::Name).to_owned()).collect();
        if column == Column::Name {
            let mut ordered: Vec<_> = expected.values().cloned().collect();
            ordered.sort();
            prop_assert_eq!(names, ordered);
        } else {
            prop_assert_eq!(names, expected.values().cloned().collect::<Vec<_>>());
        }
    }
}
