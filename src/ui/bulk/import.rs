//! A file that tells what is created and changed: chosen or dropped, judged row by row, sent.

use leptos::{prelude::*, task};
use web_sys::{Blob, DragEvent, File as ChosenFile};

use crate::{
    state::{DryRun, FILE_MAX_BYTES, File, FileError, of_file, read_file},
    text::{bulk as words, shell},
    ui::{
        browser::{self, knows_time_zone},
        icon::{Icon, icon},
        live,
    },
};

use super::{Context, preview, reading, running};

/// What the view holds.
#[derive(Clone, Copy)]
struct Import {
    context: Context,
    /// The file's name.
    name: RwSignal<String>,
    /// What it holds, or why it cannot be imported.
    file: RwSignal<Option<Result<File, FileError>>>,
    /// Whether the faxboxes it is compared with have come.
    judged: RwSignal<bool>,
}

/// Asks for a file and shows what it would do.
pub fn view(context: Context) -> AnyView {
    let state = context.panel.keep("bulk import", || Import {
        context,
        name: RwSignal::new(String::new()),
        file: RwSignal::new(None),
        judged: RwSignal::new(false),
    });
    let totals = move || context.dry_run.with(DryRun::totals);
    let count = move || totals().creates + totals().changes;
    let can_go = move || state.judged.get() && count() > 0;
    let go = move |_| {
        if untrack(can_go) {
            running::start(context);
        }
    };
    let go_label = move || {
        let all = context.dry_run.with(|run| run.rows.len());
        words::IMPORT_GO.with(&[("count", &count().to_string()), ("all", &all.to_string())])
    };
    let again = move || judge(state);
    view! {
        <div class="dialog__body">
            {chooser(state)}
            {live::view(move || failed(state))}
            {reading::state(context, again)}
            {live::view(move || if state.judged.get() { judged(state, count()) } else { ().into_any() })}
        </div>
        <div class="dialog__foot">
            <span class="bulk__note">{words::RUN_NOTE.get()}</span>
            <button class="button" type="button" on:click=move |_| context.close()>{shell::CANCEL.get()}</button>
            <button class="button button--primary" type="button" name="go" hidden=live::flag(move || !state.judged.get()) aria-disabled=live::text(move || (!can_go()).to_string()) on:click=go>
                {live::text(go_label)}
            </button>
        </div>
    }
    .into_any()
}

/// Where a file is dropped, and the button that chooses one.
fn chooser(state: Import) -> AnyView {
    let over = RwSignal::new(false);
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            take(state, file);
        }
    };
    let label = move || {
        let name = state.name.get();
        if name.is_empty() {
            words::IMPORT_DROP.get().to_owned()
        } else {
            words::IMPORT_FILE.with(&[("file", &name)])
        }
    };
    let button =
        move || if state.name.with(String::is_empty) { words::IMPORT_CHOOSE } else { words::IMPORT_OTHER };
    view! {
        <div class="drop" class:drop--over=live::flag(move || over.get()) on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
            <p>{icon(Icon::SHEET)} {live::text(label)}</p>
            // The label is the button that is seen; the control itself has the focus.
            <label class="button drop__button">
                <input
                    class="visually-hidden" type="file" name="file" accept=".csv,.tsv,.txt,.json,text/csv,application/json"
                    // Else a chooser that is closed without a choice closes the dialog: the event bubbles.
                    on:cancel=|event: web_sys::Event| event.stop_propagation()
                    on:change:target=move |event| {
                        let input = event.target();
                        if let Some(file) = input.files().and_then(|files| files.get(0)) {
                            take(state, file);
                        }
                        // The same file, changed meanwhile, can be chosen again.
                        input.set_value("");
                    }
                />
                {live::text(move || button().get().to_owned())}
            </label>
            <p class="field__help">{words::IMPORT_HINT.get()}</p>
        </div>
    }
    .into_any()
}

/// Reads a file and judges what it holds.
fn take(state: Import, file: ChosenFile) {
    state.name.set(file.name());
    state.file.set(None);
    state.context.reading.set(super::Reading::NotBegun);
    state.judged.set(false);
    let size = file.size();
    task::spawn_local(async move {
        // Asked before it is read: a film would fill the memory first.
        let limit = u32::try_from(FILE_MAX_BYTES).map_or(f64::MAX, f64::from);
        let read = if size > limit {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a size is a whole number"
            )]
            let bytes = size as usize;
            Err(FileError::TooLarge { bytes })
        } else {
            let blob: &Blob = &file;
            read_file(&browser::bytes(blob).await.unwrap_or_default())
        };
        let is_read = read.is_ok();
        if state.file.try_set(Some(read)).is_none() && is_read {
            judge(state);
        }
    });
}

/// Compares what the file holds with what there is.
fn judge(state: Import) {
    reading::read_then(state.context, move |context| {
        let run = state.file.with_untracked(|file| {
            let Some(Ok(file)) = file else { return DryRun::default() };
            context.documents.with_value(|documents| of_file(documents, file, knows_time_zone))
        });
        context.dry_run.set(run);
        state.judged.set(true);
        context.panel.focus(".bulk__total, .bulk__nothing");
    });
}

fn failed(state: Import) -> AnyView {
    let Some(Err(error)) = state.file.get() else { return ().into_any() };
    let title = words::IMPORT_FAILED.with(&[("file", &state.name.get())]);
    view! {
        <div class="outcome outcome--error" role="alert"><h3>{title}</h3> <p>{words::file_error(&error)}</p></div>
    }
    .into_any()
}

fn judged(state: Import, count: usize) -> AnyView {
    let context = state.context;
    let unknown = context.dry_run.with(|run| run.unknown.join(", "));
    let left_out = (!unknown.is_empty()).then(|| {
        let line = words::IMPORT_UNKNOWN.with(&[("columns", &unknown)]);
        view! { <p class="note note--warning">{icon(Icon::WARNING)} <span>{line}</span></p> }
    });
    let nothing = (count == 0).then(
        || view! { <p class="bulk__nothing" tabindex="-1" role="status">{words::IMPORT_NOTHING.get()}</p> },
    );
    view! { {left_out} {nothing} {preview::view(context)} }.into_any()
}
