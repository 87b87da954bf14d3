//! From the server's dialect to that of JavaScript's `RegExp`.
//!
//! A sender's address is written as text of which each character is one of its bytes (`Sender`), so what comes out speaks of bytes
//! too: sets as ranges, nothing that depends on flags or on Unicode. What is not certain to mean the same is not translated.

use std::fmt::Write;

use super::{
    length::{self, Length, can_be_empty},
    oddity::any,
    set::{ByteSet, LOWERED},
    tree::{GroupNumber, Look, Node, Order, Pattern, Place, Repeat},
};

/// An expression for `RegExp`, to be searched anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The expression.
    pub source: String,
    /// Whether what it makes of bytes beyond ASCII was not recorded.
    pub doubts_beyond_ascii: bool,
}

/// What became of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translated {
    /// This.
    Into(Translation),
    /// It is found in no address: each holds a byte that lowering leaves of none.
    Never,
    /// It is not certain to mean the same.
    Not,
}

/// What surely fits into the 64 KiB that the server has for a compiled expression; a class can take 33 bytes of it.
const ROOM_MAX_BYTES: u64 = 1_500;

/// What no engine finds in a text of bytes.
const NEVER: &str = "[^\\x00-\\xff]";

/// Translates an expression.
pub fn translate(pattern: &Pattern) -> Translated {
    // It may not even compile.
    if length::room(&pattern.root) > ROOM_MAX_BYTES
        || any(&pattern.root, &|node| matches!(node, Node::Unread))
    {
        return Translated::Not;
    }
    let mut seen = Vec::new();
    let Some(root) = prune(&pattern.root, &mut seen, false) else { return Translated::Never };
    let mut writer = Writer {
        source: String::new(),
        doubts_beyond_ascii: false,
        referred: &pattern.referred,
        kept: 0,
        known: Vec::new(),
    };
    match writer.write(&root, Weight::Whether) {
        Some(()) => Translated::Into(Translation {
            source: writer.source,
            doubts_beyond_ascii: writer.doubts_beyond_ascii,
        }),
        None => Translated::Not,
    }
}

/// The same without what never fits; nothing where that is all. `seen` are the groups that were begun so far.
fn prune(node: &Node, seen: &mut Vec<GroupNumber>, in_loop: bool) -> Option<Node> {
    let boxed = |node: &Node, seen: &mut Vec<GroupNumber>| prune(node, seen, in_loop).map(Box::new);
    Some(match node {
        Node::Fail => return None,
        Node::Set(set) => {
            // What is lowered comes with no such byte.
            let set = set.minus(LOWERED);
            if set.is_empty() {
                return None;
            }
            Node::Set(set)
        }
        Node::Sequence(parts) => {
            let mut kept = Vec::with_capacity(parts.len());
            for part in parts {
                kept.push(prune(part, seen, in_loop)?);
            }
            Node::Sequence(kept)
        }
        Node::Choice(branches) => {
            let kept: Vec<_> = branches.iter().filter_map(|branch| prune(branch, seen, in_loop)).collect();
            if kept.is_empty() {
                return None;
            }
            Node::Choice(kept)
        }
        Node::Repeat(repeat) => match prune(&repeat.node, seen, in_loop || repeat.is_loop()) {
            Some(node) => Node::Repeat(Box::new(Repeat { node, ..**repeat })),
            None if repeat.low == 0 => Node::EMPTY,
            None => return None,
        },
        Node::Capture(number, node) => {
            seen.push(*number);
            Node::Capture(*number, boxed(node, seen)?)
        }
        Node::Atomic(node) => Node::Atomic(boxed(node, seen)?),
        Node::Look(look, node) => match (look, boxed(node, seen)) {
            (look, Some(node)) => Node::Look(*look, node),
            (Look::Ahead | Look::Behind, None) => return None,
            (Look::NotAhead | Look::NotBehind, None) => Node::EMPTY,
        },
        // A group that was not begun has taken nothing, and nothing fits that.
        Node::Reference(number) if !seen.contains(number) && !in_loop => return None,
        Node::Condition(condition) => {
            let mut pruned = condition.clone();
            pruned.seen = prune(&condition.seen, seen, in_loop).unwrap_or(Node::Fail);
            pruned.yes = prune(&condition.yes, seen, in_loop).unwrap_or(Node::Fail);
            pruned.no = prune(&condition.no, seen, in_loop).unwrap_or(Node::Fail);
            Node::Condition(pruned)
        }
        Node::Place(_) | Node::Reference(_) | Node::Unread => node.clone(),
    })
}

