//! Words of the frame around every view.

use super::messages;

messages! {
    PRODUCT = "Faxbox Admin";
    LOADING = "Loading…";
    NO_LANGUAGE = "The language could not be loaded: the connection may be down. English is shown.";
    TRY_AGAIN = "Try again";
    CLOSE = "Close";
    CANCEL = "Cancel";
    COPIED = "Copied";
    NOT_COPIED = "The browser did not allow copying: select the text and copy it yourself.";
    REQUEST = "Request {id}";
    SIGN_OUT = "Sign out";
    PART_MISSING = "This part of the panel did not load";
    PART_MISSING_WHY = "The connection may be down, or a newer version was put in place. Nothing you typed is lost; if trying again does not help, reload the page.";
    UNEXPLAINED = "The call failed, and the part of the panel that explains it did not load. Check the connection, then try again.";
    UNEXPLAINED_STATUS = "HTTP status {status}. Request {id}";
    WAITING = "The server asks for patience. Trying again in {seconds} s…";
    TOKEN_TITLE = "Sign in again";
    TOKEN_WHY = "The server no longer takes the token. With a new one everything goes on where it was; nothing you typed is lost.";
    TOKEN_GO_ON = "Go on";
    LEAVE_TITLE = "Leave without saving?";
    LEAVE_WHY = "What you changed here has not been saved.";
    LEAVE_SAVING = "A save is under way, and how it ends is not known yet. Leave now, and you will not be told.";
    LEAVE_STAY = "Keep editing";
    LEAVE_GO = "Discard the changes";
    LEAVE_KEEP = "Keep them for later in this tab";
}
