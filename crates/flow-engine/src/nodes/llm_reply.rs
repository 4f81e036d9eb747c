//! Let a language model write the answer.

use cloud_api::outbound::{LIMITS, OutboundContent};
use serde_json::json;

use super::http_request::wrong_answer;
use super::parts::cut;
use super::*;
use crate::engine::Fault;
use crate::expr::Template;
use crate::host::{Answer, LlmQuestion, Question};

/// Let a language model write the answer and send it.
///
/// The connection says which model it is: any with OpenAI's interface, Anthropic, Ollama, or an AnythingLLM workspace. What it writes is text for the customer and
/// nothing else: it chooses no way, no address and no expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LlmReply {
    /// The workspace's connection.
    #[schemars(extend("x-ui" = {"widget": "llm_picker"}))]
    pub connection: String,
    /// Another model of the connection.
    pub model: String,
    /// What it is told to be.
    #[schemars(extend("x-ui" = {"widget": "long_text"}))]
    pub system: Template,
    /// What it is asked.
    #[schemars(extend("x-ui" = {"widget": "long_text"}))]
    pub prompt: Template,
    /// How many of the conversation's last messages it sees.
    #[schemars(range(max = 50))]
    pub memory_messages: u8,
    /// Most tokens it writes.
    #[schemars(range(min = 16, max = 4096))]
    pub max_tokens: u32,
    /// Most one answer may cost, in millionths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_cost_micros: Option<u64>,
    /// How long it may take, in seconds.
    #[schemars(range(min = 1, max = 120))]
    pub timeout_seconds: u32,
    /// Remember what it wrote.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub save_to: String,
    /// Only remember it, send nothing.
    pub silent: bool,
}

impl Default for LlmReply {
    fn default() -> Self {
        Self {
            connection: String::new(),
            model: String::new(),
            system: Template::default(),
            prompt: Template::new("{{message.text}}"),
            memory_messages: 10,
            max_tokens: 512,
            max_cost_micros: None,
            timeout_seconds: 30,
            save_to: String::new(),
            silent: false,
        }
    }
}

impl Node for LlmReply {
    const KIND: &'static str = "llm_reply";
    const TITLE: &'static str = "AI reply";
    const GROUP: Group = Group::Connections;
    const TRAITS: Traits = Traits { asks: true, ..Traits::SENDS };
    const EXITS: &'static [Exit] = &[must("next", "The answer is on its way."), may("timeout", "It did not answer in time.")];

    fn needs_window(&self) -> bool {
        !self.silent
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let question = match ctx.has_answer() {
            true => None,
            false => Some(self.question(ctx)?),
        };
        match ctx.answer_to(question.map(Question::Llm))? {
            Answer::Llm { text, tokens } => {
                let text = text.trim().to_owned();
                ctx.output(json!({"text": text, "tokens": tokens}));
                if text.is_empty() {
                    return Err(Fault::error("llm.empty", "the model wrote nothing").into());
                }
                if !self.save_to.is_empty() {
                    ctx.set_var(&self.save_to, text.clone().into())?;
                }
                if !self.silent {
                    ctx.send(OutboundContent::text(cut(&text, LIMITS.text.body)), None)?;
                }
                Ok(Outcome::Take(Handle::NEXT))
            }
            Answer::Timeout => Err(Fault::new(Handle::TIMEOUT, "llm.timeout", "the model did not answer in time").into()),
            Answer::Failed { message } | Answer::Network { message } => Err(Fault::error("llm.failed", message).into()),
            Answer::Agent { .. } | Answer::Function { .. } | Answer::Http { .. } => Err(wrong_answer().into()),
        }
    }

    fn check(&self, report: &mut Report<'_>) {
        report.connection("connection", &self.connection);
        if self.prompt.is_empty() {
            report.error("llm.prompt", "prompt", "say what it is asked");
        }
    }

    fn writes(&self) -> Vec<Write> {
        super::buttons::saved(&self.save_to)
    }
}

impl LlmReply {
    fn question(&self, ctx: &Ctx<'_>) -> Result<LlmQuestion, Fault> {
        Ok(LlmQuestion {
            connection: self.connection.clone(),
            model: self.model.clone(),
            system: ctx.text(&self.system)?,
            prompt: ctx.text(&self.prompt)?,
            memory_messages: self.memory_messages.min(50),
            max_tokens: self.max_tokens.clamp(16, 4096),
            max_cost_micros: self.max_cost_micros,
            timeout_seconds: self.timeout_seconds.clamp(1, 120),
        })
    }
}
