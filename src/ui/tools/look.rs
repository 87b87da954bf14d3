//! How the list is looked at, in the page's address where the panel has that.

use leptos::prelude::*;

use crate::{
    state::{List, Query},
    ui::{
        browser, page,
        panel::Panel,
        trace::{Phase, measured},
    },
};

pub use crate::ui::page::Trace;

/// Looks at the list in another way.
pub fn look(panel: Panel, trace: Trace, change: impl FnOnce(&mut Query)) {
    let mut query = Query::parse(&panel.suffix.get_untracked(), browser::decode);
    change(&mut query);
    let suffix = query.suffix(browser::encode);
    panel.list.update(|list| measured(Phase::Look, || list.look(query)));
    if trace == Trace::Step {
        // The last one has an address of its own.
        page::write(panel);
    }
    panel.suffix.set(suffix);
    page::readdress(panel, trace);
}

/// The list is looked at as the address says, whoever changed it.
pub fn follow(panel: Panel) {
    let query = Query::parse(&panel.suffix.get(), browser::decode);
    if panel.list.with_untracked(|list| *list.query() != query) {
        panel.list.update(|list| list.look(query));
    }
}

/// What was typed before anybody could search is searched for now.
pub fn catch_up(panel: Panel) {
    let is_new =
        |typed: &String| *typed != Query::parse(&panel.suffix.get_untracked(), browser::decode).search;
    if let Some(typed) = panel.list.try_update_untracked(List::take_typed).flatten().filter(is_new) {
        look(panel, Trace::Step, |query| query.search = typed);
    }
}

/// Somebody typed into the search. A search is one step to go back by, however many letters it has.
pub fn search(panel: Panel, text: String) {
    let begins = panel.list.with_untracked(|list| list.query().search.is_empty());
    look(panel, if begins { Trace::Step } else { Trace::Correction }, |query| query.search = text);
}
