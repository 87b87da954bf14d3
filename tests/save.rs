//! The machines of a save and of a removal, driven by scripted replies and by a server in memory.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use common::{Edit, document, edit, with_defaults};
use faxbox_admin::{
    api::{
        Charges, Consent, Failure, Refused,
        reply::{Fetched, Written},
    },
    domain::{EntityTag, FaxboxId},
    form::{
        Fault, Problem,
        plan::NoUpdate,
        value::{public, same},
    },
    state::{
        Before, Call, Company, Manner, Next, Outcome, Proof, ROUNDS_MAX, Reading, Removal, RemovalStep,
        Reply, Save,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

fn id(text: &str) -> FaxboxId {
    FaxboxId::parse(text).unwrap()
}

fn tag(text: &str) -> EntityTag {
    EntityTag::parse(text).unwrap()
}

fn refused(status: u16) -> Refused {
    Refused { status, ..Refused::default() }
}

/// The answer to a fetch: a document and its tag, `""` for none.
fn fetched(document: &Value, etag: &str) -> Reply {
    Reply::Fetched(Ok(Fetched { document: document.clone(), tag: EntityTag::parse(etag) }))
}

fn not_fetched(failure: Failure) -> Reply {
    Reply::Fetched(Err(failure))
}

/// The answer to a write.
fn written(document: &Value) -> Reply {
    let mut document = document.clone();
    document["id"] = json!("b1");
    document["smtp_email_address"] = json!("ab12.fax.example");
    Reply::Written(Ok(Written { document, id: id("b1") }))
}

fn not_written(failure: Failure) -> Reply {
    Reply::Written(Err(failure))
}

/// A save on its way: each reply must be asked for by the call that is due.
struct Script {
    save: Save,
    next: Next,
}

impl Script {
    fn edit(opened: &Value, mine: &Value, manner: Manner) -> Self {
        let (save, next) = Save::edit(id("b1"), opened.clone(), mine.clone(), manner);
        Self { save, next }
    }

    fn create(document: &Value, known: &[&str]) -> Self {
        let before = Before::Known(known.iter().map(|known| id(known)).collect());
        let (save, next) = Save::create(document.clone(), Consent::NotAsked, before);
        Self { save, next }
    }

    /// The save asks for `call` and gets `reply`.
    #[track_caller]
    fn then(mut self, call: &Call, reply: Reply) -> Self {
        assert_eq!(self.next, Next::Send(call.clone()));
        self.next = self.save.answered(reply);
        self
    }

    #[track_caller]
    fn ends(self) -> Outcome {
        match self.next {
            Next::Done(outcome) => outcome,
            Next::Send(call) => panic!("it goes on with {call:?}"),
        }
    }

    #[track_caller]
    fn saved(self) -> Proof {
        match self.ends() {
            Outcome::Saved(proof) => *proof,
            outcome => panic!("{outcome:?}"),
        }
    }
}

fn fetch() -> Call {
    Call::Fetch(id("b1"))
}

fn change(document: &Value, etag: &str) -> Call {
    Call::Change(id("b1"), document.clone(), EntityTag::parse(etag))
}

fn opened() -> Value {
    json!({"id": "b1", "name": "a", "caller_id": "1", "u": {"x": null}, "attempts": 0, "retries": 1, "media": {},
        "caller_name": "c", "fax_header": "h", "smtp_permission_list": []})
}

fn with(key: &str, value: Value) -> Value {
    let mut document = opened();
    document[key] = value;
    document
}

/// The whole document with `name` edited, as it is sent.
fn mine() -> Value {
    public(&with("name", json!("b")))
}

#[track_caller]
fn compared(proof: &Proof) -> (&[faxbox_admin::form::Difference], Company) {
    match &proof.reading {
        Reading::Compared { read_back, company } => (&read_back.differs, *company),
        Reading::Missing(failure) => panic!("{failure:?}"),
    }
}

#[test]
fn a_change_is_fetched_written_and_read_back() {
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), written(&mine()))
        .then(&fetch(), fetched(&with("name", json!("b")), "\"2-b\""))
        .saved();
    assert_eq!(proof.id, id("b1"));
    assert_eq!(proof.document, with("name", json!("b")));
    assert_eq!(proof.sent, mine());
    assert_eq!(proof.address.as_deref(), Some("ab12.fax.example"));
    assert_eq!(proof.foreign, Vec::<String>::new());
    assert_eq!(compared(&proof), (&[][..], Company::Alone));
}

