//! How the list is looked at, in the page's address where the panel has that.

use leptos::prelude::*;

use crate::{
    state::{List, Query},
    ui::{browser, panel::Panel},
};

/// What a change of the address leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// A step to go back by.
    Step,
    /// Nothing: the address is as if it had been so before.
    Correction,
}

/// Looks at the list in another way.
pub fn look(panel: Panel, trace: Trace, change: impl FnOnce(&mut Query)) {
    let mut query = Query::parse(&panel.suffix.get_untracked(), browser::decode);
    change(&mut query);
    let suffix = query.suffix(browser::encode);
    panel.list.update(|list| list.look(query));
    panel.suffix.set(suffix);
    if panel.has_hash() {
        let hash = panel.hash(&panel.route.get_untracked());
        match trace {
            Trace::Step => browser::push_hash(&hash),
            Trace::Correction => browser::replace_hash(&hash),
        }
    }
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
