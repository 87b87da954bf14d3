//! The frame around every view: the bar, links within the panel, notices, and the questions that any view may meet.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    domain::AuthToken,
    state::Route,
    text::{connect, shell as words},
    ui::{
        browser,
        dialog::Dialog,
        icon::{Icon, icon},
        panel::Panel,
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
    children: Children,
) -> AnyView {
    if panel.has_hash() {
        view! { <a class=class href=route.hash(browser::encode)>{children()}</a> }.into_any()
    } else {
        view! { <button class=class type="button" on:click=move |_| panel.go(route.clone())>{children()}</button> }
            .into_any()
    }
}

/// Names the page after the view, where the page is the panel's own.
pub fn title(panel: Panel, view: &str) {
    if panel.has_hash() {
        browser::set_title(&format!("{view} – {}", words::PRODUCT.get()));
    }
}

/// The top line of a view: its heading, the account, what can be done.
pub fn bar(panel: Panel, heading: AnyView, actions: AnyView) -> impl IntoView {
    view! {
        <header class="bar">
            {heading}
            {account(panel)}
            <div class="bar__end">{actions}</div>
        </header>
    }
}

fn account(panel: Panel) -> impl IntoView {
    let id =
        move || panel.session.with(|session| Some(session.as_ref()?.connection.account.as_str().to_owned()));
    let name = move || panel.session.with(|session| session.as_ref()?.account_name.clone());
    view! {
        <span class="account" title=id>
            <span class="account__dot" aria-hidden="true"></span>
            <bdi>{move || name().or_else(id)}</bdi>
            <button class="account__sign-out" type="button" aria-label=words::SIGN_OUT.get() title=words::SIGN_OUT.get() on:click=move |_| panel.sign_out()>
                {icon(Icon::SignOut)}
            </button>
        </span>
    }
}

/// What was done, and whether the server asks to wait: seen at the foot, and said.
pub fn notices(panel: Panel) -> impl IntoView {
    let waiting =
        move || panel.waiting.get().map(|seconds| words::WAITING.with(&[("seconds", &seconds.to_string())]));
    let line = move || waiting().unwrap_or_else(|| panel.notice.get());
    view! {
        <div class="notice" role="status" hidden=move || line().is_empty()>
            <span>{line}</span>
            <button class="button button--quiet button--icon" type="button" aria-label=words::CLOSE.get() on:click=move |_| panel.notice.set(String::new())>
                {icon(Icon::Cross)}
            </button>
        </div>
    }
}

/// Asks for a new token where the server refused the old one; everything behind it stays as it is.
pub fn token_dialog(panel: Panel) -> impl IntoView {
    move || panel.token_asked.get().then(|| ask_token(panel))
}

fn ask_token(panel: Panel) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match AuthToken::parse(&typed.get_untracked()) {
            Ok(token) => panel.token_given(Some(token)),
            Err(error) => problem.set(Some(connect::auth_token(error))),
        }
    };
    view! {
        <Dialog title=words::TOKEN_TITLE.get() on_cancel=move || panel.token_given(None)>
            <form class="dialog__body" on:submit=submit novalidate>
                <p>{words::TOKEN_WHY.get()}</p>
                <div class="field">
                    <label class="field__label" for="renewed_auth_token">{connect::AUTH_TOKEN.get()}</label>
                    <input
                        class="input"
                        id="renewed_auth_token"
                        name="auth_token"
                        type="password"
                        autocomplete="off"
                        required
                        aria-invalid=move || problem.get().is_some().to_string()
                        aria-describedby="renewed_auth_token-problem"
                        on:input:target=move |event| { typed.set(event.target().value()); problem.set(None); }
                    />
                    <div id="renewed_auth_token-problem" role="alert">
                        {move || problem.get().map(|problem| view! { <p class="note note--error">{icon(Icon::Error)} {problem.get()}</p> })}
                    </div>
                </div>
                <footer class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| panel.token_given(None)>{words::CANCEL.get()}</button>
                    <button class="button button--primary" type="submit">{words::TOKEN_GO_ON.get()}</button>
                </footer>
            </form>
        </Dialog>
    }
}

/// Asks before something typed is left behind.
pub fn leave_dialog(panel: Panel) -> impl IntoView {
    let stay = move || panel.leaving.set(None);
    let leave = move || {
        if let Some(route) = panel.leaving.get_untracked() {
            panel.leaving.set(None);
            panel.unsaved.set(false);
            panel.go_at_once(route);
        }
    };
    move || {
        panel.leaving.get().map(|_| {
            view! {
                <Dialog title=words::LEAVE_TITLE.get() on_cancel=stay>
                    <div class="dialog__body"><p>{words::LEAVE_WHY.get()}</p></div>
                    <footer class="dialog__foot">
                        <button class="button button--danger" type="button" on:click=move |_| leave()>{words::LEAVE_GO.get()}</button>
                        <button class="button button--primary" type="button" on:click=move |_| stay()>{words::LEAVE_STAY.get()}</button>
                    </footer>
                </Dialog>
            }
        })
    }
}
