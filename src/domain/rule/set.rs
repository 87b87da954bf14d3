//! Sets of bytes: all that one step of an expression can take.

/// What the server's lowering leaves of no byte: the capitals of ASCII and of Latin-1, to which it takes every byte.
///
/// So a letter beyond ASCII comes with its first byte changed. Source: contract, "What the fields do", e-mail to fax.
pub const LOWERED: ByteSet =
    ByteSet::range(b'A', b'Z').union(ByteSet::range(0xC0, 0xD6)).union(ByteSet::range(0xD8, 0xDE));

/// A set of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteSet {
    low: u128,
    high: u128,
    /// Whether the half beyond ASCII depends on tables of the server that nobody recorded.
    unsure: bool,
}

impl ByteSet {
    /// No byte.
    pub const EMPTY: Self = Self { low: 0, high: 0, unsure: false };
    /// Every byte.
    pub const FULL: Self = Self { low: u128::MAX, high: u128::MAX, unsure: false };
    /// What a bare `.` takes.
    pub const NO_NEWLINE: Self = Self::one(b'\n').complement();
    /// `\d`.
    pub const DIGIT: Self = Self::range(b'0', b'9').in_tables();
    /// `\s`.
    pub const SPACE: Self = Self::range(b'\t', b'\r').union(Self::one(b' ')).in_tables();
    /// `\w`.
    pub const WORD: Self = Self::ALPHA.union(Self::DIGIT).union(Self::one(b'_'));
    /// The letters.
    pub const ALPHA: Self = Self::LOWER.union(Self::UPPER);
    /// The small letters.
    pub const LOWER: Self = Self::range(b'a', b'z').in_tables();
    /// The capitals.
    pub const UPPER: Self = Self::range(b'A', b'Z').in_tables();
    /// `\h`.
    pub const HORIZONTAL: Self = Self::one(b'\t').union(Self::one(b' ')).union(Self::one(0xA0));
    /// `\v`.
    pub const VERTICAL: Self = Self::range(b'\n', b'\r').union(Self::one(0x85));

    /// One byte.
    pub const fn one(byte: u8) -> Self {
        Self::range(byte, byte)
    }

    /// All bytes from one to another.
    pub const fn range(from: u8, to: u8) -> Self {
        let mut set = Self::EMPTY;
        let mut byte = from;
        while byte <= to {
            if byte < 0x80 {
                set.low |= 1 << byte;
            } else {
                set.high |= 1 << (byte - 0x80);
            }
            if byte == u8::MAX {
                break;
            }
            byte += 1;
        }
        set
    }

    /// The same, and beyond ASCII as the server's tables say.
    pub const fn in_tables(mut self) -> Self {
        self.unsure = true;
        self
    }

    /// What either has.
    pub const fn union(self, other: Self) -> Self {
        Self { low: self.low | other.low, high: self.high | other.high, unsure: self.unsure || other.unsure }
    }

    /// What it has and the other has not.
    pub const fn minus(self, other: Self) -> Self {
        Self { low: self.low & !other.low, high: self.high & !other.high, ..self }
    }

    /// What it has not.
    pub const fn complement(self) -> Self {
        Self { low: !self.low, high: !self.high, ..self }
    }

    /// The same without regard to case.
    pub const fn folded(self) -> Self {
        const SMALL: u128 = ByteSet::LOWER.low;
        const GAP: u32 = (b'a' - b'A') as u32;
        let unsure = self.unsure || (self.high != 0 && self.high != u128::MAX);
        Self { low: self.low | self.low >> GAP & SMALL >> GAP | self.low << GAP & SMALL, unsure, ..self }
    }

    /// Whether a byte is in it.
    pub const fn contains(self, byte: u8) -> bool {
        if byte < 0x80 { self.low >> byte & 1 == 1 } else { self.high >> (byte - 0x80) & 1 == 1 }
    }

    /// Whether it has nothing, for sure.
    pub const fn is_empty(self) -> bool {
        self.low == 0 && self.high == 0 && !self.unsure
    }

    /// Whether both can take the same byte.
    pub const fn meets(self, other: Self) -> bool {
        self.low & other.low != 0 || self.high & other.high != 0
    }

    /// Whether it treats bytes beyond ASCII that can stand in a sender's address in a way that was not recorded.
    pub const fn doubts_beyond_ascii(self) -> bool {
        let can_stand = !LOWERED.high;
        let taken = self.high & can_stand;
        self.unsure || (taken != 0 && taken != can_stand)
    }

    /// The one byte it has, where that is all.
    pub fn single(self) -> Option<u8> {
        let count = self.low.count_ones() + self.high.count_ones();
        if count != 1 {
            return None;
        }
        let at = if self.low == 0 { self.high.trailing_zeros() + 0x80 } else { self.low.trailing_zeros() };
        u8::try_from(at).ok()
    }

    /// Its runs of bytes, each with its first and its last.
    pub fn ranges(self) -> Vec<(u8, u8)> {
        let mut ranges: Vec<(u8, u8)> = Vec::new();
        for byte in (0..=u8::MAX).filter(|byte| self.contains(*byte)) {
            match ranges.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(byte) => *last = byte,
                _ => ranges.push((byte, byte)),
            }
        }
        ranges
    }
}
