//! Documents as rows of a file and back, what a file would do, and what a change would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use common::{document, field, json as any_json};
use faxbox_admin::{
    api::json,
    domain::FaxboxId,
    form::{
        Fault, Field, Problem, csv,
        edit::{Change, Edit, changes},
        table::{self, NotJson},
        value::same,
    },
    state::{
        DryRun, FILE_MAX_BYTES, FILE_MAX_ROWS, FileError, Format, Issue, Proposal, Totals, Work, export,
        file_name, of_edit, of_file, of_removal, read_file,
    },
};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Value, json};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn everything_is_known(_: &str) -> bool {
    true
}

fn id(text: &str) -> FaxboxId {
    FaxboxId::parse(text).unwrap()
}

fn import(documents: &[Value], text: &str) -> DryRun {
    of_file(documents, &read_file(text.as_bytes()).unwrap(), everything_is_known)
}

#[test]
fn a_value_has_a_spelling_of_its_own() {
    let check = |field: Field, value: Option<Value>, cell: &str| {
        assert_eq!(table::cell(field, value.as_ref()), cell);
        assert_eq!(table::value(field, cell, json::read), Ok(value), "{cell}");
    };
    check(Field::Name, None, "");
    check(Field::Name, Some(json!("Sales")), "Sales");
    check(Field::Name, Some(json!("")), "json:\"\"");
    check(Field::Name, Some(json!(5)), "json:5");
    check(Field::Name, Some(json!("json:x")), "json:\"json:x\"");
    check(Field::Name, Some(Value::Null), "json:null");
    check(Field::Retries, Some(json!(2)), "2");
    check(Field::Retries, Some(json!("2")), "json:\"2\"");
    check(Field::FaxOption, Some(json!(true)), "true");
    check(Field::FaxOption, Some(json!("true")), "json:\"true\"");
    check(Field::InboundEmail, Some(json!(["a@b.example"])), "a@b.example");
    check(Field::InboundEmail, Some(json!(["a@b.example", "c@d.example"])), "a@b.example; c@d.example");
    check(Field::InboundEmail, Some(json!("a@b.example")), "json:\"a@b.example\"");
    check(Field::InboundEmail, Some(json!([])), "json:[]");
    check(Field::SmtpPermissionList, Some(json!(["a;b"])), "json:[\"a;b\"]");
    check(Field::SmtpPermissionList, Some(json!([" a", ""])), "json:[\" a\",\"\"]");
}

