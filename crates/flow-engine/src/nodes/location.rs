//! Send a place, or ask the customer for theirs.

use cloud_api::outbound::{Body, LIMITS, Location as Place, LocationRequestAction, LocationRequestMessage, OutboundContent, SendLocationWord};
use serde_json::json;

use super::parts::Patience;
use super::*;
use crate::engine::{Fault, failed_send};
use crate::expr::Template;
use crate::run::SentStatus;

/// Send a place on the map, or ask the customer to share theirs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Location {
    /// Send a place.
    Send {
        /// Degrees north.
        latitude: Template,
        /// Degrees east.
        longitude: Template,
        /// What it is called.
        #[serde(default)]
        name: Template,
        /// Its address; shown only with a name.
        #[serde(default)]
        address: Template,
    },
    /// Ask for the customer's place and wait.
    Request {
        /// The words, at most 1024 characters.
        body: Template,
        /// How long to wait.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(extend("x-ui" = {"widget": "duration"}))]
        timeout_seconds: Option<u64>,
        /// Remember it, as an object with `latitude` and `longitude`.
        #[serde(default)]
        #[schemars(extend("x-ui" = {"widget": "variable"}))]
        save_to: String,
    },
}

impl Node for Location {
    const KIND: &'static str = "location";
    const TITLE: &'static str = "Location";
    const GROUP: Group = Group::Messages;
    const TRAITS: Traits = Traits::SENDS_AND_WAITS;
    const EXITS: &'static [Exit] = &[
        may("next", "The place is on its way."),
        may("reply", "The customer shared a place."),
        may("other", "The customer wrote something else."),
        may("timeout", "Nobody answered in time."),
    ];

    fn exits(&self) -> Vec<Handle> {
        match self {
            Self::Send { .. } => vec![Handle::NEXT],
            Self::Request { .. } => vec![Handle::REPLY, Handle::OTHER, Handle::TIMEOUT],
        }
    }

    fn required(&self) -> Vec<Handle> {
        match self {
            Self::Send { .. } => vec![Handle::NEXT],
            Self::Request { .. } => vec![Handle::REPLY],
        }
    }

    fn waits(&self) -> bool {
        matches!(self, Self::Request { .. })
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        match self {
            Self::Send {
                latitude,
                longitude,
                name,
                address,
            } => {
                let place = Place {
                    latitude: degrees(ctx, latitude)?,
                    longitude: degrees(ctx, longitude)?,
                    name: ctx.optional(name)?,
                    address: ctx.optional(address)?,
                };
                ctx.send(OutboundContent::Location(place), None)?;
                Ok(Outcome::Take(Handle::NEXT))
            }
            Self::Request { body, timeout_seconds, .. } => {
                let message = LocationRequestMessage {
                    body: Body::new(ctx.text(body)?),
                    action: LocationRequestAction {
                        name: SendLocationWord::Word,
                    },
                };
                let key = ctx.send(message, None)?;
                Ok(Patience::start(ctx, *timeout_seconds).wait(ctx, ctx.now(), Some(key), None, &[]))
            }
        }
    }

    fn wake(&self, ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        let Self::Request { save_to, .. } = self else { return Ok(Outcome::Stay) };
        match woken {
            Woken::Reply(message) if message.location.is_object() => {
                ctx.output(message.location.clone());
                if !save_to.is_empty() {
                    ctx.set_var(save_to, message.location.clone())?;
                }
                Ok(Outcome::Take(Handle::REPLY))
            }
            Woken::Reply(message) => {
                ctx.output(json!({"text": message.text}));
                Ok(Outcome::Take(Handle::OTHER))
            }
            Woken::Timer => Ok(Outcome::Take(Handle::TIMEOUT)),
            Woken::Status(SentStatus::Failed, code) => Err(failed_send(code).into()),
            Woken::Status(..) | Woken::Webhook | Woken::Submission(_) | Woken::Released | Woken::Returned { .. } => Ok(Outcome::Stay),
        }
    }

    fn check(&self, report: &mut Report<'_>) {
        match self {
            Self::Request { body, .. } => report.words("body", body, LIMITS.interactive.body),
            Self::Send { latitude, longitude, .. } => {
                for (field, degrees, most) in [("latitude", latitude, 90.0), ("longitude", longitude, 180.0)] {
                    let fine = degrees.source().trim().parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most);
                    if degrees.is_fixed() && !fine {
                        report.error("location.degrees", field, format!("give degrees between -{most} and {most}"));
                    }
                }
            }
        }
    }

    fn writes(&self) -> Vec<Write> {
        match self {
            Self::Request { save_to, .. } if !save_to.is_empty() => vec![Write {
                variable: save_to.trim_start_matches("vars.").to_owned(),
                kind: Some(VariableKind::Object),
            }],
            _ => Vec::new(),
        }
    }
}

fn degrees(ctx: &Ctx<'_>, template: &Template) -> Result<f64, Fault> {
    let text = ctx.text(template)?;
    text.trim()
        .parse()
        .ok()
        .filter(|degrees: &f64| degrees.is_finite())
        .ok_or_else(|| Fault::error("location.degrees", format!("`{text}` is not a number of degrees")))
}
