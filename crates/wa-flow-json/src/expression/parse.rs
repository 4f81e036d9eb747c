//! Reading an expression: binding from weakest to strongest is side by side, `||`, `&&`, `== !=`, `< <= > >=`, `+ -`, `/ %`, `!`.

use super::{Expression, ExpressionError, Operator, Reference, Store};

/// Longer than any condition; keeps work and stack small.
const MAX_CHARS: usize = 4096;
const MAX_DEPTH: usize = 32;

type Result<T> = std::result::Result<T, ExpressionError>;

/// The condition of an `If`, with or without backticks.
pub(crate) fn condition(text: &str) -> Result<Expression> {
    let text = text.trim();
    parse(text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or(text))
}

/// What stands between backticks.
pub(crate) fn parse(text: &str) -> Result<Expression> {
    if text.chars().count() > MAX_CHARS {
        return Err(error(format!("The expression has more than {MAX_CHARS} characters"), 1));
    }
    let tokens = lex(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: text.chars().count() + 1,
    };
    if tokens.is_empty() {
        return Err(error("Expected at least one operand", 1));
    }
    let expression = parser.joined(0)?;
    match parser.peek() {
        None => Ok(expression),
        Some((Token::Close, column)) => Err(error("Missing opening parenthesis for the closing parenthesis", *column)),
        Some((token, column)) => Err(error(format!("Unexpected {}", token.name()), *column)),
    }
}

/// What stands between `${` and `}`.
pub(super) fn reference(inside: &str) -> std::result::Result<Reference, String> {
    let wrong = || format!("Invalid operand format '${{{inside}}}'");
    let mut steps = inside.split('.').map(str::to_owned);
    let first = steps.next().unwrap_or_default();
    let (screen, store) = match first.as_str() {
        "screen" => (
            Some(steps.next().filter(|name| !name.is_empty()).ok_or_else(wrong)?),
            steps.next().unwrap_or_default(),
        ),
        _ => (None, first),
    };
    let store = match store.as_str() {
        "data" => Store::Data,
        "form" => Store::Form,
        _ => return Err(wrong()),
    };
    let path: Vec<String> = steps.collect();
    let fine = |step: &String| !step.is_empty() && !step.contains(|letter: char| letter.is_whitespace() || "${}`'\"".contains(letter));
    if path.is_empty() || path.len() > 32 || !path.iter().all(fine) {
        return Err(wrong());
    }
    Ok(Reference { screen, store, path })
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    Number(f64),
    Flag(bool),
    Reference(Reference),
    Operator(Operator),
    Not,
    Open,
    Close,
}

impl Token {
    fn name(&self) -> String {
        match self {
            Self::Text(text) => format!("text '{text}'"),
            Self::Number(number) => format!("number {number}"),
            Self::Flag(flag) => format!("literal {flag}"),
            Self::Reference(reference) => format!("operand '${{{}}}'", reference.written()),
            Self::Operator(operator) => format!("operator '{}'", operator.sign()),
            Self::Not => "operator '!'".to_owned(),
            Self::Open => "opening parenthesis".to_owned(),
            Self::Close => "closing parenthesis".to_owned(),
        }
    }
}

impl Operator {
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }

    fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::Unequal => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Divide | Self::Remainder => 6,
        }
    }
}

fn lex(text: &str) -> Result<Vec<(Token, usize)>> {
    let letters: Vec<char> = text.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(&letter) = letters.get(at) {
        let column = at + 1;
        let next = letters.get(at + 1).copied();
        let two = |operator| (Token::Operator(operator), 2);
        let one = |operator| (Token::Operator(operator), 1);
        let (token, length) = match (letter, next) {
            (space, _) if space.is_whitespace() => {
                at += 1;
                continue;
            }
            ('$', Some('{')) => {
                let close = letters[at..]
                    .iter()
                    .position(|letter| *letter == '}')
                    .ok_or_else(|| error("Missing closing brace of a reference", column))?;
                let inside: String = letters[at + 2..at + close].iter().collect();
                (Token::Reference(reference(&inside).map_err(|says| error(says, column))?), close + 1)
            }
            ('\'', _) => string(&letters[at..]).ok_or_else(|| error("Missing closing quote for string", column))?,
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            ('|', Some('|')) => two(Operator::Or),
            ('&', Some('&')) => two(Operator::And),
            ('=', Some('=')) => two(Operator::Equal),
            ('!', Some('=')) => two(Operator::Unequal),
            ('<', Some('=')) => two(Operator::LessOrEqual),
            ('>', Some('=')) => two(Operator::GreaterOrEqual),
            ('!', _) => (Token::Not, 1),
            ('<', _) => one(Operator::Less),
            ('>', _) => one(Operator::Greater),
            ('+', _) => one(Operator::Plus),
            ('-', _) => one(Operator::Minus),
            ('/', _) => one(Operator::Divide),
            ('%', _) => one(Operator::Remainder),
            ('0'..='9', _) => number(&letters[at..], column)?,
            (letter, _) if letter.is_alphabetic() || letter == '_' => {
                let word: String = letters[at..]
                    .iter()
                    .take_while(|letter| letter.is_alphanumeric() || **letter == '_')
                    .collect();
                match word.as_str() {
                    "true" => (Token::Flag(true), 4),
                    "false" => (Token::Flag(false), 5),
                    _ => return Err(error(format!("Invalid literal '{word}'"), column)),
                }
            }
            ('*' | '=' | '&' | '|' | '^' | '~' | '?', _) => return Err(error(format!("Invalid operator '{letter}' found"), column)),
            (letter, _) => return Err(error(format!("Unexpected character '{letter}' found"), column)),
        };
        tokens.push((token, column));
        at += length;
    }
    Ok(tokens)
}

