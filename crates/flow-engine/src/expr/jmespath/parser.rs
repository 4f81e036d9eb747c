//! Makes a tree from tokens: top-down operator precedence, as in the language's own grammar, with a bound on depth so that no text can exhaust the stack.

use serde_json::Value;

use super::lexer::{Comparator, Token, tokens};
use super::{Error, MAX_DEPTH, MAX_TREE_DEPTH};

/// An expression as a tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    And(Box<Tree>, Box<Tree>),
    Compare(Comparator, Box<Tree>, Box<Tree>),
    Current,
    Field(String),
    Filter { of: Box<Tree>, condition: Box<Tree>, then: Box<Tree> },
    Flatten(Box<Tree>),
    Function(String, Vec<Tree>),
    Index(i64),
    List(Vec<Tree>),
    Literal(Value),
    Not(Box<Tree>),
    Object(Vec<(String, Tree)>),
    Or(Box<Tree>, Box<Tree>),
    Pipe(Box<Tree>, Box<Tree>),
    Project { of: Box<Tree>, then: Box<Tree> },
    ProjectValues { of: Box<Tree>, then: Box<Tree> },
    Reference(Box<Tree>),
    Slice(Option<i64>, Option<i64>, Option<i64>),
    Sub(Box<Tree>, Box<Tree>),
}

/// Reads a whole expression.
pub(super) fn parse(text: &str) -> Result<Tree, Error> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let (tree, _) = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(tree),
        _ => Err(parser.unexpected("the end")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
}

