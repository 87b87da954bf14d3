//! Filters: what each keeps, and how they stand in an address.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::state::{
    Attention, AttentionSet, Counts, FaxOption, Fields, Filters, ListRow, Permits, Presence, TextOrder,
    Trouble,
};
use proptest::{option, prelude::*, sample::select};
use serde_json::{Value, json};

const ORDER: TextOrder = TextOrder { compare: |a, b| a.cmp(b), fold: str::to_lowercase };

/// `encodeURIComponent`
fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// `decodeURIComponent`
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        match part.split_at_checked(2).map(|(code, rest)| (u8::from_str_radix(code, 16), rest)) {
            Some((Ok(byte), rest)) => bytes.extend([byte].into_iter().chain(rest.bytes())),
            _ => bytes.extend(b"%".iter().copied().chain(part.bytes())),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn parse(query: &str) -> Filters {
    Filters::parse(query, decode)
}

fn filters() -> impl Strategy<Value = Filters> {
    let attention = prop::collection::vec(select(Attention::ALL), 0..4)
        .prop_map(|kinds| kinds.into_iter().fold(AttentionSet::default(), AttentionSet::with));
    let text = || option::of(prop_oneof![Just(String::new()), "[a-z/@&=%+# ü,:]{1,8}", any::<String>()]);
    (
        option::of(select(Trouble::ALL)),
        attention,
        option::of(select(Presence::ALL)),
        option::of(select(FaxOption::ALL)),
        text(),
        text(),
        text(),
    )
        .prop_map(|(trouble, attention, callback, fax_option, time_zone, retries, sender)| {
            let mut filters =
                Filters { trouble, attention, callback, fax_option, time_zone, retries, sender: None };
            filters.let_in(&sender.unwrap_or_default());
            filters
        })
}

proptest! {
    #[test]
    fn filters_come_back_from_an_address_as_they_went(filters in filters()) {
        let query = filters.query(encode);
        prop_assert_eq!(parse(&query), filters.clone(), "{}", query);
        prop_assert_eq!(query.is_empty(), filters.is_empty());
        prop_assert_eq!(filters.count() == 0, filters.is_empty());
        prop_assert!(!query.contains(['#', ' ', '?']), "{}", query);
    }

    #[test]
    fn no_address_stops_it(query in any::<String>()) {
        let filters = parse(&query);
        prop_assert_eq!(parse(&filters.query(encode)), filters);
    }

    #[test]
    fn what_is_unknown_filters_nothing(filters in filters(), key in "[a-z]{1,12}") {
        prop_assume!(!["problems", "attention", "callback", "zone", "retries", "sender"].contains(&key.as_str()));
        prop_assert_eq!(parse(&format!("{key}=1&{}&{key}&=&&{key}=x", filters.query(encode))), filters);
    }
}

#[test]
fn an_address_reads_as_one_would_write_it() {
    let all = "problems=1&attention=open-rule,nobody-told&callback=set&t38=off&zone=Europe/Berlin&retries=3&sender=a@b";
    let filters = parse(all);
    assert_eq!(filters.query(encode), all);
    assert_eq!(filters.count(), 8);
    assert_eq!(filters.time_zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(filters.sender.as_deref(), Some("a@b"));
    for (query, expected) in [
        ("", ""),
        ("problems=yes", ""),
        ("problems=1&problems=errors", "problems=errors"),
        ("attention=nobody-told,nothing,open-rule", "attention=open-rule,nobody-told"),
        ("attention=", ""),
        ("t38=ON", ""),
        ("zone=", "zone="),
        ("sender=%20", ""),
        ("sender=%20a@b%20", "sender=a@b"),
        ("q=x&sort=name&zone=UTC", "zone=UTC"),
    ] {
        assert_eq!(parse(query).query(encode), expected, "{query}");
    }
}

fn row(document: &Value) -> ListRow {
    let mut row = ListRow::read(document, ORDER.fold, Fields::default()).unwrap();
    row.counts = Some(Counts::of(document, |_| true, Permits::default()));
    row
}

#[test]
fn each_filter_keeps_what_it_says() {
    let sound = json!({
        "id": "a",
        "name": "x",
        "fax_header": "x",
        "smtp_permission_list": ["^a@b\\.example$"],
        "notifications": {"inbound": {"email": {"send_to": ["a@b.example"]}}}
    });
    let full = json!({
        "id": "b",
        "name": "",
        "media": {"fax_option": true},
        "fax_timezone": "Europe/Berlin",
        "retries": 3,
        "notifications": {"outbound": {"callback": {"url": "http://hook.example"}}}
    });
    for (query, keeps_sound, keeps_full) in [
        ("", true, true),
        ("problems=1", false, true),
        ("problems=errors", false, true),
        ("problems=0", true, false),
        ("attention=nobody-told", false, true),
        ("attention=header-too-long", false, false),
        ("attention=header-too-long,plain-http", false, true),
        ("callback=set", false, true),
        ("callback=none", true, false),
        ("t38=on", false, true),
        ("t38=off", false, false),
        ("t38=none", true, false),
        ("zone=Europe/Berlin", false, true),
        ("zone=Europe", false, false),
        ("zone=", true, false),
        ("retries=3", false, true),
        ("retries=", true, false),
        ("retries=3&zone=Europe/Berlin&t38=on&callback=set&problems=1", false, true),
        ("retries=3&t38=off", false, false),
    ] {
        let filters = parse(query);
        assert_eq!(filters.keeps(&row(&sound)), keeps_sound, "{query}");
        assert_eq!(filters.keeps(&row(&full)), keeps_full, "{query}");
    }
}

#[test]
fn a_row_that_was_not_judged_passes_no_filter_by_problems() {
    let unjudged = ListRow::read(&json!({"id": "a"}), ORDER.fold, Fields::default()).unwrap();
    for query in ["problems=1", "problems=0", "problems=errors", "attention=nobody-told"] {
        assert!(!parse(query).keeps(&unjudged), "{query}");
    }
    assert!(parse("callback=none").keeps(&unjudged));
}
