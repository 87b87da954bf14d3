//! The list of an account's faxboxes: its frame and its first rows. All else is in `ui::tools`.

mod rehearsal;
pub mod row;
pub mod table;
mod toolbar;

pub use self::rehearsal::rehearse;

use leptos::{html::Div, leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use crate::{
    domain::FaxboxId,
    state::{Ability, Attention, Columns, FIRST_PAGE_ROWS, List, Route},
    text::list as words,
    ui::{
        chunk::{ToolsPart, View},
        live,
        panel::Panel,
        shell,
    },
};

/// The list's view.
pub fn view(panel: Panel) -> AnyView {
    let keys = window_event_listener(leptos::ev::keydown, move |event| shortcut(panel, &event));
    on_cleanup(move || keys.remove());
    // Back from a faxbox, the focus goes to its row, which is drawn wherever it is.
    match panel.opened.get_value() {
        Some(id) => panel.focus_first([&format!("[data-faxbox-id=\"{id}\"] .row__open"), ".bar__title"]),
        None => panel.focus(".bar__title"),
    }
    shell::title(panel, words::TITLE.get());
    let sheet = NodeRef::<Div>::new();
    live::effect(move |_| {
        let Some(sheet) = sheet.get() else { return };
        let sheet: HtmlElement = sheet.unchecked_into();
        match panel.tools.get() {
            Some(tools) => (tools.table)(panel, sheet),
            None => drop(first_rows(panel, &sheet)),
        }
    });
    let tool = |pick: fn(ToolsPart) -> View| {
        live::view(move || match panel.tools.get() {
            Some(tools) => pick(tools)(panel),
            None => ().into_any(),
        })
    };
    let shows_nothing = move || {
        let permits = panel.permits.get();
        !Attention::ALL.iter().any(|kind| permits.show_attention(*kind))
    };
    view! {
        {shell::bar(panel, heading(panel), toolbar::actions(panel))}
        <main class="list">
            <div class="attention" part="attention" hidden=live::flag(shows_nothing)>{tool(|tools| tools.overview)}</div>
            <div class="toolbar" part="toolbar" role="search">
                {toolbar::search(panel)}
                {tool(|tools| tools.filters)}
            </div>
            <div class="sheet" part="sheet" node_ref=sheet on:click=move |event| open_early(panel, &event)></div>
            {tool(|tools| tools.states)}
            {tool(|tools| tools.foot)}
        </main>
    }
    .into_any()
}

/// Draws the rows of the first page, by name: what there is before the tools are. Where the list is looked at in another way, nothing is
/// drawn yet that would not stay.
fn first_rows(panel: Panel, sheet: &HtmlElement) -> Option<()> {
    let is_drawn = sheet.first_element_child().is_some(); // Before this view.
    let is_empty = panel.list.with_untracked(|list| list.first_rows(1).is_empty());
    if !is_drawn && (is_empty || !panel.suffix.with_untracked(String::is_empty)) {
        sheet.set_hidden(true);
        return None;
    }
    if !is_drawn {
        table::frame(sheet, columns(panel))?;
        draw_rows(panel, sheet, table::rows_in_sight())?;
    }
    let sheet = sheet.clone();
    set_timeout(
        move || {
            if panel.tools.try_with_untracked(Option::is_none) == Some(true) {
                panel.speak();
                draw_rows(panel, &sheet, FIRST_PAGE_ROWS.into());
            }
        },
        table::REST_AFTER,
    );
    Some(())
}

fn columns(panel: Panel) -> Option<Columns> {
    panel.permits.get_untracked().columns(None)
}

fn draw_rows(panel: Panel, sheet: &HtmlElement, most: usize) -> Option<()> {
    let rows = panel.list.with_untracked(|list| list.first_rows(most));
    table::add(sheet, &rows, columns(panel), |id| panel.address(&Route::Faxbox(id.clone())))
}

/// Opens a row that was pressed before the tools were there, where it is no link that the browser follows.
fn open_early(panel: Panel, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let within = |selector: &str| target.closest(selector).ok().flatten();
    let id = within("[data-faxbox-id]").and_then(|row| row.get_attribute("data-faxbox-id"));
    let id = id.and_then(|id| FaxboxId::parse(&id).ok());
    if let Some(id) = id.filter(|_| panel.tools.with_untracked(Option::is_none) && within("a").is_none()) {
        panel.go(Route::Faxbox(id));
    }
}

fn heading(panel: Panel) -> AnyView {
    let count = move || words::grouped(panel.list.with(List::len));
    view! {
        <h1 class="bar__title" tabindex="-1">{words::TITLE.get()} " " <span class="bar__count num">{live::text(count)}</span></h1>
    }
    .into_any()
}

/// `/` goes to the search, `n` makes a new one, unless something is being typed. The other keys come with the tools.
fn shortcut(panel: Panel, event: &KeyboardEvent) {
    if !panel.has_keys() || !is_for_list(panel, event) {
        return;
    }
    match event.key().as_str() {
        "/" => panel.focus("input[type=search]"),
        "n" if panel.permits.get_untracked().allow(Ability::Create) => panel.go(Route::New),
        _ => return,
    }
    event.prevent_default();
}

/// Whether a key that was pressed is for the list, and for nothing that is typed into or lies above it.
pub fn is_for_list(panel: Panel, event: &KeyboardEvent) -> bool {
    let typing = event.composed_path().get(0).dyn_into::<HtmlElement>().is_ok_and(|target| {
        matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || target.is_content_editable()
    });
    let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    plain && !typing && !event.default_prevented() && !panel.has_dialog() && panel.is_meant_by(event)
}
