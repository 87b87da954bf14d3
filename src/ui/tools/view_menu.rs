//! How the list is looked at: its order, its columns, how dense it is. What was chosen is remembered where the host allows.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, Node};

use crate::{
    state::{Column, Columns, Density, Direction, Query, Shortcuts, Sort},
    text::{list as words, tools as own},
    ui::{
        RADIOS, browser,
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

use super::look::{Trace, look};

/// Where the tab's storage keeps how somebody looks at lists.
const STORAGE_KEY: &str = "faxbox-admin.view";

/// How a chosen density is kept.
const COMPACT: &str = "compact";
const COMFORTABLE: &str = "comfortable";

/// The button and what it opens.
pub fn view(panel: Panel) -> AnyView {
    // As the host wants it, until the person has chosen.
    let density = live::memo(move || panel.options.with(|options| options.density));
    live::effect(move |_| {
        let density = density.get();
        panel.list.update(|list| list.density = density);
        recall(panel);
    });
    let open = RwSignal::new(false);
    let close_on_escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.try_get_untracked() == Some(true) {
            event.prevent_default();
            event.stop_propagation();
            open.try_set(false);
            panel.focus(".view-menu__button");
        }
    };
    // Closed where the focus has gone elsewhere, and not where it went nowhere: a click on a text within.
    let close_on_leave = move |event: FocusEvent| {
        let within = |next: &Node| {
            let menu = event.current_target().and_then(|menu| menu.dyn_into::<Node>().ok());
            menu.is_some_and(|menu| menu.contains(Some(next)))
        };
        let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        if next.is_some_and(|next| !within(&next)) {
            open.try_set(false);
        }
    };
    view! {
        <div class="view-menu" on:keydown=close_on_escape on:focusout=close_on_leave>
            <button
                class="button button--quiet view-menu__button"
                type="button"
                aria-expanded=live::text(move || open.get().to_string())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon(Icon::COLUMNS)} {own::VIEW.get()}
            </button>
            {live::view(move || if open.get() && panel.permits.try_get().is_some() { menu(panel) } else { ().into_any() })}
        </div>
    }
    .into_any()
}

fn menu(panel: Panel) -> AnyView {
    let permits = panel.permits.get_untracked();
    let permitted = || Column::ALL.iter().filter(|column| permits.show_column(**column));
    let sorts = permitted().map(|column| {
        let selected = move || panel.list.with(|list| list.query().sort.column == *column);
        view! { <option value=column.key() prop:selected=live::flag(selected)>{words::column(*column).get()}</option> }
    });
    let sort_by = move |key: String| {
        if let Some(column) = Column::called(&key) {
            look(panel, Trace::Step, |query| query.sort = Sort { column, ..query.sort });
        }
    };
    let descending = move || panel.list.with(|list| list.query().sort.direction == Direction::Descending);
    let turn =
        move |_| look(panel, Trace::Step, |query| query.sort.direction = query.sort.direction.reversed());
    let columns = permitted().map(|column| column_box(panel, *column)).collect::<Vec<_>>();
    let by_room = move || panel.list.with(|list| list.query().columns.is_none());
    let densities = [(Density::Comfortable, own::COMFORTABLE), (Density::Compact, own::COMPACT)].map(
        |(density, label)| {
            view! {
                <label class="menu__choice">
                    <input
                        type="radio"
                        form=RADIOS
                        name="density"
                        prop:checked=live::flag(move || panel.list.with(|list| list.density == density))
                        on:change=move |_| {
                            panel.list.update(|list| list.density = density);
                            remember(panel);
                        }
                    />
                    {label.get()}
                </label>
            }
        },
    );
    view! {
        <div class="menu" part="menu">
            <label class="menu__sort">
                <span>{own::SORT.get()}</span>
                <select
                    class="input"
                    name="sort"
                    on:change:target=move |event| sort_by(event.target().value())
                >
                    {sorts.collect::<Vec<_>>()}
                </select>
            </label>
            <label class="menu__choice">
                <input type="checkbox" name="descending" prop:checked=live::flag(descending) on:change=turn />
                {own::DESCENDING.get()}
            </label>
            <fieldset>
                <legend>{own::COLUMNS.get()}</legend>
                {columns}
                <button
                    class="button button--quiet button--small"
                    type="button"
                    disabled=live::flag(by_room)
                    on:click=move |_| choose(panel, None)
                >
                    {own::BY_ROOM.get()}
                </button>
            </fieldset>
            <fieldset>
                <legend>{own::DENSITY.get()}</legend>
                {densities}
            </fieldset>
            {keys_box(panel)}
        </div>
    }
    .into_any()
}

