//! Every word a person reads, in one place for each part of the panel. Errors are data until they arrive here.
//!
//! A text with parts to fill in names them: `"{count} changes"`.

pub mod connect;
pub mod editor;
pub mod failures;
pub mod faults;
pub mod fields;
pub mod list;
pub mod save;
pub mod shell;

/// One text, with `{names}` where something is filled in.
#[derive(Clone, Copy, Debug)]
pub struct Message(&'static str);

impl Message {
    /// The text as it stands.
    pub const fn get(&self) -> &'static str {
        self.0
    }

    /// The text with its `{names}` filled in.
    pub fn with(&self, parts: &[(&str, &str)]) -> String {
        let mut filled = String::with_capacity(self.0.len());
        let mut rest = self.0;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = behind.split_once('}') else { break };
            filled.push_str(parts.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// The text for one or for several.
pub const fn plural(count: usize, one: Message, several: Message) -> Message {
    if count == 1 { one } else { several }
}

/// Declares texts as constants: `NAME = "text";`.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* #[doc = concat!("`", $text, "`")] pub const $name: $crate::text::Message = $crate::text::Message($text);)*
    };
}
pub(crate) use messages;
