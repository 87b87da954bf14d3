//! What every view shares: who is signed in, where in the panel one is, the list.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{
    domain::FaxboxId,
    state::{List, Route},
    ui::{
        browser,
        element::Options,
        session::{Session, Waiters},
    },
};

/// What leaving would lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// Nothing.
    Nothing,
    /// What was typed.
    Typing,
    /// A save is under way, and nobody knows yet how it ends.
    Saving,
}

/// What somebody wanted to do while something was unsaved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Go somewhere else in the panel.
    To(Route),
    /// Sign out.
    SignOut,
}

/// The signals that every view shares. Two panels on one page have two of these, and know nothing of each other.
#[derive(Clone, Copy)]
pub struct Panel {
    /// What the host page wants.
    pub options: StoredValue<Options>,
    /// The element that holds the view.
    pub host: StoredValue<HtmlElement, LocalStorage>,
    /// Who is signed in, where.
    pub session: RwSignal<Option<Session>>,
    /// Where in the panel one is.
    pub route: RwSignal<Route>,
    /// The list, as far as it was read.
    pub list: RwSignal<List>,
    /// The faxbox that was open last: back in the list, the focus goes to its row.
    pub opened: StoredValue<Option<FaxboxId>>,
    /// Which reading of the list is the newest; what an older one brings is dropped.
    pub reading: StoredValue<u32>,
    /// The last number given out.
    numbers: StoredValue<u32>,
    /// What was done, for whoever looks or listens.
    pub notice: RwSignal<String>,
    /// For how many seconds the server asked to wait.
    pub waiting: RwSignal<Option<u32>>,
    /// Whether the server refused the token and a new one is asked for.
    pub token_asked: RwSignal<bool>,
    /// The calls that wait for a new token.
    pub waiters: StoredValue<Waiters, LocalStorage>,
    /// What leaving would lose.
    pub unsaved: RwSignal<Unsaved>,
    /// What one wanted to do while something was unsaved.
    pub leaving: RwSignal<Option<Departure>>,
}

impl Panel {
    /// A panel that is signed out.
    pub fn new(host: HtmlElement, options: Options) -> Self {
        let route =
            if options.hash_routing { Route::parse(&browser::hash(), browser::decode) } else { Route::List };
        Self {
            options: StoredValue::new(options),
            host: StoredValue::new_local(host),
            session: RwSignal::new(None),
            route: RwSignal::new(route),
            list: RwSignal::new(List::default()),
            opened: StoredValue::new(None),
            reading: StoredValue::new(0),
            numbers: StoredValue::new(0),
            notice: RwSignal::new(String::new()),
            waiting: RwSignal::new(None),
            token_asked: RwSignal::new(false),
            waiters: StoredValue::new_local(Waiters::default()),
            unsaved: RwSignal::new(Unsaved::Nothing),
            leaving: RwSignal::new(None),
        }
    }

    /// A number that nothing else of this panel has: for sessions, readings and saves, whose answers may come late.
    pub fn next_number(self) -> u32 {
        let next = |number: &mut u32| {
            *number = number.wrapping_add(1);
            *number
        };
        self.numbers.try_update_value(next).unwrap_or_default()
    }

    /// Whether a dialog is open in this panel: keys that act on a view are not for it then.
    pub fn has_dialog(self) -> bool {
        let open =
            |host: &HtmlElement| host.query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        self.host.try_with_value(open).unwrap_or(false)
    }

    /// Whether the panel keeps its view in the page's address.
    pub fn has_hash(self) -> bool {
        self.options.with_value(|options| options.hash_routing)
    }

    /// Whether leaving would lose something.
    pub fn has_unsaved(self) -> bool {
        self.unsaved.get_untracked() != Unsaved::Nothing
    }

    /// Goes somewhere else in the panel; asks first where something is unsaved.
    pub fn go(self, route: Route) {
        if self.has_unsaved() {
            self.leaving.set(Some(Departure::To(route)));
        } else {
            self.go_at_once(route);
        }
    }

    /// Signs out; asks first where something is unsaved.
    pub fn leave(self) {
        if self.has_unsaved() {
            self.leaving.set(Some(Departure::SignOut));
        } else {
            self.sign_out();
        }
    }

    /// Goes somewhere else in the panel.
    pub fn go_at_once(self, route: Route) {
        if self.has_hash() {
            browser::push_hash(&route.hash(browser::encode));
        }
        self.route.set(route);
    }

    /// Renames where one is: a faxbox that was just created has an address now.
    pub fn rename_route(self, route: Route) {
        if self.has_hash() {
            browser::replace_hash(&route.hash(browser::encode));
        }
        self.route.set(route);
    }

    /// Follows the page's address after the person changed it; holds still where something is unsaved, and asks.
    pub fn follow_hash(self) {
        let wanted = Route::parse(&browser::hash(), browser::decode);
        let here = self.route.get_untracked();
        if wanted == here {
            return;
        }
        if self.has_unsaved() {
            browser::push_hash(&here.hash(browser::encode));
            self.leaving.set(Some(Departure::To(wanted)));
        } else {
            self.route.set(wanted);
        }
    }

    /// Puts the focus on what a selector finds in this panel, after the next drawing.
    pub fn focus(self, selector: impl AsRef<str>) {
        self.focus_first([selector.as_ref()]);
    }

    /// Moves the focus to what a selector finds, after the next drawing, if it is on one of `others` then.
    pub fn refocus(self, selector: String, others: &'static str) {
        self.host.try_with_value(|host| browser::refocus_later(host.clone(), selector, others));
    }

    /// Puts the focus on what the first selector finds that finds anything, after the next drawing.
    pub fn focus_first<const N: usize>(self, selectors: [&str; N]) {
        let selectors = selectors.map(str::to_owned);
        // The panel may be gone: what calls this may have waited for a server.
        self.host.try_with_value(|host| browser::focus_later(host.clone(), selectors.to_vec()));
    }
}
