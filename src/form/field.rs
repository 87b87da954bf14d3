use serde_json::Value;

use crate::domain::SERVER_DEFAULT_NAME;

use super::{Fault, judge, value::object};

/// All that the form, the judgment, the list and the manual need to know of one parameter. Its words are in `text`.
#[derive(Clone, Copy)]
pub struct FieldSpec {
    /// The documented path; also the control's name and the key of the server's errors.
    pub path: &'static str,
    /// What edits it.
    pub control: Control,
    /// Where in the form it stands.
    pub section: Section,
    /// What the server fills in on a write that lacks it.
    pub default: Default,
    /// What is wrong or odd where nothing stands.
    pub absent: Absence,
}

/// What is wrong or odd where a parameter is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing.
    Fine,
    /// It must be there.
    Required,
    /// The server prints its own name on every page.
    DefaultHeader,
}

impl Absence {
    /// As a fault.
    pub fn fault(self) -> Option<Fault> {
        match self {
            Self::Fine => None,
            Self::Required => Some(Fault::Required),
            Self::DefaultHeader => Some(Fault::DefaultHeader),
        }
    }
}

/// What edits a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// One line of text.
    Text,
    /// A telephone number, which is a text.
    Number,
    /// A web address.
    Url,
    /// A time zone of the browser's list, `inherit`, or any text.
    TimeZone,
    /// A whole number.
    Integer,
    /// Absent, false or true.
    Flag,
    /// Absent or one of these.
    Choice(&'static [&'static str]),
    /// Rows of text.
    List(Item),
    /// Shown, never edited.
    Shown,
}

/// What a row of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// An e-mail address.
    EmailAddress,
    /// A telephone number.
    Number,
    /// A rule of `smtp_permission_list`.
    PermissionRule,
}

/// The parts of the form, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// What people call it and what the called side sees.
    Identity,
    /// The line at the top of every page.
    PageHeader,
    /// How faxes leave.
    Sending,
    /// Who may mail to it, and where.
    EmailToFax,
    /// Who is told of arriving faxes.
    Inbound,
    /// Who is told of sent faxes.
    Outbound,
    /// What the system keeps.
    System,
}

impl Section {
    /// In form order.
    pub const ALL: &[Self] = &[
        Self::Identity,
        Self::PageHeader,
        Self::Sending,
        Self::EmailToFax,
        Self::Inbound,
        Self::Outbound,
        Self::System,
    ];

    /// Its anchor.
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::PageHeader => "page-header",
            Self::Sending => "sending",
            Self::EmailToFax => "email-to-fax",
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::System => "system",
        }
    }
}

/// What the server fills in where a written document lacks a parameter (contract, "What comes back").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// Nothing.
    None,
    /// A whole number.
    Integer(u8),
    /// A text.
    Text(&'static str),
    /// `[]`
    EmptyList,
}

impl Default {
    /// As JSON.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::None => None,
            Self::Integer(number) => Some(Value::Number(number.into())),
            Self::Text(text) => Some(Value::String(text.to_owned())),
            Self::EmptyList => Some(Value::Array(Vec::new())),
        }
    }
}

/// Makes [`Field`], [`Field::ALL`] and [`Field::spec`] from one list, so that none can lack a row.
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident { $path:literal, $control:expr, $section:ident, $default:expr, $check:expr, $absent:expr })*) => {
        /// Every documented parameter, in form order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// In form order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// This parameter's row of the table.
            pub const fn spec(self) -> FieldSpec {
                match self {
                    $(Self::$name => FieldSpec {
                        path: $path,
                        control: $control,
                        section: Section::$section,
                        default: $default,
                        absent: $absent,
                    },)*
                }
            }

            /// Judges a text of this parameter, or each text of its list. A `match` and no table of functions, which the
            /// splitter would keep in the first view's WASM.
            pub fn check(self, text: &str) -> Option<Fault> {
                match self { $(Self::$name => $check(text),)* }
            }

            /// See [`FieldSpec::path`]. Apart from [`Field::spec`], so that the list, which needs paths alone, does not
            /// bring every check into the first view's WASM.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)* }
            }
        }
    };
}

const METHODS: &[&str] = &["post", "put"];
const TYPES: &[&str] = &["json", "www-url-form-encoded"];
const EMAILS: Control = Control::List(Item::EmailAddress);
const NUMBERS: Control = Control::List(Item::Number);
const RULES: Control = Control::List(Item::PermissionRule);
const DEFAULT_NAME: Default = Default::Text(SERVER_DEFAULT_NAME);

