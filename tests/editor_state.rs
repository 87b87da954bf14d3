//! The editor: when a problem is told, what is sent, and that nothing typed is ever lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{Charges, Consent, Failure, Refused, reply::Fetched},
    domain::FaxboxId,
    form::{
        Difference, Fault, Field, Problem, ReadBack, Row,
        plan::{Clash, Side},
    },
    state::{
        Before, Call, Company, Conflict, Editor, Fields, Form, ListRow, Manner, Next, Origin, Outcome, Proof,
        Reading, Save, Saved,
    },
};
use serde_json::{Value, json};

fn id() -> FaxboxId {
    FaxboxId::parse("b1").unwrap()
}

/// A faxbox that nothing is wrong or odd with.
fn sound() -> Value {
    json!({"id": "b1", "name": "Desk", "fax_header": "ACME", "retries": 1, "x": 123,
        "smtp_permission_list": ["^a@b\\.example$"],
        "notifications": {"inbound": {"email": {"send_to": ["a@b.example", "c@d.example"]}}}})
}

fn open(document: Value) -> Editor {
    let mut editor = Editor::Loading(id(), None);
    editor.fetched(Ok(Fetched { document, tag: None }), Some("ab.fax.example".to_owned()), |_| true);
    editor
}

fn form(editor: &mut Editor) -> &mut Form {
    editor.form_mut().unwrap()
}

fn type_text(editor: &mut Editor, field: Field, text: &str) {
    form(editor).edit(field, |draft| draft.type_text(field, text.to_owned()));
}

fn type_row(editor: &mut Editor, field: Field, row: usize, text: &str) {
    form(editor).edit(field, |draft| draft.type_row(field, row, text.to_owned()));
}

fn submit(editor: &mut Editor) -> Option<(Save, Next)> {
    editor.submit(Manner::Change, Consent::NotAsked, Before::Known(Vec::new()), |_| true)
}

/// Path and rule of every problem that is told.
#[track_caller]
fn told(editor: &Editor, expected: &[(&str, &str)]) {
    let problems = editor.form().unwrap().problems(|_| true);
    let found: Vec<_> =
        problems.iter().map(|problem| (problem.path.as_str(), problem.fault.rule())).collect();
    assert_eq!(found, expected);
}

const EMAIL: &str = "notifications.inbound.email.send_to";

#[test]
fn a_faxbox_that_does_not_come_leaves_the_editor_broken() {
    let mut editor = Editor::Loading(id(), None);
    editor.fetched(Err(Failure::Unreachable), None, |_| true);
    assert_eq!(editor, Editor::Broken(id(), Failure::Unreachable));
    assert!(editor.form().is_none() && editor.form_mut().is_none() && submit(&mut editor).is_none());
    // A late answer changes nothing.
    let mut editor = open(sound());
    type_text(&mut editor, Field::Name, "Other");
    let before = editor.clone();
    editor.fetched(Ok(Fetched { document: json!({}), tag: None }), None, |_| true);
    assert_eq!(editor, before);
}

/// An editor that waits for a faxbox of which the list has this row.
fn waiting(listed: &Value) -> Editor {
    let row = ListRow::read(listed, str::to_owned, Fields::default()).unwrap();
    Editor::Loading(id(), Some(Box::new(Form::preview(&row))))
}

#[test]
fn what_the_list_knows_is_shown_and_nothing_else() {
    let listed = json!({"id": "b1", "name": "Desk", "caller_name": "Unlisted", "caller_id": "", "retries": 2, "media": {"fax_option": false},
        "smtp_permission_list": ["("], "smtp_email_address": "ab.fax.example", "x": 1,
        "notifications": {"inbound": {"email": {"send_to": "a@b.example"}}}});
    let editor = waiting(&listed);
    let shown = editor.shown().unwrap();
    let known: Vec<_> = Field::ALL.iter().filter(|field| shown.knows(**field)).collect();
    let expected =
        [Field::Name, Field::Retries, Field::FaxOption, Field::SmtpPermissionList, Field::InboundEmail];
    assert_eq!(known, expected.iter().collect::<Vec<_>>());
    for field in Field::ALL {
        let expected = match field {
            Field::Name => Some(json!("Desk")),
            Field::Retries => Some(json!(2)),
            Field::FaxOption => Some(json!(false)),
            Field::SmtpPermissionList => Some(json!(["("])),
            Field::InboundEmail => Some(json!(["a@b.example"])),
            _ => None,
        };
        assert_eq!(shown.draft.value(*field), expected, "{}", field.path());
    }
    assert!(!shown.is_dirty());
    // What is wrong with a value that is known is told; of what is not, nothing.
    let told: Vec<_> = shown.problems(|_| true).into_iter().map(|problem| problem.path).collect();
    assert_eq!(told, ["smtp_permission_list.0"]);
    // A value that is not what a row keeps it as is not known.
    let odd = json!({"id": "b1", "retries": "1e0", "media": {"fax_option": "on"}, "notifications": 1});
    let editor = waiting(&odd);
    assert!(Field::ALL.iter().all(|field| !editor.shown().unwrap().knows(*field)));
}

