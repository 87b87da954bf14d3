//! The REST boundary. [`Endpoint`] alone makes URLs, [`reply`] alone reads answers, `client` alone sends.

#[cfg(target_arch = "wasm32")]
pub mod client;
mod endpoint;
mod failure;
pub mod json;
pub mod reply;

pub use self::{
    endpoint::{Consent, Endpoint, Method, PAGE_SIZE},
    failure::{Charges, Failure, Invoice, InvoiceItem, Refused, RequestId},
};
