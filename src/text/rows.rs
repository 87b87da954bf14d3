//! Words of lists that are edited row by row.

use crate::form::Item;

use super::{Message, messages, plural};

messages! {
    ADD_EMAIL = "Add an address";
    ADD_NUMBER = "Add a number";
    ADD_RULE = "Add a rule";
    PASTE_EMAILS = "or paste many, separated by anything";
    PASTE_NUMBERS = "or paste many, one a line or with commas between";
    PASTE_RULES = "or paste many, one a line";
    ROW_LABEL = "{label}, row {row}";
    REMOVE = "Remove row {row} of {label}";
    UP = "Move row {row} of {label} up";
    DOWN = "Move row {row} of {label} down";
    GRIP = "Drag to another place";
    MOVE_HINT = "Alt+↑ and Alt+↓ move a row.";
    MOVED = "Now row {row} of {count}";
    SHOW_MORE = "Show {count} more";
    SHOW_BEFORE = "Show the {count} before";
    SHOWN = "Rows {first} to {last} of {count}";
    TOO_MANY = "{count} at once are too many: paste at most {most}. Nothing was added.";
    EMAILS_ADDED_ONE = "1 address added";
    EMAILS_ADDED = "{count} addresses added";
    NUMBERS_ADDED_ONE = "1 number added";
    NUMBERS_ADDED = "{count} numbers added";
    RULES_ADDED_ONE = "1 rule added";
    RULES_ADDED = "{count} rules added";
    BARE = "Keep the address alone";
    SPLIT = "Make it {count} rows";
}

/// The button for one more.
pub const fn add(item: Item) -> Message {
    match item {
        Item::EmailAddress => ADD_EMAIL,
        Item::Number => ADD_NUMBER,
        Item::PermissionRule => ADD_RULE,
    }
}

/// That one may paste many.
pub const fn paste_hint(item: Item) -> Message {
    match item {
        Item::EmailAddress => PASTE_EMAILS,
        Item::Number => PASTE_NUMBERS,
        Item::PermissionRule => PASTE_RULES,
    }
}

/// How many rows a paste brought.
pub fn added(item: Item, count: usize) -> Message {
    match item {
        Item::EmailAddress => plural(count, EMAILS_ADDED_ONE, EMAILS_ADDED),
        Item::Number => plural(count, NUMBERS_ADDED_ONE, NUMBERS_ADDED),
        Item::PermissionRule => plural(count, RULES_ADDED_ONE, RULES_ADDED),
    }
}
