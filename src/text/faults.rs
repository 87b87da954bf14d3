//! What is wrong with a value, and what to do.

use crate::{
    domain::{
        CALLER_NAME_SHOWN_CHARS, CallbackUrlError, CallbackUrlOddity, CallerIdOddity, EmailAddressError,
        EmailAddressOddity, FAX_HEADER_MAX_BYTES, FAX_IDENTITY_MAX_CHARS, FaxHeaderOddity, FaxIdentityOddity,
        FaxboxName, FaxboxNameError, FaxboxNameOddity, PermissionRuleError, PermissionRuleOddity,
        RetriesError, SmtpDomainOddity,
    },
    form::{Fault, Kind},
};

use super::{Message, messages};

messages! {
    REQUIRED = "Required: a faxbox must have a name";
    TYPE = "The server refuses what stands here: it must be {kind}";
    REPAIRED = "Many servers read this as {kind} and keep that; some refuse it";
    FOREIGN_TYPE = "The server refuses this document: this must be {kind}. It cannot be edited here";
    CHOICE = "The server takes only {choices}";
    CHOICE_OR = "{first} or {last}";
    UNREADABLE = "What was typed as JSON is not in the form: it has an error in line {line}, character {column}";
    NAME_BLANKS = "Nothing but blanks: nobody will find it";
    NAME_BLANKS_AROUND = "A blank at the start or the end is kept, and sorts and searches oddly";
    NUMBER_NOT_E164 = "Best written with country code, as +15551234567: other forms may not be dialled or shown";
    CALLER_NAME_LONG = "{count} characters; most carriers cut after {max}";
    FAX_IDENTITY_LONG = "{count} characters; a fax page has room for {max}";
    FAX_IDENTITY_ODD = "Fax machines show digits, + and blanks here, nothing else";
    FAX_HEADER_LONG = "Does not fit: {count} of {max} characters, ü and the like counted twice. Some servers cut it, some then print no line at all";
    FAX_HEADER_UNPRINTABLE = "Many servers print ü and the like as two wrong signs: write ue";
    DEFAULT_HEADER = "“Kazoo Fax Printer” is printed at the top of every page";
    EMPTY_TIME_ZONE = "Empty is no time zone: clear it, or choose “inherit”";
    UNKNOWN_TIME_ZONE = "This browser knows no time zone of that name; check its spelling";
    RETRIES_MANY = "Many servers refuse more than 4";
    ATTEMPTS = "The system counts from 0 to 4; the server may refuse this document";
    CALLBACK_WITHOUT_URL = "Has no effect: the callback has no URL";
    CALLBACK_INCOMPLETE = "Not set, and there is a URL: nobody documents what the server takes then";
    TEXT_NOT_LIST = "Stands in the document as a text: many servers refuse to save it so, and mail to it fails";
    DUPLICATE = "The same as row {row}";
    BLANK_ROW = "Nothing typed: this row will not be saved";
    EMPTY_ITEM = "Empty: nobody is reached by it";
    NOBODY_TOLD = "Nobody is told when a fax arrives";
    NOBODY_MAY_SEND = "No rule: nobody but the owner may mail a fax";
}

