//! A static server with the headers that the panel is meant to be served with.

use std::{fs, iter, path::PathBuf, sync::Arc};

use anyhow::Result;
use axum::{
    Router,
    extract::Request,
    http::{
        HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use crate::{build::HASH_DIGITS, integrity};

/// A folder to serve, and how.
pub struct Site {
    /// The folder.
    pub dist: PathBuf,
    /// The origins of the APIs that the panel may speak to.
    pub connect: Vec<String>,
    /// Served in the place of the folder's own: `config.json` of a panel, what a portal's back end would say.
    pub answers: Vec<(&'static str, Answer)>,
    /// Another folder below the path `/faxbox-admin`, where pages find the package.
    pub package: Option<PathBuf>,
}

/// What is served without a file.
#[derive(Clone)]
pub enum Answer {
    /// As `application/json`.
    Json(Value),
    /// As `text/plain`.
    Text(&'static str),
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Json(value) => ([(CONTENT_TYPE, "application/json")], value.to_string()).into_response(),
            Self::Text(text) => text.into_response(),
        }
    }
}

/// Serves until it is dropped.
pub async fn serve(listener: TcpListener, site: Site) -> Result<()> {
    let page = fs::read_to_string(site.dist.join("index.html")).unwrap_or_default();
    let policy: HeaderValue = policy(&site.connect, &page).parse()?;
    let headers: Arc<[(HeaderName, HeaderValue)]> = Arc::new([
        (CONTENT_SECURITY_POLICY, policy),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ]);
    let mut router = Router::new();
    for (path, answer) in site.answers {
        router = router.route(path, get(async move || answer));
    }
    if let Some(package) = site.package {
        router = router.nest_service("/faxbox-admin", ServeDir::new(package));
    }
    let files = ServeDir::new(site.dist).precompressed_br().precompressed_gzip();
    let with_headers = middleware::from_fn(move |request: Request, next: Next| {
        let headers = Arc::clone(&headers);
        async move {
            let cache = cache_control(request.uri().path());
            let mut response: Response = next.run(request).await;
            let cache = if response.status().is_client_error() { "no-store" } else { cache };
            let answer = response.headers_mut();
            answer.extend(headers.iter().cloned());
            answer.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
            response
        }
    });
    let router = router.fallback_service(files).layer(with_headers);
    Ok(axum::serve(listener, router).await?)
}

/// What a page may do that asks these APIs. Nothing is allowed that the panel does not need.
pub fn policy(connect: &[String], page: &str) -> String {
    let own = || iter::once("'self'".to_owned());
    let connect = own().chain(connect.iter().cloned()).collect::<Vec<_>>().join(" ");
    let script = own().chain(integrity::of_inline(page)).collect::<Vec<_>>().join(" ");
    format!(
        "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src 'self'; connect-src {connect}; \
         img-src 'self' data:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// A name with a hash always has the same content; anything else is asked for each time.
fn cache_control(path: &str) -> &'static str {
    let hash = path.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-')).map(|(_, hash)| hash);
    let hashed = hash
        .is_some_and(|hash| hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept() {
        for (path, kept) in [
            ("/", false),
            ("/index.html", false),
            ("/config.json", false),
            ("/faxbox-admin.js", false),
            ("/faxbox-admin-0123456789abcdef.js", true),
            ("/chunk_0-0123456789abcdef.wasm", true),
        ] {
            assert_eq!(cache_control(path) != "no-cache", kept, "{path}");
        }
    }

    #[test]
    fn the_policy_allows_the_script_in_the_page_by_its_hash_alone() {
        let policy = policy(&[], "<script>abc</script>");
        let allowed =
            "; script-src 'self' 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' 'wasm-unsafe-eval'; ";
        assert!(policy.contains(allowed), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn the_policy_names_the_apis() {
        let policy = policy(&["http://127.0.0.1:8000".to_owned()], "");
        assert!(policy.contains("; connect-src 'self' http://127.0.0.1:8000; "));
        assert!(policy.contains("; script-src 'self' 'wasm-unsafe-eval'; "));
        assert!(!policy.contains("unsafe-inline"));
    }
}
