//! Who reads what of the open form.
//!
//! A signal wakes everything below it with every change, and each finds out for itself that nothing is new for it: hundreds of effects at a
//! keystroke. Here what was read is read again, all of it in one go, and only those are woken for whom it differs.

#[cfg(debug_assertions)]
use std::panic::Location;
use std::{mem, time::Duration};

use leptos::{leptos_dom::helpers::set_timeout, prelude::*, reactive::graph::Observer};

#[cfg(debug_assertions)]
use crate::ui::trace;
use crate::{
    state::Editor,
    ui::{
        panel::Panel,
        trace::{Phase, measured},
    },
};

/// Time enough for the painting, which comes before any timer where both are due, and none that anybody notices.
const LATE_AFTER: Duration = Duration::from_millis(60);

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

impl Default for Readers {
    fn default() -> Self {
        Self(StoredValue::new(Places::default()))
    }
}

/// What is soon enough when what else changed is painted: a message under one's eyes comes sooner where the browser has nothing else to do
/// with it.
#[derive(Clone, Copy)]
pub struct Late(StoredValue<Moment>);

#[derive(Clone, Copy)]
struct Moment {
    panel: Panel,
    editor: RwSignal<Editor>,
    /// Who is told then of what differs.
    readers: Readers,
    /// Tells that anything changed at all.
    any: Trigger,
    is_awaited: bool,
    /// Whether something was typed, of which the editor's own signal has told nobody yet.
    is_typed: bool,
}

impl Late {
    /// Nobody reads yet.
    pub fn new(panel: Panel, editor: RwSignal<Editor>) -> Self {
        let (readers, any) = (Readers::default(), Trigger::new());
        Self(StoredValue::new(Moment { panel, editor, readers, any, is_awaited: false, is_typed: false }))
    }

    /// Who is told then of what differs.
    pub fn readers(self) -> Readers {
        self.0.with_value(|moment| moment.readers)
    }

    /// Tracks that moment.
    pub fn track(self) {
        self.0.with_value(|moment| moment.any.track());
    }

    /// Has the editor's signal told then.
    pub fn tell_of_typing(self) {
        self.0.try_update_value(|moment| moment.is_typed = true);
        self.begin();
    }

    fn begin(self) {
        let begins = self.0.try_update_value(|moment| !mem::replace(&mut moment.is_awaited, true));
        if begins == Some(true) {
            set_timeout(move || self.tell(), LATE_AFTER);
        }
    }

    fn tell(self) {
        let moment = self.0.try_update_value(|moment| {
            let now = *moment;
            (moment.is_awaited, moment.is_typed) = (false, false);
            now
        });
        let Some(Moment { panel, editor, readers, any, is_typed, .. }) = moment else { return }; // The view is gone.
        panel.speak();
        if is_typed {
            editor.notify();
        }
        measured(Phase::Wake, || readers.tell());
        any.notify();
    }
}

impl Readers {
    /// Those of what `track` tracks: they are told of its changes, and `late` of there being any.
    pub fn of(late: Late, track: impl Fn() + Send + Sync + 'static) -> Self {
        let readers = Self::default();
        Effect::new(move |before: Option<()>| {
            track();
            measured(Phase::Wake, || readers.tell());
            if before.is_some() {
                late.begin();
            }
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
