use std::collections::BTreeMap;

use crate::domain::{Admission, FaxboxId};

use super::row::{ListRow, Part};

/// What the faxboxes make of some senders' addresses, as far as their rules were tried.
#[derive(Clone, Debug, Default)]
pub struct Senders(BTreeMap<String, BTreeMap<FaxboxId, Tried>>);

/// What came out for a faxbox, and of which rules.
#[derive(Clone, Debug)]
struct Tried {
    rules: String,
    admission: Admission,
}

/// What the faxboxes of a list make of one sender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takers {
    /// Those that are known to let it in.
    pub certain: usize,
    /// Those that let it in or not: a rule could not be tried.
    pub open: usize,
    /// Those whose rules were not tried yet.
    pub untried: usize,
}

impl Senders {
    /// What a faxbox makes of an address; nothing before its rules, as they are now, were tried.
    pub fn admission(&self, address: &str, row: &ListRow) -> Option<Admission> {
        let tried = self.0.get(address)?.get(&row.id)?;
        (tried.rules == row.part(Part::Rules)).then_some(tried.admission)
    }

    /// Whether a faxbox lets an address in, or may: a rule could not be tried.
    pub fn lets_in(&self, address: &str, row: &ListRow) -> bool {
        matches!(self.admission(address, row), Some(Admission::LetIn { .. } | Admission::Open { .. }))
    }

    /// What came out for a faxbox, whose rules were `rules` then (see [`Part::Rules`]).
    pub fn tried(&mut self, address: &str, id: FaxboxId, rules: String, admission: Admission) {
        self.0.entry(address.to_owned()).or_default().insert(id, Tried { rules, admission });
    }

    /// Forgets what nobody asks about any more.
    pub fn keep(&mut self, wanted: impl Fn(&str) -> bool) {
        self.0.retain(|address, _| wanted(address));
    }

    /// What all faxboxes together make of an address.
    pub fn takers(&self, address: &str, rows: &[ListRow]) -> Takers {
        let mut takers = Takers::default();
        for row in rows {
            match self.admission(address, row) {
                Some(Admission::LetIn { .. }) => takers.certain += 1,
                Some(Admission::Open { .. }) => takers.open += 1,
                Some(Admission::NoRules | Admission::Refused | Admission::Stopped { .. }) => {}
                None => takers.untried += 1,
            }
        }
        takers
    }
}

impl Takers {
    /// Whether mail to the account's realm can end in one faxbox or in another: it takes the first whose rule matches
    /// (contract, "What the fields do", e-mail to fax).
    pub const fn compete(self) -> bool {
        self.certain + self.open > 1
    }
}
