//! Words of the failures.
