//! What a host lets a person see and do: `readonly`, `fields` and `can`.

use faxbox_admin::{
    domain::SmtpDomainOddity,
    form::{Fault, Field, Kind, Problem, Section},
    state::{Ability, Attention, Column, Columns, Counts, Fields, ListRow, Options, Permits, Task, Told},
};

const ALL: [Ability; 4] = [Ability::Create, Ability::Remove, Ability::Bulk, Ability::Export];

/// The permits of an element with these attributes.
fn permits(attributes: &[(&str, &str)]) -> Permits {
    let value = |name: &str| attributes.iter().find(|(known, _)| *known == name);
    Options::read(|name| value(name).map(|(_, value)| (*value).to_owned())).permits
}

#[test]
fn can_names_what_may_be_done_and_readonly_leaves_the_files_alone() {
    let check = |attributes: &[(&str, &str)], expected: &[Ability]| {
        let permits = permits(attributes);
        let allowed: Vec<_> = ALL.into_iter().filter(|ability| permits.allow(*ability)).collect();
        assert_eq!(allowed, expected, "{attributes:?}");
    };
    check(&[], &ALL);
    check(&[("can", "")], &[]);
    check(&[("can", "create")], &[Ability::Create]);
    check(&[("can", " remove,  export\nfly ")], &[Ability::Remove, Ability::Export]);
    check(&[("can", "bulk")], &[Ability::Bulk]);
    check(&[("readonly", "")], &[Ability::Export]);
    check(&[("readonly", "false")], &[Ability::Export]);
    check(&[("readonly", ""), ("can", "create remove")], &[]);
    // A new faxbox must be named, and a file holds all of it.
    check(&[("fields", "notifications")], &[Ability::Remove, Ability::Bulk]);
    check(&[("fields", "name notifications")], &[Ability::Create, Ability::Remove, Ability::Bulk]);
    check(&[("fields", "name"), ("can", "create export")], &[Ability::Create]);
    check(&[("fields", ""), ("can", "export")], &[]);
}

#[test]
fn what_needs_two_abilities_needs_both() {
    let check = |attributes: &[(&str, &str)], import: bool, removals: bool, selection: bool| {
        let permits = permits(attributes);
        let found = (permits.allow_import(), permits.allow_removals(), permits.allow_selection());
        assert_eq!(found, (import, removals, selection), "{attributes:?}");
    };
    check(&[], true, true, true);
    check(&[("readonly", "")], false, false, true);
    check(&[("readonly", ""), ("fields", "name")], false, false, false);
    check(&[("can", "bulk")], false, false, true);
    check(&[("can", "bulk create")], true, false, true);
    check(&[("can", "bulk create"), ("fields", "name")], false, false, true);
    check(&[("can", "remove")], false, false, false);
    check(&[("can", "remove bulk")], false, true, true);
    check(&[("can", "export")], false, false, true);
    check(&[("can", "")], false, false, false);
}

#[test]
fn fields_names_parameters_or_what_several_begin_with() {
    let check = |text: &str, expected: &[&str]| {
        let fields = permits(&[("fields", text)]).fields;
        assert!(!fields.is_all());
        let held = Field::ALL.iter().filter(|field| fields.hold(**field));
        assert_eq!(held.map(|field| field.path()).collect::<Vec<_>>(), expected, "{text:?}");
    };
    check("", &[]);
    check("name", &["name"]);
    check("nam", &[]);
    check("names", &[]);
    check("retries, name", &["name", "retries"]);
    check("\tattempts,,name\r\nname ", &["name", "attempts"]);
    check(
        "notifications.inbound.email notifications.outbound.email",
        &["notifications.inbound.email.send_to", "notifications.outbound.email.send_to"],
    );
    check("notifications.inbound.callback.url", &["notifications.inbound.callback.url"]);
    check("notifications.inbound.", &[]);
    check("media", &["media.fax_option"]);
    // All parameters are not all: other programs' keys are none.
    let paths: Vec<_> = Field::ALL.iter().map(|field| field.path()).collect();
    check(&paths.join(","), &paths);
    assert!(permits(&[]).fields.is_all());
}

