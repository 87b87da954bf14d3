//! The table of faxboxes: a window of rows that follows whatever scrolls, and what is done with rows and headings.

use std::{cell::RefCell, rc::Rc};

use leptos::{leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlElement, KeyboardEvent, MouseEvent, Node, ShadowRoot};

use crate::{
    domain::FaxboxId,
    state::{Column, Columns, Density, Direction, List, Loading, Route, Sort},
    ui::{
        icon::Icon,
        list::{is_for_list, row, table},
        live,
        panel::Panel,
        trace::{Phase, measured},
    },
};

use super::{
    keys,
    look::{self, Trace, look},
    rows::{Rows, id_of},
    signals::Signals,
    ticks,
};

/// What happens in the sheet, and something is done about.
const EVENTS: [&str; 3] = ["click", "focusin", "mouseover"];

/// The table on the screen.
#[derive(Clone)]
pub struct Table {
    panel: Panel,
    sheet: HtmlElement,
    rows: Rc<RefCell<Option<Rows>>>,
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The first row.
    First,
    /// The last.
    Last,
    /// The next.
    Next,
    /// The one before.
    Previous,
}

/// Fills a sheet with the table, and keeps it as the list is.
pub fn start(panel: Panel, sheet: HtmlElement) {
    panel.list.update(List::begin);
    let table = Table { panel, sheet, rows: Rc::default() };
    table.listen();
    table.follow_scrolling();
    // Called from within an effect, which this is no reason to run again for.
    untrack(|| {
        look::follow(panel);
        look::catch_up(panel);
        // Filters that are in the address are asked from now on.
        Signals::of(panel);
    });
    live::effect(move |_| look::follow(panel));
    let drawn = table.clone();
    live::effect(move |_| drawn.draw());
}

impl Table {
    /// Does something with the rows and the list. Where that draws, and drawing calls back, the second call is left out.
    fn with<T>(&self, act: impl FnOnce(&mut Rows, &List) -> T) -> Option<T> {
        let mut rows = self.rows.try_borrow_mut().ok()?;
        let rows = rows.as_mut()?;
        self.panel.list.try_with_untracked(|list| act(rows, list))
    }

    /// Moves the focus from row to row; from elsewhere into the table.
    pub fn walk(&self, step: Step) {
        self.with(|rows, list| {
            let last = list.places().len().saturating_sub(1);
            let index = match (step, rows.index_of_focused(list)) {
                (Step::First, _) | (Step::Next | Step::Previous, None) => 0,
                (Step::Last, _) => last,
                (Step::Next, Some(index)) => (index + 1).min(last),
                (Step::Previous, Some(index)) => index.saturating_sub(1),
            };
            rows.focus(index, list);
        });
    }

    /// Draws what has changed; with other columns than before, all of it.
    fn draw(&self) {
        self.panel.list.track();
        ticks::track(self.panel);
        let chosen = self.panel.list.with_untracked(|list| list.query().columns);
        let columns = self.panel.permits.get().columns(chosen);
        let known = self.with(|rows, _| rows.columns == columns);
        if known != Some(true) {
            // The first rows stand in a table with all columns that may be seen.
            let first = self.sheet.first_element_child().filter(|_| known.is_none() && chosen.is_none());
            let table = first.or_else(|| table::frame(&self.sheet, columns));
            let focused =
                self.with(|rows, _| rows.focused.clone()).unwrap_or_else(|| self.panel.opened.get_value());
            if let Ok(mut rows) = self.rows.try_borrow_mut() {
                *rows = table.and_then(|table| Rows::new(self.panel, &table, columns, focused));
            }
        }
        self.panel.list.with_untracked(|list| {
            self.sheet.set_hidden(list.places().is_empty());
            if let Some(table) = self.sheet.first_element_child() {
                dress(&table, list);
                let plain = !self.panel.permits.get_untracked().allow_selection();
                drop(table.class_list().toggle_with_force("table--plain", plain));
            }
        });
        measured(Phase::Rows, || self.with(Rows::draw));
        // Behind the rows, which are measured: the browser lays out once where nothing was written before.
        if let Some(table) = self.sheet.first_element_child() {
            self.panel.list.with_untracked(|list| {
                tell(&table, list, columns);
                ticks::draw_heading(self.panel, &table, list);
            });
        }
    }

    /// Rows are drawn as they come into sight, whatever scrolls: this page, a box of the host's around the panel, or one in a shadow
    /// root above it, whose scrolling is told nowhere else.
    fn follow_scrolling(&self) {
        let table = self.clone();
        let scrolled = move || {
            table.with(Rows::scrolled);
        };
        let listener = Closure::<dyn Fn()>::new(scrolled).into_js_value();
        let mut targets: Vec<EventTarget> = Vec::new();
        let mut node: Option<Node> = Some(self.sheet.clone().into());
        while let Some(root) = node.take().and_then(|node| node.get_root_node().dyn_into::<ShadowRoot>().ok())
        {
            node = Some(root.host().into());
            targets.push(root.into());
        }
        targets.extend(web_sys::window().map(EventTarget::from));
        let kept = StoredValue::new_local((listener, targets));
        kept.with_value(|(listener, targets)| {
            for (target, event) in targets.iter().flat_map(|target| [(target, "scroll"), (target, "resize")])
            {
                drop(target.add_event_listener_with_callback_and_bool(event, listener.unchecked_ref(), true));
            }
        });
        on_cleanup(move || {
            kept.try_with_value(|(listener, targets)| {
                for (target, event) in
                    targets.iter().flat_map(|target| [(target, "scroll"), (target, "resize")])
                {
                    let listener = listener.unchecked_ref();
                    drop(target.remove_event_listener_with_callback_and_bool(event, listener, true));
                }
            });
        });
    }

