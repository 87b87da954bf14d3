//! The draft: what stands in the controls, what results from it, and which row a problem is shown at.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::form::{Draft, Entry, Fault, Field, ListForm, Place, Row, Standing, place_of, unknown};
use serde_json::{Value, json};

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Opens `opened`, makes the edit, and compares the resulting document and the changed fields.
#[track_caller]
fn check(opened: &str, edit: impl FnOnce(&mut Draft), expected: &str, changes: &[Field]) {
    let opened = document(opened);
    let mut draft = Draft::read(&opened);
    edit(&mut draft);
    assert_eq!(draft.document(&opened).to_string(), document(expected).to_string());
    assert_eq!(draft.changes(), changes);
}

#[track_caller]
fn unchanged(opened: &str, edit: impl FnOnce(&mut Draft)) {
    check(opened, edit, opened, &[]);
}

const TEXT_RECIPIENT: &str =
    r#"{"name":"x","notifications":{"inbound":{"email":{"send_to":"a@b.example"}}}}"#;
const BIG: &str = r#"{"name":"x","n":123456789012345678901234567890,"f":1.10,"e":1E+2,"a.b":{"c.d":null},"_x":1,"pvt_x":2}"#;

#[test]
fn what_is_not_touched_stays_as_it_is() {
    for opened in [
        BIG,
        TEXT_RECIPIENT,
        "{}",
        r#"{"retries":1.0}"#,
        r#"{"retries":"2","name":5,"media":"x","notifications":{"inbound":[]}}"#,
        r#"{"caller_id":null,"smtp_permission_list":{"x":[]},"attempts":99999999999999999999}"#,
        r#"{"smtp_permission_list":["",1,null,["a"]],"media":{},"notifications":{"inbound":{"email":{}}}}"#,
        r#"{"media.fax_option":true,"notifications.inbound.email.send_to":["x"]}"#,
    ] {
        unchanged(opened, |_| ());
    }
}

