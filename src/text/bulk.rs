//! Words of what is done with many faxboxes at once.

use crate::{
    form::Place,
    form::place_of,
    state::{FileError, Issue, ItemState, Pause, Reading, Reason},
};

use super::{Message, failures::explain, faults, fields, language::list, messages};

messages! {
    CHANGE_TITLE_ONE = "Change {count} faxbox";
    CHANGE_TITLE = "Change {count} faxboxes";
    REMOVE_TITLE_ONE = "Remove {count} faxbox";
    REMOVE_TITLE = "Remove {count} faxboxes";
    EXPORT_TITLE = "Export faxboxes";
    IMPORT_TITLE = "Import faxboxes";

    READING = "Reading the faxboxes: {count} so far…";
    READ = "{count} faxboxes read.";
    READ_FAILED = "The faxboxes could not be read";

    WHAT = "Change";
    WHAT_ADDRESSES = "Addresses and rules";
    WHAT_ADD = "Add an entry to a list";
    WHAT_REMOVE = "Remove an entry from a list";
    WHAT_REPLACE = "Replace an address everywhere";
    WHAT_EXACT = "Make a rule exact everywhere";
    WHAT_NO_CHANGE = "Not a change";
    WHAT_ERASE = "Remove them for good…";
    WHAT_SET = "Set “{field}”";
    LIST = "List";
    ENTRY = "Entry";
    ADDRESS = "Address";
    BECOMES = "becomes";
    RULE = "Rule";
    VALUE = "New value";
    VALUE_LINES = "New values, one a line";
    NOT_SET = "Not set: takes it out";
    EMPTY_HINT = "Left empty, the parameter is taken out.";
    REPLACE_HINT = "In all lists of recipients, and in the rules of who may send.";
    EXACT_HINT = "It becomes a rule that lets in this very address and no other: {rule}";
    TYPE_FIRST = "Say what to change, and see here what would become of each faxbox.";

    WILL_CREATE_ONE = "{count} will be created";
    WILL_CREATE = "{count} will be created";
    WILL_CHANGE_ONE = "{count} will change";
    WILL_CHANGE = "{count} will change";
    ARE_SO_ONE = "{count} is so already";
    ARE_SO = "{count} are so already";
    STOPPED_ONE = "{count} has a problem and will not be sent";
    STOPPED = "{count} have problems and will not be sent";
    FAXBOX = "Faxbox";
    ROW = "Row";
    NOW = "Now";
    AFTER = "After";
    STATE = "State";
    PREVIEW = "What would change";
    NEW_FAXBOX = "new";
    NOTHING = "nothing";
    EMPTY_TEXT = "empty text";
    EMPTY_LIST = "empty list";
    NONE_OF_THESE = "None of these.";
    SHOW_MORE = "Show {count} more";
    CHANGE_GO_ONE = "Change {count} faxbox";
    CHANGE_GO = "Change {count} faxboxes";

    REMOVE_WHY = "They go at once, with their settings and addresses. There is no undo: keep a copy first.";
    REMOVE_EXPORT = "Export them first";
    REMOVE_EXPORTED = "Exported. The file can be imported again: each is created anew then, with a new id and a new generated address.";
    REMOVE_TYPE = "To confirm, type how many will be removed: {count}";
    REMOVE_WRONG = "This is not {count}.";
    REMOVE_GO_ONE = "Remove {count} faxbox for good";
    REMOVE_GO = "Remove {count} faxboxes for good";
    REMOVE_AND_MORE = "and {count} more";

    EXPORT_WHICH = "Which";
    EXPORT_SELECTED = "Selected ({count})";
    EXPORT_SHOWN = "Shown ({count})";
    EXPORT_ALL = "All";
    EXPORT_FORMAT = "Format";
    EXPORT_CSV = "CSV, for spreadsheets: a row for each faxbox, a column for each parameter";
    EXPORT_JSON = "JSON: whole documents, with what other programs keep in them";
    EXPORT_GO = "Export";
    EXPORT_DONE = "{count} faxboxes are in {file}.";
    EXPORT_MISSING = "{count} of them are not there any more.";

    IMPORT_DROP = "Drop a CSV or JSON file here, or choose one";
    IMPORT_CHOOSE = "Choose a file…";
    IMPORT_HINT = "Nothing is sent before you have seen what would change. An export, changed in a spreadsheet, can come back as it is.";
    IMPORT_FAILED = "{file} cannot be imported";
    IMPORT_FILE = "From {file}";
    IMPORT_OTHER = "Another file…";
    IMPORT_UNKNOWN = "Not documented, and left out: {columns}.";
    IMPORT_GO = "Send {count} of {all} rows";
    IMPORT_NOTHING = "This file changes nothing.";

    RUNNING = "{settled} of {all}";
    RUN_FAILED_ONE = "{count} refused";
    RUN_FAILED = "{count} refused";
    RUN_SLOW = "slowed down: the server asked for it";
    RUN_PAUSED = "paused";
    RUN_STOPPING = "stopping: waiting for the last answers…";
    RUN_BAR = "Progress";
    RUN_NOTE = "Nothing is sent twice. What is already done stays done.";
    RUN_TABLE = "How each faxbox fared";
    PAUSE = "Pause";
    GO_ON = "Go on";
    STOP = "Stop";
    RETRY = "Retry the failed";
    REPORT = "Save the report";
    UNDO = "Save what undoes it";
    UNDO_HINT = "The old values, as a file that can be imported.";
    END_ALL = "All {count} done.";
    END_SOME = "{done} of {all} done, {failed} refused, {not_tried} not tried.";
    FILTER_ALL = "All";
    FILTER_DONE = "{count} done";
    FILTER_FAILED = "{count} refused";
    FILTER_NOT_TRIED = "{count} not tried";

    LEAVE_TITLE = "Stop and leave?";
    LEAVE_WHY = "Faxboxes are still being written. Those that are done stay done; the others are not tried. You will see no report.";
    LEAVE_STAY = "Stay";
    LEAVE_GO = "Stop and leave";
    CHARGES_YES = "Create them and accept the charges";
    CHARGES_NO = "Create none";
    CHARGES_WHY = "The server asks before it creates the first of {count} new faxboxes, and may charge for each. Said yes to, all are created.";

    REPORT_ID = "id";
    REPORT_NAME = "name";
    REPORT_STATE = "result";
    REPORT_REASON = "reason";
    REPORT_CHANGES = "changed";

    STATE_WAITING = "waiting";
    STATE_SENDING = "sending…";
    STATE_DONE = "done";
    STATE_CREATED = "created";
    STATE_SAME = "was so already";
    STATE_REMOVED = "removed";
    STATE_REFUSED = "refused";
    STATE_IN_DOUBT = "in doubt";
    STATE_NOT_TRIED = "not tried";
}

