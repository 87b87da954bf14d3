//! Reads an expression of the server (PCRE 8 over bytes) into a tree.
//!
//! An error is told only where the expression certainly does not compile. What is not read becomes [`Node::Unread`]; where it
//! cannot even be told how far that reaches, all of the expression does.

use super::{
    PermissionRuleError as Error,
    set::ByteSet,
    tree::{GroupNumber, Node, Order, Pattern, Place, Repeat},
};

/// Groups nested deeper are left to the server, which refuses them beyond 250.
const DEPTH_MAX: usize = 100;

/// The largest count in braces.
const COUNT_MAX: u32 = 65_535;

/// Why the reading ended.
#[derive(Debug)]
pub enum Stop {
    /// It does not compile.
    Error(Error),
    /// From here on nothing can be told.
    GiveUp,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// A way in which letters are to be read.
#[derive(Clone, Copy)]
pub enum Flag {
    /// `i`: capitals and small letters are the same.
    Caseless = 1,
    /// `m`: `^` and `$` fit at every line.
    Lines = 2,
    /// `s`: a dot takes a newline too.
    DotAll = 4,
    /// `x`: blanks and comments are for people.
    Spaced = 8,
    /// `U`: few before many.
    Lazy = 16,
}

/// How the letters are to be read, from here to the end of the group.
#[derive(Clone, Copy, Default)]
pub struct Flags(u8);

impl Flags {
    /// Whether a flag is set.
    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag as u8 != 0
    }

    /// The same with a flag.
    pub const fn with(self, flag: Flag) -> Self {
        Self(self.0 | flag as u8)
    }

    /// The same without a flag.
    pub const fn without(self, flag: Flag) -> Self {
        Self(self.0 & !(flag as u8))
    }
}

/// Reads an expression.
pub fn parse(text: &str) -> Result<Pattern, Error> {
    let unread = || Pattern { root: Node::Unread, referred: Vec::new() };
    // It would call itself for ever.
    if text.starts_with("(?R)") || text.starts_with("(?0)") {
        return Err(Error::EndlessRecursion);
    }
    // The server ends it there.
    if text.contains('\0') {
        return Ok(unread());
    }
    let mut parser = Parser {
        bytes: text.as_bytes(),
        at: 0,
        flags: Flags::default(),
        depth: 0,
        groups: 0,
        names: Vec::new(),
        referred: Vec::new(),
        named_later: Vec::new(),
        resets: false,
        accepted: false,
    };
    match parser.pattern() {
        Ok(root) => Ok(Pattern { root, referred: parser.referred }),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::GiveUp) => Ok(unread()),
    }
}

/// A place in an expression, and what was met on the way.
pub struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    pub flags: Flags,
    depth: usize,
    /// How many groups were opened that keep what they took.
    pub groups: GroupNumber,
    /// The names of such groups.
    pub names: Vec<(&'a [u8], GroupNumber)>,
    /// The groups that something refers to.
    pub referred: Vec<GroupNumber>,
    /// Names that were referred to and not met yet.
    pub named_later: Vec<&'a [u8]>,
    /// Whether numbers begin anew in each branch somewhere: `(?|…)`.
    pub resets: bool,
    /// Whether the branch that is read was let through as it is: `(*ACCEPT)`.
    pub accepted: bool,
}

/// What stands before a sign that repeats.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// The start of the expression or of a branch.
    Nothing,
    /// Something that can be repeated.
    Atom,
    /// Something of which it is not told here whether it can be.
    Odd,
    /// A repetition.
    Repeated,
}

impl<'a> Parser<'a> {
    /// The byte at the place.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes on by one byte.
    pub fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Goes past a text where it stands here.
    pub fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes past what satisfies `wanted`, and gives it.
    pub fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !wanted(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Goes past a text that ends so, and gives it without its end.
    pub fn take_until(&mut self, end: u8) -> Option<&'a [u8]> {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == end)?;
        self.at += length + 1;
        rest.get(..length)
    }

    /// One byte that stands for itself.
    pub fn literal(&self, byte: u8) -> ByteSet {
        let set = ByteSet::one(byte);
        if self.flags.has(Flag::Caseless) { set.folded() } else { set }
    }

