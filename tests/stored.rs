//! Drafts in the tab's storage: what is kept, what is read again, and what becomes of a document that changed meanwhile.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    domain::FaxboxId,
    form::{Field, path, plan::Plan, plan::plan},
    state::{
        Age, Form, STORED_BYTES_MAX, STORED_DRAFTS_MAX, Stage, StoredDraft, TooLarge, read_drafts,
        write_drafts,
    },
};
use serde_json::{Value, json};

fn open(document: Value) -> Form {
    Form::open(FaxboxId::parse("b1").unwrap(), document, None, |_| true)
}

fn edited(document: Value, edits: &[(Field, &str)]) -> Form {
    let mut form = open(document);
    for (field, text) in edits {
        form.edit(*field, |draft| draft.type_text(*field, (*text).to_owned()));
    }
    form
}

fn stored(form: &Form) -> StoredDraft {
    StoredDraft::of(form, Stage::Typed, 1).unwrap()
}

fn sound() -> Value {
    json!({"id": "b1", "name": "Desk", "caller_id": "1", "retries": 1, "flags": [1]})
}

#[test]
fn an_age_is_told_in_the_largest_whole_unit() {
    let minute = 60_000;
    for (passed, age) in [
        (0, Age::Moment),
        (minute - 1, Age::Moment),
        (minute, Age::Minutes(1)),
        (60 * minute - 1, Age::Minutes(59)),
        (60 * minute, Age::Hours(1)),
        (24 * 60 * minute - 1, Age::Hours(23)),
        (24 * 60 * minute, Age::Days(1)),
        (48 * 60 * minute, Age::Days(2)),
    ] {
        assert_eq!(Age::between(7, 7 + passed), age);
    }
    assert_eq!(Age::between(9, 0), Age::Moment);
}

#[test]
fn only_what_was_changed_is_kept() {
    assert_eq!(StoredDraft::of(&open(sound()), Stage::Typed, 1), None);
    assert_eq!(StoredDraft::of(&Form::new(), Stage::Typed, 1), None);
    let form = edited(sound(), &[(Field::Name, "Other"), (Field::CallerId, "")]);
    let text = write_drafts(&[stored(&form)]).unwrap();
    assert_eq!(
        text,
        r#"{"version":1,"drafts":[{"at":1,"opened":{"id":"b1","name":"Desk","caller_id":"1","retries":1,"flags":[1]},"typed":{"controls":{"name":["text","Other"],"caller_id":["absent"]}},"sent":false}]}"#
    );
    let read = read_drafts(&text);
    assert_eq!(read, [stored(&form)]);
    assert_eq!(read[0].draft(), form.draft);
    assert_eq!(read[0].document(), form.draft.document(form.opened()));
    assert_eq!(read[0].fields(), [Field::Name, Field::CallerId]);
}

#[test]
fn a_store_keeps_the_newest_drafts_that_fit() {
    let drafts: Vec<_> = (0..=STORED_DRAFTS_MAX)
        .map(|n| stored(&edited(sound(), &[(Field::Name, &format!("{n}"))])))
        .collect();
    assert_eq!(read_drafts(&write_drafts(&drafts).unwrap()), drafts[..STORED_DRAFTS_MAX]);

    let empty = write_drafts(&[stored(&edited(sound(), &[(Field::Name, "")]))]).unwrap();
    let room = STORED_BYTES_MAX - empty.len() - r#"["text",""]"#.len() + r#"["absent"]"#.len();
    let fits = stored(&edited(sound(), &[(Field::Name, &"x".repeat(room))]));
    assert_eq!(write_drafts(std::slice::from_ref(&fits)).unwrap().len(), STORED_BYTES_MAX);
    assert_eq!(read_drafts(&write_drafts(&[fits.clone(), drafts[0].clone()]).unwrap()), [fits]);
    let large = stored(&edited(sound(), &[(Field::Name, &"x".repeat(room + 1))]));
    assert_eq!(write_drafts(&[large]), Err(TooLarge));
}