#[test]
fn an_update_sends_less_and_proves_the_same() {
    let mut body = mine();
    for key in ["caller_id", "u"] {
        body.as_object_mut().unwrap().remove(key);
    }
    let call = Call::Update(id("b1"), body, EntityTag::parse("\"1-a\""));
    let proof = Script::edit(&opened(), &mine(), Manner::Update)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&call, written(&mine()))
        .then(&fetch(), fetched(&mine(), "\"2-b\""))
        .saved();
    assert_eq!(proof.sent, mine());
    assert_eq!(compared(&proof), (&[][..], Company::Alone));
}

#[test]
fn an_update_that_cannot_say_it_is_not_sent() {
    let check = |mine: &Value, reason: NoUpdate| {
        let outcome = Script::edit(&opened(), mine, Manner::Update)
            .then(&fetch(), fetched(&opened(), "\"1-a\""))
            .ends();
        assert_eq!(outcome, Outcome::NoUpdate(reason));
    };
    let mut removed = mine();
    removed.as_object_mut().unwrap().remove("caller_id");
    check(&removed, NoUpdate::Removes(vec!["caller_id".to_owned()]));
    check(&public(&with("u", json!({"x": null, "y": 1}))), NoUpdate::Null("u.x".to_owned()));
}

#[test]
fn what_is_there_already_is_not_written() {
    for theirs in [opened(), with("name", json!("b"))] {
        let mine = if theirs == opened() { opened() } else { mine() };
        let outcome =
            Script::edit(&opened(), &mine, Manner::Change).then(&fetch(), fetched(&theirs, "\"1-a\"")).ends();
        assert_eq!(outcome, Outcome::Unchanged(Fetched { document: theirs, tag: Some(tag("\"1-a\"")) }));
    }
}

#[test]
fn a_foreign_change_elsewhere_is_kept_and_told() {
    let theirs = with("caller_id", json!("2"));
    let mut both = mine();
    both["caller_id"] = json!("2");
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&theirs, "\"4-a\""))
        .then(&change(&both, "\"4-a\""), written(&both))
        .then(&fetch(), fetched(&both, "\"5-b\""))
        .saved();
    assert_eq!(proof.foreign, ["caller_id"]);
    assert_eq!(compared(&proof), (&[][..], Company::Alone));
}

#[test]
fn a_foreign_change_of_the_same_field_stops_the_save() {
    let theirs = with("name", json!("c"));
    let outcome =
        Script::edit(&opened(), &mine(), Manner::Change).then(&fetch(), fetched(&theirs, "\"4-a\"")).ends();
    let Outcome::Conflict(conflict) = outcome else { panic!("{outcome:?}") };
    assert_eq!(conflict.clashes.len(), 1);
    let clash = &conflict.clashes[0];
    assert_eq!((clash.path.as_str(), &clash.theirs), ("name", &Some(json!("c"))));
    assert_eq!((conflict.was, conflict.theirs), (opened(), theirs));
}

#[test]
fn a_write_that_came_too_late_begins_again() {
    for late in [Failure::Changed, Failure::Conflict(refused(409))] {
        let theirs = with("caller_id", json!("2"));
        let mut both = mine();
        both["caller_id"] = json!("2");
        let proof = Script::edit(&opened(), &mine(), Manner::Change)
            .then(&fetch(), fetched(&opened(), "\"1-a\""))
            .then(&change(&mine(), "\"1-a\""), not_written(late))
            .then(&fetch(), fetched(&theirs, "\"2-b\""))
            .then(&change(&both, "\"2-b\""), written(&both))
            .then(&fetch(), fetched(&both, "\"3-c\""))
            .saved();
        assert_eq!(proof.foreign, ["caller_id"]);
    }
}

