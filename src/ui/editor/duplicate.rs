//! A new faxbox from the open one.

use leptos::prelude::*;

use crate::{
    domain::FaxboxName,
    form::Field,
    state::Ability,
    text::form as words,
    ui::icon::{Icon, icon},
};

use super::context::Context;

/// In the bar, for a faxbox that exists.
pub fn button(context: Context) -> impl IntoView {
    move || {
        (!context.is_new() && context.permits().allow(Ability::Create)).then(|| {
            view! {
                <button class="button button--quiet" type="button" name="duplicate" aria-label=words::DUPLICATE.get() title=words::DUPLICATE_HELP.get() on:click=move |_| duplicate(context)>
                    {icon(Icon::COPY)} <span class="wide-only">{words::DUPLICATE.get()}</span>
                </button>
            }
        })
    }
}

fn duplicate(context: Context) {
    let copy = context.editor.with_untracked(|editor| {
        let form = editor.form()?;
        let name = form.draft.text(Field::Name);
        let copied = words::COPY_NAME.plain(&[("name", &name)]);
        let fits = !name.is_empty() && copied.chars().count() <= FaxboxName::MAX_CHARS;
        Some(form.duplicate(if fits { copied } else { name }))
    });
    if let Some(copy) = copy {
        context.open_new(copy);
    }
}

/// What the new faxbox is a copy of, and what of it came along; above the form.
pub fn told(context: Context) -> impl IntoView {
    move || {
        let copied = context.read(move |form| form.copied.clone())?;
        let title = match &*copied.name {
            "" => words::COPY_TITLE_UNNAMED.get().to_owned(),
            name => words::COPY_TITLE.with(&[("name", name)]),
        };
        let line = |text: String| view! { <p>{text}</p> };
        let domain = copied.domain.map(|domain| line(words::COPY_DOMAIN.with(&[("domain", &domain)])));
        let unknown = (!copied.unknown.is_empty())
            .then(|| line(words::COPY_UNKNOWN.with(&[("paths", &copied.unknown.join(", "))])));
        Some(view! {
            <section class="outcome outcome--draft" aria-label=title.clone()>
                <h2>{title.clone()}</h2> {line(words::COPY_OWN.get().to_owned())} {domain} {unknown}
            </section>
        })
    }
}
