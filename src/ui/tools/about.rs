//! What the program says about itself, and a diagnosis to hand on.

use leptos::{prelude::*, task};
use wasm_bindgen::JsValue;

use crate::{
    api::{
        client,
        trace::{Trace, blotted},
    },
    state::Connection,
    text::{about as words, shell},
    ui::{
        browser,
        dialog::Dialog,
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

/// The version, as it is released.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The dialog.
pub fn view(panel: Panel) -> AnyView {
    let close = move || {
        let _ = panel.about.try_set(false);
    };
    let connection = panel.session.with_untracked(|session| Some(session.as_ref()?.connection.clone()));
    let diagnosis = diagnosis(connection.as_ref());
    let server = connection.map(|Connection { root, .. }| {
        view! { <dt>{words::SERVER.get()}</dt> <dd class="mono"><bdi>{root.as_str().to_owned()}</bdi></dd> }
    });
    let said = RwSignal::new("");
    let shown = diagnosis.clone();
    let copy = move |_| {
        let text = diagnosis.clone();
        task::spawn_local(async move {
            let done = if browser::copy(&text).await { shell::COPIED } else { shell::NOT_COPIED };
            said.try_set(done.get());
        });
    };
    view! {
        <Dialog title=words::TITLE.get() on_cancel=close>
            <div class="dialog__body">
                <dl class="facts">
                    <dt>{words::VERSION.get()}</dt> <dd class="mono">{VERSION}</dd>
                    {server}
                </dl>
                <h3>{words::REQUESTS.get()}</h3>
                <p class="muted">{words::REQUESTS_WHY.get()}</p>
                <pre class="code" role="group" tabindex="0" aria-label=words::REQUESTS.get()>{shown}</pre>
                <p class="muted" role="status">{live::text(move || said.get().to_owned())}</p>
            </div>
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| close()>{shell::CLOSE.get()}</button>
                <button class="button button--primary" type="button" name="copy_diagnosis" autofocus on:click=copy>
                    {icon(Icon::COPY)} {words::COPY.get()}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Version, browser, server and the last requests, one a line; without secrets, whatever the server has repeated.
fn diagnosis(connection: Option<&Connection>) -> String {
    let browser =
        web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    let root = connection.map(|connection| &connection.root);
    let mut lines = vec![[shell::PRODUCT.get(), " ", VERSION].concat(), browser];
    lines.extend(root.map(|root| root.as_str().to_owned()));
    lines.extend(client::traces(root).iter().map(dated));
    blotted(&lines.join("\n"), connection.map(|connection| &connection.token))
}

fn dated(trace: &Trace) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age are exact")]
    let at = js_sys::Date::new(&JsValue::from_f64(trace.sent_at as f64));
    [&String::from(at.to_iso_string()), " ", &trace.line()].concat()
}
