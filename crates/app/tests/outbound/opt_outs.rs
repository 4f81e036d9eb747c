//! The ledger of opt-outs: every road into it, what it stops, and who may override it.

use std::time::Duration;

use app::opt_outs::{OptOutAction, OptOutRequest, OptOutScope};
use app::outbound::{AutomatedRequest, SendRequest};
use cloud_api::outbound::OutboundContent;
use model::{MessageId, Role, WorkspaceSettings};
use serde_json::json;
use store::testing::both;
use store::{Limit, Priority};

use super::support::{Answer, World, world};

/// The contact's ledger, newest first, as action, scope and source.
async fn ledger(world: &World<'_>) -> Vec<String> {
    let contact = world.contact().await;
    let page = world
        .store
        .workspace(world.workspace.id)
        .list_opt_outs_of(contact, Limit::default(), None)
        .await
        .unwrap();
    page.data
        .into_iter()
        .map(|entry| format!("{} {} {}", entry.action, entry.scope, entry.source))
        .collect()
}

async fn opted_out(world: &World<'_>) -> bool {
    let contact = world.contact().await;
    world
        .store
        .workspace(world.workspace.id)
        .get_contact(contact)
        .await
        .unwrap()
        .row
        .opted_out_at
        .is_some()
}

fn template() -> SendRequest {
    let template = json!({ "type": "template", "template": { "name": "hello", "language": { "code": "en_US" } } });
    SendRequest {
        content: OutboundContent::from_json(template).unwrap(),
        ..World::request("")
    }
}

