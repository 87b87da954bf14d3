//! A time zone: suggested from the browser's own list, judged by whether it can tell the time there, any text allowed.

use leptos::prelude::*;

use crate::{domain::INHERIT_TIME_ZONE, form::Field, text::editor as words, ui::browser};

use super::{context::Context, text};

const SUGGESTIONS: &str = "time-zones";

/// Names in use that browsers do not suggest.
const MISSING: [&str; 1] = ["UTC"];

/// The control with its suggestions.
pub fn view(context: Context, field: Field) -> impl IntoView {
    let names = MISSING.iter().map(|name| (*name).to_owned()).chain(browser::time_zones());
    let options = names.map(|name| view! { <option value=name></option> }).collect::<Vec<_>>();
    view! {
        {text::line(context, field, Some(SUGGESTIONS))}
        <datalist id=SUGGESTIONS>
            <option value=INHERIT_TIME_ZONE label=words::INHERIT.get()></option>
            {options}
        </datalist>
    }
}