#[test]
fn after_five_rounds_the_others_are_too_busy() {
    let mut script = Script::edit(&opened(), &mine(), Manner::Change);
    for round in 1..=ROUNDS_MAX {
        let etag = format!("\"{round}-a\"");
        script = script
            .then(&fetch(), fetched(&opened(), &etag))
            .then(&change(&mine(), &etag), not_written(Failure::Changed));
    }
    assert_eq!(script.ends(), Outcome::Busy);
    // One round less may still succeed.
    let mut script = Script::edit(&opened(), &mine(), Manner::Change);
    for round in 1..ROUNDS_MAX {
        let etag = format!("\"{round}-a\"");
        script = script
            .then(&fetch(), fetched(&opened(), &etag))
            .then(&change(&mine(), &etag), not_written(Failure::Conflict(refused(409))));
    }
    let last = script
        .then(&fetch(), fetched(&opened(), "\"9-a\""))
        .then(&change(&mine(), "\"9-a\""), written(&mine()))
        .then(&fetch(), fetched(&mine(), "\"10-a\""));
    assert!(matches!(last.ends(), Outcome::Saved(_)));
    assert_eq!(ROUNDS_MAX, 5);
}

#[test]
fn the_mark_of_a_proxy_is_taken_off_a_tag_once() {
    for marked in ["W/\"1-a\"", "\"1-a-gzip\"", "W/\"1-a-gzip\""] {
        let refused_once = || {
            Script::edit(&opened(), &mine(), Manner::Change)
                .then(&fetch(), fetched(&opened(), marked))
                .then(&change(&mine(), marked), not_written(Failure::Changed))
                .then(&fetch(), fetched(&opened(), marked))
        };
        let proof = refused_once()
            .then(&change(&mine(), "\"1-a\""), written(&mine()))
            .then(&fetch(), fetched(&mine(), "W/\"2-b\""))
            .saved();
        assert_eq!(compared(&proof), (&[][..], Company::Alone));
        let outcome = refused_once()
            .then(&change(&mine(), "\"1-a\""), not_written(Failure::Changed))
            .then(&fetch(), fetched(&opened(), marked))
            .ends();
        assert_eq!(outcome, Outcome::TagNeverMatches);
    }
}

#[test]
fn a_tag_without_a_mark_that_is_refused_twice_never_matches() {
    let outcome = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), not_written(Failure::Changed))
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .ends();
    assert_eq!(outcome, Outcome::TagNeverMatches);
}

#[test]
fn a_409_says_nothing_of_the_tag() {
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), not_written(Failure::Conflict(refused(409))))
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), written(&mine()))
        .then(&fetch(), fetched(&mine(), "\"2-a\""))
        .saved();
    assert_eq!(compared(&proof).1, Company::Alone);
}

#[test]
fn without_a_tag_the_write_goes_out_without_a_condition() {
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), ""))
        .then(&change(&mine(), ""), written(&mine()))
        .then(&fetch(), fetched(&mine(), ""))
        .saved();
    assert_eq!(compared(&proof), (&[][..], Company::Unguarded), "and that is told");
}

/// The failures after which nobody knows.
fn doubts() -> Vec<Failure> {
    vec![
        Failure::Unreachable,
        Failure::TimedOut { seconds: 30 },
        Failure::NotTheApi { status: 200 },
        Failure::NoDocument(refused(200)),
        Failure::Trouble(refused(500)),
    ]
}

