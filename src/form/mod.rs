//! What a person types: the field table, the draft, and every judgment of it.
//!
//! Start at [`Field`]: one row for each documented parameter, from which the form, the validation, the placing of the
//! server's errors, the columns of the list and the README's table come. [`Draft`] is what stands in the controls,
//! [`judge()`] tells its problems, [`plan`] what a save may write.

pub mod callback;
pub mod change;
pub mod csv;
mod draft;
pub mod edit;
mod entry;
mod field;
mod judge;
pub mod path;
pub mod plan;
mod problem;
mod read_back;
pub mod recipients;
pub mod table;
mod unknown;
pub mod value;

pub use self::{
    draft::{Draft, Parts, Standing},
    entry::{Entry, ListForm, Row},
    field::{Absence, Control, Default, Field, FieldSpec, Item, Section, defaults},
    judge::{KnowsTimeZone, judge},
    problem::{Fault, Kind, Place, Problem, Severity, place_of},
    read_back::{Difference, ReadBack, read_back},
    unknown::unknown,
};