/// How far a faxbox is, in a word.
pub fn state(state: &ItemState, creates: bool) -> Message {
    match state {
        ItemState::Waiting => STATE_WAITING,
        ItemState::Sending => STATE_SENDING,
        ItemState::Saved(_) if creates => STATE_CREATED,
        ItemState::Saved(_) => STATE_DONE,
        ItemState::Unchanged => STATE_SAME,
        ItemState::Removed => STATE_REMOVED,
        ItemState::Failed(_) => STATE_REFUSED,
        ItemState::InDoubt(_) => STATE_IN_DOUBT,
        ItemState::NotTried => STATE_NOT_TRIED,
    }
}

/// Why a faxbox fared as it did; nothing where there is no more to say.
pub fn why(state: &ItemState) -> Option<String> {
    messages! {
        CONFLICT = "Somebody else changed {fields} after you saw it; theirs was kept.";
        CHANGED = "Somebody changed it after you saw it. Tried again, the newer one is removed.";
        BUSY = "Others keep changing this faxbox. Nothing was written.";
        TAG = "Something between here and the server alters its tags (ETag). Nothing was written.";
        IN_DOUBT = "The answer was lost, and asking again did not help. Look at this faxbox. {failure}";
        DIFFERS = "Saved, but the server keeps something else in {fields}.";
        MET = "Saved, but somebody else wrote in the same moment: look over this faxbox.";
        UNGUARDED = "Saved without a guard: the server gave no tag (ETag).";
        UNPROVEN = "The server said yes, but could not be asked afterwards whether it did.";
    }
    match state {
        ItemState::Failed(Reason::Failure(failure)) => Some(failed(failure)),
        ItemState::Failed(Reason::Conflict(clashes)) => {
            let paths = clashes.iter().map(|clash| clash.path.as_str());
            Some(CONFLICT.with(&[("fields", &labels(paths))]))
        }
        ItemState::Failed(Reason::Changed(_)) => Some(CHANGED.get().to_owned()),
        ItemState::Failed(Reason::Busy) => Some(BUSY.get().to_owned()),
        ItemState::Failed(Reason::TagNeverMatches) => Some(TAG.get().to_owned()),
        ItemState::InDoubt(failure) => Some(IN_DOUBT.with(&[("failure", &failed(failure))])),
        ItemState::Saved(proof) => match &proof.reading {
            Reading::Missing(_) => Some(UNPROVEN.get().to_owned()),
            Reading::Compared { read_back, .. } if !read_back.differs.is_empty() => {
                let paths = read_back.differs.iter().map(|difference| difference.path.as_str());
                Some(DIFFERS.with(&[("fields", &labels(paths))]))
            }
            Reading::Compared { company, .. } => match company {
                crate::state::Company::Alone => None,
                crate::state::Company::Met => Some(MET.get().to_owned()),
                crate::state::Company::Unguarded => Some(UNGUARDED.get().to_owned()),
            },
        },
        _ => None,
    }
}

