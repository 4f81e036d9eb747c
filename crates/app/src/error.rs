//! Why `app` did not do what was asked, in words a person can act on; the server turns it into a problem+json answer.

use std::borrow::Cow;

use cloud_api::error::GraphError;

/// A refusal, or something that broke.
#[derive(Debug)]
pub struct Error {
    /// The stable dotted word; every one is in the server's list of codes.
    pub code: &'static str,
    /// What sort of trouble it is.
    pub kind: Kind,
    /// What happened, in words.
    pub detail: Cow<'static, str>,
    /// What the person can do.
    pub remedy: Option<Cow<'static, str>>,
    /// JSON pointer into what was asked, when one field is wrong.
    pub pointer: Option<String>,
}

/// What sort of trouble.
#[derive(Debug)]
pub enum Kind {
    /// There is no such thing in this workspace.
    NotFound,
    /// What was asked is not valid.
    Invalid,
    /// It contradicts what is there (exists, changed meanwhile, last owner).
    Conflict,
    /// The person may not.
    Forbidden,
    /// The send policy says no, for these reasons.
    Refused(Vec<Refusal>),
    /// A needed part is away; the same may work soon.
    Unavailable,
    /// Several fields are not as they must be.
    Fields(Vec<WrongField>),
    /// Meta said no.
    Graph(Box<GraphError>),
    /// Something unforeseen.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// A field that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    /// JSON pointer into what was asked, or into what it is about.
    pub pointer: String,
    /// Stable word.
    pub code: String,
    /// What is wrong, in words.
    pub detail: String,
}

/// One reason of the send policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code, such as `send.window_closed`.
    pub code: &'static str,
    /// What is the matter.
    pub detail: String,
    /// What a person can do about it.
    pub remedy: &'static str,
    /// JSON pointer into the message's content.
    pub pointer: Option<String>,
}

/// What `app` functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    fn new(code: &'static str, kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            kind,
            detail: detail.into(),
            remedy: None,
            pointer: None,
        }
    }

    /// There is no such thing in this workspace.
    pub fn not_found(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Kind::NotFound, detail)
    }

    /// A field is not valid; `pointer` says which (`/name`).
    pub fn invalid(pointer: impl Into<String>, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            pointer: Some(pointer.into()),
            ..Self::new(code, Kind::Invalid, detail)
        }
    }

    /// It contradicts what is there.
    pub fn conflict(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Kind::Conflict, detail)
    }

    /// The person may not.
    pub fn forbidden(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Kind::Forbidden, detail)
    }

    /// A needed part is away; the same may work soon.
    pub fn unavailable(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Kind::Unavailable, detail)
    }

    /// The send policy says no.
    pub fn refused(refusals: Vec<Refusal>) -> Self {
        let (code, detail) = refusals
            .first()
            .map_or(("send.refused", String::new()), |first| (first.code, first.detail.clone()));
        Self::new(code, Kind::Refused(refusals), detail)
    }

    /// Several fields are not as they must be.
    pub fn wrong_fields(code: &'static str, fields: Vec<WrongField>) -> Self {
        let detail = match fields.as_slice() {
            [only] => only.detail.clone(),
            many => format!("{} places must be mended first.", many.len()),
        };
        Self::new(code, Kind::Fields(fields), detail)
    }

    /// Something unforeseen.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new("server.internal", Kind::Internal(source.into()), "something went wrong")
    }

    /// With another way out than the code's usual one.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<Cow<'static, str>>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            Kind::Internal(source) => write!(formatter, "{}: {source}", self.detail),
            _ => write!(formatter, "{}: {}", self.code, self.detail),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Internal(source) => Some(&**source),
            Kind::Graph(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound(noun) => Self::not_found("resource.not_found", format!("There is no such {noun} here.")),
            store::Error::VersionMismatch(noun) => {
                Self::conflict("version.conflict", format!("The {noun} was changed by somebody else in the meantime."))
            }
            store::Error::InvalidCursor => Self::new("cursor.invalid", Kind::Invalid, "This cursor was not made by this list."),
            error if error.is_transient() => Self::new("server.unavailable", Kind::Unavailable, error.to_string()),
            error => Self::internal(error),
        }
    }
}

/// As much as is told of what Meta says.
const MOST_OF_META: usize = 300;

impl From<GraphError> for Error {
    fn from(error: GraphError) -> Self {
        let said: String = error.explanation().trim().trim_end_matches('.').chars().take(MOST_OF_META).collect();
        let remedy = error.advice().remedy;
        Self::new("graph.refused", Kind::Graph(Box::new(error)), format!("Meta refused: {said}.")).remedy(remedy)
    }
}
