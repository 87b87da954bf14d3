//! The panel's judgment against an independent one, the sandbox's, over thousands of mutated documents: what the schema takes
//! is no error, a web address excepted, and what it refuses is an error or a warning on the same path, its parent or its child.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use common::agreement::{Judgment, errors_that_are_none, missed};
use faxbox_admin::form::{Field, path};
use serde_json::{Value, json};

const DOCUMENTS: usize = 6_000;

/// A row of numbers that is the same on every machine (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % sides as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// Objects on the way to parameters, and places that no parameter has.
const OTHER_PATHS: &[&str] = &[
    "media",
    "notifications",
    "notifications.inbound",
    "notifications.inbound.callback",
    "notifications.inbound.email",
    "notifications.inbound.sms",
    "notifications.outbound",
    "notifications.outbound.callback",
    "notifications.outbound.email",
    "notifications.outbound.sms",
    "flags",
    "unknown",
    "media.unknown",
    "name_x",
];

const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "a@b",
    "a@@b",
    "@b",
    "a@",
    "ü@ö.de",
    "a b@c d",
    "nobody",
    "post",
    "POST",
    "put",
    "json",
    "JSON",
    "xml",
    "www-url-form-encoded",
    "http://",
    "https://h.example/a b",
    "HTTP://h.example",
    "ftp://h.example",
    " https://x",
    "true",
    "false",
    "2",
    "1.5",
    " 2",
    "-1",
    "inherit",
    "Europe/Berlin",
    "+15551234567",
    "Kazoo Fax Printer",
    "fax.acme.example",
    "[",
    "(",
    ")",
    "a{2,1}",
    "*",
    "x**",
    "\\",
    "\\u0041",
    "^[z-a]$",
    "^(?<=a+)b$",
    "^(?<n>x)(?<n>y)$",
    "^[[:foo:]]$",
    "^(a)\\2$",
    "^john@acme\\.com$",
    "^x{65536}$",
    "^\\x{110000}$",
    "^(?:a|b)$",
    "^(?R)$",
    "^[a-\\d]$",
    "^\\k<x>$",
    "^(*UTF8)x$",
    "^\\g{1}$",
    "^(?1)$",
    "^a{1,2}{3}$",
    "^a|b{9,8}$",
    "^()$",
    "^\\Qa$",
    "^\\p{Foo}$",
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "4",
    "5",
    "-1",
    "-0",
    "1.0",
    "1.5",
    "-1.5",
    "1e0",
    "4e0",
    "1e400",
    "0.0",
    "18446744073709551616",
    "-18446744073709551616",
    "123456789012345678901234567890",
];

fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn value(dice: &mut Dice) -> Value {
    match dice.roll(12) {
        0 => json!(null),
        1 => json!(dice.roll(2) == 0),
        2 | 3 => number(dice.pick(NUMBERS)),
        4..=7 => json!(dice.pick(TEXTS)),
        8 => json!("ü".repeat(127 + dice.roll(4))),
        9 => json!({}),
        10 => (0..dice.roll(4)).map(|_| json!(dice.pick(TEXTS))).collect(),
        _ => (0..dice.roll(3)).map(|_| value(dice)).collect(),
    }
}

fn full() -> Value {
    json!({
        "name": "Büro Köln", "attempts": 4, "retries": 1, "caller_id": "+15551234567", "caller_name": "ACME",
        "fax_header": "ACME Ltd", "fax_identity": "+1 555 1234567", "fax_timezone": "Europe/Berlin",
        "custom_smtp_email_address": "fax.acme.example", "media": {"fax_option": false},
        "smtp_permission_list": ["^john@acme\\.com$"], "flags": ["a"], "unknown": {"deep": [null, 1]},
        "notifications": {
            "inbound": {"email": {"send_to": ["a@b.example"]}, "sms": {"send_to": "+15550001111"},
                "callback": {"method": "post", "type": "json", "url": "https://hook.example/in"}},
            "outbound": {"email": {"send_to": "a@b.example"}, "sms": {"send_to": ["+15550001111"]},
                "callback": {"method": "put", "type": "www-url-form-encoded", "url": "https://hook.example/out"}}
        }
    })
}

fn mutated(dice: &mut Dice) -> Value {
    if dice.roll(200) == 0 {
        return value(dice);
    }
    let mut document = if dice.roll(4) == 0 { json!({"name": "x"}) } else { full() };
    for _ in 0..=dice.roll(3) {
        let field = dice.pick(Field::ALL).path();
        let place = if dice.roll(4) == 0 { dice.pick(OTHER_PATHS) } else { field };
        let present = path::get(&document, place).cloned();
        match (dice.roll(6), present) {
            (0, _) => path::remove(&mut document, place),
            (1 | 2, Some(Value::Array(mut items))) => {
                let index = dice.roll(items.len() + 1);
                items.insert(index, value(dice));
                path::set(&mut document, place, Value::Array(items));
            }
            _ => path::set(&mut document, place, value(dice)),
        }
    }
    document
}

#[test]
fn the_panel_and_the_schema_agree_on_thousands_of_documents() {
    let mut dice = Dice(2026);
    let (mut accepted, mut refusals) = (0, 0);
    for _ in 0..DOCUMENTS {
        let document = mutated(&mut dice);
        let refused: Vec<_> =
            faxbox_sandbox::judge(&document).into_iter().map(|verdict| verdict.path).collect();
        let judgment = Judgment::of(&document);
        assert_eq!(missed(&judgment, &refused), Vec::<String>::new(), "not told: {document}");
        let unfounded = errors_that_are_none(&judgment, &refused);
        assert_eq!(unfounded, Vec::<String>::new(), "not refused: {document}");
        accepted += usize::from(refused.is_empty());
        refusals += refused.len();
    }
    // The dice must not have rolled sound documents only, nor broken ones only.
    assert!(accepted > DOCUMENTS / 10, "{accepted} accepted");
    assert!(refusals > DOCUMENTS / 2, "{refusals} refusals");
}
