//! What every part of the editor shares.

use leptos::{prelude::*, task};

use crate::{
    domain::FaxboxId,
    form::{Draft, Field, Place, Problem, Severity, place_of},
    state::{Editor, Form, Removal, Route},
    ui::{browser::knows_time_zone, panel::Panel},
};

/// The editor's own signals.
#[derive(Clone, Copy)]
pub struct Context {
    /// What all views share.
    pub panel: Panel,
    /// What the editor is doing.
    pub editor: RwSignal<Editor>,
    /// The problems to tell, in form order.
    pub problems: Memo<Vec<Problem>>,
    /// The save that is under way; the answer of any other is nothing to the form.
    pub save: StoredValue<u32>,
    /// The removal that is under way.
    pub removal: RwSignal<Option<Removal>>,
}

impl Context {
    /// An editor for what the route names; nothing is fetched yet.
    pub fn new(panel: Panel) -> Self {
        let editor = RwSignal::new(match panel.route.get_untracked() {
            Route::Faxbox(id) => Editor::Loading(id),
            Route::New | Route::List => Editor::Editing(Form::new()),
        });
        let problems =
            move || editor.with(|editor| Some(editor.form()?.problems(knows_time_zone))).unwrap_or_default();
        Self {
            panel,
            editor,
            problems: Memo::new(move |_| problems()),
            save: StoredValue::new(0),
            removal: RwSignal::new(None),
        }
    }

    /// Fetches a faxbox and opens it, unless another was asked for meanwhile.
    pub fn load(self, id: FaxboxId) {
        self.editor.set(Editor::Loading(id.clone()));
        self.panel.opened.set_value(Some(id.clone()));
        self.panel.notice.set(String::new());
        self.removal.set(None);
        self.begin_save();
        let Some(calls) = self.panel.calls() else { return };
        task::spawn_local(async move {
            let reply = calls.fetch(&id).await;
            let listed = self.panel.list.try_with_untracked(|list| list.row(&id)?.generated_address.clone());
            self.editor.try_update(|editor| {
                if matches!(editor, Editor::Loading(wanted) if *wanted == id) {
                    editor.fetched(reply, listed.flatten(), knows_time_zone);
                }
            });
        });
    }

    /// A number for a save; whatever was under way before is nothing to the form any more.
    pub fn begin_save(self) -> u32 {
        let number = self.panel.next_number();
        self.save.set_value(number);
        number
    }

    /// Whether the save of this number is the one that the form waits for.
    pub fn awaits(self, save: u32) -> bool {
        self.save.try_get_value() == Some(save)
    }

    /// Something of the open form; tracked.
    pub fn read<T: Default>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.editor.with(|editor| editor.form().map(read)).unwrap_or_default()
    }

    /// Changes the form, where it can be changed.
    pub fn change(self, change: impl FnOnce(&mut Form)) {
        self.editor.update(|editor| {
            if let Some(form) = editor.form_mut() {
                change(form);
            }
        });
    }

    /// Edits a field.
    pub fn edit(self, field: Field, edit: impl FnOnce(&mut Draft)) {
        self.change(|form| form.edit(field, edit));
    }

    /// The person left a control.
    pub fn leave(self, path: &str) {
        // A control that goes with its view is blurred too, and then there is no editor any more.
        let untold = |editor: &Editor| editor.form().is_some_and(|form| !form.is_judged(path));
        if self.editor.try_with_untracked(untold) == Some(true) {
            self.change(|form| form.leave(path));
        }
    }

    /// Whether a save is under way; tracked.
    pub fn is_saving(self) -> bool {
        self.editor.with(|editor| matches!(editor, Editor::Saving(_)))
    }

    /// Whether the faxbox is yet to be created; tracked.
    pub fn is_new(self) -> bool {
        self.read(|form| form.id().is_none())
    }

    /// The problems shown at a field's own control: its own, and those of rows that it has not.
    pub fn problems_of(self, field: Field) -> Vec<Problem> {
        let rows = self.read(|form| form.draft.rows(field).len());
        self.problems_at(|place| match place {
            Place::Field(at) => at == field,
            Place::Row(at, row) => at == field && row >= rows,
            Place::Form => false,
        })
    }

    /// The problems at places that `wanted` picks.
    pub fn problems_at(self, wanted: impl Fn(Place) -> bool) -> Vec<Problem> {
        self.problems.with(|problems| {
            problems.iter().filter(|problem| wanted(place_of(&problem.path))).cloned().collect()
        })
    }

    /// How many problems of a severity there are.
    pub fn count(self, severity: Severity) -> usize {
        self.problems
            .with(|problems| problems.iter().filter(|problem| problem.severity() == severity).count())
    }

    /// Puts the focus on the control of a path.
    pub fn focus(self, path: &str) {
        self.panel.focus(format!("[id=\"{path}\"]"));
    }
}
