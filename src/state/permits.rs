use crate::{
    domain::SmtpDomainOddity,
    form::{Fault, Field, Place, Problem, Section, Severity, place_of},
};

use super::{Attention, Column, Columns, Task, options::words};

/// Whether anything can be changed at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// What the other options allow.
    #[default]
    Full,
    /// Nothing: the person looks, searches and exports.
    ReadOnly,
}

/// Which parameters may be seen and changed: a bit for each, by its place in [`Field::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields(u32);

impl Default for Fields {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl Fields {
    /// Reads `fields`: paths (`name`), or what several begin with (`notifications.inbound`), with blanks or commas between. A word
    /// that is none of these holds nothing.
    pub fn read(text: &str) -> Self {
        Self(words(text).fold(0, |fields, word| fields | Self::called(word)))
    }

    /// The words of `fields` that name nothing, for whoever wrote them.
    pub fn misnamed(text: &str) -> impl Iterator<Item = &str> {
        words(text).filter(|word| Self::called(word) == 0)
    }

    fn called(word: &str) -> u32 {
        let is_meant = |field: &Field| {
            let path = field.path().strip_prefix(word);
            path.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        Field::ALL.iter().filter(|field| is_meant(field)).fold(0, |fields, field| fields | Self::bit(*field))
    }

    const fn bit(field: Field) -> u32 {
        1 << field.index()
    }

    /// Whether a parameter may be seen and changed.
    pub const fn hold(self, field: Field) -> bool {
        self.0 & Self::bit(field) != 0
    }

    /// Whether any of these may be seen and changed.
    fn hold_any(self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.hold(*field))
    }

    /// Whether everything may be seen: what no parameter names, too.
    pub const fn is_all(self) -> bool {
        self.0 == u32::MAX
    }
}

/// Something that the host may allow or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// New faxboxes: empty ones, copies, those of an import.
    Create,
    /// The removal of faxboxes.
    Remove,
    /// Changes of many at once, imports among them.
    Bulk,
    /// Files.
    Export,
}

/// What the person can do, besides looking and changing one faxbox: words of `can`, with blanks or commas between. All where it is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities(u8);

impl Default for Abilities {
    fn default() -> Self {
        Self(u8::MAX)
    }
}

impl Abilities {
    /// Reads `can`; an unknown word allows nothing.
    pub fn read(text: &str) -> Self {
        Self(words(text).fold(0, |abilities, word| {
            abilities
                | match word {
                    "create" => Ability::Create.bit(),
                    "remove" => Ability::Remove.bit(),
                    "bulk" => Ability::Bulk.bit(),
                    "export" => Ability::Export.bit(),
                    _ => 0,
                }
        }))
    }
}

impl Ability {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Where the person is told of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// At its control, which is there.
    AtControl,
    /// On top of the form.
    OnTop,
    /// Nowhere: it is not theirs to see, nor to mend.
    Nowhere,
}

/// What a host lets the person see and do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permits {
    /// Whether anything can be changed.
    pub access: Access,
    /// Which parameters are seen, and changed where anything is.
    pub fields: Fields,
    /// What else can be done.
    pub can: Abilities,
}

impl Permits {
    /// Whether the person can do that. A file holds whole documents, so that there is none where some of them may not be seen; a new
    /// faxbox must be given its name.
    pub fn allow(self, ability: Ability) -> bool {
        let is_possible = match ability {
            Ability::Create => self.edits() && self.fields.hold(Field::Name),
            Ability::Remove | Ability::Bulk => self.edits(),
            Ability::Export => self.fields.is_all(),
        };
        is_possible && self.can.0 & ability.bit() != 0
    }

    /// Whether files can be read in: they change many faxboxes in any parameter, and create some.
    pub fn allow_import(self) -> bool {
        self.fields.is_all() && self.allow(Ability::Bulk) && self.allow(Ability::Create)
    }

    /// Whether faxboxes can be removed many at a time.
    pub fn allow_removals(self) -> bool {
        self.allow(Ability::Bulk) && self.allow(Ability::Remove)
    }

