//! An open editor: bar, sections, what the recipient sees, what can be done.

use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use crate::{
    form::{Fault, Field, Kind, Place, Section, Severity},
    state::{Editor, Manner},
    text::{editor as words, fields, list, plural},
    ui::{
        icon::{Icon, icon},
        shell,
    },
};

use super::{
    aside, back, conflict, context::Context, dock, field, outcome, questions, removal, saving, system,
};

/// The view of an open form.
pub fn view(context: Context) -> AnyView {
    let panel = context.panel;
    if panel.has_hash() {
        let keys = window_event_listener(leptos::ev::keydown, move |event| shortcut(context, &event));
        on_cleanup(move || keys.remove());
    }
    Effect::new(move |_| shell::title(panel, &name(context)));
    panel.focus(if context.editor.with_untracked(is_new) { "[name=name]" } else { ".bar__title" });
    let heading = view! {
        {back(panel)}
        <h1 class="bar__title" tabindex="-1"><bdi>{move || name(context)}</bdi></h1>
        {move || marks(context)}
    };
    let sections = Section::ALL.iter().map(|section| self::section(context, *section)).collect::<Vec<_>>();
    view! {
        {shell::bar(panel, heading.into_any(), removal::button(context))}
        <div class="editor" on:mousedown=|event| hold_focus(&event)>
            {navigation(context)}
            <main class="editor__form">
                {move || outcome::view(context)}
                {move || top(context)}
                {sections}
            </main>
            {aside::view(context)}
        </div>
        {dock::view(context)}
        {move || conflict::view(context)}
        {move || questions::charges(context)}
        {removal::dialog(context)}
    }
    .into_any()
}

/// Keeps the focus where it is until a pressed button or choice was clicked: leaving a control tells its problems, which
/// moves what stands below from under the pointer, and the click would be lost.
fn hold_focus(event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| target.closest("button, label").is_ok_and(|pressed| pressed.is_some())) {
        event.prevent_default();
    }
}

fn is_new(editor: &Editor) -> bool {
    editor.form().is_some_and(|form| form.id().is_none())
}

/// The name as it stands in the form.
fn name(context: Context) -> String {
    let typed = context.read(|form| form.draft.text(Field::Name));
    match (typed.trim().is_empty(), context.is_new()) {
        (false, _) => typed,
        (true, true) => words::NEW_TITLE.get().to_owned(),
        (true, false) => list::UNNAMED.get().to_owned(),
    }
}

fn marks(context: Context) -> impl IntoView {
    let mark = |count: usize, class: &'static str, sign, one, several| {
        (count > 0).then(|| {
            let text = plural(count, one, several).with(&[("count", &count.to_string())]);
            view! { <span class=class>{icon(sign)} {text}</span> }
        })
    };
    view! {
        {mark(context.count(Severity::Warning), "mark mark--warning", Icon::WARNING, list::WARNINGS_ONE, list::WARNINGS)}
        {mark(context.count(Severity::Error), "mark mark--error", Icon::ERROR, list::ERRORS_ONE, list::ERRORS)}
    }
}

/// The problems that no control has; what stands where documented parameters lie, and is none, can be taken out.
fn top(context: Context) -> Option<impl IntoView> {
    let problems = context.problems_at(|place| place == Place::Form);
    (!problems.is_empty()).then(|| {
        let lines = problems.into_iter().map(|problem| {
            let path = problem.path.clone();
            let named = (!path.is_empty()).then(|| view! { <code>{path.clone()}</code> });
            let mend = (problem.fault == Fault::Type(Kind::Object) && !path.is_empty())
                .then(|| take_out(context, path.clone()));
            view! { <li>{named} {field::notes(&path, vec![problem])} {mend}</li> }
        });
        view! {
            <div class="outcome outcome--error" role="alert" tabindex="-1"><ul>{lines.collect::<Vec<_>>()}</ul></div>
        }
    })
}

fn take_out(context: Context, path: String) -> impl IntoView {
    view! {
        <button class="button button--small" type="button" on:click=move |_| context.change(|form| form.take_out(&path))>
            {words::TAKE_OUT.get()}
        </button>
    }
}

/// The list of sections, each with a dot where something was changed, is odd or is wrong.
fn navigation(context: Context) -> impl IntoView {
    let links = Section::ALL.iter().map(|section| {
        let section = *section;
        let anchor = section.anchor();
        view! {
            <li>
                <button type="button" on:click=move |_| context.panel.focus(format!("#{anchor}-title"))>
                    {fields::section(section).get()} {move || dot(context, section)}
                </button>
            </li>
        }
    });
    view! {
        <nav class="sections" aria-label=words::SECTIONS.get()>
            <ul>{links.collect::<Vec<_>>()}</ul>
        </nav>
    }
}

fn dot(context: Context, section: Section) -> Option<impl IntoView> {
    let inside = |place: Place| match place {
        Place::Field(field) | Place::Row(field, _) => field.spec().section == section,
        Place::Form => false,
    };
    let gravest = context.problems_at(inside).iter().map(crate::form::Problem::severity).min();
    let changed = context.read(|form| Field::of(section).any(|field| form.draft.is_changed(field)));
    let (class, spoken) = match (gravest, changed) {
        (Some(Severity::Error), _) => ("dot dot--error", words::HAS_PROBLEMS),
        (Some(Severity::Warning), _) => ("dot dot--warning", words::HAS_WARNINGS),
        (None, true) => ("dot", words::CHANGED),
        (None, false) => return None,
    };
    Some(view! { <span class=class><span class="visually-hidden">{spoken.get()}</span></span> })
}

fn section(context: Context, section: Section) -> AnyView {
    let title = format!("{}-title", section.anchor());
    let labelled_by = title.clone();
    let body = match section {
        Section::System => system::view(context).into_any(),
        Section::Inbound | Section::Outbound => groups(context, section).into_any(),
        _ => Field::of(section).map(|field| field::view(context, field)).collect::<Vec<_>>().into_any(),
    };
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <header class="section__head">
                <h2 id=title tabindex="-1">{fields::section(section).get()}</h2>
                {fields::section_lead(section).map(|lead| view! { <p>{lead.get()}</p> })}
            </header>
            <div class="section__body">{body}</div>
        </section>
    }
    .into_any()
}

/// Mail, text message and callback apart from one another.
fn groups(context: Context, section: Section) -> impl IntoView {
    let in_group = |part: &'static str, sign: Icon| {
        let fields = Field::of(section).filter(move |field| field.path().contains(part));
        let views = fields.map(|field| field::view(context, field)).collect::<Vec<_>>();
        view! { <div class="group"><span class="group__sign">{icon(sign)}</span> {views}</div> }
    };
    view! {
        {in_group(".email.", Icon::MAIL)}
        {in_group(".sms.", Icon::PHONE)}
        {in_group(".callback.", Icon::LINK)}
    }
}

/// Ctrl+S, or Cmd+S, saves.
fn shortcut(context: Context, event: &KeyboardEvent) {
    let save =
        (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key().eq_ignore_ascii_case("s");
    if save {
        event.prevent_default();
    }
    if save && !context.panel.has_dialog() {
        saving::submit(context, Manner::Change);
    }
}