/// What counts of a part.
#[derive(Clone, Copy, PartialEq)]
enum Weight {
    /// Whether it fits.
    Whether,
    /// Also how: the first way is the only one.
    How,
}

struct Writer<'a> {
    source: String,
    doubts_beyond_ascii: bool,
    referred: &'a [GroupNumber],
    /// How many groups were written that keep what they took.
    kept: u32,
    /// The groups that certainly have taken something where the writing is, each with its number in what is written.
    known: Vec<(GroupNumber, u32)>,
}

impl Writer<'_> {
    /// Writes a part; nothing where it is not certain to mean the same.
    fn write(&mut self, node: &Node, weight: Weight) -> Option<()> {
        match node {
            Node::Set(set) => self.set(*set),
            Node::Sequence(parts) => parts.iter().try_for_each(|part| match part {
                Node::Choice(_) => self.group(part, weight),
                part => self.write(part, weight),
            })?,
            Node::Choice(branches) => self.choice(branches, weight)?,
            Node::Repeat(repeat) => self.repeat(repeat, weight)?,
            Node::Capture(number, node) if self.referred.contains(number) => {
                self.capture(*number, node, weight)?;
            }
            Node::Capture(_, node) => self.group(node, weight)?,
            Node::Atomic(node) => {
                // A look ahead never tries another way either, and keeps what it took.
                self.kept += 1;
                let number = self.kept;
                self.source.push_str("(?=(");
                self.write(node, Weight::How)?;
                let _ = write!(self.source, "))(?:\\{number})");
            }
            Node::Look(look, node) => self.look(*look, node)?,
            Node::Place(place) => self.place(*place),
            Node::Reference(number) => {
                let (_, number) = self.known.iter().rev().find(|(known, _)| known == number)?;
                let _ = write!(self.source, "(?:\\{number})");
            }
            Node::Condition(condition) => {
                // What it looks for is written twice, so it may keep nothing.
                if !self.referred.is_empty() {
                    return None;
                }
                let turned = if condition.look == Look::Ahead { Look::NotAhead } else { Look::Ahead };
                self.source.push_str("(?:");
                self.look(condition.look, &condition.seen)?;
                self.group(&condition.yes, weight)?;
                self.source.push('|');
                self.look(turned, &condition.seen)?;
                self.group(&condition.no, weight)?;
                self.source.push(')');
            }
            Node::Fail => self.source.push_str(NEVER),
            Node::Unread => return None,
        }
        Some(())
    }

    fn group(&mut self, node: &Node, weight: Weight) -> Option<()> {
        self.source.push_str("(?:");
        self.write(node, weight)?;
        self.source.push(')');
        Some(())
    }

    fn choice(&mut self, branches: &[Node], weight: Weight) -> Option<()> {
        let before = self.known.clone();
        let mut after: Option<Vec<(GroupNumber, u32)>> = None;
        for (index, branch) in branches.iter().enumerate() {
            if index > 0 {
                self.source.push('|');
            }
            self.known.clone_from(&before);
            self.write(branch, weight)?;
            match &mut after {
                Some(after) => after.retain(|known| self.known.contains(known)),
                None => after = Some(self.known.clone()),
            }
        }
        self.known = after.unwrap_or(before);
        Some(())
    }

    fn repeat(&mut self, repeat: &Repeat, weight: Weight) -> Option<()> {
        let Repeat { node, low, high, order } = repeat;
        // The engines differ in how they leave a repetition of nothing, even one that can be gone through once only.
        if (repeat.is_loop() || repeat.varies())
            && can_be_empty(node)
            && (weight == Weight::How || self.keeps(node))
        {
            return None;
        }
        let before = (*low == 0).then(|| self.known.clone());
        match node {
            Node::Set(set) => self.set(*set),
            node => self.group(node, weight)?,
        }
        match (low, high) {
            (0, None) => self.source.push('*'),
            (1, None) => self.source.push('+'),
            (0, Some(1)) => self.source.push('?'),
            (low, None) => {
                let _ = write!(self.source, "{{{low},}}");
            }
            (low, Some(high)) => {
                let _ = write!(self.source, "{{{low},{high}}}");
            }
        }
        if *order == Order::Lazy {
            self.source.push('?');
        }
        if let Some(before) = before {
            self.known = before;
        }
        Some(())
    }

    /// Whether a part holds a group that something refers to.
    fn keeps(&self, node: &Node) -> bool {
        match node {
            Node::Capture(number, node) => self.referred.contains(number) || self.keeps(node),
            Node::Sequence(parts) | Node::Choice(parts) => parts.iter().any(|part| self.keeps(part)),
            Node::Repeat(repeat) => self.keeps(&repeat.node),
            Node::Atomic(node) | Node::Look(_, node) => self.keeps(node),
            Node::Condition(condition) => {
                self.keeps(&condition.seen) || self.keeps(&condition.yes) || self.keeps(&condition.no)
            }
            Node::Set(_) | Node::Place(_) | Node::Reference(_) | Node::Fail | Node::Unread => false,
        }
    }

    fn capture(&mut self, number: GroupNumber, node: &Node, weight: Weight) -> Option<()> {
        self.kept += 1;
        let written = self.kept;
        // While it is open, what it took before is not told here.
        self.known.retain(|(known, _)| *known != number);
        self.source.push('(');
        self.write(node, weight)?;
        self.source.push(')');
        self.known.push((number, written));
        Some(())
    }

    fn look(&mut self, look: Look, node: &Node) -> Option<()> {
        let is_behind = matches!(look, Look::Behind | Look::NotBehind);
        // JavaScript reads a look behind from its end.
        if is_behind && (self.keeps(node) || length::of(node) == Length::Unknown) {
            return None;
        }
        let weight = if self.keeps(node) { Weight::How } else { Weight::Whether };
        let before = matches!(look, Look::NotAhead | Look::NotBehind).then(|| self.known.clone());
        self.source.push_str(match look {
            Look::Ahead => "(?=",
            Look::NotAhead => "(?!",
            Look::Behind => "(?<=",
            Look::NotBehind => "(?<!",
        });
        self.write(node, weight)?;
        self.source.push(')');
        if let Some(before) = before {
            self.known = before;
        }
        Some(())
    }

    fn place(&mut self, place: Place) {
        self.source.push_str(match place {
            Place::Start => "^",
            Place::End => "(?=\\x0a?$)",
            Place::VeryEnd => "$",
            Place::LineStart => "(?:^|(?<=\\x0a)(?=[\\x00-\\xff]))",
            Place::LineEnd => "(?=\\x0a|$)",
            Place::WordEdge => "\\b",
            Place::NoWordEdge => "\\B",
        });
        self.doubts_beyond_ascii |= matches!(place, Place::WordEdge | Place::NoWordEdge);
    }

    fn set(&mut self, set: ByteSet) {
        self.doubts_beyond_ascii |= set.doubts_beyond_ascii();
        if let Some(byte) = set.single() {
            self.byte(byte);
            return;
        }
        let ranges = set.ranges();
        if ranges.is_empty() {
            self.source.push_str(NEVER);
            return;
        }
        self.source.push('[');
        for (from, to) in ranges {
            self.byte(from);
            if to > from {
                self.source.push('-');
                self.byte(to);
            }
        }
        self.source.push(']');
    }

    /// A byte that stands for itself.
    fn byte(&mut self, byte: u8) {
        if byte.is_ascii_alphanumeric() || byte == b'@' {
            self.source.push(char::from(byte));
        } else {
            let _ = write!(self.source, "\\x{byte:02x}");
        }
    }
}
