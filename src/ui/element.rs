//! The Rust side of `<faxbox-admin>`: mounting, unmounting, and what happens on a panic. `element.js` is the other side.

use std::{cell::RefCell, future::pending, panic::PanicHookInfo, pin::pin, rc::Rc, time::Duration};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::{
    api::early::Early,
    state::{Options, TokenSource},
    ui::{
        browser,
        chunk::{Start, parts},
        first::{self, First, Frame},
        list::table,
        press,
        session::Remember,
        takeover::{Handover, Running},
    },
};

/// The panel's file is asked for behind the rows, which would share the line with it; where they take longer than this, beside them.
const AHEAD_AFTER: Duration = Duration::from_secs(1);

/// Reads what `element.js` made of the element's attributes.
fn read(options: &JsValue) -> Options {
    Options::read(|name| Reflect::get(options, &JsValue::from_str(name)).ok()?.as_string())
}

/// A mounted panel. `free()` in JavaScript, or a drop here, takes the view down.
#[wasm_bindgen]
pub struct Mounted(Rc<Mount>);

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(self.0.stage.replace(Stage::Gone));
        drop(self.0.early.take());
        self.0.host.set_text_content(None);
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the options as they are now. `wish` is what the host wants with them: `go` to where they begin, `connect` to the
    /// server and the account that they name, `token` to go on with the host's token, or nothing of the kind. Where that would lose something, the person is asked; where
    /// they stay, nothing comes of it until the host wishes it again.
    pub fn change(&self, options: &JsValue, wish: &str) {
        self.0.wish(Wish::Change(Box::new(read(options)), wish.to_owned()));
    }

    /// Does what the host asks for: `refresh` the list, `open` the faxbox of an id, `create` one that begins as a document, `close` what is
    /// open. Where that would lose something, the person is asked.
    pub fn act(&self, wish: &str, text: &str) {
        self.0.wish(Wish::Act(wish.to_owned(), text.to_owned()));
    }

    /// Changes the language; see `Panel::change_language`.
    pub fn change_language(&self, language: Option<u32>) {
        self.0.wish(Wish::Language(language));
    }

    /// Somebody connects while the panel's own code is on the way: the first page was asked for already. Nothing: they have changed their
    /// mind.
    pub fn asked(&self, early: &JsValue) {
        if matches!(*self.0.stage.borrow(), Stage::Starting(_)) {
            self.0.early.replace(Early::read(early));
        }
    }

    /// Something happens in this panel: words are its language's from here on.
    pub fn speak(&self) {
        self.0.wish(Wish::Speak);
    }
}

/// What the host asks for.
pub enum Wish {
    /// [`Mounted::change`]
    Change(Box<Options>, String),
    /// [`Mounted::act`]
    Act(String, String),
    /// [`Mounted::change_language`]
    Language(Option<u32>),
    /// [`Mounted::speak`]
    Speak,
}

struct Mount {
    host: HtmlElement,
    stage: RefCell<Stage>,
    /// The request that was made before the panel was there.
    early: RefCell<Option<Early>>,
}

/// How far a panel is.
enum Stage {
    /// Its own code is on the way; what the host has asked for meanwhile.
    Starting(Vec<Wish>),
    /// It is there.
    Running(Rc<dyn Running>),
    /// It was taken down.
    Gone,
}

impl Mount {
    fn is_gone(&self) -> bool {
        matches!(*self.stage.borrow(), Stage::Gone)
    }

    fn wish(&self, wish: Wish) {
        let running = match &mut *self.stage.borrow_mut() {
            Stage::Starting(wishes) => return wishes.push(wish),
            Stage::Running(panel) => Rc::clone(panel),
            Stage::Gone => return,
        };
        running.take(wish);
    }

    /// Draws what comes first, then fetches the panel, which takes it over.
    async fn run(&self, options: Options, language: Option<u32>) {
        let early = self.early.borrow().clone();
        let first = match early.filter(|early| first::is_for(&options, early)) {
            Some(early) => self.draw_ahead(&options, language, &early).await,
            None => None,
        };
        if first.as_ref().is_some_and(|first| first.page.is_some()) {
            browser::painted().await;
            // Beside the panel, which wants it next; where it does not come, the panel asks again.
            spawn_local(async { drop(parts::tools().await) });
        }
        let Some(start) = self.fetch_beside(first.as_ref(), &options, language).await else { return };
        press::released(&self.host).await;
        let early = self.early.take();
        self.start(start, Handover { options, language, early, first });
    }

