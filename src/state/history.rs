use crate::form::{Control, Draft, Entry, Field, Parts, Row};

use super::Form;

/// Most steps that can be undone; the oldest go first.
pub const HISTORY_STEPS_MAX: usize = 200;

/// What was done to a form, step by step, so that it can be undone and done again.
///
/// A step holds the controls that it changed and no others. So what came from elsewhere meanwhile, as by a save that met
/// another's change, is not undone with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// What the last step typed, as long as more of the same goes into it.
    typing: Option<Typing>,
    /// The draft before the last step, where that was typing in the document's text and more of it goes into the same step.
    before_text: Option<Box<Draft>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Step {
    before: Parts,
    after: Parts,
}

/// Typing in one control in one direction: one step, however many keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Typing {
    field: Field,
    row: Option<usize>,
    direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Longer,
    Shorter,
}

/// What an undo or a redo has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The control to look at: the first that changed; `""` where none did.
    pub path: String,
    /// The fields that changed, in form order.
    pub fields: Vec<Field>,
}

impl History {
    /// Remembers what was done between two drafts, if anything was. What had been undone cannot be done again then.
    pub fn record(&mut self, before: &Draft, after: &Draft) {
        let step = Step { before: before.parts_unlike(after), after: after.parts_unlike(before) };
        if step.before.is_empty() && step.after.is_empty() {
            return;
        }
        self.undone.clear();
        self.before_text = None;
        let typing = typing(before, after);
        match self.done.last_mut() {
            Some(last) if typing.is_some() && typing == self.typing => last.after = step.after,
            _ => self.done.push(step),
        }
        self.typing = typing;
        if self.done.len() > HISTORY_STEPS_MAX {
            self.done.remove(0);
        }
    }

    /// Remembers what typing in the document's text did: one step, however many keys.
    pub fn record_text(&mut self, before: &Draft, after: &Draft) {
        let first = match self.before_text.take() {
            Some(first) => {
                self.done.pop();
                first
            }
            None => Box::new(before.clone()),
        };
        self.typing = None;
        self.record(&first, after);
        self.typing = None;
        self.before_text = (*first != *after).then_some(first);
    }

    /// What is typed from now on is a step of its own.
    pub fn seal(&mut self) {
        self.typing = None;
        self.before_text = None;
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self, draft: &mut Draft) -> Option<Moved> {
        let step = self.done.pop()?;
        let moved = put(draft, &step.before);
        self.undone.push(step);
        self.seal();
        Some(moved)
    }

    /// Does again what was undone last.
    pub fn redo(&mut self, draft: &mut Draft) -> Option<Moved> {
        let step = self.undone.pop()?;
        let moved = put(draft, &step.after);
        self.done.push(step);
        self.seal();
        Some(moved)
    }
}

impl Form {
    /// Changes the draft by a step that can be undone; how the last save ended is told no more.
    pub fn step(&mut self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.clone();
        change(&mut self.draft);
        self.history.record(&before, &self.draft);
        self.saved = None;
    }

    /// What is typed from now on is undone by itself.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Takes the last step back, and tells what it was.
    pub fn undo(&mut self) -> Option<Moved> {
        let moved = self.history.undo(&mut self.draft);
        self.moved(moved)
    }

    /// Does again what was undone last, and tells what it was.
    pub fn redo(&mut self) -> Option<Moved> {
        let moved = self.history.redo(&mut self.draft);
        self.moved(moved)
    }

    fn moved(&mut self, moved: Option<Moved>) -> Option<Moved> {
        let moved = moved?;
        self.forget_refusals(&moved.fields);
        self.saved = None;
        Some(moved)
    }
}

fn put(draft: &mut Draft, parts: &Parts) -> Moved {
    let before = draft.clone();
    draft.restore(parts);
    Moved { path: draft.first_difference(&before), fields: parts.fields().collect() }
}

/// What was typed, where it was one or a few keys in one control: a choice, a paste or a row more is none.
fn typing(before: &Draft, after: &Draft) -> Option<Typing> {
    let mut fields = Field::ALL.iter().copied().filter(|field| !before.has_same_entry(*field, after));
    let field = fields.next()?;
    if fields.next().is_some() {
        return None;
    }
    let (row, old, new) = match (before.entry(field), after.entry(field)) {
        (Entry::Rows(old, _), Entry::Rows(new, _)) if old.len() == new.len() => {
            let mut rows = old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new);
            let (row, (old, new)) = rows.next()?;
            if rows.next().is_some() {
                return None;
            }
            (Some(row), row_text(old)?, row_text(new)?)
        }
        (old, new) if !matches!(field.control(), Control::Choice(_)) => {
            (None, entry_text(old)?, entry_text(new)?)
        }
        _ => return None,
    };
    let (old, new) = (old.chars().count(), new.chars().count());
    let direction = if new > old { Direction::Longer } else { Direction::Shorter };
    (old.abs_diff(new) == 1).then_some(Typing { field, row, direction })
}

fn entry_text(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Absent => Some(""),
        Entry::Text(text) => Some(text),
        Entry::Flag(_) | Entry::Rows(..) | Entry::Other(_) => None,
    }
}

fn row_text(row: &Row) -> Option<&str> {
    match row {
        Row::Blank => Some(""),
        Row::Text(text) => Some(text),
        Row::Other(_) => None,
    }
}
