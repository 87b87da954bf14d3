//! From the first view to the panel: the same markup takes its place, and what was done meanwhile is done in it.

use std::{any::Any, cell::Cell, rc::Rc};

use leptos::{mount::mount_to, prelude::*, task::spawn_local};
use web_sys::HtmlElement;

use crate::{
    api::{early::Early, json},
    domain::FaxboxId,
    state::{Options, Route},
    ui::{
        self,
        chunk::From,
        element::Wish,
        first::First,
        left::Left,
        panel::{Panel, Wish as Goal},
        session::Remember,
    },
};

/// What `shell.js` draws before the panel is there.
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
    // On what the list is called, whoever has just connected: the first view puts it there.
    let has_focus = first
        .as_ref()
        .is_some_and(|first| first.frame.root.query_selector(":focus").is_ok_and(|it| it.is_some()));
    let remember = first.as_ref().map_or(Remember::Nothing, |first| first.remember);
    let table = first.as_ref().and_then(First::listed).and_then(|frame| frame.sheet.first_element_child());
    host.set_text_content(None);
    let page = first.and_then(|first| first.page);
    let made = Rc::new(Cell::new(None));
    let (root, slot) = (host.clone(), Rc::clone(&made));
    let keeps_focus = left.as_ref().is_some_and(Left::keeps_focus);
    let searched = left.as_ref().and_then(Left::searched);
    // Where what came is no page, the panel asks again and says what is wrong.
    if let Some(early) = early.filter(|_| page.is_none()) {
        early.adopt();
    }
    let view = mount_to(host.clone(), move || {
        let panel = Panel::new(root, options);
        panel.language.set(language);
        panel.tell_missing_language(language);
        slot.set(Some(panel));
        if (panel.has_hash() || has_focus) && !keeps_focus {
            panel.let_focus_follow();
        }
        if let Some((connection, page)) = page {
            let by_host = panel.is_by_host();
            panel.signed_in(connection, page, remember);
            if by_host {
                // It is the one that was asked for early: the next one that is asked for is another.
                spawn_local(async move { drop(panel.ask_token(None).await) });
            }
        }
        if let Some(searched) = searched {
            panel.list.update(|list| list.typed(searched));
        }
        ui::panel(panel)
    });
    if let Some(left) = left {
        left.go_on(host, table);
    }
    Rc::new(Shown { panel: made.get(), _view: Box::new(view) })
}
