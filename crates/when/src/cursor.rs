//! A place among the tokens of a phrase.

use crate::pieces::Number;
use crate::tokens::Token;

#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(tokens: &'a [Token]) -> Self {
        Self { tokens, at: 0 }
    }

    pub(crate) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub(crate) fn previous(&self) -> Option<Token> {
        self.tokens.get(self.at.checked_sub(1)?).copied()
    }

    pub(crate) fn take(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Takes the next token if it is one of these.
    pub(crate) fn eat(&mut self, any: &[Token]) -> Option<Token> {
        let token = self.peek().filter(|token| any.contains(token))?;
        self.take();
        Some(token)
    }

    pub(crate) fn number(&mut self) -> Option<Number> {
        let Token::Number(number) = self.peek()? else { return None };
        self.take();
        Some(number)
    }

    /// Reads by a rule, or stays where it is.
    pub(crate) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let read = rule(self);
        if read.is_none() {
            self.at = start;
        }
        read
    }
}