#[test]
fn what_the_list_knows_cannot_be_edited_kept_or_sent_and_goes_when_the_document_comes() {
    let listed = json!({"id": "b1", "name": "Desk as listed", "retries": 4});
    let mut editor = waiting(&listed);
    let before = editor.clone();
    assert!(editor.form().is_none() && editor.form_mut().is_none() && submit(&mut editor).is_none());
    editor.settled(Outcome::Failed(Failure::Unreachable), |_| true);
    editor.reviewed(Outcome::Failed(Failure::Unreachable), |_| true);
    assert_eq!(editor, before);

    editor.fetched(Ok(Fetched { document: sound(), tag: None }), Some("ab.fax.example".to_owned()), |_| true);
    assert_eq!(editor, open(sound()));
    assert!(Field::ALL.iter().all(|field| editor.form().unwrap().knows(*field)));

    let mut editor = waiting(&listed);
    editor.fetched(Err(Failure::Unreachable), None, |_| true);
    assert_eq!(editor, Editor::Broken(id(), Failure::Unreachable));
    assert!(editor.shown().is_none());
}

#[test]
fn a_new_form_tells_nothing_until_something_is_left_or_saved() {
    let mut editor = Editor::Editing(Form::new());
    told(&editor, &[]);
    form(&mut editor).leave("caller_id");
    told(&editor, &[]);
    form(&mut editor).leave("name");
    told(&editor, &[("name", "required")]);
    type_text(&mut editor, Field::Name, "x");
    told(&editor, &[]);
}

#[test]
fn a_field_is_judged_when_it_is_left_and_from_then_on() {
    let mut editor = open(sound());
    type_text(&mut editor, Field::CustomSmtpEmailAddress, "Fax");
    told(&editor, &[]);
    form(&mut editor).leave("custom_smtp_email_address");
    told(&editor, &[("custom_smtp_email_address", "smtp_domain")]);
    type_text(&mut editor, Field::CustomSmtpEmailAddress, "fax.acme.example");
    told(&editor, &[]);
    type_text(&mut editor, Field::CustomSmtpEmailAddress, "fax.acme.");
    told(&editor, &[("custom_smtp_email_address", "smtp_domain")]);
}

#[test]
fn what_typing_on_cannot_cure_is_told_at_once() {
    let mut editor = open(sound());
    type_text(&mut editor, Field::Name, &"x".repeat(129));
    told(&editor, &[("name", "maxLength")]);
    type_text(&mut editor, Field::Name, "");
    told(&editor, &[("name", "required")]);
    type_text(&mut editor, Field::Name, "x");
    type_text(&mut editor, Field::Retries, "-1");
    told(&editor, &[("retries", "minimum")]);
    type_text(&mut editor, Field::Retries, "99999999999999999999");
    told(&editor, &[("retries", "maximum")]);
    type_text(&mut editor, Field::Retries, "1");
    type_row(&mut editor, Field::InboundEmail, 0, "a@b@c");
    told(&editor, &[(&format!("{EMAIL}.0"), "not_one_schema_valid")]);
    type_row(&mut editor, Field::InboundEmail, 0, "a");
    told(&editor, &[]);
}

#[test]
fn what_was_wrong_when_it_was_opened_is_told_at_once() {
    let mut editor = open(json!({"name": "", "retries": 9, "flags": 1, "smtp_permission_list": ["("]}));
    told(
        &editor,
        &[
            ("flags", "type"),
            ("name", "minLength"),
            ("fax_header", "default_header"),
            ("retries", "maximum"),
            ("smtp_permission_list.0", "error"),
            (EMAIL, "nobody_told"),
        ],
    );
    form(&mut editor).discard(|_| true);
    assert_eq!(form(&mut editor).problems(|_| true).len(), 6);
}