/// The sentence that stands below a control. It starts small where it continues the field's label.
pub fn fault(fault: &Fault) -> String {
    let message = match fault {
        Fault::Type(kind) => return TYPE.with(&[("kind", self::kind(*kind).get())]),
        Fault::Repaired(kind) => return REPAIRED.with(&[("kind", self::kind(*kind).get())]),
        Fault::ForeignType(kind) => return FOREIGN_TYPE.with(&[("kind", self::kind(*kind).get())]),
        Fault::Choice(choices) => return CHOICE.with(&[("choices", &either(choices))]),
        Fault::Unreadable { line, column } => {
            return UNREADABLE.with(&[("line", &line.to_string()), ("column", &column.to_string())]);
        }
        Fault::Name(error) => return name(*error),
        Fault::CallerNameLong(chars) => return long(CALLER_NAME_LONG, *chars, CALLER_NAME_SHOWN_CHARS),
        Fault::FaxIdentityOdd(FaxIdentityOddity::TooLong { chars }) => {
            return long(FAX_IDENTITY_LONG, *chars, FAX_IDENTITY_MAX_CHARS);
        }
        Fault::FaxHeaderOdd(FaxHeaderOddity::TooLong { bytes }) => {
            return long(FAX_HEADER_LONG, *bytes, FAX_HEADER_MAX_BYTES);
        }
        Fault::Duplicate { first } => return DUPLICATE.with(&[("row", &(first + 1).to_string())]),
        Fault::Refused { rule, message, .. } => return refused(rule, message),
        Fault::Required => REQUIRED,
        Fault::NameOdd(FaxboxNameOddity::OnlyBlanks) => NAME_BLANKS,
        Fault::NameOdd(FaxboxNameOddity::BlanksAround) => NAME_BLANKS_AROUND,
        Fault::NumberOdd(CallerIdOddity::NotE164) => NUMBER_NOT_E164,
        Fault::FaxIdentityOdd(FaxIdentityOddity::NotDialable) => FAX_IDENTITY_ODD,
        Fault::FaxHeaderOdd(FaxHeaderOddity::Unprintable) => FAX_HEADER_UNPRINTABLE,
        Fault::DefaultHeader => DEFAULT_HEADER,
        Fault::EmptyTimeZone => EMPTY_TIME_ZONE,
        Fault::UnknownTimeZone => UNKNOWN_TIME_ZONE,
        Fault::Retries(error) => retries(*error),
        Fault::RetriesMany => RETRIES_MANY,
        Fault::AttemptsOutOfRange => ATTEMPTS,
        Fault::SmtpDomainOdd(oddity) => smtp_domain(*oddity),
        Fault::Email(error) => email(*error),
        Fault::EmailOdd(oddity) => email_odd(*oddity),
        Fault::Url(error) => url(*error),
        Fault::UrlOdd(oddity) => url_odd(*oddity),
        Fault::CallbackWithoutUrl => CALLBACK_WITHOUT_URL,
        Fault::CallbackIncomplete => CALLBACK_INCOMPLETE,
        Fault::Rule(error) => rule(*error),
        Fault::RuleOdd(oddity) => rule_odd(*oddity),
        Fault::TextNotList => TEXT_NOT_LIST,
        Fault::BlankRow => BLANK_ROW,
        Fault::EmptyItem => EMPTY_ITEM,
        Fault::NobodyTold => NOBODY_TOLD,
        Fault::NobodyMaySend => NOBODY_MAY_SEND,
    };
    message.get().to_owned()
}

fn long(message: Message, count: usize, max: usize) -> String {
    message.with(&[("count", &count.to_string()), ("max", &max.to_string())])
}

fn either(choices: &[&str]) -> String {
    let Some((first, rest)) = choices.split_first() else { return String::new() };
    rest.iter()
        .fold((*first).to_owned(), |said, choice| CHOICE_OR.with(&[("first", &said), ("last", choice)]))
}

const fn kind(kind: Kind) -> Message {
    messages! {
        TEXT = "a text";
        INTEGER = "a whole number";
        FLAG = "true or false";
        LIST = "a list";
        TEXT_OR_LIST = "a text or a list of texts";
        OBJECT = "an object";
    }
    match kind {
        Kind::Text => TEXT,
        Kind::Integer => INTEGER,
        Kind::Flag => FLAG,
        Kind::List => LIST,
        Kind::TextOrList => TEXT_OR_LIST,
        Kind::Object => OBJECT,
    }
}

fn name(error: FaxboxNameError) -> String {
    messages! {
        EMPTY = "Required: enter a name";
        TOO_LONG = "Use at most {max} characters; these are {count}";
    }
    match error {
        FaxboxNameError::Empty => EMPTY.get().to_owned(),
        FaxboxNameError::TooLong { chars } => long(TOO_LONG, chars, FaxboxName::MAX_CHARS),
    }
}

