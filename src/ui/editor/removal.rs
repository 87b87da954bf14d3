//! The removal of a faxbox: a dialog that names it and offers its document first.

use leptos::{prelude::*, task};
use serde_json::Value;

use crate::{
    api::Failure,
    domain::FaxboxId,
    form::value::{ID, public},
    state::{Ability, Removal, RemovalStep, Route},
    text::{Message, editor, list, save as words, shell},
    ui::{
        browser,
        calls::Calls,
        dialog::Dialog,
        failure::reason,
        icon::{Icon, icon},
        panel::{Panel, Unsaved},
        permission::may_remove,
    },
};

use super::{context::Context, stored};

/// At the end of the bar, for a faxbox that exists.
pub fn button(context: Context) -> AnyView {
    (move || {
        (!context.is_new() && context.permits().allow(Ability::Remove)).then(|| {
            view! {
                <button class="button button--quiet button--danger" type="button" name="remove" aria-label=editor::REMOVE.get() on:click=move |_| begin(context)>
                    {icon(Icon::REMOVE)} <span class="wide-only">{editor::REMOVE.get()}</span>
                </button>
            }
        })
    })
    .into_any()
}

/// The dialog, while a removal is under way.
pub fn dialog(context: Context) -> impl IntoView {
    let open = Memo::new(move |_| context.removal.with(Option::is_some));
    move || open.get().then(|| question(context))
}

fn begin(context: Context) {
    let open = context.editor.with_untracked(|editor| {
        let form = editor.form()?;
        Some((form.id()?.clone(), form.opened().clone()))
    });
    let (Some((id, seen)), Some(calls)) = (open, context.reading()) else { return };
    context.removal.set(Some(Removal::begin(id.clone(), seen)));
    task::spawn_local(fetch(context, calls, id));
}

async fn fetch(context: Context, calls: Calls, id: FaxboxId) {
    let reply = calls.fetch(&id).await;
    if let Err(failure @ Failure::NotFound(_)) = &reply {
        calls.tell_removed(&id, &Err(failure.clone()));
    }
    step(context, &calls, &id, |removal| removal.fetched(reply));
}

/// Sends the removal; the list learns of it even where the person has left the view meanwhile.
async fn send(context: Context, calls: Calls) {
    let Some(Some(removal)) = context.removal.try_get_untracked() else { return };
    let reply = calls.remove(&removal.id, removal.tag.as_ref()).await;
    let is_gone = matches!(reply, Ok(()) | Err(Failure::NotFound(_)));
    if let Err(failure) = &reply
        && !is_gone
    {
        context.panel.tell_error("remove", failure);
    }
    if step(context, &calls, &removal.id, |removal| removal.answered(reply)) == Some(true) {
        fetch(context, calls, removal.id).await;
    } else if is_gone && calls.are_current() {
        gone(context.panel, &removal);
    }
}

/// Makes a move of the removal of `id`, where it is still the one that is open, and leaves for the list where it is gone.
fn step<T>(
    context: Context,
    calls: &Calls,
    id: &FaxboxId,
    step: impl FnOnce(&mut Removal) -> T,
) -> Option<T> {
    let is_it = |removal: &&mut Removal| removal.id == *id && calls.are_current();
    let result = context.removal.try_update(|removal| removal.as_mut().filter(is_it).map(step)).flatten()?;
    let removal = context.removal.try_get_untracked().flatten()?;
    if removal.step == RemovalStep::Gone {
        context.removal.set(None);
        stored::drop_typed(context);
        context.panel.unsaved.set(Unsaved::Nothing);
        gone(context.panel, &removal);
        context.panel.go_at_once(Route::List);
    }
    Some(result)
}

/// It is not there any more: the list forgets it, and the person is told.
fn gone(panel: Panel, removal: &Removal) {
    panel.list.update(|list| list.remove(&removal.id));
    let name = removal.name().unwrap_or_else(|| list::UNNAMED.get());
    panel.notice.set(list::REMOVED.with(&[("name", name)]));
}