#[test]
fn a_save_judges_all_and_sends_nothing_while_there_is_an_error() {
    let mut editor = Editor::Editing(Form::new());
    type_text(&mut editor, Field::InboundCallbackUrl, "x.example");
    assert!(submit(&mut editor).is_none());
    told(
        &editor,
        &[
            ("name", "required"),
            ("fax_header", "default_header"),
            ("smtp_permission_list", "nobody_may_send"),
            ("notifications.inbound.callback.url", "pattern"),
        ],
    );
    assert!(matches!(editor, Editor::Editing(_)));
    type_text(&mut editor, Field::Name, "x");
    type_text(&mut editor, Field::InboundCallbackUrl, "http://x.example");
    let (_, next) = submit(&mut editor).unwrap();
    let document =
        json!({"name": "x", "notifications": {"inbound": {"callback": {"url": "http://x.example"}}}});
    assert_eq!(next, Next::Send(Call::Create(document, Consent::NotAsked)), "warnings stop nothing");
}

#[test]
fn a_second_submit_sends_nothing_and_nothing_can_be_typed_meanwhile() {
    let mut editor = open(sound());
    type_text(&mut editor, Field::Name, "Other");
    let (_, next) = submit(&mut editor).unwrap();
    assert_eq!(next, Next::Send(Call::Fetch(id())));
    assert!(matches!(editor, Editor::Saving(_)));
    assert!(submit(&mut editor).is_none());
    assert!(editor.form_mut().is_none());
    assert_eq!(editor.form().unwrap().draft.text(Field::Name), "Other");
}

fn invalid(problems: &[(&str, &str)]) -> Outcome {
    let refused = |(path, rule): &(&str, &str)| {
        let fault = Fault::Refused { rule: (*rule).to_owned(), message: String::new(), value: None };
        Problem::new(*path, fault)
    };
    Outcome::Failed(Failure::Invalid(problems.iter().map(refused).collect(), Refused::default()))
}

/// An editor whose save, of a faxbox with a new name and another first recipient, ended so.
fn ended(outcome: Outcome) -> Editor {
    let mut editor = open(sound());
    type_text(&mut editor, Field::Name, "Other");
    type_row(&mut editor, Field::InboundEmail, 0, "e@f.example");
    assert!(submit(&mut editor).is_some());
    editor.settled(outcome, |_| true);
    editor
}

#[test]
fn a_save_that_failed_keeps_all_that_was_typed() {
    let theirs = Fetched { document: json!({"name": "z"}), tag: None };
    for outcome in [
        Outcome::Failed(Failure::Unreachable),
        Outcome::Failed(Failure::SignedOut(Refused::default())),
        Outcome::InDoubt(Failure::TimedOut { seconds: 1 }),
        Outcome::Busy,
        Outcome::TagNeverMatches,
        Outcome::Charges(Charges::default()),
        Outcome::Conflict(Conflict::of(&sound(), &theirs.document, &sound())),
        invalid(&[("name", "unique")]),
    ] {
        let mut editor = ended(outcome.clone());
        let form = form(&mut editor);
        assert_eq!(form.draft.changes(), [Field::Name, Field::InboundEmail], "{outcome:?}");
        assert_eq!(form.saved, Some(Saved::No(Box::new(outcome))));
        assert!(form.is_dirty());
    }
}

#[test]
fn a_save_opens_what_stands_on_the_server_now() {
    let mut document = sound();
    document["name"] = json!("Other");
    document["attempts"] = json!(0);
    let proof = Proof {
        id: id(),
        document: document.clone(),
        sent: document.clone(),
        base: Value::Null,
        address: None,
        foreign: Vec::new(),
        reading: Reading::Compared { read_back: ReadBack::default(), company: Company::Alone },
    };
    let mut editor = ended(Outcome::Saved(Box::new(proof.clone())));
    let form = form(&mut editor);
    assert!(!form.is_dirty());
    assert_eq!(*form.opened(), document);
    assert_eq!(form.saved, Some(Saved::Yes(Box::new(proof))));
    let Origin::Existing { address, .. } = &form.origin else { panic!("it exists") };
    assert_eq!(address.as_deref(), Some("ab.fax.example"), "still known");
    form.edit(Field::Name, |draft| draft.type_text(Field::Name, "x".to_owned()));
    assert_eq!(form.saved, None, "said once");
}

