use super::{
    attention::{Attention, AttentionSet},
    row::{Column, ListRow},
};

/// Whether a faxbox has problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Errors or warnings.
    Any,
    /// Errors, which stop a save.
    Errors,
    /// None.
    Nothing,
}

/// Whether something is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Set,
    /// It is not.
    NotSet,
}

/// T.38, as it stands in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaxOption {
    /// `true`
    On,
    /// `false`
    Off,
    /// Nothing, which means off.
    NotSet,
}

/// Makes a choice that has a name in an address: `Type { Variant = "name" }`.
macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),* }) => {
        impl $type {
            /// In the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in an address.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The one of this name.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

named!(Trouble { Any = "1", Errors = "errors", Nothing = "0" });
named!(Presence { Set = "set", NotSet = "none" });
named!(FaxOption { On = "on", Off = "off", NotSet = "none" });

/// Which faxboxes are shown: those that every filter keeps. The search comes besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// By its problems.
    pub trouble: Option<Trouble>,
    /// By what needs attention: those that have any of these; all where it is empty.
    pub attention: AttentionSet,
    /// By its callbacks, of arriving or of sent faxes.
    pub callback: Option<Presence>,
    /// By T.38.
    pub fax_option: Option<FaxOption>,
    /// By `fax_timezone`, as it stands there; `""` keeps those that have none.
    pub time_zone: Option<String>,
    /// By `retries`, as it stands there; `""` keeps those that have none.
    pub retries: Option<String>,
    /// By who may mail to it: an address; never empty or with blanks around.
    pub sender: Option<String>,
}

const TROUBLE: &str = "problems";
const ATTENTION: &str = "attention";
const CALLBACK: &str = "callback";
const FAX_OPTION: &str = "t38";
const TIME_ZONE: &str = "zone";
const RETRIES: &str = "retries";
const SENDER: &str = "sender";

impl Filters {
    /// Reads the part of an address behind its `?`: `problems=1&zone=Europe/Berlin&sender=a@b`. `decode` undoes
    /// percent-encoding.
    ///
    /// What is not known, as a key or as a value, filters nothing. Of a key that comes twice the later one counts.
    pub fn parse(query: &str, decode: impl Fn(&str) -> String) -> Self {
        let mut filters = Self::default();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(value);
            match key {
                TROUBLE => filters.trouble = Trouble::parse(&value),
                ATTENTION => filters.attention = attention(&value),
                CALLBACK => filters.callback = Presence::parse(&value),
                FAX_OPTION => filters.fax_option = FaxOption::parse(&value),
                TIME_ZONE => filters.time_zone = Some(value),
                RETRIES => filters.retries = Some(value),
                SENDER => filters.let_in(&value),
                _ => {}
            }
        }
        filters
    }

    /// As [`Filters::parse`] reads it; empty where nothing is filtered. `encode` percent-encodes.
    pub fn query(&self, encode: impl Fn(&str) -> String) -> String {
        let attention = (!self.attention.is_empty())
            .then(|| self.attention.kinds().map(Attention::name).collect::<Vec<_>>().join(","));
        let pairs = [
            (TROUBLE, self.trouble.map(|trouble| trouble.name().to_owned())),
            (ATTENTION, attention),
            (CALLBACK, self.callback.map(|callback| callback.name().to_owned())),
            (FAX_OPTION, self.fax_option.map(|option| option.name().to_owned())),
            (TIME_ZONE, self.time_zone.clone()),
            (RETRIES, self.retries.clone()),
            (SENDER, self.sender.clone()),
        ];
        let pairs = pairs
            .into_iter()
            .filter_map(|(key, value)| Some(format!("{key}={}", readable(&encode(&value?)))));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Filters by who may mail; an address of blanks filters nothing.
    pub fn let_in(&mut self, address: &str) {
        let address = address.trim();
        self.sender = (!address.is_empty()).then(|| address.to_owned());
    }

    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many filters there are.
    pub fn count(&self) -> usize {
        let set = [
            self.trouble.is_some(),
            self.callback.is_some(),
            self.fax_option.is_some(),
            self.time_zone.is_some(),
            self.retries.is_some(),
            self.sender.is_some(),
        ];
        set.into_iter().filter(|set| *set).count() + self.attention.kinds().count()
    }

    /// Whether a row passes every filter but that by sender, which needs the rules to be run.
    ///
    /// A row that was not judged yet passes no filter by problems.
    pub fn keeps(&self, row: &ListRow) -> bool {
        let counts = row.counts;
        let trouble = self.trouble.is_none_or(|trouble| {
            counts.is_some_and(|counts| match trouble {
                Trouble::Any => counts.errors + counts.warnings > 0,
                Trouble::Errors => counts.errors > 0,
                Trouble::Nothing => counts.errors + counts.warnings == 0,
            })
        });
        let attention =
            self.attention.is_empty() || counts.is_some_and(|counts| counts.attention.meets(self.attention));
        let callback = self
            .callback
            .is_none_or(|callback| (callback == Presence::Set) != row.cell(Column::Callback).is_empty());
        let fax_option = self.fax_option.is_none_or(|option| {
            let kept = match option {
                FaxOption::On => "true",
                FaxOption::Off => "false",
                FaxOption::NotSet => "",
            };
            row.cell(Column::FaxOption) == kept
        });
        let same = |wanted: &Option<String>, column| {
            wanted.as_deref().is_none_or(|wanted| row.cell(column) == wanted)
        };
        trouble
            && attention
            && callback
            && fax_option
            && same(&self.time_zone, Column::TimeZone)
            && same(&self.retries, Column::Retries)
    }
}

fn attention(names: &str) -> AttentionSet {
    let kinds = names.split(',').filter_map(|name| Attention::ALL.iter().find(|kind| kind.name() == name));
    kinds.fold(AttentionSet::default(), |set, kind| set.with(*kind))
}

/// What needs no encoding behind the `?` of a hash, and reads better without.
fn readable(encoded: &str) -> String {
    [("%2F", "/"), ("%40", "@"), ("%3A", ":"), ("%2C", ",")]
        .iter()
        .fold(encoded.to_owned(), |text, (code, sign)| text.replace(code, sign))
}
