//! Reads the body of an answer, and no more of it than is wanted: one that announces no length could go on for ever.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The longest answer that is read, in MiB: of what travels, where that is told, and of what it says.
///
/// The server takes documents of 8 000 000 bytes (contract, "What comes back"); a page of 1 000 ordinary faxboxes is a twentieth of this.
pub const ANSWER_MEBIBYTES_MAX: u32 = 32;

const BYTES_MAX: u32 = ANSWER_MEBIBYTES_MAX << 20;

/// Why a body was not read.
pub enum BodyError {
    /// It is longer than [`ANSWER_MEBIBYTES_MAX`].
    Oversized,
    /// It broke off, by what was thrown.
    Broken(JsValue),
}

impl From<JsValue> for BodyError {
    fn from(error: JsValue) -> Self {
        Self::Broken(error)
    }
}

#[wasm_bindgen]
extern "C" {
    /// A `ReadableStreamDefaultReader`.
    type Reader;
    #[wasm_bindgen(method)]
    fn read(this: &Reader) -> Promise;
    #[wasm_bindgen(method)]
    fn cancel(this: &Reader) -> Promise;
}

/// The body as text. `announced` is the length that its headers tell, in bytes.
///
/// # Errors
/// - Longer than [`ANSWER_MEBIBYTES_MAX`], as announced or as read: [`BodyError::Oversized`]; the rest is not waited for.
/// - The connection broke, or the request was ended: [`BodyError::Broken`].
pub async fn read(response: &Response, announced: Option<u32>) -> Result<String, BodyError> {
    let Some(body) = response.body() else { return Ok(String::new()) };
    let reader: Reader = body.get_reader().unchecked_into();
    let read = if announced.is_some_and(|length| length > BYTES_MAX) {
        Err(BodyError::Oversized)
    } else {
        bytes(&reader).await
    };
    if let Err(BodyError::Oversized) = read {
        drop(reader.cancel());
    }
    Ok(text(read?))
}

/// Copied as they come: a chunk may be a single byte, and kept would weigh a hundred times as much.
async fn bytes(reader: &Reader) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut left = BYTES_MAX;
    loop {
        let step = JsFuture::from(reader.read()).await?;
        let Ok(chunk) = Reflect::get(&step, &JsValue::from_str("value"))?.dyn_into::<Uint8Array>() else {
            return Ok(bytes);
        };
        left = left.checked_sub(chunk.length()).ok_or(BodyError::Oversized)?;
        bytes.extend_from_slice(&chunk.to_vec());
    }
}

/// As `Response.text` reads it: without a byte-order mark, and with `\u{fffd}` for what is no UTF-8.
fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}
