//! Words of a callback.

use crate::form::callback::{Callback, Direction, Format};

use super::{Message, messages};

messages! {
    LEGEND = "Callback";
    SAMPLE = "A sample of the call";
    SAMPLE_WHY = "A sample and no promise: what exactly is sent the server decides, and nobody documents it. This body is made of the faxbox’s own parameters, to show the format.";
    SAMPLE_NEEDS_FORMAT = "Choose a format to see a sample of the call.";
}

/// What will be sent where, as a sentence.
pub fn sentence(direction: Direction, callback: &Callback) -> String {
    let Some(url) = &callback.url else { return nothing(direction).get().to_owned() };
    let (method, format) = (callback.method.unwrap_or_default(), callback.format.map_or("", format));
    let sentence = match direction {
        Direction::Inbound => inbound(callback),
        Direction::Outbound => outbound(callback),
    };
    sentence.with(&[("method", method), ("url", &url.shown()), ("format", format)])
}

const fn nothing(direction: Direction) -> Message {
    messages! {
        INBOUND = "When a fax arrives, nothing is called.";
        OUTBOUND = "When a fax was sent, nothing is called.";
    }
    match direction {
        Direction::Inbound => INBOUND,
        Direction::Outbound => OUTBOUND,
    }
}

const fn inbound(callback: &Callback) -> Message {
    messages! {
        WHOLE = "When a fax arrives, the server sends a {method} request to {url}, with {format}.";
        FORMAT_OPEN = "When a fax arrives, the server sends a {method} request to {url}, in a format of its own choice.";
        METHOD_OPEN = "When a fax arrives, the server sends {format} to {url}, by POST or PUT as it chooses.";
        OPEN = "When a fax arrives, the server calls {url}, by a method and in a format of its own choice.";
    }
    match (callback.method, callback.format) {
        (Some(_), Some(_)) => WHOLE,
        (Some(_), None) => FORMAT_OPEN,
        (None, Some(_)) => METHOD_OPEN,
        (None, None) => OPEN,
    }
}

const fn outbound(callback: &Callback) -> Message {
    messages! {
        WHOLE = "When a fax was sent, the server sends a {method} request to {url}, with {format}.";
        FORMAT_OPEN = "When a fax was sent, the server sends a {method} request to {url}, in a format of its own choice.";
        METHOD_OPEN = "When a fax was sent, the server sends {format} to {url}, by POST or PUT as it chooses.";
        OPEN = "When a fax was sent, the server calls {url}, by a method and in a format of its own choice.";
    }
    match (callback.method, callback.format) {
        (Some(_), Some(_)) => WHOLE,
        (Some(_), None) => FORMAT_OPEN,
        (None, Some(_)) => METHOD_OPEN,
        (None, None) => OPEN,
    }
}

fn format(format: Format) -> &'static str {
    messages! {
        JSON = "JSON";
        FORM = "form data";
    }
    match format {
        Format::Json => JSON.get(),
        Format::Form => FORM.get(),
    }
}
