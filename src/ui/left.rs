//! What a person left in what is drawn before the panel: in the first view, or in what `shell.js` drew.

use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, Node, NodeList};

use crate::ui::{browser, first::Frame};

/// What can be focused or pressed, before and in the panel: the same in the same order.
const CONTROLS: &str = "a, button, input";
/// The search of the list.
const SEARCH: &str = "input[type=search]";
/// A button of the form of connecting that was pressed.
const WAITING: &str = "button[aria-disabled=true]";

/// What was left: the controls as they are, and what is only known while they are in the page.
pub struct Left {
    controls: Option<NodeList>,
    /// The search of the list.
    search: Option<HtmlInputElement>,
    /// Whether the focus is in it: before the first view it is the list's one control.
    is_searching: bool,
    /// Which control has the focus.
    focus: Option<u32>,
    /// What is selected in it.
    selection: (Option<u32>, Option<u32>),
    /// Which one was pressed last, and is no link that the browser followed.
    pressed: Option<u32>,
}

impl Left {
    /// Reads what is in `root`, before it goes; `target` is what was pressed last.
    pub fn read(root: &Element, target: Option<&EventTarget>) -> Self {
        let find = |selector: &str| root.query_selector(selector).ok().flatten();
        let controls = root.query_selector_all(CONTROLS).ok();
        let place = |wanted: &Element| {
            let controls = controls.as_ref()?;
            (0..controls.length()).find(|index| controls.get(*index).as_deref() == Some(wanted))
        };
        let focus = find(":focus");
        let selection = focus.as_ref().and_then(|focus| focus.dyn_ref::<HtmlInputElement>());
        let selection = selection.map_or((None, None), |input| {
            (input.selection_start().ok().flatten(), input.selection_end().ok().flatten())
        });
        let pressed = target.and_then(pressed).or_else(|| find(WAITING));
        Self {
            search: find(SEARCH).and_then(|input| input.dyn_into().ok()),
            is_searching: focus.as_ref().is_some_and(|focus| focus.matches(SEARCH).unwrap_or_default()),
            focus: focus.as_ref().and_then(place),
            selection,
            pressed: pressed.as_ref().and_then(place),
            controls,
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

    /// Goes on in the panel's own view, where it is that of the list or of connecting.
    pub fn go_on(self, host: &HtmlElement, frame: Option<&Frame>) -> Option<()> {
        if let Some(sheet) = host.query_selector(".sheet").ok()? {
            self.go_on_in_list(host, &sheet, frame)?;
            self.act(host)
        } else {
            let is_form = self.search.is_none() && host.query_selector(".connect__form").ok()?.is_some();
            let host = host.clone();
            is_form.then(|| {
                spawn_local(async move {
                    // What stands in the controls at first is put there a moment later than they.
                    tick().await;
                    self.go_on_connecting(&host);
                    self.act(&host);
                });
            })
        }
    }

    /// Puts the focus where it was, and presses what was pressed.
    fn act(&self, host: &HtmlElement) -> Option<()> {
        let controls = host.query_selector_all(CONTROLS).ok()?;
        let control = |index: Option<u32>| controls.get(index?)?.dyn_into::<HtmlElement>().ok();
        let search = || host.query_selector(SEARCH).ok()??.dyn_into::<HtmlElement>().ok();
        if let Some(focused) = if self.is_searching { search() } else { control(self.focus) } {
            drop(focused.focus());
            if let Some(input) = focused.dyn_ref::<HtmlInputElement>() {
                let (start, end) = self.selection;
                input.set_selection_start(start).ok()?;
                input.set_selection_end(end).ok()?;
            }
        }
        if let Some(pressed) = control(self.pressed) {
            pressed.click();
        }
        Some(())
    }

    fn go_on_in_list(&self, host: &HtmlElement, sheet: &Element, frame: Option<&Frame>) -> Option<()> {
        if let Some(frame) = frame {
            let table: Node = frame.sheet.first_element_child()?.into();
            sheet.append_child(&table).ok()?;
        }
        if let Some(typed) = self.searched() {
            let search = host.query_selector(SEARCH).ok()??;
            // Leptos would put it there a moment later; where it stands already, the caret stays where it is put.
            search.dyn_ref::<HtmlInputElement>()?.set_value(&typed);
        }
        Some(())
    }

    /// What was typed and chosen is typed and chosen again; what the host's page says in the place of nothing, it says again.
    fn go_on_connecting(&self, host: &HtmlElement) -> Option<()> {
        let (left, controls) = (self.controls.as_ref()?, host.query_selector_all(CONTROLS).ok()?);
        // The panel has more, behind the form.
        for index in 0..left.length() {
            let was = left.get(index)?.dyn_into::<HtmlInputElement>();
            let is = controls.get(index)?.dyn_into::<HtmlInputElement>();
            let (Ok(was), Ok(is)) = (was, is) else { continue };
            if matches!(&*was.type_(), "radio" | "checkbox") {
                if was.checked() && !is.checked() {
                    is.click();
                }
            } else if was.value() != was.default_value() {
                is.set_value(&was.value());
                is.dispatch_event(&Event::new("input").ok()?).ok()?;
            }
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
