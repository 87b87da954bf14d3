//! Both sides changed the same places: nothing was overwritten, and both values are shown.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    api::reply::Fetched,
    form::plan::Clash,
    state::{Manner, Outcome, Saved},
    text::save as words,
    ui::dialog::Dialog,
};

use super::{context::Context, field::shown, outcome::name, saving};

/// The question, where the last save met one.
pub fn view(context: Context) -> Option<impl IntoView> {
    let (clashes, theirs) = context.read(|form| match form.saved.as_ref()? {
        Saved::No(outcome) => match &**outcome {
            Outcome::Conflict(clashes, theirs) => Some((clashes.clone(), theirs.clone())),
            _ => None,
        },
        Saved::Yes(_) => None,
    })?;
    let rows = clashes.iter().map(row).collect::<Vec<_>>();
    Some(view! {
        <Dialog title=words::CONFLICT_TITLE.get() on_cancel=move || keep(context)>
            <div class="dialog__body">
                <p>{words::CONFLICT_WHY.get()}</p>
                <table class="diff">
                    <thead>
                        <tr>
                            <th scope="col">{words::CONFLICT_FIELD.get()}</th>
                            <th scope="col">{words::CONFLICT_WAS.get()}</th>
                            <th scope="col">{words::CONFLICT_MINE.get()}</th>
                            <th scope="col">{words::CONFLICT_THEIRS.get()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {ways(context, clashes, theirs)}
        </Dialog>
    })
}

fn row(clash: &Clash) -> impl IntoView + use<> {
    let cell = |value: &Option<Value>| value.as_ref().map_or_else(|| words::NOTHING.get().to_owned(), shown);
    view! {
        <tr>
            <th scope="row">{name(&clash.path)}</th>
            <td class="muted">{cell(&clash.was)}</td>
            <td><ins>{cell(&clash.mine)}</ins></td>
            <td><ins>{cell(&clash.theirs)}</ins></td>
        </tr>
    }
}

fn ways(context: Context, clashes: Vec<Clash>, theirs: Fetched) -> impl IntoView {
    let over = theirs.clone();
    let take = move |_| context.change(|form| form.take_theirs_of(&clashes, &theirs));
    let mine = move |_| {
        context.change(|form| form.put_over_theirs(&over));
        saving::submit(context, Manner::Change);
    };
    view! {
        <div class="dialog__foot">
            <button class="button button--quiet" type="button" on:click=move |_| keep(context)>{words::CONFLICT_KEEP.get()}</button>
            <button class="button" type="button" on:click=take>{words::CONFLICT_TAKE.get()}</button>
            <button class="button button--primary" type="button" on:click=mine>{words::CONFLICT_MINE_OVER.get()}</button>
        </div>
    }
}

fn keep(context: Context) {
    context.change(crate::state::Form::dismiss);
}
