use crate::form::Problem;

use super::Charges;

/// The id a server gives a request, to be found in its logs: 32 hexadecimal digits on the recorded one.
pub type RequestId = String;

/// Why a call did not do what was asked. One arm for each row of the contract's status table, and for what comes
/// instead of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// No answer: no network, no such host, a dropped connection, or no CORS headers. A browser tells no more.
    Unreachable,
    /// No answer, and the browser knew of no network before it asked: nothing was sent.
    Offline,
    /// Something answers there, but does not let this page read it: no CORS headers.
    Cors,
    /// No answer within the call's time.
    TimedOut {
        /// How long was waited, in seconds.
        seconds: u32,
    },
    /// An answer longer than the panel reads.
    Oversized {
        /// How much is read at most, in MiB.
        mebibytes: u32,
    },
    /// The page's own policy, or that of mixed content, keeps the browser from asking.
    Blocked,
    /// An answer that is not this API's: HTML of a proxy, an empty body, JSON cut short.
    NotTheApi {
        /// Its HTTP status.
        status: u16,
    },
    /// 200 or 201 without a document: nothing was written (contract, "What comes back").
    NoDocument(Refused),
    /// 400 with problems of fields.
    Invalid(Vec<Problem>, Refused),
    /// 400, or any 4xx that the table does not know.
    BadRequest(Refused),
    /// 401: no, wrong or expired token.
    SignedOut(Refused),
    /// 402 `accept charges`: a question.
    Charges(Charges),
    /// 402 otherwise: the account must pay first.
    MustPay(Refused),
    /// 403: the token may not do this, or is another account's.
    Forbidden(Refused),
    /// 404: no such account, faxbox or path.
    NotFound(Refused),
    /// 405, 406, 410: a server that is not of this kind.
    WrongServer(Refused),
    /// 409: somebody wrote in the same moment.
    Conflict(Refused),
    /// 412: the faxbox changed since.
    Changed,
    /// 413, 416: the list is too large for one answer.
    TooLarge(Refused),
    /// 423: the account is disabled or expired.
    Locked(Refused),
    /// 429: too many requests.
    TooMany(Refused),
    /// 5xx: the server's trouble.
    Trouble(Refused),
}

impl Failure {
    /// What the server told besides the status.
    pub fn refused(&self) -> Option<&Refused> {
        match self {
            Self::NoDocument(refused)
            | Self::Invalid(_, refused)
            | Self::BadRequest(refused)
            | Self::SignedOut(refused)
            | Self::MustPay(refused)
            | Self::Forbidden(refused)
            | Self::NotFound(refused)
            | Self::WrongServer(refused)
            | Self::Conflict(refused)
            | Self::TooLarge(refused)
            | Self::Locked(refused)
            | Self::TooMany(refused)
            | Self::Trouble(refused) => Some(refused),
            _ => None,
        }
    }

    /// Whether a write that ended so may have been carried out all the same.
    pub fn leaves_in_doubt(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::Cors
                | Self::TimedOut { .. }
                | Self::Oversized { .. }
                | Self::NotTheApi { .. }
                | Self::NoDocument(_)
                | Self::Trouble(_)
        )
    }

    /// Whether the same read may go well when it is made again: the line, a time-out, a crash, a proxy. A crashed server cannot be told
    /// from a line that is down. Without a network it cannot: what waits goes on when that is back.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut { .. } | Self::NotTheApi { .. } | Self::Trouble(_))
    }

    /// Whether nothing came at all: the line, or the server, is down.
    pub const fn is_silence(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Offline | Self::TimedOut { .. })
    }
}

/// What stands in a failure's envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// The server's own word, as `datastore_fault`. Shown beside ours, never decided by.
    pub message: String,
    /// The request's id, where told.
    pub request_id: Option<RequestId>,
    /// For how many seconds the server, or a proxy, asks to wait, where the page may read it.
    pub retry_after: Option<u32>,
}
