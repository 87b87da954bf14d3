//! What is pasted into a list: every separator, every form of address, and nothing dropped.

use faxbox_admin::{
    domain::EmailAddress,
    form::{
        Item,
        recipients::{PASTE_MAX_ROWS, Paste, paste, split},
    },
};
use proptest::{collection::vec, prelude::*, sample::select};

#[track_caller]
fn addresses(text: &str, expected: &[&str]) {
    assert_eq!(split(Item::EmailAddress, text), expected, "{text:?}");
}

#[test]
fn addresses_are_parted_by_anything() {
    let both = ["a@x.example", "b@y.example"];
    for separator in [
        ",", ";", " ", "\t", "\n", "\r\n", ", ", " ; ", "|", " / ", " & ", ",\n", ";;", " - ", "\u{a0}",
        "、", "\n\n• ",
    ] {
        addresses(&format!("a@x.example{separator}b@y.example"), &both);
    }
    addresses("", &[]);
    addresses(" ,;\n\t", &[]);
    addresses("- a@x.example\n- b@y.example\n", &both);
    addresses("1. a@x.example\n2) b@y.example", &both);
    addresses("•a@x.example\n· b@y.example", &both);
    addresses("* a@x.example.\n* b@y.example;", &both);
    addresses("To: a@x.example, (b@y.example)", &["To", "a@x.example", "b@y.example"]);
}

#[test]
fn a_name_before_an_address_goes() {
    let john = ["j@x.example"];
    addresses("John <j@x.example>", &john);
    addresses("<j@x.example>", &john);
    addresses("<mailto:j@x.example>", &john);
    addresses("\"Doe, John\" <j@x.example>", &john);
    addresses("'John' <j@x.example>", &john);
    addresses("\"Doe; John <at work>\" <j@x.example>", &john);
    addresses("j@x.example <j@x.example>", &john);
    addresses("J@x.example <j@x.example>", &john);
    // The comma of a name that is not quoted, as mail programs write it.
    addresses("Doe, John <j@x.example>", &john);
    addresses("Doe, John <j@x.example>; Roe, Jane <k@x.example>", &["j@x.example", "k@x.example"]);
    addresses("John <j@x.example>, Jane <k@x.example>,", &["j@x.example", "k@x.example"]);
    addresses("John <j@x.example> <k@x.example>", &["j@x.example", "k@x.example"]);
}

#[test]
fn an_address_loses_what_stands_around_it_and_nothing_else() {
    for text in [
        "mailto:j@x.example",
        "MAILTO:j@x.example?subject=Fax%20me",
        "'j@x.example'",
        "\"j@x.example\"",
        "(j@x.example)",
        "[j@x.example]",
        "“j@x.example”",
        "j@x.example.",
        "\u{feff}j@x.\u{200b}example",
    ] {
        addresses(text, &["j@x.example"]);
    }
    for address in [
        "o'neil@x.example",
        "'j@x.example",
        "j.@x.example",
        "-j@x.example",
        "1.j@x.example",
        "j@[10.0.0.1]",
        "j+fax@x.example",
        "ü@ö.example",
        "\"john doe\"@x.example",
    ] {
        addresses(address, &[address]);
    }
}

#[test]
fn what_is_no_address_becomes_a_row() {
    addresses("nobody", &["nobody"]);
    addresses("John Doe", &["John Doe"]);
    addresses("a@x.example, nobody; b@y.example", &["a@x.example", "nobody", "b@y.example"]);
    addresses("nobody a@x.example", &["nobody", "a@x.example"]);
    addresses("a@@x.example,@,a@", &["a@@x.example", "@", "a@"]);
    addresses("a @ x.example", &["a @ x.example"]);
    addresses("John <nobody>", &["John <nobody"]);
    addresses("Doe, John <j@x.example>, k@x.example", &["Doe", "j@x.example", "k@x.example"]);
    addresses("boss@x.example <j@x.example>", &["boss@x.example", "j@x.example"]);
    addresses("\"open, a@x.example", &["open", "a@x.example"]);
}

#[test]
fn numbers_keep_their_blanks() {
    let check = |text: &str, expected: &[&str]| assert_eq!(split(Item::Number, text), expected, "{text:?}");
    check("+1 555 010 0199, (0221) 555-01;+44 20", &["+1 555 010 0199", "(0221) 555-01", "+44 20"]);
    check("+1 555 010 0199\r\n+49 221 555 01\t112", &["+1 555 010 0199", "+49 221 555 01", "112"]);
    check("tel:+15550100199\n• +49 221\n1. 555 010", &["+15550100199", "+49 221", "555 010"]);
    check("extension 12, -, ", &["extension 12"]);
}

