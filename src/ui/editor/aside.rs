//! Beside the form: the line at the top of the page as the recipient sees it, and all problems with links.

use leptos::prelude::*;

use crate::{
    form::{Place, Problem, Section, Severity, place_of},
    text::{Message, editor as words, faults, fields},
    ui::icon::icon,
};

use super::{
    context::Context,
    field::{note_look, problem_key},
    header, more,
};

/// The drawing and the list of problems.
pub fn view(context: Context) -> impl IntoView {
    view! {
        <aside class="aside" part="aside">
            {header::aside(context)}
            {problems(context)}
        </aside>
    }
}

/// Whether there is nothing beside the form; tracked.
pub fn is_bare(context: Context) -> bool {
    !context.permits().show(Section::PageHeader)
        && !context.read_with_problems(|_, problems| !problems.is_empty())
}

/// What stops a save, then what does not. A line stays while others come and go: it may have the focus.
fn problems(context: Context) -> impl IntoView {
    let list = move |severity: Severity, title: Message, name: &'static str| {
        let shown = context.panel.keep(name, more::first_lines);
        let lines = Memo::new(move |_| {
            context.read_with_problems(move |_, problems| {
                let of_it = problems.iter().filter(|problem| problem.severity() == severity);
                of_it.cloned().collect::<Vec<_>>()
            })
        });
        let any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
        move || {
            any.get().then(|| {
                view! {
                    <h2 class="aside__title">{title.get()}</h2>
                    <ul class="problems" id=name>
                        <For each=move || lines.with(|lines| lines.iter().take(shown.get()).cloned().collect::<Vec<_>>()) key=problem_key let:problem>
                            {line(context, &problem)}
                        </For>
                    </ul>
                    {more::button(shown, move || lines.with(Vec::len), move |before| {
                        context.panel.focus(format!("#{name} > :nth-child({}) button", before + 1));
                    })}
                }
            })
        }
    };
    let any = Memo::new(move |_| context.read_with_problems(|_, problems| !problems.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <section class="card">
                    {list(Severity::Error, words::PROBLEMS_TITLE, "errors")}
                    {list(Severity::Warning, words::WARNINGS_TITLE, "warnings")}
                </section>
            }
        })
    }
}

/// One problem; its name leads to its control.
fn line(context: Context, problem: &Problem) -> impl IntoView + use<> {
    let (class, sign) = note_look(problem);
    let (name, control) = match place_of(&problem.path) {
        Place::Field(field) => (fields::full_label(field), Some(field.path().to_owned())),
        Place::Row(field, row) => {
            let row_shown = (row + 1).to_string();
            let name = words::ROW_OF.with(&[("label", &fields::full_label(field)), ("row", &row_shown)]);
            (name, Some(format!("{}.{row}", field.path())))
        }
        Place::Form => (words::DOCUMENT.get().to_owned(), None),
    };
    let name = match control {
        Some(control) => {
            view! { <button class="link" type="button" on:click=move |_| context.focus(&control)>{name}</button> }.into_any()
        }
        None => name.into_any(),
    };
    view! { <li class=class>{icon(sign)} <span>{name} ": " {faults::fault(&problem.fault)}</span></li> }
}
