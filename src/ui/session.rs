//! Who is signed in: coming, going, a new token for an old one, and what the tab remembers.

use js_sys::{Function, Promise};
use leptos::{prelude::*, task};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    api::{client, json, reply::Page},
    domain::{AccountId, ApiRoot, AuthToken},
    form::value::object,
    state::{ConnectForm, Connecting, Connection, List, Route},
    ui::{
        browser::{self, TEXT_ORDER},
        chunk::From,
        panel::{Panel, Unsaved},
        teller::SignedOut,
    },
};

/// Where the tab's storage keeps the connection, where the person ticked that.
const STORAGE_KEY: &str = "faxbox-admin.connection";

/// With what the keys begin under which the tab's storage keeps the drafts of an account.
pub fn drafts_prefix(connection: &Connection) -> String {
    ["faxbox-admin.draft ", connection.root.as_str(), " ", connection.account.as_str(), " "].concat()
}

/// Somebody who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Tells it from every session before and after: what one has asked for is nothing to the next.
    pub number: u32,
    /// Where, whose faxboxes, with which token.
    pub connection: Connection,
    /// The account's own name, where the server told it.
    pub account_name: Option<String>,
}

/// The calls that wait for a new token, each as the function that lets it go on.
#[derive(Default)]
pub struct Waiters(Vec<Function>);

/// Whether the tab remembers the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remember {
    /// In `sessionStorage`, until it is closed or signed out.
    Tab,
    /// In memory alone.
    Nothing,
}

impl Panel {
    /// Takes a connection whose first page of the list came, and reads the rest. What the tab remembers is the host's business where it
    /// is the host that connects.
    pub fn signed_in(self, connection: Connection, first: Page, remember: Remember) {
        if self.has_storage() {
            match remember {
                Remember::Tab => store(&connection),
                Remember::Nothing if self.is_by_host() => {}
                Remember::Nothing => forget_connection(),
            }
        }
        let mut list = List::of(first, TEXT_ORDER, browser::now());
        list.permits = self.permits.get_untracked();
        self.list.set(list);
        let number = self.next_number();
        self.session.set(Some(Session { number, connection, account_name: None }));
        self.learn_account_name();
        self.read(From::Here);
    }

    /// The connection that this tab remembers, where the host lets the panel use its storage.
    pub fn stored_connection(self) -> Option<Connecting> {
        self.has_storage().then(stored).flatten()
    }

    /// Forgets everything; what is still under way is nothing to whoever comes next.
    pub fn sign_out(self, why: SignedOut) {
        self.tell_signed_out(why);
        if let Some(Session { connection, .. }) = self.session.get_untracked() {
            client::forget(&connection.root);
            if self.has_storage() {
                forget(&connection);
            }
            self.options.update(|options| {
                options.server = Some(connection.root.as_str().to_owned());
                options.account_id = Some(connection.account.as_str().to_owned());
            });
        }
        self.end();
        self.go_at_once(Route::List);
        self.focus("form input");
    }

    /// Goes to the server and the account that the host names now. What the tab keeps stays.
    pub fn connect_anew(self) {
        self.end();
        self.go_at_once(self.options.with_untracked(|options| options.start.clone()));
    }

    /// Whether the server and the account are those that the host names.
    pub fn is_connected_as_wanted(self) -> bool {
        let Some(Session { connection, .. }) = self.session.get_untracked() else { return false };
        self.options.with_untracked(|options| {
            let server = options.server.as_deref().and_then(|text| ApiRoot::parse(text).ok());
            let account = options.account_id.as_deref().and_then(|text| AccountId::parse(text).ok());
            server.as_ref() == Some(&connection.root) && account.as_ref() == Some(&connection.account)
        })
    }

    /// Whether the person may be asked to sign in.
    pub fn has_form(self) -> bool {
        self.options.try_with_untracked(|options| options.connect) == Some(ConnectForm::Shown)
    }

    /// Nobody is signed in any more, and nothing of the session is left.
    fn end(self) {
        self.session.set(None);
        self.renew.set_value(None);
        self.token_given(None);
        self.list.set(List::default());
        self.suffix.set(String::new());
        self.opened.set_value(None);
        self.task.set(None);
        self.about.set(false);
        self.unsaved.set(Unsaved::Nothing);
        self.leaving.set(None);
        self.waiting.set(None);
        self.notice.set(String::new());
    }

