//! The frame of one parameter: label, what it was, path, control, help and problems, tied together for assistive technology.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    form::{Control, Entry, Field, Problem, Severity},
    text::{editor as words, faults, fields},
    ui::icon::{Icon, icon},
};

use super::{choice, context::Context, integer, rows, text, time_zone};

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
    let changed = Memo::new(move |_| context.read(|form| form.draft.is_changed(field)));
    let label = fields::label(field).get();
    let labelled = if has_one_control(field) {
        view! { <label for=path id=format!("{path}-label")>{label}</label> }.into_any()
    } else {
        view! { <span id=format!("{path}-label")>{label}</span> }.into_any()
    };
    view! {
        <div class=width(field) class:field--changed=move || changed.get() && !context.is_new()>
            <div class="field__label">
                {labelled}
                {move || (changed.get() && !context.is_new()).then(|| was(context, field))}
                <code class="field__path">{path}</code>
            </div>
            {control(context, field)}
            {move || is_empty_text(context, field).then(|| take_out(context, field))}
            <p class="field__help" id=format!("{path}-help")>{fields::help(field).get()}</p>
            <div class="field__notes" id=format!("{path}-notes")>
                {move || notes(path, context.problems_of(field))}
            </div>
        </div>
    }
}

fn control(context: Context, field: Field) -> AnyView {
    match field.control() {
        Control::Text | Control::Number | Control::Url => text::view(context, field).into_any(),
        Control::TimeZone => time_zone::view(context, field).into_any(),
        Control::Integer => integer::view(context, field).into_any(),
        Control::Flag => choice::flag(context, field).into_any(),
        Control::Choice(choices) => choice::view(context, field, choices).into_any(),
        Control::List(item) => rows::view(context, field, item).into_any(),
        Control::Shown => ().into_any(),
    }
}

/// Whether an empty text stands there, which is another thing than nothing and looks the same.
fn is_empty_text(context: Context, field: Field) -> bool {
    context.read(|form| matches!(form.draft.entry(field), Entry::Text(text) if text.is_empty()))
}

fn take_out(context: Context, field: Field) -> impl IntoView {
    view! {
        <div>
            <button class="button button--small" type="button" on:click=move |_| context.edit(field, |draft| draft.choose(field, None))>
                {words::TAKE_OUT.get()}
            </button>
        </div>
    }
}

/// What it was, and the way back.
fn was(context: Context, field: Field) -> impl IntoView {
    let was = context.read(|form| form.draft.opened(field).map(short));
    let was =
        was.map_or_else(|| words::WAS_ABSENT.get().to_owned(), |value| words::WAS.with(&[("value", &value)]));
    view! {
        <span class="field__was">
            <bdi>{was}</bdi>
            " "
            <button class="link" type="button" on:click=move |_| context.edit(field, |draft| draft.put_back(field))>
                {words::PUT_BACK.get()}
            </button>
        </span>
    }
}

/// Most characters of an old value that are shown beside a label.
const SHORT_CHARS: usize = 40;

/// A value in a few words.
fn short(value: &Value) -> String {
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

fn note(control: &str, problem: &Problem) -> impl IntoView + use<> {
    let (class, severity, sign) = match problem.severity() {
        Severity::Error => ("note note--error", "error", Icon::ERROR),
        Severity::Warning => ("note note--warning", "warning", Icon::WARNING),
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

/// The ids of what describes a control: its help and its problems.
pub fn described_by(path: &str) -> String {
    format!("{path}-help {path}-notes")
}
