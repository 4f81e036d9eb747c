//! The form of the demo: a survey after a purchase, published, sent to three customers and filled in on their phones.

use anyhow::Context as _;
use app::wa_flows::NewWaFlowRequest;
use serde_json::{Value, json};

use super::stories::Stage;

/// Who fills it in: stars, what they liked, and what they say.
const ANSWERS: [(&str, &str, &[&str], &str); 3] = [
    ("Ana Torres", "5", &["design", "service"], "Llegó en dos días y se ve preciosa."),
    ("Luna", "4", &["delivery"], "Todo bien, solo la caja llegó un poco golpeada."),
    ("يوسف الحربي", "5", &["design", "price"], "ضوء دافئ وجميل، شكرًا لكم."),
];

impl Stage<'_> {
    /// Makes, publishes, sends and fills in.
    pub(super) async fn forms(&self) -> anyhow::Result<()> {
        let request = NewWaFlowRequest {
            name: "How was your order?".to_owned(),
            categories: vec!["SURVEY".to_owned()],
            json: Some(serde_json::to_string_pretty(&survey())?),
            ..NewWaFlowRequest::default()
        };
        let forms = self.app.wa_flows();
        let form = forms.create(&self.admin, request).await?;
        forms.publish(&self.admin, form.id).await?;
        let action = json!({ "name": "flow", "parameters": {
            "flow_message_version": "3", "flow_id": form.meta_id, "flow_cta": "Tell us", "flow_action": "navigate",
            "flow_action_payload": { "screen": "RATE" } } });
        let content = json!({ "type": "interactive", "interactive": { "type": "flow", "action": action,
            "body": { "text": "Thank you for your order! Two questions help us do better." } } });
        for (name, stars, liked, words) in ANSWERS {
            let thread = self.thread(name).await?;
            self.send(&self.agent, thread, content.clone()).await?;
            self.settle().await;
            let phone = self.phone(name)?;
            let message = phone.last_received().with_context(|| format!("the form did not reach {name}"))?;
            let mut open = phone
                .opens(&message.id)
                .await
                .map_err(|error| anyhow::anyhow!("{name} cannot open the form: {error}"))?;
            open.fills("stars", stars).fills("liked", json!(liked));
            open.presses().await.map_err(anyhow::Error::msg)?;
            open.fills("words", words);
            open.presses().await.map_err(anyhow::Error::msg)?;
        }
        Ok(())
    }
}

/// Two screens that ask nobody.
fn survey() -> Value {
    let option = |id: &str, title: &str| json!({ "id": id, "title": title });
    let stars = ["5", "4", "3", "2", "1"].map(|id| {
        option(
            id,
            ["Poor", "Fair", "Good", "Very good", "Excellent"][id.parse::<usize>().unwrap_or(1) - 1],
        )
    });
    json!({
        "version": "7.3",
        "screens": [
            { "id": "RATE", "title": "Your order", "data": {}, "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextHeading", "text": "How was it?" },
                { "type": "RadioButtonsGroup", "name": "stars", "label": "Your rating", "required": true, "data-source": stars },
                { "type": "CheckboxGroup", "name": "liked", "label": "What did you like?", "data-source": [
                    option("design", "The design"), option("price", "The price"), option("delivery", "The delivery"), option("service", "The service")] },
                { "type": "Footer", "label": "Next", "on-click-action": { "name": "navigate", "next": { "type": "screen", "name": "WORDS" },
                    "payload": { "stars": "${form.stars}", "liked": "${form.liked}" } } } ] } },
            { "id": "WORDS", "title": "In your words", "terminal": true, "success": true,
              "data": { "stars": { "type": "string", "__example__": "5" }, "liked": { "type": "array", "items": { "type": "string" }, "__example__": ["design"] } },
              "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextArea", "name": "words", "label": "Anything else?", "required": false },
                { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete",
                    "payload": { "stars": "${data.stars}", "liked": "${data.liked}", "words": "${form.words}" } } } ] } },
        ],
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_of_the_demo_can_be_published() {
        let report = wa_flow_json::check(&super::survey().to_string());
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
}
