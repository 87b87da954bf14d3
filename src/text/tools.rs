//! Words of what stands around the list.

use super::messages;

messages! {
    READ = "{count} read, more are coming…";
    READ_OF = "{count} of about {about} read";
    PROGRESS = "How much of the list was read";
    STOP = "Stop";
    STOPPED = "Stopped: {count} are here, there are more.";
    GO_ON = "Go on";
    WAITING = "A page did not come. It is asked for again.";
    AGE_NOW = "read just now";
    AGE_MINUTES_ONE = "read a minute ago";
    AGE_MINUTES = "read {count} minutes ago";
    AGE_HOURS_ONE = "read an hour ago";
    AGE_HOURS = "read {count} hours ago";
    OFFLINE = "This device is offline. What you typed stays; reading goes on by itself once the network is back.";
    ONLINE = "The network is back.";
    FAILED_AGAIN_TITLE = "The list was not read again";
    NOTHING_PASSES = "Nothing passes the filters";
    SEARCH_KEYS = "/";
    SEARCH_KEY = "Search";
    FIRST_KEYS = "Enter";
    FIRST_KEY = "In the search: go to the first that was found";
    WALK_KEYS = "j k ↓ ↑";
    WALK_KEY = "Go to the next faxbox, or the one before";
    ENDS_KEYS = "Home End";
    ENDS_KEY = "Go to the first faxbox, or the last";
    OPEN_KEYS = "Enter";
    OPEN_KEY = "Open the faxbox";
    NEW_KEYS = "n";
    NEW_KEY = "New faxbox";
    TICK_KEYS = "x";
    TICK_KEY = "Select the faxbox, or not";
    SELECT = "Select {name}";
    VIEW = "View";
    SORT = "Sort by";
    DESCENDING = "The other way round";
    COLUMNS = "Columns";
    BY_ROOM = "As the room allows";
    DENSITY = "Density";
    SHORTCUTS = "Keys do something while nothing is typed";
    COMFORTABLE = "Comfortable";
    COMPACT = "Compact";
}
