//! One line of text. Plain text inputs: the browser's own kinds for mail, addresses and numbers trim or drop what one types.

use leptos::prelude::*;
use serde_json::Value;

use crate::form::{Control, Default, Field};

use super::{
    context::Context,
    field::{described_by, is_invalid},
};

const fn input_mode(control: Control) -> &'static str {
    match control {
        Control::Number => "tel",
        Control::Url => "url",
        Control::Integer => "numeric",
        _ => "text",
    }
}

/// The ids of what describes the control; a number has its reading besides.
fn described(field: Field) -> String {
    match field.control() {
        Control::Number => format!("{0}-reading {1}", field.path(), described_by(field.path())),
        _ => described_by(field.path()),
    }
}

/// What the server fills in where nothing stands.
pub fn placeholder(field: Field) -> String {
    match field.spec().default {
        Default::Text(text) => text.to_owned(),
        Default::Integer(number) => number.to_string(),
        Default::None | Default::EmptyList => String::new(),
    }
}

/// The control of a text; a text with a line break gets a control that can hold one.
pub fn view(context: Context, field: Field) -> impl IntoView {
    let broken = Memo::new(move |_| {
        let has_break = |text: &str| text.contains(['\n', '\r']);
        context.read(move |form| {
            let opened = form.draft.opened(field).and_then(Value::as_str);
            opened.is_some_and(has_break) || has_break(&form.draft.text(field))
        })
    });
    move || if broken.get() { area(context, field).into_any() } else { line(context, field, None).into_any() }
}

/// What stands in the control.
fn typed(context: Context, field: Field) -> Memo<String> {
    Memo::new(move |_| context.read_at_once(move |form| form.draft.text(field)))
}

/// The control of one line; with suggestions where `list` names them.
pub fn line(context: Context, field: Field, list: Option<&'static str>) -> impl IntoView {
    let path = field.path();
    let text = typed(context, field);
    let filled_in = placeholder(field);
    view! {
        <input
            class="input"
            type="text"
            id=path
            name=path
            list=list
            inputmode=input_mode(field.control())
            autocomplete="off"
            spellcheck="false"
            placeholder=move || (!filled_in.is_empty() && context.knows(field)).then(|| filled_in.clone())
            aria-required=field.is_required().to_string()
            aria-invalid=move || is_invalid(context, field).to_string()
            aria-describedby=described(field)
            prop:readOnly=move || context.is_locked()
            prop:value=text
            on:input:target=move |event| {
                let typed = event.target().value();
                context.type_text(field, typed);
            }
            on:blur=move |_| context.leave(path)
        />
    }
}

fn area(context: Context, field: Field) -> impl IntoView {
    let path = field.path();
    let text = typed(context, field);
    view! {
        <textarea
            class="input input--area"
            id=path
            name=path
            rows="2"
            spellcheck="false"
            aria-required=field.is_required().to_string()
            aria-invalid=move || is_invalid(context, field).to_string()
            aria-describedby=described(field)
            prop:readOnly=move || context.is_locked()
            prop:value=text
            on:input:target=move |event| {
                let typed = event.target().value();
                context.type_text(field, typed);
            }
            on:blur=move |_| context.leave(path)
        ></textarea>
    }
}
