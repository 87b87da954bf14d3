use crate::domain::FaxboxId;

/// Whether something is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It is.
    On,
    /// It is not.
    Off,
}

impl Tick {
    /// The other one.
    #[must_use]
    pub const fn toggled(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
        }
    }
}

/// What a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope<Q> {
    /// All faxboxes there are.
    Everything,
    /// Those that match a query.
    Matching(Q),
}

/// What was said of one faxbox.
#[derive(Clone, Debug)]
struct Said {
    id: FaxboxId,
    tick: Tick,
    /// How many rules were there before: those after it are newer, and stronger.
    after: usize,
}

/// Which faxboxes are selected: rules ("all that match"), and what was said of single ones.
///
/// The newest that applies to a faxbox decides. So "all that match" holds for those that are loaded later, and un-ticking one
/// leaves the others selected. Searching and filtering do not touch it.
#[derive(Clone, Debug)]
pub struct Selection<Q> {
    /// The oldest first; none about the same as another.
    rules: Vec<(Scope<Q>, Tick)>,
    /// Ordered by id.
    said: Vec<Said>,
    /// Where a range begins, and what it says.
    anchor: Option<(FaxboxId, Tick)>,
    /// What was said before the range that is growing or shrinking now.
    before: Option<Vec<Said>>,
}

impl<Q> Default for Selection<Q> {
    fn default() -> Self {
        Self { rules: Vec::new(), said: Vec::new(), anchor: None, before: None }
    }
}

impl<Q: PartialEq> Selection<Q> {
    /// Whether nothing was ever selected, so that no row has to be asked about.
    pub const fn is_clear(&self) -> bool {
        self.rules.is_empty() && self.said.is_empty()
    }

    /// Whether a faxbox is selected. `matches` tells whether it matches a query.
    pub fn has(&self, id: &FaxboxId, matches: impl Fn(&Q) -> bool) -> bool {
        let said = self.place(id).ok().and_then(|place| self.said.get(place));
        let newer = self.rules.iter().skip(said.map_or(0, |said| said.after)).rev();
        let mut applying = newer.filter(|(scope, _)| match scope {
            Scope::Everything => true,
            Scope::Matching(query) => matches(query),
        });
        let tick = applying.next().map(|(_, tick)| *tick).or(said.map(|said| said.tick));
        tick == Some(Tick::On)
    }

    /// Says it of one faxbox; a range begins there.
    pub fn tick(&mut self, id: &FaxboxId, tick: Tick) {
        self.before = None;
        self.anchor = Some((id.clone(), tick));
        self.say(std::slice::from_ref(id), tick);
    }

    /// Lets a range begin at a faxbox, unless one begins or ends there: those that it will reach are selected.
    pub fn begin(&mut self, id: &FaxboxId) {
        if self.anchor.is_none() {
            self.anchor = Some((id.clone(), Tick::On));
            self.before = None;
        }
    }

    /// Where a range begins.
    pub fn anchor(&self) -> Option<&FaxboxId> {
        self.anchor.as_ref().map(|(id, _)| id)
    }

    /// Forgets where a range began, so that the next begins elsewhere.
    pub fn settle(&mut self) {
        self.anchor = None;
        self.before = None;
    }

    /// Says of all in a range what was said of its beginning, in the place of the range that was.
    pub fn extend(&mut self, range: &[FaxboxId]) {
        let Some((_, tick)) = &self.anchor else { return };
        let tick = *tick;
        let before = self.before.take().unwrap_or_else(|| self.said.clone());
        self.said.clone_from(&before);
        self.say(range, tick);
        self.before = Some(before);
    }

    /// Says it of all that are, or will be, in a scope.
    pub fn all(&mut self, scope: Scope<Q>, tick: Tick) {
        self.settle();
        if scope == Scope::Everything {
            self.clear();
        }
        // The older rule about the same says nothing any more.
        if let Some(place) = self.rules.iter().position(|(known, _)| *known == scope) {
            self.rules.remove(place);
            for said in self.said.iter_mut().filter(|said| said.after > place) {
                said.after -= 1;
            }
        }
        if scope != Scope::Everything || tick == Tick::On {
            self.rules.push((scope, tick));
        }
    }

    /// Whether anything was said of a faxbox of which `is` holds.
    pub fn names(&self, is: impl Fn(&FaxboxId) -> bool) -> bool {
        self.said.iter().any(|said| is(&said.id))
    }

    /// Forgets all faxboxes but those that are there: one that comes under the id of another is another.
    pub fn keep(&mut self, is_there: impl Fn(&FaxboxId) -> bool) {
        self.said.retain(|said| is_there(&said.id));
        if self.anchor().is_some_and(|id| !is_there(id)) {
            self.anchor = None;
        }
        self.before = None;
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The queries of its rules.
    pub fn queries(&self) -> impl Iterator<Item = &Q> {
        self.rules.iter().filter_map(|(scope, _)| match scope {
            Scope::Everything => None,
            Scope::Matching(query) => Some(query),
        })
    }

    fn place(&self, id: &FaxboxId) -> Result<usize, usize> {
        self.said.binary_search_by(|said| said.id.cmp(id))
    }

    fn say(&mut self, ids: &[FaxboxId], tick: Tick) {
        let after = self.rules.len();
        if let [id] = ids {
            let said = Said { id: id.clone(), tick, after };
            match self.place(id) {
                Ok(place) => self.said.splice(place..=place, [said]).for_each(drop),
                Err(place) => self.said.insert(place, said),
            }
            return;
        }
        let mut ids: Vec<_> = ids.to_vec();
        ids.sort_unstable();
        self.said.retain(|said| ids.binary_search(&said.id).is_err());
        self.said.extend(ids.into_iter().map(|id| Said { id, tick, after }));
        self.said.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    }
}

/// The part of `order` from one faxbox to another, whichever comes first; the second alone where the first is not there.
pub fn range<'a>(order: &'a [FaxboxId], from: &FaxboxId, to: &FaxboxId) -> &'a [FaxboxId] {
    let place = |id| order.iter().position(|known| known == id);
    let Some(to) = place(to) else { return &[] };
    let from = place(from).unwrap_or(to);
    order.get(from.min(to)..=from.max(to)).unwrap_or_default()
}
