//! A call as a command line.

use crate::domain::ApiRoot;

use super::Endpoint;

/// What stands for the token, for the shell to fill in.
const TOKEN: &str = "$AUTH_TOKEN";

/// The call as a line for `curl` in a POSIX shell, byte for byte as it is sent; the token is left to the variable
/// `AUTH_TOKEN`.
pub fn curl(root: &ApiRoot, endpoint: &Endpoint) -> String {
    let url = format!("{}{}", root.as_str(), endpoint.path);
    let mut parts = vec![
        format!("curl -X {} {}", endpoint.method.as_str(), quoted(&url)),
        format!("-H \"X-Auth-Token: {TOKEN}\""),
    ];
    let header = |name: &str, value: &str| format!("-H {}", quoted(&format!("{name}: {value}")));
    if let Some(tag) = &endpoint.if_match {
        parts.push(header("If-Match", tag.as_str()));
    }
    if let Some(body) = &endpoint.body {
        parts.push(header("Content-Type", "application/json"));
        parts.push(format!("--data-binary {}", quoted(&body.to_string())));
    }
    parts.join(" \\\n  ")
}

/// A text that a POSIX shell takes for itself, whatever stands in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
