//! The rows on the screen: a window of all that there are.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

use crate::{
    domain::FaxboxId,
    state::{Column, Columns, List, ListRow, OVERSCAN_ROWS, Route, Segment, Window},
    text::tools as words,
    ui::{
        list::{row, table::append},
        panel::Panel,
    },
};

use super::{places::Places, ticks};

/// What tells the faxbox of a row.
const ID: &str = "data-faxbox-id";
/// How high a row is before one was measured, in pixels.
const ROW_PIXELS: i32 = 46;

/// A row and its element.
struct Drawn {
    id: FaxboxId,
    /// Where it is in the list; nothing where others drew it, as with all that follows.
    index: Option<usize>,
    /// What is in it.
    row: Option<ListRow>,
    note: Option<String>,
    ticked: Option<bool>,
    element: Element,
}

/// The rows that are drawn, in the body of a table.
pub struct Rows {
    panel: Panel,
    document: Document,
    body: Element,
    /// The columns that somebody chose.
    pub columns: Option<Columns>,
    drawn: Vec<Drawn>,
    gaps: Vec<HtmlElement>,
    /// The cell that tells all of what it shows.
    told: Option<HtmlElement>,
    window: Window,
    /// How high a row is, in pixels.
    row_pixels: i32,
    /// What stands behind every row's address.
    suffix: String,
    /// The faxbox whose row had the focus last. It is drawn wherever it is.
    pub focused: Option<FaxboxId>,
}

impl Rows {
    /// The rows of a table with these columns; those that are there are kept. The row of `focused` is to get the focus.
    pub fn new(
        panel: Panel,
        table: &Element,
        columns: Option<Columns>,
        focused: Option<FaxboxId>,
    ) -> Option<Self> {
        let body = table.last_element_child()?;
        let mut drawn = Vec::new();
        let mut next = body.first_element_child();
        while let Some(element) = next {
            next = element.next_element_sibling();
            if let Some(id) = id_of(&element) {
                drawn.push(Drawn { id, index: None, row: None, note: None, ticked: None, element });
            }
        }
        Some(Self {
            panel,
            document: body.owner_document()?,
            body,
            columns,
            drawn,
            gaps: Vec::new(),
            // The pointer may be on one of the first rows already, and need not move.
            told: table.query_selector("td:hover").ok().flatten().and_then(|cell| cell.dyn_into().ok()),
            window: Window::default(),
            row_pixels: ROW_PIXELS,
            suffix: panel.suffix.get_untracked(),
            focused,
        })
    }

    /// Draws again where what is seen is not drawn.
    pub fn scrolled(&mut self, list: &List) {
        // Where rows have another height than before, they are drawn elsewhere.
        let differs = self.measure();
        let seen = self.seen(list);
        if differs || !self.window.holds(seen) {
            self.draw_around(list, seen.overscan_rows(self.window));
        }
    }

    /// Draws what is seen, and the row of [`Rows::focused`].
    pub fn draw(&mut self, list: &List) {
        self.draw_around(list, OVERSCAN_ROWS);
    }

    fn draw_around(&mut self, list: &List, overscan_rows: usize) {
        let is_same_look = self.follow_suffix();
        let had_focus = self.has_focus();
        let before = self.drawn.iter().find(|drawn| Some(&drawn.id) == self.focused.as_ref());
        let before = before.and_then(|drawn| drawn.index);
        let count = list.places().len();
        // What is measured once rows are written is laid out once more.
        let is_measured = !self.drawn.is_empty();
        self.measure();
        self.window = self.seen(list).wider(count, overscan_rows);
        if is_same_look {
            self.lift_pushed(list);
        }
        self.lay_out(list);
        if !is_measured && self.measure() {
            self.window = self.seen(list).wider(count, overscan_rows);
            self.lay_out(list);
        }
        if had_focus && count > 0 && self.index_of_focused(list).is_none() {
            // Its faxbox is gone: the one in its place is the next best.
            self.focus(before.unwrap_or_default().min(count - 1), list);
        }
    }

