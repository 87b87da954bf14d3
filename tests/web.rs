//! The panel in a browser: mounting and unmounting inside a shadow root, and the wiring of the connect form.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use faxbox_admin::ui::{
    element::mount,
    trace::{self, Phase},
};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, HtmlElement, HtmlInputElement, ShadowRootInit, ShadowRootMode};

wasm_bindgen_test_configure!(run_in_browser);

/// A `<div>` in a shadow root, as `element.js` makes it.
fn host() -> Result<HtmlElement, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let element = document.create_element("div")?;
    document.body().ok_or("no body")?.append_child(&element)?;
    let root = element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?;
    let host: HtmlElement = document.create_element("div")?.unchecked_into();
    root.append_child(&host)?;
    Ok(host)
}

#[wasm_bindgen_test]
fn a_panel_is_there_until_it_is_dropped() -> Result<(), JsValue> {
    let host = host()?;
    let mounted = mount(host.clone(), &JsValue::UNDEFINED, None);
    assert_eq!(
        host.query_selector("h1")?.and_then(|title| title.text_content()).as_deref(),
        Some("Faxbox Admin")
    );
    drop(mounted);
    assert_eq!(host.child_element_count(), 0);
    Ok(())
}

#[wasm_bindgen_test]
fn two_panels_do_not_know_of_each_other() -> Result<(), JsValue> {
    let (first, second) = (host()?, host()?);
    let mounted = mount(first.clone(), &JsValue::UNDEFINED, None);
    let _kept = mount(second.clone(), &JsValue::UNDEFINED, None);
    drop(mounted);
    assert_eq!(first.child_element_count(), 0);
    assert!(second.child_element_count() > 0);
    Ok(())
}

/// An address of this very machine where nothing listens.
const NOBODY: &str = "http://127.0.0.1:9/v2";

/// Waits for a condition, drawing by drawing; the test's own time-out ends a wait in vain.
async fn until(condition: impl Fn() -> bool) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    while !condition() {
        let drawn = Promise::new(&mut |resolve, _| drop(window.request_animation_frame(&resolve)));
        JsFuture::from(drawn).await?;
    }
    Ok(())
}

fn type_into(host: &HtmlElement, name: &str, text: &str) -> Result<(), JsValue> {
    let control = host.query_selector(&format!("[name={name}]"))?.ok_or("no control")?;
    let control: HtmlInputElement = control.unchecked_into();
    control.set_value(text);
    control.dispatch_event(&Event::new("input")?).map(drop)
}

fn submit(host: &HtmlElement) -> Result<(), JsValue> {
    let button = host.query_selector("button[type=submit]")?.ok_or("no button")?;
    button.unchecked_into::<HtmlElement>().click();
    Ok(())
}

fn problem_of(host: &HtmlElement, name: &str) -> Option<String> {
    told(host, &format!("[data-problem-of={name}]"))
}

fn told(host: &HtmlElement, selector: &str) -> Option<String> {
    host.query_selector(selector).ok()??.text_content()
}

#[wasm_bindgen_test]
async fn what_is_wrong_with_the_connection_is_told_at_its_control() -> Result<(), JsValue> {
    let host = host()?;
    let _mounted = mount(host.clone(), &JsValue::UNDEFINED, None);
    submit(&host)?;
    until(|| problem_of(&host, "auth_token").is_some()).await?;
    assert!(problem_of(&host, "server").is_some() && problem_of(&host, "account_id").is_some());
    type_into(&host, "server", NOBODY)?;
    until(|| problem_of(&host, "server").is_none()).await?;
    assert!(problem_of(&host, "account_id").is_some(), "an edit cures its own control alone");
    type_into(&host, "account_id", "a1")?;
    type_into(&host, "auth_token", "secret")?;
    submit(&host)?;
    until(|| problem_of(&host, "server").is_some()).await?;
    assert!(!host.inner_html().contains("secret"), "the token is in no markup");
    Ok(())
}

