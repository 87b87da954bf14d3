use serde_json::Value;

use crate::{
    api::source::{self, SyntaxError},
    form::{
        Draft, Fault, Problem,
        plan::{Side, merge},
        value::{public, spelled_alike},
    },
};

use super::form::Form;

/// The form's document as a text that a person writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum DocumentText {
    /// Nothing was typed: the text is what the form shows.
    #[default]
    Shown,
    /// It was typed and read; the form has it.
    Read {
        /// As it was typed.
        text: String,
        /// The document in it.
        document: Value,
    },
    /// It was typed and is no document: the form has what it had before, and cannot be saved.
    Broken {
        /// As it was typed.
        text: String,
        /// Why, and where.
        error: SyntaxError,
        /// What the form showed when it broke.
        before: Value,
    },
}

impl Form {
    /// The whole public document as text: as it was typed, as long as the form shows the same; else as the form shows it.
    pub fn text(&self) -> String {
        let document = self.document();
        match &self.text {
            DocumentText::Broken { text, .. } => text.clone(),
            DocumentText::Read { text, document: read }
                if spelled_alike(Some(&public(read)), Some(&document)) =>
            {
                text.clone()
            }
            DocumentText::Read { .. } | DocumentText::Shown => {
                serde_json::to_string_pretty(&document).unwrap_or_default()
            }
        }
    }

    /// Takes over what was typed as text. Where it is a document, the form shows it at once; what was changed in the form while
    /// it was none stays, unless the text says otherwise.
    pub fn type_text(&mut self, text: String) {
        let now = self.document();
        self.text = match (source::read(&text), &self.text) {
            (Ok(read), previous) => {
                let document = match previous {
                    DocumentText::Broken { before, .. } if !spelled_alike(Some(before), Some(&now)) => {
                        merge(before, &now, &read.document, &|_| Side::Mine).document
                    }
                    _ => read.document.clone(),
                };
                self.write(&document);
                DocumentText::Read { text, document: read.document }
            }
            (Err(error), DocumentText::Broken { before, .. }) => {
                DocumentText::Broken { text, error, before: before.clone() }
            }
            (Err(error), _) => DocumentText::Broken { text, error, before: now },
        };
    }

    /// Forgets a text that is no document; what the form shows stands.
    pub fn drop_text(&mut self) {
        self.text = DocumentText::Shown;
    }

    /// Puts back what no control shows.
    pub fn put_back_others(&mut self) {
        self.step(Draft::put_back_others);
    }

    /// Why the text is no document, where that is so.
    pub fn syntax_error(&self) -> Option<&SyntaxError> {
        match &self.text {
            DocumentText::Broken { error, .. } => Some(error),
            DocumentText::Shown | DocumentText::Read { .. } => None,
        }
    }

    /// The same as a problem that stops a save.
    pub(super) fn text_problem(&self) -> Option<Problem> {
        let SyntaxError { line, column, .. } = self.syntax_error()?;
        Some(Problem::new("", Fault::Unreadable { line: *line, column: *column }))
    }
}
