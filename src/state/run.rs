use std::collections::VecDeque;

use crate::{
    api::{Consent, Failure, retry::rest},
    domain::FaxboxId,
};

use super::{
    errand::{Ask, End, Errand, Heard, Reason, Step, Work, row_of},
    item::{Item, ItemState, News, Pace, Pause, Tally},
    save::Before,
};

/// How many calls are under way at once, at most.
pub const CALLS_AT_ONCE: usize = 4;
/// How many requests the server must still be ready to take (`tokens.remaining`); below, a run goes slowly.
pub const TOKENS_LOW: u64 = 10;
/// How long a slow run rests between two calls, in seconds.
pub const SLOW_REST_SECONDS: u32 = 1;
/// How long it rests after 429s in a row, in seconds. After the last it pauses and asks the person.
pub const SETBACK_REST_SECONDS: [u32; 7] = [1, 2, 4, 8, 16, 32, 32];
/// How many faxboxes in a row may get no answer before a run pauses: the line is down then.
pub const SILENCES_MAX: u32 = 3;

/// A change, a removal or an import of many faxboxes under way: take the calls of [`Run::calls`], hand in each answer, rest
/// where [`Run::rest`] says so.
///
/// Each faxbox goes its own [`Errand`]: fetched, written with its tag, read back. A few go at once; new ones are created one
/// after the other, so that one whose answer was lost can be told from its neighbours. A 429 means that nothing was done:
/// the same call waits, and all go slower.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// In the order they go.
    pub items: Vec<Item>,
    /// What it is doing.
    pub pace: Pace,
    /// Items whose next call can be made.
    ready: VecDeque<usize>,
    /// Where to look for the next that waits.
    first_waiting: usize,
    /// How many calls are under way.
    under_way: usize,
    /// How many seconds to rest before the next call.
    rest: Option<u32>,
    /// Whether one call is made at a time.
    slow: bool,
    /// 429s in a row.
    setbacks: usize,
    /// Faxboxes in a row that got no answer.
    silences: u32,
    /// Whether charges are accepted.
    consent: Consent,
    /// The item that is being created.
    creating: Option<usize>,
    /// Every faxbox there was, and those created since.
    known: Vec<FaxboxId>,
}

impl Run {
    /// Begins with what is to be done and every faxbox that there is.
    pub fn new(items: Vec<Item>, known: Vec<FaxboxId>) -> Self {
        let pace = if items.is_empty() { Pace::Ended } else { Pace::Running };
        Self {
            items,
            pace,
            ready: VecDeque::new(),
            first_waiting: 0,
            under_way: 0,
            rest: None,
            slow: false,
            setbacks: 0,
            silences: 0,
            consent: Consent::NotAsked,
            creating: None,
            known,
        }
    }