#[test]
fn an_edit_whose_answer_was_lost_is_looked_for() {
    for doubt in doubts() {
        let lost = || {
            Script::edit(&opened(), &mine(), Manner::Change)
                .then(&fetch(), fetched(&opened(), "\"1-a\""))
                .then(&change(&mine(), "\"1-a\""), not_written(doubt.clone()))
        };
        let proof = lost().then(&fetch(), fetched(&mine(), "\"2-b\"")).saved();
        assert_eq!(proof.document, mine());
        assert_eq!((compared(&proof), proof.address.clone()), ((&[][..], Company::Alone), None));
        let outcome = lost().then(&fetch(), fetched(&opened(), "\"1-a\"")).ends();
        assert_eq!(outcome, Outcome::Failed(doubt.clone()));
        let otherwise = with("name", json!("c"));
        let outcome = lost().then(&fetch(), fetched(&otherwise, "\"2-c\"")).ends();
        assert_eq!(outcome, Outcome::InDoubt(doubt.clone()));
        let outcome = lost().then(&fetch(), not_fetched(Failure::Unreachable)).ends();
        assert_eq!(outcome, Outcome::InDoubt(doubt));
    }
}

#[test]
fn a_refusal_is_the_end_of_a_save() {
    let invalid = Failure::Invalid(vec![Problem::new("name", Fault::Required)], refused(400));
    for failure in [invalid, Failure::SignedOut(refused(401)), Failure::Forbidden(refused(403))] {
        let outcome = Script::edit(&opened(), &mine(), Manner::Change)
            .then(&fetch(), fetched(&opened(), "\"1-a\""))
            .then(&change(&mine(), "\"1-a\""), not_written(failure.clone()))
            .ends();
        assert_eq!(outcome, Outcome::Failed(failure.clone()));
        let outcome = Script::edit(&opened(), &mine(), Manner::Change)
            .then(&fetch(), not_fetched(failure.clone()))
            .ends();
        assert_eq!(outcome, Outcome::Failed(failure.clone()));
        let create = Call::Create(mine(), Consent::NotAsked);
        let outcome = Script::create(&mine(), &[]).then(&create, not_written(failure.clone())).ends();
        assert_eq!(outcome, Outcome::Failed(failure));
    }
}

#[test]
fn a_read_back_tells_what_stands_there_otherwise() {
    let kept = with("name", json!("c"));
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), written(&mine()))
        .then(&fetch(), fetched(&kept, "\"3-b\""))
        .saved();
    let (differs, company) = compared(&proof);
    assert_eq!(differs.len(), 1);
    assert_eq!((differs[0].path.as_str(), &differs[0].kept), ("name", &Some(json!("c"))));
    assert_eq!(company, Company::Met);
    assert_eq!(proof.document, kept);
}

#[test]
fn company_is_told_by_a_generation_that_rose_by_more_than_one() {
    for (before, after, company) in [
        ("\"1-a\"", "\"2-b\"", Company::Alone),
        ("\"1-a\"", "\"3-b\"", Company::Met),
        ("\"9-a\"", "\"11-b\"", Company::Met),
        ("W/\"1-a\"", "\"3-b-gzip\"", Company::Met),
        ("\"x\"", "\"3-b\"", Company::Alone),
        ("\"1-a\"", "\"x\"", Company::Alone),
        ("", "\"3-b\"", Company::Unguarded),
        ("\"18446744073709551615-a\"", "\"1-b\"", Company::Alone),
    ] {
        let proof = Script::edit(&opened(), &mine(), Manner::Change)
            .then(&fetch(), fetched(&opened(), before))
            .then(&change(&mine(), before), written(&mine()))
            .then(&fetch(), fetched(&mine(), after))
            .saved();
        assert_eq!(compared(&proof), (&[][..], company), "{before} {after}");
    }
}

#[test]
fn a_read_back_that_does_not_come_leaves_the_writes_own_answer() {
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), written(&mine()))
        .then(&fetch(), not_fetched(Failure::Unreachable))
        .saved();
    assert_eq!(proof.reading, Reading::Missing(Failure::Unreachable));
    assert_eq!(proof.document["smtp_email_address"], "ab12.fax.example");
}

#[test]
fn a_create_is_written_and_read_back() {
    let document = json!({"name": "new"});
    let stored = with_defaults(&document);
    let proof = Script::create(&document, &["b0"])
        .then(&Call::Create(document.clone(), Consent::NotAsked), written(&stored))
        .then(&fetch(), fetched(&stored, "\"1-a\""))
        .saved();
    assert_eq!(proof.id, id("b1"));
    assert_eq!(proof.address.as_deref(), Some("ab12.fax.example"));
    assert_eq!(compared(&proof), (&[][..], Company::Alone));
}

