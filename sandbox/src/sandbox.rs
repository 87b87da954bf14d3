//! The sandbox as a whole: its database, its manners, the faults that it was asked for and the log of requests.

use crate::Options;
use crate::body::{BODY_LIMIT_BYTES, READ_LIMIT_BYTES};
use crate::bucket::Bucket;
use crate::connection;
use crate::control;
use crate::envelope::{Answer, Content};
use crate::fault::{Fault, Faults, Kind, LARGE_BYTES};
use crate::identity;
use crate::route::{self, Route};
use crate::seed;
use crate::server::{self, Inquiry};
use crate::sign_in::Desk;
use crate::statuses;
use crate::store::{Store, StoreError};
use crate::write::{self, Manners};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{Request, Response, StatusCode};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tower_http::compression::CompressionLayer;

/// So many requests are remembered; the oldest go first.
const LOG_LIMIT_REQUESTS: usize = 10_000;

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    pub(crate) options: Options,
    pub(crate) store: Store,
    manners: Mutex<Manners>,
    faults: Mutex<Faults>,
    log: Mutex<VecDeque<Value>>,
    requests: AtomicU64,
    desk: Desk,
    bucket: Mutex<Option<Bucket>>,
}

/// The router: one handler for everything, because the order of judgment is the server's own, and gzip where it is accepted.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new().fallback(handle).layer(CompressionLayer::new().gzip(true)).with_state(sandbox)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sandbox {
    /// Opens the database and seeds it where it is empty.
    pub fn open(options: Options) -> Result<Self, StoreError> {
        let store = Store::open(options.database.as_deref())?;
        seed::seed_if_empty(&store, options.faxboxes)?;
        Ok(Self {
            manners: Mutex::new(Self::manners_of(&options)),
            options,
            store,
            faults: Mutex::default(),
            log: Mutex::default(),
            requests: AtomicU64::new(0),
            desk: Desk::default(),
            bucket: Mutex::default(),
        })
    }

    fn manners_of(options: &Options) -> Manners {
        Manners {
            patch: options.patch,
            ignore_if_match: options.ignore_if_match,
            rehearse: false,
            first_valid_token: 0,
            remaining: None,
        }
    }

    /// Back to the start: the seed, the options of the command line, no faults, an empty log.
    pub fn reset(&self, faxboxes: usize) -> Result<(), StoreError> {
        self.set_faults(Vec::new());
        *lock(&self.manners) = Self::manners_of(&self.options);
        self.clear_log();
        self.desk.refill();
        self.set_bucket(None);
        seed::reseed(&self.store, faxboxes)
    }

    /// Replaces the faults.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        *lock(&self.faults) = Faults::new(faults);
    }

    /// Changes the manners.
    pub fn change_manners(&self, change: impl FnOnce(&mut Manners)) {
        change(&mut lock(&self.manners));
    }

    /// Limits the requests for faxboxes, or no more.
    pub fn set_bucket(&self, bucket: Option<Bucket>) {
        *lock(&self.bucket) = bucket;
    }

    /// Every token that signing in gave so far has expired.
    pub fn expire_tokens(&self) {
        lock(&self.manners).first_valid_token = self.desk.next_token();
    }

    /// The log of requests since the start, the last reset or the last clearing.
    pub fn log(&self) -> Value {
        Value::Array(lock(&self.log).iter().cloned().collect())
    }

    /// Forgets the requests.
    pub fn clear_log(&self) {
        lock(&self.log).clear();
    }

    fn record(&self, inquiry: &Inquiry) {
        let mut headers = Map::new();
        for (name, value) in &inquiry.headers {
            headers.insert(name.as_str().to_owned(), json!(String::from_utf8_lossy(value.as_bytes())));
        }
        let entry = json!({
            "method": inquiry.method,
            "path": inquiry.path,
            "query": inquiry.query_text,
            "headers": headers,
            "body": String::from_utf8_lossy(&inquiry.body),
        });
        let mut log = lock(&self.log);
        if log.len() == LOG_LIMIT_REQUESTS {
            log.pop_front();
        }
        log.push_back(entry);
    }

    /// Answers without regard to faults.
    fn answer(&self, inquiry: &Inquiry, rehearse: bool) -> Response<Body> {
        let mut manners = Manners { rehearse, ..*lock(&self.manners) };
        if inquiry.method != "OPTIONS"
            && matches!(inquiry.route, Route::Faxboxes(_) | Route::Faxbox(..))
            && let Some(bucket) = &mut *lock(&self.bucket)
        {
            manners.remaining = bucket.draw();
            if manners.remaining.is_none() {
                return inquiry.respond_with_token(statuses::recorded(StatusCode::TOO_MANY_REQUESTS, None));
            }
        }
        server::answer(&self.store, &self.desk, inquiry, manners, self.options.page_size_max)
    }

    /// Somebody else writes to the faxbox that the path names.
    fn foreign_write(&self, inquiry: &Inquiry, change: &Value) {
        if let Route::Faxbox(account, id) = &inquiry.route {
            // A faxbox that is not there is nobody's to write to; an error shows in the answer that follows.
            let _ = write::foreign_write(&self.store, account, id, change);
        }
    }
}

