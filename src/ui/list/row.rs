//! What the cells of a row show.

use web_sys::{Document, Element, Node};

use crate::{
    domain::FaxboxId,
    state::{Column, Columns, Counts, ListRow},
    text::{list as words, plural},
    ui::icon::Icon,
};

use super::table::{CHECK, append};

/// The class of a row's link.
const OPEN: &str = "row__open cell__main";
/// The class of what is said and not shown.
const HIDDEN: &str = "visually-hidden";

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

/// The columns that are there: those that somebody chose, else all, of which the room shows what it has room for.
pub fn shown(columns: Option<Columns>) -> impl Iterator<Item = Column> {
    Column::ALL.iter().copied().filter(move |column| columns.is_none_or(|columns| columns.has(*column)))
}

/// What a row is called.
pub fn name(row: &ListRow) -> &str {
    let name = row.cell(Column::Name);
    if name.trim().is_empty() { words::UNNAMED.get() } else { name }
}

/// A row with its cells, and nothing in them but a link: to `address`, where the panel has addresses.
pub fn blank(
    document: &Document,
    id: &FaxboxId,
    columns: Option<Columns>,
    address: Option<&str>,
) -> Option<Element> {
    let row = document.create_element("tr").ok()?;
    row.set_attribute("data-faxbox-id", id.as_str()).ok()?;
    row.set_attribute("part", "row").ok()?;
    append(document, &row, "td", CHECK)?;
    for column in shown(columns) {
        let cell = append(document, &row, "td", class(column))?;
        if column == Column::Name {
            // Heard before each of its other cells.
            cell.set_attribute("role", "rowheader").ok()?;
            let link = append(document, &cell, if address.is_some() { "a" } else { "button" }, OPEN)?;
            if let Some(address) = address {
                link.set_attribute("href", address).ok()?;
            }
            append(document, &link, "bdi", "")?;
            append(document, &cell, "span", "cell__sub")?;
        }
    }
    Some(row)
}

/// What opens the faxbox of a row.
pub fn link(row: &Element) -> Option<Element> {
    row.first_element_child()?.next_element_sibling()?.first_element_child()
}

/// Fills the cells of a row in: those alone that show something else than of `before`, which is what is in them.
pub fn fill(
    document: &Document,
    element: &Element,
    row: &ListRow,
    before: Option<&ListRow>,
    columns: Option<Columns>,
) {
    let mut cell = element.first_element_child();
    for column in shown(columns) {
        cell = cell.and_then(|cell| cell.next_element_sibling());
        if let Some(cell) = &cell
            && before.is_none_or(|before| !before.shows_as(row, column))
        {
            fill_cell(document, cell, row, before, column);
        }
    }
}

fn fill_cell(document: &Document, cell: &Element, row: &ListRow, before: Option<&ListRow>, column: Column) {
    let text = row.cell(column);
    match column {
        Column::Name => return fill_name(cell, row),
        Column::Problems => return problems(document, cell, row),
        _ if before.is_none_or(|before| before.cell(column).is_empty() != text.is_empty()) => {
            drop(cell.class_list().toggle_with_force("none", text.is_empty()));
        }
        _ => {}
    }
    if column == Column::Callback && !text.is_empty() {
        mark(document, cell, "mark mark--set", Icon::LINK, text);
        return;
    }
    say(cell, spoken(column, text));
    let more = row.more(column);
    let shown = cell.first_element_child();
    if more == 0 {
        return shown.map_or((), |shown| shown.remove());
    }
    if let Some(shown) = shown.or_else(|| append(document, cell, "span", "more")) {
        say(&shown, &words::MORE_RECIPIENTS.with(&[("count", &more.to_string())]));
    }
}

/// What a cell says of a text.
pub fn spoken(column: Column, text: &str) -> &str {
    match (column, text) {
        (Column::FaxOption, "true") => words::ON.get(),
        (Column::FaxOption, "false") => words::OFF.get(),
        (Column::Inbound, "") => words::NOBODY.get(),
        (_, "") => "–",
        _ => text,
    }
}

fn fill_name(cell: &Element, row: &ListRow) {
    let link = cell.first_element_child();
    if let Some(shown) = link.as_ref().and_then(Element::first_element_child) {
        say(&shown, name(row));
    }
    if let Some(shown) = link.and_then(|link| link.next_element_sibling()) {
        say(&shown, row.cell(Column::Address));
    }
}

/// How many problems it has, the graver kind first; nothing where they were not counted yet.
fn problems(document: &Document, cell: &Element, row: &ListRow) {
    let Some(Counts { errors, warnings, .. }) = row.counts else { return cell.set_text_content(None) };
    let (class, sign, count, one, several) = match (errors, warnings) {
        (0, 0) => return cell.set_text_content(None),
        (0, warnings) => {
            ("mark mark--warning", Icon::WARNING, warnings, words::WARNINGS_ONE, words::WARNINGS)
        }
        (errors, _) => ("mark mark--error", Icon::ERROR, errors, words::ERRORS_ONE, words::ERRORS),
    };
    let message = plural(count, one, several);
    let count = count.to_string();
    let Some(mark) = mark(document, cell, class, sign, &count) else { return };
    let Some(last) = mark.last_element_child() else { return };
    let said = if last.class_name() == HIDDEN {
        Some(last)
    } else {
        drop(last.set_attribute("aria-hidden", "true"));
        append(document, &mark, "span", HIDDEN)
    };
    if let Some(said) = said {
        say(&said, &message.with(&[("count", &count)]));
    }
}

/// Puts a text into an element that begins with one, or has nothing else in it: its node stays.
fn say(element: &Element, text: &str) {
    match element.first_child() {
        Some(first) if first.node_type() == Node::TEXT_NODE => first.set_node_value(Some(text)),
        _ => element.set_text_content(Some(text)),
    }
}

/// A mark with a sign in a cell: the one that is there, if it is of the kind.
fn mark(document: &Document, cell: &Element, class: &str, sign: Icon, text: &str) -> Option<Element> {
    if let Some(mark) = cell.first_element_child().filter(|mark| mark.class_name() == class) {
        say(&mark.first_element_child()?.next_element_sibling()?, text);
        return Some(mark);
    }
    cell.set_text_content(None);
    let mark = append(document, cell, "span", class)?;
    sign.append(document, &mark)?;
    append(document, &mark, "span", "")?.set_text_content(Some(text));
    Some(mark)
}
