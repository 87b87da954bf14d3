//! What every part of the editor shares.

use leptos::{prelude::*, task};

use crate::{
    domain::FaxboxId,
    form::{Draft, Field, Place, Problem, Section, place_of},
    state::{DrawnRows, Editor, Form, Permits, Removal, Review, Route, Told},
    ui::{
        browser::{self, knows_time_zone},
        calls::Calls,
        live,
        panel::{Panel, Unsaved},
        reads::Reads,
        trace::{Phase, measured},
    },
};

use super::{
    readers::Readers,
    stored::{self, Drafts},
};

/// What of the open faxbox is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A control for each parameter.
    Form,
    /// The whole document as text.
    Text,
}

/// The editor's own signals.
#[derive(Clone, Copy)]
pub struct Context {
    /// What all views share.
    pub panel: Panel,
    /// What the editor is doing.
    pub editor: RwSignal<Editor>,
    /// The problems to tell, in form order.
    pub problems: Memo<Vec<Problem>>,
    /// Where each of them is shown.
    pub(super) places: Memo<Vec<Place>>,
    /// The save that is under way; the answer of any other is nothing to the form.
    pub save: StoredValue<u32>,
    /// The removal that is under way.
    pub removal: RwSignal<Option<Removal>>,
    /// What was done, for those who listen.
    pub said: RwSignal<String>,
    /// Whether the keys are shown.
    pub keys: RwSignal<bool>,
    /// What the tab keeps of what was typed.
    pub drafts: Drafts,
    /// The form that a new faxbox begins with, where it is not an empty one.
    pub seed: StoredValue<Option<Form>>,
    /// What the person may see and do. Its own: a signal remembers whoever read it for as long as it is there, and the panel's stays.
    permits: Memo<Permits>,
    /// Tells what is typed, and a moment later all else that it changes; any other change is told by the editor's signal.
    pub(super) typed: Trigger,
    pub(super) rest: Trigger,
    pub(super) is_rest_due: StoredValue<bool>,
    /// Who reads the form and what is wrong with it, who what one types in, and who the problems of a control.
    pub(super) readers: Readers,
    pub(super) typed_readers: Readers,
    pub(super) problem_readers: Readers,
    /// Which opening this is: each begins with a view of its own.
    pub opening: RwSignal<u32>,
    /// Which rows of each list are drawn, by the field's index.
    drawn_rows: RwSignal<Vec<DrawnRows>>,
    /// How many sections are drawn: the first at once, since one looks at it, and the others after it.
    drawn: RwSignal<usize>,
    /// What it reads: all of it, but for what a save looks at.
    reads: Reads,
    /// What has to do with the document as a whole.
    document: StoredValue<DocumentSignals>,
}

/// The signals of what has to do with the document as a whole.
#[derive(Clone, Copy)]
pub struct DocumentSignals {
    /// Form or text.
    pub shown: RwSignal<Shown>,
    /// The path whose place in the text was asked for.
    pub target: RwSignal<Option<String>>,
    /// The look at what a save would do.
    pub review: RwSignal<Option<Review>>,
}

