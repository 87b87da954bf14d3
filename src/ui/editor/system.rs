//! What the system and other programs keep in the document: shown, copied, never edited.

use leptos::{prelude::*, task};

use crate::{
    form::{Field, unknown},
    state::Origin,
    text::{editor as words, shell},
    ui::{
        browser,
        icon::{Icon, icon},
        live,
    },
};

use super::{context::Context, document, field};

/// The facts of an existing faxbox, and the keys that the documentation does not name.
pub fn view(context: Context) -> impl IntoView {
    let id = move || context.read(move |form| form.id().map(ToString::to_string));
    let attempts = move || {
        context.read(move |form| match form.draft.text(Field::Attempts) {
            text if text.is_empty() && form.knows(Field::Attempts) => "–".to_owned(),
            text => text,
        })
    };
    let others = Memo::new(move |_| context.read(|form| unknown(&form.document())));
    let others = move || {
        if !context.permits().fields.is_all() {
            return Vec::new();
        }
        let lines = others.get().into_iter().map(|(path, value)| {
            let value = value.to_string();
            let name = words::COPY_VALUE.with(&[("name", &path)]);
            view! { <dt class="mono">{path}</dt> <dd class="mono">{value.clone()}</dd> <dd>{copy(context, name, None, value)}</dd> }
        });
        lines.collect::<Vec<_>>()
    };
    view! {
        <dl class="facts">
            {move || id().map(|id| fact(context, words::ID.get(), id))}
            {live::view(move || id().map(|_| address(context)).into_any())}
            <dt>{words::ATTEMPTS.get()}</dt>
            <dd class="num">
                {attempts}
                {move || field::notes(Field::Attempts.path(), context.problems_of(Field::Attempts))}
            </dd>
            <dd></dd>
            {others}
        </dl>
        {document::others(context)}
    }
}

fn fact(context: Context, label: &'static str, value: String) -> impl IntoView {
    let name = words::COPY_VALUE.with(&[("name", label)]);
    view! { <dt>{label}</dt> <dd class="mono">{value.clone()}</dd> <dd>{copy(context, name, None, value)}</dd> }
}

/// The generated address, as far as it was told: a fetch does not, so it comes from the list or from a write; tracked.
pub fn generated_address(context: Context) -> Option<String> {
    let own = context.read(move |form| match &form.origin {
        Origin::Existing { address, .. } => address.clone(),
        Origin::New => None,
    });
    let listed = || {
        let id = context.read(move |form| form.id().cloned())?;
        context.panel.list.with(|list| list.row(&id)?.generated_address().map(str::to_owned))
    };
    own.or_else(listed)
}

fn address(context: Context) -> AnyView {
    if let Some(address) = generated_address(context) {
        return fact(context, words::GENERATED_ADDRESS.get(), address).into_any();
    }
    let why = if context.panel.list_is_complete() { words::ADDRESS_UNKNOWN } else { words::ADDRESS_PENDING };
    view! { <dt>{words::GENERATED_ADDRESS.get()}</dt> <dd class="muted">{why.get()}</dd> <dd></dd> }
        .into_any()
}

/// A button that copies a text; `name` is what it is called, `title` what hovering says.
pub fn copy(context: Context, name: String, title: Option<String>, text: String) -> impl IntoView {
    let copy = move |_| {
        let text = text.clone();
        task::spawn_local(async move {
            if browser::copy(&text).await {
                context.panel.notice.try_set(shell::COPIED.get().to_owned());
            }
        });
    };
    view! {
        <button class="button button--quiet button--icon button--small" type="button" aria-label=name title=title on:click=copy>
            {icon(Icon::COPY)}
        </button>
    }
}
