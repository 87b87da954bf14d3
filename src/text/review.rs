//! Words of the look at what a save would do, before it is done.

use super::messages;

messages! {
    REVIEW = "Review";
    REVIEW_HELP = "What would be saved, and the request that does it (Ctrl+Enter)";
    TITLE_ONE = "{count} change to {name}";
    TITLE = "{count} changes to {name}";
    TITLE_NEW = "A new faxbox: {name}";
    COMPARING = "Comparing with the server…";
    NOT_COMPARED = "It could not be compared with the server";
    SHOW = "Show as";
    SHOW_CHANGES = "Changes";
    SHOW_REQUEST = "Request";
    SHOW_CURL = "curl";
    FIELD = "Field";
    NOW = "Now";
    AFTER = "After saving";
    HOW = "How it is sent";
    CHANGE = "Change";
    CHANGE_WHAT = "Sends the whole document with other programs’ keys in it ({others} here), in the place of the present one. It means the same on every kind of server.";
    CHANGE_SAFE = "Safe everywhere. It is refused, and compared again, where somebody wrote meanwhile.";
    UPDATE = "Update";
    UPDATE_WHAT = "Sends {fields}. All else stays on the server as it is.";
    UPDATE_TOP = "On a server that merges at the top level only, as the recorded one does, each of these takes the place of the present one whole.";
    UPDATE_REPEATED = "On a server that merges at the top level only, as the recorded one does, each of these takes the place of the present one whole. It would reset {fields} if they were left out, so they are repeated as they are.";
    UPDATE_DEEP = "On one that merges deeply, the same comes of it. Which kind this server is cannot be asked.";
    UPDATE_SAFE = "Safe on both kinds. It is refused, and compared again, where somebody wrote meanwhile.";
    UPDATE_REMOVES = "Not possible here: {fields} shall be taken out. A server that merges at the top level only would do it in part, one that merges deeply would keep it. A change does it on both.";
    UPDATE_NULL = "Not possible here: there is a null in {fields}. A server that merges at the top level only would store it, one that merges deeply would take the place out. A change stores it on both.";
    NOBODY_ELSE = "Compared with the server a moment ago: nobody else changed it.";
    OTHERS = "Somebody else changed {fields} meanwhile; that will be kept.";
    UNGUARDED = "The server gave no tag (ETag), so a change in the very moment of the write would not be noticed.";
    NOTHING_SENT_YET = "Nothing has been sent. The save compares once more, and sends the tag (If-Match) that it finds then.";
    REQUEST_LABEL = "The request";
    CURL_LABEL = "The request as a command for curl";
    BODY_LABEL = "Its body, as JSON";
    COPY_CURL = "Copy the command";
    COPY_BODY = "Copy the JSON";
    BACK = "Back to the form";
    SAVE_ONE = "Save {count} change";
    SAVE = "Save {count} changes";
    CREATE = "Create";
}
