//! What the page says of the panel, where it is the panel's own: its title and its address.
//!
//! The browser takes up to four milliseconds for each, with every letter that is typed. Nobody looks there meanwhile, so it is done
//! a moment after what changed is painted.

use std::time::Duration;

use leptos::{prelude::*, task};

use super::{browser, panel::Panel};

/// Time enough for what follows a painting, and none that anybody notices.
const WRITE_AFTER: Duration = Duration::from_millis(50);

/// What a change of the address leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// A step to go back by.
    Step,
    /// Nothing: the address is as if it had been so before.
    Correction,
}

/// What is still to be written.
#[derive(Clone, Debug, Default)]
pub struct Due {
    title: Option<String>,
    /// The address, and the hash of the one that it follows.
    address: Option<(Trace, String)>,
    /// Whether somebody waits for the painting.
    is_awaited: bool,
}

/// Entitles the page.
pub fn entitle(panel: Panel, title: String) {
    later(panel, |due| due.title = Some(title));
}

/// Writes where one is, and how the list is looked at.
pub fn readdress(panel: Panel, trace: Trace) {
    // A step that is still to be written stays one, whatever is corrected about it.
    later(panel, |due| {
        due.address.get_or_insert_with(|| (trace, browser::hash()));
    });
}

fn later(panel: Panel, change: impl FnOnce(&mut Due)) {
    if !panel.has_hash() {
        return;
    }
    let begins = panel.page.try_update_value(|due| {
        change(due);
        !std::mem::replace(&mut due.is_awaited, true)
    });
    if begins == Some(true) {
        task::spawn_local(async move {
            browser::laid_out().await;
            browser::sleep(WRITE_AFTER).await;
            write(panel);
        });
    }
}

/// The browser went elsewhere: the address of the place before is not to be written any more.
pub fn leave(panel: Panel) {
    panel.page.try_update_value(|due| due.address = None);
}

/// Writes what is due, before something else is written or read there.
pub fn write(panel: Panel) {
    let Some(Due { title, address, .. }) = panel.page.try_update_value(std::mem::take) else { return };
    if !panel.has_hash() {
        return; // Not any more.
    }
    if let Some(title) = title {
        browser::set_title(&title);
    }
    let Some((trace, before)) = address else { return };
    if browser::hash() != before {
        return; // The browser went elsewhere, and tells of it a moment later: see `leave`.
    }
    let hash = panel.hash(&panel.route.get_untracked());
    match trace {
        Trace::Step => browser::push_hash(&hash),
        Trace::Correction => browser::replace_hash(&hash),
    }
}
