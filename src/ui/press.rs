//! Presses that are under way: what is under them must not move or go before they end.

use std::time::Duration;

use leptos::prelude::GetValue;
use web_sys::HtmlElement;

use crate::ui::{browser, panel::Panel};

/// How often one looks whether a press has ended. No event tells that of every kind of press: a finger is up before its click, a menu
/// of the browser's own takes the release.
const LOOK_AGAIN: Duration = Duration::from_millis(30);
/// How often one looks at most, which takes 5 seconds: what is held longer than that holds nothing up.
const LOOKS_MAX: usize = 167;

impl Panel {
    /// Waits until nothing in the panel is pressed, before something moves that has nothing to do with the press.
    pub async fn released(self) {
        if let Some(host) = self.host.try_get_value() {
            released(&host).await;
        }
    }
}

/// Waits until nothing is pressed: a browser makes no click of a press whose element went meanwhile. The click comes behind the release, and
/// before a timer.
pub async fn released(host: &HtmlElement) {
    for _ in 0..LOOKS_MAX {
        if host.query_selector(":active").ok().flatten().is_none() {
            return;
        }
        browser::sleep(LOOK_AGAIN).await;
    }
}
