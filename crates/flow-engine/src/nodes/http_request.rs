//! Ask another system over HTTP.

use serde_json::json;

use super::*;
use crate::engine::Fault;
use crate::expr::{BadTemplate, Encode, Expression, Scope, Sealed, Template};
use crate::host::{Answer, HttpQuestion, Question};
use crate::limits::{MAX_HTTP_BYTES, MAX_HTTP_SECONDS};

/// Send a request to another system and remember what it answers.
///
/// The answer is in `{{nodes.<name>.status}}`, `.body` and `.headers`. The request carries an `Idempotency-Key`, so that the other side can notice a repetition
/// after a crash. Values of the customer are encoded for where they stand; secrets are filled in at the last moment and shown nowhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HttpRequest {
    /// What is done.
    pub method: Method,
    /// Where to.
    pub url: Template,
    /// Headers.
    pub headers: Vec<Pair>,
    /// What is sent.
    pub body: Body,
    /// How long one try may take, in seconds.
    #[schemars(range(min = 1, max = 30))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u32>,
    /// How often it is tried again after 429, 5xx and broken connections.
    #[schemars(range(max = 5))]
    pub retries: u8,
    /// Values to remember from the answer.
    pub mapping: Vec<Mapping>,
    /// What tests of the flow answer, unless they say otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mock: Option<Mock>,
}

/// What is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Read.
    #[default]
    Get,
    /// Make.
    Post,
    /// Replace.
    Put,
    /// Change.
    Patch,
    /// Remove.
    Delete,
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Template,
}

/// What is sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Body {
    /// Nothing.
    #[default]
    None,
    /// JSON; its texts may hold values, and one `{{…}}` alone keeps its type.
    Json {
        /// The JSON.
        #[schemars(extend("x-ui" = {"widget": "json"}))]
        json: Value,
    },
    /// Fields of a form.
    Form {
        /// The fields.
        fields: Vec<Pair>,
    },
    /// Words.
    Text {
        /// The words.
        text: Template,
    },
}

/// A value of the answer and where it is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Name of the variable.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub variable: String,
    /// JMESPath on `{status, headers, body}`.
    #[schemars(extend("x-ui" = {"widget": "expression", "on": "response"}))]
    pub expression: Expression,
}

/// What tests answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mock {
    /// The status.
    #[schemars(range(min = 100, max = 599))]
    pub status: u16,
    /// The body.
    #[serde(default)]
    pub body: Value,
}

impl Node for HttpRequest {
    const KIND: &'static str = "http_request";
    const TITLE: &'static str = "HTTP request";
    const GROUP: Group = Group::Connections;
    const TRAITS: Traits = Traits::ASKS;
    const EXITS: &'static [Exit] = &[
        must("http:2xx", "It worked."),
        may("http:4xx", "The other system refused, or sent elsewhere."),
        may("http:5xx", "The other system failed."),
        may("network", "There was no connection."),
        may("timeout", "There was no answer in time."),
    ];

    fn required(&self) -> Vec<Handle> {
        vec![Handle::HTTP_2XX]
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let question = match ctx.has_answer() {
            true => None,
            false => Some(self.question(ctx)?),
        };
        match ctx.answer_to(question.map(Question::Http))? {
            Answer::Http { status, headers, body } => {
                let response = json!({"status": status, "headers": headers, "body": body});
                ctx.output(response.clone());
                if !(200..300).contains(&status) {
                    let handle = if status >= 500 { Handle::HTTP_5XX } else { Handle::HTTP_4XX };
                    return Err(Fault::new(handle, "http.status", format!("the other system answered {status}")).into());
                }
                for mapping in &self.mapping {
                    let value = mapping.expression.value_on(&response).map_err(Fault::from)?;
                    ctx.set_var(&mapping.variable, value)?;
                }
                Ok(Outcome::Take(Handle::HTTP_2XX))
            }
            Answer::Timeout => Err(Fault::new(Handle::TIMEOUT, "http.timeout", "the other system did not answer in time").into()),
            Answer::Network { message } => Err(Fault::new(Handle::NETWORK, "http.network", message).into()),
            Answer::Failed { message } => Err(Fault::error("http.failed", message).into()),
            Answer::Agent { .. } | Answer::Function { .. } | Answer::Llm { .. } => Err(wrong_answer().into()),
        }
    }

    fn check(&self, report: &mut Report<'_>) {
        report.web_address("url", &self.url);
        for (place, header) in self.headers.iter().enumerate() {
            if !is_token(&header.name) {
                report.error(
                    "http.header",
                    &format!("headers[{place}].name"),
                    "a header's name has letters, digits and `-`",
                );
            }
        }
        if self.timeout_seconds.is_some_and(|seconds| !(1..=MAX_HTTP_SECONDS).contains(&seconds)) {
            report.error("http.timeout", "timeout_seconds", format!("between 1 and {MAX_HTTP_SECONDS} seconds"));
        }
        if self.retries > 0 && matches!(self.method, Method::Post | Method::Patch) {
            report.hint(
                "http.retries",
                "retries",
                "the other system must know the Idempotency-Key header, or a repeated request may be done twice",
            );
        }
        for (place, mapping) in self.mapping.iter().enumerate() {
            report.variable_name(&format!("mapping[{place}].variable"), &mapping.variable);
        }
    }

    fn writes(&self) -> Vec<Write> {
        let write = |mapping: &Mapping| Write {
            variable: mapping.variable.trim_start_matches("vars.").to_owned(),
            kind: None,
        };
        self.mapping.iter().map(write).collect()
    }
}

