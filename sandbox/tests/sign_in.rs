//! Signing in: what the recording does not hold, because it hangs on time or on data of our own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::{BOXES, JSON, Reply, Running};
use serde_json::{Value, json};

/// `admin:sandbox-password-acme`, as MD5.
const CREDENTIALS: &str = "0b3e4ad3e88763bfb9ed6cc12f32bf22";

fn sign_in(sandbox: &Running, path: &str, data: &Value) -> Reply {
    let body = json!({ "data": data }).to_string();
    sandbox.send("PUT", path, &[JSON], Some(body.as_bytes()))
}

fn by_user(sandbox: &Running) -> String {
    let data = json!({"credentials": CREDENTIALS, "phone_number": "+15555550100"});
    let reply = sign_in(sandbox, "/v2/user_auth", &data);
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()["auth_token"].as_str().unwrap().to_owned()
}

#[test]
fn a_token_opens_its_account_until_it_expires() {
    let sandbox = Running::with(1);
    let (first, key) = (by_user(&sandbox), json!({"api_key": "a1".repeat(32)}));
    let second = sign_in(&sandbox, "/v2/api_auth", &key).json()["auth_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    let status = |token: &str| sandbox.send("GET", BOXES, &[("x-auth-token", token)], None).status;
    assert_eq!((status(&first), status(&second)), (200, 200));
    sandbox.control("DELETE", "tokens", None);
    assert_eq!((status(&first), status(&second), status(&by_user(&sandbox))), (401, 401, 200));
    assert_eq!(status("sandbox-token-acme"), 200, "the account's own token does not expire");
    let birch = "/v2/accounts/b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2/faxboxes";
    assert_eq!(sandbox.send("GET", birch, &[("x-auth-token", &by_user(&sandbox))], None).status, 403);
}

#[test]
fn many_attempts_are_too_many_until_the_reset() {
    let sandbox = Running::with(0);
    let wrong = json!({"credentials": "0".repeat(32), "account_name": "Acme Logistics"});
    let statuses: Vec<u16> = (0..60).map(|_| sign_in(&sandbox, "/v2/user_auth", &wrong).status).collect();
    assert_eq!(statuses[..50], [401; 50]);
    assert_eq!(statuses[59], 429);
    let reply = sign_in(&sandbox, "/v2/user_auth", &wrong);
    assert_eq!(reply.json()["tokens"]["remaining"], 0);
    sandbox.control("PUT", "reset", None);
    by_user(&sandbox);
}
