//! The attributes of the element, as the panel reads them.

use faxbox_admin::{
    domain::FaxboxId,
    form::Field,
    state::{
        Ability, Access, ConfigFile, ConnectForm, Density, Options, Route, Routing, Shortcuts, TabStorage,
        Theme, TokenSource,
    },
};

const ID: &str = "0123456789abcdef0123456789abcdef";

/// The options of an element with these attributes.
fn options(attributes: &[(&str, &str)]) -> Options {
    Options::read(|name| {
        attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn without_attributes_everything_can_be_done_and_nothing_of_the_page_is_touched() {
    let none = options(&[]);
    assert_eq!(none, Options::default());
    assert_eq!((none.routing, none.storage), (Routing::None, TabStorage::None));
    assert!(
        [Ability::Create, Ability::Remove, Ability::Bulk, Ability::Export]
            .iter()
            .all(|can| none.permits.allow(*can))
    );
    assert!(Field::ALL.iter().all(|field| none.permits.fields.hold(*field)));
}

#[test]
fn each_attribute_is_read_into_its_own_type_and_an_unknown_word_is_as_none() {
    let one = |name, value| options(&[(name, value)]);
    assert_eq!(one("server", "https://api.example").server.as_deref(), Some("https://api.example"));
    assert_eq!(one("server", "").server, None);
    assert_eq!(one("account-id", "a1").account_id.as_deref(), Some("a1"));
    assert_eq!(one("locale", "pt-BR").locale.as_deref(), Some("pt-BR"));
    for (value, expected) in
        [("light", Theme::Light), ("dark", Theme::Dark), ("auto", Theme::Auto), ("red", Theme::Auto)]
    {
        assert_eq!(one("theme", value).theme, expected, "{value}");
    }
    assert_eq!(one("readonly", "").permits.access, Access::ReadOnly);
    assert_eq!(one("routing", "hash").routing, Routing::Hash);
    assert_eq!(one("routing", "path").routing, Routing::None);
    assert_eq!(one("storage", "tab").storage, TabStorage::Tab);
    assert_eq!(one("storage", "local").storage, TabStorage::None);
    assert_eq!(one("shortcuts", "off").shortcuts, Shortcuts::Off);
    assert_eq!(one("shortcuts", "on").shortcuts, Shortcuts::On);
    assert_eq!(one("density", "compact").density, Density::Compact);
    assert_eq!(one("density", "tiny").density, Density::Comfortable);
    assert_eq!(one("connect", "none").connect, ConnectForm::Withheld);
    assert_eq!(one("config", "failed").config, ConfigFile::Failed);
    assert_eq!(one("token", "host").token, TokenSource::Host);
}

#[test]
fn a_panel_begins_where_view_and_faxbox_id_say() {
    let faxbox = || FaxboxId::parse(ID).ok().map_or(Route::List, Route::Faxbox);
    let check = |attributes: &[(&str, &str)], expected: Route| {
        assert_eq!(options(attributes).start, expected, "{attributes:?}");
    };
    check(&[], Route::List);
    check(&[("view", "list")], Route::List);
    check(&[("view", "list"), ("faxbox-id", ID)], Route::List);
    check(&[("view", "new")], Route::New);
    check(&[("view", "new"), ("faxbox-id", ID)], Route::New);
    check(&[("view", "faxbox"), ("faxbox-id", ID)], faxbox());
    check(&[("faxbox-id", ID)], faxbox());
    check(&[("view", "faxbox")], Route::List);
    check(&[("view", "faxbox"), ("faxbox-id", ".")], Route::List);
}