const fn retries(error: RetriesError) -> Message {
    messages! {
        NOT_WHOLE = "Enter a whole number, 0 to 4";
        NEGATIVE = "Enter 0 or more: 0 sends once only";
        TOO_LARGE = "No server tries that often: enter 0 to 4";
    }
    match error {
        RetriesError::NotAWholeNumber => NOT_WHOLE,
        RetriesError::Negative => NEGATIVE,
        RetriesError::TooLarge => TOO_LARGE,
    }
}

const fn smtp_domain(oddity: SmtpDomainOddity) -> Message {
    messages! {
        EMPTY = "An empty text is stored as a domain, and is not “none”: type one, or clear it";
        HAS_AT = "A domain goes here, without the part before the @";
        BLANK = "A domain has no blanks";
        CAPITALS = "Write it small: mail is looked up in lower case and does not find capitals";
        NO_DOMAIN = "Not a full domain: no mail server can be found for it";
    }
    match oddity {
        SmtpDomainOddity::Empty => EMPTY,
        SmtpDomainOddity::HasAt => HAS_AT,
        SmtpDomainOddity::Blank => BLANK,
        SmtpDomainOddity::Capitals => CAPITALS,
        SmtpDomainOddity::NoDomain => NO_DOMAIN,
    }
}

const fn email(error: EmailAddressError) -> Message {
    messages! {
        EMPTY = "Empty: enter an address or remove the row";
        NO_AT = "An address needs an @";
        SECOND_AT = "Two @ signs: the server takes no such address";
        NO_MAILBOX = "Something must stand before the @";
        NO_DOMAIN = "Something must stand behind the @";
    }
    match error {
        EmailAddressError::Empty => EMPTY,
        EmailAddressError::NoAt => NO_AT,
        EmailAddressError::SecondAt => SECOND_AT,
        EmailAddressError::NoMailbox => NO_MAILBOX,
        EmailAddressError::NoDomain => NO_DOMAIN,
    }
}

const fn email_odd(oddity: EmailAddressOddity) -> Message {
    messages! {
        BLANK = "A blank in an address: no mail will arrive";
        SEPARATOR = "Only the bare address belongs here, and each in a row of its own";
        NO_DOT = "No dot behind the @: reachable only inside one network";
        STRAY_DOT = "A dot too many behind the @";
    }
    match oddity {
        EmailAddressOddity::Blank => BLANK,
        EmailAddressOddity::Separator => SEPARATOR,
        EmailAddressOddity::DomainWithoutDot => NO_DOT,
        EmailAddressOddity::StrayDot => STRAY_DOT,
    }
}

const fn url(error: CallbackUrlError) -> Message {
    messages! {
        EMPTY = "The server refuses an empty address: type one, or clear it";
        CAPITALS = "Write http:// or https:// in small letters";
        NOT_HTTP = "Must begin with http:// or https://";
    }
    match error {
        CallbackUrlError::Empty => EMPTY,
        CallbackUrlError::SchemeInCapitals => CAPITALS,
        CallbackUrlError::NotHttp => NOT_HTTP,
    }
}

const fn url_odd(oddity: CallbackUrlOddity) -> Message {
    messages! {
        NO_HOST = "No host in it: nothing can ever be called";
        BLANK = "A blank in a web address: the call may fail";
        CREDENTIALS = "A name or password in it is stored and shown in clear";
        PRIVATE_HOST = "A host that only the server’s own network can reach";
        PLAIN_HTTP = "Plain http: what is sent can be read on the way";
    }
    match oddity {
        CallbackUrlOddity::NoHost => NO_HOST,
        CallbackUrlOddity::Blank => BLANK,
        CallbackUrlOddity::Credentials => CREDENTIALS,
        CallbackUrlOddity::PrivateHost => PRIVATE_HOST,
        CallbackUrlOddity::PlainHttp => PLAIN_HTTP,
    }
}

