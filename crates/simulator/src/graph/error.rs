//! Graph errors as Meta answers them, and the table of the codes WhatsApp uses
//! (<https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>).

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::webhook::items::set;

/// An error of the Graph API, or the reason in a `failed` status.
#[derive(Debug, Clone)]
pub(crate) struct GraphError {
    /// What clients branch on.
    pub(crate) code: u32,
    told: Box<Told>,
}

/// What is told besides the code.
#[derive(Debug, Clone)]
struct Told {
    subcode: Option<u32>,
    title: String,
    details: Option<String>,
    /// Title and text for the person in front of the screen, in template calls.
    user: Option<(&'static str, String)>,
    kind: &'static str,
    trace: String,
    /// A 5xx from something in front of Graph: no JSON at all.
    bare: Option<u16>,
}

impl GraphError {
    /// The error with this code, its title from the table.
    pub(crate) fn new(code: u32) -> Self {
        let told = Told {
            subcode: None,
            title: title(code).to_owned(),
            details: None,
            user: None,
            kind: "OAuthException",
            trace: String::new(),
            bare: None,
        };
        Self { code, told: Box::new(told) }
    }

    /// 100: something is wrong with a parameter; the message itself says what.
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(100).titled(message.clone()).details(message)
    }

    /// 131008: a parameter is missing.
    pub(crate) fn missing(details: impl Into<String>) -> Self {
        Self::new(131_008).details(details)
    }

    /// 131009: a parameter has a value that is not allowed.
    pub(crate) fn invalid(details: impl Into<String>) -> Self {
        Self::new(131_009).details(details)
    }

    /// 100/33: there is no such object, or it belongs to somebody else.
    pub(crate) fn no_object(method: &str, id: &str) -> Self {
        let title = format!(
            "Unsupported {} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, \
             or does not support this operation. Please read the Graph API documentation at \
             https://developers.facebook.com/docs/graph-api",
            method.to_lowercase(),
        );
        let mut error = Self::new(100).titled(title).subcode(33);
        error.told.kind = "GraphMethodException";
        error
    }

    /// 190: something is wrong with the token.
    pub(crate) fn token(title: &str, subcode: Option<u32>) -> Self {
        let mut error = Self::new(190).titled(title);
        error.told.subcode = subcode;
        error
    }

    /// A 5xx without a Graph error.
    pub(crate) fn bare(status: u64) -> Self {
        let mut error = Self::new(2);
        error.told.bare = u16::try_from(status).ok();
        error
    }

    pub(crate) fn titled(mut self, title: impl Into<String>) -> Self {
        self.told.title = title.into();
        self
    }

    pub(crate) fn details(mut self, details: impl Into<String>) -> Self {
        self.told.details = Some(details.into());
        self
    }

    pub(crate) fn subcode(mut self, subcode: u32) -> Self {
        self.told.subcode = Some(subcode);
        self
    }

    pub(crate) fn for_user(mut self, title: &'static str, text: impl Into<String>) -> Self {
        self.told.user = Some((title, text.into()));
        self
    }

    /// Adds the id that Meta gives to every call.
    pub(crate) fn traced(mut self, trace: String) -> Self {
        self.told.trace = trace;
        self
    }

    pub(crate) fn title(&self) -> &str {
        &self.told.title
    }

    /// What is wrong in this case; the title when nothing more is known.
    pub(crate) fn reason(&self) -> &str {
        self.told.details.as_deref().unwrap_or(&self.told.title)
    }

    /// An element of `errors[]` in webhooks.
    pub(crate) fn in_webhook(&self) -> Value {
        json!({
            "code": self.code, "title": self.title(), "message": self.title(), "error_data": { "details": self.reason() },
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        })
    }

    fn body(&self) -> Value {
        let told = &self.told;
        // Errors about tokens and objects come without the code in front.
        let plain = self.code == 190 || told.subcode == Some(33);
        let message = if plain {
            told.title.clone()
        } else {
            format!("(#{}) {}", self.code, told.title)
        };
        let mut error = json!({ "message": message, "type": told.kind, "code": self.code, "fbtrace_id": told.trace });
        set(&mut error, "error_subcode", told.subcode);
        if let Some(details) = &told.details {
            error["error_data"] = json!({ "messaging_product": "whatsapp", "details": details });
        }
        if let Some((title, text)) = &told.user {
            error["is_transient"] = false.into();
            error["error_user_title"] = (*title).into();
            error["error_user_msg"] = text.clone().into();
        }
        if matches!(self.code, 1 | 2 | 131_016 | 133_004) {
            error["is_transient"] = true.into();
        }
        json!({ "error": error })
    }
}

