//! Numbers, profile, templates, subscriptions, tokens.

use axum::response::IntoResponse;
use cloud_api::client::{CallError, TemplateQuery};
use cloud_api::profile::ProfileUpdate;
use cloud_api::template::{NewTemplate, TemplateComponent, TemplateEdit};
use secrecy::SecretString;
use serde_json::json;

use super::stub::{Stub, token};

#[tokio::test]
async fn a_number_is_read_with_all_we_need() {
    let stub = Stub::json(json!({
        "id": "106540352242922", "display_phone_number": "+1 555-078-3881", "verified_name": "Lucky Shrub", "quality_rating": "GREEN",
        "status": "CONNECTED", "throughput": {"level": "HIGH"}, "is_on_biz_app": true, "platform_type": "CLOUD_API",
        "webhook_configuration": {"application": "https://a.example/hook"}, "future": {"x": 1},
    }))
    .await;
    let number = stub.client().number("106540352242922", &token()).get().await.unwrap();
    assert_eq!(number.verified_name.as_deref(), Some("Lucky Shrub"));
    assert_eq!(number.messages_per_second(), 20, "shared with the phone app");
    assert_eq!(
        number.webhook_configuration.unwrap().application.as_deref(),
        Some("https://a.example/hook")
    );
    let fields = stub.only().query("fields").unwrap().to_owned();
    assert!(
        ["verified_name", "throughput", "webhook_configuration", "is_on_biz_app", "health_status"]
            .iter()
            .all(|field| fields.contains(field))
    );
    assert!(!fields.contains(' '), "{fields}");
}

#[tokio::test]
async fn the_profile_is_read_and_changed() {
    let stub = Stub::start(|asked| {
        let answer = match asked.method.as_str() {
            "POST" => json!({"success": true}),
            _ => json!({"data": [{"about": "Succulents", "websites": ["https://a.example"], "messaging_product": "whatsapp"}]}),
        };
        axum::Json(answer).into_response()
    })
    .await;
    let (client, token) = (stub.client(), token());
    let profile = client.number("7", &token).profile().await.unwrap();
    assert_eq!(
        (profile.about.as_deref(), profile.websites),
        (Some("Succulents"), vec!["https://a.example".to_owned()])
    );
    let update = ProfileUpdate {
        about: Some("Cacti".into()),
        ..ProfileUpdate::default()
    };
    assert!(update.validate().is_empty());
    client.number("7", &token).update_profile(&update).await.unwrap();
    let asked = stub.asked();
    assert_eq!(asked[1].line(), "POST /graph/v26.0/7/whatsapp_business_profile");
    assert_eq!(asked[1].json(), json!({"messaging_product": "whatsapp", "about": "Cacti"}));
}

#[tokio::test]
async fn a_number_is_registered_with_its_pin() {
    let stub = Stub::json(json!({"success": true})).await;
    let pin = SecretString::from("123456");
    stub.client().number("7", &token()).register(&pin, Some("DE")).await.unwrap();
    assert_eq!(stub.only().line(), "POST /graph/v26.0/7/register");
    assert_eq!(
        stub.only().json(),
        json!({"messaging_product": "whatsapp", "pin": "123456", "data_localization_region": "DE"})
    );
}

