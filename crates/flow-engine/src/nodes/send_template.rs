//! Send an approved template: what Meta takes when the customer's window is closed.

use cloud_api::outbound::{Component, ComponentKind, Language, Parameter, Template as TemplateMessage, TemplateMedia};
use serde_json::json;

use super::*;
use crate::engine::{Fault, Waiting, failed_send};
use crate::expr::Template;
use crate::run::{SentStatus, WakeOn};

/// Send an approved template, also when the customer has not written in the last 24 hours.
///
/// The first language of the chain in which the template can be sent is taken; `contact` stands for the contact's own language.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SendTemplate {
    /// The template's name.
    #[schemars(extend("x-ui" = {"widget": "template_picker"}))]
    pub template: String,
    /// Languages in the order they are tried, such as `contact`, `en_US`.
    pub languages: Vec<String>,
    /// Values of the text, in order, or by name.
    pub body: Vec<Value1>,
    /// Value of a text header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_text: Option<Template>,
    /// File of a header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_media: Option<HeaderFile>,
    /// Values of buttons.
    pub buttons: Vec<ButtonValue>,
    /// What is done when no language can be sent.
    pub unavailable: Unavailable,
    /// What the run waits for.
    pub wait_for: WaitFor,
    /// How long it waits.
    #[schemars(extend("x-ui" = {"widget": "duration"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u64>,
}

/// A value for the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TemplateValue")]
pub struct Value1 {
    /// Name of the place, for templates with named places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value; it must not be empty, Meta refuses that.
    pub value: Template,
}

/// The file of a template's header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderFile {
    /// What sort of file.
    pub kind: HeaderKind,
    /// The file.
    pub file: Media,
}

/// What sort of file a template's header takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeaderKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A document.
    Document,
}

/// The value of a button.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ButtonValue {
    /// Which button, from 0.
    #[schemars(range(min = 0, max = 9))]
    pub index: u8,
    /// What sort of button.
    pub kind: ButtonKind,
    /// The end of an address, or the code to copy; of a quick reply nothing.
    #[serde(default)]
    pub value: Template,
}

/// What sort of button has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ButtonKind {
    /// Its tap comes back and leaves by `button:<index>`.
    QuickReply,
    /// Opens an address.
    Url,
    /// Copies a code.
    CopyCode,
}

/// What is done when no language can be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unavailable {
    /// Leave by `template_unavailable`.
    #[default]
    Fail,
    /// Send nothing and carry on.
    Skip,
}

/// What the run waits for after sending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitFor {
    /// Nothing.
    #[default]
    None,
    /// The phone has it.
    Delivered,
    /// It was seen.
    Read,
    /// The customer answered.
    Reply,
}

impl Node for SendTemplate {
    const KIND: &'static str = "send_template";
    const TITLE: &'static str = "Send template";
    const GROUP: Group = Group::Messages;
    const TRAITS: Traits = Traits {
        waits: true,
        sends: true,
        ..Traits::PLAIN
    };
    const EXITS: &'static [Exit] = &[
        must("next", "It was sent, or what it waits for happened."),
        may("button:", "A quick reply was tapped, by its place from 0."),
        may("timeout", "What it waits for did not happen in time."),
        may("template_unavailable", "No language of the template can be sent now."),
        may("media_rejected", "The header's file cannot be sent."),
    ];

    fn exits(&self) -> Vec<Handle> {
        let mut exits = vec![Handle::NEXT];
        if self.wait_for == WaitFor::Reply {
            exits.extend(self.quick_replies().map(|button| Handle::button(&button.index.to_string())));
        }
        if self.wait_for != WaitFor::None {
            exits.push(Handle::TIMEOUT);
        }
        exits
    }

    fn waits(&self) -> bool {
        self.wait_for != WaitFor::None
    }

    fn needs_window(&self) -> bool {
        false
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let Some((language, category)) = self.language(ctx) else {
            return match self.unavailable {
                Unavailable::Skip => Ok(Outcome::Take(Handle::NEXT)),
                Unavailable::Fail => Err(Fault::new(
                    Handle::TEMPLATE_UNAVAILABLE,
                    "template.unavailable",
                    format!("`{}` can be sent in none of its languages now", self.template),
                )
                .into()),
            };
        };
        let message = TemplateMessage {
            name: self.template.clone(),
            components: self.components(ctx)?,
            language: Language {
                code: language.clone(),
                policy: None,
            },
        };
        let key = ctx.send(cloud_api::outbound::OutboundContent::Template(message), Some(&category))?;
        ctx.output(json!({"message": key, "language": language}));
        if self.wait_for == WaitFor::None {
            return Ok(Outcome::Take(Handle::NEXT));
        }
        let mut on = vec![WakeOn::Status, WakeOn::Timer];
        if self.wait_for == WaitFor::Reply {
            on.push(WakeOn::Reply);
        }
        Ok(Outcome::Wait(Waiting {
            on,
            until: self.timeout_seconds.map(|seconds| ctx.after(seconds)),
            message: Some(key),
            memory: Value::Null,
        }))
    }

    fn wake(&self, ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        let handle = match woken {
            Woken::Reply(message) => {
                ctx.output(json!({"reply": message.text}));
                let tapped = message
                    .tap
                    .as_ref()
                    .and_then(|tap| self.quick_replies().find(|button| tap.id == payload(button)));
                match tapped.map(|button| Handle::button(&button.index.to_string())) {
                    Some(handle) if ctx.is_wired(&handle) => handle,
                    _ => Handle::NEXT,
                }
            }
            Woken::Timer => Handle::TIMEOUT,
            Woken::Status(SentStatus::Failed, code) => return Err(failed_send(code).into()),
            Woken::Status(status, _) => match (self.wait_for, status) {
                (WaitFor::Delivered, SentStatus::Delivered | SentStatus::Read) | (WaitFor::Read, SentStatus::Read) => Handle::NEXT,
                _ => return Ok(Outcome::Stay),
            },
            Woken::Webhook | Woken::Submission(_) | Woken::Released | Woken::Returned { .. } => return Ok(Outcome::Stay),
        };
        Ok(Outcome::Take(handle))
    }

    fn check(&self, report: &mut Report<'_>) {
        if self.template.is_empty() {
            report.error("template.missing", "template", "choose a template");
        } else {
            report.template(self);
        }
        for (place, parameter) in self.body.iter().enumerate() {
            report.never_empty(&format!("body[{place}].value"), &parameter.value);
        }
        if let Some(header) = &self.header_text {
            report.never_empty("header_text", header);
        }
        if let Some(problem) = self.header_media.as_ref().and_then(|header| header.file.problem()) {
            report.error("media.missing", "header_media.file", problem);
        }
        if self.wait_for != WaitFor::None && self.timeout_seconds.is_none() {
            report.warning("wait.no_timeout", "timeout_seconds", "without a timeout the run may wait for 30 days");
        }
    }
}

