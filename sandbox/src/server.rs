//! From a request to its answer, in the recorded order of judgment: JSON, method, account, token, right, then the resource
//! (contract, "What comes back").

use crate::accounts::{self, Account};
use crate::body::{self, BodyFault, Said};
use crate::cors::Cors;
use crate::envelope::Answer;
use crate::identity;
use crate::list;
use crate::route::Route;
use crate::sign_in::{self, Desk};
use crate::store::{Books, Store, StoreError};
use crate::write::{Manners, Request, Stop, go_on};
use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT, ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, ORIGIN};
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::json;

/// A request, read to its end.
#[derive(Debug, Clone)]
pub struct Inquiry {
    /// The method.
    pub method: String,
    /// The path as it was sent.
    pub path: String,
    /// The resource that the path names.
    pub route: Route,
    /// The query as it was sent.
    pub query_text: String,
    /// The pairs of the query.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// What the answer calls this request.
    pub request_id: String,
}

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

impl Inquiry {
    /// A header, where it is a text.
    pub fn header(&self, name: impl axum::http::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether a browser asks from another origin.
    pub fn has_origin(&self) -> bool {
        self.headers.contains_key(ORIGIN)
    }

    /// The token, of the header, the query or the envelope.
    fn token(&self, said: Option<&Said>) -> Option<String> {
        let in_query =
            || self.query.iter().find(|(key, _)| key == "auth_token").map(|(_, value)| value.clone());
        let in_envelope = || said?.envelope.get("auth_token")?.as_str().map(str::to_owned);
        self.header("x-auth-token")
            .map(|token| token.trim().to_owned())
            .or_else(in_query)
            .or_else(in_envelope)
    }

    /// The answer as HTTP.
    pub fn respond(&self, mut answer: Answer, token: Option<&str>) -> Response<Body> {
        if answer.methods.is_empty() {
            self.route.methods().clone_into(&mut answer.methods);
        }
        answer.into_response(self.has_origin(), &self.request_id, token)
    }

    /// The answer as HTTP, with the token that was sent.
    pub fn respond_with_token(&self, answer: Answer) -> Response<Body> {
        let token = self.token(None);
        self.respond(answer, token.as_deref())
    }
}

/// Answers a request as the recorded server does.
pub fn answer(
    store: &Store,
    desk: &Desk,
    inquiry: &Inquiry,
    manners: Manners,
    page_size_max: usize,
) -> Response<Body> {
    let general = |mut answer: Answer| {
        crate::route::GENERAL_METHODS.clone_into(&mut answer.methods);
        answer
    };
    let method = inquiry.method.as_str();
    if !METHODS.contains(&method) {
        let answer = if method == "TRACE" { Answer::bare } else { Answer::empty };
        return inquiry.respond(answer(StatusCode::NOT_IMPLEMENTED), None);
    }
    match &inquiry.route {
        Route::Outside => {
            let text = "The Faxbox sandbox. Its API is below /v2.\n";
            return inquiry.respond(Answer::text(StatusCode::OK, "text/plain; charset=UTF-8", text), None);
        }
        Route::Gone => {
            let data = json!("API version 1 is not supported. Please upgrade your code to use version 2.");
            return inquiry.respond(Answer::early_error(StatusCode::GONE, "gone", &data), None);
        }
        _ => {}
    }
    if method == "OPTIONS" {
        return inquiry.respond_with_token(preflight(inquiry));
    }
    let wanted = matches!(method, "PUT" | "POST" | "PATCH");
    let said = match body::read(&inquiry.body, inquiry.header(CONTENT_TYPE), wanted) {
        Ok(said) => said,
        Err(BodyFault::Crash) => {
            return inquiry.respond(Answer::bare(StatusCode::INTERNAL_SERVER_ERROR), None);
        }
        Err(BodyFault::Refused(data)) => {
            let refused = Answer::early_error(StatusCode::BAD_REQUEST, "validation error", &data);
            return inquiry.respond(general(refused), None);
        }
    };
    let token = inquiry.token(Some(&said));
    if matches!(inquiry.route, Route::UserAuth | Route::ApiAuth) {
        return if method == "PUT" {
            let (answer, token) = sign_in::answer(&inquiry.route, &said.data, desk);
            inquiry.respond(answer, token.as_deref())
        } else {
            inquiry.respond(not_allowed(), token.as_deref())
        };
    }
    let outcome = admit(inquiry, token.as_deref(), manners).and_then(|account| {
        let request =
            Request { account, headers: &inquiry.headers, query: &inquiry.query, said: &said, manners };
        let work = |books: &Books<'_>| serve(books, inquiry, &request, page_size_max);
        if manners.rehearse { store.rehearse(work) } else { store.act(work) }
    });
    let limited = |answer: Answer| {
        answer.with(|envelope| envelope.remaining = manners.remaining.or(envelope.remaining))
    };
    match outcome {
        Ok(answer) => inquiry.respond(limited(answer), token.as_deref()),
        Err(Stop::Answer(answer)) => inquiry.respond(limited(*answer), token.as_deref()),
        Err(Stop::Store(error)) => {
            let data = json!({"cause": error.to_string(), "message": "unknown failure"});
            let fault = Answer::error(StatusCode::INTERNAL_SERVER_ERROR, "datastore_fault", &data);
            inquiry.respond(fault, token.as_deref())
        }
    }
}

/// A preflight needs no token and answers with the fixed list, whatever is asked; OPTIONS by itself is no method of a resource.
fn preflight(inquiry: &Inquiry) -> Answer {
    let Some(wanted) = inquiry.header(ACCESS_CONTROL_REQUEST_METHOD).filter(|_| inquiry.has_origin()) else {
        return not_allowed();
    };
    if inquiry.route == Route::Unknown {
        return unauthorized();
    }
    let mut answer = Answer::empty(StatusCode::OK);
    answer.methods = if inquiry.route.allows(wanted) {
        inquiry.route.methods().to_owned()
    } else {
        format!("{wanted}, {}", inquiry.route.methods())
    };
    answer
}

fn not_allowed() -> Answer {
    let data = json!({"message": "method not allowed"});
    Answer::plain_error(StatusCode::METHOD_NOT_ALLOWED, "invalid_method", &data)
}

fn unauthorized() -> Answer {
    let data = json!({"message": "invalid credentials"});
    Answer::plain_error(StatusCode::UNAUTHORIZED, "invalid_credentials", &data)
}

fn forbidden() -> Answer {
    Answer::plain_error(StatusCode::FORBIDDEN, "forbidden", &json!({"message": "forbidden"}))
}

/// Path, method, account, token, right and `Accept`, in this order.
fn admit(inquiry: &Inquiry, token: Option<&str>, manners: Manners) -> Result<&'static Account, Stop> {
    let not_found = json!({"message": "not found"});
    let id = match &inquiry.route {
        Route::Account(id) | Route::Faxboxes(id) | Route::Faxbox(id, _) => Some(id.as_str()),
        Route::NoAccount => None,
        Route::UnknownOfAccount
        | Route::UserAuth
        | Route::ApiAuth
        | Route::Outside
        | Route::Control(_)
        | Route::Gone
        | Route::Unknown => {
            return Err(Answer::plain_error(StatusCode::NOT_FOUND, "not_found", &not_found).into());
        }
    };
    if inquiry.method == "HEAD" || !inquiry.route.allows(&inquiry.method) {
        return Err(not_allowed().into());
    }
    let account = id.map(known_account).transpose()?;
    let holder = token.filter(|token| !has_expired(token, manners)).and_then(accounts::by_token);
    let holder = holder.ok_or_else(unauthorized)?;
    let account = account.filter(|account| account.id == holder.id).ok_or_else(forbidden)?;
    match inquiry.header(ACCEPT) {
        Some(accept) if accept.split(',').all(|kind| !kind.contains('/')) => {
            let malformed = Answer { request_id: true, ..Answer::bare(StatusCode::BAD_REQUEST) };
            Err(malformed.into())
        }
        Some(accept) if !accept.split(',').any(takes_json) => {
            Err(Answer::empty(StatusCode::NOT_ACCEPTABLE).into())
        }
        _ => Ok(account),
    }
}

