//! Rows of text: one control, one problem each; added, taken out, pasted, moved. A row keeps its control, and with it the
//! focus, wherever it goes.

use std::ops::Range;

use leptos::{html, leptos_dom::helpers::window_event_listener, prelude::*};
use web_sys::KeyboardEvent;

use crate::{
    form::{Entry, Field, Item, ListForm, Row},
    state::{DrawnRows, Editor, Form, RowKeys},
    text::{editor, rows as words},
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::{
    context::Context,
    drag::Drag,
    field::shown,
    row::{self, control_id},
    rules::{self, Trials},
};

/// A list that is being edited: what its rows share.
#[derive(Clone, Copy)]
pub struct Rows {
    /// What all of the editor shares.
    pub context: Context,
    /// Whose list.
    pub field: Field,
    /// What its rows are.
    pub item: Item,
    /// What tells its rows apart.
    pub keys: Memo<RowKeys>,
    /// Which of them are drawn.
    pub drawn: Memo<Range<usize>>,
    /// The row that is being dragged.
    pub drag: RwSignal<Option<Drag>>,
    /// The list's element.
    pub list: NodeRef<html::Ul>,
    /// Where they are rules: their trial.
    pub trials: Option<Trials>,
    /// What was moved where, for those who listen.
    said: RwSignal<String>,
}

/// The rows, and a button for one more.
pub fn view(context: Context, field: Field, item: Item) -> impl IntoView {
    let path = field.path();
    let keys = move |before: Option<&RowKeys>| {
        let texts = context.read(move |form| form.draft.rows(field).iter().map(Row::shown).collect());
        before.cloned().unwrap_or_default().follow(texts)
    };
    let keys = Memo::new(keys);
    let drawn = move || context.drawn_rows(field).of(keys.with(RowKeys::len));
    let rows = Rows {
        context,
        field,
        item,
        keys,
        drawn: live::memo(drawn),
        drag: RwSignal::new(None),
        list: NodeRef::new(),
        trials: (item == Item::PermissionRule)
            .then(|| context.panel.keep("trial", || Trials::new(context, field))),
        said: RwSignal::new(String::new()),
    };
    let is_dragged = live::memo(move || rows.drag.get().is_some());
    live::effect(move |_| {
        if is_dragged.get() {
            let escape = window_event_listener(leptos::ev::keydown, move |event| rows.escape(&event));
            on_cleanup(move || escape.remove());
        }
    });
    let is_empty = move || rows.keys.with(RowKeys::is_empty);
    let is_alone = move || rows.keys.with(|keys| keys.len() < 2);
    view! {
        <div role="group" aria-labelledby=format!("{path}-label") aria-describedby=format!("{path}-help {path}-notes")>
            {live::view(move || stranger(context, field))}
            {live::view(move || more(rows, End::First))}
            <ul class="rows" node_ref=rows.list hidden=live::flag(is_empty)>
                <For each=move || rows.keys.with(|keys| keys.keys_of(rows.drawn.get())) key=|key| *key let:key>
                    {row::view(rows, key)}
                </For>
            </ul>
            {live::view(move || more(rows, End::Last))}
            <p class="visually-hidden" role="status">{live::text(move || rows.said.get())}</p>
            <div class="rows__foot">
                <button class="button button--small" type="button" id=path on:click=move |_| rows.add(usize::MAX)>
                    {icon(Icon::ADD)} {words::add(item).get()}
                </button>
                <span class="field__help">{words::paste_hint(item).get()}</span>
                <span class="field__help wide-only" hidden=live::flag(is_alone)>{words::MOVE_HINT.get()}</span>
                {live::view(move || if item == Item::PermissionRule && is_text(context, field) {
                    make_list(context, field)
                } else {
                    ().into_any()
                })}
            </div>
            {rows.trials.map(|trials| rules::view(context, trials))}
        </div>
    }
}

impl Rows {
    /// How many there are; untracked.
    pub fn count(self) -> usize {
        self.context
            .editor
            .try_with_untracked(|editor| editor.form().map_or(0, |form| form.draft.rows(self.field).len()))
            .unwrap_or_default()
    }

    /// Whether nothing can be changed now: a save is under way.
    pub fn is_locked(self) -> bool {
        let can_edit = |editor: &Editor| matches!(editor, Editor::Editing(_));
        self.context.editor.try_with_untracked(can_edit) != Some(true)
    }

    /// Adds a row before another, or behind the last, and puts the focus there.
    pub fn add(self, row: usize) {
        if self.is_locked() {
            return;
        }
        let row = row.min(self.count());
        self.context.change(|form| form.insert_row(self.field, row));
        self.focus(row);
    }

    /// Takes a row out; the focus goes to `next`, or to the last there is, or to the button that adds one.
    pub fn remove(self, row: usize, next: usize) {
        if self.is_locked() {
            return;
        }
        self.context.change(|form| form.remove_row(self.field, row));
        match self.count() {
            0 => self.context.focus(self.field.path()),
            left => self.focus(next.min(left - 1)),
        }
    }

    /// Moves a row; whatever has the focus in the list keeps it, and where the row is now is said.
    pub fn shift(self, from: usize, to: usize) {
        let count = self.count();
        if from == to || from >= count || to >= count || self.is_locked() {
            return;
        }
        let focused = row::focused(self);
        self.context.change(|form| form.move_row(self.field, from, to));
        self.context.draw_rows(self.field, |rows, count| rows.reach(to, count));
        if let Some((row, part)) = focused {
            let row = match row {
                _ if row == from => to,
                _ if from < row && row <= to => row - 1,
                _ if to <= row && row < from => row + 1,
                _ => row,
            };
            self.context.focus(&format!("{}{part}", control_id(self.field, row)));
        }
        let (row, count) = ((to + 1).to_string(), count.to_string());
        self.said.set(words::MOVED.with(&[("row", &row), ("count", &count)]));
    }

    /// Escape leaves a row that is dragged where it was.
    fn escape(self, event: &KeyboardEvent) {
        if event.key() == "Escape" {
            self.drag.try_set(None);
        }
    }

    /// Puts several texts in the place of a row, says how many came, and puts the focus on the last.
    pub fn fill(self, row: usize, texts: Vec<String>, pasted: usize) {
        if self.is_locked() {
            return;
        }
        let last = row + texts.len().saturating_sub(1);
        self.context.change(|form: &mut Form| form.paste_rows(self.field, row, texts));
        self.tell(&words::added(self.item, pasted).with(&[("count", &pasted.to_string())]));
        self.focus(last);
    }

    /// Says something where everybody sees it.
    pub fn tell(self, what: &str) {
        self.context.panel.notice.set(what.to_owned());
    }

    /// Draws more, says which are there now, and puts the focus on the first that is new.
    fn show_more(self, end: End) {
        let before = self.drawn.get_untracked();
        self.context.draw_rows(
            self.field,
            match end {
                End::First => DrawnRows::show_before,
                End::Last => DrawnRows::show_behind,
            },
        );
        self.said.set(drawn_of(&self.drawn.get_untracked(), self.count()));
        self.focus(match end {
            // They are read upwards.
            End::First => before.start.saturating_sub(1),
            End::Last => before.end,
        });
    }

    fn focus(self, row: usize) {
        self.context.focus(&control_id(self.field, row));
    }
}

/// At which end of the rows that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// The button for more rows at an end, where there are any, and which are drawn; tracked.
fn more(rows: Rows, end: End) -> AnyView {
    let (drawn, count) = (rows.context.drawn_rows(rows.field), rows.keys.with(RowKeys::len));
    let (left, words, part) = match end {
        End::First => (drawn.before(count), words::SHOW_BEFORE, "before"),
        End::Last => (drawn.behind(count), words::SHOW_MORE, "more"),
    };
    if left == 0 {
        return ().into_any();
    }
    let path = rows.field.path();
    let id = format!("{path}-{part}");
    view! {
        <div class="rows__foot">
            <button class="button button--small" type="button" id=id.clone() aria-labelledby=format!("{id} {path}-label") on:click=move |_| rows.show_more(end)>
                {words.with(&[("count", &left.to_string())])}
            </button>
            <span class="field__help num">{drawn_of(&drawn.of(count), count)}</span>
        </div>
    }
    .into_any()
}

/// Which rows of how many are drawn.
fn drawn_of(drawn: &Range<usize>, count: usize) -> String {
    let [first, last, count] = [drawn.start + 1, drawn.end, count].map(|number| number.to_string());
    words::SHOWN.with(&[("first", &first), ("last", &last), ("count", &count)])
}

/// What stands in the place of a list and is none.
fn stranger(context: Context, field: Field) -> AnyView {
    context
        .read(move |form| match form.draft.entry(field) {
            Entry::Other(value) => Some(editor::OTHER_VALUE.with(&[("value", &shown(value))])),
            _ => None,
        })
        .map_or_else(|| ().into_any(), |told| view! { <p class="mono">{told}</p> }.into_any())
}

fn is_text(context: Context, field: Field) -> bool {
    context.read(move |form| matches!(form.draft.entry(field), Entry::Rows(_, ListForm::Text)))
}

fn make_list(context: Context, field: Field) -> AnyView {
    view! {
        <button class="button button--small" type="button" on:click=move |_| context.edit(field, |draft| draft.make_list(field))>
            {editor::MAKE_LIST.get()}
        </button>
    }
    .into_any()
}
