//! What a host does not let the person see or change: what is said on top of the form in the place of a control, and the value of a
//! parameter that is shown and not edited.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    form::{Fault, Field, Place, Problem, place_of},
    state::{Ability, Route, Told},
    text::{editor as words, fields, permits as own},
    ui::{
        icon::{Icon, icon},
        panel::Panel,
        shell::{self, RouteLink},
    },
};

use super::{
    back,
    context::Context,
    field::{notes, short},
    more, smtp, time_zone,
    value::{self, Mark},
};

/// The problems and the changes of parameters that are not shown, on top of the form, each with its mend.
pub fn hidden(context: Context) -> impl IntoView {
    let problems = move || {
        let permits = context.permits();
        let on_top = |problem: &Problem| {
            place_of(&problem.path) != Place::Form && permits.told(problem) == Told::OnTop
        };
        context
            .problems
            .with(|problems| problems.iter().filter(|problem| on_top(problem)).cloned().collect::<Vec<_>>())
    };
    let changes = move || {
        let permits = context.permits();
        let is_hidden = move |field: &Field| !permits.fields.hold(*field);
        context.read(move |form| form.draft.changes().into_iter().filter(&is_hidden).collect::<Vec<_>>())
    };
    view! {
        {move || {
            let lines = problems().into_iter().map(|problem| line(context, problem)).collect::<Vec<_>>();
            (!lines.is_empty()).then(|| view! {
                <section class="outcome outcome--warning" aria-label=own::HIDDEN_PROBLEMS.get() tabindex="-1">
                    <h2>{own::HIDDEN_PROBLEMS.get()}</h2> <ul class="problems">{lines}</ul>
                </section>
            })
        }}
        {move || {
            let lines = changes().into_iter().map(|field| change(context, field)).collect::<Vec<_>>();
            (!lines.is_empty() && !context.is_new()).then(|| view! {
                <section class="outcome outcome--draft" aria-label=own::HIDDEN_CHANGES.get()>
                    <h2>{own::HIDDEN_CHANGES.get()}</h2> <ul class="problems">{lines}</ul>
                </section>
            })
        }}
    }
}

fn line(context: Context, problem: Problem) -> Option<AnyView> {
    let (field, row) = match place_of(&problem.path) {
        Place::Field(field) => (field, None),
        Place::Row(field, row) => (field, Some(row)),
        Place::Form => return None,
    };
    let mend = match &problem.fault {
        Fault::UnknownTimeZone => time_zone::mends(context, field),
        Fault::SmtpDomainOdd(_) => Some(smtp::lower(context, field)),
        _ => take_out(context, field, row),
    };
    let (path, name) = (problem.path.clone(), fields::full_label(field));
    Some(
        view! { <li id=path.clone() tabindex="-1"><b>{name}</b> {notes(&path, vec![problem])} {mend}</li> }
            .into_any(),
    )
}

/// The way out where the value itself is wrong and nobody here can write another.
fn take_out(context: Context, field: Field, row: Option<usize>) -> Option<AnyView> {
    if row.is_none() && field.is_required() {
        return None;
    }
    let take_out = move |_| {
        match row {
            Some(row) => context.change(|form| form.remove_row(field, row)),
            None => context.edit(field, |draft| draft.unset(field)),
        }
        context.said.set(own::TAKEN_OUT.with(&[("field", &fields::full_label(field))]));
        context.panel.focus(".bar__title");
    };
    Some(
        view! { <button class="button button--small" type="button" on:click=take_out>{words::TAKE_OUT.get()}</button> }
            .into_any(),
    )
}

/// A change of a parameter that is not shown any more: what a mend made, or what was typed before the host hid it.
fn change(context: Context, field: Field) -> AnyView {
    let (was, now) = context
        .read(move |form| (form.draft.opened(field).map(short), form.draft.value(field).as_ref().map(short)));
    let shown = |value: Option<String>| value.unwrap_or_else(|| words::NOT_SET.get().to_owned());
    let line = own::HIDDEN_CHANGE.with(&[("was", &shown(was)), ("now", &shown(now))]);
    let back = move |_| context.edit(field, |draft| draft.put_back(field));
    let back = context.permits().edits().then(|| {
        view! { <button class="link" type="button" on:click=back>{words::PUT_BACK.get()}</button> }
    });
    view! { <li><b>{fields::full_label(field)}</b> " " <bdi>{line}</bdi> " " {back}</li> }.into_any()
}

/// The value of a parameter, where it cannot be changed.
pub fn value(context: Context, field: Field) -> AnyView {
    let path = field.path();
    let value = Memo::new(move |_| context.read(move |form| form.draft.value(field)));
    let known = Memo::new(move |_| context.knows(field));
    let shown_notes = more::first_lines();
    let of_rows = Memo::new(move |_| {
        context.problems_at(move |place| matches!(place, Place::Row(at, _) if at == field))
    });
    let rows = move || {
        notes(path, of_rows.with(|of_rows| of_rows.iter().take(shown_notes.get()).cloned().collect()))
    };
    view! {
        <div class="field__value" id=path tabindex="-1" role="group" aria-labelledby=format!("{path}-label") aria-describedby=super::field::described_by(path)>
            {move || known.get().then(|| value.with(|value| shown(path, value.as_ref())))}
        </div>
        <div class="field__notes">
            {rows}
            {more::button(shown_notes, move || of_rows.with(Vec::len), move |_| context.panel.focus(format!("[id=\"{path}\"]")))}
        </div>
    }
    .into_any()
}

fn shown(path: &str, value: Option<&Value>) -> AnyView {
    match value {
        None => view! { <span class="muted">{words::NOT_SET.get()}</span> }.into_any(),
        value => value::view(path, value, None, Mark::Plain),
    }
}

/// In the place of a new faxbox, where none may be made.
pub fn forbidden(panel: Panel) -> AnyView {
    shell::title(panel, own::NO_NEW_TITLE.get());
    panel.focus(".bar__title");
    let heading = view! { {back(panel)} <h1 class="bar__title" tabindex="-1">{own::NO_NEW_TITLE.get()}</h1> }
        .into_any();
    view! {
        {shell::bar(panel, heading, ().into_any())}
        <main class="part">
            <div class="sheet state" role="alert">
                {icon(Icon::ERROR)}
                <h2>{own::NO_NEW_TITLE.get()}</h2>
                <p>{own::NO_NEW_WHY.get()}</p>
                <div class="state__ways">
                    <RouteLink panel route=Route::List class="button">{words::TO_LIST.get()}</RouteLink>
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// In the place of the sections, where none of them may be seen.
pub fn nothing() -> AnyView {
    view! { <p class="muted" role="status">{own::NOTHING_SHOWN.get()}</p> }.into_any()
}

/// Whether a save may be made of what is open; not tracked.
pub fn may_save(context: Context) -> bool {
    let permits = context.panel.permits.get_untracked();
    let is_new =
        context.editor.with_untracked(|editor| editor.form().is_some_and(|form| form.id().is_none()));
    permits.edits() && (!is_new || permits.allow(Ability::Create))
}
