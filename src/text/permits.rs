//! Words about what the page that the panel is in does not let the person see or do.

use super::messages;

messages! {
    HIDDEN_PROBLEMS = "Not shown here, and worth mending";
    HIDDEN_CHANGES = "Changed, and not shown here";
    HIDDEN_CHANGE = "was “{was}”, is “{now}”.";
    TAKEN_OUT = "{field} is taken out. Undo brings it back.";
    NO_NEW_TITLE = "No new faxboxes here";
    NO_NEW_WHY = "This page does not let you make a faxbox. The list shows all there are.";
    NOTHING_SHOWN = "This page shows none of the faxbox’s parameters.";
}
