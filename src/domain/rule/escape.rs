//! What stands behind a backslash.

use super::{
    PermissionRuleError as Error,
    parse::{Flag, Parser, Stop},
    set::ByteSet,
    tree::{GroupNumber, Node, Place},
};

impl<'a> Parser<'a> {
    /// An escape outside of a class; the backslash was read.
    pub fn escape(&mut self) -> Result<Node, Stop> {
        let Some(byte) = self.next() else { return Err(Error::TrailingBackslash.into()) };
        if let Some(set) = kind(byte) {
            return Ok(Node::Set(set));
        }
        Ok(match byte {
            b'A' | b'G' => Node::Place(Place::Start),
            b'Z' => Node::Place(Place::End),
            b'z' => Node::Place(Place::VeryEnd),
            b'b' => Node::Place(Place::WordEdge),
            b'B' => Node::Place(Place::NoWordEdge),
            // It moves the start of what was found, which nobody asks for.
            b'K' => Node::EMPTY,
            // A count may follow; a name may not.
            b'N' if self.peek() == Some(b'{') => Node::Unread,
            b'N' => Node::Set(ByteSet::NO_NEWLINE),
            b'C' => Node::Set(ByteSet::FULL),
            b'X' => either_newline_pair_or(ByteSet::FULL),
            b'R' => either_newline_pair_or(ByteSet::VERTICAL),
            b'p' | b'P' => self.property(byte == b'P').map_or(Node::Unread, Node::Set),
            b'1'..=b'9' => self.number(byte)?,
            b'g' => self.reference_by_g()?,
            b'k' => self.reference_by_name(),
            _ => match self.byte(byte)? {
                Some(byte) => Node::Set(self.literal(byte)),
                None => Node::Unread,
            },
        })
    }

    /// An escape that stands for one byte, inside of a class and outside; nothing where it is not read here.
    pub fn byte(&mut self, escaped: u8) -> Result<Option<u8>, Stop> {
        Ok(Some(match escaped {
            b'a' => 0x07,
            b'e' => 0x1B,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'l' | b'L' | b'u' | b'U' => return Err(Error::UnsupportedEscape.into()),
            b'c' => match self.next() {
                Some(byte) if byte.is_ascii_graphic() => byte.to_ascii_uppercase() ^ 0x40,
                _ => return Err(Stop::GiveUp),
            },
            b'x' => return self.hexadecimal(),
            b'0' => return Ok(self.octal(0)),
            b'o' => return Err(Stop::GiveUp),
            // Letters that mean nothing stand for themselves, as all signs do.
            b'i' | b'j' | b'm' | b'q' | b'y' | b'F' | b'I' | b'J' | b'M' | b'O' | b'T' | b'Y' => escaped,
            _ if escaped.is_ascii_alphanumeric() => return Ok(None),
            _ => escaped,
        }))
    }

