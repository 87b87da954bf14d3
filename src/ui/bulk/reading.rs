//! Reading every faxbox of the account, whole, page by page.

use std::collections::HashSet;

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*, task};
use serde_json::Value;

use crate::{
    api::Failure,
    form::value::ID,
    state::{Pages, Turn},
    text::{bulk as words, shell},
    ui::{browser, calls::Calls, failure::reason, live},
};

use super::{Context, Reading};

/// Reads every faxbox, unless that was done already; then does what is to be done with them.
pub fn read_then(context: Context, then: impl Fn(Context) + Copy + 'static) {
    if context.reading.get_untracked() == Reading::Done {
        then(context);
        return;
    }
    let Some(calls) = context.panel.calls().map(|calls| context.reads.join(calls)) else { return };
    context.reading.set(Reading::Going(0));
    task::spawn_local(async move {
        let read = read(context, &calls).await;
        if !calls.are_current() {
            return;
        }
        // The view may be gone: then there is nobody to do it for.
        let reading = match read {
            Some(Ok(documents)) => {
                context.documents.try_set_value(documents);
                Reading::Done
            }
            Some(Err(failure)) => Reading::Failed(failure),
            None => return,
        };
        let is_done = reading == Reading::Done;
        if context.reading.try_set(reading).is_none() && is_done {
            then(context);
        }
    });
}

/// Every faxbox once, or why not; nothing where the view is gone.
async fn read(context: Context, calls: &Calls) -> Option<Result<Vec<Value>, Failure>> {
    let (mut rows, mut ids, mut pages) = (Vec::new(), HashSet::new(), Pages::default());
    loop {
        let turn = match calls.page(pages.ask()).await {
            Ok(page) => {
                let turn = pages.came(&page);
                // A row can come twice as others write meanwhile.
                let is_new = |row: &Value| {
                    row.get(ID).and_then(Value::as_str).is_some_and(|id| ids.insert(id.to_owned()))
                };
                rows.extend(page.rows.into_iter().filter(is_new));
                turn
            }
            Err(failure) => pages.failed(failure),
        };
        if context.reading.try_set(Reading::Going(rows.len())).is_some() {
            return None;
        }
        match turn {
            Turn::Ask => {}
            Turn::Wait(milliseconds) => browser::rest(milliseconds).await,
            Turn::Done => return Some(Ok(rows)),
            Turn::Failed(failure) => return Some(Err(failure)),
        }
    }
}

/// How far reading is, seen and said; why it failed, with a way to try again. For want of a network that is done by itself, once it is
/// back.
pub fn state(context: Context, again: impl Fn() + Copy + Send + 'static) -> AnyView {
    let back = window_event_listener(ev::online, move |_| {
        let waits = |reading: &Reading| matches!(reading, Reading::Failed(failure) if failure.is_silence());
        if context.reading.try_with_untracked(waits) == Some(true) {
            again();
        }
    });
    on_cleanup(move || back.remove());
    let line = move || match context.reading.get() {
        Reading::NotBegun | Reading::Failed(_) => String::new(),
        Reading::Going(count) => words::READING.with(&[("count", &count.to_string())]),
        Reading::Done => {
            let count = context.documents.with_value(Vec::len).to_string();
            words::READ.with(&[("count", &count)])
        }
    };
    let failed = move || {
        let Reading::Failed(failure) = context.reading.get() else { return ().into_any() };
        view! {
            <div class="outcome outcome--error" role="alert">
                <h3>{words::READ_FAILED.get()}</h3>
                {reason(&failure)}
                <div><button class="button button--small" type="button" on:click=move |_| again()>{shell::TRY_AGAIN.get()}</button></div>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="bulk__reading" role="status">{live::text(line)}</p>
        {live::view(failed)}
    }
    .into_any()
}
