//! The list beyond its first rows: reached through [`PART`] alone.

mod about;
mod chips;
mod dock;
mod foot;
mod keys;
mod look;
mod overview;
mod places;
mod reading;
mod rows;
mod signals;
mod states;
mod table;
mod ticks;
mod trial;
mod view_menu;

use leptos::prelude::*;

use crate::ui::{chunk::ToolsPart, panel::Panel};

pub use self::signals::Signals;

/// What the list takes from here.
pub const PART: ToolsPart = ToolsPart {
    read: reading::read,
    table: table::start,
    search: look::search,
    overview: overview::view,
    filters,
    states: states::view,
    foot,
    about: about::view,
};

/// Beside the search, and below it.
fn filters(panel: Panel) -> AnyView {
    view! { {view_menu::view(panel)} {chips::view(panel)} }.into_any()
}

/// Below the table.
fn foot(panel: Panel) -> AnyView {
    view! { {foot::view(panel)} {dock::view(panel)} }.into_any()
}
