//! Sockets: who may connect, what they hear, that they miss nothing and hear nothing twice, and that they end when they must.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};

use crate::support::{Hello, Inbox, TestApp, Transport, Wire, on_both};

async fn last_seq(inbox: &Inbox<'_>) -> i64 {
    inbox.owner.get("").await.ok()["event_seq"].as_i64().unwrap()
}

async fn note(inbox: &Inbox<'_>, conversation: &Value, body: &str) {
    inbox
        .agent
        .post(
            &format!("/conversations/{}/notes", conversation["id"].as_str().unwrap()),
            json!({ "body": body }),
        )
        .await
        .ok();
}

#[tokio::test]
async fn r01_only_members_with_a_good_token_get_in_by_either_transport() {
    let app = TestApp::start().await;
    let (ours, theirs) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let disabled = app.sign_in(ours.user(Role::Analyst)).await;
    ours.owner
        .patch(&format!("/members/{}", ours.user(Role::Analyst)), json!({ "disabled": true }))
        .await
        .ok();
    for transport in [Transport::Polling, Transport::WebSocket] {
        let refused = async |auth: Value| match Wire::connect(
            &app,
            Hello {
                transport,
                auth,
                origin: None,
            },
        )
        .await
        {
            Ok(_) => "let in".to_owned(),
            Err(why) => why,
        };
        assert_eq!(
            refused(json!({ "token": ours.agent.token(), "workspace": ours.id })).await,
            "let in",
            "{transport:?}"
        );
        assert_eq!(
            refused(json!({ "token": ours.agent.token(), "workspace": theirs.id })).await,
            "workspace.not_found"
        );
        assert_eq!(
            refused(json!({ "token": ours.agent.token(), "workspace": "ws_nonsense" })).await,
            "workspace.not_found"
        );
        assert_eq!(
            refused(json!({ "token": disabled.token(), "workspace": ours.id })).await,
            "workspace.not_found"
        );
        assert_eq!(refused(json!({ "token": "nonsense", "workspace": ours.id })).await, "unauthorized");
        assert_eq!(refused(json!({ "workspace": ours.id })).await, "unauthorized");
        assert_eq!(refused(json!({})).await, "unauthorized");
        assert_eq!(refused(json!("hello")).await, "unauthorized");
    }
    app.advance(Duration::from_secs(3600));
    let late = Wire::connect(&app, Hello::of(&ours.agent, ours.id)).await;
    assert_eq!(late.err().as_deref(), Some("unauthorized"), "an expired token");
    app.stop().await;
}

#[tokio::test]
async fn r02_pages_of_other_addresses_are_refused() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let own = format!("http://{}", app.address());
    for transport in [Transport::Polling, Transport::WebSocket] {
        let hello = || Hello::of(&tenant.agent, tenant.id).by(transport);
        assert!(Wire::connect(&app, hello().from_page(&own)).await.is_ok());
        for foreign in ["https://evil.example", "null", "http://127.0.0.1:1"] {
            let answer = Wire::connect(&app, hello().from_page(foreign)).await;
            assert_eq!(answer.err().as_deref(), Some("unauthorized"), "{foreign} by {transport:?}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn everything_that_happens_is_heard_in_order() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        for transport in [Transport::Polling, Transport::WebSocket] {
            let (mut wire, from) = Wire::ready(app, Hello::of(&inbox.analyst, inbox.id).by(transport)).await;
            for body in ["one", "two", "three"] {
                note(&inbox, &conversation, body).await;
            }
            let mut bodies = Vec::new();
            for at in 1..=3 {
                let event = wire.next("event").await;
                assert_eq!((event["seq"].as_i64(), &event["type"]), (Some(from + at), &json!("note.created")));
                assert!(event["at"].as_str().unwrap().ends_with('Z'));
                bodies.push(event["data"]["note"]["body"].as_str().unwrap().to_owned());
            }
            assert_eq!(bodies, ["one", "two", "three"]);
        }
    })
    .await;
}

