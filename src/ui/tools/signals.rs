//! What the tools of one panel know: the filters, ready to be asked, what is selected, what the faxboxes make of a sender.

use std::sync::Arc;

use leptos::{leptos_dom::logging::console_warn, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::ShadowRoot;

use crate::{
    domain::FaxboxId,
    state::{
        Fields, Filters, List, ListRow, Loading, Narrowing, Passes, Permits, Selection, Senders, Takers,
        Tick, range,
    },
    text::{filters as words, list::grouped},
    ui::{browser, chunk::From, panel::Panel, reads::Reads},
};

use super::{
    look::{Trace, look},
    reading::{self, follow_network},
    trial,
};

/// The signals of the tools. They live as long as the panel: a selection survives a look into the editor.
#[derive(Clone, Copy)]
pub struct Signals {
    panel: Panel,
    /// The part of the address that the filters are read from.
    query: Memo<String>,
    /// The filters, as the address has them.
    pub filters: Memo<Filters>,
    /// The search and the filters, ready to be asked.
    narrowing: Memo<Narrowing>,
    /// What is selected.
    pub selection: RwSignal<Selection<Narrowing>>,
    /// What the faxboxes make of the senders that were asked about.
    pub senders: RwSignal<Senders>,
    /// Whether the overview is folded; nothing before somebody folded or unfolded it.
    pub folded: RwSignal<Option<bool>>,
    /// Tells that rows have changed, and not that they are looked at in another way. To be read: a memo that is only tracked, and was never
    /// read, follows nothing.
    pub rows: Memo<u32>,
    /// What is being read of the list.
    pub reads: Reads,
}

impl Signals {
    /// Those of a panel; made where there are none yet.
    pub fn of(panel: Panel) -> Self {
        if let Some(signals) = panel.tool_signals.get_value() {
            return signals;
        }
        let make = move || {
            let signals = Self::new(panel);
            trial::start(panel, signals);
            signals.follow();
            follow_network(panel);
            signals
        };
        let owner = panel.owner();
        let signals = owner.map_or_else(make, |owner| owner.with(make));
        panel.tool_signals.set_value(Some(signals));
        signals
    }

    fn new(panel: Panel) -> Self {
        let query = Memo::new(move |_| panel.list.with(|list| list.query().filters.clone()));
        let filters = Memo::new(move |_| query.with(|query| Filters::parse(query, browser::decode)));
        let search = Memo::new(move |_| panel.list.with(List::search));
        let narrowing = Memo::new(move |_| Narrowing::new(search.get(), filters.get()));
        Self {
            panel,
            query,
            filters,
            narrowing,
            selection: RwSignal::new(Selection::default()),
            senders: RwSignal::new(Senders::default()),
            folded: RwSignal::new(None),
            rows: Memo::new(move |_| panel.list.with(List::revision)),
            reads: Reads::new(),
        }
    }

    /// Keeps the list narrowed to what passes, and the selection to what there is.
    fn follow(self) {
        let Self { panel, query, filters, selection, senders, reads, .. } = self;
        Effect::new(move |_| {
            // What is found out about a sender changes what passes.
            if filters.with(|filters| filters.sender.is_some()) {
                senders.track();
            }
            let filters = filters.get();
            // What is not understood filters nothing, but it is there.
            let passes: Option<Passes> = query.with(|query| !query.is_empty()).then(|| {
                let passes = move |row: &ListRow| {
                    let lets_in =
                        |address: &String| senders.with_untracked(|senders| senders.lets_in(address, row));
                    filters.keeps(row) && filters.sender.as_ref().is_none_or(lets_in)
                };
                Arc::new(passes) as Passes
            });
            panel.list.update(|list| list.filter_by(passes));
        });
        // What was removed is not selected where it comes back; what was not read again yet stays selected.
        Effect::new(move |_| {
            let has_gone = panel.list.with(|list| {
                let is_gone = |id: &FaxboxId| list.row(id).is_none();
                list.loading == Loading::Done
                    && selection.with_untracked(|selection| selection.names(is_gone))
            });
            if has_gone {
                let is_here = |id: &FaxboxId| panel.list.with_untracked(|list| list.row(id).is_some());
                selection.update(|selection| selection.keep(is_here));
            }
        });
        Effect::new(move |_| {
            panel.permits.track();
            tell_misnamed(panel);
        });
        // The list holds nothing but what may be seen, so that it is read again where that is something else.
        Effect::new(move |before: Option<Permits>| {
            let permits = panel.permits.get();
            let is_other =
                |before: Permits| (before.fields, before.access) != (permits.fields, permits.access);
            if before.is_some_and(is_other) {
                panel.list.update(|list| list.permits = permits);
                reading::read(panel, From::Start);
            }
            permits
        });
        // Nothing is selected where nothing can be done with it.
        Effect::new(move |_| {
            if !panel.permits.get().allow_selection() {
                selection.set(Selection::default());
            }
        });
        // Another account has other faxboxes.
        Effect::new(move |_| {
            if panel.session.with(Option::is_none) {
                reads.end();
                selection.set(Selection::default());
                senders.set(Senders::default());
            }
        });
    }

    /// Filters otherwise, with a step to go back by.
    pub fn filter(self, change: impl FnOnce(&mut Filters)) {
        let before = self.filters.get_untracked();
        let mut filters = before.clone();
        change(&mut filters);
        if filters != before {
            look(self.panel, Trace::Step, |query| query.filters = filters.query(browser::encode));
        }
    }

    /// That the rules of some faxboxes are still being tried, where they are.
    pub fn trying(self) -> Option<String> {
        let takers = self.takers()?;
        (takers.untried > 0).then(|| words::UNTRIED.with(&[("count", &grouped(takers.untried))]))
    }

    /// What the faxboxes make of the sender that is asked about; tracked.
    pub fn takers(self) -> Option<Takers> {
        let address = self.filters.with(|filters| filters.sender.clone())?;
        self.rows.with(|_| ());
        let takers = |list: &List| self.senders.with(|senders| senders.takers(&address, list.rows()));
        Some(self.panel.list.with_untracked(takers))
    }

    /// Whether a row is selected; tracked.
    pub fn is_selected(self, row: &ListRow) -> bool {
        self.selection.with(|selection| {
            let matches = |narrowing: &Narrowing| self.senders.with(|senders| narrowing.keeps(row, senders));
            !selection.is_clear() && selection.has(&row.id, matches)
        })
    }

    /// The ids of all that is selected, shown or not.
    pub fn selected(self, list: &List) -> Vec<FaxboxId> {
        list.rows().iter().filter(|row| self.is_selected(row)).map(|row| row.id.clone()).collect()
    }

    /// Ticks or un-ticks all that match, loaded or not.
    pub fn all(self, tick: Tick) {
        let scope = self.narrowing.get_untracked().scope();
        self.selection.update(|selection| selection.all(scope, tick));
    }

    /// Ticks a row that is not selected, and un-ticks one that is.
    pub fn toggle(self, id: &FaxboxId) {
        let is_selected =
            untrack(|| self.panel.list.with(|list| list.row(id).is_some_and(|row| self.is_selected(row))));
        let tick = if is_selected { Tick::Off } else { Tick::On };
        self.selection.update(|selection| selection.tick(id, tick));
    }

    /// Lets the range that is growing, or begins at `from`, end at `to`.
    pub fn extend(self, from: &FaxboxId, to: &FaxboxId) {
        let order: Vec<_> =
            self.panel.list.with_untracked(|list| list.shown().map(|row| row.id.clone()).collect());
        self.selection.update(|selection| {
            selection.begin(from);
            if let Some(anchor) = selection.anchor().cloned() {
                selection.extend(range(&order, &anchor, to));
            }
        });
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.selection.set(Selection::default());
    }
}

/// Tells the host's developer, in the console, of each word of `fields` that names no parameter.
fn tell_misnamed(panel: Panel) {
    let root = panel.host.try_with_value(|host| host.get_root_node());
    let element = root.and_then(|root| root.dyn_into::<ShadowRoot>().ok()).map(|root| root.host());
    let Some(text) = element.and_then(|element| element.get_attribute("fields")) else { return };
    for word in Fields::misnamed(&text) {
        console_warn(&format!("faxbox-admin: fields: {word}?"));
    }
}
