//! What a connection is made of, checked and completed.

use secrecy::{ExposeSecret as _, SecretString};
use store::{LlmConnectionRow, NewLlmConnection};

use super::dialect::Dialect;
use crate::{Error, Result, text};

/// The longest address, key and name of a model, in bytes.
const LONGEST: usize = 500;
/// Hosts that answers may link to.
const MOST_HOSTS: usize = 50;
/// A price or budget beyond this is a slip of the hand: a billion of the currency.
const MOST_MONEY: i64 = 1_000_000_000_000_000;

/// What to write; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct LlmConnectionPatch {
    /// What flows call it.
    pub name: Option<String>,
    /// `openai`, `anthropic`, `ollama` or `anything_llm`.
    pub kind: Option<String>,
    /// Where it is.
    pub base_url: Option<String>,
    /// Its model; for AnythingLLM the slug of its workspace.
    pub model: Option<String>,
    /// Its key; `Some(None)` forgets it.
    pub api_key: Option<Option<SecretString>>,
    /// Hosts that answers may link to.
    pub link_hosts: Option<Vec<String>>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Millionths for a million tokens it reads.
    pub input_price: Option<Option<i64>>,
    /// Millionths for a million tokens it writes.
    pub output_price: Option<Option<i64>>,
    /// Millionths it may cost in a month.
    pub monthly_budget: Option<Option<i64>>,
}

/// A whole connection.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) name: String,
    pub(super) kind: Dialect,
    pub(super) base_url: String,
    model: String,
    link_hosts: String,
    currency: String,
    input_price: Option<i64>,
    output_price: Option<i64>,
    monthly_budget: Option<i64>,
}

impl Settings {
    /// The patch over what there was.
    pub(super) fn of(before: Option<&LlmConnectionRow>, patch: &LlmConnectionPatch) -> Result<Self> {
        let given =
            |new: &Option<String>, old: fn(&LlmConnectionRow) -> &String| new.clone().or_else(|| before.map(old).cloned()).unwrap_or_default();
        let kind = given(&patch.kind, |row| &row.kind);
        let kind = Dialect::parse(&kind).ok_or_else(|| {
            let kinds: Vec<_> = Dialect::ALL.iter().map(|kind| kind.as_str()).collect();
            Error::invalid("/kind", "invalid_value", format!("Choose one of {}.", kinds.join(", ")))
        })?;
        let money = |pointer, new: Option<Option<i64>>, old: Option<i64>| -> Result<Option<i64>> {
            let amount = new.unwrap_or(old);
            if amount.is_some_and(|amount| !(0..=MOST_MONEY).contains(&amount)) {
                return Err(Error::invalid(
                    pointer,
                    "out_of_range",
                    "Write an amount from 0, in millionths of the currency.",
                ));
            }
            Ok(amount)
        };
        if patch.api_key.as_ref().is_some_and(|key| key.as_ref().is_some_and(|key| !is_key(key))) {
            return Err(Error::invalid(
                "/api_key",
                "invalid_value",
                "A key has up to 500 characters without spaces or line breaks.",
            ));
        }
        let settings = Self {
            name: text::name("/name", &given(&patch.name, |row| &row.name))?,
            kind,
            base_url: base_url(&given(&patch.base_url, |row| &row.base_url))?,
            model: model_name(kind, &given(&patch.model, |row| &row.model))?,
            link_hosts: match &patch.link_hosts {
                Some(hosts) => link_hosts(hosts)?,
                None => before.map_or_else(|| "[]".to_owned(), |row| row.link_hosts.clone()),
            },
            currency: currency(patch.currency.as_deref().or(before.map(|row| row.currency.as_str())).unwrap_or("USD"))?,
            input_price: money("/input_price", patch.input_price, before.and_then(|row| row.input_price))?,
            output_price: money("/output_price", patch.output_price, before.and_then(|row| row.output_price))?,
            monthly_budget: money("/monthly_budget", patch.monthly_budget, before.and_then(|row| row.monthly_budget))?,
        };
        if settings.monthly_budget.is_some() && (settings.input_price.is_none() || settings.output_price.is_none()) {
            return Err(Error::invalid(
                "/monthly_budget",
                "missing_value",
                "A budget can only be kept when both prices are known: write what a million tokens cost.",
            ));
        }
        Ok(settings)
    }

    pub(super) fn row(&self) -> NewLlmConnection<'_> {
        NewLlmConnection {
            name: &self.name,
            kind: self.kind.as_str(),
            base_url: &self.base_url,
            model: &self.model,
            link_hosts: &self.link_hosts,
            currency: &self.currency,
            input_price: self.input_price,
            output_price: self.output_price,
            monthly_budget: self.monthly_budget,
        }
    }
}

/// The last four characters of a key that is long enough to have others.
pub(super) fn hint(key: &SecretString) -> String {
    let letters: Vec<_> = key.expose_secret().chars().collect();
    if letters.len() < 12 {
        String::new()
    } else {
        letters[letters.len() - 4..].iter().collect()
    }
}

