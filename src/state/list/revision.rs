use std::sync::atomic::{AtomicU32, Ordering};

use super::List;

/// The next revision, of whichever list.
static NEXT: AtomicU32 = AtomicU32::new(1);

impl List {
    /// Another number whenever rows were added, changed or dropped, and for another list: what is made of all rows is made anew then, and
    /// not where they are looked at in another way.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    pub(super) fn changed(&mut self) {
        self.revision = NEXT.fetch_add(1, Ordering::Relaxed);
    }
}
