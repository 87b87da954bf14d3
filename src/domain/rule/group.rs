//! What stands in parentheses.

use super::{
    PermissionRuleError as Error,
    length::{self, Length},
    parse::{Flag, Flags, Parser, Stop, one_of},
    tree::{Condition, Look, Node},
};

/// The longest name of a group, in bytes.
const NAME_MAX_BYTES: usize = 32;

/// Whether a group can have that name.
pub fn is_name(name: &[u8]) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    (1..=NAME_MAX_BYTES).contains(&name.len())
        && name.iter().all(is_word)
        && !name.first().is_some_and(u8::is_ascii_digit)
}

impl<'a> Parser<'a> {
    /// A group; the `(` was read. Nothing where it only sets flags for what follows.
    pub fn group(&mut self) -> Result<Option<Node>, Stop> {
        if self.peek() == Some(b'*') {
            return self.verb().map(Some);
        }
        if !self.eat(b"?") {
            return self.capture().map(Some);
        }
        let byte = self.next().ok_or(Error::OpenGroup)?;
        Ok(Some(match byte {
            b':' => self.body()?,
            b'>' => Node::Atomic(Box::new(self.body()?)),
            b'|' => {
                self.resets = true;
                self.body()?
            }
            b'=' => self.look(Look::Ahead)?,
            b'!' => self.look(Look::NotAhead)?,
            b'<' if self.eat(b"=") => self.look(Look::Behind)?,
            b'<' if self.eat(b"!") => self.look(Look::NotBehind)?,
            b'<' => self.named_group(b'>')?,
            b'\'' => self.named_group(b'\'')?,
            b'P' => match self.next().ok_or(Error::OpenGroup)? {
                b'<' => self.named_group(b'>')?,
                b'=' => {
                    let name = self.take_until(b')').ok_or(Error::OpenGroup)?;
                    if is_name(name) { self.refer_by_name(name) } else { Node::Unread }
                }
                b'>' => self.skipped()?,
                _ => return Err(Stop::GiveUp),
            },
            b'(' => self.condition()?,
            // A call of a group, by number or name.
            b'R' | b'&' | b'0'..=b'9' | b'+' => self.skipped()?,
            b'-' if self.peek().is_some_and(|byte| byte.is_ascii_digit()) => self.skipped()?,
            // A call of nobody.
            b'C' => {
                self.take_while(|byte| byte.is_ascii_digit());
                if !self.eat(b")") {
                    return Err(Stop::GiveUp);
                }
                Node::Look(Look::Ahead, Box::new(Node::EMPTY))
            }
            _ => return self.flagged(byte),
        }))
    }

    /// What stands in a group, up to and with its `)`; the flags of outside are there again behind it.
    fn body(&mut self) -> Result<Node, Stop> {
        Ok(one_of(self.body_list()?))
    }

    fn body_list(&mut self) -> Result<Vec<Node>, Stop> {
        let flags = self.flags;
        let branches = self.branch_list()?;
        self.flags = flags;
        if self.eat(b")") { Ok(branches) } else { Err(Error::OpenGroup.into()) }
    }

    fn capture(&mut self) -> Result<Node, Stop> {
        self.groups += 1;
        let number = self.groups;
        Ok(Node::Capture(number, Box::new(self.body()?)))
    }

    fn named_group(&mut self, end: u8) -> Result<Node, Stop> {
        if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(Error::GroupName.into());
        }
        let name: &'a [u8] = self.take_until(end).ok_or(Error::OpenGroup)?;
        if !is_name(name) || self.names.iter().any(|(known, _)| *known == name) {
            return Err(Stop::GiveUp);
        }
        self.names.push((name, self.groups + 1));
        self.capture()
    }

    fn look(&mut self, look: Look) -> Result<Node, Stop> {
        let branches = self.body_list()?;
        // Each branch of its own may take another number of bytes, but always the same.
        let varies = |branch: &Node| length::of(branch) == Length::Varies;
        if matches!(look, Look::Behind | Look::NotBehind) && branches.iter().any(varies) {
            return Err(Error::VariableLookBehind.into());
        }
        // It may not compile, even where it could never fit.
        let is_untold = |branch: &Node| length::of(branch) == Length::Unknown;
        if matches!(look, Look::Behind | Look::NotBehind) && branches.iter().any(is_untold) {
            return Ok(Node::Unread);
        }
        Ok(Node::Look(look, Box::new(one_of(branches))))
    }

    /// A group of which nothing is read but where it ends; it holds no group itself.
    fn skipped(&mut self) -> Result<Node, Stop> {
        let inside = self.take_until(b')').ok_or(Error::OpenGroup)?;
        let is_call = inside.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        if is_call { Ok(Node::Unread) } else { Err(Stop::GiveUp) }
    }

    /// `(?i-m:…)`, or `(?i-m)` for all that follows in the group around it.
    fn flagged(&mut self, first: u8) -> Result<Option<Node>, Stop> {
        let outside = self.flags;
        let mut change: fn(Flags, Flag) -> Flags = Flags::with;
        let mut byte = first;
        let mut is_negative = false;
        loop {
            let flag = match byte {
                b'i' => Flag::Caseless,
                b'm' => Flag::Lines,
                b's' => Flag::DotAll,
                b'x' => Flag::Spaced,
                b'U' => Flag::Lazy,
                b'-' if !is_negative => {
                    is_negative = true;
                    change = Flags::without;
                    byte = self.next().ok_or(Error::OpenGroup)?;
                    continue;
                }
                b')' => return Ok(None),
                b':' => {
                    let node = self.branches()?;
                    self.flags = outside;
                    return if self.eat(b")") { Ok(Some(node)) } else { Err(Error::OpenGroup.into()) };
                }
                _ => return Err(Stop::GiveUp),
            };
            self.flags = change(self.flags, flag);
            byte = self.next().ok_or(Error::OpenGroup)?;
        }
    }

    /// `(?(?=…)yes|no)`; the second `(` was read. By other conditions nothing is told.
    fn condition(&mut self) -> Result<Node, Stop> {
        let look = if self.eat(b"?=") {
            Look::Ahead
        } else if self.eat(b"?!") {
            Look::NotAhead
        } else {
            return Err(Stop::GiveUp);
        };
        let seen = self.body()?;
        let mut branches = self.body_list()?.into_iter();
        let yes = branches.next().unwrap_or(Node::EMPTY);
        let no = branches.next().unwrap_or(Node::EMPTY);
        if branches.next().is_some() {
            return Err(Stop::GiveUp);
        }
        Ok(Node::Condition(Box::new(Condition { look, seen, yes, no })))
    }

    /// `(*VERB)`; the `(` was read.
    fn verb(&mut self) -> Result<Node, Stop> {
        if self.eat(b"*FAIL)") || self.eat(b"*F)") {
            return Ok(Node::Fail);
        }
        if self.is_outermost() && self.eat(b"*ACCEPT)") {
            self.accepted = true;
            return Ok(Node::Look(Look::Ahead, Box::new(Node::EMPTY)));
        }
        Err(Stop::GiveUp)
    }
}