/// An answer to another question: the maker of the call mixed something up.
pub(super) fn wrong_answer() -> Fault {
    Fault::error("answer.kind", "the answer was to another question")
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

impl HttpRequest {
    /// The request that these settings make of some values, outside of any run.
    ///
    /// # Errors
    /// In words for the author: a text that cannot be filled, or a header that cannot be sent.
    pub fn filled(&self, scope: &dyn Scope) -> Result<HttpQuestion, String> {
        self.question(scope).map_err(|fault| fault.message)
    }

    fn question(&self, scope: &dyn Scope) -> Result<HttpQuestion, Fault> {
        let mut headers = Vec::new();
        for header in &self.headers {
            let value = seal(scope, &header.value, Encode::Plain)?;
            let broken = !is_token(&header.name) || value.shown().contains(['\r', '\n', '\0']);
            if broken {
                return Err(Fault::error(
                    "http.header",
                    format!("the header `{}` has a line break or a name that is none", header.name),
                ));
            }
            headers.push((header.name.clone(), value));
        }
        let named = |wanted: &str| headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let (body, kind) = match &self.body {
            Body::None => (None, None),
            Body::Json { json } => (Some(sealed_json(scope, json)?), Some("application/json")),
            Body::Form { fields } => (Some(form(scope, fields)?), Some("application/x-www-form-urlencoded")),
            Body::Text { text } => (Some(seal(scope, text, Encode::Plain)?), Some("text/plain; charset=utf-8")),
        };
        if let Some(kind) = kind.filter(|_| !named("content-type")) {
            headers.push(("content-type".to_owned(), Sealed::text(kind)));
        }
        Ok(HttpQuestion {
            method: json!(self.method).as_str().unwrap_or("GET").to_owned(),
            url: seal(scope, &self.url, Encode::Url)?,
            headers,
            body,
            timeout_seconds: self.timeout_seconds.unwrap_or(10).clamp(1, MAX_HTTP_SECONDS),
            retries: self.retries.min(5),
            max_bytes: MAX_HTTP_BYTES,
        })
    }
}

fn seal(scope: &dyn Scope, template: &Template, encode: Encode) -> Result<Sealed, Fault> {
    template.seal(scope, encode).map_err(bad_text)
}

fn bad_text(error: BadTemplate) -> Fault {
    Fault::error("template", error.to_string())
}

fn form(scope: &dyn Scope, fields: &[Pair]) -> Result<Sealed, Fault> {
    let mut form = Sealed::default();
    for (place, field) in fields.iter().enumerate() {
        let and = if place > 0 { "&" } else { "" };
        form.push_text(&format!("{and}{}=", crate::expr::percent_encoded(&field.name)));
        form.append(seal(scope, &field.value, Encode::Form)?);
    }
    Ok(form)
}

/// JSON built as values, so nothing a customer writes can change its shape; secrets keep their places inside texts.
fn sealed_json(scope: &dyn Scope, json: &Value) -> Result<Sealed, Fault> {
    let mut sealed = Sealed::default();
    match json {
        Value::String(text) if text.contains("{{") => {
            let template = Template::new(text.as_str());
            let secret = template.paths().any(|(path, _)| path.root() == "secrets");
            match secret {
                false => sealed.push_text(&template.value(scope).map_err(bad_text)?.to_string()),
                true => {
                    sealed.push_text("\"");
                    sealed.append(seal(scope, &template, Encode::Json)?);
                    sealed.push_text("\"");
                }
            }
        }
        Value::Array(items) => {
            sealed.push_text("[");
            for (place, item) in items.iter().enumerate() {
                sealed.push_text(if place > 0 { "," } else { "" });
                sealed.append(sealed_json(scope, item)?);
            }
            sealed.push_text("]");
        }
        Value::Object(members) => {
            sealed.push_text("{");
            for (place, (name, member)) in members.iter().enumerate() {
                sealed.push_text(if place > 0 { "," } else { "" });
                sealed.push_text(&format!("{}:", Value::String(name.clone())));
                sealed.append(sealed_json(scope, member)?);
            }
            sealed.push_text("}");
        }
        other => sealed.push_text(&other.to_string()),
    }
    Ok(sealed)
}
