//! A telephone number: kept as typed, with its reading below.

use leptos::prelude::*;

use crate::{domain::phone_number_reading, form::Field, text::page as words, ui::live};

use super::{context::Context, text};

/// The control with the reading.
pub fn view(context: Context, field: Field) -> impl IntoView {
    let typed = move || context.read(move |form| form.draft.text(field));
    view! {
        {text::view(context, field)}
        {reading_at(move || format!("{}-reading", field.path()), typed)}
    }
}

/// The number in groups, where it does not stand so already.
pub fn reading_at(
    id: impl Fn() -> String + Send + 'static,
    typed: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let read = Memo::new(move |_| phone_number_reading(&typed()));
    live::view(move || match read.get() {
        Some(number) => {
            view! { <p class="field__help num" id=id()>{words::READING.with(&[("number", &number)])}</p> }
                .into_any()
        }
        None => ().into_any(),
    })
}
