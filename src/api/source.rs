//! Reads a document as a person writes it: where it is no JSON, it tells what is wrong and where.
//!
//! Apart from [`super::json`], which the first view needs small. The two take the same texts for JSON, but for keys that come
//! twice, which nobody means; a property test holds them against each other.

use std::ops::Range;

use serde_json::{Map, Number, Value};

use crate::form::path;

use super::json::DEPTH_MAX;

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The document, always an object. Numbers keep their spelling, keys their order.
    pub document: Value,
    /// Where in the text each value stands: its dotted path and its bytes, an object before what lies in it.
    pub places: Vec<(String, Range<usize>)>,
}

impl Source {
    /// Where the value of a dotted path stands; where there is none, the empty place before the nearest that it would lie in. The
    /// document itself is never named as a whole: who types over what is selected would lose it.
    pub fn place(&self, path: &str) -> Option<Range<usize>> {
        let lies_at = |place: &str| {
            let rest = path.strip_prefix(place);
            place.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let places = self.places.iter().filter(|(place, _)| lies_at(place));
        let (nearest, range) = places.max_by_key(|(place, _)| place.len())?;
        let is_it = nearest == path && !path.is_empty();
        Some(if is_it { range.clone() } else { range.start..range.start })
    }
}

/// Why a text is no document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub fault: SyntaxFault,
    /// Where, in bytes.
    pub at: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character of that line, from 1.
    pub column: usize,
}

/// What is wrong with a text that shall be a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// It ends before it is complete.
    Ends,
    /// A value belongs here.
    Value,
    /// A key in quotes belongs here.
    Key,
    /// A colon belongs behind this key.
    Colon,
    /// A comma or the end of the object belongs here.
    CommaOrBrace,
    /// A comma or the end of the list belongs here.
    CommaOrBracket,
    /// A comma with nothing behind it.
    TrailingComma,
    /// A line break or another control character in a text.
    ControlCharacter,
    /// A backslash with something behind it that means nothing.
    Escape,
    /// Half of a character that is written in two halves.
    HalfCharacter,
    /// A number with a digit too many or too few: `01`, `1.`, `1e`.
    Number,
    /// A key that the object has already.
    Repeated(String),
    /// More than 127 lists and objects in one another.
    Depth,
    /// Something behind the end of the document.
    Rest,
    /// JSON, but no object.
    NotAnObject,
}

/// Line and character, from 1, of a place in a text.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Reads a document.
///
/// # Errors
/// `{"a": 1,}`, `{"a": 01}`, `{"a": 1, "a": 2}`, `[]`: the first thing that is wrong, with its place.
pub fn read(text: &str) -> Result<Source, SyntaxError> {
    let mut reader = Reader { text, at: 0, places: Vec::new() };
    match reader.document() {
        Ok(document) => Ok(Source { document, places: reader.places }),
        Err((fault, at)) => {
            let fault = if at >= text.trim_end().len() && fault != SyntaxFault::NotAnObject {
                SyntaxFault::Ends
            } else {
                fault
            };
            let (line, column) = position(text, at);
            Err(SyntaxError { fault, at, line, column })
        }
    }
}

/// What is wrong, and where.
type Fails<T> = Result<T, (SyntaxFault, usize)>;

struct Reader<'a> {
    text: &'a str,
    /// Always at the start of a character.
    at: usize,
    places: Vec<(String, Range<usize>)>,
}

