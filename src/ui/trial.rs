//! Tries rules against an address: in a worker, since an expression of a stranger can take for ever.
//!
//! A worker that does not answer in time is ended and another one started. Only the expression it was at stays untested.

use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::{
    domain::{Doubt, Search, Sender, Step, Trial, Verdict},
    ui::panel::Panel,
};

/// How long a worker may take to start.
const START_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an expression, or a batch of harmless ones, may take.
const SEARCH_TIMEOUT: Duration = Duration::from_secs(1);

/// How many harmless expressions are sent at once.
const BATCH_SEARCHES: usize = 500;

/// What searches: at most one worker, started when it is first needed.
///
/// It is ended when this is dropped.
pub struct Searcher {
    start: Option<Function>,
    worker: Option<Worker>,
    /// Expressions that did not come back: they are not tried again.
    hung: Vec<String>,
}

impl Searcher {
    /// A searcher for a panel; no worker is started yet.
    pub fn new(panel: Panel) -> Self {
        let start = |host: &web_sys::HtmlElement| {
            Reflect::get(host, &JsValue::from_str("startWorker")).ok()?.dyn_into::<Function>().ok()
        };
        Self { start: panel.host.try_with_value(start).flatten(), worker: None, hung: Vec::new() }
    }

    /// The verdicts on an address, one for each rule.
    ///
    /// Rules that need no search are decided at once; the others go to the worker in batches, and those that may not come back
    /// alone and last.
    pub async fn verdicts(&mut self, trials: &[&Trial], sender: &Sender) -> Vec<Verdict> {
        let mut verdicts = Vec::with_capacity(trials.len());
        let mut harmless = Vec::new();
        let mut suspect = Vec::new();
        for (index, trial) in trials.iter().enumerate() {
            verdicts.push(match trial.step(sender) {
                Step::Known(verdict) => verdict,
                Step::Search(source) => {
                    if trial.is_suspect(sender) { &mut suspect } else { &mut harmless }.push((index, source));
                    Verdict::Untested(Doubt::NoWorker)
                }
            });
        }
        let subject = sender.subject();
        let mut searches = Vec::with_capacity(harmless.len() + suspect.len());
        for batch in harmless.chunks(BATCH_SEARCHES) {
            searches.extend(self.batch(subject, batch).await);
        }
        for single in &suspect {
            searches.push((single.0, self.single(subject, single.1).await));
        }
        for (index, search) in searches {
            if let (Some(verdict), Some(trial)) = (verdicts.get_mut(index), trials.get(index)) {
                *verdict = trial.settle(sender, search);
            }
        }
        verdicts
    }

    /// Searches for many; where they do not all come back, for each alone.
    async fn batch(&mut self, subject: &str, batch: &[(usize, &str)]) -> Vec<(usize, Search)> {
        let sources: Vec<_> = batch.iter().map(|(_, source)| *source).collect();
        let indices = batch.iter().map(|(index, _)| *index);
        if let Some(found) = self.ask(subject, &sources, SEARCH_TIMEOUT).await {
            return indices.zip(found).collect();
        }
        let mut searches = Vec::with_capacity(batch.len());
        for (index, source) in batch {
            searches.push((*index, self.single(subject, source).await));
        }
        searches
    }

    async fn single(&mut self, subject: &str, source: &str) -> Search {
        if self.hung.iter().any(|hung| hung == source) {
            return Search::Failed(Doubt::Deadline);
        }
        if let Some(found) = self.ask(subject, &[source], SEARCH_TIMEOUT).await {
            return found.first().copied().unwrap_or(Search::Failed(Doubt::NoWorker));
        }
        self.hung.push(source.to_owned());
        Search::Failed(Doubt::Deadline)
    }

    /// Asks the worker; nothing where it did not answer in time, and then it is ended.
    async fn ask(&mut self, subject: &str, sources: &[&str], within: Duration) -> Option<Vec<Search>> {
        let Some(worker) = self.worker().await else {
            return Some(vec![Search::Failed(Doubt::NoWorker); sources.len()]);
        };
        let answer = post(&worker, subject, sources, within).await;
        if answer.is_none() {
            self.end();
        }
        let search = |found: JsValue| match found.as_bool() {
            Some(true) => Search::Found,
            Some(false) => Search::NotFound,
            None => Search::Failed(Doubt::Dialect),
        };
        answer.map(|answer| answer.iter().map(search).collect())
    }

    /// The worker, which is there once it has answered a question about nothing.
    async fn worker(&mut self) -> Option<Worker> {
        if self.worker.is_none() {
            // It throws where the script comes from another origin.
            let worker = self.start.as_ref()?.call0(&JsValue::UNDEFINED).ok()?.dyn_into::<Worker>().ok()?;
            self.worker = Some(worker.clone());
            if post(&worker, "", &[], START_TIMEOUT).await.is_none() {
                self.end();
                self.start = None;
            }
        }
        self.worker.clone()
    }

    fn end(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        self.end();
    }
}

/// Sends a text and what to search for, and waits; nothing where no answer comes in time, or an error.
async fn post(worker: &Worker, subject: &str, sources: &[&str], within: Duration) -> Option<Array> {
    let message = Array::of1(&JsValue::from_str(subject));
    for source in sources {
        message.push(&JsValue::from_str(source));
    }
    let millis = i32::try_from(within.as_millis()).unwrap_or(i32::MAX);
    // Whichever of the three comes first.
    let first = Promise::new(&mut |resolve, _| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&resolve));
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        let _ = worker.post_message(&message);
    });
    let event = JsFuture::from(first).await.ok()?.dyn_into::<MessageEvent>().ok()?;
    event.data().dyn_into::<Array>().ok()
}