#[test]
fn a_create_that_costs_money_is_a_question() {
    let document = json!({"name": "new"});
    let outcome = Script::create(&document, &[])
        .then(
            &Call::Create(document.clone(), Consent::NotAsked),
            not_written(Failure::Charges(Charges::default())),
        )
        .ends();
    assert_eq!(outcome, Outcome::Charges(Charges::default()));
    let (_, next) = Save::create(document.clone(), Consent::Given, Before::Unread);
    assert_eq!(next, Next::Send(Call::Create(document, Consent::Given)));
}

#[test]
fn a_create_whose_answer_was_lost_is_looked_for_in_the_list() {
    let document = json!({"name": "new"});
    for doubt in doubts() {
        let lost = || {
            Script::create(&document, &["b0"])
                .then(&Call::Create(document.clone(), Consent::NotAsked), not_written(doubt.clone()))
        };
        let row = |id: &str, name: &str| {
            let mut row = with_defaults(&json!({"name": name}));
            row["id"] = json!(id);
            row["smtp_email_address"] = json!("ab12.fax.example");
            row
        };
        // Not one that was there before, not another's.
        let rows =
            vec![json!(5), json!({"name": "new"}), row("b0", "new"), row("b2", "other"), row("b1", "new")];
        let proof = lost()
            .then(&Call::Search, Reply::Rows(Ok(rows)))
            .then(&fetch(), fetched(&with_defaults(&document), "\"1-a\""))
            .saved();
        assert_eq!((proof.id, proof.address.as_deref()), (id("b1"), Some("ab12.fax.example")));
        // What the server adds of its own is no reason to take it for another.
        let mut owned = row("b1", "new");
        owned["owner_id"] = json!("o1");
        let proof = lost()
            .then(&Call::Search, Reply::Rows(Ok(vec![owned])))
            .then(&fetch(), fetched(&with_defaults(&document), "\"1-a\""))
            .saved();
        assert_eq!(proof.id, id("b1"));
        // It is not there: safe to create again, unless the server may still be at it.
        let rows = vec![row("b0", "new"), row("b2", "other")];
        let outcome = lost().then(&Call::Search, Reply::Rows(Ok(rows))).ends();
        assert_eq!(
            outcome,
            match doubt {
                Failure::TimedOut { .. } => Outcome::InDoubt(doubt.clone()),
                _ => Outcome::Failed(doubt.clone()),
            }
        );
        // One of that name has come that lacks what was sent.
        let mut other = row("b1", "new");
        other["caller_id"] = json!("1");
        let wanted = json!({"name": "new", "caller_id": "2"});
        let outcome = Script::create(&wanted, &["b0"])
            .then(&Call::Create(wanted.clone(), Consent::NotAsked), not_written(doubt.clone()))
            .then(&Call::Search, Reply::Rows(Ok(vec![other])))
            .ends();
        assert_eq!(outcome, Outcome::InDoubt(doubt.clone()));
        let outcome = lost().then(&Call::Search, Reply::Rows(Err(Failure::Unreachable))).ends();
        assert_eq!(outcome, Outcome::InDoubt(doubt));
    }
}

#[test]
fn a_faxbox_that_may_have_been_there_before_is_not_taken_for_the_new_one() {
    let document = json!({"name": "new"});
    let (save, next) = Save::create(document.clone(), Consent::NotAsked, Before::Unread);
    let mut row = with_defaults(&document);
    row["id"] = json!("b1");
    let outcome = Script { save, next }
        .then(&Call::Create(document, Consent::NotAsked), not_written(Failure::Unreachable))
        .then(&Call::Search, Reply::Rows(Ok(vec![row])))
        .ends();
    assert_eq!(outcome, Outcome::InDoubt(Failure::Unreachable));
}

