//! What a phone may ask: is anybody there, the first screen, the next one, the one before, and what went wrong with the last answer.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Error;

/// A decrypted request. Everything in it comes from the customer's phone: look the token up, never trust `screen` or `data`.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Meta's health check; answer [`crate::Answer::Active`].
    Ping { version: String },
    /// The form was opened with `flow_action: data_exchange`: which screen comes first?
    Init(Visit),
    /// A form was submitted, or a choice was made that asks for data.
    DataExchange(Visit),
    /// The customer went back from a screen with `refresh_on_back`; `screen` is the one that was left.
    Back(Visit),
    /// The phone could not use our last answer; answer [`crate::Answer::Acknowledged`].
    ErrorNotification { visit: Visit, error: ClientError },
}

/// One customer in one form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Visit {
    pub version: String,
    /// The token that went out with the message; the only link to a conversation. Missing only if the phone was changed.
    pub flow_token: String,
    /// A JWT over the token, keyed with the app secret (Flow JSON 7.3 and Data API 4.0 on); [`crate::token::verify`] checks it.
    pub flow_token_signature: Option<String>,
    /// Absent and empty are the same.
    pub screen: Option<String>,
    pub data: Map<String, Value>,
}

/// What a phone says about an answer it could not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientError {
    /// `invalid-screen-transition`, `payload-schema-error`, …
    pub key: String,
    pub message: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    version: String,
    action: String,
    #[serde(default)]
    flow_token: Option<String>,
    #[serde(default)]
    flow_token_signature: Option<String>,
    #[serde(default)]
    screen: Option<String>,
    #[serde(default)]
    data: Option<Value>,
}

impl Request {
    /// Reads a decrypted request.
    pub fn parse(plaintext: &[u8]) -> Result<Self, Error> {
        let wire: Wire = serde_json::from_slice(plaintext).map_err(|error| Error::BadRequest(error.to_string()))?;
        let data = match wire.data {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(data)) => data,
            // Meta: "screen and data may be empty" at INIT; seen as an empty string.
            Some(Value::String(text)) if text.is_empty() => Map::new(),
            Some(_) => return Err(Error::BadRequest("`data` is not an object".to_owned())),
        };
        if wire.action.eq_ignore_ascii_case("ping") {
            return Ok(Self::Ping { version: wire.version });
        }
        let error = reported(&data);
        let visit = Visit {
            version: wire.version,
            flow_token: wire.flow_token.unwrap_or_default(),
            flow_token_signature: wire.flow_token_signature,
            screen: wire.screen.filter(|screen| !screen.is_empty()),
            data,
        };
        match (wire.action.as_str(), error) {
            ("INIT" | "data_exchange", Some(error)) => Ok(Self::ErrorNotification { visit, error }),
            ("INIT", None) => Ok(Self::Init(visit)),
            ("data_exchange", None) => Ok(Self::DataExchange(visit)),
            ("BACK" | "back", _) => Ok(Self::Back(visit)),
            (other, _) => Err(Error::BadRequest(format!(
                "unknown action `{}`",
                other.chars().take(40).collect::<String>().escape_debug()
            ))),
        }
    }

    /// The visit, unless it is a ping.
    pub fn visit(&self) -> Option<&Visit> {
        match self {
            Self::Ping { .. } => None,
            Self::Init(visit) | Self::DataExchange(visit) | Self::Back(visit) | Self::ErrorNotification { visit, .. } => Some(visit),
        }
    }
}

/// Meta's sample says `error`, its table `error_key`. A form field of that name would look the same, so the value must be one of Meta's short keys.
fn reported(data: &Map<String, Value>) -> Option<ClientError> {
    let key = data.get("error").or_else(|| data.get("error_key"))?.as_str()?;
    let message = data.get("error_message").and_then(Value::as_str).map(str::to_owned);
    let plausible = !key.is_empty() && key.len() <= 64 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    (plausible && data.len() <= 3).then(|| ClientError {
        key: key.to_owned(),
        message,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Request, Error> {
        Request::parse(text.as_bytes())
    }

    #[test]
    fn each_action_is_known() {
        assert_eq!(parse(r#"{"version":"3.0","action":"ping"}"#), Ok(Request::Ping { version: "3.0".into() }));
        let Ok(Request::Init(visit)) = parse(r#"{"version":"3.0","action":"INIT","flow_token":"t","screen":"","data":{}}"#) else {
            panic!("no INIT");
        };
        assert_eq!((visit.flow_token.as_str(), visit.screen), ("t", None));
        assert!(
            matches!(parse(r#"{"action":"data_exchange","screen":"A","data":{"a":1},"flow_token":"t"}"#), Ok(Request::DataExchange(v)) if v.data["a"] == 1)
        );
        assert!(matches!(parse(r#"{"action":"BACK","screen":"B","flow_token":"t"}"#), Ok(Request::Back(v)) if v.screen.as_deref() == Some("B")));
        assert!(matches!(parse(r#"{"action":"explode"}"#), Err(Error::BadRequest(_))));
        assert!(matches!(parse(r#"{"action":"INIT","data":[1]}"#), Err(Error::BadRequest(_))));
        assert!(matches!(parse("[]"), Err(Error::BadRequest(_))));
    }

    #[test]
    fn both_spellings_of_an_error_notification_are_understood() {
        for name in ["error", "error_key"] {
            let text = format!(
                r#"{{"action":"data_exchange","screen":"A","flow_token":"t","data":{{"{name}":"payload-schema-error","error_message":"no"}}}}"#
            );
            let Ok(Request::ErrorNotification { error, .. }) = parse(&text) else {
                panic!("{name} was not seen");
            };
            assert_eq!(
                error,
                ClientError {
                    key: "payload-schema-error".into(),
                    message: Some("no".into())
                }
            );
        }
    }

    #[test]
    fn a_form_field_called_error_is_not_a_notification() {
        let text = r#"{"action":"data_exchange","screen":"A","flow_token":"t","data":{"error":"My parcel never came","name":"Ana"}}"#;
        assert!(matches!(parse(text), Ok(Request::DataExchange(_))));
    }

    #[test]
    fn depth_and_size_do_not_abort() {
        let deep = format!(
            r#"{{"action":"INIT","data":{}{}}}"#,
            "{\"a\":".repeat(100_000),
            "1".to_owned() + &"}".repeat(100_000)
        );
        assert!(matches!(parse(&deep), Err(Error::BadRequest(_))));
        let wide: String = (0..10_000).map(|i| format!(r#""f{i}":1,"#)).collect();
        assert!(parse(&format!(r#"{{"action":"INIT","data":{{{wide}"__proto__":1}}}}"#)).is_ok());
    }
}