impl Context {
    /// An editor for what the route names; nothing is fetched yet.
    pub fn new(panel: Panel) -> Self {
        let editor = RwSignal::new(match panel.route.get_untracked() {
            Route::Faxbox(id) => loading(panel, id, Shown::Form),
            Route::New | Route::List => Editor::Editing(Form::new()),
        });
        let permits = live::memo(move || panel.permits.try_get().unwrap_or_default());
        let (typed, rest) = (Trigger::new(), Trigger::new());
        let problems = move || {
            typed.track();
            let permits = permits.get();
            let mut problems =
                editor.with(|editor| Some(editor.shown()?.problems(knows_time_zone))).unwrap_or_default();
            // Where all may be seen, all is told, and there may be thousands.
            if !permits.fields.is_all() {
                problems.retain(|problem| permits.told(problem) != Told::Nowhere);
            }
            problems
        };
        let problems = Memo::new(move |_| measured(Phase::Judge, problems));
        let place = |problem: &Problem| place_of(&problem.path);
        Self {
            panel,
            editor,
            problems,
            places: Memo::new(move |_| problems.with(|problems| problems.iter().map(place).collect())),
            save: StoredValue::new(0),
            removal: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            keys: RwSignal::new(false),
            drafts: Drafts::new(),
            seed: StoredValue::new(None),
            permits,
            typed,
            rest,
            is_rest_due: StoredValue::new(false),
            readers: Readers::of(move || {
                editor.track();
                rest.track();
                permits.track();
            }),
            typed_readers: Readers::of(move || {
                editor.track();
                typed.track();
            }),
            problem_readers: Readers::of(move || problems.track()),
            opening: RwSignal::new(0),
            drawn_rows: RwSignal::new(vec![DrawnRows::default(); Field::ALL.len()]),
            drawn: RwSignal::new(0),
            reads: Reads::new(),
            document: StoredValue::new(DocumentSignals {
                shown: RwSignal::new(Shown::Form),
                target: RwSignal::new(None),
                review: RwSignal::new(None),
            }),
        }
    }

    /// What the person may see and do; tracked.
    pub fn permits(self) -> Permits {
        self.permits.try_get().unwrap_or_default()
    }

    /// The signals of what has to do with the document as a whole.
    pub fn document(self) -> DocumentSignals {
        self.document.get_value()
    }

    /// Fetches a faxbox and opens it, unless another was asked for meanwhile.
    pub fn load(self, id: FaxboxId) {
        stored::keep(self);
        let is_loading = |editor: &Editor| matches!(editor, Editor::Loading(loading, _) if *loading == id);
        if !self.editor.with_untracked(is_loading) {
            self.opening.update(|opening| *opening = opening.wrapping_add(1));
            self.drawn_rows.update(|drawn| drawn.fill(DrawnRows::default()));
            self.editor.set(loading(self.panel, id.clone(), self.document().shown.get_untracked()));
        }
        self.panel.opened.set_value(Some(id.clone()));
        self.panel.notice.set(String::new());
        self.removal.set(None);
        self.document().review.set(None);
        self.begin_save();
        let Some(calls) = self.panel.calls().map(|calls| self.reads.begin(calls)) else { return };
        task::spawn_local(async move {
            let reply = calls.fetch(&id).await;
            if calls.have_ended() {
                return;
            }
            if let Err(failure) = &reply
                && calls.are_current()
            {
                self.panel.tell_error("open", failure);
            }
            let listed = self
                .panel
                .list
                .try_with_untracked(|list| list.row(&id)?.generated_address().map(str::to_owned));
            let has_come = self.editor.try_update(|editor| {
                let is_wanted = matches!(editor, Editor::Loading(wanted, _) if *wanted == id);
                if is_wanted {
                    editor.fetched(reply, listed.flatten(), knows_time_zone);
                }
                is_wanted
            });
            if has_come == Some(true) {
                stored::opened(self);
            }
        });
    }

    /// Calls whose reads end where another faxbox is opened, or the view is left.
    pub fn reading(self) -> Option<Calls> {
        Some(self.reads.join(self.panel.calls()?))
    }

    /// Goes to a new faxbox that begins as `form`; asks first where something else is unsaved.
    pub fn open_new(self, form: Form) {
        self.seed.set_value(Some(form));
        self.panel.go(Route::New);
    }