#[tokio::test]
async fn i12_a_reconnecting_screen_misses_nothing_and_hears_nothing_twice() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let start = last_seq(&inbox).await;
        let mut heard: Vec<i64> = Vec::new();
        for round in 0..6 {
            let after = heard.last().copied().unwrap_or(start);
            let transport = if round % 2 == 0 { Transport::Polling } else { Transport::WebSocket };
            // What happens while away, while connecting and while connected.
            note(&inbox, &conversation, "away").await;
            let connecting = Wire::connect(app, Hello::of(&inbox.agent, inbox.id).after(after).by(transport));
            let (wire, ()) = tokio::join!(connecting, note(&inbox, &conversation, "connecting"));
            note(&inbox, &conversation, "connected").await;
            let mut wire = wire.expect("a member may connect");
            let until = last_seq(&inbox).await;
            while heard.last() != Some(&until) {
                heard.push(wire.next("event").await["seq"].as_i64().unwrap());
            }
        }
        let end = last_seq(&inbox).await;
        assert_eq!(heard, ((start + 1)..=end).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_number_that_is_too_old_or_not_from_here_is_told_to_load_again() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let last = last_seq(&inbox).await;
    let (mut ahead, seq) = Wire::ready(&app, Hello::of(&inbox.agent, inbox.id).after(last + 1000)).await;
    assert_eq!(seq, last);
    ahead.next("reset").await;
    // A week later the log has forgotten.
    app.advance(Duration::from_secs(8 * 86_400));
    let agent = app.sign_in(inbox.user(Role::Agent)).await.at(inbox.id);
    while app
        .server()
        .app
        .store()
        .delete_old_events(app.server().app.now() - Duration::from_secs(7 * 86_400), 500)
        .await
        .unwrap()
        > 0
    {}
    let (mut old, _) = Wire::ready(&app, Hello::of(&agent, inbox.id).after(1)).await;
    old.next("reset").await;
    let (mut current, _) = Wire::ready(&app, Hello::of(&agent, inbox.id).after(last)).await;
    agent
        .post(
            &format!("/conversations/{}/notes", conversation["id"].as_str().unwrap()),
            json!({ "body": "x" }),
        )
        .await
        .ok();
    current.event("note.created").await;
    assert!(
        current.heard.iter().all(|(name, _)| name != "reset"),
        "nothing was missed, so nothing is loaded again"
    );
    app.stop().await;
}

#[tokio::test]
async fn r03_another_workspaces_events_and_rooms_cannot_be_heard() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let other = app.tenant("Other").await;
    let (_, conversation) = inbox.conversation_with("Ana", "CANARY").await;
    let (mut spy, _) = Wire::ready(&app, Hello::of(&other.owner, other.id).after(0)).await;
    let id = &conversation["id"];
    assert_eq!(
        spy.ask("conversation:join", json!({ "conversation": id })).await,
        json!({ "ok": false, "code": "conversation.not_found" })
    );
    for (event, data) in [
        ("presence", json!({ "conversation": id })),
        ("typing", json!({ "conversation": id, "on": true })),
        ("join", json!(format!("workspace:{}", inbox.id))),
        ("conversation:join", json!({ "conversation": format!("workspace:{}", inbox.id) })),
        ("conversation:join", json!([[[]]])),
        ("conversation:join", Value::Null),
    ] {
        spy.emit(event, data).await;
    }
    let (mut member, _) = Wire::ready(&app, Hello::of(&inbox.agent, inbox.id)).await;
    member.ask("conversation:join", json!({ "conversation": id })).await;
    note(&inbox, &conversation, "CANARY").await;
    member.event("note.created").await;
    assert!(
        member
            .heard
            .iter()
            .all(|(name, data)| name != "typing" && !data.to_string().contains(&other.user(Role::Owner).to_string()))
    );
    // The spy's own workspace is heard, and only that.
    other.owner.post("/tags", json!({ "name": "own", "color": "red" })).await.ok();
    spy.event("tag.updated").await;
    assert!(!format!("{:?}", spy.heard).contains("CANARY"));
    app.stop().await;
}

#[tokio::test]
async fn colleagues_see_who_looks_and_who_writes() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let id = &conversation["id"];
    let (mut agent, _) = Wire::ready(&app, Hello::of(&inbox.agent, inbox.id)).await;
    let (mut admin, _) = Wire::ready(&app, Hello::of(&inbox.admin, inbox.id).by(Transport::WebSocket)).await;
    let online = agent.next("online").await;
    assert!(online["users"].as_array().unwrap().contains(&json!(inbox.user(Role::Agent))));
    assert_eq!(
        agent.next("online").await["users"].as_array().unwrap().len(),
        2,
        "the second to come is announced"
    );
    let members = inbox.owner.get("/members").await.ok();
    let is_online = |role: &str| members["data"].as_array().unwrap().iter().find(|member| member["role"] == role).unwrap()["online"].clone();
    assert_eq!((is_online("AGENT"), is_online("OWNER")), (json!(true), json!(false)));

    for wire in [&mut agent, &mut admin] {
        assert_eq!(wire.ask("conversation:join", json!({ "conversation": id })).await, json!({ "ok": true }));
    }
    admin.emit("presence", json!({ "conversation": id })).await;
    let viewers = async |wire: &mut Wire, who: Role, replying: bool| loop {
        let presence = wire.next("presence").await;
        let users = presence["users"].as_array().unwrap();
        if users
            .iter()
            .any(|user| user["id"] == json!(inbox.user(who)) && user["replying"] == replying)
        {
            return;
        }
    };
    viewers(&mut agent, Role::Admin, false).await;
    admin.emit("typing", json!({ "conversation": id, "on": true })).await;
    let typing = agent.next("typing").await;
    assert_eq!(
        (&typing["user_id"], &typing["on"], &typing["conversation_id"]),
        (&json!(inbox.user(Role::Admin)), &json!(true), id)
    );
    viewers(&mut agent, Role::Admin, true).await;
    drop(admin);
    while agent.next("presence").await["users"] != json!([]) {}
    // Analysts read along but do not write.
    let (mut analyst, _) = Wire::ready(&app, Hello::of(&inbox.analyst, inbox.id)).await;
    analyst.emit("typing", json!({ "conversation": id, "on": true })).await;
    assert_eq!(
        analyst.ask("conversation:join", json!({ "conversation": id })).await,
        json!({ "ok": true })
    );
    assert!(agent.heard.iter().all(|(name, _)| name != "typing"));
    app.stop().await;
}