    /// Draws what comes first, before the panel's file is asked for; beside that, where it takes long.
    async fn draw_ahead(&self, options: &Options, language: Option<u32>, early: &Early) -> Option<First> {
        let mut first = pin!(self.draw_first(options, language, early));
        if let Some(first) = browser::within(&mut first, AHEAD_AFTER).await {
            return first;
        }
        if early.is_typed {
            // The form has nothing but the answer to wait for; the panel has.
            return browser::before(&mut first, panel_is_there()).await.flatten();
        }
        spawn_local(panel_is_there());
        first.await
    }

    /// Draws what comes first; nothing where an early answer is no page.
    async fn draw_first(&self, options: &Options, language: Option<u32>, early: &Early) -> Option<First> {
        // A frame without its rows would be one more layout and painting before them; and who connects keeps the form until it is known
        // that they can.
        let here = if early.is_answered || early.is_typed { Some(early.page().await?) } else { None };
        let mut remember =
            if options.token == TokenSource::Person { Remember::Tab } else { Remember::Nothing };
        if early.is_typed {
            press::released(&self.host).await;
            if !self.is_wanted(early) {
                return None;
            }
            remember = if early.remember() { Remember::Tab } else { Remember::Nothing };
        }
        first::draw(&self.host, options, language, early, here, remember).await
    }

    /// Whether what was typed still counts: nobody has typed anything else, and what the host changes would count more. The panel sees to
    /// both.
    fn is_wanted(&self, early: &Early) -> bool {
        let Stage::Starting(wishes) = &*self.stage.borrow() else { return false };
        let is_changed = wishes.iter().any(|wish| matches!(wish, Wish::Change(..)));
        !is_changed && self.early.borrow().as_ref().is_some_and(|now| now.is(early))
    }

    fn start(&self, start: Start, handover: Handover) {
        if self.is_gone() {
            return;
        }
        let panel = start(&self.host, handover);
        if let Stage::Starting(wishes) = self.stage.replace(Stage::Running(Rc::clone(&panel))) {
            for wish in wishes {
                panel.take(wish);
            }
        }
    }

    /// Fetches the panel, and draws more of the first page where that takes long.
    async fn fetch_beside(
        &self,
        first: Option<&First>,
        options: &Options,
        language: Option<u32>,
    ) -> Option<Start> {
        let mut panel = pin!(self.fetch(first.and_then(First::listed)));
        if let Some(start) = browser::within(&mut panel, table::REST_AFTER).await {
            return start;
        }
        if let Some(first) = first {
            first.draw_rest(options, language);
        }
        panel.await
    }

    /// Fetches the panel. Where it does not come, that is said, and it is asked for again when the person wants; nothing where the
    /// panel was taken down meanwhile.
    async fn fetch(&self, frame: Option<&Frame>) -> Option<Start> {
        loop {
            match parts::panel().await {
                Ok(start) => return Some(start),
                Err(_) if self.is_gone() => return None,
                Err(_) => first::complain(&self.host, frame)?.await,
            }
        }
    }
}

/// Fetches the panel; does not end where it does not come.
async fn panel_is_there() {
    if parts::panel().await.is_err() {
        pending::<()>().await;
    }
}

/// Mounts a panel into `host`, in the place of what is there. `options` is what `element.js` made of the element's attributes,
/// `language` what [`add_language`](super::language::add_language) gave.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, options: &JsValue, language: Option<u32>) -> Mounted {
    let early = Reflect::get(options, &JsValue::from_str("early")).ok();
    let early = early.as_ref().and_then(Early::read);
    let options = read(options);
    let (stage, early) = (RefCell::new(Stage::Starting(Vec::new())), RefCell::new(early));
    let mount = Rc::new(Mount { host, stage, early });
    match parts::PANEL {
        // Nothing to wait for.
        Some(start) if mount.early.borrow().is_none() => {
            mount.start(start, Handover { options, language, early: None, first: None });
        }
        _ => {
            let mount = Rc::clone(&mount);
            spawn_local(async move { mount.run(options, language).await });
        }
    }
    Mounted(mount)
}

thread_local! {
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Names the function that is called with a report when the WASM has panicked. It must not call into the WASM again.
#[wasm_bindgen]
pub fn on_panic(call: Function) {
    ON_PANIC.with_borrow_mut(|slot| *slot = Some(call));
    std::panic::set_hook(Box::new(report_panic));
}

fn report_panic(panic: &PanicHookInfo<'_>) {
    let report = JsValue::from_str(&panic.to_string());
    ON_PANIC.with(|slot| {
        // A panic inside of the hook would hide the first one, so nothing here may fail.
        if let Ok(slot) = slot.try_borrow()
            && let Some(call) = slot.as_ref()
        {
            drop(call.call1(&JsValue::NULL, &report));
        }
    });
}
