//! What Meta tells about a form by webhook: its new state goes into the row at once; everything else is looked up with the whole list.

use model::{ChannelId, Timestamp};
use serde_json::Value;
use store::{Error, NewEvent, WaFlowNews, WorkspaceTx};

use super::{updated, view};
use crate::channels::queue_wa_flow_sync;

/// Takes in one piece of news: its kind (`wa_flow.status` …) and its data, which names the form by Meta's id. Gives the events to be told.
pub(crate) async fn told(
    workspace: &mut WorkspaceTx<'_>,
    channel_id: ChannelId,
    kind: &str,
    data: &str,
    now: Timestamp,
) -> Result<Vec<NewEvent>, Error> {
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    let known = match data["flow_id"].as_str() {
        Some(meta_id) => workspace.find_wa_flow(channel_id, meta_id).await?,
        None => None,
    };
    // Meta's webhooks carry neither health nor errors nor a form we have not seen.
    queue_wa_flow_sync(workspace, channel_id, now).await?;
    let Some(row) = known else { return Ok(Vec::new()) };
    if let Some(status) = data["status"].as_str().filter(|_| kind == "wa_flow.status") {
        let news = WaFlowNews {
            status: Some(status.to_owned()),
            ..WaFlowNews::default()
        };
        workspace.tell_wa_flow(row.id, &news).await?;
    }
    Ok(vec![updated(&view(workspace, row.id).await?)?])
}