fn has_expired(token: &str, manners: Manners) -> bool {
    accounts::issued_number(token).is_some_and(|number| number < manners.first_valid_token)
}

fn takes_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    ["application/json", "application/x-json", "application/*", "*/*"].contains(&kind)
}

/// The account of an id, or the recorded answer to an id of the wrong form and to one that nobody has.
fn known_account(id: &str) -> Result<&'static Account, Stop> {
    if id.len() != 32 {
        let data = json!({"message": format!("invalid account_id '{id}'")});
        return Err(Answer::plain_error(StatusCode::NOT_FOUND, "bad identifier", &data).into());
    }
    accounts::by_id(id).ok_or_else(|| {
        let data = json!({"cause": id, "message": "bad identifier"});
        Answer::plain_error(StatusCode::NOT_FOUND, "bad_identifier", &data).into()
    })
}

/// The resource itself.
fn serve(
    books: &Books<'_>,
    inquiry: &Inquiry,
    request: &Request<'_>,
    page_size_max: usize,
) -> Result<Answer, Stop> {
    match (&inquiry.route, inquiry.method.as_str()) {
        (Route::Account(_), _) => Ok(account_document(request.account)),
        (Route::Faxboxes(id), "GET") => {
            let tag = identity::hex32(&format!("list of {}", inquiry.request_id));
            let answer = list::list(books, id, request.query, page_size_max, tag)?;
            if answer.status.is_success() {
                go_on(request.condition(answer.tag.as_deref(), true))?;
            }
            Ok(answer)
        }
        (Route::Faxboxes(_), _) => request.create(books),
        (Route::Faxbox(_, id), "GET") => request.fetch(books, id),
        (Route::Faxbox(_, id), "POST") => request.replace(books, id),
        (Route::Faxbox(_, id), "PATCH") => request.patch(books, id),
        (Route::Faxbox(_, id), _) => request.remove(books, id),
        _ => Err(not_allowed().into()),
    }
}

