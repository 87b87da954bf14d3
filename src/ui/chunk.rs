//! Parts of the panel that are loaded when they are first shown.
//!
//! The release build splits the WASM (feature `split`): what the first view needs comes at once, each part behind a function of
//! [`parts`] comes on demand, in a file of its own. Without the feature the same functions answer at once, and everything is in one file.
//!
//! A file that does not arrive within `WASM_TIMEOUT_MS` (`element.js`, through which all WASM is fetched) counts as failed, so a
//! [`Chunk`] never stays [`ChunkState::Loading`] for good. A failure is not remembered: [`Chunk::retry`] asks again.

use std::{future::Future, pin::Pin, time::Duration};

use leptos::{leptos_dom::helpers, prelude::*, task};
use wasm_split_helpers::SplitLoaderError;

use crate::{
    state::Judge,
    ui::{editor, panel::Panel, token},
};

/// When a browser counts as idle that cannot tell.
const IDLE_DELAY: Duration = Duration::from_secs(2);

/// What a loader answers: the part's entry function, or that its file did not come.
pub type Loading<F> = Pin<Box<dyn Future<Output = Result<F, SplitLoaderError>>>>;

/// How far a part of the panel has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkState<F> {
    /// Its file is on the way.
    Loading,
    /// It is there; this is its entry function.
    Ready(F),
    /// Its file did not come: the line is down, or a newer version has taken its place on the server.
    Failed,
}

/// A part of the panel, loaded on demand.
pub struct Chunk<F: 'static> {
    load: fn() -> Loading<F>,
    state: RwSignal<ChunkState<F>>,
}

impl<F> Clone for Chunk<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Chunk<F> {}

impl<F: Copy + Send + Sync + 'static> Chunk<F> {
    /// Starts to load a part.
    pub fn new(load: fn() -> Loading<F>) -> Self {
        let chunk = Self { load, state: RwSignal::new(ChunkState::Loading) };
        chunk.fetch();
        chunk
    }

    /// How far it has come; tracked.
    pub fn state(self) -> ChunkState<F> {
        self.state.get()
    }

    /// Asks again for a part that did not come.
    pub fn retry(self) {
        if matches!(self.state.get_untracked(), ChunkState::Failed) {
            self.state.set(ChunkState::Loading);
            self.fetch();
        }
    }

    fn fetch(self) {
        task::spawn_local(async move {
            let state = match (self.load)().await {
                Ok(entry) => ChunkState::Ready(entry),
                Err(_) => ChunkState::Failed,
            };
            // The view may be gone by now.
            let _ = self.state.try_set(state);
        });
    }
}

/// Does something when the browser has nothing better to do: what the first rows need comes first.
pub fn when_idle(act: impl Fn() + Clone + 'static) {
    let later = act.clone();
    if helpers::request_idle_callback_with_handle(act).is_err() {
        set_timeout(later, IDLE_DELAY);
    }
}

/// The view of the editor.
pub type EditorView = fn(Panel) -> AnyView;

/// The view of the question for a new token.
pub type TokenView = fn(Panel) -> AnyView;

/// Loads the editor.
pub fn load_editor() -> Loading<EditorView> {
    Box::pin(parts::editor())
}

/// Loads what counts the problems of a list's rows: the editor's own judgment, so it comes in the same file.
pub fn load_judge() -> Loading<Judge> {
    Box::pin(parts::judge())
}

/// Loads the question for a new token. Seldom asked, so it comes in the editor's file.
pub fn load_token_dialog() -> Loading<TokenView> {
    Box::pin(parts::token_dialog())
}

/// One function for each part; several may share a file. To add one: a function in both modules, a `load_…` above, and nobody
/// else who names the part's folder.
#[cfg(feature = "split")]
mod parts {
    #![expect(clippy::unnecessary_wraps, reason = "that the file did not come is told through this `Result`")]

    use wasm_split_helpers::wasm_split;

    use super::{EditorView, Judge, SplitLoaderError, TokenView, editor, token};

    #[wasm_split(editor, fallible)]
    pub fn editor() -> Result<EditorView, SplitLoaderError> {
        Ok(editor::view)
    }

    #[wasm_split(editor, fallible)]
    pub fn judge() -> Result<Judge, SplitLoaderError> {
        Ok(editor::counts)
    }

    #[wasm_split(editor, fallible)]
    pub fn token_dialog() -> Result<TokenView, SplitLoaderError> {
        Ok(token::view)
    }
}

#[cfg(not(feature = "split"))]
mod parts {
    use std::future::{Ready, ready};

    use super::{EditorView, Judge, SplitLoaderError, TokenView, editor, token};

    pub fn editor() -> Ready<Result<EditorView, SplitLoaderError>> {
        ready(Ok(editor::view))
    }

    pub fn judge() -> Ready<Result<Judge, SplitLoaderError>> {
        ready(Ok(editor::counts))
    }

    pub fn token_dialog() -> Ready<Result<TokenView, SplitLoaderError>> {
        ready(Ok(token::view))
    }
}
