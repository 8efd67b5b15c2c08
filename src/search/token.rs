//! A query cut into pieces: words, phrases in quotes, and narrowing words with their values.

use std::ops::Range;

use super::fold::fold;

/// One piece of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) negated: bool,
    /// Where it stands, without the minus.
    pub(super) range: Range<usize>,
    /// The word, the phrase without its quotes, or what stands before the colon.
    pub(super) word: String,
    /// Where the word ends: at the colon, if there is one.
    pub(super) word_end: usize,
    pub(super) quoted: bool,
    /// What stands behind the colon, cut at commas; nothing where there is no colon.
    pub(super) values: Option<Vec<Value>>,
}

/// One value behind a colon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) range: Range<usize>,
    /// Without quotes.
    pub(super) text: String,
}

/// Cuts a query. Full-width signs count like their plain ones; a quote that is not closed reaches to the end.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut cursor = Cursor { text, at: 0 };
    loop {
        cursor.skip(char::is_whitespace);
        let Some(first) = cursor.peek() else {
            return tokens;
        };
        let negated = is_minus(first);
        if negated {
            cursor.next();
            if cursor.peek().is_none_or(char::is_whitespace) {
                continue;
            }
        }
        tokens.push(Token {
            negated,
            ..cursor.token()
        });
    }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&skipped) {
            self.next();
        }
    }

    fn token(&mut self) -> Token {
        let start = self.at;
        if self.peek().is_some_and(is_quote) {
            return Token {
                word: self.quoted(),
                quoted: true,
                range: start..self.at,
                ..Token::default()
            };
        }
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|c| !c.is_whitespace()) {
            let word_end = self.at;
            self.next();
            if fold(c) == ':' && !word.is_empty() {
                let values = self.values();
                return Token {
                    word,
                    word_end,
                    values: Some(values),
                    range: start..self.at,
                    ..Token::default()
                };
            }
            if !is_quote(c) {
                word.push(c);
            }
        }
        Token {
            word,
            word_end: self.at,
            range: start..self.at,
            ..Token::default()
        }
    }

    /// Reads up to the closing quote, or to the end.
    fn quoted(&mut self) -> String {
        self.next();
        let mut phrase = String::new();
        while let Some(c) = self.next().filter(|c| !is_quote(*c)) {
            phrase.push(c);
        }
        phrase
    }

    fn values(&mut self) -> Vec<Value> {
        let mut values = Vec::new();
        let mut value = Value {
            range: self.at..self.at,
            text: String::new(),
        };
        loop {
            match self.peek().filter(|c| !c.is_whitespace()) {
                Some(c) if is_quote(c) => value.text.push_str(&self.quoted()),
                Some(c) if !is_comma(c) => {
                    self.next();
                    value.text.push(c);
                }
                end => {
                    value.range.end = self.at;
                    if !value.text.trim().is_empty() {
                        values.push(std::mem::take(&mut value));
                    }
                    if end.is_none() {
                        return values;
                    }
                    self.next();
                    value.range = self.at..self.at;
                }
            }
        }
    }
}

pub(super) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '\u{FF0D}')
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(fold(c), '"' | '\u{300C}'..='\u{300F}')
}

pub(super) fn is_comma(c: char) -> bool {
    matches!(fold(c), ',' | '\u{3001}')
}
