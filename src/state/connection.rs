use std::fmt;

use crate::{
    api::Failure,
    domain::{AccountId, AccountIdError, ApiRoot, ApiRootError, AuthToken, AuthTokenError},
};

/// Which server, which account, with which token: what every call needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Where the API begins.
    pub root: ApiRoot,
    /// Whose faxboxes.
    pub account: AccountId,
    /// The secret.
    pub token: AuthToken,
}

/// The three texts of the connect form.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Connecting {
    /// Typed into `server`.
    pub server: String,
    /// Typed into `account_id`.
    pub account_id: String,
    /// Typed into `auth_token`.
    pub auth_token: String,
}

/// What is wrong with the three texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormProblems {
    /// Of `server`.
    pub server: Option<ApiRootError>,
    /// Of `account_id`.
    pub account_id: Option<AccountIdError>,
    /// Of `auth_token`.
    pub auth_token: Option<AuthTokenError>,
}

impl fmt::Debug for Connecting {
    /// Without the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, account_id, .. } = self;
        f.debug_struct("Connecting")
            .field("server", server)
            .field("account_id", account_id)
            .finish_non_exhaustive()
    }
}

impl Connecting {
    /// Reads the three texts.
    ///
    /// # Errors
    /// What is wrong with each of them, all at once.
    pub fn parse(&self) -> Result<Connection, FormProblems> {
        let root = ApiRoot::parse(&self.server);
        let account = AccountId::parse(&self.account_id);
        let token = AuthToken::parse(&self.auth_token);
        match (root, account, token) {
            (Ok(root), Ok(account), Ok(token)) => Ok(Connection { root, account, token }),
            (root, account, token) => {
                Err(FormProblems { server: root.err(), account_id: account.err(), auth_token: token.err() })
            }
        }
    }
}

/// What is checked when connecting, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The browser may ask there at all.
    Address,
    /// Something answers and lets this page read it.
    Reach,
    /// It speaks this API.
    Api,
    /// It can answer now.
    Ready,
    /// The account exists.
    Account,
    /// The token is good.
    Token,
    /// The token may see this account.
    Right,
}

impl Check {
    /// In the order they are checked.
    pub const ALL: &[Self] =
        &[Self::Address, Self::Reach, Self::Api, Self::Ready, Self::Account, Self::Token, Self::Right];
}

/// How far connecting got: every check before `failed` passed, none after it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Checks {
    /// The one that failed, and why; nothing where all passed.
    pub failed: Option<(Check, Failure)>,
}

impl Checks {
    /// Reads them off the first page of the list: what decides is the list itself.
    ///
    /// The server judges the account before the token (contract, "What comes back").
    pub fn read(first_page: Result<(), Failure>) -> Self {
        let failed = first_page.err().map(|failure| {
            let check = match &failure {
                Failure::Blocked => Check::Address,
                Failure::Unreachable | Failure::Offline | Failure::Cors | Failure::TimedOut { .. } => {
                    Check::Reach
                }
                Failure::NotFound(_) => Check::Account,
                Failure::SignedOut(_) => Check::Token,
                Failure::Forbidden(_) => Check::Right,
                Failure::TooMany(_) | Failure::TooLarge(_) | Failure::Locked(_) | Failure::Trouble(_) => {
                    Check::Ready
                }
                _ => Check::Api,
            };
            (check, failure)
        });
        Self { failed }
    }

    /// Whether `check` passed; nothing where it was not made.
    pub fn passed(&self, check: Check) -> Option<bool> {
        let place = |check| Check::ALL.iter().position(|known| *known == check);
        match &self.failed {
            None => Some(true),
            Some((failed, _)) if *failed == check => Some(false),
            Some((failed, _)) => (place(check) < place(*failed)).then_some(true),
        }
    }
}
