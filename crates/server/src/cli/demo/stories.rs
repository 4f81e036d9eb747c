//! What happened at Lumen Home before you came: customers who really write from their phones, and a team that really answers.
//!
//! Told in five acts. Each is remembered once it is over, so that a start cut short goes on where it stopped.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use app::outbound::SendRequest;
use app::views::TagColor;
use app::{Actor, App};
use model::{ContactId, ConversationId, MessageId, TagId};
use serde_json::{Value, json};
use simulator::{File, Phone, Say, Simulator};
use store::{ConversationFilter, InboxView, Limit};

/// One part of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Act {
    /// The customers write, in many languages and of many kinds.
    Customers,
    /// The team takes some of them, and answers.
    Answers,
    /// The customers read, react, tap and write again.
    Replies,
    /// The team tags, notes, closes and puts off.
    Order,
    /// Customers fill in a form.
    Forms,
}

impl Act {
    /// In the order they happen.
    pub(super) const ALL: [Self; 5] = [Self::Customers, Self::Answers, Self::Replies, Self::Order, Self::Forms];
}

/// Where the story happens, and who acts in it.
pub(super) struct Stage<'a> {
    pub(super) app: &'a App,
    pub(super) simulator: &'a Simulator,
    pub(super) admin: Actor,
    pub(super) agent: Actor,
}

