//! Connecting, the checks it makes, and the routes of the panel.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{Failure, Refused, reply::Raw},
    domain::{AccountIdError, ApiRootError, AuthTokenError, FaxboxId},
    state::{Check, Checks, Connecting, FormProblems, Route},
};

fn connecting(server: &str, account_id: &str, auth_token: &str) -> Connecting {
    let [server, account_id, auth_token] = [server, account_id, auth_token].map(str::to_owned);
    Connecting { server, account_id, auth_token }
}

#[test]
fn three_texts_make_a_connection() {
    let connection = connecting(" http://api.example:8000/v2/ ", " a1\n", "t0ken ").parse().unwrap();
    assert_eq!(connection.root.as_str(), "http://api.example:8000/v2");
    assert_eq!(connection.account.as_str(), "a1");
    assert_eq!(connection.token.reveal(), "t0ken");
    assert!(!format!("{connection:?}").contains("t0ken"));
}

#[test]
fn what_is_wrong_with_each_text_is_told_at_once() {
    let check = |connecting: Connecting, server, account_id, auth_token| {
        assert_eq!(connecting.parse().unwrap_err(), FormProblems { server, account_id, auth_token });
    };
    check(
        connecting("", "", ""),
        Some(ApiRootError::Empty),
        Some(AccountIdError::Empty),
        Some(AuthTokenError::Empty),
    );
    check(connecting("api.example", "a1", "t"), Some(ApiRootError::NoScheme), None, None);
    check(
        connecting("http://x", "a 1", "ü"),
        None,
        Some(AccountIdError::Stray),
        Some(AuthTokenError::NotAHeaderValue),
    );
}

#[test]
fn what_is_shown_for_debugging_holds_no_token() {
    let texts = Connecting { auth_token: "secret".to_owned(), ..Connecting::default() };
    let raw = Raw { body: r#"{"auth_token":"secret"}"#.to_owned(), ..Raw::default() };
    assert!(!format!("{texts:?}{raw:?}").contains("secret"));
}

#[test]
fn the_first_page_tells_which_check_failed() {
    let told = || Refused::default();
    for (failure, check) in [
        (Failure::Blocked, Check::Address),
        (Failure::Unreachable, Check::Reach),
        (Failure::Offline, Check::Reach),
        (Failure::Cors, Check::Reach),
        (Failure::TimedOut { seconds: 1 }, Check::Reach),
        (Failure::NotTheApi { status: 404 }, Check::Api),
        (Failure::WrongServer(told()), Check::Api),
        (Failure::Trouble(told()), Check::Ready),
        (Failure::TooMany(told()), Check::Ready),
        (Failure::Locked(told()), Check::Ready),
        (Failure::NotFound(told()), Check::Account),
        (Failure::SignedOut(told()), Check::Token),
        (Failure::Forbidden(told()), Check::Right),
    ] {
        let checks = Checks::read(Err(failure.clone()));
        assert_eq!(checks.failed, Some((check, failure)));
        let place = Check::ALL.iter().position(|known| *known == check).unwrap();
        for (index, made) in Check::ALL.iter().enumerate() {
            let passed = match index.cmp(&place) {
                std::cmp::Ordering::Less => Some(true),
                std::cmp::Ordering::Equal => Some(false),
                std::cmp::Ordering::Greater => None,
            };
            assert_eq!(checks.passed(*made), passed, "{check:?} {made:?}");
        }
    }
    let all = Checks::read(Ok(()));
    assert!(Check::ALL.iter().all(|check| all.passed(*check) == Some(true)));
}

#[test]
fn a_hash_leads_to_the_list_a_new_faxbox_or_one_of_them() {
    let faxbox = |id: &str| Route::Faxbox(FaxboxId::parse(id).unwrap());
    let decode = |text: &str| text.replace("%2F", "/");
    for (hash, route) in [
        ("", Route::List),
        ("#", Route::List),
        ("#/faxboxes", Route::List),
        ("#/faxboxes/", Route::List),
        ("#/nonsense", Route::List),
        ("#/faxboxes/a/b", Route::List),
        ("#/faxboxes/..", Route::List),
        ("#/faxboxes/new", Route::New),
        ("#/faxboxes/b1", faxbox("b1")),
        ("#/faxboxes/b1/", faxbox("b1")),
        ("#/faxboxes/a%2Fb", faxbox("a/b")),
        ("#/faxboxes?search=a/b", Route::List),
        ("#/faxboxes/new?search=a", Route::New),
        ("#/faxboxes/b1?search=a&sort=-name", faxbox("b1")),
    ] {
        assert_eq!(Route::parse(hash, decode), route, "{hash}");
    }
    for route in [Route::List, Route::New, faxbox("b1"), faxbox("a/b")] {
        let hash = route.hash(|text| text.replace('/', "%2F"));
        assert_eq!(Route::parse(&hash, decode), route, "{hash}");
    }
}
