//! What is wrong with the open form: at which control it is told, and how it is summed up.

use leptos::{prelude::*, task};

use crate::{
    form::{Field, Place, Problem, Severity, place_of},
    ui::browser,
};

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

    /// How many problems of a severity there are, as they are summed up.
    #[track_caller]
    pub fn count(self, severity: Severity) -> usize {
        let has = move |problem: &&Problem| problem.severity() == severity;
        self.of_sum(move |problems| problems.iter().filter(has).count())
    }

    /// The gravest that a problem is whose path `wanted` picks, as they are summed up.
    #[track_caller]
    pub fn gravest(self, wanted: impl Fn(Place) -> bool + Send + Sync + 'static) -> Option<Severity> {
        let is_wanted = move |problem: &&Problem| wanted(place_of(&problem.path));
        self.of_sum(move |problems| problems.iter().filter(&is_wanted).map(Problem::severity).min())
    }

    #[track_caller]
    fn of_sum<T>(self, read: impl Fn(&Vec<Problem>) -> T + Send + Sync + 'static) -> T
    where
        T: Clone + Default + PartialEq + Send + Sync + 'static,
    {
        let summed = self.summed;
        self.sum_readers.read(move || summed.try_with(&read).unwrap_or_default())
    }
}

/// Keeps the sum as the problems are, a painting later.
pub fn sum_up(problems: Memo<Vec<Problem>>, summed: RwSignal<Vec<Problem>>) {
    Effect::new(move |before: Option<()>| {
        problems.track();
        if before.is_none() {
            return;
        }
        task::spawn_local(async move {
            browser::painted().await;
            // None where the view is gone.
            if let Some(now) = problems.try_get_untracked()
                && summed.try_with_untracked(|summed| *summed != now) == Some(true)
            {
                summed.set(now);
            }
        });
    });
}
