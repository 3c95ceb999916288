//! The words and signs of a query with their places.

use sqlparser::dialect::GenericDialect;
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use super::Fault;

/// A query as words and signs, without blanks and comments.
#[derive(Default)]
pub(super) struct Tokens {
    all: Vec<TokenWithSpan>,
    /// By each bracket, the position of the other of its pair.
    pairs: Vec<Option<usize>>,
}

/// A place in a file.
#[derive(Clone, Copy)]
pub(super) struct Place(Location);

impl Place {
    pub(super) fn fault(self, message: impl Into<String>, help: impl Into<String>) -> Fault {
        let [line, column] = [self.0.line, self.0.column].map(|n| usize::try_from(n).unwrap_or_default().max(1));
        Fault { line, column, message: message.into(), help: help.into() }
    }
}

impl Tokens {
    /// # Errors
    /// What is no text of SQL, such as a quotation mark without its end.
    pub(super) fn of(sql: &str) -> Result<Self, Fault> {
        let all = Tokenizer::new(&GenericDialect, sql).tokenize_with_location().map_err(|error| {
            Place(error.location).fault(error.message, "each quotation mark and comment has an end")
        })?;
        let is_said = |token: &TokenWithSpan| !matches!(token.token, Token::Whitespace(_) | Token::EOF);
        let all: Vec<TokenWithSpan> = all.into_iter().filter(is_said).collect();
        let mut pairs = vec![None; all.len()];
        let mut open = Vec::new();
        for (at, token) in all.iter().enumerate() {
            match token.token {
                Token::LParen => open.push(at),
                Token::RParen => {
                    if let Some(from) = open.pop() {
                        (pairs[from], pairs[at]) = (Some(at), Some(from));
                    }
                }
                _ => {}
            }
        }
        Ok(Self { all, pairs })
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at).map(|token| &token.token)
    }

    pub(super) fn is(&self, at: usize, token: &Token) -> bool {
        self.get(at) == Some(token)
    }

    /// The other bracket of a pair.
    pub(super) fn pair(&self, at: usize) -> Option<usize> {
        self.pairs.get(at).copied().flatten()
    }

    /// A word as it is written, whether it is quoted or not.
    pub(super) fn name(&self, at: usize) -> Option<&str> {
        match self.get(at)? {
            Token::Word(word) => Some(&word.value),
            _ => None,
        }
    }

    /// Whether an unquoted word stands there; `word` is in capitals.
    pub(super) fn has(&self, at: usize, word: &str) -> bool {
        matches!(self.get(at), Some(Token::Word(w)) if w.quote_style.is_none() && w.value.eq_ignore_ascii_case(word))
    }

    /// Whether one of these unquoted words stands before a token.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && words.iter().any(|word| self.has(at - 1, word))
    }

    pub(super) fn place(&self, at: usize) -> Place {
        let none = Location { line: 1, column: 1 };
        Place(self.all.get(at).or(self.all.last()).map_or(none, |token| token.span.start))
    }

    /// A function or another word with brackets after it.
    pub(super) fn is_call(&self, at: usize) -> bool {
        self.name(at).is_some() && self.is(at + 1, &Token::LParen)
    }
}

/// Where faults that show only when a query is run belong.
#[derive(Default)]
pub(super) struct Places(pub(super) Tokens);

impl Places {
    /// The last SELECT, which gives the result.
    pub(super) fn select(&self) -> Place {
        self.0.place((0..self.0.len()).rfind(|at| self.0.has(*at, "SELECT")).unwrap_or_default())
    }

    /// A column of the result: its name where it is given last.
    pub(super) fn column(&self, name: &str) -> Place {
        let is_it = |at: &usize| self.0.name(*at) == Some(name);
        let named = (0..self.0.len()).filter(is_it).rfind(|at| self.0.follows(*at, &["AS"]));
        named.or_else(|| (0..self.0.len()).rfind(is_it)).map_or_else(|| self.select(), |at| self.0.place(at))
    }

    /// The first word that a message quotes, or the line and column that it tells.
    pub(super) fn of_message(&self, message: &str) -> Place {
        let number = |after: &str| -> Option<u64> {
            let from = message.find(after)? + after.len();
            message[from..].split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
        };
        if let (Some(line), Some(column)) = (number("Line: "), number("Column: ")) {
            return Place(Location { line, column });
        }
        let quoted = message.split(['"', '\'', '`']).skip(1).step_by(2).find_map(|word| {
            let last = word.rsplit('.').next()?;
            (0..self.0.len()).find(|at| self.0.name(*at) == Some(last))
        });
        quoted.map_or_else(|| self.select(), |at| self.0.place(at))
    }
}
