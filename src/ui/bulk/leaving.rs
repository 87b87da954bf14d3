//! The question before a run is left.

use leptos::prelude::*;

use crate::{
    state::Run,
    text::bulk as words,
    ui::{chunk::From, dialog::Dialog, live},
};

use super::{Context, depart};

/// Asks before a run is left: by Escape, by the browser's way back, by signing out.
pub fn dialog(context: Context) -> AnyView {
    let panel = context.panel;
    let asked = live::memo(move || context.leaving.get() || panel.leaving.with(Option::is_some));
    let stay = move || {
        context.leaving.set(false);
        panel.leaving.set(None);
    };
    let leave = move || {
        let departure = panel.leaving.get_untracked();
        stay();
        context.run.update(|run| {
            run.as_mut().map(Run::stop);
        });
        context.tell_list();
        depart(panel, departure);
        // What was under way is told to nobody any more; the list shows what came of it.
        panel.read(From::Start);
    };
    live::view(move || {
        let dialog = asked.get().then(|| {
            view! {
                <Dialog title=words::LEAVE_TITLE.get() on_cancel=stay>
                    <div class="dialog__body"><p>{words::LEAVE_WHY.get()}</p></div>
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