    /// Puts the focus on a row.
    pub fn focus(&mut self, index: usize, list: &List) {
        let Some(row) = list.places().get(index).and_then(|place| list.at(*place)) else { return };
        self.focused = Some(row.id.clone());
        self.lay_out(list);
        let drawn = self.drawn.iter().find(|drawn| drawn.index == Some(index));
        let link = drawn.and_then(|drawn| drawn.element.query_selector(".row__open").ok()?);
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            drop(link.focus());
        }
    }

    /// Where the row that has, or had, the focus is.
    pub fn index_of_focused(&self, list: &List) -> Option<usize> {
        let place = list.place(self.focused.as_ref()?)?;
        list.places().iter().position(|known| *known == place)
    }

    /// Whether the focus is on a row.
    pub fn has_focus(&self) -> bool {
        self.focused_element().is_some()
    }

    fn focused_element(&self) -> Option<Element> {
        self.body.query_selector(":focus").ok()?
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "pixels of a screen, and of a list of that many rows"
    )]
    fn seen(&self, list: &List) -> Window {
        let rect = self.body.get_bounding_client_rect();
        let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
        let height = height.unwrap_or_default() as i32;
        Window::seen(list.places().len(), -rect.top() as i32, height, self.row_pixels)
    }

    /// Measures a row, which the room and the fonts decide; whether it is another height than was thought.
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a row")]
    fn measure(&mut self) -> bool {
        let Some(first) = self.drawn.first() else { return false };
        let pixels = first.element.get_bounding_client_rect().height().round() as i32;
        let differs = pixels > 0 && pixels != self.row_pixels;
        if differs {
            self.row_pixels = pixels;
        }
        differs
    }

    fn lay_out(&mut self, list: &List) {
        let told = self.end_telling();
        let row_at = |index: usize| list.places().get(index).and_then(|place| list.at(*place));
        let segments = self.window.segments(list.places().len(), self.index_of_focused(list));
        let mut spare = std::mem::take(&mut self.drawn);
        let mut known = |segment: &Segment| {
            let Segment::Row(index) = *segment else { return None };
            let id = &row_at(index)?.id;
            let place = spare.iter().position(|drawn| drawn.id == *id)?;
            Some(spare.remove(place))
        };
        let known: Vec<_> = segments.iter().map(&mut known).collect();
        let kept: Vec<_> = known.iter().flatten().map(|drawn| drawn.element.clone()).collect();
        let focused = self.focused_element().and_then(|focused| focused.closest("tr").ok()?);
        // What has the focus does not become another faxbox.
        spare.retain(|drawn| Some(&drawn.element) != focused.as_ref());

        let mut places = Places::of(&self.body, kept, focused);
        let mut gaps = 0;
        for (segment, known) in segments.into_iter().zip(known) {
            let element: Element = match segment {
                Segment::Gap(rows) => {
                    let Some(gap) = self.gap(gaps, rows) else { continue };
                    gaps += 1;
                    gap.into()
                }
                Segment::Row(index) => {
                    let Some(row) = row_at(index) else { continue };
                    let mut of_another =
                        || match places.find(|here| spare.iter().position(|drawn| drawn.element == *here)) {
                            Some(place) => Some(spare.remove(place)),
                            None => spare.pop(),
                        };
                    let known = known.or_else(&mut of_another);
                    let Some(drawn) = self.draw_row(known, row, index) else { continue };
                    let element = drawn.element.clone();
                    self.drawn.push(drawn);
                    element
                }
            };
            places.put(&element);
        }
        places.end();
        // Nobody is told by the browser that a pointer at rest is still on the cell.
        if let Some(cell) = told.filter(|cell| cell.is_connected()) {
            self.tell(&cell, list);
        }
    }

    /// The gap of a number, as high as so many rows.
    fn gap(&mut self, number: usize, rows: usize) -> Option<HtmlElement> {
        if self.gaps.len() <= number {
            let gap: HtmlElement = self.document.create_element("tr").ok()?.dyn_into().ok()?;
            gap.set_class_name("gap");
            drop(gap.set_attribute("aria-hidden", "true"));
            append(&self.document, &gap, "td", "")?;
            self.gaps.push(gap);
        }
        let gap = self.gaps.get(number)?.clone();
        let pixels = rows.saturating_mul(usize::try_from(self.row_pixels).unwrap_or_default());
        drop(gap.style().set_property("height", &(pixels.to_string() + "px")));
        Some(gap)
    }

    /// Draws a row into an element that may have been another one's. What is in it already is not written again.
    fn draw_row(&self, known: Option<Drawn>, row: &ListRow, index: usize) -> Option<Drawn> {
        let ticked = ticks::has(self.panel, row);
        let note = ticks::note(self.panel, row);
        let before = if let Some(drawn) = known {
            drawn
        } else {
            let address = self.panel.address(&Route::Faxbox(row.id.clone()));
            let element = row::blank(&self.document, &row.id, self.columns, address.as_deref())?;
            Drawn { id: row.id.clone(), index: None, row: None, note: None, ticked: None, element }
        };
        let element = before.element;
        if before.id != row.id {
            element.set_attribute(ID, row.id.as_str()).ok()?;
            self.address(&element, &row.id);
        }
        if before.index != Some(index) {
            drop(element.set_attribute("aria-rowindex", &(index + 2).to_string()));
        }
        if before.row.as_ref() != Some(row) {
            row::fill(&self.document, &element, row, before.row.as_ref(), self.columns);
        }
        if note.is_some() || before.note.is_some() {
            explain(&element, row, note.as_deref());
        }
        if before.ticked != Some(ticked) {
            element.set_class_name(if ticked { "is-ticked" } else { "" });
        }
        let named = before.row.as_ref().is_some_and(|before| row::name(before) == row::name(row));
        // Also where nothing has changed: a click has turned the box itself.
        self.tick(&element, (!named).then(|| row::name(row)), ticked);
        Some(Drawn {
            id: row.id.clone(),
            index: Some(index),
            row: Some(row.clone()),
            note,
            ticked: Some(ticked),
            element,
        })
    }

    /// Turns the box of a row, which is called after its `name`: where that is none, as before.
    fn tick(&self, element: &Element, name: Option<&str>, ticked: bool) -> Option<()> {
        let cell = element.first_element_child()?;
        let input = if let Some(input) = cell.first_element_child() {
            input
        } else {
            let input = append(&self.document, &cell, "input", "")?;
            input.set_attribute("type", "checkbox").ok()?;
            input
        };
        if let Some(name) = name {
            input.set_attribute("aria-label", &words::SELECT.with(&[("name", name)])).ok()?;
        }
        input.unchecked_into::<HtmlInputElement>().set_checked(ticked);
        Some(())
    }

    /// Lets the link of a row lead to a faxbox, where it is one.
    fn address(&self, element: &Element, id: &FaxboxId) {
        if let Some(address) = self.panel.address(&Route::Faxbox(id.clone()))
            && let Some(link) = row::link(element)
        {
            drop(link.set_attribute("href", &address));
        }
    }

    /// Tells all of what a cell shows, where the room cuts it off: the pointer is on it.
    pub fn tell(&mut self, cell: &Element, list: &List) -> Option<()> {
        self.end_telling();
        let cell: HtmlElement = cell.closest("td").ok()??.dyn_into().ok()?;
        let row = list.row(&id_of(&cell.parent_element()?)?)?;
        let mut next = cell.parent_element()?.first_element_child();
        let column = row::shown(self.columns).find(|_| {
            next = next.as_ref().and_then(Element::next_element_sibling);
            next.as_ref() == Some(cell.as_ref())
        })?;
        let text = match column {
            Column::Name => row::name(row).to_owned(),
            Column::Problems => cell.query_selector(".visually-hidden").ok()??.text_content()?,
            column => row::spoken(column, row.cell(column)).to_owned(),
        };
        cell.set_title(&text);
        self.told = Some(cell);
        Some(())
    }

    /// No cell is told: it may become another's. The one that was is returned.
    fn end_telling(&mut self) -> Option<HtmlElement> {
        let cell = self.told.take()?;
        drop(cell.remove_attribute("title"));
        Some(cell)
    }

    /// Every row's address is that of the list as it is looked at now; whether it is looked at as before.
    fn follow_suffix(&mut self) -> bool {
        let suffix = self.panel.suffix.get_untracked();
        let is_same = suffix == self.suffix;
        self.suffix = suffix;
        for drawn in self.drawn.iter().filter(|_| !is_same) {
            self.address(&drawn.element, &drawn.id);
        }
        is_same
    }

    /// Takes the rows out that others push away while the list is read: they are put in where they belong, and do not slide there.
    fn lift_pushed(&self, list: &List) {
        let focused = self.focused_element();
        for Drawn { id, index, element, .. } in &self.drawn {
            let Some(index) = *index else { continue };
            let here = list.places().get(index).and_then(|place| list.at(*place));
            let has_focus = focused.as_ref().is_some_and(|focused| element.contains(Some(focused)));
            if here.is_none_or(|row| row.id != *id) && !has_focus {
                element.remove();
            }
        }
    }
}

/// The faxbox of a row.
pub fn id_of(row: &Element) -> Option<FaxboxId> {
    FaxboxId::parse(&row.get_attribute(ID)?).ok()
}

/// Says below the name why a row is shown, where that does not show by itself; else the address.
fn explain(element: &Element, row: &ListRow, note: Option<&str>) {
    if let Ok(Some(line)) = element.query_selector(".cell__sub") {
        line.set_text_content(Some(note.unwrap_or_else(|| row.cell(Column::Address))));
        drop(line.class_list().toggle_with_force("cell__note", note.is_some()));
    }
}
