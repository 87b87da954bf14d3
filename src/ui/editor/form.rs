//! An open editor: bar, sections, what the recipient sees, what can be done.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::{
    form::{Fault, Field, Kind, Place, Section, callback::Direction},
    state::Editor,
    text::{editor as words, fields, list},
    ui::{
        icon::{Icon, icon},
        live, shell,
        trace::{Phase, measured},
    },
};

use super::{
    aside, back, callback, conflict,
    context::{Context, Shown},
    dock, document, duplicate, field, header, navigation, outcome, permits, questions, removal, shortcuts,
    smtp, stored, system,
};

/// The view of an open form.
pub fn view(context: Context) -> AnyView {
    let panel = context.panel;
    shortcuts::listen(context);
    context.draw_by_and_by();
    Effect::new(move |_| shell::title(panel, &name(context)));
    panel.focus(if context.editor.with_untracked(is_new) { "[name=name]" } else { ".bar__title" });
    draw(context)
}

/// What is drawn of it.
pub fn draw(context: Context) -> AnyView {
    let panel = context.panel;
    let here = navigation::Whereabouts::new(context);
    let heading = view! {
        {back(panel)}
        <h1 class="bar__title" tabindex="-1"><bdi>{move || name(context)}</bdi></h1>
        {navigation::marks(context)}
    };
    let actions = view! {
        <div class="bar__actions" aria-busy=move || context.is_loading().then_some("true")>
            {document::button(context)} {duplicate::button(context)} {removal::button(context)}
        </div>
    };
    let fields = Memo::new(move |_| context.permits().fields);
    let sections = move || {
        let shown = fields.get();
        let sections =
            Section::ALL.iter().filter(|section| Field::of(**section).any(|field| shown.hold(field)));
        let views = sections
            .enumerate()
            .map(|(index, section)| {
                later(context, index + 1, move || {
                    measured(Phase::Section, || self::section(context, *section))
                })
            })
            .collect::<Vec<_>>();
        if views.is_empty() { vec![permits::nothing()] } else { views }
    };
    Effect::new(move |_| {
        // The text tells everything.
        if !fields.get().is_all() {
            context.document().shown.set(Shown::Form);
        }
    });
    view! {
        {shell::bar(panel, heading.into_any(), actions.into_any())}
        {navigation::slim_head(context, here)}
        <div
            class="editor"
            class:editor--begun=move || !context.has_drawn(Section::ALL.len())
            class:editor--text=move || document::is_shown(context)
            class:editor--alone=move || !navigation::has_several(context)
            class:editor--bare=move || aside::is_bare(context)
            on:mousedown=|event| hold_focus(&event)>
            {navigation::sections(context, here)}
            <main class="editor__form" aria-busy=move || context.is_loading().then_some("true")>
                {duplicate::told(context)}
                {stored::view(context)}
                {move || outcome::view(context)}
                {move || top(context)}
                {permits::hidden(context)}
                {document::text(context)}
                {sections}
                {shell::about_button(panel)}
            </main>
            {later(context, 2, move || aside::view(context).into_any())}
        </div>
        {move || context.permits().edits().then(|| dock::view(context))}
        {move || conflict::view(context)}
        {document::review(context)}
        {move || questions::charges(context)}
        {removal::dialog(context)}
        {shortcuts::dialog(context)}
        <div class="visually-hidden" role="status">
            {move || {
                    let waits = context.is_loading() && !context.permits().edits();
                    if waits { words::LOADING.get().to_owned() } else { context.said.get() }
                }}
        </div>
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

/// A part of the view that is drawn once so many sections are.
fn later(context: Context, sections: usize, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let has_come = Memo::new(move |_| context.has_drawn(sections));
    live::view(move || if has_come.get() { draw() } else { ().into_any() })
}

fn is_new(editor: &Editor) -> bool {
    editor.form().is_some_and(|form| form.id().is_none())
}

/// The name as it stands in the form.
pub fn name(context: Context) -> String {
    let typed = context.read(|form| form.draft.text(Field::Name));
    match (typed.trim().is_empty(), context.is_new()) {
        (false, _) => typed,
        (true, true) => words::NEW_TITLE.get().to_owned(),
        (true, false) => list::UNNAMED.get().to_owned(),
    }
}

/// The problems that no control has; what stands where documented parameters lie, and is none, can be taken out.
fn top(context: Context) -> Option<impl IntoView> {
    let mut problems = context.problems_at(move |place| place == Place::Form);
    // Beside the text itself, more is said of it.
    if context.document().shown.get() == Shown::Text {
        problems.retain(|problem| !matches!(problem.fault, Fault::Unreadable { .. }));
    }
    (!problems.is_empty()).then(|| {
        let lines = problems.into_iter().map(|problem| {
            let path = problem.path.clone();
            let named = (!path.is_empty()).then(|| view! { <code>{path.clone()}</code> });
            let mend = (problem.fault == Fault::Type(Kind::Object) && !path.is_empty())
                .then(|| take_out(context, path.clone()));
            let text = matches!(problem.fault, Fault::Unreadable { .. }).then(|| document::broken(context));
            view! { <li>{named} {field::notes(&path, vec![problem])} {mend} {text}</li> }
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

fn section(context: Context, section: Section) -> AnyView {
    let title = format!("{}-title", section.anchor());
    let labelled_by = title.clone();
    let body = match section {
        Section::System => system::view(context).into_any(),
        Section::PageHeader => header::section(context),
        Section::EmailToFax => smtp::section(context),
        Section::Inbound => groups(context, section, Direction::Inbound).into_any(),
        Section::Outbound => groups(context, section, Direction::Outbound).into_any(),
        _ => field::section(context, section).into_any(),
    };
    view! {
        <section class="section" part="section" aria-labelledby=labelled_by>
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
fn groups(context: Context, section: Section, direction: Direction) -> impl IntoView {
    let shown = context.permits().fields;
    let in_group = |part: &'static str, sign: Icon| {
        let fields =
            Field::of(section).filter(move |field| field.path().contains(part) && shown.hold(*field));
        let views = fields.map(|field| field::view(context, field)).collect::<Vec<_>>();
        (!views.is_empty())
            .then(|| view! { <div class="group"><span class="group__sign">{icon(sign)}</span> {views}</div> })
    };
    let has_callback =
        Field::of(section).any(|field| field.path().contains(".callback.") && shown.hold(field));
    view! {
        {in_group(".email.", Icon::MAIL)}
        {in_group(".sms.", Icon::PHONE)}
        {has_callback.then(|| callback::group(context, direction))}
    }
}
