//! What can be done with the list: search, new, refresh.

use leptos::prelude::*;

use crate::{
    state::Route,
    text::list as words,
    ui::{
        icon::{Icon, icon},
        live,
        panel::Panel,
        shell::RouteLink,
    },
};

/// At the end of the bar.
pub fn actions(panel: Panel) -> AnyView {
    view! {
        <button class="button button--quiet" type="button" title=words::REFRESH.get() on:click=move |_| panel.read_list()>
            {icon(Icon::REFRESH)} <span class="wide-only">{words::REFRESH.get()}</span>
        </button>
        <RouteLink panel route=Route::New class="button button--primary">
            {icon(Icon::ADD)} {words::NEW.get()} {key(panel, "n")}
        </RouteLink>
    }
    .into_any()
}

/// The key that does the same, where the panel listens to keys.
fn key(panel: Panel, key: &'static str) -> Option<impl IntoView> {
    panel.has_hash().then(|| view! { <kbd class="wide-only" aria-hidden="true">{key}</kbd> })
}

/// The search box. Every typed character filters what is loaded.
pub fn search(panel: Panel) -> impl IntoView {
    let text = move || panel.list.with(|list| list.search.clone());
    let typed = move |text: String| panel.list.update(|list| list.search = text);
    view! {
        <div class="toolbar" role="search">
            <div class="search">
                {icon(Icon::SEARCH)}
                <input
                    class="input"
                    type="search"
                    name="search"
                    aria-label=words::SEARCH.get()
                    placeholder=words::SEARCH_HINT.get()
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=live::text(text)
                    on:input:target=move |event| typed(event.target().value())
                />
                {key(panel, "/")}
            </div>
        </div>
    }
}