const fn rule(error: PermissionRuleError) -> Message {
    messages! {
        OPEN_GROUP = "A ( is never closed";
        STRAY_CLOSE = "A ) closes nothing";
        OPEN_CLASS = "A [ is never closed";
        BACKSLASH = "A \\ at the end escapes nothing";
        ESCAPE = "\\l, \\L, \\u and \\U mean nothing to the server and are refused";
        NOTHING_TO_REPEAT = "A *, + or ? with nothing before it; for “anything” write .*";
        COUNTS = "In {a,b} the first number must not be the larger";
        COUNT_TOO_LARGE = "The server counts repetitions up to 65535";
        RANGE = "A range in brackets must go from a smaller character to a larger one, as a-z";
        CLASS = "The server knows no class of that name in [: and :]";
        NO_SUCH_GROUP = "It refers to a group in parentheses that is not there";
        GROUP_NAME = "The name of a group must not begin with a digit";
        LOOK_BEHIND = "What a (?<=…) or (?<!…) looks back at must always have the same length";
        RECURSION = "It would call itself for ever";
    }
    match error {
        PermissionRuleError::OpenGroup => OPEN_GROUP,
        PermissionRuleError::StrayClose => STRAY_CLOSE,
        PermissionRuleError::OpenClass => OPEN_CLASS,
        PermissionRuleError::TrailingBackslash => BACKSLASH,
        PermissionRuleError::UnsupportedEscape => ESCAPE,
        PermissionRuleError::NothingToRepeat => NOTHING_TO_REPEAT,
        PermissionRuleError::CountsOutOfOrder => COUNTS,
        PermissionRuleError::CountTooLarge => COUNT_TOO_LARGE,
        PermissionRuleError::RangeOutOfOrder => RANGE,
        PermissionRuleError::UnknownClass => CLASS,
        PermissionRuleError::NoSuchGroup => NO_SUCH_GROUP,
        PermissionRuleError::GroupName => GROUP_NAME,
        PermissionRuleError::VariableLookBehind => LOOK_BEHIND,
        PermissionRuleError::EndlessRecursion => RECURSION,
    }
}

const fn rule_odd(oddity: PermissionRuleOddity) -> Message {
    messages! {
        EVERYBODY = "Lets everybody in: the whole world may fax at the account’s expense";
        NESTED = "A repetition inside of a repetition: some addresses could stop the server for long";
        CAPITALS = "As an expression capitals match nothing: senders are compared in lower case";
        BEYOND_ASCII = "Letters beyond ASCII match nothing";
        UNANCHORED = "Lets in more than it seems: it is searched anywhere in the address. Exact: ^john@acme\\.com$";
        UNANCHORED_DOT = "Lets in more than it seems: it is searched anywhere in the address, and a dot stands for any character";
        UNREAD = "Only the server can tell whether this compiles; try it before you rely on it";
        ANY_DOT = "A dot stands for any character; for a real dot write \\.";
    }
    match oddity {
        PermissionRuleOddity::Everybody => EVERYBODY,
        PermissionRuleOddity::NestedRepetition => NESTED,
        PermissionRuleOddity::Capitals => CAPITALS,
        PermissionRuleOddity::BeyondAscii => BEYOND_ASCII,
        PermissionRuleOddity::Unanchored => UNANCHORED,
        PermissionRuleOddity::UnanchoredWithDot => UNANCHORED_DOT,
        PermissionRuleOddity::Unread => UNREAD,
        PermissionRuleOddity::AnyCharacterDot => ANY_DOT,
    }
}

fn refused(rule: &str, message: &str) -> String {
    messages! {
        TAKEN = "Taken: another faxbox of this system has it already";
        RULE = "The server refused this ({rule})";
        MESSAGE = "The server refused this: {message}";
    }
    match rule {
        "unique" => TAKEN.get().to_owned(),
        _ if message.is_empty() => RULE.with(&[("rule", rule)]),
        _ => MESSAGE.with(&[("message", message)]),
    }
}
