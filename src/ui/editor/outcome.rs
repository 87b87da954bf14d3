//! How the last save ended, above the form: what the server made of it, or why it did not happen.

use leptos::prelude::*;

use crate::{
    api::Failure,
    form::Place,
    form::{ReadBack, place_of, plan::NoUpdate},
    state::{Company, Outcome, Proof, Reading, Saved},
    text::{Message, fields, save as words},
    ui::failure::{reason, told},
};

use super::{context::Context, field::shown};

/// What there is to say, if anything.
pub fn view(context: Context) -> Option<AnyView> {
    let new = context.is_new();
    context.read(|form| match form.saved.as_ref()? {
        Saved::Yes(proof) => proven(proof),
        Saved::No(outcome) => refused(outcome, new),
    })
}

/// Paths by the names of their fields.
fn names<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    paths.map(name).collect::<Vec<_>>().join(", ")
}

/// A path by the name of its field, where it has one.
pub fn name(path: &str) -> String {
    match place_of(path) {
        Place::Field(field) | Place::Row(field, _) => fields::full_label(field),
        Place::Form => path.to_owned(),
    }
}

fn proven(proof: &Proof) -> Option<AnyView> {
    let foreign = (!proof.foreign.is_empty()).then(|| {
        let fields = names(proof.foreign.iter().map(String::as_str));
        view! { <p>{words::FOREIGN.with(&[("fields", &fields)])}</p> }
    });
    match &proof.reading {
        Reading::Missing(failure) => Some(
            view! {
                <div class="outcome outcome--warning" role="status" tabindex="-1">
                    <p>{words::UNPROVEN.get()}</p> {foreign} {reason(failure)}
                </div>
            }
            .into_any(),
        ),
        Reading::Compared { read_back, company } => {
            compared(read_back, *company, foreign.map(IntoAny::into_any))
        }
    }
}

fn compared(read_back: &ReadBack, company: Company, foreign: Option<AnyView>) -> Option<AnyView> {
    let filled_in = (!read_back.filled_in.is_empty()).then(|| {
        let fields = names(read_back.filled_in.iter().map(String::as_str));
        view! { <p>{words::FILLED_IN.with(&[("fields", &fields)])}</p> }
    });
    let met = (company == Company::Met).then(|| view! { <p>{words::MET.get()}</p> });
    let differs = read_back.differs.iter().map(|difference| {
        let value = |value: &Option<_>| value.as_ref().map_or_else(|| words::NOTHING.get().to_owned(), shown);
        let (sent, kept) = (value(&difference.sent), value(&difference.kept));
        let line =
            words::DIFFERS_ROW.with(&[("field", &name(&difference.path)), ("sent", &sent), ("kept", &kept)]);
        view! { <li>{line}</li> }
    });
    let differs = (!read_back.differs.is_empty()).then(|| {
        view! { <h2>{words::DIFFERS_TITLE.get()}</h2> <ul>{differs.collect::<Vec<_>>()}</ul> }
    });
    let class = match (differs.is_some() || met.is_some(), foreign.is_some() || filled_in.is_some()) {
        (true, _) => "outcome outcome--warning",
        (false, true) => "outcome outcome--good",
        (false, false) => return None,
    };
    Some(
        view! { <div class=class role="status" tabindex="-1">{met} {differs} {foreign} {filled_in}</div> }
            .into_any(),
    )
}

fn refused(outcome: &Outcome, new: bool) -> Option<AnyView> {
    let say = |title: Message, why: AnyView| {
        view! {
            <div class="outcome outcome--error" role="alert" tabindex="-1"><h2>{title.get()}</h2> {why}</div>
        }
        .into_any()
    };
    let line = |why: Message| view! { <p>{why.get()}</p> };
    match outcome {
        Outcome::Failed(failure) if new && failure.leaves_in_doubt() => {
            let why = view! { {line(words::LOST_WHY)} {reason(failure)} };
            Some(say(words::LOST_TITLE, why.into_any()))
        }
        Outcome::Failed(failure) => Some(say(words::FAILED_TITLE, failed(failure))),
        Outcome::InDoubt(failure) => {
            let why = if new { words::IN_DOUBT_CREATE } else { words::IN_DOUBT_WHY };
            Some(say(words::IN_DOUBT_TITLE, view! { {line(why)} {told(failure)} }.into_any()))
        }
        Outcome::Busy => Some(say(words::BUSY_TITLE, line(words::BUSY_WHY).into_any())),
        Outcome::TagNeverMatches => Some(say(words::TAG_TITLE, line(words::TAG_WHY).into_any())),
        Outcome::NoUpdate(reason) => {
            let (message, fields) = match reason {
                NoUpdate::Removes(paths) => {
                    (words::NO_UPDATE_REMOVES, names(paths.iter().map(String::as_str)))
                }
                NoUpdate::Null(path) => (words::NO_UPDATE_NULL, name(path)),
            };
            let why = message.with(&[("fields", &fields)]);
            Some(say(words::NO_UPDATE_TITLE, view! { <p>{why}</p> }.into_any()))
        }
        Outcome::Saved(_) | Outcome::Unchanged(_) | Outcome::Conflict(..) | Outcome::Charges(_) => None,
    }
}

fn failed(failure: &Failure) -> AnyView {
    view! { {reason(failure)} <p>{words::KEPT.get()}</p> }.into_any()
}
