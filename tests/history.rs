//! Undo and redo over the form: what is one step, what a step changes, and what ends the steps that can be done again.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{api::Consent, form::ReadBack, state::Before};
use faxbox_admin::{
    api::reply::Fetched,
    domain::FaxboxId,
    form::{Draft, Field, Row, plan::Side},
    state::{Company, Editor, Form, HISTORY_STEPS_MAX, Manner, Outcome, Proof, Reading},
};
use serde_json::{Value, json};

const EMAIL: Field = Field::InboundEmail;
const EMAIL_PATH: &str = "notifications.inbound.email.send_to";

fn id() -> FaxboxId {
    FaxboxId::parse("b1").unwrap()
}

fn sound() -> Value {
    json!({"id": "b1", "name": "Desk", "fax_header": "ACME", "retries": 1,
        "notifications": {"inbound": {"email": {"send_to": ["a@b.example", "c@d.example"]}}}})
}

fn open() -> Form {
    Form::open(id(), sound(), None, |_| true)
}

/// Types texts one after the other into a control, as keys do.
fn type_all(form: &mut Form, field: Field, texts: &[&str]) {
    for text in texts {
        form.edit(field, |draft| draft.type_text(field, (*text).to_owned()));
    }
}

/// Undoes everything and tells the text of a field after each undo.
fn undone(form: &mut Form, field: Field) -> Vec<String> {
    let mut texts = Vec::new();
    while form.undo().is_some() {
        texts.push(form.draft.text(field));
    }
    texts
}

#[test]
fn typing_in_one_control_in_one_direction_is_one_step() {
    #[track_caller]
    fn check(typed: &[&str], expected: &[&str]) {
        let mut form = open();
        type_all(&mut form, Field::Name, typed);
        assert_eq!(undone(&mut form, Field::Name), expected);
    }
    check(&["Desk1", "Desk12", "Desk123"], &["Desk"]);
    check(&["Des", "De", "D", ""], &["Desk"]);
    check(&["Desk1", "Desk"], &["Desk1", "Desk"]);
    check(&["Des", "Dest", "Desta"], &["Des", "Desk"]);
    // More than a key at once is a paste.
    check(&["Desk1", "Desk1 Berlin", "Desk1 Berlin!"], &["Desk1 Berlin", "Desk1", "Desk"]);
    check(&["Desk"], &[]);
}

#[test]
fn another_control_a_left_control_an_undo_and_a_save_end_a_step() {
    let between: [fn(&mut Form); 4] = [
        |form| type_all(form, Field::CallerId, &["1"]),
        Form::seal,
        |form| {
            form.undo();
            form.redo();
        },
        |form| form.take_theirs(Fetched { document: json!({"name": "Desk1"}), tag: None }, |_| true),
    ];
    for end in between {
        let mut form = open();
        type_all(&mut form, Field::Name, &["Desk1"]);
        end(&mut form);
        type_all(&mut form, Field::Name, &["Desk12"]);
        form.undo();
        assert_eq!(form.draft.text(Field::Name), "Desk1");
    }
}

#[test]
fn rows_are_added_typed_pasted_and_removed_in_steps() {
    let mut form = open();
    let row = form.add_row(EMAIL);
    form.edit(EMAIL, |draft| draft.type_row(EMAIL, row, "e".to_owned()));
    form.edit(EMAIL, |draft| draft.type_row(EMAIL, row, "e@".to_owned()));
    form.edit(EMAIL, |draft| {
        draft.paste_rows(EMAIL, row, vec!["x@y.example".to_owned(), "z@y.example".to_owned()]);
    });
    form.remove_row(EMAIL, 0);
    let lengths = [4, 3, 3, 2];
    let paths = ["0", "2", "2", "1"];
    for (length, path) in lengths.into_iter().zip(paths) {
        let moved = form.undo().unwrap();
        assert_eq!(form.draft.rows(EMAIL).len(), length);
        assert_eq!(moved.path, format!("{EMAIL_PATH}.{path}"));
        assert_eq!(moved.fields, [EMAIL]);
    }
    assert!(!form.can_undo() && !form.is_dirty());
    while form.redo().is_some() {}
    let last = Row::Text("z@y.example".to_owned());
    assert_eq!(form.draft.rows(EMAIL).last(), Some(&last));
    assert_eq!(form.draft.rows(EMAIL).len(), 3);
}