    /// The token of the session of this number, where it is still the one that is signed in.
    fn token(self, number: u32) -> Option<AuthToken> {
        let session = self.session.try_get_untracked().flatten()?;
        (session.number == number).then_some(session.connection.token)
    }

    /// Goes on with the token that the host has now.
    pub fn take_token(self) {
        task::spawn_local(async move {
            if let Some(token) = self.ask_token(None).await
                && self.session.try_with_untracked(Option::is_some) == Some(true)
            {
                self.token_given(Some(token));
            }
        });
    }

    /// A token in the place of one that was refused, where one can be had without asking the person.
    async fn renewal(self, refused: &AuthToken) -> Option<AuthToken> {
        match self.renew.try_get_value().flatten() {
            Some(renew) => renew().await,
            None if self.is_by_host() => self.ask_token(Some(refused)).await,
            None => None,
        }
    }

    /// Waits until somebody gave a token in the place of `refused`; `false` where they gave up or signed out.
    pub async fn renewed(self, number: u32, refused: &AuthToken) -> bool {
        let Some(token) = self.token(number) else { return false };
        if token != *refused {
            return true;
        }
        let answered = Promise::new(&mut |resolve, _| {
            self.waiters.try_update_value(|waiters| waiters.0.push(resolve));
        });
        // One asks for all that wait.
        if self.waiters.try_with_value(|waiters| waiters.0.len()) == Some(1) {
            let token = self.renewal(refused).await;
            if self.token(number).is_some() {
                match token {
                    Some(token) => self.token_given(Some(token)),
                    None if self.has_form() => self.token_asked.set(true),
                    None => {
                        self.tell_signed_out(SignedOut::Token);
                        self.token_given(None);
                    }
                }
            }
        }
        drop(JsFuture::from(answered).await);
        self.token(number).is_some_and(|token| token != *refused)
    }

    /// Lets the waiting calls go on with a new token, or, without one, give up.
    pub fn token_given(self, token: Option<AuthToken>) {
        if let Some(token) = token {
            self.session.update(|session| {
                if let Some(session) = session {
                    session.connection.token = token;
                    if self.has_storage() && is_stored(&session.connection) {
                        store(&session.connection);
                    }
                }
            });
        }
        self.token_asked.set(false);
        let waiters = self.waiters.try_update_value(std::mem::take).unwrap_or_default();
        for go_on in waiters.0 {
            drop(go_on.call0(&JsValue::UNDEFINED));
        }
    }
}

fn store(connection: &Connection) {
    let Connection { root, account, token } = connection;
    let text = |text: &str| Value::String(text.to_owned());
    let stored = object([
        ("server", text(root.as_str())),
        ("account_id", text(account.as_str())),
        ("auth_token", text(token.reveal())),
    ]);
    if let Some(storage) = browser::tab_storage() {
        // Full or forbidden: the person signs in again next time, which is all that is lost.
        drop(storage.set_item(STORAGE_KEY, &stored.to_string()));
    }
}

fn stored() -> Option<Connecting> {
    let text = browser::tab_storage()?.get_item(STORAGE_KEY).ok()??;
    let stored = json::read(&text)?;
    let part = |key: &str| stored.get(key).and_then(Value::as_str).map(str::to_owned);
    Some(Connecting {
        server: part("server")?,
        account_id: part("account_id")?,
        auth_token: part("auth_token")?,
    })
}

/// Whether the tab remembers this connection, with whatever token: it may be that of another panel on the page.
fn is_stored(connection: &Connection) -> bool {
    stored().is_some_and(|stored| {
        stored.server == connection.root.as_str() && stored.account_id == connection.account.as_str()
    })
}

fn forget_connection() {
    if let Some(storage) = browser::tab_storage() {
        drop(storage.remove_item(STORAGE_KEY));
    }
}

/// Forgets the connection, whosever it is: else the form would begin with it. And all drafts of an account.
fn forget(connection: &Connection) {
    forget_connection();
    let drafts = drafts_prefix(connection);
    let Some(storage) = browser::tab_storage() else { return };
    // From the last on: the keys behind one that is removed move up.
    for index in (0..storage.length().unwrap_or_default()).rev() {
        if let Ok(Some(key)) = storage.key(index)
            && key.starts_with(&drafts)
        {
            drop(storage.remove_item(&key));
        }
    }
}
