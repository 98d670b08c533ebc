//! Where a call is put through to.

use domain::PhoneNumber;
use serde_json::{Value, json};

use crate::json::without_nulls;
use crate::spoken::{MAX_SPOKEN, single_line};

/// What Vapi lets an extension be.
const EXTENSION_LENGTH: std::ops::RangeInclusive<usize> = 1..=10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    pub target: Target,
    /// Whom the destination sees calling. Absent: the caller. A template such as
    /// `{{phoneNumber.number}}` is filled in by Vapi.
    pub caller_id: Option<String>,
    /// What the caller hears first. Absent: Vapi's own words; empty: nothing.
    pub message: Option<String>,
    /// Absent: blind.
    pub plan: Option<TransferMode>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A malformed extension (it has 1 to 10 characters) is left out.
    Number { number: PhoneNumber, extension: Option<String> },
    /// A SIP URI.
    Sip(String),
}

/// What whoever answers hears before the caller is put through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferMode {
    /// Nothing.
    Blind,
    /// This.
    WarmMessage(String),
    /// A summary of the call so far, made by Vapi.
    WarmSummary,
}

impl Destination {
    /// Blindly to a number.
    pub fn number(number: PhoneNumber) -> Self {
        let target = Target::Number { number, extension: None };
        Self { target, caller_id: None, message: None, plan: None }
    }

    pub(crate) fn json(&self) -> Value {
        let (kind, number, extension, sip_uri) = match &self.target {
            Target::Number { number, extension } => {
                let fits = |extension: &&str| EXTENSION_LENGTH.contains(&extension.chars().count());
                ("number", Some(number.as_str()), extension.as_deref().filter(fits), None)
            }
            Target::Sip(uri) => ("sip", None, None, Some(uri)),
        };
        without_nulls(json!({
            "type": kind,
            "number": number,
            "extension": extension,
            "sipUri": sip_uri,
            "callerId": self.caller_id,
            "message": self.message.as_deref().map(|text| single_line(text, MAX_SPOKEN)),
            "transferPlan": self.plan.as_ref().map(TransferMode::json),
        }))
    }
}

impl TransferMode {
    fn json(&self) -> Value {
        match self {
            Self::Blind => json!({"mode": "blind-transfer"}),
            Self::WarmMessage(text) => {
                json!({"mode": "warm-transfer-say-message", "message": single_line(text, MAX_SPOKEN)})
            }
            Self::WarmSummary => json!({"mode": "warm-transfer-say-summary"}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_that_vapi_would_reject_is_left_out() {
        let with = |extension: &str| {
            let number = PhoneNumber::parse("+14155552671").unwrap();
            let target = Target::Number { number: number.clone(), extension: Some(extension.to_owned()) };
            Destination { target, ..Destination::number(number) }.json()
        };
        assert_eq!(with("101"), json!({"type": "number", "number": "+14155552671", "extension": "101"}));
        for none in ["", "12345678901"] {
            assert_eq!(with(none), json!({"type": "number", "number": "+14155552671"}));
        }
    }
}
