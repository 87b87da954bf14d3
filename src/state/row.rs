use serde_json::Value;

use crate::{
    domain::{CallbackUrl, FaxboxId},
    form::{Field, KnowsTimeZone, Severity, judge, path, value::ID},
};

use super::{list::TextOrder, save::generated_address};

/// How many problems a faxbox has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counts {
    /// Those that stop a save.
    pub errors: usize,
    /// Those that do not.
    pub warnings: usize,
}

/// Counts the problems of a document. It comes with the editor, so that the first rows need not wait for it.
pub type Judge = fn(&Value) -> Counts;

impl Counts {
    /// The problems of `document`.
    pub fn of(document: &Value, knows_time_zone: KnowsTimeZone) -> Self {
        let problems = judge(document, knows_time_zone);
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        Self { errors, warnings: problems.len() - errors }
    }
}

/// What a row shows of a faxbox; the editor fetches its own document.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Its id.
    pub id: FaxboxId,
    /// The columns' texts, by [`Column`]; empty where the document has nothing there.
    pub cells: [String; Column::ALL.len()],
    /// More recipients than the one shown: of arriving faxes, of sent ones.
    pub more: [usize; 2],
    /// The generated address, which a fetch does not tell.
    pub generated_address: Option<String>,
    /// Its problems, once they were counted.
    pub counts: Option<Counts>,
    /// What the search looks into, folded.
    haystack: String,
}

/// The columns of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// `name`
    Name,
    /// `caller_id`
    CallerId,
    /// `fax_identity`
    FaxIdentity,
    /// The address faxes are mailed to: the faxbox's own domain, else the generated one.
    Address,
    /// Who is told of arriving faxes first: a mail address, else a number, else the host of the callback.
    Inbound,
    /// The first recipient of sent faxes.
    Outbound,
    /// The hosts that are called back.
    Callback,
    /// T.38: `true`, `false` or nothing.
    FaxOption,
    /// `retries`
    Retries,
    /// `fax_timezone`
    TimeZone,
    /// Errors, then warnings.
    Problems,
}

impl Column {
    /// In the order they are shown.
    pub const ALL: &[Self] = &[
        Self::Name,
        Self::CallerId,
        Self::FaxIdentity,
        Self::Address,
        Self::Inbound,
        Self::Outbound,
        Self::Callback,
        Self::FaxOption,
        Self::Retries,
        Self::TimeZone,
        Self::Problems,
    ];
}

impl ListRow {
    /// Reads a row of the list; nothing where it has no id and could not be opened.
    pub fn read(document: &Value, order: TextOrder) -> Option<Self> {
        let id = FaxboxId::parse(document.get(ID)?.as_str()?).ok()?;
        let cells: [String; Column::ALL.len()] = std::array::from_fn(|index| {
            Column::ALL.get(index).map(|column| cell(document, *column)).unwrap_or_default()
        });
        let more =
            [Field::InboundEmail, Field::OutboundEmail].map(|field| count(document, field).saturating_sub(1));
        let rest = [
            Field::InboundEmail,
            Field::OutboundEmail,
            Field::InboundSms,
            Field::OutboundSms,
            Field::SmtpPermissionList,
        ];
        let mut haystack = cells.join("\n");
        for field in rest {
            haystack.push('\n');
            haystack.push_str(&texts(document, field).join("\n"));
        }
        haystack.push('\n');
        haystack.push_str(id.as_str());
        let generated_address = generated_address(document);
        Some(Self { id, cells, more, generated_address, counts: None, haystack: (order.fold)(&haystack) })
    }

    /// What a column shows.
    pub fn cell(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }

    pub(super) fn matches(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.haystack.contains(word))
    }

    pub(super) fn number(&self, column: Column) -> Option<u64> {
        self.cell(column).parse().ok()
    }
}

/// All texts of a field: its own, or its rows'.
fn texts(document: &Value, field: Field) -> Vec<&str> {
    match path::get(document, field.path()) {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn count(document: &Value, field: Field) -> usize {
    match path::get(document, field.path()) {
        Some(Value::Array(items)) => items.len(),
        Some(Value::String(_)) => 1,
        _ => 0,
    }
}

fn cell(document: &Value, column: Column) -> String {
    let first = |field| texts(document, field).first().copied().unwrap_or_default().to_owned();
    let scalar = |field: Field| match path::get(document, field.path()) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    };
    let host =
        |field| CallbackUrl::parse(&scalar(field)).map(|url| url.host().to_owned()).unwrap_or_default();
    match column {
        Column::Name => scalar(Field::Name),
        Column::CallerId => scalar(Field::CallerId),
        Column::FaxIdentity => scalar(Field::FaxIdentity),
        Column::Address => match scalar(Field::CustomSmtpEmailAddress) {
            own if own.is_empty() => generated_address(document).unwrap_or_default(),
            own => own,
        },
        // Mail, else text message, else callback: where all are empty, nobody is told.
        Column::Inbound => {
            [first(Field::InboundEmail), first(Field::InboundSms), host(Field::InboundCallbackUrl)]
                .into_iter()
                .find(|told| !told.is_empty())
                .unwrap_or_default()
        }
        Column::Outbound => first(Field::OutboundEmail),
        Column::Callback => match host(Field::InboundCallbackUrl) {
            inbound if inbound.is_empty() => host(Field::OutboundCallbackUrl),
            inbound => inbound,
        },
        Column::FaxOption => scalar(Field::FaxOption),
        Column::Retries => scalar(Field::Retries),
        Column::TimeZone => scalar(Field::FaxTimezone),
        Column::Problems => String::new(),
    }
}
