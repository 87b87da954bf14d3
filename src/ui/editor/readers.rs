//! Who reads what of the open form.
//!
//! A signal wakes everything below it with every change, and each finds out for itself that nothing is new for it: hundreds of effects at a
//! keystroke. Here what was read is read again, all of it in one go, and only those are woken for whom it differs.

#[cfg(debug_assertions)]
use std::panic::Location;

use leptos::{prelude::*, reactive::graph::Observer};

#[cfg(debug_assertions)]
use crate::ui::trace;
use crate::ui::trace::{Phase, measured};

/// A reading that somebody on the screen depends on.
struct Reader {
    /// Reads again, and tells whether it is something else than the last time.
    differs: Box<dyn FnMut() -> bool + Send + Sync>,
    /// Whom to wake.
    trigger: ArcTrigger,
}

/// All readings of one source, by places of which some are free.
#[derive(Default)]
struct Places {
    readers: Vec<Option<Reader>>,
    free: Vec<usize>,
}

/// The readers of one source.
#[derive(Clone, Copy)]
pub struct Readers(StoredValue<Places>);

impl Readers {
    /// Those of what `track` tracks: they are told of its changes.
    pub fn of(track: impl Fn() + Send + Sync + 'static) -> Self {
        let readers = Self(StoredValue::new(Places::default()));
        Effect::new(move |_| {
            track();
            measured(Phase::Wake, || readers.tell());
        });
        readers
    }

    /// Reads; whoever does is woken where the same reading gives something else.
    #[track_caller]
    pub fn read<T>(self, read: impl Fn() -> T + Send + Sync + 'static) -> T
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let value = untrack(&read);
        if Observer::get().is_none() {
            return value;
        }
        #[cfg(debug_assertions)]
        trace::note(Location::caller());
        let mut last = value.clone();
        let differs = move || {
            let now = untrack(&read);
            let differs = now != last;
            last = now;
            differs
        };
        self.add(Box::new(differs));
        value
    }

    /// Has whoever is reading now woken.
    fn add(self, differs: Box<dyn FnMut() -> bool + Send + Sync>) {
        let trigger = ArcTrigger::new();
        trigger.track();
        let reader = Some(Reader { differs, trigger });
        let place = self.0.try_update_value(|places| {
            let place = places.free.pop().unwrap_or(places.readers.len());
            match places.readers.get_mut(place) {
                Some(slot) => *slot = reader,
                None => places.readers.push(reader),
            }
            place
        });
        let Some(place) = place else { return };
        on_cleanup(move || {
            let reader = self.0.try_update_value(|places| {
                places.free.push(place);
                places.readers.get_mut(place).and_then(Option::take)
            });
            drop(reader);
        });
    }

    /// Wakes those for whom something differs.
    fn tell(self) {
        let woken = self.0.try_update_value(|places| {
            let readers = places.readers.iter_mut().flatten();
            readers
                .filter_map(|reader| (reader.differs)().then(|| reader.trigger.clone()))
                .collect::<Vec<_>>()
        });
        woken.unwrap_or_default().notify();
    }
}
