//! What Twilio tells of a message or of a call: whose numbers it is about.

use url::form_urlencoded;

/// Twilio sends a few dozen.
const MAX_PARAMETERS: usize = 1000;

/// The two ends, as Twilio writes them: E.164 for what is a telephone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Callback {
    pub to: Option<String>,
    pub from: Option<String>,
}

impl Callback {
    /// Reads a form; what is none has no numbers.
    pub fn parse(body: &[u8]) -> Self {
        let mut callback = Self::default();
        for (name, value) in form_urlencoded::parse(body).take(MAX_PARAMETERS) {
            match &*name {
                "To" => callback.to = Some(number(&value)),
                "From" => callback.from = Some(number(&value)),
                _ => {}
            }
        }
        callback
    }
}

/// Other channels write their name before the number: `whatsapp:+14155550100`.
fn number(written: &str) -> String {
    written.rsplit(':').next().unwrap_or_default().to_owned()
}

/// The word for a callback in its routing key: what its address ends in where that is a known word, else `other`.
pub fn routing_word(kind: &str) -> &'static str {
    match kind {
        "status" => "status",
        "sms" => "sms",
        "voice" => "voice",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_has_the_numbers_of_its_form() {
        let callback =
            Callback::parse(b"MessageStatus=sent&To=%2B14155550100&From=whatsapp%3A%2B14155550199");
        assert_eq!(callback.to.as_deref(), Some("+14155550100"));
        assert_eq!(callback.from.as_deref(), Some("+14155550199"));
        assert!(Callback::parse(br#"{"To":"x"}"#) == Callback::default());
    }
}
