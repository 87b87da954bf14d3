//! One row of a list: its control, its keys, what it says, what can be done with it.

use leptos::{
    ev::{ClipboardEvent, KeyboardEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, MouseEvent};

use crate::{
    form::{
        Field, Item, Place, Row, Severity,
        recipients::{PASTE_MAX_ROWS, Paste, paste, split},
    },
    state::RowKeys,
    text::{fields, rows as words},
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::{drag, field::notes, number, rows::Rows, rules};

/// The id of a row's control.
pub fn control_id(field: Field, row: usize) -> String {
    format!("{}.{row}", field.path())
}

/// The row with this key.
pub fn view(rows: Rows, key: u32) -> AnyView {
    let Rows { context, field, item, .. } = rows;
    let position = Memo::new(move |_| rows.keys.with(|keys| keys.position(key)).unwrap_or_default());
    let text = Memo::new(move |_| {
        let row = position.get();
        context.read(move |form| form.draft.rows(field).get(row).map(Row::shown).unwrap_or_default())
    });
    let problems = move || {
        let row = position.get();
        context.problems_at(move |place| place == Place::Row(field, row))
    };
    let id = move || control_id(field, position.get());
    let named = move |sentence: crate::text::Message| {
        let row = (position.get() + 1).to_string();
        sentence.with(&[("label", fields::label(field).get()), ("row", &row)])
    };
    let is_alone = move || rows.keys.with(|keys| keys.len() < 2);
    let class = move || drag::class(rows, key, position.get());
    view! {
        <li class=live::text(class)>
            {drag::grip(rows, key, position)}
            <input
                class="input"
                class:mono=item == Item::PermissionRule
                type="text"
                id=live::text(id)
                name=live::text(id)
                inputmode=match item { Item::EmailAddress => "email", Item::Number => "tel", Item::PermissionRule => "text" }
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                aria-label=live::text(move || named(words::ROW_LABEL))
                aria-invalid=live::text(move || problems().iter().any(|problem| problem.severity() == Severity::Error).to_string())
                aria-describedby=live::text(move || format!("{0}-notes {0}-reading", id()))
                prop:readOnly=live::flag(move || context.is_locked())
                prop:value=text
                on:input:target=move |event| {
                    let typed = event.target().value();
                    if let Some(row) = position.try_get_untracked() {
                        context.edit(field, |draft| draft.type_row(field, row, typed));
                    }
                }
                on:paste=move |event| pasted(rows, position, &event)
                on:keydown=move |event| pressed(rows, position, &event)
                on:blur=move |_| left(rows, key)
            />
            <span class="row__ways">
                {step(rows, position, Way::Up, is_alone, named)}
                {step(rows, position, Way::Down, is_alone, named)}
                <button class="button button--quiet button--icon" type="button" aria-label=live::text(move || named(words::REMOVE)) on:click=move |_| {
                    let row = position.get_untracked();
                    rows.remove(row, row);
                }>
                    {icon(Icon::CROSS)}
                </button>
            </span>
            <div class="row__notes" id=live::text(move || format!("{}-notes", id()))>
                {move || notes(&id(), problems())}
                {live::view(move || mend(rows, position, text))}
            </div>
            {(item == Item::Number).then(|| number::reading_at(move || format!("{}-reading", id()), move || text.get()))}
            {rows.trials.map(|trials| rules::row(context, trials, position))}
        </li>
    }
    .into_any()
}

/// Which way a row goes.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

impl Way {
    /// Where a row of `count` comes to stand; where it stands, at the end of its way.
    fn from(self, row: usize, count: usize) -> usize {
        match self {
            Self::Up => row.saturating_sub(1),
            Self::Down => (row + 1).min(count.saturating_sub(1)),
        }
    }
}

/// The button that moves a row by one; at the end of its way it stays, so that the focus does.
fn step(
    rows: Rows,
    position: Memo<usize>,
    way: Way,
    is_alone: impl Fn() -> bool + Send + 'static,
    named: impl Fn(crate::text::Message) -> String + Send + 'static,
) -> AnyView {
    let (sentence, sign, part) = match way {
        Way::Up => (words::UP, Icon::ASCENDING, "-up"),
        Way::Down => (words::DOWN, Icon::DESCENDING, "-down"),
    };
    let at_end = move || {
        let row = position.get();
        way.from(row, rows.keys.with(RowKeys::len)) == row
    };
    view! {
        <button
            class="button button--quiet button--icon row__step"
            type="button"
            // Alt with an arrow does the same from the control: no stop more for Tab in every row.
            tabindex="-1"
            hidden=live::flag(is_alone)
            id=live::text(move || format!("{}{part}", control_id(rows.field, position.get())))
            aria-label=live::text(move || named(sentence))
            aria-disabled=live::text(move || at_end().to_string())
            on:click=move |_: MouseEvent| {
                let row = position.get_untracked();
                rows.shift(row, way.from(row, rows.count()));
            }
        >
            {icon(sign)}
        </button>
    }
    .into_any()
}

/// What has the focus in the list: its row, and which part of it (`""` for the control).
pub fn focused(rows: Rows) -> Option<(usize, String)> {
    let list = rows.list.get_untracked()?;
    let id = list.query_selector(":focus").ok()??.id();
    let rest = id.strip_prefix(rows.field.path())?.strip_prefix('.')?;
    let end = rest.find('-').unwrap_or(rest.len());
    let (row, part) = rest.split_at_checked(end)?;
    Some((row.parse().ok()?, part.to_owned()))
}

/// The person left a row's control; the blur of one that was just taken out is not theirs.
fn left(rows: Rows, key: u32) {
    if let Some(row) = rows.keys.try_with_untracked(|keys| keys.position(key)).flatten() {
        rows.context.leave(&control_id(rows.field, row));
    }
}

/// Enter adds a row, Backspace in an empty one takes it out, Alt with an arrow moves it.
fn pressed(rows: Rows, position: Memo<usize>, event: &KeyboardEvent) {
    let Some(row) = position.try_get_untracked() else { return };
    if event.is_composing() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let is_blank = || input_of(event).is_some_and(|input| input.value().is_empty());
    match (event.key().as_str(), event.alt_key()) {
        ("Enter", false) => rows.add(row + 1),
        // Held down, it empties a row and then stops.
        ("Backspace", false) if is_blank() && !event.repeat() => rows.remove(row, row.saturating_sub(1)),
        ("ArrowUp", true) => rows.shift(row, Way::Up.from(row, rows.count())),
        ("ArrowDown", true) => rows.shift(row, Way::Down.from(row, rows.count())),
        _ => return,
    }
    event.prevent_default();
}

fn input_of(event: &web_sys::Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// What stays of a row's text when something is pasted: all but what is selected.
fn standing(input: &HtmlInputElement) -> String {
    let text = input.value();
    let end = |end: Result<Option<u32>, _>| end.ok().flatten().and_then(|end| usize::try_from(end).ok());
    match (end(input.selection_start()), end(input.selection_end())) {
        (Some(0), Some(end)) if end >= text.encode_utf16().count() => String::new(),
        _ => text,
    }
}

/// A paste of several becomes several rows; of one, what it always is.
fn pasted(rows: Rows, position: Memo<usize>, event: &ClipboardEvent) {
    let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) else { return };
    let Some(row) = position.try_get_untracked() else { return };
    let kept = input_of(event).map(|input| standing(&input)).unwrap_or_default();
    match paste(rows.item, &text, &kept) {
        Paste::Text => return,
        Paste::Rows { texts, pasted } => rows.fill(row, texts, pasted),
        Paste::TooMany(count) => {
            let (count, most) = (count.to_string(), PASTE_MAX_ROWS.to_string());
            rows.tell(&words::TOO_MANY.with(&[("count", &count), ("most", &most)]));
        }
    }
    event.prevent_default();
}

/// Offers to make of what was typed what a paste of it would have become.
fn mend(rows: Rows, position: Memo<usize>, text: Memo<String>) -> AnyView {
    let text = text.get();
    let pieces = split(rows.item, &text);
    if rows.item != Item::EmailAddress || !text.contains('@') || pieces.is_empty() || pieces == [text.trim()]
    {
        return ().into_any();
    }
    let label = match pieces.len() {
        1 => words::BARE.get().to_owned(),
        count => words::SPLIT.with(&[("count", &count.to_string())]),
    };
    let fill = move |_| {
        let count = pieces.len();
        rows.fill(position.get_untracked(), pieces.clone(), count);
    };
    view! { <div><button class="button button--small" type="button" on:click=fill>{label}</button></div> }
        .into_any()
}
