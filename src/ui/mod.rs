//! The panel as Leptos components; the only code that touches the DOM.

mod browser;
mod calls;
pub mod chunk;
mod connect;
mod dialog;
mod editor;
pub mod element;
mod failure;
mod icon;
mod list;
mod live;
mod panel;
mod part;
mod reading;
mod session;
mod shell;
mod token;

use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};
use web_sys::HtmlElement;

use crate::state::Route;

use self::{element::Options, panel::Panel};

/// Which view is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Connect,
    List,
    Editor,
}

/// The whole panel, in `host`.
pub fn panel(host: HtmlElement, options: Options) -> impl IntoView {
    let panel = Panel::new(host, options);
    if panel.has_hash() {
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
    let view = Memo::new(move |_| {
        if panel.session.with(Option::is_none) {
            View::Connect
        } else if panel.route.get() == Route::List {
            View::List
        } else {
            View::Editor
        }
    });
    view! {
        <div class="faxbox">
            {live::view(move || match view.get() {
                View::Connect => connect::view(panel),
                View::List => list::view(panel),
                View::Editor => part::editor(panel),
            })}
            {shell::notices(panel)}
            {shell::token_dialog(panel)}
        </div>
    }
}
