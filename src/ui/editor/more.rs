//! The button of a list that is too long to be drawn at once: more of its lines.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{state::ROWS_AT_ONCE, text::rows as words, ui::live};

/// How many lines are shown.
pub type Shown = RwSignal<usize>;

/// The first lines alone.
pub fn first_lines() -> Shown {
    RwSignal::new(ROWS_AT_ONCE)
}

/// Shows more of `count` lines, where there are more, and puts the focus on what is new: `focus` is told how many were shown before.
pub fn button(
    shown: Shown,
    count: impl Fn() -> usize + Send + 'static,
    focus: impl Fn(usize) + Send + Sync + 'static,
) -> AnyView {
    boxed(shown, Box::new(count), Arc::new(focus))
}

fn boxed(
    shown: Shown,
    count: Box<dyn Fn() -> usize + Send>,
    focus: Arc<dyn Fn(usize) + Send + Sync>,
) -> AnyView {
    live::view(move || {
        let left = count().saturating_sub(shown.get()).min(ROWS_AT_ONCE);
        if left == 0 {
            return ().into_any();
        }
        let focus = Arc::clone(&focus);
        let more = move |_| {
            let before = shown.get_untracked();
            shown.set(before + ROWS_AT_ONCE);
            focus(before);
        };
        let words = words::SHOW_MORE.with(&[("count", &left.to_string())]);
        view! { <button class="button button--small" type="button" on:click=more>{words}</button> }.into_any()
    })
}
