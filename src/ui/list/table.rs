//! The table's frame, and the rows that are there first.
//!
//! Drawn by hand and not by Leptos: a row keeps its element as long as it is seen, so the focus stays where it is however rows move
//! around it, ten rows that come while one scrolls cost ten rows, and it is less code in the first view.

use std::time::Duration;

use web_sys::{Document, Element};

use crate::{
    domain::FaxboxId,
    state::{Column, Columns, FIRST_PAGE_ROWS, ListRow},
    text::list as words,
};

use super::row;

/// The column of boxes to tick stands before all others.
pub const CHECK: &str = "check";

/// How high a row is, in CSS pixels (`--row` in `style/tokens.css`), and how far below the top of the panel the first one is where that is
/// least: in a narrow room, whose rows are higher. Where a host's texts are smaller than usual, or its page was scrolled, the tools draw the rest a moment later.
const ROW_PIXELS: f64 = 46.0;
const PIXELS_ABOVE_MIN: f64 = 240.0;

/// After this time the rest of the first page is drawn too, where what draws all rows is still on its way: somebody may scroll.
pub const REST_AFTER: Duration = Duration::from_millis(500);

/// How many rows of a first page can be in sight: no others are drawn at first.
pub fn rows_in_sight() -> usize {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    let is_in_sight =
        |row: &u16| height.is_none_or(|height| PIXELS_ABOVE_MIN + f64::from(*row) * ROW_PIXELS < height);
    (0..FIRST_PAGE_ROWS).take_while(is_in_sight).count().max(1)
}

/// A sheet's table, with its headings; a new one where there was none, or where it had other columns.
pub fn frame(sheet: &Element, columns: Option<Columns>) -> Option<Element> {
    let document = sheet.owner_document()?;
    sheet.set_text_content(None);
    let is_wide = |column| matches!(column, Column::Outbound | Column::Callback);
    let class = if row::shown(columns).any(is_wide) { "table" } else { "table table--few" };
    let table = append(&document, sheet, "table", class)?;
    table.set_attribute("aria-rowcount", "-1").ok()?;
    append(&document, &table, "caption", "visually-hidden")?.set_text_content(Some(words::TABLE.get()));
    let head = append(&document, &append(&document, &table, "thead", "")?, "tr", "")?;
    head.set_attribute("aria-rowindex", "1").ok()?;
    append(&document, &head, "td", CHECK)?;
    for column in row::shown(columns) {
        let heading = append(&document, &head, "th", row::class(column))?;
        heading.set_attribute("scope", "col").ok()?;
        heading.set_attribute("part", "heading").ok()?;
        let button = append(&document, &heading, "button", "")?;
        button.set_attribute("type", "button").ok()?;
        button.set_text_content(Some(words::column(column).get()));
    }
    append(&document, &table, "tbody", "")?;
    Some(table)
}

/// Draws those of some rows that are behind what a sheet's table with these columns has already. `address` tells where each leads, where the
/// panel has addresses.
pub fn add(
    sheet: &Element,
    rows: &[ListRow],
    columns: Option<Columns>,
    address: impl Fn(&FaxboxId) -> Option<String>,
) -> Option<()> {
    let body = sheet.first_element_child()?.last_element_child()?;
    let document = sheet.owner_document()?;
    let drawn = usize::try_from(body.child_element_count()).ok()?;
    for row in rows.iter().skip(drawn) {
        let element = row::blank(&document, &row.id, columns, address(&row.id).as_deref())?;
        row::fill(&document, &element, row, None, columns);
        body.append_child(&element).ok()?;
    }
    Some(())
}

/// Puts a new element at the end of another.
pub fn append(document: &Document, parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