/// A text in single quotes; a backslash takes the next character as it is.
fn string(letters: &[char]) -> Option<(Token, usize)> {
    let (mut text, mut at) = (String::new(), 1);
    loop {
        match letters.get(at)? {
            '\'' => return Some((Token::Text(text), at + 1)),
            '\\' => {
                text.push(*letters.get(at + 1)?);
                at += 2;
            }
            letter => {
                text.push(*letter);
                at += 1;
            }
        }
    }
}

fn number(letters: &[char], column: usize) -> Result<(Token, usize)> {
    let written: String = letters.iter().take_while(|letter| letter.is_ascii_digit() || **letter == '.').collect();
    match written.parse::<f64>() {
        Ok(number) if number.is_finite() && !written.ends_with('.') => Ok((Token::Number(number), written.len())),
        _ => Err(error(format!("Invalid literal '{written}'"), column)),
    }
}

struct Parser<'a> {
    tokens: &'a [(Token, usize)],
    at: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a (Token, usize)> {
        self.tokens.get(self.at)
    }

    fn joined(&mut self, depth: usize) -> Result<Expression> {
        let first = self.pair(1, depth)?;
        let mut parts = vec![first];
        while matches!(
            self.peek(),
            Some((
                Token::Text(_) | Token::Number(_) | Token::Flag(_) | Token::Reference(_) | Token::Open | Token::Not,
                _
            ))
        ) {
            parts.push(self.pair(1, depth)?);
        }
        let only = parts.len() == 1;
        Ok(if only { parts.remove(0) } else { Expression::Joined(parts) })
    }

    fn pair(&mut self, weakest: u8, depth: usize) -> Result<Expression> {
        let mut left = self.single(depth)?;
        let mut chained = 0;
        while let Some((Token::Operator(operator), column)) = self.peek()
            && operator.strength() >= weakest
        {
            chained += 1;
            if chained > MAX_DEPTH {
                return Err(error("Too many operators in a row", *column));
            }
            self.at += 1;
            let right = self.pair(operator.strength() + 1, depth)?;
            left = Expression::Pair {
                operator: *operator,
                left: Box::new(left),
                right: Box::new(right),
                column: *column,
                parenthesised: false,
            };
        }
        Ok(left)
    }

    fn single(&mut self, depth: usize) -> Result<Expression> {
        let Some((token, column)) = self.peek() else {
            return Err(error("An operand is missing", self.end));
        };
        self.at += 1;
        if depth >= MAX_DEPTH {
            return Err(error("Nested too deep", *column));
        }
        match token {
            Token::Text(text) => Ok(Expression::Text(text.clone())),
            Token::Number(number) => Ok(Expression::Number(*number)),
            Token::Flag(flag) => Ok(Expression::Flag(*flag)),
            Token::Reference(reference) => Ok(Expression::Reference(reference.clone())),
            Token::Not => Ok(Expression::Not(Box::new(self.single(depth + 1)?))),
            Token::Operator(Operator::Minus) => match self.peek() {
                Some((Token::Number(number), _)) => {
                    self.at += 1;
                    Ok(Expression::Number(-number))
                }
                _ => Err(error("A numerical value is expected to follow the negative sign", *column)),
            },
            Token::Open => {
                if matches!(self.peek(), Some((Token::Close, _))) {
                    return Err(error("Found invalid empty parentheses", *column));
                }
                let mut inner = self.joined(depth + 1)?;
                match self.peek() {
                    Some((Token::Close, _)) => self.at += 1,
                    _ => return Err(error("Missing closing parenthesis", *column)),
                }
                if let Expression::Pair { parenthesised, .. } = &mut inner {
                    *parenthesised = true;
                }
                Ok(inner)
            }
            Token::Operator(operator) => Err(error(format!("Wrong positioning of operator '{}'", operator.sign()), *column)),
            Token::Close => Err(error("Missing opening parenthesis for the closing parenthesis", *column)),
        }
    }
}

fn error(says: impl Into<String>, column: usize) -> ExpressionError {
    ExpressionError { says: says.into(), column }
}
