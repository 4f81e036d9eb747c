//! Offer up to three buttons and wait for a tap.

use std::collections::HashSet;

use cloud_api::outbound::{Button as Message, LIMITS};
use serde_json::json;

use super::parts::{Patience, body, cut, folded, footer};
use super::*;
use crate::engine::{Fault, failed_send};
use crate::expr::Template;
use crate::run::SentStatus;

/// Offer one to three buttons and wait for a tap.
///
/// Whoever types a button's label instead of tapping it has chosen it too. Other words leave by `other` when a line leaves there; else the question is repeated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Buttons {
    /// What stands on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words, at most 1024 characters.
    #[schemars(extend("maxLength" = 1024, "x-ui" = {"widget": "message"}))]
    pub body: Template,
    /// Small words below, at most 60 characters.
    pub footer: Template,
    /// The buttons.
    #[schemars(length(max = 3))]
    pub buttons: Vec<Choice>,
    /// Make the buttons from a list instead: its first three items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_list: Option<FromList>,
    /// How often the question is repeated when the answer is none of the buttons.
    #[schemars(range(max = 10))]
    pub retries: u8,
    /// What is said then.
    pub retry_text: Template,
    /// How long to wait.
    #[schemars(extend("x-ui" = {"widget": "duration"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u64>,
    /// Asks again when nobody answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
    /// Remember the label that was chosen.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub save_to: String,
}

/// A button or a row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable word of the exit.
    pub id: String,
    /// The label; at most 20 characters on a button, 24 on a row.
    pub title: Template,
    /// Second line of a row, at most 72 characters.
    #[serde(default, skip_serializing_if = "Template::is_empty")]
    pub description: Template,
}

/// Choices made from a list in a variable. All leave by the one exit `button:item` or `row:item`; the item is in `{{nodes.<name>.item}}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FromList {
    /// The list.
    pub expression: crate::expr::Expression,
    /// Member of an item that is its label; empty when the items are texts.
    #[serde(default)]
    pub title: String,
    /// Member of an item that is its second line.
    #[serde(default)]
    pub description: String,
}

/// A choice as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub id: String,
    pub title: String,
    pub description: String,
    pub item: Value,
}

impl FromList {
    pub(super) fn shown(&self, ctx: &Ctx<'_>, longest: usize) -> Result<Vec<Shown>, Fault> {
        let list = ctx.evaluate(&self.expression)?;
        let Value::Array(items) = list else {
            return Err(Fault::error("list.not_a_list", format!("`{}` is not a list", self.expression.source())));
        };
        let member = |item: &Value, name: &str| {
            if name.is_empty() {
                crate::expr::as_text(item)
            } else {
                item.get(name).map(crate::expr::as_text).unwrap_or_default()
            }
        };
        let mut seen = HashSet::new();
        Ok(items
            .into_iter()
            .enumerate()
            .map(|(place, item)| Shown {
                id: place.to_string(),
                title: cut(member(&item, &self.title).trim(), longest),
                description: if self.description.is_empty() { String::new() } else { cut(&member(&item, &self.description), LIMITS.interactive.list.row_description) },
                item,
            })
            // Labels that are empty or the same as another cannot be told apart; Meta refuses them.
            .filter(|shown| !shown.title.is_empty() && seen.insert(shown.title.clone()))
            .collect())
    }
}

pub(super) fn fixed(choices: &[Choice], ctx: &Ctx<'_>) -> Result<Vec<Shown>, Fault> {
    choices
        .iter()
        .map(|choice| {
            Ok(Shown {
                id: choice.id.clone(),
                title: ctx.text(&choice.title)?.trim().to_owned(),
                description: ctx.text(&choice.description)?,
                item: Value::Null,
            })
        })
        .collect()
}

/// Which choice a message is: by tap, else by words.
pub(super) fn chosen(shown: &[Shown], message: &crate::run::Message) -> Option<usize> {
    let by_tap = message.tap.as_ref().and_then(|tap| shown.iter().position(|choice| choice.id == tap.id));
    by_tap.or_else(|| {
        shown
            .iter()
            .position(|choice| !message.text.is_empty() && folded(&choice.title) == folded(&message.text))
    })
}

