//! Parts of the panel that are loaded when they are first shown.
//!
//! The release build splits the WASM (feature `split`): what the first view needs comes at once, each part behind a function of
//! [`parts`] comes on demand, in a file of its own. Without the feature the same functions answer at once, and everything is in one file.
//!
//! A file that does not arrive within `WASM_TIMEOUT_MS` (`element.js`, through which all WASM is fetched) counts as failed, so a
//! [`Chunk`] never stays [`ChunkState::Loading`] for good. A failure is not remembered: [`Chunk::retry`] asks again.

use std::{
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{self, Poll, Waker},
    time::Duration,
};

use leptos::{leptos_dom::helpers, prelude::*, task::spawn_local};
use wasm_split_helpers::SplitLoaderError;
use web_sys::HtmlElement;

use crate::{
    api::Failure,
    state::{Checks, Judge, Way},
    text::Message,
    ui::{
        bulk, checks,
        connect::Connect,
        document,
        editor::{self, Context},
        failure,
        panel::Panel,
        sign_in,
        takeover::{self, Handover, Running},
        token, tools,
    },
};

/// How long the first rows have the line to themselves, before what comes when the browser is idle.
const IDLE_DELAY: Duration = Duration::from_millis(500);

/// What a loader answers: the part's entry function, or that its file did not come.
pub type Loading<F> = Pin<Box<dyn Future<Output = Result<F, SplitLoaderError>>>>;

/// The entry function of a view.
pub type View = fn(Panel) -> AnyView;

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
    /// Starts to load a part. One that is there already is ready at once: nothing else is drawn before it.
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
        let mut loading = (self.load)();
        let state = |answer| match answer {
            Ok(entry) => ChunkState::Ready(entry),
            Err(_) => ChunkState::Failed,
        };
        if let Poll::Ready(answer) = loading.as_mut().poll(&mut task::Context::from_waker(Waker::noop())) {
            self.state.set(state(answer));
            return;
        }
        spawn_local(async move {
            let answer = loading.await;
            // The view may be gone by now.
            let _ = self.state.try_set(state(answer));
        });
    }
}

/// Does something when the browser has nothing better to do: what the first rows need comes first.
pub fn when_idle(act: impl Fn() + Clone + 'static) {
    set_timeout(move || when_idle_soon(act), IDLE_DELAY);
}

/// Does something when the browser has nothing better to do, where no first rows are on their way.
pub fn when_idle_soon(act: impl Fn() + Clone + 'static) {
    let at_once = act.clone();
    if helpers::request_idle_callback_with_handle(act).is_err() {
        set_timeout(at_once, Duration::ZERO);
    }
}

/// What the panel's own file holds: its beginning.
pub type Start = fn(&HtmlElement, Handover) -> Rc<dyn Running>;

/// What the editor's file holds for others.
///
/// One loader for all: each of its own would be code of its own in the first view's WASM.
#[derive(Clone, Copy)]
pub struct EditorPart {
    /// The view of the editor.
    pub editor: View,
    /// The question for a new token: seldom asked.
    pub token_dialog: View,
    /// Counts the problems of the list's rows: the editor's own judgment.
    pub counts: Judge,
    /// What happened and what to do, after a call that failed.
    pub reason: fn(&Failure) -> AnyView,
    /// What connecting found to be wrong, in one sentence.
    pub blame: fn(&Checks) -> Message,
    /// What connecting found, check by check.
    pub checks: fn(&Checks) -> AnyView,
    /// The controls of signing in.
    pub sign_in: fn(Connect, Way) -> AnyView,
    /// Draws an editor that nobody sees, when the browser is idle.
    pub rehearse: fn(Panel),
}

/// The functions that are behind the loader.
const EDITOR_PART: EditorPart = EditorPart {
    editor: editor::view,
    token_dialog: token::view,
    counts: editor::counts,
    reason: failure::reason,
    blame: checks::blame,
    checks: checks::view,
    sign_in: sign_in::view,
    rehearse: editor::rehearse,
};

/// Loads the editor's file.
pub fn load_editor() -> Loading<EditorPart> {
    Box::pin(parts::editor())
}

/// What the list takes from the file of its tools.
#[derive(Clone, Copy)]
pub struct ToolsPart {
    /// Reads it.
    pub read: fn(Panel, From),
    /// Fills the table in: all rows, in a window of them; and follows what is done with them.
    pub table: fn(Panel, HtmlElement),
    /// Something was typed into the search.
    pub search: fn(Panel, String),
    /// Above the search: what needs attention.
    pub overview: View,
    /// Beside the search: filters, and how the list is looked at.
    pub filters: View,
    /// In the place of the table, where there are no rows.
    pub states: View,
    /// Below the table.
    pub foot: View,
    /// What the program tells about itself.
    pub about: View,
}

/// What the tools of a panel know.
pub type ToolSignals = tools::Signals;

