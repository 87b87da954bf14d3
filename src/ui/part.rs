//! A part of the panel that comes in a file of its own: waited for, shown, or missing with a way to try again.

use leptos::prelude::*;

use crate::{
    api::Failure,
    state::{Route, Way},
    text::{editor, shell as words},
    ui::{
        chunk::{
            Chunk, ChunkState, Loading, View, load_about, load_bulk, load_editor, load_editor_view,
            load_token_dialog,
        },
        connect::Connect,
        icon::{Icon, icon},
        live,
        panel::Panel,
        shell::{self, RouteLink},
    },
};

/// The editor, once it is there.
pub fn editor(panel: Panel) -> AnyView {
    later(panel, load_editor_view)
}

/// The question for a new token, once it is there.
pub fn token_dialog(panel: Panel) -> AnyView {
    over(panel, load_token_dialog, move || panel.token_given(None))
}

/// The controls of signing in, once they are there.
pub fn sign_in(connect: Connect, way: Way) -> AnyView {
    let chunk = Chunk::new(load_editor);
    let retry = move || {
        chunk.retry();
        // The button that was pressed goes.
        connect.panel.focus(".connect__ways input:checked");
    };
    live::view(move || match chunk.state() {
        ChunkState::Loading => view! { <p class="muted" role="status">{words::LOADING.get()}</p> }.into_any(),
        ChunkState::Ready(part) => (part.sign_in)(connect, way),
        ChunkState::Failed => view! {
            <p class="note note--error" role="alert">{icon(Icon::ERROR)} {words::PART_MISSING_WHY.get()}</p>
            <button class="button" type="button" on:click=move |_| retry()>{words::TRY_AGAIN.get()}</button>
        }
        .into_any(),
    })
}

/// What is done with many faxboxes at once, once it is there.
pub fn bulk(panel: Panel) -> AnyView {
    over(panel, load_bulk, move || panel.task.set(None))
}

/// What the program tells about itself, once it is there.
pub fn about(panel: Panel) -> AnyView {
    over(panel, load_about, move || panel.about.set(false))
}

/// A view of another file, in the place of all others.
fn later(panel: Panel, load: fn() -> Loading<View>) -> AnyView {
    let chunk = Chunk::new(load);
    live::view(move || match chunk.state() {
        ChunkState::Loading => {
            view! { <main class="part"><p class="muted" role="status">{words::LOADING.get()}</p></main> }
                .into_any()
        }
        ChunkState::Ready(view) => view(panel),
        ChunkState::Failed => missing(panel, move || chunk.retry()),
    })
}

/// A dialog of another file, over a view that stays: what stands for it until then is no second `main`.
fn over(panel: Panel, load: fn() -> Loading<View>, close: impl Fn() + Copy + Send + 'static) -> AnyView {
    let chunk = Chunk::new(load);
    live::view(move || match chunk.state() {
        ChunkState::Loading => {
            view! { <div class="notice"><span role="status">{words::LOADING.get()}</span></div> }.into_any()
        }
        ChunkState::Ready(view) => view(panel),
        ChunkState::Failed => {
            // The button that was pressed goes; a dialog gives the focus back to where it found it.
            let leave = move || panel.focus(".bar__title");
            let close = move || {
                close();
                leave();
            };
            let retry = move || {
                chunk.retry();
                leave();
            };
            missing_over(close, retry)
        }
    })
}

/// Over the view, in the place of a dialog whose file did not come.
fn missing_over(close: impl Fn() + Send + 'static, retry: impl Fn() + Send + 'static) -> AnyView {
    view! {
        <div class="notice" role="alert">
            <p><strong>{words::PART_MISSING.get()}</strong> " " {words::PART_MISSING_WHY.get()}</p>
            <button class="button button--small" type="button" on:click=move |_| retry()>{words::TRY_AGAIN.get()}</button>
            <button class="button button--quiet button--icon" type="button" aria-label=words::CLOSE.get() on:click=move |_| close()>
                {icon(Icon::CROSS)}
            </button>
        </div>
    }
    .into_any()
}

/// What happened and what to do, after a call that failed: said in the editor's file, which has the words for it. Where that did
/// not come either, what is known is said in one sentence.
pub fn reason(failure: &Failure) -> AnyView {
    let chunk = Chunk::new(load_editor);
    let failure = failure.clone();
    live::view(move || match chunk.state() {
        ChunkState::Loading => ().into_any(),
        ChunkState::Ready(part) => (part.reason)(&failure),
        ChunkState::Failed => unexplained(&failure),
    })
}

/// A call that failed, where the words for it did not come.
pub fn unexplained(failure: &Failure) -> AnyView {
    let told = failure.refused().map(|refused| {
        let id = refused.request_id.as_deref().unwrap_or("–");
        words::UNEXPLAINED_STATUS.with(&[("status", &refused.status.to_string()), ("id", id)])
    });
    view! { <p>{words::UNEXPLAINED.get()}</p> <p class="told mono">{told}</p> }.into_any()
}

fn missing(panel: Panel, retry: impl Fn() + 'static) -> AnyView {
    shell::title(panel, words::PART_MISSING.get());
    view! {
        <main class="part">
            <div class="sheet state" role="alert">
                {icon(Icon::ERROR)}
                <h1>{words::PART_MISSING.get()}</h1>
                <p>{words::PART_MISSING_WHY.get()}</p>
                <div class="state__ways">
                    <button class="button button--primary" type="button" on:click=move |_| retry()>{words::TRY_AGAIN.get()}</button>
                    <RouteLink panel route=Route::List class="button">{editor::TO_LIST.get()}</RouteLink>
                </div>
            </div>
        </main>
    }
    .into_any()
}