#[test]
fn an_answer_that_names_another_faxbox_is_not_followed_there() {
    let mut other = mine();
    other["id"] = json!("b9");
    let answer = Written { document: other, id: id("b9") };
    let proof = Script::edit(&opened(), &mine(), Manner::Change)
        .then(&fetch(), fetched(&opened(), "\"1-a\""))
        .then(&change(&mine(), "\"1-a\""), Reply::Written(Ok(answer)))
        .then(&fetch(), fetched(&mine(), "\"2-a\""))
        .saved();
    assert_eq!(proof.id, id("b1"));
}

#[test]
fn only_a_write_counts_as_one() {
    let document = json!({});
    let writes = [
        Call::Create(document.clone(), Consent::NotAsked),
        Call::Change(id("b1"), document.clone(), None),
        Call::Update(id("b1"), document, None),
    ];
    assert!(writes.iter().all(Call::writes));
    assert!(!fetch().writes() && !Call::Search.writes());
}

#[test]
fn a_reply_that_was_not_asked_for_ends_in_doubt() {
    let replies = [written(&mine()), Reply::Rows(Ok(Vec::new()))];
    for reply in replies {
        let outcome = Script::edit(&opened(), &mine(), Manner::Change).then(&fetch(), reply).ends();
        assert!(matches!(outcome, Outcome::InDoubt(_)));
    }
}

fn present(name: &str, etag: &str) -> Fetched {
    Fetched { document: json!({"name": name}), tag: EntityTag::parse(etag) }
}

#[test]
fn a_removal_asks_about_what_it_removes() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    assert!(!removal.confirm(), "nothing to ask about yet");
    removal.fetched(Ok(present("a", "\"1-a\"")));
    assert_eq!(removal.step, RemovalStep::Asking { changed_meanwhile: false, is_guarded: true });
    assert_eq!((&removal.document, &removal.tag), (&json!({"name": "a"}), &Some(tag("\"1-a\""))));
    assert!(removal.confirm());
    assert!(!removal.confirm(), "once only");
    assert!(!removal.answered(Ok(())));
    assert_eq!(removal.step, RemovalStep::Gone);
    assert!(!removal.confirm());
}

#[test]
fn a_removal_without_a_tag_is_not_guarded_and_says_so() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    removal.fetched(Ok(Fetched { document: json!({"name": "a"}), tag: None }));
    assert_eq!(removal.step, RemovalStep::Asking { changed_meanwhile: false, is_guarded: false });
}

#[test]
fn a_removal_asks_again_where_somebody_wrote_meanwhile() {
    for late in [Failure::Changed, Failure::Conflict(refused(409))] {
        let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
        removal.fetched(Ok(present("a", "\"1-a\"")));
        assert!(removal.confirm());
        assert!(removal.answered(Err(late)), "fetch again");
        assert_eq!(removal.step, RemovalStep::Fetching);
        assert!(!removal.confirm());
        removal.fetched(Ok(present("b", "\"2-b\"")));
        assert_eq!(removal.step, RemovalStep::Asking { changed_meanwhile: true, is_guarded: true });
        assert_eq!(removal.document, json!({"name": "b"}));
        assert!(removal.confirm());
        assert!(!removal.answered(Ok(())));
        assert_eq!(removal.step, RemovalStep::Gone);
    }
}

#[test]
fn a_removal_takes_the_mark_of_a_proxy_off_once_and_then_says_so() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    for sent in ["W/\"1-a\"", "\"1-a\""] {
        removal.fetched(Ok(present("a", "W/\"1-a\"")));
        assert_eq!(removal.tag, Some(tag(sent)));
        assert!(removal.confirm());
        assert!(removal.answered(Err(Failure::Changed)), "fetch again");
    }
    removal.fetched(Ok(present("a", "W/\"1-a\"")));
    assert_eq!(removal.step, RemovalStep::TagNeverMatches);
    assert!(!removal.confirm());
}

