//! Lists of thousands of rows: what is done at each keystroke grows with the list, and not with its square.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::time::Duration;

use faxbox_admin::{
    domain::FaxboxId,
    form::{Draft, Field, Item, judge, recipients::split},
    state::{Form, RowKeys},
};
use serde_json::{Value, json};

const FEW: usize = 1000;
const TIMES_MORE: usize = 8;
/// Eight times as many take eight times as long; what grows with the square of the list, 64 times.
const TIMES_LONGER_MAX: u32 = 25;

/// How long this thread has worked, whatever else the machine did meanwhile.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

#[cfg(not(unix))]
fn worked() -> Duration {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap()
}

/// Does something of two sizes, by turns, and compares the quickest of each: how fast the machine is does not count.
#[track_caller]
fn grows_with_the_list<T>(prepare: impl Fn(usize) -> T, act: impl Fn(&mut T)) {
    let took = |count| {
        let mut prepared = prepare(count);
        let before = worked();
        act(&mut prepared);
        worked().saturating_sub(before)
    };
    let mut quickest = [Duration::MAX; 2];
    for _ in 0..3 {
        quickest = [quickest[0].min(took(FEW)), quickest[1].min(took(FEW * TIMES_MORE))];
    }
    let [few, many] = quickest;
    assert!(many < few * TIMES_LONGER_MAX, "{few:?} for {FEW}, {many:?} for {TIMES_MORE} times as many");
}

fn knows(_: &str) -> bool {
    true
}

fn texts(count: usize, text: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(text).collect()
}

fn document(rows: &[String]) -> Value {
    json!({"name": "Many", "notifications": {"inbound": {"email": {"send_to": rows}}}})
}

fn open(rows: &[String]) -> Form {
    Form::open(FaxboxId::parse("b1").unwrap(), document(rows), None, knows)
}

fn address(number: usize) -> String {
    format!("r{number}@acme.example")
}

/// Each is an error, and curable by no typing on.
fn wrong(number: usize) -> String {
    format!("r{number}@@acme.example")
}

#[test]
fn rows_are_judged_and_found_to_be_there_twice_in_step_with_their_number() {
    grows_with_the_list(|count| document(&texts(count, address)), |document| drop(judge(document, knows)));
    grows_with_the_list(
        |count| document(&texts(count, |row| address(row / 2))),
        |document| drop(judge(document, knows)),
    );
}

#[test]
fn the_problems_of_a_form_are_found_in_step_with_their_number() {
    for text in [wrong, |row| address(row / 2)] {
        grows_with_the_list(|count| open(&texts(count, text)), |form| drop(form.problems(knows)));
    }
    // None of them was told before.
    let pasted = |count| {
        let mut form = Form::new();
        form.add_row(Field::InboundEmail);
        form.edit(Field::InboundEmail, |draft| draft.paste_rows(Field::InboundEmail, 0, texts(count, wrong)));
        form
    };
    grows_with_the_list(pasted, |form| drop(form.problems(knows)));
}

#[test]
fn a_keystroke_and_a_row_more_cost_in_step_with_the_list() {
    grows_with_the_list(
        |count| open(&texts(count, wrong)),
        |form| {
            form.edit(Field::InboundEmail, |draft| {
                draft.type_row(Field::InboundEmail, 7, "typed".to_owned());
            });
            form.insert_row(Field::InboundEmail, 0);
            form.leave("notifications.inbound.email.send_to.7");
        },
    );
    let empty = |count| {
        let mut form = Form::new();
        form.add_row(Field::InboundEmail);
        (form, texts(count, address))
    };
    grows_with_the_list(empty, |(form, texts)| {
        form.paste_rows(Field::InboundEmail, 0, std::mem::take(texts));
    });
}

#[test]
fn what_the_server_refuses_of_each_row_is_placed_in_step_with_their_number() {
    let refused = |count| {
        let draft = Draft::read(&document(&texts(count, address)));
        let problems = judge(&document(&texts(count, wrong)), knows);
        (draft, problems)
    };
    grows_with_the_list(refused, |(draft, problems)| drop(draft.as_shown(std::mem::take(problems))));
}

#[test]
fn rows_keep_their_keys_in_step_with_their_number_whatever_became_of_them() {
    let turned = |count| {
        let keys = RowKeys::default().follow(texts(count, address));
        (keys, texts(count, |row| address(count - row)))
    };
    grows_with_the_list(turned, |(keys, texts)| *keys = keys.follow(std::mem::take(texts)));
}

#[test]
fn a_row_is_taken_apart_in_step_with_its_length() {
    for sign in ["<", "\"", "\"]", "(", "'", "<>", "@<", "\"@"] {
        for end in ["", "@x", "]"] {
            grows_with_the_list(
                |count| format!("{}{end}", sign.repeat(count)),
                |text| drop(split(Item::EmailAddress, text)),
            );
        }
    }
}
