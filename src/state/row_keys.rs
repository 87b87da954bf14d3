use std::{collections::HashMap, ops::Range};

/// What tells the rows of a list apart while they are edited, moved, pasted and taken out: a row keeps its key, and with it
/// its control and the focus, wherever it goes.
///
/// Keys follow from the texts alone, before and after; so they also follow what is put back or undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowKeys {
    rows: Vec<(u32, String)>,
    /// How many keys were given out.
    given: u32,
}

impl RowKeys {
    /// The keys of the rows that stand there now, where these stood before.
    ///
    /// Rows at either end that are as they were keep their keys; between them a row has the key of the one with its text,
    /// else of the next one that is left, in order; only what is more than before is new.
    #[must_use]
    pub fn follow(&self, texts: Vec<String>) -> Self {
        let same = |(old, new): &(&(u32, String), &String)| old.1 == **new;
        let at_start = self.rows.iter().zip(&texts).take_while(same).count();
        let free = self.rows.len().min(texts.len()) - at_start;
        let at_end = self.rows.iter().rev().zip(texts.iter().rev()).take(free).take_while(same).count();
        let middle = |count: usize| at_start..count - at_end;
        let old = self.rows.get(middle(self.rows.len())).unwrap_or_default();
        // Where each text stood first, and where the same stood next: a list that is another one altogether may be long.
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut next = vec![None; old.len()];
        for (place, (_, text)) in old.iter().enumerate().rev() {
            if let (Some(later), Some(next)) = (places.insert(text.clone(), place), next.get_mut(place)) {
                *next = Some(later);
            }
        }
        let mut left: Vec<Option<u32>> = old.iter().map(|(key, _)| Some(*key)).collect();
        let mut found: Vec<Option<u32>> = Vec::with_capacity(texts.len());
        found.extend(self.rows.iter().take(at_start).map(|(key, _)| Some(*key)));
        for text in texts.get(middle(texts.len())).unwrap_or_default() {
            let place = places.get(text).copied();
            match place.and_then(|place| next.get(place).copied().flatten()) {
                Some(later) => drop(places.insert(text.clone(), later)),
                None => drop(places.remove(text)),
            }
            found.push(place.and_then(|place| left.get_mut(place)?.take()));
        }
        let mut left = left.into_iter().flatten();
        let mut given = self.given;
        let mut keys: Vec<u32> = found
            .into_iter()
            .map(|key| {
                key.or_else(|| left.next()).unwrap_or_else(|| {
                    given = given.wrapping_add(1);
                    given
                })
            })
            .collect();
        keys.extend(self.rows.iter().skip(self.rows.len() - at_end).map(|(key, _)| *key));
        Self { rows: keys.into_iter().zip(texts).collect(), given }
    }

    /// The keys, in the order of the rows.
    pub fn keys(&self) -> Vec<u32> {
        self.keys_of(0..self.rows.len())
    }

    /// The keys of some rows.
    pub fn keys_of(&self, rows: Range<usize>) -> Vec<u32> {
        self.rows.get(rows).unwrap_or_default().iter().map(|(key, _)| *key).collect()
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where the row with this key stands, from 0.
    pub fn position(&self, key: u32) -> Option<usize> {
        self.rows.iter().position(|(known, _)| *known == key)
    }
}