/// A failed call in a sentence or two: the server's own reasons, where it gave some.
fn failed(failure: &crate::api::Failure) -> String {
    messages! {
        AT_FIELD = "{field}: {fault}";
        TOLD = "{what} ({status} {message})";
    }
    if let crate::api::Failure::Invalid(problems, _) = failure {
        let told = problems.iter().map(|problem| {
            AT_FIELD.with(&[("field", &label(&problem.path)), ("fault", &faults::fault(&problem.fault))])
        });
        return told.collect::<Vec<_>>().join(" ");
    }
    let what = explain(failure).what.get();
    match failure.refused() {
        Some(refused) if refused.status > 0 => TOLD.with(&[
            ("what", what),
            ("status", &refused.status.to_string()),
            ("message", &refused.message),
        ]),
        _ => what.to_owned(),
    }
}

/// What a path is called: its label where it has one.
pub fn label(path: &str) -> String {
    match place_of(path) {
        Place::Field(field) | Place::Row(field, _) => fields::full_label(field),
        Place::Form => path.to_owned(),
    }
}

fn labels<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    list(&paths.map(label).collect::<Vec<_>>())
}

/// What is to be known of a row before it is sent.
pub fn issue(issue: &Issue) -> String {
    messages! {
        PROBLEM = "{field}: {fault}";
        NOT_JSON = "{field}: what stands behind “json:” is not JSON";
        SEVERAL = "{count} faxboxes have this name: say which by its id";
        TWICE = "The same faxbox as in row {row}";
        BY_NAME = "Its id is unknown here; found by its name";
        NEW_ID = "Its id is unknown here: it is created with a new one";
        TAKEN = "Own mail domain: “{name}” has it already";
        GONE = "Not there any more";
    }
    match issue {
        Issue::Problem(problem) => {
            PROBLEM.with(&[("field", &label(&problem.path)), ("fault", &faults::fault(&problem.fault))])
        }
        Issue::NotJson(path) => NOT_JSON.with(&[("field", &label(path))]),
        Issue::SeveralOfThisName(count) => SEVERAL.with(&[("count", &count.to_string())]),
        Issue::Twice { first } => TWICE.with(&[("row", &first.to_string())]),
        Issue::FoundByName => BY_NAME.get().to_owned(),
        Issue::NewId => NEW_ID.get().to_owned(),
        Issue::DomainTaken { by } => TAKEN.with(&[("name", by)]),
        Issue::Gone => GONE.get().to_owned(),
    }
}

/// Why a file cannot be imported.
pub fn file_error(error: &FileError) -> String {
    messages! {
        TOO_LARGE = "It has {bytes} bytes; {max} are read at most. Divide it.";
        TOO_MANY = "It has {rows} rows; {max} are read at most. Divide it.";
        NOT_UTF8 = "Line {line} is not UTF-8. Save it as “CSV UTF-8”.";
        NOT_JSON = "It begins like JSON and is none.";
        NO_DOCUMENTS = "It is JSON, but neither a list of faxbox documents nor one.";
        OPEN_QUOTE = "A \" in line {line} is never closed.";
        NO_COLUMNS = "Its first line names no documented parameter. It must be one of id, name, caller_id, …";
        TWO_COLUMNS = "Two columns are called {heading}.";
        EMPTY = "There is nothing in it.";
    }
    match error {
        FileError::TooLarge { bytes } => TOO_LARGE
            .with(&[("bytes", &bytes.to_string()), ("max", &crate::state::FILE_MAX_BYTES.to_string())]),
        FileError::TooManyRows { rows } => {
            TOO_MANY.with(&[("rows", &rows.to_string()), ("max", &crate::state::FILE_MAX_ROWS.to_string())])
        }
        FileError::NotUtf8 { line } => NOT_UTF8.with(&[("line", &line.to_string())]),
        FileError::NotJson => NOT_JSON.get().to_owned(),
        FileError::NoDocuments => NO_DOCUMENTS.get().to_owned(),
        FileError::OpenQuote { line } => OPEN_QUOTE.with(&[("line", &line.to_string())]),
        FileError::NoColumns => NO_COLUMNS.get().to_owned(),
        FileError::TwoColumns { heading } => TWO_COLUMNS.with(&[("heading", heading)]),
        FileError::Empty => EMPTY.get().to_owned(),
    }
}

/// Why a run holds, where it was not the person who wanted it.
pub const fn pause(pause: &Pause) -> Option<Message> {
    messages! {
        TOO_MANY = "Paused: the server refuses more requests for now (429). Nothing is lost; go on in a while.";
        SILENCE = "Paused: several times in a row no answer came. Check the connection, then go on.";
        SIGNED_OUT = "Paused: the server does not take this token any more. Go on, and a new one is asked for.";
        CHARGES = "Paused: the new faxboxes cost money.";
    }
    match pause {
        Pause::Wanted => None,
        Pause::TooMany => Some(TOO_MANY),
        Pause::Silence => Some(SILENCE),
        Pause::SignedOut => Some(SIGNED_OUT),
        Pause::Charges(_) => Some(CHARGES),
    }
}