impl Stage<'_> {
    /// Plays one act to its end.
    pub(super) async fn play(&self, act: Act) -> anyhow::Result<()> {
        match act {
            Act::Customers => self.customers().await?,
            Act::Answers => self.answers().await?,
            Act::Replies => self.replies().await?,
            Act::Order => self.order().await?,
            Act::Forms => self.forms().await?,
        }
        self.settle().await;
        Ok(())
    }

    async fn customers(&self) -> anyhow::Result<()> {
        let say = async |name: &str, what: Say| -> anyhow::Result<()> {
            self.phone(name)?.sends(what).await;
            Ok(())
        };
        say("Ana Torres", Say::text("Hola, ¿la lámpara Aurora viene también en latón?")).await?;
        say(
            "Ana Torres",
            Say::Image(File {
                caption: Some("Sería para esta esquina".to_owned()),
                ..File::default()
            }),
        )
        .await?;
        say("João Pereira", Say::text("Bom dia! O pedido 4471 já saiu?")).await?;
        say("प्रिया शर्मा", Say::text("नमस्ते, क्या मेज़ लैंप स्टॉक में है?")).await?;
        say("يوسف الحربي", Say::text("مرحبا، هل يوجد توصيل إلى الرياض؟")).await?;
        say("Siti Rahma 🌸", Say::Sticker(File::default())).await?;
        say("Emma O’Connor", Say::Voice(File::default())).await?;
        let showroom = Say::Location {
            latitude: 51.5136,
            longitude: -0.1365,
            name: Some("Soho".to_owned()),
            address: None,
        };
        say("Emma O’Connor", showroom).await?;
        say(
            "Zoë Müller-Lüdenscheidt",
            Say::Document(File {
                filename: Some("Rechnung-2291.pdf".to_owned()),
                ..File::default()
            }),
        )
        .await?;
        say(
            "Zoë Müller-Lüdenscheidt",
            Say::text("Auf der Rechnung fehlt die Steuernummer, könnten Sie das ändern?"),
        )
        .await?;
        let card = json!({ "name": { "formatted_name": "Ken Sato", "first_name": "Ken" }, "phones": [{ "phone": "+819055500108", "type": "CELL" }] });
        say(
            "佐藤 健",
            Say::Contacts {
                contacts: vec![card],
                origin: None,
            },
        )
        .await?;
        let lamp = json!({ "product_retailer_id": "aurora-brass", "quantity": 2, "item_price": 89.0, "currency": "EUR" });
        say(
            "Amara Okafor",
            Say::Order {
                catalog_id: "194836987003835".to_owned(),
                text: Some("Two please!".to_owned()),
                product_items: vec![lamp],
            },
        )
        .await?;
        say(
            "Лена",
            Say::Unsupported {
                kind: "poll_creation".to_owned(),
                code: None,
            },
        )
        .await?;
        let luna = self.phone("Luna")?;
        luna.says("Vi la lámpara en Instagram, ¿cuánto cuesta?").from_ad("Luz para leer").await;
        say("דנה לוי", Say::text("שלום, אפשר להחזיר מנורה שקניתי?")).await
    }

    async fn answers(&self) -> anyhow::Result<()> {
        let text = |body: &str| json!({ "type": "text", "text": { "body": body } });
        let ana = self.thread("Ana Torres").await?;
        self.app.conversations().assign(&self.agent, ana, Some(self.agent.user_id)).await?;
        self.send(
            &self.agent,
            ana,
            text("¡Hola, Ana! Sí, la Aurora viene en latón y en negro. ¿Te la aparto?"),
        )
        .await?;
        let joao = self.thread("João Pereira").await?;
        self.app.conversations().assign(&self.agent, joao, Some(self.agent.user_id)).await?;
        self.send(&self.agent, joao, text("Bom dia, João! Saiu hoje cedo e chega na *quinta-feira*."))
            .await?;
        let yousef = self.thread("يوسف الحربي").await?;
        let buttons = json!({ "type": "interactive", "interactive": {
            "type": "button", "body": { "text": "نعم، التوصيل إلى الرياض خلال ٤ أيام. أي خيار تفضل؟" },
            "action": { "buttons": [
                { "type": "reply", "reply": { "id": "standard", "title": "عادي" } },
                { "type": "reply", "reply": { "id": "express", "title": "سريع" } },
            ] },
        } });
        self.send(&self.agent, yousef, buttons).await?;
        let zoe = self.thread("Zoë Müller-Lüdenscheidt").await?;
        self.app.conversations().assign(&self.admin, zoe, Some(self.admin.user_id)).await?;
        self.send(
            &self.admin,
            zoe,
            text("Gern, die Buchhaltung stellt sie neu aus. Sie haben sie morgen im Postfach."),
        )
        .await?;
        let dana = self.thread("דנה לוי").await?;
        self.send(&self.admin, dana, text("שלום דנה! בוודאי, עד 30 יום מהקנייה.")).await
    }

    async fn replies(&self) -> anyhow::Result<()> {
        let ana = self.phone("Ana Torres")?;
        ana.reads();
        // Phones forget their threads when the server stops: after a start cut short before this act, there is nothing to react to.
        let yes = ana.says("¡Sí, por favor! Paso el sábado.");
        if let Some(offer) = ana.last_received() {
            ana.reacts(&offer.id, Some("❤️")).await;
            yes.replying_to(&offer.id).await;
        } else {
            yes.await;
        }
        let joao = self.phone("João Pereira")?;
        joao.says("Perfeito, obrigado!").await;
        let yousef = self.phone("يوسف الحربي")?;
        match yousef.last_received() {
            Some(question) => yousef.taps(&question.id, "express").await,
            None => yousef.says("سريع من فضلك").await,
        };
        let dana = self.phone("דנה לוי")?;
        dana.reads();
        dana.says("תודה רבה 🙏").await;
        Ok(())
    }

    async fn order(&self) -> anyhow::Result<()> {
        let regular = self.tag("Regular", TagColor::Violet).await?;
        let order = self.tag("Order", TagColor::Blue).await?;
        let returns = self.tag("Return", TagColor::Amber).await?;
        self.tag("Wholesale", TagColor::Green).await?;
        for (name, tag) in [
            ("Ana Torres", regular),
            ("João Pereira", regular),
            ("João Pereira", order),
            ("Amara Okafor", order),
            ("דנה לוי", returns),
        ] {
            self.app.contacts().add_tag(&self.agent, self.contact(name).await?, tag).await?;
        }
        let ana = self.thread("Ana Torres").await?;
        self.app
            .notes()
            .create(&self.agent, ana, "Set one brass Aurora aside until Saturday.", &[])
            .await?;
        let zoe = self.thread("Zoë Müller-Lüdenscheidt").await?;
        self.app
            .notes()
            .create(&self.admin, zoe, "Accounting has it: invoice 2291 again, with the tax number.", &[])
            .await?;
        self.app
            .conversations()
            .snooze(&self.admin, zoe, self.app.now() + Duration::from_secs(20 * 3600))
            .await?;
        let amara = self.thread("Amara Okafor").await?;
        self.app.conversations().assign(&self.admin, amara, Some(self.agent.user_id)).await?;
        self.office(amara).await?;
        for name in ["João Pereira", "דנה לוי"] {
            let done = self.thread(name).await?;
            self.app.conversations().mark_read(&self.agent, done).await?;
            self.app.conversations().close(&self.agent, done).await?;
        }
        Ok(())
    }

    /// Waits until what was said has arrived, been answered by Meta and shown its ticks.
    pub(super) async fn settle(&self) {
        let mut before = None;
        loop {
            self.simulator.settle().await;
            self.app.settle().await;
            let now = (self.simulator.ledger().sends.len(), self.simulator.deliveries().len());
            if before == Some(now) {
                return;
            }
            before = Some(now);
        }
    }

    /// A customer of the simulator's demo; it is not made up when it is missing, since the story is about exactly these.
    pub(super) fn phone(&self, name: &str) -> anyhow::Result<Phone> {
        self.simulator
            .phones()
            .into_iter()
            .find(|phone| phone.name() == name)
            .with_context(|| format!("the simulator knows no {name}"))
    }

    async fn row(&self, name: &str) -> anyhow::Result<(ConversationId, ContactId)> {
        let filter = ConversationFilter {
            view: InboxView::All,
            text: Some(name.to_owned()),
            ..ConversationFilter::default()
        };
        let workspace = self.app.store().workspace(self.agent.workspace_id);
        let page = workspace.list_conversations(self.agent.user_id, &filter, Limit::default(), None).await?;
        let found = page
            .data
            .into_iter()
            .map(|conversation| conversation.row)
            .find(|row| row.contact_profile_name == name);
        found
            .map(|row| (row.id, row.contact_id))
            .with_context(|| format!("{name}'s message did not arrive"))
    }

    pub(super) async fn thread(&self, name: &str) -> anyhow::Result<ConversationId> {
        Ok(self.row(name).await?.0)
    }

    async fn contact(&self, name: &str) -> anyhow::Result<ContactId> {
        Ok(self.row(name).await?.1)
    }

    pub(super) async fn send(&self, actor: &Actor, conversation: ConversationId, content: Value) -> anyhow::Result<()> {
        let request = SendRequest {
            id: Some(MessageId::new()),
            content: serde_json::from_value(content).context("the story writes what can be sent")?,
            media_id: None,
            reply_to: None,
            override_opt_out_reason: None,
        };
        let queued = self.app.outbound().send(actor, conversation, request).await?;
        ensure!(queued.new, "a new message was taken for an old one");
        Ok(())
    }

    /// The tag of this name; one that is there already stays.
    async fn tag(&self, name: &str, color: TagColor) -> anyhow::Result<TagId> {
        let tags = self.app.store().workspace(self.admin.workspace_id).list_tags().await?;
        match tags.into_iter().find(|tag| tag.name == name) {
            Some(tag) => Ok(tag.id),
            None => Ok(self.app.tags().create(&self.admin, name, color).await?.id),
        }
    }
}
