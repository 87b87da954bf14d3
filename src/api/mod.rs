//! The REST boundary. [`Endpoint`] alone makes URLs, [`reply`] alone reads answers, `client` alone sends.

mod charges;
#[cfg(target_arch = "wasm32")]
pub mod client;
mod endpoint;
mod failure;
pub mod json;
pub mod reply;

pub use self::{
    charges::{Charges, Invoice, InvoiceItem},
    endpoint::{Consent, Endpoint, Method, PAGE_SIZE},
    failure::{Failure, Refused, RequestId},
};
