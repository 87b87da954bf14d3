//! Who is signed in: coming, going, a new token for an old one, and what the tab remembers.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    api::{json, reply::Page},
    domain::AuthToken,
    form::value::object,
    state::{Connecting, Connection, List, Route},
    ui::{
        browser::{self, TEXT_ORDER},
        panel::{Panel, Unsaved},
    },
};

/// Where the tab's storage keeps the connection, where the person ticked that.
const STORAGE_KEY: &str = "faxbox-admin.connection";

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
    /// Takes a connection whose first page of the list came, and reads the rest.
    pub fn signed_in(self, connection: Connection, first: &Page, remember: Remember) {
        if remember == Remember::Tab && self.has_storage() {
            store(&connection);
        }
        let mut list = List::default();
        let next = list.arrived(first, TEXT_ORDER);
        self.list.set(list);
        let number = self.next_number();
        self.session.set(Some(Session { number, connection, account_name: None }));
        self.learn_account_name();
        if next.is_some() {
            self.read_on(next);
        }
    }

    /// The connection that this tab remembers, where the host lets the panel use its storage.
    pub fn stored_connection(self) -> Option<Connecting> {
        self.has_storage().then(stored).flatten()
    }

    fn has_storage(self) -> bool {
        self.options.with_value(|options| options.tab_storage)
    }

    /// Forgets everything; what is still under way is nothing to whoever comes next.
    pub fn sign_out(self) {
        if self.has_storage() {
            forget();
        }
        if let Some(Session { connection, .. }) = self.session.get_untracked() {
            self.options.update_value(|options| {
                options.server = Some(connection.root.as_str().to_owned());
                options.account_id = Some(connection.account.as_str().to_owned());
            });
        }
        self.session.set(None);
        self.token_given(None);
        self.list.set(List::default());
        self.opened.set_value(None);
        self.unsaved.set(Unsaved::Nothing);
        self.leaving.set(None);
        self.waiting.set(None);
        self.notice.set(String::new());
        self.go_at_once(Route::List);
    }

    /// The token of the session of this number, where it is still the one that is signed in.
    fn token(self, number: u32) -> Option<AuthToken> {
        let session = self.session.try_get_untracked().flatten()?;
        (session.number == number).then_some(session.connection.token)
    }

    /// Waits until somebody gave a token in the place of `refused`; `false` where they gave up or signed out.
    pub async fn renewed(self, number: u32, refused: &AuthToken) -> bool {
        let Some(token) = self.token(number) else { return false };
        if token != *refused {
            return true;
        }
        self.token_asked.try_set(true);
        let answered = Promise::new(&mut |resolve, _| {
            self.waiters.try_update_value(|waiters| waiters.0.push(resolve));
        });
        drop(JsFuture::from(answered).await);
        self.token(number).is_some_and(|token| token != *refused)
    }

    /// Lets the waiting calls go on with a new token, or, without one, give up.
    pub fn token_given(self, token: Option<AuthToken>) {
        if let Some(token) = token {
            self.session.update(|session| {
                if let Some(session) = session {
                    session.connection.token = token;
                    if self.stored_connection().is_some() {
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

fn forget() {
    if let Some(storage) = browser::tab_storage() {
        drop(storage.remove_item(STORAGE_KEY));
    }
}
