//! Forms: how many exchanges a second with fixed data, how long one takes at a steady rate with a function, and what a storm of them costs the inbox.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use wa_flow_crypto::{PublicKey, device};

use super::{Options, pipeline};
use crate::bodies::Sender;
use crate::figures::{self, Latencies, median};
use crate::http;
use crate::load::{self, AtEnd};
use crate::rig::{Rig, text};

/// Customers with an open form.
const CUSTOMERS: usize = 16;
const CONNECTIONS: usize = 32;
/// Exchanges a second in the part with a function.
const STEADY: f64 = 100.0;
/// More than PrismWA answers in a second on the machines this runs on; the check below says when it is not.
const REQUESTS_PER_SECOND: u64 = 4_000;
const PATIENCE: Duration = Duration::from_secs(60);

/// Forms that are open on phones.
struct Forms {
    form: String,
    key: PublicKey,
    tokens: Vec<String>,
    sender: Sender,
    access: String,
}

/// All parts on each database.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let head = [
        "",
        "exchanges/s",
        "server CPU each",
        "per core",
        "with a function, p50",
        "p99",
        "inbox p50 alone",
        "in a storm",
        "p99 alone",
        "in a storm",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut kept = Vec::new();
    for kind in options.databases() {
        let rig = Rig::new(kind).await?;
        let forms = Forms::open(&rig).await?;
        let (mut rate, mut cpu) = (Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            let (per_second, micros) = fixed(&rig, &forms, options.seconds).await?;
            rate.push(per_second);
            cpu.push(micros);
        }
        let mut asked = with_function(&rig, &forms, options.seconds).await?;
        let (mut alone, mut beside) = storm(&rig, &forms, options.seconds).await?;
        let (rate, cpu) = (median(&rate), median(&cpu));
        let of = |latencies: &mut Latencies, share: f64| latencies.percentile(share);
        let figures = [
            of(&mut asked, 0.5),
            of(&mut asked, 0.99),
            of(&mut alone, 0.5),
            of(&mut beside, 0.5),
            of(&mut alone, 0.99),
            of(&mut beside, 0.99),
        ];
        let ms = |value: f64| format!("{value:.1} ms");
        let mut row = vec![
            kind.name().to_owned(),
            format!("{rate:.0}"),
            format!("{cpu:.0} µs"),
            format!("{:.0}/s", 1e6 / cpu),
        ];
        row.extend(figures.map(ms));
        rows.push(row);
        kept.push(json!({ "database": kind.name(), "per_second": rate, "cpu_us_each": cpu, "per_core": 1e6 / cpu, "steady_per_second": STEADY, "function_p50_ms": figures[0],
            "function_p99_ms": figures[1], "inbox_p50_ms": figures[2], "inbox_p50_storm_ms": figures[3], "inbox_p99_ms": figures[4], "inbox_p99_storm_ms": figures[5] }));
    }
    println!("{}", figures::table(&rows));
    println!("kept in {}", figures::keep("exchanges", &json!({ "runs": kept }))?.display());
    Ok(())
}

/// Closed loop with data that is written down, so that what is measured is ours: opening, looking up, writing down, sealing.
async fn fixed(rig: &Rig, forms: &Forms, seconds: u64) -> Result<(f64, f64)> {
    let day = json!({ "first_day": "2026-12-01", "last_day": "2026-12-31", "has_times": false, "times": [] });
    forms
        .answered_by(rig, &json!({ "kind": "fixed", "screens": { "DAY": { "data": day } } }))
        .await?;
    let count = usize::try_from(REQUESTS_PER_SECOND * seconds)?;
    let requests = Arc::new(forms.requests(count, &json!({ "action": "INIT" }))?);
    let server = rig.server.as_ref().context("the rig has a server")?;
    let before = server.cpu()?;
    let outcome = load::closed(&rig.recipe.host, CONNECTIONS, requests, AtEnd::Stop, Duration::from_secs(seconds)).await?;
    let cpu = server.cpu()?.saturating_sub(before);
    ensure!(outcome.other == 0 && outcome.ok > 0, "{} answers were neither 200 nor 503", outcome.other);
    ensure!(outcome.used < count, "the list of requests was used up: raise REQUESTS_PER_SECOND");
    Ok((outcome.per_second(), cpu.as_secs_f64() * 1e6 / outcome.ok as f64))
}

/// Open loop at [`STEADY`]: the starter's own function answers, which was warmed up.
async fn with_function(rig: &Rig, forms: &Forms, seconds: u64) -> Result<Latencies> {
    let functions = forms.get(rig, "/functions").await?;
    let function = text(&functions, "/data/0/id")?;
    forms
        .answered_by(rig, &json!({ "kind": "function", "function": function, "timeout_ms": 5000 }))
        .await?;
    let question = json!({ "action": "data_exchange", "screen": "DAY", "data": { "step": "day", "day": "2026-12-05" } });
    let warm = Arc::new(forms.requests(CUSTOMERS * 4, &json!({ "action": "INIT" }))?);
    load::closed(&rig.recipe.host, CUSTOMERS, warm, AtEnd::Stop, PATIENCE).await?;
    let requests = Arc::new(forms.requests((STEADY * seconds as f64) as usize, &question)?);
    let outcome = load::steady(&rig.recipe.host, CONNECTIONS, Arc::clone(&requests), STEADY, Arc::new(|_, _| ())).await?;
    ensure!(
        outcome.ok == requests.len(),
        "only {} of {} exchanges were answered 200",
        outcome.ok,
        requests.len()
    );
    let calls = forms.get(rig, &format!("/functions/{function}/calls")).await?;
    let failed = calls["data"]
        .as_array()
        .is_none_or(|calls| calls.iter().any(|call| !call["problem"].is_null()));
    ensure!(!failed, "the function failed: {calls}");
    Ok(outcome.latencies)
}

