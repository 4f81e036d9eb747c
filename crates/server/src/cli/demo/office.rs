//! How the team at Lumen Home has arranged itself: teams, texts that come back, a view everybody needs, and a word to a colleague.

use app::App;
use app::canned_replies::CannedReplyPatch;
use app::functions::FunctionPatch;
use app::saved_views::SavedViewPatch;
use app::teams::TeamPatch;
use app::views::{HandsOut, Priority, SavedFilters};
use model::{ConversationId, TeamId};

use super::stories::Stage;

/// Shortcut, title and text of what is written often.
const REPLIES: &[(&str, &str, &str)] = &[
    (
        "hours",
        "Opening hours",
        "Hello {{contact.first_name|there}}, we are open Monday to Saturday from 10:00 to 19:00.",
    ),
    (
        "returns",
        "How returns work",
        "You can return anything unused within 30 days, {{contact.first_name|of course}}. Shall I send you a label? – {{agent.first_name}}",
    ),
    (
        "thanks",
        "Thank you",
        "Thank you, {{contact.first_name|dear customer}}! Write to us any time. – {{agent.first_name}}, {{workspace.name}}",
    ),
];

/// A function that a form for appointments could ask: which times of a day are free.
const FREE_TIMES: &str = "// Which times of a day are free in the showroom? A form for appointments asks with { data: { date: '2026-11-24' } }.
export default function (input) {
  const date = new Date(input?.data?.date ?? Date.now())
  if (Number.isNaN(date.getTime())) throw new Error('This is not a date: ' + input.data.date)
  const day = date.getUTCDay()
  const [open, close] = day === 0 ? [0, 0] : day === 6 ? [11, 16] : [10, 19]
  const times = []
  for (let hour = open; hour < close; hour++) {
    // Every third hour is taken, so that there is something to see.
    if ((hour + day) % 3) times.push({ id: hour + ':00', title: String(hour).padStart(2, '0') + ':00' })
  }
  console.log(date.toISOString().slice(0, 10), 'has', times.length, 'free times')
  return { screen: 'TIMES', data: { times, is_open: times.length > 0 } }
}
";

/// A start that was cut short comes here again: what is there already stays.
fn kept<T>(made: app::Result<T>) -> anyhow::Result<Option<T>> {
    match made {
        Ok(made) => Ok(Some(made)),
        Err(error) if error.code.ends_with(".exists") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl Stage<'_> {
    /// Arranges everything; `urgent` cannot wait, and belongs to the showroom.
    pub(super) async fn office(&self, urgent: ConversationId) -> anyhow::Result<()> {
        for (shortcut, title, body) in REPLIES {
            let patch = CannedReplyPatch {
                shortcut: Some((*shortcut).to_owned()),
                title: Some((*title).to_owned()),
                body: Some((*body).to_owned()),
                shared: Some(true),
            };
            kept(self.app.canned_replies().create(&self.admin, patch).await)?;
        }
        self.function().await?;
        let showroom = team(self.app, self, "Showroom", vec![(self.agent.user_id, Some(20))]).await?;
        team(
            self.app,
            self,
            "Workshop",
            vec![(self.admin.user_id, None), (self.agent.user_id, Some(5))],
        )
        .await?;
        let waiting = SavedViewPatch {
            name: Some("Longest waiting".to_owned()),
            filters: Some(SavedFilters {
                view: "needs_reply".to_owned(),
                sort: Some("waiting".to_owned()),
                ..SavedFilters::default()
            }),
            shared: Some(true),
        };
        kept(self.app.saved_views().create(&self.admin, waiting).await)?;
        super::automation::flows(self.app, &self.admin).await?;
        self.app.conversations().prioritize(&self.admin, urgent, Priority::Urgent).await?;
        if let Some(showroom) = showroom {
            let handover = app::conversations::Handover {
                assignee: None,
                team: Some(Some(showroom)),
            };
            self.app.conversations().hand_over(&self.admin, urgent, handover).await?;
        }
        Ok(())
    }

    async fn function(&self) -> anyhow::Result<()> {
        let patch = FunctionPatch {
            name: Some("Free appointment times".to_owned()),
            description: Some("Answers a form for appointments with the times that are free on a day.".to_owned()),
            ..FunctionPatch::default()
        };
        let functions = self.app.functions();
        if let Some(made) = kept(functions.create(&self.admin, None, patch, Some(FREE_TIMES.to_owned())).await)? {
            functions.publish(&self.admin, made.id, None, "First version").await?;
        }
        Ok(())
    }
}

async fn team(app: &App, stage: &Stage<'_>, name: &str, members: Vec<(model::UserId, Option<i64>)>) -> anyhow::Result<Option<TeamId>> {
    let patch = TeamPatch {
        name: Some(name.to_owned()),
        hands_out: Some(HandsOut::Off),
        members: Some(members),
        ..TeamPatch::default()
    };
    Ok(kept(app.teams().create(&stage.admin, patch).await)?.map(|team| team.id))
}