impl SendTemplate {
    fn quick_replies(&self) -> impl Iterator<Item = &ButtonValue> {
        self.buttons.iter().filter(|button| button.kind == ButtonKind::QuickReply)
    }

    /// The first language that can be sent, with the template's category.
    fn language(&self, ctx: &mut Ctx<'_>) -> Option<(String, String)> {
        let own = ctx.facts().contact.get("language").and_then(Value::as_str).unwrap_or_default().to_owned();
        let chain: Vec<_> = if self.languages.is_empty() {
            vec!["contact".to_owned(), "en_US".to_owned()]
        } else {
            self.languages.clone()
        };
        chain
            .into_iter()
            .map(|language| if language == "contact" { own.clone() } else { language })
            .filter(|language| !language.is_empty())
            .find_map(|language| {
                let facts = ctx.template(&self.template, &language).filter(|facts| facts.sendable)?;
                Some((language, facts.category))
            })
    }

    fn components(&self, ctx: &Ctx<'_>) -> Result<Vec<Component>, Fault> {
        let part = |kind: ComponentKind, parameters: Vec<Parameter>| Component {
            kind,
            sub_type: None,
            index: None,
            parameters,
            cards: Vec::new(),
        };
        let mut components = Vec::new();
        if let Some(text) = &self.header_text {
            components.push(part(ComponentKind::Header, vec![text_parameter(ctx, text, None)?]));
        }
        if let Some(header) = &self.header_media {
            let (id, link) = header.file.source(ctx)?;
            let file = json!({"id": id, "link": link});
            let file: TemplateMedia = serde_json::from_value(without_nulls(file))
                .map_err(|error| Fault::new(Handle::MEDIA_REJECTED, "media.invalid", error.to_string()))?;
            components.push(part(
                ComponentKind::Header,
                vec![match header.kind {
                    HeaderKind::Image => Parameter::Image { image: file },
                    HeaderKind::Video => Parameter::Video { video: file },
                    HeaderKind::Document => Parameter::Document { document: file },
                }],
            ));
        }
        if !self.body.is_empty() {
            let parameters = self
                .body
                .iter()
                .map(|parameter| text_parameter(ctx, &parameter.value, parameter.name.clone()));
            components.push(part(ComponentKind::Body, parameters.collect::<Result<_, _>>()?));
        }
        for button in &self.buttons {
            let (sub_type, parameter) = match button.kind {
                ButtonKind::QuickReply => ("quick_reply", Parameter::Payload { payload: payload(button) }),
                ButtonKind::Url => ("url", text_parameter(ctx, &button.value, None)?),
                ButtonKind::CopyCode => (
                    "copy_code",
                    Parameter::CouponCode {
                        coupon_code: ctx.text(&button.value)?,
                    },
                ),
            };
            components.push(Component {
                sub_type: Some(sub_type.to_owned()),
                index: Some(button.index),
                ..part(ComponentKind::Button, vec![parameter])
            });
        }
        Ok(components)
    }
}

fn payload(button: &ButtonValue) -> String {
    format!("button:{}", button.index)
}

fn without_nulls(mut json: Value) -> Value {
    if let Value::Object(members) = &mut json {
        members.retain(|_, member| !member.is_null());
    }
    json
}

/// Meta refuses blank values, line breaks, tabs and more than four spaces in a row.
fn text_parameter(ctx: &Ctx<'_>, value: &Template, name: Option<String>) -> Result<Parameter, Fault> {
    let text = ctx.text(value)?.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Fault::error(
            "template.blank",
            format!("`{}` has no value; Meta refuses blanks in templates", value.source()),
        ));
    }
    Ok(Parameter::Text { text, parameter_name: name })
}
