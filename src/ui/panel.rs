//! What every view shares: who is signed in, where in the panel one is, the list.

use leptos::{prelude::*, reactive::owner::WeakOwner};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Storage};

use crate::{
    domain::FaxboxId,
    state::{List, Options, Permits, Route, Routing, Shortcuts, TabStorage, Task, TokenSource},
    ui::{
        Focus, browser,
        chunk::{ToolSignals, ToolsPart},
        language::Kept,
        page::{self, Due},
        session::{Session, Waiters},
        sign_in::Renew,
        teller::SignedOut,
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
    /// Sign out, since the host took its token back.
    TokenGone,
    /// Go to the server and the account that the host names now, and there to where it says.
    Connect,
}

/// What the host wants with the options that it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// That they hold.
    Nothing,
    /// To go to where they begin.
    Go,
    /// To connect to the server and the account that they name.
    Connect,
    /// To go on with the token that the host has now, or to end where it has none.
    Token,
}

/// The signals that every view shares. Two panels on one page have two of these, and know nothing of each other.
#[derive(Clone, Copy)]
pub struct Panel {
    /// What the host page wants, as it is now.
    pub options: RwSignal<Options>,
    /// Where the panel keeps its view.
    pub routing: Memo<Routing>,
    /// What the person may see and do, as it is now.
    pub permits: Memo<Permits>,
    /// The element that holds the view.
    pub host: StoredValue<HtmlElement, LocalStorage>,
    /// The language that is spoken, by its number; `None` is English.
    pub language: RwSignal<Option<u32>>,
    /// What the views keep while they are drawn anew.
    pub kept: StoredValue<Vec<Kept>, LocalStorage>,
    /// Whether the views are being drawn anew.
    pub is_drawn_anew: StoredValue<bool>,
    /// Who is signed in, where.
    pub session: RwSignal<Option<Session>>,
    /// Where in the panel one is.
    pub route: RwSignal<Route>,
    /// The list, as far as it was read.
    pub list: RwSignal<List>,
    /// The faxbox that was open last: back in the list, the focus goes to its row.
    pub opened: StoredValue<Option<FaxboxId>>,
    /// Whether the focus goes where the panel goes.
    pub focus: StoredValue<Focus>,
    /// Which reading of the list is the newest; what an older one brings is dropped.
    pub reading: StoredValue<u32>,
    /// What the tools know, once they are there.
    pub tool_signals: StoredValue<Option<ToolSignals>>,
    /// What lives as long as the panel belongs to this.
    owner: StoredValue<Option<WeakOwner>>,
    /// What stands around the list, once its file is there.
    pub tools: RwSignal<Option<ToolsPart>>,
    /// Whether the person wants keys to do something.
    pub keys_chosen: RwSignal<Shortcuts>,
    /// Whether the keys of the list are told.
    pub keys_told: RwSignal<bool>,
    /// What stands behind every address: how the list is looked at, as [`Query`](crate::state::Query) reads it.
    pub suffix: RwSignal<String>,
    /// What is being done with many faxboxes at once.
    pub task: RwSignal<Option<Task>>,
    /// Whether the program tells about itself.
    pub about: RwSignal<bool>,
    /// The last number given out.
    numbers: StoredValue<u32>,
    /// What was done, for whoever looks or listens.
    pub notice: RwSignal<String>,
    /// For how many seconds the server asked to wait.
    pub waiting: RwSignal<Option<u32>>,
    /// Whether the server refused the token and a new one is asked for.
    pub token_asked: RwSignal<bool>,
    /// How often the host wanted the panel to connect where nobody was signed in.
    pub tries: RwSignal<u32>,
    /// What asks for a new token without asking the person, where they signed in with what can.
    pub renew: StoredValue<Option<Renew>, LocalStorage>,
    /// The calls that wait for a new token.
    pub waiters: StoredValue<Waiters, LocalStorage>,
    /// What the host wants the next new faxbox to begin with.
    pub defaults: StoredValue<Option<Value>>,
    /// What the page is still to say.
    pub page: StoredValue<Due>,
    /// What leaving would lose.
    pub unsaved: RwSignal<Unsaved>,
    /// What one wanted to do while something was unsaved.
    pub leaving: RwSignal<Option<Departure>>,
}

