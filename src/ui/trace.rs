//! What the panel does, for those who measure it: in a build for development, its phases in one for `cargo xtask bench --phases` too,
//! and nothing of it in a release.

#[cfg(debug_assertions)]
use std::{cell::RefCell, panic::Location};

#[cfg(debug_assertions)]
thread_local! {
    static READS: RefCell<Vec<&'static Location<'static>>> = const { RefCell::new(Vec::new()) };
}

/// Something that is drawn, or worked out, reads the open form here: counted for the tests that hold a keystroke to its own field.
#[cfg(debug_assertions)]
pub fn note(place: &'static Location<'static>) {
    READS.with_borrow_mut(|reads| reads.push(place));
}

/// The files in which that happened since this was asked last, each as often as it did.
#[cfg(debug_assertions)]
pub fn take() -> Vec<&'static str> {
    READS.take().into_iter().map(Location::file).collect()
}

/// A piece of work that a profile shows under a name: `performance.measure`, among the timings of the browser's tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A page that came is read.
    Page,
    /// Rows are made of some of what came.
    Digest,
    /// Some names are put in order.
    OrderNames,
    /// What came takes its place in the list.
    Settle,
    /// The list is narrowed, or ordered otherwise.
    Look,
    /// The rows in sight are drawn.
    Rows,
    /// The view of a faxbox is begun.
    Open,
    /// A section of it is drawn.
    Section,
    /// What is wrong with the form is found.
    Judge,
    /// Those are woken who read something else of the form than before.
    Wake,
}

impl Phase {
    /// What it is called in a profile.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "faxbox-admin: page",
            Self::Digest => "faxbox-admin: digest",
            Self::OrderNames => "faxbox-admin: order names",
            Self::Settle => "faxbox-admin: settle",
            Self::Look => "faxbox-admin: look",
            Self::Rows => "faxbox-admin: rows",
            Self::Open => "faxbox-admin: open",
            Self::Section => "faxbox-admin: section",
            Self::Judge => "faxbox-admin: judge",
            Self::Wake => "faxbox-admin: wake",
        }
    }
}

/// Does a piece of work, under its name.
#[cfg(not(any(debug_assertions, feature = "phases")))]
pub fn measured<T>(_: Phase, work: impl FnOnce() -> T) -> T {
    work()
}

/// Does a piece of work, under its name.
#[cfg(any(debug_assertions, feature = "phases"))]
pub fn measured<T>(phase: Phase, work: impl FnOnce() -> T) -> T {
    let performance = web_sys::window().and_then(|window| window.performance());
    if let Some(performance) = &performance {
        drop(performance.mark(phase.name()));
    }
    let done = work();
    if let Some(performance) = &performance {
        drop(performance.measure_with_start_mark(phase.name(), phase.name()));
    }
    done
}
