//! The question before something typed is left behind.

use leptos::prelude::*;

use crate::{
    text::shell as words,
    ui::{
        dialog::Dialog,
        live,
        panel::{Departure, Unsaved},
    },
};

use super::{context::Context, stored};

/// What becomes of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The tab keeps it, and offers it when one comes back.
    Kept,
    /// It is dropped.
    Discarded,
}

/// Asks before something typed is left behind.
pub fn dialog(context: Context) -> impl IntoView {
    let panel = context.panel;
    let stay = move || {
        context.seed.set_value(None);
        panel.defaults.set_value(None);
        panel.leaving.set(None);
    };
    live::view(move || {
        let dialog = panel.leaving.get().map(|departure| {
            let why = match panel.unsaved.get_untracked() {
                Unsaved::Saving => words::LEAVE_SAVING,
                Unsaved::Typing | Unsaved::Nothing => words::LEAVE_WHY,
            };
            let keep = (departure != Departure::SignOut && can_keep(context)).then(|| {
                view! {
                    <button class="button" type="button" name="leave_draft" on:click=move |_| leave(context, Fate::Kept)>
                        {words::LEAVE_KEEP.get()}
                    </button>
                }
            });
            view! {
                <Dialog title=words::LEAVE_TITLE.get() on_cancel=stay>
                    <div class="dialog__body"><p>{why.get()}</p></div>
                    <div class="dialog__foot">
                        <button class="button button--danger" type="button" on:click=move |_| leave(context, Fate::Discarded)>
                            {words::LEAVE_GO.get()}
                        </button>
                        {keep}
                        <button class="button button--primary" type="button" autofocus on:click=move |_| stay()>{words::LEAVE_STAY.get()}</button>
                    </div>
                </Dialog>
            }
        });
        dialog.into_any()
    })
}

/// Whether the tab keeps what was typed.
fn can_keep(context: Context) -> bool {
    stored::keep(context);
    context.panel.has_storage() && !context.drafts.refused.get_untracked()
}

fn leave(context: Context, fate: Fate) {
    let panel = context.panel;
    match fate {
        Fate::Kept => stored::keep(context),
        Fate::Discarded => stored::drop_typed(context),
    }
    panel.depart(panel.leaving.get_untracked());
}
