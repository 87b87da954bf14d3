use super::api_root::{host_of, ipv4, is_loopback};

/// Where the server posts a notification to: anything that begins with `http://` or `https://`, in lower case.
///
/// Source: contract, `callback.url`: `^https?://`, nothing more; so a missing host is an oddity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackUrl(String);

/// Why a text is not a [`CallbackUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackUrlError {
    /// Nothing was given: the server refuses an empty address too.
    Empty,
    /// `HTTP://` or `Https://`: the server wants it in lower case.
    SchemeInCapitals,
    /// Anything else than `http://` or `https://` at the start.
    NotHttp,
}

/// What is odd about an address that the server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackUrlOddity {
    /// Nothing, or a blank, where the host belongs: nothing can ever be called.
    NoHost,
    /// A blank or a line break in it.
    Blank,
    /// A user name or password in it: it is stored and shown in clear.
    Credentials,
    /// The server's own machine, or a host of a private network.
    PrivateHost,
    /// Plain `http`: fax data travels readable for everybody on the way.
    PlainHttp,
}

impl CallbackUrl {
    /// Keeps `text` as it is if the server takes it.
    ///
    /// # Errors
    /// - `""`: [`CallbackUrlError::Empty`].
    /// - `"HTTPS://x.example"`: [`CallbackUrlError::SchemeInCapitals`].
    /// - `"ftp://x.example"`, `"x.example"`: [`CallbackUrlError::NotHttp`].
    pub fn parse(text: &str) -> Result<Self, CallbackUrlError> {
        if text.is_empty() {
            return Err(CallbackUrlError::Empty);
        }
        if behind_scheme(text).is_none() {
            let lower = text.to_ascii_lowercase();
            return Err(match behind_scheme(&lower) {
                Some(_) => CallbackUrlError::SchemeInCapitals,
                None => CallbackUrlError::NotHttp,
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// The host it names, as in `hook.example`.
    pub fn host(&self) -> &str {
        behind_scheme(&self.0).map(host_of).unwrap_or_default()
    }

    /// What is odd about it, if anything; the gravest first.
    pub fn oddity(&self) -> Option<CallbackUrlOddity> {
        let authority = behind_scheme(&self.0).and_then(|rest| rest.split(['/', '?', '#']).next());
        if self.host().is_empty() || self.host().chars().any(char::is_whitespace) {
            Some(CallbackUrlOddity::NoHost)
        } else if self.0.chars().any(|c| c.is_whitespace() || c.is_control()) {
            Some(CallbackUrlOddity::Blank)
        } else if authority.is_some_and(|authority| authority.contains('@')) {
            Some(CallbackUrlOddity::Credentials)
        } else if is_private(self.host()) {
            Some(CallbackUrlOddity::PrivateHost)
        } else if self.0.starts_with("http://") {
            Some(CallbackUrlOddity::PlainHttp)
        } else {
            None
        }
    }
}

fn behind_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}

/// Loopback, "any host", the private networks (RFC 1918, RFC 4193), link-local addresses, and names without a dot.
fn is_private(host: &str) -> bool {
    if let Some(address) = ipv4(host) {
        return matches!(address, [0 | 10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [169, 254, ..]);
    }
    let lower = host.to_ascii_lowercase();
    let private_v6 =
        lower == "::" || ["fc", "fd", "fe8", "fe9", "fea", "feb"].iter().any(|net| lower.starts_with(net));
    is_loopback(host) || (host.contains(':') && private_v6) || !host.contains(['.', ':'])
}