#[test]
fn a_save_without_a_change_opens_what_was_fetched() {
    let mut document = sound();
    document["name"] = json!("Other");
    let fetched = Fetched { document: document.clone(), tag: None };
    let mut editor = ended(Outcome::Unchanged(fetched.clone()));
    assert_eq!(*form(&mut editor).opened(), document);
    assert!(!form(&mut editor).is_dirty());
    assert_eq!(form(&mut editor).saved, Some(Saved::No(Box::new(Outcome::Unchanged(fetched)))));
}

#[test]
fn a_new_faxbox_exists_after_its_save() {
    let mut editor = Editor::Editing(Form::new());
    type_text(&mut editor, Field::Name, "x");
    assert!(submit(&mut editor).is_some());
    let proof = Proof {
        id: id(),
        document: json!({"id": "b1", "name": "x", "retries": 1}),
        sent: json!({"name": "x"}),
        base: Value::Null,
        address: Some("new.fax.example".to_owned()),
        foreign: Vec::new(),
        reading: Reading::Missing(Failure::Unreachable),
    };
    editor.settled(Outcome::Saved(Box::new(proof)), |_| true);
    let Origin::Existing { id: new, opened, address } = &form(&mut editor).origin else {
        panic!("it exists")
    };
    assert_eq!(
        (new, opened["retries"].clone(), address.as_deref()),
        (&id(), json!(1), Some("new.fax.example"))
    );
}

#[test]
fn what_the_server_refused_is_shown_where_it_belongs_until_that_field_is_edited() {
    let mut editor = ended(invalid(&[("custom_smtp_email_address", "unique"), ("retries", "maximum")]));
    told(&editor, &[("custom_smtp_email_address", "unique"), ("retries", "maximum")]);
    type_text(&mut editor, Field::Name, "Third");
    told(&editor, &[("custom_smtp_email_address", "unique"), ("retries", "maximum")]);
    type_text(&mut editor, Field::CustomSmtpEmailAddress, "fax.example");
    told(&editor, &[("retries", "maximum")]);
    assert!(submit(&mut editor).is_some(), "the server's old word does not stop a new try");
    told(&editor, &[]);
}

#[test]
fn what_the_server_refused_of_no_field_belongs_to_the_form() {
    let mut editor = ended(invalid(&[("account", "expired"), ("", "type"), ("new%2Efield.x", "wrong")]));
    told(&editor, &[("account", "expired"), ("", "type"), ("new%2Efield.x", "wrong")]);
    type_text(&mut editor, Field::CallerId, "+15551234567");
    told(&editor, &[]);
}

#[test]
fn a_refused_row_is_the_one_that_is_shown() {
    let mut editor = open(sound());
    // Row 0 is not sent; what the server calls 0 is shown as 1.
    type_row(&mut editor, Field::InboundEmail, 0, "");
    assert_eq!(form(&mut editor).draft.rows(Field::InboundEmail)[0], Row::Blank);
    assert!(submit(&mut editor).is_some());
    let path = |row: usize| format!("{EMAIL}.{row}");
    editor.settled(invalid(&[(&path(0), "wrong_format"), (&path(7), "wrong_format")]), |_| true);
    // A row that is not there: its list tells.
    let expected = [(path(0), "empty"), (path(1), "wrong_format"), (EMAIL.to_owned(), "wrong_format")];
    let expected: Vec<_> = expected.iter().map(|(path, rule)| (path.as_str(), *rule)).collect();
    told(&editor, &expected);
    form(&mut editor).remove_row(Field::InboundEmail, 0);
    told(&editor, &[]);
}

#[test]
fn a_list_that_was_refused_as_a_whole_is_told_at_the_rows_that_look_guilty_and_at_itself() {
    let mut editor = open(sound());
    type_row(&mut editor, Field::InboundEmail, 1, "a b@c");
    assert!(submit(&mut editor).is_some());
    editor.settled(invalid(&[(EMAIL, "not_one_schema_valid")]), |_| true);
    let row = format!("{EMAIL}.1");
    let rule = "not_one_schema_valid";
    told(&editor, &[(&row, "email_address"), (&row, rule), (EMAIL, rule)]);
}

