//! What is wrong with a value, and what to do.

use crate::{
    domain::{
        CALLER_NAME_SHOWN_CHARS, CallbackUrlError, CallbackUrlOddity, CallerIdOddity, EmailAddressError,
        EmailAddressOddity, FAX_IDENTITY_MAX_CHARS, FaxIdentityOddity, FaxboxName, FaxboxNameError,
        FaxboxNameOddity, PermissionRuleError, PermissionRuleOddity, RetriesError, SmtpDomainOddity,
    },
    form::{Fault, Kind},
};

/// The sentence that stands below a control. It starts small where it continues the field's label.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Required => "Required: a faxbox must have a name".to_owned(),
        Fault::Type(kind) => format!("The server refuses what stands here: it must be {}", a(*kind)),
        Fault::Repaired(kind) => {
            format!("Many servers read this as {} and keep that; some refuse it", a(*kind))
        }
        Fault::ForeignType(kind) => {
            format!("The server refuses this document: this must be {}. It cannot be edited here", a(*kind))
        }
        Fault::Choice(choices) => format!("The server takes only {}", choices.join(" or ")),
        Fault::Name(error) => name(*error),
        Fault::NameOdd(FaxboxNameOddity::OnlyBlanks) => "Nothing but blanks: nobody will find it".to_owned(),
        Fault::NameOdd(FaxboxNameOddity::BlanksAround) => {
            "A blank at the start or the end is kept, and sorts and searches oddly".to_owned()
        }
        Fault::NumberOdd(CallerIdOddity::NotE164) => {
            "Best written with country code, as +15551234567: other forms may not be dialled or shown"
                .to_owned()
        }
        Fault::CallerNameLong(chars) => {
            format!("{chars} characters; most carriers cut after {CALLER_NAME_SHOWN_CHARS}")
        }
        Fault::FaxIdentityOdd(FaxIdentityOddity::TooLong { chars }) => {
            format!("{chars} characters; a fax page has room for {FAX_IDENTITY_MAX_CHARS}")
        }
        Fault::FaxIdentityOdd(FaxIdentityOddity::NotDialable) => {
            "Fax machines show digits, + and blanks here, nothing else".to_owned()
        }
        Fault::DefaultHeader => "“Kazoo Fax Printer” is printed at the top of every page".to_owned(),
        Fault::EmptyTimeZone => "Empty is no time zone: clear it, or choose “inherit”".to_owned(),
        Fault::UnknownTimeZone => {
            "This browser knows no time zone of that name; check its spelling".to_owned()
        }
        Fault::Retries(error) => retries(*error),
        Fault::RetriesMany => "Many servers refuse more than 4".to_owned(),
        Fault::AttemptsOutOfRange => {
            "The system counts from 0 to 4; the server may refuse this document".to_owned()
        }
        Fault::SmtpDomainOdd(oddity) => smtp_domain(*oddity).to_owned(),
        Fault::Email(error) => email(*error).to_owned(),
        Fault::EmailOdd(oddity) => email_odd(*oddity).to_owned(),
        Fault::Url(error) => url(*error).to_owned(),
        Fault::UrlOdd(oddity) => url_odd(*oddity).to_owned(),
        Fault::CallbackWithoutUrl => "Has no effect: the callback has no URL".to_owned(),
        Fault::Rule(error) => rule(*error).to_owned(),
        Fault::RuleOdd(oddity) => rule_odd(*oddity).to_owned(),
        Fault::TextNotList => {
            "Stands in the document as a text: many servers refuse to save it so, and mail to it fails"
                .to_owned()
        }
        Fault::Duplicate { first } => format!("The same as row {}", first + 1),
        Fault::BlankRow => "Nothing typed: this row will not be saved".to_owned(),
        Fault::EmptyItem => "Empty: nobody is reached by it".to_owned(),
        Fault::NobodyTold => "Nobody is told when a fax arrives".to_owned(),
        Fault::Refused { rule, message, .. } => refused(rule, message),
    }
}

fn a(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a text",
        Kind::Integer => "a whole number",
        Kind::Flag => "true or false",
        Kind::List => "a list",
        Kind::TextOrList => "a text or a list of texts",
        Kind::Object => "an object",
    }
}

fn name(error: FaxboxNameError) -> String {
    match error {
        FaxboxNameError::Empty => "Required: enter a name".to_owned(),
        FaxboxNameError::TooLong { chars } => {
            format!("Use at most {} characters; these are {chars}", FaxboxName::MAX_CHARS)
        }
    }
}