#[test]
fn a_cell_is_read_as_people_and_spreadsheets_write_it() {
    let check = |field: Field, cell: &str, expected: Result<Option<Value>, NotJson>| {
        assert_eq!(table::value(field, cell, json::read), expected, "{cell}");
    };
    check(Field::FaxOption, "TRUE", Ok(Some(json!(true))));
    check(Field::FaxOption, "Falsch", Ok(Some(json!("Falsch"))));
    check(Field::Retries, "two", Ok(Some(json!("two"))));
    check(Field::InboundEmail, "a@b.example;c@d.example;", Ok(Some(json!(["a@b.example", "c@d.example"]))));
    check(Field::InboundEmail, "a@b.example\r\nc@d.example", Ok(Some(json!(["a@b.example", "c@d.example"]))));
    check(Field::Name, "json:[1", Err(NotJson));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_stands_at_a_field_survives_its_cell(field in field(), value in option::of(any_json())) {
        let mut writer = csv::Writer::default();
        writer.record([table::cell(field, value.as_ref()).as_str(), "x"]);
        let read = csv::read(&writer.finish()).unwrap();
        prop_assert_eq!(table::value(field, read[0].cell(0), json::read), Ok(value));
    }

    #[test]
    fn an_export_imported_again_changes_nothing(documents in vec(document(), 1..6)) {
        let documents: Vec<_> = documents.into_iter().enumerate().map(|(index, mut document)| {
            document["id"] = json!(format!("b{index}"));
            document
        }).collect();
        for format in [Format::Csv, Format::Json] {
            let run = import(&documents, &export(&documents, format));
            let totals = Totals { same: documents.len(), ..Totals::default() };
            prop_assert_eq!(run.totals(), totals, "{:?}", run);
        }
    }

    #[test]
    fn a_json_export_keeps_every_digit_and_every_key(documents in vec(document(), 1..4)) {
        let text = export(&documents, Format::Json);
        prop_assert_eq!(json::read(&text), Some(Value::Array(documents)));
    }

    #[test]
    fn an_edit_made_twice_is_made_once(document in document(), edit in edits()) {
        let once = edit.apply(&document);
        prop_assert_eq!(edit.apply(&once), once);
    }

    #[test]
    fn an_edit_touches_its_fields_alone(document in document(), edit in edits()) {
        for Change { path, .. } in changes(&document, &edit.apply(&document)) {
            let near = |field: &&Field| field.path().starts_with(&path) || path.starts_with(field.path());
            prop_assert!(Field::ALL.iter().any(|field| near(&field)), "{}", path);
        }
    }

    #[test]
    fn what_differs_is_told_and_nothing_else(document in document(), edit in edits()) {
        let after = edit.apply(&document);
        prop_assert_eq!(changes(&document, &after).is_empty(), same(&document, &after));
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    let list = proptest::sample::select(faxbox_admin::form::edit::lists().collect::<Vec<_>>());
    let address = proptest::sample::select(vec!["a@b.example", "A@b.example", "x", "nobody"]);
    let address = move || address.clone().prop_map(str::to_owned);
    prop_oneof![
        (field(), option::of(any_json())).prop_map(|(field, value)| Edit::Set(vec![(field, value)])),
        (list.clone(), address()).prop_map(|(field, item)| Edit::Add(field, item)),
        (list, address()).prop_map(|(field, item)| Edit::Remove(field, item)),
        // What comes must not be what goes: to swap to and fro is not to do once.
        address().prop_map(|from| Edit::Replace { from, to: "new@b.example".to_owned() }),
        address().prop_map(Edit::MakeExact),
    ]
}

#[test]
fn edits_do_what_they_say() {
    let check = |edit: Edit, before: Value, after: Value| assert_eq!(edit.apply(&before), after, "{edit:?}");
    let inbound =
        |send_to: Value| json!({ "notifications": { "inbound": { "email": { "send_to": send_to } } } });
    let add = |item: &str| Edit::Add(Field::InboundEmail, item.to_owned());
    let remove = |item: &str| Edit::Remove(Field::InboundEmail, item.to_owned());
    let replace = || Edit::Replace { from: "old@a.example".to_owned(), to: "new@a.example".to_owned() };

    check(
        Edit::Set(vec![(Field::Retries, Some(json!(3)))]),
        json!({ "retries": 1 }),
        json!({ "retries": 3 }),
    );
    // As it is spelled where it means the same.
    check(
        Edit::Set(vec![(Field::Retries, Some(json!(3)))]),
        json!({ "retries": 3.0 }),
        json!({ "retries": 3.0 }),
    );
    check(Edit::Set(vec![(Field::FaxOption, None)]), json!({ "media": { "fax_option": true } }), json!({}));
    check(add("b@a.example"), json!({}), inbound(json!(["b@a.example"])));
    check(add("b@a.example"), inbound(json!("c@a.example")), inbound(json!(["c@a.example", "b@a.example"])));
    check(add("b@a.example"), inbound(json!(["B@A.example"])), inbound(json!(["B@A.example"])));
    check(
        remove("b@a.example"),
        inbound(json!(["x@a.example", "B@a.example"])),
        inbound(json!(["x@a.example"])),
    );
    check(remove("b@a.example"), inbound(json!(["b@a.example"])), inbound(json!([])));
    check(remove("b@a.example"), inbound(json!("b@a.example")), json!({}));
    check(replace(), inbound(json!("old@a.example")), inbound(json!("new@a.example")));
    // In its place, once.
    check(
        replace(),
        inbound(json!(["a@a.example", "old@a.example", "z@a.example"])),
        inbound(json!(["a@a.example", "new@a.example", "z@a.example"])),
    );
    check(replace(), inbound(json!(["old@a.example", "new@a.example"])), inbound(json!(["new@a.example"])));
    check(
        replace(),
        json!({ "smtp_permission_list": ["old@a.example", "^old@a\\.example$", "old@a.example.evil"] }),
        json!({ "smtp_permission_list": ["new@a.example", "^new@a\\.example$", "old@a.example.evil"] }),
    );
    check(
        Edit::MakeExact("john@acme.com".to_owned()),
        json!({ "smtp_permission_list": ["john@acme.com", "x", "john@acme.com"] }),
        json!({ "smtp_permission_list": ["^john@acme\\.com$", "x"] }),
    );
    check(
        Edit::MakeExact("john@acme.com".to_owned()),
        json!({ "smtp_permission_list": "john@acme.com" }),
        json!({ "smtp_permission_list": ["^john@acme\\.com$"] }),
    );
}

fn account() -> Vec<Value> {
    vec![
        json!({ "id": "b1", "name": "Sales", "retries": 1, "caller_id": "+1555", "attempts": 2, "flags": ["vip"] }),
        json!({ "id": "b2", "name": "Twin", "custom_smtp_email_address": "fax.acme.example" }),
        json!({ "id": "b3", "name": "Twin" }),
    ]
}

/// What a file says of each row: what would be sent, and what is told.
fn verdicts(text: &str) -> Vec<(Option<&'static str>, Vec<Issue>)> {
    let what = |row: &Proposal| match &row.work {
        Some(Work::Create(_)) => Some("create"),
        Some(_) => Some("change"),
        None => None,
    };
    // Told of every faxbox here, and of no interest.
    let usual = |issue: &&Issue| {
        matches!(issue, Issue::Problem(Problem { fault: Fault::NobodyTold | Fault::DefaultHeader, .. }))
    };
    let told = |row: &Proposal| row.issues.iter().filter(|issue| !usual(issue)).cloned().collect();
    import(&account(), text).rows.iter().map(|row| (what(row), told(row))).collect()
}

#[test]
fn a_row_is_matched_by_its_id_else_by_its_name_if_that_is_unique() {
    let check = |text: &str, expected: &[(Option<&'static str>, Vec<Issue>)]| {
        assert_eq!(verdicts(text), expected, "{text}");
    };
    check("id,retries\nb1,2\n", &[(Some("change"), vec![])]);
    check("id,name\nb1,Renamed\n", &[(Some("change"), vec![])]);
    check("name,retries\nSales,2\n", &[(Some("change"), vec![])]);
    check("id,name,retries\nelsewhere,Sales,2\n", &[(Some("change"), vec![Issue::FoundByName])]);
    check("name,retries\nTwin,2\n", &[(None, vec![Issue::SeveralOfThisName(2)])]);
    check("id,name,retries\nb3,Twin,2\n", &[(Some("change"), vec![])]);
    check("name,retries\nNew,2\n", &[(Some("create"), vec![])]);
    check("id,name\nelsewhere,New\n", &[(Some("create"), vec![Issue::NewId])]);
    check("id,retries\nb1,2\nb1,3\n", &[(Some("change"), vec![]), (None, vec![Issue::Twice { first: 2 }])]);
    // A missing column leaves a field alone, an empty cell takes it out.
    check("id,name\nb1,\n", &[(None, vec![Issue::Problem(Problem::new("name", Fault::Required))])]);
    check("id,caller_id\nb1,\n", &[(Some("change"), vec![])]);
    check("id\nb1\n", &[(None, vec![])]);
    // What the server counts is nobody's to import.
    check("id,attempts\nb1,0\n", &[(None, vec![])]);
    check(
        "caller_id\n1\n",
        &[(
            None,
            vec![
                Issue::Problem(Problem::new("name", Fault::Required)),
                Issue::Problem(Problem::new(
                    "caller_id",
                    Fault::NumberOdd(faxbox_admin::domain::CallerIdOddity::NotE164),
                )),
            ],
        )],
    );
    check("id,caller_name\nb1,json:[\n", &[(None, vec![Issue::NotJson("caller_name")])]);
    check(
        "id,custom_smtp_email_address\nb1,fax.acme.example\n",
        &[(None, vec![Issue::DomainTaken { by: "Twin".to_owned() }])],
    );
    // The one that has it gives it up in the same file.
    check(
        "id,custom_smtp_email_address\nb2,\nb1,fax.acme.example\n",
        &[(Some("change"), vec![]), (Some("change"), vec![])],
    );
}

#[test]
fn a_row_with_an_error_is_not_sent_and_says_where() {
    let run =
        import(&account(), "id,retries,notifications.inbound.email.send_to\nb1,many,a@@b; ok@a.example\n");
    let row = &run.rows[0];
    assert_eq!((row.number, &row.work), (Some(2), &None));
    let stops: Vec<_> = row.issues.iter().filter(|issue| issue.stops()).collect();
    let paths = ["retries", "notifications.inbound.email.send_to.0"];
    assert_eq!(stops.len(), 2);
    for (issue, path) in stops.iter().zip(paths) {
        assert!(matches!(issue, Issue::Problem(problem) if problem.path == path), "{issue:?}");
    }
}

#[test]
fn a_change_of_cells_wants_nothing_but_what_differs() {
    let run = import(&account(), "id,name,retries\nb1,Sales,2\n");
    assert_eq!(run.rows[0].work, Some(Work::Apply(Edit::Set(vec![(Field::Retries, Some(json!(2)))]))));
    assert_eq!(
        run.rows[0].changes,
        [Change { path: "retries".to_owned(), before: Some(json!(1)), after: Some(json!(2)) }]
    );
}

#[test]
fn a_json_document_is_wanted_whole_but_for_what_the_system_keeps() {
    let text = r#"[{ "id": "b1", "name": "Sales", "attempts": 0, "big": 12345678901234567890123, "_read_only": {} }]"#;
    let run = import(&account(), text);
    let Some(Work::Reach { mine, .. }) = &run.rows[0].work else { unreachable!("{run:?}") };
    assert_eq!(mine.to_string(), r#"{"name":"Sales","attempts":2,"big":12345678901234567890123}"#);
    // A new one is sent without what it was counted to elsewhere.
    let run = import(&account(), r#"{ "name": "New", "attempts": 3 }"#);
    assert_eq!(run.rows[0].work, Some(Work::Create(json!({ "name": "New" }))));
}

#[test]
fn files_that_cannot_be_imported_say_why() {
    let check = |bytes: &[u8], expected: FileError| assert_eq!(read_file(bytes), Err(expected));
    check(b"", FileError::Empty);
    check(b"name\n", FileError::Empty);
    check(b"[]", FileError::Empty);
    check(b"a,b\n1,2\n", FileError::NoColumns);
    check(b"name,name\n1,2\n", FileError::TwoColumns { heading: "name".to_owned() });
    check(b"name\n\"x\n", FileError::OpenQuote { line: 2 });
    check(b"name\nB\xfcro\n", FileError::NotUtf8 { line: 2 });
    check(b"[{\"name\":", FileError::NotJson);
    check(b"[1]", FileError::NoDocuments);
    let rows = |count: usize| format!("name\n{}", "x\n".repeat(count));
    assert_eq!(read_file(rows(FILE_MAX_ROWS).as_bytes()).map(|file| file.rows.len()), Ok(FILE_MAX_ROWS));
    check(rows(FILE_MAX_ROWS + 1).as_bytes(), FileError::TooManyRows { rows: FILE_MAX_ROWS + 1 });
    // Read, and found to be no text: no file of that size need be made sense of here.
    let mut large = vec![0xff; FILE_MAX_BYTES];
    check(&large, FileError::NotUtf8 { line: 1 });
    large.push(0xff);
    check(&large, FileError::TooLarge { bytes: FILE_MAX_BYTES + 1 });
}

#[test]
fn utf_16_and_the_answer_of_a_server_are_read() {
    let wide: Vec<u8> =
        "\u{feff}name\tretries\r\nBüro\t2\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_file(&wide).unwrap().rows[0].name(), Some("Büro"));
    let answer = br#"{ "data": [{ "name": "A" }, { "name": "B" }], "status": "success" }"#;
    assert_eq!(read_file(answer).unwrap().rows.len(), 2);
}

#[test]
fn columns_that_mean_nothing_are_told_and_nameless_ones_are_not() {
    let run = import(&account(), "id,retries,Comment,,\nb1,2,hello,,\n");
    assert_eq!(run.unknown, ["Comment"]);
    assert_eq!(run.totals(), Totals { changes: 1, ..Totals::default() });
}

#[test]
fn a_change_skips_those_that_are_so_and_those_that_are_gone() {
    let edit = Edit::Set(vec![(Field::Retries, Some(json!(1)))]);
    let run = of_edit(&account(), &[id("b1"), id("b2"), id("gone")], &edit, everything_is_known);
    assert_eq!(run.totals(), Totals { changes: 1, same: 1, stopped: 1, ..Totals::default() });
    assert_eq!(run.items().len(), 1);
    // One mail domain for several: the second would be refused.
    let edit = Edit::Set(vec![(Field::CustomSmtpEmailAddress, Some(json!("new.acme.example")))]);
    let run = of_edit(&account(), &[id("b1"), id("b3")], &edit, everything_is_known);
    assert_eq!(run.totals(), Totals { changes: 1, stopped: 1, ..Totals::default() });
}

#[test]
fn a_removal_knows_what_it_removes() {
    let run = of_removal(&account(), &[id("b1"), id("gone")]);
    assert_eq!(run.rows[0].work, Some(Work::Remove { seen: account()[0].clone() }));
    assert_eq!(run.totals(), Totals { changes: 1, stopped: 1, ..Totals::default() });
}

#[test]
fn a_file_is_named_after_the_account_and_the_day() {
    let check = |account: &str, expected: &str| {
        assert_eq!(file_name("faxboxes", account, "2026-11-24", Format::Csv), expected);
    };
    check("Acme Logistics", "faxboxes-Acme-Logistics-2026-11-24.csv");
    check("../Büro: Süd/", "faxboxes-Büro-Süd-2026-11-24.csv");
}
