//! What an expression says, as a tree.

use super::set::ByteSet;

/// The number of a group that keeps what it took.
pub type GroupNumber = u32;

/// An expression that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it says.
    pub root: Node,
    /// The groups that something refers to.
    pub referred: Vec<GroupNumber>,
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One byte of a set.
    Set(ByteSet),
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of them, the first that fits.
    Choice(Vec<Node>),
    /// Many times the same.
    Repeat(Box<Repeat>),
    /// A group that keeps what it took.
    Capture(GroupNumber, Box<Node>),
    /// A group that never tries another way once it has found one: `(?>…)`, `x*+`.
    Atomic(Box<Node>),
    /// A look at what stands there.
    Look(Look, Box<Node>),
    /// A place.
    Place(Place),
    /// The same text as a group took.
    Reference(GroupNumber),
    /// `(?(?=…)yes|no)`.
    Condition(Box<Condition>),
    /// What never fits: `(*FAIL)`.
    Fail,
    /// What is not read here.
    Unread,
}

impl Node {
    /// What takes nothing and always fits.
    pub const EMPTY: Self = Self::Sequence(Vec::new());
}

/// A repetition.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    /// What is repeated.
    pub node: Node,
    /// How often at least.
    pub low: u32,
    /// How often at most; nothing is without end.
    pub high: Option<u32>,
    /// Whether fewer are tried before more.
    pub order: Order,
}

impl Repeat {
    /// Whether it can take more or fewer.
    pub fn varies(&self) -> bool {
        self.high != Some(self.low)
    }

    /// Whether it can be gone through more than once.
    pub fn is_loop(&self) -> bool {
        self.high.is_none_or(|high| high > 1)
    }
}

/// What is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As many as there are.
    Greedy,
    /// As few as will do.
    Lazy,
}

/// Where to look, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// `(?=…)`.
    Ahead,
    /// `(?!…)`.
    NotAhead,
    /// `(?<=…)`.
    Behind,
    /// `(?<!…)`.
    NotBehind,
}

/// A place that takes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The start: `^`, `\A`, `\G`.
    Start,
    /// The end, or before a newline at the end: `$`, `\Z`.
    End,
    /// The very end: `\z`.
    VeryEnd,
    /// The start of a line: `(?m)^`.
    LineStart,
    /// The end of a line: `(?m)$`.
    LineEnd,
    /// `\b`.
    WordEdge,
    /// `\B`.
    NoWordEdge,
}

/// A choice by what stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Where it looks.
    pub look: Look,
    /// What it looks for.
    pub seen: Node,
    /// Where it is there.
    pub yes: Node,
    /// Where it is not.
    pub no: Node,
}
