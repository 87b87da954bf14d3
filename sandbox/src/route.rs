//! Which resource a path names, and what may be done with it.

/// The methods that the server names where it does not know the resource.
pub const GENERAL_METHODS: &str = "OPTIONS, GET, POST, PUT, DELETE, HEAD, PATCH, OPTIONS";

/// A resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Whatever is no part of the API; answers a plain text.
    Outside,
    /// The path of `control.rs`.
    Control(Vec<String>),
    /// `/v1`.
    Gone,
    /// Under `/v2`, but nothing there.
    Unknown,
    /// Under an account, but nothing there.
    UnknownOfAccount,
    /// `/v2/faxboxes`, without an account.
    NoAccount,
    /// `/v2/user_auth`
    UserAuth,
    /// `/v2/api_auth`
    ApiAuth,
    /// One account.
    Account(String),
    /// The faxboxes of an account.
    Faxboxes(String),
    /// One faxbox of an account.
    Faxbox(String, String),
}

impl Route {
    /// Reads a path; doubled and trailing slashes count for nothing.
    pub fn of(path: &str) -> Self {
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(decoded).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            ["control", rest @ ..] => Self::Control(rest.iter().map(ToString::to_string).collect()),
            ["v1", ..] => Self::Gone,
            ["v2", "faxboxes"] => Self::NoAccount,
            ["v2", "user_auth"] => Self::UserAuth,
            ["v2", "api_auth"] => Self::ApiAuth,
            ["v2", "accounts", account] => Self::Account((*account).to_owned()),
            ["v2", "accounts", account, "faxboxes"] => Self::Faxboxes((*account).to_owned()),
            ["v2", "accounts", account, "faxboxes", id] => {
                Self::Faxbox((*account).to_owned(), (*id).to_owned())
            }
            ["v2", "accounts", _, ..] => Self::UnknownOfAccount,
            ["v2", ..] => Self::Unknown,
            _ => Self::Outside,
        }
    }

    /// The methods that the resource knows, as the server lists them.
    pub fn methods(&self) -> &'static str {
        match self {
            Self::Faxboxes(_) | Self::NoAccount => "OPTIONS, PUT, GET",
            Self::Faxbox(..) => "OPTIONS, PATCH, POST, GET, DELETE",
            Self::Account(_) => "OPTIONS, GET",
            Self::UserAuth | Self::ApiAuth => "OPTIONS, PUT",
            Self::UnknownOfAccount => "OPTIONS",
            Self::Outside | Self::Control(_) | Self::Gone | Self::Unknown => GENERAL_METHODS,
        }
    }

    /// Whether the resource knows this method.
    pub fn allows(&self, method: &str) -> bool {
        self.methods().split(", ").any(|known| known == method)
    }
}

/// A text without its percent escapes; a broken escape stays as it is.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let escape = (byte == b'%').then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?))).flatten();
        if let Some((high, low)) = escape {
            bytes.push(high * 16 + low);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The pairs of a query; `+` is a blank.
pub fn query(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(&key.replace('+', " ")), decoded(&value.replace('+', " ")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_resources() {
        let account = || "a".to_owned();
        for (path, route) in [
            ("/", Route::Outside),
            ("/accounts/a/faxboxes", Route::Outside),
            ("/v1/x", Route::Gone),
            ("/v2", Route::Unknown),
            ("/v2/nonsense", Route::Unknown),
            ("/v2/faxboxes", Route::NoAccount),
            ("/v2/user_auth", Route::UserAuth),
            ("/v2/api_auth", Route::ApiAuth),
            ("/v2/user_auth/recovery", Route::Unknown),
            ("/v2/accounts/a", Route::Account(account())),
            ("/v2/accounts/a//faxboxes/", Route::Faxboxes(account())),
            ("/v2/accounts/a/Faxboxes", Route::UnknownOfAccount),
            ("/v2/accounts/a/faxboxes/a%20b%2Fc", Route::Faxbox(account(), "a b/c".to_owned())),
            ("/v2/accounts/a/faxboxes/b/more", Route::UnknownOfAccount),
            ("/control/faults", Route::Control(vec!["faults".to_owned()])),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }

    #[test]
    fn escapes_are_read_and_broken_ones_stay() {
        for (escaped, plain) in
            [("a%20b", "a b"), ("%C3%BC", "ü"), ("%", "%"), ("%2", "%2"), ("%zz", "%zz"), ("100%25", "100%")]
        {
            assert_eq!(decoded(escaped), plain);
        }
        assert_eq!(
            query("a=1&b=x+y&c&&d="),
            [("a", "1"), ("b", "x y"), ("c", ""), ("d", "")].map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
    }
}