impl Panel {
    /// A panel that is signed out.
    pub fn new(host: HtmlElement, options: Options) -> Self {
        let hash = if options.routing == Routing::Hash { browser::hash() } else { String::new() };
        let route =
            if hash.is_empty() { options.start.clone() } else { Route::parse(&hash, browser::decode) };
        let options = RwSignal::new(options);
        Self {
            options,
            routing: Memo::new(move |_| options.with(|options| options.routing)),
            permits: Memo::new(move |_| options.with(|options| options.permits)),
            host: StoredValue::new_local(host),
            language: RwSignal::new(None),
            kept: StoredValue::new_local(Vec::new()),
            is_drawn_anew: StoredValue::new(false),
            session: RwSignal::new(None),
            route: RwSignal::new(route),
            list: RwSignal::new(List::default()),
            opened: StoredValue::new(None),
            focus: StoredValue::new(Focus::default()),
            reading: StoredValue::new(0),
            tool_signals: StoredValue::new(None),
            // It keeps this very value, and would never go if it were kept by it.
            owner: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
            tools: RwSignal::new(None),
            keys_chosen: RwSignal::new(Shortcuts::On),
            keys_told: RwSignal::new(false),
            suffix: RwSignal::new(suffix(&hash)),
            task: RwSignal::new(None),
            about: RwSignal::new(false),
            numbers: StoredValue::new(0),
            notice: RwSignal::new(String::new()),
            waiting: RwSignal::new(None),
            token_asked: RwSignal::new(false),
            tries: RwSignal::new(0),
            renew: StoredValue::new_local(None),
            waiters: StoredValue::new_local(Waiters::default()),
            defaults: StoredValue::new(None),
            page: StoredValue::new(Due::default()),
            unsaved: RwSignal::new(Unsaved::Nothing),
            leaving: RwSignal::new(None),
        }
    }

    /// What owns whatever lives as long as the panel.
    pub fn owner(self) -> Option<Owner> {
        self.owner.try_get_value().flatten()?.upgrade()
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

    /// Whether the host wants something, now; not tracked.
    fn wants(self, wants: fn(&Options) -> bool) -> bool {
        self.options.try_with_untracked(wants).unwrap_or(false)
    }

    /// Whether the host lets the panel use the tab's storage.
    pub fn has_storage(self) -> bool {
        self.wants(|options| options.storage == TabStorage::Tab)
    }

    /// Whether the host gives the token.
    pub fn is_by_host(self) -> bool {
        self.wants(|options| options.token == TokenSource::Host)
    }

    /// Takes what the host wants now, and does what it wishes with it; asks first where that would lose something.
    pub fn take_options(self, options: Options, wish: Wish) {
        let (start, source) = (options.start.clone(), options.token);
        if self.options.try_set(options).is_some() {
            return;
        }
        let is_signed_in = self.session.with_untracked(Option::is_some);
        match wish {
            Wish::Token | Wish::Connect if !is_signed_in => {
                self.tries.update(|tries| *tries = tries.wrapping_add(1));
            }
            Wish::Token if source == TokenSource::Host => self.take_token(),
            Wish::Token if self.has_unsaved() => self.leaving.set(Some(Departure::TokenGone)),
            Wish::Token => self.sign_out(SignedOut::Host),
            Wish::Nothing => {}
            Wish::Connect if self.is_connected_as_wanted() => {}
            Wish::Go => self.go(start),
            Wish::Connect if self.has_unsaved() => self.leaving.set(Some(Departure::Connect)),
            Wish::Connect => self.connect_anew(),
        }
    }

    /// Does what one wanted to do while something was unsaved.
    pub fn depart(self, departure: Option<Departure>) {
        self.leaving.set(None);
        self.unsaved.set(Unsaved::Nothing);
        match departure {
            Some(Departure::To(route)) => self.go_at_once(route),
            Some(Departure::SignOut) => self.sign_out(SignedOut::Person),
            Some(Departure::TokenGone) => self.sign_out(SignedOut::Host),
            Some(Departure::Connect) => self.connect_anew(),
            None => {}
        }
    }

    /// Whether the panel keeps its view in the page's address.
    pub fn has_hash(self) -> bool {
        self.wants(|options| options.routing == Routing::Hash)
    }

    /// Whether keys do something: where host and person want them; tracked.
    pub fn shortcuts(self) -> Shortcuts {
        let by_host = self.options.try_with(|options| options.shortcuts).unwrap_or(Shortcuts::Off);
        if by_host == Shortcuts::On { self.keys_chosen.try_get().unwrap_or(by_host) } else { by_host }
    }

    /// Whether keys without Ctrl, Alt or Command do something in the list.
    pub fn has_keys(self) -> bool {
        untrack(|| self.shortcuts()) == Shortcuts::On
    }

    /// Whether what happened is for this panel: it happened inside of it, or nowhere on a page whose address is the panel's.
    pub fn is_meant_by(self, event: &Event) -> bool {
        let path = event.composed_path();
        let inside = self.host.try_with_value(|host| path.includes(host, 0)).unwrap_or(false);
        let nowhere = |target: JsValue| target.dyn_into::<Element>().is_ok_and(|at| at.tag_name() == "BODY");
        inside || self.has_hash() && nowhere(path.get(0))
    }

    /// The tab's storage, where the host lets the panel use it.
    pub fn storage(self) -> Option<Storage> {
        self.has_storage().then(browser::tab_storage).flatten()
    }

    /// The address of a place in the panel, and of the way the list is looked at.
    pub fn hash(self, route: &Route) -> String {
        route.hash(browser::encode) + &self.suffix.try_get_untracked().unwrap_or_default()
    }

    /// The address of a place in the panel, where it has addresses.
    pub fn address(self, route: &Route) -> Option<String> {
        self.has_hash().then(|| self.hash(route))
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
            self.sign_out(SignedOut::Person);
        }
    }

