//! The reads of a view: they end when it is left. What it writes goes on to its end.

use leptos::prelude::*;
use web_sys::AbortController;

use crate::ui::calls::Calls;

/// What ends the reads that a view has under way.
#[derive(Clone, Copy)]
pub struct Reads(StoredValue<Option<AbortController>, LocalStorage>);

impl Reads {
    /// Those of the view that is being made.
    pub fn new() -> Self {
        let reads = Self(StoredValue::new_local(None));
        on_cleanup(move || reads.end());
        reads
    }

    /// Calls whose reads end with the view.
    pub fn join(self, calls: Calls) -> Calls {
        let signal = self.0.try_update_value(|controller| {
            if controller.is_none() {
                *controller = AbortController::new().ok();
            }
            controller.as_ref().map(AbortController::signal)
        });
        match signal.flatten() {
            Some(signal) => calls.until(signal),
            None => calls,
        }
    }

    /// The same, in the place of all that are under way.
    pub fn begin(self, calls: Calls) -> Calls {
        self.end();
        self.join(calls)
    }

    /// Ends those that are under way.
    pub fn end(self) {
        if let Some(Some(controller)) = self.0.try_update_value(Option::take) {
            controller.abort();
        }
    }
}
