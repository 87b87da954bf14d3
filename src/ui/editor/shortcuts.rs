//! The keys of the editor. They act with the focus inside of the panel, and with none where the page's address is the panel's. Where the host
//! wants no keys, undo and redo are left: the browser's own know nothing of what the form does.

use leptos::{
    leptos_dom::helpers::{window_event_listener, window_event_listener_untyped},
    prelude::*,
};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, Event, KeyboardEvent};

use crate::{
    form::{Place, place_of},
    state::Manner,
    text::keys as words,
    ui::keys::{self, Line},
};

use super::{
    context::Context,
    document, saving,
    undo::{self, Way},
};

const LINES: [Line; 10] = [
    (words::SAVE_KEYS, words::SAVE),
    (words::REVIEW_KEYS, words::REVIEW),
    (words::UNDO_KEYS, words::UNDO),
    (words::REDO_KEYS, words::REDO),
    (words::ROW_KEYS, words::ROW),
    (words::ROW_REMOVE_KEYS, words::ROW_REMOVE),
    (words::MOVE_KEYS, words::MOVE),
    (words::MOVE_BACK_KEYS, words::MOVE_BACK),
    (words::LEAVE_KEYS, words::LEAVE),
    (words::HELP_KEYS, words::HELP),
];

#[wasm_bindgen]
extern "C" {
    /// An event of that name, of the browser's making or of a page's, which may have no type.
    type BeforeInput;

    #[wasm_bindgen(method, getter, js_name = inputType)]
    fn input_type(this: &BeforeInput) -> Option<String>;
}

/// What keys ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Save,
    Review,
    Go(Way),
    Help,
}

/// Listens as long as the view is there.
pub fn listen(context: Context) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| pressed(context, &event));
    // The browser's own undo, from a menu: it knows nothing of what the form did with the text.
    let menu = window_event_listener_untyped("beforeinput", move |event| asked(context, &event));
    on_cleanup(move || {
        keys.remove();
        menu.remove();
    });
}

/// The dialog that shows the keys, while it is asked for.
pub fn dialog(context: Context) -> impl IntoView {
    move || context.keys.get().then(|| keys::dialog(&LINES, move || context.keys.set(false)))
}

fn pressed(context: Context, event: &KeyboardEvent) {
    let Some(wish) = wish(event) else { return };
    let panel = context.panel;
    let is_wanted = panel.has_keys() || matches!(wish, Wish::Go(_));
    if !is_wanted || !panel.is_meant_by(event) || event.default_prevented() {
        return;
    }
    if wish == Wish::Save {
        event.prevent_default();
    }
    let target = target(event);
    if panel.has_dialog() {
        return;
    }
    match wish {
        Wish::Save => saving::submit(context, Manner::Change),
        Wish::Go(way) if !target.as_ref().is_some_and(is_foreign) => {
            event.prevent_default();
            undo::go(context, way);
        }
        Wish::Review => {
            event.prevent_default();
            document::begin_review(context);
        }
        Wish::Help if !target.as_ref().is_some_and(is_typed_into) => {
            event.prevent_default();
            context.keys.set(true);
        }
        _ => {}
    }
}

fn wish(event: &KeyboardEvent) -> Option<Wish> {
    let (ctrl, key) = (event.ctrl_key() || event.meta_key(), event.key().to_ascii_lowercase());
    // The rest is not asked of a letter that is typed.
    let wish = match (ctrl, &*key) {
        (true, "s") => Wish::Save,
        (true, "enter") => Wish::Review,
        (true, "z") if event.shift_key() => return is_plain(event).then_some(Wish::Go(Way::Redo)),
        (true, "z") => Wish::Go(Way::Undo),
        (true, "y") => Wish::Go(Way::Redo),
        (false, "?") => return is_plain(event).then_some(Wish::Help),
        _ => return None,
    };
    (is_plain(event) && !event.shift_key()).then_some(wish)
}

/// No Alt, and nothing that an input method makes a letter of.
fn is_plain(event: &KeyboardEvent) -> bool {
    !event.is_composing() && !event.alt_key()
}

fn asked(context: Context, event: &Event) {
    let way = match event.unchecked_ref::<BeforeInput>().input_type().as_deref() {
        Some("historyUndo") => Way::Undo,
        Some("historyRedo") => Way::Redo,
        _ => return,
    };
    if context.panel.is_meant_by(event)
        && !context.panel.has_dialog()
        && !target(event).as_ref().is_some_and(is_foreign)
    {
        event.prevent_default();
        undo::go(context, way);
    }
}

/// Where it happened, in the shadow root too.
fn target(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

/// Whether text is typed there.
fn is_typed_into(target: &Element) -> bool {
    target
        .matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")
        .unwrap_or(false)
}

/// Whether text is typed there that is no part of the document: the browser undoes it.
fn is_foreign(target: &Element) -> bool {
    is_typed_into(target) && place_of(&target.get_attribute("name").unwrap_or_default()) == Place::Form
}
