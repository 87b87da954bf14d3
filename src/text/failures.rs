//! What went wrong with a call, and what to do: one entry for each row of the contract's status table.

use crate::api::Failure;

use super::{Message, messages};

/// What happened, and the way out.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// What happened.
    pub what: Message,
    /// What to do.
    pub way_out: Message,
}

/// The words for a failure. The server's own message and the request's id are shown beside, not here.
pub const fn explain(failure: &Failure) -> Explanation {
    messages! {
        UNREACHABLE = "No answer from the server.";
        UNREACHABLE_DO = "Check the address and the connection. The server may be down, or this page’s own policy may not list it.";
        OFFLINE = "This device is offline.";
        OFFLINE_DO = "It goes on by itself where it can, once the network is back.";
        CORS = "The server answers, but does not let this page read it (no CORS headers).";
        CORS_DO = "Check that the address is the API’s and not a web page’s. Else its operator must allow pages from here.";
        TIMED_OUT = "No answer in time.";
        TIMED_OUT_DO = "The server is slow or the line is. Try again.";
        OVERSIZED = "The answer is longer than this panel reads.";
        OVERSIZED_DO = "Something is wrong with the server or in front of it: no faxbox is that large. Tell its operator.";
        BLOCKED = "The browser does not let this page ask there.";
        BLOCKED_DO = "A page that came over https cannot ask an http server, and none that this page’s policy does not list. Use the server’s https address.";
        NOT_THE_API = "Something answered that is not the faxbox API.";
        NOT_THE_API_DO = "Check the address: the API usually ends with /v2. Behind a proxy, this may be its error page; then try again later.";
        NO_DOCUMENT = "The server said yes and gave nothing back: most likely nothing was written.";
        NO_DOCUMENT_DO = "Its database may be down. Try again later.";
        INVALID = "The server refused some fields.";
        INVALID_DO = "Its reasons stand at the fields. Put them right and save again.";
        BAD_REQUEST = "The server did not understand the request.";
        BAD_REQUEST_DO = "Try again; if it stays so, give the operator the request’s number.";
        SIGNED_OUT = "The server does not take this token. It may have expired: most last an hour.";
        SIGNED_OUT_DO = "Sign in with a new one.";
        CHARGES = "This costs money, and the server asks first.";
        CHARGES_DO = "Say yes or no.";
        MUST_PAY = "The account must pay first.";
        MUST_PAY_DO = "Credit or a means of payment is missing. Ask whoever pays for the account, then save again.";
        FORBIDDEN = "This token may not do that, or belongs to another account.";
        FORBIDDEN_DO = "Use a token of this account with the right to its faxboxes.";
        NOT_FOUND = "The server knows no such account or faxbox.";
        NOT_FOUND_DO = "It may have been removed meanwhile. The list shows what there is.";
        WRONG_SERVER = "This server does not know that call.";
        WRONG_SERVER_DO = "Check the address: the API’s version must be v2.";
        CONFLICT = "Somebody wrote in the same moment.";
        CONFLICT_DO = "Look at what is there now, then save again.";
        CHANGED = "Somebody changed this faxbox meanwhile.";
        CHANGED_DO = "Look at what is there now, then save again.";
        TOO_LARGE = "That is too large for the server.";
        TOO_LARGE_DO = "A list is read in smaller pages when you try again; a faxbox must become smaller.";
        LOCKED = "The account is disabled or has expired.";
        LOCKED_DO = "Ask the operator to open it again.";
        TOO_MANY = "Too many requests.";
        TOO_MANY_DO = "Wait a minute, then try again.";
        TROUBLE = "The server is in trouble.";
        TROUBLE_DO = "Try again later; if it stays so, give the operator the request’s number.";
    }
    let (what, way_out) = match failure {
        Failure::Unreachable => (UNREACHABLE, UNREACHABLE_DO),
        Failure::Offline => (OFFLINE, OFFLINE_DO),
        Failure::Cors => (CORS, CORS_DO),
        Failure::TimedOut { .. } => (TIMED_OUT, TIMED_OUT_DO),
        Failure::Oversized { .. } => (OVERSIZED, OVERSIZED_DO),
        Failure::Blocked => (BLOCKED, BLOCKED_DO),
        Failure::NotTheApi { .. } => (NOT_THE_API, NOT_THE_API_DO),
        Failure::NoDocument(_) => (NO_DOCUMENT, NO_DOCUMENT_DO),
        Failure::Invalid(..) => (INVALID, INVALID_DO),
        Failure::BadRequest(_) => (BAD_REQUEST, BAD_REQUEST_DO),
        Failure::SignedOut(_) => (SIGNED_OUT, SIGNED_OUT_DO),
        Failure::Charges(_) => (CHARGES, CHARGES_DO),
        Failure::MustPay(_) => (MUST_PAY, MUST_PAY_DO),
        Failure::Forbidden(_) => (FORBIDDEN, FORBIDDEN_DO),
        Failure::NotFound(_) => (NOT_FOUND, NOT_FOUND_DO),
        Failure::WrongServer(_) => (WRONG_SERVER, WRONG_SERVER_DO),
        Failure::Conflict(_) => (CONFLICT, CONFLICT_DO),
        Failure::Changed => (CHANGED, CHANGED_DO),
        Failure::TooLarge(_) => (TOO_LARGE, TOO_LARGE_DO),
        Failure::Locked(_) => (LOCKED, LOCKED_DO),
        Failure::TooMany(_) => (TOO_MANY, TOO_MANY_DO),
        Failure::Trouble(_) => (TROUBLE, TROUBLE_DO),
    };
    Explanation { what, way_out }
}
