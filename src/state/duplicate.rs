use serde_json::{Map, Value};

use crate::form::{Draft, Field, path, unknown, value::public};

use super::Form;

/// What a new faxbox is a copy of, for the form to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The other's name, `""` where it has none.
    pub name: String,
    /// The mail domain that was left out: no two faxboxes of the system can have the same.
    pub domain: Option<String>,
    /// Paths of what came along that the documentation does not know: `flags`, `owner_id`.
    pub unknown: Vec<String>,
}

/// What a copy leaves out besides the system's own keys: what must be unique, and what the system counts.
const LEFT_OUT: [Field; 2] = [Field::CustomSmtpEmailAddress, Field::Attempts];

impl Form {
    /// A new faxbox from what stands in this form, called `name`.
    #[must_use]
    pub fn duplicate(&self, name: String) -> Self {
        let document = self.document();
        let text =
            |field: Field| path::get(&document, field.path()).and_then(Value::as_str).map(str::to_owned);
        let (old_name, domain) = (text(Field::Name), text(Field::CustomSmtpEmailAddress));
        let mut copy = Self::create_from(&document);
        for field in LEFT_OUT {
            copy.draft.choose(field, None);
        }
        copy.draft.type_text(Field::Name, name);
        copy.copied = Some(Copied {
            name: old_name.unwrap_or_default(),
            domain,
            unknown: unknown(&document).into_iter().map(|(path, _)| path).collect(),
        });
        copy
    }

    /// The form of a faxbox that is to be created as `document` is, without the system's keys: all of it typed, nothing saved.
    pub fn create_from(document: &Value) -> Self {
        let document = public(document);
        let mut kept = document.clone();
        for field in Field::ALL {
            path::remove(&mut kept, field.path());
        }
        if !kept.is_object() {
            kept = Value::Object(Map::new());
        }
        let mut form = Self::new();
        form.draft = Draft::read(&kept);
        form.draft.restore(&Draft::read(&document).parts_unlike(&form.draft));
        form.kept = kept;
        form
    }
}
