//! The keys, and what they do.

use super::messages;

messages! {
    TITLE = "Keys";
    /// A blank parts keys that are pressed together.
    SAVE_KEYS = "{ctrl} S";
    SAVE = "Save";
    REVIEW_KEYS = "{ctrl} Enter";
    REVIEW = "Review before saving";
    UNDO_KEYS = "{ctrl} Z";
    UNDO = "Undo the last change";
    REDO_KEYS = "{ctrl} Shift Z";
    REDO = "Redo what was undone";
    HELP_KEYS = "?";
    HELP = "Show these keys";
    MOVE_KEYS = "Alt ↑";
    MOVE_BACK_KEYS = "Alt ↓";
    MOVE = "Move a row of a list up";
    MOVE_BACK = "Move a row of a list down";
    ROW_KEYS = "Enter";
    ROW = "Add a row below";
    ROW_REMOVE_KEYS = "Backspace";
    ROW_REMOVE = "Take an empty row out";
    LEAVE_KEYS = "Esc";
    LEAVE = "Close a dialog";
    CTRL = "Ctrl";
    COMMAND = "⌘";
}
