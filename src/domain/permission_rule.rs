/// One entry of `smtp_permission_list`: a regular expression of the server (PCRE), or an address it equals.
///
/// The sender's address, lowered byte by byte, is let in where it equals the lowered entry or where the entry is found
/// *anywhere* in it as an expression. Source: contract, "What the fields do", e-mail to fax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionRule(String);

/// Why an entry certainly does not compile.
///
/// PCRE is larger than what is read here: only what is sure is told, all else is the server's to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionRuleError {
    /// A `(` that nothing closes.
    OpenGroup,
    /// A `)` that closes nothing.
    StrayClose,
    /// A `[` that nothing closes.
    OpenClass,
    /// A `\` at the very end.
    TrailingBackslash,
    /// A `*`, `+` or `?` with nothing before it to repeat.
    NothingToRepeat,
    /// `\l`, `\L`, `\u` or `\U`: other dialects know these, PCRE refuses them.
    UnsupportedEscape,
    /// `{2,1}`: the second number is the smaller one.
    CountsOutOfOrder,
}

/// What is odd about an entry that may well compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionRuleOddity {
    /// The empty entry or one like `.*`: everybody may fax at the account's expense.
    Everybody,
    /// Capitals in it match nothing: what they are compared with is lowered.
    Capitals,
    /// Letters beyond ASCII match nothing: lowering breaks their bytes.
    BeyondAscii,
    /// Not tied to both ends: it lets in every address that merely contains it.
    Unanchored,
    /// A dot that stands for any character.
    AnyCharacterDot,
    /// It holds what is not read here: whether it compiles only the server can tell.
    Unread,
}

impl PermissionRule {
    /// Keeps `text` unless it certainly does not compile.
    ///
    /// # Errors
    /// - `"("`: [`PermissionRuleError::OpenGroup`].
    /// - `"a)"`: [`PermissionRuleError::StrayClose`].
    /// - `"[a"`: [`PermissionRuleError::OpenClass`].
    /// - `"a\"`: [`PermissionRuleError::TrailingBackslash`].
    /// - `"*@acme.example"`, `"x**"`: [`PermissionRuleError::NothingToRepeat`].
    /// - `"\u0041"`: [`PermissionRuleError::UnsupportedEscape`].
    /// - `"a{2,1}"`: [`PermissionRuleError::CountsOutOfOrder`].
    pub fn parse(text: &str) -> Result<Self, PermissionRuleError> {
        Scan::default().read(text).map(|()| Self(text.to_owned()))
    }

    /// What is odd about it, if anything; the gravest first.
    pub fn oddity(&self) -> Option<PermissionRuleOddity> {
        let text = self.0.as_str();
        let bare = text.trim_start_matches('^').trim_end_matches('$');
        let escaped_end = text.ends_with("\\$");
        let tied = text.starts_with('^') && text.ends_with('$') && !escaped_end && !has_bare_bar(text);
        if matches!(bare, "" | "." | ".*" | ".+" | "(.*)" | ".*@.*" | ".+@.+" | "@") {
            Some(PermissionRuleOddity::Everybody)
        } else if !text.is_ascii() {
            Some(PermissionRuleOddity::BeyondAscii)
        } else if has_capital_letter(text) {
            Some(PermissionRuleOddity::Capitals)
        } else if !tied {
            Some(PermissionRuleOddity::Unanchored)
        } else if has_any_character_dot(text) {
            Some(PermissionRuleOddity::AnyCharacterDot)
        } else if has_unread_part(text) {
            Some(PermissionRuleOddity::Unread)
        } else {
            None
        }
    }
}

/// The characters, each with whether it stands for itself and not behind a backslash.
fn literals(text: &str) -> impl Iterator<Item = (char, bool)> {
    text.chars().scan(false, |escaped, c| {
        let literal = !*escaped;
        *escaped = literal && c == '\\';
        Some((c, literal))
    })
}

/// A capital that stands for itself: one behind a backslash (`\S`) is a class, one behind `(?i` is asked for.
fn has_capital_letter(text: &str) -> bool {
    !text.contains("(?") && literals(text).any(|(c, literal)| literal && c.is_ascii_uppercase())
}

/// A `|` outside of every group: its two sides are tied to one end each.
fn has_bare_bar(text: &str) -> bool {
    let mut depth = 0_usize;
    literals(text).filter(|(_, literal)| *literal).any(|(c, _)| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '|' && depth == 0
    })
}

/// A `.` that is not escaped, not in a class, and not repeated on purpose as in `.*`.
fn has_any_character_dot(text: &str) -> bool {
    let mut class = false;
    let mut characters = literals(text).peekable();
    while let Some((c, literal)) = characters.next() {
        match c {
            '[' if literal => class = true,
            ']' if literal => class = false,
            '.' if literal && !class => match characters.peek() {
                Some(('*' | '+' | '{', _)) => {}
                _ => return true,
            },
            _ => {}
        }
    }
    false
}

/// A group with a sign, an escape, a range, a count or a repeated repetition that PCRE may refuse for reasons not looked into here.
fn has_unread_part(text: &str) -> bool {
    let mut class = false;
    let mut before = ' ';
    let mut rest = literals(text).peekable();
    let signed = text.contains("(*") || text.split("(?").skip(1).any(|rest| !rest.starts_with([':', 'i']));
    let long_count =
        text.split('{').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_digit).count() > 4);
    while let Some((c, literal)) = rest.next() {
        match c {
            '[' if literal && !class => class = true,
            ':' | '.' | '=' if class && before == '[' => return true,
            ']' if literal => class = false,
            '-' if class
                && rest.peek().is_some_and(|(end, _)| *end == '\\' || *end < before && *end != ']') =>
            {
                return true;
            }
            '*' | '{' if literal && !class && "*+?}".contains(before) => return true,
            _ if !literal && c.is_ascii_alphanumeric() && !"dDwWsSbB".contains(c) => return true,
            _ => {}
        }
        before = c;
    }
    signed || long_count
}

