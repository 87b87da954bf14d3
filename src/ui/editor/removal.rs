//! The removal of a faxbox: a dialog that names it and offers its document first.

use leptos::{prelude::*, task};
use serde_json::Value;

use crate::{
    api::{Endpoint, reply},
    form::{Field, path, value::public},
    state::{Removal, RemovalStep, Route},
    text::{editor, list, save as words, shell},
    ui::{
        browser,
        dialog::Dialog,
        failure::reason,
        icon::{Icon, icon},
    },
};

use super::context::Context;

/// At the end of the bar, for a faxbox that exists.
pub fn button(context: Context) -> AnyView {
    (move || {
        (!context.is_new()).then(|| {
            view! {
                <button class="button button--quiet button--danger" type="button" name="remove" on:click=move |_| begin(context)>
                    {icon(Icon::REMOVE)} {editor::REMOVE.get()}
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
        Some((form.id()?.clone(), form.opened()))
    });
    let Some((id, seen)) = open else { return };
    context.removal.set(Some(Removal::begin(id, seen)));
    task::spawn_local(fetch(context));
}

async fn fetch(context: Context) {
    let Some(Some(removal)) = context.removal.try_get_untracked() else { return };
    let reply = context.panel.fetch(&removal.id).await;
    step(context, |removal| removal.fetched(reply));
}

async fn send(context: Context) {
    let Some(Some(removal)) = context.removal.try_get_untracked() else { return };
    let reply = match context.panel.account() {
        Ok(account) => {
            let endpoint = Endpoint::remove(&account, &removal.id, removal.tag.as_ref());
            context.panel.call(&endpoint).await.and_then(|raw| reply::removed(&raw))
        }
        Err(failure) => Err(failure),
    };
    if step(context, |removal| removal.answered(reply)) == Some(true) {
        fetch(context).await;
    }
}

/// Makes a move, and leaves for the list where the faxbox is gone.
fn step<T>(context: Context, step: impl FnOnce(&mut Removal) -> T) -> Option<T> {
    let result = context.removal.try_update(|removal| removal.as_mut().map(step)).flatten();
    let gone = context.removal.try_with_untracked(|removal| {
        removal.as_ref().filter(|removal| removal.step == RemovalStep::Gone).cloned()
    });
    if let Some(Some(removal)) = gone {
        context.removal.set(None);
        context.panel.list.update(|list| list.remove(&removal.id));
        context.panel.unsaved.set(false);
        context.panel.notice.set(list::REMOVED.with(&[("name", &name(context, &removal.document))]));
        context.panel.go_at_once(Route::List);
    }
    result
}

/// The name as the server has it, else as it is on the screen.
fn name(context: Context, document: &Value) -> String {
    let kept = path::get(document, Field::Name.path()).and_then(Value::as_str).map(str::to_owned);
    kept.unwrap_or_else(|| context.read(|form| form.draft.text(Field::Name)))
}

fn question(context: Context) -> impl IntoView {
    let document =
        move || context.removal.with(|removal| Some(removal.as_ref()?.document.clone())).unwrap_or_default();
    let title = words::REMOVE_TITLE.with(&[(
        "name",
        &context
            .editor
            .with_untracked(|editor| Some(editor.form()?.draft.opened(Field::Name)?.as_str()?.to_owned()))
            .unwrap_or_else(|| list::UNNAMED.get().to_owned()),
    )]);
    let sending = move || matches!(step_of(context), Some(RemovalStep::Sending | RemovalStep::Fetching));
    let keep = move |_| {
        let document = public(&document());
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        browser::download("faxbox.json", &text);
    };
    let cancel = move || context.removal.set(None);
    let confirm = move |_| {
        if step(context, Removal::confirm) == Some(true) {
            task::spawn_local(send(context));
        } else if step(context, Removal::retry) == Some(true) {
            task::spawn_local(fetch(context));
        }
    };
    view! {
        <Dialog title on_cancel=cancel>
            <div class="dialog__body">
                <p>{words::REMOVE_WHY.get()}</p>
                {move || step_of(context).and_then(said)}
                <p>
                    <button class="button button--small" type="button" name="keep_document" disabled=move || document().is_null() on:click=keep>
                        {icon(Icon::DESCENDING)} {words::REMOVE_EXPORT.get()}
                    </button>
                </p>
            </div>
            <footer class="dialog__foot">
                <button class="button" type="button" on:click=move |_| cancel()>{shell::CANCEL.get()}</button>
                <button class="button button--danger-fill" type="button" name="confirm_remove" aria-disabled=move || sending().to_string() on:click=confirm>
                    {move || if sending() { words::REMOVING } else { words::REMOVE_YES }.get()}
                </button>
            </footer>
        </Dialog>
    }
}

fn step_of(context: Context) -> Option<RemovalStep> {
    context.removal.with(|removal| Some(removal.as_ref()?.step.clone()))
}

/// What is to be known besides the question.
fn said(step: RemovalStep) -> Option<AnyView> {
    match step {
        RemovalStep::Asking { changed_meanwhile: true } => Some(
            view! { <p class="outcome outcome--warning" role="alert">{words::REMOVE_CHANGED.get()}</p> }
                .into_any(),
        ),
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
        _ => None,
    }
}
