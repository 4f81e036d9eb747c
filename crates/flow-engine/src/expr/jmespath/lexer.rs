//! Cuts an expression into tokens.

use serde_json::Value;

use super::{Error, MAX_LENGTH};

/// A piece of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    And,
    Colon,
    Comma,
    Compare(Comparator),
    Current,
    Dot,
    End,
    ExpressionReference,
    Filter,
    Flatten,
    LeftBrace,
    LeftBracket,
    LeftParenthesis,
    Literal(Value),
    Name(String),
    Not,
    Number(i64),
    Or,
    Pipe,
    QuotedName(String),
    RightBrace,
    RightBracket,
    RightParenthesis,
    Star,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparator {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    NotEqual,
}

impl Token {
    /// How strongly the token binds what stands left of it.
    pub(super) fn binding_power(&self) -> u8 {
        match self {
            Self::Pipe => 1,
            Self::Or => 2,
            Self::And => 3,
            Self::Compare(_) => 5,
            Self::Flatten => 9,
            Self::Star => 20,
            Self::Filter => 21,
            Self::Dot => 40,
            Self::Not => 45,
            Self::LeftBrace => 50,
            Self::LeftBracket => 55,
            Self::LeftParenthesis => 60,
            Self::Colon
            | Self::Comma
            | Self::Current
            | Self::End
            | Self::ExpressionReference
            | Self::Literal(_)
            | Self::Name(_)
            | Self::Number(_)
            | Self::QuotedName(_)
            | Self::RightBrace
            | Self::RightBracket
            | Self::RightParenthesis => 0,
        }
    }
}

/// The tokens with the byte each begins at.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Error> {
    if text.len() > MAX_LENGTH {
        return Err(Error::syntax(0, format!("the expression is longer than {MAX_LENGTH} bytes")));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if matches!(first, ' ' | '\t' | '\n' | '\r') {
            at += 1;
            continue;
        }
        let (token, length) = token(rest, first, at)?;
        found.push((at, token));
        at += length;
    }
    found.push((text.len(), Token::End));
    Ok(found)
}

fn token(rest: &str, first: char, at: usize) -> Result<(Token, usize), Error> {
    let second = rest[first.len_utf8()..].chars().next();
    Ok(match (first, second) {
        ('&', Some('&')) => (Token::And, 2),
        ('&', _) => (Token::ExpressionReference, 1),
        ('|', Some('|')) => (Token::Or, 2),
        ('|', _) => (Token::Pipe, 1),
        ('!', Some('=')) => (Token::Compare(Comparator::NotEqual), 2),
        ('!', _) => (Token::Not, 1),
        ('=', Some('=')) => (Token::Compare(Comparator::Equal), 2),
        ('<', Some('=')) => (Token::Compare(Comparator::LessOrEqual), 2),
        ('<', _) => (Token::Compare(Comparator::Less), 1),
        ('>', Some('=')) => (Token::Compare(Comparator::GreaterOrEqual), 2),
        ('>', _) => (Token::Compare(Comparator::Greater), 1),
        ('[', Some('?')) => (Token::Filter, 2),
        ('[', Some(']')) => (Token::Flatten, 2),
        ('[', _) => (Token::LeftBracket, 1),
        (']', _) => (Token::RightBracket, 1),
        ('{', _) => (Token::LeftBrace, 1),
        ('}', _) => (Token::RightBrace, 1),
        ('(', _) => (Token::LeftParenthesis, 1),
        (')', _) => (Token::RightParenthesis, 1),
        ('.', _) => (Token::Dot, 1),
        ('*', _) => (Token::Star, 1),
        (',', _) => (Token::Comma, 1),
        (':', _) => (Token::Colon, 1),
        ('@', _) => (Token::Current, 1),
        ('"', _) => quoted_name(rest, at)?,
        ('\'', _) => raw_string(rest, at)?,
        ('`', _) => literal(rest, at)?,
        ('-' | '0'..='9', _) => number(rest, at)?,
        ('a'..='z' | 'A'..='Z' | '_', _) => {
            let end = rest.find(|mark: char| !mark.is_ascii_alphanumeric() && mark != '_').unwrap_or(rest.len());
            (Token::Name(rest[..end].to_owned()), end)
        }
        _ => return Err(Error::syntax(at, format!("`{first}` does not belong here"))),
    })
}

/// Where the text in quotes ends, counted from its opening quote.
fn closing(rest: &str, quote: char, at: usize) -> Result<usize, Error> {
    let mut escaped = false;
    for (place, mark) in rest.char_indices().skip(1) {
        match mark {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if mark == quote => return Ok(place),
            _ => {}
        }
    }
    Err(Error::syntax(at, format!("the closing {quote} is missing")))
}

fn quoted_name(rest: &str, at: usize) -> Result<(Token, usize), Error> {
    let end = closing(rest, '"', at)?;
    let name = serde_json::from_str(&rest[..=end]).map_err(|error| Error::syntax(at, format!("not a valid name in quotes: {error}")))?;
    Ok((Token::QuotedName(name), end + 1))
}

fn raw_string(rest: &str, at: usize) -> Result<(Token, usize), Error> {
    let end = closing(rest, '\'', at)?;
    Ok((Token::Literal(Value::String(rest[1..end].replace("\\'", "'"))), end + 1))
}

fn literal(rest: &str, at: usize) -> Result<(Token, usize), Error> {
    let end = closing(rest, '`', at)?;
    let text = rest[1..end].replace("\\`", "`");
    let text = text.trim_start();
    let value = serde_json::from_str(text)
        // The language once allowed words without quotes here; expressions written so are still about.
        .or_else(|error| if text.is_empty() || text.starts_with(['"', '[', '{']) { Err(error) } else { serde_json::from_str(&format!("\"{text}\"")) })
        .map_err(|error| Error::syntax(at, format!("not valid JSON between backticks: {error}")))?;
    Ok((Token::Literal(value), end + 1))
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Error> {
    let digits = rest[1..].find(|mark: char| !mark.is_ascii_digit()).map_or(rest.len(), |end| end + 1);
    let number = rest[..digits]
        .parse()
        .map_err(|_| Error::syntax(at, format!("`{}` is not a whole number", &rest[..digits])))?;
    Ok((Token::Number(number), digits))
}
