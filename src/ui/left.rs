//! What a person left in what is drawn before the panel: in the first view, or in what `shell.js` drew.

use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement};

use crate::ui::{browser, first::SEARCH};

/// What can be focused or pressed, before and in the panel: the same in the same order, where it has no name.
const CONTROLS: &str = "a, button, input";
/// A button of the form of connecting that was pressed.
const WAITING: &str = "button[aria-disabled=true]";

/// A control, by what finds it in the panel as well.
struct Place {
    selector: String,
    /// Which of those that are found so.
    order: u32,
}

impl Place {
    fn of(control: &Element, root: &Element) -> Option<Self> {
        let selector = match control.get_attribute("name") {
            Some(name) => ["[name=\"", &name, "\"]"].concat(),
            None if control.get_attribute("type").as_deref() == Some("submit") => "[type=submit]".to_owned(),
            None => CONTROLS.to_owned(),
        };
        let alike = root.query_selector_all(&selector).ok()?;
        let order = (0..alike.length()).find(|order| alike.get(*order).as_deref() == Some(control))?;
        Some(Self { selector, order })
    }

    fn find<T: JsCast>(&self, root: &Element) -> Option<T> {
        root.query_selector_all(&self.selector).ok()?.get(self.order)?.dyn_into().ok()
    }
}

/// What was left: the controls as they are, and what is only known while they are in the page.
pub struct Left {
    /// What can be typed into or chosen, and where it is.
    inputs: Vec<(Place, HtmlInputElement)>,
    /// The search of the list.
    search: Option<HtmlInputElement>,
    /// Which control has the focus.
    focus: Option<Place>,
    /// What is selected in it.
    selection: (Option<u32>, Option<u32>),
    /// Which one was pressed last, and is no link that the browser followed.
    pressed: Option<Place>,
    /// Whether what was pressed connects.
    connects: bool,
}

impl Left {
    /// Reads what is in `root`, before it goes; `target` is what was pressed last.
    pub fn read(root: &Element, target: Option<&EventTarget>) -> Self {
        let find = |selector: &str| root.query_selector(selector).ok().flatten();
        let place = |control: &Element| Place::of(control, root);
        let focus = find(":focus");
        let selection = focus.as_ref().and_then(|focus| focus.dyn_ref::<HtmlInputElement>());
        let selection = selection.map_or((None, None), |input| {
            (input.selection_start().ok().flatten(), input.selection_end().ok().flatten())
        });
        let pressed = target.and_then(pressed).or_else(|| find(WAITING));
        let form = root.query_selector_all("form input").ok();
        let inputs = form.iter().flat_map(|form| (0..form.length()).filter_map(|order| form.get(order)));
        let inputs = inputs.filter_map(|input| {
            let input = input.dyn_into::<HtmlInputElement>().ok()?;
            Some((place(&input)?, input))
        });
        Self {
            inputs: inputs.collect(),
            search: find(SEARCH).and_then(|input| input.dyn_into().ok()),
            focus: focus.as_ref().and_then(place),
            selection,
            connects: pressed.as_ref().is_some_and(|pressed| pressed.matches("[type=submit]") == Ok(true)),
            pressed: pressed.as_ref().and_then(place),
        }
    }

    /// Whether the list has the focus.
    pub fn keeps_focus(&self) -> bool {
        self.search.is_some() && self.focus.is_some()
    }

    /// What stands in the search, where anything does or did: an address may search too.
    pub fn searched(&self) -> Option<String> {
        let searched = browser::hash().contains('?');
        self.search.as_ref().map(HtmlInputElement::value).filter(|typed| searched || !typed.is_empty())
    }

    /// Goes on in the panel's own view with the `table` of the first rows, where it is that of the list or of connecting.
    pub fn go_on(self, host: &HtmlElement, table: Option<Element>) -> Option<()> {
        if let Some(sheet) = host.query_selector(".sheet").ok()? {
            self.go_on_in_list(host, &sheet, table)?;
            self.act(host);
        } else if !self.inputs.is_empty() && host.query_selector(".connect__form").ok()?.is_some() {
            let host = host.clone();
            spawn_local(async move {
                // What stands in the controls at first is put there a moment later than they.
                tick().await;
                for (place, was) in &self.inputs {
                    place.find(&host).and_then(|is| self.repeat(was, &is));
                }
                self.act(&host);
            });
        }
        Some(())
    }

    /// Puts the focus where it was, and presses what was pressed.
    fn act(&self, host: &HtmlElement) {
        let focused = self.focus.as_ref().and_then(|place| place.find::<HtmlElement>(host));
        if let Some(focused) = focused {
            drop(focused.focus());
            // Not every input has one.
            if let (Some(input), (Some(start), Some(end))) =
                (focused.dyn_ref::<HtmlInputElement>(), self.selection)
            {
                drop(input.set_selection_range(start, end));
            }
        }
        if let Some(pressed) = self.pressed.as_ref().and_then(|place| place.find::<HtmlElement>(host)) {
            pressed.click();
        }
    }

    fn go_on_in_list(&self, host: &HtmlElement, sheet: &Element, table: Option<Element>) -> Option<()> {
        if let Some(table) = table {
            sheet.append_child(&table).ok()?;
        }
        if let Some(typed) = self.searched() {
            let search = host.query_selector(SEARCH).ok()??;
            // Leptos would put it there a moment later; where it stands already, the caret stays where it is put.
            search.dyn_ref::<HtmlInputElement>()?.set_value(&typed);
        }
        Some(())
    }

    /// What was typed and chosen is typed and chosen again. What the page said, it says again; but who connects does so with what stood there.
    fn repeat(&self, was: &HtmlInputElement, is: &HtmlInputElement) -> Option<()> {
        if matches!(&*was.type_(), "radio" | "checkbox") {
            if was.checked() && !is.checked() {
                is.click();
            }
        } else if self.connects || was.value() != was.default_value() {
            is.set_value(&was.value());
            is.dispatch_event(&Event::new("input").ok()?).ok()?;
        }
        Some(())
    }
}

/// The control that a click was meant for: a row stands for its own. A link has been followed already.
fn pressed(target: &EventTarget) -> Option<Element> {
    let target: &Element = target.dyn_ref()?;
    let within = |selector: &str| target.closest(selector).ok().flatten();
    match within("a, button") {
        Some(control) => (control.tag_name() == "BUTTON").then_some(control),
        None => within("[data-faxbox-id]")?.query_selector(".row__open").ok()?,
    }
}
