//! When a call is made again without asking anybody.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::api::{
    Failure, Refused,
    retry::{
        PATIENCE_SECONDS, READ_BACKOFF_MILLISECONDS, RETRY_AFTER_SECONDS_MAX, backoff, jittered, patience,
    },
};
use proptest::prelude::*;

#[test]
fn a_429_is_waited_out_as_long_as_the_server_asks_and_no_longer_than_a_minute() {
    for (before, told, waited) in [
        (0, None, Some(2)),
        (1, None, Some(4)),
        (2, None, Some(8)),
        (3, None, None),
        // The server knows better where it asks for more, and not where it asks for less.
        (0, Some(5), Some(5)),
        (0, Some(1), Some(2)),
        (0, Some(0), Some(2)),
        (2, Some(9), Some(9)),
        (3, Some(1), None),
        (0, Some(RETRY_AFTER_SECONDS_MAX), Some(RETRY_AFTER_SECONDS_MAX)),
        (0, Some(RETRY_AFTER_SECONDS_MAX + 1), None),
    ] {
        assert_eq!(patience(before, told), waited, "{before} {told:?}");
    }
    assert_eq!(patience(PATIENCE_SECONDS.len(), None), None);
}

#[test]
fn a_read_is_made_again_where_it_may_come_then_and_a_few_times() {
    let told = || Refused::default();
    for passing in [
        Failure::Unreachable,
        Failure::TimedOut { seconds: 30 },
        Failure::NotTheApi { status: 200 },
        Failure::Trouble(told()),
    ] {
        for (before, milliseconds) in READ_BACKOFF_MILLISECONDS.into_iter().enumerate() {
            assert_eq!(backoff(before, &passing), Some(milliseconds));
        }
        assert_eq!(backoff(READ_BACKOFF_MILLISECONDS.len(), &passing), None);
    }
    for lasting in [
        Failure::Offline,
        Failure::Cors,
        Failure::Oversized { mebibytes: 32 },
        Failure::Blocked,
        Failure::SignedOut(told()),
        Failure::Forbidden(told()),
        Failure::NotFound(told()),
        Failure::TooMany(told()),
        Failure::TooLarge(told()),
    ] {
        assert_eq!(backoff(0, &lasting), None, "{lasting:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_wait_is_half_to_all_of_what_it_is_meant_to_be(milliseconds in any::<u32>(), dice in any::<u32>()) {
        let waited = jittered(milliseconds, dice);
        prop_assert!(waited >= milliseconds / 2 && waited <= milliseconds);
    }
}

#[test]
fn those_that_failed_together_do_not_come_back_together() {
    let waits: std::collections::BTreeSet<_> = (0..1000).map(|dice| jittered(1000, dice * 7919)).collect();
    assert!(waits.len() > 100, "{}", waits.len());
    assert_eq!((waits.first(), waits.last()).0.copied().unwrap(), 500);
}
