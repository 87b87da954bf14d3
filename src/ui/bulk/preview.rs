//! What would be done, faxbox by faxbox, before anything is sent.

use leptos::prelude::*;

use crate::{
    state::{Issue, Proposal, Totals},
    text::{Message, bulk as words, language::list, plural},
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::{Context, table};

/// How many rows are drawn before the person asks for more.
const ROWS_DRAWN: usize = 50;

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Creates,
    Changes,
    Same,
    Stopped,
}

impl Shown {
    const ALL: [Self; 4] = [Self::Creates, Self::Changes, Self::Stopped, Self::Same];

    fn holds(self, row: &Proposal) -> bool {
        match self {
            Self::Creates => row.creates(),
            Self::Changes => row.work.is_some() && !row.creates(),
            Self::Same => row.work.is_none() && !row.is_stopped(),
            Self::Stopped => row.work.is_none() && row.is_stopped(),
        }
    }

    const fn count(self, totals: Totals) -> usize {
        match self {
            Self::Creates => totals.creates,
            Self::Changes => totals.changes,
            Self::Same => totals.same,
            Self::Stopped => totals.stopped,
        }
    }

    fn words(self, count: usize) -> Message {
        match self {
            Self::Creates => plural(count, words::WILL_CREATE_ONE, words::WILL_CREATE),
            Self::Changes => plural(count, words::WILL_CHANGE_ONE, words::WILL_CHANGE),
            Self::Same => plural(count, words::ARE_SO_ONE, words::ARE_SO),
            Self::Stopped => plural(count, words::STOPPED_ONE, words::STOPPED),
        }
    }
}

/// How many would do what, each a button that shows them; the rows below.
pub fn view(context: Context) -> AnyView {
    let totals = live::memo(move || context.dry_run.with(crate::state::DryRun::totals));
    let first =
        move || Shown::ALL.into_iter().find(|shown| shown.count(totals.get()) > 0).unwrap_or(Shown::Same);
    let chosen = RwSignal::new(None::<Shown>);
    let shown =
        live::memo(move || chosen.get().filter(|shown| shown.count(totals.get()) > 0).unwrap_or_else(first));
    let drawn = RwSignal::new(ROWS_DRAWN);
    let spoken = move || {
        let totals = totals.get();
        let told = Shown::ALL.into_iter().filter(|shown| shown.count(totals) > 0);
        let told = told.map(|shown| counted(shown, totals));
        list(&told.collect::<Vec<_>>())
    };
    let buttons = move || {
        let button = |each: Shown| {
            let pressed = move || (shown.get() == each).to_string();
            let pick = move |_| {
                chosen.set(Some(each));
                drawn.set(ROWS_DRAWN);
            };
            view! {
                <button class="bulk__total" class:bulk__total--bad=each == Shown::Stopped type="button" aria-pressed=live::text(pressed) on:click=pick>
                    {counted(each, totals.get())}
                </button>
            }
        };
        let some = Shown::ALL.into_iter().filter(|each| each.count(totals.get()) > 0);
        some.map(button).collect::<Vec<_>>().into_any()
    };
    let rows = move || {
        context.dry_run.with(|run| {
            let numbered = run.rows.iter().any(|row| row.number.is_some());
            let paths = run.rows.iter().flat_map(|row| &row.changes).map(|change| change.path.as_str());
            let labelled = numbered || has_two(paths);
            let rows = run.rows.iter().filter(|row| shown.get().holds(row)).take(drawn.get());
            let rows: Vec<_> = rows.map(|row| line(row, numbered, labelled)).collect();
            let left = shown.get().count(totals.get()).saturating_sub(rows.len());
            sheet(rows, numbered, left, drawn)
        })
    };
    view! {
        <p class="visually-hidden" role="status">{live::text(spoken)}</p>
        <div class="bulk__totals">{live::view(buttons)}</div>
        {live::view(rows)}
    }
    .into_any()
}

fn counted(shown: Shown, totals: Totals) -> String {
    let count = shown.count(totals);
    shown.words(count).with(&[("count", &count.to_string())])
}

/// Whether there are two different ones.
fn has_two<'a>(mut paths: impl Iterator<Item = &'a str>) -> bool {
    let first = paths.next();
    paths.any(|path| Some(path) != first)
}

fn sheet(rows: Vec<AnyView>, numbered: bool, left: usize, drawn: RwSignal<usize>) -> AnyView {
    let more = (left > 0).then(|| {
        let count = left.min(ROWS_DRAWN).to_string();
        view! {
            <button class="button button--small" type="button" on:click=move |_| drawn.update(|drawn| *drawn += ROWS_DRAWN)>
                {words::SHOW_MORE.with(&[("count", &count)])}
            </button>
        }
    });
    view! {
        <div class="bulk__sheet" tabindex="0" role="region" aria-label=words::PREVIEW.get()>
            <table class="diff bulk__table">
                <thead>
                    <tr>
                        {numbered.then(|| view! { <th scope="col">{words::ROW.get()}</th> })}
                        <th scope="col">{words::FAXBOX.get()}</th>
                        <th scope="col">{words::NOW.get()}</th>
                        <th scope="col">{words::AFTER.get()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        </div>
    }
    .into_any()
}

fn line(row: &Proposal, numbered: bool, labelled: bool) -> AnyView {
    let number = numbered.then(|| view! { <td class="num">{row.number}</td> });
    let new = row.creates().then(|| view! { <span class="mark mark--good">{words::NEW_FAXBOX.get()}</span> });
    let issues = row.issues.iter().map(issue).collect::<Vec<_>>();
    view! {
        <tr>
            {number}
            <th scope="row"><bdi>{table::name(&row.name)}</bdi> {new} {issues}</th>
            {table::changes(&row.changes, labelled)}
        </tr>
    }
    .into_any()
}

fn issue(issue: &Issue) -> AnyView {
    let (class, sign) =
        if issue.stops() { ("note note--error", Icon::ERROR) } else { ("note note--warning", Icon::WARNING) };
    view! { <p class=class>{icon(sign)} <span>{words::issue(issue)}</span></p> }.into_any()
}
