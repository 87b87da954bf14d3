//! A callback: its address, method and format as one group, with a sentence of what will be sent where.

use leptos::prelude::*;

use crate::{
    form::callback::{Callback, Direction},
    text::callback as words,
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::{context::Context, field};

/// The group of one direction.
pub fn group(context: Context, direction: Direction) -> impl IntoView {
    let fields = [direction.url(), direction.method(), direction.format()];
    let shown = context.permits().fields;
    let fields = fields.into_iter().filter(|field| shown.hold(*field));
    let fields = fields.map(|field| field::view(context, field).into_any()).collect::<Vec<_>>();
    // The sentence and the sample tell all of it.
    let is_whole = fields.len() == 3;
    let callback = Memo::new(move |_| {
        context.read(move |form| {
            let is_known =
                [direction.url(), direction.method(), direction.format()].map(|field| form.knows(field));
            (is_known == [true; 3]).then(|| Callback::read(&form.draft, direction))
        })
    });
    let sentence = move || {
        callback.with(|callback| callback.as_ref().map(|callback| words::sentence(direction, callback)))
    };
    let sample = Memo::new(move |_| {
        let callback = callback.get()?;
        context.read(move |form| callback.sample(&form.draft))
    });
    let needs_format = move || {
        callback.with(|callback| callback.as_ref().is_some_and(|c| c.url.is_some() && c.format.is_none()))
    };
    let is_sampled = Memo::new(move |_| sample.with(Option::is_some));
    let id = format!("{}-sentence", direction.url().path());
    let described = id.clone();
    view! {
        <fieldset class="group" aria-describedby=described>
            <legend class="visually-hidden">{words::LEGEND.get()}</legend>
            <span class="group__sign">{icon(Icon::LINK)}</span>
            {fields}
            {is_whole.then(|| view! { <p class="sentence" id=id>{live::text(move || sentence().unwrap_or_else(|| "\u{a0}".to_owned()))}</p> })}
            {live::view(move || if !is_whole {
                ().into_any()
            } else if is_sampled.get() {
                sampled(sample)
            } else if needs_format() {
                view! { <p class="field__help field">{words::SAMPLE_NEEDS_FORMAT.get()}</p> }.into_any()
            } else {
                ().into_any()
            })}
        </fieldset>
    }
}

fn sampled(sample: Memo<Option<String>>) -> AnyView {
    view! {
        <details class="sample">
            <summary>{words::SAMPLE.get()}</summary>
            <p class="field__help">{words::SAMPLE_WHY.get()}</p>
            <pre class="mono" tabindex="0">{live::text(move || sample.get().unwrap_or_default())}</pre>
        </details>
    }
    .into_any()
}
