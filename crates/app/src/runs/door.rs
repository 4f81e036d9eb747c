//! Doors: another system calls a flow's secret address and says whom it is about. What it sent is looked at like everything else that happened.

use cloud_api::signature;
use flow_engine::Flow;
use flow_engine::expr::Expression;
use flow_engine::triggers::{Event, Trigger};
use model::{ContactId, ConversationId, FlowId, RunId, WorkspaceId};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use store::{AuditActor, NewAudit, NewContact, WorkspaceTx};

use super::Runs;
use super::turn::KeptEvent;
use super::watches;
use crate::contacts::phone;
use crate::flows::doors;
use crate::{Error, Result, announce, channels, inbox_events};

/// Most bytes of what a door takes.
pub const MOST_BYTES: usize = 64 * 1024;
/// Longest key, in bytes.
pub const LONGEST_KEY: usize = 200;

/// A call at a door.
#[derive(Debug, Clone, Copy)]
pub struct Knock<'a> {
    /// The secret part of the address.
    pub path: &'a str,
    /// `sha256=<hex>` over the body, when the caller signs.
    pub signature: Option<&'a str>,
    /// Tells this call from its repetitions.
    pub key: Option<&'a str>,
    /// What was sent: JSON.
    pub body: &'a [u8],
    /// Finds the call in the log.
    pub request_id: &'a str,
}

/// What a call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// The run it starts, unless the flow under way does not let it.
    pub run: RunId,
    /// The same call came before.
    pub repeated: bool,
}

/// What the door's trigger says.
struct Sign {
    workspace: WorkspaceId,
    flow: FlowId,
    secret: String,
    contact: Option<Expression>,
}

impl Runs<'_> {
    /// Takes a call: whom it is about is found, or made a contact; the flow starts within moments.
    ///
    /// # Errors
    /// `hook.not_found` where no live flow has this path, `hook.signature` where the signature is missing or wrong, `hook.not_json` and `hook.no_contact` for
    /// what cannot be read.
    pub async fn knock(&self, knock: Knock<'_>) -> Result<Admitted> {
        let sign = self.sign(knock.path).await?;
        self.check_signature(&sign, &knock).await?;
        let body: Value = serde_json::from_slice(knock.body).map_err(|_| Error::invalid("", "hook.not_json", "The body is no JSON."))?;
        let whom = whom(sign.contact.as_ref(), &body)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(sign.workspace);
        let run = RunId::new();
        if let Some(key) = knock.key
            && let Some(before) = workspace.take_flow_key(&format!("hook:{}:{key}", sign.flow), run).await?
        {
            return Ok(Admitted { run: before, repeated: true });
        }
        let conversation = conversation_with(&mut workspace, whom).await?;
        let kept = KeptEvent {
            event: Event::Webhook {
                path: knock.path.to_owned(),
                data: body,
            },
            only: Some(sign.flow),
            run: Some(run),
        };
        workspace.add_flow_event(conversation, &json!(kept).to_string()).await?;
        let entry = NewAudit {
            actor: AuditActor::System,
            action: "flow.called",
            target_kind: "conversation",
            target_id: conversation.to_string(),
            detail: json!({ "flow_id": sign.flow, "run_id": run, "by": "webhook" }),
            ip: String::new(),
            request_id: knock.request_id.to_owned(),
        };
        workspace.append_audit(&entry).await?;
        tx.commit().await?;
        Ok(Admitted { run, repeated: false })
    }

    async fn sign(&self, path: &str) -> Result<Sign> {
        let nobody = || Error::not_found("hook.not_found", "No live flow has this address.");
        let (tenant, id) = self.0.store().system().find_flow_door(&doors::hash(path)).await?.ok_or_else(nobody)?;
        let workspace = self.0.store().workspace(tenant);
        let live = workspace.list_live_flows().await?.into_iter().find(|live| live.flow_id == id);
        let live = live.ok_or_else(nobody)?;
        let wanted = flow_engine::FlowRef::new(id.to_string(), live.version.to_string());
        let flow = self.0.flow_cache().look_up(&workspace, &wanted).await?.ok_or_else(nobody)?;
        read(&flow, path, tenant, id).ok_or_else(nobody)
    }

    async fn check_signature(&self, sign: &Sign, knock: &Knock<'_>) -> Result<()> {
        if sign.secret.is_empty() {
            return Ok(());
        }
        let secrets = self.0.secrets().open(sign.workspace, &[&sign.secret]).await?;
        let known = secrets.get(&sign.secret).map(|secret| secret.expose_secret().as_bytes());
        // A secret that is gone signs nothing: an open door would be worse than a closed one.
        signature::verify_any(known, knock.signature, knock.body)
            .map(|_| ())
            .map_err(|_| Error::forbidden("hook.signature", "The signature is missing or wrong."))
    }
}

fn read(flow: &Flow, path: &str, workspace: WorkspaceId, id: FlowId) -> Option<Sign> {
    watches::triggers(flow).iter().find_map(|trigger| match trigger {
        Trigger::Webhook {
            path: known,
            signature_secret,
            contact,
        } if known == path => Some(Sign {
            workspace,
            flow: id,
            secret: signature_secret.clone(),
            contact: contact.clone(),
        }),
        _ => None,
    })
}

/// Whom a body is about.
enum Whom {
    Contact(ContactId),
    Phone(String),
}

fn whom(place: Option<&Expression>, body: &Value) -> Result<Whom> {
    let unknown = |detail: String| Error::invalid("/contact", "hook.no_contact", detail);
    let found = match place {
        Some(place) => place.value_on(body).map_err(|error| unknown(format!("{error}.")))?,
        None => body.get("contact").cloned().unwrap_or_default(),
    };
    let text = match found {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => {
            return Err(unknown(
                "The body does not say whom it is about: a phone number, or the id of a contact.".to_owned(),
            ));
        }
    };
    match text.trim().parse::<ContactId>() {
        Ok(id) => Ok(Whom::Contact(id)),
        Err(_) => phone::normalise("/contact", &text).map(Whom::Phone),
    }
}

/// The conversation with somebody; both are made when they are not there yet.
async fn conversation_with(workspace: &mut WorkspaceTx<'_>, whom: Whom) -> Result<ConversationId> {
    let channel = workspace.find_channel().await?.ok_or_else(channels::not_connected)?;
    let mut is_new = false;
    let contact = match whom {
        Whom::Contact(id) => {
            workspace.get_contact(id).await?;
            id
        }
        Whom::Phone(phone) => match workspace.find_contact_by_identity("phone", &phone).await? {
            Some(id) => id,
            None => {
                is_new = true;
                let new = NewContact {
                    name: None,
                    phone,
                    email: None,
                    locale: None,
                    attributes: "{}".to_owned(),
                };
                workspace.create_contact(&new).await?
            }
        },
    };
    let (conversation, created) = workspace.find_or_create_conversation(channel.id, contact).await?;
    if is_new {
        inbox_events::contact_updated(workspace, contact).await?;
    }
    if created {
        announce::conversation(workspace, conversation).await?;
    }
    Ok(conversation)
}
