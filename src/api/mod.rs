//! The REST boundary. [`Endpoint`] alone makes URLs, [`reply`] alone reads answers, `client` alone sends.

#[cfg(target_arch = "wasm32")]
mod body;
mod charges;
#[cfg(target_arch = "wasm32")]
pub mod client;
mod curl;
#[cfg(target_arch = "wasm32")]
pub mod early;
mod endpoint;
mod failure;
pub mod json;
pub mod reply;
pub mod retry;
pub mod source;
pub mod trace;

pub use self::{
    charges::{Charges, Invoice, InvoiceItem},
    curl::curl,
    endpoint::{Consent, Endpoint, Method},
    failure::{Failure, Refused, RequestId},
};
