//! How many ways an engine may have to try before it knows.

use super::{
    length::can_be_empty,
    oddity::begins,
    set::ByteSet,
    tree::{Node, Repeat},
};

/// As many ways as the server is sure to try: it gives up after 10 000 000 steps, and takes that for “not found”.
const WAYS_MAX: u64 = 10_000_000;

/// How the number of ways grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    /// Repetitions that share an address between them.
    loops: u32,
    /// Ways that are there once, whatever the address is.
    fixed: u64,
    /// Whether a repetition repeats what the one inside of it could have taken: `(a+)+`.
    nested: bool,
}

impl Risk {
    /// What an expression risks.
    pub fn of(node: &Node) -> Self {
        // The search begins at one place, or at each.
        let mut risk = Self { loops: u32::from(!begins(node)), fixed: 1, nested: false };
        risk.add(node);
        risk
    }

    /// Whether the ways double with each byte: an address can be made that stops the server for long.
    pub fn is_nested(self) -> bool {
        self.nested
    }

    /// Whether an address of so many bytes is sure to be decided before the server gives up.
    pub fn is_decided_within(self, bytes: usize) -> bool {
        if self.nested {
            return false;
        }
        // In how many ways that many loops can share the bytes.
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let mut ways = self.fixed;
        for step in 1..=u64::from(self.loops) {
            ways = ways.saturating_mul(bytes.saturating_add(step)) / step;
            if ways > WAYS_MAX {
                return false;
            }
        }
        true
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::Sequence(parts) => {
                for part in parts {
                    self.add(part);
                }
            }
            Node::Choice(branches) => {
                self.multiply(branches.len());
                for branch in branches {
                    self.add(branch);
                }
            }
            Node::Repeat(repeat) => {
                if repeat.is_loop() && repeat.varies() && is_ambiguous(&repeat.node) {
                    self.nested = true;
                }
                match (repeat.varies(), repeat.is_loop()) {
                    (true, true) => self.loops = self.loops.saturating_add(1),
                    (true, false) => self.multiply(2),
                    (false, _) => {
                        // The same many times over.
                        for _ in 1..repeat.low.min(u64::BITS) {
                            self.add(&repeat.node);
                        }
                    }
                }
                self.add(&repeat.node);
            }
            Node::Capture(_, node) | Node::Atomic(node) | Node::Look(_, node) => self.add(node),
            Node::Condition(condition) => {
                self.add(&condition.seen);
                self.add(&condition.yes);
                self.add(&condition.no);
            }
            Node::Set(_) | Node::Place(_) | Node::Reference(_) | Node::Fail | Node::Unread => {}
        }
    }

    fn multiply(&mut self, ways: usize) {
        self.fixed = self.fixed.saturating_mul(u64::try_from(ways).unwrap_or(u64::MAX));
    }
}

/// Whether going through this many times can take the same text in many ways.
fn is_ambiguous(node: &Node) -> bool {
    match node {
        Node::Capture(_, node) => is_ambiguous(node),
        Node::Choice(branches) => {
            let firsts: Vec<_> = branches.iter().filter_map(only_set).collect();
            let meet = firsts
                .iter()
                .enumerate()
                .any(|(index, set)| firsts.iter().skip(index + 1).any(|other| set.meets(*other)));
            meet || branches.iter().any(is_ambiguous)
        }
        Node::Sequence(parts) => parts.iter().any(|part| {
            let Some(taken) = looped(part) else { return false };
            // Something that must stand between two rounds and that the loop inside cannot take keeps them apart.
            !parts.iter().any(|other| keeps_apart(other, taken))
        }),
        Node::Repeat(repeat) => repeat.is_loop() && repeat.varies() || is_ambiguous(&repeat.node),
        _ => false,
    }
}

/// What a branch takes that is one byte, or many of one kind.
fn only_set(node: &Node) -> Option<ByteSet> {
    match node {
        Node::Set(set) => Some(*set),
        Node::Capture(_, node) => only_set(node),
        Node::Repeat(repeat) => only_set(&repeat.node),
        Node::Sequence(parts) => match parts.as_slice() {
            [part] => only_set(part),
            _ => None,
        },
        _ => None,
    }
}

/// The bytes that a repetition of no fixed count takes, where a part is or holds one.
fn looped(node: &Node) -> Option<ByteSet> {
    match node {
        Node::Repeat(repeat) if repeat.is_loop() && repeat.varies() => Some(all_of(&repeat.node)),
        Node::Repeat(repeat) => looped(&repeat.node),
        Node::Capture(_, node) => looped(node),
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().filter_map(looped).reduce(ByteSet::union),
        _ => None,
    }
}

/// All bytes that stand in a part.
fn all_of(node: &Node) -> ByteSet {
    match node {
        Node::Set(set) => *set,
        Node::Sequence(parts) | Node::Choice(parts) => {
            parts.iter().map(all_of).fold(ByteSet::EMPTY, ByteSet::union)
        }
        Node::Repeat(repeat) => all_of(&repeat.node),
        Node::Capture(_, node) | Node::Atomic(node) => all_of(node),
        Node::Reference(_) | Node::Unread => ByteSet::FULL,
        _ => ByteSet::EMPTY,
    }
}

fn keeps_apart(node: &Node, taken: ByteSet) -> bool {
    match node {
        Node::Set(set) => !set.meets(taken),
        Node::Repeat(repeat) => is_there(repeat) && keeps_apart(&repeat.node, taken),
        Node::Capture(_, node) => keeps_apart(node, taken),
        Node::Sequence(parts) => parts.iter().any(|part| keeps_apart(part, taken)),
        Node::Choice(branches) => branches.iter().all(|branch| keeps_apart(branch, taken)),
        _ => false,
    }
}

fn is_there(repeat: &Repeat) -> bool {
    repeat.low > 0 && !can_be_empty(&repeat.node)
}
