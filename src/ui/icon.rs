//! The few icons, drawn as lines of one width. Each stands beside words, so that none has to speak.

use leptos::prelude::*;
use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An icon: the lines of a square of 16.
///
/// Constants and no enum, so that the first view's WASM holds those alone that it draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

impl Icon {
    /// To the left.
    pub const BACK: Self = Self("M10 3.5 5.5 8l4.5 4.5");
    /// A plus.
    pub const ADD: Self = Self("M8 3v10M3 8h10");
    /// A cross.
    pub const CROSS: Self = Self("m4 4 8 8M12 4l-8 8");
    /// A tick.
    pub const TICK: Self = Self("m3.5 8.5 3 3 6-7");
    /// An error.
    pub const ERROR: Self = Self("M2 8a6 6 0 1 0 12 0A6 6 0 1 0 2 8M8 5v3.6M8 10.8v.1");
    /// A warning.
    pub const WARNING: Self = Self("M8 2.2 14.4 13H1.6zM8 6.4v3.1M8 11.4v.1");
    /// A pen.
    pub const CHANGE: Self = Self("M3 13l.6-2.8L10.8 3 13 5.2 5.8 12.4zM9.4 4.4l2.2 2.2");
    /// A looking glass.
    pub const SEARCH: Self = Self("M2.5 7a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0m8 3.5 3 3");
    /// A bin.
    pub const REMOVE: Self = Self("M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5");
    /// Two sheets.
    pub const COPY: Self = Self(
        "M6.9 5.5h5.2q1.4 0 1.4 1.4v5.2q0 1.4-1.4 1.4H6.9q-1.4 0-1.4-1.4V6.9q0-1.4 1.4-1.4M3.5 10.5h-1v-8h8v1",
    );
    /// An arrow up.
    pub const ASCENDING: Self = Self("M8 12V3M4.5 6.5 8 3l3.5 3.5");
    /// An arrow down.
    pub const DESCENDING: Self = Self("M8 3v9M4.5 8.5 8 12l3.5-3.5");
    /// A handle.
    pub const GRIP: Self = Self("M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01");
    /// Two angle brackets.
    pub const CODE: Self = Self("M5.5 5 2.5 8l3 3M10.5 5l3 3-3 3");
    /// A link.
    pub const LINK: Self = Self(
        "M6.5 9.5 9.5 6.5M7 5l1.6-1.6a2.5 2.5 0 0 1 3.6 3.6L10.6 8.6M9 11l-1.6 1.6a2.5 2.5 0 0 1-3.6-3.6L5.4 7.4",
    );
    /// An envelope.
    pub const MAIL: Self =
        Self("M3.5 3.5h9q1.5 0 1.5 1.5v6q0 1.5-1.5 1.5h-9Q2 12.5 2 11V5q0-1.5 1.5-1.5m-1 1 5.5 4 5.5-4");
    /// A telephone.
    pub const PHONE: Self =
        Self("M6.1 1.8h3.8q1.6 0 1.6 1.6v9.2q0 1.6-1.6 1.6H6.1q-1.6 0-1.6-1.6V3.4q0-1.6 1.6-1.6M7.3 12h1.4");
    /// A sheet.
    pub const SHEET: Self = Self("M4 2h5l3 3v9H4zM9 2v3h3");
    /// An arrow back.
    pub const UNDO: Self = Self("M6 3.5l-3 3 3 3M3 6.5h6.5a3.2 3.2 0 0 1 0 6.4H6");
    /// An arrow forth.
    pub const REDO: Self = Self("M10 3.5l3 3-3 3M13 6.5H6.5a3.2 3.2 0 0 0 0 6.4H10");
    /// An arrow in a circle.
    pub const REFRESH: Self = Self("M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.6h-2.6");
    /// Columns.
    pub const COLUMNS: Self = Self(
        "M3.9 3h8.2q1.4 0 1.4 1.4v7.2q0 1.4-1.4 1.4H3.9q-1.4 0-1.4-1.4V4.4Q2.5 3 3.9 3M6.2 3v10M9.8 3v10",
    );
    /// Lines that grow shorter.
    pub const FILTER: Self = Self("M2.5 4h11M4.5 8h7M6.5 12h3");
    /// A door.
    pub const SIGN_OUT: Self = Self("M6.5 3h-3v10h3M7 8h6.5M11 5.5 13.5 8 11 10.5");
}

impl Icon {
    /// Puts it at the end of an element that is drawn by hand.
    pub fn append(self, document: &Document, parent: &Element) -> Option<()> {
        let [svg, path] = ["svg", "path"].map(|tag| document.create_element_ns(Some(SVG), tag).ok());
        let (svg, path) = (svg?, path?);
        for (name, value) in [("class", "i"), ("viewBox", "0 0 16 16"), ("aria-hidden", "true")] {
            svg.set_attribute(name, value).ok()?;
        }
        path.set_attribute("d", self.0).ok()?;
        svg.append_child(&path).ok()?;
        parent.append_child(&svg).ok().map(drop)
    }
}

/// Draws an icon, hidden from assistive technology.
pub fn icon(Icon(path): Icon) -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