impl Node for Buttons {
    const KIND: &'static str = "buttons";
    const TITLE: &'static str = "Buttons";
    const GROUP: Group = Group::Questions;
    const TRAITS: Traits = Traits::SENDS_AND_WAITS;
    const EXITS: &'static [Exit] = &[
        must("button:", "This button was tapped, or its label written."),
        may("other", "Something else was written."),
        may("invalid", "Still none of the buttons after all repetitions."),
        may("timeout", "Nobody answered in time."),
    ];

    fn exits(&self) -> Vec<Handle> {
        let mut exits = self.required();
        exits.extend([Handle::OTHER, Handle::INVALID, Handle::TIMEOUT]);
        exits
    }

    fn required(&self) -> Vec<Handle> {
        match &self.from_list {
            Some(_) => vec![Handle::button("item")],
            None => self.buttons.iter().map(|button| Handle::button(&button.id)).collect(),
        }
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let shown = self.shown(ctx)?;
        let text = body(ctx, &self.body)?.text;
        let key = self.offer(ctx, &shown, text)?;
        let patience = Patience {
            own: json!(
                shown
                    .iter()
                    .map(|choice| json!({"id": choice.id, "title": choice.title, "item": choice.item}))
                    .collect::<Vec<_>>()
            ),
            ..Patience::start(ctx, self.timeout_seconds)
        };
        Ok(patience.wait(ctx, ctx.now(), Some(key), self.reminder.as_ref(), &[]))
    }

    fn wake(&self, ctx: &mut Ctx<'_>, wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        let mut patience = Patience::of(wait);
        let message = match woken {
            Woken::Reply(message) => message,
            Woken::Timer => return Ok(patience.timer(ctx, wait, self.reminder.as_ref(), &[])?),
            Woken::Status(SentStatus::Failed, code) => return Err(failed_send(code).into()),
            Woken::Status(..) | Woken::Webhook | Woken::Submission(_) | Woken::Released | Woken::Returned { .. } => return Ok(Outcome::Stay),
        };
        let shown = remembered(&patience.own);
        if let Some(place) = chosen(&shown, message) {
            return Ok(Outcome::Take(self.choose(ctx, &shown[place])?));
        }
        ctx.output(json!({"text": message.text}));
        if ctx.is_wired(&Handle::OTHER) {
            return Ok(Outcome::Take(Handle::OTHER));
        }
        if patience.attempts >= self.retries {
            return Ok(Outcome::Take(Handle::INVALID));
        }
        patience.attempts += 1;
        let text = match ctx.optional(&self.retry_text)? {
            Some(text) => text,
            None => body(ctx, &self.body)?.text,
        };
        let key = self.offer(ctx, &shown, text)?;
        Ok(patience.wait(ctx, wait.since, Some(key), self.reminder.as_ref(), &[]))
    }

    fn check(&self, report: &mut Report<'_>) {
        let limits = LIMITS.interactive;
        report.header(self.header.as_ref(), true);
        report.words("body", &self.body, limits.body);
        report.length("footer", &self.footer, limits.footer);
        report.choices(
            "buttons",
            &self.buttons,
            limits.button.buttons,
            limits.button.title,
            self.from_list.as_ref(),
        );
    }

    fn writes(&self) -> Vec<Write> {
        saved(&self.save_to)
    }
}

/// A text saved under a name, when there is one.
pub(super) fn saved(name: &str) -> Vec<Write> {
    let name = name.trim_start_matches("vars.");
    if name.is_empty() {
        return Vec::new();
    }
    vec![Write {
        variable: name.to_owned(),
        kind: Some(VariableKind::Text),
    }]
}

/// The choices as they were shown: a list may have changed since.
pub(super) fn remembered(own: &Value) -> Vec<Shown> {
    let text = |choice: &Value, name: &str| choice[name].as_str().unwrap_or_default().to_owned();
    own.as_array()
        .into_iter()
        .flatten()
        .map(|choice| Shown {
            id: text(choice, "id"),
            title: text(choice, "title"),
            description: text(choice, "description"),
            item: choice["item"].clone(),
        })
        .collect()
}

impl Buttons {
    fn shown(&self, ctx: &Ctx<'_>) -> Result<Vec<Shown>, Fault> {
        let limits = LIMITS.interactive.button;
        let mut shown = match &self.from_list {
            Some(list) => list.shown(ctx, limits.title)?,
            None => fixed(&self.buttons, ctx)?,
        };
        shown.truncate(limits.buttons);
        match shown.is_empty() {
            true => Err(Fault::error("choices.none", "there is no button to show")),
            false => Ok(shown),
        }
    }

    fn offer(&self, ctx: &mut Ctx<'_>, shown: &[Shown], text: String) -> Result<String, Fault> {
        let mut message = Message::new(text, shown.iter().map(|choice| (choice.id.as_str(), choice.title.as_str())));
        message.header = Header::build(self.header.as_ref(), ctx)?;
        message.footer = footer(ctx, &self.footer)?;
        ctx.send(message, None)
    }

    fn choose(&self, ctx: &mut Ctx<'_>, choice: &Shown) -> Result<Handle, Fault> {
        ctx.output(json!({"id": choice.id, "title": choice.title, "item": choice.item}));
        if !self.save_to.is_empty() {
            ctx.set_var(&self.save_to, choice.title.clone().into())?;
        }
        Ok(Handle::button(if self.from_list.is_some() { "item" } else { &choice.id }))
    }
}