/// The account's own document, for a heading that a person recognises (contract, "Signing in").
fn account_document(account: &Account) -> Answer {
    let data = json!({
        "id": account.id,
        "name": account.name,
        "realm": account.realm,
        "timezone": account.timezone,
        "enabled": true,
        "is_reseller": false,
    });
    let tag = format!("1-{}", identity::hex32(account.id));
    let mut answer = Answer::success(StatusCode::OK, data.to_string())
        .with(|envelope| envelope.revision = Some(tag.clone()));
    answer.tag = Some(tag);
    answer.cors = Cors::WithOrigin;
    answer
}

impl Store {
    /// Runs a request in one transaction; an answer that ends it rolls it back.
    fn act(&self, work: impl FnOnce(&Books<'_>) -> Result<Answer, Stop>) -> Result<Answer, Stop> {
        let mut ended = None;
        let outcome = self.transaction(|books| match work(books) {
            Ok(answer) => Ok(Some(answer)),
            Err(Stop::Store(error)) => Err(error),
            Err(stop @ Stop::Answer(_)) => {
                ended = Some(stop);
                Ok(None)
            }
        });
        match (outcome, ended) {
            (Err(error), _) => Err(Stop::Store(error)),
            (Ok(_), Some(stop)) => Err(stop),
            (Ok(Some(answer)), None) => Ok(answer),
            (Ok(None), None) => Err(Stop::Store(StoreError::Damaged)),
        }
    }

    /// Runs a request and forgets what it wrote.
    fn rehearse(&self, work: impl FnOnce(&Books<'_>) -> Result<Answer, Stop>) -> Result<Answer, Stop> {
        let mut outcome = None;
        let rolled_back = self.transaction(|books| {
            outcome = Some(work(books));
            Err::<(), _>(StoreError::Damaged)
        });
        match (outcome, rolled_back) {
            (Some(outcome), _) => outcome,
            (None, Err(error)) => Err(Stop::Store(error)),
            (None, Ok(())) => Err(Stop::Store(StoreError::Damaged)),
        }
    }
}
