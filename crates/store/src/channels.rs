//! Channels: the connected WhatsApp number of a workspace, its token, and how its webhooks find it.

use model::{ChannelId, MetaAppId, Timestamp, WorkspaceId};
use secrecy::SecretString;

use crate::db::{execute, fetch_all, fetch_optional, row};
use crate::secrets::{Place, Sealed};
use crate::{Error, Result, System, Workspace, WorkspaceTx};

const ACCESS_TOKEN: &str = "channels.access_token";

row! {
    /// A connected number; its token is asked for separately.
    pub struct Channel {
        /// Ours.
        pub id: ChannelId,
        /// The app its webhooks come from.
        pub meta_app_id: MetaAppId,
        /// `meta` or `simulator`.
        pub kind: String,
        /// Meta's id of the number.
        pub phone_number_id: String,
        /// Meta's id of the business account.
        pub waba_id: String,
        /// As people read it.
        pub display_phone_number: String,
        /// The name Meta verified.
        pub verified_name: String,
        /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
        pub quality_rating: String,
        /// Meta's word: `CONNECTED`, `FLAGGED`, `RESTRICTED` …
        pub status: String,
        /// How many messages a second Meta takes.
        pub throughput_per_second: i64,
        /// Used with the phone app at the same time (coexistence).
        pub is_on_biz_app: bool,
        /// Is there a token to send with?
        pub has_access_token: bool,
        /// The business profile, JSON.
        pub profile: String,
        /// Why it cannot send: a stable code.
        pub degraded_code: Option<String>,
        /// The same in words.
        pub degraded_detail: Option<String>,
        /// Since when.
        pub degraded_at: Option<Timestamp>,
        /// When a webhook last came for it.
        pub last_event_at: Option<Timestamp>,
        /// Counts changes by people.
        pub version: i64,
        /// People the portfolio may write to first in 24 hours, as Meta last said: `TIER_2K` …
        pub messaging_limit: Option<String>,
        /// What became of the display name: `APPROVED`, `REJECTED` …
        pub name_status: Option<String>,
        /// Outcome of Meta's review of the account.
        pub account_review: Option<String>,
        /// Whether contacts can call: `ENABLED` or `DISABLED`.
        pub calling_status: Option<String>,
        /// When the two-step PIN was changed.
        pub pin_changed_at: Option<Timestamp>,
        /// When it was connected.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// Where webhooks about a number go.
    pub struct ChannelRoute {
        /// The workspace has flows, so that what happens there is written down for them.
        pub has_flows: bool,
        /// Meta's id of the number.
        pub phone_number_id: String,
        /// Meta's id of the business account.
        pub waba_id: String,
        /// The only app we believe about this number.
        pub meta_app_id: MetaAppId,
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// The channel.
        pub channel_id: ChannelId,
    }
}

/// A number to connect.
#[derive(Debug, Clone)]
pub struct NewChannel {
    /// The app its webhooks come from.
    pub meta_app_id: MetaAppId,
    /// `meta` or `simulator`.
    pub kind: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of the business account.
    pub waba_id: String,
    /// What Graph says about it.
    pub facts: ChannelFacts,
    /// To send with.
    pub access_token: Option<SecretString>,
}

/// What Graph says about a number.
#[derive(Debug, Clone)]
pub struct ChannelFacts {
    /// As people read it.
    pub display_phone_number: String,
    /// The name Meta verified.
    pub verified_name: String,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality_rating: String,
    /// Meta's word.
    pub status: String,
    /// How many messages a second Meta takes.
    pub throughput_per_second: i64,
    /// Used with the phone app at the same time.
    pub is_on_biz_app: bool,
}

macro_rules! select_channel {
    ($rest:literal) => {
        concat!(
            "select id, meta_app_id, kind, phone_number_id, waba_id, display_phone_number, verified_name, quality_rating, status,
                    throughput_per_second, is_on_biz_app, access_token is not null as has_access_token, profile, degraded_code, degraded_detail,
                    degraded_at, last_event_at, version, messaging_limit, name_status, account_review, calling_status, pin_changed_at, created_at,
                    updated_at
               from channels ",
            $rest
        )
    };
}

impl Workspace<'_> {
    /// The workspace's channel; there is one today.
    pub async fn find_channel(&self) -> Result<Option<Channel>> {
        fetch_optional!(self, Channel, select_channel!("where workspace_id = $1 order by id limit 1"), self.id())
    }

    /// One channel.
    pub async fn get_channel(&self, id: ChannelId) -> Result<Channel> {
        fetch_optional!(self, Channel, select_channel!("where workspace_id = $1 and id = $2"), self.id(), id)?.ok_or(Error::NotFound("channel"))
    }

    /// The token to call Graph with; nothing when none is stored.
    pub async fn find_access_token(&self, id: ChannelId) -> Result<Option<SecretString>> {
        let found: Option<(Option<Vec<u8>>,)> = fetch_optional!(
            self,
            (Option<Vec<u8>>,),
            "select access_token from channels where workspace_id = $1 and id = $2",
            self.id(),
            id
        )?;
        let (sealed,) = found.ok_or(Error::NotFound("channel"))?;
        sealed
            .map(|bytes| {
                self.store().unseal(
                    Place {
                        column: ACCESS_TOKEN,
                        row: id.uuid(),
                    },
                    &Sealed::from_bytes(bytes),
                )
            })
            .transpose()
    }
}

