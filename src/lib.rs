//! Faxbox Admin: lists and edits faxboxes in the browser, straight against the REST API.
//!
//! # The map
//!
//! ```text
//! domain  <-  form  <-  api  <-  state  <-  ui          text is used by ui alone
//! (values)   (draft)   (HTTP)   (views)    (DOM)
//! ```
//!
//! - [`domain`]: what a faxbox is made of: parsed values, their errors, their oddities.
//! - [`form`]: the field table, what a person types, what a save may write. Start at [`form::Field`].
//! - [`api`]: [`api::Endpoint`] alone makes URLs, [`api::reply`] alone reads answers, `api::client` alone sends.
//! - [`state`]: what each view is doing, as enums with moves; no futures.
//! - [`text`]: every word a person reads.
//! - `ui`: the components and the custom element; `wasm32` only.
//!
//! ARCHITECTURE.md names the invariants and the test that holds each. Where a comment says "contract", it means
//! `sandbox/CONTRACT.md`: the API as a real server was recorded to speak it.

pub mod api;
pub mod domain;
pub mod form;
pub mod state;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod ui;
