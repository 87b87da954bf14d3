//! The editor: one chunk, reached through [`view()`] alone.

use leptos::prelude::*;

/// The editor's view.
pub fn view() -> AnyView {
    view! {
        <form>
            <label>"Name" <input name="name" /></label>
            <button type="button" on:click=|_| fail()>"Stop"</button>
        </form>
    }
    .into_any()
}

#[expect(clippy::panic, reason = "to prove the screen that follows a panic")]
fn fail() {
    panic!("stopped on purpose");
}
