use std::sync::Arc;

use super::{filter::Filters, row::ListRow, search::Search, selection::Scope, sender::Senders};

/// What is shown of the list: the search and the filters, ready to be asked.
#[derive(Clone, PartialEq)]
pub struct Narrowing {
    filters: Filters,
    search: Arc<Search>,
}

impl Narrowing {
    /// What is shown where this is searched for, and these filters are set.
    pub fn new(search: Arc<Search>, filters: Filters) -> Self {
        Self { filters, search }
    }

    /// As the scope of a rule of the selection.
    pub fn scope(self) -> Scope<Self> {
        if self.search.is_empty() && self.filters.is_empty() {
            Scope::Everything
        } else {
            Scope::Matching(self)
        }
    }

    /// The sender that must be let in.
    pub fn sender(&self) -> Option<&str> {
        self.filters.sender.as_deref()
    }

    /// Whether a row is shown.
    pub fn keeps(&self, row: &ListRow, senders: &Senders) -> bool {
        self.filters.keeps(row)
            && self.sender().is_none_or(|address| senders.lets_in(address, row))
            && self.search.finds(row)
    }
}
