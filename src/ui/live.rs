//! What changes on the screen, as closures of a few types, and what is worked out or done where something changes.
//!
//! Leptos writes the code that builds and rebuilds a closure's view once for each closure there is. Boxed, they share it. They go on
//! in the language in which they were begun.
//!
//! What listens by these stops when its owner goes. `reactive_graph` leaves that out: what was dropped stays among the subscribers of
//! each signal that outlives it, for good and with its memory, and every change walks past it. So what a view reads of the panel, or of
//! anything else that stays when the view goes, it reads by these.

use leptos::{
    prelude::*,
    reactive::graph::{Observer, Subscriber},
};

use crate::text::language::{speak, spoken};

/// A part of a view that is drawn again when what it reads changes.
pub fn view(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let language = spoken();
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || {
        unsubscribe_in_the_end();
        speak(language);
        draw()
    });
    draw.into_any()
}

/// A text, or an attribute's value, that follows what it reads.
pub fn text(say: impl Fn() -> String + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    let language = spoken();
    Box::new(move || {
        unsubscribe_in_the_end();
        speak(language);
        say()
    })
}

/// A class, a property or an attribute that is there or not.
pub fn flag(tell: impl Fn() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(move || {
        unsubscribe_in_the_end();
        tell()
    })
}

/// What is worked out of something that changes, and tells only where the result is another one.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::new(move |_| {
        unsubscribe_in_the_end();
        read()
    })
}

/// What is done now, and again where what it reads changes; it is handed what it gave back before.
pub fn effect<T: 'static>(mut act: impl FnMut(Option<T>) -> T + 'static) {
    Effect::new(move |before| {
        unsubscribe_in_the_end();
        act(before)
    });
}

/// Takes the effect or the memo that is running out of what it listens to, when its owner goes: while it is still there to do so, since
/// an owner is cleaned up before what it owned is dropped.
fn unsubscribe_in_the_end() {
    if let Some(observer) = Observer::get() {
        on_cleanup(move || observer.clear_sources(&observer));
    }
}
