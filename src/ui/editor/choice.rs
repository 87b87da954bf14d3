//! One of a few: controls that cannot hold an undocumented value, unless one stands in the document already.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::{
    form::{Entry, Field},
    text::{editor as words, fields},
    ui::RADIOS,
};

use super::{
    context::Context,
    field::{described_by, is_invalid},
};

/// What one segment chooses, with its words.
#[derive(Clone, Copy)]
struct Segment {
    value: &'static str,
    label: &'static str,
}

/// Absent, false or true.
pub fn flag(context: Context, field: Field) -> impl IntoView {
    let segments = vec![
        Segment { value: "false", label: words::OFF.get() },
        Segment { value: "true", label: words::ON.get() },
    ];
    let set = move |value: &str| {
        let flag = match value {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        context.edit(field, |draft| draft.set_flag(field, flag));
    };
    segmented(context, field, segments, set)
}

/// Absent, or one of the documented values.
pub fn view(context: Context, field: Field, choices: &'static [&'static str]) -> impl IntoView {
    let segments = choices.iter().map(|value| Segment { value, label: fields::choice(value) }).collect();
    let choose = move |value: &str| {
        let choice = (!value.is_empty()).then(|| value.to_owned());
        context.edit(field, |draft| draft.choose(field, choice));
    };
    segmented(context, field, segments, choose)
}

/// Radio buttons side by side: "not set" first, and last what stands in the document without being documented.
fn segmented(
    context: Context,
    field: Field,
    segments: Vec<Segment>,
    choose: impl Fn(&str) + Copy + 'static,
) -> impl IntoView {
    let path = field.path();
    let known: Vec<_> = segments.iter().map(|segment| segment.value).collect();
    let stranger =
        Memo::new(move |_| opened_text(context, field).filter(|text| !known.contains(&text.as_str())));
    let not_set = Segment { value: "", label: words::NOT_SET.get() };
    let radios = std::iter::once(not_set).chain(segments).enumerate();
    let radios = radios.map(|(index, segment)| {
        let id = if index == 0 { path.to_owned() } else { format!("{path}={}", segment.value) };
        radio(context, field, id, segment, choose)
    });
    view! {
        <div
            class="segmented"
            role="radiogroup"
            aria-labelledby=format!("{path}-label")
            aria-describedby=described_by(path)
            aria-invalid=move || is_invalid(context, field).to_string()
            on:focusout=move |_| context.leave(path)
        >
            {radios.collect::<Vec<_>>()}
            {move || stranger.get().map(|text| marked(context, field, &text))}
        </div>
    }
}

/// What the control holds, as the value of its segment; `None` for something that no segment has.
fn held(context: Context, field: Field) -> Option<String> {
    context.read(move |form| match form.draft.entry(field) {
        Entry::Absent => form.knows(field).then(String::new),
        Entry::Text(text) => Some(text.clone()),
        Entry::Flag(flag) => Some(flag.to_string()),
        Entry::Rows(..) | Entry::Other(_) => None,
    })
}

/// What was opened, as text, where anything was.
fn opened_text(context: Context, field: Field) -> Option<String> {
    context.read(move |form| {
        let opened = form.draft.opened(field)?;
        Some(opened.as_str().map_or_else(|| opened.to_string(), str::to_owned))
    })
}

fn radio(
    context: Context,
    field: Field,
    id: String,
    segment: Segment,
    choose: impl Fn(&str) + Copy + 'static,
) -> impl IntoView {
    let Segment { value, label } = segment;
    let checked = move || held(context, field).is_some_and(|held| held == value);
    view! {
        <label class="segmented__segment">
            <input
                type="radio"
                form=RADIOS
                id=id
                name=field.path()
                value=value
                prop:checked=checked
                prop:disabled=move || context.is_locked() && !checked()
                on:change:target=move |event| {
                    choose(value);
                    take_focus(&event.target());
                }
            />
            <span>{label}</span>
        </label>
    }
}

/// Not every browser focuses a choice that is clicked, and the form keeps those that do from it. After the change: leaving
/// the control before draws the form again, and the browser then takes the click for none.
fn take_focus(radio: &HtmlInputElement) {
    drop(radio.focus());
}

/// The undocumented value that stands in the document: one more choice, marked, that puts it back.
fn marked(context: Context, field: Field, text: &str) -> impl IntoView + use<> {
    let checked = move || context.read(move |form| !form.draft.is_changed(field));
    view! {
        <label class="segmented__segment segmented__segment--stranger">
            <input
                type="radio"
                form=RADIOS
                name=field.path()
                value=text.to_owned()
                prop:checked=checked
                on:change:target=move |event| {
                    context.edit(field, |draft| draft.put_back(field));
                    take_focus(&event.target());
                }
            />
            <span>{words::UNDOCUMENTED.with(&[("value", text)])}</span>
        </label>
    }
}
