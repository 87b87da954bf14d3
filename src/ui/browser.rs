//! What the browser knows and can do: addresses, storage, languages, time zones, the clipboard. Nothing here panics where
//! a browser lacks it.

use std::{
    cell::RefCell,
    cmp::Ordering,
    future::poll_fn,
    ops::ControlFlow,
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

use js_sys::{Array, Function, JsString, Object, Promise, Reflect, RegExp, Uint8Array};
use leptos::leptos_dom::helpers::{request_animation_frame, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlElement, Storage, Url};

pub use crate::api::client::now;
use crate::{api::retry::jittered, state::TextOrder};

/// Texts ordered and folded as the browser's language does.
pub const TEXT_ORDER: TextOrder = TextOrder { compare, fold };

/// Milliseconds of a minute.
const MINUTE_MS: u64 = 60_000;

/// How long what is handed out as a file stays readable.
const DOWNLOAD_TIME: Duration = Duration::from_mins(1);

thread_local! {
    static COMPARE: Option<Function> = collator();
    static ACCENTS: RegExp = RegExp::new("[\\u0300-\\u036f]", "g");
    static TIME_ZONES: RefCell<Vec<(String, bool)>> = const { RefCell::new(Vec::new()) };
}

/// `new Intl.Collator(undefined, { numeric: true }).compare`
fn collator() -> Option<Function> {
    let options = Object::new();
    Reflect::set(&options, &"numeric".into(), &JsValue::TRUE).ok()?;
    let collator = intl("Collator", &Array::of2(&JsValue::UNDEFINED, &options)).ok()?;
    Reflect::get(&collator, &"compare".into()).ok()?.dyn_into().ok()
}

fn compare(a: &str, b: &str) -> Ordering {
    let order = COMPARE.with(|compare| {
        let compare = compare.as_ref()?;
        compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into()).ok()?.as_f64()
    });
    match order {
        Some(order) if order < 0.0 => Ordering::Less,
        Some(order) if order > 0.0 => Ordering::Greater,
        Some(_) => Ordering::Equal,
        None => a.cmp(b),
    }
}

/// Capitals, so that `ß` is `SS`; parts apart, so that accents can be dropped, and full width is as good as half.
fn fold(text: &str) -> String {
    ACCENTS.with(|accents| {
        JsString::from(text).normalize("NFKD").replace_by_pattern(accents, "").to_upper_case().into()
    })
}

/// `new Intl[name](…arguments)`, or what it threw.
fn intl(name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let constructor: Function = Reflect::get(&intl, &name.into())?.dyn_into()?;
    Reflect::construct(&constructor, arguments)
}

fn clock(zone: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    let set = |key: &str, value: &str| Reflect::set(&options, &key.into(), &value.into());
    if !zone.is_empty() {
        set("timeZone", zone)?;
    }
    for (key, value) in [
        ("day", "2-digit"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ] {
        set(key, value)?;
    }
    set("hourCycle", "h23")?;
    intl("DateTimeFormat", &Array::of2(&"en-GB".into(), &options))
}

/// Whether the browser can tell the time there. Remembered: a list asks for the same few again and again.
pub fn knows_time_zone(name: &str) -> bool {
    TIME_ZONES.with(|known| {
        let Ok(mut known) = known.try_borrow_mut() else { return true };
        if let Some((_, answer)) = known.iter().find(|(zone, _)| zone == name) {
            return *answer;
        }
        let answer = clock(name).is_ok();
        known.push((name.to_owned(), answer));
        answer
    })
}

/// The time now as fax machines print it, `24-NOV-2026 11:42`; in the browser's own zone where `zone` is unknown or empty.
pub fn page_time(zone: &str) -> String {
    let format = clock(zone).or_else(|_| clock(""));
    let text = format.and_then(|clock| {
        let format: Function = Reflect::get(&clock, &"format".into())?.dyn_into()?;
        format.call0(&JsValue::UNDEFINED)
    });
    let text = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
    let (date, time) = text.split_once(", ").unwrap_or((&text, ""));
    format!("{} {time}", date.replace(' ', "-").to_ascii_uppercase())
}

/// The name of the browser's own time zone; `""` where it does not tell.
pub fn own_time_zone() -> String {
    let name = clock("").and_then(|clock| {
        let options: Function = Reflect::get(&clock, &"resolvedOptions".into())?.dyn_into()?;
        Reflect::get(&options.call0(&clock)?, &"timeZone".into())
    });
    name.ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// How long the minute that is now still lasts; 1 to 60 000.
pub fn milliseconds_to_next_minute() -> u64 {
    let date = js_sys::Date::new_0();
    let gone = u64::from(date.get_utc_seconds()) * 1_000 + u64::from(date.get_utc_milliseconds());
    MINUTE_MS.saturating_sub(gone).max(1)
}

/// The names of time zones that the browser suggests. It lacks some that are in use.
pub fn time_zones() -> Vec<String> {
    let names = Reflect::get(&js_sys::global(), &"Intl".into()).and_then(|intl| {
        let supported: Function = Reflect::get(&intl, &"supportedValuesOf".into())?.dyn_into()?;
        supported.call1(&intl, &"timeZone".into())
    });
    names
        .map(|names| Array::from(&names).iter().filter_map(|name| name.as_string()).collect())
        .unwrap_or_default()
}

/// `encodeURIComponent`
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// `decodeURIComponent`; a text that is not encoded rightly stays as it is.
pub fn decode(text: &str) -> String {
    js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}

/// The page's hash.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to a hash, with a step to go back by.
pub fn push_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only for addresses that cannot be read, which a hash of ours is not.
        drop(window.location().set_hash(hash));
    }
}

