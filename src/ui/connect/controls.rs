//! What can be typed and chosen to connect with.

use leptos::prelude::*;

use crate::{
    state::{Check, Connecting, FormProblems, TabStorage, Way},
    text::{Message, connect as words, sign_in},
    ui::{
        icon::{Icon, icon},
        live, part,
        session::Remember,
    },
};

use super::{Attempt, Connect};

/// What can be typed and chosen.
pub(super) fn view(connect: Connect) -> AnyView {
    let panel = connect.panel;
    let may_store = live::memo(move || panel.options.with(|options| options.storage == TabStorage::Tab));
    view! {
        {ways(connect)}
        {control(connect, Part::Server)}
        {live::view(move || match connect.way.get() {
            Way::Token => vec![control(connect, Part::AccountId), control(connect, Part::AuthToken)].into_any(),
            way => part::sign_in(connect, way),
        })}
        {live::view(move || may_store.get().then(|| remember(connect)).into_any())}
    }
    .into_any()
}

/// With what one connects: radio buttons side by side.
fn ways(connect: Connect) -> AnyView {
    let radios = Way::ALL.iter().map(|way| {
        let way = *way;
        let chosen = move || connect.way.get() == way;
        let choose = move |_| {
            connect.problems.set(FormProblems::default());
            connect.end();
            connect.way.set(way);
        };
        view! {
            <label class="segmented__segment">
                <input type="radio" name="way" prop:checked=live::flag(chosen) on:change=choose />
                <span>{sign_in::way(way).get()}</span>
            </label>
        }
    });
    let radios = radios.collect::<Vec<_>>();
    view! { <div class="segmented connect__ways" role="radiogroup" aria-label=sign_in::WAYS.get()>{radios}</div> }.into_any()
}

/// One of the three controls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Server,
    AccountId,
    AuthToken,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::AccountId => "account_id",
            Self::AuthToken => "auth_token",
        }
    }

    const fn label(self) -> Message {
        match self {
            Self::Server => words::SERVER,
            Self::AccountId => words::ACCOUNT_ID,
            Self::AuthToken => words::AUTH_TOKEN,
        }
    }

    fn text(self, texts: &mut Connecting) -> &mut String {
        match self {
            Self::Server => &mut texts.server,
            Self::AccountId => &mut texts.account_id,
            Self::AuthToken => &mut texts.auth_token,
        }
    }

    /// What is wrong with it: as typed, or as connecting found out.
    fn problem(self, connect: Connect) -> Option<Message> {
        let typed = connect.problems.get();
        match self {
            Self::Server => typed
                .server
                .map(words::server)
                .or_else(|| connect.found(&[Check::Address, Check::Reach, Check::Api, Check::Ready])),
            Self::AccountId => {
                typed.account_id.map(words::account_id).or_else(|| connect.found(&[Check::Account]))
            }
            Self::AuthToken => typed
                .auth_token
                .map(words::auth_token)
                .or_else(|| connect.found(&[Check::Token, Check::Right])),
        }
    }

    /// Takes over what was typed; what was wrong with it is not known any more.
    fn edited(self, connect: Connect, typed: String) {
        connect.texts.update(|texts| *self.text(texts) = typed);
        connect.problems.update(|problems| match self {
            Self::Server => problems.server = None,
            Self::AccountId => problems.account_id = None,
            Self::AuthToken => problems.auth_token = None,
        });
        if !connect.attempt.with_untracked(Attempt::is_trying) {
            connect.attempt.set(Attempt::Typing);
        }
    }
}

/// A control, with its label and its problem tied to it.
fn control(connect: Connect, part: Part) -> AnyView {
    let name = part.name();
    let problem_id = format!("{name}-problem");
    let described = problem_id.clone();
    let shown = live::view(move || {
        match part.problem(connect) {
        None => ().into_any(),
        Some(problem) => view! {
            <p class="note note--error" data-problem-of=name data-severity="error">{icon(Icon::ERROR)} {problem.get()}</p>
        }
        .into_any(),
    }
    });
    view! {
        <div class="field">
            <label class="field__label" for=name>{part.label().get()}</label>
            <input
                class=if part == Part::AccountId { "input mono" } else { "input" }
                id=name
                name=name
                type=if part == Part::AuthToken { "password" } else { "text" }
                inputmode=if part == Part::Server { "url" } else { "text" }
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                required
                aria-invalid=live::text(move || part.problem(connect).is_some().to_string())
                aria-describedby=described
                prop:value=live::text(move || connect.texts.with(|texts| part.text(&mut texts.clone()).clone()))
                on:input:target=move |event| part.edited(connect, event.target().value())
            />
            <div id=problem_id role="alert">{shown}</div>
        </div>
    }
    .into_any()
}

fn remember(connect: Connect) -> impl IntoView {
    let ticked = move || connect.remember.get() == Remember::Tab;
    let tick = move |ticked| connect.remember.set(if ticked { Remember::Tab } else { Remember::Nothing });
    view! {
        <label class="connect__keep">
            <input type="checkbox" name="remember" prop:checked=live::flag(ticked) on:change:target=move |event| tick(event.target().checked()) />
            {words::KEEP.get()}
        </label>
    }
}
