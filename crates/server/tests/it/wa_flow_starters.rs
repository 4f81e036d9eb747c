//! Every form to start from, as it is: made, published, sent, filled in on the phone, and kept under its labels.

use serde_json::{Value, json};

use crate::support::{Inbox, on_both};

/// Makes a form of a starter and publishes it; sends it to Ana.
async fn begun(inbox: &Inbox<'_>, slug: &str) -> (Value, simulator::Phone, simulator::Message) {
    let starters = inbox.analyst.get("/wa-flow-starters").await.ok();
    let starter = starters["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["slug"] == slug)
        .unwrap()
        .clone();
    let request = json!({ "name": starter["title"], "categories": [starter["category"]], "starter": slug });
    let form = inbox.admin.post("/wa-flows", request).await.ok();
    assert_eq!(
        form["endpoint"]["kind"],
        if starter["function"].is_null() { "none" } else { "function" },
        "{form}"
    );
    let path = format!("/wa-flows/{}", form["id"].as_str().unwrap());
    let form = inbox.admin.post(&format!("{path}/publish"), json!({})).await.ok();
    assert_eq!(form["status"], "PUBLISHED", "{form}");
    let (phone, message) = inbox.sends_form(&form, "Ana").await;
    (form, phone, message)
}

/// What was kept of a form: label and value, by label.
async fn kept(inbox: &Inbox<'_>, form: &Value) -> Vec<(String, Value)> {
    inbox.app.settle().await;
    let list = inbox
        .analyst
        .get(&format!("/submissions?wa_flow={}", form["id"].as_str().unwrap()))
        .await
        .ok();
    let values = list["data"][0]["values"].as_array().unwrap_or_else(|| panic!("{list}")).iter();
    let mut kept: Vec<(String, Value)> = values
        .map(|field| (field["label"].as_str().unwrap().to_owned(), field["value"].clone()))
        .collect();
    kept.sort_by(|one, other| one.0.cmp(&other.0));
    kept
}

fn of(pairs: Value) -> Vec<(String, Value)> {
    let mut pairs: Vec<(String, Value)> = pairs.as_object().unwrap().clone().into_iter().collect();
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

#[tokio::test]
async fn an_appointment_is_booked_with_times_from_its_function() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        inbox.form_key().await;
        let (form, phone, message) = begun(&inbox, "appointment").await;
        let mut open = phone.opens(&message.id).await.unwrap();
        let part = |open: &simulator::OpenForm<'_>, name: &str| open.view().into_iter().find(|one| one["name"] == name).unwrap();
        let day = part(&open, "day")["max-date"].as_str().unwrap().to_owned();
        assert_eq!(part(&open, "time")["enabled"], false, "no day yet, no times");
        open.picks("day", day.as_str()).await.unwrap();
        let times = part(&open, "time");
        assert_eq!(
            (&times["enabled"], times["data-source"].as_array().unwrap().len()),
            (&json!(true), 5),
            "{times}"
        );
        open.fills("time", "10:00").presses().await.unwrap();
        assert_eq!(open.screen(), "DETAILS");
        open.fills("name", "Ana Torres").presses().await.unwrap();
        let expected = json!({ "Day": day, "Time": "10:00", "Name": "Ana Torres", "Note": null });
        let kept = kept(&inbox, &form).await;
        assert_eq!(
            kept.iter()
                .filter(|(_, value)| !value.is_null() && value != "")
                .cloned()
                .collect::<Vec<_>>(),
            of(expected).into_iter().filter(|(_, value)| !value.is_null()).collect::<Vec<_>>()
        );
        // A second form of the same name elsewhere: its function gets a name of its own.
        let twin = json!({ "name": "Appointment again", "categories": ["OTHER"], "starter": "appointment" });
        inbox.admin.post("/wa-flows", twin).await.ok();
        assert_eq!(inbox.admin.get("/functions").await.ok()["data"].as_array().unwrap().len(), 2);
        inbox
            .admin
            .post("/wa-flows", json!({ "name": "x", "categories": ["OTHER"], "starter": "x" }))
            .await
            .refused(422, "request.invalid");
    })
    .await;
}

#[tokio::test]
async fn a_lead_a_survey_and_feedback_ask_nobody() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let (form, phone, message) = begun(&inbox, "lead").await;
        let mut open = phone.opens(&message.id).await.unwrap();
        open.fills("interests", json!(["delivery", "repair"])).fills("details", "Two lamps").presses().await.unwrap();
        open.fills("name", "Ana").fills("email", "ana@example.com").fills("company", "Torres").fills("reach", "whatsapp").fills("news", true);
        open.presses().await.unwrap();
        let lead = json!({ "Interests": ["Delivery", "Repair"], "Details": "Two lamps", "Name": "Ana", "Email": "ana@example.com", "Company": "Torres",
            "Best way": "WhatsApp", "Send me offers now and then.": true });
        assert_eq!(kept(&inbox, &form).await, of(lead));

        let (form, phone, message) = begun(&inbox, "survey").await;
        let mut open = phone.opens(&message.id).await.unwrap();
        open.fills("often", "every_month").presses().await.unwrap();
        open.fills("better", json!(["more_choice"])).presses().await.unwrap();
        open.fills("score", "9").fills("why", "Kind people").presses().await.unwrap();
        let survey = json!({ "Answer": "Every month", "Choose up to two": ["More choice"], "0 to 10": "9", "Why?": "Kind people" });
        assert_eq!(kept(&inbox, &form).await, of(survey));

        let (form, phone, message) = begun(&inbox, "feedback").await;
        let mut open = phone.opens(&message.id).await.unwrap();
        open.fills("rating", "2").fills("wrong", json!(["too_late"])).presses().await.unwrap();
        open.fills("comment", "It rained").fills("call_back", true).presses().await.unwrap();
        let feedback = json!({ "Rating": "Poor", "What went wrong?": ["Too late"], "Your words": "It rained", "You may write to me about this.": true });
        assert_eq!(kept(&inbox, &form).await, of(feedback));
    })
    .await;
}
