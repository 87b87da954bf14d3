//! What is wrong with the open form: at which control it is told.

use leptos::prelude::*;

use crate::form::{Field, Place, Problem};

use super::context::Context;

impl Context {
    /// The problems shown at a field's own control: its own, and those of rows that it has not.
    #[track_caller]
    pub fn problems_of(self, field: Field) -> Vec<Problem> {
        let rows = self.read(move |form| form.draft.rows(field).len());
        self.problems_at(move |place| match place {
            Place::Field(at) => at == field,
            Place::Row(at, row) => at == field && row >= rows,
            Place::Form => false,
        })
    }

    /// The problems at places that `wanted` picks.
    #[track_caller]
    pub fn problems_at(self, wanted: impl Fn(Place) -> bool + Send + Sync + 'static) -> Vec<Problem> {
        let (problems, places) = (self.problems, self.places);
        let of = move |places: &[Place], problems: &[Problem]| {
            let pairs = places.iter().zip(problems).filter(|(place, _)| wanted(**place));
            pairs.map(|(_, problem)| problem.clone()).collect()
        };
        self.problem_readers.read(move || {
            let found = places.try_with(|places| problems.try_with(|problems| of(places, problems)));
            found.flatten().unwrap_or_default()
        })
    }
}
