//! What can be done now, always in sight.

use leptos::prelude::*;

use crate::{
    state::Manner,
    text::{editor as words, plural},
    ui::browser::knows_time_zone,
};

use super::{context::Context, saving};

/// The number of changes, discard, update, save.
pub fn view(context: Context) -> impl IntoView {
    let changes = move || context.read(|form| form.draft.change_count());
    let line = move || match changes() {
        0 if context.is_new() => words::NOTHING_TYPED.get().to_owned(),
        0 => words::CHANGES_NONE.get().to_owned(),
        count => plural(count, words::CHANGES_ONE, words::CHANGES).with(&[("count", &count.to_string())]),
    };
    let unsaved = move || changes() > 0 && !context.is_new();
    let save = move || match (context.is_saving(), context.is_new()) {
        (false, false) => words::SAVE,
        (false, true) => words::CREATE,
        (true, false) => words::SAVING,
        (true, true) => words::CREATING,
    };
    view! {
        <div class="dock" role="region" aria-label=words::ACTIONS.get()>
            <span class="num" role="status">{line}</span>
            <span class="dock__rule" aria-hidden="true"></span>
            {move || (changes() > 0).then(|| view! {
                <button class="button button--quiet" type="button" on:click=move |_| context.change(|form| form.discard(knows_time_zone))>
                    {words::DISCARD.get()}
                </button>
            })}
            {move || unsaved().then(|| view! {
                <button class="button" type="button" title=words::UPDATE_HELP.get() on:click=move |_| saving::submit(context, Manner::Update)>
                    {words::UPDATE.get()}
                </button>
            })}
            <button
                class="button button--primary"
                type="button"
                name="save"
                aria-disabled=move || context.is_saving().to_string()
                on:click=move |_| saving::submit(context, Manner::Change)
            >
                {move || save().get()} {context.panel.has_hash().then(|| view! { <kbd class="wide-only" aria-hidden="true">"Ctrl S"</kbd> })}
            </button>
        </div>
    }
}
