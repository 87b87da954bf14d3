//! How the last save ended, above the form: what the server made of it, or why it did not happen.

use leptos::{prelude::*, task};

use crate::{
    api::Failure,
    form::{Control, Default, Place, ReadBack, place_of, plan::NoUpdate},
    state::{Ability, Company, Outcome, Proof, Reading, Route, Saved},
    text::{Message, editor, language::list, save as words},
    ui::{
        browser::knows_time_zone,
        failure::{reason, told},
        shell::RouteLink,
    },
};

use super::{
    context::Context,
    saving,
    value::{self, name},
};

/// What there is to say, if anything.
pub fn view(context: Context) -> Option<AnyView> {
    let new = context.is_new();
    match &context.read(move |form| form.saved.clone())? {
        Saved::Yes(proof) => proven(context, proof),
        Saved::No(outcome) => refused(context, outcome, new),
    }
}

/// Paths by the names of their fields.
pub fn names<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    list(&paths.map(name).collect::<Vec<_>>())
}

/// What others changed meanwhile, and that it was kept.
pub fn foreign(proof: &Proof) -> Option<String> {
    let fields = names(proof.foreign.iter().map(String::as_str));
    (!fields.is_empty()).then(|| words::FOREIGN.with(&[("fields", &fields)]))
}

fn proven(context: Context, proof: &Proof) -> Option<AnyView> {
    let foreign = foreign(proof).map(|foreign| view! { <p>{foreign}</p> });
    match &proof.reading {
        Reading::Missing(Failure::NotFound(_)) if !context.is_new() => {
            Some(gone(context, words::GONE_AFTER_WHY).into_any())
        }
        Reading::Missing(failure) => Some(
            view! {
                <div class="outcome outcome--warning" role="status" tabindex="-1">
                    <p>{words::UNPROVEN.get()}</p> {foreign} {reason(failure)}
                </div>
            }
            .into_any(),
        ),
        Reading::Compared { read_back, company } => {
            let choice = proof.conflict().map(|conflict| {
                let choose = move |_| context.change(|form| form.tell(Outcome::Conflict(conflict.clone())));
                view! {
                    <div><button class="button" type="button" on:click=choose>{words::MET_CHOOSE.get()}</button></div>
                }
                .into_any()
            });
            compared(context, read_back, *company, foreign.map(IntoAny::into_any), choice)
        }
    }
}

fn compared(
    context: Context,
    read_back: &ReadBack,
    company: Company,
    foreign: Option<AnyView>,
    choice: Option<AnyView>,
) -> Option<AnyView> {
    let filled_in: Vec<_> =
        read_back.filled_in.iter().map(String::as_str).filter(|path| counts(path)).collect();
    let filled_in = (!filled_in.is_empty()).then(|| {
        let fields = names(filled_in.into_iter());
        view! { <p>{words::FILLED_IN.with(&[("fields", &fields)])}</p> }
    });
    let company = match company {
        Company::Alone => None,
        Company::Met => Some(words::MET),
        Company::Unguarded => Some(words::UNGUARDED),
    };
    let met = company.map(|words| view! { <p>{words.get()}</p> });
    let shown = context.permits().fields;
    let is_seen = |path: &str| match place_of(path) {
        Place::Field(field) | Place::Row(field, _) => shown.hold(field),
        Place::Form => shown.is_all(),
    };
    let differences: Vec<_> =
        read_back.differs.iter().filter(|difference| is_seen(&difference.path)).collect();
    let differs = differences.iter().map(|difference| {
        let value = |value: &Option<_>| value::line(&difference.path, value.as_ref());
        let (sent, kept) = (value(&difference.sent), value(&difference.kept));
        let line =
            words::DIFFERS_ROW.with(&[("field", &name(&difference.path)), ("sent", &sent), ("kept", &kept)]);
        view! { <li>{line}</li> }
    });
    let differs = (!differences.is_empty()).then(|| {
        view! { <h2>{words::DIFFERS_TITLE.get()}</h2> <ul>{differs.collect::<Vec<_>>()}</ul> }
    });
    let class = match (differs.is_some() || met.is_some(), foreign.is_some() || filled_in.is_some()) {
        (true, _) => "outcome outcome--warning",
        (false, true) => "outcome outcome--good",
        (false, false) => return None,
    };
    Some(
        view! { <div class=class role="status" tabindex="-1">{met} {differs} {choice} {foreign} {filled_in}</div> }
            .into_any(),
    )
}

/// Whether a person cares that the default of a path was filled in: an empty list says what its absence said, and attempts
/// are not theirs.
fn counts(path: &str) -> bool {
    match place_of(path) {
        Place::Field(field) => {
            field.control() != Control::Shown && field.spec().default != Default::EmptyList
        }
        Place::Row(..) | Place::Form => false,
    }
}

fn refused(context: Context, outcome: &Outcome, new: bool) -> Option<AnyView> {
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
        Outcome::Failed(Failure::NotFound(_)) if !new => Some(gone(context, words::GONE_WHY).into_any()),
        Outcome::Failed(failure) => {
            let why = view! { {reason(failure)} {line(words::KEPT)} };
            Some(say(words::FAILED_TITLE, why.into_any()))
        }
        Outcome::InDoubt(failure) => {
            let why = if new { words::IN_DOUBT_CREATE } else { words::IN_DOUBT_WHY };
            Some(say(words::IN_DOUBT_TITLE, view! { {line(why)} {told(failure)} }.into_any()))
        }
        Outcome::Busy => {
            let why = view! { {line(words::BUSY_WHY)} {newest(context)} };
            Some(say(words::BUSY_TITLE, why.into_any()))
        }
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

/// It is not there any more: it can be created again from what is on the screen.
fn gone(context: Context, why: Message) -> impl IntoView {
    let panel = context.panel;
    view! {
        <div class="outcome outcome--error" role="alert" tabindex="-1">
            <h2>{words::GONE_TITLE.get()}</h2>
            <p>{why.get()}</p>
            <div class="outcome__ways">
                {move || context.permits().allow(Ability::Create).then(|| view! {
                    <button class="button" type="button" name="create_again" on:click=move |_| saving::create_again(context)>
                        {words::GONE_AGAIN.get()}
                    </button>
                })}
                <RouteLink panel route=Route::List class="button button--quiet">{editor::TO_LIST.get()}</RouteLink>
            </div>
        </div>
    }
}

/// The way to what is on the server now, at the price of what was typed.
fn newest(context: Context) -> impl IntoView {
    let load = move |_| {
        let id = context.editor.with_untracked(|editor| editor.form()?.id().cloned());
        let (Some(id), Some(calls)) = (id, context.reading()) else { return };
        let number = context.begin_save();
        task::spawn_local(async move {
            let reply = calls.fetch(&id).await;
            // What was typed goes only where theirs has come.
            if context.awaits(number) {
                context.change(|form| match reply {
                    Ok(theirs) => form.take_theirs(theirs, knows_time_zone),
                    Err(failure) => form.tell(Outcome::Failed(failure)),
                });
            }
        });
    };
    view! { <div><button class="button" type="button" on:click=load>{words::TAKE_THEIRS.get()}</button></div> }
}
