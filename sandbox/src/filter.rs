//! The filters of a list: exact, with regard to case, before paging (contract, "Lists are paged").

use serde_json::Value;

/// One condition on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Condition {
    Equal(String, String),
    Unequal(String, String),
    Has(String),
    Missing(String),
    HasValue(String),
    CreatedFrom(i64),
    CreatedTo(i64),
    ModifiedFrom(i64),
    ModifiedTo(i64),
}

/// The conditions that a query names; a row must meet all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter(Vec<Condition>);

impl Filter {
    /// Reads them out of a query; whatever is unknown is ignored.
    pub fn of(query: &[(String, String)]) -> Self {
        Self(query.iter().filter_map(|(key, value)| Condition::of(key, value)).collect())
    }

    /// Whether every row passes.
    pub fn is_open(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this row passes. The document has neither `id` nor `smtp_email_address`, as the server filters before it adds them.
    pub fn passes(&self, document: &Value, created: i64, modified: i64) -> bool {
        self.0.iter().all(|condition| match condition {
            Condition::Equal(key, wanted) => at(document, key).is_some_and(|value| is(value, wanted)),
            Condition::Unequal(key, unwanted) => !at(document, key).is_some_and(|value| is(value, unwanted)),
            Condition::Has(key) => at(document, key).is_some(),
            Condition::Missing(key) => at(document, key).is_none(),
            Condition::HasValue(key) => at(document, key).is_some_and(|value| !is_empty(value)),
            Condition::CreatedFrom(time) => created >= *time,
            Condition::CreatedTo(time) => created <= *time,
            Condition::ModifiedFrom(time) => modified >= *time,
            Condition::ModifiedTo(time) => modified <= *time,
        })
    }
}

impl Condition {
    fn of(key: &str, value: &str) -> Option<Self> {
        let text = value.to_owned();
        match key {
            "has_key" => Some(Self::Has(text)),
            "missing_key" | "key_missing" => Some(Self::Missing(text)),
            "has_value" => Some(Self::HasValue(text)),
            "created_from" => value.parse().ok().map(Self::CreatedFrom),
            "created_to" => value.parse().ok().map(Self::CreatedTo),
            "modified_from" => value.parse().ok().map(Self::ModifiedFrom),
            "modified_to" => value.parse().ok().map(Self::ModifiedTo),
            _ => key
                .strip_prefix("filter_not_")
                .map(|key| Self::Unequal(key.to_owned(), text.clone()))
                .or_else(|| key.strip_prefix("filter_").map(|key| Self::Equal(key.to_owned(), text))),
        }
    }
}

/// The value at a dotted path.
fn at<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    document.get(path).or_else(|| path.split('.').try_fold(document, |value, key| value.get(key)))
}

/// Whether a value is written like this, or is a list with such an item.
fn is(value: &Value, wanted: &str) -> bool {
    match value {
        Value::String(text) => text == wanted,
        Value::Array(items) => items.iter().any(|item| is(item, wanted)),
        Value::Bool(flag) => wanted == if *flag { "true" } else { "false" },
        Value::Number(number) => number.as_str() == wanted,
        Value::Null | Value::Object(_) => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rows_pass_as_recorded() {
        let row =
            json!({"name": "Box 7", "flags": ["odd"], "media": {"fax_option": true}, "retries": 1, "e": ""});
        for (query, passes) in [
            ("", true),
            ("filter_name=Box%207", true),
            ("filter_name=box%207", false),
            ("filter_name=", false),
            ("filter_name=Box%207&filter_retries=2", false),
            ("filter_flags=odd", true),
            ("filter_media.fax_option=true", true),
            ("filter_id=1", false),
            ("filter_not_name=Box%207", false),
            ("filter_not_owner_id=x", true),
            ("has_key=name", true),
            ("has_key=owner_id", false),
            ("missing_key=owner_id", true),
            ("has_value=e", false),
            ("created_from=5", true),
            ("created_from=6", false),
            ("created_to=4", false),
            ("modified_from=9", true),
            ("modified_to=8", false),
            ("sort=name&search=x", true),
        ] {
            assert_eq!(Filter::of(&crate::route::query(query)).passes(&row, 5, 9), passes, "{query}");
        }
    }
}
