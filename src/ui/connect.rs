//! Connecting: three texts, and what was found out by trying them.

use leptos::{ev::SubmitEvent, prelude::*, task};

use crate::{
    api::{Endpoint, client, reply},
    state::{Check, Checks, Connecting, Connection, FormProblems},
    text::{Message, connect as words, failures, shell},
    ui::{
        failure::told,
        icon::{Icon, icon},
        live,
        panel::Panel,
        session::Remember,
    },
};

/// How far connecting is.
enum Attempt {
    Typing,
    Trying,
    Failed(Checks),
}

impl Attempt {
    const fn is_trying(&self) -> bool {
        matches!(self, Self::Trying)
    }
}

#[derive(Clone, Copy)]
struct Connect {
    panel: Panel,
    texts: RwSignal<Connecting>,
    problems: RwSignal<FormProblems>,
    attempt: RwSignal<Attempt>,
    remember: RwSignal<Remember>,
}

/// The view of somebody who is signed out.
pub fn view(panel: Panel) -> AnyView {
    let stored = panel.stored_connection();
    let remember = if stored.is_some() { Remember::Tab } else { Remember::Nothing };
    let returning = stored.is_some();
    let texts = stored.unwrap_or_else(|| {
        panel.options.with_value(|options| Connecting {
            server: options.server.clone().unwrap_or_default(),
            account_id: options.account_id.clone().unwrap_or_default(),
            auth_token: String::new(),
        })
    });
    let connect = Connect {
        panel,
        texts: RwSignal::new(texts),
        problems: RwSignal::new(FormProblems::default()),
        attempt: RwSignal::new(Attempt::Typing),
        remember: RwSignal::new(remember),
    };
    if returning {
        connect.submit();
    }
    card(connect).into_any()
}

impl Connect {
    fn submit(self) {
        if self.attempt.with_untracked(Attempt::is_trying) {
            return;
        }
        match self.texts.with_untracked(Connecting::parse) {
            Ok(connection) => {
                self.problems.set(FormProblems::default());
                self.attempt.set(Attempt::Trying);
                task::spawn_local(self.attempt(connection));
            }
            Err(problems) => {
                self.problems.set(problems);
                self.attempt.set(Attempt::Typing);
                self.panel.focus("[aria-invalid=true]");
            }
        }
    }

    /// What decides is the first page of the list itself.
    async fn attempt(self, connection: Connection) {
        let first = Endpoint::list(&connection.account, None);
        let answer = self.panel.send(&connection.root, &connection.token, &first).await;
        match answer.and_then(|raw| reply::page(&raw)) {
            Ok(page) => {
                if let Some(remember) = self.remember.try_get_untracked() {
                    self.panel.signed_in(connection, &page, remember);
                }
            }
            Err(failure) => {
                let failure = client::diagnose(&connection.root, failure).await;
                self.attempt.try_set(Attempt::Failed(Checks::read(Err(failure))));
                self.panel.focus("[aria-invalid=true]");
            }
        }
    }

    /// What connecting found to be wrong, where it is one of these.
    fn found(self, blamed: &[Check]) -> Option<Message> {
        self.attempt.with(|attempt| match attempt {
            Attempt::Failed(Checks { failed: Some((check, failure)) }) if blamed.contains(check) => {
                Some(failures::explain(failure).what)
            }
            _ => None,
        })
    }
}

fn card(connect: Connect) -> impl IntoView {
    let panel = connect.panel;
    let trying = move || connect.attempt.with(Attempt::is_trying);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        connect.submit();
    };
    let may_store = panel.options.with_value(|options| options.tab_storage);
    let config_failed = panel.options.with_value(|options| options.config_failed);
    view! {
        <main class="connect">
            <div class="connect__card">
                <div class="connect__brand">
                    {brand()}
                    <div>
                        <h1>{shell::PRODUCT.get()}</h1>
                        <span class="muted">{words::LEAD.get()}</span>
                    </div>
                </div>
                {config_failed.then(|| view! { <p class="note note--warning">{icon(Icon::WARNING)} {words::CONFIG_FAILED.get()}</p> })}
                <form class="connect__form" on:submit=submit novalidate>
                    {control(connect, Part::Server)} {control(connect, Part::AccountId)} {control(connect, Part::AuthToken)}
                    {may_store.then(|| remember(connect))}
                    <button class="button button--primary" type="submit" aria-disabled=live::text(move || trying().to_string())>
                        {live::text(move || if trying() { words::CONNECTING } else { words::CONNECT }.get().to_owned())}
                    </button>
                    {live::view(move || connect.attempt.with(checks).into_any())}
                </form>
                <p class="connect__promise muted">{words::PROMISE.get()}</p>
            </div>
        </main>
    }
}

/// The product's mark.
pub fn brand() -> impl IntoView {
    view! {
        <svg class="brand" viewBox="0 0 40 40" aria-hidden="true">
            <rect class="brand__ground" width="40" height="40" rx="10" />
            <path class="brand__line" d="M12 17V8.5h12.5L28 12v5M11.5 16.5h17q3 0 3 3v8q0 3-3 3h-17q-3 0-3-3v-8q0-3 3-3M14 23.5h12M14 27h7" />
        </svg>
    }
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
            Self::AccountId => typed
                .account_id
                .map(words::account_id)
                .or_else(|| connect.found(&[Check::Account]).map(|_| words::check(Check::Account, false))),
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
fn control(connect: Connect, part: Part) -> impl IntoView {
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

/// That the server is asked; then each check that was made, and what the one that failed means.
fn checks(attempt: &Attempt) -> Option<AnyView> {
    let failed = match attempt {
        Attempt::Typing => return None,
        Attempt::Trying => {
            return Some(
                view! { <p class="checks muted" role="status">{words::TRYING.get()}</p> }.into_any(),
            );
        }
        Attempt::Failed(checks) => checks,
    };
    failures_of(failed).map(IntoAny::into_any)
}

fn failures_of(checks: &Checks) -> Option<impl IntoView + use<>> {
    let (failed, failure) = checks.failed.as_ref()?;
    let lines = Check::ALL.iter().filter_map(|check| checks.passed(*check).map(|passed| (*check, passed)));
    let lines = lines.map(|(check, passed)| {
        let (class, sign, spoken) = if passed {
            ("checks__line checks__line--passed", Icon::TICK, words::PASSED)
        } else {
            ("checks__line checks__line--failed", Icon::ERROR, words::FAILED)
        };
        view! {
            <li class=class>
                {icon(sign)} <span>{words::check(check, passed).get()} <span class="visually-hidden">" (" {spoken.get()} ")"</span></span>
            </li>
        }
    });
    let way_out = match failed {
        Check::Account => words::ACCOUNT_WAY_OUT,
        _ => failures::explain(failure).way_out,
    };
    Some(view! {
        <div class="checks" role="status">
            <ul class="checks__list" aria-label=words::CHECKS.get()>{lines.collect::<Vec<_>>()}</ul>
            <p class="checks__way-out">{way_out.get()}</p>
            {told(failure)}
        </div>
    })
}
