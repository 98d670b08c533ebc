//! Where callers are put through to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{BusinessHours, PhoneNumber};

/// By the name that assistants use: `dispatch`, `manager`, `emergency`, and what else the organization has.
pub type TransferNumbers = BTreeMap<String, TransferNumber>;

/// A number, written alone or with what goes with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct TransferNumber {
    pub number: PhoneNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// When somebody picks up. Absent: in business hours, but for `emergency`, which is always there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<BusinessHours>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Alone(PhoneNumber),
    Whole(Box<Whole>),
}

#[derive(Deserialize)]
struct Whole {
    number: PhoneNumber,
    #[serde(default)]
    extension: Option<String>,
    #[serde(default)]
    hours: Option<BusinessHours>,
}

impl From<Written> for TransferNumber {
    fn from(written: Written) -> Self {
        match written {
            Written::Alone(number) => Self { number, extension: None, hours: None },
            Written::Whole(whole) => {
                let Whole { number, extension, hours } = *whole;
                Self { number, extension, hours }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_is_a_number_alone_or_with_its_hours() {
        let text = r#"{"dispatch":"+14155550100","manager":{"number":"+14155550101","extension":"7","hours":{"monday":["09:00-17:00"]}}}"#;
        let numbers: TransferNumbers = serde_json::from_str(text).unwrap();
        assert_eq!(numbers.get("dispatch").map(|dispatch| dispatch.hours.is_none()), Some(true));
        assert_eq!(numbers.get("manager").and_then(|manager| manager.extension.as_deref()), Some("7"));
        assert!(serde_json::from_str::<TransferNumbers>(r#"{"dispatch":"555"}"#).is_err());
    }
}
