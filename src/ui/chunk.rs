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

/// How long the first rows have the line to themselves, before what comes when the browser is idle.
const IDLE_DELAY: Duration = Duration::from_millis(500);

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
    set_timeout(
        move || {
            let at_once = act.clone();
            if helpers::request_idle_callback_with_handle(act).is_err() {
                at_once();
            }
        },
        IDLE_DELAY,
    );
}

/// What the editor's file holds for others.
///
/// One loader for all three: each of its own would be code of its own in the first view's WASM.
#[derive(Clone, Copy)]
pub struct EditorPart {
    /// The view of the editor.
    pub editor: fn(Panel) -> AnyView,
    /// The question for a new token: seldom asked.
    pub token_dialog: fn(Panel) -> AnyView,
    /// Counts the problems of the list's rows: the editor's own judgment.
    pub counts: Judge,
}

/// The functions that are behind the loader.
const EDITOR_PART: EditorPart =
    EditorPart { editor: editor::view, token_dialog: token::view, counts: editor::counts };

/// Loads the editor's file.
pub fn load_editor() -> Loading<EditorPart> {
    Box::pin(parts::editor())
}

/// One function for each file. To add one: a function in both modules, a `load_…` above, and nobody else who names the part's
/// folder.
#[cfg(feature = "split")]
mod parts {
    #![expect(clippy::unnecessary_wraps, reason = "that the file did not come is told through this `Result`")]

    use wasm_split_helpers::wasm_split;

    use super::{EDITOR_PART, EditorPart, SplitLoaderError};

    #[wasm_split(editor, fallible)]
    pub fn editor() -> Result<EditorPart, SplitLoaderError> {
        Ok(EDITOR_PART)
    }
}

#[cfg(not(feature = "split"))]
mod parts {
    use std::future::{Ready, ready};

    use super::{EDITOR_PART, EditorPart, SplitLoaderError};

    pub fn editor() -> Ready<Result<EditorPart, SplitLoaderError>> {
        ready(Ok(EDITOR_PART))
    }
}
