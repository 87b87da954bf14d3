//! The data that is there from the start: realistic, and the same every time.

use crate::accounts::{ACME, BIRCH};
use crate::identity;
use crate::store::{Books, Store, StoreError};
use crate::write::custom_address;
use serde_json::{Value, json};

/// How many faxboxes the second account has.
pub const BIRCH_FAXBOXES: usize = 5;

/// Seeds a database without a single write in it.
pub fn seed_if_empty(store: &Store, faxboxes: usize) -> Result<(), StoreError> {
    store.transaction(|books| if books.count_up("seeded")? == 1 { plant(books, faxboxes) } else { Ok(()) })
}

/// Empties the database and seeds it anew.
pub fn reseed(store: &Store, faxboxes: usize) -> Result<(), StoreError> {
    store.transaction(|books| {
        books.clear()?;
        books.count_up("seeded")?;
        plant(books, faxboxes)
    })
}

fn plant(books: &Books<'_>, faxboxes: usize) -> Result<(), StoreError> {
    for (number, document) in all_of_acme().enumerate().take(faxboxes) {
        add(books, ACME.id, number, &document)?;
    }
    for number in 0..BIRCH_FAXBOXES {
        add(books, BIRCH.id, number, &birch(number))?;
    }
    Ok(())
}

/// The id follows from the account and the number alone, so that more faxboxes do not change those that were there.
fn add(books: &Books<'_>, account: &str, number: usize, document: &Value) -> Result<(), StoreError> {
    let id = identity::hex32(&format!("seed {account} {number}"));
    books.create_as(account, &id, document.to_string(), custom_address(document)).map(drop)
}

fn filled(mut document: Value) -> Value {
    crate::merge::fill_in(&mut document);
    document
}

const PLACES: [&str; 16] = [
    "Front desk",
    "Büro Köln",
    "Contabilità Milano",
    "Отдел продаж",
    "会計部",
    "قسم المحاسبة",
    "Λογιστήριο Αθήνα",
    "מחלקת מכירות",
    "विक्रय विभाग",
    "Réception Genève",
    "서울 지점",
    "ฝ่ายบัญชี",
    "Łódź magazyn",
    "İstanbul şubesi",
    "Warehouse 🚚 north",
    "Claims & returns <intake>",
];

const ZONES: [&str; 8] = [
    "America/Los_Angeles",
    "Europe/Berlin",
    "Europe/Rome",
    "Asia/Tokyo",
    "America/New_York",
    "Asia/Kolkata",
    "inherit",
    "Australia/Sydney",
];

/// The faxboxes of the first account, without end.
fn all_of_acme() -> impl Iterator<Item = Value> {
    let odd = odd_ones();
    let others = (odd.len()..).map(acme);
    odd.into_iter().chain(others)
}

/// One faxbox of the first account behind the odd ones: they vary with their number.
fn acme(number: usize) -> Value {
    let pick =
        |choices: &'static [&'static str]| choices.get(number % choices.len()).copied().unwrap_or_default();
    let line = format!("+1555{:07}", 1_000_000 + number);
    let mut document = json!({
        "name": format!("{} {}", pick(&PLACES), number + 1),
        "caller_id": line,
        "caller_name": "Acme Logistics",
        "fax_header": "Acme Logistics",
        "fax_identity": format!("+1 555 {:07}", 1_000_000 + number),
        "fax_timezone": pick(&ZONES),
        "retries": number % 5,
        "media": {"fax_option": number.is_multiple_of(2)},
        "smtp_permission_list": [format!("^desk{number}@acme\\.example$")],
    });
    let extra = match number % 6 {
        0 => {
            json!({"notifications": {"inbound": {"email": {"send_to": [format!("in{number}@acme.example"), "archive@acme.example"]}}}})
        }
        1 => {
            json!({"notifications": {"outbound": {"email": {"send_to": format!("out{number}@acme.example")}}}})
        }
        2 => {
            json!({"notifications": {"inbound": {"sms": {"send_to": line}}, "outbound": {"sms": {"send_to": [line]}}}})
        }
        3 => json!({"custom_smtp_email_address": format!("fax{number}.acme.example")}),
        4 => json!({"owner_id": format!("{:032x}", number % 7), "flags": ["imported"]}),
        _ => {
            json!({"notifications": {"inbound": {"callback": {"method": "post", "type": "json", "url": format!("https://hooks.acme.example/fax/{number}")}}}})
        }
    };
    crate::merge::merge_top(&mut document, &extra);
    filled(document)
}

