//! What the screen reads of the open form. What reads it runs again where that very thing has changed, and not with every keystroke.

use leptos::prelude::*;

use crate::{
    form::{Field, Problem},
    state::{Editor, Form},
};

use super::context::Context;

impl Context {
    /// Something of the form on the screen; tracked, and told a moment later where it is a text that is typed (`typing.rs`).
    #[track_caller]
    pub fn read<T>(self, read: impl Fn(&Form) -> T + Send + Sync + 'static) -> T
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        self.readers.read(self.of_form(read))
    }

    /// The same, told at once whatever is typed: what a control shows.
    #[track_caller]
    pub fn read_at_once<T>(self, read: impl Fn(&Form) -> T + Send + Sync + 'static) -> T
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        self.typed_readers.read(self.of_form(read))
    }

    fn of_form<T: Default>(self, read: impl Fn(&Form) -> T) -> impl Fn() -> T {
        let editor = self.editor;
        move || editor.try_with(|editor| editor.shown().map(&read)).flatten().unwrap_or_default()
    }

    /// Something of the form and its problems; tracked, as [`Self::read`].
    #[track_caller]
    pub fn read_with_problems<T>(self, read: impl Fn(&Form, &[Problem]) -> T + Send + Sync + 'static) -> T
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        let (editor, problems) = (self.editor, self.problems);
        self.readers.read(move || {
            let read = |editor: &Editor| {
                let form = editor.shown()?;
                problems.try_with_untracked(|problems| read(form, problems))
            };
            editor.try_with_untracked(read).flatten().unwrap_or_default()
        })
    }

    /// Whether a save is under way; tracked.
    #[track_caller]
    pub fn is_saving(self) -> bool {
        let editor = self.editor;
        self.readers
            .read(move || editor.try_with(|editor| matches!(editor, Editor::Saving(_))).unwrap_or_default())
    }

    /// Whether the document is on the way, and what is shown is what the list knows; tracked.
    #[track_caller]
    pub fn is_loading(self) -> bool {
        let editor = self.editor;
        self.readers
            .read(move || editor.try_with(|editor| matches!(editor, Editor::Loading(..))).unwrap_or_default())
    }

    /// Whether it is known what stands in a field, or that nothing does; tracked.
    #[track_caller]
    pub fn knows(self, field: Field) -> bool {
        self.read(move |form| form.knows(field))
    }

    /// Whether nothing can be typed: a save is under way, or the document is; tracked.
    #[track_caller]
    pub fn is_locked(self) -> bool {
        let editor = self.editor;
        self.readers.read(move || {
            editor
                .try_with(|editor| matches!(editor, Editor::Saving(_) | Editor::Loading(..)))
                .unwrap_or_default()
        })
    }

    /// Whether the faxbox is yet to be created; tracked.
    #[track_caller]
    pub fn is_new(self) -> bool {
        self.read(move |form| form.id().is_none())
    }
}
