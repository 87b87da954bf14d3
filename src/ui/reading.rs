//! Reading the list, page by page, and the account's own name.

use leptos::{prelude::*, task};

use crate::{
    api::{Endpoint, reply},
    state::Loading,
    text::shell as words,
    ui::{
        browser,
        chunk::{From, load_tools},
        panel::Panel,
    },
};

impl Panel {
    /// Reads the list, once the file is there that does it. Where it does not come, that is said.
    pub fn read(self, from: From) {
        task::spawn_local(async move {
            // After the first rows, which are more urgent.
            browser::painted().await;
            match load_tools().await {
                Ok(part) => {
                    if self.tools.try_with_untracked(Option::is_none) == Some(true) {
                        self.tools.set(Some(part));
                    }
                    (part.read)(self, from);
                }
                Err(_) => drop(self.notice.try_set(words::PART_MISSING.get().to_owned())),
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
            browser::painted().await;
            let Ok(raw) = calls.call(&Endpoint::account(calls.account())).await else { return };
            let Some(name) = reply::account_name(&raw) else { return };
            // The way out stands behind it.
            self.released().await;
            if calls.are_current() {
                self.session.try_update(|session| {
                    if let Some(session) = session {
                        session.account_name = Some(name);
                    }
                });
            }
        });
    }
}