#[test]
fn what_no_version_of_ours_wrote_holds_no_draft() {
    let good = write_drafts(&[stored(&edited(sound(), &[(Field::Name, "Other")]))]).unwrap();
    assert_eq!(read_drafts(&good).len(), 1);
    for text in [
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        good.replace("\"version\":1", "\"version\":2"),
        good.replace("\"name\":[", "\"nome\":["),
        good.replace("[\"text\",\"Other\"]", "[\"text\",1]"),
        good.replace("[\"text\",\"Other\"]", "[\"texts\"]"),
        good.replace("\"at\":1", "\"at\":-1"),
        good.replace("\"controls\"", "\"control\""),
        good.replace("\"opened\":{", "\"open\":{"),
        good.replace("\"sent\":false", "\"sent\":0"),
    ] {
        assert_eq!(read_drafts(&text), [], "{text}");
    }
}

#[test]
fn a_draft_is_put_on_top_of_what_others_changed_elsewhere() {
    let draft = stored(&edited(sound(), &[(Field::Name, "Mine")]));
    let mut theirs = sound();
    theirs["caller_id"] = json!("2");
    let mut form = open(theirs.clone());
    assert!(draft.adds_to(&form));
    form.take_up(&draft);
    assert_eq!(form.draft.changes(), [Field::Name]);
    assert_eq!(form.draft.text(Field::CallerId), "2");
    assert_eq!(*form.opened(), theirs);
    form.undo();
    assert!(!form.is_dirty());
}

#[test]
fn a_draft_of_what_others_changed_too_still_meets_the_conflict() {
    let draft = stored(&edited(sound(), &[(Field::Name, "Mine")]));
    let mut theirs = sound();
    theirs["name"] = json!("Theirs");
    theirs["caller_id"] = json!("2");
    let mut form = open(theirs.clone());
    form.take_up(&draft);
    assert_eq!(*form.opened(), sound());
    let paths = match plan(form.opened(), &theirs, &form.document()) {
        Plan::Conflict(clashes) => clashes.into_iter().map(|clash| clash.path).collect(),
        Plan::Nothing | Plan::Write { .. } => Vec::new(),
    };
    assert_eq!(paths, ["name"]);
    // Without the draft the document is theirs.
    form.undo();
    assert_eq!(plan(form.opened(), &theirs, &form.document()), Plan::Nothing);
}

#[test]
fn a_draft_that_stands_on_the_server_already_adds_nothing() {
    let draft = stored(&edited(sound(), &[(Field::Name, "Mine")]));
    let mut theirs = sound();
    theirs["name"] = json!("Mine");
    assert!(!draft.adds_to(&open(theirs)));
    assert!(draft.adds_to(&Form::new()));
}

#[test]
fn a_new_faxbox_takes_up_what_a_copy_took_along() {
    let copy = open(sound()).duplicate("Copy".to_owned());
    let mut form = Form::new();
    form.take_up(&stored(&copy));
    assert_eq!(form.document(), copy.document());
    assert_eq!(path::get(&form.document(), "flags"), Some(&json!([1])));
}

#[test]
fn a_draft_of_a_faxbox_that_is_gone_becomes_a_new_one() {
    let document = json!({"id": "b1", "name": "Desk", "_read_only": {}, "flags": [1], "media": {"codec": "T38", "fax_option": true}});
    let draft = stored(&edited(document, &[(Field::CallerId, "7")]));
    let form = Form::create_from(&draft.document());
    assert_eq!(form.id(), None);
    assert!(form.is_dirty());
    let expected = json!({"flags": [1], "media": {"codec": "T38", "fax_option": true}, "name": "Desk", "caller_id": "7"});
    assert_eq!(form.document(), expected);
}

#[test]
fn a_draft_knows_whether_it_was_being_saved() {
    let form = edited(sound(), &[(Field::Name, "Other")]);
    for stage in [Stage::Typed, Stage::Sent] {
        let draft = StoredDraft::of(&form, stage, 1).unwrap();
        assert_eq!(read_drafts(&write_drafts(std::slice::from_ref(&draft)).unwrap()), vec![draft.clone()]);
        assert_eq!(draft.says_the_same_as(&stored(&form)), stage == Stage::Typed);
    }
}
