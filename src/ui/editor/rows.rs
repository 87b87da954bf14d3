//! Rows of text: one control, one problem each; added, taken out, pasted, moved. A row keeps its control, and with it the
//! focus, wherever it goes.

use leptos::{html, leptos_dom::helpers::window_event_listener, prelude::*};
use web_sys::KeyboardEvent;

use crate::{
    form::{Entry, Field, Item, ListForm, Row},
    state::{Editor, Form, RowKeys},
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
    let rows = Rows {
        context,
        field,
        item,
        keys: Memo::new(keys),
        drag: RwSignal::new(None),
        list: NodeRef::new(),
        trials: (item == Item::PermissionRule)
            .then(|| context.panel.keep("trial", || Trials::new(context, field))),
        said: RwSignal::new(String::new()),
    };
    let escape = window_event_listener(leptos::ev::keydown, move |event| rows.escape(&event));
    on_cleanup(move || escape.remove());
    let is_empty = move || rows.keys.with(|keys| keys.keys().is_empty());
    let is_alone = move || rows.keys.with(|keys| keys.keys().len() < 2);
    view! {
        <div role="group" aria-labelledby=format!("{path}-label") aria-describedby=format!("{path}-help {path}-notes")>
            {live::view(move || stranger(context, field))}
            <ul class="rows" node_ref=rows.list hidden=live::flag(is_empty)>
                <For each=move || rows.keys.with(RowKeys::keys) key=|key| *key let:key>
                    {row::view(rows, key)}
                </For>
            </ul>
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
        if event.key() == "Escape" && matches!(self.drag.try_get_untracked(), Some(Some(_))) {
            self.drag.set(None);
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

    fn focus(self, row: usize) {
        self.context.focus(&control_id(self.field, row));
    }
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
