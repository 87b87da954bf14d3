//! Moving a row by dragging its handle: a mark shows where it would come to stand, and letting go moves it once.

use leptos::{ev::PointerEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    text::rows as words,
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::rows::Rows;

/// A row on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    /// The key of the row.
    pub key: u32,
    /// Where it stood.
    from: usize,
    /// Where it would stand now.
    to: usize,
}

/// The handle. For pointers alone: the buttons and Alt with an arrow do the same.
pub fn grip(rows: Rows, key: u32, position: Memo<usize>) -> AnyView {
    let is_alone = move || rows.keys.with(|keys| keys.len() < 2);
    let begin = move |event: PointerEvent| {
        if event.button() != 0 || rows.is_locked() {
            return;
        }
        if let Some(grip) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Fails only for a pointer that is gone already.
            drop(grip.set_pointer_capture(event.pointer_id()));
        }
        let from = position.get_untracked();
        rows.drag.set(Some(Drag { key, from, to: from }));
    };
    let go_on = move |event: PointerEvent| {
        if let Some(Some(drag)) = rows.drag.try_get_untracked() {
            let to = place_at(rows, drag.from, event.client_y()).unwrap_or(drag.from);
            if to != drag.to {
                rows.drag.set(Some(Drag { to, ..drag }));
            }
        }
    };
    let end = move |_: PointerEvent| {
        if let Some(Some(drag)) = rows.drag.try_get_untracked() {
            rows.drag.set(None);
            rows.shift(drag.from, drag.to);
        }
    };
    view! {
        <span
            class="row__grip"
            aria-hidden="true"
            title=words::GRIP.get()
            hidden=live::flag(is_alone)
            // What has the focus keeps it.
            on:mousedown=|event| event.prevent_default()
            on:pointerdown=begin
            on:pointermove=go_on
            on:pointerup=end
            on:pointercancel=move |_| { rows.drag.try_set(None); }
        >
            {icon(Icon::GRIP)}
        </span>
    }
    .into_any()
}

/// Which row a dragged one would be, let go at this height of the window: the number of other rows that are not drawn before them or
/// whose middle is above.
fn place_at(rows: Rows, from: usize, y: i32) -> Option<usize> {
    let list = rows.list.get_untracked()?;
    let first = rows.drawn.try_get_untracked()?.start;
    let rows = list.query_selector_all("li").ok()?;
    let others = (0..rows.length()).filter(|row| usize::try_from(*row).ok() != from.checked_sub(first));
    let elements = others.filter_map(|row| rows.item(row)?.dyn_into::<Element>().ok());
    let above = elements.filter(|row| {
        let place = row.get_bounding_client_rect();
        place.top() + place.height() / 2.0 < f64::from(y)
    });
    Some(first + above.count())
}

/// The class of a row's element, with the mark of where the dragged one would come to stand; tracked.
pub fn class(rows: Rows, key: u32, row: usize) -> String {
    let class = match rows.drag.get() {
        Some(drag) if drag.key == key => "row row--dragged",
        Some(Drag { from, to, .. }) if row == to && to < from => "row row--before",
        Some(Drag { from, to, .. }) if row == to && to > from => "row row--behind",
        _ => "row",
    };
    class.to_owned()
}