/// Puts a hash in the place of the present one.
pub fn replace_hash(hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(hash)));
    }
}

/// The tab's own storage, where the browser allows it.
pub fn tab_storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Names the page, as a tab shows it.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// The longest wait for a frame, in milliseconds: there is none in a page that is out of sight of its window, and knows nothing of that.
const FRAME_WITHIN_MS: i32 = 100;

/// The frames until one is on the screen: in the first it is laid out and handed on, and the third does not begin before it is rasterised.
const FRAMES_TO_SCREEN: usize = 3;

/// Waits until what was drawn is laid out, and on its way to the screen: for what is short.
pub async fn laid_out() {
    frames(1).await;
}

/// Waits until what was drawn is on the screen. It is rasterised by other threads, which what is done meanwhile would hold up: there are
/// as few as two cores for all.
pub async fn painted() {
    frames(FRAMES_TO_SCREEN).await;
}

/// Waits for frames; not at all where nothing is shown, since none are made then.
async fn frames(count: usize) {
    let Some(window) = web_sys::window() else { return };
    if window.document().is_none_or(|document| document.hidden()) {
        return;
    }
    for _ in 0..count {
        let frame = Promise::new(&mut |resolve, _| {
            drop(window.request_animation_frame(&resolve));
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, FRAME_WITHIN_MS));
        });
        drop(JsFuture::from(frame).await);
    }
    // That was the beginning of the last; a timer is after it.
    sleep(Duration::ZERO).await;
}

/// Waits.
pub async fn sleep(duration: Duration) {
    let Some(window) = web_sys::window() else { return };
    let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    let timer = Promise::new(&mut |resolve, _| {
        drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
    });
    drop(JsFuture::from(timer).await);
}

/// How long is worked before the browser may draw, and hear what a person does: half a frame.
const WORK_MILLISECONDS: u64 = 8;

/// Does work piece by piece to its end, and lets the browser draw, and hear what a person does, in between.
pub async fn in_pieces<T>(mut piece: impl FnMut() -> ControlFlow<T>) -> T {
    let mut began = now();
    loop {
        if let ControlFlow::Break(end) = piece() {
            return end;
        }
        // A clock that was put back is no reason to go on.
        if now().abs_diff(began) >= WORK_MILLISECONDS {
            sleep(Duration::ZERO).await;
            began = now();
        }
    }
}

/// What comes within a time, or nothing: it can be waited for further.
pub async fn within<F: Future + Unpin>(future: &mut F, time: Duration) -> Option<F::Output> {
    before(future, sleep(time)).await
}

/// What comes before something else does, or nothing: it can be waited for further.
pub async fn before<F: Future + Unpin>(future: &mut F, end: impl Future<Output = ()>) -> Option<F::Output> {
    let mut end = pin!(end);
    poll_fn(|context| match (Pin::new(&mut *future).poll(context), end.as_mut().poll(context)) {
        (Poll::Ready(output), _) => Poll::Ready(Some(output)),
        (_, Poll::Ready(())) => Poll::Ready(None),
        _ => Poll::Pending,
    })
    .await
}

/// Waits for about as long: see [`jittered`].
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any number of 31 bits will do")]
pub async fn rest(milliseconds: u32) {
    let dice = (js_sys::Math::random() * f64::from(i32::MAX)) as u32;
    sleep(Duration::from_millis(jittered(milliseconds, dice).into())).await;
}

/// Puts a text on the clipboard; `false` where the browser has none for this page, or refuses.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).ok();
    let Some(clipboard) = clipboard.and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok())
    else {
        return false;
    };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Today, as `2026-11-24`, by the browser's own clock.
pub fn today() -> String {
    let date = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The bytes of a file that the person chose; nothing where the browser may not read it (any more).
pub async fn bytes(file: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Hands a text to the person as a file: JSON, or what the name's end says.
pub fn download(name: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(match name.rsplit_once('.') {
        Some((_, "csv")) => "text/csv",
        _ => "application/json",
    });
    let url = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
        .and_then(|blob| Url::create_object_url_with_blob(&blob));
    let anchor = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok());
    if let (Ok(url), Some(anchor)) = (url, anchor) {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        // Browsers read it after the click, in their own time.
        set_timeout(move || drop(Url::revoke_object_url(&url)), DOWNLOAD_TIME);
    }
}

/// Puts the focus on what the first of the selectors finds below `root` that finds anything, after the next drawing.
pub fn focus_later(root: HtmlElement, selectors: Vec<String>) {
    request_animation_frame(move || focus_now(&root, &selectors));
}

/// Moves the focus to what a selector finds below `root`, after the next drawing, if it is on one of `others` then.
pub fn refocus_later(root: HtmlElement, selector: String, others: &'static str) {
    request_animation_frame(move || {
        let on_another =
            root.query_selector(&format!(":is({others}):focus")).is_ok_and(|element| element.is_some());
        if on_another {
            focus_now(&root, &[selector]);
        }
    });
}

fn focus_now(root: &HtmlElement, selectors: &[String]) {
    let found = selectors.iter().find_map(|selector| root.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}