#[tokio::test]
async fn r04_who_loses_session_or_membership_is_cut_at_once() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let second = app.sign_in(tenant.user(Role::Agent)).await.at(tenant.id);
    let mut wires = Vec::new();
    for client in [&tenant.analyst, &tenant.agent, &second, &tenant.admin] {
        wires.push(Wire::ready(&app, Hello::of(client, tenant.id)).await.0);
    }
    let [mut analyst, mut agent, mut second_wire, mut admin] = <[Wire; 4]>::try_from(wires).ok().unwrap();
    let sessions = tenant.agent.get("~/me/sessions").await.ok();
    let own = sessions["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|session| session["current"] == true)
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();

    let start = std::time::Instant::now();
    tenant.owner.delete(&format!("/members/{}", tenant.user(Role::Analyst))).await;
    assert!(analyst.is_cut().await);
    second.delete(&format!("~/me/sessions/{own}")).await;
    assert!(agent.is_cut().await);
    tenant
        .owner
        .patch(&format!("/members/{}", tenant.user(Role::Admin)), json!({ "disabled": true }))
        .await
        .ok();
    assert!(admin.is_cut().await);
    assert!(start.elapsed() < Duration::from_secs(15), "three cuts of at most five seconds");
    tenant.owner.post("/tags", json!({ "name": "still here", "color": "red" })).await.ok();
    second_wire.event("tag.updated").await;
    app.stop().await;
}

#[tokio::test]
async fn r05_floods_huge_frames_and_strangers_are_bounded() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    // A frame beyond 64 KiB ends the line that sent it, and nothing else.
    let (mut huge, _) = Wire::ready(&app, Hello::of(&tenant.agent, tenant.id).by(Transport::WebSocket)).await;
    huge.send(&format!("42[\"typing\",\"{}\"]", "x".repeat(70_000))).await;
    assert!(huge.is_cut().await);
    // A flood ends its socket.
    let (mut flood, _) = Wire::ready(&app, Hello::of(&tenant.agent, tenant.id).by(Transport::WebSocket)).await;
    for _ in 0..600 {
        flood.emit("presence", json!({ "conversation": null })).await;
    }
    assert!(flood.is_cut().await);
    // One person has only so many sockets.
    let mut open = Vec::new();
    let refused = loop {
        match Wire::connect(&app, Hello::of(&tenant.admin, tenant.id)).await {
            Ok(wire) => open.push(wire),
            Err(why) => break why,
        }
        assert!(open.len() < 50);
    };
    assert_eq!(refused, "too_many_sockets");
    let (mut fine, _) = Wire::ready(&app, Hello::of(&tenant.owner, tenant.id)).await;
    tenant.owner.post("/tags", json!({ "name": "fine", "color": "red" })).await.ok();
    fine.event("tag.updated").await;
    app.stop().await;
}

/// More than a socket's buffer and more than a feed's ring, all at once, to a client that reads slowly.
#[tokio::test]
async fn a_slow_reader_gets_every_event() {
    const MANY: usize = 3000;
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let (mut slow, from) = Wire::ready(&app, Hello::of(&tenant.agent, tenant.id)).await;
    let store = app.server().app.store();
    for burst in 0..MANY / 500 {
        let mut tx = store.begin().await.unwrap();
        let data = json!({ "workspace": { "burst": burst, "filler": "x".repeat(500) } });
        let events: Vec<_> = (0..500)
            .map(|_| store::NewEvent::new("workspace.updated", None, &data).unwrap())
            .collect();
        tx.workspace(tenant.id).append_events(&events).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut seqs = Vec::with_capacity(MANY);
    while seqs.len() < MANY {
        seqs.push(slow.next("event").await["seq"].as_i64().unwrap());
    }
    assert_eq!(seqs, ((from + 1)..=(from + MANY as i64)).collect::<Vec<_>>());
    app.stop().await;
}
