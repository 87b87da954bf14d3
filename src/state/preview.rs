//! What the list knows of a faxbox, shown while its document is on the way.

use serde_json::{Map, Value};

use crate::form::{Control, Draft, Field, Place, Problem, path, place_of};

use super::{
    form::{Form, Origin},
    row::{ListRow, Part},
};

impl Form {
    /// A form to look at: the values of a row. It is no document, so no move edits it or sends it; see
    /// [`Editor::form`](super::Editor::form).
    pub fn preview(row: &ListRow) -> Self {
        let mut document = Value::Object(Map::new());
        let mut form = Self::new();
        for &field in Field::ALL {
            match value(row, field) {
                Some(value) => path::set(&mut document, field.path(), value),
                None => form.unknown.push(field),
            }
        }
        form.draft = Draft::read(&document);
        let address = row.generated_address().map(str::to_owned);
        form.origin = Origin::Existing { id: row.id.clone(), opened: document, address };
        form.judge_all();
        form
    }

    /// Whether it is known what stands in a field, or that nothing does.
    pub fn knows(&self, field: Field) -> bool {
        !self.unknown.contains(&field)
    }

    /// Whether a problem is one of what is known: of a preview, those of the values that it has.
    pub(super) fn is_of_known(&self, problem: &Problem) -> bool {
        // Of an open form all is known, and it may have thousands of problems.
        self.unknown.is_empty()
            || match place_of(&problem.path) {
                Place::Field(field) | Place::Row(field, _) => self.knows(field),
                Place::Form => false,
            }
    }
}

/// The value of a field as far as a row tells it. An empty part may be a field that is absent, empty, or of another kind than is kept.
fn value(row: &ListRow, field: Field) -> Option<Value> {
    let part = part(field)?;
    let text = row.part(part);
    if text.is_empty() {
        return None;
    }
    match field {
        Field::FaxOption => text.parse().ok().map(Value::Bool),
        Field::Retries => text.parse::<u64>().ok().map(Value::from),
        _ if matches!(field.control(), Control::List(_)) => Some(row.items(part).map(Value::from).collect()),
        _ => Some(Value::from(text)),
    }
}

const fn part(field: Field) -> Option<Part> {
    Some(match field {
        Field::Name => Part::Name,
        Field::CallerId => Part::CallerId,
        Field::FaxIdentity => Part::FaxIdentity,
        Field::FaxTimezone => Part::TimeZone,
        Field::Retries => Part::Retries,
        Field::FaxOption => Part::FaxOption,
        Field::CustomSmtpEmailAddress => Part::OwnDomain,
        Field::SmtpPermissionList => Part::Rules,
        Field::InboundEmail => Part::InboundEmail,
        Field::InboundSms => Part::InboundSms,
        Field::InboundCallbackUrl => Part::InboundCallback,
        Field::OutboundEmail => Part::OutboundEmail,
        Field::OutboundSms => Part::OutboundSms,
        Field::OutboundCallbackUrl => Part::OutboundCallback,
        _ => return None,
    })
}
