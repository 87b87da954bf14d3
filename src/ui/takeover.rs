//! From the first view to the panel: the same markup takes its place, and what was done meanwhile is done in it.

use std::{any::Any, cell::Cell, rc::Rc};

use leptos::{mount::mount_to, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, Node, NodeList};

use crate::{
    api::{early::Early, json},
    domain::FaxboxId,
    state::{Options, Route},
    ui::{
        self, Focus, browser,
        chunk::From,
        element::Wish,
        first::{First, Frame},
        panel::{Panel, Wish as Goal},
        session::Remember,
    },
};

/// What can be focused or pressed, in the first view and in the panel's: the same in the same order.
const CONTROLS: &str = "a, button, input";
/// What is drawn of the list before the panel is: by `element.js`, or by a first view that got no rows.
const SHELL: &str = ".faxbox";

/// What the panel finds when its own code is there.
pub struct Handover {
    /// How the host wants it.
    pub options: Options,
    /// What is spoken: the number of a language.
    pub language: Option<u32>,
    /// The request that was made before it was there.
    pub early: Option<Early>,
    /// What is drawn.
    pub first: Option<First>,
}

/// A panel that is there. Dropping it takes it down.
pub trait Running {
    /// Does what the host asks for. Where that would lose something, the person is asked.
    fn take(&self, wish: Wish);
}

struct Shown {
    panel: Option<Panel>,
    _view: Box<dyn Any>,
}

impl Running for Shown {
    fn take(&self, wish: Wish) {
        let Some(panel) = self.panel else { return };
        match wish {
            Wish::Change(options, wish) => panel.take_options(*options, goal(&wish)),
            Wish::Act(wish, text) => act(panel, &wish, &text),
            Wish::Language(language) => panel.change_language(language),
            Wish::Speak => panel.speak(),
        }
    }
}

fn goal(wish: &str) -> Goal {
    match wish {
        "connect" => Goal::Connect,
        "token" => Goal::Token,
        "go" => Goal::Go,
        _ => Goal::Nothing,
    }
}

fn act(panel: Panel, wish: &str, text: &str) {
    match wish {
        "refresh" => panel.read(From::Start),
        "create" => {
            panel.defaults.try_set_value(json::read(text));
            panel.go(Route::New);
        }
        "close" => panel.go(Route::List),
        _ => {
            if let Ok(id) = FaxboxId::parse(text) {
                panel.go(Route::Faxbox(id));
            }
        }
    }
}

/// Draws the panel in the place of what is in `host`.
pub fn start(host: &HtmlElement, Handover { options, language, early, first }: Handover) -> Rc<dyn Running> {
    let left = match &first {
        Some(first) => Some(Left::read(&first.frame.root, first.frame.pressed.borrow().as_ref())),
        None => host.query_selector(SHELL).ok().flatten().map(|shell| Left::read(&shell, None)),
    };
    let (first, frame) = first
        .map_or((None, None), |First { connection, page, frame }| (Some((connection, page)), Some(frame)));
    // Where what came is no page, the panel asks again and says what is wrong.
    if let Some(early) = early.filter(|_| first.is_none()) {
        early.adopt();
    }
    host.set_text_content(None);
    let made = Rc::new(Cell::new(None));
    let (root, slot) = (host.clone(), Rc::clone(&made));
    let keeps_focus = left.as_ref().is_some_and(|left| left.focus.is_some() || left.is_searching);
    let typed = left.as_ref().and_then(Left::typed);
    let view = mount_to(host.clone(), move || {
        let panel = Panel::new(root, options);
        panel.language.set(language);
        panel.tell_missing_language(language);
        slot.set(Some(panel));
        if keeps_focus {
            panel.focus_first_view.set_value(Focus::Kept);
        }
        if let Some((connection, page)) = first {
            let by_host = panel.is_by_host();
            panel.signed_in(connection, page, if by_host { Remember::Nothing } else { Remember::Tab });
            if by_host {
                // It is the one that was asked for early: the next one that is asked for is another.
                spawn_local(async move { drop(panel.ask_token(None).await) });
            }
        }
        if let Some(typed) = typed {
            panel.list.update(|list| list.typed(typed));
        }
        ui::panel(panel)
    });
    if let Some(left) = left {
        left.go_on(host, frame.as_ref());
    }
    Rc::new(Shown { panel: made.get(), _view: Box::new(view) })
}

/// What a person left in the first view, or in the shell before it.
struct Left {
    search: Option<HtmlInputElement>,
    selection: (Option<u32>, Option<u32>),
    /// Whether the focus is in the search.
    is_searching: bool,
    /// Which other control has the focus.
    focus: Option<u32>,
    /// Which one was pressed last, and is no link that the browser followed.
    pressed: Option<u32>,
}

impl Left {
    fn read(root: &Element, target: Option<&EventTarget>) -> Self {
        let search = root.query_selector("input").ok().flatten();
        let search = search.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let selection = search.as_ref().map_or((None, None), |input| {
            (input.selection_start().ok().flatten(), input.selection_end().ok().flatten())
        });
        let focus = root.query_selector(":focus").ok().flatten();
        let is_searching = focus.as_ref().is_some_and(|focus| focus.tag_name() == "INPUT");
        let place = |wanted: &Element| {
            let controls = root.query_selector_all(CONTROLS).ok()?;
            (0..controls.length()).find(|index| controls.get(*index).as_deref() == Some(wanted))
        };
        let pressed = target.and_then(pressed);
        Self {
            search,
            selection,
            is_searching,
            focus: focus.as_ref().filter(|_| !is_searching).and_then(place),
            pressed: pressed.as_ref().and_then(place),
        }
    }

    /// What stands in the search, where anything does or did: an address may search too.
    fn typed(&self) -> Option<String> {
        let searched = browser::hash().contains('?');
        self.search.as_ref().map(HtmlInputElement::value).filter(|typed| searched || !typed.is_empty())
    }

    /// Goes on in the panel's own view, where it is that of the list.
    fn go_on(self, host: &HtmlElement, frame: Option<&Frame>) -> Option<()> {
        let sheet = host.query_selector(".sheet").ok()??;
        if let Some(frame) = frame {
            let table: Node = frame.sheet.first_element_child()?.into();
            sheet.append_child(&table).ok()?;
        }
        let search: HtmlInputElement = host.query_selector("input").ok()??.dyn_into().ok()?;
        if let Some(typed) = self.typed() {
            // Leptos would put it there a moment later; where it stands already, the caret stays where it is put here.
            search.set_value(&typed);
            let (start, end) = self.selection;
            search.set_selection_start(start).ok()?;
            search.set_selection_end(end).ok()?;
        }
        if self.is_searching {
            drop(search.focus());
        }
        let controls = host.query_selector_all(CONTROLS).ok()?;
        let control = |index: Option<u32>| controls_at(&controls, index);
        if let Some(focused) = control(self.focus) {
            drop(focused.focus());
        }
        if let Some(pressed) = control(self.pressed) {
            pressed.click();
        }
        Some(())
    }
}

fn controls_at(controls: &NodeList, index: Option<u32>) -> Option<HtmlElement> {
    controls.get(index?)?.dyn_into().ok()
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
