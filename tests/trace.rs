//! What a diagnosis tells, and what it does not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use faxbox_admin::{
    api::{
        Method,
        trace::{TRACES_MAX, Trace, blotted, remember},
    },
    domain::AuthToken,
};

fn token(text: &str) -> AuthToken {
    AuthToken::parse(text).unwrap()
}

fn trace(sent_at: u64, status: Option<u16>) -> Trace {
    Trace {
        sent_at,
        ended_at: sent_at + 34,
        method: Method::Get,
        url: "https://api.example/v2/accounts/a1/faxboxes?page_size=50".to_owned(),
        status,
        request_id: status.map(|_| "r1".to_owned()),
    }
}

#[test]
fn a_request_is_one_line() {
    let url = "https://api.example/v2/accounts/a1/faxboxes?page_size=50";
    assert_eq!(trace(0, Some(200)).line(), format!("GET {url} 200 34 ms r1"));
    assert_eq!(trace(0, None).line(), format!("GET {url} – 34 ms –"));
    // A clock that was put back.
    assert_eq!(Trace { ended_at: 0, ..trace(9, None) }.line(), format!("GET {url} – 0 ms –"));
}

#[test]
fn the_last_ones_are_remembered_and_no_more() {
    let mut traces = Vec::new();
    for at in 0..TRACES_MAX as u64 {
        remember(&mut traces, trace(at, None));
    }
    assert_eq!((traces.len(), traces[0].sent_at), (TRACES_MAX, 0));
    remember(&mut traces, trace(999, None));
    assert_eq!((traces.len(), traces[0].sent_at, traces[TRACES_MAX - 1].sent_at), (TRACES_MAX, 1, 999));
}

#[test]
fn secrets_are_blotted_out_wherever_they_stand() {
    const JWT: &str = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3fQ.c2ln-bmF0_dXJl";
    for (text, blot) in [("a secret b", "a █████ b"), ("secretsecret", "██████████"), ("nothing", "nothing")]
    {
        assert_eq!(blotted(text, Some(&token("secret"))), blot);
    }
    let foreign = format!("500 12 ms {JWT}\nGET x?auth_token={JWT}&a=b");
    assert_eq!(blotted(&foreign, Some(&token("secret"))), "500 12 ms █████\nGET x?auth_token=█████&a=b");
    assert_eq!(blotted(&format!("{JWT}{JWT}"), Some(&token("c2ln"))).find("eyJ"), None);
    // Before anybody has signed in.
    assert_eq!(blotted(&format!("a {JWT} b"), None), "a █████ b");
}
