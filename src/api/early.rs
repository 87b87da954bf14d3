//! The one request that the client does not send: for the first page of a connection that is remembered, the host's, or was typed
//! early, asked for by `askEarly` in `src/ui/early.js` while the WASM was on its way.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::domain::{AccountId, ApiRoot, AuthToken};

use super::reply::{self, Page, Raw};

thread_local! {
    static EARLY: RefCell<Option<Early>> = const { RefCell::new(None) };
}

/// A request that is under way, and in whose name.
#[derive(Clone)]
pub struct Early {
    url: String,
    /// At which server.
    pub root: ApiRoot,
    /// Whose faxboxes.
    pub account: AccountId,
    /// With which token.
    pub token: AuthToken,
    /// The promise of its `Response`.
    answer: Promise,
    /// Whether that has come, and is no refusal.
    pub is_answered: bool,
    /// Whether somebody typed it into the form that stands there before the panel. Where no page comes, the panel's form says why.
    pub is_typed: bool,
    /// Has the tab remember what was typed, where it is to, and says so.
    keep: Option<Function>,
}

impl Early {
    /// Reads what the script tells of it; nothing where none was sent, or none in whose name the panel would ask.
    pub fn read(early: &JsValue) -> Option<Self> {
        let get = |key: &str| Reflect::get(early, &JsValue::from_str(key)).ok();
        let text = |key| get(key)?.as_string();
        let is = |key| get(key).is_some_and(|value| value.is_truthy());
        Some(Self {
            url: text("url")?,
            root: ApiRoot::parse(&text("server")?).ok()?,
            account: AccountId::parse(&text("account_id")?).ok()?,
            token: AuthToken::parse(&text("auth_token")?).ok()?,
            answer: get("answer")?.dyn_into().ok()?,
            is_answered: is("isAnswered"),
            is_typed: is("isTyped"),
            keep: get("keep").and_then(|keep| keep.dyn_into().ok()),
        })
    }

    /// The page that was asked for. Where none came, [`Early::adopt`] still lets the client find out why.
    pub async fn page(&self) -> Option<Page> {
        let response: Response = JsFuture::from(self.answer.clone()).await.ok()?.dyn_into().ok()?;
        // A body can be read once; the client may want to read it too.
        let response = response.clone().ok()?;
        let body = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        reply::page(&Raw { status: response.status(), body, ..Raw::default() }).ok()
    }

    /// Has the tab remember what was typed, where it is to: whoever sees rows is signed in. Whether it is.
    pub fn remember(&self) -> bool {
        let kept = self.keep.as_ref().and_then(|keep| keep.call0(&JsValue::UNDEFINED).ok());
        kept.is_some_and(|kept| kept.is_truthy())
    }

    /// Whether this is that request.
    pub fn is(&self, other: &Self) -> bool {
        let answer = |early: &Self| JsValue::from(&early.answer);
        answer(self) == answer(other)
    }

    /// Whoever asks next, and asks the same in the same name, gets its answer. Where that is another call, nobody does.
    pub fn adopt(self) {
        EARLY.with_borrow_mut(|early| *early = Some(self));
    }

    /// The answer to the early request, where it was for this and came; where it did not, the call is made as any other.
    pub async fn answer(url: &str, token: &AuthToken) -> Option<Response> {
        let early = EARLY.take()?;
        if early.url != url || early.token != *token {
            return None;
        }
        JsFuture::from(early.answer).await.ok()?.dyn_into().ok()
    }
}
