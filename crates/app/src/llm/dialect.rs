//! What a question looks like to each kind of server, and how its answer is read.

use serde_json::{Value, json};

/// A kind of server that answers questions in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// OpenAI's chat completions, which most servers speak: <https://platform.openai.com/docs/api-reference/chat/create>.
    OpenAi,
    /// Anthropic's messages: <https://docs.anthropic.com/en/api/messages>.
    Anthropic,
    /// Ollama's chat: <https://github.com/ollama/ollama/blob/main/docs/api.md>.
    Ollama,
    /// A workspace of AnythingLLM: <https://docs.anythingllm.com/features/api>.
    AnythingLlm,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    Customer,
    Business,
}

/// A whole question.
#[derive(Debug, Clone)]
pub(super) struct Prompt<'a> {
    pub(super) model: &'a str,
    pub(super) system: &'a str,
    /// What was said before, oldest first.
    pub(super) memory: &'a [(Speaker, String)],
    pub(super) prompt: &'a str,
    pub(super) max_tokens: u32,
    /// Names the question; servers that remember must remember nothing under it from another one.
    pub(super) key: &'a str,
}

/// What a model wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    /// Tokens read and written, where the server counts.
    pub(super) input_tokens: Option<u32>,
    pub(super) output_tokens: Option<u32>,
}

impl Dialect {
    pub(super) const ALL: &[Self] = &[Self::OpenAi, Self::Anthropic, Self::Ollama, Self::AnythingLlm];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Ollama => "ollama",
            Self::AnythingLlm => "anything_llm",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dialect| dialect.as_str() == text)
    }

    /// Where the question goes, below the connection's address.
    pub(super) fn url(self, base: &str, model: &str) -> String {
        match self {
            Self::OpenAi => format!("{base}/chat/completions"),
            Self::Anthropic => format!("{base}/v1/messages"),
            Self::Ollama => format!("{base}/api/chat"),
            Self::AnythingLlm => format!("{base}/api/v1/workspace/{model}/chat"),
        }
    }

    /// The headers besides the body's kind.
    pub(super) fn headers(self, key: Option<&str>) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        if self == Self::Anthropic {
            headers.push(("anthropic-version", "2023-06-01".to_owned()));
        }
        match (self, key) {
            (_, None) => {}
            (Self::Anthropic, Some(key)) => headers.push(("x-api-key", key.to_owned())),
            (_, Some(key)) => headers.push(("authorization", format!("Bearer {key}"))),
        }
        headers
    }

    pub(super) fn body(self, prompt: &Prompt<'_>) -> Value {
        match self {
            Self::OpenAi => json!({ "model": prompt.model, "messages": turns(prompt, true), "max_tokens": prompt.max_tokens }),
            Self::Ollama => json!({
                "model": prompt.model, "messages": turns(prompt, true), "stream": false, "options": { "num_predict": prompt.max_tokens },
            }),
            Self::Anthropic => {
                let mut body = json!({ "model": prompt.model, "messages": alternating(prompt), "max_tokens": prompt.max_tokens });
                if !prompt.system.is_empty() {
                    body["system"] = json!(prompt.system);
                }
                body
            }
            // It has a system prompt and a memory of its own. What we know goes into the question, under a session that nothing else has.
            Self::AnythingLlm => json!({ "message": as_one_text(prompt), "mode": "chat", "sessionId": prompt.key }),
        }
    }

    /// Reads an answer; the error says what is wrong with it.
    pub(super) fn read(self, answer: &Value) -> Result<Said, String> {
        let text = match self {
            Self::OpenAi => answer["choices"][0]["message"]["content"].as_str().map(str::to_owned),
            Self::Ollama => answer["message"]["content"].as_str().map(str::to_owned),
            Self::AnythingLlm => answer["textResponse"].as_str().map(str::to_owned),
            Self::Anthropic => answer["content"].as_array().map(|blocks| {
                let texts: Vec<_> = blocks
                    .iter()
                    .filter(|block| block["type"] == "text")
                    .filter_map(|block| block["text"].as_str())
                    .collect();
                texts.join("")
            }),
        };
        let text = text.ok_or("The server's answer is not one of this kind of connection.")?;
        // Models that think aloud put it before the answer.
        let text = text.rsplit_once("</think>").map_or(text.as_str(), |(_, rest)| rest).trim().to_owned();
        if text.is_empty() {
            return Err("The model wrote nothing.".to_owned());
        }
        let (input, output) = match self {
            Self::OpenAi => (&answer["usage"]["prompt_tokens"], &answer["usage"]["completion_tokens"]),
            Self::Anthropic => (&answer["usage"]["input_tokens"], &answer["usage"]["output_tokens"]),
            Self::Ollama => (&answer["prompt_eval_count"], &answer["eval_count"]),
            Self::AnythingLlm => (&answer["metrics"]["prompt_tokens"], &answer["metrics"]["completion_tokens"]),
        };
        let count = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok());
        Ok(Said {
            text,
            input_tokens: count(input),
            output_tokens: count(output),
        })
    }

    /// What a refusing server says about it, if it says so in one of the usual places.
    pub(super) fn complaint(answer: &Value) -> Option<&str> {
        [&answer["error"]["message"], &answer["error"], &answer["message"], &answer["detail"]]
            .into_iter()
            .find_map(Value::as_str)
            .filter(|text| !text.trim().is_empty())
    }
}

const fn role(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Customer => "user",
        Speaker::Business => "assistant",
    }
}

fn turns(prompt: &Prompt<'_>, with_system: bool) -> Vec<Value> {
    let system = (with_system && !prompt.system.is_empty()).then(|| json!({ "role": "system", "content": prompt.system }));
    let memory = prompt
        .memory
        .iter()
        .map(|(speaker, text)| json!({ "role": role(*speaker), "content": text }));
    let question = std::iter::once(json!({ "role": "user", "content": prompt.prompt }));
    system.into_iter().chain(memory).chain(question).collect()
}

