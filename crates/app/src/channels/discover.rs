//! What a token can reach: its app, its accounts and their numbers, so that nobody has to look up ids. Nothing is stored.

use cloud_api::client::{CallError, Client, TokenInfo};
use cloud_api::profile::PhoneNumber;
use model::Timestamp;
use secrecy::SecretString;

use super::{Channels, validate};
use crate::views::{ChannelKind, DiscoveredAccount, DiscoveredApp, DiscoveredNumber, DiscoveredToken, DiscoveryView};
use crate::{Actor, Error, Result};

/// Accounts that are looked into; a token of an agency may reach hundreds.
const MOST_ACCOUNTS: usize = 20;

/// What to look with.
#[derive(Debug, Clone)]
pub struct DiscoverRequest {
    /// WhatsApp, or the simulator.
    pub kind: ChannelKind,
    /// As it was pasted.
    pub access_token: SecretString,
    /// The app's secret, to see that it is the right one.
    pub app_secret: Option<SecretString>,
    /// An account to look into besides those the token names.
    pub waba_id: Option<String>,
}

impl Channels<'_> {
    /// Looks what a token can reach.
    pub async fn discover(&self, actor: &Actor, request: DiscoverRequest) -> Result<DiscoveryView> {
        let token = validate::secret("/access_token", &request.access_token, super::connect::SHORTEST_SECRET)?;
        let waba_id = request.waba_id.map(|id| validate::meta_id("/waba_id", &id)).transpose()?;
        let graph = self.0.graph(request.kind.as_str())?;
        let info = graph.inspect_token(&token).await.map_err(refused)?;
        if info.is_valid == Some(false) {
            return Err(Error::invalid(
                "/access_token",
                "channel.token_refused",
                "Meta says that this token does not work any more.",
            )
            .remedy("Make a new system-user token and paste that one."));
        }
        if let (Some(app_id), Some(secret)) = (&info.app_id, &request.app_secret) {
            let secret = validate::secret("/app_secret", secret, super::connect::SHORTEST_SECRET)?;
            let app_id = validate::meta_id("/app_secret", app_id)?;
            if let Err(CallError::Graph(error)) = graph.meta_app(&app_id, &secret).debug_token(&token).await {
                return Err(Error::invalid(
                    "/app_secret",
                    "channel.secret_refused",
                    format!("This is not the secret of app {app_id}: {}", error.explanation()),
                )
                .remedy("Copy it from the app's dashboard, Settings, Basic."));
            }
        }
        let mut ids = info.accounts();
        if let Some(id) = waba_id.filter(|id| !ids.contains(id)) {
            ids.insert(0, id);
        }
        let more = ids.len().saturating_sub(MOST_ACCOUNTS);
        ids.truncate(MOST_ACCOUNTS);
        let taken = self.numbers_here(actor).await?;
        let mut accounts = Vec::with_capacity(ids.len());
        for id in ids {
            accounts.push(account(graph, &token, id, &taken).await);
        }
        Ok(DiscoveryView {
            app: info.app_id.clone().map(|app_id| DiscoveredApp {
                app_id,
                name: info.application().map(str::to_owned),
            }),
            token: described(&info),
            accounts,
            more_accounts: more,
        })
    }

    /// Numbers of this installation, and whether each is this workspace's own.
    async fn numbers_here(&self, actor: &Actor) -> Result<Vec<(String, bool)>> {
        let routes = self.0.store().system().list_channel_routes().await?;
        let here = routes
            .into_iter()
            .map(|route| (route.phone_number_id, route.workspace_id == actor.workspace_id));
        Ok(here.collect())
    }
}

async fn account(graph: &Client, token: &SecretString, id: String, taken: &[(String, bool)]) -> DiscoveredAccount {
    let door = graph.account(&id, token);
    let name = door.name().await.ok().flatten();
    let (numbers, problem) = match door.phone_numbers().await {
        Ok(numbers) => (numbers.into_iter().map(|number| described_number(number, taken)).collect(), None),
        Err(CallError::Graph(error)) => (Vec::new(), Some(error.explanation().to_owned())),
        Err(error) => (Vec::new(), Some(format!("Meta cannot be reached: {error}"))),
    };
    DiscoveredAccount {
        waba_id: id,
        name,
        numbers,
        problem,
    }
}

fn described(info: &TokenInfo) -> DiscoveredToken {
    DiscoveredToken {
        kind: info.kind.clone(),
        expires_at: info.expires_at.filter(|at| *at > 0).map(Timestamp::from_seconds),
        scopes: info.scopes.clone(),
        missing_scopes: info.missing_scopes().into_iter().map(str::to_owned).collect(),
    }
}

fn described_number(number: PhoneNumber, taken: &[(String, bool)]) -> DiscoveredNumber {
    let facts = validate::facts(&number, None);
    let known = taken.iter().find(|(id, _)| *id == number.id).map(|(_, ours)| *ours);
    DiscoveredNumber {
        // Coexistence numbers are registered by the phone app, and must not be by us.
        needs_registration: facts.status != "CONNECTED" && !facts.is_on_biz_app,
        phone_number_id: number.id,
        display_phone_number: facts.display_phone_number,
        verified_name: facts.verified_name,
        quality_rating: facts.quality_rating,
        status: facts.status,
        name_status: number.name_status,
        is_on_biz_app: facts.is_on_biz_app,
        is_test: number.account_mode.as_deref() == Some("SANDBOX"),
        connected_here: known == Some(true),
        connected_elsewhere: known == Some(false),
    }
}

fn refused(error: CallError) -> Error {
    match error {
        CallError::Graph(error) => Error::invalid(
            "/access_token",
            "channel.token_refused",
            format!("{}: {}", error.advice().title, error.explanation()),
        )
        .remedy("Business settings, System users: generate a token for this app and paste it whole."),
        error => Error::unavailable("graph.unreachable", format!("Meta cannot be reached now: {error}")),
    }
}