/// Where reading the list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// At its beginning.
    Start,
    /// Where it stopped.
    Here,
}

/// Loads the file of what stands around the list.
pub fn load_tools() -> Loading<ToolsPart> {
    Box::pin(parts::tools())
}

/// Loads what the program tells about itself.
pub fn load_about() -> Loading<View> {
    Box::pin(async { Ok(parts::tools().await?.about) })
}

/// Loads the file of what is done with many faxboxes at once.
pub fn load_bulk() -> Loading<View> {
    Box::pin(parts::bulk())
}

/// What the document's file holds for the editor.
#[derive(Clone, Copy)]
pub struct DocumentPart {
    /// The look at what a save would do.
    pub review: fn(Context) -> AnyView,
    /// The whole document as text.
    pub text: fn(Context) -> AnyView,
}

/// The functions that are behind the loader.
const DOCUMENT_PART: DocumentPart = DocumentPart { review: document::review, text: document::text };

/// Loads the file of the document as text and of the look at what a save would do.
pub fn load_document() -> Loading<DocumentPart> {
    Box::pin(parts::document())
}

/// Loads the editor.
pub fn load_editor_view() -> Loading<View> {
    Box::pin(async { Ok(parts::editor().await?.editor) })
}

/// Loads the question for a new token.
pub fn load_token_dialog() -> Loading<View> {
    Box::pin(async { Ok(parts::editor().await?.token_dialog) })
}

/// One function for each file. To add one: a function in both modules, a `load_…` above, and nobody else who names the part's
/// folder.
///
/// What two files need goes into a third. So that these stay few, a part says which others are there before it anyway: what those
/// need is then in theirs (`xtask/src/split.rs` names the files by it).
#[cfg(feature = "split")]
pub mod parts {
    #![expect(clippy::unnecessary_wraps, reason = "that the file did not come is told through this `Result`")]

    use std::hint::black_box;

    use wasm_split_helpers::wasm_split;

    use super::{
        DOCUMENT_PART, DocumentPart, EDITOR_PART, EditorPart, SplitLoaderError, Start, ToolsPart, View, bulk,
        takeover, tools,
    };

    /// The panel's beginning, where there is no file to wait for.
    pub const PANEL: Option<Start> = None;

    /// The panel's own code.
    #[wasm_split(panel, fallible)]
    pub fn panel() -> Result<Start, SplitLoaderError> {
        Ok(takeover::start)
    }

    /// The editor, on top of the panel.
    #[wasm_split(editor, fallible)]
    pub fn editor() -> Result<EditorPart, SplitLoaderError> {
        black_box::<Start>(takeover::start);
        Ok(EDITOR_PART)
    }

    /// What stands around the list, on top of the panel.
    #[wasm_split(tools, fallible)]
    pub fn tools() -> Result<ToolsPart, SplitLoaderError> {
        black_box::<Start>(takeover::start);
        Ok(tools::PART)
    }

    /// The document as text and the review, on top of the editor.
    #[wasm_split(document, fallible)]
    pub fn document() -> Result<DocumentPart, SplitLoaderError> {
        black_box::<Start>(takeover::start);
        black_box(EDITOR_PART);
        Ok(DOCUMENT_PART)
    }

    /// What is done with many faxboxes, on top of the editor and of what stands around the list.
    #[wasm_split(bulk, fallible)]
    pub fn bulk() -> Result<View, SplitLoaderError> {
        black_box::<Start>(takeover::start);
        black_box(EDITOR_PART);
        black_box(tools::PART);
        Ok(bulk::view)
    }
}

/// The same functions, where all is in one file.
#[cfg(not(feature = "split"))]
pub mod parts {
    use std::future::{Ready, ready};

    use super::{
        DOCUMENT_PART, DocumentPart, EDITOR_PART, EditorPart, SplitLoaderError, Start, ToolsPart, View, bulk,
        takeover, tools,
    };

    /// The panel's beginning, where there is no file to wait for.
    pub const PANEL: Option<Start> = Some(takeover::start);

    /// The panel's own code.
    pub fn panel() -> Ready<Result<Start, SplitLoaderError>> {
        ready(Ok(takeover::start))
    }

    /// The editor.
    pub fn editor() -> Ready<Result<EditorPart, SplitLoaderError>> {
        ready(Ok(EDITOR_PART))
    }

    /// What stands around the list.
    pub fn tools() -> Ready<Result<ToolsPart, SplitLoaderError>> {
        ready(Ok(tools::PART))
    }

    /// The document as text and the review.
    pub fn document() -> Ready<Result<DocumentPart, SplitLoaderError>> {
        ready(Ok(DOCUMENT_PART))
    }

    /// What is done with many faxboxes.
    pub fn bulk() -> Ready<Result<View, SplitLoaderError>> {
        ready(Ok(bulk::view))
    }
}
