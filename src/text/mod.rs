//! Every word a person reads, in one place for each part of the panel. Errors are data until they arrive here.
//!
//! A text with parts to fill in names them: `"{count} changes"`. English stands here; what is said in its place in another language
//! is found by it ([`language`]).

pub mod about;
pub mod bulk;
pub mod callback;
pub mod connect;
pub mod document;
pub mod editor;
pub mod failures;
pub mod faults;
pub mod fields;
pub mod filters;
pub mod form;
pub mod host;
pub mod keys;
pub mod language;
pub mod list;
pub mod mail;
pub mod page;
pub mod permits;
pub mod review;
pub mod rows;
pub mod rules;
pub mod save;
pub mod shell;
pub mod sign_in;
pub mod tools;

/// One text, with `{names}` where something is filled in.
#[derive(Clone, Copy, Debug)]
pub struct Message(&'static str);

impl Message {
    /// The text as it stands, in the language that is spoken.
    pub fn get(&self) -> &'static str {
        language::text(self.0)
    }

    /// The text with its `{names}` filled in, in the form for the number of things called `count`.
    pub fn with(&self, parts: &[(&str, &str)]) -> String {
        self.filled(parts, language::fill)
    }

    /// The text with its `{names}` filled in, where it is not for people alone: nothing is written around what is filled in.
    pub fn plain(&self, parts: &[(&str, &str)]) -> String {
        self.filled(parts, String::push_str)
    }

    fn filled(&self, parts: &[(&str, &str)], fill: fn(&mut String, &str)) -> String {
        let part = |name: &str| parts.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let text = language::form(self.0, part("count"));
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = behind.split_once('}') else { break };
            fill(&mut filled, part(name).unwrap_or_default());
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// The text for one or for several. Where the language has forms for `several`, they are for any number; English has two.
pub fn plural(count: usize, one: Message, several: Message) -> Message {
    if count == 1 && !language::has(several.0) { one } else { several }
}

/// Declares texts as constants: `NAME = "text";`.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* #[doc = concat!("`", $text, "`")] pub const $name: $crate::text::Message = $crate::text::Message($text);)*
    };
}
pub(crate) use messages;