/// Faxboxes that show one thing each: every field, old forms, unknown keys, unwise settings.
fn odd_ones() -> Vec<Value> {
    let huge: Value = serde_json::from_str("123456789012345678901234567890").unwrap_or_default();
    vec![
        filled(json!({
            "name": "Every field",
            "attempts": 2,
            "caller_id": "+15551230001",
            "caller_name": "Acme Caller",
            "custom_smtp_email_address": "fax.acme.example",
            "fax_header": "Acme Logistics Inc.",
            "fax_identity": "+1 555 123 0001",
            "fax_timezone": "America/New_York",
            "media": {"fax_option": true},
            "retries": 3,
            "smtp_permission_list": ["^john@acme\\.example$", "^[^@]+@sales\\.acme\\.example$"],
            "notifications": {
                "inbound": {
                    "email": {"send_to": ["ann@acme.example", "bob@acme.example"]},
                    "sms": {"send_to": ["+15551230002"]},
                    "callback": {"method": "post", "type": "json", "url": "https://hooks.acme.example/in"}
                },
                "outbound": {
                    "email": {"send_to": "carol@acme.example"},
                    "sms": {"send_to": "+15551230003"},
                    "callback": {"method": "put", "type": "www-url-form-encoded", "url": "http://hooks.acme.example/out"}
                }
            }
        })),
        filled(json!({"name": "Only a name"})),
        filled(json!({"name": "Rules as one text (old)", "smtp_permission_list": "john@acme.example"})),
        filled(json!({
            "name": "Keys of other programs",
            "flags": ["vip", "imported"],
            "owner_id": "0f0e0d0c0b0a09080706050403020100",
            "ui_metadata": {"version": "5", "ui": "other", "deep": {"list": [1, {"nothing": null}]}},
            "billing.reference": "a key with a dot",
            "serial": huge,
            "weight": 0.1,
            "notifications": {"outbound": {"x_other_program": {"k": 1}}},
            "media": {"fax_option": false, "codec": "T38"}
        })),
        filled(json!({"name": "Open to everybody", "smtp_permission_list": [".*"]})),
        filled(
            json!({"name": "Open to a whole domain and more", "smtp_permission_list": ["@acme.example", "John@Acme.example"]}),
        ),
        filled(json!({"name": "Empty rule", "smtp_permission_list": [""]})),
        filled(
            json!({"name": "Capitals in the domain", "custom_smtp_email_address": "Fax-Two.Acme.Example"}),
        ),
        filled(json!({"name": "Empty domain", "custom_smtp_email_address": ""})),
        filled(json!({
            "name": "Calls home",
            "notifications": {"inbound": {"callback": {"url": "http://127.0.0.1/fax", "method": "post", "type": "json"}}}
        })),
        filled(json!({
            "name": "A number that is none, and a caller name that carriers cut",
            "caller_id": "extension 12",
            "caller_name": "Acme Logistics Head Office",
            "fax_identity": "ACME-LOGISTICS-HEADQUARTERS",
            "fax_timezone": "Nowhere/Land"
        })),
        filled(json!({
            "name": "Recipients that look wrong and pass",
            "notifications": {"inbound": {"email": {"send_to": ["a@b", "ü@ö.example", "a b@c d"]}, "sms": {"send_to": ""}}}
        })),
        filled(json!({"name": "  blanks around  ", "retries": 0})),
        filled(json!({
            "name": "A name of one hundred and twenty-eight characters, which is as long as the server lets a name be, so that a table has to cope..."
        })),
        json!({"caller_id": "+15551230099", "retries": 1}),
        filled(json!({"name": "<script>alert(1)</script>", "caller_name": "\" onmouseover=\"x"})),
    ]
}

/// One faxbox of the second account.
fn birch(number: usize) -> Value {
    let names = ["Werkstatt", "Büro", "Lager", "Einkauf", "Geschäftsleitung"];
    let mut document = json!({
        "name": names.get(number).copied().unwrap_or("Birch"),
        "caller_name": "Birch & Sons",
        "fax_header": "Birch & Sons",
        "fax_timezone": "Europe/Berlin",
        "smtp_permission_list": ["^[^@]+@birch\\.example$"],
    });
    if number == 0 {
        let custom = json!({"custom_smtp_email_address": "fax.birch.example"});
        crate::merge::merge_top(&mut document, &custom);
    }
    filled(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::judge;

    #[test]
    fn the_seed_is_sound_but_for_the_two_documents_that_show_faults() {
        let faulty: Vec<String> = all_of_acme()
            .take(200)
            .chain((0..BIRCH_FAXBOXES).map(birch))
            .flat_map(|document| judge(&document))
            .map(|verdict| format!("{} {}", verdict.path, verdict.rule))
            .collect();
        assert_eq!(faulty, ["smtp_permission_list type", "name required"]);
    }

    #[test]
    fn the_longest_name_is_as_long_as_a_name_may_be() {
        let longest = odd_ones().iter().filter_map(|one| Some(one["name"].as_str()?.chars().count())).max();
        assert_eq!(longest, Some(128));
    }
}
