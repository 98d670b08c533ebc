//! Who a caller is, and what is asked of tools in their name.

use serde_json::json;

use super::scenario::{Repertoire, Tool};
use super::scenarios::Language;
use super::turn::ToolUse;
use crate::random::Random;

/// 12 callers: few enough that they call again.
const CALLERS_PER_LANGUAGE: u32 = 12;

/// What a caller is and wants: fills the braces of a conversation.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) name: &'static str,
    pub(crate) number: String,
    pub(crate) day: &'static str,
    pub(crate) time: &'static str,
}

impl Facts {
    pub(crate) fn drawn(language: Language, random: &mut Random) -> Self {
        let repertoire = language.repertoire();
        let caller = random.between(0, CALLERS_PER_LANGUAGE - 1);
        // A number belongs to one person, so the name follows from it.
        let name = repertoire.names.iter().cycle().nth(caller as usize).copied().unwrap_or_default();
        let number = match language {
            Language::English => format!("+1415555{:04}", 2000 + caller * 37),
            Language::Russian => format!("+7495{:07}", 5_550_000 + caller * 1009),
        };
        Self { name, number, day: random.pick(repertoire.days), time: random.pick(repertoire.times) }
    }

    pub(crate) fn fill(&self, text: &str) -> String {
        text.replace("{name}", self.name)
            .replace("{number}", &self.number)
            .replace("{day}", self.day)
            .replace("{time}", self.time)
    }

    pub(crate) fn tool_use(&self, tool: Tool, language: &Repertoire, random: &mut Random) -> ToolUse {
        let words = (language.tools)(tool);
        let arguments = match tool {
            Tool::ListAvailableSlots => json!({"serviceType": words.subject, "date": self.day}),
            Tool::BookAppointment => json!({
                "customerName": self.name, "customerPhone": self.number, "serviceType": words.subject,
                "date": self.day, "time": self.time,
            }),
            Tool::TakeMessage | Tool::TakeUrgentMessage => json!({
                "callerName": self.name, "callerPhone": self.number, "message": words.subject,
                "urgent": tool == Tool::TakeUrgentMessage,
            }),
            Tool::ScheduleCallback => json!({
                "phoneNumber": self.number, "callerName": self.name, "reason": words.subject,
                "preferredTime": format!("{} {}", self.day, self.time),
            }),
            Tool::LogDriverCallout => json!({
                "driverName": self.name, "reason": "sick", "routeNumber": "412", "additionalNotes": words.subject,
            }),
            Tool::TransferCall => json!({"destination": "manager", "reason": words.subject}),
            Tool::VerifyInsurance => json!({"insurer": words.subject}),
        };
        ToolUse {
            id: format!("call_{}", random.letters(24)),
            name: tool.name(),
            description: tool.description(),
            arguments,
            scripted_answer: self.fill(words.answer),
        }
    }
}
