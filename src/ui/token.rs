//! The question for a new token, where the server refused the old one. Everything behind it stays as it is.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    domain::AuthToken,
    text::{connect, shell as words},
    ui::{
        dialog::Dialog,
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

/// The question.
pub fn view(panel: Panel) -> AnyView {
    let (typed, problem) = panel.keep("token", || (RwSignal::new(String::new()), RwSignal::new(None)));
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
                        aria-invalid=live::text(move || problem.get().is_some().to_string())
                        aria-describedby="renewed_auth_token-problem"
                        on:input:target=move |event| { typed.set(event.target().value()); problem.set(None); }
                    />
                    <div id="renewed_auth_token-problem" role="alert">
                        {live::view(move || problem.get().map(|problem| view! { <p class="note note--error">{icon(Icon::ERROR)} {problem.get()}</p> }).into_any())}
                    </div>
                </div>
                <div class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| panel.token_given(None)>{words::CANCEL.get()}</button>
                    <button class="button button--primary" type="submit">{words::TOKEN_GO_ON.get()}</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
