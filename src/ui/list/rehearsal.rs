//! The list is drawn once where nobody sees it, while somebody fills in the form of connecting: the browser compiles what is called for
//! the first time, and who connects would wait for that.

use std::cell::Cell;

use leptos::{
    prelude::*,
    reactive::owner::Owner,
    task::{spawn_local, tick},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    api::reply::{self, Page, Raw},
    domain::{AccountId, ApiRoot, AuthToken},
    state::{Connection, List, Options},
    ui::{browser::TEXT_ORDER, chunk, panel::Panel, session::Session},
};

/// A page as a server answers it, with what the columns show.
const ANSWER: &str = r#"{"data":[
    {"id":"00000000000000000000000000000001","name":"Reception","caller_id":"+15550100","fax_identity":"+1 555 0100","retries":2,
     "fax_timezone":"Europe/Berlin","smtp_permission_list":["^.*@example\\.com$"],"smtp_email_address":"1@fax.example",
     "media":{"fax_option":true},"notifications":{"inbound":{"email":{"send_to":["a@example.com","b@example.com"]},
     "callback":{"url":"https://example.com/"}},"outbound":{"email":{"send_to":"a@example.com"},"sms":{"send_to":["+15550101"]}}}},
    {"id":"00000000000000000000000000000002","name":"Accounts"}
],"next_start_key":"2","status":"success"}"#;

thread_local! {
    /// What is compiled stays so, for all panels of the page.
    static IS_BEGUN: Cell<bool> = const { Cell::new(false) };
}

/// Rehearses once, when the browser is idle.
pub fn rehearse(panel: Panel) {
    if !IS_BEGUN.replace(true) {
        chunk::when_idle_soon(move || {
            panel.host.try_with_value(play);
        });
    }
}

/// Draws the list of a panel that is nowhere, in one task, and lets it go: no event comes between, nobody hears of it, nothing is sent.
fn play(host: &HtmlElement) -> Option<()> {
    let nowhere: HtmlElement = host.owner_document()?.create_element("div").ok()?.unchecked_into();
    let connection = Connection {
        root: ApiRoot::parse("https://api.example/v2").ok()?,
        account: AccountId::parse("00000000000000000000000000000000").ok()?,
        token: AuthToken::parse("-").ok()?,
    };
    let page = page()?;
    let owner = Owner::new();
    let view = owner.with(|| {
        let panel = Panel::new(nowhere, Options::default());
        panel.list.set(List::of(page, TEXT_ORDER, 0));
        panel.session.set(Some(Session { number: 0, connection, account_name: None }));
        super::view(panel).build()
    });
    spawn_local(async move {
        tick().await;
        // The view after what listens for it, which stops listening as long as it is there.
        owner.cleanup();
        drop(view);
    });
    Some(())
}

fn page() -> Option<Page> {
    reply::page(&Raw { status: 200, body: ANSWER.to_owned(), ..Raw::default() }).ok()
}
