//! The editor: one chunk, reached through [`view()`] alone.

mod aside;
mod callback;
mod choice;
mod conflict;
mod context;
mod dock;
mod document;
mod drag;
mod duplicate;
mod field;
mod form;
mod header;
mod integer;
mod leaving;
mod more;
mod navigation;
mod number;
mod outcome;
mod permits;
mod problems;
mod questions;
mod readers;
mod readings;
mod rehearsal;
mod removal;
mod row;
mod rows;
mod rules;
mod saving;
mod shortcuts;
mod smtp;
mod stored;
mod system;
mod text;
mod time_zone;
mod typing;
mod undo;
mod value;

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use serde_json::Value;

use crate::{
    api::Failure,
    domain::FaxboxId,
    state::{Ability, Counts, Editor, Permits, Route},
    text::{editor as words, shell as common},
    ui::{
        browser,
        failure::reason,
        icon::{Icon, icon},
        live,
        panel::{Panel, Unsaved},
        shell::{self, RouteLink},
        trace::{Phase, measured},
    },
};

pub use self::{
    context::Context,
    field::{note_look, problem_key},
    more::{button as more_button, first_lines},
    outcome::names,
    rehearsal::begin as rehearse,
    saving::{say_review as said, submit},
    value::{Mark, name as full_name, view as value},
};

/// What of the editor is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Loading,
    Broken,
    Open,
    /// A new faxbox, and none may be made.
    Forbidden,
}

/// The editor's view: of a new faxbox, or of the one that the route names.
pub fn view(panel: Panel) -> AnyView {
    let mut is_first = false;
    let context = panel.keep("editor", || {
        is_first = true;
        Context::new(panel)
    });
    let begun =
        is_first.then(|| panel.route.get_untracked()).filter(|route| matches!(route, Route::Faxbox(_)));
    if let Some(Route::Faxbox(id)) = begun.clone() {
        // Before anything is drawn, so that it is on the way meanwhile.
        context.load(id);
    }
    live::effect(move |before: Option<()>| {
        let route = panel.route.get();
        if before.is_some() || begun.as_ref() != Some(&route) {
            follow(context, route);
        }
    });
    Effect::new(move |_| context.tell_unsaved());
    on_cleanup(move || {
        if !panel.is_drawn_anew.get_value() {
            panel.unsaved.set(Unsaved::Nothing);
        }
    });
    follow_network(context);
    stored::watch(context);
    if is_first && context.editor.with_untracked(|editor| editor.form().is_some()) {
        stored::opened(context);
    }
    let leaving = leaving::dialog(context);
    let stage = Memo::new(move |_| {
        let stage = context.editor.with(|editor| match editor {
            Editor::Loading(_, None) => Stage::Loading,
            Editor::Broken(..) => Stage::Broken,
            Editor::Editing(form) if form.id().is_none() && !context.permits().allow(Ability::Create) => {
                Stage::Forbidden
            }
            Editor::Loading(_, Some(_)) | Editor::Editing(_) | Editor::Saving(_) => Stage::Open,
        });
        (stage, context.opening.get())
    });
    let staged = live::view(move || match stage.get().0 {
        Stage::Loading => loading(panel),
        Stage::Broken => live::view(move || broken(context)),
        Stage::Open => measured(Phase::Open, || form::view(context)),
        Stage::Forbidden => permits::forbidden(panel),
    });
    view! { {staged} {leaving} }.into_any()
}

/// Counts the problems of a faxbox, for the list's rows.
pub fn counts(document: &Value, permits: Permits) -> Counts {
    Counts::of(document, browser::knows_time_zone, permits)
}

/// Opens what the route names, unless it is open already: a faxbox that was just created, for one.
fn follow(context: Context, route: Route) {
    let open = context.editor.with_untracked(|editor| match editor {
        Editor::Loading(id, _) | Editor::Broken(id, _) => Some(id.clone()),
        Editor::Editing(form) | Editor::Saving(form) => form.id().cloned(),
    });
    match route {
        Route::List => {}
        Route::New => {
            if open.is_some() || context.panel.defaults.with_value(Option::is_some) {
                context.begin_new();
            }
        }
        Route::Faxbox(id) if open.as_ref() != Some(&id) => context.load(id),
        Route::Faxbox(id) => {
            if context.editor.with_untracked(|editor| matches!(editor, Editor::Loading(..))) {
                context.load(id);
            }
        }
    }
}

/// Opens what did not come for want of a network, once that is back.
fn follow_network(context: Context) {
    let back = window_event_listener(ev::online, move |_| {
        let waits = |editor: &Editor| match editor {
            Editor::Broken(id, failure) if failure.is_silence() => Some(id.clone()),
            _ => None,
        };
        if let Some(id) = context.editor.try_with_untracked(waits).flatten() {
            context.load(id);
        }
    });
    on_cleanup(move || back.remove());
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
    let heading = view! { {back(panel)} <h1 class="bar__title" tabindex="-1">{live::text(move || known().unwrap_or_default())}</h1> }.into_any();
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
                {stored::of_broken(context, &id, gone)}
                <div class="state__ways">
                    {(!gone).then(|| retry(context, id))}
                    <RouteLink panel route=Route::List class="button">{words::TO_LIST.get()}</RouteLink>
                    {shell::about_button(panel)}
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
