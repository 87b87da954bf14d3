use crate::domain::FaxboxId;

/// Something done with many faxboxes at once. Its view asks for the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// These are changed, each in the same way.
    Change(Vec<FaxboxId>),
    /// These are removed.
    Remove(Vec<FaxboxId>),
    /// Documents go into a file: these, where there are any, are what is offered first.
    Export(Vec<FaxboxId>),
    /// A file tells what is created and changed.
    Import,
}
