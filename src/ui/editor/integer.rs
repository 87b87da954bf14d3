//! A whole number, typed or stepped.

use leptos::prelude::*;

use crate::{domain::Retries, form::Field, text::editor as words};

use super::{context::Context, field::is_invalid, text};

/// Which way a step goes.
#[derive(Clone, Copy)]
enum Step {
    Down,
    Up,
}

/// The control with its two buttons.
pub fn view(context: Context, field: Field) -> impl IntoView {
    view! {
        <div class="stepper" class:stepper--invalid=move || is_invalid(context, field)>
            <button type="button" aria-label=words::ONE_LESS.get() on:click=move |_| step(context, field, Step::Down)>"−"</button>
            {text::line(context, field, None)}
            <button type="button" aria-label=words::ONE_MORE.get() on:click=move |_| step(context, field, Step::Up)>"+"</button>
        </div>
    }
}

/// One more or one less than what stands there, or than what the server fills in.
fn step(context: Context, field: Field, step: Step) {
    let typed =
        context.editor.with_untracked(|editor| Some(editor.form()?.draft.text(field))).unwrap_or_default();
    let shown = if typed.is_empty() { text::placeholder(field) } else { typed };
    let number = Retries::parse(&shown).map_or(0, Retries::get);
    let number = match step {
        Step::Down => number.saturating_sub(1),
        Step::Up => number.saturating_add(1),
    };
    context.edit(field, |draft| draft.type_text(field, number.to_string()));
    context.leave(field.path());
}
