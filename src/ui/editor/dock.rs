//! What can be done now, always in sight.

use leptos::prelude::*;

use crate::{
    state::Manner,
    text::{editor as words, keys as shortcuts, plural, review},
    ui::keys,
};

use super::{context::Context, document, saving, undo};

/// The number of changes, discard, review, save.
pub fn view(context: Context) -> impl IntoView {
    let changes = move || context.read(|form| form.draft.change_count());
    let line = move || match changes() {
        _ if context.is_loading() => words::LOADING.get().to_owned(),
        0 if context.is_new() => words::NOTHING_TYPED.get().to_owned(),
        0 => words::CHANGES_NONE.get().to_owned(),
        count => plural(count, words::CHANGES_ONE, words::CHANGES).with(&[("count", &count.to_string())]),
    };
    let save = move || match (context.is_saving(), context.is_new()) {
        (false, false) => words::SAVE,
        (false, true) => words::CREATE,
        (true, false) => words::SAVING,
        (true, true) => words::CREATING,
    };
    let has_work = move || changes() > 0 || context.is_new() || context.is_saving();
    view! {
        <div class="dock" part="dock" role="region" aria-label=words::ACTIONS.get()>
            <span class="num" role="status">{line}</span>
            {undo::buttons(context)}
            <span class="dock__rule" aria-hidden="true"></span>
            {move || (changes() > 0).then(|| view! {
                <button class="button button--quiet" type="button" name="discard" on:click=move |_| undo::discard(context)>
                    {words::DISCARD.get()}
                </button>
            })}
            {move || (changes() > 0).then(|| view! {
                <button class="button" type="button" name="review" title=review::REVIEW_HELP.get() on:click=move |_| document::begin_review(context)>
                    {review::REVIEW.get()}
                </button>
            })}
            <button
                class="button"
                class:button--primary=has_work
                type="button"
                name="save"
                aria-disabled=move || context.is_locked().to_string()
                on:click=move |_| saving::submit(context, Manner::Change)
            >
                {move || save().get()} {context.panel.has_keys().then(|| view! { <kbd class="wide-only" aria-hidden="true">{keys::told(shortcuts::SAVE_KEYS)}</kbd> })}
            </button>
        </div>
    }
}
