use std::borrow::Cow;

use serde_json::Value;

use crate::{
    domain::{CallbackUrl, FaxboxId},
    form::{Field, KnowsTimeZone, Severity, judge, path, value::ID},
};

use super::{Fields, Permits, Told, attention::AttentionSet, save::generated_address, search::Fold};

/// How many problems a faxbox has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counts {
    /// Those that stop a save.
    pub errors: usize,
    /// Those that do not.
    pub warnings: usize,
    /// What they call attention to.
    pub attention: AttentionSet,
}

/// Counts the problems of a document. It comes with the editor, so that the first rows need not wait for it.
pub type Judge = fn(&Value, Permits) -> Counts;

impl Counts {
    /// The problems of `document` that a person is told of who may do this.
    pub fn of(document: &Value, knows_time_zone: KnowsTimeZone, permits: Permits) -> Self {
        let mut problems = judge(document, knows_time_zone);
        problems.retain(|problem| permits.told(problem) != Told::Nowhere);
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        let attention = AttentionSet::of(&problems, document);
        Self { errors, warnings: problems.len() - errors, attention }
    }
}

/// What of a document the list keeps: for its columns, its search and its filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `name`
    Name,
    /// `caller_id`
    CallerId,
    /// `fax_identity`
    FaxIdentity,
    /// `custom_smtp_email_address`
    OwnDomain,
    /// The generated address.
    GeneratedAddress,
    /// `fax_timezone`
    TimeZone,
    /// `media.fax_option`: `true`, `false` or nothing.
    FaxOption,
    /// `retries`
    Retries,
    /// `notifications.inbound.callback.url`
    InboundCallback,
    /// `notifications.outbound.callback.url`
    OutboundCallback,
    /// `notifications.inbound.email.send_to`, a list.
    InboundEmail,
    /// `notifications.inbound.sms.send_to`, a list.
    InboundSms,
    /// `notifications.outbound.email.send_to`, a list.
    OutboundEmail,
    /// `notifications.outbound.sms.send_to`, a list.
    OutboundSms,
    /// `smtp_permission_list`, a list.
    Rules,
    /// Numbers again without their grouping, where they have one: what the search finds `555010` in.
    Digits,
}

/// How many parts there are.
const PARTS: usize = Part::Digits as usize + 1;
/// Stands behind each item of a list, and in no text that a person types.
const ITEM_END: char = '\u{1f}';