/// Whether keys do something, where the host lets the person choose.
fn keys_box(panel: Panel) -> Option<AnyView> {
    let by_host = panel.options.with_untracked(|options| options.shortcuts);
    let chosen = move || panel.keys_chosen.get() == Shortcuts::On;
    let toggle = move |_| {
        let other = if untrack(chosen) { Shortcuts::Off } else { Shortcuts::On };
        panel.keys_chosen.set(other);
        remember(panel);
    };
    (by_host == Shortcuts::On).then(|| {
        view! {
            <label class="menu__choice">
                <input type="checkbox" name="shortcuts" prop:checked=live::flag(chosen) on:change=toggle />
                {own::SHORTCUTS.get()}
            </label>
        }
        .into_any()
    })
}

fn column_box(panel: Panel, column: Column) -> AnyView {
    let shown =
        move || panel.list.with(|list| list.query().columns).unwrap_or_else(|| seen(panel)).has(column);
    let toggle = move |_| {
        let columns = panel.list.with_untracked(|list| list.query().columns).unwrap_or_else(|| seen(panel));
        let columns = if columns.has(column) { columns.without(column) } else { columns.with(column) };
        choose(panel, Some(columns));
    };
    view! {
        <label class="menu__choice">
            <input
                type="checkbox"
                name=column.key()
                disabled=column == Column::Name
                prop:checked=live::flag(shown)
                on:change=toggle
            />
            {words::column(column).get()}
        </label>
    }
    .into_any()
}

fn choose(panel: Panel, columns: Option<Columns>) {
    look(panel, Trace::Step, |query| query.columns = columns);
    remember(panel);
}

/// The columns that the room shows now: what somebody begins with who wants others.
fn seen(panel: Panel) -> Columns {
    let headings = panel.host.try_with_value(|host| host.query_selector_all(".table th").ok()).flatten();
    let is_seen = |index: usize| {
        let heading = headings.as_ref()?.item(u32::try_from(index).ok()?)?.dyn_into::<Element>().ok()?;
        Some(heading.get_bounding_client_rect().width() > 0.0)
    };
    let permits = panel.permits.get_untracked();
    let there = Column::ALL.iter().filter(|column| permits.show_column(**column));
    let shown = there.enumerate().filter(|(index, _)| is_seen(*index).unwrap_or(false));
    shown.fold(Columns::NAME, |columns, (_, column)| columns.with(*column))
}

/// How it is kept that keys do nothing, behind the density.
const NO_KEYS: &str = " no-keys";

/// Keeps the columns, the density and whether keys do something: as an address has them, and a word.
fn remember(panel: Panel) {
    if let Some(storage) = panel.storage() {
        let columns = panel.list.with_untracked(|list| list.query().columns);
        let density = match panel.list.with_untracked(|list| list.density) {
            Density::Compact => COMPACT,
            Density::Comfortable => COMFORTABLE,
        };
        let text = Query { columns, ..Query::default() }.suffix(browser::encode);
        // Full or forbidden: next time it is as it is by itself, which is all that is lost.
        let keys = match panel.keys_chosen.get_untracked() {
            Shortcuts::On => "",
            Shortcuts::Off => NO_KEYS,
        };
        drop(storage.set_item(STORAGE_KEY, &[density, keys, &text].concat()));
    }
}

/// What was kept, but for what the address says.
fn recall(panel: Panel) {
    let kept = panel.storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok()?).unwrap_or_default();
    let words = kept.split('?').next().unwrap_or_default();
    if words.ends_with(NO_KEYS) {
        panel.keys_chosen.set(Shortcuts::Off);
    }
    let density = match words.strip_suffix(NO_KEYS).unwrap_or(words) {
        COMPACT => Some(Density::Compact),
        COMFORTABLE => Some(Density::Comfortable),
        _ => None,
    };
    if let Some(density) = density {
        panel.list.update(|list| list.density = density);
    }
    let columns = Query::parse(&kept, browser::decode).columns;
    let chosen = Query::parse(&panel.suffix.get_untracked(), browser::decode).columns;
    if columns.is_some() && chosen.is_none() {
        look(panel, Trace::Correction, |query| query.columns = columns);
    }
}
