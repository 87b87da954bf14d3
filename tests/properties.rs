//! What holds of every document: nothing is lost by a save, PATCH means the same everywhere, disjoint changes both survive.

mod common;

use common::{are_disjoint, at, document, edit, field, json, leaves, text, with_defaults};
use faxbox_admin::domain::{header_runs, identity_runs, phone_number_reading};
use faxbox_admin::form::{
    Control, Draft, Field, Place,
    change::{apply, changes},
    judge, place_of,
    plan::{Plan, plan, update_body},
    read_back,
    value::{is_system_key, public, same},
};
use faxbox_admin::{
    domain::FaxboxId,
    state::{Form, Stage, StoredDraft, read_drafts, write_drafts},
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// What a person does to one field.
#[derive(Clone, Debug)]
struct Typing {
    field: Field,
    text: String,
    row: usize,
    how: u8,
}

impl Typing {
    fn apply(&self, draft: &mut Draft) {
        let Self { field, text, row, how } = self;
        match (field.control(), how) {
            (Control::List(_), 0) => {
                draft.add_row(*field);
            }
            (Control::List(_), 1) => draft.remove_row(*field, *row),
            (Control::List(_), 2) => {
                draft.paste_rows(*field, *row, vec![text.clone(), String::new(), "y".to_owned()]);
            }
            (Control::List(_), 3) => draft.make_list(*field),
            (Control::List(_), _) => {
                let row = draft.add_row(*field);
                draft.type_row(*field, row, text.clone());
            }
            (Control::Flag, how) => draft.set_flag(*field, (*how > 0).then_some(how % 2 == 0)),
            (Control::Choice(_), how) => draft.choose(*field, (*how > 0).then(|| text.clone())),
            _ => draft.type_text(*field, text.clone()),
        }
    }
}

fn typing() -> impl Strategy<Value = Typing> {
    (field(), text(), 0_usize..3, 0_u8..6).prop_map(|(field, text, row, how)| Typing {
        field,
        text,
        row,
        how,
    })
}

/// Whether the keys lead to `field`, into it, or are on the way to it.
fn concerns(keys: &[String], field: Field) -> bool {
    let path: Vec<_> = field.path().split('.').map(str::to_owned).collect();
    !are_disjoint(keys, &path)
}

/// PATCH of a server that fills the defaults into the body and merges at the top level.
fn patch_top(stored: &Value, body: &Value) -> Value {
    let mut stored = stored.clone();
    if let (Some(stored), Some(body)) = (stored.as_object_mut(), with_defaults(body).as_object()) {
        for (key, value) in body {
            match value {
                Value::Null => drop(stored.remove(key)),
                value => drop(stored.insert(key.clone(), value.clone())),
            }
        }
    }
    stored
}

/// PATCH of a server that merges deeply, and takes out what is `null` at any depth.
fn patch_deep(stored: &Value, body: &Value) -> Value {
    fn merge(stored: &mut Value, body: &Value) {
        let Some(body) = body.as_object() else {
            stored.clone_from(body);
            return;
        };
        if !stored.is_object() {
            *stored = Value::Object(Map::new());
        }
        let Some(stored) = stored.as_object_mut() else { return };
        for (key, value) in body {
            match value {
                Value::Null => drop(stored.remove(key)),
                value => merge(stored.entry(key.clone()).or_insert(Value::Null), value),
            }
        }
    }
    let mut stored = stored.clone();
    merge(&mut stored, &with_defaults(body));
    stored
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn load_then_save_is_the_identity(document in document()) {
        let draft = Draft::read(&document);
        prop_assert_eq!(draft.changes(), []);
        prop_assert_eq!(draft.document(&document).to_string(), document.to_string());
        prop_assert_eq!(plan(&document, &document, &public(&document)), Plan::Nothing);
        let text = document.to_string();
        let read: Value = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.to_string(), text);
    }

    #[test]
    fn what_is_typed_changes_its_fields_alone(opened in document(), typings in vec(typing(), 1..5)) {
        let mut draft = Draft::read(&opened);
        for typing in &typings {
            typing.apply(&mut draft);
        }
        let result = draft.document(&opened);
        let edited = |keys: &[String]| typings.iter().any(|typing| concerns(keys, typing.field));
        for (keys, value) in leaves(&opened) {
            if !edited(&keys) {
                prop_assert_eq!(at(&result, &keys).map(Value::to_string), Some(value.to_string()));
            }
        }
        for (keys, _) in leaves(&result) {
            if !edited(&keys) {
                prop_assert!(at(&opened, &keys).is_some());
            }
        }
        for &field in Field::ALL {
            let value = faxbox_admin::form::path::get(&result, field.path());
            prop_assert_eq!(value.map(Value::to_string), draft_value(&draft, field).map(|value| value.to_string()));
        }
        // What results reads as the same values, and reading it changes nothing.
        let again = Draft::read(&result);
        prop_assert_eq!(again.changes(), []);
        prop_assert_eq!(again.document(&result), result.clone());
        // Put back, all is as it was.
        for &field in Field::ALL {
            draft.put_back(field);
        }
        prop_assert_eq!(draft.document(&opened).to_string(), opened.to_string());
    }

    #[test]
    fn an_undo_of_all_is_the_start_and_a_redo_of_all_the_end(
        opened in document(),
        typings in vec((typing(), any::<bool>()), 1..8),
    ) {
        let Ok(id) = FaxboxId::parse("b1") else { return Ok(()) };
        let mut form = Form::open(id, opened.clone(), None, |_| true);
        let start = form.draft.clone();
        for (typing, seal) in &typings {
            form.edit(typing.field, |draft| typing.apply(draft));
            if *seal {
                form.seal();
            }
        }
        let end = form.draft.clone();
        let mut steps = 0;
        while form.undo().is_some() {
            steps += 1;
        }
        prop_assert_eq!(&form.draft, &start);
        prop_assert_eq!(form.draft.document(&opened).to_string(), opened.to_string());
        prop_assert!(steps <= typings.len());
        while form.redo().is_some() {}
        prop_assert_eq!(&form.draft, &end);
    }

    #[test]
    fn a_stored_draft_is_read_as_it_was_written(opened in document(), typings in vec(typing(), 1..5)) {
        let Ok(id) = FaxboxId::parse("b1") else { return Ok(()) };
        let mut form = Form::open(id, opened.clone(), None, |_| true);
        for typing in &typings {
            form.edit(typing.field, |draft| typing.apply(draft));
        }
        if let Some(stored) = StoredDraft::of(&form, Stage::Typed, u64::MAX) {
            let text = write_drafts(std::slice::from_ref(&stored)).unwrap_or_default();
            let read = read_drafts(&text);
            prop_assert_eq!(&read, &[stored]);
            for draft in read {
                prop_assert_eq!(draft.draft(), form.draft.clone());
                prop_assert_eq!(draft.document().to_string(), form.draft.document(&opened).to_string());
            }
        } else {
            prop_assert!(!form.is_dirty());
        }
    }

    #[test]
    fn every_problem_of_a_row_has_its_row(opened in document(), typings in vec(typing(), 0..5)) {
        let mut draft = Draft::read(&opened);
        for typing in &typings {
            typing.apply(&mut draft);
        }
        for problem in draft.problems(&opened, |_| true) {
            if let Place::Row(field, row) = place_of(&problem.path) {
                prop_assert!(row < draft.rows(field).len(), "{:?}", problem);
            }
        }
    }

    #[test]
    fn a_reading_has_the_digits_of_its_number_and_reads_as_itself(number in "[+]?[0-9 ().-]{0,20}") {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        if let Some(reading) = phone_number_reading(&number) {
            prop_assert_eq!(digits(&reading), digits(&number));
            prop_assert_eq!(phone_number_reading(&reading), None);
        }
    }

    #[test]
    fn a_line_is_drawn_with_every_letter_of_it(text in "\\PC{0,80}") {
        for runs in [header_runs(&text), identity_runs(&text)] {
            prop_assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), text.clone());
            prop_assert!(runs.windows(2).all(|pair| matches!(pair, [a, b] if a.print != b.print)));
        }
    }

    #[test]
    fn a_reviewed_change_makes_of_the_fetched_document_what_the_form_shows(
        fetched in document(),
        edits in vec(edit(), 0..4),
        typings in vec(typing(), 0..4),
        other in document(),
        independent in prop::bool::weighted(0.2),
    ) {
        let mut shall_be = fetched.clone();
        for edit in &edits {
            let keys = edit.keys(&shall_be);
            edit.apply(&mut shall_be, &keys);
        }
        if independent {
            shall_be = other;
        }
        let fetched = public(&fetched);
        let mut draft = Draft::read(&fetched);
        draft.write(&fetched, &shall_be);
        for typing in &typings {
            typing.apply(&mut draft);
        }
        let shown = public(&draft.document(&fetched));
        let reviewed = changes(&fetched, &shown);
        let applied = apply(&fetched, &reviewed);
        prop_assert!(same(&applied, &shown), "{} instead of {}: {:?}", applied, shown, reviewed);
        for change in &reviewed {
            prop_assert!(change.was.is_some() || change.becomes.is_some());
            prop_assert!(change.was != change.becomes);
        }
        prop_assert_eq!(reviewed.is_empty(), same(&fetched, &shown));
    }

    #[test]
    fn form_to_json_to_form_is_the_identity(
        opened in document(),
        typings in vec(typing(), 0..5),
        written in document(),
        more in vec(typing(), 0..3),
    ) {
        let mut draft = Draft::read(&opened);
        for typing in &typings {
            typing.apply(&mut draft);
        }
        // What the form shows, written back, changes nothing.
        let shown = public(&draft.document(&opened));
        let mut again = draft.clone();
        again.write(&opened, &shown);
        prop_assert_eq!(&again, &draft);
        // What is written is what results, letter by letter but for the system's keys, and reads as the same form.
        draft.write(&opened, &written);
        let written = public(&written);
        prop_assert_eq!(public(&draft.document(&opened)).to_string(), written.to_string());
        for &field in Field::ALL {
            let there = faxbox_admin::form::path::get(&written, field.path());
            prop_assert_eq!(draft.value(field).map(|value| value.to_string()), there.map(Value::to_string));
        }
        // And so it is after more was typed.
        for typing in &more {
            typing.apply(&mut draft);
        }
        let mut again = draft.clone();
        again.write(&opened, &public(&draft.document(&opened)));
        prop_assert_eq!(&again, &draft);
        // All put back is what was opened.
        for &field in Field::ALL {
            draft.put_back(field);
        }
        draft.put_back_others();
        prop_assert_eq!(draft.document(&opened).to_string(), opened.to_string());
        prop_assert_eq!(draft.change_count(), 0);
    }

    #[test]
    fn any_json_can_be_judged(value in json()) {
        for problem in judge(&value, |_| false) {
            prop_assert!(!problem.fault.rule().is_empty());
        }
    }

    #[test]
    fn an_update_means_the_same_everywhere_or_is_not_offered(
        theirs in document(),
        other in document(),
        edits in vec(edit(), 0..4),
        independent in prop::bool::weighted(0.2),
    ) {
        let mut shall_be = theirs.clone();
        for edit in &edits {
            let keys = edit.keys(&shall_be);
            edit.apply(&mut shall_be, &keys);
        }
        if independent {
            shall_be = other;
        }
        let (theirs, shall_be) = (public(&theirs), public(&shall_be));
        if let Ok(body) = update_body(&theirs, &shall_be) {
            let posted = with_defaults(&shall_be);
            let (top, deep) = (patch_top(&theirs, &body), patch_deep(&theirs, &body));
            prop_assert!(same(&top, &posted), "top: {} instead of {}", top, posted);
            prop_assert!(same(&deep, &posted), "deep: {} instead of {}", deep, posted);
        }
    }

    #[test]
    fn disjoint_changes_both_survive(
        opened in document(),
        theirs in vec(edit(), 0..4),
        mine in vec(edit(), 0..4),
    ) {
        let opened = public(&opened);
        let mut taken: Vec<Vec<String>> = Vec::new();
        let mut placed = |edits: Vec<common::Edit>| {
            let mut placed = Vec::new();
            for edit in edits {
                let keys = edit.keys(&opened);
                if taken.iter().all(|other| are_disjoint(&keys, other)) {
                    taken.push(keys.clone());
                    placed.push((keys, edit));
                }
            }
            placed
        };
        let (theirs, mine) = (placed(theirs), placed(mine));
        let changed = |start: &Value, edits: &[(Vec<String>, common::Edit)]| {
            let mut document = start.clone();
            for (keys, edit) in edits {
                edit.apply(&mut document, keys);
            }
            document
        };
        let (their_document, my_document) = (changed(&opened, &theirs), changed(&opened, &mine));
        let both = public(&changed(&their_document, &mine));
        match plan(&opened, &their_document, &my_document) {
            Plan::Write { document, .. } => prop_assert!(same(&document, &both), "{} instead of {}", document, both),
            Plan::Nothing => prop_assert!(same(&public(&their_document), &both)),
            Plan::Conflict(clashes) => prop_assert!(false, "{:?}", clashes),
        }
    }

    #[test]
    fn a_plan_with_one_side_unchanged_is_the_other(opened in document(), changed in document(), edit in edit()) {
        let mut edited = opened.clone();
        let keys = edit.keys(&opened);
        edit.apply(&mut edited, &keys);
        for mine in [changed, edited] {
            prop_assert_eq!(plan(&opened, &mine, &opened), Plan::Nothing);
            prop_assert_eq!(plan(&opened, &mine, &mine), Plan::Nothing);
            match plan(&opened, &opened, &mine) {
                Plan::Nothing => prop_assert!(same(&public(&opened), &public(&mine))),
                Plan::Write { document, foreign } => {
                    prop_assert!(same(&document, &public(&mine)));
                    prop_assert_eq!(foreign, Vec::<String>::new());
                }
                Plan::Conflict(clashes) => prop_assert!(false, "{:?}", clashes),
            }
        }
    }

    #[test]
    fn only_what_both_changed_differently_is_a_conflict(
        opened in document(),
        theirs in vec(edit(), 0..4),
        mine in vec(edit(), 0..4),
    ) {
        let changed = |edits: &[common::Edit]| {
            let mut document = opened.clone();
            for edit in edits {
                let keys = edit.keys(&document);
                edit.apply(&mut document, &keys);
            }
            document
        };
        let (theirs, mine) = (changed(&theirs), changed(&mine));
        let there = |document: &Value, path: &str| {
            let keys: Vec<_> = path.split('.').map(|key| key.replace("%2E", ".")).collect();
            at(document, &keys).cloned()
        };
        let there_and_back = plan(&opened, &mine, &theirs);
        match plan(&opened, &theirs, &mine) {
            Plan::Nothing => prop_assert!(!matches!(there_and_back, Plan::Conflict(_))),
            Plan::Write { document, foreign } => {
                prop_assert!(!matches!(there_and_back, Plan::Conflict(_)));
                let keys = document.as_object().into_iter().flat_map(Map::keys);
                prop_assert_eq!(keys.filter(|key| is_system_key(key)).count(), 0);
                for path in foreign {
                    prop_assert_ne!(there(&opened, &path), there(&theirs, &path));
                    prop_assert_eq!(there(&document, &path), there(&theirs, &path));
                }
            }
            Plan::Conflict(clashes) => {
                prop_assert!(matches!(there_and_back, Plan::Conflict(_)));
                for clash in clashes {
                    prop_assert_eq!(&clash.was, &there(&opened, &clash.path));
                    prop_assert_eq!(&clash.theirs, &there(&theirs, &clash.path));
                    prop_assert_eq!(&clash.mine, &there(&mine, &clash.path));
                    prop_assert!(clash.was != clash.theirs && clash.was != clash.mine && clash.theirs != clash.mine);
                }
            }
        }
    }

    #[test]
    fn what_is_stored_with_its_defaults_reads_back_without_a_difference(document in document()) {
        let kept = with_defaults(&document);
        let shown = read_back(&document, &kept);
        prop_assert_eq!(&shown.differs, &Vec::new());
        for key in shown.filled_in {
            prop_assert!(document.get(&key).is_none());
        }
    }
}

/// What the draft says `field` has, an untouched list that was opened absent and got blank rows being absent.
fn draft_value(draft: &Draft, field: Field) -> Option<Value> {
    if draft.is_changed(field) { draft.value(field) } else { draft.opened(field).cloned() }
}
