//! A form that a customer in a story fills in: what the phone shows, presses and asks, until it is sent in.

use serde_json::{Map, Value, json};
use wa_flow_json::client::{Outcome, Phone as Screen, Refusal};

use crate::{exchange::Answered, form::Opened, phone::Phone, world::message::Message};

/// A form that is open on a phone.
///
/// Like [`Phone`], its methods panic with a sentence when a story asks for the impossible.
#[derive(Debug)]
pub struct OpenForm<'a> {
    phone: &'a Phone,
    message: String,
    opened: Opened,
    screen: Screen,
    /// What the last exchange brought.
    last: Answered,
}

impl Phone {
    /// Opens the form of a message. The error is the key a real phone would report.
    pub async fn opens(&self, message: &str) -> Result<OpenForm<'_>, String> {
        let opened = self.look(|world, id| world.opened_form(id, message));
        let mut last = Answered::default();
        let screen = if opened.asks_first {
            last = asked(&opened, self, "INIT", "", &Map::new()).await;
            if let Some(error) = last.error {
                return Err(error.to_owned());
            }
            let plain = last.plain.clone().unwrap_or_default();
            let data = plain["data"].as_object().cloned().unwrap_or_default();
            Screen::open(opened.form.clone(), plain["screen"].as_str(), data)
        } else {
            Screen::open(opened.form.clone(), opened.screen.as_deref(), opened.data.clone())
        };
        Ok(OpenForm {
            phone: self,
            message: message.to_owned(),
            screen: screen.map_err(|error| error.to_string())?,
            opened,
            last,
        })
    }
}

async fn asked(opened: &Opened, phone: &Phone, action: &str, screen: &str, data: &Map<String, Value>) -> Answered {
    let answered = opened.ask(phone.simulator(), action, screen, data).await;
    answered.unwrap_or_else(|refused| panic!("{refused}"))
}

impl OpenForm<'_> {
    /// The id of the screen that is shown.
    pub fn screen(&self) -> &str {
        self.screen.screen()
    }

    /// The message at the bottom.
    pub fn snackbar(&self) -> Option<&str> {
        self.screen.snackbar()
    }

    /// The visible components, with every property worked out.
    pub fn view(&self) -> Vec<Value> {
        self.screen.view()
    }

    /// HTTP status of the last exchange.
    pub fn status(&self) -> Option<u16> {
        self.last.status
    }

    /// The last answer in the clear.
    pub fn answer(&self) -> Option<&Value> {
        self.last.plain.as_ref()
    }

    /// Enters or chooses something.
    pub fn fills(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.screen.fill(name, value.into());
        self
    }

    /// Chooses something whose choice asks the business (`on-select-action`), and waits for the answer.
    pub async fn picks(&mut self, name: &str, value: impl Into<Value>) -> Result<Option<Message>, String> {
        let mut sent = None;
        for outcome in self.screen.fill(name, value.into()) {
            sent = self.follow(outcome).await?;
        }
        Ok(sent)
    }

    /// Presses the button of the screen. Gives the message in the thread when the form was sent in; the error is the key a real phone would report.
    pub async fn presses(&mut self) -> Result<Option<Message>, String> {
        let outcome = self
            .screen
            .press_footer()
            .unwrap_or_else(|refusals: Vec<Refusal>| panic!("the phone does not accept {refusals:?}"));
        self.follow(outcome).await
    }

    /// Goes back.
    pub async fn backs(&mut self) -> Result<Option<Message>, String> {
        let outcome = self.screen.back();
        self.follow(outcome).await
    }

    /// What a changed phone could send: any screen, any data. The answer is not shown.
    pub async fn forges(&mut self, action: &str, screen: &str, data: Value) -> Option<Value> {
        let data = data.as_object().cloned().unwrap_or_default();
        self.last = asked(&self.opened, self.phone, action, screen, &data).await;
        self.last.plain.clone()
    }

    async fn follow(&mut self, outcome: Outcome) -> Result<Option<Message>, String> {
        let (action, screen, payload) = match outcome {
            Outcome::Exchange { screen, payload } => ("data_exchange", screen, payload),
            Outcome::Back { screen } => ("BACK", screen, Map::new()),
            Outcome::Complete { payload } => return Ok(Some(self.phone.submits(&self.message, payload).await)),
            _ => return Ok(None),
        };
        self.last = asked(&self.opened, self.phone, action, &screen, &payload).await;
        if let Some(error) = self.last.error {
            return Err(error.to_owned());
        }
        let plain = self.last.plain.clone().unwrap_or_default();
        match self.screen.answer(&plain) {
            Ok(Outcome::Complete { payload }) => Ok(Some(self.phone.submits(&self.message, payload).await)),
            Ok(_) => Ok(None),
            Err(unusable) => {
                let report = json!({ "error": unusable.key(), "error_message": "The answer cannot be used." });
                self.forges("data_exchange", &screen, report).await;
                Err(unusable.key().to_owned())
            }
        }
    }
}