/// What a row shows of a faxbox and is found by; the editor fetches its own document.
///
/// One text holds all parts: ten thousand rows are ten thousand texts, and not a hundred and sixty thousand.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Its id.
    pub id: FaxboxId,
    /// Its problems, once they were counted.
    pub counts: Option<Counts>,
    /// The parts in their order, a line break behind each.
    text: Box<str>,
    /// Where each part ends in `text`.
    ends: [u32; PARTS],
    /// `text` as the search folds it, where that is more than a matter of capitals.
    folded: Option<Box<str>>,
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
    /// The first recipient of sent faxes, by mail or by text message.
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
    /// What a row would show as the name; nothing where there would be no row.
    pub fn name(document: &Value) -> Option<Cow<'_, str>> {
        FaxboxId::parse(document.get(ID)?.as_str()?).ok()?;
        Some(scalar(document, Field::Name))
    }

    /// Reads a row of the list; nothing where it has no id and could not be opened. What may not be seen is as if it were not there: no
    /// column shows it, and no search finds it. The name is.
    pub fn read(document: &Value, fold: Fold, seen: Fields) -> Option<Self> {
        let id = FaxboxId::parse(document.get(ID)?.as_str()?).ok()?;
        let seen = move |field: Field| field == Field::Name || seen.hold(field);
        let mut text = Text { text: String::new(), ends: [0; PARTS] };
        for (part, field) in [
            (Part::Name, Field::Name),
            (Part::CallerId, Field::CallerId),
            (Part::FaxIdentity, Field::FaxIdentity),
            (Part::OwnDomain, Field::CustomSmtpEmailAddress),
        ] {
            if seen(field) {
                text.scalar(document, field);
            }
            text.end(part);
        }
        text.text.push_str(&generated_address(document).unwrap_or_default());
        text.end(Part::GeneratedAddress);
        for (part, field) in [
            (Part::TimeZone, Field::FaxTimezone),
            (Part::FaxOption, Field::FaxOption),
            (Part::Retries, Field::Retries),
            (Part::InboundCallback, Field::InboundCallbackUrl),
            (Part::OutboundCallback, Field::OutboundCallbackUrl),
        ] {
            if seen(field) {
                text.scalar(document, field);
            }
            text.end(part);
        }
        for (part, field) in [
            (Part::InboundEmail, Field::InboundEmail),
            (Part::InboundSms, Field::InboundSms),
            (Part::OutboundEmail, Field::OutboundEmail),
            (Part::OutboundSms, Field::OutboundSms),
            (Part::Rules, Field::SmtpPermissionList),
        ] {
            if seen(field) {
                text.items(document, field);
            }
            text.end(part);
        }
        for field in [Field::CallerId, Field::FaxIdentity, Field::InboundSms, Field::OutboundSms] {
            for number in texts(document, field).into_iter().filter(|_| seen(field)) {
                if let Some(digits) = ungrouped(number) {
                    text.text.push_str(&digits);
                    text.text.push(ITEM_END);
                }
            }
        }
        text.end(Part::Digits);
        let Text { text, ends } = text;
        let folded = (!text.is_ascii()).then(|| fold(&text).into());
        Some(Self { id, counts: None, text: text.into(), ends, folded })
    }

    /// A part as the document has it; of a list, all items (see [`ListRow::items`]).
    pub fn part(&self, part: Part) -> &str {
        let index = part as usize;
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        // The line break behind the part before.
        let start = index.checked_sub(1).map_or(0, |before| end(before) + 1);
        self.text.get(start..end(index)).unwrap_or_default()
    }

    /// The items of a part that is a list.
    pub fn items(&self, part: Part) -> impl Iterator<Item = &str> {
        self.part(part).split_terminator(ITEM_END)
    }

    /// What a column shows; empty where the document has nothing there.
    pub fn cell(&self, column: Column) -> &str {
        let first = |part| self.items(part).next().unwrap_or_default();
        let host = |part| CallbackUrl::host_in(self.part(part));
        match column {
            Column::Name => self.part(Part::Name),
            Column::CallerId => self.part(Part::CallerId),
            Column::FaxIdentity => self.part(Part::FaxIdentity),
            Column::Address => first_of([self.part(Part::OwnDomain), self.part(Part::GeneratedAddress)]),
            // Mail, else text message, else callback: where all are empty, nobody is told.
            Column::Inbound => {
                first_of([first(Part::InboundEmail), first(Part::InboundSms), host(Part::InboundCallback)])
            }
            Column::Outbound => first_of([first(Part::OutboundEmail), first(Part::OutboundSms)]),
            Column::Callback => first_of([host(Part::InboundCallback), host(Part::OutboundCallback)]),
            Column::FaxOption => self.part(Part::FaxOption),
            Column::Retries => self.part(Part::Retries),
            Column::TimeZone => self.part(Part::TimeZone),
            Column::Problems => "",
        }
    }

    /// How many more recipients there are than the one that a column shows.
    pub fn more(&self, column: Column) -> usize {
        let parts = match column {
            Column::Inbound => [Part::InboundEmail, Part::InboundSms],
            Column::Outbound => [Part::OutboundEmail, Part::OutboundSms],
            _ => return 0,
        };
        parts.into_iter().map(|part| self.items(part).count()).sum::<usize>().saturating_sub(1)
    }

    /// Whether a column shows the same of another row.
    pub fn shows_as(&self, other: &Self, column: Column) -> bool {
        let same = |column| self.cell(column) == other.cell(column);
        match column {
            // The address stands below it.
            Column::Name => same(Column::Name) && same(Column::Address),
            Column::Problems => self.counts == other.counts,
            _ => same(column) && self.more(column) == other.more(column),
        }
    }

    /// The generated address, which a fetch does not tell.
    pub fn generated_address(&self) -> Option<&str> {
        Some(self.part(Part::GeneratedAddress)).filter(|address| !address.is_empty())
    }

    /// What the search looks into.
    pub(super) fn haystack(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.text)
    }
}

fn first_of<const N: usize>(texts: [&str; N]) -> &str {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// The text of a row in the making.
struct Text {
    text: String,
    ends: [u32; PARTS],
}

impl Text {
    fn end(&mut self, part: Part) {
        if let Some(end) = self.ends.get_mut(part as usize) {
            *end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        }
        self.text.push('\n');
    }

    fn scalar(&mut self, document: &Value, field: Field) {
        self.text.push_str(&scalar(document, field));
    }

    fn items(&mut self, document: &Value, field: Field) {
        for item in texts(document, field) {
            self.text.push_str(item);
            self.text.push(ITEM_END);
        }
    }
}

/// The one value of a field as a text.
fn scalar(document: &Value, field: Field) -> Cow<'_, str> {
    match path::get(document, field.path()) {
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => Cow::Owned(value.to_string()),
        _ => Cow::default(),
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

/// A number without its grouping, where `text` is a number that has one.
pub(super) fn ungrouped(text: &str) -> Option<String> {
    let is_grouping = |character: char| matches!(character, ' ' | '\u{a0}' | '-' | '.' | '/' | '(' | ')');
    let mut digits = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '0'..='9' | '+' => digits.push(character),
            _ if is_grouping(character) => {}
            _ => return None,
        }
    }
    (!digits.is_empty() && digits.len() < text.len()).then_some(digits)
}
