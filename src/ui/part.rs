//! A part of the panel that comes in a file of its own: waited for, shown, or missing with a way to try again.

use leptos::{prelude::*, task};

use crate::{
    state::Route,
    text::{editor, shell as words},
    ui::{
        chunk::{Chunk, ChunkState, EditorPart, load_editor},
        icon::{Icon, icon},
        live,
        panel::Panel,
        shell::{self, RouteLink},
    },
};

/// The editor, once it is there.
pub fn editor(panel: Panel) -> AnyView {
    later(panel, |part| part.editor)
}

/// The question for a new token, once it is there.
pub fn token_dialog(panel: Panel) -> AnyView {
    later(panel, |part| part.token_dialog)
}

/// A view of the editor's file.
fn later(panel: Panel, pick: fn(EditorPart) -> fn(Panel) -> AnyView) -> AnyView {
    let chunk = Chunk::new(load_editor);
    live::view(move || match chunk.state() {
        ChunkState::Loading => {
            view! { <main class="part"><p class="muted" role="status">{words::LOADING.get()}</p></main> }
                .into_any()
        }
        ChunkState::Ready(part) => pick(part)(panel),
        ChunkState::Failed => missing(panel, move || chunk.retry()),
    })
}

/// What counts the problems of the list's rows, once it is there. Where it does not come, the column stays empty, and the
/// editor, which comes in the same file, says why.
pub fn judge(panel: Panel) {
    task::spawn_local(async move {
        if let Ok(part) = load_editor().await {
            panel.list.try_update(|list| list.judged_by(part.counts));
        }
    });
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
