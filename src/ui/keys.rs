//! The keys of a view, in a dialog.

use leptos::prelude::*;

use crate::{
    text::{Message, keys as words, shell},
    ui::dialog::Dialog,
};

/// Keys as `"{ctrl} Shift Z"`, blanks between those that are pressed together, and what they do.
pub type Line = (Message, Message);

/// The dialog, open as long as it is drawn.
pub fn dialog(lines: &[Line], on_close: impl Fn() + Clone + Send + 'static) -> AnyView {
    let rows = lines.iter().map(row).collect::<Vec<_>>();
    let close = on_close.clone();
    view! {
        <Dialog title=words::TITLE.get() on_cancel=on_close>
            <div class="dialog__body"><dl class="keys">{rows}</dl></div>
            <div class="dialog__foot">
                <button class="button button--primary" type="button" autofocus on:click=move |_| close()>{shell::CLOSE.get()}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn row((keys, what): &Line) -> AnyView {
    let keys = told(*keys);
    let keys = keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect::<Vec<_>>();
    view! { <dt>{keys}</dt> <dd>{what.get()}</dd> }.into_any()
}

/// Keys as they are called on this machine.
pub fn told(keys: Message) -> String {
    let ctrl = if is_mac() { words::COMMAND } else { words::CTRL };
    keys.plain(&[("ctrl", ctrl.get())])
}

/// Whether this is a machine whose keyboard has a Command key.
pub fn is_mac() -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}
