//! Words of what one does with the list: filters, selection, overview.

use crate::state::{Attention, FaxOption, Presence, Trouble};

use super::{Message, messages};

messages! {
    ATTENTION = "Needs attention";
    CONCERNED = "in {concerned} of {count}";
    NONE_CONCERNED = "nothing: all is well";
    JUDGING = "looking: {judged} of {count}";
    KIND = "What";
    COUNT = "Faxboxes";
    FAXBOXES_ONE = "{count} faxbox";
    FAXBOXES = "{count} faxboxes";
    FILTERS = "Filters";
    FILTERS_COUNT = "Filters ({count})";
    CLEAR_FILTERS = "Clear filters";
    TROUBLE = "Problems";
    NO_RECIPIENTS = "No recipients";
    CALLBACK = "Callback";
    FAX_OPTION = "T.38";
    TIME_ZONE = "Time zone";
    NO_TIME_ZONE = "No time zone";
    RETRIES = "Retries";
    NO_RETRIES = "Retries not set";
    RETRIES_SOME_ONE = "{count} retry";
    RETRIES_SOME = "{count} retries";
    SENDER = "Lets this sender in";
    SENDER_HINT = "Lets in: a sender’s address";
    UNTRIED = "Trying the rules of {count} more faxboxes…";
    NO_TAKER = "No rule lets {sender} in: only a faxbox that they own takes their mail.";
    TAKERS_ONE = "One faxbox lets {sender} in.";
    TAKERS = "{count} faxboxes let {sender} in.";
    OPEN_ONE = "One more could not be tried for certain; it is marked.";
    OPEN = "{count} more could not be tried for certain; they are marked.";
    COMPETE = "Mail to the account’s own domain goes to the first of them that the server finds: whose number and header it carries is left to chance.";
    BY_RULE = "Rule {number}: {rule}";
    OPEN_RULE = "Not certain, rule {number}: {rule}";
    EMPTY_RULE = "(empty: lets everybody in)";
    SELECT_ALL = "Select all that match";
    ALL_SHOWN = "Select all {count}";
    SELECTION = "Selection";
    SELECTED_ONE = "{count} selected";
    SELECTED = "{count} selected";
    OUT_OF_SIGHT = "· {count} out of sight";
    CHANGE = "Change…";
    EXPORT = "Export";
    REMOVE = "Remove…";
    CLEAR = "Clear the selection";
}

/// What needs attention.
pub const fn attention(kind: Attention) -> Message {
    messages! {
        NOBODY_MAY_SEND = "Nobody may mail to it";
        OPEN_RULE = "Lets in more senders than it says";
        NOBODY_TOLD = "Nobody is told of arriving faxes";
        PLAIN_HTTP = "Callback over plain http";
        UNKNOWN_TIME_ZONE = "Unknown time zone";
        DEFAULT_HEADER = "Server’s default header";
        HEADER_TOO_LONG = "Header line too long";
        DOMAIN_IN_CAPITALS = "Capitals in its own domain";
    }
    match kind {
        Attention::NobodyMaySend => NOBODY_MAY_SEND,
        Attention::OpenRule => OPEN_RULE,
        Attention::NobodyTold => NOBODY_TOLD,
        Attention::PlainHttp => PLAIN_HTTP,
        Attention::UnknownTimeZone => UNKNOWN_TIME_ZONE,
        Attention::DefaultHeader => DEFAULT_HEADER,
        Attention::HeaderTooLong => HEADER_TOO_LONG,
        Attention::DomainInCapitals => DOMAIN_IN_CAPITALS,
    }
}

/// A filter by problems.
pub const fn trouble(trouble: Trouble) -> Message {
    messages! {
        ANY = "Has problems";
        ERRORS = "Has errors";
        NOTHING = "Has no problems";
    }
    match trouble {
        Trouble::Any => ANY,
        Trouble::Errors => ERRORS,
        Trouble::Nothing => NOTHING,
    }
}

/// A filter by callbacks.
pub const fn callback(presence: Presence) -> Message {
    messages! {
        SET = "Has a callback";
        NOT_SET = "Has no callback";
    }
    match presence {
        Presence::Set => SET,
        Presence::NotSet => NOT_SET,
    }
}

/// A filter by T.38.
pub const fn fax_option(option: FaxOption) -> Message {
    messages! {
        ON = "T.38 on";
        OFF = "T.38 off";
        NOT_SET = "T.38 not set";
    }
    match option {
        FaxOption::On => ON,
        FaxOption::Off => OFF,
        FaxOption::NotSet => NOT_SET,
    }
}
