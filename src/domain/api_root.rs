/// Where the API begins: `https://api.example:8443/v2`, without a slash at its end.
///
/// Source: contract, "The six calls": `http://{SERVER}:8000/v2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRoot(String);

/// Why a text is not an [`ApiRoot`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiRootError {
    /// Nothing but blanks was given.
    Empty,
    /// It does not begin with `http://` or `https://`.
    NoScheme,
    /// Nothing stands between `://` and the path.
    NoHost,
    /// A blank stands inside.
    Blank,
    /// A user name before the host: browsers refuse to send such a request.
    Credentials,
    /// A `?` or `#`: the calls' own paths could not be appended.
    QueryOrFragment,
}

impl ApiRoot {
    /// Keeps an address that calls can be appended to; a slash at the end and blanks around are dropped.
    ///
    /// # Errors
    /// - `""`: [`ApiRootError::Empty`].
    /// - `"api.example/v2"`: [`ApiRootError::NoScheme`].
    /// - `"https:///v2"`: [`ApiRootError::NoHost`].
    /// - `"https://api example/v2"`: [`ApiRootError::Blank`].
    /// - `"https://me:pw@api.example/v2"`: [`ApiRootError::Credentials`].
    /// - `"https://api.example/v2?x=1"`: [`ApiRootError::QueryOrFragment`].
    pub fn parse(text: &str) -> Result<Self, ApiRootError> {
        let text = text.trim().trim_end_matches('/');
        if text.is_empty() {
            return Err(ApiRootError::Empty);
        }
        let lower = text.to_ascii_lowercase();
        let (scheme, rest) = match (lower.strip_prefix("http:"), lower.strip_prefix("https:")) {
            (Some(rest), _) => ("http", rest),
            (_, Some(rest)) => ("https", rest),
            _ => return Err(ApiRootError::NoScheme),
        };
        let Some(rest) = rest.strip_prefix("//") else {
            return Err(if rest.is_empty() { ApiRootError::NoHost } else { ApiRootError::NoScheme });
        };
        if text.contains(['?', '#']) {
            return Err(ApiRootError::QueryOrFragment);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(ApiRootError::Blank);
        }
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return Err(ApiRootError::Credentials);
        }
        if authority.is_empty() || authority.starts_with(':') {
            return Err(ApiRootError::NoHost);
        }
        let path = text.split_once("://").map(|(_, rest)| rest).unwrap_or_default();
        Ok(Self(format!("{scheme}://{path}")))
    }

    /// The address, to append a path that begins with a slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a page that came over `https` may not call it: plain `http` to anything but this very machine.
    ///
    /// Browsers exempt loopback addresses from their mixed-content rules.
    pub fn is_blocked_from_https(&self) -> bool {
        let Some(rest) = self.0.strip_prefix("http://") else { return false };
        !is_loopback(host_of(rest))
    }
}

/// The host of what stands behind `://`: without its port, without the brackets of IPv6.
pub(super) fn host_of(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Whether `host` names the very machine that asks.
pub(super) fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let named = host == "localhost" || host.ends_with(".localhost") || host == "::1";
    named || matches!(ipv4(&host), Some([127, ..]))
}

/// The four numbers of an IPv4 address: `10.example` is a name.
pub(super) fn ipv4(host: &str) -> Option<[u8; 4]> {
    let numbers: Option<Vec<u8>> = host.split('.').map(|number| number.parse().ok()).collect();
    numbers?.try_into().ok()
}
