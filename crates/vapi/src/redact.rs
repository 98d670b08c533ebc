//! Takes out of a payload what must not be kept.

use serde_json::Value;

/// Members that carry a secret: Vapi echoes a tool's server secret and a phone number's Twilio token back to us.
const SECRETS: [&str; 10] = [
    "secret",
    "serverUrlSecret",
    "twilioAuthToken",
    "twilioApiSecret",
    "twilioApiKey",
    "authToken",
    "apiKey",
    "credentials",
    // Whoever knows them can talk into a live call, or listen to it.
    "controlUrl",
    "listenUrl",
];

/// Links that die within the hour and differ with every delivery of the same message.
const SHORT_LIVED: &str = "presigned";

/// Removes secrets and short-lived links, wherever they are.
pub(crate) fn redact(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(members) => {
            members.retain(|name, _| !SECRETS.contains(&name.as_str()) && !name.starts_with(SHORT_LIVED));
            if let Some(headers) = members.get_mut("headers") {
                *headers = Value::Null;
            }
            members.values_mut().for_each(redact);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_removed_wherever_they_are() {
        let mut payload = json!({
            "tool": {"server": {"url": "https://x", "secret": "s1", "headers": {"authorization": "s2"}}},
            "phoneNumber": [{"number": "+1", "twilioAuthToken": "s3"}],
            "artifact": {"presignedMonoUrl": "https://storage/?sig=s4"},
        });
        redact(&mut payload);
        let kept = payload.to_string();
        assert!(!kept.contains("s1") && !kept.contains("s2") && !kept.contains("s3") && !kept.contains("s4"));
        assert!(kept.contains("https://x") && kept.contains("+1"));
    }
}
