//! Words of the editor.

use super::messages;

messages! {
    NEW_TITLE = "New faxbox";
    BACK = "Faxboxes";
    SECTIONS = "Sections";
    LOADING = "Loading the faxbox…";
    NOT_FOUND_TITLE = "There is no such faxbox";
    NOT_FOUND_WHY = "It may have been removed, or the address was cut. The list shows all there are.";
    BROKEN_TITLE = "The faxbox did not arrive";
    TO_LIST = "Show the list";
    WAS = "was “{value}”";
    WAS_ABSENT = "was not set";
    PUT_BACK = "put back";
    TAKE_OUT = "Take it out";
    NOT_SET = "Not set";
    ON = "On";
    OFF = "Off";
    UNDOCUMENTED = "{value} (not documented)";
    ONE_LESS = "One less";
    ONE_MORE = "One more";
    MAKE_LIST = "Make it a list";
    OTHER_VALUE = "Another kind of value stands here: {value}";
    INHERIT = "inherit: the owner’s time zone, else the account’s";
    NOTHING_TYPED = "Nothing typed yet";
    CHANGES_NONE = "No changes";
    CHANGES_ONE = "{count} change";
    CHANGES = "{count} changes";
    DISCARD = "Discard";
    SAVE = "Save";
    CREATE = "Create";
    SAVING = "Saving…";
    CREATING = "Creating…";
    REMOVE = "Remove…";
    PROBLEMS_TITLE = "Before this can be saved";
    WARNINGS_TITLE = "Worth a look";
    ROW_OF = "{label}, row {row}";
    DOCUMENT = "The document";
    ID = "ID";
    GENERATED_ADDRESS = "Generated address";
    ADDRESS_PENDING = "told by the list, which is still loading";
    ADDRESS_UNKNOWN = "not told by the server";
    ATTEMPTS = "Attempts";
    COPY_VALUE = "Copy {name}";
    CHANGED = "changed";
    HAS_WARNINGS = "has warnings";
    HAS_PROBLEMS = "has problems";
    ACTIONS = "Changes";
}
