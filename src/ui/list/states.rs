//! What the list shows where it has no rows to show: waiting, empty, nothing found, failed.

use leptos::prelude::*;

use crate::{
    api::Failure,
    state::{List, Loading, Route},
    text::{list as words, shell as common},
    ui::{
        failure::reason,
        icon::{Icon, icon},
        live,
        panel::Panel,
        shell::RouteLink,
    },
};

/// Rows that a skeleton draws.
const SKELETON_ROWS: usize = 8;

/// What the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing has come yet.
    Waiting,
    /// There are no faxboxes.
    Empty,
    /// None matches the search.
    NothingFound,
    /// Nothing came.
    Failed,
    /// Rows.
    Rows,
}

impl State {
    /// The state of a list of which `shown` rows match.
    pub fn of(list: &List, shown: usize) -> Self {
        match list.loading {
            Loading::First => Self::Waiting,
            Loading::Failed(_) if list.is_empty() => Self::Failed,
            Loading::Done if list.is_empty() => Self::Empty,
            Loading::Done | Loading::More if shown == 0 && !list.is_empty() => Self::NothingFound,
            _ => Self::Rows,
        }
    }
}

/// The view of a state that has no rows.
pub fn view(panel: Panel, state: State) -> AnyView {
    match state {
        State::Waiting => skeleton(),
        State::Empty => empty(panel),
        State::NothingFound => nothing_found(panel),
        State::Failed => live::view(move || first_failed(panel).into_any()),
        State::Rows => ().into_any(),
    }
}

/// In the place of the table, where nothing came.
fn first_failed(panel: Panel) -> Option<AnyView> {
    panel.list.with(|list| match &list.loading {
        Loading::Failed(failure) => Some(failed(panel, failure, words::FAILED_TITLE.get(), None)),
        _ => None,
    })
}

/// Below the table, where the rest of the list did not come.
pub fn rest_failed(panel: Panel) -> Option<AnyView> {
    panel.list.with(|list| match &list.loading {
        Loading::Failed(failure) if !list.is_empty() => {
            let kept = words::FAILED_KEPT.with(&[("count", &list.len().to_string())]);
            Some(failed(panel, failure, words::FAILED_REST_TITLE.get(), Some(kept)))
        }
        _ => None,
    })
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

fn empty(panel: Panel) -> AnyView {
    view! {
        <div class="sheet state">
            {icon(Icon::SHEET)}
            <h2>{words::EMPTY_TITLE.get()}</h2>
            <p>{words::EMPTY_WHY.get()}</p>
            <RouteLink panel route=Route::New class="button button--primary">{icon(Icon::ADD)} {words::NEW.get()}</RouteLink>
        </div>
    }
    .into_any()
}

fn nothing_found(panel: Panel) -> AnyView {
    let title = move || panel.list.with(|list| words::NOTHING_TITLE.with(&[("search", list.search.trim())]));
    let count = move || panel.list.with(|list| list.len().to_string());
    let clear = move |_| {
        panel.list.update(|list| list.search.clear());
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
            <button class="button" type="button" on:click=move |_| panel.resume_list()>{common::TRY_AGAIN.get()}</button>
        </div>
    }
    .into_any()
}