fields! {
    /// Friendly name; the only one that must be there.
    Name { "name", Control::Text, Identity, Default::None, judge::name, Absence::Required }
    /// Caller ID number.
    CallerId { "caller_id", Control::Number, Identity, Default::None, judge::caller_id, Absence::Fine }
    /// Caller ID name.
    CallerName { "caller_name", Control::Text, Identity, DEFAULT_NAME, judge::caller_name, Absence::Fine }
    /// Name at the top of every page.
    FaxHeader { "fax_header", Control::Text, PageHeader, DEFAULT_NAME, judge::fax_header, Absence::DefaultHeader }
    /// Number at the top of every page.
    FaxIdentity { "fax_identity", Control::Number, PageHeader, Default::None, judge::fax_identity, Absence::Fine }
    /// Time zone of the time at the top of every page.
    FaxTimezone { "fax_timezone", Control::TimeZone, PageHeader, Default::None, judge::nothing, Absence::Fine }
    /// Tries after a failure.
    Retries { "retries", Control::Integer, Sending, Default::Integer(1), judge::nothing, Absence::Fine }
    /// T.38.
    FaxOption { "media.fax_option", Control::Flag, Sending, Default::None, judge::nothing, Absence::Fine }
    /// The faxbox's own mail domain.
    CustomSmtpEmailAddress {
        "custom_smtp_email_address", Control::Text, EmailToFax, Default::None, judge::smtp_domain, Absence::Fine
    }
    /// Who may mail a fax.
    SmtpPermissionList { "smtp_permission_list", RULES, EmailToFax, Default::EmptyList, judge::permission_rule, Absence::Fine }
    /// Who gets arriving faxes by mail.
    InboundEmail { "notifications.inbound.email.send_to", EMAILS, Inbound, Default::None, judge::email_address, Absence::Fine }
    /// Who is told of arriving faxes by text message.
    InboundSms { "notifications.inbound.sms.send_to", NUMBERS, Inbound, Default::None, judge::number, Absence::Fine }
    /// What is called when a fax arrives.
    InboundCallbackUrl {
        "notifications.inbound.callback.url", Control::Url, Inbound, Default::None, judge::callback_url, Absence::Fine
    }
    /// How it is called.
    InboundCallbackMethod {
        "notifications.inbound.callback.method", Control::Choice(METHODS), Inbound, Default::None, judge::nothing, Absence::Fine
    }
    /// In which format.
    InboundCallbackType {
        "notifications.inbound.callback.type", Control::Choice(TYPES), Inbound, Default::None, judge::nothing, Absence::Fine
    }
    /// Who is told of sent faxes by mail.
    OutboundEmail { "notifications.outbound.email.send_to", EMAILS, Outbound, Default::None, judge::email_address, Absence::Fine }
    /// Who is told of sent faxes by text message.
    OutboundSms { "notifications.outbound.sms.send_to", NUMBERS, Outbound, Default::None, judge::number, Absence::Fine }
    /// What is called when a fax was sent.
    OutboundCallbackUrl {
        "notifications.outbound.callback.url", Control::Url, Outbound, Default::None, judge::callback_url, Absence::Fine
    }
    /// How it is called.
    OutboundCallbackMethod {
        "notifications.outbound.callback.method", Control::Choice(METHODS), Outbound, Default::None, judge::nothing, Absence::Fine
    }
    /// In which format.
    OutboundCallbackType {
        "notifications.outbound.callback.type", Control::Choice(TYPES), Outbound, Default::None, judge::nothing, Absence::Fine
    }
    /// How often the system tried; its own to count.
    Attempts { "attempts", Control::Shown, System, Default::Integer(0), judge::nothing, Absence::Fine }
}

impl Field {
    /// See [`FieldSpec::control`].
    pub const fn control(self) -> Control {
        self.spec().control
    }

    /// Whether a document must have it.
    pub fn is_required(self) -> bool {
        self.spec().absent == Absence::Required
    }

    /// Its place in [`Field::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The parameters of one section, in form order.
    pub fn of(section: Section) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |field| field.spec().section == section)
    }
}

/// Top-level keys that the server fills in where a written document lacks them, with what it fills in.
///
/// `media` is an object of the table's `media.fax_option` and has a default of its own.
pub fn defaults() -> impl Iterator<Item = (&'static str, Value)> {
    let rows = Field::ALL.iter().filter_map(|field| Some((field.path(), field.spec().default.value()?)));
    rows.chain([("media", object([]))])
}
