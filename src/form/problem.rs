use serde_json::Value;

use crate::domain::{
    CallbackUrlError, CallbackUrlOddity, CallerIdOddity, EmailAddressError, EmailAddressOddity,
    FaxHeaderOddity, FaxIdentityOddity, FaxboxNameError, FaxboxNameOddity, PermissionRuleError,
    PermissionRuleOddity, RetriesError, SmtpDomainOddity,
};

use super::{Control, Field};

/// Whether a problem stops a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The server will refuse it.
    Error,
    /// The server takes it, and a person will most likely regret it.
    Warning,
}

/// What kind of value belongs at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    List,
    /// A text or a list of texts.
    TextOrList,
    /// An object.
    Object,
}

/// One thing that is wrong or odd at one place of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The dotted path, as the server writes it; `""` is the document itself.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

impl Problem {
    /// A problem of `fault` at `path`.
    pub fn new(path: impl Into<String>, fault: Fault) -> Self {
        Self { path: path.into(), fault }
    }

    /// See [`Fault::severity`].
    pub fn severity(&self) -> Severity {
        self.fault.severity()
    }
}

/// What is wrong or odd. Wording is `text`'s work.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Must be there and is not.
    Required,
    /// Something of another kind stands there.
    Type(Kind),
    /// The server will read it as another kind and keep that: `"2"` as 2, `1.0` as 1.
    Repaired(Kind),
    /// An undocumented key that the server judges all the same holds something of another kind.
    ForeignType(Kind),
    /// None of the choices.
    Choice(&'static [&'static str]),
    /// No name.
    Name(FaxboxNameError),
    /// An odd name.
    NameOdd(FaxboxNameOddity),
    /// An odd caller ID or number of a recipient.
    NumberOdd(CallerIdOddity),
    /// More characters than carriers pass on; how many there are.
    CallerNameLong(usize),
    /// An odd identity for the page's header.
    FaxIdentityOdd(FaxIdentityOddity),
    /// A header that is not printed as it stands.
    FaxHeaderOdd(FaxHeaderOddity),
    /// The server's own name will be printed on every page.
    DefaultHeader,
    /// An empty time zone: neither one nor `inherit`.
    EmptyTimeZone,
    /// A time zone that this browser cannot tell the time in.
    UnknownTimeZone,
    /// No number of retries.
    Retries(RetriesError),
    /// More retries than many servers take.
    RetriesMany,
    /// `attempts` outside of what the system counts to.
    AttemptsOutOfRange,
    /// An odd domain.
    SmtpDomainOdd(SmtpDomainOddity),
    /// No address.
    Email(EmailAddressError),
    /// An odd address.
    EmailOdd(EmailAddressOddity),
    /// No address to call back.
    Url(CallbackUrlError),
    /// An odd address to call back.
    UrlOdd(CallbackUrlOddity),
    /// A method or format for a callback that has no address.
    CallbackWithoutUrl,
    /// No method or format for a callback that has an address.
    CallbackIncomplete,
    /// A rule that does not compile.
    Rule(PermissionRuleError),
    /// A rule that does not do what it looks like.
    RuleOdd(PermissionRuleOddity),
    /// A text where a list belongs: it cannot be saved on many servers, and its mail gateway does not work.
    TextNotList,
    /// The same as an earlier row.
    Duplicate {
        /// The earlier row, from 0.
        first: usize,
    },
    /// A row that nothing was typed into; it is not sent.
    BlankRow,
    /// An empty text in a list that takes it.
    EmptyItem,
    /// Neither mail, nor text message, nor callback tells anybody of arriving faxes.
    NobodyTold,
    /// No rule lets anybody mail a fax: the owner alone may.
    NobodyMaySend,
    /// The document was typed as text, and that is no JSON: it is not in the form.
    Unreadable {
        /// The line, from 1.
        line: usize,
        /// The character of that line, from 1.
        column: usize,
    },
    /// The server's own refusal.
    Refused {
        /// Its rule, as `unique`.
        rule: String,
        /// Its words.
        message: String,
        /// The value it did not like, where it told.
        value: Option<Value>,
    },
}

