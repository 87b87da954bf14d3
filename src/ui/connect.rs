//! Connecting: three texts, and what was found out by trying them; or, in the place of the token, what the server gives one for.

mod controls;
mod host;

use std::rc::Rc;

use leptos::{ev::SubmitEvent, prelude::*, task};

use crate::{
    api::{
        Endpoint, Failure, client,
        reply::{self, Page},
    },
    domain::{ApiRoot, ApiRootError},
    state::{
        Check, Checks, ConfigFile, ConnectForm, Connecting, Connection, FIRST_PAGE_ROWS, FormProblems,
        TokenSource, Way,
    },
    text::{Message, connect as words, shell as common},
    ui::{
        chunk::{EditorPart, load_editor},
        icon::{Icon, icon},
        list, live,
        panel::Panel,
        part::unexplained,
        session::Remember,
        shell,
    },
};

/// How far connecting is.
enum Attempt {
    Typing,
    Trying,
    Failed(Found),
}

impl Attempt {
    const fn is_trying(&self) -> bool {
        matches!(self, Self::Trying)
    }
}

/// What connecting found to be wrong. The words are the editor's part, which comes when they are needed.
struct Found {
    checks: Checks,
    blame: Message,
    part: Option<EditorPart>,
}

/// What the connect view holds.
#[derive(Clone, Copy)]
pub struct Connect {
    /// What all views share.
    pub panel: Panel,
    /// What submitting the form does, where that is not to try a token.
    pub submitted: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
    way: RwSignal<Way>,
    texts: RwSignal<Connecting>,
    problems: RwSignal<FormProblems>,
    attempt: RwSignal<Attempt>,
    remember: RwSignal<Remember>,
    /// Which attempt with the host's token is the newest.
    newest: StoredValue<u32>,
}

/// What stands in the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// That the host's token is being tried.
    Waiting,
    /// The form.
    Card,
}

/// The view of somebody who is signed out.
pub fn view(panel: Panel) -> AnyView {
    let connect = panel.keep("connect", || begin(panel));
    let stage = live::memo(move || {
        let typed = connect.texts.with(|texts| !texts.auth_token.is_empty());
        if connect.attempt.with(Attempt::is_trying) && !typed && connect.panel.is_by_host() {
            Stage::Waiting
        } else {
            Stage::Card
        }
    });
    live::view(move || match stage.get() {
        Stage::Waiting => {
            view! { <main class="part"><p class="muted" role="status">{common::LOADING.get()}</p></main> }
                .into_any()
        }
        Stage::Card => card(connect).into_any(),
    })
}

fn begin(panel: Panel) -> Connect {
    let target = live::memo(move || {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        panel.options.with(|options| (text(&options.server), text(&options.account_id)))
    });
    let stored = panel.stored_connection();
    let remember = if stored.is_some() { Remember::Tab } else { Remember::Nothing };
    let returning = stored.is_some();
    let texts = stored.unwrap_or_else(|| {
        let (server, account_id) = target.get_untracked();
        Connecting { server, account_id, auth_token: String::new() }
    });
    let connect = Connect {
        panel,
        submitted: StoredValue::new_local(None),
        way: RwSignal::new(Way::Token),
        texts: RwSignal::new(texts),
        problems: RwSignal::new(FormProblems::default()),
        attempt: RwSignal::new(Attempt::Typing),
        remember: RwSignal::new(remember),
        newest: StoredValue::new(0),
    };
    // What the host changes before this runs for the first time counts too.
    let begun = (target.get_untracked(), panel.tries.get_untracked());
    live::effect(move |before: Option<_>| {
        let now = (target.get(), panel.tries.get());
        if now != before.unwrap_or_else(|| begun.clone()) {
            let (server, account_id) = now.0.clone();
            connect.texts.update(|texts| (texts.server, texts.account_id) = (server, account_id));
            if connect.panel.is_by_host() {
                connect.connect_by_host();
            }
        }
        now
    });
    if connect.panel.is_by_host() {
        connect.connect_by_host();
    } else if returning {
        connect.submit();
    } else {
        list::rehearse(panel);
    }
    live::effect(move |_| connect.settled());
    connect
}

impl Connect {
    fn submit(self) {
        if self.attempt.with_untracked(Attempt::is_trying) {
            return;
        }
        if self.way.get_untracked() != Way::Token {
            // Where its controls have not come yet, there is nothing to submit.
            if let Some(submitted) = self.submitted.get_value() {
                submitted();
            }
            return;
        }
        if self.panel.is_by_host() && self.texts.with_untracked(|texts| texts.auth_token.is_empty()) {
            return self.connect_by_host();
        }
        match self.texts.with_untracked(Connecting::parse) {
            Ok(connection) => {
                // The call is under way before what follows is drawn.
                task::spawn_local(async move {
                    self.attempt(connection).await;
                });
                self.problems.set(FormProblems::default());
                self.begin();
            }
            Err(problems) => {
                self.problems.set(problems);
                self.attempt.set(Attempt::Typing);
                self.panel.focus("[aria-invalid=true]");
            }
        }
    }