/// A tree with its height, which bounds the recursion of everything that walks it.
type Measured = (Tree, usize);

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].1
    }

    fn peek_second(&self) -> &Token {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)].1
    }

    fn next(&mut self) -> Token {
        let token = self.tokens[self.at].1.clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn unexpected(&self, wanted: &str) -> Error {
        let (at, token) = &self.tokens[self.at];
        match token {
            Token::End => Error::syntax(*at, format!("the expression ends where {wanted} should be")),
            _ => Error::syntax(*at, format!("{wanted} should be here")),
        }
    }

    fn expect(&mut self, token: &Token, wanted: &str) -> Result<(), Error> {
        if self.peek() != token {
            return Err(self.unexpected(wanted));
        }
        self.next();
        Ok(())
    }

    fn grown(&self, tree: Tree, below: usize) -> Result<Measured, Error> {
        if below + 1 > MAX_TREE_DEPTH {
            return Err(Error::syntax(
                self.tokens[self.at].0,
                format!("more than {MAX_TREE_DEPTH} operations follow on each other"),
            ));
        }
        Ok((tree, below + 1))
    }

    fn expression(&mut self, power: u8) -> Result<Measured, Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Error::syntax(self.tokens[self.at].0, format!("nested more than {MAX_DEPTH} levels deep")));
        }
        let mut left = self.prefix()?;
        while power < self.peek().binding_power() {
            left = self.infix(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Measured, Error> {
        let here = self.at;
        match self.next() {
            Token::Literal(value) => Ok((Tree::Literal(value), 1)),
            Token::Name(name) => Ok((Tree::Field(name), 1)),
            Token::QuotedName(name) => match self.peek() {
                Token::LeftParenthesis => Err(Error::syntax(self.tokens[here].0, "a function's name has no quotes")),
                _ => Ok((Tree::Field(name), 1)),
            },
            Token::Star => {
                let then = match self.peek() {
                    Token::RightBracket => (Tree::Current, 1),
                    _ => self.projected(Token::Star.binding_power())?,
                };
                self.values_of((Tree::Current, 1), then)
            }
            Token::Filter => self.filter((Tree::Current, 1)),
            Token::LeftBrace => self.object(),
            Token::LeftParenthesis => {
                let inner = self.expression(0)?;
                self.expect(&Token::RightParenthesis, "`)`")?;
                Ok(inner)
            }
            Token::Flatten => self.flatten((Tree::Current, 1)),
            Token::Not => {
                let (inner, height) = self.expression(Token::Not.binding_power())?;
                self.grown(Tree::Not(Box::new(inner)), height)
            }
            Token::LeftBracket => match (self.peek(), self.peek_second()) {
                (Token::Number(_) | Token::Colon, _) => self.index((Tree::Current, 1)),
                (Token::Star, Token::RightBracket) => self.all_of((Tree::Current, 1)),
                _ => self.list(),
            },
            Token::Current => Ok((Tree::Current, 1)),
            Token::ExpressionReference => {
                let (inner, height) = self.expression(0)?;
                self.grown(Tree::Reference(Box::new(inner)), height)
            }
            _ => {
                self.at = here;
                Err(self.unexpected("a name, a value or a `(`"))
            }
        }
    }

    fn infix(&mut self, left: Measured) -> Result<Measured, Error> {
        let here = self.at;
        let token = self.next();
        let power = token.binding_power();
        match token {
            Token::Dot => {
                if matches!(self.peek(), Token::Star) {
                    self.next();
                    let then = self.projected(power)?;
                    return self.values_of(left, then);
                }
                let right = self.after_dot(power)?;
                self.two(Tree::Sub, left, right)
            }
            Token::Pipe => {
                let right = self.expression(power)?;
                self.two(Tree::Pipe, left, right)
            }
            Token::Or => {
                let right = self.expression(power)?;
                self.two(Tree::Or, left, right)
            }
            Token::And => {
                let right = self.expression(power)?;
                self.two(Tree::And, left, right)
            }
            Token::Compare(comparator) => {
                let right = self.expression(power)?;
                self.two(|left, right| Tree::Compare(comparator, left, right), left, right)
            }
            Token::LeftParenthesis => match left.0 {
                Tree::Field(name) => self.function(name),
                _ => Err(Error::syntax(self.tokens[here].0, "only a name can be called")),
            },
            Token::Filter => self.filter(left),
            Token::Flatten => self.flatten(left),
            Token::LeftBracket => match self.peek() {
                Token::Number(_) | Token::Colon => self.index(left),
                _ => self.all_of(left),
            },
            _ => {
                self.at = here;
                Err(self.unexpected("an operator"))
            }
        }
    }

    fn two(&self, make: impl Fn(Box<Tree>, Box<Tree>) -> Tree, left: Measured, right: Measured) -> Result<Measured, Error> {
        self.grown(make(Box::new(left.0), Box::new(right.0)), left.1.max(right.1))
    }

    fn values_of(&self, of: Measured, then: Measured) -> Result<Measured, Error> {
        self.two(|of, then| Tree::ProjectValues { of, then }, of, then)
    }

    fn all_of(&mut self, left: Measured) -> Result<Measured, Error> {
        self.expect(&Token::Star, "an index, a slice or `*`")?;
        self.expect(&Token::RightBracket, "`]`")?;
        let then = self.projected(Token::Star.binding_power())?;
        self.two(|of, then| Tree::Project { of, then }, left, then)
    }

    fn flatten(&mut self, left: Measured) -> Result<Measured, Error> {
        let flat = self.grown(Tree::Flatten(Box::new(left.0)), left.1)?;
        let then = self.projected(Token::Flatten.binding_power())?;
        self.two(|of, then| Tree::Project { of, then }, flat, then)
    }

    fn filter(&mut self, left: Measured) -> Result<Measured, Error> {
        let (condition, height) = self.expression(0)?;
        self.expect(&Token::RightBracket, "`]`")?;
        let then = match self.peek() {
            Token::Flatten => (Tree::Current, 1),
            _ => self.projected(Token::Filter.binding_power())?,
        };
        let below = left.1.max(height).max(then.1);
        let tree = Tree::Filter {
            of: Box::new(left.0),
            condition: Box::new(condition),
            then: Box::new(then.0),
        };
        self.grown(tree, below)
    }

    /// After the opening bracket of an index or a slice.
    fn index(&mut self, left: Measured) -> Result<Measured, Error> {
        let mut parts = [None; 3];
        let mut part = 0;
        loop {
            match self.next() {
                Token::Number(number) if parts[part].is_none() => parts[part] = Some(number),
                Token::Colon if part < 2 => part += 1,
                Token::RightBracket if part > 0 || parts[0].is_some() => break,
                _ => {
                    self.at -= 1;
                    return Err(self.unexpected("a number, `:` or `]`"));
                }
            }
        }
        let [first, second, third] = parts;
        match (part, first) {
            (0, Some(index)) => self.two(Tree::Sub, left, (Tree::Index(index), 1)),
            _ => {
                let sliced = self.two(Tree::Sub, left, (Tree::Slice(first, second, third), 1))?;
                let then = self.projected(Token::Star.binding_power())?;
                self.two(|of, then| Tree::Project { of, then }, sliced, then)
            }
        }
    }

    /// What is done with each item of a projection.
    fn projected(&mut self, power: u8) -> Result<Measured, Error> {
        match self.peek() {
            token if token.binding_power() < 10 => Ok((Tree::Current, 1)),
            Token::LeftBracket | Token::Filter => self.expression_on_item(power),
            Token::Dot => {
                self.next();
                self.after_dot(power)
            }
            _ => Err(self.unexpected("`.`, `[` or the end")),
        }
    }

    /// Like [`Self::expression`]; the item itself stands left of the bracket.
    fn expression_on_item(&mut self, power: u8) -> Result<Measured, Error> {
        self.expression(power)
    }

    fn after_dot(&mut self, power: u8) -> Result<Measured, Error> {
        match self.peek() {
            Token::Name(_) | Token::QuotedName(_) | Token::Star => self.expression(power),
            Token::LeftBracket => {
                self.next();
                self.list()
            }
            Token::LeftBrace => {
                self.next();
                self.object()
            }
            _ => Err(self.unexpected("a name, `*`, `[` or `{`")),
        }
    }

    fn list(&mut self) -> Result<Measured, Error> {
        let mut items = Vec::new();
        let mut height = 0;
        loop {
            let (item, below) = self.expression(0)?;
            items.push(item);
            height = height.max(below);
            if matches!(self.peek(), Token::RightBracket) {
                break;
            }
            self.expect(&Token::Comma, "`,` or `]`")?;
        }
        self.next();
        self.grown(Tree::List(items), height)
    }

    fn object(&mut self) -> Result<Measured, Error> {
        let mut members = Vec::new();
        let mut height = 0;
        loop {
            let (Token::Name(name) | Token::QuotedName(name)) = self.next() else {
                self.at -= 1;
                return Err(self.unexpected("a name"));
            };
            self.expect(&Token::Colon, "`:`")?;
            let (value, below) = self.expression(0)?;
            members.push((name, value));
            height = height.max(below);
            match self.peek() {
                Token::RightBrace => break,
                _ => self.expect(&Token::Comma, "`,` or `}`")?,
            }
        }
        self.next();
        self.grown(Tree::Object(members), height)
    }

    fn function(&mut self, name: String) -> Result<Measured, Error> {
        let mut arguments = Vec::new();
        let mut height = 0;
        while !matches!(self.peek(), Token::RightParenthesis) {
            let (argument, below) = self.expression(0)?;
            arguments.push(argument);
            height = height.max(below);
            match self.peek() {
                Token::RightParenthesis => {}
                _ => {
                    self.expect(&Token::Comma, "`,` or `)`")?;
                    if matches!(self.peek(), Token::RightParenthesis) {
                        return Err(self.unexpected("another argument"));
                    }
                }
            }
        }
        self.next();
        self.grown(Tree::Function(name, arguments), height)
    }
}
