//! The whole document, and what a save would do to it: one chunk, reached through [`review()`] and [`text()`] alone.

mod request;
mod review;
mod text;

use leptos::prelude::*;

use super::editor::Context;

/// The look at what a save would do: a dialog that fetches, compares and shows.
pub fn review(context: Context) -> AnyView {
    review::view(context)
}

/// The document as text, in step with the form.
pub fn text(context: Context) -> AnyView {
    text::view(context)
}