#[test]
fn rules_stand_one_a_line() {
    let check =
        |text: &str, expected: &[&str]| assert_eq!(split(Item::PermissionRule, text), expected, "{text:?}");
    check("^a,b;c d@x\\.example$", &["^a,b;c d@x\\.example$"]);
    check(" ^a$ \r\n\n<b>\n- c", &["^a$", "<b>", "- c"]);
}

#[test]
fn one_plain_piece_is_a_plain_paste_and_too_many_are_none() {
    let check = |text: &str, standing: &str, expected: Paste| {
        assert_eq!(paste(Item::EmailAddress, text, standing), expected, "{text:?} into {standing:?}");
    };
    let rows = |texts: &[&str], pasted| Paste::Rows {
        texts: texts.iter().map(|t| (*t).to_owned()).collect(),
        pasted,
    };
    check("a@x.example", "", Paste::Text);
    check("nobody", "", Paste::Text);
    check("", "", Paste::Text);
    check("x.example", "a@", Paste::Text);
    check("Ann <a@x.example>", "", rows(&["a@x.example"], 1));
    check("a@x.example\n", "", rows(&["a@x.example"], 1));
    check("Ann <a@x.example>", "b@", Paste::Text);
    check("a@x.example b@x.example", "", rows(&["a@x.example", "b@x.example"], 2));
    check("a@x.example b@x.example", "c@x.example", rows(&["c@x.example", "a@x.example", "b@x.example"], 2));
    let many = |count: usize| "a@x.example ".repeat(count);
    assert!(matches!(
        paste(Item::EmailAddress, &many(PASTE_MAX_ROWS), ""),
        Paste::Rows { pasted: PASTE_MAX_ROWS, .. }
    ));
    check(&many(PASTE_MAX_ROWS + 1), "", Paste::TooMany(PASTE_MAX_ROWS + 1));
}

fn address() -> impl Strategy<Value = String> {
    let mailbox = "[a-zA-Z0-9!#$%&*+/=?^_{}~ü-]([a-zA-Z0-9.!#$%&'*+/=?^_`{}~ü-]{0,12}[a-zA-Z0-9'_-])?";
    let domain = "[a-zöA-Z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\\.[a-z]{2,6}){1,3}";
    (mailbox, domain).prop_map(|(mailbox, domain)| format!("{mailbox}@{domain}"))
}

fn separator() -> impl Strategy<Value = String> {
    let sign =
        select(vec![",", ";", " ", "\t", "\n", "\r\n", "|", "\u{a0}", " - ", " • ", " & ", "\n3. ", "\n* "]);
    vec(sign, 1..4).prop_map(|signs| signs.concat())
}

/// How a mail program or a person may write an address.
fn written() -> impl Strategy<Value = (String, String)> {
    let form = select(vec!["{}", "{}", "<{}>", "Ann <{}>", "\"Doe, John\" <{}>", "mailto:{}", "({})", "{}."]);
    (address(), form).prop_map(|(address, form)| (form.replace("{}", &address), address))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_addresses_with_any_separators_between_are_those_addresses(
        parts in vec((written(), separator()), 1..12),
    ) {
        let text: String = parts.iter().flat_map(|((text, _), separator)| [text.as_str(), separator]).collect();
        let expected: Vec<_> = parts.into_iter().map(|((_, address), _)| address).collect();
        for address in &expected {
            prop_assert!(EmailAddress::parse(address).is_ok_and(|address| address.oddity().is_none()), "{}", address);
        }
        prop_assert_eq!(split(Item::EmailAddress, &text), expected, "{:?}", text);
    }

    #[test]
    fn what_was_split_splits_into_itself_and_no_word_with_an_at_is_lost(text in "[a-z@<>\"', ;\\n.-]{0,40}") {
        let once = split(Item::EmailAddress, &text);
        prop_assert!(once.iter().all(|piece| !piece.is_empty()));
        let letters = |text: &str| text.chars().filter(|c| *c == '@').count();
        let kept: usize = once.iter().map(|piece| letters(piece)).sum();
        // A name that repeats its address, and a quoted name, may hold one.
        if !text.contains(['"', '<']) {
            prop_assert_eq!(kept, letters(&text), "{:?} became {:?}", text, once);
        }
    }

    #[test]
    fn any_text_can_be_pasted(text in "\\PC{0,80}", standing in "\\PC{0,5}") {
        for item in [Item::EmailAddress, Item::Number, Item::PermissionRule] {
            if let Paste::Rows { texts, pasted } = paste(item, &text, &standing) {
                prop_assert!(pasted >= 1 && texts.len() == pasted + usize::from(!standing.is_empty()));
            }
        }
    }
}
