//! A run over many faxboxes: scripted, and against a server in memory that fails in every way and in any order.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::collections::HashMap;

use faxbox_admin::{
    api::{
        Consent, Failure, Refused,
        reply::{self, Fetched, Raw, Written},
    },
    domain::{EntityTag, FaxboxId},
    form::{
        Field,
        edit::Edit,
        value::{public, same},
    },
    state::{
        Ask, CALLS_AT_ONCE, Call, Format, Heard, Item, ItemState, News, Pace, Pause, Reason, Reply, Run,
        SETBACK_REST_SECONDS, SILENCES_MAX, SLOW_REST_SECONDS, TOKENS_LOW, Tally, Work, undo,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn id(text: &str) -> FaxboxId {
    FaxboxId::parse(text).unwrap()
}

fn retries() -> Edit {
    Edit::Set(vec![(Field::Retries, Some(json!(3)))])
}

fn change(name: &str) -> Item {
    Item::new(Some(id(name)), name.to_owned(), Vec::new(), Work::Apply(retries()))
}

fn create(name: &str) -> Item {
    Item::new(None, name.to_owned(), Vec::new(), Work::Create(json!({ "name": name })))
}

fn run(items: Vec<Item>) -> Run {
    Run::new(items, Vec::new())
}

fn refused(status: u16) -> Refused {
    Refused { status, ..Refused::default() }
}

fn fetched(retries: u8, generation: u32) -> Heard {
    let tag = EntityTag::parse(&format!("\"{generation}-x\""));
    Heard::Reply(Reply::Fetched(Ok(Fetched { document: json!({ "name": "N", "retries": retries }), tag })))
}

fn too_many(ask: &Ask) -> Heard {
    let failure = Failure::TooMany(refused(429));
    failed(ask, failure)
}

fn failed(ask: &Ask, failure: Failure) -> Heard {
    match ask {
        Ask::Remove(..) => Heard::Removed(Err(failure)),
        Ask::Call(Call::Search) => Heard::Reply(Reply::Rows(Err(failure))),
        Ask::Call(call) if call.writes() => Heard::Reply(Reply::Written(Err(failure))),
        Ask::Call(_) => Heard::Reply(Reply::Fetched(Err(failure))),
    }
}

fn written(name: &str) -> Heard {
    let document = json!({ "id": name, "name": name, "retries": 3, "smtp_email_address": "x.fax.example" });
    Heard::Reply(Reply::Written(Ok(Written { document, id: id(name) })))
}

/// Answers all calls of a run, each with what `answer` makes of it, until there are none.
fn drive(run: &mut Run, answer: &mut impl FnMut(&Ask) -> Heard) {
    loop {
        let calls = run.calls();
        if calls.is_empty() {
            if run.rest().is_none() {
                return;
            }
            run.rested();
        }
        for (place, ask) in calls {
            let heard = answer(&ask);
            run.answered(place, heard, None);
        }
    }
}

#[test]
fn a_few_go_at_once_and_no_more() {
    let mut run = run((0..9).map(|index| change(&format!("b{index}"))).collect());
    assert_eq!(run.calls().len(), CALLS_AT_ONCE);
    assert_eq!(run.calls(), []);
    run.answered(0, fetched(1, 1), None);
    // The place that became free goes to the one that was fetched, so that its tag stays young.
    let calls = run.calls();
    assert_eq!(calls.len(), 1);
    assert!(matches!(&calls[0], (0, Ask::Call(Call::Change(..)))), "{calls:?}");
}

#[test]
fn few_tokens_left_make_it_slow_and_more_make_it_quick_again() {
    let mut run = run((0..9).map(|index| change(&format!("b{index}"))).collect());
    assert_eq!(run.calls().len(), CALLS_AT_ONCE);
    for place in 0..CALLS_AT_ONCE {
        run.answered(place, fetched(3, 1), Some(TOKENS_LOW - 1));
    }
    assert!(run.is_slow());
    assert_eq!(run.calls(), []);
    assert_eq!((run.rest(), run.rest()), (Some(SLOW_REST_SECONDS), None));
    assert_eq!(run.calls(), [], "it rests");
    run.rested();
    assert_eq!(run.calls().len(), 1);
    run.answered(CALLS_AT_ONCE, fetched(3, 1), Some(TOKENS_LOW));
    assert!(!run.is_slow());
    assert_eq!(run.calls().len(), CALLS_AT_ONCE);
}

#[test]
fn it_is_slow_as_long_as_it_rests_whatever_was_under_way() {
    let mut run = run((0..9).map(|index| change(&format!("b{index}"))).collect());
    let calls = run.calls();
    run.answered(0, too_many(&calls[0].1), None);
    run.answered(1, fetched(3, 1), None);
    assert!(run.is_slow());
    assert!(run.rest().is_some());
    assert!(run.is_slow(), "while it rests");
    run.rested();
    assert!(!run.is_slow());
}

#[test]
fn a_429_makes_the_same_call_wait_longer_each_time_until_the_person_is_asked() {
    let mut run = run(vec![change("b0")]);
    let first = run.calls();
    run.answered(0, too_many(&first[0].1), None);
    for seconds in SETBACK_REST_SECONDS {
        assert_eq!(run.calls(), []);
        assert_eq!(run.rest(), Some(seconds));
        run.rested();
        let again = run.calls();
        assert_eq!(again, first);
        run.answered(0, too_many(&again[0].1), None);
    }
    assert_eq!(run.pace, Pace::Paused(Pause::TooMany));
    assert_eq!((run.rest(), run.calls()), (None, Vec::new()));
    run.resume();
    assert_eq!(run.calls(), first);
}

#[test]
fn a_429_that_says_how_long_is_believed_up_to_a_minute() {
    let turned_away = |seconds: u32, ask: &Ask| {
        failed(ask, Failure::TooMany(Refused { retry_after: Some(seconds), ..refused(429) }))
    };
    for (asked, rests) in [(7, Some(7)), (1, Some(SETBACK_REST_SECONDS[0])), (60, Some(60)), (61, None)] {
        let mut run = run(vec![change("b0")]);
        let calls = run.calls();
        run.answered(0, turned_away(asked, &calls[0].1), None);
        assert_eq!(run.rest(), rests, "{asked}");
        assert_eq!(run.pace == Pace::Paused(Pause::TooMany), rests.is_none());
    }
}

#[test]
fn calls_that_are_turned_away_together_are_one_setback() {
    let mut run = run((0..9).map(|index| change(&format!("b{index}"))).collect());
    for (place, ask) in run.calls() {
        run.answered(place, too_many(&ask), None);
    }
    assert_eq!(run.rest(), Some(SETBACK_REST_SECONDS[0]));
    run.rested();
    let one = run.calls();
    assert_eq!(one.len(), 1, "one at a time");
    run.answered(one[0].0, too_many(&one[0].1), None);
    assert_eq!(run.rest(), Some(SETBACK_REST_SECONDS[1]));
}

#[test]
fn a_pause_begins_nothing_and_writes_nothing_but_finds_out_what_was_written() {
    let mut run = run(vec![change("b0"), change("b1"), change("b2")]);
    assert_eq!(run.calls().len(), 3);
    run.answered(0, fetched(1, 1), None);
    assert_eq!(run.calls().len(), 1);
    run.pause();
    run.answered(0, written("b0"), None);
    run.answered(1, fetched(1, 1), None);
    let calls = run.calls();
    assert_eq!(calls.len(), 1);
    assert!(matches!(&calls[0], (0, Ask::Call(Call::Fetch(_)))), "{calls:?}");
    run.answered(0, fetched(3, 2), None);
    assert!(matches!(run.items[0].state, ItemState::Saved(_)));
    assert_eq!(run.calls(), []);
    run.resume();
    assert!(matches!(&run.calls()[..], [(1, Ask::Call(Call::Change(..)))]));
}

#[test]
fn a_stop_settles_what_was_written_and_leaves_the_rest() {
    let mut run = run((0..6).map(|index| change(&format!("b{index}"))).collect());
    assert_eq!(run.calls().len(), 4);
    run.answered(0, fetched(1, 1), None);
    assert_eq!(run.calls().len(), 1);
    run.stop();
    assert_eq!(run.pace, Pace::Stopping);
    for place in 1..4 {
        run.answered(place, fetched(1, 1), None);
        assert_eq!(run.items[place].state, ItemState::NotTried);
    }
    run.answered(0, written("b0"), None);
    assert_eq!(run.calls().len(), 1);
    run.answered(0, fetched(3, 2), None);
    assert_eq!(run.calls(), []);
    assert!(run.is_over());
    assert_eq!(run.tally(), Tally { done: 1, failed: 0, not_tried: 5, all: 6 });
    // And the rest can be tried yet.
    run.retry();
    assert_eq!(run.calls().len(), CALLS_AT_ONCE);
}

#[test]
fn a_refusal_in_the_middle_stops_nobody_else_and_can_be_tried_again() {
    let mut run = run((0..200).map(|index| change(&format!("b{index}"))).collect());
    let refusal = Failure::BadRequest(refused(400));
    drive(&mut run, &mut |ask| match ask {
        Ask::Call(Call::Change(id, ..)) if id.as_str() == "b100" => failed(ask, refusal.clone()),
        Ask::Call(Call::Change(id, ..)) => written(id.as_str()),
        _ => fetched(1, 1),
    });
    assert!(run.is_over());
    assert_eq!(run.tally(), Tally { done: 199, failed: 1, not_tried: 0, all: 200 });
    assert_eq!(run.items[100].state, ItemState::Failed(Reason::Failure(refusal)));
    assert!(run.can_retry());
    run.retry();
    let mut asked = Vec::new();
    drive(&mut run, &mut |ask| {
        asked.push(ask.clone());
        fetched(3, 1)
    });
    assert_eq!(asked, [Ask::Call(Call::Fetch(id("b100")))]);
    assert_eq!(run.items[100].state, ItemState::Unchanged);
    assert!(!run.can_retry());
}

#[test]
fn a_line_that_is_down_and_a_token_that_is_refused_pause_it() {
    let mut silent = run((0..20).map(|index| change(&format!("b{index}"))).collect());
    drive(&mut silent, &mut |ask| failed(ask, Failure::Unreachable));
    assert_eq!(silent.pace, Pace::Paused(Pause::Silence));
    let failed_ones = silent.tally().failed;
    assert!(
        (SILENCES_MAX as usize..SILENCES_MAX as usize + CALLS_AT_ONCE).contains(&failed_ones),
        "{failed_ones}"
    );

    let mut stranger = run((0..20).map(|index| change(&format!("b{index}"))).collect());
    drive(&mut stranger, &mut |ask| failed(ask, Failure::SignedOut(refused(401))));
    assert_eq!(stranger.pace, Pace::Paused(Pause::SignedOut));
    assert_eq!(stranger.tally(), Tally { all: 20, ..Tally::default() }, "nothing was refused for good");
    stranger.resume();
    drive(&mut stranger, &mut |_| fetched(3, 1));
    assert_eq!(stranger.tally().done, 20);
}

#[test]
fn new_ones_go_one_after_the_other_and_their_charges_are_asked_about_once() {
    let mut run = run(vec![create("n0"), create("n1"), create("n2")]);
    let calls = run.calls();
    assert!(matches!(&calls[..], [(0, Ask::Call(Call::Create(_, Consent::NotAsked)))]), "{calls:?}");
    let body = r#"{"data":[{"summary":{"today":1}}],"status":"error"}"#.to_owned();
    let charges = reply::written(&Raw { status: 402, body, ..Raw::default() });
    assert!(matches!(charges, Err(Failure::Charges(_))));
    run.answered(0, Heard::Reply(Reply::Written(charges)), None);
    assert!(matches!(run.pace, Pace::Paused(Pause::Charges(_))));
    assert_eq!(run.calls(), []);
    run.resume();
    let mut created = Vec::new();
    drive(&mut run, &mut |ask| match ask {
        Ask::Call(Call::Create(document, consent)) => {
            assert_eq!(*consent, Consent::Given);
            let name = document["name"].as_str().unwrap().to_owned();
            created.push(name.clone());
            written(&name)
        }
        _ => fetched(3, 1),
    });
    assert_eq!(created, ["n0", "n1", "n2"]);
    assert_eq!(run.tally().done, 3);
}

#[test]
fn a_create_in_doubt_is_not_tried_again() {
    let mut run = run(vec![create("n0")]);
    drive(&mut run, &mut |ask| failed(ask, Failure::Trouble(refused(500))));
    assert_eq!(run.items[0].state, ItemState::InDoubt(Failure::Trouble(refused(500))));
    assert!(!run.can_retry());
}

#[test]
fn a_removal_spares_what_was_changed_meanwhile_until_it_is_tried_again() {
    let seen = json!({ "id": "b0", "name": "N", "retries": 1 });
    let removal =
        || Item::new(Some(id("b0")), "N".to_owned(), Vec::new(), Work::Remove { seen: seen.clone() });
    let mut gone = run(vec![removal()]);
    let calls = gone.calls();
    assert_eq!(calls, [(0, Ask::Call(Call::Fetch(id("b0"))))]);
    gone.answered(0, fetched(1, 1), None);
    let calls = gone.calls();
    assert_eq!(calls, [(0, Ask::Remove(id("b0"), EntityTag::parse("\"1-x\"")))]);
    assert_eq!(gone.answered(0, Heard::Removed(Ok(())), None), Some(News::Gone(id("b0"))));
    assert_eq!(gone.calls(), []);
    assert_eq!(gone.tally().done, 1);

    let mut changed = run(vec![removal()]);
    drive(&mut changed, &mut |_| fetched(2, 2));
    assert!(matches!(changed.items[0].state, ItemState::Failed(Reason::Changed(_))));
    changed.retry();
    let mut removed = 0;
    drive(&mut changed, &mut |ask| match ask {
        Ask::Remove(..) => {
            removed += 1;
            Heard::Removed(Ok(()))
        }
        Ask::Call(_) => fetched(2, 2),
    });
    assert_eq!((removed, &changed.items[0].state), (1, &ItemState::Removed));

    // Its answer was lost: what is there tells.
    for (found, expected) in [
        (Err(Failure::NotFound(refused(404))), ItemState::Removed),
        (Err(Failure::Unreachable), ItemState::InDoubt(Failure::Unreachable)),
        (Ok(()), ItemState::Failed(Reason::Failure(Failure::Unreachable))),
    ] {
        let mut lost = run(vec![removal()]);
        let mut sent = false;
        drive(&mut lost, &mut |ask| match ask {
            Ask::Remove(..) => {
                assert!(!std::mem::replace(&mut sent, true), "removed twice");
                Heard::Removed(Err(Failure::Unreachable))
            }
            Ask::Call(_) if sent => match &found {
                Ok(()) => fetched(1, 1),
                Err(failure) => failed(ask, failure.clone()),
            },
            Ask::Call(_) => fetched(1, 1),
        });
        assert_eq!(lost.items[0].state, expected);
    }
}

/// A server in memory.
#[derive(Default)]
struct Server {
    /// Document and generation by id.
    faxboxes: HashMap<String, (Value, u32)>,
    /// How often a call of the run's wrote, by id.
    writes: HashMap<String, u32>,
    /// The tag of the last fetch, by id.
    shown: HashMap<String, u32>,
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Luck {
    Good,
    TooMany,
    Refused,
    /// The answer is lost before anything was done.
    LostBefore,
    /// It is lost after that.
    LostAfter,
    /// 500, and nothing done.
    Trouble,
    /// Somebody else writes just before.
    Foreign,
}

impl Server {
    fn answer(&mut self, ask: &Ask, luck: Luck) -> Heard {
        match luck {
            Luck::TooMany => return too_many(ask),
            Luck::LostBefore => return failed(ask, Failure::Unreachable),
            Luck::Trouble => return failed(ask, Failure::Trouble(refused(500))),
            Luck::Refused if ask.writes() => return failed(ask, Failure::BadRequest(refused(400))),
            _ => {}
        }
        let heard = self.handle(ask, luck);
        if luck == Luck::LostAfter { failed(ask, Failure::Unreachable) } else { heard }
    }

    fn handle(&mut self, ask: &Ask, luck: Luck) -> Heard {
        let key = match ask {
            Ask::Remove(id, _) | Ask::Call(Call::Fetch(id) | Call::Change(id, ..) | Call::Update(id, ..)) => {
                id.as_str().to_owned()
            }
            Ask::Call(Call::Create(..) | Call::Search) => panic!("not of this server: {ask:?}"),
        };
        if luck == Luck::Foreign
            && let Some((document, generation)) = self.faxboxes.get_mut(&key)
        {
            document["fax_header"] = json!(format!("foreign {generation}"));
            *generation += 1;
        }
        let Some((document, generation)) = self.faxboxes.get_mut(&key) else {
            return failed(ask, Failure::NotFound(refused(404)));
        };
        let tag = |generation: u32| EntityTag::parse(&format!("\"{generation}-x\""));
        match ask {
            Ask::Call(Call::Change(_, body, if_match)) => {
                assert!(if_match.is_some(), "written without a tag");
                if *if_match != tag(*generation) {
                    return failed(ask, Failure::Changed);
                }
                assert_eq!(self.shown.get(&key), Some(&*generation), "written over what was not fetched");
                *generation += 1;
                *document = body.clone();
                *self.writes.entry(key.clone()).or_default() += 1;
                let mut row = body.clone();
                row["id"] = json!(key);
                Heard::Reply(Reply::Written(Ok(Written { document: row, id: id(&key) })))
            }
            Ask::Remove(_, if_match) => {
                if *if_match != tag(*generation) {
                    return failed(ask, Failure::Changed);
                }
                self.faxboxes.remove(&key);
                *self.writes.entry(key).or_default() += 1;
                Heard::Removed(Ok(()))
            }
            Ask::Call(_) => {
                self.shown.insert(key, *generation);
                let fetched = Fetched { document: document.clone(), tag: tag(*generation) };
                Heard::Reply(Reply::Fetched(Ok(fetched)))
            }
        }
    }
}

fn luck() -> impl Strategy<Value = Luck> {
    prop_oneof![
        6 => Just(Luck::Good),
        4 => select(vec![Luck::TooMany, Luck::Refused, Luck::LostBefore, Luck::LostAfter, Luck::Trouble, Luck::Foreign]),
    ]
}

/// What the person does besides.
#[derive(Clone, Copy, Debug)]
enum Whim {
    Nothing,
    Pause,
    Resume,
    Stop,
}

proptest! {
    #![proptest_config(config())]

    /// Whatever fails, in any order of answers, with pauses, stops and retries: nothing is written twice, nothing without a
    /// fetch before, no foreign write is lost, and what the run says of a faxbox is so.
    #[test]
    fn nothing_is_sent_twice_and_the_report_is_true(
        lucks in vec(luck(), 1..120),
        turns in vec(0_usize..4, 120),
        whims in vec(prop_oneof![12 => Just(Whim::Nothing), 1 => Just(Whim::Pause), 1 => Just(Whim::Stop), 4 => Just(Whim::Resume)], 120),
        removes in any::<bool>(),
    ) {
        let names: Vec<_> = (0..7).map(|index| format!("b{index}")).collect();
        let mut server = Server::default();
        for name in &names {
            let retries = if name == "b3" { 3 } else { 1 };
            server.faxboxes.insert(name.clone(), (json!({ "name": name, "retries": retries, "flags": [name] }), 1));
        }
        let items = names.iter().map(|name| {
            if removes {
                let seen = server.faxboxes[name].0.clone();
                Item::new(Some(id(name)), name.clone(), Vec::new(), Work::Remove { seen })
            } else {
                change(name)
            }
        });
        let mut run = run(items.collect());
        let mut lucks = lucks.into_iter();
        let script = turns.into_iter().zip(whims).cycle().take(3000);
        let mut under_way: Vec<(usize, Ask)> = Vec::new();
        let mut tries = 0;
        for (turn, whim) in script {
            match whim {
                Whim::Nothing => {}
                Whim::Pause => run.pause(),
                Whim::Resume => run.resume(),
                Whim::Stop => run.stop(),
            }
            let calls = run.calls();
            for (place, _) in &calls {
                prop_assert!(under_way.iter().all(|(other, _)| other != place), "two calls for one faxbox");
            }
            under_way.extend(calls);
            prop_assert!(under_way.len() <= CALLS_AT_ONCE);
            if under_way.is_empty() {
                if run.rest().is_some() {
                    run.rested();
                } else if run.is_over() {
                    tries += 1;
                    if tries > 3 || !run.can_retry() {
                        break;
                    }
                    run.retry();
                }
                continue;
            }
            let (place, ask) = under_way.remove(turn % under_way.len());
            let heard = server.answer(&ask, lucks.next().unwrap_or(Luck::Good));
            run.answered(place, heard, None);
        }
        prop_assert!(run.is_over(), "{:?}", run);
        for item in &run.items {
            let writes = server.writes.get(&item.name).copied().unwrap_or(0);
            prop_assert!(writes <= 1, "{} was written {writes} times", item.name);
            let there = server.faxboxes.get(&item.name);
            match (&item.state, removes) {
                (ItemState::Saved(_), false) => {
                    prop_assert_eq!(writes, 1);
                    let (document, generation) = there.unwrap();
                    prop_assert_eq!(&document["retries"], &json!(3));
                    // Every foreign write is still there.
                    if *generation > 2 {
                        prop_assert!(document["fax_header"].is_string());
                    }
                    prop_assert_eq!(&document["flags"], &json!([item.name]));
                    let before = item.before.as_ref().unwrap();
                    prop_assert_eq!(&before["retries"], &json!(1));
                }
                (ItemState::Unchanged, false) => prop_assert_eq!(&there.unwrap().0["retries"], &json!(3)),
                (ItemState::Removed, true) => prop_assert!(there.is_none()),
                (ItemState::NotTried, false) => prop_assert_eq!(writes, 0),
                (ItemState::Failed(_), false) => prop_assert_eq!(writes, 0, "{:?}", item),
                (ItemState::Failed(_) | ItemState::NotTried, true) => prop_assert!(there.is_some()),
                (ItemState::InDoubt(_), _) => {}
                (state, _) => prop_assert!(false, "{state:?}"),
            }
        }
    }

    #[test]
    fn what_undoes_a_run_puts_everything_back(before in vec(select(vec![json!(0), json!(1), json!("2"), Value::Null]), 1..5)) {
        let documents: Vec<_> = before.iter().enumerate().map(|(index, retries)| {
            let mut document = json!({ "id": format!("b{index}"), "name": "=N" });
            if !retries.is_null() {
                document["retries"] = retries.clone();
            }
            document
        }).collect();
        let targets: Vec<_> = documents.iter().map(|document| id(document["id"].as_str().unwrap())).collect();
        let dry = faxbox_admin::state::of_edit(&documents, &targets, &retries(), |_| true);
        let mut server = Server::default();
        for document in &documents {
            server.faxboxes.insert(document["id"].as_str().unwrap().to_owned(), (public(document), 1));
        }
        let mut run = Run::new(dry.items(), targets);
        drive(&mut run, &mut |ask| server.answer(ask, Luck::Good));
        let now: Vec<_> = documents.iter().map(|document| {
            let id = document["id"].as_str().unwrap();
            let mut now = server.faxboxes[id].0.clone();
            now["id"] = json!(id);
            now
        }).collect();
        let (format, text) = undo(&run).unwrap();
        prop_assert_eq!(format, Format::Csv);
        let back = faxbox_admin::state::of_file(&now, &faxbox_admin::state::read_file(text.as_bytes()).unwrap(), |_| true);
        for (document, row) in documents.iter().zip(&back.rows) {
            let Some(Work::Apply(edit)) = &row.work else { panic!("{row:?}") };
            let now = now.iter().find(|now| now["id"] == document["id"]).unwrap();
            prop_assert!(same(&edit.apply(now), document));
        }
    }
}