/// The way of messages to the screen, without and with as many exchanges beside as are answered.
async fn storm(rig: &Rig, forms: &Forms, seconds: u64) -> Result<(Latencies, Latencies)> {
    let alone = pipeline::steady(rig, 11, seconds).await?;
    let count = usize::try_from(REQUESTS_PER_SECOND * seconds)?;
    let requests = Arc::new(forms.requests(count, &json!({ "action": "INIT" }))?);
    let host = rig.recipe.host.clone();
    let storm = tokio::spawn(async move { load::closed(&host, CONNECTIONS * 4, requests, AtEnd::Again, Duration::from_secs(seconds)).await });
    let beside = pipeline::steady(rig, 12, seconds).await?;
    let outcome = storm.await??;
    ensure!(
        outcome.ok > 0 && outcome.other == 0,
        "{} exchanges of the storm were neither 200 nor 503",
        outcome.other
    );
    Ok((alone, beside))
}

impl Forms {
    /// A key, a published form of the starter with a function, and customers who were sent it.
    async fn open(rig: &Rig) -> Result<Self> {
        let access = rig.token().await?;
        let base = format!("/api/v1/workspaces/{}/wa-flow-keys", rig.workspace);
        let key = http::json(&rig.recipe.host, "POST", &base, Some(&access), Some(&json!({}))).await?;
        let upload = format!("{base}/{}/upload", text(&key, "/id")?);
        http::json(&rig.recipe.host, "POST", &upload, Some(&access), Some(&json!({}))).await?;
        let mut forms = Self {
            form: String::new(),
            key: PublicKey::from_pem(&text(&key, "/public_key")?)?,
            tokens: Vec::new(),
            sender: Sender {
                path: format!("{}/flows/{}", rig.sender.path, rig.workspace),
                ..rig.sender.clone()
            },
            access,
        };
        let request = json!({ "name": "Appointment", "categories": ["APPOINTMENT_BOOKING"], "starter": "appointment" });
        let form = forms.post(rig, "/wa-flows", &request).await?;
        forms.form = text(&form, "/id")?;
        let form = forms.post(rig, &format!("/wa-flows/{}/publish", forms.form), &json!({})).await?;
        let parameters = json!({ "flow_message_version": "3", "flow_id": form["meta_id"], "flow_cta": "Book", "flow_action": "data_exchange" });
        let content = json!({ "type": "interactive", "interactive": { "type": "flow", "body": { "text": "Book" }, "action": { "name": "flow", "parameters": parameters } } });
        let mut phones = Vec::new();
        for number in 0..CUSTOMERS {
            let phone = forms
                .control(rig, "POST", "/phones", Some(&json!({ "name": format!("Customer {number}") })))
                .await?;
            let phone = text(&phone, "/id")?;
            let hello = json!({ "type": "text", "text": "hola" });
            forms.control(rig, "POST", &format!("/phones/{phone}/messages"), Some(&hello)).await?;
            phones.push(phone);
        }
        for conversation in forms.threads(rig).await? {
            forms
                .post(rig, &format!("/conversations/{conversation}/messages"), &json!({ "content": content }))
                .await?;
        }
        for phone in phones {
            let token = forms.token_on(rig, &phone).await?;
            forms.tokens.push(token);
        }
        Ok(forms)
    }

    async fn post(&self, rig: &Rig, path: &str, body: &Value) -> Result<Value> {
        let path = format!("/api/v1/workspaces/{}{path}", rig.workspace);
        http::json(&rig.recipe.host, "POST", &path, Some(&self.access), Some(body)).await
    }

    async fn get(&self, rig: &Rig, path: &str) -> Result<Value> {
        let path = format!("/api/v1/workspaces/{}{path}", rig.workspace);
        http::json(&rig.recipe.host, "GET", &path, Some(&self.access), None).await
    }

    async fn control(&self, rig: &Rig, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        http::json(&rig.recipe.host, method, &format!("/simulator/control{path}"), Some(&self.access), body).await
    }

    async fn answered_by(&self, rig: &Rig, endpoint: &Value) -> Result<()> {
        let path = format!("/api/v1/workspaces/{}/wa-flows/{}/endpoint", rig.workspace, self.form);
        http::json(&rig.recipe.host, "PUT", &path, Some(&self.access), Some(endpoint)).await?;
        Ok(())
    }

    /// The threads of the customers, once all of them are there.
    async fn threads(&self, rig: &Rig) -> Result<Vec<String>> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let threads = rig.conversations(&self.access).await?;
            if threads.len() >= CUSTOMERS {
                return Ok(threads);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the customers' messages did not arrive")
    }

    /// The token of the form on a phone.
    async fn token_on(&self, rig: &Rig, phone: &str) -> Result<String> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let thread = self.control(rig, "GET", &format!("/phones/{phone}/thread"), None).await?;
            let sent = thread["messages"].as_array().into_iter().flatten();
            let found = sent
                .filter_map(|message| message.pointer("/content/action/parameters/flow_token")?.as_str())
                .next_back();
            if let Some(token) = found {
                return Ok(token.to_owned());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the form did not reach {phone}")
    }

    /// Sealed and signed as Meta would send them, each under a key of its own.
    fn requests(&self, count: usize, question: &Value) -> Result<Vec<Vec<u8>>> {
        let sealed = |number: usize| {
            let mut request = question.clone();
            request["version"] = "3.0".into();
            request["flow_token"] = self.tokens[number % self.tokens.len()].as_str().into();
            let (body, _) = device::seal(&self.key, request.to_string().as_bytes())?;
            anyhow::Ok(self.sender.post(&body))
        };
        (0..count).map(sealed).collect()
    }
}
