//! Presses that are under way: what is under them must not move or go before they end.

use js_sys::Promise;
use leptos::prelude::GetValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::ui::{browser, panel::Panel};

/// How many presses, one right after the other, are waited for.
const PRESSES_MAX: usize = 3;
/// How a press of a pointer or of a key ends.
const RELEASES: [&str; 6] = ["pointerup", "pointercancel", "contextmenu", "dragend", "keyup", "blur"];

impl Panel {
    /// Waits until nothing in the panel is pressed, before something moves that has nothing to do with the press.
    pub async fn released(self) {
        if let Some(host) = self.host.try_get_value() {
            released(&host).await;
        }
    }
}

/// Waits until nothing is pressed: a browser makes no click of a press whose element went meanwhile.
pub async fn released(host: &HtmlElement) {
    for _ in 0..PRESSES_MAX {
        if host.query_selector(":active").ok().flatten().is_none() {
            return;
        }
        release().await;
        // The click comes behind the release, in the same task.
        browser::painted().await;
    }
}

/// Waits until what is pressed is let go, wherever that is, or has become something else: nobody stands in the way of that.
async fn release() -> Option<()> {
    let window = web_sys::window()?;
    let mut listener = None;
    let released = Promise::new(&mut |resolve, _| {
        for event in RELEASES {
            drop(window.add_event_listener_with_callback_and_bool(event, &resolve, true));
        }
        listener = Some(resolve);
    });
    drop(JsFuture::from(released).await);
    for event in RELEASES {
        drop(window.remove_event_listener_with_callback_and_bool(event, listener.as_ref()?, true));
    }
    Some(())
}
