//! Reactions, edits and revocations: each has a wamid of its own against duplicates, and may come before the message it is about.

use std::collections::HashSet;

use model::{ChannelId, Timestamp};

use crate::db::{Rows as _, build_all, build_execute, pairs, row};
use crate::{Result, WorkspaceTx};

/// Something done to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMark {
    /// The number it was seen on.
    pub channel_id: ChannelId,
    /// Meta's id of the mark itself.
    pub wamid: String,
    /// Meta's id of the message.
    pub target_wamid: String,
    /// `edit`, `revoke` or `reaction`.
    pub kind: &'static str,
    /// `contact` or `business`.
    pub actor: &'static str,
    /// For edits `{"kind", "content", "preview"}`; for reactions the emoji, empty when it was taken back.
    pub content: Option<String>,
    /// When.
    pub at: Timestamp,
}

row! {
    /// An edit or a revocation that waits for its message.
    pub struct PendingMark {
        /// The number.
        pub channel_id: ChannelId,
        /// Meta's id of the mark itself.
        pub wamid: String,
        /// Meta's id of the message.
        pub target_wamid: String,
        /// `edit` or `revoke`.
        pub kind: String,
        /// `contact` or `business`.
        pub actor: String,
        /// For edits `{"kind", "content", "preview"}`.
        pub content: Option<String>,
        /// When.
        pub at: Timestamp,
    }
}

impl WorkspaceTx<'_> {
    /// Writes marks down; gives the keys of those that are new.
    pub async fn insert_marks(&mut self, marks: &[NewMark]) -> Result<HashSet<(ChannelId, String)>> {
        let workspace_id = self.id();
        let mut marks: Vec<&NewMark> = marks.iter().collect();
        marks.sort_unstable_by_key(|mark| (mark.channel_id, mark.wamid.as_str()));
        let mut new = HashSet::with_capacity(marks.len());
        for marks in marks.chunks(500) {
            let inserted: Vec<(ChannelId, String)> = build_all!(self, (ChannelId, String), |query| {
                query.push("insert into message_edits (workspace_id, channel_id, wamid, target_wamid, kind, actor, content, at) ");
                query.push_values(marks, |mut values, mark| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(mark.channel_id)
                        .push_bind(mark.wamid.as_str())
                        .push_bind(mark.target_wamid.as_str());
                    values
                        .push_bind(mark.kind)
                        .push_bind(mark.actor)
                        .push_bind(mark.content.as_deref())
                        .push_bind(mark.at);
                });
                query.push(" on conflict (workspace_id, channel_id, wamid) do nothing returning channel_id, wamid");
            })?;
            new.extend(inserted);
        }
        Ok(new)
    }

    /// Edits and revocations of these messages that took no effect yet, oldest first.
    pub async fn pending_marks(&mut self, targets: &[(ChannelId, &str)]) -> Result<Vec<PendingMark>> {
        let workspace_id = self.id();
        let mut found = Vec::new();
        for targets in targets.chunks(1000) {
            found.extend(build_all!(
                self,
                PendingMark,
                fixed | query | {
                    query.push("select channel_id, wamid, target_wamid, kind, actor, content, at from message_edits where workspace_id = ");
                    query
                        .push_bind(workspace_id)
                        .push(" and applied_at is null and kind <> 'reaction' and (channel_id, target_wamid) in (");
                    query.push_table(pairs(targets.iter().copied()));
                    query.push(") order by at, wamid");
                }
            )?);
        }
        Ok(found)
    }

    /// Notes that marks took effect (or never can: they were done by the wrong side).
    pub async fn settle_marks(&mut self, marks: &[(ChannelId, &str)]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for marks in marks.chunks(1000) {
            build_execute!(self, |query| {
                query
                    .push("update message_edits set applied_at = ")
                    .push_bind(now)
                    .push(" where workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and (channel_id, wamid) in (");
                query.push_values(marks, |mut values, (channel_id, wamid)| {
                    values.push_bind(*channel_id).push_bind(*wamid);
                });
                query.push(")");
            })?;
        }
        Ok(())
    }

    /// Puts emojis on messages, one a side; the latest wins, an empty one is a reaction taken back.
    pub async fn put_reactions(&mut self, reactions: &[&NewMark]) -> Result<()> {
        let workspace_id = self.id();
        for reactions in reactions.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into reactions (workspace_id, channel_id, target_wamid, actor, emoji, wamid, at) ");
                query.push_values(reactions, |mut values, reaction| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(reaction.channel_id)
                        .push_bind(reaction.target_wamid.as_str())
                        .push_bind(reaction.actor);
                    values
                        .push_bind(reaction.content.as_deref().unwrap_or_default())
                        .push_bind(reaction.wamid.as_str())
                        .push_bind(reaction.at);
                });
                query.push(
                    " on conflict (workspace_id, channel_id, target_wamid, actor) do update
                         set emoji = excluded.emoji, wamid = excluded.wamid, at = excluded.at
                       where reactions.at <= excluded.at",
                );
            })?;
        }
        Ok(())
    }
}
