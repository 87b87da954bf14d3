//! Words of the document as text.

use super::{Message, messages};

messages! {
    JSON = "JSON";
    JSON_HELP = "The whole document as text";
    FORM = "Form";
    TITLE = "The whole document";
    LEAD = "As JSON, with the keys of other programs. What you type here is in the form at once, and what you type there is here. The ID and the keys that the system keeps are left out.";
    LABEL = "The document as JSON";
    IN_STEP = "In step with the form.";
    ERROR = "Line {line}, character {column}: {fault}";
    ERROR_KEPT = "The form has what it had before, and nothing can be saved until this is right. What you typed is kept.";
    GO_THERE = "Go there";
    DROP = "Put back what the form has";
    SHOW = "Show the text";
    SYSTEM_KEYS = "These keys are the system’s and are not sent: {keys}.";
    PROBLEMS = "Problems of this document";
    AT_LINE = "Line {line}";
    COPY = "Copy it";
    OTHERS_ONE = "{count} other key was changed in the document.";
    OTHERS = "{count} other keys were changed in the document.";
    ENDS = "the text ends before the document does";
    VALUE = "a value belongs here: a text in quotes, a number, true, false, null, a list or an object";
    KEY = "a key in double quotes belongs here";
    COLON = "a colon belongs behind the key";
    COMMA_OR_BRACE = "a comma or a } belongs here";
    COMMA_OR_BRACKET = "a comma or a ] belongs here";
    TRAILING_COMMA = "nothing follows this comma";
    CONTROL_CHARACTER = "a line break or another control character in a text must be written as \\n, \\t or \\u00XX";
    ESCAPE = "this backslash means nothing here";
    HALF_CHARACTER = "this is one half of a character only";
    NUMBER = "this is no number as JSON writes them: no zero in front, and a digit behind . and e";
    REPEATED = "the object has the key {key} already, and one of the two would be lost";
    DEPTH = "lists and objects lie too deep in one another";
    REST = "nothing may follow the end of the document";
    NOT_AN_OBJECT = "a faxbox is an object: { … }";
}

/// A fault of the text, in words.
pub fn fault(fault: &crate::api::source::SyntaxFault) -> String {
    use crate::api::source::SyntaxFault as Fault;
    let message: Message = match fault {
        Fault::Ends => ENDS,
        Fault::Value => VALUE,
        Fault::Key => KEY,
        Fault::Colon => COLON,
        Fault::CommaOrBrace => COMMA_OR_BRACE,
        Fault::CommaOrBracket => COMMA_OR_BRACKET,
        Fault::TrailingComma => TRAILING_COMMA,
        Fault::ControlCharacter => CONTROL_CHARACTER,
        Fault::Escape => ESCAPE,
        Fault::HalfCharacter => HALF_CHARACTER,
        Fault::Number => NUMBER,
        Fault::Repeated(key) => return REPEATED.with(&[("key", key)]),
        Fault::Depth => DEPTH,
        Fault::Rest => REST,
        Fault::NotAnObject => NOT_AN_OBJECT,
    };
    message.get().to_owned()
}
