//! What can be done with what is selected.

use leptos::prelude::*;

use crate::{
    domain::FaxboxId,
    state::{Ability, Selection, Task, Tick},
    text::{filters as words, list::grouped, plural},
    ui::{
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

use super::signals::Signals;

/// How much is selected.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    /// In sight or not.
    selected: usize,
    /// Selected, and shown.
    in_sight: usize,
    /// Shown, selected or not.
    shown: usize,
}

/// The bar, where anything is selected, and the line that says it to those who listen.
pub fn view(panel: Panel) -> AnyView {
    let signals = Signals::of(panel);
    let tally = live::memo(move || {
        if signals.selection.with(Selection::is_clear) {
            return Tally::default();
        }
        panel.list.with(|list| Tally {
            selected: list.rows().iter().filter(|row| signals.is_selected(row)).count(),
            in_sight: list.shown().filter(|row| signals.is_selected(row)).count(),
            shown: list.places().len(),
        })
    });
    let is_any = live::memo(move || tally.get().selected > 0);
    let said = move || {
        let tally = tally.get();
        if tally.selected == 0 { String::new() } else { format!("{} {}", count(tally), out_of_sight(tally)) }
    };
    view! {
        <p class="visually-hidden" role="status">{live::text(said)}</p>
        {live::view(move || if is_any.get() { bar(panel, signals, tally) } else { ().into_any() })}
    }
    .into_any()
}

fn count(tally: Tally) -> String {
    plural(tally.selected, words::SELECTED_ONE, words::SELECTED).with(&[("count", &grouped(tally.selected))])
}

fn out_of_sight(tally: Tally) -> String {
    match tally.selected - tally.in_sight {
        0 => String::new(),
        hidden => words::OUT_OF_SIGHT.with(&[("count", &grouped(hidden))]),
    }
}

fn bar(panel: Panel, signals: Signals, tally: Memo<Tally>) -> AnyView {
    // What is selected now, loaded rows alone: a task works on what it was given.
    let open = move |task: fn(Vec<FaxboxId>) -> Task| {
        let ids = untrack(|| panel.list.with(|list| signals.selected(list)));
        panel.task.set(Some(task(ids)));
    };
    let rest = move || {
        let Tally { in_sight, shown, .. } = tally.get();
        (in_sight < shown).then(|| {
            view! {
                <button class="button button--quiet" type="button" on:click=move |_| signals.all(Tick::On)>
                    {words::ALL_SHOWN.with(&[("count", &grouped(shown))])}
                </button>
            }
        })
    };
    let clear = move |_| {
        signals.clear();
        panel.focus_first([".row__open", ".bar__title"]);
    };
    view! {
        <div class="dock selection" part="dock" role="region" aria-label=words::SELECTION.get()>
            <span class="num"><b>{live::text(move || count(tally.get()))}</b> " " <span class="muted">{live::text(move || out_of_sight(tally.get()))}</span></span>
            {live::view(move || rest().into_any())}
            <span class="dock__rule"></span>
            {live::view(move || {
                let permits = panel.permits.get();
                view! {
                    {permits.allow(Ability::Bulk).then(|| view! { <button class="button button--quiet" type="button" on:click=move |_| open(Task::Change)>{words::CHANGE.get()}</button> })}
                    {permits.allow(Ability::Export).then(|| view! { <button class="button button--quiet" type="button" on:click=move |_| open(Task::Export)>{words::EXPORT.get()}</button> })}
                    {permits.allow_removals().then(|| view! { <button class="button button--quiet button--danger" type="button" on:click=move |_| open(Task::Remove)>{words::REMOVE.get()}</button> })}
                }
                .into_any()
            })}
            <span class="dock__rule"></span>
            <button class="button button--quiet button--icon" type="button" aria-label=words::CLEAR.get() title=words::CLEAR.get() on:click=clear>
                {icon(Icon::CROSS)}
            </button>
        </div>
    }
    .into_any()
}
