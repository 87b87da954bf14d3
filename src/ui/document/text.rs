//! The whole document as text: judged as one types, in step with the form.

use std::ops::Range;

use leptos::{html, prelude::*, task};
use web_sys::HtmlTextAreaElement;

use crate::{
    api::source::{self, Source, SyntaxError},
    form::{Fault, Problem, value::is_system_key},
    state::Form,
    text::{document as words, faults, shell},
    ui::{
        browser,
        editor::{Context, first_lines, full_name, more_button, note_look, problem_key},
        icon::{Icon, icon},
    },
};

/// The fewest lines that the text has room for.
const LINES_MIN: usize = 12;
/// What says whether the text is in step with the form.
const SAID: &str = "document-said";

type Area = NodeRef<html::Textarea>;

pub fn view(context: Context) -> AnyView {
    let area = Area::new();
    let text = Memo::new(move |_| context.read(Form::text));
    let lines = Memo::new(move |_| text.with(|text| text.matches('\n').count() + 1).max(LINES_MIN));
    let error = Memo::new(move |_| context.read(move |form| form.syntax_error().cloned()));
    let source = Memo::new(move |_| text.with(|text| source::read(text).ok()));
    Effect::new(move |_| go_to_target(context, area));
    let numbers = move || (1..=lines.get()).map(|line| line.to_string()).collect::<Vec<_>>().join("\n");
    view! {
        <section class="section document" part="section" aria-labelledby="document-title">
            <header class="section__head">
                <h2 id="document-title" tabindex="-1">{words::TITLE.get()}</h2>
                <p>{words::LEAD.get()}</p>
            </header>
            <div class="section__body">
                <div class="source">
                    <pre class="source__lines" aria-hidden="true">{numbers}</pre>
                    <textarea
                        node_ref=area
                        class="input source__text"
                        name="document"
                        rows=move || lines.get().to_string()
                        wrap="off"
                        spellcheck="false"
                        autocomplete="off"
                        autocapitalize="off"
                        aria-label=words::LABEL.get()
                        aria-describedby=SAID
                        aria-invalid=move || error.with(Option::is_some).to_string()
                        prop:readOnly=move || context.is_locked() || !context.permits().edits()
                        prop:value=text
                        on:input:target=move |event| {
                            let typed = event.target().value();
                            context.change(|form| form.type_text(typed));
                        }
                    ></textarea>
                </div>
                <div class="source__said" role="status">
                    {move || said(context, area, error.get(), source.get().as_ref())}
                </div>
                {problems(context, area, text, source)}
                {copy(text)}
            </div>
        </section>
    }
    .into_any()
}

/// Whether it is in step with the form, or why not.
fn said(context: Context, area: Area, error: Option<SyntaxError>, source: Option<&Source>) -> AnyView {
    let Some(error) = error else {
        let keys =
            source.and_then(|source| source.document.as_object()).into_iter().flat_map(|keys| keys.keys());
        let keys: Vec<_> = keys.filter(|key| is_system_key(key)).map(String::as_str).collect();
        let keys = (!keys.is_empty()).then(|| words::SYSTEM_KEYS.with(&[("keys", &keys.join(", "))]));
        let keys = keys.map(
            |keys| view! { <p class="note note--warning">{icon(Icon::WARNING)} <span>{keys}</span></p> },
        );
        return view! { <p class="muted" id=SAID>{words::IN_STEP.get()}</p> {keys} }.into_any();
    };
    let fault = words::fault(&error.fault);
    let line = words::ERROR.with(&[
        ("line", &error.line.to_string()),
        ("column", &error.column.to_string()),
        ("fault", &fault),
    ]);
    let at = error.at;
    view! {
        <p class="note note--error" id=SAID data-severity="error">{icon(Icon::ERROR)} <span>{line}</span></p>
        <p class="muted">{words::ERROR_KEPT.get()}</p>
        <div class="outcome__ways">
            <button class="button button--small" type="button" on:click=move |_| select(area, &(at..at))>
                {words::GO_THERE.get()}
            </button>
            <button class="button button--small" type="button" on:click=move |_| context.change(Form::drop_text)>
                {words::DROP.get()}
            </button>
        </div>
    }
    .into_any()
}

