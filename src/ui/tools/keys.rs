//! The keys of the list that its first rows do without, and the dialog that tells all of them.

use leptos::prelude::*;

use crate::{
    state::{Ability, Permits},
    text::{keys as words, tools as own},
    ui::{
        keys::{self, Line},
        live,
        panel::Panel,
    },
};

/// The keys that do something.
fn lines(permits: Permits) -> Vec<Line> {
    let always = [
        (own::SEARCH_KEYS, own::SEARCH_KEY),
        (own::FIRST_KEYS, own::FIRST_KEY),
        (own::WALK_KEYS, own::WALK_KEY),
        (own::ENDS_KEYS, own::ENDS_KEY),
        (own::OPEN_KEYS, own::OPEN_KEY),
    ];
    let new = permits.allow(Ability::Create).then_some((own::NEW_KEYS, own::NEW_KEY));
    let tick = permits.allow_selection().then_some((own::TICK_KEYS, own::TICK_KEY));
    always.into_iter().chain(new).chain(tick).chain([(words::HELP_KEYS, words::HELP)]).collect()
}

/// A key was pressed that is for the list; whether it means something.
pub fn pressed(panel: Panel, key: &str) -> bool {
    let is_help = key == "?";
    if is_help {
        panel.keys_told.set(true);
    }
    is_help
}

/// The dialog, where somebody asked for it.
pub fn dialog(panel: Panel) -> AnyView {
    let close = move || {
        let _ = panel.keys_told.try_set(false);
    };
    // Also where the list is left with the dialog open.
    on_cleanup(close);
    live::view(move || {
        if panel.keys_told.get() { keys::dialog(&lines(panel.permits.get()), close) } else { ().into_any() }
    })
}