/// What stands before the next character: whether it can be repeated.
#[derive(Clone, Copy, Default, PartialEq)]
enum Before {
    /// The start of the expression or of a branch.
    #[default]
    Nothing,
    /// Something that can be repeated.
    Atom,
    /// An atom and its `*`, `+` or `?`; one more `+` or `?` may follow.
    Repeated,
    /// All that can be said about a repetition has been said.
    Spent,
}

/// A walk over an expression that knows groups, classes, escapes and repetition, and gives up where PCRE gets subtle.
#[derive(Default)]
struct Scan {
    before: Before,
    depth: usize,
}

impl Scan {
    fn read(mut self, text: &str) -> Result<(), PermissionRuleError> {
        let chars: Vec<char> = text.chars().collect();
        let at = |index: usize| chars.get(index).copied();
        let mut index = 0;
        while let Some(c) = at(index) {
            index += 1;
            match c {
                '\\' => match at(index) {
                    None => return Err(PermissionRuleError::TrailingBackslash),
                    Some('Q') => {
                        index = after_quoted(&chars, index + 1);
                        self.before = Before::Atom;
                    }
                    Some('E') => index += 1,
                    Some('l' | 'L' | 'u' | 'U') => return Err(PermissionRuleError::UnsupportedEscape),
                    Some(_) => {
                        index += 1;
                        self.before = Before::Atom;
                    }
                },
                '[' => {
                    index = after_class(&chars, index).ok_or(PermissionRuleError::OpenClass)?;
                    self.before = Before::Atom;
                }
                '(' => match (at(index), at(index + 1)) {
                    // A comment ends at the next parenthesis, whatever stands in it.
                    (Some('?'), Some('#')) => {
                        let end = chars.iter().skip(index).position(|&c| c == ')');
                        index += end.ok_or(PermissionRuleError::OpenGroup)? + 1;
                    }
                    // Free spacing hides `#` comments, and verbs have a grammar of their own: not certain any more.
                    (Some('?'), Some('x')) | (Some('*'), _) => return Ok(()),
                    (Some('?'), _) => {
                        self.depth += 1;
                        index += 1;
                        self.before = Before::Spent;
                    }
                    _ => {
                        self.depth += 1;
                        self.before = Before::Nothing;
                    }
                },
                ')' => {
                    self.depth = self.depth.checked_sub(1).ok_or(PermissionRuleError::StrayClose)?;
                    self.before = Before::Atom;
                }
                '*' | '+' | '?' => self.repeat(c)?,
                '{' => match counts(&chars, index) {
                    Some((Some(low), Some(high), _)) if low > high => {
                        return Err(PermissionRuleError::CountsOutOfOrder);
                    }
                    Some((_, _, end)) => {
                        index = end;
                        self.before = Before::Spent;
                    }
                    None => self.before = Before::Atom,
                },
                '|' | '^' | '$' => self.before = Before::Nothing,
                _ => self.before = Before::Atom,
            }
        }
        if self.depth == 0 { Ok(()) } else { Err(PermissionRuleError::OpenGroup) }
    }

    fn repeat(&mut self, sign: char) -> Result<(), PermissionRuleError> {
        self.before = match (self.before, sign) {
            (Before::Nothing, _) | (Before::Repeated, '*') => {
                return Err(PermissionRuleError::NothingToRepeat);
            }
            (Before::Atom, _) => Before::Repeated,
            _ => Before::Spent,
        };
        Ok(())
    }
}

/// The index behind the `\E` that ends a quotation, or the end: an open quotation reaches there.
fn after_quoted(chars: &[char], from: usize) -> usize {
    let found = chars.windows(2).skip(from).position(|pair| matches!(pair, ['\\', 'E']));
    found.map_or(chars.len(), |offset| from + offset + 2)
}

/// The index behind the `]` that ends the class begun before `from`; a `]` at its start stands for itself.
fn after_class(chars: &[char], from: usize) -> Option<usize> {
    let at = |index: usize| chars.get(index).copied();
    let mut index = if at(from) == Some('^') { from + 1 } else { from };
    if at(index) == Some(']') {
        index += 1;
    }
    loop {
        match (at(index)?, at(index + 1)) {
            (']', _) => return Some(index + 1),
            ('\\', Some('Q')) => index = after_quoted(chars, index + 2),
            ('\\', _) => index += 2,
            ('[', Some(':')) => {
                let end = chars.windows(2).skip(index + 2).position(|pair| matches!(pair, [':', ']']));
                index = end.map_or(index + 1, |offset| index + 2 + offset + 2);
            }
            _ => index += 1,
        }
    }
}

/// The two numbers of `{low,high}` and the index behind it, or nothing where the brace stands for itself.
fn counts(chars: &[char], from: usize) -> Option<(Option<u32>, Option<u32>, usize)> {
    let length = chars.iter().skip(from).position(|&c| c == '}')?;
    let inside: String = chars.iter().skip(from).take(length).collect();
    let (low, high) = inside.split_once(',').unwrap_or((&inside, &inside));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if low.is_empty() || !digits(low) || !digits(high) {
        return None;
    }
    Some((low.parse().ok(), high.parse().ok(), from + length + 1))
}
