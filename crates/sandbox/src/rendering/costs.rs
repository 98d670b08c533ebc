//! What a call cost: raw by item, rounded at the top, as Vapi does.

use serde_json::{Value, json};

use crate::callers::{PlacedCall, Speech};

/// US dollars a minute, close to real price lists.
const TRANSCRIBER_PER_MINUTE: f64 = 0.0100;
const VAPI_PER_MINUTE: f64 = 0.05;
const TWILIO_PER_MINUTE: f64 = 0.0085;
/// US dollars a character or token.
const VOICE_PER_CHARACTER: f64 = 0.000_022;
const MODEL_PER_PROMPT_TOKEN: f64 = 0.000_002;
const MODEL_PER_COMPLETION_TOKEN: f64 = 0.000_008;
const SUMMARY_PER_PROMPT_TOKEN: f64 = 0.000_000_3;
const SUMMARY_PER_COMPLETION_TOKEN: f64 = 0.000_002_5;
const CHARACTERS_PER_TOKEN: u32 = 4;

/// The costs of one call.
pub(crate) struct Costs {
    pub(crate) total: f64,
    pub(crate) items: Value,
    pub(crate) breakdown: Value,
}

#[derive(Default)]
struct Usage {
    minutes: f64,
    assistant_characters: u32,
    prompt_tokens: u32,
    completion_tokens: u32,
    summary_prompt_tokens: u32,
    summary_completion_tokens: u32,
}

impl PlacedCall {
    pub(crate) fn costs(&self) -> Costs {
        if self.script.answered_ms.is_none() {
            return Costs { total: 0.0, items: json!([]), breakdown: breakdown(&Usage::default(), [0.0; 6]) };
        }
        let usage = self.usage();
        let vapi_rate = if self.script.charged { VAPI_PER_MINUTE } else { 0.0 };
        let transport_rate = if self.has_phone() { TWILIO_PER_MINUTE } else { 0.0 };
        let transport = usage.minutes * transport_rate;
        let transcriber = usage.minutes * TRANSCRIBER_PER_MINUTE;
        let model = f64::from(usage.prompt_tokens) * MODEL_PER_PROMPT_TOKEN
            + f64::from(usage.completion_tokens) * MODEL_PER_COMPLETION_TOKEN;
        let voice = f64::from(usage.assistant_characters) * VOICE_PER_CHARACTER;
        let vapi = usage.minutes * vapi_rate;
        let summary = f64::from(usage.summary_prompt_tokens) * SUMMARY_PER_PROMPT_TOKEN
            + f64::from(usage.summary_completion_tokens) * SUMMARY_PER_COMPLETION_TOKEN;
        let parts = [transport, transcriber, model, voice, vapi, summary];
        Costs {
            total: rounded(parts.iter().sum(), 4),
            items: self.items(&usage, parts),
            breakdown: breakdown(&usage, parts),
        }
    }

    fn usage(&self) -> Usage {
        let mut usage = Usage { minutes: f64::from(self.duration_ms()) / 60_000.0, ..Usage::default() };
        let mut context = characters(self.script.business.prompt);
        for turn in &self.script.turns {
            match &turn.speech {
                Speech::Assistant(text) => {
                    // Each answer is thought out with all that was said before.
                    usage.prompt_tokens += context / CHARACTERS_PER_TOKEN;
                    usage.completion_tokens += characters(text) / CHARACTERS_PER_TOKEN;
                    usage.assistant_characters += characters(text);
                    context += characters(text);
                }
                Speech::Caller(text) => context += characters(text),
                Speech::Tool(tool) => context += characters(&tool.scripted_answer),
            }
        }
        usage.summary_prompt_tokens = context / CHARACTERS_PER_TOKEN;
        usage.summary_completion_tokens =
            self.script.summary.as_deref().map_or(0, |summary| characters(summary) / CHARACTERS_PER_TOKEN);
        usage
    }

    fn items(&self, usage: &Usage, parts: [f64; 6]) -> Value {
        let [transport, transcriber, model, voice, vapi, summary] = parts.map(|part| rounded(part, 8));
        let minutes = rounded(usage.minutes, 4);
        let carrier = if self.has_phone() { "twilio" } else { "daily" };
        json!([
            {"type": "transport", "provider": carrier, "minutes": minutes, "cost": transport},
            {"type": "transcriber", "transcriber": {"provider": "deepgram", "model": "nova-3"},
                "minutes": minutes, "cost": transcriber},
            {"type": "model", "model": {"provider": "openai", "model": "gpt-4.1"},
                "promptTokens": usage.prompt_tokens, "completionTokens": usage.completion_tokens,
                "cachedPromptTokens": 0, "cost": model},
            {"type": "voice", "voice": {"provider": "vapi", "voiceId": "Elliot"},
                "characters": usage.assistant_characters, "cost": voice},
            {"type": "vapi", "subType": "normal", "minutes": minutes, "cost": vapi},
            {"type": "analysis", "analysisType": "summary",
                "model": {"provider": "google", "model": "gemini-2.5-flash"},
                "promptTokens": usage.summary_prompt_tokens,
                "completionTokens": usage.summary_completion_tokens, "cost": summary},
        ])
    }
}

fn breakdown(usage: &Usage, parts: [f64; 6]) -> Value {
    let total = rounded(parts.iter().sum(), 4);
    let [transport, transcriber, model, voice, vapi, summary] = parts.map(|part| rounded(part, 4));
    json!({
        "transport": transport, "stt": transcriber, "llm": model, "tts": voice, "vapi": vapi, "chat": 0,
        "total": total,
        "llmPromptTokens": usage.prompt_tokens,
        "llmCompletionTokens": usage.completion_tokens,
        "llmCachedPromptTokens": 0,
        "ttsCharacters": usage.assistant_characters,
        "voicemailDetectionCost": 0,
        "knowledgeBaseCost": 0,
        "analysisCostBreakdown": {
            "summary": summary,
            "summaryPromptTokens": usage.summary_prompt_tokens,
            "summaryCompletionTokens": usage.summary_completion_tokens,
            "structuredData": 0,
            "successEvaluation": 0,
        },
    })
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

pub(crate) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (number * scale).round() / scale
}
