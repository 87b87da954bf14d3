//! What the system and other programs keep in the document: shown, copied, never edited.

use leptos::{prelude::*, task};

use crate::{
    form::{Field, unknown},
    state::Origin,
    text::{editor as words, shell},
    ui::{
        browser,
        icon::{Icon, icon},
    },
};

use super::{context::Context, field};

/// The facts of an existing faxbox, and the keys that the documentation does not name.
pub fn view(context: Context) -> impl IntoView {
    let id = move || context.read(|form| form.id().map(ToString::to_string));
    let attempts = move || context.read(|form| form.draft.text(Field::Attempts));
    let others = Memo::new(move |_| context.read(|form| unknown(&form.opened())));
    let others = move || {
        let lines = others.get().into_iter().map(|(path, value)| {
            let value = value.to_string();
            view! { <dt class="mono">{path}</dt> <dd class="mono">{value.clone()}</dd> <dd>{copy(context, value)}</dd> }
        });
        lines.collect::<Vec<_>>()
    };
    view! {
        <dl class="facts">
            {move || id().map(|id| fact(context, words::ID.get(), id))}
            {move || id().map(|_| address(context))}
            <dt>{words::ATTEMPTS.get()}</dt>
            <dd class="num">
                {move || match attempts() { text if text.is_empty() => "–".to_owned(), text => text }}
                {move || field::notes(Field::Attempts.path(), context.problems_of(Field::Attempts))}
            </dd>
            <dd></dd>
            {others}
        </dl>
    }
}

fn fact(context: Context, label: &'static str, value: String) -> impl IntoView {
    view! { <dt>{label}</dt> <dd class="mono">{value.clone()}</dd> <dd>{copy(context, value)}</dd> }
}

/// The generated address: a fetch does not tell it, so it comes from the list or from a write.
fn address(context: Context) -> AnyView {
    let own = context.read(|form| match &form.origin {
        Origin::Existing { address, .. } => address.clone(),
        Origin::New => None,
    });
    let listed = || {
        let id = context.read(|form| form.id().cloned())?;
        context.panel.list.with(|list| list.row(&id)?.generated_address.clone())
    };
    if let Some(address) = own.or_else(listed) {
        return fact(context, words::GENERATED_ADDRESS.get(), address).into_any();
    }
    let why = if context.panel.list_is_complete() { words::ADDRESS_UNKNOWN } else { words::ADDRESS_PENDING };
    view! { <dt>{words::GENERATED_ADDRESS.get()}</dt> <dd class="muted">{why.get()}</dd> <dd></dd> }
        .into_any()
}

fn copy(context: Context, text: String) -> impl IntoView {
    let copy = move |_| {
        let text = text.clone();
        task::spawn_local(async move {
            if browser::copy(&text).await {
                context.panel.notice.try_set(shell::COPIED.get().to_owned());
            }
        });
    };
    view! {
        <button class="button button--quiet button--icon button--small" type="button" aria-label=shell::COPY.get() on:click=copy>
            {icon(Icon::COPY)}
        </button>
    }
}
