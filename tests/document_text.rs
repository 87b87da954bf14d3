//! The document as text, kept in step with the form in both directions; and the look at what a save would do.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use faxbox_admin::{
    api::{Consent, reply::Fetched, source::SyntaxFault},
    domain::{EntityTag, FaxboxId},
    form::{Fault, Field, Place, Severity, place_of, plan::NoUpdate},
    state::{Before, Editor, Form, Manner, Outcome, Preview, StoredDraft, read_drafts, write_drafts},
};
use proptest::prelude::*;
use serde_json::{Value, json};

mod common;

fn open(document: &Value) -> Form {
    Form::open(FaxboxId::parse("b1").unwrap(), document.clone(), None, |_| true)
}

fn text_of(form: &Form) -> Value {
    serde_json::from_str(&form.text()).unwrap()
}

#[test]
fn the_text_is_the_public_document_with_its_numbers_as_they_are() {
    let document: Value =
        serde_json::from_str(r#"{"id":"b1","_x":1,"name":"a","big":123456789012345678901234567890,"f":1.0}"#)
            .unwrap();
    let text = open(&document).text();
    assert_eq!(text, "{\n  \"name\": \"a\",\n  \"big\": 123456789012345678901234567890,\n  \"f\": 1.0\n}");
}

#[test]
fn what_is_typed_as_text_is_in_the_controls_and_the_other_way_round() {
    let mut form = open(&json!({"name": "a", "x": 1}));
    let typed = "{ \"x\": 1e2, \"name\": \"b\", \"retries\": 3 }";
    form.type_text(typed.to_owned());
    assert_eq!(form.text(), typed, "as it was typed");
    assert_eq!(
        (form.draft.text(Field::Name), form.draft.text(Field::Retries)),
        ("b".to_owned(), "3".to_owned())
    );
    assert_eq!(form.draft.change_count(), 3);
    form.edit(Field::Name, |draft| draft.type_text(Field::Name, "c".to_owned()));
    assert_eq!(form.text(), "{\n  \"x\": 1e2,\n  \"name\": \"c\",\n  \"retries\": 3\n}");
    form.edit(Field::Name, |draft| draft.type_text(Field::Name, "b".to_owned()));
    assert_eq!(form.text(), typed, "the form shows again what was typed");
    form.put_back_others();
    assert_eq!(text_of(&form)["x"], json!(1));
}

#[test]
fn a_text_that_is_no_json_is_kept_changes_nothing_and_stops_a_save() {
    let mut form = open(&json!({"name": "a"}));
    form.type_text("{\"name\": \"b\"}".to_owned());
    form.type_text("{\"name\": \"b\",\n}".to_owned());
    assert_eq!(form.text(), "{\"name\": \"b\",\n}");
    assert_eq!(form.draft.text(Field::Name), "b");
    assert_eq!(form.syntax_error().map(|error| &error.fault), Some(&SyntaxFault::TrailingComma));
    let problems = form.problems(|_| true);
    let found =
        problems.iter().find(|problem| problem.fault == Fault::Unreadable { line: 1, column: 13 }).unwrap();
    assert_eq!((found.severity(), place_of(&found.path)), (Severity::Error, Place::Form));
    assert!(form.is_dirty());
    let mut editor = Editor::Editing(form);
    assert!(editor.submit(Manner::Change, Consent::NotAsked, Before::Unread, |_| true).is_none());
    let form = editor.form_mut().unwrap();
    form.drop_text();
    assert_eq!(text_of(form), json!({"name": "b"}));
    assert!(editor.submit(Manner::Change, Consent::NotAsked, Before::Unread, |_| true).is_some());
}

#[test]
fn what_the_form_got_while_the_text_was_broken_stays() {
    let mut form = open(&json!({"name": "a", "fax_header": "h"}));
    form.type_text("{\"name\": \"b\", \"fax_header\": \"h\"".to_owned());
    form.edit(Field::FaxHeader, |draft| draft.type_text(Field::FaxHeader, "typed".to_owned()));
    form.type_text("{\"name\": \"b\", \"fax_header\": \"h\"}".to_owned());
    assert_eq!(form.document(), json!({"name": "b", "fax_header": "typed"}));
    assert_eq!(text_of(&form), json!({"name": "b", "fax_header": "typed"}));
}

#[test]
fn discarding_drops_the_text_too() {
    let mut form = open(&json!({"name": "a"}));
    form.type_text("{".to_owned());
    form.discard(|_| true);
    assert!(!form.is_dirty());
    assert_eq!(text_of(&form), json!({"name": "a"}));
}

#[test]
fn a_written_document_is_judged_by_the_table() {
    let mut form = open(&json!({"name": "a"}));
    form.type_text(r#"{"name": "", "media": 1, "retries": "x"}"#.to_owned());
    let paths: Vec<_> = form.problems(|_| true).into_iter().map(|problem| problem.path).collect();
    for path in ["name", "media", "retries"] {
        assert!(paths.iter().any(|found| found == path), "{path}: {paths:?}");
    }
}

#[test]
fn what_was_typed_as_text_is_one_step_to_undo_and_comes_back_as_it_was_written() {
    let opened = json!({"name": "a", "retries": 1, "x": 1});
    let mut form = open(&opened);
    form.edit(Field::FaxHeader, |draft| draft.type_text(Field::FaxHeader, "h".to_owned()));
    for typed in ["b", "bc"] {
        form.type_text(format!(r#"{{"name": "{typed}", "retries": "2", "fax_header": "h", "x": 1.50}}"#));
    }
    let written = form.document().to_string();
    form.undo();
    assert_eq!(form.document(), json!({"name": "a", "retries": 1, "x": 1, "fax_header": "h"}));
    form.redo();
    assert_eq!(form.document().to_string(), written);
    form.undo();
    form.undo();
    assert_eq!(form.document(), opened);
    form.redo();
    form.redo();
    assert_eq!(form.document().to_string(), written);
}

#[test]
fn what_was_typed_as_text_survives_a_reload_as_it_was_written() {
    let mut form = open(&json!({"name": "a", "retries": 1, "x": 1}));
    form.type_text(
        r#"{"y": 123456789012345678901234567890, "name": "b", "retries": "2", "media": {"fax_option": 1.0}}"#
            .to_owned(),
    );
    let stored =
        write_drafts(&[StoredDraft::of(&form, faxbox_admin::state::Stage::Typed, 0).unwrap()]).unwrap();
    let mut again = open(form.opened());
    again.take_up(&read_drafts(&stored)[0]);
    assert_eq!(again.draft.document(form.opened()).to_string(), form.document().to_string());
    assert_eq!(again.draft.change_count(), form.draft.change_count());
}

fn fetched(document: &Value) -> Fetched {
    Fetched { document: document.clone(), tag: EntityTag::parse("\"3-ab\"") }
}

#[test]
fn a_review_shows_what_stands_there_now_and_what_would_be_sent() {
    let opened = json!({"id": "b1", "name": "a", "retries": 3, "x": 1, "smtp_permission_list": []});
    let mine = json!({"name": "b", "retries": 3, "x": 1, "smtp_permission_list": []});
    let now = json!({"id": "b1", "name": "a", "retries": 3, "x": 2, "smtp_permission_list": []});
    let preview = Preview::edit(&opened, &mine, fetched(&now)).unwrap();
    let changes: Vec<_> = preview.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(changes, ["name"]);
    assert_eq!(preview.document, json!({"name": "b", "retries": 3, "x": 2, "smtp_permission_list": []}));
    assert_eq!((preview.foreign, preview.others), (vec!["x".to_owned()], 1));
    assert_eq!(preview.tag, EntityTag::parse("\"3-ab\""));
    let update = preview.update.unwrap().unwrap();
    assert_eq!(update.body, json!({"name": "b", "retries": 3, "smtp_permission_list": []}));
    assert_eq!(update.repeated, ["retries"], "an empty list would be reset to an empty list");
}

#[test]
fn a_review_finds_what_would_stop_the_save() {
    let (opened, mine) = (json!({"name": "a", "x": 1}), json!({"name": "b"}));
    let conflict = Preview::edit(&opened, &mine, fetched(&json!({"name": "c", "x": 1})));
    assert!(
        matches!(*conflict.unwrap_err(), Outcome::Conflict(conflict) if conflict.clashes[0].path == "name")
    );
    let unchanged = Preview::edit(&opened, &mine, fetched(&json!({"name": "b"})));
    assert!(matches!(*unchanged.unwrap_err(), Outcome::Unchanged(_)));
    let removes = Preview::edit(&opened, &mine, fetched(&opened)).unwrap();
    assert_eq!(removes.update, Some(Err(NoUpdate::Removes(vec!["x".to_owned()]))));
}

#[test]
fn a_review_of_a_new_faxbox_has_no_update() {
    let preview = Preview::create(json!({"name": "a", "flags": []}));
    assert_eq!((preview.update, preview.changes.len(), preview.others), (None, 2, 1));
}

proptest! {
    #[test]
    fn any_document_that_is_typed_is_what_the_form_sends(opened in common::document(), typed in common::document()) {
        let mut form = open(&opened);
        let text = serde_json::to_string_pretty(&typed).unwrap();
        form.type_text(text.clone());
        prop_assert_eq!(form.text(), text);
        let public = faxbox_admin::form::value::public(&typed);
        prop_assert_eq!(form.document().to_string(), public.to_string());
        // The text of what the form shows changes nothing.
        let (draft, shown) = (form.draft.clone(), serde_json::to_string_pretty(&form.document()).unwrap());
        form.type_text(shown);
        prop_assert_eq!(form.draft, draft);
    }
}
