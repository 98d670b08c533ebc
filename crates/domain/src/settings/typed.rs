//! Settings as a person types them: with numbers as they are written in their country.

use serde_json::Value;

use super::OrganizationSettings;
use crate::{Country, PhoneNumber};

/// Where settings have phone numbers; `*` is any member or item.
const PLACES: [&[&str]; 8] = [
    &["notifications", "sms", "numbers", "*"],
    &["notifications", "sms", "dispatch_numbers", "*"],
    &["transfer_numbers", "*"],
    &["transfer_numbers", "*", "number"],
    &["routing", "callers", "*", "numbers", "*"],
    &["routing", "callers", "*", "route", "transfer"],
    &["routing", "closed", "transfer"],
    &["routing", "fallback", "transfer"],
];

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct TypedSettingsError {
    path: String,
    reason: String,
}

impl OrganizationSettings {
    /// Puts every number of typed settings into E.164. What is no number by its type is left for whoever reads
    /// the settings then.
    pub fn read_numbers(typed: &mut Value) -> Result<(), TypedSettingsError> {
        let country = typed.get("country").and_then(Value::as_str).map(str::parse::<Country>).transpose();
        let country = country
            .map_err(|error| TypedSettingsError { path: "country".to_owned(), reason: error.to_string() })?;
        keep_extensions(typed);
        for place in PLACES {
            read_at(typed, place, country).map_err(|TypedSettingsError { path, reason }| {
                TypedSettingsError { path: path.trim_start_matches('.').to_owned(), reason }
            })?;
        }
        Ok(())
    }
}

fn read_at(value: &mut Value, place: &[&str], home: Option<Country>) -> Result<(), TypedSettingsError> {
    let Some((step, rest)) = place.split_first() else {
        if let Value::String(text) = value {
            *text = PhoneNumber::read(text, home)
                .map_err(|error| TypedSettingsError { path: String::new(), reason: error.to_string() })?
                .into();
        }
        return Ok(());
    };
    let within = |step: String| {
        move |error: TypedSettingsError| TypedSettingsError { path: format!("{step}{}", error.path), ..error }
    };
    match value {
        Value::Array(items) if *step == "*" => {
            for (at, item) in items.iter_mut().enumerate() {
                read_at(item, rest, home).map_err(within(format!("[{at}]")))?;
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter_mut().filter(|(name, _)| *step == "*" || name == step) {
                read_at(member, rest, home).map_err(within(format!(".{name}")))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A number where callers are put through may be written with its extension.
fn keep_extensions(typed: &mut Value) {
    let Some(Value::Object(destinations)) = typed.get_mut("transfer_numbers") else { return };
    for destination in destinations.values_mut() {
        if let Value::String(text) = destination
            && PhoneNumber::extension_in(text).is_some()
        {
            *destination = serde_json::json!({ "number": text });
        }
        let Value::Object(members) = destination else { continue };
        let written = members.get("number").and_then(Value::as_str).and_then(PhoneNumber::extension_in);
        if let Some(extension) = written
            && members.get("extension").is_none_or(Value::is_null)
        {
            members.insert("extension".to_owned(), extension.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_typed_as_the_country_writes_them() {
        let mut typed = json!({
            "country": "gb",
            "notifications": {"sms": {"numbers": ["020 7946 0958"], "dispatch_numbers": ["+1 415 555 0199"]}},
            "transfer_numbers": {"dispatch": "020 7946 0001 ext 7", "manager": {"number": "(020) 7946-0002"}},
            "routing": {
                "callers": [{"numbers": ["0044 20 7946 0003"], "route": {"transfer": "020 7946 0004"}}],
                "closed": {"transfer": "020 7946 0005"},
                "fallback": {"say": "020 7946 0006"},
            },
        });
        OrganizationSettings::read_numbers(&mut typed).unwrap();
        let read = json!({
            "country": "gb",
            "notifications": {"sms": {"numbers": ["+442079460958"], "dispatch_numbers": ["+14155550199"]}},
            "transfer_numbers": {
                "dispatch": {"number": "+442079460001", "extension": "7"},
                "manager": {"number": "+442079460002"},
            },
            "routing": {
                "callers": [{"numbers": ["+442079460003"], "route": {"transfer": "+442079460004"}}],
                "closed": {"transfer": "+442079460005"},
                "fallback": {"say": "020 7946 0006"},
            },
        });
        assert_eq!(typed, read);
        let settings: OrganizationSettings = serde_json::from_value(typed).unwrap();
        assert_eq!(settings.country, "GB".parse().ok());
    }

    #[test]
    fn what_can_not_be_a_number_is_rejected_with_its_place() {
        for (mut typed, error) in [
            (json!({"country": "UK"}), "country: expected a country by its two letters, such as US or GB"),
            (
                json!({"notifications": {"sms": {"numbers": ["+1 555-0199"]}}}),
                "notifications.sms.numbers[0]: the number is too short for its country",
            ),
            (
                json!({"transfer_numbers": {"manager": {"number": "020 7946 0958"}}}),
                "transfer_numbers.manager.number: the country of the number is not known: expected + and the \
                 country's code before it",
            ),
        ] {
            let rejected = OrganizationSettings::read_numbers(&mut typed).unwrap_err();
            assert_eq!(rejected.to_string(), error);
        }
    }
}