fn is_key(key: &SecretString) -> bool {
    let key = key.expose_secret();
    (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// `https://host[:port][/path]` without a slash at the end. Whether it may be reached is the door's to say, at each question.
fn base_url(typed: &str) -> Result<String> {
    let wrong = || {
        Error::invalid(
            "/base_url",
            "invalid_value",
            "Write an address like https://api.example.com/v1, without “?” and “#”.",
        )
    };
    let typed = typed.trim().trim_end_matches('/');
    let url = reqwest::Url::parse(typed).map_err(|_| wrong())?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if typed.len() > LONGEST || !matches!(url.scheme(), "https" | "http") || url.host().is_none() || !is_plain {
        return Err(wrong());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn model_name(kind: Dialect, typed: &str) -> Result<String> {
    let model = typed.trim();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) || (kind != Dialect::AnythingLlm && b":/@+".contains(&byte));
    if model.is_empty() || model.len() > 200 || !model.bytes().all(fits) {
        let detail = match kind {
            Dialect::AnythingLlm => "Write the slug of the AnythingLLM workspace: letters, digits, “-” and “_”.",
            _ => "Write the model's name as its server calls it.",
        };
        return Err(Error::invalid("/model", "invalid_value", detail));
    }
    Ok(model.to_owned())
}

fn link_hosts(hosts: &[String]) -> Result<String> {
    if hosts.len() > MOST_HOSTS {
        return Err(Error::invalid("/link_hosts", "too_many", format!("Name at most {MOST_HOSTS} hosts.")));
    }
    let mut names = Vec::with_capacity(hosts.len());
    for (index, host) in hosts.iter().enumerate() {
        let name = host.trim().trim_end_matches('.').to_lowercase();
        let is_name = (3..=253).contains(&name.len())
            && name.contains('.')
            && name
                .split('.')
                .all(|label| !label.is_empty() && label.chars().all(|mark| mark.is_alphanumeric() || mark == '-'));
        if !is_name {
            return Err(Error::invalid(
                format!("/link_hosts/{index}"),
                "invalid_value",
                "Write a host like shop.example.com, without https://.",
            ));
        }
        names.push(name);
    }
    Ok(serde_json::json!(names).to_string())
}

fn currency(typed: &str) -> Result<String> {
    let code = typed.trim().to_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(Error::invalid(
            "/currency",
            "invalid_value",
            "Write a currency's three letters, like USD.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch() -> LlmConnectionPatch {
        LlmConnectionPatch {
            name: Some("Helper".into()),
            kind: Some("openai".into()),
            base_url: Some(" https://ai.example/v1/ ".into()),
            model: Some("small-1:latest".into()),
            ..LlmConnectionPatch::default()
        }
    }

    #[test]
    fn a_connection_is_completed() {
        let settings = Settings::of(None, &patch()).unwrap();
        assert_eq!(
            (settings.base_url.as_str(), settings.currency.as_str(), settings.link_hosts.as_str()),
            ("https://ai.example/v1", "USD", "[]")
        );
    }

    #[test]
    fn what_is_wrong_is_pointed_at() {
        let pointer = |change: fn(&mut LlmConnectionPatch)| {
            let mut patch = patch();
            change(&mut patch);
            format!("{:?}", Settings::of(None, &patch).unwrap_err())
        };
        assert!(pointer(|patch| patch.kind = Some("chat".into())).contains("/kind"));
        assert!(pointer(|patch| patch.base_url = Some("ftp://ai.example".into())).contains("/base_url"));
        assert!(pointer(|patch| patch.base_url = Some("https://user:word@ai.example".into())).contains("/base_url"));
        assert!(pointer(|patch| patch.base_url = Some("https://ai.example/?q=1".into())).contains("/base_url"));
        assert!(pointer(|patch| patch.model = Some(String::new())).contains("/model"));
        assert!(pointer(|patch| (patch.kind, patch.model) = (Some("anything_llm".into()), Some("../admin".into()))).contains("/model"));
        assert!(pointer(|patch| patch.monthly_budget = Some(Some(1))).contains("/monthly_budget"));
        assert!(pointer(|patch| patch.input_price = Some(Some(-1))).contains("/input_price"));
        assert!(pointer(|patch| patch.link_hosts = Some(vec!["https://shop.example".into()])).contains("/link_hosts/0"));
        assert!(pointer(|patch| patch.currency = Some("€".into())).contains("/currency"));
        assert!(pointer(|patch| patch.api_key = Some(Some("a b".into()))).contains("/api_key"));
    }

    #[test]
    fn a_short_key_has_no_hint() {
        assert_eq!(hint(&"sk-12345".into()), "");
        assert_eq!(hint(&"sk-1234567890".into()), "7890");
    }
}
