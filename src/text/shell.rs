//! Words of the shell.
