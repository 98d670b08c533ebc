//! Commands to calls in progress.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// A command to a call in progress.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LiveCommand {
    pub call_id: String,
    /// `transfer`, `say`, `end-call`, …
    pub kind: String,
    /// As it was posted.
    pub body: Value,
    pub at: DateTime<Utc>,
}

const SWITCHES: [&str; 5] =
    ["mute-assistant", "unmute-assistant", "mute-customer", "unmute-customer", "say-first-message"];

const TRANSFER_MODES: [&str; 8] = [
    "blind-transfer",
    "blind-transfer-add-summary-to-sip-header",
    "warm-transfer-say-message",
    "warm-transfer-say-summary",
    "warm-transfer-twiml",
    "warm-transfer-wait-for-operator-to-speak-first-and-then-say-message",
    "warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary",
    "warm-transfer-experimental",
];

impl LiveCommand {
    /// Reads a command that has what its type needs.
    pub(crate) fn read(call_id: String, body: Value, at: DateTime<Utc>) -> Result<Self, &'static str> {
        let kind = check(&body)?;
        Ok(Self { call_id, kind, body, at })
    }

    /// Where a transfer to a number goes.
    pub(crate) fn transfer_number(&self) -> Option<&str> {
        let destination = self.body.get("destination").filter(|_| self.kind == "transfer")?;
        destination.get("number")?.as_str()
    }
}

/// The type of a command that has what its type needs.
fn check(body: &Value) -> Result<String, &'static str> {
    let kind = text(body, "/type").ok_or("type must be a string")?;
    match kind {
        "say" => text(body, "/content").map(drop).ok_or("content must be a string")?,
        "add-message" => {
            text(body, "/message/role")
                .and(text(body, "/message/content"))
                .map(drop)
                .ok_or("message must be whole")?;
        }
        "control" => {
            let switch = text(body, "/control").filter(|switch| SWITCHES.contains(switch));
            switch.map(drop).ok_or("control must be one of the switches")?;
        }
        "end-call" => {}
        "transfer" => check_destination(body)?,
        "handoff" => {
            body.get("destination")
                .filter(|to| to.is_object())
                .map(drop)
                .ok_or("destination must be an object")?;
        }
        _ => return Err("type must be one of the commands"),
    }
    Ok(kind.to_owned())
}

fn check_destination(body: &Value) -> Result<(), &'static str> {
    match text(body, "/destination/type") {
        Some("number") => text(body, "/destination/number").filter(|number| is_e164(number)).map(drop),
        Some("sip") => text(body, "/destination/sipUri").filter(|uri| uri.starts_with("sip:")).map(drop),
        _ => None,
    }
    .ok_or("destination must be a number or a SIP URI")?;
    let mode = text(body, "/destination/transferPlan/mode");
    if body.pointer("/destination/transferPlan").is_none()
        || mode.is_some_and(|mode| TRANSFER_MODES.contains(&mode))
    {
        Ok(())
    } else {
        Err("destination.transferPlan.mode must be one of the modes")
    }
}

fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

fn text<'a>(body: &'a Value, pointer: &str) -> Option<&'a str> {
    body.pointer(pointer)?.as_str().filter(|text| !text.is_empty())
}
