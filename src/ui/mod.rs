//! The panel as Leptos components; the only code that touches the DOM.

pub mod chunk;
mod editor;
pub mod element;

use leptos::prelude::*;

use self::{
    chunk::{Chunk, ChunkState, load_editor},
    element::Options,
};

/// The whole panel.
pub fn panel(_options: Options) -> impl IntoView {
    let (editor, set_editor) = signal(None);
    view! {
        <h1>"Faxbox Admin"</h1>
        <button type="button" on:click=move |_| set_editor.set(Some(Chunk::new(load_editor)))>"New faxbox"</button>
        {move || editor.get().map(part)}
    }
}

fn part(editor: Chunk<chunk::EditorView>) -> impl IntoView {
    move || {
        match editor.state() {
        ChunkState::Loading => view! { <p role="status">"Loading…"</p> }.into_any(),
        ChunkState::Ready(view) => view(),
        ChunkState::Failed => view! {
            <div role="alert">
                <p>"This part of Faxbox Admin could not be loaded. The connection may be down, or a newer version may have been put in place."</p>
                <button type="button" on:click=move |_| editor.retry()>"Try again"</button>
            </div>
        }
        .into_any(),
    }
    }
}