#[test]
fn a_list_without_rows_sends_one_to_its_button() {
    let mut form = Form::new();
    form.add_row(EMAIL);
    assert_eq!(form.undo().unwrap().path, EMAIL_PATH);
    assert_eq!(form.redo().unwrap().path, format!("{EMAIL_PATH}.0"));
}

#[test]
fn a_choice_is_a_step_however_short() {
    let mut form = open();
    for choice in ["post", "put"] {
        form.edit(Field::InboundCallbackMethod, |draft| {
            draft.choose(Field::InboundCallbackMethod, Some(choice.to_owned()));
        });
    }
    assert_eq!(undone(&mut form, Field::InboundCallbackMethod), ["post", ""]);
}

#[test]
fn a_new_edit_ends_what_can_be_done_again() {
    let mut form = open();
    type_all(&mut form, Field::Name, &["Other"]);
    form.undo();
    assert!(form.can_redo());
    // Nothing that changes nothing does.
    type_all(&mut form, Field::Name, &["Desk"]);
    assert!(form.can_redo());
    type_all(&mut form, Field::CallerId, &["1"]);
    assert!(!form.can_redo() && form.redo().is_none());
}

#[test]
fn a_discard_and_what_was_taken_out_can_be_undone() {
    let mut form = Form::open(id(), json!({"name": "Desk", "notifications": 3}), None, |_| true);
    form.take_out("notifications");
    type_all(&mut form, Field::Name, &["Other"]);
    let typed = form.document();
    form.discard(|_| true);
    assert!(!form.is_dirty());
    assert_eq!(form.undo().unwrap().fields, [Field::Name]);
    assert_eq!(form.document(), typed);
    form.undo();
    assert_eq!(form.undo().unwrap().path, "");
    assert_eq!(form.document(), json!({"name": "Desk", "notifications": 3}));
}

#[test]
fn the_oldest_steps_go_where_there_are_too_many() {
    let mut form = open();
    for step in 0..=HISTORY_STEPS_MAX {
        type_all(&mut form, Field::Name, &[&format!("a step of its own {step}")]);
        form.seal();
    }
    let texts = undone(&mut form, Field::Name);
    assert_eq!(texts.len(), HISTORY_STEPS_MAX);
    assert_eq!(texts.last().map(String::as_str), Some("a step of its own 0"));
}

/// A form whose save met another's change of the caller ID.
fn saved_beside_another() -> Form {
    let mut form = open();
    type_all(&mut form, Field::Name, &["Other"]);
    let mut editor = Editor::Editing(form);
    assert!(editor.submit(Manner::Change, Consent::NotAsked, Before::Unread, |_| true).is_some());
    let document = json!({"id": "b1", "name": "Other", "fax_header": "ACME", "retries": 1, "caller_id": "555",
        "notifications": {"inbound": {"email": {"send_to": ["a@b.example", "c@d.example"]}}}});
    let reading = Reading::Compared { read_back: ReadBack::default(), company: Company::Alone };
    let proof = Proof {
        id: id(),
        document,
        address: None,
        foreign: vec!["caller_id".to_owned()],
        sent: json!({}),
        base: json!({}),
        reading,
    };
    editor.settled(Outcome::Saved(Box::new(proof)), |_| true);
    editor.form().unwrap().clone()
}

#[test]
fn an_undo_after_a_save_takes_back_what_was_typed_and_not_what_others_did() {
    let mut form = saved_beside_another();
    assert!(!form.is_dirty());
    form.undo();
    assert_eq!(form.draft.changes(), [Field::Name]);
    assert_eq!(form.draft.text(Field::Name), "Desk");
    assert_eq!(form.draft.text(Field::CallerId), "555");
    form.redo();
    assert!(!form.is_dirty());
}

#[test]
fn what_a_conflict_took_away_comes_back_by_an_undo() {
    let mut form = open();
    type_all(&mut form, Field::Name, &["Mine"]);
    let theirs = Fetched { document: json!({"name": "Theirs"}), tag: None };
    let was = form.opened().clone();
    form.resolve(&was, &theirs.document, &|_| Side::Theirs);
    assert_eq!(form.draft.text(Field::Name), "Theirs");
    form.undo();
    assert_eq!(form.draft.text(Field::Name), "Mine");
    assert_eq!(form.draft.changes().first(), Some(&Field::Name));
    form.redo();
    form.take_theirs(theirs, |_| true);
    assert_eq!(form.draft, Draft::read(&json!({"name": "Theirs"})));
}
