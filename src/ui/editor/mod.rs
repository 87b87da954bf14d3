//! The editor: one chunk, reached through [`view()`] alone.

mod aside;
mod choice;
mod conflict;
mod context;
mod dock;
mod field;
mod form;
mod integer;
mod leaving;
mod outcome;
mod questions;
mod removal;
mod rows;
mod saving;
mod system;
mod text;
mod time_zone;

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    api::Failure,
    domain::FaxboxId,
    state::{Counts, Editor, Form, Route},
    text::{editor as words, shell as common},
    ui::{
        browser,
        failure::reason,
        icon::{Icon, icon},
        live,
        panel::{Panel, Unsaved},
        shell::{self, RouteLink},
    },
};

use self::context::Context;

/// What of the editor is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Loading,
    Broken,
    Open,
}

/// The editor's view: of a new faxbox, or of the one that the route names.
pub fn view(panel: Panel) -> AnyView {
    let context = Context::new(panel);
    Effect::new(move |_| follow(context, panel.route.get()));
    Effect::new(move |_| panel.unsaved.set(context.editor.with(unsaved)));
    on_cleanup(move || panel.unsaved.set(Unsaved::Nothing));
    let leaving = leaving::dialog(panel);
    let stage = Memo::new(move |_| {
        context.editor.with(|editor| match editor {
            Editor::Loading(_) => Stage::Loading,
            Editor::Broken(..) => Stage::Broken,
            Editor::Editing(_) | Editor::Saving(_) => Stage::Open,
        })
    });
    let staged = live::view(move || match stage.get() {
        Stage::Loading => loading(panel),
        Stage::Broken => live::view(move || broken(context)),
        Stage::Open => form::view(context),
    });
    view! { {staged} {leaving} }.into_any()
}

fn unsaved(editor: &Editor) -> Unsaved {
    match editor {
        Editor::Saving(_) => Unsaved::Saving,
        Editor::Editing(form) if form.is_dirty() => Unsaved::Typing,
        Editor::Editing(_) | Editor::Loading(_) | Editor::Broken(..) => Unsaved::Nothing,
    }
}

/// Counts the problems of a faxbox, for the list's rows.
pub fn counts(document: &Value) -> Counts {
    Counts::of(document, browser::knows_time_zone)
}

/// Opens what the route names, unless it is open already: a faxbox that was just created, for one.
fn follow(context: Context, route: Route) {
    let open = context.editor.with_untracked(|editor| match editor {
        Editor::Loading(id) | Editor::Broken(id, _) => Some(id.clone()),
        Editor::Editing(form) | Editor::Saving(form) => form.id().cloned(),
    });
    match route {
        Route::List => {}
        Route::New => {
            if open.is_some() {
                context.begin_save();
                context.editor.set(Editor::Editing(Form::new()));
            }
        }
        Route::Faxbox(id) if open.as_ref() != Some(&id) => context.load(id),
        Route::Faxbox(id) => {
            if context.editor.with_untracked(|editor| matches!(editor, Editor::Loading(_))) {
                context.load(id);
            }
        }
    }
}

fn back(panel: Panel) -> impl IntoView {
    view! {
        <RouteLink panel route=Route::List class="crumb">{icon(Icon::BACK)} {words::BACK.get()}</RouteLink>
    }
}

fn loading(panel: Panel) -> AnyView {
    let known = move || {
        let Route::Faxbox(id) = panel.route.get() else { return None };
        panel.list.with(|list| Some(list.row(&id)?.cell(crate::state::Column::Name).to_owned()))
    };
    let heading = view! { {back(panel)} <h1 class="bar__title" tabindex="-1">{known}</h1> }.into_any();
    view! {
        {shell::bar(panel, heading, ().into_any())}
        <main class="part" aria-busy="true"><p class="muted" role="status">{words::LOADING.get()}</p></main>
    }
    .into_any()
}

fn broken(context: Context) -> AnyView {
    let panel = context.panel;
    let Some((id, failure)) = context.editor.with(|editor| match editor {
        Editor::Broken(id, failure) => Some((id.clone(), failure.clone())),
        _ => None,
    }) else {
        return ().into_any();
    };
    let gone = matches!(failure, Failure::NotFound(_));
    let title = if gone { words::NOT_FOUND_TITLE } else { words::BROKEN_TITLE };
    shell::title(panel, title.get());
    let heading = view! { {back(panel)} <h1 class="bar__title" tabindex="-1">{title.get()}</h1> }.into_any();
    view! {
        {shell::bar(panel, heading, ().into_any())}
        <main class="part">
            <div class="sheet state" role="alert">
                {icon(Icon::ERROR)}
                <h2>{title.get()}</h2>
                {gone.then(|| view! { <p>{words::NOT_FOUND_WHY.get()}</p> })}
                {(!gone).then(|| reason(&failure))}
                <div class="state__ways">
                    {(!gone).then(|| retry(context, id))}
                    <RouteLink panel route=Route::List class="button">{words::TO_LIST.get()}</RouteLink>
                </div>
            </div>
        </main>
    }
    .into_any()
}

fn retry(context: Context, id: FaxboxId) -> impl IntoView {
    view! {
        <button class="button button--primary" type="button" on:click=move |_| context.load(id.clone())>
            {common::TRY_AGAIN.get()}
        </button>
    }
}