#[test]
fn a_removal_that_was_sent_cannot_be_called_off_and_takes_no_late_document() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    removal.fetched(Ok(present("a", "\"1-a\"")));
    assert!(removal.can_be_cancelled() && removal.confirm());
    assert!(!removal.can_be_cancelled());
    removal.fetched(Ok(present("late", "\"9-z\"")));
    assert_eq!((&removal.step, &removal.document), (&RemovalStep::Sending, &json!({"name": "a"})));
    assert!(!removal.answered(Err(Failure::NoDocument(refused(200)))));
    assert!(!removal.answered(Ok(())), "no answer is waited for any more");
    assert_eq!(removal.step, RemovalStep::Failed(Failure::NoDocument(refused(200))));
}

#[test]
fn a_removal_tells_of_a_change_since_the_faxbox_was_opened() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a", "id": "b1"}));
    removal.fetched(Ok(present("b", "\"2-b\"")));
    assert_eq!(removal.step, RemovalStep::Asking { changed_meanwhile: true, is_guarded: true });
}

#[test]
fn what_is_gone_already_needs_no_removal() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    removal.fetched(Err(Failure::NotFound(refused(404))));
    assert_eq!(removal.step, RemovalStep::Gone);
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    removal.fetched(Ok(present("a", "")));
    assert!(removal.confirm());
    assert!(!removal.answered(Err(Failure::NotFound(refused(404)))));
    assert_eq!(removal.step, RemovalStep::Gone);
}

#[test]
fn a_removal_that_failed_can_be_tried_again() {
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    removal.fetched(Ok(present("a", "")));
    assert!(removal.confirm());
    assert!(!removal.answered(Err(Failure::Unreachable)));
    assert_eq!(removal.step, RemovalStep::Failed(Failure::Unreachable));
    assert!(removal.confirm());
    let mut removal = Removal::begin(id("b1"), json!({"name": "a"}));
    removal.fetched(Err(Failure::Unreachable));
    assert_eq!(removal.step, RemovalStep::Failed(Failure::Unreachable));
    assert!(!removal.confirm(), "what would be removed was never seen");
    assert!(removal.retry(), "so it is fetched again");
    assert_eq!(removal.step, RemovalStep::Fetching);
    assert!(!removal.retry());
}

/// A server of one faxbox in memory.
struct Server {
    document: Value,
    generation: u64,
    /// It merges a PATCH deeply, not at the top level.
    deep: bool,
    /// It, or a proxy before it, heeds `If-Match`.
    heeds_tags: bool,
    /// What comes before each tag.
    mark: &'static str,
}

impl Server {
    fn tag(&self) -> String {
        format!("\"{}-x\"", self.generation)
    }

    fn write(&mut self, document: Value) {
        self.document = document;
        self.generation += 1;
    }

    fn answer(&mut self, call: Call) -> Reply {
        match call {
            Call::Fetch(_) => fetched(&self.document, &format!("{}{}", self.mark, self.tag())),
            Call::Change(_, sent, tag) => self.put(tag, |_, _| with_defaults(&sent)),
            Call::Update(_, body, tag) => {
                self.put(tag, |stored, deep| merged(stored, &with_defaults(&body), deep))
            }
            call => panic!("{call:?}"),
        }
    }

    fn put(&mut self, tag: Option<EntityTag>, result: impl FnOnce(&Value, bool) -> Value) -> Reply {
        let matches = tag.is_some_and(|tag| tag.as_str() == self.tag());
        if self.heeds_tags && !matches {
            return not_written(Failure::Changed);
        }
        self.write(result(&self.document, self.deep));
        written(&self.document)
    }
}

fn merged(stored: &Value, body: &Value, deep: bool) -> Value {
    let (Some(members), Some(body)) = (stored.as_object(), body.as_object()) else { return body.clone() };
    let mut members = members.clone();
    for (key, value) in body {
        let old = members.get(key).filter(|_| deep).cloned().unwrap_or_default();
        members.insert(key.clone(), if deep { merged(&old, value, true) } else { value.clone() });
    }
    Value::Object(members)
}

