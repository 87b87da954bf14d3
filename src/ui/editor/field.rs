//! The frame of one parameter: label, what it was, path, control, help and problems, tied together for assistive technology.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    form::{Control, Default, Fault, Field, Problem, Section, Severity, Standing},
    text::{editor, faults, fields, form as words},
    ui::icon::{Icon, icon},
};

use super::{choice, context::Context, integer, number, permits, rows, smtp, text, time_zone};

/// How much of a line a field takes.
const fn width(field: Field) -> &'static str {
    match field {
        Field::CallerId
        | Field::CallerName
        | Field::FaxHeader
        | Field::FaxIdentity
        | Field::Retries
        | Field::FaxOption
        | Field::InboundCallbackMethod
        | Field::InboundCallbackType
        | Field::OutboundCallbackMethod
        | Field::OutboundCallbackType => "field field--half",
        _ => "field",
    }
}

/// Whether a `<label>` can name the control: a group of radios or rows is named by its id instead.
const fn has_one_control(field: Field) -> bool {
    !matches!(field.control(), Control::List(_) | Control::Flag | Control::Choice(_))
}

/// A parameter with its control.
pub fn view(context: Context, field: Field) -> impl IntoView {
    let path = field.path();
    let changed = Memo::new(move |_| context.read(move |form| form.draft.is_changed(field)));
    let edits = Memo::new(move |_| context.permits().edits());
    let label = fields::label(field).get();
    let labelled = if has_one_control(field) {
        view! { <label for=path id=format!("{path}-label")>{label}</label> }.into_any()
    } else {
        view! { <span id=format!("{path}-label")>{label}</span> }.into_any()
    };
    view! {
        <div class=width(field) part="field" class:field--changed=move || changed.get() && !context.is_new()>
            <div class="field__label">
                {labelled}
                {move || (changed.get() && !context.is_new()).then(|| was(context, field))}
                <span class="field__end">
                    <code class="field__path">{path}</code>
                    {standing(context, field)}
                </span>
            </div>
            {move || if edits.get() { control(context, field) } else { permits::value(context, field) }}
            <p class="field__help" id=format!("{path}-help")>
                {fields::help(field).get()} " " {move || filled_in(context, field)}
            </p>
            <div class="field__notes" id=format!("{path}-notes")>
                {move || notes(path, context.problems_of(field))}
            </div>
        </div>
    }
}

/// The parameters of a section that may be seen.
pub fn section(context: Context, section: Section) -> Vec<AnyView> {
    let shown = context.permits().fields;
    let fields = Field::of(section).filter(|field| shown.hold(*field));
    fields.map(|field| view(context, field).into_any()).collect()
}

fn control(context: Context, field: Field) -> AnyView {
    match field.control() {
        Control::Text if field == Field::CustomSmtpEmailAddress => smtp::view(context, field).into_any(),
        Control::Number => number::view(context, field).into_any(),
        Control::Text | Control::Url => text::view(context, field).into_any(),
        Control::TimeZone => time_zone::view(context, field).into_any(),
        Control::Integer => integer::view(context, field).into_any(),
        Control::Flag => choice::flag(context, field).into_any(),
        Control::Choice(choices) => choice::view(context, field, choices).into_any(),
        Control::List(item) => rows::view(context, field, item).into_any(),
        Control::Shown => ().into_any(),
    }
}

/// Whether the document has it, and the way to take it out.
fn standing(context: Context, field: Field) -> impl IntoView {
    let standing =
        Memo::new(move |_| context.read(move |form| form.knows(field).then(|| form.draft.standing(field))));
    let words = move || match standing.get() {
        Some(Standing::Set) => words::STANDS_SET.get(),
        Some(Standing::Default) => words::STANDS_DEFAULT.get(),
        Some(Standing::Absent) => words::STANDS_ABSENT.get(),
        None => "",
    };
    // One of a few has a choice for it.
    let can_be_unset = !field.is_required() && !matches!(field.control(), Control::Flag | Control::Choice(_));
    let unset = move || {
        let stands = matches!(standing.get(), Some(Standing::Set | Standing::Default));
        (stands && can_be_unset && context.permits().edits()).then(|| unset(context, field))
    };
    view! {
        <span class="field__state"><span id=format!("{}-state", field.path())>{words}</span> {unset}</span>
    }
}

