//! The panel in a browser: mounting and unmounting inside a shadow root.
#![cfg(target_arch = "wasm32")]

use faxbox_admin::ui::element::mount;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

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
    let mounted = mount(host.clone(), &JsValue::UNDEFINED);
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
    let mounted = mount(first.clone(), &JsValue::UNDEFINED);
    let _kept = mount(second.clone(), &JsValue::UNDEFINED);
    drop(mounted);
    assert_eq!(first.child_element_count(), 0);
    assert!(second.child_element_count() > 0);
    Ok(())
}
