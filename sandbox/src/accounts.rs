//! The accounts that every sandbox has, with tokens, passwords and keys that everybody may know.

/// An account of the sandbox and the token that opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// 32 hexadecimal digits.
    pub id: &'static str,
    /// What a heading shows.
    pub name: &'static str,
    /// The SIP realm; nothing but a text here.
    pub realm: &'static str,
    /// The IANA name of the account's time zone.
    pub timezone: &'static str,
    /// The value of `X-Auth-Token` that opens this account and no other.
    pub token: &'static str,
    /// The password of its one user, [`USER`].
    pub password: &'static str,
    /// The key of `api_auth`, 64 characters.
    pub api_key: &'static str,
    /// A phone number of its own, by which a user may name it.
    pub phone_number: &'static str,
    /// Whether each faxbox that is created asks `402 accept charges` (contract, "What comes back").
    pub charges: bool,
}

/// The user of every account.
pub const USER: &str = "admin";

/// Stands between an account's own token and the number of a token that signing in gave.
const ISSUED: char = '~';

/// The account whose number of faxboxes is chosen at the start.
pub const ACME: Account = Account {
    id: "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
    name: "Acme Logistics",
    realm: "acme.sandbox.example",
    timezone: "America/Los_Angeles",
    token: "sandbox-token-acme",
    password: "sandbox-password-acme",
    api_key: "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
    phone_number: "+15555550100",
    charges: false,
};

/// An account with a handful of faxboxes.
pub const BIRCH: Account = Account {
    id: "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2",
    name: "Birch & Sons",
    realm: "birch.sandbox.example",
    timezone: "Europe/Berlin",
    token: "sandbox-token-birch",
    password: "sandbox-password-birch",
    api_key: "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2",
    phone_number: "+15555550200",
    charges: false,
};

/// An account whose faxboxes cost money.
pub const COSTLY: Account = Account {
    id: "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3",
    name: "Costly Fax",
    realm: "costly.sandbox.example",
    timezone: "Asia/Tokyo",
    token: "sandbox-token-costly",
    password: "sandbox-password-costly",
    api_key: "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3",
    phone_number: "+15555550300",
    charges: true,
};

/// An account without a faxbox.
pub const BLANK: Account = Account {
    id: "d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4",
    name: "Blank Slate",
    realm: "blank.sandbox.example",
    timezone: "Etc/UTC",
    token: "sandbox-token-blank",
    password: "sandbox-password-blank",
    api_key: "d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4",
    phone_number: "+15555550400",
    charges: false,
};

/// Every account there is.
pub const ACCOUNTS: [Account; 4] = [ACME, BIRCH, COSTLY, BLANK];

/// The account of this id.
pub fn by_id(id: &str) -> Option<&'static Account> {
    ACCOUNTS.iter().find(|account| account.id == id)
}

/// The account that this token opens: its own, or one that signing in gave.
pub fn by_token(token: &str) -> Option<&'static Account> {
    let own = token.split_once(ISSUED).map_or(token, |(own, _)| own);
    ACCOUNTS.iter().find(|account| account.token == own)
}

/// The token number `number` that signing in to `account` gives.
pub fn issue(account: &Account, number: u64) -> String {
    format!("{}{ISSUED}{number}", account.token)
}

/// The number of a token that signing in gave.
pub fn issued_number(token: &str) -> Option<u64> {
    token.split_once(ISSUED)?.1.parse().ok()
}