async fn automated(world: &World<'_>) -> Vec<&'static str> {
    let request = AutomatedRequest {
        id: MessageId::new(),
        author_kind: "flow",
        priority: Priority::Automation,
        content: OutboundContent::text("automatic"),
        media_id: None,
        reply_to_wamid: None,
    };
    let mut tx = world.store.begin().await.unwrap();
    let mut workspace = tx.workspace(world.workspace.id);
    let answer = world
        .app
        .outbound()
        .send_automated(&mut workspace, world.conversation, request)
        .await
        .unwrap();
    answer.err().unwrap_or_default().into_iter().map(|refusal| refusal.code).collect()
}

#[tokio::test]
async fn a_stop_word_stops_everything_the_business_begins() {
    both(async |store| {
        let world = world(store).await;
        // Within a second, as it is in life: Meta's times are whole seconds, ours are not.
        store.clock.advance(Duration::from_millis(300));
        world.hears("wamid.stop", " Baja! ").await;
        assert!(opted_out(&world).await);
        assert_eq!(ledger(&world).await, ["opt_out all word"]);
        assert_eq!(world.send(World::request("but why")).await.unwrap_err().code, "send.opted_out");
        assert_eq!(world.send(template()).await.unwrap_err().code, "send.opted_out");
        assert_eq!(automated(&world).await, ["send.opted_out"]);
        // Meta repeats the delivery in another one: nothing is written twice.
        world.hears("wamid.stop", " Baja! ").await;
        assert_eq!(ledger(&world).await.len(), 1);
        store.clock.advance(Duration::from_secs(60));
        world.hears("wamid.more", "actually, where is my parcel?").await;
        world.send(World::request("on its way")).await.unwrap();
        assert_eq!(automated(&world).await, [""; 0], "an answer is not unasked");
        assert_eq!(world.send(template()).await.unwrap_err().code, "send.opted_out");
        store.clock.advance(Duration::from_secs(60));
        world.hears("wamid.start", "ALTA").await;
        assert!(!opted_out(&world).await);
        assert_eq!(ledger(&world).await, ["opt_in all word", "opt_out all word"]);
        world.send(template()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_words_are_the_workspaces() {
    both(async |store| {
        let world = world(store).await;
        let mut settings = WorkspaceSettings {
            typing_to_contact: false,
            ..WorkspaceSettings::default()
        };
        settings.opt_out_words.languages.truncate(1);
        settings.opt_out_words.languages[0].stop = vec!["Basta ya".to_owned()];
        world.set(settings.clone()).await;
        world.hears("wamid.1", "stop").await;
        assert!(!opted_out(&world).await);
        world.hears("wamid.2", "¡BASTA YA!").await;
        assert!(opted_out(&world).await);
        settings.opt_out_words.enabled = false;
        world.set(settings).await;
        store.clock.advance(Duration::from_secs(5));
        world.hears("wamid.3", "start").await;
        assert!(opted_out(&world).await);
    })
    .await;
}

#[tokio::test]
async fn a_choice_in_whatsapp_is_about_marketing_and_only_the_contact_undoes_it() {
    both(async |store| {
        let world = world(store).await;
        let choose = async |value: &str| {
            let preference = json!({ "wa_id": "34600000001", "user_id": "US.1", "detail": "User requested to stop marketing messages",
                                     "category": "marketing_messages", "value": value, "timestamp": store.now().seconds() });
            world.field("user_preferences", json!({ "user_preferences": [preference] })).await;
        };
        choose("stop").await;
        choose("stop").await;
        assert_eq!(ledger(&world).await, ["opt_out marketing whatsapp"]);
        assert!(!opted_out(&world).await);
        world.send(World::request("about your order")).await.unwrap();
        let facts = store
            .workspace(world.workspace.id)
            .find_send_facts(world.conversation)
            .await
            .unwrap()
            .unwrap();
        assert!(facts.marketing_opted_out_at.is_some());
        let back = OptOutRequest {
            action: OptOutAction::OptIn,
            scope: OptOutScope::Marketing,
            reason: "they said so".to_owned(),
        };
        let refused = world.app.opt_outs().record(&world.agent, world.contact().await, back).await.unwrap_err();
        assert_eq!(refused.code, "contact.opted_out_in_whatsapp");
        store.clock.advance(Duration::from_secs(60));
        choose("resume").await;
        assert_eq!(ledger(&world).await, ["opt_in marketing whatsapp", "opt_out marketing whatsapp"]);
    })
    .await;
}

#[tokio::test]
async fn late_news_does_not_undo_a_later_decision() {
    both(async |store| {
        let world = world(store).await;
        let at = store.now().seconds();
        let choose = async |value: &str, at: i64| {
            let preference = json!({ "wa_id": "34600000001", "user_id": "US.1", "category": "marketing_messages", "value": value, "timestamp": at });
            world.field("user_preferences", json!({ "user_preferences": [preference] })).await;
        };
        choose("resume", at).await;
        choose("stop", at - 3600).await;
        let facts = store
            .workspace(world.workspace.id)
            .find_send_facts(world.conversation)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(facts.marketing_opted_out_at, None);
        assert_eq!(ledger(&world).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn metas_refusal_teaches_the_ledger() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(400, 131_050)]);
        world.send(template()).await.unwrap();
        world.app.settle().await;
        assert_eq!(ledger(&world).await, ["opt_out marketing meta_error"]);
        // Or only in a report, later.
        let id = world.say("an offer").await;
        let second = store.now().seconds().to_string();
        let wamid = world.message(id).await.row.wamid.unwrap();
        world
            .webhook(
                json!({ "statuses": [{ "id": wamid, "status": "failed", "timestamp": second, "recipient_id": "34600000001",
                                             "errors": [{ "code": 131_050, "title": "User has stopped marketing" }] }] }),
            )
            .await;
        assert_eq!(ledger(&world).await, ["opt_out marketing meta_error", "opt_out marketing meta_error"]);
    })
    .await;
}

#[tokio::test]
async fn a_member_writes_a_decision_down_with_its_reason() {
    both(async |store| {
        let world = world(store).await;
        let contact = world.contact().await;
        let request = |action, reason: &str| OptOutRequest {
            action,
            scope: OptOutScope::All,
            reason: reason.to_owned(),
        };
        let opt_outs = world.app.opt_outs();
        let empty = opt_outs
            .record(&world.agent, contact, request(OptOutAction::OptOut, " "))
            .await
            .unwrap_err();
        assert_eq!(empty.pointer.as_deref(), Some("/reason"));
        opt_outs
            .record(&world.agent, contact, request(OptOutAction::OptOut, "said so on the phone"))
            .await
            .unwrap();
        assert!(opted_out(&world).await);
        opt_outs
            .record(&world.agent, contact, request(OptOutAction::OptIn, "signed the form"))
            .await
            .unwrap();
        assert!(!opted_out(&world).await);
        assert_eq!(ledger(&world).await, ["opt_in all member", "opt_out all member"]);
        world.opt_out().await;
        assert_eq!(ledger(&world).await.len(), 3, "the switch of the contact's page is in the ledger, too");
        let audit = store
            .workspace(world.workspace.id)
            .list_audit(&store::AuditFilter::default(), Limit::default(), None)
            .await
            .unwrap();
        let actions: Vec<&str> = audit.data.iter().map(|entry| entry.action.as_str()).collect();
        assert!(
            actions.contains(&"contact.opted_out") && actions.contains(&"contact.opted_in"),
            "{actions:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_opt_out_between_queue_and_dispatch_still_stops_the_message() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("too late").await;
        world.opt_out().await;
        world.app.settle().await;
        assert!(world.stub.posted().is_empty());
        assert_eq!(world.status(id).await, "failed");
        let admin = app::Actor {
            role: Role::Admin,
            ..world.agent.clone()
        };
        let request = SendRequest {
            override_opt_out_reason: Some("recall of the product".to_owned()),
            ..World::request("please return it")
        };
        world.app.outbound().send(&admin, world.conversation, request).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["please return it"]);
    })
    .await;
}
