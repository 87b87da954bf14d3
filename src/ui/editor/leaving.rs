//! The question before something typed is left behind.

use leptos::prelude::*;

use crate::{
    text::shell as words,
    ui::{
        dialog::Dialog,
        live,
        panel::{Departure, Panel, Unsaved},
    },
};

/// Asks before something typed is left behind.
pub fn dialog(panel: Panel) -> impl IntoView {
    let stay = move || panel.leaving.set(None);
    let leave = move || {
        let departure = panel.leaving.get_untracked();
        panel.leaving.set(None);
        panel.unsaved.set(Unsaved::Nothing);
        match departure {
            Some(Departure::To(route)) => panel.go_at_once(route),
            Some(Departure::SignOut) => panel.sign_out(),
            None => {}
        }
    };
    live::view(move || {
        let dialog = panel.leaving.get().map(|_| {
            let why = match panel.unsaved.get_untracked() {
                Unsaved::Saving => words::LEAVE_SAVING,
                Unsaved::Typing | Unsaved::Nothing => words::LEAVE_WHY,
            };
            view! {
                <Dialog title=words::LEAVE_TITLE.get() on_cancel=stay>
                    <div class="dialog__body"><p>{why.get()}</p></div>
                    <div class="dialog__foot">
                        <button class="button button--danger" type="button" on:click=move |_| leave()>{words::LEAVE_GO.get()}</button>
                        <button class="button button--primary" type="button" autofocus on:click=move |_| stay()>{words::LEAVE_STAY.get()}</button>
                    </div>
                </Dialog>
            }
        });
        dialog.into_any()
    })
}