    /// Opens a new faxbox: an empty one, or what was wanted of it.
    pub fn begin_new(self) {
        stored::keep(self);
        self.begin_save();
        let by_host = || Some(Form::create_from(&self.panel.defaults.try_update_value(Option::take)??));
        let seed = self.seed.try_update_value(Option::take).flatten().or_else(by_host);
        self.editor.set(Editor::Editing(seed.unwrap_or_default()));
        stored::opened(self);
        self.panel.focus("[name=name]");
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

    /// Tells the panel whether leaving would lose anything, where that is news; tracked.
    pub fn tell_unsaved(self) {
        self.editor.track();
        self.typed.track();
        let unsaved = self.editor.try_with_untracked(|editor| match editor {
            Editor::Saving(_) => Unsaved::Saving,
            Editor::Editing(form) if form.is_dirty() => Unsaved::Typing,
            Editor::Editing(_) | Editor::Loading(..) | Editor::Broken(..) => Unsaved::Nothing,
        });
        if let Some(unsaved) = unsaved
            && self.panel.unsaved.get_untracked() != unsaved
        {
            self.panel.unsaved.set(unsaved);
        }
    }

    /// The person left a control.
    pub fn leave(self, path: &str) {
        // A control that goes with its view is blurred too, and then there is no editor any more.
        let is_news = self.editor.try_maybe_update(|editor| {
            let is_news = editor.form_mut().is_some_and(|form| {
                form.seal();
                let is_news = !form.is_judged(path);
                form.leave(path);
                is_news
            });
            (false, is_news)
        });
        if is_news == Some(true) {
            task::spawn_local(async move {
                // What was pressed to leave it would go from under the pointer with what is told now.
                self.panel.released().await;
                let _ = self.editor.try_update(|_| ());
            });
        }
    }

    /// Which rows of a list are drawn; tracked.
    pub fn drawn_rows(self, field: Field) -> DrawnRows {
        let of = |drawn: &Vec<DrawnRows>| drawn.get(field.index()).copied();
        self.drawn_rows.try_with(of).flatten().unwrap_or_default()
    }

    /// Draws other rows of a list, or more.
    pub fn draw_rows(self, field: Field, draw: impl FnOnce(&mut DrawnRows, usize)) {
        let count = |editor: &Editor| editor.shown().map_or(0, |form| form.draft.rows(field).len());
        let count = self.editor.try_with_untracked(count).unwrap_or_default();
        self.drawn_rows.try_maybe_update(|drawn| {
            let Some(rows) = drawn.get_mut(field.index()) else { return (false, ()) };
            let before = *rows;
            draw(rows, count);
            (*rows != before, ())
        });
    }

    /// Draws what a path names, for the focus to go there.
    pub fn reach(self, path: &str) {
        self.draw_all();
        if let Place::Row(field, row) = place_of(path) {
            self.draw_rows(field, |rows, count| rows.reach(row, count));
        }
    }

    /// Draws the first section alone.
    pub fn draw_first(self) {
        self.drawn.set(1);
    }

    /// Draws the first section, and each of the others in a frame of its own.
    pub fn draw_by_and_by(self) {
        let drawn = self.drawn;
        if self.panel.is_drawn_anew.get_value() {
            return;
        }
        self.draw_first();
        task::spawn_local(async move {
            // Any end but all sections: the view is gone.
            while drawn.try_get_untracked().is_some_and(|count| count < Section::ALL.len()) {
                browser::laid_out().await;
                drawn.try_update(|count| *count += 1);
            }
        });
    }

    /// Draws all sections: somebody goes to one.
    pub fn draw_all(self) {
        if self.drawn.try_get_untracked().is_some_and(|count| count < Section::ALL.len()) {
            self.drawn.set(Section::ALL.len());
        }
    }

    /// Whether so many sections are drawn; tracked.
    pub fn has_drawn(self, count: usize) -> bool {
        self.drawn.try_get().is_some_and(|drawn| drawn >= count)
    }

    /// Puts the focus on the control of a path, or on its place in the text.
    pub fn focus(self, path: &str) {
        if self.document().shown.get_untracked() == Shown::Text {
            self.document().target.set(Some(path.to_owned()));
            return;
        }
        self.reach(path);
        self.panel.focus(format!("[id=\"{path}\"]"));
    }
}

/// A faxbox on its way, with what the list knows of it; the document as text is shown when it has come.
pub fn loading(panel: Panel, id: FaxboxId, shown: Shown) -> Editor {
    let preview =
        panel.list.with_untracked(|list| list.row(&id).filter(|_| shown == Shown::Form).map(Form::preview));
    Editor::Loading(id, preview.map(Box::new))
}
