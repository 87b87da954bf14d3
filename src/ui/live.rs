//! What changes on the screen, as closures of a few types.
//!
//! Leptos writes the code that builds and rebuilds a closure's view once for each closure there is. Boxed, they share it.

use leptos::prelude::*;

/// A part of a view that is drawn again when what it reads changes.
pub fn view(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// A text, or an attribute's value, that follows what it reads.
pub fn text(say: impl Fn() -> String + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    Box::new(say)
}

/// A class, a property or an attribute that is there or not.
pub fn flag(tell: impl Fn() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(tell)
}