fn retries(error: RetriesError) -> String {
    match error {
        RetriesError::NotAWholeNumber => "Enter a whole number, 0 to 4".to_owned(),
        RetriesError::Negative => "Enter 0 or more: 0 sends once only".to_owned(),
        RetriesError::TooLarge => "No server tries that often: enter 0 to 4".to_owned(),
    }
}

const fn smtp_domain(oddity: SmtpDomainOddity) -> &'static str {
    match oddity {
        SmtpDomainOddity::Empty => {
            "An empty text is stored as a domain, and is not “none”: type one, or clear it"
        }
        SmtpDomainOddity::HasAt => "A domain goes here, without the part before the @",
        SmtpDomainOddity::Blank => "A domain has no blanks",
        SmtpDomainOddity::Capitals => {
            "Write it small: mail is looked up in lower case and does not find capitals"
        }
        SmtpDomainOddity::NoDomain => "Not a full domain: no mail server can be found for it",
    }
}

const fn email(error: EmailAddressError) -> &'static str {
    match error {
        EmailAddressError::Empty => "Empty: enter an address or remove the row",
        EmailAddressError::NoAt => "An address needs an @",
        EmailAddressError::SecondAt => "Two @ signs: the server takes no such address",
        EmailAddressError::NoMailbox => "Something must stand before the @",
        EmailAddressError::NoDomain => "Something must stand behind the @",
    }
}

const fn email_odd(oddity: EmailAddressOddity) -> &'static str {
    match oddity {
        EmailAddressOddity::Blank => "A blank in an address: no mail will arrive",
        EmailAddressOddity::Separator => "Only the bare address belongs here, and each in a row of its own",
        EmailAddressOddity::DomainWithoutDot => "No dot behind the @: reachable only inside one network",
        EmailAddressOddity::StrayDot => "A dot too many behind the @",
    }
}

const fn url(error: CallbackUrlError) -> &'static str {
    match error {
        CallbackUrlError::Empty => "The server refuses an empty address: type one, or clear it",
        CallbackUrlError::SchemeInCapitals => "Write http:// or https:// in small letters",
        CallbackUrlError::NotHttp => "Must begin with http:// or https://",
    }
}

const fn url_odd(oddity: CallbackUrlOddity) -> &'static str {
    match oddity {
        CallbackUrlOddity::NoHost => "No host in it: nothing can ever be called",
        CallbackUrlOddity::Blank => "A blank in a web address: the call may fail",
        CallbackUrlOddity::Credentials => "A name or password in it is stored and shown in clear",
        CallbackUrlOddity::PrivateHost => "A host that only the server’s own network can reach",
        CallbackUrlOddity::PlainHttp => "Plain http: what is sent can be read on the way",
    }
}

const fn rule(error: PermissionRuleError) -> &'static str {
    match error {
        PermissionRuleError::OpenGroup => "A ( is never closed",
        PermissionRuleError::StrayClose => "A ) closes nothing",
        PermissionRuleError::OpenClass => "A [ is never closed",
        PermissionRuleError::TrailingBackslash => "A \\ at the end escapes nothing",
        PermissionRuleError::UnsupportedEscape => {
            "\\l, \\L, \\u and \\U mean nothing to the server and are refused"
        }
        PermissionRuleError::NothingToRepeat => "A *, + or ? with nothing before it; for “anything” write .*",
        PermissionRuleError::CountsOutOfOrder => "In {a,b} the first number must not be the larger",
    }
}

const fn rule_odd(oddity: PermissionRuleOddity) -> &'static str {
    match oddity {
        PermissionRuleOddity::Everybody => {
            "Lets everybody in: the whole world may fax at the account’s expense"
        }
        PermissionRuleOddity::Capitals => {
            "As an expression capitals match nothing: senders are compared in lower case"
        }
        PermissionRuleOddity::BeyondAscii => "Letters beyond ASCII match nothing",
        PermissionRuleOddity::Unanchored => {
            "Lets in more than it seems: it is searched anywhere in the address. Exact: ^john@acme\\.com$"
        }
        PermissionRuleOddity::Unread => {
            "Only the server can tell whether this compiles; try it before you rely on it"
        }
        PermissionRuleOddity::AnyCharacterDot => "A dot stands for any character; for a real dot write \\.",
    }
}

fn refused(rule: &str, message: &str) -> String {
    match rule {
        "unique" => "Taken: another faxbox of this system has it already".to_owned(),
        _ if message.is_empty() => format!("The server refused this ({rule})"),
        _ => format!("The server refused this: {message}"),
    }
}
