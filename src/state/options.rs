use crate::domain::FaxboxId;

use super::{
    Route,
    permits::{Abilities, Access, Fields, Permits},
};

/// How a host page wants its panel: the attributes of the element, read as they are now.
///
/// A word that is none of those an attribute knows is as if the attribute were absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `server`: the API's address, as the host gave it; not judged yet.
    pub server: Option<String>,
    /// `account-id`: the account, as the host gave it; not judged yet.
    pub account_id: Option<String>,
    /// What became of the file that `config` names: it gives what `server` and `account-id` do not.
    pub config: ConfigFile,
    /// `view` and `faxbox-id`: where in the panel one begins, and where a change of them leads.
    pub start: Route,
    /// `locale`: the language, as BCP 47 has it, or `auto`; not judged. `src/ui/element.js` acts on it.
    pub locale: Option<String>,
    /// `theme`
    pub theme: Theme,
    /// `readonly`, `fields` and `can`: what the person may see and do.
    pub permits: Permits,
    /// `routing`
    pub routing: Routing,
    /// `storage`
    pub storage: TabStorage,
    /// `shortcuts`
    pub shortcuts: Shortcuts,
    /// `density`: how high the rows are as long as the person has not chosen.
    pub density: Density,
    /// `connect`
    pub connect: ConnectForm,
    /// Who gives the token.
    pub token: TokenSource,
}

/// What became of the operator's file of defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConfigFile {
    /// It was read, or there is none.
    #[default]
    Read,
    /// It was there and could not be read.
    Failed,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    #[default]
    Auto,
    /// Light, whatever the system is.
    Light,
    /// Dark, whatever the system is.
    Dark,
}

/// Where the panel keeps its view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Routing {
    /// In itself.
    #[default]
    None,
    /// In the page's address, behind the `#`.
    Hash,
}

/// Whether the panel may use the tab's storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TabStorage {
    /// It may not.
    #[default]
    None,
    /// For the connection, where the person wants that, for drafts, and for how the list is looked at.
    Tab,
}

/// Whether single keys do something in the list. They act with the focus inside of the panel alone, and a person can switch them off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shortcuts {
    /// They do.
    #[default]
    On,
    /// They are text, or nothing.
    Off,
}

/// How high the rows of the list are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Two lines each, with room around them.
    #[default]
    Comfortable,
    /// One line each.
    Compact,
}

/// What stands where nobody is signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConnectForm {
    /// The form to connect with.
    #[default]
    Shown,
    /// A sentence: signing in is the host's.
    Withheld,
}

/// Who gives the token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenSource {
    /// The person, in the form.
    #[default]
    Person,
    /// The host page, by a property of the element.
    Host,
}

impl Options {
    /// Reads the attributes. `get` gives the value of one that is there.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| get(name).filter(|text| !text.is_empty());
        let is = |name: &str, word: &str| get(name).is_some_and(|text| text == word);
        let id = given("faxbox-id").and_then(|id| FaxboxId::parse(&id).ok());
        Self {
            server: given("server"),
            account_id: given("account-id"),
            config: if is("config", "failed") { ConfigFile::Failed } else { ConfigFile::Read },
            start: match (get("view").as_deref(), id) {
                (Some("new"), _) => Route::New,
                (Some("faxbox") | None, Some(id)) => Route::Faxbox(id),
                _ => Route::List,
            },
            locale: given("locale"),
            theme: match get("theme").as_deref() {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::Auto,
            },
            permits: Permits {
                access: if get("readonly").is_some() { Access::ReadOnly } else { Access::Full },
                fields: get("fields").map_or_else(Fields::default, |text| Fields::read(&text)),
                can: get("can").map_or_else(Abilities::default, |text| Abilities::read(&text)),
            },
            routing: if is("routing", "hash") { Routing::Hash } else { Routing::None },
            storage: if is("storage", "tab") { TabStorage::Tab } else { TabStorage::None },
            shortcuts: if is("shortcuts", "off") { Shortcuts::Off } else { Shortcuts::On },
            density: if is("density", "compact") { Density::Compact } else { Density::Comfortable },
            connect: if is("connect", "none") { ConnectForm::Withheld } else { ConnectForm::Shown },
            token: if is("token", "host") { TokenSource::Host } else { TokenSource::Person },
        }
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r', ',']).filter(|word| !word.is_empty())
}
