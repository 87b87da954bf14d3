//! What stands in square brackets.

use super::{
    PermissionRuleError as Error,
    escape::kind,
    parse::{Flag, Parser, Stop},
    set::ByteSet,
};

/// A member of a class.
enum Member {
    /// One byte, which can begin a range.
    Byte(u8),
    /// Many, behind which a hyphen stands for itself.
    Kind(ByteSet),
    /// Many by a name, behind which editions differ in what a hyphen is.
    Named(ByteSet),
    /// What is not read here.
    Unread,
}

impl<'a> Parser<'a> {
    /// A class; the `[` was read. Nothing where it holds what is not read here.
    pub fn class(&mut self) -> Result<Option<ByteSet>, Stop> {
        // `[:name:]` outside of a class.
        if self.peek().is_some_and(|byte| b":.=".contains(&byte)) && self.named().is_some() {
            return Err(Stop::GiveUp);
        }
        let negated = self.eat(b"^");
        let mut set = ByteSet::EMPTY;
        let mut is_read = true;
        let mut quoted = false;
        let mut first = true;
        loop {
            if quoted && self.eat(b"\\E") {
                quoted = false;
                // Whether a range goes on from there depends on the version.
                is_read &= self.peek() != Some(b'-');
                continue;
            }
            if !quoted && self.eat(b"\\Q") {
                quoted = true;
                continue;
            }
            let byte = self.next().ok_or(Error::OpenClass)?;
            if byte == b']' && !first && !quoted {
                break;
            }
            first = false;
            if quoted {
                set = set.union(ByteSet::one(byte));
                continue;
            }
            match self.member(byte)? {
                Member::Byte(from) => match self.range_end(from)? {
                    None => set = set.union(ByteSet::one(from)),
                    Some(Member::Byte(to)) => set = set.union(ByteSet::range(from, to)),
                    Some(_) => is_read = false,
                },
                Member::Kind(kind) => {
                    set = set.union(kind);
                    // `[\d-x]` was recorded to hold a hyphen. One that would begin a range of its own was not.
                    if self.rest().starts_with(b"-") && self.rest().get(2) == Some(&b'-') {
                        is_read = false;
                    } else if self.eat(b"-") {
                        set = set.union(ByteSet::one(b'-'));
                    }
                }
                Member::Named(kind) => {
                    set = set.union(kind);
                    is_read &= !matches!(self.rest(), [b'-', next, ..] if *next != b']');
                }
                Member::Unread => is_read = false,
            }
        }
        let set = if self.flags.has(Flag::Caseless) { set.folded() } else { set };
        Ok(is_read.then_some(if negated { set.complement() } else { set }))
    }

    /// The end of a range that begins with `from`, where there is one.
    fn range_end(&mut self, from: u8) -> Result<Option<Member>, Stop> {
        let next = match self.rest() {
            [b'-', next, ..] if *next != b']' => *next,
            _ => return Ok(None),
        };
        self.next();
        // A quotation or a named class as the end.
        if self.rest().starts_with(b"\\Q")
            || self.rest().starts_with(b"\\E")
            || next == b'[' && self.rest().get(1).is_some_and(|byte| b":.=".contains(byte))
        {
            return Ok(Some(Member::Unread));
        }
        self.next();
        Ok(Some(match self.member(next)? {
            Member::Byte(to) if to < from => return Err(Error::RangeOutOfOrder.into()),
            // `[a-\d]` was recorded to be refused.
            Member::Kind(_) => return Err(Error::RangeOutOfOrder.into()),
            end => end,
        }))
    }

    /// A member; its first byte was read.
    fn member(&mut self, byte: u8) -> Result<Member, Stop> {
        if byte == b'[' && self.peek().is_some_and(|byte| b":.=".contains(&byte)) {
            return Ok(match self.named() {
                None => Member::Byte(byte),
                Some(name) => named_class(name)?.map_or(Member::Unread, Member::Named),
            });
        }
        if byte != b'\\' {
            return Ok(Member::Byte(byte));
        }
        let escaped = self.next().ok_or(Error::OpenClass)?;
        if let Some(set) = kind(escaped) {
            return Ok(Member::Kind(set));
        }
        Ok(match escaped {
            b'b' => Member::Byte(0x08),
            b'E' => Member::Unread,
            b'p' | b'P' => self.property(escaped == b'P').map_or(Member::Unread, Member::Kind),
            b'1'..=b'7' => match self.octal(u32::from(escaped - b'0')) {
                Some(byte) => Member::Byte(byte),
                None => Member::Unread,
            },
            b'8' | b'9' => Member::Byte(escaped),
            _ => self.byte(escaped)?.map_or(Member::Unread, Member::Byte),
        })
    }

    /// Goes past `:name:]`, of which the `[` was read, where that stands here.
    fn named(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let sign = *rest.first()?;
        let length = rest.windows(2).skip(1).position(|pair| pair == [sign, b']'])?;
        let name = rest.get(1..=length)?;
        if name.iter().any(|byte| b"[]".contains(byte)) {
            return None;
        }
        for _ in 0..length + 3 {
            self.next();
        }
        rest.get(..=length)
    }
}

/// A class by its name, with the sign that stands before it.
fn named_class(name: &[u8]) -> Result<Option<ByteSet>, Error> {
    let Some(name) = name.strip_prefix(b":") else { return Ok(None) };
    let (name, negated) = match name.strip_prefix(b"^") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let graph = ByteSet::range(b'!', b'~');
    let alnum = ByteSet::ALPHA.union(ByteSet::DIGIT);
    let set = match name {
        b"alpha" => ByteSet::ALPHA,
        b"lower" => ByteSet::LOWER,
        b"upper" => ByteSet::UPPER,
        b"alnum" => alnum,
        b"digit" => ByteSet::DIGIT,
        b"space" => ByteSet::SPACE,
        b"word" => ByteSet::WORD,
        b"ascii" => ByteSet::range(0, 0x7F),
        b"blank" => ByteSet::one(b' ').union(ByteSet::one(b'\t')).in_tables(),
        b"cntrl" => ByteSet::range(0, 0x1F).union(ByteSet::one(0x7F)).in_tables(),
        b"graph" => graph.in_tables(),
        b"print" => graph.union(ByteSet::one(b' ')).in_tables(),
        b"punct" => graph.minus(alnum).in_tables(),
        b"xdigit" => {
            ByteSet::range(b'0', b'9').union(ByteSet::range(b'a', b'f')).union(ByteSet::range(b'A', b'F'))
        }
        b"<" | b">" => return Ok(None),
        _ if !name.is_empty() && name.iter().all(u8::is_ascii_alphabetic) => return Err(Error::UnknownClass),
        _ => return Ok(None),
    };
    Ok(Some(if negated { set.complement() } else { set }))
}
