//! The list and its pages (contract, "Lists are paged").

use crate::body;
use crate::envelope::Answer;
use crate::filter::Filter;
use crate::repair;
use crate::store::{Books, StoreError};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// Rows on a page that nobody asked for a size.
pub const PAGE_SIZE_ROWS: usize = 50;

/// A list whose rows come to more bytes than this is refused with 416, paged or not.
pub const LIST_LIMIT_BYTES: usize = 10_000_000;

/// The first bytes of a start key: an external term with a binary in it.
const KEY_PREFIX: [u8; 2] = [131, 109];

/// The opaque key of a row.
pub fn start_key(id: &str) -> String {
    let length = u32::try_from(id.len()).unwrap_or(u32::MAX).to_be_bytes();
    URL_SAFE_NO_PAD.encode([&KEY_PREFIX[..], &length, id.as_bytes()].concat())
}

/// The id that a key names; a text that is no key is taken as an id.
fn id_of(key: &str) -> String {
    URL_SAFE_NO_PAD
        .decode(key)
        .ok()
        .and_then(|bytes| bytes.strip_prefix(&KEY_PREFIX)?.get(4..).map(<[u8]>::to_vec))
        .and_then(|id| String::from_utf8(id).ok())
        .unwrap_or_else(|| key.to_owned())
}

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wish {
    page_size: Option<usize>,
    from: Option<String>,
    ascending: bool,
    filter: Filter,
}

impl Wish {
    fn of(query: &[(String, String)], page_size_max: usize) -> Result<Self, &'static str> {
        let last =
            |key: &str| query.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
        let page_size = match last("page_size") {
            None => PAGE_SIZE_ROWS,
            Some(text) => match size(text) {
                None => return Err("invalid page size"),
                Some(0) => return Err("page size must be at least 1"),
                Some(rows) => rows,
            },
        };
        Ok(Self {
            page_size: (last("paginate") != Some("false")).then_some(page_size.min(page_size_max)),
            from: last("start_key").map(id_of),
            ascending: last("ascending") == Some("true"),
            filter: Filter::of(query),
        })
    }
}

/// A page size; zero stands for everything below one.
fn size(text: &str) -> Option<usize> {
    let whole = repair::whole_number(&json!(text))?.to_string();
    if whole.starts_with('-') { Some(0) } else { whole.parse().ok() }
}

/// Answers a list.
///
/// # Errors
///
/// Those of the database.
pub fn list(
    books: &Books<'_>,
    account: &str,
    query: &[(String, String)],
    page_size_max: usize,
    tag: String,
) -> Result<Answer, StoreError> {
    let wish = match Wish::of(query, page_size_max) {
        Ok(wish) => wish,
        Err(message) => {
            let data = json!({"message": message});
            return Ok(Answer::error(StatusCode::NOT_FOUND, "faulty_request", &data));
        }
    };
    let (mut rows, mut bytes, mut next, mut damaged) = (Vec::new(), 0_usize, None, false);
    let nothing = wish.from.as_deref() == Some("");
    if !nothing {
        books.scan(account, wish.from.as_deref(), wish.ascending, |stored| {
            if wish.page_size.is_some_and(|size| rows.len() >= size) {
                next = Some(start_key(&stored.id));
                return ControlFlow::Break(());
            }
            if !wish.filter.is_open() {
                let Some(document) = body::parse(&stored.document) else {
                    damaged = true;
                    return ControlFlow::Break(());
                };
                if !wish.filter.passes(&document, stored.created, stored.modified) {
                    return ControlFlow::Continue(());
                }
            }
            let row = stored.row();
            bytes += row.len();
            rows.push(row);
            if bytes > LIST_LIMIT_BYTES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    if damaged {
        return Err(StoreError::Damaged);
    }
    if bytes > LIST_LIMIT_BYTES {
        return Ok(Answer::error(
            StatusCode::RANGE_NOT_SATISFIABLE,
            "range not satisfiable",
            &Value::Object(serde_json::Map::new()),
        ));
    }
    let tag = (!rows.is_empty()).then_some(tag);
    let data = format!("[{}]", rows.join(","));
    let mut answer = Answer::success(StatusCode::OK, data).with(|envelope| {
        envelope.page_size = wish.page_size.map(|_| rows.len());
        envelope.start_key = wish.from.as_deref().map(start_key);
        envelope.next_start_key = next;
        envelope.revision.clone_from(&tag);
    });
    answer.tag = tag;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_opaque_and_lead_back() {
        let id = "95aee9da4ff5d366f948e32651c19cc9";
        assert_eq!(start_key(id), "g20AAAAgOTVhZWU5ZGE0ZmY1ZDM2NmY5NDhlMzI2NTFjMTljYzk");
        assert_eq!(id_of(&start_key(id)), id);
        assert_eq!(id_of("garbage"), "garbage");
        assert_eq!(start_key(""), "g20AAAAA");
    }

    #[test]
    fn page_sizes_are_read_as_recorded() {
        for (text, rows) in
            [("1", Some(1)), ("1.5", Some(2)), ("0", Some(0)), ("-1", Some(0)), ("x", None), ("", None)]
        {
            assert_eq!(size(text), rows, "{text}");
        }
    }
}
