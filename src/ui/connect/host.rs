//! Connecting with the host's token: nobody is asked, and no token is in any control.

use leptos::{prelude::*, task};

use crate::{
    api::Failure,
    domain::{AccountId, ApiRoot},
    state::{Connection, FormProblems},
    ui::teller::SignedOut,
};

use super::{Attempt, Connect};

impl Connect {
    /// Connects with the host's token, and with another one where that is refused.
    pub(super) fn connect_by_host(self) {
        self.begin();
        self.problems.set(FormProblems::default());
        task::spawn_local(async move {
            let texts = self.texts.try_get_untracked().unwrap_or_default();
            let mut refused: Option<(Connection, Failure)> = None;
            let before = |refused: &Option<(Connection, Failure)>| Some(refused.as_ref()?.0.token.clone());
            let mine = self.panel.next_number();
            self.newest.try_set_value(mine);
            let is_mine = || self.newest.try_get_value() == Some(mine);
            while let Some(token) = self.panel.ask_token(before(&refused).as_ref()).await {
                let target = (ApiRoot::parse(&texts.server), AccountId::parse(&texts.account_id));
                let (root, account) = match target {
                    (Ok(root), Ok(account)) => (root, account),
                    (root, account) => {
                        let (server, account_id) = (root.err(), account.err());
                        self.problems.try_set(FormProblems { server, account_id, auth_token: None });
                        break;
                    }
                };
                let connection = Connection { root, account, token };
                let first = self.first_page(&connection).await;
                if !is_mine() {
                    return;
                }
                match first {
                    Ok(page) => {
                        self.signed_in(connection, page);
                        return;
                    }
                    Err(failure @ Failure::SignedOut(_)) if refused.is_none() => {
                        refused = Some((connection, failure));
                    }
                    Err(failure) => return self.failed(&connection.root, failure).await,
                }
            }
            match refused {
                Some((connection, failure)) if is_mine() => self.failed(&connection.root, failure).await,
                None if is_mine() => self.end(),
                _ => {}
            }
        });
    }

    /// Tells the host that there is nothing more to be seen than this.
    pub(super) fn settled(self) {
        let is_over = !self.attempt.with(Attempt::is_trying);
        if is_over {
            self.panel.tell_connect();
        }
        if is_over && !self.panel.has_form() {
            self.panel.tell_signed_out(SignedOut::Token);
        }
    }
}