#[test]
fn a_row_taken_out_takes_its_problem_along_and_the_others_move_up() {
    let mut editor = open(sound());
    let field = Field::InboundEmail;
    for text in ["nobody", "else"] {
        let row = form(&mut editor).add_row(field);
        type_row(&mut editor, field, row, text);
        form(&mut editor).leave(&format!("{EMAIL}.{row}"));
    }
    let rule = "not_one_schema_valid";
    told(&editor, &[(&format!("{EMAIL}.2"), rule), (&format!("{EMAIL}.3"), rule)]);
    form(&mut editor).remove_row(field, 2);
    told(&editor, &[(&format!("{EMAIL}.2"), rule)]);
    form(&mut editor).remove_row(field, 0);
    told(&editor, &[(&format!("{EMAIL}.1"), rule)]);
    form(&mut editor).remove_row(field, 1);
    told(&editor, &[]);
}

#[test]
fn what_is_told_of_a_row_goes_where_the_row_goes() {
    let (field, rule) = (Field::InboundEmail, "not_one_schema_valid");
    let row = |row: usize| format!("{EMAIL}.{row}");
    let mut editor = open(sound());
    let last = form(&mut editor).add_row(field);
    type_row(&mut editor, field, last, "nobody");
    form(&mut editor).leave(&row(last));
    told(&editor, &[(&row(last), rule)]);
    form(&mut editor).move_row(field, last, 0);
    told(&editor, &[(&row(0), rule)]);
    form(&mut editor).insert_row(field, 0);
    told(&editor, &[(&row(1), rule)]);
    form(&mut editor).move_row(field, 0, 1);
    told(&editor, &[(&row(0), rule)]);
    form(&mut editor).move_row(field, 0, last);
    told(&editor, &[(&row(last), rule)]);
    // All that is pasted is judged at once, and what was told behind it moves on.
    let texts = ["else", "ann@x.example", "bob@"].map(str::to_owned).to_vec();
    form(&mut editor).paste_rows(field, 0, texts);
    told(&editor, &[(&row(0), rule), (&row(2), rule), (&row(last + 2), rule)]);
}

#[test]
fn a_discard_puts_all_back() {
    let mut editor = ended(invalid(&[("name", "unique")]));
    form(&mut editor).discard(|_| true);
    told(&editor, &[]);
    assert!(!form(&mut editor).is_dirty());
    assert_eq!(form(&mut editor).saved, None);
    assert_eq!(form(&mut editor).draft.text(Field::Name), "Desk");
    let mut editor = Editor::Editing(Form::new());
    type_text(&mut editor, Field::Retries, "x");
    assert!(submit(&mut editor).is_none());
    form(&mut editor).discard(|_| true);
    told(&editor, &[]);
}

#[test]
fn what_is_sent_has_every_unknown_key_and_none_of_the_systems() {
    let mut editor = open(
        json!({"id": "b1", "_rev": "1", "pvt_x": 1, "smtp_email_address": "x", "name": "a", "a.b": {"c": null}}),
    );
    type_text(&mut editor, Field::Name, "b");
    assert_eq!(form(&mut editor).document(), json!({"name": "b", "a.b": {"c": null}}));
}

#[test]
fn after_a_conflict_either_side_can_be_taken() {
    let theirs = Fetched { document: json!({"name": "Theirs", "fax_header": "ACME", "y": 1}), tag: None };
    let conflict = || ended(Outcome::Conflict(Conflict::of(&sound(), &theirs.document, &sound())));
    let mut editor = conflict();
    form(&mut editor).take_theirs(theirs.clone(), |_| true);
    assert!(!form(&mut editor).is_dirty());
    assert_eq!(form(&mut editor).document(), theirs.document);
    let mut editor = conflict();
    form(&mut editor).resolve(&sound(), &theirs.document, &|_| Side::Mine);
    let over = form(&mut editor);
    assert_eq!(over.draft.changes(), [Field::Name, Field::InboundEmail]);
    assert_eq!((over.document()["name"].clone(), over.document()["y"].clone()), (json!("Other"), json!(1)));
    assert_eq!(*over.opened(), theirs.document);
}