    fn pattern(&mut self) -> Result<Node, Stop> {
        let mut is_odd = false;
        while self.eat(b"(*UCP)") {
            is_odd = true;
        }
        // It asks for UTF-8 in a way that was recorded to fail, or sets limits.
        if is_odd && !self.rest().is_ascii() || self.rest().starts_with(b"(*UTF") {
            return Err(Stop::GiveUp);
        }
        let root = self.branches()?;
        if self.peek().is_some() {
            return Err(Error::StrayClose.into());
        }
        let unknown = self.named_later.iter().any(|name| !self.names.iter().any(|(known, _)| known == name));
        if unknown || self.referred.iter().any(|number| *number > self.groups) {
            return if self.resets { Err(Stop::GiveUp) } else { Err(Error::NoSuchGroup.into()) };
        }
        let blurred = self.resets && !self.referred.is_empty() || !self.named_later.is_empty();
        Ok(if blurred { Node::Unread } else { root })
    }

    /// Branches up to a `)` or the end, as one.
    pub fn branches(&mut self) -> Result<Node, Stop> {
        Ok(one_of(self.branch_list()?))
    }

    /// Branches up to a `)` or the end.
    pub fn branch_list(&mut self) -> Result<Vec<Node>, Stop> {
        if self.depth >= DEPTH_MAX {
            return Err(Stop::GiveUp);
        }
        self.depth += 1;
        let mut branches = vec![self.branch()?];
        while self.eat(b"|") {
            branches.push(self.branch()?);
        }
        self.depth -= 1;
        Ok(branches)
    }

    /// Whether no group is open.
    pub fn is_outermost(&self) -> bool {
        self.depth == 1
    }

    fn branch(&mut self) -> Result<Node, Stop> {
        let mut items: Vec<Node> = Vec::new();
        let mut before = Before::Nothing;
        // All behind `(*ACCEPT)` is read, since it can be wrong, and then left out.
        let mut accepted_at = None;
        loop {
            if self.flags.has(Flag::Spaced) && self.skip_blanks() {
                // Where the sign behind blanks belongs to depends on the version.
                before = Before::Odd;
            }
            let Some(byte) = self.peek().filter(|byte| !b"|)".contains(byte)) else { break };
            if self.flags.has(Flag::Spaced) && !byte.is_ascii() {
                // It may be a blank by the server's tables.
                return Err(Stop::GiveUp);
            }
            before = match byte {
                b'*' | b'+' | b'?' => self.sign(byte, before, &mut items)?,
                b'{' => match self.counts()? {
                    None => {
                        items.push(Node::Set(ByteSet::one(byte)));
                        Before::Atom
                    }
                    Some((low, high)) => self.repeat(before, low, high, &mut items)?,
                },
                b'\\' if self.eat(b"\\Q") => self.quoted(before, &mut items),
                b'\\' if self.eat(b"\\E") => before,
                b'(' if self.eat(b"(?#") => {
                    self.take_until(b')').ok_or(Error::OpenGroup)?;
                    before
                }
                _ => self.item(byte, &mut items)?,
            };
            if std::mem::take(&mut self.accepted) && accepted_at.is_none() {
                accepted_at = Some(items.len());
            }
        }
        if let Some(length) = accepted_at {
            items.truncate(length);
        }
        Ok(if items.len() == 1 { items.pop().unwrap_or(Node::EMPTY) } else { Node::Sequence(items) })
    }

    fn item(&mut self, byte: u8, items: &mut Vec<Node>) -> Result<Before, Stop> {
        self.at += 1;
        let node = match byte {
            b'\\' => self.escape()?,
            b'[' => self.class()?.map_or(Node::Unread, Node::Set),
            b'(' => match self.group()? {
                Some(node) => node,
                // It only set flags.
                None => return Ok(Before::Odd),
            },
            b'.' => Node::Set(if self.flags.has(Flag::DotAll) { ByteSet::FULL } else { ByteSet::NO_NEWLINE }),
            b'^' => Node::Place(if self.flags.has(Flag::Lines) { Place::LineStart } else { Place::Start }),
            b'$' => Node::Place(if self.flags.has(Flag::Lines) { Place::LineEnd } else { Place::End }),
            _ => Node::Set(self.literal(byte)),
        };
        let before = match (&node, byte) {
            (_, b'^' | b'$') => Before::Nothing,
            (Node::Unread, b'[') => Before::Atom,
            (Node::Place(_) | Node::Look(..) | Node::Unread | Node::Fail, _) => Before::Odd,
            (Node::Sequence(parts), b'\\') if parts.is_empty() => Before::Odd,
            _ => Before::Atom,
        };
        items.push(node);
        Ok(before)
    }

