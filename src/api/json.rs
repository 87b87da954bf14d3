//! Reads JSON into [`Value`], for the first view's sake.
//!
//! `serde_json::from_str` brings what it needs for errors that print floating-point numbers: 12 KiB of brotli WASM more
//! than this (measured with everything else equal), a tenth of the first load. The language is small and does not
//! change; a property test holds the two against each other, text by text.

use std::ops::ControlFlow;

use serde_json::{Map, Number, Value};

/// How deep lists and objects may nest, as in `serde_json`.
pub const DEPTH_MAX: usize = 127;

/// The value that `text` is, or nothing where it is not JSON. Numbers keep their spelling; of a key that comes twice the
/// last counts.
pub fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEPTH_MAX)?;
    reader.ends().then_some(value)
}

/// An object that is read some at a time: of the list under one of its keys so many items, between which others can work.
pub struct Pieces<'a> {
    reader: Reader<'a>,
    key: &'static str,
    members: Map<String, Value>,
    stage: Stage,
}

/// What comes next.
enum Stage {
    /// The object's beginning.
    Object,
    /// A member.
    Member,
    /// An item of the list: these came before it.
    Item(Vec<Value>),
    /// What stands behind a member.
    Behind,
}

impl<'a> Pieces<'a> {
    /// Reads `text`, and what is under `key` piece by piece where it is a list.
    pub fn of(text: &'a str, key: &'static str) -> Self {
        Self { reader: Reader { text, at: 0 }, key, members: Map::new(), stage: Stage::Object }
    }

    /// Reads so many items more. In the end it gives what [`read`] would; nothing where that is no object.
    pub fn read_some(&mut self, items: usize) -> ControlFlow<Option<Map<String, Value>>> {
        match self.go_on(items) {
            Some(true) => ControlFlow::Continue(()),
            Some(false) => ControlFlow::Break(Some(std::mem::take(&mut self.members))),
            None => ControlFlow::Break(None),
        }
    }

    /// Whether there is more.
    fn go_on(&mut self, mut items: usize) -> Option<bool> {
        let reader = &mut self.reader;
        loop {
            self.stage = match std::mem::replace(&mut self.stage, Stage::Behind) {
                Stage::Object => {
                    reader.skip_blanks();
                    reader.take(b'{')?;
                    reader.skip_blanks();
                    if reader.take(b'}').is_some() {
                        return reader.ends().then_some(false);
                    }
                    Stage::Member
                }
                Stage::Member => {
                    let key = reader.key()?;
                    reader.skip_blanks();
                    let is_long = key == self.key && reader.take(b'[').is_some();
                    reader.skip_blanks();
                    if is_long && reader.take(b']').is_none() {
                        Stage::Item(Vec::new())
                    } else {
                        let value =
                            if is_long { Value::Array(Vec::new()) } else { reader.value(DEPTH_MAX - 1)? };
                        self.members.insert(key, value);
                        Stage::Behind
                    }
                }
                Stage::Item(read) if items == 0 => {
                    self.stage = Stage::Item(read);
                    return Some(true);
                }
                Stage::Item(mut read) => {
                    items -= 1;
                    read.push(reader.value(DEPTH_MAX - 2)?);
                    reader.skip_blanks();
                    if reader.take(b']').is_some() {
                        self.members.insert(self.key.to_owned(), Value::Array(read));
                        Stage::Behind
                    } else {
                        reader.take(b',')?;
                        Stage::Item(read)
                    }
                }
                Stage::Behind => {
                    reader.skip_blanks();
                    if reader.take(b'}').is_some() {
                        return reader.ends().then_some(false);
                    }
                    reader.take(b',')?;
                    Stage::Member
                }
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Always at the start of a character.
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over `byte`, which is ASCII, if it comes next.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn take_word(&mut self, word: &str, value: Value) -> Option<Value> {
        let rest = self.text.get(self.at..)?;
        rest.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn skip_blanks(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// Whether nothing comes any more but blanks.
    fn ends(&mut self) -> bool {
        self.skip_blanks();
        self.at == self.text.len()
    }

    /// How many bytes were skipped.
    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.at - start
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_blanks();
        match self.peek()? {
            b'n' => self.take_word("null", Value::Null),
            b't' => self.take_word("true", Value::Bool(true)),
            b'f' => self.take_word("false", Value::Bool(false)),
            b'"' => self.string().map(Value::String),
            b'[' => self.list(depth.checked_sub(1)?),
            b'{' => self.object(depth.checked_sub(1)?),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.take(b'[')?;
        self.skip_blanks();
        if self.take(b']').is_some() {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.skip_blanks();
            if self.take(b']').is_some() {
                return Some(Value::Array(items));
            }
            self.take(b',')?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        self.take(b'{')?;
        self.skip_blanks();
        if self.take(b'}').is_some() {
            return Some(Value::Object(members));
        }
        loop {
            let key = self.key()?;
            members.insert(key, self.value(depth)?);
            self.skip_blanks();
            if self.take(b'}').is_some() {
                return Some(Value::Object(members));
            }
            self.take(b',')?;
        }
    }

    /// A member's key, and the colon.
    fn key(&mut self) -> Option<String> {
        self.skip_blanks();
        let key = self.string()?;
        self.skip_blanks();
        self.take(b':')?;
        Some(key)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let digits = |reader: &mut Self| reader.skip_while(|byte| byte.is_ascii_digit());
        let _sign = self.take(b'-');
        if self.take(b'0').is_none() && digits(self) == 0 {
            return None;
        }
        if self.take(b'.').is_some() && digits(self) == 0 {
            return None;
        }
        if self.take(b'e').or_else(|| self.take(b'E')).is_some() {
            let _sign = self.take(b'+').or_else(|| self.take(b'-'));
            if digits(self) == 0 {
                return None;
            }
        }
        let spelling = self.text.get(start..self.at)?;
        Some(Value::Number(Number::from_string_unchecked(spelling.to_owned())))
    }

    fn string(&mut self) -> Option<String> {
        let mut string = String::new();
        self.take(b'"')?;
        loop {
            let start = self.at;
            self.skip_while(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
            string.push_str(self.text.get(start..self.at)?);
            if self.take(b'"').is_some() {
                return Some(string);
            }
            self.take(b'\\')?;
            string.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return None,
        })
    }

    /// Four hexadecimal digits, or two such escapes that make one character.
    fn unicode(&mut self) -> Option<char> {
        let unit = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit);
        }
        self.take(b'\\')?;
        self.take(b'u')?;
        let low = self.code_unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
