//! THE LIST of REST resources, below `/api/v1`. One file a resource, one file a verb below it.

use crate::routes::Routes;

mod analytics;
mod api_keys;
mod audit;
mod auth;
mod canned_replies;
mod channel;
mod channel_pace;
mod contacts;
mod conversations;
mod custom_fields;
mod drafts;
mod events;
mod flow_expressions;
mod flow_settings;
mod flow_starters;
mod flows;
mod forwards;
mod functions;
pub(crate) mod graph;
mod imports;
mod invitations;
mod jobs;
mod llm_connections;
mod me;
mod media;
mod members;
mod messages;
mod notes;
mod notifications;
mod opt_outs;
mod runs;
mod saved_views;
mod scheduled_messages;
mod search;
mod secrets;
mod setup;
pub(crate) mod simulator;
mod submissions;
mod system;
mod tags;
mod teams;
mod templates;
mod wa_flow_keys;
mod wa_flow_starters;
mod wa_flows;
mod webhook_events;
mod webhooks;
mod workspaces;

/// Every resource.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .merge(analytics::routes())
        .merge(api_keys::routes())
        .merge(audit::routes())
        .merge(auth::routes())
        .merge(canned_replies::routes())
        .merge(llm_connections::routes())
        .merge(channel::routes())
        .merge(channel_pace::routes())
        .merge(contacts::routes())
        .merge(conversations::routes())
        .merge(custom_fields::routes())
        .merge(drafts::routes())
        .merge(events::routes())
        .merge(flow_expressions::routes())
        .merge(flow_starters::routes())
        .merge(flows::routes())
        .merge(functions::routes())
        .merge(forwards::routes())
        .merge(imports::routes())
        .merge(invitations::routes())
        .merge(jobs::routes())
        .merge(me::routes())
        .merge(media::routes())
        .merge(members::routes())
        .merge(messages::routes())
        .merge(notes::routes())
        .merge(notifications::routes())
        .merge(opt_outs::routes())
        .merge(flow_settings::routes())
        .merge(runs::routes())
        .merge(saved_views::routes())
        .merge(scheduled_messages::routes())
        .merge(search::routes())
        .merge(secrets::routes())
        .merge(setup::routes())
        .merge(submissions::routes())
        .merge(system::routes())
        .merge(tags::routes())
        .merge(teams::routes())
        .merge(templates::routes())
        .merge(wa_flow_keys::routes())
        .merge(wa_flow_starters::routes())
        .merge(wa_flows::routes())
        .merge(webhook_events::routes())
        .merge(webhooks::routes())
        .merge(workspaces::routes())
}