    /// Whether something can be done with many faxboxes.
    pub fn allow_task(self, task: &Task) -> bool {
        match task {
            Task::Change(_) => self.allow(Ability::Bulk),
            Task::Remove(_) => self.allow_removals(),
            Task::Export(_) => self.allow(Ability::Export),
            Task::Import => self.allow_import(),
        }
    }

    /// Whether it is of use to select faxboxes.
    pub fn allow_selection(self) -> bool {
        self.allow(Ability::Bulk) || self.allow(Ability::Export)
    }

    /// Whether the parameters that are seen can be changed.
    pub fn edits(self) -> bool {
        self.access == Access::Full
    }

    /// Whether any parameter of a section is seen.
    pub fn show(self, section: Section) -> bool {
        Field::of(section).any(|field| self.fields.hold(field))
    }

    /// Where a problem is told. One in a parameter that is not shown stands on top where it stops a save, or where one click mends it.
    pub fn told(self, problem: &Problem) -> Told {
        let can_be_mended = matches!(
            problem.fault,
            Fault::UnknownTimeZone | Fault::SmtpDomainOdd(SmtpDomainOddity::Capitals)
        );
        match place_of(&problem.path) {
            Place::Field(field) | Place::Row(field, _) if self.fields.hold(field) => Told::AtControl,
            Place::Form if self.fields.is_all() => Told::OnTop,
            _ if !self.edits() => Told::Nowhere,
            _ if problem.severity() == Severity::Error => Told::OnTop,
            Place::Field(_) if can_be_mended => Told::OnTop,
            _ => Told::Nowhere,
        }
    }

    /// Whether a column tells of nothing but what may be seen; what a faxbox is called always may.
    pub fn show_column(self, column: Column) -> bool {
        match column {
            Column::Name | Column::Problems => true,
            Column::CallerId => self.fields.hold_any(&[Field::CallerId]),
            Column::FaxIdentity => self.fields.hold_any(&[Field::FaxIdentity]),
            Column::Address => self.fields.hold_any(&[Field::CustomSmtpEmailAddress]),
            Column::Inbound => self.fields.hold_any(&[Field::InboundEmail]),
            Column::Outbound => self.fields.hold_any(&[Field::OutboundEmail]),
            Column::Callback => {
                self.fields.hold_any(&[Field::InboundCallbackUrl, Field::OutboundCallbackUrl])
            }
            Column::FaxOption => self.fields.hold_any(&[Field::FaxOption]),
            Column::Retries => self.fields.hold_any(&[Field::Retries]),
            Column::TimeZone => self.fields.hold_any(&[Field::FaxTimezone]),
        }
    }

    /// Whether a kind of what needs attention is a matter of what may be seen.
    pub fn show_attention(self, kind: Attention) -> bool {
        match kind {
            Attention::NobodyMaySend | Attention::OpenRule => {
                self.fields.hold_any(&[Field::SmtpPermissionList])
            }
            Attention::NobodyTold => self.fields.hold_any(&[Field::InboundEmail, Field::InboundSms]),
            Attention::PlainHttp => {
                self.fields.hold_any(&[Field::InboundCallbackUrl, Field::OutboundCallbackUrl])
            }
            Attention::UnknownTimeZone => self.fields.hold_any(&[Field::FaxTimezone]),
            Attention::DefaultHeader => self.fields.hold_any(&[Field::FaxHeader]),
            Attention::HeaderTooLong => self.fields.hold_any(&[Field::FaxHeader, Field::FaxIdentity]),
            Attention::DomainInCapitals => self.fields.hold_any(&[Field::CustomSmtpEmailAddress]),
        }
    }

    /// The columns that are there: of those that somebody chose, else of all, those that may be seen. Nothing where that is all.
    pub fn columns(self, chosen: Option<Columns>) -> Option<Columns> {
        if self.fields.is_all() {
            return chosen;
        }
        let wanted = |column: Column| chosen.is_none_or(|columns| columns.has(column));
        let shown = Column::ALL.iter().filter(|column| wanted(**column) && self.show_column(**column));
        Some(shown.fold(Columns::NAME, |columns, column| columns.with(*column)))
    }
}