impl IntoResponse for GraphError {
    fn into_response(self) -> Response {
        if let Some(status) = self.told.bare {
            return super::bare_error(status);
        }
        let mut response = (status(self.code), Json(self.body())).into_response();
        if self.code == 190 {
            let value = "OAuth \"Facebook Platform\" \"invalid_token\"".parse().expect("a plain header value");
            response.headers_mut().insert("www-authenticate", value);
        }
        response
    }
}

/// HTTP status that comes with a code.
pub(crate) fn status(code: u32) -> StatusCode {
    match code {
        0 | 190 => StatusCode::UNAUTHORIZED,
        3 | 10 | 200..=299 | 368 | 130_497 | 131_005 | 131_031 => StatusCode::FORBIDDEN,
        803 | 132_001 => StatusCode::NOT_FOUND,
        613 => StatusCode::TOO_MANY_REQUESTS,
        131_000 | 131_016 | 131_045 | 131_057 | 133_000 => StatusCode::INTERNAL_SERVER_ERROR,
        2 | 133_004 => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Meta's title for a code.
pub(crate) fn title(code: u32) -> &'static str {
    match code {
        0 => "AuthException",
        1 => "API Unknown",
        2 => "API Service",
        3 => "API Method",
        4 => "API Too Many Calls",
        10 => "Permission Denied",
        33 => "Parameter value is not valid",
        100 => "Invalid parameter",
        190 => "Access token has expired",
        368 => "Temporarily blocked for policies violations",
        613 => "Calls to this API have exceeded the rate limit",
        803 => "Some of the aliases you requested do not exist",
        80_007 => "Rate limit issues",
        130_403 => "User is blocked by the business",
        130_429 => "Rate limit hit",
        130_472 => "User's number is part of an experiment",
        130_497 => "Business account is restricted from messaging users in this country.",
        131_000 => "Something went wrong",
        131_005 => "Access denied",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_021 => "Recipient cannot be sender",
        131_026 => "Message undeliverable",
        131_030 => "Recipient phone number not in allowed list",
        131_031 => "Account has been locked",
        131_037 => "WhatsApp provided number needs display name approval before message can be sent.",
        131_042 => "Business eligibility payment issue",
        131_045 => "Incorrect certificate",
        131_047 => "Re-engagement message",
        131_048 => "Spam rate limit hit",
        131_049 => "This message was not delivered to maintain healthy ecosystem engagement.",
        131_050 => "User has stopped marketing messages from your business",
        131_051 => "Message type unknown",
        131_052 => "Media download error",
        131_053 => "Media upload error",
        131_055 => "Method not allowed",
        131_056 => "(Business Account, Consumer Account) pair rate limit hit",
        131_057 => "Account in maintenance mode",
        131_059 => "Invalid cursor",
        131_060 => "This message is unavailable.",
        131_062 => "Business-scoped user ID recipients are not supported for this message",
        132_000 => "Number of parameters does not match the expected number of params",
        132_001 => "Template name does not exist in the translation",
        132_005 => "Translated text too long",
        132_007 => "Template format character policy violated",
        132_012 => "Parameter format does not match format in the created template",
        132_015 => "Template is paused",
        132_016 => "Template is disabled",
        132_018 => "There is an issue with the parameters in the template",
        132_068 => "Flow is in blocked state",
        132_069 => "Flow is in throttled state",
        133_000 => "Incomplete deregistration",
        133_004 => "Server temporarily unavailable",
        133_005 => "Two step verification PIN mismatch",
        133_006 => "Phone number re-verification needed",
        133_010 => "Phone number not registered",
        133_016 => "Account register deregister rate limit exceeded",
        134_011 => "WhatsApp Payments terms of service has not been accepted",
        135_000 => "Generic user error",
        _ => "Unknown error",
    }
}

/// What usually explains a code in `error_data.details`.
pub(crate) fn usual_details(code: u32) -> &'static str {
    match code {
        4 | 80_007 => "The app has reached its API call rate limit. Retry later.",
        130_429 => "Cloud API message throughput has been reached.",
        131_026 => "Message Undeliverable.",
        131_047 => "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
        131_048 => "Message failed to send because there are restrictions on how many messages can be sent from this phone number.",
        131_049 => "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
        131_050 => "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business",
        131_053 => "Media upload error.",
        131_056 => "Message failed to send because too many messages were sent from this phone number to the same number in a short time.",
        other => title(other),
    }
}
