//! What the host page is told, and what it can hold back. `element.js` makes the events of it; README.md lists them.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, HtmlElement};

use crate::{
    api::{Failure, client::READ_TIMEOUT_SECONDS},
    domain::{AuthToken, FaxboxId},
    form::value::object,
    state::Route,
    ui::panel::Panel,
};

/// What the host makes of something that is about to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It may be done.
    GoOn,
    /// The host holds it back.
    HeldBack,
}

/// Why nobody is signed in any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOut {
    /// The person wanted that.
    Person,
    /// The host took its token back.
    Host,
    /// There is no token that the server takes.
    Token,
}

/// Tells the host of one panel. It can be kept while a write is under way, for which the panel may be gone by then.
#[derive(Clone)]
pub struct Teller(HtmlElement);

impl Teller {
    /// Calls what `element.js` has put on the element that holds the view.
    fn call(&self, name: &str, first: &JsValue, second: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?.dyn_into().ok()?;
        function.call2(&JsValue::UNDEFINED, first, second).ok()
    }

    /// Tells an event by its name without `faxbox-`.
    pub fn tell(&self, event: &str, detail: &Value) -> Answer {
        let told = self.call("tell", &JsValue::from_str(event), &JsValue::from_str(&detail.to_string()));
        if told.and_then(|told| told.as_bool()) == Some(false) { Answer::HeldBack } else { Answer::GoOn }
    }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

impl Panel {
    /// Who tells the host of this panel; nobody where it is gone.
    pub fn teller(self) -> Option<Teller> {
        self.host.try_get_value().map(Teller)
    }

    /// Tells an event by its name without `faxbox-`.
    pub fn tell(self, event: &str, detail: &Value) -> Answer {
        self.teller().map_or(Answer::GoOn, |teller| teller.tell(event, detail))
    }

    /// When a read that begins now is given up: in time, with the panel, or by `until`. A browser that cannot join them (before 2024) gives it
    /// up in time alone; what comes late is dropped then.
    pub fn read_deadline(self, until: Option<&AbortSignal>) -> Option<AbortSignal> {
        let milliseconds = READ_TIMEOUT_SECONDS.saturating_mul(1000).into();
        let until = until.map_or(JsValue::UNDEFINED, JsValue::from);
        self.teller()?.call("deadline", &milliseconds, &until)?.dyn_into().ok()
    }

    /// Tells that a view can be seen; where one is signed in, which one follows from the route.
    pub fn tell_place(self, route: &Route) {
        let (view, id) = match route {
            Route::List => ("list", None),
            Route::New => ("new", None),
            Route::Faxbox(id) => ("faxbox", Some(id.as_str())),
        };
        self.tell("view", &object([("view", text(view)), ("faxboxId", id.map_or(Value::Null, text))]));
    }

    /// Tells that the form to connect with can be seen, or what stands in its place.
    pub fn tell_connect(self) {
        self.tell("view", &object([("view", text("connect")), ("faxboxId", Value::Null)]));
    }

    /// Tells that something failed which the person is shown. `code` is what.
    pub fn tell_error(self, code: &str, failure: &Failure) {
        let refused = failure.refused();
        let status = refused.map_or(Value::Null, |refused| refused.status.into());
        let id = refused.and_then(|refused| refused.request_id.as_deref()).map_or(Value::Null, text);
        self.tell("error", &object([("code", text(code)), ("status", status), ("requestId", id)]));
    }

    /// Tells that nobody is signed in any more.
    pub fn tell_signed_out(self, why: SignedOut) {
        let why = match why {
            SignedOut::Person => "person",
            SignedOut::Host => "host",
            SignedOut::Token => "token",
        };
        self.tell("signed-out", &object([("reason", text(why))]));
    }

    /// The host's token: another one than `refused`, which the server did not take. `None` where the host has none to give.
    pub async fn ask_token(self, refused: Option<&AuthToken>) -> Option<AuthToken> {
        let given = self.teller()?.call("askToken", &JsValue::UNDEFINED, &JsValue::UNDEFINED)?;
        let token = JsFuture::from(given.dyn_into::<Promise>().ok()?).await.ok()?.as_string()?;
        AuthToken::parse(&token).ok().filter(|token| Some(token) != refused)
    }
}

/// What is told of a faxbox: its id, and its document where it is known, else `null`.
pub fn about(id: &FaxboxId, document: Option<&Value>) -> Value {
    object([("id", text(id.as_str())), ("faxbox", document.cloned().unwrap_or_default())])
}
