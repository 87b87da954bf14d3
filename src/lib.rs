//! Faxbox Admin.
