//! Words of signing in by password or API key.

use crate::{
    domain::CredentialsError,
    state::{SignInControl, Way},
};

use super::{Message, messages};

messages! {
    WAYS = "Connect with";
    SIGN_IN = "Sign in";
    SIGNING_IN = "Signing in…";
    PROMISE = "This server gives a token for it, and the next one when that expires. The password is sent as a hash; hash and key stay in this page’s memory.";
    ACCOUNT_HELP = "Its name, its realm as acme.example.com, or one of its phone numbers.";
    WRONG_CREDENTIALS = "The server does not know this user of this account, or the password is another one. It does not tell which. Capitals count in both.";
    UNKNOWN_KEY = "Nobody on this server has this API key. Capitals count.";
    DISABLED = "The account is disabled. Only its operator can turn it on again.";
    EXPIRED = "The account was a trial, and it has ended. Only its operator can renew it.";
}

/// What a way is called.
pub const fn way(way: Way) -> Message {
    messages! {
        TOKEN = "Token";
        PASSWORD = "Password";
        API_KEY = "API key";
    }
    match way {
        Way::Token => TOKEN,
        Way::Password => PASSWORD,
        Way::ApiKey => API_KEY,
    }
}

/// What a control is called.
pub const fn label(control: SignInControl) -> Message {
    messages! {
        ACCOUNT = "Account";
        USER = "User name";
        PASSWORD = "Password";
        API_KEY = "API key";
    }
    match control {
        SignInControl::Account => ACCOUNT,
        SignInControl::User => USER,
        SignInControl::Password => PASSWORD,
        SignInControl::ApiKey => API_KEY,
    }
}

/// What is wrong with a control.
pub const fn problem(control: SignInControl, error: CredentialsError) -> Message {
    messages! {
        NO_ACCOUNT = "Enter the account";
        NO_USER = "Enter the user’s name";
        NO_PASSWORD = "Enter the password";
        NO_KEY = "Enter an API key";
        COLON = "A user’s name has no colon: the password goes below";
        SHORT = "An API key has 64 characters: copy all of it";
    }
    match (error, control) {
        (CredentialsError::Colon, _) => COLON,
        (CredentialsError::Short, _) => SHORT,
        (CredentialsError::Empty, SignInControl::Account) => NO_ACCOUNT,
        (CredentialsError::Empty, SignInControl::User) => NO_USER,
        (CredentialsError::Empty, SignInControl::Password) => NO_PASSWORD,
        (CredentialsError::Empty, SignInControl::ApiKey) => NO_KEY,
    }
}
