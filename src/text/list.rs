//! Words of the list.

use crate::state::Column;

pub use super::language::number as grouped;
use super::{Message, messages};

messages! {
    TITLE = "Faxboxes";
    NEW = "New faxbox";
    SEARCH = "Search";
    SEARCH_HINT = "Search names, numbers, addresses, rules";
    CLEAR_SEARCH = "Clear the search";
    TABLE = "Faxboxes of this account";
    MORE_RECIPIENTS = "+{count}";
    NOBODY = "nobody";
    ON = "on";
    OFF = "off";
    UNNAMED = "(no name)";
    ERRORS_ONE = "{count} problem";
    ERRORS = "{count} problems";
    WARNINGS_ONE = "{count} warning";
    WARNINGS = "{count} warnings";
    LOADING = "Loading the faxboxes…";
    ALL_ONE = "{count} faxbox";
    ALL = "{count} faxboxes";
    FOUND = "{found} of {count}";
    EMPTY_TITLE = "No faxboxes yet";
    EMPTY_WHY = "A faxbox receives, sends and keeps faxes for one number or one team.";
    NOTHING_TITLE = "Nothing matches “{search}”";
    NOTHING_WHY = "Searched: names, numbers, addresses and rules of all that is loaded ({count}).";
    FAILED_TITLE = "The list did not arrive";
    FAILED_REST_TITLE = "The rest of the list did not arrive";
    FAILED_KEPT = "What is loaded already stays here ({count}); nothing was changed.";
    REFRESH = "Refresh";
    CHANGE = "Change…";
    CHANGE_HINT = "Change or remove all that is shown";
    IMPORT = "Import";
    EXPORT = "Export";
    REMOVED = "“{name}” was removed.";
}

/// A column's heading.
pub const fn column(column: Column) -> Message {
    messages! {
        NAME = "Name";
        CALLER_ID = "Caller ID";
        FAX_IDENTITY = "Fax identity";
        ADDRESS = "E-mail to fax";
        INBOUND = "Arriving faxes to";
        OUTBOUND = "Sent faxes to";
        CALLBACK = "Callback";
        FAX_OPTION = "T.38";
        RETRIES = "Retries";
        TIME_ZONE = "Time zone";
        PROBLEMS = "Problems";
    }
    match column {
        Column::Name => NAME,
        Column::CallerId => CALLER_ID,
        Column::FaxIdentity => FAX_IDENTITY,
        Column::Address => ADDRESS,
        Column::Inbound => INBOUND,
        Column::Outbound => OUTBOUND,
        Column::Callback => CALLBACK,
        Column::FaxOption => FAX_OPTION,
        Column::Retries => RETRIES,
        Column::TimeZone => TIME_ZONE,
        Column::Problems => PROBLEMS,
    }
}
