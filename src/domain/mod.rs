//! What a faxbox is made of: parsed values, each with the errors and the oddities it can have.
//!
//! No JSON, no signals, no words for people. An *error* is what the recorded server refuses; an *oddity* is what it
//! takes and a person will most likely regret (contract, "What the fields do, and what an admin gets wrong").

mod account_id;
mod api_root;
mod auth_token;
mod callback_url;
mod caller_id;
mod caller_name;
mod credentials;
mod email_address;
mod entity_tag;
mod fax_header;
mod fax_identity;
mod faxbox_id;
mod faxbox_name;
mod mail_to_fax;
mod phone_number;
mod retries;
mod rule;
mod smtp_domain;
mod time_zone;
mod web_host;

pub use self::{
    account_id::{AccountId, AccountIdError},
    api_root::{ApiRoot, ApiRootError},
    auth_token::{AuthToken, AuthTokenError},
    callback_url::{CallbackUrl, CallbackUrlError, CallbackUrlOddity},
    caller_id::{CallerIdOddity, oddity as caller_id_oddity},
    caller_name::{CALLER_NAME_SHOWN_CHARS, oddity as caller_name_oddity},
    credentials::{API_KEY_MIN_CHARS, AccountName, Credentials, CredentialsError},
    email_address::{EmailAddress, EmailAddressError, EmailAddressOddity},
    entity_tag::EntityTag,
    fax_header::{
        FAX_HEADER_MAX_BYTES, FaxHeaderOddity, Print, Run, header_runs, identity_runs,
        oddity as fax_header_oddity,
    },
    fax_identity::{FAX_IDENTITY_MAX_CHARS, FaxIdentityOddity, oddity as fax_identity_oddity},
    faxbox_id::{FaxboxId, FaxboxIdError},
    faxbox_name::{FaxboxName, FaxboxNameError, FaxboxNameOddity},
    mail_to_fax::{cname_record, mailbox, mx_record},
    phone_number::reading as phone_number_reading,
    retries::{Retries, RetriesError, RetriesOddity},
    rule::{
        Admission, Doubt, PermissionRule, PermissionRuleError, PermissionRuleOddity, Phrase, Reading, Search,
        Sender, Step, Tie, Trial, Verdict,
    },
    smtp_domain::{SmtpDomainOddity, oddity as smtp_domain_oddity},
    time_zone::{TIME_ZONES_OFFERED_MAX, time_zones_meant},
};

/// The header text and caller name that the server fills in where a document has none.
///
/// Source: contract, "The documented parameters", `caller_name` and `fax_header`.
pub const SERVER_DEFAULT_NAME: &str = "Kazoo Fax Printer";

/// What `fax_timezone` holds to say "the owner's time zone, else the account's".
///
/// Source: contract, "The documented parameters", `fax_timezone`.
pub const INHERIT_TIME_ZONE: &str = "inherit";