#[test]
fn words_that_name_nothing_are_told() {
    let misnamed = |text| Fields::misnamed(text).collect::<Vec<_>>();
    assert_eq!(misnamed("name, notifications media.fax_option"), [""; 0]);
    assert_eq!(
        misnamed("Name recipients,notifications.inbound.mail name"),
        ["Name", "recipients", "notifications.inbound.mail"]
    );
}

#[test]
fn a_section_and_a_column_are_there_where_something_of_them_may_be_seen() {
    let check = |text: &str, sections: &[Section], columns: &[Column]| {
        let permits = permits(&[("fields", text)]);
        let shown = Section::ALL.iter().copied().filter(|section| permits.show(*section));
        assert_eq!(shown.collect::<Vec<_>>(), sections, "{text:?}");
        let shown = Column::ALL.iter().copied().filter(|column| permits.show_column(*column));
        assert_eq!(shown.collect::<Vec<_>>(), columns, "{text:?}");
    };
    check("", &[], &[Column::Name, Column::Problems]);
    check("name", &[Section::Identity], &[Column::Name, Column::Problems]);
    check(
        "notifications.inbound.email",
        &[Section::Inbound],
        &[Column::Name, Column::Inbound, Column::Problems],
    );
    check(
        "notifications.outbound.callback, fax_timezone",
        &[Section::PageHeader, Section::Outbound],
        &[Column::Name, Column::Callback, Column::TimeZone, Column::Problems],
    );
    check("attempts", &[Section::System], &[Column::Name, Column::Problems]);
}

#[test]
fn chosen_columns_are_shown_as_far_as_they_may_be_seen() {
    let chosen = Columns::NAME.with(Column::Retries).with(Column::TimeZone);
    assert_eq!(permits(&[]).columns(None), None);
    assert_eq!(permits(&[]).columns(Some(chosen)), Some(chosen));
    let restricted = permits(&[("fields", "retries caller_id")]);
    assert_eq!(restricted.columns(Some(chosen)), Some(Columns::NAME.with(Column::Retries)));
    let all = Columns::NAME.with(Column::CallerId).with(Column::Retries).with(Column::Problems);
    assert_eq!(restricted.columns(None), Some(all));
}

#[test]
fn what_needs_attention_is_told_where_it_may_be_seen() {
    let check = |text: &str, expected: &[Attention]| {
        let permits = permits(&[("fields", text)]);
        let shown = Attention::ALL.iter().copied().filter(|kind| permits.show_attention(*kind));
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text:?}");
    };
    check("", &[]);
    check("name", &[]);
    check("smtp_permission_list", &[Attention::NobodyMaySend, Attention::OpenRule]);
    check("notifications.inbound.sms", &[Attention::NobodyTold]);
    check("notifications.outbound.callback", &[Attention::PlainHttp]);
    check("fax_identity fax_timezone", &[Attention::UnknownTimeZone, Attention::HeaderTooLong]);
    check("fax_header", &[Attention::DefaultHeader, Attention::HeaderTooLong]);
    check("custom_smtp_email_address", &[Attention::DomainInCapitals]);
    assert!(Attention::ALL.iter().all(|kind| permits(&[]).show_attention(*kind)));
}