async fn handle(State(sandbox): State<Arc<Sandbox>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    // A body that is too large to be read is answered like any that is too large; one that breaks off has nobody to answer to.
    let body =
        to_bytes(body, READ_LIMIT_BYTES).await.unwrap_or_else(|_| vec![b' '; BODY_LIMIT_BYTES + 1].into());
    let number = sandbox.requests.fetch_add(1, Ordering::Relaxed);
    let named = parts.headers.get("x-request-id").and_then(|id| id.to_str().ok()).filter(|id| !id.is_empty());
    let inquiry = Inquiry {
        request_id: named.map_or_else(|| identity::hex32(&format!("request {number}")), str::to_owned),
        method: parts.method.as_str().to_owned(),
        route: Route::of(parts.uri.path()),
        path: parts.uri.path().to_owned(),
        query_text: parts.uri.query().unwrap_or_default().to_owned(),
        query: route::query(parts.uri.query().unwrap_or_default()),
        headers: parts.headers,
        body,
    };
    if sandbox.options.control && matches!(inquiry.route, Route::Control(_)) {
        return blocking(move || control::answer(&sandbox, &inquiry)).await;
    }
    if sandbox.options.control {
        sandbox.record(&inquiry);
    }
    let target = format!("{}?{}", inquiry.path, inquiry.query_text);
    let fault = lock(&sandbox.faults).meet(&inquiry.method, &target);
    match fault {
        Some(fault) => suffer(sandbox, inquiry, fault).await,
        None => blocking(move || sandbox.answer(&inquiry, false)).await,
    }
}

/// Runs what waits for the database where it holds nobody up.
async fn blocking(work: impl FnOnce() -> Response<Body> + Send + 'static) -> Response<Body> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

/// What a fault makes of a request.
async fn suffer(sandbox: Arc<Sandbox>, inquiry: Inquiry, fault: Fault) -> Response<Body> {
    tokio::time::sleep(Duration::from_millis(fault.latency_ms)).await;
    match fault.kind {
        Kind::Drop => connection::dropped(),
        Kind::Status | Kind::Html | Kind::Empty | Kind::NoDocument | Kind::Large | Kind::Crash => {
            inquiry.respond_with_token(instead(&inquiry, fault))
        }
        Kind::Endless => connection::endless(inquiry.respond_with_token(instead(&inquiry, fault))),
        Kind::Trickle => connection::trickling(inquiry.respond_with_token(instead(&inquiry, fault))),
        Kind::Latency => blocking(move || sandbox.answer(&inquiry, false)).await,
        Kind::IgnoreWrite => blocking(move || sandbox.answer(&inquiry, true)).await,
        Kind::ForeignWrite => {
            blocking(move || {
                sandbox.foreign_write(&inquiry, &fault.change);
                sandbox.answer(&inquiry, false)
            })
            .await
        }
        Kind::ForeignWriteAfter => {
            blocking(move || {
                let response = sandbox.answer(&inquiry, false);
                sandbox.foreign_write(&inquiry, &fault.change);
                response
            })
            .await
        }
        Kind::DropAfter => {
            blocking(move || sandbox.answer(&inquiry, false)).await;
            connection::dropped()
        }
        Kind::Cut | Kind::CutConnection => {
            let response = blocking(move || sandbox.answer(&inquiry, false)).await;
            let (parts, body) = response.into_parts();
            let whole: Bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let mut response = Response::from_parts(parts, Body::empty());
            if fault.kind == Kind::CutConnection {
                return connection::broken_half_way(response, &whole);
            }
            response.headers_mut().remove(CONTENT_LENGTH);
            *response.body_mut() = Body::from(whole.slice(..whole.len() / 2));
            response
        }
    }
}

/// The answer that a fault gives in place of the real one.
fn instead(inquiry: &Inquiry, fault: Fault) -> Answer {
    let status = fault.status.and_then(|status| StatusCode::from_u16(status).ok());
    let mut answer = match fault.kind {
        Kind::Html => {
            let page = "<!DOCTYPE html><html><head><title>Please wait</title></head>\
                <body><h1>We will be back soon</h1></body></html>";
            let page = fault.body.unwrap_or_else(|| page.to_owned());
            let status = status.unwrap_or(StatusCode::OK);
            with_cors(Answer::text(status, "text/html; charset=utf-8", page))
        }
        Kind::Empty => Answer::empty(status.unwrap_or(StatusCode::OK)),
        Kind::Endless | Kind::Trickle => {
            with_cors(Answer::text(StatusCode::OK, "application/json", String::new()))
        }
        Kind::Large => with_cors(Answer::text(StatusCode::OK, "application/json", " ".repeat(LARGE_BYTES))),
        Kind::NoDocument => {
            let usual = if inquiry.method == "PUT" { StatusCode::CREATED } else { StatusCode::OK };
            Answer::success(status.unwrap_or(usual), String::new()).with(|envelope| envelope.data = None)
        }
        Kind::Status => {
            let status = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            let id = if let Route::Faxbox(_, id) = &inquiry.route { Some(id.as_str()) } else { None };
            let form = || statuses::recorded(status, id);
            fault.body.map_or_else(form, |body| with_cors(Answer::text(status, "application/json", body)))
        }
        _ => Answer::bare(StatusCode::INTERNAL_SERVER_ERROR),
    };
    if let Content::Text(content_type, _) = &mut answer.content
        && let Some((_, wanted)) = fault.headers.iter().find(|(name, _)| name == "content-type")
    {
        content_type.clone_from(wanted);
    }
    answer.headers = fault.headers;
    answer
}

/// An answer that a browser may read although no server wrote it.
fn with_cors(answer: Answer) -> Answer {
    Answer { cors: crate::cors::Cors::WithOrigin, ..answer }
}