/// Anthropic begins with the user; turns of the same speaker are put together.
fn alternating(prompt: &Prompt<'_>) -> Vec<Value> {
    let mut turns: Vec<(Speaker, String)> = Vec::new();
    let question = [(Speaker::Customer, prompt.prompt.to_owned())];
    for (speaker, text) in prompt.memory.iter().chain(&question) {
        match turns.last_mut() {
            Some((last, words)) if last == speaker => {
                words.push('\n');
                words.push_str(text);
            }
            None if *speaker == Speaker::Business => {}
            _ => turns.push((*speaker, text.clone())),
        }
    }
    turns
        .iter()
        .map(|(speaker, text)| json!({ "role": role(*speaker), "content": text }))
        .collect()
}

fn as_one_text(prompt: &Prompt<'_>) -> String {
    let mut text = String::new();
    if !prompt.system.is_empty() {
        text.push_str(prompt.system);
        text.push_str("\n\n");
    }
    for (speaker, words) in prompt.memory {
        text.push_str(if *speaker == Speaker::Customer { "Customer: " } else { "Business: " });
        text.push_str(words);
        text.push('\n');
    }
    text.push_str(prompt.prompt);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prompt<'a>(memory: &'a [(Speaker, String)]) -> Prompt<'a> {
        Prompt {
            model: "small",
            system: "Be brief.",
            memory,
            prompt: "When do you open?",
            max_tokens: 99,
            key: "run_1:3",
        }
    }

    fn memory() -> Vec<(Speaker, String)> {
        vec![
            (Speaker::Business, "Welcome".into()),
            (Speaker::Customer, "Hi".into()),
            (Speaker::Customer, "there".into()),
        ]
    }

    #[test]
    fn each_kind_is_asked_in_its_own_way() {
        let memory = memory();
        let openai = Dialect::OpenAi.body(&prompt(&memory));
        assert_eq!(openai["messages"].as_array().unwrap().len(), 5);
        assert_eq!(openai["messages"][0], json!({ "role": "system", "content": "Be brief." }));
        assert_eq!(openai["messages"][1], json!({ "role": "assistant", "content": "Welcome" }));
        let anthropic = Dialect::Anthropic.body(&prompt(&memory));
        // It begins with the user, and nobody speaks twice in a row.
        assert_eq!(
            anthropic["messages"],
            json!([{ "role": "user", "content": "Hi\nthere\nWhen do you open?" }])
        );
        assert_eq!(anthropic["system"], "Be brief.");
        let ollama = Dialect::Ollama.body(&prompt(&memory));
        assert_eq!((&ollama["stream"], &ollama["options"]["num_predict"]), (&json!(false), &json!(99)));
        let anything = Dialect::AnythingLlm.body(&prompt(&memory));
        assert_eq!(anything["sessionId"], "run_1:3");
        assert_eq!(
            anything["message"],
            "Be brief.\n\nBusiness: Welcome\nCustomer: Hi\nCustomer: there\nWhen do you open?"
        );
        assert_eq!(
            Dialect::AnythingLlm.url("https://ai.example", "shop"),
            "https://ai.example/api/v1/workspace/shop/chat"
        );
        assert_eq!(Dialect::Anthropic.headers(Some("k"))[1], ("x-api-key", "k".to_owned()));
        assert_eq!(Dialect::OpenAi.headers(Some("k")), [("authorization", "Bearer k".to_owned())]);
        assert!(Dialect::Ollama.headers(None).is_empty());
    }

    #[test]
    fn each_kind_is_read() {
        let said = |text: &str| Said {
            text: text.into(),
            input_tokens: Some(7),
            output_tokens: Some(2),
        };
        let openai = json!({ "choices": [{ "message": { "content": " At nine. " } }], "usage": { "prompt_tokens": 7, "completion_tokens": 2 } });
        assert_eq!(Dialect::OpenAi.read(&openai), Ok(said("At nine.")));
        let anthropic = json!({ "content": [{ "type": "thinking", "thinking": "hm" }, { "type": "text", "text": "At nine." }],
            "usage": { "input_tokens": 7, "output_tokens": 2 } });
        assert_eq!(Dialect::Anthropic.read(&anthropic), Ok(said("At nine.")));
        let ollama = json!({ "message": { "content": "<think>hm</think>At nine." }, "prompt_eval_count": 7, "eval_count": 2 });
        assert_eq!(Dialect::Ollama.read(&ollama), Ok(said("At nine.")));
        let anything = json!({ "textResponse": "At nine.", "metrics": { "prompt_tokens": 7, "completion_tokens": 2 } });
        assert_eq!(Dialect::AnythingLlm.read(&anything), Ok(said("At nine.")));
    }

    #[test]
    fn what_is_no_answer_is_not_taken_for_one() {
        for dialect in Dialect::ALL {
            assert!(
                dialect.read(&json!({ "error": { "message": "no such model" } })).is_err(),
                "{}",
                dialect.as_str()
            );
            assert!(dialect.read(&json!("<html>")).is_err());
        }
        assert!(Dialect::Ollama.read(&json!({ "message": { "content": "<think>hm</think> " } })).is_err());
        assert_eq!(
            Dialect::complaint(&json!({ "error": { "message": "no such model" } })),
            Some("no such model")
        );
        assert_eq!(
            Dialect::complaint(&json!({ "error": "model 'x' not found" })),
            Some("model 'x' not found")
        );
        assert_eq!(Dialect::complaint(&json!({ "error": "" })), None);
    }
}
