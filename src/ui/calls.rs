//! The calls of one session, made in nobody else's name.
//!
//! A 401 asks for a token, once for any number of waiting calls, and then each goes on: a refused token means that nothing
//! was done. A 429 is waited out, for the same reason.

use std::time::Duration;

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    api::{
        Endpoint, Failure, Refused, client,
        reply::{self, Fetched, Raw},
    },
    domain::{AccountId, ApiRoot, AuthToken, EntityTag, FaxboxId},
    state::{Call, Connection, Reply},
    ui::{browser, panel::Panel},
};

/// How long a 429 is waited out, the first time, the second, the third. Then the person is told.
const PATIENCE_SECONDS: [u32; 3] = [2, 4, 8];

/// What one session may ask. It goes on in that session's name, and once that has ended it asks nothing more.
#[derive(Clone)]
pub struct Calls {
    panel: Panel,
    number: u32,
    account: AccountId,
}

impl Panel {
    /// The calls of whoever is signed in.
    pub fn calls(self) -> Option<Calls> {
        let session = self.session.try_get_untracked().flatten()?;
        Some(Calls { panel: self, number: session.number, account: session.connection.account })
    }

    /// Sends a call, and waits where the server asks for patience.
    ///
    /// # Errors
    /// No answer: see [`client::send`]. Every answer, whatever its status, is handed on unread.
    pub async fn send(self, root: &ApiRoot, token: &AuthToken, endpoint: &Endpoint) -> Result<Raw, Failure> {
        let mut patience = PATIENCE_SECONDS.into_iter();
        loop {
            let raw = client::send(root, token, endpoint).await?;
            match patience.next() {
                Some(seconds) if raw.status == 429 => {
                    self.waiting.try_set(Some(seconds));
                    browser::sleep(Duration::from_secs(seconds.into())).await;
                    self.waiting.try_set(None);
                }
                _ => return Ok(raw),
            }
        }
    }
}

impl Calls {
    /// Whose faxboxes.
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// Whether the session is still the one that is signed in.
    pub fn are_current(&self) -> bool {
        self.connection().is_ok()
    }

    fn connection(&self) -> Result<Connection, Failure> {
        let session = self.panel.session.try_get_untracked().flatten();
        let session = session.filter(|session| session.number == self.number);
        session.map(|session| session.connection).ok_or_else(|| Failure::SignedOut(Refused::default()))
    }

    /// Sends a call in the session's name.
    ///
    /// # Errors
    /// No answer: see [`client::send`]; the session has ended: [`Failure::SignedOut`]. Every answer, whatever its status, is
    /// handed on unread.
    pub async fn call(&self, endpoint: &Endpoint) -> Result<Raw, Failure> {
        loop {
            let Connection { root, token, .. } = self.connection()?;
            let raw = self.panel.send(&root, &token, endpoint).await?;
            self.connection()?;
            if raw.status != 401 || !self.panel.renewed(self.number, &token).await {
                return Ok(raw);
            }
        }
    }

    /// Fetches a faxbox.
    ///
    /// # Errors
    /// See [`reply::fetched`].
    pub async fn fetch(&self, id: &FaxboxId) -> Result<Fetched, Failure> {
        reply::fetched(&self.call(&Endpoint::fetch(&self.account, id)).await?)
    }

    /// Removes a faxbox.
    ///
    /// # Errors
    /// See [`reply::removed`].
    pub async fn remove(&self, id: &FaxboxId, tag: Option<&EntityTag>) -> Result<(), Failure> {
        reply::removed(&self.call(&Endpoint::remove(&self.account, id, tag)).await?)
    }

    /// Makes the call that a save wants.
    pub async fn perform(&self, call: Call) -> Reply {
        let endpoint = match call {
            Call::Fetch(id) => return Reply::Fetched(self.fetch(&id).await),
            Call::Search => return Reply::Rows(self.all_rows().await),
            Call::Create(document, consent) => Endpoint::create(&self.account, &document, consent),
            Call::Change(id, document, tag) => Endpoint::change(&self.account, &id, &document, tag.as_ref()),
            Call::Update(id, body, tag) => Endpoint::update(&self.account, &id, &body, tag.as_ref()),
        };
        Reply::Written(self.call(&endpoint).await.and_then(|raw| reply::written(&raw)))
    }

    async fn all_rows(&self) -> Result<Vec<Value>, Failure> {
        let (mut rows, mut start_keys) = (Vec::new(), Vec::new());
        loop {
            let start_key: Option<&String> = start_keys.last();
            let page = self.call(&Endpoint::list(&self.account, start_key.map(String::as_str))).await?;
            let page = reply::page(&page)?;
            rows.extend(page.rows);
            match page.next_start_key {
                Some(next) if !start_keys.contains(&next) => start_keys.push(next),
                _ => return Ok(rows),
            }
        }
    }
}
