//! Words of the list.
