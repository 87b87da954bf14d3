//! Words of the line at the top of a page.

use super::messages;

messages! {
    TITLE = "What the recipient sees";
    SPOKEN = "The top of a page as printed: {time}, then “{header}”, then {identity}, then page 1 of 3.";
    SPOKEN_WITHOUT_IDENTITY = "The top of a page as printed: {time}, then “{header}”, then page 1 of 3.";
    SPOKEN_LOST = "Not printed: {lost}";
    PAGE = "P1/3";
    LOST = "What is struck out is not printed, or not as it stands";
    ZONE_OWN = "The time is that of {zone}, now.";
    ZONE_INHERITED = "The time is that of this browser, {zone}. On the page it is that of the owner’s time zone, else of the account’s.";
    ZONE_UNKNOWN = "The time is that of this browser, {zone}. Nobody here knows a time zone “{name}”.";
    READING = "Reads as {number}";
}