impl System<'_> {
    /// Where webhooks about any number go.
    pub async fn list_channel_routes(&self) -> Result<Vec<ChannelRoute>> {
        fetch_all!(
            self,
            ChannelRoute,
            "select phone_number_id, waba_id, meta_app_id, workspace_id, channel_id,
                    exists (select 1 from flows where flows.workspace_id = channel_routes.workspace_id) as has_flows
               from channel_routes order by phone_number_id"
        )
    }
}

impl WorkspaceTx<'_> {
    /// One channel, as this transaction sees it.
    pub async fn get_channel(&mut self, id: ChannelId) -> Result<Channel> {
        let workspace_id = self.id();
        fetch_optional!(self, Channel, select_channel!("where workspace_id = $1 and id = $2"), workspace_id, id)?.ok_or(Error::NotFound("channel"))
    }

    /// Connects a number; [`Error::Duplicate`] when any workspace of this instance has it already.
    pub async fn create_channel(&mut self, channel: NewChannel) -> Result<ChannelId> {
        let id = ChannelId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let token = self.seal_access_token(id, channel.access_token.as_ref());
        execute!(
            self,
            "insert into channels (workspace_id, id, meta_app_id, kind, phone_number_id, waba_id, display_phone_number, verified_name,
                                   quality_rating, status, throughput_per_second, is_on_biz_app, access_token, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
            workspace_id,
            id,
            channel.meta_app_id,
            channel.kind,
            channel.phone_number_id.as_str(),
            channel.waba_id.as_str(),
            channel.facts.display_phone_number,
            channel.facts.verified_name,
            channel.facts.quality_rating,
            channel.facts.status,
            channel.facts.throughput_per_second,
            channel.facts.is_on_biz_app,
            token,
            now
        )?;
        execute!(
            self,
            "insert into channel_routes (phone_number_id, waba_id, meta_app_id, workspace_id, channel_id) values ($1, $2, $3, $4, $5)",
            channel.phone_number_id.as_str(),
            channel.waba_id.as_str(),
            channel.meta_app_id,
            workspace_id,
            id
        )?;
        self.committed().channels = true;
        Ok(id)
    }

    /// Replaces the token; a channel that was degraded may send again.
    pub async fn update_access_token(&mut self, id: ChannelId, token: &SecretString) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let sealed = self.seal_access_token(id, Some(token));
        let changed = execute!(
            self,
            "update channels
                set access_token = $3, degraded_code = null, degraded_detail = null, degraded_at = null, version = version + 1, updated_at = $4
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            sealed,
            now
        )?;
        self.note_token_accepted(id).await?;
        self.committed().outbox = true;
        self.channel_changed(changed)
    }

    /// Writes down what Graph says about the number.
    pub async fn update_channel_facts(&mut self, id: ChannelId, facts: &ChannelFacts) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update channels
                set display_phone_number = $3, verified_name = $4, quality_rating = $5, status = $6, throughput_per_second = $7, is_on_biz_app = $8,
                    version = version + 1, updated_at = $9
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            facts.display_phone_number.as_str(),
            facts.verified_name.as_str(),
            facts.quality_rating.as_str(),
            facts.status.as_str(),
            facts.throughput_per_second,
            facts.is_on_biz_app,
            now
        )?;
        self.channel_changed(changed)
    }

    /// Marks the channel unable to send, and why. False when it was marked already.
    pub async fn degrade_channel(&mut self, id: ChannelId, code: &str, detail: &str) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update channels set degraded_code = $3, degraded_detail = $4, degraded_at = $5, updated_at = $5
              where workspace_id = $1 and id = $2 and degraded_code is distinct from $3",
            workspace_id,
            id,
            code,
            detail,
            now
        )?;
        self.committed().channels |= changed > 0;
        if changed > 0 {
            self.note_token_refused(id).await?;
        }
        Ok(changed > 0)
    }

    /// Disconnects the number. Conversations need it, so only a channel without any can go; others lose token and route.
    pub async fn disconnect_channel(&mut self, id: ChannelId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "delete from channel_routes where workspace_id = $1 and channel_id = $2",
            workspace_id,
            id
        )?;
        let changed = execute!(
            self,
            "update channels set access_token = null, status = 'DISCONNECTED', version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        self.channel_changed(changed)
    }

    fn channel_changed(&mut self, rows: u64) -> Result<()> {
        if rows == 0 {
            return Err(Error::NotFound("channel"));
        }
        self.committed().channels = true;
        Ok(())
    }

    fn seal_access_token(&self, id: ChannelId, token: Option<&SecretString>) -> Option<Vec<u8>> {
        token.map(|token| {
            self.store()
                .seal(
                    Place {
                        column: ACCESS_TOKEN,
                        row: id.uuid(),
                    },
                    token,
                )
                .as_bytes()
                .to_vec()
        })
    }
}
