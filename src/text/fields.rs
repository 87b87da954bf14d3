//! Words of the fields.
