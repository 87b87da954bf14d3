//! The two calls that give a token: `user_auth` and `api_auth` (contract, "Signing in").

use crate::accounts::{self, ACCOUNTS, Account, USER};
use crate::envelope::Answer;
use crate::identity;
use crate::route::Route;
use axum::http::StatusCode;
use md5::{Digest as _, Md5};
use serde_json::{Map, Value, json};
use sha1::Sha1;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// So many tokens the bucket of signing in holds.
pub const BUCKET_TOKENS: u32 = 100;

/// So many of them one attempt takes.
pub const ATTEMPT_TOKENS: u32 = 2;

/// So many come back in a second.
const REFILL_TOKENS_PER_SECOND: u32 = 1;

/// An API key has at least this many characters.
const API_KEY_CHARACTERS: usize = 64;

/// Where tokens are given out: the last one's number, and the bucket that many attempts empty.
#[derive(Debug)]
pub struct Desk {
    given: AtomicU64,
    bucket: Mutex<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    remaining: u32,
    filled: Instant,
}

impl Default for Bucket {
    fn default() -> Self {
        Self { remaining: BUCKET_TOKENS, filled: Instant::now() }
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self { given: AtomicU64::new(0), bucket: Mutex::default() }
    }
}

impl Desk {
    /// The number that the next token will have.
    pub fn next_token(&self) -> u64 {
        self.given.load(Ordering::Relaxed)
    }

    /// The bucket is full again.
    pub fn refill(&self) {
        *self.bucket.lock().unwrap_or_else(PoisonError::into_inner) = Bucket::default();
    }

    /// Takes what an attempt costs and tells what remains; nothing where that is not there.
    fn draw(&self) -> Option<u32> {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = u32::try_from(bucket.filled.elapsed().as_secs()).unwrap_or(u32::MAX);
        if seconds > 0 {
            let back = seconds.saturating_mul(REFILL_TOKENS_PER_SECOND);
            bucket.remaining = bucket.remaining.saturating_add(back).min(BUCKET_TOKENS);
            bucket.filled = Instant::now();
        }
        bucket.remaining = bucket.remaining.checked_sub(ATTEMPT_TOKENS)?;
        Some(bucket.remaining)
    }
}

/// Answers a `PUT` of one of the two, with the token that it gives.
pub fn answer(route: &Route, data: &Value, desk: &Desk) -> (Answer, Option<String>) {
    let Some(remaining) = desk.draw() else {
        let data = json!({"message": "too many requests"});
        let answer = Answer::plain_error(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", &data);
        return (answer.with(|envelope| envelope.remaining = Some(0)), None);
    };
    let outcome = if *route == Route::ApiAuth { by_key(data) } else { by_user(data) };
    let (answer, token) = match outcome {
        Ok(account) => {
            let token = accounts::issue(account, desk.given.fetch_add(1, Ordering::Relaxed));
            (welcome(route, account), Some(token))
        }
        Err(answer) => (*answer, None),
    };
    (answer.with(|envelope| envelope.remaining = Some(remaining)), token)
}

fn welcome(route: &Route, account: &Account) -> Answer {
    let owner = identity::hex32(&format!("user of {}", account.id));
    let mut data = Map::new();
    let location = if *route == Route::UserAuth {
        data.insert("owner_id".to_owned(), json!(owner));
        format!("/v2/user_auth/{owner}")
    } else {
        format!("/v2/api_auth/{}", account.id)
    };
    let rest = json!({
        "account_id": account.id,
        "ui_config": {},
        "capabilities": {"voicemail": {"transcription": {"default": false, "available": false}}},
        "is_master_account": false,
        "is_reseller": false,
        "reseller_id": identity::hex32("reseller"),
        "cluster_id": identity::hex32("cluster"),
        "account_name": account.name,
        "language": "en-US",
        "apps": [],
    });
    if let Value::Object(rest) = rest {
        data.extend(rest);
    }
    let mut answer = Answer::success(StatusCode::CREATED, Value::Object(data).to_string()).with(|envelope| {
        envelope.page_size = Some(1);
        envelope.revision = Some("automatic".to_owned());
    });
    answer.location = Some(location);
    answer
}

/// User and password, hashed together, and the account by name, realm or phone number.
fn by_user(data: &Value) -> Result<&'static Account, Box<Answer>> {
    let credentials = required(data, "credentials")?;
    if credentials.is_empty() {
        return Err(invalid(
            "credentials",
            "minLength",
            &json!({
                "message": "String must be at least 1 characters", "target": 1, "cause": "", "value": "",
            }),
        ));
    }
    let method = match data.get("method") {
        None => "md5",
        Some(Value::String(method)) if method == "md5" || method == "sha" => method,
        Some(other) => {
            return Err(invalid(
                "method",
                "enum",
                &json!({
                    "message": "Value not found in enumerated list of values",
                    "target": ["md5", "sha"],
                    "value": other,
                }),
            ));
        }
    };
    let account = named(data).ok_or_else(|| refused(None))?;
    let login = format!("{USER}:{}", account.password);
    let expected = if method == "sha" { hex(&Sha1::digest(login)) } else { hex(&Md5::digest(login)) };
    if expected == credentials { Ok(account) } else { Err(refused(Some(0))) }
}

/// The account that is named, without regard to case, and in its name to blanks.
fn named(data: &Value) -> Option<&'static Account> {
    let text = |key: &str| data.get(key).and_then(Value::as_str);
    let plain = |name: &str| -> String {
        name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    ACCOUNTS.iter().find(|account| {
        text("account_name").is_some_and(|name| plain(name) == plain(account.name))
            || text("account_realm").is_some_and(|realm| realm.eq_ignore_ascii_case(account.realm))
            || text("phone_number") == Some(account.phone_number)
    })
}

fn by_key(data: &Value) -> Result<&'static Account, Box<Answer>> {
    let key = required(data, "api_key")?;
    if key.chars().count() < API_KEY_CHARACTERS {
        let message = format!("String must be at least {API_KEY_CHARACTERS} characters");
        return Err(invalid(
            "api_key",
            "minLength",
            &json!({
                "message": message, "target": API_KEY_CHARACTERS, "cause": key, "value": key,
            }),
        ));
    }
    ACCOUNTS.iter().find(|account| account.api_key == key).ok_or_else(|| {
        let answer = Answer::error(StatusCode::NOT_FOUND, "bad identifier", &json!([key]));
        Box::new(answer.with(|envelope| envelope.page_size = Some(0)))
    })
}

fn required<'a>(data: &'a Value, key: &str) -> Result<&'a str, Box<Answer>> {
    match data.get(key) {
        Some(Value::String(text)) => Ok(text),
        None => {
            Err(invalid(key, "required", &json!({"message": "Field is required but missing", "value": key})))
        }
        Some(other) => Err(invalid(
            key,
            "type",
            &json!({
                "message": "Value did not match type(s): string", "target": "string", "value": other,
            }),
        )),
    }
}

fn invalid(key: &str, rule: &str, told: &Value) -> Box<Answer> {
    let data = json!({key: {rule: told}});
    Box::new(Answer::error(StatusCode::BAD_REQUEST, "validation error", &data))
}

fn refused(page_size: Option<usize>) -> Box<Answer> {
    let data = json!({"message": "invalid credentials"});
    let answer = Answer::error(StatusCode::UNAUTHORIZED, "invalid_credentials", &data);
    Box::new(answer.with(|envelope| envelope.page_size = page_size))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
