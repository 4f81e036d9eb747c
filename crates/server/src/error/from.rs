//! What `app` and `store` refuse, as answers.

use std::borrow::Cow;

use http::StatusCode;

use super::{ApiError, Code, FieldError, MetaProblem};

impl From<app::Error> for ApiError {
    fn from(error: app::Error) -> Self {
        use app::Kind;
        let fallback = match &error.kind {
            Kind::NotFound => Code::ResourceNotFound,
            Kind::Invalid | Kind::Refused(_) | Kind::Fields(_) => Code::RequestInvalid,
            Kind::Conflict => Code::Conflict,
            Kind::Forbidden => Code::AccessDenied,
            // What is away has a name of its own: say which, and what to do.
            Kind::Unavailable if Code::parse(error.code).is_some_and(|code| code != Code::ServerUnavailable) => Code::ServerUnavailable,
            Kind::Unavailable => return Self::unavailable(&error),
            Kind::Graph(_) => Code::GraphRefused,
            Kind::Internal(_) => return Self::internal(&error),
        };
        let app::Error {
            code,
            kind,
            detail,
            remedy,
            pointer,
        } = error;
        let mut answer = match (Code::parse(code), pointer) {
            // A field's own word (`too_long`) is not a code of the whole answer.
            (None, Some(pointer)) => Self::invalid_field(pointer, code, detail),
            (Some(code), Some(pointer)) => {
                let mut answer = Self::new(code, detail.clone());
                answer.0.errors.push(FieldError::new(pointer, code.as_str(), detail));
                answer
            }
            (Some(code), None) => Self::new(code, detail),
            (None, None) => {
                tracing::error!(code, "the code {code} is not in the server's list");
                let mut answer = Self::new(fallback, detail);
                answer.0.code = Cow::Borrowed(code);
                answer
            }
        };
        if let Some(remedy) = remedy {
            answer = answer.remedy(remedy);
        }
        match kind {
            Kind::Refused(refusals) => answer.refusals(refusals),
            Kind::Fields(fields) => answer.fields(fields),
            Kind::Graph(error) => answer.meta(MetaProblem::from(*error)),
            _ => answer,
        }
    }
}

impl ApiError {
    fn fields(mut self, fields: Vec<app::WrongField>) -> Self {
        let fields = fields.into_iter().map(|field| FieldError {
            pointer: field.pointer,
            code: Cow::Owned(field.code),
            detail: field.detail,
        });
        self.0.errors = fields.collect();
        self
    }

    fn refusals(mut self, refusals: Vec<app::Refusal>) -> Self {
        self.0.status = StatusCode::UNPROCESSABLE_ENTITY;
        if let Some(first) = refusals.first() {
            self.0.remedy = Some(Cow::Borrowed(first.remedy));
        }
        self.0.errors = refusals
            .into_iter()
            .map(|refusal| {
                let pointer = refusal.pointer.unwrap_or_default();
                FieldError::new(format!("/content{pointer}"), refusal.code, refusal.detail)
            })
            .collect();
        self
    }
}

impl From<cloud_api::error::GraphError> for MetaProblem {
    fn from(error: cloud_api::error::GraphError) -> Self {
        Self {
            code: error.code,
            title: error.message,
            details: error.details.or(error.user_message),
            fbtrace_id: error.fbtrace_id,
        }
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        app::Error::from(error).into()
    }
}
