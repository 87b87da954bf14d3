//! The list of an account's faxboxes.

mod row;
mod states;
mod table;
mod toolbar;

use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::{
    state::{List, Loading, Route},
    text::{list as words, plural},
    ui::{browser::TEXT_ORDER, chunk::when_idle, live, panel::Panel, part, shell},
};

use self::states::State;

/// The list's view.
pub fn view(panel: Panel) -> AnyView {
    if panel.has_hash() {
        let keys = window_event_listener(leptos::ev::keydown, move |event| shortcut(panel, &event));
        on_cleanup(move || keys.remove());
    }
    when_idle(move || part::judge(panel));
    match panel.opened.get_value() {
        Some(id) => panel.focus_first([&format!("[data-faxbox-id=\"{id}\"] .row__open"), ".bar__title"]),
        None => panel.focus(".bar__title"),
    }
    shell::title(panel, words::TITLE.get());
    let places = Memo::new(move |_| panel.list.with(|list| list.places(TEXT_ORDER)));
    let state = Memo::new(move |_| panel.list.with(|list| State::of(list, places.with(Vec::len))));
    view! {
        {shell::bar(panel, heading(panel), toolbar::actions(panel))}
        <main class="list">
            {toolbar::search(panel)}
            {live::view(move || match state.get() {
                State::Rows => table::view(panel, places).into_any(),
                state => states::view(panel, state),
            })}
            {foot(panel, places)}
        </main>
    }
    .into_any()
}

fn heading(panel: Panel) -> AnyView {
    let count = move || panel.list.with(List::len).to_string();
    view! {
        <h1 class="bar__title" tabindex="-1">{words::TITLE.get()} " " <span class="bar__count num">{live::text(count)}</span></h1>
    }
    .into_any()
}

/// How many there are, how many were found, whether more are coming; also said to those who listen.
fn foot(panel: Panel, places: Memo<Vec<usize>>) -> impl IntoView {
    let line = move || {
        panel.list.with(|list| {
            let count = list.len().to_string();
            match list.loading {
                Loading::First | Loading::Failed(_) => String::new(),
                Loading::More => words::SO_FAR.with(&[("count", &count)]),
                Loading::Done if list.search.trim().is_empty() => {
                    plural(list.len(), words::ALL_ONE, words::ALL).with(&[("count", &count)])
                }
                Loading::Done => {
                    let found = places.with(Vec::len).to_string();
                    words::FOUND.with(&[("found", &found), ("count", &count)])
                }
            }
        })
    };
    view! { <p class="foot num" role="status">{live::text(line)}</p> }
}

/// `/` goes to the search, `n` makes a new one, unless something is being typed.
fn shortcut(panel: Panel, event: &KeyboardEvent) {
    let typing = event.composed_path().get(0).dyn_into::<HtmlElement>().is_ok_and(|target| {
        matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || target.is_content_editable()
    });
    let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    if typing || !plain || event.default_prevented() || panel.has_dialog() {
        return;
    }
    match event.key().as_str() {
        "/" => {
            event.prevent_default();
            panel.focus("input[type=search]");
        }
        "n" => {
            event.prevent_default();
            panel.go(Route::New);
        }
        _ => {}
    }
}
