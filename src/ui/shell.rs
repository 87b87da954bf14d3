//! The frame around every view: the bar, links within the panel, notices, and the questions that any view may meet.

use leptos::prelude::*;

use crate::{
    state::{Route, Routing, TokenSource},
    text::{about as about_words, shell as words},
    ui::{
        icon::{Icon, icon},
        live, page,
        panel::Panel,
        part,
    },
};

/// A link to a place within the panel: an address where the panel has one, a button where it must not touch its host's.
#[component]
pub fn RouteLink(
    /// Whose.
    panel: Panel,
    /// Where to.
    route: Route,
    /// Its looks.
    class: &'static str,
    /// What it says.
    children: ChildrenFn,
) -> AnyView {
    live::view(move || {
        let route = route.clone();
        match panel.routing.get() {
            Routing::Hash => view! { <a class=class href=panel.hash(&route)>{children()}</a> }.into_any(),
            Routing::None => {
                view! { <button class=class type="button" on:click=move |_| panel.go(route.clone())>{children()}</button> }.into_any()
            }
        }
    })
}

/// Names the page after the view, where the page is the panel's own.
pub fn title(panel: Panel, view: &str) {
    page::entitle(panel, format!("{view} – {}", words::PRODUCT.get()));
}

/// The top line of a view: its heading, the account, what can be done.
pub fn bar(panel: Panel, heading: AnyView, actions: AnyView) -> impl IntoView {
    view! {
        <header class="bar" part="bar">
            {heading}
            {account(panel)}
            <div class="bar__end">{actions}</div>
        </header>
    }
}

fn account(panel: Panel) -> impl IntoView {
    let id =
        move || panel.session.with(|session| Some(session.as_ref()?.connection.account.as_str().to_owned()));
    // Where the host signs the person in, it signs them out.
    let source = live::memo(move || panel.options.with(|options| options.token));
    let name = move || panel.session.with(|session| session.as_ref()?.account_name.clone());
    view! {
        <span class="account" title=live::text(move || id().unwrap_or_default())>
            <span class="account__dot" aria-hidden="true"></span>
            <bdi>{live::text(move || name().or_else(id).unwrap_or_default())}</bdi>
            {live::view(move || match source.get() {
                TokenSource::Host => ().into_any(),
                TokenSource::Person => sign_out(panel),
            })}
        </span>
    }
}

fn sign_out(panel: Panel) -> AnyView {
    view! {
        <button class="account__sign-out" type="button" aria-label=words::SIGN_OUT.get() title=words::SIGN_OUT.get() on:click=move |_| panel.leave()>
            {icon(Icon::SIGN_OUT)}
        </button>
    }
    .into_any()
}

/// What was done, and whether the server asks to wait: seen at the foot, and said.
pub fn notices(panel: Panel) -> impl IntoView {
    let waiting =
        move || panel.waiting.get().map(|seconds| words::WAITING.with(&[("seconds", &seconds.to_string())]));
    let line = move || waiting().unwrap_or_else(|| panel.notice.get());
    let empty = move || line().is_empty();
    view! {
        // The region is always there: one that comes with its text is often not read.
        <div class="notice" part="notice" class:visually-hidden=live::flag(empty)>
            <span role="status">{live::text(line)}</span>
            <button class="button button--quiet button--icon" type="button" hidden=live::flag(empty) aria-label=words::CLOSE.get() on:click=move |_| panel.notice.set(String::new())>
                {icon(Icon::CROSS)}
            </button>
        </div>
    }
}

/// Asks for a new token where the server refused the old one; everything behind it stays as it is.
pub fn token_dialog(panel: Panel) -> impl IntoView {
    live::view(move || if panel.token_asked.get() { part::token_dialog(panel) } else { ().into_any() })
}

/// Opens what the program tells about itself, with a diagnosis.
pub fn about_button(panel: Panel) -> AnyView {
    view! { <button class="link about" type="button" name="about" on:click=move |_| panel.about.set(true)>{about_words::ABOUT.get()}</button> }
        .into_any()
}

/// What the program tells about itself, over the view.
pub fn about(panel: Panel) -> impl IntoView {
    live::view(move || if panel.about.get() { part::about(panel) } else { ().into_any() })
}

/// What is done with many faxboxes at once, over the list.
pub fn task(panel: Panel) -> impl IntoView {
    let open = live::memo(move || panel.task.with(Option::is_some));
    live::view(move || if open.get() { part::bulk(panel) } else { ().into_any() })
}
