//! Both sides changed the same places: nothing was overwritten, all three values are shown, and each place is chosen.

use leptos::prelude::*;

use crate::{
    form::plan::{Clash, Side},
    state::{Conflict, Form, Manner, Outcome, Saved},
    text::{Message, save as words},
    ui::{RADIOS, dialog::Dialog},
};

use super::{
    context::Context,
    outcome::names,
    saving,
    value::{self, Mark, name},
};

/// What was chosen for each place so far.
type Choices = RwSignal<Vec<Option<Side>>>;

/// The question, where the last save met one.
pub fn view(context: Context) -> Option<impl IntoView> {
    let conflict = context.read(move |form| match form.saved.as_ref()? {
        Saved::No(outcome) => match &**outcome {
            Outcome::Conflict(conflict) => Some(conflict.clone()),
            _ => None,
        },
        Saved::Yes(_) => None,
    })?;
    let choices = context.panel.keep("conflict", || RwSignal::new(vec![None; conflict.clashes.len()]));
    let rows = conflict.clashes.iter().enumerate().map(|(index, clash)| row(choices, index, clash));
    let rows = rows.collect::<Vec<_>>();
    let foreign = names(conflict.foreign.iter().map(String::as_str));
    let foreign = (!foreign.is_empty())
        .then(|| view! { <p>{words::CONFLICT_FOREIGN.with(&[("fields", &foreign)])}</p> });
    Some(view! {
        <Dialog title=words::CONFLICT_TITLE.get() on_cancel=move || keep(context)>
            <div class="dialog__body">
                <p>{words::CONFLICT_WHY.get()}</p>
                {foreign}
                <table class="diff diff--sides">
                    <thead>
                        <tr>
                            <th scope="col">{words::CONFLICT_FIELD.get()}</th>
                            <th scope="col">{words::CONFLICT_WAS.get()}</th>
                            <th scope="col" id="clash-mine">{words::CONFLICT_MINE.get()}</th>
                            <th scope="col" id="clash-theirs">{words::CONFLICT_THEIRS.get()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {ways(context, choices, conflict)}
        </Dialog>
    })
}

fn row(choices: Choices, index: usize, clash: &Clash) -> impl IntoView + use<> {
    let Clash { path, was, mine, theirs } = clash;
    let side = |side: Side, heading: &str, value| {
        let label = format!("clash-{index} {heading} {heading}-{index}");
        let chosen = move || choices.with(|choices| choices.get(index) == Some(&Some(side)));
        let choose = move |_| {
            choices.update(|choices| {
                if let Some(choice) = choices.get_mut(index) {
                    *choice = Some(side);
                }
            });
        };
        let value = value::view(path, value, was.as_ref(), Mark::New);
        view! {
            <label>
                <input type="radio" form=RADIOS name=format!("clash-{index}") aria-labelledby=label prop:checked=chosen on:change=choose />
                <span id=format!("{heading}-{index}")>{value}</span>
            </label>
        }
    };
    view! {
        <tr>
            <th scope="row" id=format!("clash-{index}")>{name(path)}</th>
            <td data-side=words::CONFLICT_WAS.get() class="muted">{value::view(path, was.as_ref(), None, Mark::Plain)}</td>
            <td data-side=words::CONFLICT_MINE.get()>{side(Side::Mine, "clash-mine", mine.as_ref())}</td>
            <td data-side=words::CONFLICT_THEIRS.get()>{side(Side::Theirs, "clash-theirs", theirs.as_ref())}</td>
        </tr>
    }
}

fn ways(context: Context, choices: Choices, conflict: Conflict) -> impl IntoView {
    let missing = move || choices.with(|choices| choices.iter().position(Option::is_none));
    let all = move |side: Side, label: Message| {
        let choose = move |_| choices.update(|choices| choices.fill(Some(side)));
        view! { <button class="button" type="button" on:click=choose>{label.get()}</button> }
    };
    let save = move |_| {
        if let Some(index) = missing() {
            context.panel.focus(format!("[name=clash-{index}]"));
            return;
        }
        let chosen = choices.get_untracked();
        let choose = |path: &str| {
            let index = conflict.clashes.iter().position(|clash| clash.path == path);
            index.and_then(|index| chosen.get(index).copied().flatten()).unwrap_or(Side::Theirs)
        };
        context.change(|form| form.resolve(&conflict.was, &conflict.theirs, &choose));
        saving::submit(context, Manner::Change);
    };
    view! {
        <div class="dialog__foot">
            <span class="dialog__said muted" role="status">{move || missing().map(|_| words::CONFLICT_CHOOSE.get())}</span>
            <button class="button button--quiet" type="button" on:click=move |_| keep(context)>{words::CONFLICT_KEEP.get()}</button>
            {all(Side::Mine, words::CONFLICT_ALL_MINE)}
            {all(Side::Theirs, words::CONFLICT_ALL_THEIRS)}
            <button class="button button--primary" type="button" aria-disabled=move || missing().is_some().to_string() on:click=save>
                {words::CONFLICT_SAVE.get()}
            </button>
        </div>
    }
}

fn keep(context: Context) {
    context.change(Form::dismiss);
}
