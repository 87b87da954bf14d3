//! Words of the editor.