fn proof(document: &Value, reading: Reading) -> Outcome {
    Outcome::Saved(Box::new(Proof {
        id: id(),
        document: document.clone(),
        sent: document.clone(),
        base: Value::Null,
        address: None,
        foreign: Vec::new(),
        reading,
    }))
}

#[test]
fn what_the_server_did_not_keep_stays_typed() {
    let kept = sound();
    let differs =
        vec![Difference { path: "name".to_owned(), sent: Some(json!("Other")), kept: Some(json!("x")) }];
    let read_back = ReadBack { differs, ..ReadBack::default() };
    let editor = ended(proof(&kept, Reading::Compared { read_back, company: Company::Alone }));
    let form = editor.form().unwrap();
    assert_eq!(form.draft.text(Field::Name), "Other");
    assert!(form.is_dirty() && matches!(form.saved, Some(Saved::Yes(_))));
}

#[test]
fn what_could_not_be_read_back_stays_typed() {
    let mut answered = sound();
    answered["name"] = json!("Other");
    let editor = ended(proof(&answered, Reading::Missing(Failure::Unreachable)));
    let form = editor.form().unwrap();
    assert!(form.is_dirty(), "it may not stand on the server");
    assert_eq!(*form.opened(), sound(), "so the next save compares with what was opened");
}

#[test]
fn after_a_conflict_each_place_is_chosen_by_itself() {
    let mut editor = open(json!({"name": "x", "fax_header": "x", "retries": 1, "other": {"a": 1, "b": 1}}));
    form(&mut editor).draft.write(
        &json!({"name": "x", "fax_header": "x", "retries": 1, "other": {"a": 1, "b": 1}}),
        &json!({"name": "Mine", "fax_header": "Mine", "retries": 3, "other": {"a": 2, "b": 2}}),
    );
    let was = form(&mut editor).opened().clone();
    let theirs = json!({"name": "Theirs", "fax_header": "Theirs", "retries": 1, "other": {"a": 3, "b": 3}, "caller_id": "1"});
    let theirs_of = |path: &str| match path {
        "name" | "other.b" => Side::Theirs,
        _ => Side::Mine,
    };
    form(&mut editor).resolve(&was, &theirs, &theirs_of);
    let form = editor.form().unwrap();
    let expected = json!({"name": "Theirs", "fax_header": "Mine", "retries": 3, "other": {"a": 2, "b": 3}, "caller_id": "1"});
    assert_eq!(form.document(), expected);
    assert_eq!(form.draft.changes(), [Field::FaxHeader, Field::Retries]);
    assert_eq!(form.draft.change_count(), 3);
    assert_eq!(*form.opened(), theirs);
}

#[test]
fn a_removed_faxbox_becomes_a_new_one_with_all_that_is_on_the_screen() {
    let mut editor = open(
        json!({"id": "b1", "name": "x", "_x": 1, "flags": ["vip"], "retries": 1.0, "attempts": 0, "media": {}, "smtp_permission_list": []}),
    );
    type_text(&mut editor, Field::Name, "Other");
    form(&mut editor).make_new();
    assert_eq!(form(&mut editor).origin, Origin::New);
    assert_eq!(
        form(&mut editor).document(),
        json!({"name": "Other", "flags": ["vip"], "retries": 1.0, "attempts": 0, "media": {}, "smtp_permission_list": []})
    );
    assert!(form(&mut editor).is_dirty());
}

#[test]
fn a_write_of_others_that_came_after_ours_is_a_clash_with_three_sides() {
    let proof = |company| Proof {
        id: id(),
        document: json!({"name": "Theirs", "retries": 1}),
        sent: json!({"name": "Mine", "retries": 1}),
        base: json!({"name": "x", "retries": 1}),
        address: None,
        foreign: Vec::new(),
        reading: Reading::Compared { read_back: ReadBack::default(), company },
    };
    let clash = Clash {
        path: "name".to_owned(),
        was: Some(json!("x")),
        mine: Some(json!("Mine")),
        theirs: Some(json!("Theirs")),
    };
    assert_eq!(proof(Company::Met).conflict().map(|conflict| conflict.clashes), Some(vec![clash]));
    assert_eq!(proof(Company::Alone).conflict(), None, "then the server did not keep it");
}
