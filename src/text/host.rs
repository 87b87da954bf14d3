//! Words about the page that the panel is part of.

use super::messages;

messages! {
    HELD_BACK = "The page around this panel held that back. Nothing was written.";
}
