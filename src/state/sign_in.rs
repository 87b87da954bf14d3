use std::fmt;

use zeroize::Zeroizing;

use crate::domain::{AccountName, Credentials, CredentialsError};

/// With what somebody connects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// A token that they have.
    #[default]
    Token,
    /// A user's name and password, for which the server gives a token.
    Password,
    /// An API key, for which the server gives a token.
    ApiKey,
}

impl Way {
    /// In the order they are offered.
    pub const ALL: &[Self] = &[Self::Token, Self::Password, Self::ApiKey];
}

/// A control of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInControl {
    /// Which account, by name, realm or phone number.
    Account,
    /// The user's name.
    User,
    /// The password.
    Password,
    /// The API key.
    ApiKey,
}

impl SignInControl {
    /// Those that a way asks for, in order.
    pub const fn of(way: Way) -> &'static [Self] {
        match way {
            Way::Token => &[],
            Way::Password => &[Self::Account, Self::User, Self::Password],
            Way::ApiKey => &[Self::ApiKey],
        }
    }
}

/// What is typed to sign in. The secrets are wiped when it is dropped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SigningIn {
    /// Typed into [`SignInControl::Account`].
    pub account: String,
    /// Typed into [`SignInControl::User`].
    pub user: String,
    /// Typed into [`SignInControl::Password`].
    pub password: Zeroizing<String>,
    /// Typed into [`SignInControl::ApiKey`].
    pub api_key: Zeroizing<String>,
}

impl fmt::Debug for SigningIn {
    /// Without the secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { account, user, .. } = self;
        f.debug_struct("SigningIn").field("account", account).field("user", user).finish_non_exhaustive()
    }
}

impl SigningIn {
    /// What stands in a control.
    pub fn text(&self, control: SignInControl) -> &str {
        match control {
            SignInControl::Account => &self.account,
            SignInControl::User => &self.user,
            SignInControl::Password => &self.password,
            SignInControl::ApiKey => &self.api_key,
        }
    }

    /// Takes over what was typed.
    pub fn set(&mut self, control: SignInControl, text: String) {
        match control {
            SignInControl::Account => self.account = text,
            SignInControl::User => self.user = text,
            SignInControl::Password => self.password = Zeroizing::new(text),
            SignInControl::ApiKey => self.api_key = Zeroizing::new(text),
        }
    }

    /// Drops the secrets: they have been used, and are not needed again.
    pub fn forget(&mut self) {
        self.password = Zeroizing::default();
        self.api_key = Zeroizing::default();
    }

    /// Reads what a way asks for.
    ///
    /// # Errors
    /// What is wrong with each control, all at once; for [`Way::Token`] nothing is, and there is nothing to read.
    pub fn parse(&self, way: Way) -> Result<Credentials, Vec<(SignInControl, CredentialsError)>> {
        let wrong = |control: SignInControl| {
            let error = match control {
                SignInControl::Account => AccountName::parse(&self.account).err(),
                SignInControl::User => Credentials::user_name(&self.user).err(),
                SignInControl::Password => Credentials::password(&self.password).err(),
                SignInControl::ApiKey => Credentials::api_key(&self.api_key).err(),
            };
            error.map(|error| (control, error))
        };
        let problems = || SignInControl::of(way).iter().filter_map(|control| wrong(*control)).collect();
        match way {
            Way::Token => Err(Vec::new()),
            Way::ApiKey => Credentials::api_key(&self.api_key).map_err(|_| problems()),
            Way::Password => AccountName::parse(&self.account)
                .and_then(|account| Credentials::user(&self.user, &self.password, account))
                .map_err(|_| problems()),
        }
    }
}
