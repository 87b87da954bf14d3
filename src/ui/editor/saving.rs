//! A save, from the press of its button to what is said at its end.

use leptos::{prelude::*, task};
use serde_json::Value;

use crate::{
    api::Consent,
    form::{Severity, value::SMTP_EMAIL_ADDRESS},
    state::{Before, List, Loading, Manner, Next, Origin, Outcome, Route, Save, Saved},
    text::save as words,
    ui::browser::{TEXT_ORDER, knows_time_zone},
};

use super::context::Context;

/// Saves, or shows what to put right first. A second press while a save is under way does nothing.
pub fn submit(context: Context, manner: Manner) {
    submit_with(context, manner, Consent::NotAsked);
}

/// Creates with the consent that the server asked for.
pub fn accept_charges(context: Context) {
    submit_with(context, Manner::Change, Consent::Given);
}

fn submit_with(context: Context, manner: Manner, consent: Consent) {
    let before = context.panel.list.with_untracked(|list| match list.loading {
        Loading::Done => Before::Known(list.ids()),
        _ => Before::Unread,
    });
    context.panel.notice.set(String::new());
    let started =
        context.editor.try_update(|editor| editor.submit(manner, consent, before, knows_time_zone)).flatten();
    match started {
        Some((save, first)) => task::spawn_local(run(context, save, first)),
        None => focus_first_error(context),
    }
}

async fn run(context: Context, mut save: Save, first: Next) {
    let mut next = first;
    let outcome = loop {
        match next {
            Next::Send(call) => next = save.answered(context.panel.perform(call).await),
            Next::Done(outcome) => break outcome,
        }
    };
    list(context, &outcome);
    let was_new = context.editor.try_update(|editor| {
        let was_new = editor.form().is_some_and(|form| form.id().is_none());
        editor.settled(outcome, knows_time_zone);
        was_new
    });
    if let Some(was_new) = was_new {
        say(context, was_new);
    }
}

/// The list learns what was saved, even where the person has gone elsewhere meanwhile.
fn list(context: Context, outcome: &Outcome) {
    let Outcome::Saved(proof) = outcome else { return };
    let mut row = proof.document.clone();
    let listed = |list: &List| list.row(&proof.id)?.generated_address.clone();
    let address = proof.address.clone().or_else(|| context.panel.list.try_with_untracked(listed).flatten());
    if let (Some(members), Some(address)) = (row.as_object_mut(), address) {
        members.insert(SMTP_EMAIL_ADDRESS.to_owned(), Value::String(address));
    }
    context.panel.list.try_update(|list| list.put(&row, TEXT_ORDER));
}

/// Says how it ended, where one looks and listens, and takes the focus there where something is to be done.
fn say(context: Context, was_new: bool) {
    let saved = context.editor.with_untracked(|editor| {
        let form = editor.form()?;
        let id = match &form.origin {
            Origin::Existing { id, .. } => Some(id.clone()),
            Origin::New => None,
        };
        Some((form.saved.clone()?, id))
    });
    match saved {
        Some((Saved::Yes(_), Some(id))) => {
            let line = if was_new { words::CREATED } else { words::SAVED };
            context.panel.notice.set(line.get().to_owned());
            context.panel.opened.set_value(Some(id.clone()));
            if was_new && context.panel.route.get_untracked() == Route::New {
                context.panel.rename_route(Route::Faxbox(id));
            }
        }
        Some((Saved::No(outcome), _)) => match *outcome {
            Outcome::Unchanged(_) => context.panel.notice.set(words::UNCHANGED.get().to_owned()),
            Outcome::Conflict(..) | Outcome::Charges(_) => {}
            _ if has_error(context) => focus_first_error(context),
            _ => context.panel.focus(".outcome"),
        },
        _ => {}
    }
}

fn has_error(context: Context) -> bool {
    let problems = context.problems.get_untracked();
    problems.iter().any(|problem| problem.severity() == Severity::Error)
}

fn focus_first_error(context: Context) {
    context.panel.focus(".editor__form :is(input, textarea, .outcome)[aria-invalid=true], .editor__form .segmented[aria-invalid=true] input, .editor__form .outcome");
}
