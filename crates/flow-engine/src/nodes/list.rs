//! Offer up to ten rows, or a longer list page by page, and wait for a choice.

use cloud_api::outbound::{LIMITS, List as Message, ListAction, ListRow, ListSection};
use serde_json::json;

use super::buttons::{Choice, FromList, Shown, chosen, fixed, remembered, saved};
use super::parts::{Patience, body, footer};
use super::*;
use crate::engine::{Fault, failed_send};
use crate::expr::Template;
use crate::run::SentStatus;

const MORE: &str = "more";

/// Offer rows behind one button, and wait for a choice.
///
/// A list from a variable may be longer than WhatsApp's ten rows: it is shown page by page, with a row for more.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct List {
    /// Words on top, at most 60 characters.
    pub header: Template,
    /// The words.
    #[schemars(extend("maxLength" = 4096, "x-ui" = {"widget": "message"}))]
    pub body: Template,
    /// Small words below, at most 60 characters.
    pub footer: Template,
    /// The label that opens the list, at most 20 characters.
    pub button: Template,
    /// Groups of rows; ten rows at most in all.
    pub sections: Vec<Section>,
    /// Make the rows from a list instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_list: Option<FromList>,
    /// How often the question is repeated when the answer is none of the rows.
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

/// A group of rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// Its title, at most 24 characters; needed when there are several.
    pub title: Template,
    /// Its rows.
    pub rows: Vec<Choice>,
}

impl Node for List {
    const KIND: &'static str = "list";
    const TITLE: &'static str = "List";
    const GROUP: Group = Group::Questions;
    const TRAITS: Traits = Traits::SENDS_AND_WAITS;
    const EXITS: &'static [Exit] = &[
        must("row:", "This row was chosen, or its label written."),
        may("other", "Something else was written."),
        may("invalid", "Still none of the rows after all repetitions."),
        may("timeout", "Nobody answered in time."),
    ];

    fn exits(&self) -> Vec<Handle> {
        let mut exits = self.required();
        exits.extend([Handle::OTHER, Handle::INVALID, Handle::TIMEOUT]);
        exits
    }

    fn required(&self) -> Vec<Handle> {
        match &self.from_list {
            Some(_) => vec![Handle::row("item")],
            None => self.rows().map(|row| Handle::row(&row.id)).collect(),
        }
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let shown = match &self.from_list {
            Some(list) => list.shown(ctx, LIMITS.interactive.list.row_title)?,
            None => self
                .sections
                .iter()
                .map(|section| fixed(&section.rows, ctx))
                .collect::<Result<Vec<_>, _>>()?
                .concat(),
        };
        if shown.is_empty() {
            return Err(Fault::error("choices.none", "there is no row to show").into());
        }
        let patience = Patience {
            own: json!({"page": 0, "rows": shown.iter().map(|row| json!({"id": row.id, "title": row.title, "description": row.description, "item": row.item})).collect::<Vec<_>>()}),
            ..Patience::start(ctx, self.timeout_seconds)
        };
        let text = body(ctx, &self.body)?.text;
        let key = self.offer(ctx, &shown, 0, text)?;
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
        let shown = remembered(&patience.own["rows"]);
        let mut page = patience.own["page"].as_u64().unwrap_or_default() as usize;
        let text = if message.tap.as_ref().is_some_and(|tap| tap.id == MORE) {
            page += 1;
            patience.own["page"] = page.into();
            body(ctx, &self.body)?.text
        } else if let Some(place) = chosen(&shown, message) {
            return Ok(Outcome::Take(self.choose(ctx, &shown[place])?));
        } else {
            ctx.output(json!({"text": message.text}));
            if ctx.is_wired(&Handle::OTHER) {
                return Ok(Outcome::Take(Handle::OTHER));
            }
            if patience.attempts >= self.retries {
                return Ok(Outcome::Take(Handle::INVALID));
            }
            patience.attempts += 1;
            match ctx.optional(&self.retry_text)? {
                Some(text) => text,
                None => body(ctx, &self.body)?.text,
            }
        };
        let key = self.offer(ctx, &shown, page, text)?;
        Ok(patience.wait(ctx, wait.since, Some(key), self.reminder.as_ref(), &[]))
    }

    fn check(&self, report: &mut Report<'_>) {
        let limits = LIMITS.interactive.list;
        report.length("header", &self.header, LIMITS.interactive.header_text);
        report.words("body", &self.body, limits.body);
        report.length("footer", &self.footer, LIMITS.interactive.footer);
        report.words("button", &self.button, limits.button);
        let rows: Vec<_> = self.rows().cloned().collect();
        report.choices("sections", &rows, limits.rows, limits.row_title, self.from_list.as_ref());
        for (place, section) in self.sections.iter().enumerate() {
            report.length(&format!("sections[{place}].title"), &section.title, limits.section_title);
            if self.sections.len() > 1 && section.title.is_empty() {
                report.error(
                    "list.section_title",
                    &format!("sections[{place}].title"),
                    "with several sections each needs a title",
                );
            }
            for (row, choice) in section.rows.iter().enumerate() {
                report.length(
                    &format!("sections[{place}].rows[{row}].description"),
                    &choice.description,
                    limits.row_description,
                );
            }
        }
    }

    fn writes(&self) -> Vec<Write> {
        saved(&self.save_to)
    }
}

impl List {
    fn rows(&self) -> impl Iterator<Item = &Choice> {
        self.sections.iter().flat_map(|section| &section.rows)
    }

    /// Ten rows fit; when there are more, nine and one that shows the next. Past the end it begins again.
    fn offer(&self, ctx: &mut Ctx<'_>, shown: &[Shown], page: usize, text: String) -> Result<String, Fault> {
        let most = LIMITS.interactive.list.rows;
        let row = |shown: &Shown| ListRow {
            id: shown.id.clone(),
            title: shown.title.clone(),
            description: Some(shown.description.clone()).filter(|description| !description.trim().is_empty()),
        };
        let sections = if shown.len() > most || self.from_list.is_some() {
            let pages = shown.len().div_ceil(most - 1);
            let rows = match shown.len() > most {
                false => shown.iter().map(row).collect(),
                true => {
                    let from = (page % pages) * (most - 1);
                    let mut rows: Vec<_> = shown.iter().skip(from).take(most - 1).map(row).collect();
                    rows.push(ListRow {
                        id: MORE.to_owned(),
                        title: crate::engine::more(ctx),
                        description: None,
                    });
                    rows
                }
            };
            vec![ListSection { title: None, rows }]
        } else {
            let mut rows = shown.iter().map(row);
            self.sections
                .iter()
                .map(|section| {
                    Ok(ListSection {
                        title: ctx.optional(&section.title)?,
                        rows: rows.by_ref().take(section.rows.len()).collect(),
                    })
                })
                .collect::<Result<_, Fault>>()?
        };
        let message = Message {
            header: ctx.optional(&self.header)?.map(cloud_api::outbound::Header::text),
            body: cloud_api::outbound::Body::new(text),
            footer: footer(ctx, &self.footer)?,
            action: ListAction {
                button: ctx.text(&self.button)?,
                sections,
            },
        };
        ctx.send(message, None)
    }

    fn choose(&self, ctx: &mut Ctx<'_>, row: &Shown) -> Result<Handle, Fault> {
        ctx.output(json!({"id": row.id, "title": row.title, "item": row.item}));
        if !self.save_to.is_empty() {
            ctx.set_var(&self.save_to, row.title.clone().into())?;
        }
        Ok(Handle::row(if self.from_list.is_some() { "item" } else { &row.id }))
    }
}