    /// The server as typed.
    pub fn server(self) -> String {
        self.texts.with_untracked(|texts| texts.server.clone())
    }

    /// Says what is wrong with the typed server.
    pub fn blame_server(self, error: Option<ApiRootError>) {
        self.problems.set(FormProblems { server: error, ..FormProblems::default() });
    }

    /// The server is asked.
    pub fn begin(self) {
        self.attempt.set(Attempt::Trying);
    }

    /// The server is not asked any more, and nothing was found.
    pub fn end(self) {
        self.attempt.try_set(Attempt::Typing);
    }

    /// What decides is the first page of the list itself; whether it came.
    pub async fn attempt(self, connection: Connection) -> bool {
        match self.first_page(&connection).await {
            Ok(page) => self.signed_in(connection, page),
            Err(failure) => {
                self.failed(&connection.root, failure).await;
                false
            }
        }
    }

    /// Asks for the first page of the list.
    async fn first_page(self, connection: &Connection) -> Result<Page, Failure> {
        let first = Endpoint::list(&connection.account, FIRST_PAGE_ROWS, None);
        let answer = self.panel.send(&connection.root, Some(&connection.token), &first, None).await;
        answer.and_then(|raw| reply::page(&raw))
    }

    /// The first page came; whether somebody still waits for it.
    fn signed_in(self, connection: Connection, page: Page) -> bool {
        let remember = self.remember.try_get_untracked();
        if let Some(remember) = remember {
            self.panel.signed_in(connection, page, remember);
        }
        remember.is_some()
    }

    /// Finds out why, and says so.
    pub async fn failed(self, root: &ApiRoot, failure: Failure) {
        let failure = client::diagnose(root, failure).await;
        self.panel.tell_error("connect", &failure);
        let checks = Checks::read(Err(failure));
        let part = load_editor().await.ok();
        let blame = part.map_or(common::UNEXPLAINED, |part| (part.blame)(&checks));
        self.attempt.try_set(Attempt::Failed(Found { checks, blame, part }));
        self.panel.focus("[aria-invalid=true]");
    }

    /// What connecting found to be wrong, where it is one of these.
    fn found(self, blamed: &[Check]) -> Option<Message> {
        self.attempt.with(|attempt| match attempt {
            Attempt::Failed(Found { checks: Checks { failed: Some((check, _)) }, blame, .. })
                if blamed.contains(check) =>
            {
                Some(*blame)
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
    let form = live::memo(move || panel.options.with(|options| options.connect));
    // Nothing can be tried where the person may not, and the host does not.
    let idle = move || {
        panel
            .options
            .with(|options| options.connect == ConnectForm::Withheld && options.token == TokenSource::Person)
    };
    let config = live::memo(move || panel.options.with(|options| options.config));
    view! {
        <main class="connect">
            <div class="connect__card">
                <div class="connect__brand">
                    {brand()}
                    <div>
                        <h1>{common::PRODUCT.get()}</h1>
                        <span class="muted">{words::LEAD.get()}</span>
                    </div>
                </div>
                {live::view(move || match config.get() {
                    ConfigFile::Read => ().into_any(),
                    ConfigFile::Failed => {
                        view! { <p class="note note--warning">{icon(Icon::WARNING)} {words::CONFIG_FAILED.get()}</p> }.into_any()
                    }
                })}
                <form class="connect__form" part="connect" on:submit=submit novalidate>
                    {live::view(move || match form.get() {
                        ConnectForm::Shown => controls::view(connect),
                        ConnectForm::Withheld => view! { <p>{words::WITHHELD.get()}</p> }.into_any(),
                    })}
                    <button class="button button--primary" type="submit" hidden=live::flag(idle) aria-disabled=live::text(move || trying().to_string())>
                        {live::text(move || if trying() { words::CONNECTING } else { words::CONNECT }.get().to_owned())}
                    </button>
                    {live::view(move || connect.attempt.with(checks).into_any())}
                </form>
                <p class="connect__promise muted">{words::PROMISE.get()}</p>
                {shell::about_button(panel)}
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

/// That the server is asked; then each check that was made, and what the one that failed means.
fn checks(attempt: &Attempt) -> Option<AnyView> {
    let found = match attempt {
        Attempt::Typing => return None,
        Attempt::Trying => {
            return Some(
                view! { <p class="checks muted" role="status">{words::TRYING.get()}</p> }.into_any(),
            );
        }
        Attempt::Failed(found) => found,
    };
    let (_, failure) = found.checks.failed.as_ref()?;
    Some(match found.part {
        Some(part) => (part.checks)(&found.checks),
        None => unexplained(failure),
    })
}
