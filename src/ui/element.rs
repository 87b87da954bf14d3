//! The Rust side of `<faxbox-admin>`: mounting, unmounting, and what happens on a panic. `element.js` is the other side.

use std::{any::Any, cell::RefCell, panic::PanicHookInfo};

use js_sys::{Function, Reflect};
use leptos::mount::mount_to;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

use crate::ui;

/// How a host page wants its panel: the attributes of the element, and the file that `config` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The API's address, as the host gave it: not judged yet.
    pub server: Option<String>,
    /// The account, as the host gave it: not judged yet.
    pub account_id: Option<String>,
    /// The file with the defaults was there and could not be read.
    pub config_failed: bool,
    /// The panel may keep its view in the page's address.
    pub hash_routing: bool,
    /// The panel may remember the connection in the tab's storage.
    pub tab_storage: bool,
}

impl Options {
    fn read(options: &JsValue) -> Self {
        let get = |key: &str| Reflect::get(options, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
        let text = |key| get(key).as_string().filter(|text| !text.is_empty());
        Self {
            server: text("server"),
            account_id: text("account_id"),
            config_failed: get("config_failed").is_truthy(),
            hash_routing: text("routing").as_deref() == Some("hash"),
            tab_storage: text("storage").as_deref() == Some("tab"),
        }
    }
}

/// A mounted panel. `free()` in JavaScript, or a drop here, takes the view down.
#[wasm_bindgen]
pub struct Mounted(#[expect(dead_code, reason = "dropping it is its use")] Box<dyn Any>);

/// Mounts a panel into `host`. `options` is what `element.js` made of the element's attributes.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, options: &JsValue) -> Mounted {
    let options = Options::read(options);
    let root = host.clone();
    Mounted(Box::new(mount_to(host, move || ui::panel(root, options))))
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