#[tokio::test]
async fn numbers_are_listed_over_pages() {
    let stub = Stub::start(|asked| {
        let answer = match asked.query("after") {
            None => json!({"data": [{"id": "1"}], "paging": {"cursors": {"after": "B"}, "next": "https://…"}}),
            Some("B") => json!({"data": [{"id": "2"}, {"no": "id"}], "paging": {"cursors": {"after": "C"}}}),
            Some(other) => panic!("asked beyond the last page: {other}"),
        };
        axum::Json(answer).into_response()
    })
    .await;
    let numbers = stub.client().account("9", &token()).phone_numbers().await.unwrap();
    assert_eq!(numbers.iter().map(|number| number.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[tokio::test]
async fn subscriptions_of_the_account() {
    let stub = Stub::start(|asked| {
        let answer = match asked.method.as_str() {
            "GET" => json!({"data": [{"whatsapp_business_api_data": {"id": "55", "name": "PrismWA"}, "override_callback_uri": "https://b.example"}]}),
            _ => json!({"success": true}),
        };
        axum::Json(answer).into_response()
    })
    .await;
    let (client, token) = (stub.client(), token());
    let account = client.account("9", &token);
    let apps = account.subscribed_apps().await.unwrap();
    assert_eq!(apps[0].whatsapp_business_api_data.as_ref().unwrap().id.as_deref(), Some("55"));
    assert_eq!(apps[0].override_callback_uri.as_deref(), Some("https://b.example"));
    account.subscribe().await.unwrap();
    account.subscribe_at("https://c.example", &SecretString::from("verify")).await.unwrap();
    account.unsubscribe().await.unwrap();
    let asked = stub.asked();
    assert!(asked.iter().all(|asked| asked.path == "/graph/v26.0/9/subscribed_apps"));
    assert_eq!(asked[1].json(), json!({}));
    assert_eq!(
        asked[2].json(),
        json!({"override_callback_uri": "https://c.example", "verify_token": "verify"})
    );
    assert_eq!(asked[3].method, "DELETE");
}

#[tokio::test]
async fn templates_are_listed_by_page() {
    let stub = Stub::json(json!({
        "data": [{"id": 1, "name": "hello_world", "language": "en_US", "status": "APPROVED", "components": [{"type": "BODY", "text": "Hi"}]}, {"broken": true}],
        "paging": {"cursors": {"before": "A", "after": "B"}, "next": "https://…"},
    }))
    .await;
    let query = TemplateQuery {
        status: Some("APPROVED".into()),
        limit: Some(20),
        after: Some("A=&b".into()),
        name: None,
    };
    let page = stub.client().account("9", &token()).templates(&query).await.unwrap();
    assert_eq!((page.templates.len(), page.after.as_deref()), (1, Some("B")));
    assert_eq!(page.templates[0].id.as_deref(), Some("1"));
    let asked = stub.only();
    assert_eq!(
        (asked.query("status"), asked.query("limit"), asked.query("after"), asked.query("name")),
        (Some("APPROVED"), Some("20"), Some("A=&b"), None)
    );
}

#[tokio::test]
async fn templates_are_created_changed_and_deleted() {
    let stub = Stub::start(|asked| {
        let answer = match asked.line().as_str() {
            "POST /graph/v26.0/9/message_templates" => json!({"id": "77", "status": "PENDING", "category": "UTILITY"}),
            _ => json!({"success": true}),
        };
        axum::Json(answer).into_response()
    })
    .await;
    let (client, token) = (stub.client(), token());
    let account = client.account("9", &token);
    let body = TemplateComponent {
        kind: "BODY".into(),
        text: Some("Thanks".into()),
        ..TemplateComponent::default()
    };
    let template = NewTemplate {
        name: "thanks".into(),
        language: "en_US".into(),
        category: "UTILITY".into(),
        components: vec![body.clone()],
        ..NewTemplate::default()
    };
    let created = account.create_template(&template).await.unwrap();
    assert_eq!((created.id.as_deref(), created.status.as_deref()), (Some("77"), Some("PENDING")));
    account
        .edit_template(
            "77",
            &TemplateEdit {
                components: vec![body],
                ..TemplateEdit::default()
            },
        )
        .await
        .unwrap();
    account.delete_template("thanks", Some("77")).await.unwrap();
    let asked = stub.asked();
    assert_eq!(
        asked[0].json(),
        json!({"name": "thanks", "language": "en_US", "category": "UTILITY", "components": [{"type": "BODY", "text": "Thanks"}]})
    );
    assert_eq!(
        (asked[1].line().as_str(), asked[1].json()),
        ("POST /graph/v26.0/77", json!({"components": [{"type": "BODY", "text": "Thanks"}]}))
    );
    assert_eq!((asked[2].query("name"), asked[2].query("hsm_id")), (Some("thanks"), Some("77")));
}

#[tokio::test]
async fn a_refused_template_says_why() {
    let stub = Stub::status(400, r#"{"error":{"code":100,"error_subcode":2388299,"message":"Invalid parameter","error_user_title":"Variables","error_user_msg":"Variables can't be at the start"}}"#).await;
    let error = stub
        .client()
        .account("9", &token())
        .create_template(&NewTemplate::default())
        .await
        .unwrap_err();
    let CallError::Graph(graph) = error else { panic!("{error:?}") };
    assert_eq!((graph.subcode, graph.explanation()), (Some(2_388_299), "Variables can't be at the start"));
}

#[tokio::test]
async fn tokens_are_looked_into_with_the_apps_own() {
    let stub = Stub::json(json!({"data": {
        "app_id": "55", "type": "SYSTEM_USER", "is_valid": true, "expires_at": 0, "scopes": ["whatsapp_business_messaging"],
        "granular_scopes": [{"scope": "whatsapp_business_messaging", "target_ids": ["9"]}],
    }}))
    .await;
    let secret = SecretString::from("s3cret");
    let info = stub.client().meta_app("55", &secret).debug_token(&token()).await.unwrap();
    assert_eq!((info.is_valid, info.expires_at, info.scopes.len()), (Some(true), Some(0), 1));
    assert_eq!(info.granular_scopes[0].target_ids, ["9"]);
    assert_eq!(stub.only().header("authorization"), "Bearer 55|s3cret");
    assert_eq!(stub.only().query("input_token"), Some("EAAG-secret-token"));
}

#[tokio::test]
async fn the_app_is_subscribed_to_fields() {
    let stub = Stub::start(|asked| {
        let answer = match asked.method.as_str() {
            "GET" => json!({"data": [{"object": "whatsapp_business_account", "callback_url": "https://a.example", "active": true, "fields": [{"name": "messages", "version": "v26.0"}]}]}),
            _ => json!({"success": true}),
        };
        axum::Json(answer).into_response()
    })
    .await;
    let secret = SecretString::from("s3cret");
    let client = stub.client();
    let app = client.meta_app("55", &secret);
    let subscriptions = app.subscriptions().await.unwrap();
    assert_eq!(subscriptions[0].fields[0].name.as_deref(), Some("messages"));
    app.subscribe("https://b.example", &SecretString::from("verify"), &["messages", "history"])
        .await
        .unwrap();
    app.unsubscribe().await.unwrap();
    let asked = stub.asked();
    assert_eq!(
        asked[1].json(),
        json!({"object": "whatsapp_business_account", "callback_url": "https://b.example", "verify_token": "verify", "fields": "messages,history", "include_values": true})
    );
    assert_eq!(
        (asked[2].method.as_str(), asked[2].query("object")),
        ("DELETE", Some("whatsapp_business_account"))
    );
}
