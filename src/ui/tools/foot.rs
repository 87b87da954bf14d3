//! Below the table: how many there are, how far reading is and how to stop it or go on, how old what is shown is.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    state::{List, Loading},
    text::{list as words, plural, tools as own},
    ui::{browser, chunk::From, live, panel::Panel, shell},
};

use super::{keys, reading, states};

/// How often the age is told anew.
const AGE_STEP: Duration = Duration::from_secs(20);
const MINUTE_MILLISECONDS: u64 = 60_000;

/// The foot.
pub fn view(panel: Panel) -> AnyView {
    let now = RwSignal::new(browser::now());
    if let Ok(timer) = set_interval_with_handle(
        move || {
            let _ = now.try_set(browser::now());
        },
        AGE_STEP,
    ) {
        on_cleanup(move || timer.clear());
    }
    let state = live::memo(move || panel.list.with(|list| list.loading.clone()));
    // Said where reading ends and where it hangs, and not with every page.
    let told = move || panel.list.with(|list| told(list, list.places().len()));
    let rest = live::view(move || match state.get() {
        Loading::More => progress(panel),
        Loading::Waiting(_) => stop(panel),
        Loading::Stopped => go_on(panel),
        Loading::Done => age(panel, now),
        Loading::First | Loading::Failed(_) => ().into_any(),
    });
    let failed = live::view(move || match state.get() {
        Loading::Failed(_) => panel.list.with_untracked(|list| states::rest_failed(panel, list)).into_any(),
        _ => ().into_any(),
    });
    view! {
        <div class="foot num" part="foot">
            <span role="status">{live::text(told)}</span>
            {rest}
            {shell::about_button(panel)}
        </div>
        {failed}
        {keys::dialog(panel)}
    }
    .into_any()
}

fn told(list: &List, found: usize) -> String {
    let count = words::grouped(list.len());
    match list.loading {
        Loading::First | Loading::Failed(_) | Loading::More => String::new(),
        Loading::Waiting(_) => own::WAITING.get().to_owned(),
        Loading::Stopped => own::STOPPED.with(&[("count", &count)]),
        Loading::Done if found == list.len() => {
            plural(list.len(), words::ALL_ONE, words::ALL).with(&[("count", &count)])
        }
        Loading::Done => words::FOUND.with(&[("found", &words::grouped(found)), ("count", &count)]),
    }
}

fn progress(panel: Panel) -> AnyView {
    let line = move || {
        panel.list.with(|list| {
            let count = words::grouped(list.read());
            match list.about() {
                Some(about) => {
                    own::READ_OF.with(&[("count", &count), ("about", &words::grouped(rounded(about)))])
                }
                None => own::READ.with(&[("count", &count)]),
            }
        })
    };
    // Thousandths, since the bar wants a number and a person wants none.
    let done = move || {
        panel.list.with(|list| {
            let about = list.about().filter(|about| *about > 0);
            about.map(|about| (list.read() * 1000 / about).to_string())
        })
    };
    view! {
        <span>{live::text(line)}</span>
        <progress class="progress" max="1000" value=done aria-label=own::PROGRESS.get()></progress>
        {stop(panel)}
    }
    .into_any()
}

fn stop(panel: Panel) -> AnyView {
    view! {
        <button class="button button--quiet button--small" type="button" on:click=move |_| reading::stop(panel)>{own::STOP.get()}</button>
    }
    .into_any()
}

fn go_on(panel: Panel) -> AnyView {
    view! {
        <button class="button button--small" type="button" on:click=move |_| reading::read(panel, From::Here)>{own::GO_ON.get()}</button>
    }
    .into_any()
}

fn age(panel: Panel, now: RwSignal<u64>) -> AnyView {
    let line = move || {
        let read_at = panel.list.with(List::read_at).unwrap_or_default();
        let minutes = now.get().saturating_sub(read_at) / MINUTE_MILLISECONDS;
        let minutes = usize::try_from(minutes).unwrap_or(usize::MAX);
        let (message, count) = match minutes {
            0 => (own::AGE_NOW, 0),
            1..60 => (plural(minutes, own::AGE_MINUTES_ONE, own::AGE_MINUTES), minutes),
            _ => (plural(minutes / 60, own::AGE_HOURS_ONE, own::AGE_HOURS), minutes / 60),
        };
        message.with(&[("count", &count.to_string())])
    };
    view! { <span class="muted">{live::text(line)}</span> }.into_any()
}

/// A number of which two figures count: it is a guess.
fn rounded(about: usize) -> usize {
    let mut unit = 1;
    while about / unit >= 100 {
        unit *= 10;
    }
    (about + unit / 2) / unit * unit
}