    /// `\x4`, `\x40`, `\x{40}`; the `x` was read.
    fn hexadecimal(&mut self) -> Result<Option<u8>, Stop> {
        if self.eat(b"{") {
            let digits = self.take_until(b'}').ok_or(Stop::GiveUp)?;
            let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
            let value = str::from_utf8(digits).ok().filter(|_| is_number);
            return Ok(value.and_then(|digits| u8::from_str_radix(digits, 16).ok()));
        }
        // Editions differ in what it is without a digit.
        if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let mut value = 0;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else { break };
            value = value * 16 + digit;
            self.next();
        }
        Ok(u8::try_from(value).ok())
    }

    /// Up to two more octal digits.
    pub fn octal(&mut self, first: u32) -> Option<u8> {
        let mut value = first;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(8)) else { break };
            value = value * 8 + digit;
            self.next();
        }
        u8::try_from(value).ok()
    }

    /// Digits are the number of a group, or a byte in octal: that depends on how many groups were opened before.
    fn number(&mut self, first: u8) -> Result<Node, Stop> {
        let mut ahead = self.rest().iter().take_while(|byte| byte.is_ascii_digit());
        let first = u32::from(first - b'0');
        let number = ahead
            .try_fold(first, |number, digit| number.checked_mul(10)?.checked_add(u32::from(*digit - b'0')));
        let number = number.ok_or(Stop::GiveUp)?;
        if number < 8 || number <= self.groups {
            self.take_while(|byte| byte.is_ascii_digit());
            return Ok(self.refer(number));
        }
        if first >= 8 {
            return Ok(Node::Set(ByteSet::one(b'0' + u8::try_from(first).unwrap_or_default())));
        }
        Ok(self.octal(first).map_or(Node::Unread, |byte| Node::Set(self.literal(byte))))
    }

    /// A group is referred to.
    pub fn refer(&mut self, number: GroupNumber) -> Node {
        self.referred.push(number);
        Node::Reference(number)
    }

    /// A group is referred to by its name.
    pub fn refer_by_name(&mut self, name: &'a [u8]) -> Node {
        let known = self.names.iter().find(|(known, _)| *known == name);
        if let Some((_, number)) = known.copied() {
            return self.refer(number);
        }
        self.named_later.push(name);
        Node::Unread
    }

    /// `\g1`, `\g{1}`, `\g{-1}`, `\g{name}`; with `<` or a quote it would call the group.
    fn reference_by_g(&mut self) -> Result<Node, Stop> {
        let text = match self.peek() {
            Some(b'{') => {
                self.next();
                self.take_until(b'}').ok_or(Stop::GiveUp)?
            }
            Some(b'0'..=b'9') => self.take_while(|byte| byte.is_ascii_digit()),
            _ => return Err(Stop::GiveUp),
        };
        let Ok(text) = str::from_utf8(text) else { return Err(Stop::GiveUp) };
        let back = text.strip_prefix('-');
        let digits = back.unwrap_or(text);
        let Some(number) = digits.parse::<u32>().ok().filter(|number| *number > 0) else {
            let is_name = back.is_none() && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            return if is_name { Ok(self.refer_by_name(text.as_bytes())) } else { Err(Stop::GiveUp) };
        };
        Ok(match back {
            None => self.refer(number),
            Some(_) => match (self.groups + 1).checked_sub(number).filter(|number| *number > 0) {
                Some(number) => self.refer(number),
                None => Node::Unread,
            },
        })
    }

    /// `\k<name>`, `\k'name'`, `\k{name}`.
    fn reference_by_name(&mut self) -> Node {
        let end = match self.peek() {
            Some(b'<') => b'>',
            Some(b'\'') => b'\'',
            Some(b'{') => b'}',
            _ => return Node::Unread,
        };
        self.next();
        match self.take_until(end) {
            Some(name) if super::group::is_name(name) => self.refer_by_name(name),
            _ => Node::Unread,
        }
    }

    /// `\pL`, `\p{Lu}`, `\p{^Lu}`; the `p` was read. Nothing where it is not known here.
    pub fn property(&mut self, negated: bool) -> Option<ByteSet> {
        let (name, negated) = if self.eat(b"{") {
            let turned = self.eat(b"^");
            (self.take_until(b'}')?, negated != turned)
        } else {
            let name = self.rest().get(..1)?;
            self.next();
            (name, negated)
        };
        let set = match name {
            b"L" | b"L&" => ByteSet::ALPHA,
            b"Lu" => ByteSet::UPPER,
            b"Ll" => ByteSet::LOWER,
            b"N" | b"Nd" => ByteSet::DIGIT,
            b"Any" => ByteSet::FULL,
            _ => return None,
        };
        // Without regard to case the letters of one case are those of both.
        let set = if self.flags.has(Flag::Caseless) { set.folded() } else { set };
        Some(if negated { set.complement() } else { set })
    }
}

/// A kind of byte, inside of a class and outside.
pub const fn kind(letter: u8) -> Option<ByteSet> {
    Some(match letter {
        b'd' => ByteSet::DIGIT,
        b'D' => ByteSet::DIGIT.complement(),
        b's' => ByteSet::SPACE,
        b'S' => ByteSet::SPACE.complement(),
        b'w' => ByteSet::WORD,
        b'W' => ByteSet::WORD.complement(),
        b'h' => ByteSet::HORIZONTAL,
        b'H' => ByteSet::HORIZONTAL.complement(),
        b'v' => ByteSet::VERTICAL,
        b'V' => ByteSet::VERTICAL.complement(),
        _ => return None,
    })
}

/// A carriage return and its newline together, or one of a set; never half of the pair.
fn either_newline_pair_or(set: ByteSet) -> Node {
    let pair = Node::Sequence(vec![Node::Set(ByteSet::one(b'\r')), Node::Set(ByteSet::one(b'\n'))]);
    Node::Atomic(Box::new(Node::Choice(vec![pair, Node::Set(set)])))
}
