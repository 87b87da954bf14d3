//! The native engine in the place of the browser's `RegExp`, for the tests and for `examples/rules.rs`.

use faxbox_admin::domain::{Doubt, Search, Sender, Step, Trial, Verdict};
use regress::Regex;

/// The verdict of a rule on an address.
pub fn verdict(rule: &str, address: &str) -> Verdict {
    let sender = Sender::new(address);
    let trial = Trial::new(rule);
    match trial.step(&sender) {
        Step::Known(verdict) => verdict,
        // Here nobody could end it.
        Step::Search(_) if trial.is_suspect(&sender) => Verdict::Untested(Doubt::Ways),
        Step::Search(source) => trial.settle(&sender, search(source, sender.subject())),
    }
}

/// Its name in the recording.
pub fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "allowed",
        Verdict::Refused => "refused",
        Verdict::Broken => "broken",
        Verdict::Untested(_) => "untested",
    }
}

fn search(source: &str, subject: &str) -> Search {
    match Regex::new(source) {
        Ok(expression) if expression.find(subject).is_some() => Search::Found,
        Ok(_) => Search::NotFound,
        Err(_) => Search::Failed(Doubt::Dialect),
    }
}
