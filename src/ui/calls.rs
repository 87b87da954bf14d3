//! The calls of one session, made in nobody else's name.
//!
//! A 401 asks for a token, once for any number of waiting calls, and then each goes on: a refused token means that nothing
//! was done. A 429 is waited out, for the same reason.

use std::time::Duration;

use leptos::prelude::*;
use serde_json::Value;
use web_sys::AbortSignal;

use crate::{
    api::{
        Endpoint, Failure, Method, Refused, client,
        reply::{self, Fetched, Page, Raw, Written},
        retry::{backoff, patience},
    },
    domain::{AccountId, ApiRoot, AuthToken, EntityTag, FaxboxId},
    state::{Ask, Call, Connection, Heard, PageAsk, Pages, Reply, Turn},
    ui::{
        browser,
        panel::Panel,
        teller::{Teller, about},
        trace::{Phase, measured},
    },
};

/// How often one call goes on with another token: who gives one that is refused again and again will not be asked for ever.
const RENEWALS_MAX: u32 = 5;

/// What is done about a 429.
#[derive(Clone, Copy)]
enum Patience {
    /// It is waited out.
    Waits,
    /// It is an answer like any other: a run waits in its own way.
    None,
}

/// What one session may ask. It goes on in that session's name, and once that has ended it asks nothing more.
#[derive(Clone)]
pub struct Calls {
    panel: Panel,
    number: u32,
    account: AccountId,
    teller: Option<Teller>,
    /// What ends its reads before they have come.
    until: Option<AbortSignal>,
}

impl Panel {
    /// The calls of whoever is signed in.
    pub fn calls(self) -> Option<Calls> {
        let session = self.session.try_get_untracked().flatten()?;
        let (account, teller) = (session.connection.account, self.teller());
        Some(Calls { panel: self, number: session.number, account, teller, until: None })
    }

