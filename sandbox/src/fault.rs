//! Faults on request: what a proxy, a network or another writer does to a request, for tests (see `control.rs`).

use serde_json::Value;

/// What a fault does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Answers `status` with an envelope in the recorded form for it, or with `body` and `headers` where they are given. Nothing is
    /// handled.
    Status,
    /// Answers a page in HTML with `status` (200 where none is given), as a proxy does. Nothing is handled.
    Html,
    /// Handles the request, then delivers the first half of the answer's body as if it were all: truncated JSON.
    Cut,
    /// Handles the request, then announces the whole body and breaks the connection in the middle of it.
    CutConnection,
    /// Closes the connection without an answer, before anything is handled.
    Drop,
    /// Handles the request (a write happens), then closes the connection without an answer.
    DropAfter,
    /// Answers 200 with an empty body. Nothing is handled.
    Empty,
    /// Answers a success without `data`. Nothing is handled.
    NoDocument,
    /// Merges `change` at the top level (`null` takes out) into the faxbox that the path names, as another writer would, just before
    /// the request is handled: its `If-Match` then fails.
    ForeignWrite,
    /// The same just after the request was handled, before it is answered.
    ForeignWriteAfter,
    /// Answers 200 with [`LARGE_BYTES`] of blanks. Nothing is handled.
    Large,
    /// Answers 200 with blanks that never end, and tells no length. Nothing is handled.
    Endless,
    /// Answers 200 at once, and then a blank now and then, for ever. Nothing is handled.
    Trickle,
    /// 500 without a body and without CORS headers. Nothing is handled.
    Crash,
    /// Answers a write as if it had happened, but without `smtp_email_address`, and stores nothing: the database was away.
    IgnoreWrite,
    /// Nothing but the delay of `latency_ms`.
    Latency,
}

/// How long the body of [`Kind::Large`] is.
pub const LARGE_BYTES: usize = 60_000_000;

const KINDS: [(&str, Kind); 16] = [
    ("status", Kind::Status),
    ("html", Kind::Html),
    ("cut", Kind::Cut),
    ("cut_connection", Kind::CutConnection),
    ("drop", Kind::Drop),
    ("drop_after", Kind::DropAfter),
    ("empty", Kind::Empty),
    ("no_document", Kind::NoDocument),
    ("foreign_write", Kind::ForeignWrite),
    ("foreign_write_after", Kind::ForeignWriteAfter),
    ("large", Kind::Large),
    ("endless", Kind::Endless),
    ("trickle", Kind::Trickle),
    ("crash", Kind::Crash),
    ("ignore_write", Kind::IgnoreWrite),
    ("latency", Kind::Latency),
];

/// One fault and the requests that it applies to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What happens.
    pub kind: Kind,
    /// Only requests with this method; any where it is absent. Preflights are spared unless it says `OPTIONS`.
    pub method: Option<String>,
    /// Only requests whose path and query hold this text; any where it is absent.
    pub path: Option<String>,
    /// The first matching request that it applies to, counted from 1.
    pub nth: u64,
    /// How many requests from there on; 0 for all of them.
    pub times: u64,
    /// A delay before anything else, in milliseconds.
    pub latency_ms: u64,
    /// The status, for `status` and `html`.
    pub status: Option<u16>,
    /// Headers of the answer, for `status` and `html`.
    pub headers: Vec<(String, String)>,
    /// The body of the answer, for `status` and `html`.
    pub body: Option<String>,
    /// The change of the other writer.
    pub change: Value,
}