    fn listen(&self) {
        let table = self.clone();
        let keys = window_event_listener(leptos::ev::keydown, move |event| table.key(&event));
        on_cleanup(move || keys.remove());
        let table = self.clone();
        let listener =
            Closure::<dyn Fn(Event)>::new(move |event: Event| table.happened(&event)).into_js_value();
        for event in EVENTS {
            drop(self.sheet.add_event_listener_with_callback(event, listener.unchecked_ref()));
        }
        // The closure holds the sheet, and the sheet the closure: neither would ever go, and the whole view with them.
        let kept = StoredValue::new_local((self.sheet.clone(), listener));
        on_cleanup(move || {
            kept.try_with_value(|(sheet, listener)| {
                for event in EVENTS {
                    drop(sheet.remove_event_listener_with_callback(event, listener.unchecked_ref()));
                }
            });
        });
    }

    fn happened(&self, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        if event.type_() == "mouseover" {
            self.with(|rows, list| rows.tell(&target, list));
            return;
        }
        let within = |selector: &str| target.closest(selector).ok().flatten();
        if let Some(id) = within("[data-faxbox-id]").and_then(|row| id_of(&row)) {
            match event.dyn_ref::<MouseEvent>() {
                Some(click) => self.clicked(click, id, within(".check").is_some()),
                None => drop(self.with(|rows, _| rows.focused = Some(id))),
            }
        } else if event.type_() == "click" && within("thead .check input").is_some() {
            ticks::heading_clicked(self.panel);
        } else if let Some(heading) =
            within("th").filter(|_| event.type_() == "click" && within("button").is_some())
        {
            let column = Column::ALL.iter().find(|column| heading.class_name() == row::class(**column));
            if let Some(column) = column {
                look(self.panel, Trace::Step, |query| query.sort = query.sort.by(*column));
            }
        }
    }

    /// The whole row opens, as one target; its box ticks. Its link was written when the row was drawn: the list may be looked at in
    /// another way by now, and back from the faxbox it is to be so again.
    fn clicked(&self, event: &MouseEvent, id: FaxboxId, in_box: bool) {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if ticks::clicked(self.panel, &id, in_box, event) {
            return;
        }
        if is_plain && !event.default_prevented() {
            event.prevent_default();
            self.panel.go(Route::Faxbox(id));
        }
    }

    /// The arrow keys, Home and End move from row to row; Enter and the arrow down lead from the search to the first.
    fn key(&self, event: &KeyboardEvent) {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        let is_mine = |target: &Element| self.panel.host.try_with_value(|host| host.contains(Some(target)));
        let target = target.filter(|target| is_mine(target) == Some(true));
        let on = |selector: &str| target.as_ref().is_some_and(|target| target.matches(selector) == Ok(true));
        let key = event.key();
        if on(".table *") && ticks::pressed(self.panel, target.as_ref().and_then(row_of).as_ref(), event) {
            return;
        }
        // With Shift the range grows.
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key())
            && (!event.shift_key() || on(".row__open"));
        let step = match key.as_str() {
            "Enter" | "ArrowDown" if on("input[type=search]") => Step::First,
            "ArrowDown" if on(".row__open") => Step::Next,
            "ArrowUp" if on(".row__open") => Step::Previous,
            "Home" if on(".row__open") => Step::First,
            "End" if on(".row__open") => Step::Last,
            "j" if self.panel.has_keys() && is_for_list(self.panel, event) => Step::Next,
            "k" if self.panel.has_keys() && is_for_list(self.panel, event) => Step::Previous,
            key => {
                let is_ours = self.panel.has_keys() && is_for_list(self.panel, event);
                if is_ours && keys::pressed(self.panel, key) {
                    event.prevent_default();
                }
                return;
            }
        };
        if is_plain {
            event.prevent_default();
            self.walk(step);
        }
    }
}

/// The faxbox of the row that an element is in.
fn row_of(element: &Element) -> Option<FaxboxId> {
    id_of(&element.closest("[data-faxbox-id]").ok()??)
}

/// What decides how high a row is: how dense the table is, whether somebody chose its columns.
fn dress(table: &Element, list: &List) {
    let classes = table.class_list();
    drop(classes.toggle_with_force("table--compact", list.density == Density::Compact));
    drop(classes.toggle_with_force("table--chosen", list.query().columns.is_some()));
}

/// What the table as a whole tells: how many rows there are, once that is known, and its order.
fn tell(table: &Element, list: &List, columns: Option<Columns>) {
    let count =
        if list.loading == Loading::Done { (list.places().len() + 1).to_string() } else { "-1".to_owned() };
    drop(table.set_attribute("aria-rowcount", &count));
    let Sort { column: by, direction } = list.query().sort;
    let Ok(headings) = table.query_selector_all("th") else { return };
    for (number, column) in row::shown(columns).enumerate() {
        let heading = u32::try_from(number).ok().and_then(|number| headings.item(number));
        let Some(heading) = heading.and_then(|heading| heading.dyn_into::<Element>().ok()) else { continue };
        let (order, sign) = match direction {
            _ if column != by => ("none", None),
            Direction::Ascending => ("ascending", Some(Icon::ASCENDING)),
            Direction::Descending => ("descending", Some(Icon::DESCENDING)),
        };
        if heading.get_attribute("aria-sort").as_deref() == Some(order) {
            continue;
        }
        drop(heading.set_attribute("aria-sort", order));
        let (Some(button), Some(document)) = (heading.first_element_child(), heading.owner_document()) else {
            continue;
        };
        if let Some(old) = button.first_element_child() {
            old.remove();
        }
        sign.and_then(|sign| sign.append(&document, &button));
    }
}
