//! One entry of `smtp_permission_list`: what it says, what is wrong or odd about it, whom it lets in.
//!
//! `parse` reads it into a `tree`, once; errors, oddities, the reading in words and the translation for a trial come from that.

mod class;
mod escape;
mod group;
mod length;
mod oddity;
mod parse;
mod reading;
mod rewrite;
mod risk;
mod set;
mod translate;
mod tree;
mod trial;

pub use self::{
    oddity::PermissionRuleOddity,
    reading::{Phrase, Reading, Tie},
    trial::{Admission, Doubt, Search, Sender, Step, Trial, Verdict},
};

use self::tree::Pattern;

/// One entry of `smtp_permission_list`: a regular expression of the server (PCRE), or an address it equals.
///
/// The sender's address, lowered byte by byte, is let in where it equals the lowered entry or where the entry is found
/// *anywhere* in it as an expression. Source: contract, "What the fields do", e-mail to fax.
#[derive(Clone, Debug, PartialEq)]
pub struct PermissionRule {
    text: String,
    pattern: Pattern,
}

/// Why an entry certainly does not compile.
///
/// PCRE is larger than what is read here: only what is sure is told, all else is the server's to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionRuleError {
    /// A `(` that nothing closes.
    OpenGroup,
    /// A `)` that closes nothing.
    StrayClose,
    /// A `[` that nothing closes.
    OpenClass,
    /// A `\` at the very end.
    TrailingBackslash,
    /// A `*`, `+` or `?` with nothing before it to repeat.
    NothingToRepeat,
    /// `\l`, `\L`, `\u` or `\U`: other dialects know these, PCRE refuses them.
    UnsupportedEscape,
    /// `{2,1}`: the second number is the smaller one.
    CountsOutOfOrder,
    /// `{65536}`: more than the server counts to.
    CountTooLarge,
    /// `[z-a]`, or `[a-\d]`: the range ends before it begins, or at no character.
    RangeOutOfOrder,
    /// `[[:foo:]]`: no class has that name.
    UnknownClass,
    /// `(a)\2`, `\k<x>`: it refers to a group that is not there.
    NoSuchGroup,
    /// `(?<1a>x)`: the name of a group begins with a digit.
    GroupName,
    /// `(?<=a+)b`: what it looks back at has no fixed length.
    VariableLookBehind,
    /// `(?R)` at the start: it calls itself for ever.
    EndlessRecursion,
}

impl PermissionRule {
    /// Keeps `text` unless it certainly does not compile.
    ///
    /// # Errors
    /// - `"("`: [`PermissionRuleError::OpenGroup`].
    /// - `"a)"`: [`PermissionRuleError::StrayClose`].
    /// - `"[a"`: [`PermissionRuleError::OpenClass`].
    /// - `"a\"`: [`PermissionRuleError::TrailingBackslash`].
    /// - `"*@acme.example"`, `"x**"`: [`PermissionRuleError::NothingToRepeat`].
    /// - `"\u0041"`: [`PermissionRuleError::UnsupportedEscape`].
    /// - `"a{2,1}"`: [`PermissionRuleError::CountsOutOfOrder`].
    /// - `"x{65536}"`: [`PermissionRuleError::CountTooLarge`].
    /// - `"[z-a]"`: [`PermissionRuleError::RangeOutOfOrder`].
    /// - `"[[:foo:]]"`: [`PermissionRuleError::UnknownClass`].
    /// - `"(a)\2"`: [`PermissionRuleError::NoSuchGroup`].
    /// - `"(?<1a>x)"`: [`PermissionRuleError::GroupName`].
    /// - `"(?<=a+)b"`: [`PermissionRuleError::VariableLookBehind`].
    /// - `"(?R)"`: [`PermissionRuleError::EndlessRecursion`].
    pub fn parse(text: &str) -> Result<Self, PermissionRuleError> {
        parse::parse(text).map(|pattern| Self { text: text.to_owned(), pattern })
    }

    /// What is odd about it, if anything; the gravest first.
    pub fn oddity(&self) -> Option<PermissionRuleOddity> {
        oddity::of(&self.text, &self.pattern.root)
    }

    /// What it says, for a person.
    pub fn reading(&self) -> Reading {
        reading::of(&self.pattern)
    }

    /// The rule that lets in this very address and no other: `^john@acme\.com$`.
    pub fn exact(address: &str) -> String {
        rewrite::exact(address)
    }

    /// The rule that lets in exactly the address that `text` seems to mean: `^john@acme\.com$` for `john@acme.com`.
    ///
    /// Nothing where `text` is that rule already, or means no single address of ASCII.
    pub fn as_exact(text: &str) -> Option<String> {
        rewrite::as_exact(text)
    }

    /// The rule that lets in every address of the domain that `text` seems to mean: `^[^@]+@acme\.com$` for `@acme.com`.
    ///
    /// Nothing where `text` is that rule already, or names no single domain of ASCII behind an `@`.
    pub fn as_domain(text: &str) -> Option<String> {
        rewrite::as_domain(text)
    }
}
