//! What was drawn again: counted in a build for development, for the tests that hold a keystroke to its own field.

use std::{cell::RefCell, panic::Location};

thread_local! {
    static READS: RefCell<Vec<&'static Location<'static>>> = const { RefCell::new(Vec::new()) };
}

/// Something that is drawn, or worked out, reads the open form here.
pub fn note(place: &'static Location<'static>) {
    READS.with_borrow_mut(|reads| reads.push(place));
}

/// The files in which that happened since this was asked last, each as often as it did.
pub fn take() -> Vec<&'static str> {
    READS.take().into_iter().map(Location::file).collect()
}
