//! Documents into a file.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    domain::FaxboxId,
    form::value::ID,
    state::{Format, export, file_name},
    text::{bulk as words, shell},
    ui::{
        RADIOS, browser,
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

use super::{Context, Reading, reading};

/// Which faxboxes are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Selected,
    Shown,
    All,
}

/// What the view holds.
#[derive(Clone, Copy)]
struct Export {
    context: Context,
    selected: StoredValue<Vec<FaxboxId>>,
    shown: StoredValue<Vec<FaxboxId>>,
    extent: RwSignal<Extent>,
    format: RwSignal<Format>,
    /// What was done.
    done: RwSignal<String>,
}

/// Asks which and how, and hands out the file.
pub fn view(context: Context, selected: Vec<FaxboxId>) -> AnyView {
    let shown =
        context.panel.list.with_untracked(|list| list.shown().map(|row| row.id.clone()).collect::<Vec<_>>());
    let extents = [
        (!selected.is_empty()).then(|| {
            (Extent::Selected, words::EXPORT_SELECTED.with(&[("count", &selected.len().to_string())]))
        }),
        Some((Extent::Shown, words::EXPORT_SHOWN.with(&[("count", &shown.len().to_string())]))),
        Some((Extent::All, words::EXPORT_ALL.get().to_owned())),
    ];
    let first = if selected.is_empty() { Extent::All } else { Extent::Selected };
    let state = context.panel.keep("bulk export", || Export {
        context,
        selected: StoredValue::new(selected),
        shown: StoredValue::new(shown),
        extent: RwSignal::new(first),
        format: RwSignal::new(Format::Csv),
        done: RwSignal::new(String::new()),
    });
    let extents =
        extents.into_iter().flatten().map(|(extent, label)| choice(state.extent, "extent", extent, label));
    let formats = [(Format::Csv, words::EXPORT_CSV), (Format::Json, words::EXPORT_JSON)];
    let formats =
        formats.map(|(format, label)| choice(state.format, "format", format, label.get().to_owned()));
    let busy = move || matches!(context.reading.get(), Reading::Going(_));
    let go = move || {
        if !untrack(busy) {
            state.done.set(String::new());
            reading::read_then(context, move |_| save(state));
        }
    };
    view! {
        <div class="dialog__body">
            <fieldset class="choices"><legend>{words::EXPORT_WHICH.get()}</legend>{extents.collect::<Vec<_>>()}</fieldset>
            <fieldset class="choices"><legend>{words::EXPORT_FORMAT.get()}</legend>{formats.into_iter().collect::<Vec<_>>()}</fieldset>
            {reading::state(context, go)}
            <p class="bulk__done" role="status">{live::text(move || state.done.get())}</p>
        </div>
        <div class="dialog__foot">
            <button class="button" type="button" on:click=move |_| context.close()>{shell::CLOSE.get()}</button>
            <button class="button button--primary" type="button" name="export" aria-disabled=live::text(move || busy().to_string()) on:click=move |_| go()>
                {icon(Icon::DESCENDING)} {words::EXPORT_GO.get()}
            </button>
        </div>
    }
    .into_any()
}

/// A radio button with its words.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    chosen: RwSignal<T>,
    name: &'static str,
    value: T,
    label: String,
) -> AnyView {
    view! {
        <label class="choice">
            <input type="radio" form=RADIOS name=name prop:checked=live::flag(move || chosen.get() == value) on:change=move |_| chosen.set(value) />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn save(state: Export) {
    let extent = state.extent.get_untracked();
    let wanted = match extent {
        Extent::Selected => Some(state.selected.get_value()),
        Extent::Shown => Some(state.shown.get_value()),
        Extent::All => None,
    };
    let format = state.format.get_untracked();
    let (file, count) = write(state.context, wanted.as_deref(), format);
    let mut said = words::EXPORT_DONE.with(&[("count", &count.to_string()), ("file", &file)]);
    let missing = wanted.map_or(0, |wanted| wanted.len().saturating_sub(count));
    if missing > 0 {
        said = format!("{said} {}", words::EXPORT_MISSING.with(&[("count", &missing.to_string())]));
    }
    state.done.set(said);
}

/// Hands out a file of those that are wanted, or of all, in their order; tells its name and how many are in it.
pub fn write(context: Context, wanted: Option<&[FaxboxId]>, format: Format) -> (String, usize) {
    let (text, count) = context.documents.with_value(|documents| {
        let Some(wanted) = wanted else { return (export(documents, format), documents.len()) };
        let by_id: std::collections::HashMap<_, _> = documents
            .iter()
            .filter_map(|document| Some((document.get(ID).and_then(Value::as_str)?, document)))
            .collect();
        let picked: Vec<_> = wanted
            .iter()
            .filter_map(|id| by_id.get(id.as_str()).map(|document| (*document).clone()))
            .collect();
        (export(&picked, format), picked.len())
    });
    let name = name_of(context.panel, "faxboxes", format);
    browser::download(&name, &text);
    (name, count)
}

/// A file's name: what it is, whose, when.
pub fn name_of(panel: Panel, what: &str, format: Format) -> String {
    let account = panel.session.with_untracked(|session| {
        let session = session.as_ref()?;
        Some(session.account_name.clone().unwrap_or_else(|| session.connection.account.as_str().to_owned()))
    });
    file_name(what, &account.unwrap_or_default(), &browser::today(), format)
}
