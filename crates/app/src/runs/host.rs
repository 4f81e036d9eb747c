//! The engine's host: answers at once from what was read, and says what else it would have needed.
//!
//! The engine must not wait for a database. It is pure, so a sprint that asked for a flow or a template nobody had read is thrown away, what was missing is read,
//! and the same sprint is made again: nothing of the first was stored.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use flow_engine::host::TemplateFacts;
use flow_engine::{Facts, Flow, FlowRef, Host, Input, Run, Sprint};
use model::{ChannelId, Timestamp};
use store::WorkspaceTx;
use uuid::Uuid;

use crate::App;

/// A flow may call others eight levels deep, and each may name templates.
const MOST_READS: usize = 64;

#[derive(Debug)]
struct RunHost<'a> {
    now: Timestamp,
    facts: &'a Facts,
    flows: &'a HashMap<FlowRef, Option<Arc<Flow>>>,
    templates: &'a HashMap<(String, String), Option<TemplateFacts>>,
    wants_flows: BTreeSet<FlowRef>,
    wants_templates: BTreeSet<(String, String)>,
}

impl Host for RunHost<'_> {
    fn now(&mut self) -> Timestamp {
        self.now
    }

    fn facts(&mut self) -> Facts {
        self.facts.clone()
    }

    fn random(&mut self) -> u64 {
        let (high, low) = Uuid::new_v4().as_u64_pair();
        // The bits that say that it is a random UUID are no dice.
        high.rotate_left(32) ^ low
    }

    fn flow(&mut self, flow: &FlowRef) -> Option<Arc<Flow>> {
        match self.flows.get(flow) {
            Some(known) => known.clone(),
            None => {
                self.wants_flows.insert(flow.clone());
                None
            }
        }
    }

    fn template(&mut self, name: &str, language: &str) -> Option<TemplateFacts> {
        match self.templates.get(&(name.to_owned(), language.to_owned())) {
            Some(known) => known.clone(),
            None => {
                self.wants_templates.insert((name.to_owned(), language.to_owned()));
                None
            }
        }
    }
}

/// What was read for sprints of one turn.
#[derive(Debug, Default)]
pub(super) struct Read {
    flows: HashMap<FlowRef, Option<Arc<Flow>>>,
    templates: HashMap<(String, String), Option<TemplateFacts>>,
}

/// One call of the engine, with everything it asks for read.
pub(super) async fn advance(
    app: &App,
    workspace: &mut WorkspaceTx<'_>,
    channel: ChannelId,
    read: &mut Read,
    facts: &Facts,
    run: &Run,
    input: &Input,
) -> store::Result<Sprint> {
    let now = workspace.now();
    for _ in 0..MOST_READS {
        let mut host = RunHost {
            now,
            facts,
            flows: &read.flows,
            templates: &read.templates,
            wants_flows: BTreeSet::new(),
            wants_templates: BTreeSet::new(),
        };
        let sprint = flow_engine::advance(run.clone(), input.clone(), &mut host);
        let (flows, templates) = (host.wants_flows, host.wants_templates);
        if flows.is_empty() && templates.is_empty() {
            return Ok(sprint);
        }
        for wanted in flows {
            let found = app.flow_cache().find(workspace, &wanted).await?;
            read.flows.insert(wanted, found);
        }
        for (name, language) in templates {
            read_template(workspace, channel, read, &name).await?;
            // What is not there is known now, too.
            read.templates.entry((name, language)).or_insert(None);
        }
    }
    Err(store::Error::Corrupt {
        column: "flow_versions.graph_json",
        detail: "a flow asks for more flows and templates than one can".to_owned(),
    })
}

async fn read_template(workspace: &mut WorkspaceTx<'_>, channel: ChannelId, read: &mut Read, name: &str) -> store::Result<()> {
    for row in workspace.list_template_languages(channel, name).await? {
        let facts = TemplateFacts {
            sendable: row.status == "APPROVED",
            status: row.status,
            category: row.category,
        };
        read.templates.insert((row.name, row.language), Some(facts));
    }
    Ok(())
}
