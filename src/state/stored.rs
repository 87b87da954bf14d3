//! What was typed and not saved, as the tab's storage keeps it: the document that was opened, and the controls that differ.

use serde_json::{Number, Value};

use crate::{
    api::json,
    form::{
        Draft, Field, Parts,
        plan::{Plan, Side, merge, plan},
        value::{object, public, same},
    },
};

use super::{Form, Origin};

/// Tells what is stored from what a later version may store otherwise.
const VERSION: u8 = 1;

/// Most drafts of one faxbox: the present one, and those of before that nobody has decided about.
pub const STORED_DRAFTS_MAX: usize = 3;

/// Most bytes (UTF-8) of what is stored for one faxbox. A browser gives a page some five million characters for all.
pub const STORED_BYTES_MAX: usize = 2_000_000;

/// What was typed into a form and not saved.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDraft {
    /// When it was typed: milliseconds since 1970.
    pub at: u64,
    /// The document that was opened.
    opened: Value,
    /// What stood in the controls otherwise.
    typed: Parts,
    /// Whether a save of it was under way.
    pub stage: Stage,
}

/// How far a draft has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It was typed.
    Typed,
    /// It was being saved, and how that ended is not known.
    Sent,
}

/// How long ago something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute, or in the future, as a clock that was set back has it.
    Moment,
    /// Whole minutes, from 1 to 59.
    Minutes(u64),
    /// Whole hours, from 1 to 23.
    Hours(u64),
    /// Whole days, from 1.
    Days(u64),
}

/// Why drafts are not stored: even the newest alone is larger than [`STORED_BYTES_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Age {
    /// Between two times in milliseconds.
    pub fn between(then: u64, now: u64) -> Self {
        match now.saturating_sub(then) / 60_000 {
            0 => Self::Moment,
            minutes @ 1..60 => Self::Minutes(minutes),
            minutes @ 60..1440 => Self::Hours(minutes / 60),
            minutes => Self::Days(minutes / 1440),
        }
    }
}

impl StoredDraft {
    /// What of a form would be lost with it; nothing where nothing was changed.
    pub fn of(form: &Form, stage: Stage, at: u64) -> Option<Self> {
        let opened = form.opened();
        let typed = form.draft.parts_unlike(&Draft::read(opened));
        form.is_dirty().then_some(Self { at, opened: opened.clone(), typed, stage })
    }

    /// What stood in the controls.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::read(&self.opened);
        draft.restore(&self.typed);
        draft
    }

    /// The document that would have been saved.
    pub fn document(&self) -> Value {
        self.draft().document(&self.opened)
    }

    /// The fields that were changed, in form order.
    pub fn fields(&self) -> Vec<Field> {
        self.draft().changes()
    }

    /// Whether both hold the same, whenever it was typed.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.opened == other.opened && self.typed == other.typed && self.stage == other.stage
    }

    /// Whether `document` means what was opened.
    pub fn was_opened_from(&self, document: &Value) -> bool {
        same(&public(&self.opened), &public(document))
    }

    /// Whether `form`, as it was opened now, lacks anything of it.
    pub fn adds_to(&self, form: &Form) -> bool {
        match form.origin {
            Origin::New => true,
            Origin::Existing { .. } => plan(&self.opened, form.opened(), &self.document()) != Plan::Nothing,
        }
    }

    fn to_json(&self) -> Value {
        object([
            ("at", Value::Number(Number::from(self.at))),
            ("opened", self.opened.clone()),
            ("typed", self.typed.to_json()),
            ("sent", Value::Bool(self.stage == Stage::Sent)),
        ])
    }

    fn read(stored: &Value) -> Option<Self> {
        let opened = stored.get("opened").filter(|opened| opened.is_object())?.clone();
        let at = stored.get("at")?.as_u64()?;
        let stage = if stored.get("sent")?.as_bool()? { Stage::Sent } else { Stage::Typed };
        Some(Self { at, opened, typed: Parts::read(stored.get("typed")?)?, stage })
    }
}

/// The text that keeps drafts, newest first; as many of the newest as fit.
///
/// # Errors
/// Not even the newest fits: [`TooLarge`].
pub fn write_drafts(drafts: &[StoredDraft]) -> Result<String, TooLarge> {
    for count in (1..=drafts.len().min(STORED_DRAFTS_MAX)).rev() {
        let kept = drafts.iter().take(count).map(StoredDraft::to_json).collect();
        let text =
            object([("version", Value::Number(VERSION.into())), ("drafts", Value::Array(kept))]).to_string();
        if text.len() <= STORED_BYTES_MAX {
            return Ok(text);
        }
    }
    Err(TooLarge)
}

/// Reads what [`write_drafts`] wrote. What is anything else holds no draft.
pub fn read_drafts(text: &str) -> Vec<StoredDraft> {
    let Some(stored) = json::read(text) else { return Vec::new() };
    if stored.get("version").and_then(Value::as_u64) != Some(VERSION.into()) {
        return Vec::new();
    }
    let drafts = stored.get("drafts").and_then(Value::as_array);
    drafts.into_iter().flatten().filter_map(StoredDraft::read).collect()
}

impl Form {
    /// Puts a draft of before into the controls; an undo takes it out again.
    ///
    /// Where the document on the server has changed since, its changes are taken over, unless both sides changed the same place: then
    /// the form stands on the document that the draft was opened from, so that a save meets the conflict and shows it.
    pub fn take_up(&mut self, stored: &StoredDraft) {
        let draft = stored.draft();
        match &mut self.origin {
            Origin::New => {
                self.kept.clone_from(&stored.opened);
                self.step(|present| *present = draft);
            }
            Origin::Existing { opened, .. } => {
                if matches!(plan(&stored.opened, opened, &stored.document()), Plan::Conflict(_)) {
                    opened.clone_from(&stored.opened);
                    self.step(|present| *present = draft);
                } else {
                    let merged = merge(&stored.opened, opened, &stored.document(), &|_| Side::Mine);
                    let draft = draft.over(opened, &merged.document);
                    self.step(|present| *present = draft);
                }
            }
        }
        self.seal();
    }
}
