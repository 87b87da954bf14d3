//! The table of faxboxes.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent};

use crate::{
    state::{Column, Direction, Sort},
    text::list as words,
    ui::{
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

use super::{row, states};

/// How many rows are drawn before the person asks for more: what is beyond is found by searching.
const ROWS_DRAWN: usize = 200;

/// The table, in its order, as far as it is drawn.
pub fn view(panel: Panel, places: Memo<Vec<usize>>) -> impl IntoView {
    let drawn = RwSignal::new(ROWS_DRAWN);
    // Rows are drawn by position: where another moved under the focus, the focus follows its faxbox.
    let focused = StoredValue::new(None);
    Effect::new(move |_| {
        places.track();
        if let Some(id) = focused.get_value() {
            panel.refocus(format!("[data-faxbox-id=\"{id}\"] .row__open"), ".row__open");
        }
    });
    let headings = Column::ALL.iter().map(|column| heading(panel, *column)).collect::<Vec<_>>();
    let rows = move || {
        panel.list.with(|list| {
            let shown = places.with(|places| places.iter().take(drawn.get()).copied().collect::<Vec<_>>());
            shown
                .into_iter()
                .filter_map(|place| list.at(place))
                .map(|row| row::view(panel, row))
                .collect::<Vec<_>>()
        })
    };
    let hidden = move || places.with(Vec::len).saturating_sub(drawn.get());
    let more = move || {
        let count = hidden().min(ROWS_DRAWN);
        (count > 0).then(|| {
            view! {
                <p class="list__more">
                    <button class="button" type="button" on:click=move |_| drawn.update(|drawn| *drawn += ROWS_DRAWN)>
                        {words::SHOW_MORE.with(&[("count", &count.to_string())])}
                    </button>
                </p>
            }
        })
    };
    view! {
        <div class="sheet">
            <table class="table" on:keydown=|event| walk(&event) on:focusin=move |event| focused.set_value(row_of(&event))>
                <caption class="visually-hidden">{words::TABLE.get()}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{live::view(move || rows().into_any())}</tbody>
            </table>
        </div>
        {live::view(move || more().into_any())}
        {live::view(move || states::rest_failed(panel).into_any())}
    }
}

fn heading(panel: Panel, column: Column) -> impl IntoView {
    let sorted = move || {
        let Sort { column: by, direction } = panel.list.with(|list| list.sort);
        (by == column).then_some(direction)
    };
    let state = move || match sorted() {
        None => "none",
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
    };
    let sign = move || {
        sorted().map(|direction| match direction {
            Direction::Ascending => icon(Icon::ASCENDING),
            Direction::Descending => icon(Icon::DESCENDING),
        })
    };
    view! {
        <th scope="col" class=row::class(column) aria-sort=live::text(move || state().to_owned())>
            <button type="button" on:click=move |_| panel.list.update(|list| list.sort_by(column))>
                {words::column(column).get()} {live::view(move || sign().into_any())}
            </button>
        </th>
    }
}

/// The faxbox whose row has the focus.
fn row_of(event: &FocusEvent) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-faxbox-id]").ok()??.get_attribute("data-faxbox-id")
}

/// The arrow keys, Home and End move from row to row.
fn walk(event: &KeyboardEvent) {
    let links = || {
        let table = event.current_target()?.dyn_into::<HtmlElement>().ok()?;
        let links = table.query_selector_all(".row__open").ok()?;
        let link = |index| links.item(index)?.dyn_into::<HtmlElement>().ok();
        Some((0..links.length()).filter_map(link).collect::<Vec<_>>())
    };
    let target = event.composed_path().get(0);
    let Some(links) = links() else { return };
    let Some(here) = links.iter().position(|link| AsRef::<JsValue>::as_ref(link) == &target) else { return };
    let there = match event.key().as_str() {
        "ArrowDown" => here + 1,
        "ArrowUp" => here.saturating_sub(1),
        "Home" => 0,
        "End" => links.len().saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let Some(link) = links.get(there) {
        drop(link.focus());
    }
}
