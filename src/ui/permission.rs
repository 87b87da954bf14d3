//! What the host can hold back: it is told before anything is written, and the person is told where it did.

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    domain::FaxboxId,
    form::value::object,
    text::host as words,
    ui::{
        panel::Panel,
        teller::{Answer, about},
    },
};

/// A write that the host is told of before.
#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    /// Whose; a new one has none.
    pub id: Option<FaxboxId>,
    /// As it shall be, where that is known yet.
    pub faxbox: Option<Value>,
}

/// Whether these may be saved.
pub fn may_save(panel: Panel, intents: impl Iterator<Item = Intent>) -> bool {
    let changes = intents.map(|Intent { id, faxbox }| match id {
        Some(id) => about(&id, faxbox.as_ref()),
        None => object([("id", Value::Null), ("faxbox", faxbox.unwrap_or_default())]),
    });
    may(panel, "before-save", &object([("changes", Value::Array(changes.collect()))]))
}

/// Whether these may be removed.
pub fn may_remove<'a>(panel: Panel, ids: impl Iterator<Item = &'a FaxboxId>) -> bool {
    let ids = ids.map(|id| Value::String(id.as_str().to_owned()));
    may(panel, "before-remove", &object([("ids", Value::Array(ids.collect()))]))
}

fn may(panel: Panel, event: &str, detail: &Value) -> bool {
    let is_held = panel.tell(event, detail) == Answer::HeldBack;
    if is_held {
        panel.notice.set(words::HELD_BACK.get().to_owned());
    }
    !is_held
}