/// Whether `document` is what others left, but for what stands at `keys`.
fn differs_only_at(keys: &[String], theirs: &Value, document: &Value) -> bool {
    let besides = |document: &Value| {
        let inside = |(other, _): &(Vec<String>, Value)| common::are_disjoint(other, keys);
        let mut leaves: Vec<_> = common::leaves(document).into_iter().filter(inside).collect();
        leaves.sort_by(|(a, _), (b, _)| a.cmp(b));
        leaves
    };
    let (theirs, document) = (besides(theirs), besides(document));
    theirs.len() == document.len()
        && theirs.iter().zip(&document).all(|((a, x), (b, y))| a == b && same(x, y))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_foreign_change_elsewhere_is_lost(
        start in document(),
        my_edit in edit(),
        foreign in vec((0_usize..6, edit()), 0..4),
        deep in any::<bool>(),
        manner in select(vec![Manner::Change, Manner::Update]),
        mark in select(vec!["", "W/"]),
    ) {
        let opened = with_defaults(&public(&start));
        let my_keys = my_edit.keys(&opened);
        let mut mine = opened.clone();
        my_edit.apply(&mut mine, &my_keys);
        let mut server = Server { document: opened.clone(), generation: 1, deep, heeds_tags: true, mark };
        // What stands there without my edit: the opened document with what others wrote.
        let mut others = opened.clone();
        let (mut save, mut next) = Save::edit(id("b1"), opened.clone(), mine, manner);
        let (mut step, mut was_written) = (0, false);
        let outcome = loop {
            let call = match next {
                Next::Done(outcome) => break outcome,
                Next::Send(call) => call,
            };
            for (_, edit) in foreign.iter().filter(|(when, _)| *when == step && !was_written) {
                let keys: Vec<String> = Edit::keys(edit, &opened);
                if common::are_disjoint(&keys, &my_keys) {
                    edit.apply(&mut others, &keys);
                    others = with_defaults(&public(&others));
                    let mut document = server.document.clone();
                    edit.apply(&mut document, &keys);
                    server.write(with_defaults(&public(&document)));
                }
            }
            let reply = server.answer(call);
            was_written |= matches!(reply, Reply::Written(Ok(_)));
            next = save.answered(reply);
            step += 1;
            prop_assert!(step < 30);
        };
        prop_assert!(differs_only_at(&my_keys, &others, &server.document), "{} {}", others, server.document);
        match outcome {
            Outcome::Saved(proof) => {
                prop_assert!(same(&public(&proof.document), &public(&server.document)));
                let (differs, company) = compared(&proof);
                prop_assert_eq!((differs.len(), company), (0, Company::Alone));
                let shall_be = common::at(&proof.sent, &my_keys);
                prop_assert!(faxbox_admin::form::value::same_or_missing(
                    shall_be,
                    common::at(&server.document, &my_keys).filter(|_| shall_be.is_some()),
                ));
            }
            Outcome::Unchanged(_) | Outcome::NoUpdate(_) => prop_assert!(!was_written),
            outcome => prop_assert!(false, "{:?}", outcome),
        }
    }

    #[test]
    fn a_server_that_ignores_tags_still_gets_what_was_seen_last(
        start in document(),
        my_edit in edit(),
        foreign in edit(),
    ) {
        let opened = with_defaults(&public(&start));
        let my_keys = my_edit.keys(&opened);
        let mut mine = opened.clone();
        my_edit.apply(&mut mine, &my_keys);
        let mut server = Server { document: opened.clone(), generation: 1, deep: false, heeds_tags: false, mark: "" };
        let foreign_keys = foreign.keys(&opened);
        if common::are_disjoint(&foreign_keys, &my_keys) {
            let mut document = opened.clone();
            foreign.apply(&mut document, &foreign_keys);
            server.write(with_defaults(&public(&document)));
        }
        let others = server.document.clone();
        let (mut save, mut next) = Save::edit(id("b1"), opened, mine, Manner::Change);
        while let Next::Send(call) = next {
            let reply = server.answer(call);
            next = save.answered(reply);
        }
        prop_assert!(matches!(next, Next::Done(Outcome::Saved(_) | Outcome::Unchanged(_))), "{:?}", next);
        prop_assert!(differs_only_at(&my_keys, &others, &server.document), "{} {}", others, server.document);
    }
}
