//! The parameters and the parts of the form, in the words of somebody who runs a fax service.

use crate::form::{Field, Section};

use super::{Message, messages};

messages! {
    LABEL_IN = "{label} ({section})";
}

/// What a person reads beside a control.
pub const fn label(field: Field) -> Message {
    messages! {
        NAME = "Name";
        CALLER_ID = "Caller ID number";
        CALLER_NAME = "Caller ID name";
        FAX_HEADER = "Fax header";
        FAX_IDENTITY = "Fax identity";
        FAX_TIMEZONE = "Time zone";
        RETRIES = "Tries after a failure";
        FAX_OPTION = "Fax over IP (T.38)";
        CUSTOM_SMTP = "Own mail domain";
        PERMISSION_LIST = "Who may send";
        EMAIL = "E-mail to";
        SMS = "Text message to";
        URL = "Callback URL";
        METHOD = "Callback method";
        TYPE = "Callback format";
        ATTEMPTS = "Attempts";
    }
    match field {
        Field::Name => NAME,
        Field::CallerId => CALLER_ID,
        Field::CallerName => CALLER_NAME,
        Field::FaxHeader => FAX_HEADER,
        Field::FaxIdentity => FAX_IDENTITY,
        Field::FaxTimezone => FAX_TIMEZONE,
        Field::Retries => RETRIES,
        Field::FaxOption => FAX_OPTION,
        Field::CustomSmtpEmailAddress => CUSTOM_SMTP,
        Field::SmtpPermissionList => PERMISSION_LIST,
        Field::InboundEmail | Field::OutboundEmail => EMAIL,
        Field::InboundSms | Field::OutboundSms => SMS,
        Field::InboundCallbackUrl | Field::OutboundCallbackUrl => URL,
        Field::InboundCallbackMethod | Field::OutboundCallbackMethod => METHOD,
        Field::InboundCallbackType | Field::OutboundCallbackType => TYPE,
        Field::Attempts => ATTEMPTS,
    }
}

/// A field's label where its section is not in sight: `E-mail to, when a fax arrives`.
pub fn full_label(field: Field) -> String {
    let label = label(field).get();
    match field.spec().section {
        Section::Inbound | Section::Outbound => {
            LABEL_IN.with(&[("label", label), ("section", section(field.spec().section).get())])
        }
        _ => label.to_owned(),
    }
}

/// One sentence below a control.
pub const fn help(field: Field) -> Message {
    messages! {
        NAME = "Shown in lists.";
        CALLER_ID = "Shown to the fax machine that is called. Best with country code: +15551234567.";
        CALLER_NAME = "Most carriers pass on 15 characters.";
        FAX_HEADER = "The name printed at the top of every page.";
        FAX_IDENTITY = "The number printed at the top of every page: 20 digits, + and blanks at most.";
        FAX_TIMEZONE = "Of the time printed on every page. Not set, or “inherit”: the owner’s, else the account’s.";
        RETRIES = "0 sends once only.";
        FAX_OPTION = "Sends fax data in packets made for it instead of sound.";
        CUSTOM_SMTP = "A domain of your own instead of the generated one, as fax.acme.example. Needs an MX or CNAME record that points to the operator’s server.";
        PERMISSION_LIST = "Regular expressions, searched anywhere in the sender’s address. Exact: ^john@acme\\.com$. None: only the owner may send.";
        EMAIL_IN = "Who gets a mail with each fax that arrives.";
        EMAIL_OUT = "Who gets a mail about each fax that was sent, besides the sender.";
        SMS = "Numbers that get a text message.";
        URL = "Called by the server with what happened.";
        METHOD = "Not set: the server’s own choice.";
        ATTEMPTS = "Counted by the system.";
    }
    match field {
        Field::Name => NAME,
        Field::CallerId => CALLER_ID,
        Field::CallerName => CALLER_NAME,
        Field::FaxHeader => FAX_HEADER,
        Field::FaxIdentity => FAX_IDENTITY,
        Field::FaxTimezone => FAX_TIMEZONE,
        Field::Retries => RETRIES,
        Field::FaxOption => FAX_OPTION,
        Field::CustomSmtpEmailAddress => CUSTOM_SMTP,
        Field::SmtpPermissionList => PERMISSION_LIST,
        Field::InboundEmail => EMAIL_IN,
        Field::OutboundEmail => EMAIL_OUT,
        Field::InboundSms | Field::OutboundSms => SMS,
        Field::InboundCallbackUrl | Field::OutboundCallbackUrl => URL,
        Field::InboundCallbackMethod
        | Field::OutboundCallbackMethod
        | Field::InboundCallbackType
        | Field::OutboundCallbackType => METHOD,
        Field::Attempts => ATTEMPTS,
    }
}

/// A section's heading.
pub const fn section(section: Section) -> Message {
    messages! {
        IDENTITY = "Identity";
        PAGE_HEADER = "Page header";
        SENDING = "Sending";
        EMAIL_TO_FAX = "E-mail to fax";
        INBOUND = "When a fax arrives";
        OUTBOUND = "When a fax was sent";
        SYSTEM = "System";
    }
    match section {
        Section::Identity => IDENTITY,
        Section::PageHeader => PAGE_HEADER,
        Section::Sending => SENDING,
        Section::EmailToFax => EMAIL_TO_FAX,
        Section::Inbound => INBOUND,
        Section::Outbound => OUTBOUND,
        Section::System => SYSTEM,
    }
}

/// One sentence below a section's heading.
pub const fn section_lead(section: Section) -> Option<Message> {
    messages! {
        IDENTITY = "What your people call this faxbox, and what the called side sees.";
        PAGE_HEADER = "The line at the top of every page that leaves.";
        EMAIL_TO_FAX = "Mail a document to number@ this faxbox’s domain, and it leaves as a fax. Only the senders below may.";
        INBOUND = "Who is told, and what is called.";
        OUTBOUND = "Who is told, and what is called. The sender of a mailed fax and the owner are told besides.";
        SYSTEM = "Kept by the server, or by other programs. None of it is edited here, and all of it is kept.";
    }
    match section {
        Section::Identity => Some(IDENTITY),
        Section::PageHeader => Some(PAGE_HEADER),
        Section::Sending => None,
        Section::EmailToFax => Some(EMAIL_TO_FAX),
        Section::Inbound => Some(INBOUND),
        Section::Outbound => Some(OUTBOUND),
        Section::System => Some(SYSTEM),
    }
}

/// A documented choice, as a person calls it.
pub fn choice(value: &str) -> &str {
    messages! {
        FORM = "Form";
    }
    match value {
        "post" => "POST",
        "put" => "PUT",
        "json" => "JSON",
        "www-url-form-encoded" => FORM.get(),
        other => other,
    }
}
