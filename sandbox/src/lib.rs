//! A server that speaks the Faxbox API as a recorded real one does, for trying the panel and for its tests.
//!
//! A map: `main.rs` reads the command line, `connection.rs` the connections, `sandbox.rs` ties requests, faults and the log
//! together, `server.rs` answers in the recorded order of judgment. Below it, `route.rs` reads paths, `body.rs` bodies, `write.rs`
//! has the calls on one faxbox, `sign_in.rs` the two that give a token, `list.rs` and `filter.rs` the list, `condition.rs` `If-Match`, `charges.rs` the 402. A document goes
//! through `merge.rs`, `repair.rs` and `judge.rs` (with `rule.rs`) into `store.rs`; what comes back is put together in `envelope.rs` and `cors.rs`.
//! `control.rs`, `fault.rs` and `statuses.rs` are for tests, `accounts.rs` and `seed.rs` hold the data that is there from the start.
//! Where a comment says "contract", it means `CONTRACT.md` beside `src`: the recorded API.

#![allow(clippy::missing_errors_doc, reason = "said once in `store.rs`")]

mod accounts;
mod body;
mod bucket;
mod charges;
mod condition;
mod connection;
mod control;
mod cors;
mod envelope;
mod fault;
mod filter;
mod identity;
mod judge;
mod list;
mod merge;
mod repair;
mod route;
mod rule;
mod sandbox;
mod seed;
mod server;
mod sign_in;
mod statuses;
mod store;
mod write;

pub use accounts::{ACCOUNTS, Account};
pub use body::BODY_LIMIT_BYTES;
pub use judge::{Verdict, judge};
pub use list::{LIST_LIMIT_BYTES, PAGE_SIZE_ROWS};
pub use merge::Patch;
pub use rule::{compiles, is_found};
pub use store::StoreError;

use std::path::PathBuf;
use tokio::net::TcpListener;

/// How the sandbox is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many faxboxes the first account gets where the database is empty.
    pub faxboxes: usize,
    /// The file of the database; in memory where it is absent.
    pub database: Option<PathBuf>,
    /// The kind of PATCH.
    pub patch: Patch,
    /// Whether `If-Match` is dropped, as some proxies do.
    pub ignore_if_match: bool,
    /// Whether the control path is there.
    pub control: bool,
    /// The most rows on a page, whatever is asked for.
    pub page_size_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            faxboxes: 60,
            database: None,
            patch: Patch::Top,
            ignore_if_match: false,
            control: false,
            page_size_max: usize::MAX,
        }
    }
}

/// Serves the API on this listener until the future is dropped. It opens and seeds the database first.
///
/// # Errors
///
/// Where the database cannot be opened.
pub async fn serve(listener: TcpListener, options: Options) -> Result<(), StoreError> {
    let sandbox = prepare(options).await?;
    sandbox.serve(listener).await;
    Ok(())
}

/// A sandbox whose database is open and seeded.
#[derive(Debug, Clone)]
pub struct Prepared(std::sync::Arc<sandbox::Sandbox>);

impl Prepared {
    /// Serves the API until the future is dropped.
    pub async fn serve(self, listener: TcpListener) {
        let keep_alive = !self.0.options.control;
        connection::accept(listener, sandbox::router(self.0), keep_alive).await;
    }
}

/// Opens and seeds the database, so that the listener can be announced once everything is ready.
///
/// # Errors
///
/// Where the database cannot be opened.
pub async fn prepare(options: Options) -> Result<Prepared, StoreError> {
    let opened = tokio::task::spawn_blocking(move || sandbox::Sandbox::open(options)).await;
    opened.unwrap_or(Err(StoreError::Damaged)).map(|sandbox| Prepared(std::sync::Arc::new(sandbox)))
}
