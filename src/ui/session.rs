//! Who is signed in, and the calls that are made in their name.
//!
//! A 401 asks for a token, once for any number of waiting calls, and then each goes on: a refused token means that nothing
//! was done. A 429 is waited out, for the same reason.

use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::{prelude::*, task};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    api::{
        Endpoint, Failure, Refused, client,
        json::read as read_json,
        reply::{self, Fetched, Page, Raw, Written},
    },
    domain::{AccountId, AuthToken, FaxboxId},
    form::value::object,
    state::{Call, Connecting, Connection, List, Loading, Reply, Route},
    ui::{
        browser::{self, TEXT_ORDER},
        panel::Panel,
    },
};

/// How long a 429 is waited out, the first time, the second, the third. Then the person is told.
const PATIENCE_SECONDS: [u32; 3] = [2, 4, 8];

/// Where the tab's storage keeps the connection, where the person ticked that.
const STORAGE_KEY: &str = "faxbox-admin.connection";

/// Somebody who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
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
        self.session.set(Some(Session { connection, account_name: None }));
        self.learn_account_name();
        if let Some(next) = next {
            self.read_on(Some(next));
        }
    }

    /// The connection that this tab remembers, where the host lets the panel use its storage.
    pub fn stored_connection(self) -> Option<Connecting> {
        self.has_storage().then(stored).flatten()
    }

    fn has_storage(self) -> bool {
        self.options.with_value(|options| options.tab_storage)
    }

    /// Forgets everything.
    pub fn sign_out(self) {
        if self.has_storage() {
            forget();
        }
        self.reading.update_value(|reading| *reading = reading.wrapping_add(1));
        self.session.set(None);
        self.list.set(List::default());
        self.opened.set_value(None);
        self.unsaved.set(false);
        self.notice.set(String::new());
        self.go_at_once(Route::List);
    }

    /// Sends a call in the session's name.
    ///
    /// # Errors
    /// No answer: see [`client::send`]. Every answer, whatever its status, is handed on unread.
    pub async fn call(self, endpoint: &Endpoint) -> Result<Raw, Failure> {
        let mut patience = PATIENCE_SECONDS.into_iter();
        loop {
            let Some(Some(session)) = self.session.try_get_untracked() else {
                return Err(Failure::SignedOut(Refused::default()));
            };
            let Connection { root, token, .. } = &session.connection;
            let raw = client::send(root, token, endpoint).await?;
            match raw.status {
                401 if self.renewed(token).await => {}
                429 => match patience.next() {
                    Some(seconds) => self.wait(seconds).await,
                    None => return Ok(raw),
                },
                _ => return Ok(raw),
            }
        }
    }

    /// Fetches a faxbox.
    ///
    /// # Errors
    /// See [`reply::fetched`].
    pub async fn fetch(self, id: &FaxboxId) -> Result<Fetched, Failure> {
        reply::fetched(&self.call(&Endpoint::fetch(&self.account()?, id)).await?)
    }

    /// Makes the call that a save wants.
    pub async fn perform(self, call: Call) -> Reply {
        match call {
            Call::Fetch(id) => Reply::Fetched(self.fetch(&id).await),
            Call::Search => Reply::Rows(self.all_rows().await),
            write => Reply::Written(self.write(&write).await),
        }
    }

    async fn write(self, call: &Call) -> Result<Written, Failure> {
        let account = self.account()?;
        let endpoint = match call {
            Call::Create(document, consent) => Endpoint::create(&account, document, *consent),
            Call::Change(id, document, tag) => Endpoint::change(&account, id, document, tag.as_ref()),
            Call::Update(id, body, tag) => Endpoint::update(&account, id, body, tag.as_ref()),
            Call::Fetch(id) => Endpoint::fetch(&account, id),
            Call::Search => Endpoint::list(&account, None),
        };
        reply::written(&self.call(&endpoint).await?)
    }

    async fn all_rows(self) -> Result<Vec<Value>, Failure> {
        let account = self.account()?;
        let (mut rows, mut start_key) = (Vec::new(), None);
        loop {
            let page = reply::page(&self.call(&Endpoint::list(&account, start_key.as_deref())).await?)?;
            rows.extend(page.rows);
            match page.next_start_key {
                Some(next) if Some(&next) != start_key.as_ref() => start_key = Some(next),
                _ => return Ok(rows),
            }
        }
    }

    /// Whose faxboxes.
    ///
    /// # Errors
    /// Nobody is signed in: [`Failure::SignedOut`].
    pub fn account(self) -> Result<AccountId, Failure> {
        let session = self.session.try_get_untracked().flatten();
        session.map(|session| session.connection.account).ok_or(Failure::SignedOut(Refused::default()))
    }

    /// Reads the list from its beginning.
    pub fn read_list(self) {
        self.list.update(List::restart);
        self.read_on(None);
    }

    /// Goes on reading the list where it stopped.
    pub fn resume_list(self) {
        let start_key = self.list.try_update(List::resume_at).flatten();
        self.read_on(start_key);
    }

    fn read_on(self, mut start_key: Option<String>) {
        self.reading.update_value(|reading| *reading = reading.wrapping_add(1));
        let mine = self.reading.get_value();
        task::spawn_local(async move {
            let Ok(account) = self.account() else { return };
            loop {
                let answer = self.call(&Endpoint::list(&account, start_key.as_deref())).await;
                let page = answer.and_then(|raw| reply::page(&raw));
                if self.reading.try_get_value() != Some(mine) {
                    return;
                }
                let next = self.list.try_update(|list| match page {
                    Ok(page) => list.arrived(&page, TEXT_ORDER),
                    Err(failure) => {
                        list.failed(failure);
                        None
                    }
                });
                match next.flatten() {
                    Some(next) => start_key = Some(next),
                    None => return,
                }
            }
        });
    }

    /// Whether every faxbox has been read.
    pub fn list_is_complete(self) -> bool {
        self.list.with(|list| list.loading == Loading::Done)
    }

    fn learn_account_name(self) {
        task::spawn_local(async move {
            let Ok(account) = self.account() else { return };
            let Ok(raw) = self.call(&Endpoint::account(&account)).await else { return };
            let name = reply::account_name(&raw);
            self.session.try_update(|session| {
                if let Some(session) = session {
                    session.account_name = name;
                }
            });
        });
    }

    /// Waits, and says so.
    async fn wait(self, seconds: u32) {
        self.waiting.try_set(Some(seconds));
        browser::sleep(Duration::from_secs(seconds.into())).await;
        self.waiting.try_set(None);
    }

    /// Waits until somebody gave a token in the place of `refused`; `false` where they gave up.
    async fn renewed(self, refused: &AuthToken) -> bool {
        let token = || Some(self.session.try_get_untracked()??.connection.token);
        if token().is_some_and(|token| token != *refused) {
            return true;
        }
        self.token_asked.try_set(true);
        let answered = Promise::new(&mut |resolve, _| {
            self.waiters.try_update_value(|waiters| waiters.0.push(resolve));
        });
        drop(JsFuture::from(answered).await);
        token().is_some_and(|token| token != *refused)
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
    let stored = read_json(&text)?;
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
