//! Arbitrary faxbox documents and edits of them, as real ones are: with unknown keys, keys with dots, big numbers, wrong kinds.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod agreement;

use faxbox_admin::form::{Control, Field, defaults, path};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

/// Keys that make documents interesting: with dots, of the system, of documented names at other places.
const KEYS: &[&str] = &[
    "a",
    "b",
    "a.b",
    "ü",
    "_x",
    "pvt_x",
    "id",
    "smtp_email_address",
    "flags",
    "owner_id",
    "name",
    "media",
    "fax_option",
    "notifications",
    "inbound",
    "email",
    "send_to",
    "url",
    "0",
];

pub fn key() -> impl Strategy<Value = String> {
    select(KEYS).prop_map(str::to_owned)
}

fn number(pattern: &'static str) -> impl Strategy<Value = Value> {
    pattern.prop_map(|text: String| serde_json::from_str(&text).unwrap_or_default())
}

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec!["", "a@b.example", "nobody", "x", "+15551234567", "https://h.example", "post", "("])
            .prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

/// Any JSON, numbers of any length and spelling among it.
pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-5_i64..9).prop_map(|number| json!(number)),
        number("-?[1-9][0-9]{18,40}"),
        number("-?[0-9]\\.[0-9]{1,25}([eE][+-]?[0-9]{1,3})?"),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Array),
            vec((key(), inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A value of the kind that `field` documents.
fn documented(field: Field) -> BoxedStrategy<Value> {
    match field.control() {
        Control::Integer | Control::Shown => (0_u8..6).prop_map(|number| json!(number)).boxed(),
        Control::Flag => any::<bool>().prop_map(Value::Bool).boxed(),
        Control::Choice(choices) => select(choices).prop_map(|choice| json!(choice)).boxed(),
        Control::List(_) => prop_oneof![
            3 => vec(text(), 0..4).prop_map(|texts| json!(texts)),
            1 => text().prop_map(Value::String),
        ]
        .boxed(),
        _ => text().prop_map(Value::String).boxed(),
    }
}

pub fn field() -> impl Strategy<Value = Field> {
    select(Field::ALL)
}

/// A document: some unknown keys, some documented parameters, most of them of the right kind.
pub fn document() -> impl Strategy<Value = Value> {
    let unknown = vec((key(), json()), 0..5);
    let known = vec(
        field().prop_flat_map(|field| {
            let value = prop_oneof![5 => documented(field), 1 => json()];
            (Just(field), value)
        }),
        0..9,
    );
    let broken =
        option::weighted(0.15, (select(vec!["media", "notifications", "notifications.inbound"]), json()));
    (unknown, known, broken).prop_map(|(unknown, known, broken)| {
        let mut document = Value::Object(unknown.into_iter().collect::<Map<_, _>>());
        for (field, value) in known {
            path::set(&mut document, field.path(), value);
        }
        if let Some((parent, value)) = broken {
            path::set(&mut document, parent, value);
        }
        document
    })
}

/// `document` as a server stores it: with the defaults that it lacks.
pub fn with_defaults(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(members) = document.as_object_mut() {
        for (key, value) in defaults() {
            members.entry(key).or_insert(value);
        }
    }
    document
}

/// A change of a document at one place.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Where to turn at each object on the way: the place among its keys, or one more.
    turns: Vec<usize>,
    /// The key of a new member.
    new: String,
    /// The value to be set; nothing takes the member out.
    value: Option<Value>,
}

pub fn edit() -> impl Strategy<Value = Edit> {
    (vec(0_usize..6, 1..5), key(), option::weighted(0.7, json())).prop_map(|(turns, new, value)| Edit {
        turns,
        new,
        value,
    })
}

impl Edit {
    /// The keys that lead to the place in `document`; all but the last are objects.
    pub fn keys(&self, document: &Value) -> Vec<String> {
        let mut keys = Vec::new();
        let mut place = document;
        for turn in &self.turns {
            let Some(members) = place.as_object() else { break };
            let Some((key, value)) = members.iter().nth(*turn) else {
                keys.push(self.new.clone());
                break;
            };
            keys.push(key.clone());
            place = value;
        }
        keys
    }

    /// Makes the change at `keys`; objects that a removal empties go with it.
    pub fn apply(&self, document: &mut Value, keys: &[String]) {
        let (Some((key, rest)), Some(members)) = (keys.split_first(), document.as_object_mut()) else {
            return;
        };
        if !rest.is_empty() {
            let Some(child) = members.get_mut(key) else {
                // The object on the way was taken out by a removal that emptied it.
                if self.value.is_some() {
                    let mut child = json!({});
                    self.apply(&mut child, rest);
                    members.insert(key.clone(), child);
                }
                return;
            };
            let held = child.as_object().is_some_and(|child| !child.is_empty());
            self.apply(child, rest);
            if held && child.as_object().is_some_and(Map::is_empty) {
                members.shift_remove(key);
            }
        } else if let Some(value) = &self.value {
            members.insert(key.clone(), value.clone());
        } else {
            members.shift_remove(key);
        }
    }
}

/// Whether neither path lies in the other.
pub fn are_disjoint(a: &[String], b: &[String]) -> bool {
    !a.starts_with(b) && !b.starts_with(a)
}

/// What stands at the end of `keys`.
pub fn at<'a>(document: &'a Value, keys: &[String]) -> Option<&'a Value> {
    keys.iter().try_fold(document, |value, key| value.as_object()?.get(key))
}

/// Every value that is no object, and every empty object, with the keys that lead to it.
pub fn leaves(document: &Value) -> Vec<(Vec<String>, Value)> {
    fn collect(at: &mut Vec<String>, value: &Value, found: &mut Vec<(Vec<String>, Value)>) {
        match value.as_object() {
            Some(members) if !members.is_empty() => {
                for (key, value) in members {
                    at.push(key.clone());
                    collect(at, value, found);
                    at.pop();
                }
            }
            _ => found.push((at.clone(), value.clone())),
        }
    }
    let mut found = Vec::new();
    collect(&mut Vec::new(), document, &mut found);
    found
}
