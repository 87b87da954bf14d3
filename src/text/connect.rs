//! Words of the connect.
