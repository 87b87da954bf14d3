//! Signing in without a token: what is typed, what is sent, what comes back, as recorded.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{
        Endpoint, Failure, Refused,
        reply::{Raw, SignInFailure, SignedIn, signed_in},
    },
    domain::{API_KEY_MIN_CHARS, AccountId, AccountName, AuthToken, Credentials, CredentialsError},
};
use serde_json::json;

/// `admin:sandbox-password-acme`, as MD5.
const HASH: &str = "0b3e4ad3e88763bfb9ed6cc12f32bf22";

fn acme() -> AccountName {
    AccountName::parse("Acme Logistics").unwrap()
}

#[test]
fn an_account_is_named_by_what_its_text_looks_like() {
    for (text, key) in [
        ("Acme Logistics", "account_name"),
        ("Acme Ltd.", "account_name"),
        ("acme", "account_name"),
        ("Acme v2.0 Logistics", "account_name"),
        ("3 Brothers", "account_name"),
        ("acme.example.com", "account_realm"),
        (" ACME.Example \n", "account_realm"),
        ("+15555550100", "phone_number"),
        ("+1 555 555 0100", "phone_number"),
        ("5555550100", "phone_number"),
    ] {
        let name = AccountName::parse(text).unwrap();
        assert_eq!((name.key(), name.as_str()), (key, text.trim()), "{text}");
    }
    assert_eq!(AccountName::parse(" "), Err(CredentialsError::Empty));
}

#[test]
fn user_and_password_are_hashed_together_and_shown_nowhere() {
    let credentials = Credentials::user(" admin ", "sandbox-password-acme", acme()).unwrap();
    let endpoint = Endpoint::sign_in(&credentials);
    let body = json!({"data": {"credentials": HASH, "account_name": "Acme Logistics", "method": "md5"}});
    assert_eq!((endpoint.method.as_str(), endpoint.path.as_str()), ("PUT", "/user_auth"));
    assert_eq!(endpoint.body, Some(body));
    for shown in [format!("{credentials:?}"), format!("{endpoint:?}")] {
        assert!(!shown.contains(HASH) && !shown.contains("password"), "{shown}");
    }
    // Blanks are part of a password, letters beyond ASCII go in as UTF-8.
    for (password, differs) in
        [("sandbox-password-acme ", true), ("pässwörd", true), ("sandbox-password-acme", false)]
    {
        assert_eq!(
            Credentials::user("admin", password, acme()).unwrap() != credentials,
            differs,
            "{password}"
        );
    }
}

#[test]
fn what_cannot_be_hashed_is_told_before_it_is_sent() {
    for (user, password, error) in [
        ("", "x", CredentialsError::Empty),
        (" ", "x", CredentialsError::Empty),
        ("ann:smith", "x", CredentialsError::Colon),
        ("ann", "", CredentialsError::Empty),
    ] {
        assert_eq!(Credentials::user(user, password, acme()).unwrap_err(), error, "{user} {password}");
    }
    assert!(Credentials::user("ann", " ", acme()).is_ok(), "a blank may be a password");
}

#[test]
fn an_api_key_is_taken_from_its_least_length_on() {
    let key = |length: usize| "k".repeat(length);
    assert_eq!(Credentials::api_key("  "), Err(CredentialsError::Empty));
    assert_eq!(Credentials::api_key(&key(API_KEY_MIN_CHARS - 1)), Err(CredentialsError::Short));
    let credentials = Credentials::api_key(&format!(" {}\n", key(API_KEY_MIN_CHARS))).unwrap();
    let endpoint = Endpoint::sign_in(&credentials);
    assert_eq!((endpoint.method.as_str(), endpoint.path.as_str()), ("PUT", "/api_auth"));
    assert_eq!(endpoint.body, Some(json!({"data": {"api_key": key(API_KEY_MIN_CHARS)}})));
    assert_eq!(format!("{credentials:?}"), "ApiKey(…)");
}

/// Makes a failure of what the server told.
type Make = fn(Refused) -> SignInFailure;

fn raw(status: u16, message: &str, data: &str) -> Raw {
    let kind = if status < 300 { "success" } else { "error" };
    let token = if status < 300 { r#""auth_token":"t.1","# } else { "" };
    let body =
        format!(r#"{{{token}"request_id":"r1","data":{data},"message":"{message}","status":"{kind}"}}"#);
    Raw { status, body, ..Raw::default() }
}

#[test]
fn a_sign_in_gives_token_and_account() {
    let told =
        raw(201, "", r#"{"owner_id":"o1","account_id":"a1","account_name":"Acme","language":"en-US"}"#);
    let expected = SignedIn {
        token: AuthToken::parse("t.1").unwrap(),
        account: AccountId::parse("a1").unwrap(),
        account_name: Some("Acme".to_owned()),
    };
    assert_eq!(signed_in(&told), Ok(expected));
    let bare = signed_in(&raw(201, "", r#"{"account_id":"a1"}"#)).unwrap();
    assert_eq!(bare.account_name, None);
    let lost = Err(SignInFailure::Other(Failure::NotTheApi { status: 201 }));
    assert_eq!(signed_in(&raw(201, "", "{}")), lost);
    assert_eq!(
        signed_in(&Raw { status: 201, body: r#"{"data":{"account_id":"a1"}}"#.to_owned(), ..Raw::default() }),
        lost
    );
}

#[test]
fn each_refusal_of_a_sign_in_is_told_apart() {
    let refused = |status: u16, message: &str| Refused {
        status,
        message: message.to_owned(),
        request_id: Some("r1".to_owned()),
        ..Refused::default()
    };
    let rows: &[(u16, &str, &str, Make)] = &[
        (401, "invalid_credentials", r#"{"message":"invalid credentials"}"#, SignInFailure::WrongCredentials),
        (404, "bad identifier", r#"["kkkk"]"#, SignInFailure::UnknownKey),
        (
            400,
            "validation error",
            r#"{"account":{"disabled":{"message":"account disabled"}}}"#,
            SignInFailure::Disabled,
        ),
        (
            400,
            "validation error",
            r#"{"account":{"expired":{"message":"account expired","cause":63000000000}}}"#,
            SignInFailure::Expired,
        ),
        (423, "locked", "{}", SignInFailure::Disabled),
        (429, "too_many_requests", "{}", |told| SignInFailure::Other(Failure::TooMany(told))),
        (400, "validation error", "{}", |told| SignInFailure::Other(Failure::BadRequest(told))),
    ];
    for (status, message, data, failure) in rows {
        assert_eq!(
            signed_in(&raw(*status, message, data)),
            Err(failure(refused(*status, message))),
            "{status} {data}"
        );
    }
    let unread = Raw { status: 404, body: "<html>".to_owned(), ..Raw::default() };
    assert_eq!(signed_in(&unread), Err(SignInFailure::Other(Failure::NotTheApi { status: 404 })));
}