#[test]
fn a_problem_that_cannot_be_seen_stands_on_top_where_it_stops_a_save_or_one_click_mends_it() {
    let check = |attributes: &[(&str, &str)], path: &str, fault: &Fault, expected: Told| {
        let problem = Problem::new(path.to_owned(), fault.clone());
        assert_eq!(permits(attributes).told(&problem), expected, "{attributes:?} {path}");
    };
    let (zone, number) = (Fault::UnknownTimeZone, Fault::CallerNameLong(20));
    let name = [("fields", "name")];
    check(&[], "fax_timezone", &zone, Told::AtControl);
    check(&[], "media", &Fault::Type(Kind::Object), Told::OnTop);
    check(&name, "name", &Fault::Required, Told::AtControl);
    check(&name, "fax_timezone", &zone, Told::OnTop);
    check(&name, "caller_name", &number, Told::Nowhere);
    check(&name, "retries", &Fault::Type(Kind::Integer), Told::OnTop);
    check(&name, "smtp_permission_list.2", &Fault::Type(Kind::Text), Told::OnTop);
    check(&name, "smtp_permission_list.2", &Fault::EmptyItem, Told::Nowhere);
    check(&name, "media", &Fault::Type(Kind::Object), Told::OnTop);
    let domain = |oddity| Fault::SmtpDomainOdd(oddity);
    check(&name, "custom_smtp_email_address", &domain(SmtpDomainOddity::Capitals), Told::OnTop);
    check(&name, "custom_smtp_email_address", &domain(SmtpDomainOddity::Empty), Told::Nowhere);
    // Nobody who only looks can mend it.
    let only_looks = [("fields", "name"), ("readonly", "")];
    check(&only_looks, "name", &Fault::Required, Told::AtControl);
    check(&only_looks, "fax_timezone", &zone, Told::Nowhere);
    check(&only_looks, "retries", &Fault::Type(Kind::Integer), Told::Nowhere);
    check(&[("readonly", "")], "media", &Fault::Type(Kind::Object), Told::OnTop);
}

#[test]
fn a_task_is_allowed_by_what_it_needs() {
    let check = |attributes: &[(&str, &str)], expected: [bool; 4]| {
        let permits = permits(attributes);
        let tasks =
            [Task::Change(Vec::new()), Task::Remove(Vec::new()), Task::Export(Vec::new()), Task::Import];
        assert_eq!(tasks.map(|task| permits.allow_task(&task)), expected, "{attributes:?}");
    };
    check(&[], [true; 4]);
    check(&[("readonly", "")], [false, false, true, false]);
    check(&[("can", "bulk")], [true, false, false, false]);
    check(&[("can", "bulk remove create")], [true, true, false, true]);
    check(&[("fields", "name")], [true, true, false, false]);
}

#[test]
fn a_row_of_the_list_holds_and_counts_nothing_but_what_may_be_seen() {
    let document = serde_json::json!({
        "id": "0123456789abcdef0123456789abcdef", "name": "Front", "caller_id": "+1 555 010 0177", "retries": 2, "fax_timezone": "Nowhere",
        "custom_smtp_email_address": "", "smtp_permission_list": ["("],
        "notifications": {"inbound": {"email": {"send_to": ["ann@acme.example"]}, "callback": {"url": "https://hooks.acme.example"}}},
    });
    let cells = |attributes: &[(&str, &str)]| {
        let row = ListRow::read(&document, str::to_ascii_uppercase, permits(attributes).fields);
        row.map(|row| {
            Column::ALL
                .iter()
                .map(|column| row.cell(*column).to_owned())
                .filter(|cell| !cell.is_empty())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(cells(&[("fields", "")]), Some(vec!["Front".to_owned()]));
    assert_eq!(cells(&[("fields", "retries")]), Some(vec!["Front".to_owned(), "2".to_owned()]));
    let inbound = |text: &str| cells(&[("fields", text)]).and_then(|cells| cells.get(1).cloned());
    assert_eq!(inbound("notifications.inbound.email").as_deref(), Some("ann@acme.example"));
    assert_eq!(inbound("notifications.inbound.sms"), None);
    let counts = |attributes: &[(&str, &str)]| {
        let counts = Counts::of(&document, |_| false, permits(attributes));
        (counts.errors, counts.warnings, counts.attention.kinds().collect::<Vec<_>>())
    };
    let zone = Attention::UnknownTimeZone;
    assert_eq!(counts(&[("fields", "name"), ("readonly", "")]), (0, 0, vec![]));
    // An error stops a save, whoever may see its field; this warning is mended by one click.
    assert_eq!(counts(&[("fields", "name")]), (1, 1, vec![zone]));
    assert!(counts(&[]).1 > 1);
}
