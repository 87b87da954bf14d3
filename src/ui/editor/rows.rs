//! Rows of text: one control, one problem each; a paste of many becomes many rows.

use leptos::{ev::ClipboardEvent, prelude::*};

use crate::{
    form::{Entry, Field, Item, ListForm, Place, Severity},
    state::Editor,
    text::{editor as words, fields},
    ui::icon::{Icon, icon},
};

use super::{
    context::Context,
    field::{notes, shown},
};

/// The rows, and a button for one more.
pub fn view(context: Context, field: Field, item: Item) -> impl IntoView {
    let path = field.path();
    let count = Memo::new(move |_| context.read(|form| form.draft.rows(field).len()));
    let add = move |_| {
        context.change(|form| {
            let row = form.add_row(field);
            context.focus(&format!("{path}.{row}"));
        });
    };
    let add_words = match item {
        Item::EmailAddress => words::ADD_EMAIL,
        Item::Number => words::ADD_NUMBER,
        Item::PermissionRule => words::ADD_RULE,
    };
    view! {
        <div role="group" aria-labelledby=format!("{path}-label") aria-describedby=format!("{path}-help {path}-notes")>
            {move || stranger(context, field)}
            <ul class="rows" hidden=move || count.get() == 0>
                <For each=move || 0..count.get() key=|row| *row let:row>
                    {self::row(context, field, item, row)}
                </For>
            </ul>
            <div class="rows__foot">
                <button class="button button--small" type="button" id=path on:click=add>
                    {icon(Icon::ADD)} {add_words.get()}
                </button>
                {(item != Item::PermissionRule).then(|| view! { <span class="field__help">{words::PASTE_HINT.get()}</span> })}
                {move || (item == Item::PermissionRule && is_text(context, field)).then(|| make_list(context, field))}
            </div>
        </div>
    }
}

/// What stands in the place of a list and is none.
fn stranger(context: Context, field: Field) -> Option<impl IntoView> {
    context.read(|form| match form.draft.entry(field) {
        Entry::Other(value) => {
            Some(view! { <p class="mono">{words::OTHER_VALUE.with(&[("value", &shown(value))])}</p> })
        }
        _ => None,
    })
}

fn is_text(context: Context, field: Field) -> bool {
    context.read(|form| matches!(form.draft.entry(field), Entry::Rows(_, ListForm::Text)))
}

fn make_list(context: Context, field: Field) -> impl IntoView {
    view! {
        <button class="button button--small" type="button" on:click=move |_| context.edit(field, |draft| draft.make_list(field))>
            {words::MAKE_LIST.get()}
        </button>
    }
}

fn row(context: Context, field: Field, item: Item, row: usize) -> impl IntoView {
    let path = format!("{}.{row}", field.path());
    let label = [("label", fields::label(field).get()), ("row", &(row + 1).to_string())]
        .map(|(k, v)| (k, v.to_owned()));
    let label = label.each_ref().map(|(key, value)| (*key, value.as_str()));
    let name = words::ROW_LABEL.with(&label);
    let remove_name = words::REMOVE_ROW.with(&label);
    let text = Memo::new(move |_| {
        context.read(|form| form.draft.rows(field).get(row).map(crate::form::Row::shown).unwrap_or_default())
    });
    let problems = move || context.problems_at(|place| place == Place::Row(field, row));
    let invalid = move || problems().iter().any(|problem| problem.severity() == Severity::Error);
    let notes_id = format!("{path}-notes");
    let described = notes_id.clone();
    let (left, noted) = (path.clone(), path.clone());
    view! {
        <li class="row">
            <input
                class="input"
                class:mono=item == Item::PermissionRule
                type="text"
                id=path.clone()
                name=path
                inputmode=match item { Item::EmailAddress => "email", Item::Number => "tel", Item::PermissionRule => "text" }
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=name
                aria-invalid=move || invalid().to_string()
                aria-describedby=described
                prop:readOnly=move || context.is_saving()
                prop:value=text
                on:input:target=move |event| {
                    let typed = event.target().value();
                    context.edit(field, |draft| draft.type_row(field, row, typed));
                }
                on:paste=move |event| paste(context, field, item, row, &event)
                on:blur=move |_| {
                    // The blur of a row that was just removed would tell of the one that took its place.
                    let is_there = |editor: &Editor| editor.form().is_some_and(|form| row < form.draft.rows(field).len());
                    if context.editor.try_with_untracked(is_there) == Some(true) {
                        context.leave(&left);
                    }
                }
            />
            <button class="button button--quiet button--icon" type="button" aria-label=remove_name on:click=move |_| remove(context, field, row)>
                {icon(Icon::CROSS)}
            </button>
            <div class="row__notes" id=notes_id>{move || notes(&noted, problems())}</div>
        </li>
    }
}

/// Takes a row out; the focus goes to the row that takes its place, or to the button that adds one.
fn remove(context: Context, field: Field, row: usize) {
    context.change(|form| {
        form.remove_row(field, row);
        let left = form.draft.rows(field).len();
        let path = field.path();
        if left == 0 {
            context.focus(path);
        } else {
            context.focus(&format!("{path}.{}", row.min(left - 1)));
        }
    });
}

/// A paste of several becomes several rows; of one, what it always is.
fn paste(context: Context, field: Field, item: Item, row: usize, event: &ClipboardEvent) {
    let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) else { return };
    let separators: &[char] = match item {
        // A rule may hold any of the others.
        Item::PermissionRule => &['\n', '\r'],
        _ => &['\n', '\r', '\t', ',', ';'],
    };
    let parts: Vec<_> =
        text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if parts.len() < 2 {
        return;
    }
    event.prevent_default();
    let mut last = row;
    context.edit(field, |draft| {
        // Into an empty row they go in its place; behind what stands there else.
        let standing = draft.rows(field).get(row).map(crate::form::Row::shown).unwrap_or_default();
        let kept = (!standing.is_empty()).then_some(standing);
        let texts: Vec<_> = kept.into_iter().chain(parts).collect();
        last = row + texts.len() - 1;
        draft.paste_rows(field, row, texts);
    });
    context.focus(&format!("{}.{last}", field.path()));
}
