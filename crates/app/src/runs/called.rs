//! Flows that are started from outside: by name through the API.

use flow_engine::nodes::NodeConfig;
use flow_engine::triggers::{Event, Trigger, input_problems};
use model::{ContactId, ConversationId, RunId};
use serde_json::{Value, json};

use super::Runs;
use super::turn::KeptEvent;
use crate::{Actor, Error, Result, channels};

impl Runs<'_> {
    /// Starts the flow that the API calls by this name, for a contact. The same `key` starts it once. Gives the conversation it speaks in, and the run it
    /// starts unless the flow under way there does not let it.
    pub async fn call(&self, actor: &Actor, name: &str, contact: ContactId, input: Value, key: Option<&str>) -> Result<(ConversationId, RunId)> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let schema = self.schema_of(&mut workspace, name).await?;
        let schema = schema.ok_or_else(|| Error::not_found("flow.trigger_not_found", "No live flow is started by this name."))?;
        if let Some(problem) = input_problems(&schema, &input).into_iter().next() {
            return Err(Error::invalid("/input", "invalid_value", format!("{problem}.")));
        }
        workspace.get_contact(contact).await?;
        let channel = workspace.find_channel().await?.ok_or_else(channels::not_connected)?;
        let (conversation, _) = workspace.find_or_create_conversation(channel.id, contact).await?;
        let run = RunId::new();
        if let Some(key) = key
            && let Some(before) = workspace.take_flow_key(&format!("api:{name}:{key}"), run).await?
        {
            return Ok((conversation, before));
        }
        let kept = KeptEvent {
            event: Event::Api {
                name: name.to_owned(),
                input,
            },
            only: None,
            run: Some(run),
        };
        if workspace.add_flow_event(conversation, &json!(kept).to_string()).await? {
            workspace
                .append_audit(&actor.audit("flow.called", "conversation", conversation, json!({ "name": name, "run_id": run })))
                .await?;
        }
        tx.commit().await?;
        Ok((conversation, run))
    }

    async fn schema_of(&self, workspace: &mut store::WorkspaceTx<'_>, name: &str) -> Result<Option<Value>> {
        for (_, flow) in self.0.flow_cache().live(workspace).await? {
            let Some(Ok(NodeConfig::Start(start))) = flow.start().map(|start| &start.config) else {
                continue;
            };
            let found = start.triggers.iter().find_map(|trigger| match trigger {
                Trigger::Api { name: called, input } if called == name => Some(input.clone()),
                _ => None,
            });
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}
