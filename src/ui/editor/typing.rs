//! What is typed in a text's control. What is wrong with it is told at once, and all else that it changes a moment later: a message under
//! one's eyes comes sooner where the browser has nothing else to do and to lay out with it.

use std::{mem, time::Duration};

use leptos::{
    leptos_dom::helpers::set_timeout,
    prelude::*,
    task::{spawn_local, tick},
};

use crate::{form::Field, ui::browser};

use super::context::Context;

/// Time enough for a painting and what follows it, and none that anybody notices.
const REST_AFTER: Duration = Duration::from_millis(50);

impl Context {
    /// Takes over what is typed in a text's control.
    pub fn type_text(self, field: Field, text: String) {
        self.editor.try_maybe_update(|editor| {
            if let Some(form) = editor.form_mut() {
                form.edit(field, |draft| draft.type_text(field, text));
            }
            (false, ())
        });
        self.typed.notify();
        let was_due = self.is_rest_due.try_update_value(|due| mem::replace(due, true));
        if was_due == Some(false) {
            let tell = move || {
                spawn_local(async move {
                    // Where the browser is slow, what was told at once is not laid out yet.
                    browser::laid_out().await;
                    // What stands behind a name or a message moves, and a click is lost whose element went from under it.
                    self.panel.released().await;
                    self.tell_rest();
                });
            };
            set_timeout(tell, REST_AFTER);
        }
    }

    /// Tells all else that what was typed changes, unless the view is gone.
    pub fn tell_rest(self) {
        if self.is_rest_due.try_set_value(false).is_some() {
            return;
        }
        let panel = self.panel;
        panel.speak();
        let focused =
            panel.host.try_with_value(|host| host.query_selector(":focus").ok().flatten()).flatten();
        self.rest.notify();
        spawn_local(async move {
            tick().await;
            // A count of problems that went with the last of them, and somebody had gone there meanwhile.
            if focused.is_some_and(|focused| !focused.is_connected()) {
                panel.focus(".bar__title");
            }
        });
    }
}
