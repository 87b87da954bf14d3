//! What needs attention: told where the editor tells a problem of the same, and nowhere else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod common;

use faxbox_admin::{
    form::{Field, judge},
    state::{Attention, AttentionSet, BAR_LEAST_PERMILLE, Counts, Overview, Permits},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn knows(zone: &str) -> bool {
    zone != "Europe/Atlantis"
}

fn sound() -> Value {
    json!({
        "name": "x",
        "fax_header": "Acme",
        "smtp_permission_list": ["^john@acme\\.example$"],
        "notifications": {"inbound": {"email": {"send_to": ["a@b.example"]}}}
    })
}

/// The sound document with some members more, or others.
fn with(members: &Value) -> Value {
    let mut document = sound();
    for (key, value) in members.as_object().unwrap() {
        document[key] = value.clone();
    }
    document
}

fn kinds(document: &Value) -> Vec<Attention> {
    Counts::of(document, knows, Permits::default()).attention.kinds().collect()
}

#[test]
fn each_kind_is_told_for_what_it_is() {
    let callback = |way: &str, url: &str| {
        let mut notifications = sound()["notifications"].clone();
        notifications[way]["callback"] = json!({"url": url});
        json!({"notifications": notifications})
    };
    let rule = |rule: &str| json!({"smtp_permission_list": ["^ann@acme\\.example$", rule]});
    for (members, expected) in [
        (json!({}), vec![]),
        (json!({"smtp_permission_list": []}), vec![Attention::NobodyMaySend]),
        (rule(".*"), vec![Attention::OpenRule]),
        (rule(""), vec![Attention::OpenRule]),
        (rule("@acme.example"), vec![Attention::OpenRule]),
        (rule("^john@acme.example$"), vec![Attention::OpenRule]),
        // These let in nobody: odd, but not open.
        (rule("John@acme.example"), vec![]),
        (rule("jörg@acme.example"), vec![]),
        (rule("("), vec![]),
        (json!({"smtp_permission_list": "@acme.example"}), vec![Attention::OpenRule]),
        (json!({"notifications": {}}), vec![Attention::NobodyTold]),
        (json!({"notifications": {"inbound": {"sms": {"send_to": "+15551234567"}}}}), vec![]),
        (callback("inbound", "http://hook.example"), vec![Attention::PlainHttp]),
        (callback("outbound", "http://hook.example"), vec![Attention::PlainHttp]),
        // The editor tells the graver oddity of these.
        (callback("inbound", "http://10.0.0.1/"), vec![Attention::PlainHttp]),
        (callback("inbound", "http://me:pw@hook.example/"), vec![Attention::PlainHttp]),
        (callback("inbound", "https://10.0.0.1/"), vec![]),
        (callback("inbound", "https://hook.example"), vec![]),
        (json!({"fax_timezone": "Europe/Atlantis"}), vec![Attention::UnknownTimeZone]),
        (json!({"fax_timezone": ""}), vec![Attention::UnknownTimeZone]),
        (json!({"fax_timezone": "inherit"}), vec![]),
        (json!({"fax_header": "Kazoo Fax Printer"}), vec![Attention::DefaultHeader]),
        (json!({"fax_identity": "+1 555 1234 5678 9012"}), vec![Attention::HeaderTooLong]),
        (
            json!({"fax_header": "A name for a page that is so long that no fax machine prints it"}),
            vec![Attention::HeaderTooLong],
        ),
        (json!({"fax_header": "Büro"}), vec![]),
        (json!({"fax_identity": "ACME"}), vec![]),
        (json!({"custom_smtp_email_address": "Fax.acme.example"}), vec![Attention::DomainInCapitals]),
        (json!({"custom_smtp_email_address": "1@Fax.acme.example"}), vec![Attention::DomainInCapitals]),
        (json!({"custom_smtp_email_address": "fax"}), vec![]),
    ] {
        assert_eq!(kinds(&with(&members)), expected, "{members}");
    }
    let mut bare = sound();
    bare.as_object_mut().unwrap().remove("fax_header");
    assert_eq!(kinds(&bare), [Attention::DefaultHeader]);
    assert_eq!(
        kinds(&json!({"name": "x"})),
        [Attention::NobodyMaySend, Attention::NobodyTold, Attention::DefaultHeader]
    );
}

/// The field at which the editor tells the problem.
fn field(kind: Attention) -> &'static [Field] {
    match kind {
        Attention::NobodyMaySend | Attention::OpenRule => &[Field::SmtpPermissionList],
        Attention::NobodyTold => &[Field::InboundEmail],
        Attention::PlainHttp => &[Field::InboundCallbackUrl, Field::OutboundCallbackUrl],
        Attention::UnknownTimeZone => &[Field::FaxTimezone],
        Attention::DefaultHeader => &[Field::FaxHeader],
        Attention::HeaderTooLong => &[Field::FaxIdentity, Field::FaxHeader],
        Attention::DomainInCapitals => &[Field::CustomSmtpEmailAddress],
    }
}

proptest! {
    #[test]
    fn whatever_needs_attention_has_a_problem_at_its_field(document in common::document()) {
        let problems = judge(&document, knows);
        let set = AttentionSet::of(&problems, &document);
        for kind in set.kinds() {
            let told = |problem: &faxbox_admin::form::Problem| {
                field(kind).iter().any(|field| problem.path.starts_with(field.path()))
            };
            prop_assert!(problems.iter().any(told), "{kind:?} of {document}");
        }
        prop_assert!(Counts::of(&document, knows, Permits::default()).attention == set);
        prop_assert!(set.is_empty() || !problems.is_empty());
    }

    #[test]
    fn a_set_holds_what_was_put_in(bits in prop::collection::vec(any::<bool>(), Attention::ALL.len())) {
        let kinds: Vec<_> = Attention::ALL.iter().zip(&bits).filter(|(_, bit)| **bit).map(|(kind, _)| *kind).collect();
        let set = kinds.iter().fold(AttentionSet::default(), |set, kind| set.with(*kind).with(*kind));
        prop_assert_eq!(set.kinds().collect::<Vec<_>>(), kinds.clone());
        for kind in Attention::ALL {
            prop_assert_eq!(set.has(*kind), kinds.contains(kind));
            prop_assert_eq!(set.toggled(*kind).has(*kind), !kinds.contains(kind));
            prop_assert_eq!(set.meets(AttentionSet::default().with(*kind)), kinds.contains(kind));
        }
    }
}

#[test]
fn the_overview_counts_faxboxes_and_draws_the_longest_bar_full() {
    let set =
        |kinds: &[Attention]| Some(kinds.iter().fold(AttentionSet::default(), |set, kind| set.with(*kind)));
    let mut faxboxes = vec![
        None,
        set(&[]),
        set(&[Attention::OpenRule, Attention::DefaultHeader]),
        set(&[Attention::HeaderTooLong]),
    ];
    faxboxes.extend(std::iter::repeat_n(set(&[Attention::OpenRule]), 199));
    let overview = Overview::of(faxboxes);
    assert_eq!((overview.judged, overview.concerned), (202, 201));
    assert_eq!(
        [Attention::OpenRule, Attention::DefaultHeader, Attention::HeaderTooLong]
            .map(|kind| overview.count(kind)),
        [200, 1, 1]
    );
    assert_eq!(overview.bar_permille(Attention::OpenRule), 1000);
    assert_eq!(overview.bar_permille(Attention::DefaultHeader), BAR_LEAST_PERMILLE);
    assert_eq!(overview.bar_permille(Attention::PlainHttp), 0);
    assert_eq!(Overview::of([]).bar_permille(Attention::OpenRule), 0);
}
