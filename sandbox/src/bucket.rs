//! A bucket of tokens that every request for faxboxes draws on, for tests: an operator's own limit. The recorded server drew on none
//! for good tokens (contract, the row of 429).

use serde_json::Value;
use std::time::Instant;

/// A limit of requests.
#[derive(Debug, Clone)]
pub struct Bucket {
    size: f64,
    refill_per_second: f64,
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    /// Reads `{"size": 20, "refill_per_second": 5}`; a full one.
    pub fn of(wish: &Value) -> Option<Self> {
        let members = wish.as_object().filter(|members| members.len() == 2)?;
        let number = |key: &str| members.get(key)?.as_f64().filter(|number| *number >= 0.0);
        let size = number("size")?;
        Some(Self {
            size,
            refill_per_second: number("refill_per_second")?,
            tokens: size,
            filled: Instant::now(),
        })
    }

    /// Takes one token and tells how many remain; nothing where there is none.
    pub fn draw(&mut self) -> Option<u32> {
        let now = Instant::now();
        let back = now.duration_since(self.filled).as_secs_f64() * self.refill_per_second;
        self.tokens = (self.tokens + back).min(self.size);
        self.filled = now;
        if self.tokens < 1.0 {
            return None;
        }
        self.tokens -= 1.0;
        // Whole, not negative, and no larger than the size.
        format!("{:.0}", self.tokens.floor()).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_empty_bucket_gives_nothing() {
        let mut bucket = Bucket::of(&json!({"size": 2, "refill_per_second": 0})).unwrap();
        assert_eq!([bucket.draw(), bucket.draw(), bucket.draw()], [Some(1), Some(0), None]);
    }

    #[test]
    fn a_bucket_fills_again() {
        let mut bucket = Bucket::of(&json!({"size": 1, "refill_per_second": 1_000_000_000})).unwrap();
        assert_eq!([bucket.draw(), bucket.draw(), bucket.draw()], [Some(0), Some(0), Some(0)]);
    }

    #[test]
    fn slips_are_no_bucket() {
        for slip in [json!(1), json!({"size": 1}), json!({"size": -1, "refill_per_second": 1})] {
            assert!(Bucket::of(&slip).is_none(), "{slip}");
        }
    }
}
