//! How a field stands in the document that results.

use serde_json::Value;

use crate::form::{Field, value::same};

use super::Draft;

/// Whether a document has a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not.
    Absent,
    /// It has, and the value is the one that also holds where it has not.
    Default,
    /// It has.
    Set,
}

impl Field {
    /// What holds where a document lacks it: what the server fills in, or means.
    ///
    /// Source: contract, "The documented parameters".
    pub fn default_value(self) -> Option<Value> {
        match self {
            Self::FaxOption => Some(Value::Bool(false)),
            _ => self.spec().default.value(),
        }
    }
}

impl Draft {
    /// How `field` stands in the document that results.
    pub fn standing(&self, field: Field) -> Standing {
        let Some(value) = self.value(field) else { return Standing::Absent };
        let is_default = field.default_value().is_some_and(|default| same(&default, &value));
        if is_default { Standing::Default } else { Standing::Set }
    }

    /// Takes `field` out of the document that results.
    pub fn unset(&mut self, field: Field) {
        self.choose(field, None);
    }
}
