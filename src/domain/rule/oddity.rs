//! What an expression lets in that it does not seem to, and what it does not that it seems to.

use super::{
    risk::Risk,
    set::{ByteSet, LOWERED},
    tree::{Look, Node, Place},
};

/// What is odd about an entry that may well compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionRuleOddity {
    /// The empty entry or one like `.*`: everybody may fax at the account's expense.
    Everybody,
    /// A repetition of a repetition, as `(a+)+`: the ways to try double with each letter of an address.
    NestedRepetition,
    /// Letters beyond ASCII match nothing: lowering breaks their bytes.
    BeyondAscii,
    /// Capitals in it match nothing: what they are compared with is lowered.
    Capitals,
    /// Not tied to both ends: it lets in every address that merely contains it.
    Unanchored,
    /// Not tied to both ends, and a dot in it stands for any character.
    UnanchoredWithDot,
    /// A dot that stands for any character.
    AnyCharacterDot,
    /// It holds what is not read here: whether it compiles only the server can tell.
    Unread,
}

/// The gravest oddity.
pub fn of(text: &str, root: &Node) -> Option<PermissionRuleOddity> {
    let bare = text.trim_start_matches('^').trim_end_matches('$');
    let is_tied = begins(root) && ends(root);
    let has_dot = has_lone_dot(root);
    if matches!(bare, "" | "." | ".*" | ".+" | "(.*)" | ".*@.*" | ".+@.+" | "@") || fits_all(root) {
        Some(PermissionRuleOddity::Everybody)
    } else if *root == Node::Unread {
        Some(PermissionRuleOddity::Unread)
    } else if Risk::of(root).is_nested() {
        Some(PermissionRuleOddity::NestedRepetition)
    } else if !text.is_ascii() {
        Some(PermissionRuleOddity::BeyondAscii)
    } else if any(root, &is_lowered_away) {
        Some(PermissionRuleOddity::Capitals)
    } else if !is_tied && has_dot {
        Some(PermissionRuleOddity::UnanchoredWithDot)
    } else if !is_tied {
        Some(PermissionRuleOddity::Unanchored)
    } else if has_dot {
        Some(PermissionRuleOddity::AnyCharacterDot)
    } else if any(root, &|node| matches!(node, Node::Unread)) {
        Some(PermissionRuleOddity::Unread)
    } else {
        None
    }
}

/// Whether `wanted` holds of the part or of any in it.
pub fn any(node: &Node, wanted: &impl Fn(&Node) -> bool) -> bool {
    wanted(node)
        || match node {
            Node::Sequence(parts) | Node::Choice(parts) => parts.iter().any(|part| any(part, wanted)),
            Node::Repeat(repeat) => any(&repeat.node, wanted),
            Node::Capture(_, node) | Node::Atomic(node) | Node::Look(_, node) => any(node, wanted),
            Node::Condition(condition) => {
                any(&condition.seen, wanted) || any(&condition.yes, wanted) || any(&condition.no, wanted)
            }
            _ => false,
        }
}

/// A set of capitals alone.
fn is_lowered_away(node: &Node) -> bool {
    match node {
        Node::Set(set) => set.meets(ByteSet::range(b'A', b'Z')) && !set.minus(LOWERED).meets(ByteSet::FULL),
        _ => false,
    }
}

/// A dot that is not repeated on purpose, as in `.*`.
fn has_lone_dot(node: &Node) -> bool {
    match node {
        Node::Set(set) => *set == ByteSet::NO_NEWLINE,
        Node::Repeat(repeat) if repeat.is_loop() && matches!(repeat.node, Node::Set(_)) => false,
        Node::Repeat(repeat) => has_lone_dot(&repeat.node),
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().any(has_lone_dot),
        Node::Capture(_, node) | Node::Atomic(node) => has_lone_dot(node),
        _ => false,
    }
}

/// Whether it can begin at the start of an address alone.
pub fn begins(node: &Node) -> bool {
    tied(node, &|place| place == Place::Start, <[Node]>::first)
}

/// Whether it can end at the end of an address alone.
pub fn ends(node: &Node) -> bool {
    tied(node, &|place| matches!(place, Place::End | Place::VeryEnd), <[Node]>::last)
}

fn tied(node: &Node, place: &impl Fn(Place) -> bool, edge: fn(&[Node]) -> Option<&Node>) -> bool {
    match node {
        Node::Place(at) => place(*at),
        Node::Sequence(parts) => edge(parts).is_some_and(|part| tied(part, place, edge)),
        Node::Choice(branches) => branches.iter().all(|branch| tied(branch, place, edge)),
        Node::Capture(_, node) | Node::Atomic(node) => tied(node, place, edge),
        _ => false,
    }
}

/// Whether nothing has to stand in an address for it: `a*`, `x|`, `(*ACCEPT)`.
fn fits_all(root: &Node) -> bool {
    fits_nothing(root, &|place| place == Place::Start)
        || fits_nothing(root, &|place| matches!(place, Place::End | Place::VeryEnd))
}

/// Whether it fits where nothing is taken, at a place of which `is_there` tells.
fn fits_nothing(node: &Node, is_there: &impl Fn(Place) -> bool) -> bool {
    match node {
        Node::Place(place) => is_there(*place),
        Node::Sequence(parts) => parts.iter().all(|part| fits_nothing(part, is_there)),
        Node::Choice(branches) => branches.iter().any(|branch| fits_nothing(branch, is_there)),
        Node::Repeat(repeat) => repeat.low == 0 || fits_nothing(&repeat.node, is_there),
        Node::Capture(_, node) | Node::Atomic(node) | Node::Look(Look::Ahead, node) => {
            fits_nothing(node, is_there)
        }
        _ => false,
    }
}
