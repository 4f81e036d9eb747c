//! An address that could not be told of a submission is an alert of the number, until it takes one again, is changed, or goes.

use model::{ChannelActivityId, ForwardDeliveryId};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Error, ForwardRow, NewActivity, NewAlert, NewEvent, WorkspaceTx};

use crate::views::ChannelActivityView;

const FAILED: &str = "wa_flow.forward_failed";
const OVER: &str = "wa_flow.forward_failed_over";

/// A delivery was given up.
pub(super) async fn raise(workspace: &mut WorkspaceTx<'_>, forward: &ForwardRow, delivery: ForwardDeliveryId) -> Result<(), Error> {
    let Some(entry) = write(workspace, forward, FAILED, "warning", delivery).await? else {
        return Ok(());
    };
    let alert = NewAlert {
        kind: FAILED,
        subject: forward.id.to_string(),
        severity: "warning",
        data: entry.data.clone(),
        until: None,
    };
    workspace.raise_channel_alert(&entry, &alert).await
}

/// It takes submissions again, or is asked no more.
pub(super) async fn clear(workspace: &mut WorkspaceTx<'_>, forward: &ForwardRow, delivery: Option<ForwardDeliveryId>) -> Result<(), Error> {
    let Some(channel) = workspace.find_channel().await? else {
        return Ok(());
    };
    let stood = workspace.clear_channel_alert(channel.id, FAILED, Some(&forward.id.to_string())).await?;
    if let Some(delivery) = delivery.filter(|_| stood) {
        write(workspace, forward, OVER, "info", delivery).await?;
    }
    Ok(())
}

/// An entry of the number's log, told to screens; nothing when the number is gone.
async fn write(
    workspace: &mut WorkspaceTx<'_>,
    forward: &ForwardRow,
    kind: &str,
    severity: &'static str,
    delivery: ForwardDeliveryId,
) -> Result<Option<NewActivity>, Error> {
    let Some(channel) = workspace.find_channel().await? else {
        return Ok(None);
    };
    let now = workspace.now();
    let entry = NewActivity {
        id: ChannelActivityId::new(),
        channel_id: channel.id,
        item_hash: Sha256::digest(format!("{kind} {delivery} {now}")).into(),
        area: "wa_flow",
        kind: kind.to_owned(),
        severity,
        subject: forward.id.to_string(),
        data: json!({ "forward_id": forward.id, "forward": forward.name, "wa_flow_id": forward.wa_flow_id, "delivery_id": delivery }).to_string(),
        webhook_event_id: None,
        at: now,
        received_at: now,
    };
    workspace.insert_channel_activity(std::slice::from_ref(&entry)).await?;
    let view = ChannelActivityView::of_new(&entry);
    let event = NewEvent::new("channel.activity_added", None, &json!({ "activity": view }))?;
    workspace.append_events(&[event]).await?;
    Ok(Some(entry))
}