    /// Sends a call, and waits where the server asks for patience.
    ///
    /// # Errors
    /// No answer: see [`client::send`]. Every answer, whatever its status, is handed on unread.
    pub async fn send(
        self,
        root: &ApiRoot,
        token: Option<&AuthToken>,
        endpoint: &Endpoint,
        until: Option<&AbortSignal>,
    ) -> Result<Raw, Failure> {
        let mut before = 0;
        loop {
            let answer = client::send(root, token, endpoint, self.read_deadline(until)).await;
            self.speak();
            let raw = answer?;
            match patience(before, raw.retry_after) {
                Some(seconds) if raw.status == 429 => {
                    self.waiting.try_set(Some(seconds));
                    browser::sleep(Duration::from_secs(seconds.into())).await;
                    self.waiting.try_set(None);
                    before += 1;
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
        self.sent(endpoint, Patience::Waits).await
    }

    /// Sends a call, with another token where one was refused.
    async fn sent(&self, endpoint: &Endpoint, patience: Patience) -> Result<Raw, Failure> {
        let mut renewals = 0;
        loop {
            let Connection { root, token, .. } = self.connection()?;
            let raw = match patience {
                Patience::Waits => {
                    self.panel.send(&root, Some(&token), endpoint, self.until.as_ref()).await?
                }
                Patience::None => {
                    client::send(&root, Some(&token), endpoint, self.panel.read_deadline(None)).await?
                }
            };
            if self.is_last(&raw, endpoint, &token).await? || renewals == RENEWALS_MAX {
                return Ok(raw);
            }
            renewals += 1;
        }
    }

    /// Whether an answer stands. A read's is nobody's any more where the session has ended; a write's still tells what became of it.
    async fn is_last(&self, raw: &Raw, endpoint: &Endpoint, token: &AuthToken) -> Result<bool, Failure> {
        if endpoint.method == Method::Get {
            self.connection()?;
        }
        Ok(raw.status != 401 || !self.panel.renewed(self.number, token).await)
    }

    /// Makes the call that a run wants, and tells how many more the server would take. A 429 is the run's to wait out.
    pub async fn ask(&self, ask: Ask) -> (Heard, Option<u64>) {
        let removed = if let Ask::Remove(id, _) = &ask { Some(id.clone()) } else { None };
        let (endpoint, read): (_, fn(&Raw) -> Heard) = match ask {
            // A list is not the run's to slow down: it is read once, to find what became of a create.
            Ask::Call(Call::Search) => return (Heard::Reply(self.perform(Call::Search).await), None),
            Ask::Remove(id, tag) => (Endpoint::remove(&self.account, &id, tag.as_ref()), |raw| {
                Heard::Removed(reply::removed(raw))
            }),
            Ask::Call(Call::Fetch(id)) => {
                (Endpoint::fetch(&self.account, &id), |raw| Heard::Reply(Reply::Fetched(reply::fetched(raw))))
            }
            Ask::Call(Call::Create(document, consent)) => {
                (Endpoint::create(&self.account, &document, consent), written)
            }
            Ask::Call(Call::Change(id, document, tag)) => {
                (Endpoint::change(&self.account, &id, &document, tag.as_ref()), written)
            }
            Ask::Call(Call::Update(id, body, tag)) => {
                (Endpoint::update(&self.account, &id, &body, tag.as_ref()), written)
            }
        };
        match self.sent(&endpoint, Patience::None).await {
            Ok(raw) => {
                let heard = read(&raw);
                match (&heard, &removed) {
                    (Heard::Reply(Reply::Written(written)), _) => self.tell(endpoint.method, written),
                    (Heard::Removed(reply), Some(id)) => self.tell_removed(id, reply),
                    _ => {}
                }
                (heard, reply::tokens_remaining(&raw))
            }
            Err(failure) => (Heard::failed(&endpoint, failure), None),
        }
    }

    /// Tells the host what a write did, whoever has gone meanwhile.
    fn tell(&self, method: Method, written: &Result<Written, Failure>) {
        if let (Some(teller), Ok(Written { id, document })) = (&self.teller, written) {
            let event = if method == Method::Put { "created" } else { "changed" };
            teller.tell(event, &about(id, Some(document)));
        }
    }

    /// Tells the host of a write whose answer was lost, and which was found to have happened.
    pub fn tell_found(&self, is_new: bool, id: &FaxboxId, document: &Value) {
        let method = if is_new { Method::Put } else { Method::Post };
        self.tell(method, &Ok(Written { id: id.clone(), document: document.clone() }));
    }

    /// Tells the host that a faxbox is gone: by this removal, or before it.
    pub fn tell_removed(&self, id: &FaxboxId, removed: &Result<(), Failure>) {
        if let (Some(teller), Ok(()) | Err(Failure::NotFound(_))) = (&self.teller, removed) {
            teller.tell("removed", &about(id, None));
        }
    }

    /// The same calls, whose reads end with `until`; what is written is not called back.
    pub fn until(self, until: AbortSignal) -> Self {
        Self { until: Some(until), ..self }
    }

    /// Whether its reads were ended: what comes of one then is nothing to anybody.
    pub fn have_ended(&self) -> bool {
        self.until.as_ref().is_some_and(AbortSignal::aborted)
    }

    /// Fetches a faxbox, again where it may come then.
    ///
    /// # Errors
    /// See [`reply::fetched`].
    pub async fn fetch(&self, id: &FaxboxId) -> Result<Fetched, Failure> {
        let endpoint = Endpoint::fetch(&self.account, id);
        let mut before = 0;
        loop {
            let failure = match self.call(&endpoint).await.and_then(|raw| reply::fetched(&raw)) {
                Err(failure) => failure,
                fetched => return fetched,
            };
            match backoff(before, &failure) {
                Some(milliseconds) if !self.have_ended() => browser::rest(milliseconds).await,
                _ => return Err(failure),
            }
            before += 1;
        }
    }

    /// Removes a faxbox.
    ///
    /// # Errors
    /// See [`reply::removed`].
    pub async fn remove(&self, id: &FaxboxId, tag: Option<&EntityTag>) -> Result<(), Failure> {
        let removed = reply::removed(&self.call(&Endpoint::remove(&self.account, id, tag)).await?);
        self.tell_removed(id, &removed);
        removed
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
        let written = self.call(&endpoint).await.and_then(|raw| reply::written(&raw));
        self.tell(endpoint.method, &written);
        Reply::Written(written)
    }

    /// Asks for a page of the list.
    ///
    /// # Errors
    /// See [`reply::page`].
    pub async fn page(&self, ask: &PageAsk) -> Result<Page, Failure> {
        let endpoint = Endpoint::list(&self.account, ask.rows, ask.start_key.as_deref());
        let raw = self.call(&endpoint).await?;
        let mut read = reply::page_in_pieces(&raw);
        browser::in_pieces(|| measured(Phase::Page, &mut read)).await
    }

    async fn all_rows(&self) -> Result<Vec<Value>, Failure> {
        let (mut rows, mut pages) = (Vec::new(), Pages::default());
        loop {
            let turn = match self.page(pages.ask()).await {
                Ok(page) => {
                    let turn = pages.came(&page);
                    rows.extend(page.rows);
                    turn
                }
                Err(failure) => pages.failed(failure),
            };
            match turn {
                Turn::Ask => {}
                Turn::Wait(milliseconds) => browser::rest(milliseconds).await,
                Turn::Done => return Ok(rows),
                Turn::Failed(failure) => return Err(failure),
            }
        }
    }
}

fn written(raw: &Raw) -> Heard {
    Heard::Reply(Reply::Written(reply::written(raw)))
}
