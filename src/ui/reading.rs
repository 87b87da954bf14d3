//! Reading the list, page by page, and the account's own name.

use leptos::{prelude::*, task};

use crate::{
    api::{Endpoint, reply},
    state::{List, Loading},
    ui::{browser::TEXT_ORDER, panel::Panel},
};

impl Panel {
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

    /// Reads on from a page. A reading that was begun later, or another session, ends this one.
    pub fn read_on(self, mut start_key: Option<String>) {
        let Some(calls) = self.calls() else { return };
        let mine = self.next_number();
        self.reading.set_value(mine);
        task::spawn_local(async move {
            loop {
                let answer = calls.call(&Endpoint::list(calls.account(), start_key.as_deref())).await;
                let page = answer.and_then(|raw| reply::page(&raw));
                if self.reading.try_get_value() != Some(mine) || !calls.are_current() {
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
        self.list.with(|list| matches!(list.loading, Loading::Done))
    }

    /// Asks for the account's own name: a bonus, whose failure is of no interest.
    pub fn learn_account_name(self) {
        let Some(calls) = self.calls() else { return };
        task::spawn_local(async move {
            let Ok(raw) = calls.call(&Endpoint::account(calls.account())).await else { return };
            if let Some(name) = reply::account_name(&raw)
                && calls.are_current()
            {
                self.session.try_update(|session| {
                    if let Some(session) = session {
                        session.account_name = Some(name);
                    }
                });
            }
        });
    }
}
