//! Signing in by password or API key: what is typed, and the token that the server gives for it. In the editor's file.

use std::{pin::Pin, rc::Rc};

use leptos::{prelude::*, task};

use crate::{
    api::{
        Endpoint, Failure,
        reply::{self, SignInFailure, SignedIn},
    },
    domain::{ApiRoot, AuthToken, Credentials, CredentialsError},
    state::{Connection, SignInControl, SigningIn, Way},
    text::{Message, connect, failures::explain, sign_in as words},
    ui::{
        connect::Connect,
        failure::told,
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

/// Asks for a new token with what somebody signed in with; `None` where none is given for it any more.
pub type Renew = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Option<AuthToken>>>>>;

/// What the form of signing in holds.
#[derive(Clone, Copy)]
struct SignIn {
    connect: Connect,
    way: Way,
    typed: RwSignal<SigningIn>,
    problems: RwSignal<Vec<(SignInControl, CredentialsError)>>,
    refused: RwSignal<Option<SignInFailure>>,
}

/// The controls of a way, and the button.
pub fn view(connect: Connect, way: Way) -> AnyView {
    let sign_in = connect.panel.keep("sign in", || SignIn {
        connect,
        way,
        typed: RwSignal::new(SigningIn::default()),
        problems: RwSignal::new(Vec::new()),
        refused: RwSignal::new(None),
    });
    // The form is the connect view's; what its submission does is ours.
    connect.submitted.set_value(Some(Rc::new(move || sign_in.submit())));
    on_cleanup(move || {
        connect.submitted.try_set_value(None);
    });
    let controls = SignInControl::of(way).iter().map(|part| control(sign_in, *part)).collect::<Vec<_>>();
    view! {
        {controls}
        <p class="field__help">{words::PROMISE.get()}</p>
        {live::view(move || sign_in.refused.with(|refused| refused.as_ref().and_then(|refused| outcome(way, refused))).into_any())}
    }
    .into_any()
}

impl SignIn {
    fn submit(self) {
        let root = ApiRoot::parse(&self.connect.server());
        let credentials = self.typed.with_untracked(|typed| typed.parse(self.way));
        self.refused.set(None);
        self.connect.blame_server(root.as_ref().err().copied());
        match (root, credentials) {
            (Ok(root), Ok(credentials)) => {
                self.problems.set(Vec::new());
                self.connect.begin();
                task::spawn_local(self.ask(root, credentials));
            }
            (_, credentials) => {
                self.problems.set(credentials.err().unwrap_or_default());
                self.connect.panel.focus("[aria-invalid=true]");
            }
        }
    }

    async fn ask(self, root: ApiRoot, credentials: Credentials) {
        let panel = self.connect.panel;
        match ask(panel, &root, &credentials).await {
            Ok(SignedIn { token, account, .. }) => {
                self.typed.try_update(SigningIn::forget);
                let connection = Connection { root: root.clone(), account, token };
                if self.connect.attempt(connection).await {
                    panel.renew.try_set_value(Some(renewal(panel, root, credentials)));
                }
            }
            Err(SignInFailure::Other(failure)) => self.connect.failed(&root, failure).await,
            Err(refusal) => {
                self.connect.end();
                self.refused.try_set(Some(refusal));
                panel.focus("[aria-invalid=true]");
            }
        }
    }

    /// What is wrong with a control: as typed, or as the server found.
    fn problem(self, control: SignInControl) -> Option<Message> {
        let typed = self
            .problems
            .with(|problems| problems.iter().find(|(wrong, _)| *wrong == control).map(|(_, error)| *error));
        typed.map(|error| words::problem(control, error)).or_else(|| {
            self.refused.with(|refused| match (refused, control) {
                (Some(SignInFailure::WrongCredentials(_)), SignInControl::Password) => {
                    Some(words::WRONG_CREDENTIALS)
                }
                (Some(SignInFailure::UnknownKey(_)), SignInControl::ApiKey) => Some(words::UNKNOWN_KEY),
                _ => None,
            })
        })
    }
}

/// Asks for a token. This call alone goes without one.
async fn ask(panel: Panel, root: &ApiRoot, credentials: &Credentials) -> Result<SignedIn, SignInFailure> {
    let answer = panel.send(root, None, &Endpoint::sign_in(credentials), None).await;
    answer.map_err(SignInFailure::Other).and_then(|raw| reply::signed_in(&raw))
}

fn renewal(panel: Panel, root: ApiRoot, credentials: Credentials) -> Renew {
    let known = Rc::new((root, credentials));
    Rc::new(move || {
        let known = Rc::clone(&known);
        Box::pin(async move {
            let (root, credentials) = &*known;
            ask(panel, root, credentials).await.ok().map(|signed_in| signed_in.token)
        })
    })
}

fn control(sign_in: SignIn, control: SignInControl) -> AnyView {
    let (name, kind, completes) = match control {
        SignInControl::Account => ("account_name", "text", "organization"),
        SignInControl::User => ("username", "text", "username"),
        SignInControl::Password => ("password", "password", "current-password"),
        SignInControl::ApiKey => ("api_key", "password", "off"),
    };
    let problem_id = format!("{name}-problem");
    let described = if control == SignInControl::Account {
        format!("{problem_id} {name}-help")
    } else {
        problem_id.clone()
    };
    let help = (control == SignInControl::Account)
        .then(|| view! { <p class="field__help" id=format!("{name}-help")>{words::ACCOUNT_HELP.get()}</p> });
    let shown = live::view(move || {
        match sign_in.problem(control) {
        None => ().into_any(),
        Some(problem) => view! {
            <p class="note note--error" data-problem-of=name data-severity="error">{icon(Icon::ERROR)} {problem.get()}</p>
        }
        .into_any(),
    }
    });
    let edited = move |text: String| {
        sign_in.typed.update(|typed| typed.set(control, text));
        sign_in.problems.update(|problems| problems.retain(|(wrong, _)| *wrong != control));
        sign_in.refused.set(None);
        sign_in.connect.end();
    };
    view! {
        <div class="field">
            <label class="field__label" for=name>{words::label(control).get()}</label>
            <input
                class="input"
                id=name
                name=name
                type=kind
                autocomplete=completes
                autocapitalize="off"
                spellcheck="false"
                required
                aria-invalid=live::text(move || sign_in.problem(control).is_some().to_string())
                aria-describedby=described
                prop:value=live::text(move || sign_in.typed.with(|typed| typed.text(control).to_owned()))
                on:input:target=move |event| edited(event.target().value())
            />
            {help}
            <div id=problem_id role="alert">{shown}</div>
        </div>
    }
    .into_any()
}

/// What no control is to blame for, and the server's own word.
fn outcome(way: Way, refused: &SignInFailure) -> Option<AnyView> {
    let (line, failure) = match refused {
        SignInFailure::WrongCredentials(told) => (None, Failure::SignedOut(told.clone())),
        // Asked for by an API key alone; a server that knows no such path answers a password so too.
        SignInFailure::UnknownKey(told) if way == Way::Password => {
            let failure = Failure::NotFound(told.clone());
            (Some(explain(&failure).what), failure)
        }
        SignInFailure::UnknownKey(told) => (None, Failure::NotFound(told.clone())),
        SignInFailure::Disabled(told) => (Some(words::DISABLED), Failure::Locked(told.clone())),
        SignInFailure::Expired(told) => (Some(words::EXPIRED), Failure::Locked(told.clone())),
        SignInFailure::Other(_) => return None,
    };
    let line = line.map(|line| view! { <p class="note note--error">{icon(Icon::ERROR)} {line.get()}</p> });
    Some(view! { <div class="checks" role="alert" aria-label=connect::CHECKS.get()>{line} {told(&failure)}</div> }.into_any())
}
