//! Words of the save.
