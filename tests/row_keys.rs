//! The keys of rows: a row keeps its own wherever it goes.

use faxbox_admin::state::RowKeys;
use proptest::{collection::vec, prelude::*};

fn after(before: &RowKeys, texts: &[&str]) -> RowKeys {
    before.follow(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[track_caller]
fn check(before: &[&str], then: &[&str], expected: &[u32]) {
    assert_eq!(after(&after(&RowKeys::default(), before), then).keys(), expected);
}

#[test]
fn a_row_keeps_its_key_wherever_it_goes() {
    check(&[], &["a", "b"], &[1, 2]);
    // Typed into.
    check(&["a", "b", "c"], &["a", "bx", "c"], &[1, 2, 3]);
    check(&["a", "a", "a"], &["a", "ax", "a"], &[1, 2, 3]);
    // Moved.
    check(&["a", "b", "c"], &["b", "c", "a"], &[2, 3, 1]);
    check(&["a", "b", "c"], &["c", "a", "b"], &[3, 1, 2]);
    // Taken out, and added.
    check(&["a", "b", "c"], &["a", "c"], &[1, 3]);
    check(&["a", "b"], &["a", "", "b"], &[1, 3, 2]);
    // A paste into a row: the first has the key of that row.
    check(&["a", "", "c"], &["a", "x", "y", "z", "c"], &[1, 2, 4, 5, 3]);
    // All put back as it was.
    check(&["b", "c", "ax"], &["a", "b", "c"], &[3, 1, 2]);
    check(&["a"], &[], &[]);
}

#[test]
fn a_key_leads_to_its_row_as_long_as_that_is_there() {
    let keys = after(&after(&RowKeys::default(), &["a", "b"]), &["b"]);
    assert_eq!((keys.position(1), keys.position(2)), (None, Some(0)));
    // A key is never given twice.
    assert_eq!(after(&keys, &["b", "c"]).keys(), [2, 3]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_has_a_key_of_its_own(steps in vec(vec("[abc]?", 0..6), 1..6)) {
        let mut keys = RowKeys::default();
        for texts in steps {
            keys = keys.follow(texts.clone());
            let mut seen = keys.keys();
            prop_assert_eq!(seen.len(), texts.len());
            prop_assert_eq!(keys.follow(texts), keys.clone());
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(seen.len(), keys.keys().len());
        }
    }
}
