//! What a business may answer, in the words the phone understands.

use serde_json::{Map, Value, json};

/// An answer in the clear. [`crate::Exchange::seal`] closes it; 427 is sealed too, as Meta's samples do.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To a ping.
    Active,
    /// To an error notification.
    Acknowledged,
    /// Show this screen with this data; it must be the same screen or an edge of the routing model.
    Screen { screen: String, data: Map<String, Value> },
    /// Stay on this screen and show the message at the bottom.
    Refused {
        screen: String,
        message: String,
        data: Map<String, Value>,
    },
    /// The form is done; `params` come back in the completion message, next to the token.
    Done { flow_token: String, params: Map<String, Value> },
    /// The token is used up or too old: the phone closes the form and turns its button off.
    TokenExpired { message: String },
}

impl Answer {
    /// The HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Self::TokenExpired { .. } => 427,
            Self::Active | Self::Acknowledged | Self::Screen { .. } | Self::Refused { .. } | Self::Done { .. } => 200,
        }
    }

    pub fn to_json(&self) -> Value {
        match self {
            Self::Active => json!({"data": {"status": "active"}}),
            Self::Acknowledged => json!({"data": {"acknowledged": true}}),
            Self::Screen { screen, data } => json!({"screen": screen, "data": data}),
            Self::Refused { screen, message, data } => {
                let mut data = data.clone();
                data.insert("error_message".to_owned(), json!(message));
                json!({"screen": screen, "data": data})
            }
            Self::Done { flow_token, params } => {
                let mut params = params.clone();
                params.insert("flow_token".to_owned(), json!(flow_token));
                json!({"screen": "SUCCESS", "data": {"extension_message_response": {"params": params}}})
            }
            Self::TokenExpired { message } => json!({"error_msg": message}),
        }
    }

    /// The JSON as bytes to seal.
    pub fn to_vec(&self) -> Vec<u8> {
        self.to_json().to_string().into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_have_the_documented_shapes() {
        let data = || Map::from_iter([("k".to_owned(), json!(1))]);
        let check = |answer: Answer, status: u16, expected: Value| assert_eq!((answer.status(), answer.to_json()), (status, expected));
        check(Answer::Active, 200, json!({"data": {"status": "active"}}));
        check(Answer::Acknowledged, 200, json!({"data": {"acknowledged": true}}));
        check(
            Answer::Screen {
                screen: "A".into(),
                data: data(),
            },
            200,
            json!({"screen": "A", "data": {"k": 1}}),
        );
        check(
            Answer::Refused {
                screen: "A".into(),
                message: "taken".into(),
                data: data(),
            },
            200,
            json!({"screen": "A", "data": {"k": 1, "error_message": "taken"}}),
        );
        check(
            Answer::Done {
                flow_token: "t".into(),
                params: data(),
            },
            200,
            json!({"screen": "SUCCESS", "data": {"extension_message_response": {"params": {"k": 1, "flow_token": "t"}}}}),
        );
        check(Answer::TokenExpired { message: "used".into() }, 427, json!({"error_msg": "used"}));
    }

    #[test]
    fn a_param_cannot_replace_the_token() {
        let params = Map::from_iter([("flow_token".to_owned(), json!("another"))]);
        let done = Answer::Done {
            flow_token: "mine".into(),
            params,
        }
        .to_json();
        assert_eq!(done["data"]["extension_message_response"]["params"]["flow_token"], "mine");
    }
}