    /// `\Q…\E`: every byte stands for itself; a sign behind it repeats the last one.
    fn quoted(&mut self, before: Before, items: &mut Vec<Node>) -> Before {
        let rest = self.rest();
        let end = rest.windows(2).position(|pair| pair == b"\\E");
        let text = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += text.len() + if end.is_some() { 2 } else { 0 };
        items.extend(text.iter().map(|byte| Node::Set(self.literal(*byte))));
        if text.is_empty() { before } else { Before::Atom }
    }

    /// Goes past blanks and comments; whether there were any.
    fn skip_blanks(&mut self) -> bool {
        let start = self.at;
        loop {
            self.take_while(|byte| ByteSet::SPACE.contains(byte));
            if self.peek() != Some(b'#') {
                break;
            }
            self.take_while(|byte| byte != b'\n');
        }
        self.at > start
    }

    fn sign(&mut self, sign: u8, before: Before, items: &mut Vec<Node>) -> Result<Before, Stop> {
        self.at += 1;
        if before == Before::Nothing || before == Before::Repeated && sign == b'*' {
            return Err(Error::NothingToRepeat.into());
        }
        let (low, high) = match sign {
            b'*' => (0, None),
            b'+' => (1, None),
            _ => (0, Some(1)),
        };
        self.repeat(before, low, high, items)
    }

    /// Repeats the last item; a `+` behind it takes all for good, a `?` few before many.
    fn repeat(
        &mut self,
        before: Before,
        low: u32,
        high: Option<u32>,
        items: &mut Vec<Node>,
    ) -> Result<Before, Stop> {
        let for_good = self.eat(b"+");
        let turned = !for_good && self.eat(b"?");
        match before {
            // With nothing before it the braces are refused or stand for themselves.
            Before::Nothing => return Err(Stop::GiveUp),
            Before::Odd | Before::Repeated => {
                items.pop();
                items.push(Node::Unread);
                return Ok(Before::Odd);
            }
            Before::Atom => {}
        }
        let order =
            if self.flags.has(Flag::Lazy) == turned || for_good { Order::Greedy } else { Order::Lazy };
        let node = items.pop().unwrap_or(Node::EMPTY);
        let repeat = Node::Repeat(Box::new(Repeat { node, low, high, order }));
        items.push(if for_good { Node::Atomic(Box::new(repeat)) } else { repeat });
        let is_bare_sign = !for_good && !turned && self.bytes.get(self.at.wrapping_sub(1)) != Some(&b'}');
        Ok(if is_bare_sign { Before::Repeated } else { Before::Odd })
    }

    /// The two numbers of `{low,high}`, or nothing where the brace stands for itself and is gone past alone.
    fn counts(&mut self) -> Result<Option<(u32, Option<u32>)>, Stop> {
        self.at += 1;
        let Some(length) = self.rest().iter().position(|byte| *byte == b'}') else { return Ok(None) };
        let inside = self.rest().get(..length).unwrap_or_default();
        let Ok(inside) = str::from_utf8(inside) else { return Ok(None) };
        let (low, high) = inside.split_once(',').unwrap_or((inside, inside));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if low.is_empty() || !digits(low) || !digits(high) {
            return Ok(None);
        }
        let number = |text: &str| match text.parse() {
            Ok(number) if number <= COUNT_MAX => Ok(number),
            _ => Err(Error::CountTooLarge),
        };
        let low = number(low)?;
        let high = if high.is_empty() { None } else { Some(number(high)?) };
        if high.is_some_and(|high| high < low) {
            return Err(Error::CountsOutOfOrder.into());
        }
        self.at += length + 1;
        Ok(Some((low, high)))
    }
}

/// Branches as one part.
pub fn one_of(mut branches: Vec<Node>) -> Node {
    if branches.len() == 1 { branches.pop().unwrap_or(Node::EMPTY) } else { Node::Choice(branches) }
}
