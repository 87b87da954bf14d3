//! What an opening and a keystroke do is done once where nobody sees it, when the browser has nothing better to do: it compiles what is
//! called for the first time, and who opens a faxbox would wait for that.

use std::cell::Cell;

use leptos::{
    prelude::*,
    reactive::owner::Owner,
    task::{spawn_local, tick},
};
use serde_json::json;

use crate::{
    domain::FaxboxId,
    form::Field,
    state::{Editor, Form, List, Route},
    ui::{browser::knows_time_zone, chunk::when_idle, panel::Panel},
};

use super::{
    Context,
    context::{self, Shown},
    form,
};

thread_local! {
    /// What is compiled stays so, for all panels of the page.
    static IS_BEGUN: Cell<bool> = const { Cell::new(false) };
}

/// How far a rehearsal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// Opening a faxbox with what the list knows.
    Opening,
    /// Its document comes, and its name is emptied.
    Typing,
}

/// Rehearses once, an act at a time.
pub fn begin(panel: Panel) {
    if !IS_BEGUN.replace(true) {
        when_idle(move || {
            play(panel, Act::Opening);
            when_idle(move || play(panel, Act::Typing));
        });
    }
}

/// Draws the editor of the list's first faxbox into nothing, acts, and lets it go. No event comes between: for the browser it is one
/// task. Not where somebody has opened one meanwhile.
fn play(panel: Panel, act: Act) {
    let first = |list: &List| list.rows().first().map(|row| row.id.clone());
    let first = panel.list.try_with_untracked(first).flatten();
    let (Some(id), Some(Route::List)) = (first, panel.route.try_get_untracked()) else { return };
    let owner = Owner::new();
    let (context, view) = owner.with(|| {
        let context = Context::new(panel);
        context.editor.set(context::loading(panel, id.clone(), Shown::Form));
        context.draw_first();
        (context, form::draw(context).build())
    });
    spawn_local(async move {
        tick().await;
        if act == Act::Typing {
            context.editor.set(Editor::Editing(document(id)));
            tick().await;
            context.type_text(Field::Name, String::new());
            tick().await;
            context.tell_rest();
            tick().await;
        }
        // The view after what listens for it, which stops listening as long as it is there.
        owner.cleanup();
        drop(view);
    });
}

fn document(id: FaxboxId) -> Form {
    let document = json!({ "id": id.to_string(), "name": "A name" });
    Form::open(id, document, None, knows_time_zone)
}
