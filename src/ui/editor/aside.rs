//! Beside the form: the line at the top of the page as the recipient sees it, and all problems with links.

use leptos::prelude::*;

use crate::{
    domain::{INHERIT_TIME_ZONE, SERVER_DEFAULT_NAME},
    form::{Field, Place, Problem, Severity, place_of},
    text::{Message, editor as words, faults, fields},
    ui::{
        browser,
        icon::{Icon, icon},
    },
};

use super::context::Context;

/// The drawing and the list of problems.
pub fn view(context: Context) -> impl IntoView {
    view! {
        <aside class="aside">
            {page(context)}
            {move || problems(context)}
        </aside>
    }
}

/// Header, identity and time as printed, each cut where a page has no more room.
fn page(context: Context) -> impl IntoView {
    let text = move |field| context.read(|form| form.draft.text(field));
    let header = move || match text(Field::FaxHeader) {
        header if header.is_empty() => SERVER_DEFAULT_NAME.to_owned(),
        header => header,
    };
    let header = move || header().chars().take(HEADER_CHARS).collect::<String>();
    let identity = move || {
        text(Field::FaxIdentity).chars().take(crate::domain::FAX_IDENTITY_MAX_CHARS).collect::<String>()
    };
    let time = Memo::new(move |_| match text(Field::FaxTimezone) {
        zone if zone == INHERIT_TIME_ZONE => browser::page_time(""),
        zone => browser::page_time(&zone),
    });
    let spoken = move || {
        let line = format!("{} {} {}", time.get(), header(), identity());
        words::PREVIEW_LABEL.with(&[("line", &line)])
    };
    view! {
        <section class="preview">
            <h2 class="aside__title">{words::PREVIEW_TITLE.get()}</h2>
            <div class="paper">
                <svg viewBox="0 0 400 448" role="img" aria-label=spoken>
                    <g class="paper__line">
                        <text x="14" y="20">{move || time.get()}</text>
                        <text x="128" y="20">{header}</text>
                        <text x="360" y="20" text-anchor="end">{identity}</text>
                        <text x="388" y="20" text-anchor="end">{words::PREVIEW_PAGE.get()}</text>
                    </g>
                    <path class="paper__rule" d="M0 30h400" />
                    <path
                        class="paper__text"
                        d="M44 74h130v12H44zM44 110h300v6H44zM44 126h284v6H44zM44 142h312v6H44zM44 158h170v6H44zM44 200h312v90H44zM44 312h300v6H44zM44 328h270v6H44zM44 344h300v6H44zM44 360h210v6H44z"
                    />
                </svg>
            </div>
        </section>
    }
}

/// Characters of the header that fit beside time and identity.
const HEADER_CHARS: usize = 19;

/// What stops a save, then what does not.
fn problems(context: Context) -> Option<impl IntoView> {
    let problems = context.problems.get();
    let list = |severity: Severity, title: Message| {
        let lines: Vec<_> = problems
            .iter()
            .filter(|problem| problem.severity() == severity)
            .map(|problem| line(context, problem))
            .collect();
        (!lines.is_empty()).then(|| {
            view! { <h2 class="aside__title">{title.get()}</h2> <ul class="problems">{lines}</ul> }
        })
    };
    (!problems.is_empty()).then(|| {
        view! {
            <section class="card">
                {list(Severity::Error, words::PROBLEMS_TITLE)} {list(Severity::Warning, words::WARNINGS_TITLE)}
            </section>
        }
    })
}

/// One problem; its name leads to its control.
fn line(context: Context, problem: &Problem) -> impl IntoView + use<> {
    let (class, sign) = match problem.severity() {
        Severity::Error => ("note note--error", Icon::ERROR),
        Severity::Warning => ("note note--warning", Icon::WARNING),
    };
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