impl Fault {
    /// [`Severity::Error`] only where the recorded server refuses (contract, "The documented parameters").
    pub fn severity(&self) -> Severity {
        match self {
            Self::Required
            | Self::Type(_)
            | Self::Choice(_)
            | Self::Name(_)
            | Self::Retries(_)
            | Self::Email(_)
            | Self::Url(_)
            | Self::Rule(_)
            | Self::Unreadable { .. }
            | Self::Refused { .. } => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// The rule's name, the server's own where it has one.
    pub fn rule(&self) -> &str {
        match self {
            Self::Required => "required",
            Self::Type(_)
            | Self::Repaired(_)
            | Self::ForeignType(_)
            | Self::TextNotList
            | Self::Retries(RetriesError::NotAWholeNumber) => "type",
            Self::Choice(_) => "enum",
            Self::Name(FaxboxNameError::Empty) => "minLength",
            Self::Name(FaxboxNameError::TooLong { .. }) => "maxLength",
            Self::Retries(RetriesError::Negative) => "minimum",
            Self::Retries(RetriesError::TooLarge) | Self::RetriesMany | Self::AttemptsOutOfRange => "maximum",
            Self::Email(_) => "not_one_schema_valid",
            Self::Url(_) => "pattern",
            Self::Rule(_) => "error",
            Self::NameOdd(_) => "name",
            Self::NumberOdd(_) => "e164",
            Self::CallerNameLong(_) => "caller_name_length",
            Self::FaxIdentityOdd(_) => "fax_identity",
            Self::FaxHeaderOdd(_) => "fax_header",
            Self::DefaultHeader => "default_header",
            Self::EmptyTimeZone | Self::UnknownTimeZone => "time_zone",
            Self::SmtpDomainOdd(_) => "smtp_domain",
            Self::EmailOdd(_) => "email_address",
            Self::UrlOdd(_) | Self::CallbackWithoutUrl | Self::CallbackIncomplete => "url",
            Self::RuleOdd(_) => "permission_rule",
            Self::Duplicate { .. } => "duplicate",
            Self::BlankRow | Self::EmptyItem => "empty",
            Self::NobodyTold => "nobody_told",
            Self::NobodyMaySend => "nobody_may_send",
            Self::Unreadable { .. } => "json",
            Self::Refused { rule, .. } => rule,
        }
    }

    /// Whether typing on cannot cure it, so that it is told before the person leaves the field.
    pub fn is_incurable(&self) -> bool {
        matches!(
            self,
            Self::Required
                | Self::Name(FaxboxNameError::TooLong { .. })
                | Self::Email(EmailAddressError::SecondAt)
                | Self::Retries(RetriesError::Negative | RetriesError::TooLarge)
        )
    }
}

/// Where in the form a problem is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// At a control.
    Field(Field),
    /// At a row of a list, from 0.
    Row(Field, usize),
    /// At the top: no control has it.
    Form,
}

/// The place that a dotted path names.
///
/// What lies deeper than a field (`smtp_permission_list.0.x`) belongs to the field or its row; what no field has, to the
/// form, never to nothing.
pub fn place_of(path: &str) -> Place {
    let named = |field: &&Field| {
        let rest = path.strip_prefix(field.path());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let Some(&field) = Field::ALL.iter().find(named) else { return Place::Form };
    let rest = path.strip_prefix(field.path()).and_then(|rest| rest.strip_prefix('.'));
    let row = rest.and_then(|rest| rest.split('.').next()).and_then(|row| row.parse().ok());
    match (field.control(), row) {
        (Control::List(_), Some(row)) => Place::Row(field, row),
        _ => Place::Field(field),
    }
}