impl Fault {
    /// Reads a fault. Unknown keys and words are errors, so that a slip in a test is seen.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn of(value: &Value) -> Result<Self, String> {
        let Value::Object(members) = value else { return Err("a fault is an object".to_owned()) };
        let mut fault = Self {
            kind: Kind::Latency,
            method: None,
            path: None,
            nth: 1,
            times: 1,
            latency_ms: 0,
            status: None,
            headers: Vec::new(),
            body: None,
            change: Value::Null,
        };
        let mut kind = None;
        for (key, value) in members {
            let wrong = || format!("{key} cannot be {value}");
            let number = || value.as_u64().ok_or_else(wrong);
            let text = || match value {
                Value::Null => Ok(None),
                Value::String(text) => Ok(Some(text.clone())),
                _ => Err(wrong()),
            };
            match key.as_str() {
                "kind" => {
                    let known = KINDS.iter().find(|(name, _)| Some(*name) == value.as_str());
                    kind = Some(known.ok_or_else(wrong)?.1);
                }
                "method" => fault.method = text()?,
                "path" => fault.path = text()?,
                "body" => fault.body = text()?,
                "nth" => fault.nth = number()?.max(1),
                "times" => fault.times = number()?,
                "latency_ms" => fault.latency_ms = number()?,
                "status" | "headers" if value.is_null() => {}
                "status" => {
                    let status = u16::try_from(number()?).ok().filter(|status| (200..=599).contains(status));
                    fault.status = Some(status.ok_or_else(wrong)?);
                }
                "headers" => {
                    for (name, value) in value.as_object().ok_or_else(wrong)? {
                        fault
                            .headers
                            .push((name.to_lowercase(), value.as_str().ok_or_else(wrong)?.to_owned()));
                    }
                }
                "change" => fault.change = value.clone(),
                _ => return Err(format!("a fault has no {key}")),
            }
        }
        fault.kind = kind.unwrap_or(if fault.status.is_some() { Kind::Status } else { Kind::Latency });
        Ok(fault)
    }

    fn concerns(&self, method: &str, target: &str) -> bool {
        let method_fits = match &self.method {
            Some(wanted) => wanted.eq_ignore_ascii_case(method),
            None => method != "OPTIONS",
        };
        method_fits && self.path.as_deref().is_none_or(|part| target.contains(part))
    }

    /// Whether it applies to its matching request with this number.
    fn applies_to(&self, number: u64) -> bool {
        number >= self.nth && (self.times == 0 || number - self.nth < self.times)
    }
}

/// The faults that were asked for, and how many requests each has met.
#[derive(Debug, Default)]
pub struct Faults(Vec<(Fault, u64)>);

impl Faults {
    /// A new list, with nothing met yet.
    pub fn new(faults: Vec<Fault>) -> Self {
        Self(faults.into_iter().map(|fault| (fault, 0)).collect())
    }

    /// Counts a request for every fault that it concerns; the first of the list that applies is the one that happens.
    pub fn meet(&mut self, method: &str, target: &str) -> Option<Fault> {
        let mut found = None;
        for (fault, met) in &mut self.0 {
            if fault.concerns(method, target) {
                *met += 1;
                if found.is_none() && fault.applies_to(*met) {
                    found = Some(fault.clone());
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_fault_applies_from_the_nth_request_on_for_some_times() {
        for (nth, times, applied) in [
            (1, 1, [true, false, false, false]),
            (2, 1, [false, true, false, false]),
            (2, 2, [false, true, true, false]),
            (2, 0, [false, true, true, true]),
        ] {
            let fault = Fault::of(&json!({"kind": "crash", "nth": nth, "times": times})).unwrap();
            let mut faults = Faults::new(vec![fault]);
            assert_eq!(applied.map(|_| faults.meet("GET", "/x").is_some()), applied);
        }
    }

    #[test]
    fn preflights_are_spared_unless_they_are_named() {
        let fault = |value| Faults::new(vec![Fault::of(&value).unwrap()]);
        assert!(fault(json!({"kind": "crash"})).meet("OPTIONS", "/x").is_none());
        assert!(fault(json!({"kind": "crash", "method": "OPTIONS"})).meet("OPTIONS", "/x").is_some());
        assert!(fault(json!({"kind": "crash", "method": "post"})).meet("POST", "/x").is_some());
        assert!(fault(json!({"kind": "crash", "path": "faxboxes/"})).meet("GET", "/faxboxes").is_none());
    }

    #[test]
    fn slips_are_errors() {
        for slip in [
            json!(1),
            json!({"knid": "crash"}),
            json!({"kind": "boom"}),
            json!({"nth": "1"}),
            json!({"status": 99}),
        ] {
            assert!(Fault::of(&slip).is_err(), "{slip}");
        }
    }
}
