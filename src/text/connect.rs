//! Words of connecting.

use crate::{
    domain::{AccountIdError, ApiRootError, AuthTokenError},
    state::Check,
};

use super::{Message, messages};

messages! {
    LEAD = "Connect to the server that holds your faxboxes";
    SERVER = "Server";
    ACCOUNT_ID = "Account ID";
    AUTH_TOKEN = "Token";
    KEEP = "Keep me signed in in this tab";
    CONNECT = "Connect";
    CONNECTING = "Connecting…";
    PROMISE = "The token stays in this tab and goes to this server alone.";
    WITHHELD = "Nobody is signed in here. Sign in on the page around this panel.";
    CONFIG_FAILED = "The defaults of this page could not be read (config.json). Everything can be typed by hand.";
    ACCOUNT_WAY_OUT = "Check the ID: it must be copied whole, usually 32 digits and letters from a to f.";
    TRYING = "Asking the server…";
    CHECKS = "Checks";
    PASSED = "passed";
    FAILED = "failed";
}

/// What a check looks at, as it reads once it was made.
pub const fn check(check: Check, passed: bool) -> Message {
    messages! {
        ADDRESS_OK = "The address can be asked";
        ADDRESS_BAD = "The browser does not let this page ask there";
        REACH_OK = "The server answers, and lets this page in (CORS)";
        REACH_BAD = "No answer that this page may read";
        API_OK = "It speaks the faxbox API";
        API_BAD = "Something answered that is not the faxbox API";
        READY_OK = "It can answer now";
        READY_BAD = "It cannot answer now";
        ACCOUNT_OK = "The account exists";
        ACCOUNT_BAD = "No such account on this server";
        TOKEN_OK = "The token is accepted";
        TOKEN_BAD = "The token is refused";
        RIGHT_OK = "The token may see this account";
        RIGHT_BAD = "The token is another account’s, or may not do this";
    }
    match (check, passed) {
        (Check::Address, true) => ADDRESS_OK,
        (Check::Address, false) => ADDRESS_BAD,
        (Check::Reach, true) => REACH_OK,
        (Check::Reach, false) => REACH_BAD,
        (Check::Api, true) => API_OK,
        (Check::Api, false) => API_BAD,
        (Check::Ready, true) => READY_OK,
        (Check::Ready, false) => READY_BAD,
        (Check::Account, true) => ACCOUNT_OK,
        (Check::Account, false) => ACCOUNT_BAD,
        (Check::Token, true) => TOKEN_OK,
        (Check::Token, false) => TOKEN_BAD,
        (Check::Right, true) => RIGHT_OK,
        (Check::Right, false) => RIGHT_BAD,
    }
}

/// What is wrong with the typed server.
pub const fn server(error: ApiRootError) -> Message {
    messages! {
        EMPTY = "Enter the address of the API";
        NO_SCHEME = "Begin with https:// or http://";
        NO_HOST = "A host must follow, as in https://api.example/v2";
        BLANK = "An address has no blanks";
        CREDENTIALS = "Leave the user name out: the token goes below";
        QUERY = "End with the path, as /v2: no ? and no #";
    }
    match error {
        ApiRootError::Empty => EMPTY,
        ApiRootError::NoScheme => NO_SCHEME,
        ApiRootError::NoHost => NO_HOST,
        ApiRootError::Blank => BLANK,
        ApiRootError::Credentials => CREDENTIALS,
        ApiRootError::QueryOrFragment => QUERY,
    }
}

/// What is wrong with the typed account.
pub const fn account_id(error: AccountIdError) -> Message {
    messages! {
        EMPTY = "Enter the ID of the account";
        STRAY = "Only the ID itself: no blanks, no slashes";
    }
    match error {
        AccountIdError::Empty => EMPTY,
        AccountIdError::Stray => STRAY,
    }
}

/// What is wrong with the typed token.
pub const fn auth_token(error: AuthTokenError) -> Message {
    messages! {
        EMPTY = "Enter a token";
        NOT_A_HEADER = "A character in it cannot be part of a token: copy it again";
    }
    match error {
        AuthTokenError::Empty => EMPTY,
        AuthTokenError::NotAHeaderValue => NOT_A_HEADER,
    }
}
