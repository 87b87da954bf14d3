//! How many bytes a part of an expression takes.

use super::tree::{Node, Repeat};

/// How many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Always so many.
    Fixed(u32),
    /// Not always as many.
    Varies,
    /// It is not told here.
    Unknown,
}

/// What a part takes.
pub fn of(node: &Node) -> Length {
    match node {
        Node::Set(_) => Length::Fixed(1),
        Node::Look(..) | Node::Place(_) | Node::Fail => Length::Fixed(0),
        Node::Sequence(parts) => parts.iter().map(of).fold(Length::Fixed(0), |sum, part| match (sum, part) {
            (Length::Fixed(sum), Length::Fixed(part)) => Length::Fixed(sum.saturating_add(part)),
            (Length::Unknown, _) | (_, Length::Unknown) => Length::Unknown,
            _ => Length::Varies,
        }),
        Node::Choice(branches) => {
            let mut lengths = branches.iter().map(of);
            let first = lengths.next().unwrap_or(Length::Fixed(0));
            lengths.fold(first, |length, branch| match (length, branch) {
                (Length::Unknown, _) | (_, Length::Unknown) => Length::Unknown,
                (length, branch) if length == branch => length,
                _ => Length::Varies,
            })
        }
        Node::Repeat(repeat) => of_repeat(repeat),
        Node::Capture(_, node) => of(node),
        Node::Atomic(_) | Node::Reference(_) | Node::Condition(_) | Node::Unread => Length::Unknown,
    }
}

fn of_repeat(repeat: &Repeat) -> Length {
    match (of(&repeat.node), repeat.varies()) {
        (Length::Unknown, _) => Length::Unknown,
        (_, true) | (Length::Varies, _) => Length::Varies,
        (Length::Fixed(length), false) => Length::Fixed(length.saturating_mul(repeat.low)),
    }
}

/// Whether a part can take nothing.
pub fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Set(_) | Node::Fail => false,
        Node::Sequence(parts) => parts.iter().all(can_be_empty),
        Node::Choice(branches) => branches.iter().any(can_be_empty),
        Node::Repeat(repeat) => repeat.low == 0 || can_be_empty(&repeat.node),
        Node::Capture(_, node) | Node::Atomic(node) => can_be_empty(node),
        Node::Condition(condition) => can_be_empty(&condition.yes) || can_be_empty(&condition.no),
        Node::Look(..) | Node::Place(_) | Node::Reference(_) | Node::Unread => true,
    }
}

/// How much of the server's room for a compiled expression a part takes: about a byte for each step, and all of it again for each
/// time that a group is written out.
pub fn room(node: &Node) -> u64 {
    match node {
        Node::Set(_) | Node::Place(_) | Node::Reference(_) | Node::Fail | Node::Unread => 1,
        Node::Sequence(parts) | Node::Choice(parts) => {
            parts.iter().map(room).fold(1, |sum: u64, part| sum.saturating_add(part))
        }
        Node::Repeat(repeat) if matches!(repeat.node, Node::Set(_)) => 1,
        Node::Repeat(repeat) => {
            let times = repeat.high.unwrap_or(repeat.low).max(1);
            room(&repeat.node).saturating_add(4).saturating_mul(u64::from(times))
        }
        Node::Capture(_, node) | Node::Atomic(node) | Node::Look(_, node) => room(node).saturating_add(4),
        Node::Condition(condition) => [&condition.seen, &condition.yes, &condition.no]
            .into_iter()
            .map(room)
            .fold(4, |sum: u64, part| sum.saturating_add(part)),
    }
}
