use std::collections::HashSet;

use crate::form::{Field, Place, Problem, path, place_of};

/// Which problems a person is told of: a field is judged when they leave it, all at a save.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Judged {
    /// Those of these paths.
    Some(HashSet<String>),
    /// All.
    All,
}

impl Default for Judged {
    fn default() -> Self {
        Self::Some(HashSet::new())
    }
}

impl Judged {
    /// Those that are there.
    pub(super) fn of(problems: Vec<Problem>) -> Self {
        Self::Some(problems.into_iter().map(|problem| problem.path).collect())
    }

    /// Those of one path more.
    pub(super) fn add(&mut self, path: &str) {
        if let Self::Some(paths) = self {
            paths.insert(path.to_owned());
        }
    }

    /// Whether those of a path are told.
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Self::Some(paths) => paths.contains(path),
            Self::All => true,
        }
    }

    /// Gives what was told of a list's rows their new numbers; none for a row that is gone.
    pub(super) fn renumber(&mut self, field: Field, number: impl Fn(usize) -> Option<usize>) {
        let Self::Some(paths) = self else { return };
        let renumbered = paths.drain().filter_map(|path| match place_of(&path) {
            Place::Row(judged, index) if judged == field => {
                number(index).map(|index| path::join_index(field.path(), index))
            }
            _ => Some(path),
        });
        *paths = renumbered.collect();
    }
}
