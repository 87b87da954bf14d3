//! What is done with many faxboxes at once: one chunk, reached through [`view()`] alone.

mod change;
mod charges;
mod export;
mod import;
mod leaving;
mod preview;
mod reading;
mod remove;
mod report;
mod running;
mod table;

use leptos::prelude::*;
use serde_json::Value;

use crate::{
    api::Failure,
    domain::FaxboxId,
    state::{DryRun, News, Run, Task},
    text::{bulk as words, plural, shell},
    ui::{
        dialog::Dialog,
        icon::{Icon, icon},
        live,
        panel::{Departure, Panel, Unsaved},
        reads::Reads,
    },
};

/// How far reading the faxboxes is.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nobody asked for them yet.
    NotBegun,
    /// So many have come.
    Going(usize),
    /// A page did not come.
    Failed(Failure),
    /// All have come.
    Done,
}

/// What every part of a task shares.
#[derive(Clone, Copy)]
pub struct Context {
    /// What all views share.
    pub panel: Panel,
    /// What is asked about.
    pub task: RwSignal<Task>,
    /// How far reading the faxboxes is.
    pub reading: RwSignal<Reading>,
    /// Whole documents of the account, once read.
    pub documents: StoredValue<Vec<Value>>,
    /// What would be done.
    pub dry_run: RwSignal<DryRun>,
    /// What is being done.
    pub run: RwSignal<Option<Run>>,
    /// What the list is yet to learn.
    pub news: StoredValue<Vec<News>>,
    /// The places whose write was told to the host, until they are through.
    pub told: StoredValue<Vec<usize>>,
    /// Whether the person wants to leave while it is being done.
    pub leaving: RwSignal<bool>,
    /// What it reads.
    reads: Reads,
}

impl Context {
    fn new(panel: Panel, task: Task) -> Self {
        Self {
            panel,
            task: RwSignal::new(task),
            reading: RwSignal::new(Reading::NotBegun),
            documents: StoredValue::new(Vec::new()),
            dry_run: RwSignal::new(DryRun::default()),
            run: RwSignal::new(None),
            news: StoredValue::new(Vec::new()),
            told: StoredValue::new(Vec::new()),
            leaving: RwSignal::new(false),
            reads: Reads::new(),
        }
    }

    /// Whether something is being done; what is over can be left.
    fn is_running(self) -> bool {
        self.run.with(|run| run.as_ref().is_some_and(|run| !run.is_over()))
    }

    /// Closes the view, or asks where something is being done.
    fn close(self) {
        if untrack(|| self.is_running()) {
            self.leaving.set(true);
        } else {
            self.panel.task.set(None);
        }
    }

    /// Tells the list of faxboxes what it is yet to learn, at once: each telling sorts it anew.
    fn tell_list(self) {
        let Some(news) = self.news.try_update_value(std::mem::take).filter(|news| !news.is_empty()) else {
            return;
        };
        self.panel.list.try_update(|list| {
            for news in &news {
                match news {
                    News::Row(row) => list.put(row),
                    News::Gone(id) => list.remove(id),
                }
            }
        });
    }
}

/// The view of the task that is open.
pub fn view(panel: Panel) -> AnyView {
    let Some(task) = panel.task.get_untracked() else { return ().into_any() };
    let context = panel.keep("bulk", || Context::new(panel, task));
    live::effect(move |_| {
        panel.unsaved.set(if context.is_running() { Unsaved::Saving } else { Unsaved::Nothing });
    });
    // Going back in the browser closes what lies over the list.
    live::effect(move |before: Option<()>| {
        panel.route.track();
        if before.is_some() {
            panel.task.try_set(None);
        }
    });
    // What the host does not let the person do any more is closed, unless it is under way.
    live::effect(move |_| {
        let permits = panel.permits.get();
        if !context.task.with(|task| permits.allow_task(task)) && untrack(|| !context.is_running()) {
            panel.task.try_set(None);
        }
    });
    on_cleanup(move || {
        if panel.is_drawn_anew.try_get_value() != Some(true) {
            panel.unsaved.try_set(Unsaved::Nothing);
        }
        context.tell_list();
    });
    running::follow_network(context);
    let begun = live::memo(move || context.run.with(Option::is_some));
    let dialog = move || {
        let task = context.task.get();
        view! {
            <Dialog title=title(&task) on_cancel=move || context.close()>
                <button class="button button--quiet button--icon bulk__close" type="button" aria-label=shell::CLOSE.get() on:click=move |_| context.close()>
                    {icon(Icon::CROSS)}
                </button>
                <div class="bulk">
                    {live::view(move || if begun.get() { running::view(context) } else { asking(context, task.clone()) })}
                </div>
            </Dialog>
        }
        .into_any()
    };
    view! { {live::view(dialog)} {leaving::dialog(context)} }.into_any()
}

fn title(task: &Task) -> String {
    let counted = |ids: &[FaxboxId], one, several| {
        plural(ids.len(), one, several).with(&[("count", &ids.len().to_string())])
    };
    match task {
        Task::Change(ids) => counted(ids, words::CHANGE_TITLE_ONE, words::CHANGE_TITLE),
        Task::Remove(ids) => counted(ids, words::REMOVE_TITLE_ONE, words::REMOVE_TITLE),
        Task::Export(_) => words::EXPORT_TITLE.get().to_owned(),
        Task::Import => words::IMPORT_TITLE.get().to_owned(),
    }
}

/// What is to be said before anything is done.
fn asking(context: Context, task: Task) -> AnyView {
    match task {
        Task::Change(ids) => change::view(context, ids),
        Task::Remove(ids) => remove::view(context, ids),
        Task::Export(ids) => export::view(context, ids),
        Task::Import => import::view(context),
    }
}

/// Leaves for where the person wanted to go while something was being done.
fn depart(panel: Panel, departure: Option<Departure>) {
    panel.task.set(None);
    panel.depart(departure);
}