fn question(context: Context) -> impl IntoView {
    let document =
        move || context.removal.with(|removal| Some(removal.as_ref()?.document.clone())).unwrap_or_default();
    let named = |removal: &Option<Removal>| removal.as_ref()?.name().map(str::to_owned);
    let name = context.removal.with_untracked(named).unwrap_or_else(|| list::UNNAMED.get().to_owned());
    let title = words::REMOVE_TITLE.with(&[("name", &name)]);
    let sending = move || matches!(step_of(context), Some(RemovalStep::Sending));
    let waiting = move || matches!(step_of(context), Some(RemovalStep::Fetching | RemovalStep::Sending));
    let keep = move |_| {
        let document = document();
        let id = document.get(ID).and_then(Value::as_str).unwrap_or_default();
        let text = serde_json::to_string_pretty(&public(&document)).unwrap_or_default();
        browser::download(&format!("faxbox-{id}.json"), &text);
    };
    // What was sent cannot be called off.
    let cancel = move || {
        context.removal.update(|removal| {
            removal.take_if(|removal| removal.can_be_cancelled());
        });
    };
    let confirm = move |_| {
        let (Some(calls), Some(id)) = (context.reading(), open_removal(context)) else {
            return;
        };
        if !may_remove(context.panel, std::iter::once(&id)) {
            return cancel();
        }
        if step(context, &calls, &id, Removal::confirm) == Some(true) {
            task::spawn_local(send(context, calls));
        } else if step(context, &calls, &id, Removal::retry) == Some(true) {
            task::spawn_local(fetch(context, calls, id));
        }
    };
    view! {
        <Dialog title on_cancel=cancel>
            <div class="dialog__body">
                <p>{words::REMOVE_WHY.get()}</p>
                {move || step_of(context).and_then(said)}
                {move || context.permits().fields.is_all().then(|| view! { <p>
                    <button class="button button--small" type="button" name="keep_document" disabled=move || document().is_null() on:click=keep>
                        {icon(Icon::DESCENDING)} {words::REMOVE_EXPORT.get()}
                    </button>
                </p> })}
            </div>
            <div class="dialog__foot">
                <button class="button" type="button" aria-disabled=move || sending().to_string() on:click=move |_| cancel()>{shell::CANCEL.get()}</button>
                <button class="button button--danger-fill" type="button" name="confirm_remove" aria-disabled=move || waiting().to_string() on:click=confirm>
                    {move || if sending() { words::REMOVING } else { words::REMOVE_YES }.get()}
                </button>
            </div>
        </Dialog>
    }
}

fn open_removal(context: Context) -> Option<FaxboxId> {
    context.removal.with_untracked(|removal| Some(removal.as_ref()?.id.clone()))
}

fn step_of(context: Context) -> Option<RemovalStep> {
    context.removal.with(|removal| Some(removal.as_ref()?.step.clone()))
}

/// What is to be known besides the question.
fn said(step: RemovalStep) -> Option<AnyView> {
    match step {
        RemovalStep::Asking { changed_meanwhile, is_guarded } => {
            let line = |words: Message| view! { <p>{words.get()}</p> };
            (changed_meanwhile || !is_guarded).then(|| {
                view! {
                    <div class="outcome outcome--warning" role="alert">
                        {changed_meanwhile.then(|| line(words::REMOVE_CHANGED))}
                        {(!is_guarded).then(|| line(words::REMOVE_UNGUARDED))}
                    </div>
                }
                .into_any()
            })
        }
        RemovalStep::Failed(failure) => Some(
            view! {
                <div class="outcome outcome--error" role="alert">
                    <h3>{words::REMOVE_FAILED.get()}</h3>
                    {reason(&failure)}
                    {failure.leaves_in_doubt().then(|| view! { <p>{words::REMOVE_DOUBT.get()}</p> })}
                </div>
            }
            .into_any(),
        ),
        RemovalStep::TagNeverMatches => Some(
            view! {
                <div class="outcome outcome--error" role="alert"><h3>{words::TAG_TITLE.get()}</h3> <p>{words::TAG_WHY.get()}</p></div>
            }
            .into_any(),
        ),
        RemovalStep::Fetching | RemovalStep::Sending | RemovalStep::Gone => None,
    }
}
