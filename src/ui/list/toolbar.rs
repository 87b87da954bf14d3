//! What can be done with the list: search, new, refresh.

use leptos::prelude::*;

use crate::{
    state::{Ability, Permits, Route, Shortcuts, Task},
    text::list as words,
    ui::{
        chunk::From,
        icon::{Icon, icon},
        live,
        panel::Panel,
        shell::RouteLink,
    },
};

/// At the end of the bar.
pub fn actions(panel: Panel) -> AnyView {
    live::view(move || permitted(panel, panel.permits.get())).into_any()
}

fn permitted(panel: Panel, permits: Permits) -> AnyView {
    view! {
        <button class="button button--quiet" type="button" title=words::REFRESH.get() on:click=move |_| panel.read(From::Start)>
            {icon(Icon::REFRESH)} <span class="wide-only">{words::REFRESH.get()}</span>
        </button>
        {permits.allow(Ability::Bulk).then(|| view! { <button class="button button--quiet" type="button" title=words::CHANGE_HINT.get() disabled=live::flag(move || panel.tools.with(Option::is_none)) on:click=move |_| panel.task.set(Some(change(panel)))>
            {icon(Icon::CHANGE)} <span class="wide-only">{words::CHANGE.get()}</span>
        </button> })}
        {permits.allow_import().then(|| view! { <button class="button button--quiet" type="button" title=words::IMPORT.get() on:click=move |_| panel.task.set(Some(Task::Import))>
            {icon(Icon::DESCENDING)} <span class="wide-only">{words::IMPORT.get()}</span>
        </button> })}
        {permits.allow(Ability::Export).then(|| view! { <button class="button button--quiet" type="button" title=words::EXPORT.get() on:click=move |_| panel.task.set(Some(Task::Export(Vec::new())))>
            {icon(Icon::ASCENDING)} <span class="wide-only">{words::EXPORT.get()}</span>
        </button> })}
        {permits.allow(Ability::Create).then(|| view! {
            <RouteLink panel route=Route::New class="button button--primary">
                {icon(Icon::ADD)} {words::NEW.get()} {key(panel, "n")}
            </RouteLink>
        })}
    }
    .into_any()
}

/// A change of what is shown.
fn change(panel: Panel) -> Task {
    Task::Change(panel.list.with_untracked(|list| list.shown().map(|row| row.id.clone()).collect()))
}

/// The key that does the same, where the panel listens to keys.
fn key(panel: Panel, key: &'static str) -> AnyView {
    let keys = live::memo(move || panel.shortcuts());
    live::view(move || match keys.get() {
        Shortcuts::On => view! { <kbd class="wide-only" aria-hidden="true">{key}</kbd> }.into_any(),
        Shortcuts::Off => ().into_any(),
    })
}

/// The search box. Every typed character filters what is loaded.
pub fn search(panel: Panel) -> AnyView {
    let text = move || panel.list.with(|list| list.search_text().to_owned());
    let typed = move |text: String| match panel.tools.get_untracked() {
        Some(tools) => (tools.search)(panel, text),
        None => panel.list.update(|list| list.typed(text)),
    };
    view! {
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
    }
    .into_any()
}
