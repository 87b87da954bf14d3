//! The end of a run: how many fared how, its report, what undoes it.

use leptos::prelude::*;

use crate::{
    state::{Ability, Format, Item, ItemState, Tally, Work, report, undo},
    text::{Message, bulk as words},
    ui::{
        browser,
        icon::{Icon, icon},
        live,
    },
};

use super::{Context, export::name_of};

/// How many rows are drawn at the end before the person asks for more.
pub const ROWS_DRAWN: usize = 50;

/// Which rows are shown at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All.
    All,
    /// As they were wanted.
    Done,
    /// Refused, or in doubt.
    Failed,
    /// Stopped before their turn.
    NotTried,
}

impl Shown {
    /// Whether a row is among them.
    pub fn holds(self, item: &Item) -> bool {
        match self {
            Self::All => true,
            Self::Done => item.state.is_done(),
            Self::Failed => item.state.is_failed(),
            Self::NotTried => item.state == ItemState::NotTried,
        }
    }
}

/// How many fared how, in a sentence.
pub fn end_line(tally: Tally) -> String {
    if tally.done == tally.all {
        return words::END_ALL.with(&[("count", &tally.all.to_string())]);
    }
    words::END_SOME.with(&[
        ("done", &tally.done.to_string()),
        ("all", &tally.all.to_string()),
        ("failed", &tally.failed.to_string()),
        ("not_tried", &tally.not_tried.to_string()),
    ])
}

/// The end: how many fared how, and which of them are shown.
pub fn ended(
    context: Context,
    tally: Memo<Tally>,
    shown: RwSignal<Shown>,
    drawn: RwSignal<usize>,
) -> AnyView {
    let Tally { done, failed, not_tried, .. } = tally.get_untracked();
    let button = |each: Shown, label: String| {
        let pressed = move || (shown.get() == each).to_string();
        let pick = move |_| {
            shown.set(each);
            drawn.set(ROWS_DRAWN);
        };
        view! { <button class="bulk__total" type="button" aria-pressed=live::text(pressed) on:click=pick>{label}</button> }
            .into_any()
    };
    let counted = |each: Shown, label: Message, count: usize| {
        (count > 0).then(|| button(each, label.with(&[("count", &count.to_string())])))
    };
    let may_keep = context.panel.permits.get_untracked().allow(Ability::Export);
    let has_undo =
        may_keep && context.run.with_untracked(|run| run.as_ref().is_some_and(|run| undo(run).is_some()));
    let keep_undo = has_undo.then(|| {
        view! {
            <button class="button button--small" type="button" name="undo" title=words::UNDO_HINT.get() on:click=move |_| save_undo(context)>
                {icon(Icon::DESCENDING)} {words::UNDO.get()}
            </button>
        }
    });
    view! {
        <h3 class="bulk__end" tabindex="-1">{end_line(tally.get_untracked())}</h3>
        <div class="bulk__totals">
            {button(Shown::All, words::FILTER_ALL.get().to_owned())}
            {counted(Shown::Done, words::FILTER_DONE, done)}
            {counted(Shown::Failed, words::FILTER_FAILED, failed)}
            {counted(Shown::NotTried, words::FILTER_NOT_TRIED, not_tried)}
        </div>
        <div class="bulk__files">
            <button class="button button--small" type="button" name="report" on:click=move |_| save_report(context)>
                {icon(Icon::DESCENDING)} {words::REPORT.get()}
            </button>
            {keep_undo}
        </div>
    }
    .into_any()
}

fn save_report(context: Context) {
    let headings = [
        words::REPORT_ID,
        words::REPORT_NAME,
        words::REPORT_STATE,
        words::REPORT_REASON,
        words::REPORT_CHANGES,
    ];
    let text = context.run.with_untracked(|run| {
        let words = |item: &Item| {
            let word = words::state(&item.state, matches!(item.work, Work::Create(_)));
            [word.get().to_owned(), words::why(&item.state).unwrap_or_default()]
        };
        run.as_ref().map(|run| report(run, headings.map(|heading| heading.get()), words)).unwrap_or_default()
    });
    browser::download(&name_of(context.panel, "faxboxes-report", Format::Csv), &text);
}

fn save_undo(context: Context) {
    let file = context.run.with_untracked(|run| undo(run.as_ref()?));
    if let Some((format, text)) = file {
        browser::download(&name_of(context.panel, "faxboxes-undo", format), &text);
    }
}
