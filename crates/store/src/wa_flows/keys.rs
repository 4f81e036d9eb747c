//! Key pairs that phones encrypt forms for. The private half lies sealed, and goes when the pair is retired.

use model::{ChannelId, Timestamp, WaFlowKeyId, WorkspaceId};
use secrecy::SecretString;

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::secrets::{Place, Sealed};
use crate::{Error, Result, Workspace, WorkspaceTx};

const PRIVATE: &str = "wa_flow_keys.private_key";
/// Pairs of one number, retired ones included.
const MOST: i64 = 200;

row! {
    /// A key pair, without its private half.
    #[derive(PartialEq, Eq)]
    pub struct WaFlowKeyRow {
        /// Ours.
        pub id: WaFlowKeyId,
        /// The number it belongs to.
        pub channel_id: ChannelId,
        /// SHA-256 of the public half.
        pub fingerprint: String,
        /// The public half, PEM.
        pub public_key: String,
        /// `active`, `overlap` or `retired`.
        pub status: String,
        /// When Meta was told of it.
        pub uploaded_at: Option<Timestamp>,
        /// `VALID` or `MISMATCH`, as Meta says.
        pub meta_state: Option<String>,
        /// Until when a pair that was replaced still opens requests.
        pub overlap_until: Option<Timestamp>,
        /// When it was made or brought along.
        pub created_at: Timestamp,
    }
}

reads! {
    /// One key pair.
    fn get_wa_flow_key(id: WaFlowKeyId) -> WaFlowKeyRow = get;
    /// A number's key pairs, the newest first; at most 200.
    fn list_wa_flow_keys(channel_id: ChannelId) -> Vec<WaFlowKeyRow> = list;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowKeyId) -> Result<WaFlowKeyRow> {
    fetch_optional!(
        connection,
        WaFlowKeyRow,
        "select id, channel_id, fingerprint, public_key, status, uploaded_at, meta_state, overlap_until, created_at
           from wa_flow_keys
          where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("key"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Vec<WaFlowKeyRow>> {
    fetch_all!(
        connection,
        WaFlowKeyRow,
        "select id, channel_id, fingerprint, public_key, status, uploaded_at, meta_state, overlap_until, created_at
           from wa_flow_keys
          where workspace_id = $1 and channel_id = $2
          order by id desc
          limit $3",
        workspace_id,
        channel_id,
        MOST
    )
}

impl Workspace<'_> {
    /// The private halves that may open a request now, the active one first; what was sealed is given back as it was.
    pub async fn open_wa_flow_keys(&self, channel_id: ChannelId) -> Result<Vec<(WaFlowKeyId, SecretString)>> {
        let now = self.store().now();
        let sealed: Vec<(WaFlowKeyId, Vec<u8>)> = fetch_all!(
            self,
            (WaFlowKeyId, Vec<u8>),
            "select id, private_key
               from wa_flow_keys
              where workspace_id = $1 and channel_id = $2 and private_key is not null and status <> 'retired'
                and (overlap_until is null or overlap_until > $3)
              order by case when status = 'active' then 0 else 1 end, id desc
              limit 5",
            self.id(),
            channel_id,
            now
        )?;
        let open = |(id, bytes): (WaFlowKeyId, Vec<u8>)| {
            let place = Place {
                column: PRIVATE,
                row: id.uuid(),
            };
            Ok((id, self.store().unseal(place, &Sealed::from_bytes(bytes))?))
        };
        sealed.into_iter().map(open).collect()
    }
}

impl WorkspaceTx<'_> {
    /// Keeps a key pair; the number's first one is active at once. [`Error::Duplicate`] when it is kept already.
    pub async fn create_wa_flow_key(
        &mut self,
        channel_id: ChannelId,
        fingerprint: &str,
        public_key: &str,
        private_key: &SecretString,
    ) -> Result<WaFlowKeyId> {
        let id = WaFlowKeyId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let place = Place {
            column: PRIVATE,
            row: id.uuid(),
        };
        let sealed = self.store().seal(place, private_key);
        execute!(
            self,
            "insert into wa_flow_keys (workspace_id, id, channel_id, fingerprint, public_key, private_key, status, created_at)
             values ($1, $2, $3, $4, $5, $6,
                     case when exists (select 1 from wa_flow_keys where workspace_id = $1 and channel_id = $3 and status = 'active')
                          then 'overlap' else 'active' end,
                     $7)",
            workspace_id,
            id,
            channel_id,
            fingerprint,
            public_key,
            sealed.as_bytes(),
            now
        )?;
        Ok(id)
    }

    /// Meta knows this pair now: it is active, and the one before opens requests until `overlap_until`.
    pub async fn activate_wa_flow_key(&mut self, key: &WaFlowKeyRow, meta_state: Option<&str>, overlap_until: Timestamp) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update wa_flow_keys set status = 'overlap', overlap_until = $4, meta_state = null
              where workspace_id = $1 and channel_id = $2 and id <> $3 and status = 'active'",
            workspace_id,
            key.channel_id,
            key.id,
            overlap_until
        )?;
        execute!(
            self,
            "update wa_flow_keys set status = 'active', overlap_until = null, uploaded_at = $3, meta_state = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            key.id,
            now,
            meta_state
        )?;
        Ok(())
    }

    /// What Meta says about the active pair.
    pub async fn note_wa_flow_key_state(&mut self, id: WaFlowKeyId, meta_state: Option<&str>) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update wa_flow_keys set meta_state = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            meta_state
        )?;
        Ok(())
    }

    /// Ends a pair: its private half is gone for good.
    pub async fn retire_wa_flow_key(&mut self, id: WaFlowKeyId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update wa_flow_keys set status = 'retired', private_key = null, overlap_until = null, meta_state = null where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        Ok(())
    }
}
