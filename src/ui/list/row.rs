//! One row of the table.

use leptos::prelude::*;

use crate::{
    state::{Column, Counts, ListRow, Route},
    text::{list as words, plural},
    ui::{
        icon::{Icon, icon},
        panel::Panel,
        shell::RouteLink,
    },
};

/// A column's class, by which narrow rooms choose what to show.
pub const fn class(column: Column) -> &'static str {
    match column {
        Column::Name => "col-name",
        Column::CallerId => "col-caller-id num",
        Column::FaxIdentity => "col-fax-identity num",
        Column::Address => "col-address",
        Column::Inbound => "col-inbound",
        Column::Outbound => "col-outbound",
        Column::Callback => "col-callback",
        Column::FaxOption => "col-fax-option",
        Column::Retries => "col-retries num",
        Column::TimeZone => "col-time-zone",
        Column::Problems => "col-problems num",
    }
}

/// A faxbox, in one line.
pub fn view(panel: Panel, row: &ListRow) -> impl IntoView + use<> {
    let cells = Column::ALL.iter().map(|column| cell(panel, row, *column)).collect::<Vec<_>>();
    view! { <tr data-faxbox-id=row.id.to_string()>{cells}</tr> }
}

fn cell(panel: Panel, row: &ListRow, column: Column) -> AnyView {
    let text = row.cell(column).to_owned();
    let class = class(column);
    match column {
        Column::Name => name(panel, row, text).into_any(),
        Column::Inbound => recipients(class, text, row.more.first(), Some(words::NOBODY.get())).into_any(),
        Column::Outbound => recipients(class, text, row.more.last(), None).into_any(),
        Column::Callback if !text.is_empty() => {
            view! { <td class=class><span class="mark mark--set">{icon(Icon::LINK)} <span>{text}</span></span></td> }.into_any()
        }
        Column::FaxOption => {
            let word = match text.as_str() {
                "true" => words::ON.get().to_owned(),
                "false" => words::OFF.get().to_owned(),
                _ => text,
            };
            plain(class, word).into_any()
        }
        Column::Problems => view! { <td class=class>{problems(row)}</td> }.into_any(),
        _ => plain(class, text).into_any(),
    }
}

fn name(panel: Panel, row: &ListRow, name: String) -> impl IntoView + use<> {
    let shown = if name.trim().is_empty() { words::UNNAMED.get().to_owned() } else { name };
    let below = row.cell(Column::Address).to_owned();
    view! {
        <td class=class(Column::Name)>
            <RouteLink panel route=Route::Faxbox(row.id.clone()) class="row__open cell__main">
                <bdi>{shown}</bdi>
            </RouteLink>
            <span class="cell__sub">{below}</span>
        </td>
    }
}

fn plain(class: &'static str, text: String) -> impl IntoView {
    let empty = text.is_empty();
    view! { <td class=class class:none=empty>{if empty { "–".to_owned() } else { text }}</td> }
}

fn recipients(
    class: &'static str,
    first: String,
    more: Option<&usize>,
    nobody: Option<&'static str>,
) -> impl IntoView + use<> {
    let more = more.copied().filter(|more| *more > 0);
    let more = more.map(|more| view! { <span class="more">{words::MORE_RECIPIENTS.with(&[("count", &more.to_string())])}</span> });
    let empty = first.is_empty();
    view! { <td class=class class:none=empty>{if empty { nobody.unwrap_or("–").to_owned() } else { first }} {more}</td> }
}

/// How many problems it has, the graver kind first; nothing where they were not counted yet.
fn problems(row: &ListRow) -> Option<impl IntoView + use<>> {
    let Counts { errors, warnings } = row.counts?;
    let (class, sign, count, one, several) = match (errors, warnings) {
        (0, 0) => return None,
        (0, warnings) => {
            ("mark mark--warning", Icon::WARNING, warnings, words::WARNINGS_ONE, words::WARNINGS)
        }
        (errors, _) => ("mark mark--error", Icon::ERROR, errors, words::ERRORS_ONE, words::ERRORS),
    };
    let spoken = plural(count, one, several).with(&[("count", &count.to_string())]);
    let hint = spoken.clone();
    Some(view! {
        <span class=class title=hint>
            {icon(sign)} <span aria-hidden="true">{count}</span> <span class="visually-hidden">{spoken}</span>
        </span>
    })
}
