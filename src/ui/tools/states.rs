//! What the list shows where it has no rows to show: empty, nothing found, failed.

use leptos::prelude::*;

use crate::{
    api::Failure,
    state::{Ability, List, Loading, Route},
    text::{list as words, shell as common, tools as own},
    ui::{
        chunk::From,
        icon::{Icon, icon},
        live,
        panel::Panel,
        part::reason,
        shell::RouteLink,
    },
};

use super::{
    look::{Trace, look},
    reading,
    signals::Signals,
};

/// Rows that a skeleton draws.
const SKELETON_ROWS: usize = 8;

/// In the place of the table.
pub fn view(panel: Panel) -> AnyView {
    let shown = live::memo(move || {
        panel.list.with(|list| match list.loading {
            _ if !list.places().is_empty() => Shown::Rows,
            _ if !list.is_empty() => Shown::NothingFound,
            Loading::Done => Shown::Empty,
            Loading::Failed(_) => Shown::Failed,
            _ => Shown::Waiting,
        })
    });
    live::view(move || match shown.get() {
        Shown::Rows => ().into_any(),
        Shown::Waiting => skeleton(),
        Shown::Empty => empty(panel),
        Shown::NothingFound => nothing_found(panel),
        Shown::Failed => first_failed(panel).into_any(),
    })
}

/// Why there are no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// There are.
    Rows,
    /// Nothing has come yet.
    Waiting,
    /// There are no faxboxes.
    Empty,
    /// None matches the search, or passes the filters.
    NothingFound,
    /// Nothing came.
    Failed,
}

fn skeleton() -> AnyView {
    let row = |_| view! { <div class="skeleton__row"><span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span></div> };
    view! {
        <div class="sheet skeleton__sheet" aria-busy="true">
            <span class="visually-hidden" role="status">{words::LOADING.get()}</span>
            {(0..SKELETON_ROWS).map(row).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

/// In the place of the table, where nothing came.
fn first_failed(panel: Panel) -> Option<AnyView> {
    panel.list.with_untracked(|list| match &list.loading {
        Loading::Failed(failure) => Some(failed(panel, failure, words::FAILED_TITLE.get(), None)),
        _ => None,
    })
}

/// Below the table, where the rest of the list did not come.
pub fn rest_failed(panel: Panel, list: &List) -> Option<AnyView> {
    match &list.loading {
        Loading::Failed(failure) if !list.is_empty() => {
            let kept = words::FAILED_KEPT.with(&[("count", &words::grouped(list.len()))]);
            let title = if list.read() == 0 { own::FAILED_AGAIN_TITLE } else { words::FAILED_REST_TITLE };
            Some(failed(panel, failure, title.get(), Some(kept)))
        }
        _ => None,
    }
}

fn empty(panel: Panel) -> AnyView {
    view! {
        <div class="sheet state">
            {icon(Icon::SHEET)}
            <h2>{words::EMPTY_TITLE.get()}</h2>
            {live::view(move || if panel.permits.get().allow(Ability::Create) {
                view! {
                    <p>{words::EMPTY_WHY.get()}</p>
                    <RouteLink panel route=Route::New class="button button--primary">{icon(Icon::ADD)} {words::NEW.get()}</RouteLink>
                }
                .into_any()
            } else {
                ().into_any()
            })}
        </div>
    }
    .into_any()
}

fn nothing_found(panel: Panel) -> AnyView {
    let title = move || {
        panel.list.with(|list| match list.query().search.trim() {
            "" => Signals::of(panel).trying().unwrap_or_else(|| own::NOTHING_PASSES.get().to_owned()),
            search => words::NOTHING_TITLE.with(&[("search", search)]),
        })
    };
    let count = move || panel.list.with(|list| words::grouped(list.len()));
    let clear = move |_| {
        look(panel, Trace::Step, |query| {
            query.search.clear();
            query.filters.clear();
        });
        panel.focus("input[type=search]");
    };
    view! {
        <div class="sheet state">
            {icon(Icon::SEARCH)}
            <h2>{live::text(title)}</h2>
            <p>{live::text(move || words::NOTHING_WHY.with(&[("count", &count())]))}</p>
            <button class="button" type="button" on:click=clear>{words::CLEAR_SEARCH.get()}</button>
        </div>
    }
    .into_any()
}

fn failed(panel: Panel, failure: &Failure, title: &'static str, kept: Option<String>) -> AnyView {
    view! {
        <div class="sheet state" role="alert">
            {icon(Icon::ERROR)}
            <h2>{title}</h2>
            {reason(failure)}
            {kept.map(|kept| view! { <p>{kept}</p> })}
            <button class="button" type="button" on:click=move |_| reading::read(panel, From::Here)>{common::TRY_AGAIN.get()}</button>
        </div>
    }
    .into_any()
}