fn unset(context: Context, field: Field) -> impl IntoView {
    let name = fields::full_label(field);
    let label = words::UNSET.with(&[("field", &name)]);
    let unset = move |_| {
        context.edit(field, |draft| draft.unset(field));
        context.said.set(words::UNSET_DONE.with(&[("field", &name)]));
        context.focus(field.path());
        context.leave(field.path());
    };
    view! {
        <button class="field__unset" type="button" aria-label=label.clone() title=label on:click=unset>{icon(Icon::CROSS)}</button>
    }
}

/// What a save will fill in where nothing stands.
fn filled_in(context: Context, field: Field) -> Option<String> {
    let absent =
        context.read(move |form| form.knows(field) && form.draft.standing(field) == Standing::Absent);
    // The warning says it already.
    let is_told = || context.problems_of(field).iter().any(|problem| problem.fault == Fault::DefaultHeader);
    if !absent || is_told() {
        return None;
    }
    match field.spec().default {
        Default::Text(text) if field == Field::FaxHeader => {
            Some(words::FILLED_IN_PAGE.with(&[("value", text)]))
        }
        Default::Text(text) => Some(words::FILLED_IN_TEXT.with(&[("value", text)])),
        Default::Integer(number) => Some(words::FILLED_IN_NUMBER.with(&[("value", &number.to_string())])),
        Default::EmptyList => Some(words::FILLED_IN_LIST.get().to_owned()),
        Default::None => (field == Field::FaxOption).then(|| words::MEANS_OFF.get().to_owned()),
    }
}

/// What it was, and the way back.
fn was(context: Context, field: Field) -> impl IntoView {
    // The button goes with the change, and the focus with the button.
    let put_back = move |_| {
        context.edit(field, |draft| draft.put_back(field));
        context.focus(field.path());
    };
    let path = field.path();
    let was = context.read(move |form| form.draft.opened(field).map(short));
    let was = was
        .map_or_else(|| editor::WAS_ABSENT.get().to_owned(), |value| editor::WAS.with(&[("value", &value)]));
    view! {
        <span class="field__was">
            <bdi>{was}</bdi>
            " "
            {context.permits().edits().then(|| view! {
                <button class="link" type="button" id=format!("{path}-back") aria-labelledby=format!("{path}-back {path}-label") on:click=put_back>
                    {editor::PUT_BACK.get()}
                </button>
            })}
        </span>
    }
}

/// Most characters of an old value that are shown beside a label.
const SHORT_CHARS: usize = 40;

/// A value in a few words.
pub fn short(value: &Value) -> String {
    let text = shown(value);
    match text.char_indices().nth(SHORT_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A value for a person: texts bare, lists with commas, all else as JSON.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The problems of one control, each an element that names the control.
pub fn notes(control: &str, problems: Vec<Problem>) -> Vec<AnyView> {
    problems.into_iter().map(|problem| note(control, &problem).into_any()).collect()
}

/// The class and the sign of a note about a problem.
pub fn note_look(problem: &Problem) -> (&'static str, Icon) {
    match problem.severity() {
        Severity::Error => ("note note--error", Icon::ERROR),
        Severity::Warning => ("note note--warning", Icon::WARNING),
    }
}

/// What tells a problem from the others of its list.
pub fn problem_key(problem: &Problem) -> (String, String) {
    (problem.path.clone(), faults::fault(&problem.fault))
}

fn note(control: &str, problem: &Problem) -> impl IntoView + use<> {
    let (class, sign) = note_look(problem);
    let severity = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    view! {
        <p class=class data-problem-of=control.to_owned() data-severity=severity>
            {icon(sign)} <span>{faults::fault(&problem.fault)}</span>
        </p>
    }
}

/// Whether any of a field's own problems stops a save; tracked.
pub fn is_invalid(context: Context, field: Field) -> bool {
    context.problems_of(field).iter().any(|problem| problem.severity() == Severity::Error)
}

/// The ids of what describes a control: whether it is set, its help and its problems.
pub fn described_by(path: &str) -> String {
    format!("{path}-state {path}-help {path}-notes")
}
