//! Figures for Prometheus, on a listener of their own.

use std::sync::OnceLock;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Seconds that requests are counted under.
const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts collecting, once a process. Before that, figures go nowhere and cost nothing.
pub fn collect() -> &'static PrometheusHandle {
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)
            .expect("the list of buckets is not empty")
            .build_recorder();
        let handle = recorder.handle();
        // Somebody else's recorder (a test's) stays; ours then stays empty.
        let _ = metrics::set_global_recorder(recorder);
        describe();
        handle
    })
}

/// The listener's only page.
pub fn router(handle: &'static PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || async move { handle.render() }))
}

fn describe() {
    metrics::describe_counter!("prismwa_http_requests_total", "Requests answered, by method, route and status");
    metrics::describe_histogram!(
        "prismwa_http_request_seconds",
        "Time from the request's arrival to the head of its answer"
    );
    metrics::describe_counter!("prismwa_webhooks_total", "Deliveries from Meta, by outcome");
    metrics::describe_histogram!("prismwa_webhook_seconds", "Time from a delivery's arrival to its answer");
    metrics::describe_counter!("prismwa_ingest_events_total", "Webhook events worked on");
    metrics::describe_histogram!("prismwa_ingest_batch_seconds", "Time from a claimed batch to its commit");
    metrics::describe_gauge!(
        "prismwa_media_expiring",
        "Files of customers that are not fetched yet and that WhatsApp forgets within three days (counted to a thousand)"
    );
    metrics::describe_counter!("prismwa_jobs_total", "Attempts at jobs, by kind and end");
    metrics::describe_counter!("prismwa_sign_ins_total", "Passwords checked, by outcome");
}