    /// How many are how far.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { all: self.items.len(), ..Tally::default() };
        for item in &self.items {
            match &item.state {
                state if state.is_done() => tally.done += 1,
                state if state.is_failed() => tally.failed += 1,
                ItemState::NotTried => tally.not_tried += 1,
                _ => {}
            }
        }
        tally
    }

    /// Whether the server asked it to go slowly, or to rest: what was under way meanwhile may still have been taken.
    pub fn is_slow(&self) -> bool {
        self.slow || self.rest.is_some()
    }

    /// Whether leaving now would leave something unknown.
    pub fn is_over(&self) -> bool {
        self.pace == Pace::Ended
    }

    /// How many seconds to wait before [`Run::calls`] is asked again, by [`Run::rested`]. Told once.
    pub fn rest(&mut self) -> Option<u32> {
        match self.rest {
            Some(seconds) if seconds > 0 => {
                self.rest = Some(0);
                Some(seconds)
            }
            _ => None,
        }
    }

    /// The rest is over.
    pub fn rested(&mut self) {
        self.rest = None;
    }

    /// The calls to make now, each with its item's place.
    pub fn calls(&mut self) -> Vec<(usize, Ask)> {
        let mut calls = Vec::new();
        let at_once = if self.slow { 1 } else { CALLS_AT_ONCE };
        while self.rest.is_none() && self.under_way < at_once {
            let Some((place, ask)) = self.next_call() else { break };
            self.under_way += 1;
            calls.push((place, ask));
        }
        self.end_if_over();
        calls
    }

    fn next_call(&mut self) -> Option<(usize, Ask)> {
        let running = self.pace == Pace::Running;
        let goes_on = |place: &usize| running || self.items.get(*place).is_some_and(Item::settles);
        if let Some(at) = self.ready.iter().position(goes_on) {
            let place = self.ready.remove(at)?;
            let item = self.items.get_mut(place)?;
            let ask = item.asked.clone()?;
            item.wrote |= ask.writes();
            return Some((place, ask));
        }
        if running { self.begin_next() } else { None }
    }

    fn begin_next(&mut self) -> Option<(usize, Ask)> {
        let waiting = |item: &Item| item.state == ItemState::Waiting;
        let place = self.first_waiting + self.items.iter().skip(self.first_waiting).position(waiting)?;
        self.first_waiting = place;
        let is_sending =
            |place: usize| self.items.get(place).is_some_and(|item| item.state == ItemState::Sending);
        let creating = self.creating.is_some_and(is_sending);
        let item = self.items.get_mut(place)?;
        let mut before = Before::Unread;
        if matches!(item.work, Work::Create(_)) {
            if creating {
                return None;
            }
            self.creating = Some(place);
            before = Before::Known(self.known.clone());
        }
        let (errand, ask) = Errand::begin(item.id.as_ref(), &item.work, self.consent, before);
        item.state = ItemState::Sending;
        item.errand = Some(errand);
        item.asked = Some(ask.clone());
        item.wrote = ask.writes();
        self.first_waiting = place + 1;
        Some((place, ask))
    }

    /// Takes the answer to an item's call, and how many more requests the server said it would take. Tells what the list of
    /// faxboxes learns by it.
    pub fn answered(&mut self, place: usize, heard: Heard, tokens_remaining: Option<u64>) -> Option<News> {
        self.under_way = self.under_way.saturating_sub(1);
        let failure = heard.failure().cloned();
        if let Some(Failure::TooMany(refused)) = &failure {
            self.turned_away(place, refused.retry_after);
            return None;
        }
        self.setbacks = 0;
        self.slow = tokens_remaining.is_some_and(|remaining| remaining < TOKENS_LOW);
        if self.slow && self.rest.is_none() {
            self.rest = Some(SLOW_REST_SECONDS);
        }
        if !failure.as_ref().is_some_and(Failure::is_silence) {
            self.silences = 0;
        }
        let stopping = self.pace == Pace::Stopping;
        let item = self.items.get_mut(place)?;
        // Refused for its tag: nothing was written.
        item.wrote &= !matches!(failure, Some(Failure::Changed | Failure::Conflict(_)));
        if heard.fetched().is_some() {
            item.doubt = None;
        }
        if !item.wrote {
            item.before = heard.fetched().cloned().or(item.before.take());
        }
        item.asked = None;
        match item.errand.as_mut()?.answered(heard) {
            Step::Ask(_) if stopping && !item.wrote => {
                item.end(ItemState::NotTried);
                None
            }
            Step::Ask(ask) => {
                item.asked = Some(ask);
                self.ready.push_back(place);
                None
            }
            Step::End(end) => self.ended(place, end),
        }
    }

    /// 429: nothing was done. The same call is made again, after a rest that grows, or as long as the server asks for.
    fn turned_away(&mut self, place: usize, retry_after: Option<u32>) {
        self.slow = true;
        if let Some(item) = self.items.get_mut(place) {
            if item.asked.as_ref().is_some_and(Ask::writes) {
                item.wrote = false;
            }
            if self.pace == Pace::Stopping && !item.wrote {
                item.end(ItemState::NotTried);
            } else {
                self.ready.push_front(place);
            }
        }
        // Several that were under way together are one setback.
        if self.rest.is_some() {
            return;
        }
        let own = SETBACK_REST_SECONDS.get(self.setbacks);
        self.rest = own.and_then(|own| rest(*own, retry_after));
        if self.rest.is_none() {
            self.hold(Pause::TooMany);
        }
        self.setbacks += 1;
    }

    fn ended(&mut self, place: usize, end: End) -> Option<News> {
        let pause = match &end {
            End::Charges(charges) => Some(Pause::Charges(charges.clone())),
            End::Failed(Reason::Failure(Failure::SignedOut(_))) => Some(Pause::SignedOut),
            _ => None,
        };
        if let Some(pause) = pause {
            self.hold(pause);
            self.put_back(place);
            return None;
        }
        if let End::Failed(Reason::Failure(failure)) | End::InDoubt(failure) = &end
            && failure.is_silence()
        {
            self.silences += 1;
        }
        if self.silences >= SILENCES_MAX {
            self.silences = 0;
            self.hold(Pause::Silence);
        }
        let item = self.items.get_mut(place)?;
        let news = match &end {
            End::Saved(proof) => {
                if matches!(item.work, Work::Create(_)) {
                    self.known.push(proof.id.clone());
                }
                item.id = Some(proof.id.clone());
                Some(News::Row(row_of(proof)))
            }
            End::Removed => item.id.clone().map(News::Gone),
            End::Failed(Reason::Changed(newer)) => {
                // The person is told, so it is what a second try removes.
                if let Work::Remove { seen } = &mut item.work {
                    seen.clone_from(newer);
                }
                None
            }
            _ => None,
        };
        item.end(ItemState::of(end));
        news
    }

    /// Its turn comes again: nothing was done.
    fn put_back(&mut self, place: usize) {
        let stopping = self.pace == Pace::Stopping;
        if let Some(item) = self.items.get_mut(place) {
            item.end(if stopping { ItemState::NotTried } else { ItemState::Waiting });
            self.first_waiting = self.first_waiting.min(place);
        }
    }

    fn hold(&mut self, pause: Pause) {
        if self.pace == Pace::Running {
            self.pace = Pace::Paused(pause);
        }
    }

    /// The person wants it to hold.
    pub fn pause(&mut self) {
        self.hold(Pause::Wanted);
    }

    /// The person wants it to go on; where charges were asked about, accepts them for all.
    pub fn resume(&mut self) {
        if let Pace::Paused(pause) = &self.pace {
            if matches!(pause, Pause::Charges(_)) {
                self.consent = Consent::Given;
            }
            self.pace = Pace::Running;
            self.setbacks = 0;
            self.rest = None;
        }
    }

    /// The person wants no more. What was written is still read back; all else is not tried.
    pub fn stop(&mut self) {
        if self.is_over() {
            return;
        }
        self.pace = Pace::Stopping;
        let held: Vec<_> = self.ready.iter().copied().collect();
        for item in self.items.iter_mut().filter(|item| item.state == ItemState::Waiting) {
            item.end(ItemState::NotTried);
        }
        for place in held {
            if let Some(item) = self.items.get_mut(place).filter(|item| !item.wrote) {
                item.end(ItemState::NotTried);
            }
        }
        let items = &self.items;
        self.ready.retain(|place| items.get(*place).is_some_and(|item| item.wrote));
        self.rest = None;
        self.end_if_over();
    }

    fn end_if_over(&mut self) {
        let left = match self.pace {
            Pace::Running => {
                self.items.iter().skip(self.first_waiting).any(|item| item.state == ItemState::Waiting)
            }
            Pace::Stopping => false,
            Pace::Paused(_) | Pace::Ended => return,
        };
        if !left && self.under_way == 0 && self.ready.is_empty() {
            self.pace = Pace::Ended;
        }
    }

    /// Whether there is something that [`Run::retry`] would try.
    pub fn can_retry(&self) -> bool {
        self.is_over() && self.items.iter().any(Item::can_be_tried)
    }

    /// Tries again what was refused or not tried. Not a create that is in doubt: it may be there, and may cost money.
    pub fn retry(&mut self) {
        if !self.can_retry() {
            return;
        }
        for item in self.items.iter_mut().filter(|item| item.can_be_tried()) {
            item.end(ItemState::Waiting);
        }
        self.first_waiting = 0;
        self.setbacks = 0;
        self.pace = Pace::Running;
    }
}
