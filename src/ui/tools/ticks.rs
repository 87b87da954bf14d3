//! The boxes in front of the rows, and whatever else selects: clicks with Shift or Ctrl, and keys.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, KeyboardEvent, MouseEvent};

use crate::{
    domain::{Admission, FaxboxId},
    state::{List, ListRow, Part, Selection, Tick},
    text::filters as words,
    ui::panel::Panel,
};

use super::signals::Signals;

/// Whether a row is ticked.
pub fn has(panel: Panel, row: &ListRow) -> bool {
    untrack(|| Signals::of(panel).is_selected(row))
}

/// Follows what is ticked, and what is found out about a sender.
pub fn track(panel: Panel) {
    let signals = Signals::of(panel);
    signals.selection.track();
    signals.senders.track();
}

/// A row was clicked, or its box; whether that selected. The box ticks its row, with Shift all rows from the last one. Elsewhere in a
/// row Shift and Ctrl do the same, and a plain click is not ours.
pub fn clicked(panel: Panel, id: &FaxboxId, in_box: bool, event: &MouseEvent) -> bool {
    if !panel.permits.get_untracked().allow_selection() {
        return false;
    }
    let selects = event.shift_key() || event.ctrl_key() || event.meta_key();
    if !in_box {
        if !selects || event.alt_key() {
            return false;
        }
        // A link would open in another tab or window.
        event.prevent_default();
    }
    let signals = Signals::of(panel);
    if event.shift_key() {
        // The browser marks the text from the last click to here.
        let _ = unmark();
        signals.extend(id, id);
    } else {
        signals.toggle(id);
    }
    true
}

/// `getSelection().removeAllRanges()`
fn unmark() -> Option<()> {
    let call = |target: &JsValue, method: &str| {
        let method = Reflect::get(target, &method.into()).ok()?.dyn_into::<Function>().ok()?;
        method.call0(target).ok()
    };
    call(&call(&window(), "getSelection")?, "removeAllRanges").map(drop)
}

/// A key was pressed in the table, with the focus on the row of a faxbox or elsewhere; whether the key is used up. `x` ticks the row,
/// Shift with an arrow, Home or End all rows from here to there, Ctrl+A all that match, Escape nothing. That the focus moves is the
/// table's work.
pub fn pressed(panel: Panel, focused: Option<&FaxboxId>, event: &KeyboardEvent) -> bool {
    if !panel.permits.get_untracked().allow_selection() {
        return false;
    }
    let signals = Signals::of(panel);
    let is_command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    match (key.as_str(), focused) {
        ("a" | "A", _) if is_command && !event.shift_key() && !event.alt_key() => signals.all(Tick::On),
        _ if is_command || event.alt_key() => return false,
        ("Escape", _) if !signals.selection.with_untracked(Selection::is_clear) => signals.clear(),
        ("x" | "X", Some(id)) => signals.toggle(id),
        ("ArrowDown" | "ArrowUp" | "Home" | "End", Some(id)) if event.shift_key() => {
            if let Some(there) = panel.list.with_untracked(|list| there(list, id, &key)) {
                signals.extend(id, &there);
            }
            return false;
        }
        ("ArrowDown" | "ArrowUp" | "Home" | "End", _) => {
            // The next range begins elsewhere.
            signals.selection.update_untracked(Selection::settle);
            return false;
        }
        _ => return false,
    }
    event.prevent_default();
    true
}

/// Where a key leads from a row.
fn there(list: &List, here: &FaxboxId, key: &str) -> Option<FaxboxId> {
    let index = list.shown().position(|row| row.id == *here)?;
    let there = match key {
        "ArrowDown" => list.shown().nth(index + 1),
        "ArrowUp" => list.shown().nth(index.checked_sub(1)?),
        "Home" => list.shown().next(),
        _ => list.shown().last(),
    };
    there.map(|row| row.id.clone())
}

/// Draws the box in a table's heading, which ticks all that match, loaded or not.
pub fn draw_heading(panel: Panel, table: &Element, list: &List) -> Option<()> {
    let cell = table.query_selector("thead .check").ok()??;
    let input = if let Some(input) = cell.first_element_child() {
        input
    } else {
        let input = cell.owner_document()?.create_element("input").ok()?;
        input.set_attribute("type", "checkbox").ok()?;
        input.set_attribute("aria-label", words::SELECT_ALL.get()).ok()?;
        input.set_attribute("title", words::SELECT_ALL.get()).ok()?;
        cell.append_child(&input).ok()?;
        input
    };
    let selected = selected(panel, list);
    let input = input.dyn_into::<HtmlInputElement>().ok()?;
    input.set_checked(selected > 0 && selected == list.places().len());
    input.set_indeterminate(selected > 0 && selected < list.places().len());
    Some(())
}

/// How many of the rows that are shown are selected.
fn selected(panel: Panel, list: &List) -> usize {
    let signals = Signals::of(panel);
    if signals.selection.with_untracked(Selection::is_clear) {
        return 0;
    }
    untrack(|| list.shown().filter(|row| signals.is_selected(row)).count())
}

/// The box in the heading was clicked: all that match are selected, or none of them where they were.
pub fn heading_clicked(panel: Panel) {
    let all = panel.list.with_untracked(|list| selected(panel, list) == list.places().len());
    Signals::of(panel).all(if all { Tick::Off } else { Tick::On });
}

/// The rule that lets the sender in that is asked about, or why that is open.
pub fn note(panel: Panel, row: &ListRow) -> Option<String> {
    let signals = Signals::of(panel);
    let address = signals.filters.with_untracked(|filters| filters.sender.clone())?;
    let admission = signals.senders.with_untracked(|senders| senders.admission(&address, row))?;
    let (message, number) = match admission {
        Admission::LetIn { row } => (words::BY_RULE, row),
        Admission::Open { row } => (words::OPEN_RULE, row),
        Admission::NoRules | Admission::Refused | Admission::Stopped { .. } => return None,
    };
    let rule = row.items(Part::Rules).nth(number).unwrap_or_default();
    let rule = if rule.is_empty() { words::EMPTY_RULE.get() } else { rule };
    Some(message.with(&[("number", &(number + 1).to_string()), ("rule", rule)]))
}
