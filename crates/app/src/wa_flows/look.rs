//! Looking at exchanges: what was said, how quick it was, and trying what would be said.

use std::time::{Duration, Instant};

use model::{Permission, WaFlowId, WorkspaceId};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::WaFlows;
use super::answer::{self, About, AnswerLog, AnswerProblem, Asked, Text};
use super::definition::Definition;
use crate::views::{FlowExchangeView, Page, WaFlowStats};
use crate::{Actor, Error, Result};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A question to try.
#[derive(Debug, Clone)]
pub struct TryRequest {
    /// `INIT`, `data_exchange` or `BACK`.
    pub action: &'static str,
    /// From which screen; not at `INIT`.
    pub screen: Option<String>,
    /// What the screen sends.
    pub data: Map<String, Value>,
}

/// What would be said.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowTried {
    /// As the endpoint said it; `null` when there is a problem.
    #[schema(value_type = Option<Object>)]
    pub answer: Option<Value>,
    /// How long it took.
    pub ms: u64,
    /// What a function wrote on the way.
    pub logs: Vec<AnswerLog>,
    /// Why a phone would show an error instead.
    pub problem: Option<AnswerProblem>,
}

impl WaFlows<'_> {
    /// Asks the endpoint as a phone would, without a phone: nothing is written down and nobody's token is touched. The text that is being written counts.
    pub async fn try_endpoint(&self, actor: &Actor, id: WaFlowId, request: TryRequest) -> Result<WaFlowTried> {
        let store = self.0.store().workspace(actor.workspace_id);
        let flow = store.get_wa_flow(id).await?;
        let text = store.get_wa_flow_draft(id).await?.draft;
        let definition = Definition::read(&text).ok_or_else(|| {
            Error::conflict(
                "wa_flow.has_errors",
                "The form's text is no Flow JSON yet, so no screen can be asked for.",
            )
        })?;
        let screen = request.screen.as_deref().filter(|_| request.action != "INIT");
        if request.action != "INIT" && !screen.is_some_and(|screen| definition.has(screen)) {
            return Err(Error::invalid("/screen", "field.invalid", "Name a screen of the form."));
        }
        let endpoint = store.get_wa_flow_endpoint(id).await?;
        let data = screen.map(|screen| definition.known_fields(screen, &request.data)).unwrap_or_default();
        let trail = screen.map(|screen| definition.ways_to(screen)).unwrap_or_default();
        let asked = Asked {
            workspace_id: actor.workspace_id,
            flow: &flow,
            endpoint: &endpoint,
            definition: &definition,
            action: request.action,
            screen,
            data: &data,
            trail: &trail,
            about: About::default(),
            text: Text::Live,
        };
        let started = Instant::now();
        let (outcome, logs) = answer::answer(self.0, &asked).await;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (answer, problem) = match outcome {
            Ok((_, raw)) => (Some(raw), None),
            Err(problem) => (None, Some(problem)),
        };
        Ok(WaFlowTried { answer, ms, logs, problem })
    }

    /// A form's exchanges, the latest first. Values are hidden from those who may not manage forms.
    pub async fn exchanges(&self, actor: &Actor, id: WaFlowId, limit: store::Limit, cursor: Option<&str>) -> Result<Page<FlowExchangeView>> {
        let store = self.0.store().workspace(actor.workspace_id);
        store.get_wa_flow(id).await?;
        let masked = !actor.may(Permission::ManageWaFlows);
        let page = store.list_flow_exchanges(id, limit, cursor).await?;
        Ok(page.map(|row| FlowExchangeView::of(row, masked)).into())
    }

    /// How a form does.
    pub async fn stats(&self, workspace_id: WorkspaceId, id: WaFlowId) -> Result<WaFlowStats> {
        let (store, now) = (self.0.store().workspace(workspace_id), self.0.now());
        store.get_wa_flow(id).await?;
        let funnel = store.wa_flow_funnel(id, now - DAY * 30).await?;
        let times = store.list_flow_exchange_times(id, now - DAY * 7).await?;
        let errors = times.iter().filter(|(_, failed)| *failed).count();
        let mut sorted: Vec<i64> = times.iter().map(|(ms, _)| *ms).collect();
        sorted.sort_unstable();
        Ok(WaFlowStats {
            sent: funnel.sent,
            opened: funnel.opened,
            submitted: funnel.submitted,
            exchanges: i64::try_from(times.len()).unwrap_or(i64::MAX),
            errors: i64::try_from(errors).unwrap_or(i64::MAX),
            p50_ms: percentile(&sorted, 50),
            p90_ms: percentile(&sorted, 90),
            p95_ms: percentile(&sorted, 95),
        })
    }
}

/// The smallest value that so many of a hundred do not exceed.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let times: Vec<i64> = (1..=100).collect();
        assert_eq!((percentile(&times, 50), percentile(&times, 95)), (Some(50), Some(95)));
        assert_eq!(
            (percentile(&[7], 50), percentile(&[7], 95), percentile(&[], 50)),
            (Some(7), Some(7), None)
        );
    }
}
