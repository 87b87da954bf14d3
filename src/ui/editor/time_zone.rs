//! A time zone: suggested from the browser's own list, judged by whether it can tell the time there, any text allowed.

use leptos::prelude::*;

use crate::{
    domain::{INHERIT_TIME_ZONE, time_zones_meant},
    form::Field,
    text::{editor as words, form},
    ui::browser,
};

use super::{context::Context, text};

const SUGGESTIONS: &str = "time-zones";

/// Names in use that browsers do not suggest.
const MISSING: [&str; 1] = ["UTC"];

/// The control with its suggestions, and a mend for a place without its region.
pub fn view(context: Context, field: Field) -> impl IntoView {
    // Hundreds of elements that nobody sees before they are asked for.
    let is_entered = RwSignal::new(false);
    let suggested = move || {
        let names = if is_entered.get() { known() } else { Vec::new() };
        names.into_iter().map(|name| view! { <option value=name></option> }).collect::<Vec<_>>()
    };
    let enter = move |_| {
        if !is_entered.get_untracked() {
            is_entered.set(true);
        }
    };
    view! {
        <div on:focusin=enter>
            {text::line(context, field, Some(SUGGESTIONS))}
        </div>
        {move || mends(context, field)}
        <datalist id=SUGGESTIONS>
            <option value=INHERIT_TIME_ZONE label=words::INHERIT.get()></option>
            {suggested}
        </datalist>
    }
}

fn known() -> Vec<String> {
    MISSING.iter().map(|name| (*name).to_owned()).chain(browser::time_zones()).collect()
}

/// A button for each zone that an unknown text may mean.
pub fn mends(context: Context, field: Field) -> Option<AnyView> {
    let typed = context.read(move |form| form.draft.text(field));
    let is_fine = typed.is_empty() || typed == INHERIT_TIME_ZONE || browser::knows_time_zone(&typed);
    if is_fine {
        return None;
    }
    let known = known();
    let zones = time_zones_meant(&typed, &known).into_iter();
    let buttons = zones.map(|zone| mend(context, field, zone.to_owned())).collect::<Vec<_>>();
    (!buttons.is_empty()).then(|| view! { <div class="ways">{buttons}</div> }.into_any())
}

fn mend(context: Context, field: Field, zone: String) -> impl IntoView {
    let label = form::ZONE_MEANT.with(&[("zone", &zone)]);
    let take = move |_| {
        context.edit(field, |draft| draft.type_text(field, zone.clone()));
        context.said.set(form::ZONE_TAKEN.with(&[("zone", &zone)]));
        context.focus(field.path());
    };
    view! { <button class="button button--small" type="button" on:click=take>{label}</button> }
}
