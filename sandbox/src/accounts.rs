//! The accounts that every sandbox has, with tokens that everybody may know.

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
    /// Whether each faxbox that is created asks `402 accept charges` (contract, "What comes back").
    pub charges: bool,
}

/// The account whose number of faxboxes is chosen at the start.
pub const ACME: Account = Account {
    id: "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
    name: "Acme Logistics",
    realm: "acme.sandbox.example",
    timezone: "America/Los_Angeles",
    token: "sandbox-token-acme",
    charges: false,
};

/// An account with a handful of faxboxes.
pub const BIRCH: Account = Account {
    id: "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2",
    name: "Birch & Sons",
    realm: "birch.sandbox.example",
    timezone: "Europe/Berlin",
    token: "sandbox-token-birch",
    charges: false,
};

/// An account whose faxboxes cost money.
pub const COSTLY: Account = Account {
    id: "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3",
    name: "Costly Fax",
    realm: "costly.sandbox.example",
    timezone: "Asia/Tokyo",
    token: "sandbox-token-costly",
    charges: true,
};

/// An account without a faxbox.
pub const BLANK: Account = Account {
    id: "d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4",
    name: "Blank Slate",
    realm: "blank.sandbox.example",
    timezone: "Etc/UTC",
    token: "sandbox-token-blank",
    charges: false,
};

/// Every account there is.
pub const ACCOUNTS: [Account; 4] = [ACME, BIRCH, COSTLY, BLANK];

/// The account of this id.
pub fn by_id(id: &str) -> Option<&'static Account> {
    ACCOUNTS.iter().find(|account| account.id == id)
}

/// The account that this token opens.
pub fn by_token(token: &str) -> Option<&'static Account> {
    ACCOUNTS.iter().find(|account| account.token == token)
}
