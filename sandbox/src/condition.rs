//! `If-Match` and `If-None-Match` (contract, "Writing"; the 412 has no body).

use axum::http::HeaderMap;
use axum::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Go on.
    Met,
    /// 412.
    Failed,
    /// 304, for a fetch of what the client has already.
    Unchanged,
    /// 400 without a body: a tag without quotes.
    Malformed,
}

/// The tags of one header.
enum Tags {
    Any,
    These(Vec<(bool, String)>),
}

impl Tags {
    fn read(headers: &HeaderMap, name: HeaderName) -> Result<Option<Self>, Outcome> {
        let Some(value) = headers.get(name) else { return Ok(None) };
        let value = value.to_str().map_err(|_| Outcome::Malformed)?.trim();
        if value == "*" {
            return Ok(Some(Self::Any));
        }
        let tags: Option<Vec<(bool, String)>> = value
            .split(',')
            .map(|tag| {
                let tag = tag.trim();
                let (weak, quoted) = tag.strip_prefix("W/").map_or((false, tag), |quoted| (true, quoted));
                let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
                (!inner.contains('"')).then(|| (weak, inner.to_owned()))
            })
            .collect();
        tags.map(|tags| Some(Self::These(tags))).ok_or(Outcome::Malformed)
    }

    /// Whether one of them is the tag; a weak one counts only where weakness does not matter.
    fn has(&self, tag: Option<&str>, weak_counts: bool) -> bool {
        match (self, tag) {
            (_, None) => false,
            (Self::Any, Some(_)) => true,
            (Self::These(tags), Some(tag)) => {
                tags.iter().any(|(weak, known)| known == tag && (weak_counts || !weak))
            }
        }
    }
}

/// Judges the conditions of a request against the present tag (without quotes), `None` where nothing is there yet.
pub fn judge(headers: &HeaderMap, tag: Option<&str>, reading: bool, ignore_if_match: bool) -> Outcome {
    let if_match = if ignore_if_match { Ok(None) } else { Tags::read(headers, IF_MATCH) };
    match (if_match, Tags::read(headers, IF_NONE_MATCH)) {
        (Err(outcome), _) | (_, Err(outcome)) => outcome,
        (Ok(Some(wanted)), _) if !wanted.has(tag, false) => Outcome::Failed,
        (_, Ok(Some(unwanted))) if unwanted.has(tag, true) => {
            if reading {
                Outcome::Unchanged
            } else {
                Outcome::Failed
            }
        }
        _ => Outcome::Met,
    }
}
