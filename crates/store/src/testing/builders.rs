//! Ready-made things for tests: name only what matters.

use model::{ChannelId, MetaAppId, WorkspaceId};

use crate::db::execute;
use crate::{ChannelFacts, NewChannel, NewMetaApp, Result, Store, SystemTx};

/// A workspace with a connected number.
#[derive(Debug, Clone)]
pub struct TestWorkspace {
    /// The tenant.
    pub id: WorkspaceId,
    /// Its number.
    pub channel: ChannelId,
    /// The app its webhooks come from.
    pub meta_app: MetaAppId,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of the business account.
    pub waba_id: String,
}

/// The app secret of every test workspace.
pub const APP_SECRET: &str = "app-secret";
/// The verify token of every test workspace.
pub const VERIFY_TOKEN: &str = "verify-token";
/// The access token of every test workspace.
pub const ACCESS_TOKEN: &str = "access-token";

/// Makes a workspace with an app of its own and a connected number; `number` tells it from others.
pub async fn workspace(store: &Store, number: u32) -> TestWorkspace {
    make(store, number).await.expect("a test database takes a workspace")
}

async fn make(store: &Store, number: u32) -> Result<TestWorkspace> {
    let id = WorkspaceId::new();
    let (phone_number_id, waba_id) = (format!("10000000000{number:04}"), format!("20000000000{number:04}"));
    let mut tx = store.begin().await?;
    tx.system().insert_bare_workspace(id, &format!("Workspace {number}")).await?;
    let mut workspace = tx.workspace(id);
    let meta_app = workspace
        .create_meta_app(NewMetaApp {
            name: format!("App {number}"),
            app_id: format!("30000000000{number:04}"),
            app_secret: Some(APP_SECRET.into()),
            verify_token: Some(VERIFY_TOKEN.into()),
        })
        .await?;
    let facts = ChannelFacts {
        display_phone_number: format!("1555000{number:04}"),
        verified_name: format!("Business {number}"),
        quality_rating: "GREEN".to_owned(),
        status: "CONNECTED".to_owned(),
        throughput_per_second: 80,
        is_on_biz_app: false,
    };
    let channel = workspace
        .create_channel(NewChannel {
            meta_app_id: meta_app,
            kind: "meta".to_owned(),
            phone_number_id: phone_number_id.clone(),
            waba_id: waba_id.clone(),
            facts,
            access_token: Some(ACCESS_TOKEN.into()),
        })
        .await?;
    tx.commit().await?;
    Ok(TestWorkspace {
        id,
        channel,
        meta_app,
        phone_number_id,
        waba_id,
    })
}

impl SystemTx<'_> {
    /// A workspace without members.
    async fn insert_bare_workspace(&mut self, id: WorkspaceId, name: &str) -> Result<()> {
        let now = self.now();
        execute!(
            self,
            "insert into workspaces (id, name, created_at, updated_at) values ($1, $2, $3, $3)",
            id,
            name,
            now
        )?;
        Ok(())
    }
}
