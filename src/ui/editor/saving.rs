//! A save, from the press of its button to what is said at its end.

use leptos::{prelude::*, task};
use serde_json::Value;

use crate::{
    api::Consent,
    form::{Place, Severity, path, place_of, value::SMTP_EMAIL_ADDRESS},
    state::{Before, Editor, Form, List, Loading, Manner, Next, Origin, Outcome, Reply, Route, Save, Saved},
    text::save as words,
    ui::{
        browser::knows_time_zone,
        calls::Calls,
        permission::{Intent, may_save},
    },
};

use super::{
    context::{Context, Shown},
    outcome, permits, stored,
};

/// Saves, or shows what to put right first. A second press while a save is under way does nothing.
pub fn submit(context: Context, manner: Manner) {
    submit_with(context, manner, Consent::NotAsked);
}

/// Creates with the consent that the server asked for.
pub fn accept_charges(context: Context) {
    submit_with(context, Manner::Change, Consent::Given);
}

/// Creates a faxbox that was removed meanwhile again, from what is on the screen.
pub fn create_again(context: Context) {
    let removed = context.editor.with_untracked(|editor| editor.form()?.id().cloned());
    let Some(removed) = removed else { return };
    context.change(Form::make_new);
    context.panel.list.update(|list| list.remove(&removed));
    context.panel.rename_route(Route::New);
    submit(context, Manner::Change);
}

fn submit_with(context: Context, manner: Manner, consent: Consent) {
    if !permits::may_save(context) {
        return;
    }
    let before = context.panel.list.with_untracked(|list| match list.loading {
        Loading::Done => Before::Known(list.ids()),
        _ => Before::Unread,
    });
    let Some(calls) = context.panel.calls() else { return };
    context.panel.notice.set(String::new());
    if consent == Consent::NotAsked && !is_permitted(context) {
        return;
    }
    let started =
        context.editor.try_update(|editor| editor.submit(manner, consent, before, knows_time_zone)).flatten();
    match started {
        Some((save, first)) => task::spawn_local(run(context, calls, save, first)),
        None => focus_first_error(context),
    }
}

/// Whether the host lets it be saved; it is not asked where nothing can be.
fn is_permitted(context: Context) -> bool {
    let has_error = context
        .problems
        .with_untracked(|problems| problems.iter().any(|problem| problem.severity() == Severity::Error));
    let intent = context.editor.with_untracked(|editor| match editor {
        Editor::Editing(form) => Some(Intent { id: form.id().cloned(), faxbox: Some(form.document()) }),
        Editor::Loading(..) | Editor::Broken(..) | Editor::Saving(_) => None,
    });
    has_error || intent.is_none_or(|intent| may_save(context.panel, std::iter::once(intent)))
}

/// Makes the save's calls to their end. Where the person left meanwhile, nothing more is written, and the end is told to
/// nobody but the list.
async fn run(context: Context, calls: Calls, mut save: Save, first: Next) {
    let number = context.begin_save();
    let mut next = first;
    // An answer to a write was told to the host when it came.
    let mut told = false;
    let outcome = loop {
        match next {
            Next::Send(call) if call.writes() && !context.awaits(number) => return,
            Next::Send(call) => {
                let reply = calls.perform(call).await;
                told |= matches!(reply, Reply::Written(Ok(_)));
                next = save.answered(reply);
            }
            Next::Done(outcome) => break outcome,
        }
    };
    match &outcome {
        Outcome::Saved(proof) if !told => calls.tell_found(proof.base.is_null(), &proof.id, &proof.document),
        Outcome::Failed(failure) | Outcome::InDoubt(failure) => context.panel.tell_error("save", failure),
        _ => {}
    }
    if !calls.are_current() {
        return;
    }
    list(context, &outcome);
    if !context.awaits(number) {
        if matches!(outcome, Outcome::Saved(_)) {
            stored::created(context.panel);
        }
        return;
    }
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
    let listed = |list: &List| list.row(&proof.id)?.generated_address().map(str::to_owned);
    let address = proof.address.clone().or_else(|| context.panel.list.try_with_untracked(listed).flatten());
    if let (Some(members), Some(address)) = (row.as_object_mut(), address) {
        members.insert(SMTP_EMAIL_ADDRESS.to_owned(), Value::String(address));
    }
    context.panel.list.try_update(|list| list.put(&row));
}

/// Says what a look at a save found, where that ends it.
pub fn say_review(context: Context) {
    say(context, false);
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
        Some((Saved::Yes(proof), Some(id))) => {
            if proof.is_clean() {
                let line = if was_new { words::CREATED } else { words::SAVED };
                let foreign = outcome::foreign(&proof).unwrap_or_default();
                context.panel.notice.set(format!("{} {foreign}", line.get()));
            } else {
                context.panel.focus(".outcome");
            }
            context.panel.opened.set_value(Some(id.clone()));
            if was_new && context.panel.route.get_untracked() == Route::New {
                context.panel.rename_route(Route::Faxbox(id));
            }
        }
        Some((Saved::No(outcome), _)) => match *outcome {
            Outcome::Unchanged(_) => context.panel.notice.set(words::UNCHANGED.get().to_owned()),
            Outcome::Conflict(..) | Outcome::Charges(_) => {}
            _ => focus_first_error(context),
        },
        _ => {}
    }
}

/// Puts the focus on the first control that stops the save, a list's rows before the list itself; on what is said above the
/// form where no control does.
pub fn focus_first_error(context: Context) {
    let problems = context.problems.get_untracked();
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let controls = errors.filter_map(|problem| match place_of(&problem.path) {
        Place::Row(field, row) => Some((field.index(), row, path::join_index(field.path(), row))),
        Place::Field(field) => Some((field.index(), usize::MAX, field.path().to_owned())),
        Place::Form => None,
    });
    let has_error = problems.iter().any(|problem| problem.severity() == Severity::Error);
    match controls.min() {
        Some((_, _, control)) => context.focus(&control),
        None if context.document().shown.get_untracked() == Shown::Text && has_error => context.focus(""),
        None => context.panel.focus(".outcome"),
    }
}