    /// Goes somewhere else in the panel.
    pub fn go_at_once(self, route: Route) {
        self.let_focus_follow();
        page::write(self);
        if self.has_hash() {
            browser::push_hash(&self.hash(&route));
        }
        self.route.set(route);
    }

    /// Renames where one is: a faxbox that was just created has an address now.
    pub fn rename_route(self, route: Route) {
        page::write(self);
        if self.has_hash() {
            browser::replace_hash(&self.hash(&route));
        }
        self.route.set(route);
    }

    /// Follows the page's address after the person changed it; holds still where something is unsaved, and asks.
    pub fn follow_hash(self) {
        self.let_focus_follow();
        let wanted = Route::parse(&browser::hash(), browser::decode);
        let here = self.route.get_untracked();
        if wanted == here {
            page::write(self);
        } else {
            page::leave(self);
        }
        let hash = browser::hash();
        self.suffix.set(suffix(&hash));
        if wanted == here {
            return;
        }
        if self.has_unsaved() {
            browser::push_hash(&self.hash(&here));
            self.leaving.set(Some(Departure::To(wanted)));
        } else {
            self.route.set(wanted);
        }
    }

    /// Takes the focus off a view that goes: where it goes with the focus in it, the browser lays out at once all that is new. What is open
    /// above all views keeps it.
    pub fn blur(self) {
        if self.is_drawn_anew.try_get_value() != Some(false) {
            return;
        }
        self.host.try_with_value(|host| {
            let focused = host.query_selector(":focus:not(dialog *)").ok().flatten();
            focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()?.blur().ok())
        });
    }

    /// Somebody has done something here.
    pub fn let_focus_follow(self) {
        self.focus.try_update_value(|focus| *focus = Focus::Follows);
    }

    /// Puts the focus on what a selector finds in this panel, after the next drawing, where somebody has done something here.
    pub fn focus(self, selector: impl AsRef<str>) {
        self.focus_first([selector.as_ref()]);
    }

    /// Moves the focus to what a selector finds, after the next drawing, if it is on one of `others` then.
    pub fn refocus(self, selector: String, others: &'static str) {
        self.host.try_with_value(|host| browser::refocus_later(host.clone(), selector, others));
    }

    /// Puts the focus on what the first selector finds that finds anything, after the next drawing.
    pub fn focus_first<const N: usize>(self, selectors: [&str; N]) {
        // Nobody went anywhere: the focus stays where it is, maybe with the host.
        if self.is_drawn_anew.try_get_value() != Some(false)
            || self.focus.try_get_value() != Some(Focus::Follows)
        {
            return;
        }
        let selectors = selectors.map(str::to_owned);
        // The panel may be gone: what calls this may have waited for a server.
        self.host.try_with_value(|host| browser::focus_later(host.clone(), selectors.to_vec()));
    }
}

/// What stands in a hash from the first `?` on.
fn suffix(hash: &str) -> String {
    hash.find('?').and_then(|start| hash.get(start..)).unwrap_or_default().to_owned()
}
