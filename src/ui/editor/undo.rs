//! Undo and redo: by keys, by buttons, with the focus on what changed and a word about it.

use leptos::prelude::*;

use crate::{
    form::Field,
    state::Moved,
    text::{fields, form as words, keys, plural},
    ui::{
        browser::knows_time_zone,
        icon::{Icon, icon},
        keys::is_mac,
    },
};

use super::{context::Context, field::short};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
}

/// Both buttons, once there is something to undo or to redo.
pub fn buttons(context: Context) -> impl IntoView {
    let any = Memo::new(move |_| context.read(move |form| form.can_undo() || form.can_redo()));
    move || {
        any.get().then(|| view! { <span class="dock__undo">{button(context, Way::Undo)} {button(context, Way::Redo)}</span> })
    }
}

fn button(context: Context, way: Way) -> impl IntoView {
    let (name, sign, words, keys) = match way {
        Way::Undo => ("undo", Icon::UNDO, words::UNDO, keys::UNDO_KEYS),
        Way::Redo => ("redo", Icon::REDO, words::REDO, keys::REDO_KEYS),
    };
    let ctrl = if is_mac() { keys::COMMAND } else { keys::CTRL };
    let title = format!("{} ({})", words.get(), keys.plain(&[("ctrl", ctrl.get())]));
    let can = move || match way {
        Way::Undo => context.read(crate::state::Form::can_undo),
        Way::Redo => context.read(crate::state::Form::can_redo),
    };
    view! {
        <button
            class="button button--quiet button--icon button--small"
            type="button"
            name=name
            aria-label=words.get()
            title=title
            aria-disabled=move || (!can()).to_string()
            on:click=move |_| go(context, way)
        >
            {icon(sign)}
        </button>
    }
}

/// Goes a step back or forth.
pub fn go(context: Context, way: Way) {
    if !context.panel.permits.get_untracked().edits() {
        return;
    }
    let moved = context.editor.try_update(|editor| {
        let form = editor.form_mut()?;
        match way {
            Way::Undo => form.undo(),
            Way::Redo => form.redo(),
        }
    });
    let Some(moved) = moved.flatten() else {
        let nothing = if way == Way::Undo { words::NOTHING_TO_UNDO } else { words::NOTHING_TO_REDO };
        context.said.set(nothing.get().to_owned());
        return;
    };
    context.said.set(told(context, way, &moved));
    if !moved.path.is_empty() {
        let path = &moved.path;
        context.reach(path);
        context.panel.focus_first([&format!("[name=\"{path}\"]:checked"), &format!("[id=\"{path}\"]")]);
    }
}

/// What happened, in a sentence.
fn told(context: Context, way: Way, moved: &Moved) -> String {
    let [one, absent, many, rest] = match way {
        Way::Undo => [words::UNDONE, words::UNDONE_ABSENT, words::UNDONE_MANY, words::UNDONE_REST],
        Way::Redo => [words::REDONE, words::REDONE_ABSENT, words::REDONE_MANY, words::REDONE_REST],
    };
    let value = |field: Field| context.editor.with_untracked(|editor| editor.form()?.draft.value(field));
    match *moved.fields {
        [] => rest.get().to_owned(),
        [field] => {
            let name = ("field", &*fields::full_label(field));
            match value(field) {
                Some(value) => one.with(&[name, ("value", &short(&value))]),
                None => absent.with(&[name]),
            }
        }
        [..] => many.with(&[("count", &moved.fields.len().to_string())]),
    }
}

/// Puts all fields back as they were opened, and says that an undo brings back what was typed.
pub fn discard(context: Context) {
    let count =
        context.editor.with_untracked(|editor| editor.form().map_or(0, |form| form.draft.change_count()));
    context.change(|form| form.discard(knows_time_zone));
    let line = plural(count, words::DISCARDED_ONE, words::DISCARDED);
    context.panel.notice.set(line.with(&[("count", &count.to_string())]));
    context.panel.focus("[name=undo]");
}