#[wasm_bindgen_test]
async fn a_panel_that_goes_while_it_waits_for_a_server_leaves_no_trace() -> Result<(), JsValue> {
    let (gone, stays) = (host()?, host()?);
    let mounted = mount(gone.clone(), &JsValue::UNDEFINED, None);
    let _kept = mount(stays.clone(), &JsValue::UNDEFINED, None);
    for host in [&gone, &stays] {
        type_into(host, "server", NOBODY)?;
        type_into(host, "account_id", "a1")?;
        type_into(host, "auth_token", "t")?;
        submit(host)?;
    }
    drop(mounted);
    // Both were asked in the same moment: when the second has its answer, the first has had its own. A panic would have
    // ended both.
    until(|| problem_of(&stays, "server").is_some()).await?;
    assert_eq!(gone.child_element_count(), 0);
    Ok(())
}

/// A server with an account without faxboxes.
const EMPTY: &str = r#"return Promise.resolve(new Response('{"data":[],"status":"success"}'))"#;

/// In which files something reads the open form again when `text` stands in a control, each as often as it does: at once, and when the
/// rest is told.
async fn drawn_again(host: &HtmlElement, name: &str, text: &str) -> Result<Vec<&'static str>, JsValue> {
    let performance = web_sys::window().and_then(|window| window.performance()).ok_or("no performance")?;
    let woken = || performance.get_entries_by_name_with_entry_type(Phase::Wake.name(), "measure").length();
    let (before, frames) = (woken(), Cell::new(0));
    trace::take();
    type_into(host, name, text)?;
    // The control's own readers, and those of the rest; what they wake draws in the same moment.
    until(|| woken() >= before + 2).await?;
    until(|| frames.replace(frames.get() + 1) > 5).await?;
    let mut files = trace::take();
    files.sort_unstable();
    Ok(files)
}

#[wasm_bindgen_test]
async fn a_keystroke_touches_its_field_and_the_count_and_nothing_else() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let fetch = Reflect::get(&window, &"fetch".into())?;
    Reflect::set(&window, &"fetch".into(), &Function::new_no_args(EMPTY))?;
    let host = host()?;
    let options = Object::new();
    for (key, value) in [("server", NOBODY), ("account-id", "a1"), ("view", "new")] {
        Reflect::set(&options, &key.into(), &value.into())?;
    }
    let _mounted = mount(host.clone(), &options, None);
    type_into(&host, "auth_token", "t")?;
    submit(&host)?;
    // The last section of all: they are drawn one after the other.
    until(|| host.query_selector("#system-title").is_ok_and(|title| title.is_some())).await?;

    // The first letter of all makes a new faxbox one with changes.
    drawn_again(&host, "caller_name", "A").await?;
    until(|| told(&host, ".dock [role=status]").is_some_and(|changes| changes.starts_with('1'))).await?;
    let text = "src/ui/editor/text.rs";
    assert_eq!(drawn_again(&host, "caller_name", "Ab").await?, [text]);
    // One that makes a problem also touches where problems are told and counted.
    let files = drawn_again(&host, "caller_name", "More than a telephone shows of a name").await?;
    let files_of_it = [
        text,
        "src/ui/editor/field.rs",
        "src/ui/editor/form.rs",
        "src/ui/editor/aside.rs",
        "src/ui/editor/dock.rs",
        "src/ui/editor/navigation.rs",
    ];
    assert!(files.iter().all(|file| files_of_it.contains(file)), "{files:?}");
    // A profile of all that shows what it was spent on.
    let performance = window.performance().ok_or("no performance")?;
    for phase in [Phase::Open, Phase::Section, Phase::Judge, Phase::Wake] {
        let measures = performance.get_entries_by_name_with_entry_type(phase.name(), "measure");
        assert!(measures.length() > 0, "{}", phase.name());
    }
    Reflect::set(&window, &"fetch".into(), &fetch)?;
    Ok(())
}