#[test]
fn an_edit_changes_its_field_alone_even_beside_big_numbers_and_keys_with_dots() {
    let edit = |draft: &mut Draft| draft.type_text(Field::Name, "y".to_owned());
    check(BIG, edit, &BIG.replace(r#""name":"x""#, r#""name":"y""#), &[Field::Name]);
}

#[test]
fn what_is_typed_back_is_no_change() {
    let retype = |field: Field, text: &str| {
        let text = text.to_owned();
        move |draft: &mut Draft| {
            draft.type_text(field, "9".to_owned());
            draft.type_text(field, text);
        }
    };
    unchanged(r#"{"name":"x"}"#, retype(Field::Name, "x"));
    unchanged(r#"{"name":"x"}"#, retype(Field::CallerId, ""));
    unchanged(r#"{"retries":1}"#, retype(Field::Retries, "1"));
    unchanged(r#"{"retries":1.0}"#, retype(Field::Retries, "1.0"));
    unchanged(r#"{"retries":1.0}"#, retype(Field::Retries, "1"));
    unchanged(r#"{"retries":"2"}"#, retype(Field::Retries, "2"));
    unchanged(r#"{"retries":99999999999999999999}"#, retype(Field::Retries, "99999999999999999999"));
    unchanged(r#"{"caller_id":""}"#, retype(Field::CallerId, ""));
    unchanged(TEXT_RECIPIENT, |draft| {
        draft.type_row(Field::InboundEmail, 0, "c@d.example".to_owned());
        draft.type_row(Field::InboundEmail, 0, "a@b.example".to_owned());
    });
    unchanged(TEXT_RECIPIENT, |draft| {
        draft.add_row(Field::InboundEmail);
    });
    unchanged(r#"{"media":{"fax_option":true}}"#, |draft| {
        draft.set_flag(Field::FaxOption, None);
        draft.set_flag(Field::FaxOption, Some(true));
    });
}

#[test]
fn put_back_forgets_the_edit() {
    unchanged(r#"{"name":5,"retries":"2"}"#, |draft| {
        for field in [Field::Name, Field::Retries, Field::CallerId] {
            draft.type_text(field, "y".to_owned());
            draft.put_back(field);
        }
    });
    unchanged(TEXT_RECIPIENT, |draft| {
        draft.paste_rows(Field::InboundEmail, 0, vec!["x".to_owned(), "y".to_owned()]);
        draft.put_back(Field::InboundEmail);
    });
}

#[test]
fn a_cleared_text_is_taken_out_and_an_empty_one_that_was_opened_stays() {
    let clear = |field| move |draft: &mut Draft| draft.type_text(field, String::new());
    check(r#"{"name":"x","caller_id":"1"}"#, clear(Field::CallerId), r#"{"name":"x"}"#, &[Field::CallerId]);
    check(r#"{"retries":3}"#, clear(Field::Retries), "{}", &[Field::Retries]);
    unchanged(r#"{"caller_id":""}"#, clear(Field::CallerId));
    let removed = |draft: &mut Draft| draft.choose(Field::CallerId, None);
    check(r#"{"caller_id":""}"#, removed, "{}", &[Field::CallerId]);
}

#[test]
fn parents_that_a_removal_empties_go_and_those_that_were_empty_stay() {
    let url = r#"{"name":"x","notifications":{"inbound":{"callback":{"url":"https://a"}}}}"#;
    let clear = |draft: &mut Draft| draft.type_text(Field::InboundCallbackUrl, String::new());
    check(url, clear, r#"{"name":"x"}"#, &[Field::InboundCallbackUrl]);
    let beside = r#"{"notifications":{"inbound":{"callback":{"url":"https://a","x":null}},"outbound":{}}}"#;
    let left = r#"{"notifications":{"inbound":{"callback":{"x":null}},"outbound":{}}}"#;
    check(beside, clear, left, &[Field::InboundCallbackUrl]);
    unchanged(r#"{"media":{},"notifications":{"inbound":{"callback":{}}}}"#, clear);
}

#[test]
fn what_is_set_makes_the_objects_on_its_way() {
    let flag = |draft: &mut Draft| draft.set_flag(Field::FaxOption, Some(false));
    check("{}", flag, r#"{"media":{"fax_option":false}}"#, &[Field::FaxOption]);
    check(r#"{"media":{"x":1}}"#, flag, r#"{"media":{"x":1,"fax_option":false}}"#, &[Field::FaxOption]);
    // The server refuses anything else than an object there: nothing that could be kept is lost.
    check(r#"{"media":"xml"}"#, flag, r#"{"media":{"fax_option":false}}"#, &[Field::FaxOption]);
}

#[test]
fn values_of_another_kind_are_shown_and_kept_until_something_is_typed() {
    let opened = document(
        r#"{"name":5,"retries":[1],"media":{"fax_option":"true"},"smtp_permission_list":[1,"a"],
            "notifications":{"inbound":{"callback":{"method":"GET"}}}}"#,
    );
    let draft = Draft::read(&opened);
    assert_eq!(draft.text(Field::Name), "5");
    assert_eq!(draft.text(Field::Retries), "[1]");
    assert_eq!(draft.text(Field::FaxOption), "\"true\"");
    assert_eq!(draft.text(Field::InboundCallbackMethod), "GET");
    let shown: Vec<_> = draft.rows(Field::SmtpPermissionList).iter().map(Row::shown).collect();
    assert_eq!(shown, ["1", "a"]);
    check(
        r#"{"name":5}"#,
        |draft| draft.type_text(Field::Name, "6".to_owned()),
        r#"{"name":"6"}"#,
        &[Field::Name],
    );
    let row = |draft: &mut Draft| draft.type_row(Field::SmtpPermissionList, 1, "b".to_owned());
    let list = r#"{"smtp_permission_list":[1,"b"]}"#;
    check(r#"{"smtp_permission_list":[1,"a"]}"#, row, list, &[Field::SmtpPermissionList]);
}

#[test]
fn a_number_is_sent_as_one_and_what_is_none_as_typed() {
    let check = |typed: &str, expected: &str| {
        let edit = |draft: &mut Draft| draft.type_text(Field::Retries, typed.to_owned());
        check("{}", edit, &format!(r#"{{"retries":{expected}}}"#), &[Field::Retries]);
    };
    check("3", "3");
    check("007", "7");
    // What is no number of retries stays the text it is, which the judgment refuses: it is never sent.
    for typed in ["1.5", "-1", "99999999999999999999", "two", "+2"] {
        check(typed, &format!("{typed:?}"));
    }
}

#[test]
fn an_edit_makes_a_list_of_a_text() {
    let list = |items: &str| TEXT_RECIPIENT.replace(r#""a@b.example""#, items);
    let both = |draft: &mut Draft| {
        let row = draft.add_row(Field::InboundEmail);
        draft.type_row(Field::InboundEmail, row, "c@d.example".to_owned());
    };
    check(TEXT_RECIPIENT, both, &list(r#"["a@b.example","c@d.example"]"#), &[Field::InboundEmail]);
    let other = |draft: &mut Draft| draft.type_row(Field::InboundEmail, 0, "c@d.example".to_owned());
    check(TEXT_RECIPIENT, other, &list(r#"["c@d.example"]"#), &[Field::InboundEmail]);
    let none = |draft: &mut Draft| draft.remove_row(Field::InboundEmail, 0);
    check(TEXT_RECIPIENT, none, &list("[]"), &[Field::InboundEmail]);
}

#[test]
fn a_text_becomes_a_list_on_demand() {
    let make = |draft: &mut Draft| draft.make_list(Field::SmtpPermissionList);
    let text = r#"{"smtp_permission_list":"a@b"}"#;
    check(text, make, r#"{"smtp_permission_list":["a@b"]}"#, &[Field::SmtpPermissionList]);
    check(
        r#"{"smtp_permission_list":""}"#,
        make,
        r#"{"smtp_permission_list":[""]}"#,
        &[Field::SmtpPermissionList],
    );
    let and_a_blank_row = |draft: &mut Draft| {
        draft.make_list(Field::SmtpPermissionList);
        draft.add_row(Field::SmtpPermissionList);
    };
    check(text, and_a_blank_row, r#"{"smtp_permission_list":["a@b"]}"#, &[Field::SmtpPermissionList]);
    let draft = Draft::read(&document(text));
    let rows = vec![Row::Text("a@b".to_owned())];
    assert_eq!(draft.entry(Field::SmtpPermissionList), &Entry::Rows(rows, ListForm::Text));
}

#[test]
fn rows_that_nothing_was_typed_into_are_not_sent() {
    let rows = |draft: &mut Draft| {
        for text in ["", "a@b.example", ""] {
            let row = draft.add_row(Field::OutboundEmail);
            draft.type_row(Field::OutboundEmail, row, text.to_owned());
        }
    };
    let sent = r#"{"notifications":{"outbound":{"email":{"send_to":["a@b.example"]}}}}"#;
    check("{}", rows, sent, &[Field::OutboundEmail]);
    unchanged("{}", |draft| {
        draft.add_row(Field::OutboundEmail);
    });
    unchanged(r#"{"smtp_permission_list":[]}"#, |draft| {
        draft.add_row(Field::SmtpPermissionList);
    });
    let emptied = |draft: &mut Draft| draft.type_row(Field::SmtpPermissionList, 0, String::new());
    let opened = r#"{"smtp_permission_list":["a","b"]}"#;
    check(opened, emptied, r#"{"smtp_permission_list":["b"]}"#, &[Field::SmtpPermissionList]);
    // An empty text that the document holds is an entry, and a grave one.
    unchanged(r#"{"smtp_permission_list":[""]}"#, |_| ());
}

#[test]
fn a_paste_of_many_texts_takes_the_place_of_its_row() {
    let paste = |draft: &mut Draft| {
        let texts = ["x", "", "y"].map(str::to_owned).to_vec();
        draft.paste_rows(Field::SmtpPermissionList, 1, texts);
    };
    let opened = r#"{"smtp_permission_list":["a","b","c"]}"#;
    check(opened, paste, r#"{"smtp_permission_list":["a","x","y","c"]}"#, &[Field::SmtpPermissionList]);
    unchanged(opened, |draft| {
        draft.paste_rows(Field::SmtpPermissionList, 3, vec!["x".to_owned()]);
        draft.remove_row(Field::SmtpPermissionList, 3);
        draft.type_row(Field::SmtpPermissionList, 3, "x".to_owned());
    });
}

#[test]
fn a_row_is_put_between_others_and_moved_among_them() {
    let field = Field::SmtpPermissionList;
    let opened = r#"{"smtp_permission_list":["a","b","c"]}"#;
    let moved = |from: usize, to: usize, expected: &str| {
        let expected = format!(r#"{{"smtp_permission_list":{expected}}}"#);
        check(opened, |draft| draft.move_row(field, from, to), &expected, &[field]);
        unchanged(opened, |draft| {
            draft.move_row(field, from, to);
            draft.move_row(field, to, from);
        });
    };
    moved(0, 2, r#"["b","c","a"]"#);
    moved(2, 0, r#"["c","a","b"]"#);
    moved(1, 2, r#"["a","c","b"]"#);
    for (from, to) in [(1, 1), (0, 3), (3, 0)] {
        unchanged(opened, |draft| draft.move_row(field, from, to));
    }
    let typed = |draft: &mut Draft| {
        draft.insert_row(field, 1);
        draft.type_row(field, 1, "x".to_owned());
        draft.insert_row(field, 9);
        draft.type_row(field, 4, "y".to_owned());
    };
    check(opened, typed, r#"{"smtp_permission_list":["a","x","b","c","y"]}"#, &[field]);
}

#[test]
fn problems_are_told_at_the_rows_that_are_shown() {
    let opened = document(r#"{"name":"x","fax_header":"x","smtp_permission_list":["^a$"]}"#);
    let mut draft = Draft::read(&opened);
    for text in ["", "a@b.example", "", "nobody", "a@b.example"] {
        let row = draft.add_row(Field::InboundEmail);
        draft.type_row(Field::InboundEmail, row, text.to_owned());
    }
    let found: Vec<_> = draft
        .problems(&opened, |_| true)
        .into_iter()
        .map(|problem| (problem.path.rsplit('.').next().unwrap_or_default().to_owned(), problem.fault))
        .collect();
    let expected = [
        ("0", Fault::BlankRow),
        ("2", Fault::BlankRow),
        ("3", Fault::Email(faxbox_admin::domain::EmailAddressError::NoAt)),
        ("4", Fault::Duplicate { first: 1 }),
    ];
    assert_eq!(found, expected.map(|(row, fault)| (row.to_owned(), fault)));
}

#[test]
fn the_problems_stand_in_the_order_of_the_form() {
    let opened = document(r#"{"flags":1,"retries":"x","media":5,"smtp_permission_list":["(",")"]}"#);
    let mut draft = Draft::read(&opened);
    draft.add_row(Field::SmtpPermissionList);
    let found: Vec<_> = draft.problems(&opened, |_| true).into_iter().map(|problem| problem.path).collect();
    let expected = [
        "media",
        "flags",
        "name",
        "fax_header",
        "retries",
        "smtp_permission_list.0",
        "smtp_permission_list.1",
        "smtp_permission_list.2",
        "notifications.inbound.email.send_to",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_draft_moves_on_top_of_another_document() {
    let opened = document(r#"{"name":"x","caller_id":"1","retries":1}"#);
    let theirs = document(r#"{"name":"y","retries":2,"z":1}"#);
    let mut draft = Draft::read(&opened);
    draft.type_text(Field::Retries, "3".to_owned());
    let moved = draft.over(&theirs, &document(r#"{"name":"y","retries":3,"z":1}"#));
    assert_eq!(moved.document(&theirs), document(r#"{"name":"y","retries":3,"z":1}"#));
    assert_eq!(moved.changes(), [Field::Retries]);
    let given_in = draft.over(&theirs, &document(r#"{"name":"y","retries":2,"z":1}"#));
    assert_eq!(given_in.changes(), []);
    assert_eq!(given_in.text(Field::Retries), "2");
}

#[test]
fn what_was_typed_and_is_no_value_yet_moves_along() {
    let opened = document(r#"{"name":"x","smtp_permission_list":["a"]}"#);
    let mut draft = Draft::read(&opened);
    draft.type_text(Field::Retries, "many".to_owned());
    draft.add_row(Field::SmtpPermissionList);
    draft.type_row(Field::SmtpPermissionList, 0, "b".to_owned());
    let moved = draft.over(&opened, &draft.document(&opened));
    assert_eq!(moved.text(Field::Retries), "many");
    assert_eq!(moved.rows(Field::SmtpPermissionList), [Row::Text("b".to_owned()), Row::Blank]);
}

#[test]
fn a_document_that_is_written_whole_is_in_the_controls_and_beside_them() {
    let opened = document(r#"{"id":"1","name":"x","retries":1.0,"a":{"b":1},"media":{"codec":1}}"#);
    let written = document(
        r#"{"retries":1.00,"media":{},"name":"y","a":{"b":12345678901234567890123,"c":1.10},"caller_id":7}"#,
    );
    let mut draft = Draft::read(&opened);
    draft.write(&opened, &written);
    assert_eq!(draft.document(&opened).to_string(), written.to_string());
    assert_eq!(draft.text(Field::Retries), "1.00");
    assert_eq!(draft.changes(), [Field::Name, Field::CallerId]);
    assert_eq!(draft.entry(Field::CallerId), &Entry::Other(json!(7)));
    let others: Vec<_> = draft.other_changes(&opened).into_iter().map(|change| change.path).collect();
    assert_eq!(others, ["a.b", "a.c", "media"]);
    assert_eq!(draft.change_count(), 5);

    draft.type_text(Field::Name, "z".to_owned());
    draft.put_back(Field::CallerId);
    let expected = r#"{"retries":1.00,"media":{},"name":"z","a":{"b":12345678901234567890123,"c":1.10}}"#;
    assert_eq!(draft.document(&opened).to_string(), expected);
    draft.put_back_others();
    assert_eq!(draft.changes(), [Field::Name]);
    assert_eq!(draft.document(&opened).to_string(), opened.to_string().replace("\"x\"", "\"z\""));
}

#[test]
fn a_number_that_is_written_as_a_text_stays_one() {
    let opened = document(r#"{"name":"x","retries":2,"media":{"fax_option":true}}"#);
    let written = document(r#"{"name":"x","retries":"2","media":{"fax_option":"true"}}"#);
    let mut draft = Draft::read(&opened);
    draft.write(&opened, &written);
    assert_eq!(draft.document(&opened), written);
    assert_eq!(draft.changes(), [Field::Retries, Field::FaxOption]);
}

#[test]
fn what_no_field_has_is_told_as_unknown() {
    let document = document(
        r#"{"name":"x","id":"1","_x":1,"pvt_x":1,"smtp_email_address":"x","a.b":null,"media":{"fax_option":true,"codec":1},
            "notifications":{"inbound":{"email":{"send_to":[],"cc":"x"}},"x":{"y":1}},"media.fax_option":1}"#,
    );
    let paths: Vec<_> = unknown(&document).into_iter().map(|(path, _)| path).collect();
    let mut expected =
        ["a%2Eb", "media%2Efax_option", "media.codec", "notifications.inbound.email.cc", "notifications.x"];
    let mut found = paths.clone();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn something_else_than_an_object_can_be_taken_out() {
    let opened = json!({"name": "x", "media": "xml", "notifications": {"inbound": {"email": []}, "x": 1}});
    let mut draft = Draft::read(&opened);
    assert_eq!(draft.change_count(), 0);
    draft.take_out("media");
    draft.take_out("notifications.inbound.email");
    assert_eq!(draft.change_count(), 2);
    assert_eq!(draft.document(&opened), json!({"name": "x", "notifications": {"x": 1}}));
    assert!(draft.problems(&opened, |_| true).iter().all(|problem| place_of(&problem.path) != Place::Form));
}

#[test]
fn a_field_is_set_or_at_its_default_or_absent() {
    let document = json!({"name": "Desk", "caller_name": "Kazoo Fax Printer", "retries": 1.0, "media": {"fax_option": false},
        "smtp_permission_list": [], "notifications": {"inbound": {"email": {"send_to": []}}}, "fax_header": ""});
    let mut draft = Draft::read(&document);
    for (field, standing) in [
        (Field::Name, Standing::Set),
        (Field::CallerName, Standing::Default),
        (Field::Retries, Standing::Default),
        (Field::FaxOption, Standing::Default),
        (Field::SmtpPermissionList, Standing::Default),
        (Field::InboundEmail, Standing::Set),
        (Field::FaxHeader, Standing::Set),
        (Field::CallerId, Standing::Absent),
    ] {
        assert_eq!(draft.standing(field), standing, "{}", field.path());
    }
    for &field in Field::ALL {
        draft.unset(field);
        assert_eq!(draft.standing(field), Standing::Absent);
    }
    assert_eq!(draft.document(&document), json!({}));
}
