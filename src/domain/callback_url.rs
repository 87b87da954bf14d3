use super::{api_root::host_of, web_host::is_private};

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
        Self::host_in(&self.0)
    }

    /// The host that `text` names, where it is such an address; else nothing.
    pub fn host_in(text: &str) -> &str {
        behind_scheme(text).map(host_of).unwrap_or_default()
    }

    /// What is odd about it, the gravest first.
    ///
    /// - `"https://hook.example/in"`: nothing.
    /// - `"https://"`, `"https://:8443/"`: [`CallbackUrlOddity::NoHost`] alone.
    /// - `"http://me:pw@10.0.0.1/in"`: [`CallbackUrlOddity::Credentials`], [`CallbackUrlOddity::PrivateHost`],
    ///   [`CallbackUrlOddity::PlainHttp`].
    pub fn oddities(&self) -> Vec<CallbackUrlOddity> {
        let rest = behind_scheme(&self.0).unwrap_or_default().replace('\\', "/");
        let host = host_of(&rest);
        if host.is_empty() || host.chars().any(char::is_whitespace) {
            return vec![CallbackUrlOddity::NoHost];
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let found = [
            (self.0.chars().any(|c| c.is_whitespace() || c.is_control()), CallbackUrlOddity::Blank),
            (authority.contains('@'), CallbackUrlOddity::Credentials),
            (is_private(host), CallbackUrlOddity::PrivateHost),
            (self.0.starts_with("http://"), CallbackUrlOddity::PlainHttp),
        ];
        found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, oddity)| oddity).collect()
    }

    /// Where it leads, without a name and password in it and without a fragment: `https://hook.example:8443/in?x=1`.
    pub fn shown(&self) -> String {
        let (scheme, rest) = self.0.split_once("://").unwrap_or_default();
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        format!("{scheme}://{}{path}", authority.rsplit('@').next().unwrap_or_default())
    }

    /// Its host with the port, as in `hook.example:8443`, and what is asked for there, as in `/in?x=1`.
    pub fn parts(&self) -> (String, String) {
        let shown = self.shown();
        let rest = behind_scheme(&shown).unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let slash = if path.starts_with('/') { "" } else { "/" };
        (authority.to_owned(), format!("{slash}{path}"))
    }
}

fn behind_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}
