//! The panel as Leptos components; the only code that touches the DOM.

mod browser;
mod bulk;
mod calls;
mod checks;
pub mod chunk;
mod connect;
mod dialog;
mod document;
mod editor;
pub mod element;
mod failure;
pub mod first;
mod icon;
mod keys;
pub mod language;
mod left;
mod list;
mod live;
mod page;
mod panel;
mod part;
mod permission;
mod press;
mod reading;
mod reads;
mod session;
mod shell;
mod sign_in;
pub mod takeover;
mod teller;
mod token;
mod tools;
pub mod trace;
mod trial;

use crate::state::{Route, Routing};
use js_sys::Function;
use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event};

use self::panel::{Panel, Unsaved};

/// Whether the focus goes where the panel goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Nobody has done anything in it yet: the focus stays where it is, maybe elsewhere on the host's page. Where the page's address is the panel's, so is the page.
    #[default]
    Stays,
    /// To what somebody opened.
    Follows,
}

/// Which view is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Connect,
    /// Drawn anew where the host changes what its links are.
    List(Routing),
    Editor,
}

/// The form that every radio button outside of a form belongs to (as the attribute `form`); it is never sent.
///
/// Chromium keeps a radio button in a shadow root for good if it belongs to no form, and by it the whole view that it was taken out
/// with.
pub const RADIOS: &str = "radios";

/// What somebody does in a panel.
const DONE: [&str; 4] = ["focusin", "pointerdown", "keydown", "click"];

/// The whole panel.
pub fn panel(panel: Panel) -> impl IntoView {
    follow_person(panel);
    Effect::new(move |before: Option<()>| {
        if panel.routing.get() == Routing::Hash {
            follow_address(panel);
            if before.is_some() {
                panel.rename_route(panel.route.get_untracked());
            }
        }
    });
    let view = Memo::new(move |_| {
        if panel.session.with(Option::is_none) {
            View::Connect
        } else if panel.route.get() == Route::List {
            View::List(panel.routing.get())
        } else {
            View::Editor
        }
    });
    Effect::new(move |_| {
        if view.get() != View::Connect {
            panel.tell_place(&panel.route.get());
        }
    });
    Effect::new(move |_| {
        panel.tell("dirty", &(panel.unsaved.get() != Unsaved::Nothing).into());
    });
    let draw = move || {
        panel.language.track();
        panel.speak();
        view! {
            {live::view(move || {
                let view = view.get();
                panel.blur();
                match view {
                    View::Connect => connect::view(panel),
                    View::List(..) => list::view(panel),
                    View::Editor => part::editor(panel),
                }
            })}
            {shell::notices(panel)}
            {shell::task(panel)}
            {shell::about(panel)}
            {shell::token_dialog(panel)}
        }
        .into_any()
    };
    view! {
        <div class="faxbox" part="panel">
            {live::view(draw)}
            <form id=RADIOS method="dialog" hidden></form>
        </div>
    }
}

/// From the first thing on that somebody does here, the focus goes where they go. Told before whoever else hears of it.
fn follow_person(panel: Panel) {
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        // A press that is repeated for somebody, who may have gone elsewhere meanwhile, is none.
        if event.is_trusted() {
            panel.let_focus_follow();
        }
    });
    let listener = listener.into_js_value().unchecked_into::<Function>();
    let Some(host) = panel.host.try_get_value() else { return };
    let first = AddEventListenerOptions::new();
    first.set_capture(true);
    first.set_once(true);
    for done in DONE {
        drop(host.add_event_listener_with_callback_and_add_event_listener_options(done, &listener, &first));
    }
    let listening = StoredValue::new_local((host, listener));
    on_cleanup(move || {
        listening.try_with_value(|(host, listener)| {
            for done in DONE {
                drop(host.remove_event_listener_with_callback_and_bool(done, listener, true));
            }
        });
    });
}

/// Goes where the page's address says, as long as the panel has it.
fn follow_address(panel: Panel) {
    let follow = window_event_listener(leptos::ev::hashchange, move |_| panel.follow_hash());
    let ask = window_event_listener(leptos::ev::beforeunload, move |event| {
        if panel.has_unsaved() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        follow.remove();
        ask.remove();
    });
}