/// The problems that the field table finds, each with its line. A row stays while its line or another problem changes: it may have the
/// focus.
fn problems(context: Context, area: Area, text: Memo<String>, source: Memo<Option<Source>>) -> impl IntoView {
    let problems = Memo::new(move |_| {
        let mut problems = context.problems.get();
        problems.retain(|problem| !matches!(problem.fault, Fault::Unreadable { .. }));
        problems
    });
    let any =
        Memo::new(move |_| source.with(Option::is_some) && problems.with(|problems| !problems.is_empty()));
    let shown = first_lines();
    move || {
        any.get().then(|| {
            view! {
                <ul class="problems" id="text-problems" aria-label=words::PROBLEMS.get()>
                    <For each=move || problems.with(|problems| problems.iter().take(shown.get()).cloned().collect::<Vec<_>>()) key=problem_key let:problem>
                        {row(area, text, source, problem)}
                    </For>
                </ul>
                {more_button(shown, move || problems.with(Vec::len), move |before| {
                    context.panel.focus(format!("#text-problems > :nth-child({}) button", before + 1));
                })}
            }
        })
    }
}

fn row(area: Area, text: Memo<String>, source: Memo<Option<Source>>, problem: Problem) -> impl IntoView {
    let (class, sign) = note_look(&problem);
    let (name, fault) = (full_name(&problem.path), faults::fault(&problem.fault));
    let place = Memo::new(move |_| {
        source
            .with(|source| source.as_ref().and_then(|source| source.place(&problem.path)))
            .unwrap_or_default()
    });
    let line = move || text.with(|text| place.with(|place| source::position(text, place.start))).0;
    view! {
        <li class=class>
            {icon(sign)}
            <span>
                <button class="link" type="button" on:click=move |_| select(area, &place.get_untracked())>
                    {move || words::AT_LINE.with(&[("line", &line().to_string())])}
                </button>
                " " <b>{name}</b> " " {fault}
            </span>
        </li>
    }
}

fn copy(text: Memo<String>) -> impl IntoView {
    let said = RwSignal::new("");
    let copy = move |_| {
        let text = text.get_untracked();
        task::spawn_local(async move {
            let done = if browser::copy(&text).await { shell::COPIED } else { shell::NOT_COPIED };
            said.try_set(done.get());
        });
    };
    view! {
        <div>
            <button class="button button--small" type="button" on:click=copy>{icon(Icon::COPY)} {words::COPY.get()}</button>
            " " <span class="muted" role="status">{move || said.get()}</span>
        </div>
    }
}

/// Shows the place in the text that something else in the panel asked for.
fn go_to_target(context: Context, area: Area) {
    let Some(path) = context.document().target.get() else { return };
    context.document().target.set(None);
    let place = context.editor.with_untracked(|editor| {
        let form = editor.form()?;
        match form.syntax_error() {
            Some(error) => Some(error.at..error.at),
            None => source::read(&form.text()).ok()?.place(&path),
        }
    });
    select(area, &place.unwrap_or_default());
}

/// Selects bytes of the text and brings them into view.
fn select(area: Area, bytes: &Range<usize>) {
    let Some(area) = area.get_untracked() else { return };
    let area: &HtmlTextAreaElement = &area;
    let text = area.value();
    let units = |end: usize| {
        let before = text.get(..end).unwrap_or(&text);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    // A browser brings the selection into view where the focus comes to it, and not where the focus is there already.
    drop(area.blur());
    drop(area.set_selection_range(units(bytes.start), units(bytes.end)));
    drop(area.focus());
}