impl Reader<'_> {
    fn document(&mut self) -> Fails<Value> {
        self.skip_blanks();
        let start = self.at;
        let document = self.value("", DEPTH_MAX)?;
        self.skip_blanks();
        if self.at < self.text.len() {
            return self.fail(SyntaxFault::Rest);
        }
        if document.is_object() { Ok(document) } else { Err((SyntaxFault::NotAnObject, start)) }
    }

    fn fail<T>(&self, fault: SyntaxFault) -> Fails<T> {
        Err((fault, self.at))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over `byte`, which is ASCII, if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        if comes {
            self.at += 1;
        }
        comes
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.at - start
    }

    fn skip_blanks(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn value(&mut self, path: &str, depth: usize) -> Fails<Value> {
        self.skip_blanks();
        let (start, index) = (self.at, self.places.len());
        self.places.push((path.to_owned(), start..start));
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string()?),
            Some(b'[' | b'{') if depth == 0 => return self.fail(SyntaxFault::Depth),
            Some(b'[') => self.list(path, depth - 1)?,
            Some(b'{') => self.object(path, depth - 1)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        let end = self.at;
        if let Some((_, place)) = self.places.get_mut(index) {
            *place = start..end;
        }
        Ok(value)
    }

    fn word(&mut self) -> Fails<Value> {
        let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        self.fail(SyntaxFault::Value)
    }

    fn list(&mut self, path: &str, depth: usize) -> Fails<Value> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(&path::join(path, &items.len().to_string()), depth)?);
            if self.goes_on(b']', SyntaxFault::CommaOrBracket)? {
                continue;
            }
            return Ok(Value::Array(items));
        }
    }

    fn object(&mut self, path: &str, depth: usize) -> Fails<Value> {
        let mut members = Map::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.skip_blanks();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return self.fail(SyntaxFault::Key);
            }
            let key = self.string()?;
            if members.contains_key(&key) {
                return Err((SyntaxFault::Repeated(key), start));
            }
            self.skip_blanks();
            if !self.take(b':') {
                return self.fail(SyntaxFault::Colon);
            }
            let value = self.value(&path::join(path, &key), depth)?;
            members.insert(key, value);
            if self.goes_on(b'}', SyntaxFault::CommaOrBrace)? {
                continue;
            }
            return Ok(Value::Object(members));
        }
    }

    /// Whether a comma, and something behind it, comes before the end of a list or an object.
    fn goes_on(&mut self, end: u8, fault: SyntaxFault) -> Fails<bool> {
        self.skip_blanks();
        if self.take(end) {
            return Ok(false);
        }
        let comma = self.at;
        if !self.take(b',') {
            return self.fail(fault);
        }
        self.skip_blanks();
        if self.peek() == Some(end) { Err((SyntaxFault::TrailingComma, comma)) } else { Ok(true) }
    }

    fn number(&mut self) -> Fails<Value> {
        let start = self.at;
        let digits = |reader: &mut Self| reader.skip_while(|byte| byte.is_ascii_digit());
        self.take(b'-');
        let whole = if self.take(b'0') { 1 } else { digits(self) };
        let fraction = if self.take(b'.') { digits(self) } else { 1 };
        let exponent = if fraction > 0 && (self.take(b'e') || self.take(b'E')) {
            if !self.take(b'+') {
                self.take(b'-');
            }
            digits(self)
        } else {
            1
        };
        if whole == 0
            || fraction == 0
            || exponent == 0
            || self.peek().is_some_and(|byte| byte.is_ascii_digit())
        {
            return self.fail(SyntaxFault::Number);
        }
        let spelling = self.text.get(start..self.at).unwrap_or_default();
        Ok(Value::Number(Number::from_string_unchecked(spelling.to_owned())))
    }

    fn string(&mut self) -> Fails<String> {
        let mut string = String::new();
        self.at += 1;
        loop {
            let start = self.at;
            self.skip_while(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escaped()?),
                Some(_) => return self.fail(SyntaxFault::ControlCharacter),
                None => return self.fail(SyntaxFault::Ends),
            }
        }
    }

    fn escaped(&mut self) -> Fails<char> {
        let start = self.at;
        self.at += 1;
        let c = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            _ => return Err((SyntaxFault::Escape, start)),
        };
        self.at += 1;
        Ok(c)
    }

    /// Four hexadecimal digits, or two such escapes that make one character.
    fn unicode(&mut self, start: usize) -> Fails<char> {
        let half = (SyntaxFault::HalfCharacter, start);
        let unit = self.code_unit(start)?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit).ok_or(half);
        }
        if !(self.take(b'\\') && self.take(b'u')) {
            return Err(half);
        }
        let low = self.code_unit(start)?.checked_sub(0xdc00).filter(|low| *low < 0x400);
        low.and_then(|low| char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)).ok_or(half)
    }

    fn code_unit(&mut self, start: usize) -> Fails<u32> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err((SyntaxFault::Escape, start));
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| (SyntaxFault::Escape, start))
    }
}
